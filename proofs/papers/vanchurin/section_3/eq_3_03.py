"""(3.3): the change of the entropy through the rate of change of the density."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes, complex_step
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time
from proofs.papers.vanchurin.shared.notation import S, S_change, T, p, q, source, t

RATE = sp.Derivative(S, t)


def printed(K: int = 1) -> dict[str, sp.Eq]:
    """Delta S_q = int dt dS_q/dt = the two integrals of dp/dt."""
    over_time, rate = sp.Integral(RATE, (t, 0, T)), sp.Derivative(p(K), t)
    by_rates = -over_q_and_time(rate * sp.log(p(K)), K) - over_q_and_time(rate, K)
    return {"over time": ck.equal(S_change, over_time), "by rates": ck.equal(over_time, by_rates)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Differentiate by T: the fundamental theorem, then the product rule under the integral."""
    change = form.of(S_change)
    yield ck.Step(
        "$\\Delta S_q=S_q(T)-S_q(0)$ vanishes at $T=0$ and is differentiated by $T$:", change
    )
    yield ck.shows("over time", sp.Derivative(change, T), sp.Derivative(S.xreplace({t: T}), T))
    yield ck.Vanishes("over time", sp.Subs(change, T, 0))
    entropy = integrand(premises["3.2"].at(K=1).of(S), {})
    gap = integrand(form.gap("by rates")).xreplace({RATE: sp.Derivative(entropy, t)})
    yield ck.Step(
        "Rate of (3.2) under the integral over $\\mathbf q$ less the right side: the product rule, "
        "at every point. $\\int d^Kq\\,p=1$ then removes the second term of the right side.",
        gap,
    )
    yield ck.Vanishes("by rates", gap)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Positive fields exp(l) whose mass need not be conserved, on Chebyshev points in time.

    The entropy is minus the slope of the partition function int exp(b l) at b = 1, by a complex
    step in b.
    """
    (x,), grid, clock = q(1), fields.GRIDS[1], chebyshev_nodes(0.0, sample["T"], 25)
    base, swing = (fields.field(sample, name, 1)[:, :, None] for name in ("E", "A"))
    wave = np.sin(2 * clock.points + sample["phase"][:, None])[:, None]
    log_p = base + swing * wave - np.log(grid.lengths[0])
    slope = complex_step(lambda b: np.exp(b * log_p).sum(1, keepdims=True), 1.0)
    entropy = -slope * grid.cell_volume
    change = entropy[:, 0, -1] - entropy[:, 0, 0]
    values = {p(1): np.exp(log_p), S: entropy, S_change: change, T: sample["T"]}
    return ck.Measurement(values, **ck.on_nodes({x: grid.nodes(0), t: clock}))


CLAIM = ck.Claim(
    key="vanchurin:3.3",
    source=source("3", "3.3"),
    kind="result",
    title="Entropy change through the rate of change of the density",
    latex=r"\Delta S_q = \int_0^T dt \frac{dS_q(t)}{dt} = -\int_0^T dt \, d^K q \frac{dp}{dt} "
    r"\log p - \int_0^T dt \, d^K q \frac{dp}{dt}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.5, 2.0),
                ck.Real("phase", -3.0, 3.0),
                ck.Integer("E", -2, 2, (2, 2)),
                ck.Integer("A", -2, 2, (2, 2)),
            )
        ),
        tolerance=1e-9,
        reason="Chebyshev series of 25 terms in time and Fourier series in q leave below 1e-10",
        method="entropy from the slope of the partition function; Chebyshev series in time",
        samples=12,
    ),
    expected="proved",
    reading="$dp/dt$ is the partial derivative at fixed $\\mathbf q$, as in (3.1). The second "
    "integral vanishes for a normalised density; it is needed where the mass is not conserved, and "
    "the numeric arm tests it there.",
    premises=("vanchurin:3.2",),
    hypotheses=(beliefs.POSITIVE_DENSITY,),
)
