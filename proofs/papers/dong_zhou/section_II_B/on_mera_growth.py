"""Section II.B: MERA as a discrete AdS: minimal cuts grow with the logarithm of the interval."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.mera import aligned_cuts, mera_network, random_mera
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.clifford_mera import cut
from proofs.papers.dong_zhou.shared.notation import source

BEST, LENGTH = sp.symbols(r"|\gamma_{\ell}| \ell", positive=True)
SITES = 128


def printed() -> list[ck.Link]:
    """The smallest cut of an interval of l = 4, 8, 16, ... sites: two bonds per doubling."""
    return [ck.Link("growth", ck.equal(BEST, 2 * sp.log(LENGTH) / sp.log(2) - 1))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Cuts of intervals of 64 sites by maximal flow, at four positions each."""
    best = {k: min(cut(64, start, k) for start in range(0, k, k // 4)) for k in (4, 8, 16, 32)}
    yield ck.Step(
        "Smallest cuts of intervals of 64 sites:",
        sp.Tuple(*(sp.Tuple(k, c) for k, c in best.items())),
    )
    for k, c in best.items():
        # a maximal flow is as large as the cut: so many paths that share no bond
        gap = form.gap("growth").subs({BEST: c, LENGTH: k}, simultaneous=True)
        yield ck.Vanishes("growth", gap, case={"l": k})
    x, z, length = sp.symbols("x z ell", positive=True)
    yield ck.Step(
        "A geodesic of AdS over an interval of length $\\ell$ is a half circle, of "
        "length $2\\ln(\\ell/a)$ above the cutoff a: with the angle x from $z=2a/\\ell$",
        sp.Integral(1 / sp.sin(x), (x, z, sp.pi - z)),
    )
    yield ck.Step(
        "Each doubling adds to it", 2 * (sp.log(2 * length) - sp.log(length)).expand(force=True)
    )


@cache
def _best() -> dict[int, int]:
    network = mera_network(random_mera(SITES, rng=np.random.default_rng(0)))
    lengths = 2 ** np.arange(2, 7)
    return dict(zip(lengths.tolist(), aligned_cuts(network, lengths).min(axis=1), strict=True))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Cuts at all positions in the network of a MERA of 128 sites."""
    lengths = 2.0 ** sample["power"]
    best = np.array([float(_best()[int(k)]) for k in lengths])
    return ck.Measurement({BEST: best, LENGTH: lengths})


CLAIM = ck.Claim(
    key="dong_zhou:mera-growth",
    source=source("II.B"),
    kind="result",
    title="MERA as a discrete AdS: cuts grow with the logarithm",
    latex=r"|\gamma_\ell| = 2\log_2 \ell - 1 \qquad (\ell = 4, 8, 16, \ldots)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("power", 2, 6, (), "logarithm of the length of an interval"),)),
        tolerance=1e-12,
        reason="whole numbers",
        method="maximal flow through the network of a MERA of 128 sites",
        samples=12,
        examples=20,
    ),
    expected="proved",
    words="sentence",
    reading="That MERA is a discrete version of the AdS bulk is read by the lengths of its cuts: "
    "each doubling of the interval adds the same amount, as for geodesics of AdS. Cuts depend on "
    "the position by up to two bonds; the smallest is meant, and the mean over positions "
    "grows by nearly two bonds per doubling, too.",
    hypotheses=(beliefs.BINARY_MERA,),
)
