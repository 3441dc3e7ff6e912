"""Section 8: what stationarity gives if the metric stays in the synchronous gauge (6.7)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, cosmos
from proofs.papers.vanchurin.shared.curved import VARIED, at_metric
from proofs.papers.vanchurin.shared.notation import source, t
from qmgr_sym.unevaluated import RateAlong, RicciScalar, RicciTensor

ROOT = sp.Function(r"\sqrt{-g}", positive=True)(t)
R00 = sp.Function("R_{00}", real=True)(t)
R = sp.Function("R", real=True)(t)
SCALES = tuple(sp.Function(f"a_{k}", positive=True)(t) for k in (1, 2, 3))
SIZES = sp.symbols("a_1:4", positive=True)
RATES = sp.symbols("h_1:4", real=True)
VELOCITIES = sp.symbols("v_1:4", real=True)
BENDS = sp.symbols("b_1:4", real=True)


def printed() -> list[ck.Link]:
    """R_00 - g_00 R / 2 = 0 with g_00 = -1, which (8.10) holds among its equations."""
    return [ck.Link("constraint", ck.equal(ROOT * (R00 + R / 2), 0))]


def amended() -> list[ck.Link]:
    """sqrt(-g) (R_00 - g_00 R / 2) keeps the value that the initial rates give it."""
    one, two, three = RATES
    value = one * two + two * three + three * one
    return [ck.Link("constraint", ck.equal(ROOT * (R00 + R / 2), value))]


def plain(expression: sp.Expr) -> sp.Expr:
    """Scale factors, their rates and accelerations as letters; the rates are not initial ones."""
    found = expression.doit()
    for order, letters in ((2, BENDS), (1, VELOCITIES), (0, SIZES)):
        for a, letter in zip(SCALES, letters, strict=True):
            found = found.subs(sp.Derivative(a, (t, order)) if order else a, letter)
    return found


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The form has to be true at first, and to stay so where the spatial equations hold."""
    xs = (t, *sp.symbols("x y z", real=True))
    matrix = sp.ImmutableMatrix(sp.diag(-1, *(a**2 for a in SCALES)))
    density = premises["8.10"].of(VARIED).function
    spatial = sp.Matrix([plain(at_metric(density, matrix, xs, k, k)) for k in (1, 2, 3)])
    still = spatial.subs(dict.fromkeys(BENDS, 0))
    answer = (spatial.jacobian(BENDS).inv() * -still).applyfunc(sp.cancel)
    solved = dict(zip(BENDS, answer, strict=True))
    yield ck.Step("A homogeneous metric in the gauge (6.7):", matrix)
    yield ck.Step(
        "Variation by the spatial components alone, (8.10), gives these accelerations:",
        sp.Tuple(*(ck.equal(bend, value) for bend, value in solved.items())),
    )
    values = {
        ROOT: sp.Mul(*SIZES),
        R00: plain(RicciTensor(matrix, xs)[0, 0]).subs(solved),
        R: plain(RicciScalar(matrix, xs)).subs(solved),
    }
    gap = form.gap().xreplace(values)
    yield ck.Step("What is then left of the two sides:", gap)
    flow = dict(zip((*SIZES, *VELOCITIES), (*VELOCITIES, *answer), strict=True))
    yield ck.Vanishes("constraint", RateAlong(gap, flow))
    begin = sp.Subs(gap, (*SIZES, *VELOCITIES), (1, 1, 1, *RATES))
    yield ck.Vanishes("constraint", begin)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow the equations of motion of three scale factors and measure the curvature.

    Up to a boundary term the action of the logarithms b_i is -2 exp(sum b) (b1' b2' + b2' b3' +
    b3' b1'); the lapse is not varied. Canonical momenta have the same rate, the Lagrangian.
    """
    rates = sample["rate"]

    def flow(state: ck.Array) -> ck.Array:
        volume = np.exp(state[:, :3].sum(axis=1))[:, None]
        others = -state[:, 3:] / (2 * volume)
        speed = others.sum(axis=1, keepdims=True) / 2 - others
        one, two, three = speed.T
        lagrangian = -2 * volume[:, 0] * (one * two + two * three + three * one)
        return np.concatenate([speed, np.repeat(lagrangian[:, None], 3, axis=1)], axis=1)

    momenta = -2 * (rates.sum(axis=1, keepdims=True) - rates)
    start = np.concatenate([np.zeros_like(rates), momenta], axis=1)
    scales = np.exp(cosmos.follow(start, flow)[..., :3])
    here = cosmos.curvature_in_time(cosmos.synchronous(scales))
    values = {ROOT: scales.prod(-1), R00: here.ricci[..., 0, 0], R: here.scalar}
    return ck.Measurement({**values, **dict(zip(RATES, rates.T, strict=True))})


_STATIONARY = r"\frac{\delta \Delta S_x[g]}{\delta g^{ab}} = 0 \qquad \Rightarrow \qquad "
_LEFT = r"\sqrt{-g}\left(R_{00} - \frac{1}{2} g^{\alpha\beta} R_{\alpha\beta} g_{00}\right) = "

CLAIM = ck.Claim(
    key="vanchurin:gauge-fixed-variation",
    source=source("8"),
    kind="result",
    title="Einstein equations from variations within the synchronous gauge",
    latex=_STATIONARY + _LEFT + "0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("rate", 0.1, 0.8, (3,), "initial rates of expansion"),)),
        tolerance=1e-7,
        reason="second derivatives of polynomials through 16 Chebyshev points; Runge-Kutta steps "
        "near 0.01",
        method="scale factors that make the action stationary, lapse not varied",
        samples=24,
        examples=30,
    ),
    words="reading",
    expected="corrected",
    fails_by="right side 0 for h_1*h_2 + h_1*h_3 + h_2*h_3",
    reading="(6.6)-(6.7) put $g_{00}=-1$ and $g_{0a}=0$ and (8.1)-(8.3) use it, so that only "
    "$g^{ab}$ is left to be varied. Read as: (8.10) with its component $00$ follows from these "
    "variations. Decided for homogeneous metrics, where the equations $0a$ hold by symmetry.",
    premises=("vanchurin:8.10",),
    hypotheses=(beliefs.METRIC_IN_GAUGE, beliefs.HOMOGENEOUS),
    amended=ck.Amended(
        latex=_STATIONARY + _LEFT + "h_1 h_2 + h_2 h_3 + h_3 h_1",
        links=amended,
        grade="missing hypothesis",
        note="Within the gauge only the spatial Einstein equations follow. The constraint is "
        "replaced by a quantity that keeps its initial value, as if dust at rest filled space: "
        "with scale factors 1 and rates $h_k$ at first it is $h_1h_2+h_2h_3+h_3h_1$. Vacuum needs "
        "this value to be zero, which is a further assumption, or a varied lapse.",
    ),
    known=({"rate": [0.5, 0.5, 0.5]},),
)
