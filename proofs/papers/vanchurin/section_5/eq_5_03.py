"""(5.3): the displacement of a component over one period."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared.notation import source, t

_POSITION = sp.Function("x^a", real=True)
NOW, LATER = _POSITION(t), _POSITION(t + 3)
SHIFT = sp.Symbol(r"{\dot{x}^{a}}", real=True)


def printed() -> list[ck.Link]:
    """dx^a = (x^a(t+3) - x^a(t)) / 3."""
    return [ck.Link("displacement", ck.equal(SHIFT, (LATER - NOW) / 3))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Uniform motion, a periodic state, and the mean velocity of a motion with acceleration."""
    form = given["displacement"].rhs
    c, v, a = sp.symbols("c v a", real=True)

    def of(motion: sp.Expr) -> sp.Expr:
        return form.subs({LATER: motion.subs(t, t + 3), NOW: motion}, simultaneous=True)

    uniform = of(c + v * t)
    still = form.subs(LATER, NOW)
    curved = c + v * t + a * t**2 / 2
    mean = sp.integrate(sp.diff(curved, t), (t, t, t + 3)) / 3
    return ck.Derivation(
        steps=(
            ck.Step(
                "Uniform motion $x=c+vt$, wherever it starts, has to be displaced by $v$:",
                ck.equal(SHIFT, sp.expand(uniform)),
            ),
            ck.Step(
                "A state that is exactly periodic has no displacement, as (5.7) needs:",
                ck.equal(SHIFT, still),
            ),
            ck.Step(
                "With an acceleration it is the mean velocity over the period:",
                ck.equal(SHIFT, sp.expand(mean)),
            ),
        ),
        obligations=(
            ck.Vanishes("displacement", uniform - v),
            ck.Vanishes("displacement", still),
            ck.Vanishes("displacement", of(curved) - mean),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A drifting, waving component: its velocity by a complex step, averaged over the period."""
    amplitude, drift, start = (sample[name][:, None] for name in ("wave", "drift", "t"))

    def position(time: np.ndarray) -> np.ndarray:
        return np.asarray(1 + drift * time + amplitude * np.sin(time))

    nodes, weights = gauss_legendre(12, 1.5)
    velocity = position(start + 1.5 + nodes[:, 0] + 1e-30j).imag / 1e-30
    values = {SHIFT: velocity @ weights / weights.sum()}
    values |= {NOW: position(start)[:, 0], LATER: position(start + 3)[:, 0]}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:5.3",
    source=source("5", "5.3"),
    kind="definition",
    title="Displacement over one period",
    latex=r"\dot{x}_i^a(t) \equiv \frac{1}{3} \left(x_i^a(t+3) - x_i^a(t)\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Real("wave", -1.0, 1.0), ck.Real("drift", -1.0, 1.0), ck.Real("t", 0.0, 3.0))
        ),
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
