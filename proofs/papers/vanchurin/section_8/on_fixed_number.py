"""(8.10): what a number of neurons that is fixed at each time adds to the variation."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, cosmos
from proofs.papers.vanchurin.shared.curved import VARIED, at_metric
from proofs.papers.vanchurin.shared.notation import source, t
from qmgr_sym.unevaluated import RateAlong, RicciScalar, RicciTensor

R00 = sp.Function("R_{00}", real=True)(t)
R = sp.Function("R", real=True)(t)
SCALE = sp.Function("a", positive=True)(t)
SIZE = sp.Symbol("a", positive=True)
SPEED, BEND = sp.symbols("v b", real=True)
RATE = sp.Symbol("h", real=True)


def printed() -> list[ck.Link]:
    """R_00 - g_00 R / 2 = 0, as (8.10) has it."""
    return [ck.Link("constraint", ck.equal(R00 + R / 2, 0))]


def amended() -> list[ck.Link]:
    """It keeps the value 3 h^2 of the first rate of expansion: a cosmological constant."""
    return [ck.Link("constraint", ck.equal(R00 + R / 2, 3 * RATE**2))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Variations that keep sqrt(-g): the part of (8.10) without trace; followed in time."""
    xs = (t, *sp.symbols("x y z", real=True))
    matrix = sp.ImmutableMatrix(sp.diag(-1, *(SCALE**2 for _ in range(3))))
    density = premises["8.10"].of(VARIED).function
    clock, length = (plain(at_metric(density, matrix, xs, k, k)) for k in (0, 1))
    traceless = -clock - length / SIZE**2
    (bend,) = sp.solve(traceless, BEND)
    yield ck.Step("A homogeneous and isotropic flat metric:", matrix)
    yield ck.Step("Variations of (8.10) that keep $\\sqrt{-g}$ give", ck.equal(BEND, bend))
    values = {
        R00: plain(RicciTensor(matrix, xs)[0, 0]).subs(BEND, bend),
        R: plain(RicciScalar(matrix, xs)).subs(BEND, bend),
    }
    gap = form.gap().xreplace(values)
    yield ck.Vanishes("constraint", RateAlong(gap, {SIZE: SPEED, SPEED: bend}))
    yield ck.Vanishes("constraint", sp.Subs(gap, (SIZE, SPEED), (1, RATE)))


def plain(expression: sp.Expr) -> sp.Expr:
    """Scale factor, its rate and its acceleration as letters."""
    found = expression.doit()
    for order, letter in ((2, BEND), (1, SPEED), (0, SIZE)):
        found = found.subs(sp.Derivative(SCALE, (t, order)) if order else SCALE, letter)
    return found


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow log a on the stationary path of -6 a^6 (log a)'^2, the action for n a^3 = 1.

    The lapse n keeps the number per volume of coordinates at one; time is not proper time.
    """

    def flow(state: ck.Array) -> ck.Array:
        b, momentum = state.T
        speed = -momentum * np.exp(-6 * b) / 12
        return np.stack([speed, -36 * np.exp(6 * b) * speed**2], axis=1)

    start = np.stack([np.zeros_like(sample["h"]), -12 * sample["h"]], axis=1)
    b = cosmos.follow(start, flow)[..., 0]
    g = cosmos.synchronous(np.exp(b)[..., None].repeat(3, axis=-1))
    g[..., 0, 0] = -np.exp(-6 * b)
    here = cosmos.curvature_in_time(g)
    values = {
        R00: here.ricci[..., 0, 0] * np.exp(6 * b),
        R: here.scalar,
        RATE: sample["h"],
    }
    return ck.Measurement(values)


_LEFT = r"R_{00} - \frac{1}{2} g^{\alpha\beta} R_{\alpha\beta} g_{00} = "

CLAIM = ck.Claim(
    key="vanchurin:fixed-number",
    source=source("8"),
    kind="result",
    title="Einstein equations with the number of neurons fixed at each time",
    latex=_LEFT + "0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("h", 0.1, 0.6, meaning="first rate of expansion"),)),
        tolerance=1e-7,
        reason="second derivatives of polynomials through 16 Chebyshev points; Runge-Kutta steps "
        "near 0.01",
        method="scale factor that makes the action stationary at a fixed number, curvature after",
        samples=24,
        examples=30,
    ),
    words="reading",
    expected="corrected",
    fails_by="right side 0 for 3*h**2",
    reading='"So far the total number of neurons $N$ was fixed", the text says after (8.10). With '
    "(6.14) and (6.15) that is $\\int d^3x\\sqrt{-g}=N$ at each time, a constraint on the metrics "
    "that are compared. Read as: (8.10) follows all the same. Decided for homogeneous, isotropic "
    "and flat space, where the constraint fixes $\\sqrt{-g}$ at each time.",
    premises=("vanchurin:8.10",),
    hypotheses=(beliefs.DENSITY_IS_VOLUME, beliefs.HOMOGENEOUS),
    amended=ck.Amended(
        latex=_LEFT + r"3h^2",
        links=amended,
        grade="missing hypothesis",
        note="Only the traceless part of (8.10) follows; what is left is a constant of the motion "
        "that acts as $\\Lambda=3h^2$, with the first rate of expansion $h$, as in unimodular "
        "gravity. The constant appears while the number is fixed, not when it begins to vary, and "
        "its value is no multiplier that anybody sets. In the gauge (6.7) the constraint allows no "
        "expansion at all.",
    ),
)
