"""Special functions through few of them, at few arguments: recurrences carried out.

Every rule is an identity of meromorphic functions; where both sides are continuous it therefore
holds at single points too, those at which an intermediate denominator vanishes included.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr, I, S, cos, cosh, exp, pi, sin, sinh, sqrt
from sympy.functions.special.bessel import SphericalBesselBase

from qmgr_sym.exact._rewrite.gammas import one_gamma_each
from qmgr_sym.exact._rewrite.recurrences import two_orders_each

Rule = Callable[..., Expr]
_ROUNDS = 3


def few_functions(expr: Expr) -> Expr:
    """Write special functions through gamma, polygamma, erf and two orders of each Bessel function.

    Functions that do not occur in the rules stay.
    """
    for _ in range(_ROUNDS):
        before, expr = expr, expr.replace(_has_rule, _applied)
        if expr == before:
            break
    expr = one_gamma_each(expr)
    return two_orders_each(expr)


def _has_rule(node: Expr) -> bool:
    return node.func in _RULES or isinstance(node, SphericalBesselBase)


def _applied(node: Expr) -> Expr:
    if isinstance(node, SphericalBesselBase):
        if node.args[0].is_Integer:
            return node.expand(func=True)
        return node.rewrite(sympy.besselj) if node.args[1].is_positive else node
    result = _RULES[node.func](*node.args)
    return node if result is None else result


def _binomial(n: Expr, k: Expr) -> Expr | None:
    if k.is_Integer and 0 <= int(k) <= 20:
        return sympy.Mul(*(n - j for j in range(int(k)))) / sympy.factorial(k)
    if n.is_nonnegative or n.is_integer is False:
        return sympy.gamma(n + 1) / (sympy.gamma(k + 1) * sympy.gamma(n - k + 1))
    return None


def _rising(a: Expr, k: Expr) -> Expr | None:
    return sympy.gamma(a + k) / sympy.gamma(a) if a.is_positive else None


def _falling(a: Expr, k: Expr) -> Expr | None:
    if not (a - k + 1).is_positive:
        return None
    return sympy.gamma(a + 1) / sympy.gamma(a - k + 1)


def _exponential(exponent: Expr) -> Expr | None:
    """exp(k W(x)) = (x / W(x))^k for integers k."""
    factors: list[Expr] = []
    rest: list[Expr] = []
    for term in sympy.Add.make_args(exponent):
        count, inner = term.as_coeff_Mul()
        if isinstance(inner, sympy.LambertW) and count.is_Integer:
            factors.append((inner.args[0] / inner) ** count)
        else:
            rest.append(term)
    return sympy.Mul(sympy.exp(sympy.Add(*rest)), *factors) if factors else None


def _error_function(z: Expr) -> Expr | None:
    """erf(i w) = i erfi(w)."""
    inner = sympy.expand(z / I)
    return None if inner.has(I) or not z.has(I) else I * sympy.erfi(inner)


def _bessel_of_negative(func: type, order: Expr, z: Expr) -> Expr | None:
    """Functions of negative order through those of positive order."""
    if not order.could_extract_minus_sign() or order.is_number:
        return None
    if func is sympy.besselk or (func is sympy.besseli and order.is_integer):
        return func(-order, z)
    if func in (sympy.besselj, sympy.bessely) and order.is_integer:
        return S.NegativeOne**order * func(-order, z)
    return None


def _half_order(func: type, order: Expr, z: Expr) -> Expr:
    """Bessel functions of half-integer order by recurrence from the orders 1/2 and -1/2."""
    up, down = {
        sympy.besselj: (sin(z), cos(z)),
        sympy.bessely: (-cos(z), sin(z)),
        sympy.besseli: (sinh(z), cosh(z)),
        sympy.besselk: (pi / 2 * exp(-z), pi / 2 * exp(-z)),
    }[func]
    sign = 1 if order > 0 else -1
    now, before = (up, down) if sign > 0 else (down, up)
    current = sign * S.Half
    while current != order:
        if func is sympy.besselk:
            following = before + sign * 2 * current / z * now
        elif func is sympy.besseli:
            following = before - sign * 2 * current / z * now
        else:
            following = sign * 2 * current / z * now - before
        now, before, current = following, now, current + sign
    return sqrt(2 / pi) * now / sqrt(z)


def _bessel(func: type) -> Rule:
    def rule(order: Expr, z: Expr) -> Expr | None:
        if order.is_Rational and order.q == 2 and abs(order) < 20:
            return _half_order(func, order, z)
        return _bessel_of_negative(func, order, z)

    return rule


_RULES: dict[type, Rule] = {
    sympy.factorial: lambda n: sympy.gamma(n + 1),
    sympy.binomial: _binomial,
    sympy.beta: lambda a, b: sympy.gamma(a) * sympy.gamma(b) / sympy.gamma(a + b),
    sympy.RisingFactorial: _rising,
    sympy.FallingFactorial: _falling,
    sympy.harmonic: lambda n, m=S.One: sympy.polygamma(0, n + 1) + S.EulerGamma if m == 1 else None,
    sympy.catalan: lambda n: (
        4**n * sympy.gamma(n + S.Half) / (sympy.sqrt(S.Pi) * sympy.gamma(n + 2))
    ),
    sympy.erfc: lambda z: 1 - sympy.erf(z),
    sympy.erf: _error_function,
    sympy.polylog: lambda s, z: -sympy.log(1 - z) if s == 1 else None,
    sympy.erf2: lambda x, y: sympy.erf(y) - sympy.erf(x),
    sympy.lowergamma: lambda s, x: sympy.gamma(s) - sympy.uppergamma(s, x),
    sympy.hankel1: lambda n, z: sympy.besselj(n, z) + I * sympy.bessely(n, z),
    sympy.hankel2: lambda n, z: sympy.besselj(n, z) - I * sympy.bessely(n, z),
    sympy.sinc: lambda z: sympy.sin(z) / z,
    sympy.exp: _exponential,
    type(S.GoldenRatio): lambda: (1 + sqrt(5)) / 2,
    sympy.frac: lambda x: x - sympy.floor(x),
    sympy.ceiling: lambda x: -sympy.floor(-x),
    sympy.Mod: lambda a, b: a - b * sympy.floor(a / b),
    sympy.besselj: _bessel(sympy.besselj),
    sympy.bessely: _bessel(sympy.bessely),
    sympy.besseli: _bessel(sympy.besseli),
    sympy.besselk: _bessel(sympy.besselk),
    sympy.expint: lambda s, z: z ** (s - 1) * sympy.uppergamma(1 - s, z) if z.is_positive else None,
}
