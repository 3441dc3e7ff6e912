"""Complex unknowns through their real and imaginary parts."""

from __future__ import annotations

import sympy
from sympy import Derivative, Dummy, Expr, I
from sympy.core.function import AppliedUndef


def with_real_parts(expr: Expr) -> Expr:
    """Replace z by x + i y with real symbols, for every z whose real or imaginary part occurs.

    The values of an unknown function are replaced only where no derivative of it occurs.
    """
    rules = {}
    for node in sorted(expr.atoms(sympy.re, sympy.im), key=sympy.default_sort_key):
        inner = node.args[0]
        simple = inner.is_Symbol or (
            isinstance(inner, AppliedUndef) and not expr.has(Derivative, sympy.Subs)
        )
        if simple and inner.is_real is None and inner.is_imaginary is None:
            real = Dummy(f"re({inner})", real=True)
            rules[inner] = real + I * Dummy(f"im({inner})", real=True)
    return expr.subs(rules, simultaneous=True) if rules else expr
