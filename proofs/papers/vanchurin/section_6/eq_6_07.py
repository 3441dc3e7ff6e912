"""(6.7): the averaged metric in synchronous gauge."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, weighted_average
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import AVERAGE, component
from proofs.papers.vanchurin.shared.displacements import g
from proofs.papers.vanchurin.shared.notation import source

D = 2
PARTS = {"g_00": (0, 0, -1), "g_a0": (1, 0, 0), "g_0a": (0, 1, 0)}
LETTERS = {name: sp.Symbol(f"g_{{{m}{n}}}", real=True) for name, (m, n, _) in PARTS.items()}


def printed() -> list[ck.Link]:
    """g_00 = -1, g_a0 = 0, g_0a = 0."""
    return [ck.Link(name, ck.equal(LETTERS[name], value)) for name, (_, _, value) in PARTS.items()]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Average (6.5) of what all neurons have in common by (5.9)."""
    average, covariant = premises["6.5"].of(AVERAGE), premises["5.9"]
    for name, (m, n, _) in PARTS.items():
        own = covariant.of(g(m, n), f"g_{min(m, n)}{max(m, n)}")
        mean = sp.Subs(average, (component(1), component(2)), (own, own))
        yield ck.Step("The average over two neurons at any point:", mean)
        yield ck.Vanishes(name, form.gap(name).xreplace({LETTERS[name]: mean}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrices of the entropy production by second differences, averaged by the cloud engine."""
    own = clouds.exponential(sample["logarithm"])
    sums = np.eye(D + 1)[:, None, :] + np.eye(D + 1)[None, :, :]
    gaps = np.eye(D + 1)[:, None, :] - np.eye(D + 1)[None, :, :]

    def minus_production(v: clouds.Array) -> clouds.Array:
        return np.asarray(
            np.einsum("mka,niab,mkb->nimk", v[..., 1:], own, v[..., 1:]) - v[..., 0] ** 2
        )

    full = (minus_production(sums) - minus_production(gaps)) / 4
    means = np.array(
        [
            weighted_average(full[i], Cloud(sample["position"][i], own[i]), point).value
            for i, point in enumerate(sample["point"])
        ]
    )
    whole = {
        sp.Symbol(f"g_{{{m}{n}}}", real=True): means[:, m, n]
        for m in range(D + 1)
        for n in range(D + 1)
    }
    return ck.Measurement(whole)


CLAIM = ck.Claim(
    key="vanchurin:6.7",
    source=source("6", "6.7"),
    kind="result",
    title="Averaged metric in synchronous gauge",
    latex=r"g_{00}(x) = -1, \quad g_{a0}(x) = 0, \quad g_{0a}(x) = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D),
        tolerance=1e-12,
        reason="second differences of a quadratic form and averages, exact to rounding",
        method="second differences of the entropy production, averaged by the engine for clouds",
        samples=40,
    ),
    expected="proved",
    reading="$a=1$ of two spatial dimensions; the third line repeats the second by symmetry. The "
    "gauge of the average follows from that of every neuron through (6.5).",
    premises=("vanchurin:5.9", "vanchurin:6.5"),
    hypotheses=(beliefs.NO_BOOSTED_NEURON,),
)
