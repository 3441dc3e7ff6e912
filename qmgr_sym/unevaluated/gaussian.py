"""Integrals over all space that are not carried out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from sympy import Basic, Expr, Symbol, Tuple
from sympy.core.sympify import _sympify

from qmgr_sym.stochastic.gaussian import gaussian_integral
from qmgr_sym.unevaluated._base import Unevaluated
from qmgr_sym.variation._fields import check_coords


class GaussianIntegral(Unevaluated):
    """The integral over all real values of the variables, of polynomials times Gaussians.

    Source: `qmgr_sym.stochastic.gaussian.gaussian_integral`, which is exact in any dimension where
    SymPy's `Integral` has to go one variable after the other.

    Raises:
        TypeError, ValueError: as `gaussian_integral`, when it is carried out.

    Examples:
        >>> from sympy import exp, pi, sqrt, symbols
        >>> x = symbols("x", real=True)
        >>> (GaussianIntegral(x**2 * exp(-(x**2) / 2), (x,)) - sqrt(2 * pi)).doit()
        0
    """

    def __new__(cls, expression: Expr, variables: Sequence[Symbol]) -> Self:
        """Check the variables; see the class."""
        check_coords(tuple(variables))
        return super().__new__(cls, _sympify(expression), Tuple(*variables))

    def value(self) -> Expr:
        """The integral."""
        return gaussian_integral(self.args[0].doit(), tuple(self.args[1]))

    def bound(self) -> frozenset[Basic]:
        """The variables."""
        return frozenset(self.args[1])

    @property
    def free_symbols(self) -> set[Basic]:
        """All but the variables."""
        return set(self.args[0].free_symbols) - set(self.args[1])

    def _latex(self, printer: Any) -> str:
        measure = " ".join(rf"d {printer.doprint(y)}" for y in self.args[1])
        return rf"\int {measure} \, {printer.parenthesize(self.args[0], 40)}"
