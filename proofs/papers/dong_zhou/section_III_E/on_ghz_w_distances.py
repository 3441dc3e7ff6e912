"""Section III.E: in a GHZ and in a W state every point is equally far from all the others."""

from functools import cache
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import apply_gate, ghz_ket, rotation, w_ket
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

MOST = 6
GHZ = sp.symbols(r"I_{12}^{GHZ} I_{ij}^{GHZ}", positive=True)
W = sp.symbols("I_{12}^{W} I_{ij}^{W}", positive=True)
N = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """The mutual information of any pair is that of the first pair; how much it is, in bits."""
    parts = ((2, (N - 1) / N), (2, 1 / N), (-1, (N - 2) / N), (-1, 2 / N))
    bits = -sp.Add(*(times * p * sp.log(p) for times, p in parts)) / sp.log(2)
    return [
        ck.Link("GHZ", ck.equal(GHZ[1], GHZ[0])),
        ck.Link("W", ck.equal(W[1], W[0])),
        ck.Link("bits of GHZ", ck.equal(GHZ[0], 1)),
        ck.Link("bits of W", ck.equal(W[0], bits)),
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


def _shared(pair: sp.Matrix) -> sp.Expr:
    """Mutual information of two qubits in bits, from their joint state."""
    halves = [
        sp.diag(pair[0, 0] + pair[1, 1], pair[2, 2] + pair[3, 3]),
        sp.diag(pair[0, 0] + pair[2, 2], pair[1, 1] + pair[3, 3]),
    ]
    total = sp.Add(*(qubits.entropy(half) for half in halves)) - qubits.entropy(pair)
    return sp.expand(total)


@cache
def gaps() -> tuple[tuple[str, sp.Expr], ...]:
    """Squared distance of every pair of 3 to 6 qubits from the state written out for any n."""
    found = []
    for name, ket, pair_of in (
        ("GHZ", qubits.ghz_ket, pair_of_ghz),
        ("W", qubits.w_ket, pair_of_w),
    ):
        for size in range(3, MOST + 1):
            psi = ket(size)
            for pair in combinations(range(size), 2):
                gap = qubits.reduced_state(psi, pair) - pair_of(sp.Integer(size))
                found.append((name, sp.Add(*(x**2 for x in gap))))
    return tuple(found)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Reduced states for symbolic n, and every pair of every n up to six against them."""
    pair = pair_of_w(N)
    found = {"GHZ": (GHZ, _shared(pair_of_ghz(N))), "W": (W, _shared(pair))}
    obligations = []
    for name, (symbols, shared) in found.items():
        values = dict.fromkeys(symbols, shared)
        for link in (name, f"bits of {name}"):
            gap = (form[link].lhs - form[link].rhs).subs(values, simultaneous=True)
            obligations.append(ck.Vanishes(link, sp.expand(sp.expand_log(gap, force=True))))
    obligations += [ck.Vanishes(name, gap) for name, gap in gaps()]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Two qubits of W for any n, whichever they are:",
                ck.equal(sp.Symbol(r"\rho_{ij}"), pair),
            ),
            ck.Step("Their mutual information in bits:", ck.equal(W[1], found["W"][1])),
            ck.Step(
                "Two qubits of GHZ for $n>2$, whichever they are, with one bit:",
                ck.equal(sp.Symbol(r"\rho_{ij}"), pair_of_ghz(N)),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
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
    values = dict(zip((GHZ[0], W[0], GHZ[1], W[1]), data.T, strict=True))
    return ck.Measurement({**values, N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:ghz-w-distances",
    source=source("III.E"),
    kind="result",
    title="GHZ and W: every point has the same distance to all the others",
    latex=r"I_{ij}^{GHZ} = I_{12}^{GHZ} = 1, \qquad "
    r"I_{ij}^{W} = I_{12}^{W} = 2 h(1/n) - h(2/n) \qquad (i \ne j)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("n", 3, MOST, (), "number of qubits"),
                ck.Real("angles", -3.0, 3.0, (MOST, 2), "turns of the qubits"),
                ck.Real("pair", 0.0, 1.0, (), "which pair"),
            )
        ),
        tolerance=1e-11,
        reason="entropies of four by four matrices to rounding, whose logarithm amplifies it",
        method="mutual information from kets, each qubit turned",
    ),
    expected="proved",
    reading="Distances are functions of the mutual information, as in section II. How many "
    "bits they are is added, h the binary entropy: both patterns are regular simplices, of "
    "different size.",
    hypotheses=("distance is a function of the mutual information", "at least three qubits"),
)
