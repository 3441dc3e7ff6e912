"""(4.3): the action (3.5) as a functional of the wave function, up to a total derivative."""

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from numerics.learning.learning_action import shifted_action
from numerics.waves.random_fields import density as positive_density
from numerics.waves.random_fields import trig_polynomial
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.section_4 import eq_4_04
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time
from proofs.papers.vanchurin.shared.notation import (
    M,
    V,
    alpha,
    every_dimension,
    gamma,
    hbar,
    over_k,
    p,
    q,
    source,
    t,
)

Array = NDArray[Any]
K = 2
ACTION = sp.Symbol(r"\mathcal{S}", real=True)
BOX = Grid((2 * np.pi,) * 3, (16, 20, 20))
PLANE = Grid(BOX.lengths[1:], BOX.points[1:])
_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)
AXES = {t: 0, q(K)[0]: 1, q(K)[1]: 2}


def density(psi: Expr, star: Expr, dimension: int) -> Expr:
    """What stands under the integral, for a wave function and its conjugate."""
    gradients = over_k(lambda x: sp.Derivative(star, x) * sp.Derivative(psi, x), dimension)
    rate = star * sp.Derivative(psi, t)
    return hbar**2 / (2 * M) * gradients - sp.I * hbar * rate + V(dimension) * star * psi


def printed() -> list[ck.Link]:
    """S[Psi] = alpha int dt d^Kq (hbar^2/2M sum |d_k Psi|^2 - i hbar Psi* d_t Psi + V |Psi|^2)."""
    psi = eq_4_04.Psi(K)
    functional = alpha * over_q_and_time(density(psi, sp.conjugate(psi), K), K)
    return [ck.Link("action", ck.equal(ACTION, functional))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert (4.4) and compare with the third line of (3.5)."""
    psi = eq_4_04.wave(K)
    inserted = integrand(form["action"].rhs).subs(eq_4_04.Psi(K), psi).doit()
    boundary = sp.diff(-sp.I * alpha * hbar / 2 * p(K), t)
    third = lines.third_line(K).doit()
    difference = (inserted - third - boundary).subs(M, 1 / (2 * gamma))
    return ck.Derivation(
        steps=(
            ck.Step("The density of (4.3) with (4.4) inserted:", sp.expand(inserted)),
            ck.Step("The density of the third line of (3.5):", third),
            ck.Step(
                "They differ, with (3.11) and (3.12), by a total derivative that integrates to "
                "zero because $\\int d^Kq\\,p$ is conserved. "
                + every_dimension(K, inserted, third),
                boundary,
            ),
        ),
        obligations=(ck.Vanishes("action", difference.subs(hbar, eq_3_12.planck())),),
    )


def history(sample: ck.Sample) -> tuple[Array, Array, Array]:
    """Density and free energy (n, t, q_1, q_2), periodic in time too, and potential."""
    raw = positive_density(sample["p"], BOX, scale=0.1)
    p = raw / grids.integral(raw, PLANE)[..., None, None]
    potential = trig_polynomial(sample["V"], PLANE, scale=0.3)[:, None]
    return p, trig_polynomial(sample["F"], BOX, scale=0.1), potential


def learning_action(sample: ck.Sample, p: Array, F: Array, potential: Array) -> Array:
    """The third line of (3.5) over one period, from the engine that knows no wave function."""
    constants = {name: sample[name][:, None] for name in ("D", "gamma", "alpha")}
    spatial = shifted_action(p, F, potential, **constants, grid=PLANE)
    rate = sample["alpha"] * grids.integral(p * grids.derivative(F, BOX, 0), BOX)
    return np.asarray(spatial.sum(-1) * BOX.spacing[0] - rate)


def derivative(array: Array, symbol: sp.Symbol) -> Array:
    """Spectral, along the axis of time or of a trainable variable."""
    full = np.broadcast_to(array, (array.shape[0], *BOX.points))
    if not np.isfinite(full).all():  # a wrong form may have no value
        return np.full(full.shape, np.nan)
    return grids.derivative(full, BOX, AXES[symbol])


def integral(array: Array, symbol: sp.Symbol) -> Array:
    """The trapezoid rule along one periodic axis, which stays with length 1."""
    axis = AXES[symbol]
    shape = list(array.shape)
    shape[axis + 1] = BOX.points[axis]
    total = np.broadcast_to(array, shape).sum(axis + 1, keepdims=True)
    return np.asarray(total * BOX.spacing[axis])


def domain(fields_: tuple[str, ...] = ("p", "F", "V")) -> ck.Domain:
    """Parameters with hbar not too small for the grid, and coefficients of the fields."""
    coefficients = tuple(ck.Integer(name, -2, 2, (5, 2)) for name in fields_)
    return ck.Domain((*fields.PARAMETERS, *coefficients), 4 * _D * _alpha > 2 * _gamma)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The action from p and F~ by the engine for (3.5); the wave function from p and F~."""
    p, F, potential = history(sample)
    planck = fields.planck(sample)
    values = {
        ACTION: learning_action(sample, p, F, potential),
        eq_4_04.Psi(K): np.sqrt(p) * np.exp(-1j * F / planck[:, None, None, None]),
        V(K): np.broadcast_to(potential, p.shape),
        M: 1 / (2 * sample["gamma"]),
        hbar: planck,
        alpha: sample["alpha"],
    }
    return ck.Measurement(values, derivative, integral)


CLAIM = ck.Claim(
    key="vanchurin:4.3",
    source=source("4", "4.3"),
    kind="result",
    title="The action as a functional of the wave function",
    latex=r"\mathcal{S}[\Psi] = \alpha \int_0^T dt \, d^K q \, \left(\frac{\hbar^2}{2M} \sum_k "
    r"\frac{\partial \Psi^*}{\partial q_k} \frac{\partial \Psi}{\partial q_k} "
    r"- i\hbar \Psi^* \frac{\partial \Psi}{\partial t} + V \Psi^* \Psi \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        domain(),
        tolerance=1e-6,
        reason="waves with phases of up to three radians on 16 to 20 points per axis",
        method="action of random periodic histories by the engine for (3.5), third line",
        samples=12,
    ),
    expected="proved",
    reading="$\\mathcal S[\\Psi]$ is the third line of (3.5). The total derivative "
    "$-\\frac{i\\alpha\\hbar}{2}\\partial_t p$ by which the densities differ is imaginary and "
    "integrates to zero.",
    premises=(
        "vanchurin:3.5",
        "vanchurin:3.11",
        "vanchurin:3.12",
        "vanchurin:4.1",
        "vanchurin:4.4",
    ),
    hypotheses=(
        "$\\hbar$ is real, $4D\\alpha>\\gamma>0$: otherwise $\\Psi^*\\Psi$ is not $p$",
        "$\\int d^Kq\\,p$ is conserved",
    ),
)
