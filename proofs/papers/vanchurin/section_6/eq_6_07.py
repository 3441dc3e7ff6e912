"""(6.7): the averaged metric in synchronous gauge."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, weighted_average
from proofs.papers.vanchurin.section_6 import eq_6_05
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import component
from proofs.papers.vanchurin.shared.notation import source

D = 2
PARTS = {"g_00": (0, 0, -1), "g_a0": (1, 0, 0), "g_0a": (0, 1, 0)}
LETTERS = {name: sp.Symbol(f"g_{{{m}{n}}}", real=True) for name, (m, n, _) in PARTS.items()}


def printed() -> list[ck.Link]:
    """g_00 = -1, g_a0 = 0, g_0a = 0."""
    return [ck.Link(name, ck.equal(LETTERS[name], value)) for name, (_, _, value) in PARTS.items()]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Average (6.5) of what all neurons have in common."""
    average = eq_6_05.average(D)
    own = {
        name: average.subs({component(1): value, component(2): value})
        for name, (_, _, value) in PARTS.items()
    }
    return ck.Derivation(
        steps=(
            ck.Step(
                "The average of $g_{i,00}=-1$, of (5.9), over two neurons at any point:",
                own["g_00"],
            ),
            ck.Step("and of $g_{i,0a}=g_{i,a0}=0$:", own["g_0a"]),
        ),
        obligations=tuple(
            ck.Vanishes(name, statement.lhs.subs(LETTERS[name], own[name]) - statement.rhs)
            for name, statement in form.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrices of the entropy production by second differences, averaged by the cloud engine."""
    g = clouds.exponential(sample["logarithm"])
    sums = np.eye(D + 1)[:, None, :] + np.eye(D + 1)[None, :, :]
    gaps = np.eye(D + 1)[:, None, :] - np.eye(D + 1)[None, :, :]

    def minus_production(v: clouds.Array) -> clouds.Array:
        return np.asarray(
            np.einsum("mka,niab,mkb->nimk", v[..., 1:], g, v[..., 1:]) - v[..., 0] ** 2
        )

    full = (minus_production(sums) - minus_production(gaps)) / 4
    means = np.array(
        [
            weighted_average(full[i], Cloud(sample["position"][i], g[i]), point).value
            for i, point in enumerate(sample["point"])
        ]
    )
    return ck.Measurement({LETTERS[name]: means[:, m, n] for name, (m, n, _) in PARTS.items()})


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
    hypotheses=(
        "no neuron has been boosted away from the frame of (5.9), see vanchurin:synchronous-gauge",
    ),
)
