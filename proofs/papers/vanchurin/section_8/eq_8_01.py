"""(8.1): the total entropy production of all neurons during a time interval."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_nodes
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.road import TOTAL, production

_WAVES = np.arange(1, 4)


def printed() -> list[ck.Link]:
    """Delta S_x = int_0^T dt sum_i Delta S_{x,i}."""
    total = sp.Integral(production(1) + production(2), (t, 0, T))
    return [ck.Link("total", ck.equal(TOTAL, total))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The total has to start from zero and to grow at the rate that (5.1) gives."""
    total = form.of(TOTAL)
    yield ck.Step("Production during an interval:", total)
    whole, one, two = sp.symbols(r"\Delta{S_x} \Delta{S_{x\,1}} \Delta{S_{x\,2}}", real=True)
    rate = premises["5.1"].of(whole, "weak correlation")
    rate = rate.xreplace({one: production(1), two: production(2)}).subs(t, T)
    yield ck.Step("It has to grow with the length of the interval at the rate", rate)
    yield ck.shows("total", sp.Derivative(total, T), rate)
    yield ck.Vanishes("total", sp.Subs(total, T, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Entropies of two neurons at both ends; their productions by complex step in between."""
    a, b = (sample[name][:, :, None, :] for name in ("a", "b"))

    def entropies(times: ck.Array) -> ck.Array:
        """(n, neurons, times): oscillations on top of a steady growth."""
        phase = times[:, None, :, None] * _WAVES
        waves = (a * np.sin(phase) + b * np.cos(phase)).sum(-1)
        return np.asarray(waves + sample["c"][..., None] * times[:, None])

    line = gauss_nodes(0.0, sample["T"], 24)
    ends = entropies(sample["T"][:, None] * np.array([0.0, 1.0]))
    rates = complex_step(entropies, line.points)
    values = {
        TOTAL: (ends[..., 1] - ends[..., 0]).sum(-1),
        production(1): rates[:, 0],
        production(2): rates[:, 1],
        T: sample["T"],
    }
    return ck.Measurement(values, **ck.on_nodes({t: line}))


CLAIM = ck.Claim(
    key="vanchurin:8.1",
    source=source("8", "8.1"),
    kind="definition",
    title="Total entropy production of the non-trainable variables",
    latex=r"\Delta S_x[g] \approx \int_0^T dt \sum_i \Delta S_{x,i}(\dot{x}_i(t), t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.5, 3.0, meaning="length of the interval"),
                ck.Real("c", -1.0, 1.0, (2,), "steady growth of two entropies"),
                ck.Integer("a", -2, 2, (2, 3), "waves of two entropies"),
                ck.Integer("b", -2, 2, (2, 3), "waves of two entropies"),
            )
        ),
        tolerance=1e-10,
        reason="24 Gauss points integrate waves of at most 9 radians to rounding",
        method="entropies at both ends; productions by complex step, at Gauss points",
    ),
    expected="well-posed",
    reading="Required: the total is zero for an interval of no length and grows at the sum of the "
    "productions, as (5.1) has it without correlations. Two neurons are shown. In (5.1) "
    "$\\Delta S_x(t)$ is a production at one time; here the same letter is its integral.",
    premises=("vanchurin:5.1",),
    hypotheses=(beliefs.PER_GLOBAL_TIME,),
)
