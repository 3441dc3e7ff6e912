"""Section 8: what stationarity gives if the metric stays in the synchronous gauge (6.7)."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import cosmos, gravity
from proofs.papers.vanchurin.shared.gravity import Metric, t
from proofs.papers.vanchurin.shared.notation import source

Array = NDArray[np.float64]
ROOT = sp.Function(r"\sqrt{-g}", positive=True)(t)
R00 = sp.Function("R_{00}", real=True)(t)
R = sp.Function("R", real=True)(t)
SCALES = tuple(sp.Function(f"a_{k}", positive=True)(t) for k in (1, 2, 3))
RATES = sp.symbols("h_1:4", real=True)


def printed() -> list[ck.Link]:
    """R_00 - g_00 R / 2 = 0 with g_00 = -1, which (8.10) holds among its equations."""
    return [ck.Link("constraint", ck.equal(R00 + R / 2, 0))]


def amended() -> list[ck.Link]:
    """sqrt(-g) (R_00 - g_00 R / 2) keeps the value that the initial rates give it."""
    one, two, three = RATES
    form = ROOT * (R00 + R / 2) - (one * two + two * three + three * one)
    return [ck.Link("constraint", ck.equal(form, 0))]


@cache
def universe() -> tuple[Metric, dict[Expr, Expr], dict[Expr, Expr], list[Expr]]:
    """Homogeneous metric, accelerations by its spatial equations, letters with them, equations."""
    xs = (t, *sp.symbols("x y z", real=True))
    g = Metric("synchronous", sp.ImmutableMatrix(sp.diag(-1, *(a**2 for a in SCALES))), xs)
    curvature = gravity.ricci(g)
    trace = gravity.trace(g, curvature)
    spatial = [curvature[k, k] - g.matrix[k, k] * trace / 2 for k in (1, 2, 3)]
    unknown = [sp.Derivative(a, (t, 2)) for a in SCALES]
    system = sp.Matrix(spatial)
    rest = system.subs(dict.fromkeys(unknown, 0))
    answer = -system.jacobian(unknown).LUsolve(rest)
    solved = {key: sp.cancel(value) for key, value in zip(unknown, answer, strict=True)}
    values = {
        ROOT: sp.Mul(*SCALES),
        R00: sp.cancel(curvature[0, 0].subs(solved)),
        R: sp.cancel(trace.subs(solved)),
    }
    return g, solved, values, [*spatial, curvature[0, 0] + trace / 2]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The form has to be zero at first, and to stay so where the spatial equations hold."""
    g, solved, values, equations = universe()
    left = form["constraint"].lhs.subs(values)
    change = sp.diff(left, t).subs(solved)
    begin = {sp.Derivative(a, t): h for a, h in zip(SCALES, RATES, strict=True)}
    first = left.subs(begin).subs(dict.fromkeys(SCALES, 1))
    dust = dict.fromkeys(SCALES, t ** sp.Rational(2, 3))
    return ck.Derivation(
        steps=(
            ck.Step("A homogeneous metric in the gauge (6.7):", g.matrix),
            ck.Step(
                "Variation by the spatial components alone gives these accelerations:",
                sp.Tuple(*(ck.equal(key, value) for key, value in solved.items())),
            ),
            ck.Step("What is then left of the left side:", left),
            ck.Step(
                "For example all three scale factors $t^{2/3}$: the left sides of the three "
                "spatial equations and of the constraint",
                sp.Tuple(*(sp.cancel(e.subs(dust).doit()) for e in equations)),
            ),
        ),
        obligations=(ck.Vanishes("constraint", first), ck.Vanishes("constraint", change)),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow the equations of motion of three scale factors and measure the curvature.

    Up to a boundary term the action of the logarithms b_i is -2 exp(sum b) (b1' b2' + b2' b3' +
    b3' b1'); the lapse is not varied. Canonical momenta have the same rate, the Lagrangian.
    """
    rates = sample["rate"]

    def speeds(state: Array) -> tuple[Array, Array]:
        volume = np.exp(state[:, :3].sum(axis=1))[:, None]
        others = -state[:, 3:] / (2 * volume)
        return others.sum(axis=1, keepdims=True) / 2 - others, volume

    def flow(state: Array) -> Array:
        speed, volume = speeds(state)
        one, two, three = speed.T
        lagrangian = -2 * volume[:, 0] * (one * two + two * three + three * one)
        return np.concatenate([speed, np.repeat(lagrangian[:, None], 3, axis=1)], axis=1)

    momenta = -2 * (rates.sum(axis=1, keepdims=True) - rates)
    start = np.concatenate([np.zeros_like(rates), momenta], axis=1)
    scales = np.exp(cosmos.integrate(start, flow)[:, :3])
    tensor, trace = cosmos.ricci(cosmos.synchronous(scales))
    values = {ROOT: scales.prod(axis=1), R00: tensor[:, 0, 0], R: trace}
    return ck.Measurement({**values, **dict(zip(RATES, rates.T, strict=True))})


_STATIONARY = r"\frac{\delta \Delta S_x[g]}{\delta g^{ab}} = 0 \qquad \Rightarrow \qquad "

CLAIM = ck.Claim(
    key="vanchurin:gauge-fixed-variation",
    source=source("8"),
    kind="result",
    title="Einstein equations from variations within the synchronous gauge",
    latex=_STATIONARY + r"R_{00} - \frac{1}{2} g^{\alpha\beta} R_{\alpha\beta} g_{00} = 0",
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
    expected="corrected",
    reading="(6.6)-(6.7) put $g_{00}=-1$ and $g_{0a}=0$ and (8.1)-(8.3) use it, so that only "
    "$g^{ab}$ is left to be varied. Read as: (8.10) with its component $00$ follows from these "
    "variations. Decided for homogeneous metrics, where the equations $0a$ hold by symmetry.",
    premises=("vanchurin:6.7", "vanchurin:8.10"),
    hypotheses=("homogeneous metric with three scale factors, without rotation",),
    amended=ck.Amended(
        latex=_STATIONARY + r"\sqrt{-g}\left(R_{00} - \frac{1}{2} g^{\alpha\beta} "
        r"R_{\alpha\beta} g_{00}\right) = h_1 h_2 + h_2 h_3 + h_3 h_1",
        links=amended,
        note="Within the gauge only the spatial Einstein equations follow. The constraint is "
        "replaced by a quantity that keeps its initial value, as if dust at rest filled space: "
        "with scale factors 1 and rates $h_k$ at first it is $h_1h_2+h_2h_3+h_3h_1$. Vacuum needs "
        "this value to be zero, which is a further assumption, or a varied lapse.",
    ),
    known=({"rate": [0.5, 0.5, 0.5]},),
)
