"""Chapter 2: the tensor network of four spins, sum_mn B_mn A^m_{s1 s2} A^n_{s3 s4}."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import bond_ranks
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

PSI = sp.Symbol(r"\psi(s_{1}, s_{2}, s_{3}, s_{4})")
B = sp.Matrix(2, 2, sp.symbols("B_11 B_12 B_21 B_22"))
LEFT = sp.symbols(r"A^1_{s_1s_2} A^2_{s_1s_2}")
RIGHT = sp.symbols(r"A^1_{s_3s_4} A^2_{s_3s_4}")
RANK, SPAN = sp.symbols("r_{12|34} d_{states}", positive=True)
D = sp.Symbol("D", positive=True)
LARGEST = 4


def printed() -> list[ck.Link]:
    """The sum for D = 2; the Schmidt rank is D; the states of D = 4 span all 2^4 dimensions."""
    total = sum(
        (B[m, n] * LEFT[m] * RIGHT[n] for m in range(2) for n in range(2)),
        sp.S.Zero,
    )
    return [
        ck.Link("amplitude", ck.equal(PSI, total)),
        ck.Link("rank", ck.equal(RANK, D)),
        ck.Link("every state", ck.equal(SPAN, sp.Integer(2) ** 4)),
    ]


def _whole(rows: int, columns: int, shift: int) -> sp.Matrix:
    return sp.Matrix(rows, columns, lambda i, j: (3 * i * i + 5 * i * j + 7 * j + shift) % 11 - 4)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The network is the matrix A^T B A between the pairs of spins."""
    a = sp.ImmutableMatrix(2, 4, lambda m, pair: sp.Symbol(f"a{m}{pair}"))
    psi = sp.MatMul(a.T, sp.ImmutableMatrix(B), a)
    yield ck.Step("For D = 2, as a matrix from $s_3s_4$ to $s_1s_2$:", psi)
    for i, j in ((0, 0), (1, 2), (3, 1)):
        values = {PSI: psi[i, j]}
        values |= {LEFT[m]: a[m, i] for m in range(2)} | {RIGHT[n]: a[n, j] for n in range(2)}
        yield ck.Vanishes("amplitude", form.gap("amplitude").xreplace(values), case={"D": 2})
    for size in range(1, LARGEST + 1):
        wide = _whole(size, 4, 1)
        table = wide.T * (_whole(size, size, 2) + 9 * sp.eye(size)) * wide
        gap = form.gap("rank").xreplace({RANK: Rank(table)}).xreplace({D: sp.Integer(size)})
        yield ck.Vanishes("rank", gap, case={"D": size})
    one = sp.eye(4)  # A^m_{s1 s2} = 1 for m = (s1, s2): the network is B itself
    states = [list(one.T * sp.Matrix(4, 4, list(unit)) * one) for unit in sp.eye(16).tolist()]
    yield ck.Vanishes("every state", form.gap("every state").xreplace({SPAN: Rank(states)}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random complex networks, contracted site by site; ranks by singular values."""
    sizes = sample["D"].astype(int)
    count = len(sizes)
    values = {symbol: np.zeros(count, dtype=complex) for symbol in (PSI, *B, *LEFT, *RIGHT)}
    for k in range(count):
        a, b = _network(2, rng)
        psi = np.einsum("mij,mn,nkl->ijkl", a, b, a, optimize=True)
        i, j, m, n = rng.integers(0, 2, 4)
        values[PSI][k] = psi[i, j, m, n]
        for t in range(2):
            values[LEFT[t]][k], values[RIGHT[t]][k] = a[t, i, j], a[t, m, n]
            for u in range(2):
                values[B[t, u]][k] = b[t, u]
    ranks = {d: _rank(d, rng) for d in range(1, LARGEST + 1)}
    spanned = np.array([_state(LARGEST, rng) for _ in range(20)])
    span = np.linalg.matrix_rank(spanned, tol=1e-9 * np.abs(spanned).max())
    counts = {
        RANK: np.array([ranks[d] for d in sizes], dtype=float),
        D: sizes.astype(float),
        SPAN: np.full(count, float(span)),
    }
    return ck.Measurement(values | counts)


def _network(size: int, rng: Generator) -> tuple[np.ndarray, np.ndarray]:
    a = rng.normal(size=(2, size, 2, 2))
    b = rng.normal(size=(2, size, size))
    return a[0] + 1j * a[1], b[0] + 1j * b[1]


def _state(size: int, rng: Generator) -> np.ndarray:
    a, b = _network(size, rng)
    psi: np.ndarray = np.einsum("mij,mn,nkl->ijkl", a, b, a, optimize=True)
    return psi.reshape(-1)


def _rank(size: int, rng: Generator) -> int:
    return bond_ranks(_state(size, rng))[1]


CLAIM = ck.Claim(
    key="hashimoto:tensor-network-states",
    source=source("2"),
    kind="definition",
    title="Tensor network states",
    latex=r"\psi(s_1, s_2, \cdots) = \sum_{m,n} B_{mn} A^m_{s_1s_2} A^n_{s_3s_4}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("D", 1, LARGEST, (), "bond dimension"),)),
        tolerance=1e-10,
        reason="sums of four products to rounding; ranks are whole numbers",
        method="random complex networks contracted by einsum; singular values",
        samples=24,
        floor=1e-2,
    ),
    expected="well-posed",
    reading="Four spins, as the printed indices say; the same A for both pairs, $m,n=1\\ldots D$. "
    "Required: the sum is a contraction that does not depend on its order, the rank between the "
    "pairs is the bond dimension, and D = 4 reaches every state.",
    hypotheses=(beliefs.GENERIC_WEIGHTS,),
)
