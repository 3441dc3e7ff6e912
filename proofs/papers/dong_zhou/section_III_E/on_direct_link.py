"""Section III.E: direct links between the qubits of GHZ and of W states."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import ghz_ket, w_ket
from numerics.qubits.entanglement import concurrence, reduced_state
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.pure_states import Concurrence
from qmgr_sym.quantum import qubits

GHZ, W = sp.symbols("C_{GHZ} C_W", real=True)
N = sp.Symbol("n", positive=True)
SIZES = (3, 4, 5, 6)


def printed() -> list[ck.Link]:
    """No pair of a GHZ state is entangled, each pair of a W state by 2/n."""
    return [
        ck.Link("GHZ", ck.equal(GHZ, sp.S.Zero)),
        ck.Link("W", ck.equal(W, 2 / N)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Reduced states of every pair of qubits, and Wootters' formula of each."""
    for n in SIZES:
        for symbol, ket in ((GHZ, qubits.ghz_ket(n)), (W, qubits.w_ket(n))):
            link = "GHZ" if symbol == GHZ else "W"
            for pair in combinations(range(n), 2):
                state = qubits.reduced_state(ket, pair)
                gap = form.gap(link).xreplace({symbol: Concurrence(state), N: sp.Integer(n)})
                yield ck.Vanishes(link, gap, case={"n": n})
            yield ck.Step(f"Two qubits of a {link} state of {n} are in the state", state)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Wootters' formula on reduced states; for GHZ the most of all pairs with qubit 0."""
    found = []
    for n in sample["n"].astype(int).tolist():
        ghz = [float(concurrence(reduced_state(ghz_ket(n), (0, k)))) for k in range(1, n)]
        found.append((max(ghz), float(concurrence(reduced_state(w_ket(n), (0, n - 1))))))
    none, some = np.array(found).T
    return ck.Measurement({GHZ: none, W: some, N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:direct-link",
    source=source("III.E"),
    kind="result",
    title="No direct link between two qubits of a GHZ state, but between those of W",
    latex=r"C_{GHZ}(i, j) = 0, \qquad C_W(i, j) = \frac2n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 3, 8, meaning="qubits"),)),
        tolerance=1e-7,
        reason="roots of eigenvalues that are zero up to 1e-16",
        method="Wootters' concurrence of reduced kets",
        samples=6,
        examples=8,
    ),
    expected="proved",
    words="sentence",
    reading="A direct link of two qubits is read as entanglement of the two by themselves, after "
    "all others are traced out. That the text's circuits are optimal is not part of this claim.",
)
