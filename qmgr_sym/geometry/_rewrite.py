"""Functions in terms of those that the differential ring holds, and derivatives of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy
from sympy import Expr, Function, Integer, S, Symbol
from sympy.core.function import AppliedUndef, ArgumentIndexError

from qmgr_sym.geometry._element import NotRepresentableError

# J, Y: f_{n+1} = (2 n / z) f_n - f_{n-1}; I: f_{n-1} - (2 n / z) f_n; K: f_{n-1} + (2 n / z) f_n.
# DLMF 10.6.1 and 10.29.1; signs of the two terms on the right.
_BESSEL = {
    sympy.besselj: (1, -1), sympy.bessely: (1, -1), sympy.besseli: (-1, 1), sympy.besselk: (1, 1),
}  # fmt: skip
# What is left of a derivative that nobody has a formula for, and what is no function.
_UNKNOWN = (
    sympy.Derivative, sympy.Subs, sympy.DiracDelta, sympy.Piecewise, sympy.Integral, sympy.Sum,
)  # fmt: skip
_NO_FUNCTION = (sympy.Piecewise, sympy.conjugate, sympy.re, sympy.im, sympy.arg, sympy.DiracDelta)


def plain(node: Expr) -> Expr | None:
    """An equal expression in simpler functions, None where there is nothing to replace.

    sign(u) = |u|/u and the functions made of it; Bessel functions of integer order by those of
    order 0 and 1; exp(log(u)/2 + v) = sqrt(u) exp(v); exp(n W(u)) = (u/W(u))**n for Lambert's W;
    logarithms of powers and products where SymPy splits them.
    """
    if isinstance(node, sympy.exp):
        return _split_exponential(node)
    if isinstance(node, sympy.log):
        split = sympy.expand_log(node)
        return None if split == node else split
    if isinstance(node, sympy.sign):
        return sympy.Abs(node.args[0]) / node.args[0]
    if isinstance(node, sympy.Heaviside):
        return (1 + sympy.Abs(node.args[0]) / node.args[0]) / 2
    if isinstance(node, sympy.Max | sympy.Min):
        return _extreme(node)
    if node.func in _BESSEL and node.args[0].is_Integer:
        return _lower_order(node)
    return None


def _extreme(node: Expr) -> Expr:
    sign = 1 if isinstance(node, sympy.Max) else -1
    first, *rest = node.args
    for other in rest:
        first = (first + other + sign * sympy.Abs(first - other)) / 2
    return first


def _split_exponential(node: Expr) -> Expr | None:
    left, outside = [], S.One
    for term in sympy.Add.make_args(sympy.expand(node.args[0])):
        number, rest = term.as_coeff_Mul()
        if isinstance(rest, sympy.log) and number.is_Rational:
            outside *= rest.args[0] ** number
        elif isinstance(rest, sympy.LambertW) and number.is_Integer:
            outside *= (rest.args[0] / rest) ** number
        else:
            left.append(term)
    return None if outside is S.One else outside * sympy.exp(sympy.Add(*left))


def _lower_order(node: Expr) -> Expr | None:
    order, z = int(node.args[0]), node.args[1]
    if order in (0, 1):
        return None
    kind, (first, second) = node.func, _BESSEL[node.func]
    if order < 0:
        sign = -1 if kind in (sympy.besselj, sympy.bessely) and order % 2 else 1
        return sign * kind(-order, z)
    n = Integer(order - 1)
    return first * 2 * n / z * kind(order - 1, z) + second * kind(order - 2, z)


def is_opaque(node: Expr) -> bool:
    """Whether a node is one of SymPy's functions, about which its derivatives are known."""
    return isinstance(node, Function) and not isinstance(node, (AppliedUndef, *_NO_FUNCTION))


def derivatives(node: Expr, coordinates: Sequence[Symbol]) -> Iterator[Expr]:
    """The derivatives of a function by those of its arguments that depend on the coordinates.

    Raises:
        NotRepresentableError: SymPy has no formula for one.
    """
    for place, arg in enumerate(node.args, 1):
        if not arg.has(*coordinates):
            continue
        try:
            slope = node.fdiff(place)
        except ArgumentIndexError:
            slope = None
        if slope is None or slope.has(*_UNKNOWN):
            raise NotRepresentableError(f"a derivative of {node}")
        yield slope
