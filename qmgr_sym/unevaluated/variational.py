"""Functional and total derivatives that stand unevaluated in a derivation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from sympy import Add, Basic, Expr, Symbol, Tuple
from sympy.core.function import AppliedUndef
from sympy.core.relational import Equality
from sympy.core.sympify import _sympify

from qmgr_sym.unevaluated._base import Unevaluated, pairs_of
from qmgr_sym.variation._fields import check_coords, check_field
from qmgr_sym.variation.euler import euler_operator


class VariationalDerivative(Unevaluated):
    """delta S / delta u for S = int L; see `qmgr_sym.variation.euler.euler_operator`.

    Formula: sum_J (-D)^J dL/du_J, the other fields and the conjugate of u held fixed.

    Args:
        density: L, an expression in the fields, their derivatives and the coordinates.
        field: u, an applied unknown function.
        coords: the coordinates that are integrated over.

    Raises:
        TypeError, ValueError: as `euler_operator`.

    Examples:
        >>> from sympy import Function, symbols
        >>> x, t = symbols("x t", real=True)
        >>> u = Function("u")(x, t)
        >>> wave = VariationalDerivative(u.diff(t) ** 2 / 2 - u.diff(x) ** 2 / 2, u, (x, t))
        >>> (wave - u.diff(x, 2) + u.diff(t, 2)).doit()
        0
    """

    def __new__(cls, density: Expr, field: Expr, coords: Sequence[Symbol]) -> Self:
        """Check field and coordinates; see the class."""
        check_field(field)
        check_coords(tuple(coords))
        return super().__new__(cls, _sympify(density), field, Tuple(*coords))

    def value(self) -> Expr:
        """The Euler operator of the density."""
        density, field, coords = self.args
        return euler_operator(density.doit(), field, tuple(coords))

    def bound(self) -> frozenset[Basic]:
        """The field and the coordinates."""
        return frozenset((self.args[1], *self.args[2]))

    def _latex(self, printer: Any) -> str:
        density, field = map(printer.doprint, self.args[:2])
        return rf"\frac{{\delta}}{{\delta {field}}} \int \left({density}\right)"


class Divergence(Unevaluated):
    """sum_k d_k j_k of a flux, not carried out.

    Args:
        flux: one component for each coordinate.
        coords: distinct symbols.

    Raises:
        ValueError: there are not as many components as coordinates, or these are not distinct.

    Examples:
        >>> from sympy import symbols
        >>> x, y = symbols("x y")
        >>> Divergence((x**2, x * y), (x, y)).doit()
        3*x
    """

    def __new__(cls, flux: Sequence[Expr], coords: Sequence[Symbol]) -> Self:
        """Check the sizes; see the class."""
        check_coords(tuple(coords))
        if len(flux) != len(coords):
            raise ValueError(
                f"`flux` must have {len(coords)} components, one per coordinate, "
                f"but had {len(flux)}"
            )
        return super().__new__(cls, Tuple(*map(_sympify, flux)), Tuple(*coords))

    def value(self) -> Expr:
        """The sum of the derivatives."""
        flux, coords = self.args
        return Add(*(part.doit().diff(x) for part, x in zip(flux, coords, strict=True)))

    def bound(self) -> frozenset[Basic]:
        """The coordinates."""
        return frozenset(self.args[1])

    def _latex(self, printer: Any) -> str:
        flux = ", ".join(map(printer.doprint, self.args[0]))
        return rf"\nabla \cdot \left({flux}\right)"


class RateAlong(Unevaluated):
    """df/dt along a flow: sum_k v_k df/dq_k.

    Args:
        function: f, an expression in the variables.
        rates: the velocity v_k of each variable q_k; `{t: 1}` among them for a function that
            depends on the time itself. A variable that is left out is held fixed.

    Raises:
        TypeError, ValueError: a variable is not a symbol, or is given twice.

    Examples:
        >>> from sympy import symbols
        >>> q, p = symbols("q p")
        >>> RateAlong(q**2 + p**2, {q: p, p: -q}).doit()
        0
    """

    def __new__(cls, function: Expr, rates: Mapping[Symbol, Expr]) -> Self:
        """Check the variables; see the class."""
        pairs = pairs_of(rates)
        check_coords(tuple(q for q, _ in pairs))
        return super().__new__(cls, _sympify(function), Tuple(*(Tuple(*pair) for pair in pairs)))

    def value(self) -> Expr:
        """The chain rule."""
        function = self.args[0].doit()
        return Add(*(rate * function.diff(q) for q, rate in self.args[1]))

    def bound(self) -> frozenset[Basic]:
        """The variables."""
        return frozenset(q for q, _ in self.args[1])

    def _latex(self, printer: Any) -> str:
        terms = " + ".join(
            rf"{printer.parenthesize(rate, 50)} \partial_{{{printer.doprint(q)}}}"
            for q, rate in self.args[1]
        )
        return rf"\left({terms}\right) \left({printer.doprint(self.args[0])}\right)"


class Residual(Unevaluated):
    """Left minus right side of an equation at given functions: zero where they solve it.

    Args:
        equation: an equality, or an expression that should vanish.
        solution: the expression put in for each unknown function, in the same variables.

    Raises:
        TypeError: a key is not an applied unknown function.

    Examples:
        >>> from sympy import Function, symbols, exp
        >>> t, k = symbols("t k")
        >>> q = Function("q")(t)
        >>> Residual(q.diff(t) + k * q, {q: exp(-k * t)}).doit()
        0
    """

    def __new__(cls, equation: Basic, solution: Mapping[Expr, Expr]) -> Self:
        """Check the functions; see the class."""
        pairs = pairs_of(solution)
        for function, _ in pairs:
            check_field(function)
        gap = equation
        if isinstance(equation, Equality):
            gap = Add(equation.lhs, -equation.rhs, evaluate=False)
        return super().__new__(cls, _sympify(gap), Tuple(*(Tuple(*pair) for pair in pairs)))

    def value(self) -> Expr:
        """The functions inserted, with derivatives carried out."""
        solution = dict(self.args[1])
        gap = self.args[0].doit()
        for node in gap.atoms(AppliedUndef):
            for function, expression in solution.items():
                if node.func == function.func:
                    at = dict(zip(function.args, node.args, strict=True))
                    gap = gap.subs(node, expression.subs(at, simultaneous=True))
        return gap

    def bound(self) -> frozenset[Basic]:
        """The unknown functions and their variables."""
        return frozenset(x for f, _ in self.args[1] for x in (f, *f.args))

    def _latex(self, printer: Any) -> str:
        gap = printer.doprint(self.args[0])
        inserted = ", ".join(
            f"{printer.doprint(f)} = {printer.doprint(v)}" for f, v in self.args[1]
        )
        return rf"\left. \left({gap}\right) \right|_{{{inserted}}}"
