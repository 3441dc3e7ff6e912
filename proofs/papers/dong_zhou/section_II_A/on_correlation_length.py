"""Section II.A: with a correlation length of a lattice spacing both geometries are the lattice."""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import haar_kets, ising_ket
from numerics.qubits.embedding import Embedding, classical_mds, distances_from_information
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared.notation import source

ANGLE = sp.Symbol(r"\vartheta", positive=True)
SITES = sp.Symbol("n", positive=True)
RINGS = [(n, sp.Rational(g)) for n in (8, 10) for g in (2, 4)]
DIGITS, ERROR = 30, sp.Rational(1, 10**12)
RING, RANDOM = sp.symbols("w_{ring} w_{Haar}", positive=True)


def printed() -> list[ck.Link]:
    """Neighbours are 2 pi / n apart on a planar ring; a random state has no plane."""
    return [
        ck.Link("ring", ck.equal(ANGLE, 2 * sp.pi / SITES)),
        ck.Link("control", ck.greater(RING, RANDOM)),
    ]


def spectrum(squares: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Eigenvalues of -J d^2 J / 2 by wave number 1..n-1, d^2 from one site of a ring to all."""
    n = len(squares)
    return [
        -sp.Add(*(d * sp.cos(2 * sp.pi * k * r / n) for r, d in enumerate(squares))) / 2
        for k in range(1, n)
    ]


def entropy(spectrum: Sequence[sp.Expr]) -> sp.Expr:
    """In bits."""
    return -sp.Add(*(p * sp.log(p, 2) for p in spectrum))


@cache
def informations(n: int, field: sp.Rational) -> tuple[sp.Expr, ...]:
    """Mutual information of sites 1..n-1 steps apart on an Ising ring, by fermions, to 30 digits.

    G_r = sum_k (g cos kr + cos k(r + 1)) / (n e_k), e_k^2 = 1 + g^2 + 2 g cos k, over odd
    multiples k of pi / n; <XX> and <YY> are determinants of it (Lieb, Schultz, Mattis 1961).
    """
    momenta = [sp.pi * (2 * m + 1) / n for m in range(n)]

    def g(r: int) -> sp.Expr:
        terms = (
            (field * sp.cos(k * r) + sp.cos(k * (r + 1)))
            / sp.sqrt(1 + field**2 + 2 * field * sp.cos(k))
            for k in momenta
        )
        return (sp.Add(*terms) / n).evalf(DIGITS)

    table = {r: g(r) for r in range(-n, n + 1)}
    z, found = table[0], []
    single = entropy([(1 + z) / 2, (1 - z) / 2])
    for r in range(1, n):
        xx, yy = (
            sp.Matrix(r, r, lambda i, j, step=step: table[i - j + step]).det() for step in (-1, 1)
        )
        zz = z**2 - table[r] * table[-r]
        even = sp.sqrt(4 * z**2 + (xx - yy) ** 2)
        both = [(1 + zz + even) / 4, (1 + zz - even) / 4]
        both += [(1 - zz + xx + yy) / 4, (1 - zz - xx - yy) / 4]
        found.append((2 * single - entropy(both)).evalf(DIGITS))
    return tuple(found)


def bears_wave(n: int) -> sp.Matrix:
    """-J D J / 2 on the wave of number one, less `spectrum` times it, for any distances."""
    steps = sp.symbols(f"d_1:{n // 2 + 1}", real=True)
    squares = [sp.S.Zero, *(steps[min(r, n - r) - 1] for r in range(1, n))]
    table = sp.Matrix(n, n, lambda i, j: squares[(i - j) % n])
    centre = sp.eye(n) - sp.ones(n, n) / n
    wave = sp.Matrix([sp.cos(2 * sp.pi * k / n) for k in range(n)])
    return -centre * table * centre * wave / 2 - spectrum(squares)[0] * wave


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Distances of gapped Ising rings; a matrix that depends on steps only is circulant."""
    shown = []
    number = sp.Symbol("k", real=True)  # wave number of the largest eigenvalue
    for n, field in RINGS:
        case = {"n": n}
        distances = [sp.S.Zero, *(-sp.log(i / 2) for i in informations(n, field))]
        values = [
            sp.Rational(str(v.evalf(DIGITS // 2))) for v in spectrum([d**2 for d in distances])
        ]
        yield ck.Vanishes("ring", bears_wave(n), case=case)
        letters = sp.symbols(f"lambda_1:{n // 2 + 1}", real=True)
        inside = (
            sp.And(ck.at_least(letter, v - ERROR), ck.at_most(letter, v + ERROR))
            for letter, v in zip(letters, values, strict=False)
        )
        largest = sp.Or(
            *(
                sp.And(ck.equal(number, k), *(ck.at_least(letter, x) for x in letters))
                for k, letter in enumerate(letters, 1)
            )
        )
        angle = form["ring"].subs({ANGLE: 2 * sp.pi * number / n, SITES: n})
        yield ck.Entails("ring", sp.And(*inside, largest), angle, case)
        share, simplex = (
            2 * found[0] / sp.Add(*(v for v in found if v > 0))
            for found in (values, [sp.nsimplify(v) for v in spectrum([0] + [1] * (n - 1))])
        )
        given = sp.And(ck.equal(RING, share), ck.equal(RANDOM, simplex))
        yield ck.Entails("control", given, form["control"], case)
        steps = sp.Tuple(*(sp.Float(d / distances[1], 4) for d in distances[1 : n // 2 + 1]))
        shown.append(sp.Tuple(n, field, steps, sp.Float(share, 4), simplex))
    yield ck.Step(
        "For a ring of n spins in the field g: distances to the sites 1, 2, ... steps "
        "away over that of neighbours; the share of the two largest eigenvalues of the "
        "centred matrix in all positive ones; that share for equal distances, which a "
        "random state comes close to:",
        sp.Tuple(*shown),
    )
    yield ck.Step(
        "The eigenvectors are waves; that of number k puts neighbours apart by the angle "
        "$2\\pi k/n$, and number one has the largest eigenvalue, twice:",
        2 * sp.pi / SITES,
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
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
    return ck.Measurement({symbol: np.array(values) for symbol, values in measured.items()})


def _embedded(psi: np.ndarray) -> Embedding:
    return classical_mds(distances_from_information(mutual_information_matrix(psi)))


CLAIM = ck.Claim(
    key="dong_zhou:correlation-length",
    source=source("II.A"),
    kind="postulate",
    title="Short correlations: the geometry of information is the lattice",
    latex=r"\xi \sim a \;\Rightarrow\; -\ln\frac{I_{ij}}{2} \ \text{embeds as the ring:}\quad "
    r"\vartheta_{i,i+1} = \frac{2\pi}{n}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("half", 4, 5, (), "half the number of spins"),
                ck.Real("xi", 0.7, 1.6, (), "correlation length in lattice spacings"),
                ck.Real("site", 0.0, 1.0, (), "which pair of neighbours"),
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
