"""(6.10): the weighted average of the inverse matrices."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_6 import eq_6_05
from proofs.papers.vanchurin.section_6.eq_6_08 import bracket
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import component, root
from proofs.papers.vanchurin.shared.notation import source

D = 2
INVERSE = sp.Symbol(r"g^{\mu\nu}", real=True)
ABOVE = sp.Symbol(r"\{g_i^{\mu\nu}\sqrt{g_i}\}", real=True)
BELOW = sp.Symbol(r"\{\sqrt{g_i}\}", positive=True)


def printed() -> list[ck.Link]:
    """g^munu = {g_i^munu sqrt(g_i)} / {sqrt(g_i)}."""
    return [ck.Link("inverse", ck.equal(INVERSE, ABOVE / BELOW))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """An average in which every neuron counts once, at least the inverse of the average (6.9)."""
    roots = (root(1, D), root(2, D))
    above = bracket((component(1) * roots[0], component(2) * roots[1]), D)
    form = given["inverse"].rhs
    mean = form.subs({ABOVE: above, BELOW: bracket(roots, D)})
    average = eq_6_05.requirements("inverse", mean, (component(1), component(2)))
    u, v, a, b = sp.symbols("u v a b", positive=True)
    here = form.subs({ABOVE: u / a + v / b, BELOW: u + v})
    there = (u * a + v * b) / (u + v)
    excess = u * v * (a - b) ** 2 / ((u + v) ** 2 * a * b)
    return ck.Derivation(
        steps=(
            *average.steps,
            ck.Step(
                "Common eigenvector with eigenvalues $a$, $b$ and weights $u$, $v$: the average "
                "of the inverses times the average (6.9) exceeds one by",
                excess,
            ),
            ck.Step(
                "It vanishes only where the neurons agree, $a=b$; so (6.10) is not the inverse of "
                "(6.9), but agrees with it to first order in the difference, see (6.13).",
                ck.at_least(here * there, 1),
            ),
        ),
        obligations=(
            *average.obligations,
            ck.Vanishes("inverse", here * there - 1 - excess),
            ck.Entails("inverse", sp.true, sp.Ge(here * there, 1)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Component (1, 1): one over a Schur complement, averaged through a generating sum.

    The brackets are sums of products of one-dimensional normal densities and solved systems.
    """
    g = clouds.exponential(sample["logarithm"])
    schur = g[..., 0, 0] - g[..., 0, 1] ** 2 / g[..., 1, 1]
    offset = sample["point"][:, None, :] - sample["position"]
    density = clouds.normal_density(offset, g)
    inverse = np.linalg.solve(g, np.broadcast_to(np.eye(D), g.shape))[..., 0, 0]
    step = 1e-20
    total = (density * np.exp(1j * step / schur)).sum(-1)
    return ck.Measurement(
        {
            INVERSE: np.log(total).imag / step,
            ABOVE: (inverse * density).sum(-1),
            BELOW: density.sum(-1),
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:6.10",
    source=source("6", "6.10"),
    kind="definition",
    title="Weighted average of the inverse matrices",
    latex=r"g^{\mu\nu}(x) \equiv "
    r"\frac{\left\{g_i^{\mu\nu}\sqrt{g_i}\right\}}{\left\{\sqrt{g_i}\right\}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, clouds.COMPONENT),
        tolerance=1e-11,
        reason="a complex step and 2 by 2 inverses of matrices near one, exact to rounding",
        method="complex-step derivative of a generating sum of normal densities, Schur complement",
    ),
    expected="well-posed",
    reading="Required: an average with the weights of (6.5). As a definition it is sound; the name "
    "inverse metric is earned only to first order: the average of inverses exceeds the inverse of "
    "the average unless all neurons that contribute have the same matrix (computed here along a "
    "common eigenvector; for matrices that do not commute the operator convexity of the inverse "
    "gives the same order).",
    premises=("vanchurin:6.5", "vanchurin:6.8"),
    hypotheses=("$g_{i,ab}$ is positive definite",),
)
