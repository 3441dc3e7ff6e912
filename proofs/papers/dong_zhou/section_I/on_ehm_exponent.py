"""Section I: correlations in the bulk of the exact holographic mapping of a critical chain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.holographic_mapping import critical_row, mapped_rows
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

H = sp.Symbol("H_m", real=True)
EPS = sp.Symbol("epsilon", positive=True)  # one over the distance R in sites of the layer
LAYERS, SITES, HALVINGS = 4, 2**20, 4


def printed() -> list[ck.Link]:
    """H_m(R) = -1 / (8 pi R^3) up to the next order, in every layer."""
    return [ck.Link("layers", ck.equal(H, -(EPS**3) / (8 * sp.pi)), order=4)]


@cache
def layer(m: int) -> sp.Expr:
    """H_m at the distance R = 1 / eps, from G(r) = 2 / (pi (2 r + 1)), not expanded.

    The mode of step m is +1 on the first half of its 2^m sites, -1 on the second, normalised.
    """
    width = 2**m
    total: dict[int, int] = {}
    for a in range(width):
        for b in range(width):
            sign = (1 if 2 * a < width else -1) * (1 if 2 * b < width else -1)
            total[a - b] = total.get(a - b, 0) + sign
    terms = (2 * n * EPS / (2 * width + (2 * k + 1) * EPS) for k, n in sorted(total.items()))
    return sp.Add(*terms) / (width * sp.pi)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Haar wavelets against the exact correlations of the infinite chain, four layers."""
    yield ck.Step(
        "Correlations of the infinite critical chain:", 2 / (sp.pi * (2 * sp.Symbol("r") + 1))
    )
    for m in range(1, LAYERS + 1):
        gap = form.gap().subs(H, layer(m))
        for k in range(4):
            yield ck.Vanishes("layers", SeriesCoefficient(gap, EPS, k), case={"m": m})
    yield ck.Step(
        "The sum over both halves of both wavelets lets the first two orders in $1/R$ "
        "cancel; layer 2:",
        layer(2),
    )
    yield ck.Step(
        "With the distance $d=2\\ln R$ in the half plane this is a decay by",
        sp.exp(-3 * sp.Symbol("d") / 2),
    )


@cache
def _rows() -> list[np.ndarray]:
    return mapped_rows(critical_row(SITES), LAYERS)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A ring of a million sites mapped layer by layer, at distances R, 2R, 4R and 8R."""
    m, r = (sample[name].astype(int) for name in ("m", "R"))
    distances = r[:, None] * 2 ** np.arange(HALVINGS)
    found = [_rows()[layer - 1][places] for layer, places in zip(m, distances, strict=True)]
    return ck.Measurement({H: np.array(found), EPS: 1 / distances})


CLAIM = ck.Claim(
    key="dong_zhou:ehm-exponent",
    source=source("I"),
    kind="approximation",
    title="Exact holographic mapping of a critical chain: correlations in its bulk",
    latex=r"H_m(R) = -\frac{1}{8\pi R^3} + O(R^{-4}) \;\sim\; e^{-3d/2}, \qquad d = 2 \ln R",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("m", 1, LAYERS, (), "layer of the bulk"),
                ck.Integer("R", 12, 20, (), "smallest of four distances, in sites of the layer"),
            )
        ),
        floor=1e-6,
        tolerance=1e-9,
        reason="the order is measured; the ring is 400 times longer than the distances",
        method="fast Fourier transform of a ring, Haar steps",
        samples=24,
        examples=40,
    ),
    expected="proved",
    words="sentence",
    reading="The text names the mapping among the networks that make a bulk from a critical state, "
    "without a formula. For the critical Ising chain in its Majorana form, with Haar wavelets, "
    "bulk sites of one layer are correlated by a power law of exponent 3, the same in every layer; "
    "in the distance of the hyperbolic plane it is exponential, as for a bulk with a gap.",
    hypotheses=(beliefs.CRITICAL_CHAIN,),
)
