"""(5.3): the displacement of a component over one period."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.quadrature import gauss_legendre
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Link,
    Measurement,
    NumericArm,
    Real,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.papers.vanchurin.shared.notation import source, t

_POSITION = sp.Function("x^a", real=True)
NOW, LATER = _POSITION(t), _POSITION(t + 3)
SHIFT = sp.Symbol(r"{\dot{x}^{a}}", real=True)


def printed() -> list[Link]:
    """dx^a = (x^a(t+3) - x^a(t)) / 3."""
    return [Link("displacement", sp.Eq(SHIFT, (LATER - NOW) / 3, evaluate=False))]


def exact(statements: Statements) -> Derivation:
    """Uniform motion, a periodic state, and the mean velocity of a motion with acceleration."""
    form = statements["displacement"].rhs
    c, v, a = sp.symbols("c v a", real=True)

    def of(motion: sp.Expr) -> sp.Expr:
        return form.subs({LATER: motion.subs(t, t + 3), NOW: motion}, simultaneous=True)

    uniform = of(c + v * t)
    still = form.subs(LATER, NOW)
    curved = c + v * t + a * t**2 / 2
    mean = sp.integrate(sp.diff(curved, t), (t, t, t + 3)) / 3
    return Derivation(
        steps=(
            Step("Uniform motion $x=c+vt$, wherever it starts, has to be displaced by $v$:",
                 sp.Eq(SHIFT, sp.expand(uniform), evaluate=False)),
            Step("A state that is exactly periodic has no displacement, as (5.7) needs:",
                 sp.Eq(SHIFT, still, evaluate=False)),
            Step("With an acceleration it is the mean velocity over the period:",
                 sp.Eq(SHIFT, sp.expand(mean), evaluate=False)),
        ),
        obligations=(
            Vanishes("displacement", uniform - v),
            Vanishes("displacement", still),
            Vanishes("displacement", of(curved) - mean),
        ),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """A drifting, waving component: its velocity by a complex step, averaged over the period."""
    amplitude, drift, start = (sample[name][:, None] for name in ("wave", "drift", "t"))

    def position(time: np.ndarray) -> np.ndarray:
        return np.asarray(1 + drift * time + amplitude * np.sin(time))

    nodes, weights = gauss_legendre(12, 1.5)
    velocity = position(start + 1.5 + nodes[:, 0] + 1e-30j).imag / 1e-30
    values = {SHIFT: velocity @ weights / weights.sum()}
    values |= {NOW: position(start)[:, 0], LATER: position(start + 3)[:, 0]}
    return Measurement(values)


CLAIM = Claim(
    key="vanchurin:5.3",
    source=source("5", "5.3"),
    kind="definition",
    title="Displacement over one period",
    latex=r"\dot{x}_i^a(t) \equiv \frac{1}{3} \left(x_i^a(t+3) - x_i^a(t)\right)",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain((Real("wave", -1.0, 1.0), Real("drift", -1.0, 1.0), Real("t", 0.0, 3.0))),
        tolerance=1e-10,
        reason="12 Gauss points integrate a cosine over three units of time to rounding",
        method="mean of the velocity over one period, by quadrature",
    ),
    expected="well-posed",
    reading="Required: the displacement per step of uniform motion, none for a periodic state, and "
    "the mean velocity over the period otherwise. It is the velocity itself up to terms of the "
    "order of the change of velocity within a period.",
    premises=("vanchurin:5.2",),
)
