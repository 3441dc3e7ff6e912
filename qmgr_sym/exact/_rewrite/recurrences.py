"""Three-term recurrences: Bessel functions, orthogonal polynomials, Fibonacci numbers."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr, pi

from qmgr_sym.exact._rewrite.shifts import by_integers, ordered

# F(n + 1) from n, the other arguments, F(n) and F(n - 1).
Step = Callable[[Expr, tuple[Expr, ...], Expr, Expr], Expr]


def _oscillating(n: Expr, rest: tuple[Expr, ...], now: Expr, before: Expr) -> Expr:
    return 2 * n / rest[0] * now - before


def _chebyshev(n: Expr, rest: tuple[Expr, ...], now: Expr, before: Expr) -> Expr:
    return 2 * rest[0] * now - before


def _fibonacci(n: Expr, rest: tuple[Expr, ...], now: Expr, before: Expr) -> Expr:
    return now + before


def _legendre(n: Expr, rest: tuple[Expr, ...], now: Expr, before: Expr) -> Expr:
    return ((2 * n + 1) * rest[0] * now - n * before) / (n + 1)


def _laguerre(n: Expr, rest: tuple[Expr, ...], now: Expr, before: Expr) -> Expr:
    *order, x = rest
    a = order[0] if order else sympy.S.Zero
    return ((2 * n + 1 + a - x) * now - (n + a) * before) / (n + 1)


def _gegenbauer(n: Expr, rest: tuple[Expr, ...], now: Expr, before: Expr) -> Expr:
    a, x = rest
    return (2 * x * (n + a) * now - (n + 2 * a - 1) * before) / (n + 1)


_STEPS: dict[type, Step] = {
    sympy.besselj: _oscillating,
    sympy.bessely: _oscillating,
    sympy.besseli: lambda n, rest, now, before: before - 2 * n / rest[0] * now,
    sympy.besselk: lambda n, rest, now, before: before + 2 * n / rest[0] * now,
    sympy.legendre: _legendre,
    sympy.hermite: lambda n, rest, now, before: 2 * rest[0] * now - 2 * n * before,
    sympy.laguerre: _laguerre,
    sympy.assoc_laguerre: _laguerre,
    sympy.chebyshevt: _chebyshev,
    sympy.chebyshevu: _chebyshev,
    sympy.gegenbauer: _gegenbauer,
    sympy.fibonacci: _fibonacci,
    sympy.lucas: _fibonacci,
}


def two_orders_each(expr: Expr) -> Expr:
    """Write every function F(n + k) through F(n) and F(n + 1), for the smallest order n.

    Second solutions of Bessel's equation lose their order n + 1 through the Wronskian.
    """
    for kind in _STEPS:
        if expr.has(kind):
            expr = _two_orders(expr, kind)
    for first, second in ((sympy.besselj, sympy.bessely), (sympy.besseli, sympy.besselk)):
        if expr.has(first) and expr.has(second):
            expr = _wronskian(expr, first, second)
    return expr


def _two_orders(expr: Expr, kind: type) -> Expr:
    rules = {}
    nodes = ordered(expr, kind)
    for rest in dict.fromkeys(node.args[1:] for node in nodes):
        orders = [node.args[0] for node in nodes if node.args[1:] == rest]
        for start, steps in by_integers(orders):
            before, now = kind(start, *rest), kind(start + 1, *rest)
            values = {0: before, 1: now}
            for k in range(1, max(steps.values())):
                values[k + 1] = _STEPS[kind](start + k, rest, values[k], values[k - 1])
            rules.update({kind(order, *rest): values[k] for order, k in steps.items()})
    return expr.xreplace(rules)


def _wronskian(expr: Expr, first: type, second: type) -> Expr:
    """J(n+1) Y(n) - J(n) Y(n+1) = 2 / (pi z); I(n) K(n+1) + I(n+1) K(n) = 1 / z."""
    rules = {}
    nodes = expr.atoms(first, second)
    for node in ordered(expr, second):
        n, z = node.args[0] - 1, node.args[1]
        if second(n, z) not in nodes or first(n, z) not in nodes:
            continue
        product = first(n + 1, z) * second(n, z)
        if first is sympy.besselj:
            rules[node] = (product - 2 / (pi * z)) / first(n, z)
        else:
            rules[node] = (1 / z - product) / first(n, z)
    return expr.xreplace(rules)
