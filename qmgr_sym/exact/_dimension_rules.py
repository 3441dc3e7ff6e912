"""The dimensional constraints that an equation puts on its symbols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from sympy import Basic, Derivative, Expr, Integral, Rational, S, Symbol, Tuple
from sympy.core.function import AppliedUndef

Combination = dict[Basic, Rational]
"""A dimension as a product of powers of the dimensions of symbols and unknown functions."""

_SAME = (sympy.Abs, sympy.conjugate, sympy.re, sympy.im)
_COMPARE = (sympy.Max, sympy.Min)


@dataclass(frozen=True)
class Constraint:
    """`left` and `right` must have the same dimension, because of equation number `equation`."""

    equation: int
    reason: str
    left: tuple[tuple[Basic, Rational], ...]
    right: tuple[tuple[Basic, Rational], ...]


class Rules:
    """Collects the constraints of a list of equations and expressions."""

    def __init__(self, log_arguments: bool) -> None:
        self.log_arguments = log_arguments
        self.constraints: list[Constraint] = []
        self._equation = 0

    def read(self, equation: int, expr: Basic) -> None:
        """Add the constraints of one equation, inequality or expression."""
        self._equation = equation
        if isinstance(expr, sympy.core.relational.Relational):
            self._equal([expr.lhs, expr.rhs], "both sides")
        else:
            self.dimension(expr)

    def _add(self, reason: str, left: Combination, right: Combination) -> None:
        pair = tuple(tuple(c.items()) for c in (left, right))
        self.constraints.append(Constraint(self._equation, reason, pair[0], pair[1]))

    def _equal(self, parts: Sequence[Expr], what: str) -> Combination:
        """Require equal dimensions; zero has every dimension."""
        parts = [part for part in parts if part != 0]
        if not parts:
            return {}
        dimensions = [self.dimension(part) for part in parts]
        for part, dimension in zip(parts[1:], dimensions[1:], strict=True):
            self._add(f"{what}: {parts[0]} and {part}", dimensions[0], dimension)
        return dimensions[0]

    def _pure(self, part: Expr, what: str) -> None:
        self._add(f"{what} must be a pure number: {part}", self.dimension(part), {})

    def dimension(self, expr: Expr) -> Combination:
        """The dimension of an expression, adding the constraints met on the way."""
        if expr.is_number or expr is S.ImaginaryUnit:
            return {}
        if isinstance(expr, Symbol):
            return {expr: S.One}
        if isinstance(expr, AppliedUndef):
            for arg in expr.args:
                self.dimension(arg)
            return {expr.func: S.One}
        if expr.is_Add:
            return self._equal(expr.args, "addends")
        if expr.is_Mul:
            return _product([(self.dimension(arg), S.One) for arg in expr.args])
        if expr.is_Pow:
            return self._power(expr)
        if isinstance(expr, Derivative):
            parts = [(self.dimension(expr.expr), S.One)]
            parts += [(self.dimension(v), -n) for v, n in expr.variable_count]
            return _product(parts)
        if isinstance(expr, Integral):
            return self._integral(expr)
        if isinstance(expr, sympy.Sum):
            return self.dimension(expr.function)
        if isinstance(expr, _SAME):
            return self.dimension(expr.args[0])
        if isinstance(expr, _COMPARE):
            return self._equal(expr.args, "compared terms")
        if isinstance(expr, sympy.atan2):
            self._equal(expr.args, "arguments of atan2")
            return {}
        return self._function(expr)

    def _power(self, expr: Expr) -> Combination:
        if expr.exp.is_Rational:
            return _product([(self.dimension(expr.base), expr.exp)])
        self._pure(expr.exp, "an exponent")
        self._pure(expr.base, "the base of a symbolic power")
        return {}

    def _integral(self, expr: Integral) -> Combination:
        parts = [(self.dimension(expr.function), S.One)]
        for variable, *bounds in expr.limits:
            parts.append((self.dimension(variable), S.One))
            finite = [bound for bound in bounds if bound not in (S.Infinity, S.NegativeInfinity)]
            self._equal([variable, *finite], "bounds of integration")
        return _product(parts)

    def _function(self, expr: Expr) -> Combination:
        if not isinstance(expr, sympy.Function) or any(isinstance(a, Tuple) for a in expr.args):
            raise ValueError(
                f"no dimensional rule is known for {type(expr).__name__}, met in {expr}"
            )
        lenient = isinstance(expr, sympy.sign)
        lenient = lenient or (isinstance(expr, sympy.log) and not self.log_arguments)
        for arg in expr.args:
            if lenient:
                self.dimension(arg)
            else:
                self._pure(arg, f"an argument of {expr.func.__name__}")
        return {}


def _product(parts: Sequence[tuple[Combination, Rational]]) -> Combination:
    result: Combination = {}
    for combination, power in parts:
        for atom, exponent in combination.items():
            result[atom] = result.get(atom, S.Zero) + power * exponent
    return {atom: exponent for atom, exponent in result.items() if exponent != 0}
