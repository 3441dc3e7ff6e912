"""(5.3): the displacement of a component over one period."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_nodes
from proofs.papers.vanchurin.shared.notation import source, t

_POSITION = sp.Function("x^a", real=True)
NOW, LATER = _POSITION(t), _POSITION(t + 3)
SHIFT = sp.Symbol(r"{\dot{x}^{a}}", real=True)


def printed() -> sp.Eq:
    """dx^a = (x^a(t+3) - x^a(t)) / 3."""
    return ck.equal(SHIFT, (LATER - NOW) / 3)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """It is the mean velocity over the period, for any motion; none for a periodic one."""
    shift, s = form.of(SHIFT), sp.Symbol("s", real=True)
    mean = sp.Integral(sp.Derivative(_POSITION(s), s), (s, t, t + 3)) / 3
    yield ck.Step("The mean velocity over the period:", mean)
    yield ck.shows("equation", shift, mean)
    yield ck.Step("A state that is exactly periodic has none:", periodic := ck.equal(LATER, NOW))
    yield ck.Vanishes("equation", shift.xreplace({periodic.lhs: periodic.rhs}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A drifting, waving component: its velocity by a complex step, averaged over the period."""
    start = sample["t"]

    def position(time: ck.Array) -> ck.Array:
        shape = (-1, *(1,) * (time.ndim - 1))
        drift, wave = (sample[name].reshape(shape) for name in ("drift", "wave"))
        return np.asarray(drift * time + wave * np.sin(time))

    period = gauss_nodes(start, start + 3, 12)
    mean = period.integrate(complex_step(position, period.points)) / 3
    return ck.Measurement({SHIFT: mean, NOW: position(start), LATER: position(start + 3)})


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
    reading="Required: none for a periodic state of period $d=3$, and the mean velocity over the "
    "period otherwise. It is the velocity itself up to terms of the "
    "order of the change of velocity within a period.",
)
