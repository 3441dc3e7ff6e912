"""Section III.F: which states have the same geometry."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, haar_kets
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import strings
from qmgr_sym.algebra.pauli import string_matrix
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import Rank

FIBRE, ORBIT, N = sp.symbols("f l n", positive=True)


def printed() -> list[ck.Link]:
    """States of one geometry are joined by local unitaries: the dimensions agree."""
    return [ck.Link("fibre", ck.equal(FIBRE, ORBIT))]


def amended() -> list[ck.Link]:
    """All states, less one dimension for each pair of qubits; no less than the local orbit."""
    return [
        ck.Link("fibre", ck.equal(FIBRE, 2 * 2**N - 2 - N * (N - 1) / 2)),
        ck.Link("orbit", ck.at_least(FIBRE, ORBIT)),
    ]


def _ket(n: int) -> sp.Matrix:
    return sp.Matrix([sp.Integer(1 + k * k % 7) + sp.I * (k % 3) for k in range(2**n)])


@cache
def _orbit(n: int) -> sp.Expr:
    """Dimension of the local orbit of a generic ray."""
    ket = _ket(n)
    local = [string_matrix(s) for s in strings(n) if s.count("I") == n - 1]
    moves = [-sp.I * m * ket for m in (sp.eye(2**n), *local)]
    rows = [[*v.applyfunc(sp.re), *v.applyfunc(sp.im)] for v in moves]
    return Rank(rows) - 1


@cache
def _numbers(n: int) -> sp.Expr:
    """Independent entropies of one qubit, by the differentials of their purities.

    For two and three qubits in a pure state they are as good as the mutual information of all
    pairs: 2 S_1 for two qubits, S_i + S_j - S_k for three.
    """
    ket, rows = _ket(n), []
    unit = [sp.Matrix([int(i == k) for i in range(2**n)]) for k in range(2**n)]
    norm = qubits.norm_squared(ket)
    for q in range(1 if n == 2 else n):
        rho, row = qubits.reduced_state(ket, (q,)), []
        for direction in (*unit, *(sp.I * u for u in unit)):
            both = qubits.reduced_state(ket + direction, (q,))
            change = both - rho - qubits.reduced_state(direction, (q,))
            purity = (rho * rho).trace()
            row.append(sp.expand(norm * (rho * change).trace() - purity * change.trace()))
        rows.append(row)
    return Rank(rows)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks over the rationals for two and three qubits."""
    for n in (2, 3):
        values = {FIBRE: 2 * 2**n - 2 - _numbers(n), ORBIT: _orbit(n), N: sp.Integer(n)}
        for name, statement in form.items():
            if isinstance(statement, sp.Eq):
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"n": n})
            else:
                given = sp.And(*(ck.equal(s, v.doit()) for s, v in values.items()))
                yield ck.Entails(name, given, statement, case={"n": n})
        yield ck.Step(
            f"For {n} qubits, dimension of the states with the same geometry as a given "
            "one, and of those that local unitaries make of it:",
            sp.Tuple(values[FIBRE].doit(), values[ORBIT].doit()),
        )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random kets; mutual information by differences in all directions, singular values."""
    rows = []
    for n in sample["n"].astype(int).tolist():
        ket = haar_kets(n, rng=rng)
        unit = np.concatenate([np.eye(2**n), 1j * np.eye(2**n)]) * 1e-5
        tables = [ket + s * unit for s in (1, -1)]
        ends = [
            mutual_information_matrix(t / np.linalg.norm(t, axis=-1, keepdims=True)) for t in tables
        ]
        slope = ((ends[0] - ends[1]) / 2e-5)[:, *np.triu_indices(n, 1)]
        rank = (np.linalg.svd(slope, compute_uv=False) > 1e-4).sum()
        moves = [1j * ket]
        moves += [1j * apply_gate(ket, GATES[p], (q,)) for q in range(n) for p in "XYZ"]
        tangent = np.array([[*m.real, *m.imag] for m in moves])
        rows.append((2 * 2**n - 2 - rank, np.linalg.matrix_rank(tangent, tol=1e-8) - 1))
    fibre, orbit = np.array(rows, dtype=float).T
    return ck.Measurement({FIBRE: fibre, ORBIT: orbit, N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:gauge-of-geometry",
    source=source("III.F"),
    kind="result",
    title="The fibre over a geometry: local unitaries and permutations",
    latex=r"\dim\{\psi' : I_{ij}(\psi') = I_{ij}(\psi)\} = \dim\, SU(2)^{\times n}\psi",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 2, 4, meaning="qubits"),)),
        tolerance=1e-12,
        reason="ranks are whole numbers; singular values of slopes known to 1e-9",
        method="mutual information of random kets by differences, singular values",
        samples=6,
        examples=8,
    ),
    expected="corrected",
    fails_by="right side l for 2*2**n - n*(n - 1)/2 - 2",
    words="sentence",
    reading="The geometry is the table of mutual information of all pairs. That the fibre is the "
    "product of permutations and local unitaries is read as: states with the same geometry differ "
    "by these; compared are the dimensions, to which permutations add nothing.",
    hypotheses=(beliefs.GENERIC_PURE_STATE,),
    amended=ck.Amended(
        latex=r"\dim\{\psi'\} = 2\cdot2^n - 2 - \tfrac{n(n-1)}2 \ge \dim\, SU(2)^{\times n}\psi",
        links=amended,
        note="Local unitaries keep the geometry, and for two qubits nothing else does. From three "
        "qubits on there are more states with the same geometry than they reach: 11 dimensions "
        "against 9, then 24 against 12.",
    ),
)
