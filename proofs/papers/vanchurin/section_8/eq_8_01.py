"""(8.1): the total entropy production of all neurons during a time interval."""

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.road import TOTAL, production

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
_WAVES = np.arange(1, 4)


def printed() -> list[ck.Link]:
    """Delta S_x = int_0^T dt sum_i Delta S_{x,i}."""
    total = sp.Integral(production(1) + production(2), (t, 0, T))
    return [ck.Link("total", ck.equal(TOTAL, total))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The total has to grow at the rate (5.1) and to start from zero."""
    total = form["total"].rhs
    rate = sp.Add(*(production(i) for i in (1, 2))).subs(t, T)
    growth = sp.diff(total, T)
    return ck.Derivation(
        steps=(
            ck.Step("Rate at which the total grows with the length of the interval:", growth),
            ck.Step("Sum (5.1) of the productions at its end, which it has to be:", rate),
            ck.Step("Total of an interval of no length:", total.subs(T, 0).doit()),
        ),
        obligations=(
            ck.Vanishes("total", growth - rate),
            ck.Vanishes("total", total.subs(T, 0).doit()),
        ),
    )


def _entropies(sample: ck.Sample, times: NDArray[Any]) -> NDArray[Any]:
    """Entropies (n, neurons, times) of neurons with oscillations on top of a steady growth."""
    phase = times[:, None, :, None] * _WAVES
    a, b = (sample[name][:, :, None, :] for name in ("a", "b"))
    waves = (a * np.sin(phase) + b * np.cos(phase)).sum(-1)
    return np.asarray(waves + sample["c"][..., None] * times[:, None])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Entropies of two neurons at both ends; their productions by complex step in between."""
    duration = sample["T"][:, None]
    ends = _entropies(sample, duration * np.array([0.0, 1.0])).real
    times = duration * (1 + NODES) / 2
    rates = _entropies(sample, times + 1e-30j).imag / 1e-30

    def integral(array: NDArray[np.float64], symbol: sp.Symbol) -> NDArray[np.float64]:
        full = np.broadcast_to(array, times.shape)
        return np.asarray((full * WEIGHTS).sum(-1, keepdims=True) * duration / 2)

    values = {
        TOTAL: (ends[..., 1] - ends[..., 0]).sum(-1),
        production(1): rates[:, 0],
        production(2): rates[:, 1],
        T: sample["T"],
    }
    return ck.Measurement(values, integral=integral)


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
    reading="Required: the total is zero for an interval of no length and grows at the rate (5.1), "
    "for every number of neurons (the sum is linear; two are shown). In (5.1) $\\Delta S_x(t)$ is "
    "a production at one time; here the same letter is its integral.",
    premises=("vanchurin:5.1",),
    hypotheses=(
        "productions per unit of the global time $t$ are summed, although (5.1) counts them per "
        "unit of computational time and (6.6) lets the two differ",
    ),
)
