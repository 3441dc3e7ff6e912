"""Section II.A: with a correlation length of a lattice spacing both geometries are the lattice."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.embedding import Embedding, classical_mds, distances_from_information
from numerics.entanglement import mutual_information_matrix
from numerics.qubit_circuits import haar_kets, ising_ket
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Entails,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Real,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.checker.claim import Obligation
from proofs.dong_zhou.notation import source

ANGLE = sp.Symbol(r"\vartheta", positive=True)
SITES = sp.Symbol("n", positive=True)
RING, RANDOM = sp.symbols("w_{ring} w_{Haar}", positive=True)


def printed() -> list[Link]:
    """Neighbours are 2 pi / n apart on a planar ring; a random state has no plane."""
    return [
        Link("ring", sp.Eq(ANGLE, 2 * sp.pi / SITES, evaluate=False)),
        Link("control", sp.Gt(RING, RANDOM, evaluate=False)),
    ]


def spectrum(n: int) -> list[sp.Expr]:
    """Eigenvalues of -J d^2 J / 2 for d the number of steps on a ring, by wave number 1..n-1."""
    steps = [min(r, n - r) for r in range(n)]
    return [
        -sp.Add(*(d**2 * sp.cos(2 * sp.pi * k * r / n) for r, d in enumerate(steps))) / 2
        for k in range(1, n)
    ]


def exact(statements: Statements) -> Derivation:
    """Exponentially small information makes steps the distance; the ring is then circulant."""
    obligations: list[Obligation] = []
    shown = []
    for n in (8, 12):
        values = [sp.radsimp(v) for v in spectrum(n)]
        ring = statements["ring"]
        first = sp.Symbol("lambda_1", real=True)
        top = sp.And(*(sp.Gt(first, sp.re(v)) for v in values[1:-1]))
        obligations.append(Entails("ring", sp.Eq(first, values[0], evaluate=False), top))
        angle = sp.acos(sp.cos(2 * sp.pi / n))  # between neighbours in the plane of wave number 1
        obligations.append(Vanishes("ring", angle - ring.rhs.subs(SITES, n)))
        positive = [v for v in values if v.evalf() > 1e-9]
        share = sp.radsimp(2 * values[0] / sp.Add(*positive))
        simplex = sp.Rational(2, n - 1)
        given = sp.And(sp.Eq(RING, share, evaluate=False), sp.Eq(RANDOM, simplex, evaluate=False))
        obligations.append(Entails("control", given, statements["control"]))
        shown.append(sp.Eq(sp.Symbol(f"n = {n}"), sp.Tuple(share, simplex), evaluate=False))
    return Derivation(
        steps=(
            Step("With $I_r=2e^{-r/\\xi}$ the distance $-\\ln(I_r/2)$ is r in units of $\\xi$. The "
                 "centred matrix of squared distances is circulant; its eigenvalues for n = 8:",
                 sp.Tuple(*[sp.radsimp(v) for v in spectrum(8)])),
            Step("Wave number one has the largest, twice: a plane, with neighbours an angle "
                 "$2\\pi/n$ apart. Its share of the positive eigenvalues, and that of two axes of "
                 "a regular simplex, which a random state comes close to:", sp.Tuple(*shown)),
        ),
        obligations=tuple(obligations),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Embed the mutual information of gapped Ising rings and of random kets."""
    angles: list[float] = []
    rings: list[float] = []
    randoms: list[float] = []
    sizes: list[float] = []
    for half, length, site in zip(
        sample["half"].astype(int), sample["xi"], sample["site"], strict=True
    ):
        n = 2 * half
        gapped = _embedded(ising_ket(n, float(np.exp(1 / length))))
        place = int(site * (n - 1))
        one, two = gapped.points[place], gapped.points[(place + 1) % n]
        cosine = one @ two / np.linalg.norm(one) / np.linalg.norm(two)
        angles.append(np.arccos(np.clip(cosine, -1, 1)))
        sizes.append(n)
        for kept, found in ((rings, gapped), (randoms, _embedded(haar_kets(n, rng=rng)))):
            positive = np.clip(found.eigenvalues, 0, None)
            kept.append(positive[:2].sum() / positive.sum())
    measured = {ANGLE: angles, SITES: sizes, RING: rings, RANDOM: randoms}
    return Measurement({symbol: np.array(values) for symbol, values in measured.items()})


def _embedded(psi: np.ndarray) -> Embedding:
    return classical_mds(distances_from_information(mutual_information_matrix(psi)))


CLAIM = Claim(
    key="dong_zhou:correlation-length",
    source=source("II.A"),
    kind="postulate",
    title="Short correlations: the geometry of information is the lattice",
    latex=r"\xi \sim a \;\Rightarrow\; -\ln\frac{I_{ij}}{2} \ \text{embeds as the ring:}\quad "
    r"\vartheta_{i,i+1} = \frac{2\pi}{n}",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (
                Integer("half", 4, 5, (), "half the number of spins"),
                Real("xi", 0.7, 1.6, (), "correlation length in lattice spacings"),
                Real("site", 0.0, 1.0, (), "which pair of neighbours"),
            )
        ),
        tolerance=1e-5,
        reason="small information is exact to 1e-12 relative to one bit, its logarithm to 1e-7",
        method="ground states by Lanczos, mutual information, classical scaling",
        samples=8,
        examples=10,
    ),
    expected="consistent",
    reading="Physical geometry: the ring of the couplings. Holographic geometry: points embedded "
    "by distances from mutual information. Tested on Ising rings with a gap and, as a control, on "
    "random kets, whose points fill all dimensions evenly. For the two to be called identical is a "
    "statement of another work that the text takes over.",
    hypotheses=("distance is the negative logarithm of the mutual information",),
)
