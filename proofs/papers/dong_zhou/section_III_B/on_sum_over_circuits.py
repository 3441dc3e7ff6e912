"""Section III.B: the optimal circuit from a sum over all circuits."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank, SeriesCoefficient

NAME = "mean"
MEAN, LEAST = sp.Symbol(r"\langle m\rangle", positive=True), sp.Symbol("L", positive=True)
X = sp.Symbol("x", positive=True)
WORDS = 13
KETS = ((1, 0), (1, 1), (1, 1j), (1, -1), (1, -1j), (0, 1))


def printed() -> list[ck.Link]:
    """With the weight x = exp(-beta) for each gate the mean number of gates is L + O(x)."""
    return [ck.Link(NAME, ck.equal(MEAN, LEAST), order=1)]


def moves() -> sp.Matrix:
    """Which of the states 0, +, i, -, -i, 1 the gates H and S make of which, up to a phase."""
    kets = [sp.Matrix([a, sp.nsimplify(b)]) for a, b in KETS]
    h, s = sp.Matrix([[1, 1], [1, -1]]), sp.diag(1, sp.I)
    table = sp.zeros(6)
    for column, ket in enumerate(kets):
        for gate in (h, s):
            new = (gate * ket).expand()
            row = next(
                r for r, k in enumerate(kets) if sp.expand(new[0] * k[1] - new[1] * k[0]) == 0
            )
            table[row, column] += 1
    return table


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All words in H and S summed in closed form, by the resolvent of the table of moves."""
    table = sp.ImmutableMatrix(moves())
    sums = (sp.eye(6) - X * table).LUsolve(sp.eye(6)[:, 0])
    yield ck.Step("Which of the states 0, +, i, -, -i, 1 the gates make of which:", table)
    yield ck.Step("Sum over all circuits that end in the state 1:", sp.cancel(sums[5]))
    for target in range(1, 6):
        reached = [(table**m)[target, 0] for m in range(6)]
        # how many of the first lengths lead to nothing
        empty = [1 - Rank(sp.Matrix(reached[: m + 1])) for m in range(6)]
        total = sp.cancel(sums[target])
        mean = sp.Mul(X, sp.Derivative(total, X), 1 / total)
        gap = form.gap().xreplace({MEAN: mean, LEAST: sp.Add(*empty)})
        yield ck.Vanishes(NAME, SeriesCoefficient(gap, X, 0))


@cache
def counted() -> np.ndarray:
    """Words of H and S by length and state they end in: shape (lengths, 6), all words simulated."""
    kets = np.array(KETS, dtype=complex)
    kets /= np.linalg.norm(kets, axis=1, keepdims=True)
    states, rows = kets[:1], []
    for _ in range(WORDS + 1):
        rows.append((np.abs(states.conj() @ kets.T) > 1 - 1e-9).sum(0))
        states = np.concatenate([states @ GATES["H"].T, states @ GATES["S"].T])
    return np.array(rows, dtype=float)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Every word of up to 13 gates simulated; weights x^m with x halved."""
    weight = 0.04 / 2.0 ** np.arange(6)
    lengths = np.arange(WORDS + 1)
    counts = counted()[:, sample["target"].astype(int)].T[:, None, :] * weight[:, None] ** lengths
    return ck.Measurement(
        {
            MEAN: (counts * lengths).sum(-1) / counts.sum(-1),
            LEAST: (counts[:, 0] > 0).argmax(-1).astype(float),
        }
    )


CLAIM = ck.Claim(
    key="dong_zhou:sum-over-circuits",
    source=source("III.B"),
    kind="postulate",
    title="The optimal circuit from a sum over all circuits",
    latex=r"\langle m\rangle = \frac{\sum_{C} m_C\, e^{-\beta m_C}}{\sum_{C} e^{-\beta m_C}} "
    r"= L + O(e^{-\beta})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("target", 1, 5, meaning="+, i, -, -i, 1"),)),
        tolerance=1e-9,
        reason="orders are measured slopes; words beyond 13 gates weigh below 1e-9",
        method="all words of gates simulated on one qubit",
        samples=8,
        examples=10,
    ),
    expected="consistent",
    words="sentence",
    reading="That the optimal network is a result of a path integral over all circuits is tested "
    "for one qubit and the gates H and S: every circuit that ends in the state counts, weighted by "
    "its number of gates. The optimum is what remains where the weight of a gate is small; with "
    "heavier weights longer circuits take over, and from 1/2 on the sum diverges.",
    hypotheses=(beliefs.REAL_WEIGHTS,),
)
