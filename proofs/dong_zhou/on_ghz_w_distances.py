"""Section III.E: in a GHZ and in a W state every point is equally far from all the others."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.entanglement import mutual_information_matrix
from numerics.qubit_circuits import apply_gate, ghz_ket, rotation, w_ket
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
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
from proofs.dong_zhou.notation import source
from qmgr_sym.quantum import qubits

MOST = 6
GHZ = sp.symbols(r"I_{12}^{GHZ} I_{ij}^{GHZ}", positive=True)
W = sp.symbols("I_{12}^{W} I_{ij}^{W}", positive=True)


def printed() -> list[Link]:
    """The mutual information of any pair is that of the first pair."""
    return [
        Link("GHZ", sp.Eq(GHZ[1], GHZ[0], evaluate=False)),
        Link("W", sp.Eq(W[1], W[0], evaluate=False)),
    ]


def pair_of_w(n: sp.Expr) -> sp.Matrix:
    """Reduced state of any two qubits of W_n: the 1 is in the pair, or among the n - 2 others."""
    rho = sp.zeros(4, 4)
    rho[0, 0] = (n - 2) / n
    for i in (1, 2):
        for j in (1, 2):
            rho[i, j] = 1 / n
    return rho


def pair_of_ghz(n: sp.Expr) -> sp.Matrix:
    """Reduced state of any two qubits of GHZ_n, n > 2."""
    return sp.diag(1, 0, 0, 1) / 2


def exact(statements: Statements) -> Derivation:
    """Reduced states for symbolic n, and every pair of every n up to six against them."""
    n = sp.Symbol("n", positive=True)
    pair = pair_of_w(n)
    single = sp.diag((n - 1) / n, 1 / n)
    shared = sp.expand(2 * qubits.entropy(single) - qubits.entropy(pair))
    obligations = []
    for name, symbols, ket, pair_of in (
        ("GHZ", GHZ, qubits.ghz_ket, pair_of_ghz),
        ("W", W, qubits.w_ket, pair_of_w),
    ):
        for size in range(3, MOST + 1):
            for i in range(size):
                for j in range(i + 1, size):
                    rho = qubits.reduced_state(ket(size), (i, j))
                    gap = rho - pair_of(sp.Integer(size))
                    obligations.append(Vanishes(name, sp.Add(*(x**2 for x in gap))))
        value = sp.S.One if name == "GHZ" else shared
        form = statements[name]
        gap = (form.lhs - form.rhs).subs({symbols[0]: value, symbols[1]: value}, simultaneous=True)
        obligations.append(Vanishes(name, gap))
    return Derivation(
        steps=(
            Step("Two qubits of W for any n, whichever they are:",
                 sp.Eq(sp.Symbol(r"\rho_{ij}"), pair, evaluate=False)),
            Step("Their mutual information in bits:", sp.Eq(W[1], shared, evaluate=False)),
            Step("Two qubits of GHZ for $n>2$, whichever they are, with one bit:",
                 sp.Eq(sp.Symbol(r"\rho_{ij}"), pair_of_ghz(n), evaluate=False)),
        ),
        obligations=tuple(obligations),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Mutual information of a pair after a turn of every qubit, from the whole ket."""
    rows = []
    for n, angles, pick in zip(
        sample["n"].astype(int), sample["angles"], sample["pair"], strict=True
    ):
        kets = np.stack([ghz_ket(n), w_ket(n)])
        for i in range(n):
            turn = rotation("RZ", angles[i, 0]) @ rotation("RY", angles[i, 1])
            kets = apply_gate(kets, turn, (i,))
        table = mutual_information_matrix(kets)
        above = np.triu_indices(n, 1)
        k = int(pick * (len(above[0]) - 1))
        rows.append([*table[:, 0, 1], *table[:, above[0][k], above[1][k]]])
    data = np.array(rows)
    return Measurement(dict(zip((GHZ[0], W[0], GHZ[1], W[1]), data.T, strict=True)))


CLAIM = Claim(
    key="dong_zhou:ghz-w-distances",
    source=source("III.E"),
    kind="result",
    title="GHZ and W: every point has the same distance to all the others",
    latex=r"I_{ij}^{GHZ} = I_{12}^{GHZ}, \qquad I_{ij}^{W} = I_{12}^{W} \qquad (i \ne j)",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (
                Integer("n", 3, MOST, (), "number of qubits"),
                Real("angles", -3.0, 3.0, (MOST, 2), "turns of the qubits"),
                Real("pair", 0.0, 1.0, (), "which pair"),
            )
        ),
        tolerance=1e-11,
        reason="entropies of four by four matrices to rounding, whose logarithm amplifies it",
        method="mutual information from kets, each qubit turned",
    ),
    expected="proved",
    reading="Distances are functions of the mutual information, as in section II. It is one bit "
    "for every pair of GHZ, and $2h(1/n)-h(2/n)$ bits for every pair of W, h the binary entropy: "
    "both patterns are regular simplices, of different size.",
    hypotheses=("distance is a function of the mutual information", "at least three qubits"),
)
