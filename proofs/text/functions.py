"""The functions and constants that a formula may name, as SymPy makes them.

Conventions are SymPy's: Legendre's parameter m = k^2 for elliptic integrals, principal branches,
`Heaviside(0)` is 1/2, `zeta(s, a)` is Hurwitz's, `laguerre(n, a, x)` the associated polynomial.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy


@dataclass(frozen=True)
class Known:
    """A function: how many arguments it takes, and what makes it of them."""

    make: Callable[..., Any]
    least: int = 1
    most: int = 1

    def arguments(self) -> str:
        """How many, in words."""
        words = {1: "one argument", 2: "two arguments", 3: "three arguments", 4: "four arguments"}
        if self.least == self.most:
            return words[self.least]
        return f"{self.least} to {self.most} arguments"


def _one(*names: str) -> dict[str, Known]:
    return {name: Known(getattr(sympy, name)) for name in names}


def _two(*names: str) -> dict[str, Known]:
    return {name: Known(getattr(sympy, name), 2, 2) for name in names}


def _log(x: Any, base: Any = None, **how: Any) -> Any:
    if base is None:
        return sympy.log(x, **how)
    return sympy.Mul(sympy.log(x, **how), sympy.Pow(sympy.log(base, **how), -1, **how), **how)


def _log10(x: Any, **how: Any) -> Any:
    return _log(x, sympy.Integer(10), **how)


def _laguerre(n: Any, *rest: Any, **how: Any) -> Any:
    made = sympy.laguerre if len(rest) == 1 else sympy.assoc_laguerre
    return made(n, *rest[::-1], **how) if len(rest) == 1 else made(n, rest[1], rest[0], **how)


def _legendre(n: Any, *rest: Any, **how: Any) -> Any:
    return (sympy.legendre if len(rest) == 1 else sympy.assoc_legendre)(n, *rest, **how)


def _hyper1f1(a: Any, b: Any, z: Any, **_: Any) -> Any:
    return sympy.hyper([a], [b], z)


def _hyper2f1(a: Any, b: Any, c: Any, z: Any, **_: Any) -> Any:
    return sympy.hyper([a, b], [c], z)


def _hyper0f1(b: Any, z: Any, **_: Any) -> Any:
    return sympy.hyper([], [b], z)


def _expint1(z: Any, **how: Any) -> Any:
    return sympy.expint(1, z, **how)


ELEMENTARY: Mapping[str, Known] = {
    **_one("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth",
           "sech", "csch", "asin", "acos", "atan", "acot", "asinh", "acosh", "atanh", "acoth"),
    "log": Known(_log, 1, 2),
    "ln": Known(_log),
    "log10": Known(_log10),
    "abs": Known(sympy.Abs),
    "sign": Known(sympy.sign),
    "atan2": Known(sympy.atan2, 2, 2),
}  # fmt: skip
SPECIAL: Mapping[str, Known] = {
    **_one("gamma", "erf", "erfc", "erfi", "factorial", "digamma", "conjugate", "re", "im", "arg",
           "floor", "ceiling", "LambertW", "DiracDelta", "Ei", "li", "Si", "Ci", "Shi", "Chi",
           "fresnels", "fresnelc", "airyai", "airybi", "airyaiprime", "airybiprime", "elliptic_k",
           "loggamma", "harmonic"),
    **_two("beta", "binomial", "besselj", "bessely", "besseli", "besselk", "hankel1", "hankel2",
           "jn", "yn", "hermite", "chebyshevt", "chebyshevu", "polylog", "polygamma",
           "uppergamma", "lowergamma", "expint", "elliptic_f", "rf"),
    "E1": Known(_expint1),
    "Heaviside": Known(sympy.Heaviside),
    "min": Known(sympy.Min, 2, 4),
    "max": Known(sympy.Max, 2, 4),
    "zeta": Known(sympy.zeta, 1, 2),
    "legendre": Known(_legendre, 2, 3),
    "laguerre": Known(_laguerre, 2, 3),
    "gegenbauer": Known(sympy.gegenbauer, 3, 3),
    "jacobi": Known(sympy.jacobi, 4, 4),
    "elliptic_e": Known(sympy.elliptic_e, 1, 2),
    "elliptic_pi": Known(sympy.elliptic_pi, 2, 3),
    "hyper0f1": Known(_hyper0f1, 2, 2),
    "hyper1f1": Known(_hyper1f1, 3, 3),
    "hyper2f1": Known(_hyper2f1, 4, 4),
    "Ynm": Known(sympy.Ynm, 4, 4),
}  # fmt: skip
CONSTANTS: Mapping[str, Any] = {
    "pi": sympy.pi,
    "e": sympy.E,
    "i": sympy.I,
    "oo": sympy.oo,
    "EulerGamma": sympy.EulerGamma,
    "Catalan": sympy.Catalan,
}
FUNCTIONS: Mapping[str, Known] = {"sqrt": Known(sympy.sqrt), **ELEMENTARY, **SPECIAL}
BINDERS = ("int", "sum", "product", "diff", "limit", "at")
MATRICES = ("trace", "det", "dagger", "transpose", "inverse", "commutator", "kron", "expm",
            "identity", "dot", "cross")  # fmt: skip
