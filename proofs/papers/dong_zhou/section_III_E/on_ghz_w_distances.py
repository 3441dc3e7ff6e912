"""Section III.E: in a GHZ and in a W state every point is equally far all the others."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import apply_gate, ghz_ket, rotation, w_ket
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.pure_states import MutualInformation
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import VonNeumannEntropy

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
    return sp.Matrix([[n - 2, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]]) / n


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Every pair of three to five qubits against the first; bits of W for symbolic n."""
    kets = {"GHZ": (GHZ, qubits.ghz_ket), "W": (W, qubits.w_ket)}
    for size in range(3, MOST):
        for name, ((first, other), ket) in kets.items():
            psi = ket(size)
            for pair in combinations(range(size), 2):
                shared = MutualInformation(psi, pair[:1], pair[1:])
                values = {first: MutualInformation(psi, (1,), (0,)), other: shared}
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"n": size})
        for name, ((first, _), ket) in kets.items():
            shared = MutualInformation(ket(size), (0,), (1,))
            gap = form.gap(f"bits of {name}").xreplace({first: shared, N: sp.Integer(size)})
            yield ck.Vanishes(f"bits of {name}", gap, case={"n": size})
    pair = pair_of_w(N)
    half = sp.diag(N - 1, 1) / N
    bits = 2 * VonNeumannEntropy(half, 2) - VonNeumannEntropy(pair, 2)
    yield ck.Step("Two qubits of W for any n, whichever they are:", pair)
    yield ck.Vanishes("bits of W", form.gap("bits of W").xreplace({W[0]: bits}))


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
    words="sentence",
    reading="Distances are functions of the mutual information, as in section II. How many "
    "bits they are is added, h the binary entropy: both patterns are regular simplices, of "
    "different size. At least three qubits.",
    hypotheses=(beliefs.DISTANCE_BY_INFORMATION,),
)
