"""Sections I, II.A, II.C: complexity as action, its late growth, and Lloyd's bound."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.optimize import brentq

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from numerics.information.slices import tortoise
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.black_brane import (
    BRANE,
    HORIZON,
    MASS,
    NEWTON,
    PARAMETERS,
    RADIUS,
    R,
    lapse,
    measured_thermodynamics,
    spacetime,
    thermodynamics,
)
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import RicciScalar

RATE, LIMIT, SCALE = sp.symbols(r"\dot{A} \dot{A}_{\infty} alpha", positive=True)
LATE = 1 - 1e-8  # corner of the patch over the horizon radius, for the limit


def printed() -> list[ck.Link]:
    """The late rate is 2M, and no rate exceeds it."""
    return [
        ck.Link("late", ck.equal(LIMIT, 2 * MASS)),
        ck.Link("Lloyd", ck.at_most(RATE, 2 * MASS)),
    ]


def amended() -> list[ck.Link]:
    """The late rate is 2M, but it is approached from above."""
    return [
        ck.Link("late", ck.equal(LIMIT, 2 * MASS)),
        ck.Link("Lloyd", ck.greater(RATE, 2 * MASS)),
    ]


def rate_terms() -> tuple[sp.Expr, ...]:
    """Bulk, singularity and corner at r: what each adds to the action per t_L + t_R.

    The last term carries the logarithm y = ln(|F| / alpha^2) of the normalised null vectors; the
    corner moves outwards at the rate -F / 2.
    """
    f, area = lapse(), BRANE * (R / RADIUS) ** 3
    volume = sp.integrate(BRANE * (R / RADIUS) ** 3, (R, 0, R))
    density = -8 / RADIUS**2  # R - 2 Lambda of AdS5
    bulk = density * volume / (16 * sp.pi * NEWTON)
    outward = -sp.cancel(area * (f.diff(R) / 2 + 3 * f / R))  # trace of extrinsic curvature
    singular = sp.limit(outward, R, 0) / (8 * sp.pi * NEWTON)
    y = sp.Symbol("y", negative=True)
    corner = -(area * f.diff(R) / f + area.diff(R) * y) * (-f / 2) / (8 * sp.pi * NEWTON)
    return bulk, singular, sp.expand(corner)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Rate of the action of the Wheeler-DeWitt patch, term by term."""
    terms = rate_terms()
    rate = sp.Add(*terms)
    mass = thermodynamics()[MASS]
    yield ck.Step("Bulk, singularity and corner of the patch at r:", sp.Tuple(*terms))
    limit = sp.Subs(sp.cancel(rate), R, HORIZON)
    yield ck.Step(
        "For late times r tends to the horizon, $y=\\ln(|F|/\\alpha^2)$ to minus the sum to:",
        limit.doit(),
    )
    yield ck.Vanishes("late", form.gap("late").subs(MASS, mass).xreplace({LIMIT: limit}))
    metric, chart = spacetime()
    yield ck.Vanishes("late", RicciScalar(metric, chart) + 20 / RADIUS**2)
    share, scale = sp.Symbol("u", positive=True), sp.Symbol("m", positive=True)
    excess = sp.cancel((rate - 2 * mass).subs(R, share * HORIZON) / mass)
    yield ck.Step("The sum less 2M over M, at the share u of the horizon:", excess)
    given = sp.And(share < 1, ck.equal(MASS, scale), ck.equal(RATE, scale * (2 + excess)))
    yield ck.Entails("Lloyd", given, form["Lloyd"])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The action of the patch at two near times, by quadrature and a root for the corner."""
    size, newton = sample["L"], sample["G"]
    unit = sample["X"] * (sample["r_h"] / size) ** 4 / (np.pi * newton * size)
    rates, limits = [], []
    for corner, alpha in zip(sample["corner"], sample["alpha"], strict=True):
        rates.append(_rate(float(corner), float(alpha)))
        limits.append(_rate(LATE, float(alpha)))
    values: dict[sp.Basic, np.ndarray] = {RATE: np.array(rates) * unit}
    return ck.Measurement(
        values | {LIMIT: np.array(limits) * unit} | measured_thermodynamics(sample)
    )


def _rate(corner: float, alpha: float) -> float:
    """pi G dA / dt for r_h = L = X = 1, by differences of the action in time."""
    time = float(-2 * tortoise(corner))
    step = 1e-2 * min(time - np.pi / 2, 1.0)
    offsets, weights = (1, 2, 3), (3 / 4, -3 / 20, 1 / 60)
    return sum(
        w * (_action(time + k * step, alpha) - _action(time - k * step, alpha)) / step
        for k, w in zip(offsets, weights, strict=True)
    )


def _action(time: float, alpha: float) -> float:
    """pi G times the parts of the action that depend on time."""
    gap = brentq(lambda y: tortoise(1 - np.exp(y)) + time / 2, -30.0, -1e-9, xtol=1e-14)
    corner = 1 - np.exp(gap)
    nodes, weights = gauss_legendre(16, 0.5)
    share = nodes[:, 0] + 0.5
    # what the patch gains in time is the strip 0 < r < corner, of width time / 2 - r* a side
    r = corner * share
    bulk = -(corner * weights * r**3 * (time + 2 * tortoise(r))).sum() / 2
    small = 1e-3
    f = small**2 - 1 / small**2
    curvature = small**3 * ((small + 1 / small**3) + 3 * f / small)
    singular = -curvature * (time / 2 + tortoise(small)) * 2 / 8
    lapse_there = abs(corner**2 - 1 / corner**2)
    return float(bulk + singular - corner**3 * np.log(lapse_there / alpha**2) / 8)


CLAIM = ck.Claim(
    key="dong_zhou:complexity-action",
    source=source("II.C"),
    kind="result",
    title="Complexity as action: late growth and Lloyd's bound",
    latex=r"\frac{dA}{dt} \to 2M, \qquad \frac{dC_A}{dt} = \frac{1}{\pi} \frac{dA}{dt} \le "
    r"\frac{2M}{\pi}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *PARAMETERS,
                ck.Real(
                    "corner", 0.8, 0.98, (), "past corner of the patch over the horizon radius"
                ),
                ck.Real("alpha", 1.0, 2.0, (), "normalisation of the null vectors"),
            )
        ),
        tolerance=1e-5,
        reason="the corner of the late patch, 1e-8 away from the horizon, is known to 1e-16",
        method="the action of the patch by quadrature, differenced in time",
        samples=8,
        examples=8,
        floor=1e-2,
    ),
    expected="corrected",
    fails_by="Lloyd: \\dot{A} <= 2*M for \\dot{A} > 2*M",
    words="reading",
    reading="That complexity is the action of the Wheeler-DeWitt patch over $\\pi$ is a "
    "conjecture; tested are its rate for the two-sided AdS5 brane at late times, $t=t_L+t_R$, and "
    "the bound on the speed of computation that is drawn from it. Null surfaces are affine and "
    "their normals are normalised to $\\alpha$ at the boundary.",
    hypotheses=(beliefs.ACTION_COMPLEXITY,),
    amended=ck.Amended(
        latex=r"\frac{dA}{dt} \to 2M, \qquad \frac{dA}{dt} - 2M = M \left(\frac{r_m^4}{r_h^4} - 1"
        r"\right) \ln\frac{|F(r_m)|}{\alpha^2} > 0",
        links=amended,
        note="The limit is 2M, but it is reached from above, so that the rate exceeds the bound at "
        "every late time, by an amount that falls exponentially. The bound holds for the limit.",
    ),
)
