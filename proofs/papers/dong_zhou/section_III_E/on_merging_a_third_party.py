"""Section III.E: who is entangled with whom in GHZ and W, C merged, left out or measured."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import apply_gate, ghz_ket, rotation, w_ket
from numerics.qubits.entanglement import concurrence, reduced_state, von_neumann_entropy
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.pure_states import Concurrence
from qmgr_sym.quantum import qubits

GHZ_AB, W_AB = sp.symbols("C_{AB}^{GHZ} C_{AB}^{W}", nonnegative=True)
GHZ_MERGED, W_MERGED = sp.symbols("E_{A|BC}^{GHZ} E_{A|BC}^{W}", nonnegative=True)
OUTCOMES = {"Z": "01", "X": "+-"}
STATES = {"GHZ": (qubits.ghz_ket, GHZ_AB, GHZ_MERGED), "W": (qubits.w_ket, W_AB, W_MERGED)}
CASES = [(state, axis, bit) for state in STATES for axis in OUTCOMES for bit in (0, 1)]
CHANCE, AFTER = (
    {
        (state, axis, bit): sp.Symbol(f"{letter}_{{{OUTCOMES[axis][bit]}}}^{{{state}}}", real=True)
        for state, axis, bit in CASES
    }
    for letter in "pC"
)
THIRD, HALF = sp.Rational(1, 3), sp.Rational(1, 2)
LEFT = {  # probability of the outcome at C, concurrence of A and B after it
    ("GHZ", "Z"): ((HALF, 0), (HALF, 0)),
    ("GHZ", "X"): ((HALF, 1), (HALF, 1)),
    ("W", "Z"): ((2 * THIRD, 1), (THIRD, 0)),
    ("W", "X"): ((HALF, 2 * THIRD), (HALF, 2 * THIRD)),
}


def printed() -> list[ck.Link]:
    """GHZ joins A to BC only; W joins A to B and to BC. What each outcome at C leaves."""
    return [
        ck.Link("GHZ, not merged", ck.equal(GHZ_AB, 0)),
        ck.Link("GHZ, merged", ck.greater(GHZ_MERGED, 0)),
        ck.Link("W, not merged", ck.greater(W_AB, 0)),
        ck.Link("W, merged", ck.greater(W_MERGED, 0)),
        *(
            ck.Link(
                f"{state}, {OUTCOMES[axis][bit]} measured",
                sp.And(
                    ck.equal(CHANCE[state, axis, bit], LEFT[state, axis][bit][0]),
                    ck.equal(AFTER[state, axis, bit], LEFT[state, axis][bit][1]),
                    evaluate=False,
                ),
            )
            for state, axis, bit in CASES
        ),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Concurrences of A and B, linear entropies of A, and what every outcome at C leaves."""
    for state, (ket, pair, merged) in STATES.items():
        psi = ket(3)
        values: dict[sp.Basic, sp.Expr] = {pair: Concurrence(qubits.reduced_state(psi, (0, 1)))}
        rho = sp.ImmutableMatrix(qubits.reduced_state(psi, (0,)))
        values[merged] = 1 - sp.Trace(sp.MatMul(rho, rho))  # vanishes with the entropy
        for axis in OUTCOMES:
            turned = psi if axis == "Z" else qubits.apply_gate(psi, qubits.HADAMARD, (2,))
            for bit in (0, 1):
                left = sp.ImmutableMatrix(qubits.apply_gate(turned, sp.diag(1 - bit, bit), (2,)))
                values[CHANCE[state, axis, bit]] = sp.Trace(sp.MatMul(left.H, left))
                both = qubits.reduced_state(left, (0, 1))
                values[AFTER[state, axis, bit]] = Concurrence(both)
        known = {symbol: sp.nsimplify(value.doit()) for symbol, value in values.items()}
        yield ck.Step(
            f"{state}: concurrence of A and B without C; linear entropy of A against BC, which "
            "vanishes exactly where they are not entangled; probability of each outcome at C and "
            "the concurrence of A and B after it:",
            sp.Tuple(*(ck.equal(s, v) for s, v in known.items())),
        )
        for name, statement in form.items():
            if not name.startswith(f"{state},"):
                continue
            if isinstance(statement, sp.Gt | sp.Lt):
                given = sp.And(*(ck.equal(s, v) for s, v in known.items()))
                yield ck.Entails(name, given, statement)
                continue
            for part in statement.args if isinstance(statement, sp.And) else (statement,):
                yield ck.Vanishes(name, (part.lhs - part.rhs).xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Kets of which A and B have been turned, and C with the axes along which it is measured."""
    rows = []
    for angles in sample["angles"]:
        turns = [rotation("RZ", a) @ rotation("RY", b) for a, b in angles]
        kets = np.stack([ghz_ket(3), w_ket(3)])
        for i, turn in enumerate(turns):
            kets = apply_gate(kets, turn, (i,))
        row = [
            concurrence(reduced_state(kets, (0, 1))),
            von_neumann_entropy(reduced_state(kets, 0)),
        ]
        for axis in OUTCOMES:
            frame = np.eye(2) if axis == "Z" else np.array([[1, 1], [1, -1]]) / np.sqrt(2)
            for vector in (turns[2] @ frame).T:
                left = kets.reshape(2, 4, 2) @ vector.conj()
                norm = (np.abs(left) ** 2).sum(-1)
                # two qubits in a ket: twice the determinant of its amplitudes
                determinant = np.linalg.det(left.reshape(2, 2, 2))
                row += [norm, 2 * np.abs(determinant) / norm]
        rows.append(row)
    data = np.array(rows)
    values: dict[sp.Symbol, np.ndarray] = {}
    for k, (state, (_, pair, merged)) in enumerate(STATES.items()):
        symbols = [pair, merged]
        for axis in OUTCOMES:
            for bit in (0, 1):
                symbols += [CHANCE[state, axis, bit], AFTER[state, axis, bit]]
        values |= dict(zip(symbols, data[:, :, k].T, strict=True))
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:merging-a-third-party",
    source=source("III.E"),
    kind="result",
    title="Whom Alice can meet through a GHZ and through a W wormhole",
    latex=r"C_{AB}^{GHZ} = 0, \quad E_{A|BC}^{GHZ} > 0, \quad C_{AB}^{W} > 0, \quad "
    r"E_{A|BC}^{W} > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("angles", -3.0, 3.0, (3, 2), "turns of the three qubits"),)),
        tolerance=1e-7,
        reason="the concurrence is a root of eigenvalues that are zero up to 1e-16",
        method="concurrence and entropy of turned kets; determinants of what each outcome leaves",
        floor=0.3,
    ),
    expected="proved",
    words="sentence",
    reading="That two parties can meet is read, with ER=EPR, as: they are entangled. The black "
    "holes are many copies of three-qubit states, so that one copy decides. What a measurement of "
    "C does is not in the text and is added to tell it from merging: for GHZ along Z it leaves "
    "nothing, along X everything; for W each outcome leaves its own, and only 1 along Z nothing.",
    hypotheses=(beliefs.ER_IS_EPR,),
)
