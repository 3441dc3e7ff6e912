"""SymPy's functions in ball arithmetic. Arb and SymPy agree on branches, on the cuts too."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from flint import acb, arb
from sympy import Expr

Ball = Callable[..., acb]

_NAMES: dict[type, str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.cot: "cot",
    sympy.sec: "sec",
    sympy.csc: "csc",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.coth: "coth",
    sympy.sech: "sech",
    sympy.csch: "csch",
    sympy.asin: "asin",
    sympy.acos: "acos",
    sympy.atan: "atan",
    sympy.asinh: "asinh",
    sympy.acosh: "acosh",
    sympy.atanh: "atanh",
    sympy.erf: "erf",
    sympy.erfc: "erfc",
    sympy.erfi: "erfi",
    sympy.gamma: "gamma",
    sympy.loggamma: "lgamma",
    sympy.Ei: "ei",
    sympy.Si: "si",
    sympy.Ci: "ci",
    sympy.Shi: "shi",
    sympy.Chi: "chi",
    sympy.li: "li",
    sympy.fresnels: "fresnel_s",
    sympy.fresnelc: "fresnel_c",
    sympy.airyai: "airy_ai",
    sympy.airybi: "airy_bi",
    sympy.LambertW: "lambertw",
    sympy.dirichlet_eta: "dirichlet_eta",
    sympy.elliptic_k: "elliptic_k",
    sympy.elliptic_e: "elliptic_e",
    sympy.conjugate: "conjugate",
}

# The function at its argument is another function at the reciprocal.
_RECIPROCAL: dict[type, str] = {
    sympy.acot: "atan",
    sympy.asec: "acos",
    sympy.acsc: "asin",
    sympy.acoth: "atanh",
    sympy.asech: "acosh",
    sympy.acsch: "asinh",
}


_HALF = acb(0.5)
# With a second argument these are other functions.
_ONE_ARGUMENT = (sympy.harmonic, sympy.fibonacci, sympy.lucas)


def _binomial(n: acb, k: acb) -> acb:
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _fibonacci(n: acb, sign: int) -> acb:
    """phi^n + sign cos(pi n) phi^-n with the golden ratio phi."""
    golden = (1 + acb(5).sqrt()) / 2
    return golden.pow(n) + sign * n.cos_pi() * golden.pow(-n)


def _catalan(n: acb) -> acb:
    return acb(4).pow(n) * (n + _HALF).gamma() * (n + 2).rgamma() / acb.pi().sqrt()


def _harmonic(n: acb) -> acb:
    return (n + 1).digamma() + acb(arb.const_euler())


def _hyper(tops: list[acb], bottoms: list[acb], z: acb) -> acb:
    return z.hypgeom(tops, bottoms)


_SEVERAL: dict[type, Ball] = {
    sympy.besselj: lambda n, z: z.bessel_j(n),
    sympy.bessely: lambda n, z: z.bessel_y(n),
    sympy.besseli: lambda n, z: z.bessel_i(n),
    sympy.besselk: lambda n, z: z.bessel_k(n),
    sympy.jn: lambda n, z: z.bessel_j(n + _HALF) * (acb.pi() / 2).sqrt() / z.sqrt(),
    sympy.yn: lambda n, z: z.bessel_y(n + _HALF) * (acb.pi() / 2).sqrt() / z.sqrt(),
    sympy.hankel1: lambda n, z: z.bessel_j(n) + acb(0, 1) * z.bessel_y(n),
    sympy.hankel2: lambda n, z: z.bessel_j(n) - acb(0, 1) * z.bessel_y(n),
    sympy.polygamma: lambda n, z: z.polygamma(n),
    sympy.polylog: lambda s, z: z.polylog(s),
    sympy.uppergamma: lambda s, z: z.gamma_upper(s),
    sympy.lowergamma: lambda s, z: z.gamma_lower(s),
    sympy.expint: lambda s, z: z.expint(s),
    sympy.legendre: lambda n, z: z.legendre_p(n),
    sympy.hermite: lambda n, z: z.hermite_h(n),
    sympy.laguerre: lambda n, z: z.laguerre_l(n),
    sympy.chebyshevt: lambda n, z: z.chebyshev_t(n),
    sympy.chebyshevu: lambda n, z: z.chebyshev_u(n),
    sympy.gegenbauer: lambda n, a, z: z.gegenbauer_c(n, a),
    sympy.jacobi: lambda n, a, b, z: z.jacobi_p(n, a, b),
    sympy.beta: lambda a, b: a.gamma() * b.gamma() * (a + b).rgamma(),
    sympy.zeta: lambda s, *a: s.zeta(*a),
    sympy.factorial: lambda n: (n + 1).gamma(),
    sympy.binomial: _binomial,
    sympy.fibonacci: lambda n: _fibonacci(n, -1) / acb(5).sqrt(),
    sympy.lucas: lambda n: _fibonacci(n, 1),
    sympy.catalan: _catalan,
    sympy.harmonic: _harmonic,
    sympy.RisingFactorial: lambda a, k: (a + k).gamma() * a.rgamma(),
    sympy.FallingFactorial: lambda a, k: (a + 1).gamma() * (a - k + 1).rgamma(),
    sympy.elliptic_f: lambda phi, m: acb.elliptic_f(phi, m),
    sympy.sinc: lambda z: z.sinc(),
    sympy.arg: lambda z: acb(z.arg()),
    sympy.Abs: lambda z: acb(abs(z)),
    sympy.re: lambda z: acb(z.real),
    sympy.im: lambda z: acb(z.imag),
}


def constant_ball(expr: Expr) -> acb | None:
    """The value of one of SymPy's named constants, None for anything else."""
    if expr is sympy.I:
        return acb(0, 1)
    if expr is sympy.pi:
        return acb(arb.pi())
    if expr is sympy.E:
        return acb(arb.const_e())
    if expr is sympy.EulerGamma:
        return acb(arb.const_euler())
    if expr is sympy.Catalan:
        return acb(arb.const_catalan())
    if expr is sympy.GoldenRatio:
        return acb((1 + arb(5).sqrt()) / 2)
    return None


def function_ball(expr: Expr, ball: Ball) -> acb | None:
    """The value of a function of SymPy; `ball` evaluates arguments. None where it is unknown."""
    kind = expr.func
    name = _NAMES.get(kind)
    if name is not None and len(expr.args) == 1:
        return getattr(ball(expr.args[0]), name)()
    if kind in _RECIPROCAL:
        return getattr(1 / ball(expr.args[0]), _RECIPROCAL[kind])()
    if kind is sympy.hyper:
        tops, bottoms, z = expr.args
        return _hyper([ball(a) for a in tops], [ball(b) for b in bottoms], ball(z))
    if kind is sympy.atan2:
        y, x = (ball(arg) for arg in expr.args)
        return acb((x + acb(0, 1) * y).arg()) if x.imag == 0 and y.imag == 0 else acb(arb.nan())
    several = _SEVERAL.get(kind)
    if several is None or (kind in _ONE_ARGUMENT and len(expr.args) > 1):
        return None
    return several(*(ball(arg) for arg in expr.args))
