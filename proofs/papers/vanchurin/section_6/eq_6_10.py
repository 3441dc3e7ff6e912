"""(6.10): the weighted average of the inverse matrices."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import AVERAGE, BELOW, INVERSE, component
from proofs.papers.vanchurin.shared.clouds import INVERSE_ABOVE as ABOVE
from proofs.papers.vanchurin.shared.notation import source

D = 2


def printed() -> list[ck.Link]:
    """g^munu = {g_i^munu sqrt(g_i)} / {sqrt(g_i)}."""
    return [ck.Link("inverse", ck.equal(INVERSE, ABOVE / BELOW))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """With the brackets (6.8) it has to be the average (6.5) of any one number per neuron."""
    first, second = clouds.roots(D)
    brackets = premises["6.8"]
    above = clouds.filled(brackets, (component(1) * first, component(2) * second), D)
    written = {ABOVE: above, BELOW: clouds.filled(brackets, (first, second), D)}
    yield ck.Step("The brackets (6.8) of one component per neuron:", above)
    mean = clouds.diagonal(premises["6.5"].of(AVERAGE), D)
    yield ck.shows("inverse", form.of(INVERSE).xreplace(written), mean)


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
    "the average unless all neurons that contribute have the same matrix, see "
    "vanchurin:inverse-average.",
    premises=("vanchurin:6.5", "vanchurin:6.8"),
    hypotheses=(beliefs.POSITIVE_MATRICES,),
)
