"""(3.6): the potential, which turns the first line of the action (3.5) into the second."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, path
from proofs.papers.vanchurin.shared.notation import T, V, f, mean_F_change, q, source, t


def printed(K: int = 1) -> sp.Eq:
    """V = f + <dF/dt>_t."""
    return ck.equal(V(K), f + mean_F_change(K))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """V - dF/dt averages to f over time, for dF/dt an exponential of any rate, and so for any."""
    change = sp.exp(sp.Symbol("c", positive=True) * t)
    mean = sp.Integral(change, (t, 0, T)) / T
    value = form.of(V(1)).xreplace({mean_F_change(1): mean})
    yield ck.Step("The potential, with the time average written out:", value)
    rest = sp.Integral(value, (t, 0, T)) - sp.Integral(change, (t, 0, T))
    yield ck.Step("What the constraint leaves of $V-dF/dt$ over the time $T$:", rest)
    yield ck.shows("equation", rest, f * T)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The potential that makes both lines equal for a point mass at each place.

    The average is taken of F followed along the drift; the second line takes the slope of F and
    its rate of change at a fixed place.
    """
    history, calculus = path.history(sample), path.calculus()
    _, mean = path.free_energy_along_drift(sample, history)
    slope, rate = (calculus["derivative"](history.F, x) for x in (q(1)[0], t))
    second = calculus["integral"](sample["gamma"][:, None, None] * slope**2 - rate, t)
    constraint = (sample["f"] * path.DURATION)[:, None, None]
    values = {V(1): (constraint - second) / path.DURATION, mean_F_change(1): mean}
    return ck.Measurement({**values, f: np.asarray(sample["f"])})


CLAIM = ck.Claim(
    key="vanchurin:3.6",
    source=source("3", "3.6"),
    kind="definition",
    title="Potential",
    latex=r"V(\mathbf{q}) \equiv f + \left\langle \frac{dF(\mathbf{q},t)}{dt} \right\rangle_t",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        path.DOMAIN,
        tolerance=1e-6,
        reason="central differences along the drift with step 1e-4, splines of degree 7 in time",
        method="averages of F followed along the drift against rates at fixed places",
        samples=24,
    ),
    expected="well-posed",
    reading="The average is over time at fixed q. Required: the constraint of (3.5) leaves f when "
    "$V-dF/dt$ is integrated over time; the engine takes $dF/dt$ along the drift (2.9).",
    hypotheses=(beliefs.CONSTANT_F,),
)
