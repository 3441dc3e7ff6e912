"""Chapter 2: feed-forward wave functions sum_i f_i sigma(sum_j W_ij s_j + b_i)."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.states import spins
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

PSI = sp.Symbol(r"\psi(s_{1}, s_{2})")
S = sp.symbols("s_1 s_2", real=True)
F = sp.symbols("f_1:5")
W = [sp.symbols(f"W_{i}1 W_{i}2", real=True) for i in range(1, 5)]
BIAS = sp.symbols("b_1:5", real=True)
SIGNS = tuple(product((1, -1), repeat=2))


def printed() -> list[ck.Link]:
    """Four hidden units on two spins, with the rectifier sigma(x) = max(0, x)."""
    total = sum(
        (F[i] * sp.Max(0, sum((W[i][j] * S[j] for j in range(2)), BIAS[i])) for i in range(4)),
        sp.S.Zero,
    )
    return [ck.Link("wave function", ck.equal(PSI, total))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A hidden layer that separates the configurations; the f_i solve a linear system."""
    amplitude = sp.ImmutableMatrix(sp.symbols(r"\psi_{1:5}"))
    own = sp.Matrix([[*signs, -1] for signs in SIGNS])  # unit i is one at its configuration
    mixed = sp.Matrix([[2, 1, 1], [1, -3, 2], [-2, 3, 4], [1, 2, 5]])
    for layer in (own, mixed):
        angles = sp.Matrix([[*signs, 1] for signs in SIGNS]) * layer.T
        active = sp.ImmutableMatrix(angles.applyfunc(lambda x: (x + abs(x)) / 2))
        yield ck.Step("Arguments of the rectifier, configurations by units:", angles)
        letters = [x for i in range(4) for x in (*W[i], BIAS[i])]
        inserted = dict(zip(letters, layer, strict=True))
        inserted |= {F[i]: _cramer(active, amplitude, i) for i in range(4)}
        for k, signs in enumerate(SIGNS):
            place = dict(zip(S, map(sp.Integer, signs), strict=True))
            gap = form.gap().xreplace(inserted | place | {PSI: amplitude[k]})
            yield ck.Vanishes("wave function", gap)
    n = sp.Symbol("N", positive=True)
    yield ck.Step(
        "The overlap of two configurations is N where they agree and at most $N-2$ "
        "elsewhere, so that with $W_{ij}=s^{(i)}_j$ and $b_i=1-N$ unit i is one at its "
        "own configuration and zero at all others; units that reach every state:",
        2**n,
    )


def _cramer(matrix: sp.ImmutableMatrix, right: sp.ImmutableMatrix, i: int) -> sp.Expr:
    """Component i of the solution of a linear system, its determinants not worked out."""
    columns = [right if k == i else matrix[:, k] for k in range(matrix.cols)]
    whole = sp.ImmutableMatrix(sp.Matrix.hstack(*columns))
    return sp.Determinant(whole) / sp.Determinant(matrix)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A random hidden layer, its outer weights fitted to random amplitudes."""
    count = len(sample["seed"])
    configurations = spins(2)
    values = {
        symbol: np.zeros(count, dtype=complex) for symbol in (PSI, *S, *F, *BIAS, *sum(W, ()))
    }
    for k, seed in enumerate(sample["seed"].astype(int)):
        own = np.random.default_rng(seed)
        layer = np.zeros((4, 4))
        while np.linalg.cond(layer) > 1e3:  # a layer that separates the four configurations
            w, b = own.normal(size=(4, 2)), own.normal(size=4)
            layer = np.maximum(configurations @ w.T + b, 0.0)
        target = own.normal(size=4) + 1j * own.normal(size=4)
        outer = np.linalg.solve(layer, target)
        place = int(own.integers(4))
        values[PSI][k] = target[place]
        for j in range(2):
            values[S[j]][k] = configurations[place, j]
        for i in range(4):
            values[F[i]][k], values[BIAS[i]][k] = outer[i], b[i]
            for j in range(2):
                values[W[i][j]][k] = w[i, j]
    real = {s: v.real for s, v in values.items() if s not in (PSI, *F)}
    return ck.Measurement(values | real)


CLAIM = ck.Claim(
    key="hashimoto:feedforward-states",
    source=source("2"),
    kind="definition",
    title="Feed-forward wave functions",
    latex=r"\psi(s_1, \cdots, s_N) = \sum_i f_i\, \sigma\Big(\sum_j W_{ij} s_j + b_i\Big)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("seed", 0, 9999, (), "seed of a hidden layer and of amplitudes"),)),
        tolerance=1e-10,
        reason="linear systems of condition below 1000 to rounding",
        method="random hidden layers, outer weights from a linear system for random amplitudes",
        samples=40,
    ),
    expected="well-posed",
    explained={
        f"wave function: invert s_{j} in W_{i}{j}*s_{j}": "1/s = s for spins s = 1 and s = -1"
        for i, j in ((2, 2), (3, 1), (3, 2), (4, 1), (4, 2))
    },
    reading="The brackets of the transcription are lost; $\\sigma$ acts on the sum over j and "
    "$b_i$. The slide leaves $\\sigma$ open; it is read as the rectifier $\\max(0,x)$. Required of "
    "the ansatz: every wave function is reached. Complex amplitudes need complex $f_i$.",
    hypotheses=(beliefs.ENOUGH_UNITS, beliefs.RECTIFIER),
)
