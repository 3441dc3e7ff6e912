"""Discussion: the printed deep Boltzmann sum, without biases and constants, as imaginary time."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

PSI = sp.Symbol(r"\psi(x)")
CONSTANT = sp.Symbol("C")
X = sp.Symbol("x", real=True)
W = sp.symbols(r"w^{(0)}_{11} w^{(0)}_{12}")
V = sp.Symbol(r"w^{(1)}_{11}")
TURN, FIELD = sp.symbols("t k", positive=True)


def printed() -> list[ck.Link]:
    """One visible bit, two hidden bits above it, one above these; the constant C is not printed."""
    total = sum(
        (
            sp.exp(-W[0] * X * h1 - W[1] * X * h2 - V * h1 * h3)
            for h1, h2, h3 in product((0, 1), repeat=3)
        ),
        sp.S.Zero,
    )
    return [ck.Link("sum", ck.equal(PSI, CONSTANT * total))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The layers of one Trotter step of a spin in a field; units in place of the biases."""
    share = TURN * FIELD
    bias = -sp.log(2 * share - 1)  # (1 + e^{-w}) / 2 = t k
    weights = {W[0]: 2 * sp.log(TURN), W[1]: bias, V: bias, CONSTANT: sp.Rational(1, 4)}
    step = sp.ImmutableMatrix([[1, TURN], [TURN, 1]])
    kick = sp.ImmutableMatrix([[1, 0], [0, FIELD]])
    evolved = kick * step * kick * sp.ones(2, 1)
    yield ck.Step(
        "Imaginary time of one spin, $H=-gX-fZ$, from the state (1, 1), first and last "
        "in the field; $t=\\tanh(\\Delta\\tau g)$, $k=e^{-2\\Delta\\tau f}$, up to a "
        "constant:",
        evolved,
    )
    yield ck.Step(
        "A unit that sees one bit alone acts as its bias. A bias $r=tk$ needs",
        ck.equal(1 + sp.exp(-V), 2 * share),
    )
    for x in (1, 0):
        gap = form.gap().subs(weights).subs({PSI: evolved[x], X: x})
        yield ck.Vanishes("sum", gap)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrix exponentials of random fields, weights as complex logarithms."""
    flip, z = np.array([[0.0, 1.0], [1.0, 0.0]]), np.diag([1.0, -1.0])
    g, f, x = sample["g"], sample["f"], sample["x"]
    kick = expm(f[:, None, None] * z)
    evolved = (kick @ expm(g[:, None, None] * flip) @ kick).sum(axis=-1)
    turn = np.tanh(g)
    share = (turn * np.exp(-2 * f)).astype(complex)
    bias = -np.log(2 * share - 1)
    values = {
        PSI: np.take_along_axis(evolved, x.astype(int)[:, None], axis=1)[:, 0],
        CONSTANT: np.cosh(g) * np.exp(2 * f) / 4,
        X: x,
        W[0]: 2 * np.log(turn),
        W[1]: bias,
        V: bias,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:deep-boltzmann-form",
    source=source("Discussion"),
    kind="definition",
    title="Wave function of a deep Boltzmann machine",
    latex=r"\psi(x_i) = \sum_{h^{(n)}_j \in \{0,1\}} \exp\Big[-\sum_{ij} w^{(0)}_{ij} x_i h_j "
    r"- \sum_n \sum_{ij} w^{(n)}_{ij} h^{(n)}_i h^{(n+1)}_j\Big]",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("g", 0.2, 1.5, (), "time step times transverse field"),
                ck.Real("f", -0.5, 0.5, (), "time step times longitudinal field"),
                ck.Integer("x", 0, 1, (), "visible bit"),
            )
        ),
        tolerance=1e-12,
        reason="sums of eight terms to rounding",
        method="matrix exponentials of a spin in random fields; complex logarithms as weights",
        samples=64,
    ),
    expected="well-posed",
    explained={
        f"sum: {edit} x in -w^{{(0)}}_{{1{j}}}*x{n}": why
        for edit, why, places in (
            ("square", "bits are their own squares", ((1, " (2)"), (2, " (2)"))),
            (
                "invert",
                "the same for the bit 1; for the bit 0 it has no value",
                ((1, ""), (1, " (3)"), (1, " (4)")),
            ),
        )
        for j, n in places
    },
    reading="Both signs in the exponent are lost glyphs, read as minus; the other sign is that of "
    "the weights. The exponent has couplings between neighbouring layers and no biases; the $h_j$ "
    "without a layer index are $h^{(0)}_j$. Required of the form: it holds imaginary time, whose "
    "layers need biases. Without them, units that see one bit only do the same, so that none is "
    "needed; complex weights, or more units, are. The visible $x_i$ are read as bits.",
    hypotheses=(beliefs.UP_TO_CONSTANT, beliefs.COMPLEX_WEIGHTS),
)
