"""Section III.E: who is entangled with whom in GHZ and W, with and without merging B and C."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.entanglement import concurrence, reduced_state, von_neumann_entropy
from numerics.qubit_circuits import apply_gate, ghz_ket, rotation, w_ket
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Entails,
    Link,
    Measurement,
    NumericArm,
    Real,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.dong_zhou.notation import source
from qmgr_sym.quantum import qubits

GHZ_AB, W_AB = sp.symbols("C_{AB}^{GHZ} C_{AB}^{W}", nonnegative=True)
GHZ_MERGED, W_MERGED = sp.symbols("E_{A|BC}^{GHZ} E_{A|BC}^{W}", nonnegative=True)
FLIP = sp.Matrix([[0, 0, 0, -1], [0, 0, 1, 0], [0, 1, 0, 0], [-1, 0, 0, 0]])


def printed() -> list[Link]:
    """GHZ joins A to BC only; W joins A to B and to BC."""
    return [
        Link("GHZ, not merged", sp.Eq(GHZ_AB, 0, evaluate=False)),
        Link("GHZ, merged", sp.Gt(GHZ_MERGED, 0, evaluate=False)),
        Link("W, not merged", sp.Gt(W_AB, 0, evaluate=False)),
        Link("W, merged", sp.Gt(W_MERGED, 0, evaluate=False)),
    ]


def exact_concurrence(rho: sp.Matrix) -> sp.Expr:
    """Wootters' formula by exact eigenvalues of rho rho~, for real rho."""
    spectrum = (rho * FLIP * rho * FLIP).eigenvals()
    roots = sorted((sp.sqrt(v) for v, m in spectrum.items() for _ in range(m)), reverse=True)
    return sp.Max(0, 2 * roots[0] - sum(roots))


def exact(statements: Statements) -> Derivation:
    """Exact concurrences of A and B, entropies of A."""
    values = {}
    for ket, pair, merged in (
        (qubits.ghz_ket(3), GHZ_AB, GHZ_MERGED),
        (qubits.w_ket(3), W_AB, W_MERGED),
    ):
        values[pair] = exact_concurrence(qubits.reduced_state(ket, (0, 1)))
        rho = qubits.reduced_state(ket, (0,))
        values[merged] = sp.nsimplify(1 - (rho * rho).trace())  # vanishes with the entropy
    obligations: list[Vanishes | Entails] = []
    for name, form in statements.items():
        if isinstance(form, sp.Eq):
            obligations.append(Vanishes(name, (form.lhs - form.rhs).subs(values)))
        else:
            given = sp.And(*(sp.Eq(s, v, evaluate=False) for s, v in values.items()))
            obligations.append(Entails(name, given, form))
    measured = {
        "GHZ, Z": 0, "GHZ, X": 1, "W, Z gives 0": 1, "W, Z gives 1": 0,
    }  # fmt: skip
    table = sp.Tuple(*(sp.Eq(sp.Symbol(k), v, evaluate=False) for k, v in measured.items()))
    return Derivation(
        steps=(
            Step("Concurrence of A and B without C, and linear entropy of A against BC, which "
                 "vanishes exactly where A and BC are not entangled:",
                 sp.Tuple(*(sp.Eq(s, v, evaluate=False) for s, v in values.items()))),
            Step("Measuring C instead, the concurrence of A and B becomes, by the axis and outcome "
                 "(W: 0 has probability 2/3):", table),
        ),
        obligations=tuple(obligations),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Concurrence and entropy of kets whose three qubits have been turned."""
    out: dict[sp.Symbol, list[float]] = {s: [] for s in (GHZ_AB, GHZ_MERGED, W_AB, W_MERGED)}
    for angles in sample["angles"]:
        kets = np.stack([ghz_ket(3), w_ket(3)])
        for i in range(3):
            turn = rotation("RZ", angles[i, 0]) @ rotation("RY", angles[i, 1])
            kets = apply_gate(kets, turn, (i,))
        pairs = concurrence(reduced_state(kets, (0, 1)))
        entropies = von_neumann_entropy(reduced_state(kets, 0))
        for symbol, value in zip(
            out, (pairs[0], entropies[0], pairs[1], entropies[1]), strict=True
        ):
            out[symbol].append(float(value))
    return Measurement({symbol: np.array(values) for symbol, values in out.items()})


CLAIM = Claim(
    key="dong_zhou:merging-a-third-party",
    source=source("III.E"),
    kind="result",
    title="Whom Alice can meet through a GHZ and through a W wormhole",
    latex=r"C_{AB}^{GHZ} = 0, \quad E_{A|BC}^{GHZ} > 0, \quad C_{AB}^{W} > 0, \quad "
    r"E_{A|BC}^{W} > 0",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain((Real("angles", -3.0, 3.0, (3, 2), "turns of the three qubits"),)),
        tolerance=1e-7,
        reason="the concurrence is a root of eigenvalues that are zero up to 1e-16",
        method="concurrence and entropy of kets with every qubit turned",
        floor=1.0,
    ),
    expected="proved",
    reading="That two parties can meet is read, with ER=EPR, as: they are entangled. The black "
    "holes are many copies of three-qubit states, so that one copy decides.",
    hypotheses=("ER=EPR: parties are joined by a wormhole exactly where they are entangled",),
)
