"""Coefficients of series that are not carried out."""

from __future__ import annotations

from typing import Any, Self

from sympy import Basic, Expr, Integer, Symbol
from sympy.core.sympify import _sympify

from qmgr_sym.exact.order import series_coefficients
from qmgr_sym.unevaluated._base import Unevaluated


class SeriesCoefficient(Unevaluated):
    """The coefficient of x^n in the Taylor series of an expression at x = 0.

    Args:
        expr: analytic at x = 0; see `qmgr_sym.exact.order.series_coefficients`.
        variable: x.
        order: n, 0 or more.

    Raises:
        TypeError: the variable is not a symbol; ValueError: the order is negative.

    Examples:
        >>> from sympy import Symbol, cos
        >>> x = Symbol("x", real=True)
        >>> SeriesCoefficient(cos(x), x, 2).doit()
        -1/2
    """

    def __new__(cls, expr: Expr, variable: Symbol, order: int) -> Self:
        """Check variable and order; see the class."""
        if not isinstance(variable, Symbol):
            raise TypeError(f"`variable` must be a symbol, but was {variable}")
        if int(order) < 0:
            raise ValueError(f"`order` must be 0 or more, but was {order}")
        return super().__new__(cls, _sympify(expr), variable, Integer(order))

    def value(self) -> Expr:
        """The coefficient, by arithmetic of truncated series."""
        expr, variable, order = self.args
        return series_coefficients(expr.doit(), variable, int(order))[int(order)]

    def bound(self) -> frozenset[Basic]:
        """The variable."""
        return frozenset({self.args[1]})

    @property
    def free_symbols(self) -> set[Basic]:
        """All but the variable."""
        return set(self.args[0].free_symbols) - {self.args[1]}

    def _latex(self, printer: Any) -> str:
        expr, variable, order = map(printer.doprint, self.args)
        return rf"\left[{variable}^{{{order}}}\right] \left({expr}\right)"
