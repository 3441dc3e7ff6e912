"""The planar black brane of AdS5, for the claims on complexity as volume and as action.

ds^2 = -F dt^2 + dr^2 / F + (r/L)^2 dx^2 with F = (r^2 - r_h^4 / r^2) / L^2; X is the coordinate
volume of the brane, M its energy.
"""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_legendre, gradient

Array = NDArray[np.float64]
R, HORIZON, RADIUS, NEWTON, BRANE = sp.symbols("r r_h L G X", positive=True)
MASS, TEMPERATURE, ENTROPY = sp.symbols("M T S", positive=True)
PARAMETERS = (
    ck.Real("r_h", 0.5, 2.0, (), "horizon"),
    ck.Real("L", 0.5, 2.0, (), "radius of AdS"),
    ck.Real("G", 0.5, 2.0, (), "Newton's constant"),
    ck.Real("X", 0.5, 2.0, (), "coordinate volume of the brane"),
)


def lapse() -> Expr:
    """F(r)."""
    return (R**2 - HORIZON**4 / R**2) / RADIUS**2


def spacetime() -> tuple[sp.Matrix, tuple[sp.Symbol, ...]]:
    """The metric, which solves R_mn = -4 g_mn / L^2, and its coordinates."""
    t, x = sp.Symbol("t", real=True), sp.symbols("x_1:4", real=True)
    flat = [(R / RADIUS) ** 2] * 3
    return sp.diag(-lapse(), 1 / lapse(), *flat), (t, R, *x)


def thermodynamics() -> dict[sp.Basic, Expr]:
    """T from the surface gravity, S from the area, M from dM = T dS."""
    temperature = sp.cancel(lapse().diff(R).subs(R, HORIZON) / (4 * sp.pi))
    entropy = BRANE * (HORIZON / RADIUS) ** 3 / (4 * NEWTON)
    mass = sp.integrate(temperature * entropy.diff(HORIZON), (HORIZON, 0, HORIZON))
    return {TEMPERATURE: temperature, ENTROPY: entropy, MASS: mass}


def measured_thermodynamics(sample: ck.Sample) -> dict[sp.Basic, Array]:
    """T by differences of F, S from the area, M by quadrature of T dS over smaller branes."""
    horizon, size, newton, brane = (sample[name] for name in ("r_h", "L", "G", "X"))

    def temperature(h: Array) -> Array:
        def lapse(y: Array) -> Array:
            r = h * (1 + y[..., 0])
            return np.asarray((r**2 - h**4 / r**2) / size**2)

        return np.asarray(gradient(lapse, np.zeros((h.size, 1)))[0] / h / (4 * np.pi))

    def entropy(h: Array) -> Array:
        return np.asarray(brane * (h[..., 0] / size) ** 3 / (4 * newton))

    nodes, weights = gauss_legendre(8, 0.5)
    mass = np.zeros_like(horizon)
    for share, weight in zip(nodes[:, 0] + 0.5, weights, strict=True):
        h = share * horizon
        mass += weight * horizon * temperature(h) * gradient(entropy, h[:, None])[0]
    return {
        TEMPERATURE: temperature(horizon),
        ENTROPY: entropy(horizon[:, None]),
        MASS: mass,
    }
