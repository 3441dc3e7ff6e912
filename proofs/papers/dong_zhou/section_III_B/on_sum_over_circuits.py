"""Section III.B: the optimal circuit from a sum over all circuits."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES
from proofs.papers.dong_zhou.shared.notation import source

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


@cache
def means() -> tuple[tuple[int, sp.Expr], ...]:
    """Least number of gates and mean number as a rational function of x, for each target."""
    sums = (sp.eye(6) - X * moves()).LUsolve(sp.eye(6)[:, 0])
    found = []
    for total in sums[1:]:
        numerator, denominator = sp.fraction(sp.cancel(total))
        least = min(m for (m,) in sp.Poly(numerator, X).monoms())
        slope = sp.diff(numerator, X) / numerator - sp.diff(denominator, X) / denominator
        found.append((least, sp.cancel(X * slope)))
    return tuple(found)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """All words in H and S summed in closed form, by the resolvent of the table of moves."""
    form = given[NAME]
    gaps = [(form.lhs - form.rhs).subs({MEAN: mean, LEAST: least}) for least, mean in means()]
    return ck.Derivation(
        steps=(
            ck.Step(
                "From the state 0 the states +, i, -, -i, 1 need at least this many gates:",
                sp.Tuple(*(least for least, _ in means())),
            ),
            ck.Step(
                "Mean number of gates of all circuits that end in the state 1:", means()[-1][1]
            ),
            ck.Step(
                "which at the weights 1/10 and 1/3 is",
                sp.Tuple(*(means()[-1][1].subs(X, sp.Rational(1, d)) for d in (10, 3))),
            ),
        ),
        obligations=tuple(ck.Vanishes(NAME, gap.subs(X, 0)) for gap in gaps),
    )


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
    reading="That the optimal network is a result of a path integral over all circuits is tested "
    "for one qubit and the gates H and S: every circuit that ends in the state counts, weighted by "
    "its number of gates. The optimum is what remains where the weight of a gate is small; with "
    "heavier weights longer circuits take over, and from 1/2 on the sum diverges.",
    hypotheses=("weights are real, $e^{-\\beta}$ for each gate; the limit of large $\\beta$",),
)
