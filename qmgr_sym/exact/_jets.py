"""Unknown functions and their derivatives as independent coordinates of a jet."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy
from sympy import Derivative, Expr, Indexed, MatrixSymbol, Subs, Sum, Symbol
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

MAX_TERMS = 10_000


@dataclass(frozen=True)
class Jet:
    """One coordinate of a jet: `d^counts func` at `args`, complex-conjugated or not.

    `counts[i]` is the order of differentiation in slot `i` of the unknown function `func`.
    `real` and `positive` say what SymPy's assumptions guarantee about the value: a derivative is
    real when both the function and the variables it is differentiated in are.
    """

    func: Expr
    counts: tuple[int, ...]
    args: tuple[Expr, ...]
    conjugated: bool
    real: bool
    positive: bool


def jet_of(expr: Expr) -> Jet | None:
    """Read `f(x)`, `Derivative(f(x), x)`, `Subs(Derivative(f(u), u), u, a)` or their conjugates.

    Returns None where `expr` is nothing of the kind.
    """
    if isinstance(expr, AppliedUndef):
        real = bool(expr.is_real)
        positive = bool(expr.is_positive or expr.is_nonnegative)
        return Jet(expr.func, (0,) * len(expr.args), tuple(expr.args), False, real, positive)
    if isinstance(expr, Derivative):
        return _derivative_jet(expr)
    if isinstance(expr, Subs):
        return _substituted_jet(expr)
    if isinstance(expr, sympy.conjugate):
        inner = jet_of(expr.args[0])
        if inner is None or inner.real:
            return inner
        return replace(inner, conjugated=not inner.conjugated)
    return None


def coordinate_of(expr: Expr) -> Jet | None:
    """Read a coordinate of a jet, or an entry `A[i, j]` of an unknown array or matrix.

    An entry is a function of its indices: entries at equal indices are equal.
    """
    if isinstance(expr, Indexed | MatrixElement):
        array, *indices = expr.args
        if isinstance(expr, MatrixElement) and not isinstance(array, MatrixSymbol):
            return None
        positive = bool(expr.is_positive or expr.is_nonnegative)
        counts = (0,) * len(indices)
        return Jet(array, counts, tuple(indices), False, bool(expr.is_real), positive)
    if isinstance(expr, sympy.conjugate):
        inner = coordinate_of(expr.args[0])
        if inner is None or inner.real:
            return inner
        return replace(inner, conjugated=not inner.conjugated)
    jet = jet_of(expr)
    return _derivative_by_argument(expr) if jet is None and isinstance(expr, Derivative) else jet


def _derivative_by_argument(expr: Derivative) -> Jet | None:
    """Read `Derivative(f(g(x)), g(x))`, the derivative of f at g(x)."""
    if not isinstance(expr.expr, AppliedUndef):
        return None
    args = expr.expr.args
    counts = [0] * len(args)
    real = bool(expr.expr.is_real)
    for variable, count in expr.variable_count:
        if args.count(variable) != 1 or not count.is_Integer:
            return None
        if any(arg != variable and arg.has(variable) for arg in args):
            return None
        counts[args.index(variable)] += int(count)
        real = real and bool(variable.is_real)
    return Jet(expr.expr.func, tuple(counts), tuple(args), False, real, False)


def _derivative_jet(expr: Derivative, bound: tuple[Symbol, ...] = ()) -> Jet | None:
    """Read a derivative; `bound` variables will be substituted, so their kind does not matter."""
    inner = jet_of(expr.expr)
    if inner is None or any(inner.counts):
        return None
    counts = list(inner.counts)
    real = inner.real
    for variable, count in expr.variable_count:
        if not isinstance(variable, Symbol) or not count.is_Integer:
            return None
        holders = [i for i, arg in enumerate(inner.args) if arg.has(variable)]
        if len(holders) != 1 or inner.args[holders[0]] != variable:
            return None
        is_real = bool(variable.is_real) or variable in bound
        if inner.conjugated and not is_real:
            return None
        real = real and is_real
        counts[holders[0]] += int(count)
    return Jet(inner.func, tuple(counts), inner.args, inner.conjugated, real, False)


def _substituted_jet(expr: Subs) -> Jet | None:
    bound = tuple(expr.variables)
    held = expr.expr
    inner = _derivative_jet(held, bound) if isinstance(held, Derivative) else jet_of(held)
    if inner is None:
        return None
    point = dict(zip(expr.variables, expr.point, strict=True))
    args = tuple(arg.xreplace(point) for arg in inner.args)
    real = inner.real and all(bool(value.is_real) for value in expr.point)
    positive = inner.positive and not any(inner.counts)
    return Jet(inner.func, inner.counts, args, inner.conjugated, real, positive)


def carry_out(expr: Expr) -> Expr:
    """Carry out every derivative of a compound expression and every finite sum and product.

    Derivatives of unknown functions stay; integrals are left alone.
    """
    for _ in range(20):
        todo = {d for d in expr.atoms(Derivative, Subs) if jet_of(d) is None}
        done = {}
        for node in todo:
            result = node.doit(integrals=False)
            if result != node:
                done[node] = result
        for node in expr.atoms(Sum, sympy.Product):
            result = _finite(node)
            if result is not None:
                done[node] = result
        if not done:
            break
        expr = expr.xreplace(done)
    return expr


def _finite(node: Sum | sympy.Product) -> Expr | None:
    """Write out a sum or product over explicit integer bounds, or return None."""
    combine = sympy.Add if isinstance(node, Sum) else sympy.Mul
    *inner, (index, *bounds) = node.limits
    if len(bounds) != 2 or not all(bound.is_Integer for bound in bounds):
        return None
    low, high = int(bounds[0]), int(bounds[1])
    if high < low - 1 or high - low >= MAX_TERMS:
        return None
    rest = node.func(node.function, *inner) if inner else node.function
    return combine(*(rest.subs(index, n) for n in range(low, high + 1)))
