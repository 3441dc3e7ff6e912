"""(7.8): the geodesic equation in proper time."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, worldlines
from proofs.papers.vanchurin.shared.displacements import SPACE
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import (
    COORDS,
    INDICES,
    VELOCITY,
    christoffel_symbol,
)
from qmgr_sym.unevaluated import ForEveryMetric, RateAlong

U = tuple(sp.Symbol(rf"{{\frac{{dx^{{{m}}}}}{{d\tau}}}}", real=True) for m in INDICES)
ACCELERATION = tuple(
    sp.Symbol(rf"{{\frac{{d^2x^{{{m}}}}}{{d\tau^2}}}}", real=True) for m in INDICES
)
NAMES = tuple(f"component {m}" for m in INDICES)


def printed() -> dict[str, sp.Eq]:
    """d^2 x^mu / dtau^2 = - Gamma^mu_ab u^a u^b for all components."""
    pairs = [(a, b) for a in INDICES for b in INDICES]
    sums = [sp.Add(*(christoffel_symbol(m, a, b) * U[a] * U[b] for a, b in pairs)) for m in INDICES]
    return {NAMES[m]: ck.equal(ACCELERATION[m], -sums[m]) for m in INDICES}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """It has to keep dtau/dtau = 1, and to be (7.7) in coordinate time."""
    bent = [form.of(ACCELERATION[m], NAMES[m]) for m in INDICES]
    slow = {VELOCITY[m]: U[m] / U[0] for m in INDICES}
    for a in SPACE:
        timed = (bent[a] * U[0] - U[a] * bent[0]) / U[0] ** 3
        yield ck.Step("In coordinate time, $(\\ddot x^a\\dot x^0-\\dot x^a\\ddot x^0)/"
                      "(\\dot x^0)^3$:", timed)  # fmt: skip
        geodesic = premises["7.7"].of(worldlines.ACCELERATION[a], NAMES[a])
        yield ck.shows(NAMES[a], timed, geodesic.xreplace(slow))
    gamma = {**worldlines.connection(premises["7.9"]), **dict(zip(U, VELOCITY, strict=True))}
    rates = worldlines.flow(
        dict(enumerate(VELOCITY)), {m: bent[m].xreplace(gamma) for m in INDICES}
    )
    kept = RateAlong(worldlines.squared(worldlines.integrand(premises["7.5"])), rates)
    yield ck.Step("$(d\\tau/d\\tau)^2=-g_{\\mu\\nu}u^\\mu u^\\nu$ does not change:", kept)
    for name in NAMES:
        yield ck.Vanishes(name, ForEveryMetric(kept, COORDS), chance=ForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Paths of stationary proper time; events and clock differenced along the proper time.

    d/dtau = (1 / L) d/dt with L = dtau/dt measured along the path.
    """
    metric = worldlines.metric_of(sample)
    lagrangian = worldlines.proper_time(metric)
    path = worldlines.stationary(sample, lagrangian)
    h = 0.01
    times = h * np.arange(-2, 3)
    x = np.moveaxis(path.events(times), 0, 1)
    v = np.concatenate([np.ones_like(x[..., :1]), np.moveaxis(path.at(times, 1), 0, 1)], -1)
    pace = lagrangian(x, v)
    u = v / pace[..., None]
    rate = np.einsum("k,nkm->nm", np.array([1, -8, 0, 8, -1]) / (12 * h), u) / pace[:, 2, None]
    values: dict[Basic, np.ndarray] = {}
    values |= worldlines.connection_values(worldlines.christoffel_at(metric, x[:, 2]))
    values |= {U[m]: u[:, 2, m] for m in INDICES}
    values |= {ACCELERATION[m]: rate[:, m] for m in INDICES}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.8",
    source=source("7", "7.8"),
    kind="result",
    title="Geodesic equation in proper time",
    latex=r"\frac{d^2x_i^{\mu}}{d\tau^2} = -\Gamma^{\mu}_{\alpha\beta}"
    r"\frac{dx_i^{\alpha}}{d\tau}\frac{dx_i^{\beta}}{d\tau}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-6,
        reason="polynomials of degree eight and fourth-order differences of step 0.01: 1e-8",
        method="proper time made stationary over polynomial paths by Newton's method",
        samples=16,
        floor=1e-2,
    ),
    expected="proved",
    reading="All components, the time component included; any metric; two spatial components. "
    "Equivalent to (7.7) up to the choice of the parameter, which the time component fixes.",
    premises=("vanchurin:7.5", "vanchurin:7.7", "vanchurin:7.9"),
    hypotheses=(beliefs.TIME_LIKE,),
)
