"""SymPy's functions in ball arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import comb
from typing import Any

import sympy as sp
from flint import acb, arb

from proofs.text_claims.numeric.balls import Ball, NoValueError, whole


def power(base: Ball, exponent: Ball) -> Ball:
    """base ** exponent, by multiplication for integers; 0 ** x is 0 for x > 0."""
    n = whole(exponent)
    if n is not None and exponent.is_exact() and abs(n) < 10_000:
        if n < 0 and base.contains(0):
            raise NoValueError("division by zero")
        return base**n
    if exponent == acb(0.5):
        return base.sqrt()
    if base.is_zero():
        if exponent.real > 0:
            return acb(0)
        raise NoValueError("zero to a power that is not positive")
    return base**exponent


def _factorial(n: Ball) -> Ball:
    return (n + 1).gamma()


def _beta(a: Ball, b: Ball) -> Ball:
    return a.gamma() * b.gamma() * (a + b).rgamma()


def _binomial(n: Ball, k: Ball) -> Ball:
    top, bottom = whole(n), whole(k)
    if bottom is not None and bottom < 0:
        return acb(0)
    if top is not None and bottom is not None and top >= 0:
        return acb(comb(top, bottom))
    if bottom is not None and bottom < 1000:
        total = acb(1)
        for j in range(bottom):
            total *= (n - j) / (j + 1)
        return total
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _zeta(s: Ball, a: Ball | None = None) -> Ball:
    return s.zeta() if a is None else s.zeta(a)


def _abs(z: Ball) -> Ball:
    return acb(abs(z))


def _sign(z: Ball) -> Ball:
    return z.sgn()


def _step(x: Ball) -> Ball:
    if x.is_zero():
        return acb(0.5)
    return x.real_heaviside()


def _atan2(y: Ball, x: Ball) -> Ball:
    return acb(arb.atan2(y.real, x.real))


def _extreme(kind: str) -> Callable[..., Ball]:
    def found(*values: Ball) -> Ball:
        best = values[0]
        for value in values[1:]:
            best = best.real_max(value) if kind == "max" else best.real_min(value)
        return best

    return found


def _polynomial(name: str) -> Callable[..., Ball]:
    def found(n: Ball, *rest: Ball) -> Ball:
        return getattr(rest[-1], name)(n, *rest[:-1])

    return found


def _order_first(name: str) -> Callable[[Ball, Ball], Ball]:
    def found(order: Ball, x: Ball) -> Ball:
        return getattr(x, name)(order)

    return found


def _spherical(name: str) -> Callable[[Ball, Ball], Ball]:
    def found(order: Ball, x: Ball) -> Ball:
        return (acb.pi() / (2 * x)).sqrt() * getattr(x, name)(order + acb(0.5))

    return found


def _hankel(sign: int) -> Callable[[Ball, Ball], Ball]:
    def found(order: Ball, x: Ball) -> Ball:
        return x.bessel_j(order) + acb(0, sign) * x.bessel_y(order)

    return found


def _elliptic_e(*given: Ball) -> Ball:
    return given[0].elliptic_e() if len(given) == 1 else acb.elliptic_e_inc(*given)


def _elliptic_pi(*given: Ball) -> Ball:
    return acb.elliptic_pi(*given) if len(given) == 2 else acb.elliptic_pi_inc(*given)


def _simple(*names: str) -> dict[Any, Callable[..., Ball]]:
    return {getattr(sp, name): getattr(acb, name) for name in names}


FUNCTIONS: Mapping[Any, Callable[..., Ball]] = {
    **_simple("exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh",
              "coth", "sech", "csch", "asin", "acos", "atan", "asinh", "acosh", "atanh", "gamma",
              "digamma", "erf", "erfc", "erfi", "conjugate", "elliptic_k", "elliptic_f"),
    sp.acot: lambda x: (1 / x).atan(),
    sp.acoth: lambda x: (1 / x).atanh(),
    sp.Abs: _abs,
    sp.sign: _sign,
    sp.re: lambda z: acb(z.real),
    sp.im: lambda z: acb(z.imag),
    sp.arg: lambda z: acb(z.arg()),
    sp.floor: lambda x: acb(x.real.floor()),
    sp.ceiling: lambda x: acb(x.real.ceil()),
    sp.Max: _extreme("max"),
    sp.Min: _extreme("min"),
    sp.Heaviside: lambda x, *_: _step(x),
    sp.atan2: _atan2,
    sp.loggamma: acb.lgamma,
    sp.polygamma: lambda n, z: z.polygamma(n) if not n.is_zero() else z.digamma(),
    sp.factorial: _factorial,
    sp.beta: _beta,
    sp.binomial: _binomial,
    sp.harmonic: lambda n: (n + 1).digamma() - acb(1).digamma(),
    sp.RisingFactorial: lambda x, n: (x + n).gamma() * x.rgamma(),
    sp.FallingFactorial: lambda x, n: (x + 1).gamma() * (x - n + 1).rgamma(),
    sp.zeta: _zeta,
    sp.polylog: lambda s, z: z.polylog(s),
    sp.besselj: _order_first("bessel_j"),
    sp.bessely: _order_first("bessel_y"),
    sp.besseli: _order_first("bessel_i"),
    sp.besselk: _order_first("bessel_k"),
    sp.hankel1: _hankel(1),
    sp.hankel2: _hankel(-1),
    sp.jn: _spherical("bessel_j"),
    sp.yn: _spherical("bessel_y"),
    sp.airyai: acb.airy_ai,
    sp.airybi: acb.airy_bi,
    sp.airyaiprime: lambda z: z.airy_ai(derivative=1),
    sp.airybiprime: lambda z: z.airy_bi(derivative=1),
    sp.legendre: _polynomial("legendre_p"),
    sp.hermite: _polynomial("hermite_h"),
    sp.laguerre: _polynomial("laguerre_l"),
    sp.assoc_laguerre: _polynomial("laguerre_l"),
    sp.chebyshevt: _polynomial("chebyshev_t"),
    sp.chebyshevu: _polynomial("chebyshev_u"),
    sp.gegenbauer: _polynomial("gegenbauer_c"),
    sp.jacobi: _polynomial("jacobi_p"),
    sp.assoc_legendre: lambda n, m, x: x.legendre_p(n, m),
    sp.LambertW: lambda z, *_: z.lambertw(),
    sp.Ei: acb.ei,
    sp.li: acb.li,
    sp.Si: acb.si,
    sp.Ci: acb.ci,
    sp.Shi: acb.shi,
    sp.Chi: acb.chi,
    sp.expint: lambda n, z: z.expint(n),
    sp.fresnels: acb.fresnel_s,
    sp.fresnelc: acb.fresnel_c,
    sp.uppergamma: lambda s, x: x.gamma_upper(s),
    sp.lowergamma: lambda s, x: x.gamma_lower(s),
    sp.elliptic_e: _elliptic_e,
    sp.elliptic_pi: _elliptic_pi,
    sp.Ynm: lambda n, m, theta, phi: acb.spherical_y(int(whole(n) or 0), int(whole(m) or 0),
                                                    theta, phi),
}  # fmt: skip
CONSTANTS: Mapping[Any, Callable[[], Ball]] = {
    sp.pi: acb.pi,
    sp.E: lambda: acb(1).exp(),
    sp.I: lambda: acb(0, 1),
    sp.EulerGamma: lambda: acb(arb.const_euler()),
    sp.Catalan: lambda: acb(arb.const_catalan()),
    sp.GoldenRatio: lambda: (1 + acb(5).sqrt()) / 2,
    sp.oo: lambda: acb(arb.pos_inf()),
    sp.S.NegativeInfinity: lambda: acb(arb.neg_inf()),
}
