"""Section 8: the sign of the cosmological constant is left open by (8.12)."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.integrators import runge_kutta
from proofs.papers.vanchurin.shared import gravity
from proofs.papers.vanchurin.shared.gravity import Lambda, Metric, t
from proofs.papers.vanchurin.shared.notation import source

Array = NDArray[np.float64]
a = sp.Function("a", positive=True)(t)
STEPS = 60


def printed() -> list[ck.Link]:
    """Hyperbolic slices expand with a'^2 = 1 + Lambda a^2 / 3, for Lambda of either sign."""
    form = 1 + Lambda * a**2 / 3
    return [ck.Link("expansion", ck.equal(sp.Derivative(a, t) ** 2, form))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert the first and, by differentiation, the second derivative of a into (8.12)."""
    x, y, z = sp.symbols("x y z", real=True)
    flat = sp.exp(-2 * z)
    g = Metric(
        "hyperbolic", sp.ImmutableMatrix(sp.diag(-1, a**2 * flat, a**2 * flat, a**2)), (t, x, y, z)
    )
    curvature = gravity.ricci(g)
    rate = form["expansion"].rhs
    size = sp.Symbol("a", positive=True)
    second = sp.diff(rate.subs(a, size), size).subs(size, a) / 2
    trace = gravity.trace(g, curvature)
    tensor = curvature - g.matrix * (trace / 2 - Lambda)
    slope = sp.Symbol("s", real=True)

    def insert(entry: Expr) -> Expr:
        plain = sp.expand(entry.subs(sp.Derivative(a, (t, 2)), second)).subs(
            sp.Derivative(a, t), slope
        )
        return sp.expand(plain).subs(slope**2, rate)

    left = tensor.applyfunc(insert)
    flat_slices = ck.equal(3 * (sp.Derivative(a, t) / a) ** 2, Lambda)
    return ck.Derivation(
        steps=(
            ck.Step("A metric in the gauge (6.7) whose slices are hyperbolic:", g.matrix),
            ck.Step("Component $00$ of (8.12):", ck.equal(sp.cancel(tensor[0, 0]), 0)),
            ck.Step(
                "Left sides of (8.12), components $00$ and $33$, with the form inserted:",
                sp.Tuple(sp.cancel(left[0, 0]), sp.cancel(left[3, 3])),
            ),
            ck.Step("With flat slices instead, (8.12) leaves $\\Lambda\\geq 0$ only:", flat_slices),
        ),
        obligations=tuple(
            ck.Vanishes("expansion", left[i, j])
            for i in range(4)
            for j in range(i, 4)
            if tensor[i, j] != 0
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Start at a = 0 with rate 1, where space-time is regular, and follow R_00 = Lambda g_00.

    R_00 = -3 a''/a is the rate at which volumes of matter at rest accelerate; the constraint is
    not used.
    """
    level, end = sample["Lambda"], sample["t"]

    def flow(_: ck.Array, y: ck.Array) -> ck.Array:
        return np.stack([y[:, 1], level * y[:, 0] / 3], axis=-1)

    start = np.stack([np.zeros_like(end), np.ones_like(end)], axis=-1)
    size, rate = runge_kutta(flow, start, np.stack([0 * end, end]), steps=STEPS)[-1].T
    return ck.Measurement({a: size, sp.Derivative(a, t): rate, Lambda: level})


CLAIM = ck.Claim(
    key="vanchurin:lambda-sign",
    source=source("8"),
    kind="result",
    title="Either sign of the cosmological constant",
    latex=r"\left(\frac{da}{dt}\right)^2 = 1 + \frac{\Lambda}{3} a^2 "
    r"\quad\text{solves (8.12) for every real}\quad \Lambda",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("Lambda", -2.0, 2.0), ck.Real("t", 0.3, 1.5))),
        tolerance=1e-7,
        reason="Runge-Kutta steps of at most 0.025",
        method="expansion followed from a regular origin",
    ),
    expected="proved",
    reading="The multiplier $2\\Lambda$ of (8.11) is introduced without a sign. Read as: (8.12) "
    "has solutions in the gauge (6.7) for $\\Lambda$ of either sign. Shown by "
    "$ds^2=-dt^2+a^2\\,dH_3^2$ with hyperbolic slices $dH_3^2$: de Sitter space for $\\Lambda>0$, "
    "anti-de Sitter space for $\\Lambda<0$. Slices that are flat, to which (6.5) is meant to be "
    "close, need $\\Lambda\\geq 0$. Which sign a given $\\bar N$ requires is not decided by "
    "(8.12).",
    premises=("vanchurin:6.7", "vanchurin:8.12"),
    hypotheses=("homogeneous and isotropic slices",),
)
