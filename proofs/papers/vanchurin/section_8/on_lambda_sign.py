"""Section 8: the sign of the cosmological constant is left open by (8.12)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes
from numerics.integrators import runge_kutta
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.curved import VARIED, Lambda, at_metric
from proofs.papers.vanchurin.shared.notation import source, t

a = sp.Function("a", positive=True)(t)
STEPS = 16


def printed() -> list[ck.Link]:
    """Hyperbolic slices expand with a'^2 = 1 + Lambda a^2 / 3, for Lambda of either sign."""
    return [ck.Link("expansion", ck.equal(sp.Derivative(a, t) ** 2, 1 + Lambda * a**2 / 3))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All components of (8.12) for hyperbolic slices, with the radius as coordinate of time."""
    size, x, y, z = sp.symbols("a x y z", positive=True)
    rate = form.of(sp.Derivative(a, t) ** 2).subs(a, size)
    flat = size**2 * sp.exp(-2 * z)
    matrix = sp.ImmutableMatrix(sp.diag(-1 / rate, flat, flat, size**2))
    density = premises["8.12"].of(VARIED).function
    yield ck.Step("The metric, with $dt=da/\\dot a$ from the form:", matrix)
    yield ck.Step("Every component of this has to vanish, (8.12):", density)
    for i in range(4):
        for j in range(i, 4):
            yield ck.Vanishes("expansion", at_metric(density, matrix, (size, x, y, z), i, j))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Start at a = 0 with rate 1, where space-time is regular, and follow R_00 = Lambda g_00.

    R_00 = -3 a''/a is the rate at which volumes of matter at rest accelerate; the constraint is
    not used.
    """
    level, end = sample["Lambda"], sample["t"]

    def flow(_: ck.Array, y: ck.Array) -> ck.Array:
        return np.stack([y[:, 1], level * y[:, 0] / 3], axis=-1)

    start = np.stack([np.zeros_like(end), np.ones_like(end)], axis=-1)
    clock = chebyshev_nodes(0.0, end, 12)
    path = runge_kutta(flow, start, clock.points.T, steps=STEPS)
    return ck.Measurement({a: path[..., 0].T, Lambda: level[:, None]}, **ck.on_nodes({t: clock}))


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
        reason="Runge-Kutta steps of at most 0.02",
        method="expansion followed from a regular origin",
    ),
    words="reading",
    expected="proved",
    reading='The text (section 9) says "the sign of the cosmological constant can be arbitrary". '
    "Read as: (8.12) has solutions in the gauge (6.7) for $\\Lambda$ of either sign. Shown by "
    "$ds^2=-dt^2+a^2\\,dH_3^2$ with hyperbolic slices $dH_3^2$: de Sitter space for $\\Lambda>0$, "
    "anti-de Sitter space for $\\Lambda<0$. Slices that are flat, to which (6.5) is meant to be "
    "close, need $\\Lambda\\geq 0$. Which sign a given $\\bar N$ requires is not decided by "
    "(8.12).",
    premises=("vanchurin:8.12",),
    hypotheses=(beliefs.HOMOGENEOUS,),
)
