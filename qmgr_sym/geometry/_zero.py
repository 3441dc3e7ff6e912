"""`zero_test`, loaded when it is needed: most metrics never need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr

if TYPE_CHECKING:
    from qmgr_sym.exact.zero import ZeroTest


def zero_test(expr: Expr) -> ZeroTest:
    """See `qmgr_sym.exact.zero`."""
    from qmgr_sym.exact import zero

    return zero.zero_test(expr)
