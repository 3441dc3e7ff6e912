"""Section I: correlations in the bulk of the exact holographic mapping of a critical chain."""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.holographic_mapping import critical_row, mapped_rows
from proofs.papers.dong_zhou.shared.notation import source

H = sp.Symbol("H_m", real=True)
EPS = sp.Symbol("epsilon", positive=True)  # one over the distance R in sites of the layer
LAYERS, SITES, HALVINGS = 4, 2**20, 4


def printed() -> list[ck.Link]:
    """H_m(R) = -1 / (8 pi R^3) up to the next order, in every layer."""
    return [ck.Link("layers", ck.equal(H, -(EPS**3) / (8 * sp.pi)), order=4)]


@cache
def layer(m: int) -> sp.Expr:
    """H_m as a series in one over R, up to the fourth order, from G(r) = 2 / (pi (2 r + 1)).

    The mode of step m is +1 on the first half of its 2^m sites, -1 on the second, normalised.
    """
    width = 2**m
    moments: list[sp.Expr] = [sp.S.Zero] * 5
    for a in range(width):
        for b in range(width):
            sign = (1 if 2 * a < width else -1) * (1 if 2 * b < width else -1)
            shift = a - b + sp.Rational(1, 2)
            for k in range(5):  # 1 / (x + shift) = sum_k (-shift)^k / x^(k+1), x = width / eps
                moments[k] += sign * (-shift) ** k
    x = width / EPS
    total = sp.Add(*(moment / x ** (k + 1) for k, moment in enumerate(moments)))
    return sp.expand(total / (width * sp.pi))


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Haar wavelets against the exact correlations of the infinite chain, four layers."""
    form = given["layers"]
    series = {m: layer(m) for m in range(1, LAYERS + 1)}
    differences = [sp.expand((form.lhs - form.rhs).subs(H, value)) for value in series.values()]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Correlations of the infinite critical chain:",
                2 / (sp.pi * (2 * sp.Symbol("r") + 1)),
            ),
            ck.Step(
                "The sum over both halves of both wavelets lets the first two orders in $1/R$ "
                "cancel; layers 1 to 4, with the next order:",
                sp.Tuple(*series.values()),
            ),
            ck.Step(
                "With the distance $d=2\\ln R$ in the half plane this is a decay by",
                sp.exp(-3 * sp.Symbol("d") / 2),
            ),
        ),
        obligations=tuple(
            ck.Vanishes("layers", difference.coeff(EPS, k))
            for difference in differences
            for k in range(-4, 4)
        ),
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
        tolerance=1e-9,
        reason="the order is measured; the ring is 400 times longer than the distances",
        method="fast Fourier transform of a ring, Haar steps",
        samples=24,
        examples=40,
    ),
    expected="proved",
    reading="The text names the mapping among the networks that make a bulk from a critical state, "
    "without a formula. For the critical Ising chain in its Majorana form, with Haar wavelets, "
    "bulk sites of one layer are correlated by a power law of exponent 3, the same in every layer; "
    "in the distance of the hyperbolic plane it is exponential, as for a bulk with a gap.",
    hypotheses=("the chain is critical and infinite, its correlations 2 / (pi (2 r + 1))",),
)
