"""Counts of Pauli strings, not carried out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from sympy import Expr, Integer, Tuple
from sympy.core.symbol import Str

from qmgr_sym.algebra.pauli import string_closure
from qmgr_sym.unevaluated._base import Unevaluated


class PauliDimension(Unevaluated):
    """The dimension of the Lie algebra that i times some Pauli strings generate.

    Args:
        strings: labels such as "XIZ", all of one length.

    Raises:
        ValueError: a label is no Pauli string, when it is carried out.

    Source: `qmgr_sym.algebra.pauli.string_closure`.

    Examples:
        >>> PauliDimension(["XI", "ZI"]).doit(), PauliDimension(["XI", "ZZ"]).doit()
        (3, 3)
    """

    is_integer = True
    is_positive = True

    def __new__(cls, strings: Iterable[str]) -> Self:
        """Fix the strings, sorted; see the class."""
        return super().__new__(cls, Tuple(*(Str(s) for s in sorted({str(s) for s in strings}))))

    def value(self) -> Expr:
        """The number of strings that nested commutators reach."""
        return Integer(len(string_closure([label.name for label in self.args[0]])))

    def _latex(self, printer: Any) -> str:
        names = ", ".join(label.name for label in self.args[0])
        return rf"\dim\operatorname{{Lie}}\left(\mathrm{{{names}}}\right)"
