"""Section III.E: direct links between the qubits of GHZ and of W states."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import ghz_ket, w_ket
from numerics.qubits.entanglement import concurrence, reduced_state
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

GHZ, W = sp.symbols("C_{GHZ} C_W", real=True)
N = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """No pair of a GHZ state is entangled, each pair of a W state by 2/n."""
    return [
        ck.Link("GHZ", ck.equal(GHZ, sp.S.Zero)),
        ck.Link("W", ck.equal(W, 2 / N)),
    ]


def pair(rho: sp.Matrix) -> sp.Expr:
    """Concurrence of a state in the shape of an X, after Yu and Eberly (2007)."""
    shape = [rho[0, 1], rho[0, 2], rho[1, 3], rho[2, 3]]
    if any(entry != 0 for entry in shape):
        raise ValueError("`rho` must have the shape of an X, but an entry beside it is not zero.")
    return 2 * sp.Max(
        0,
        sp.Abs(rho[0, 3]) - sp.sqrt(rho[1, 1] * rho[2, 2]),
        sp.Abs(rho[1, 2]) - sp.sqrt(rho[0, 0] * rho[3, 3]),
    )


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Reduced states of two qubits, by hand for all n and traced out for n = 3, 4, 5."""
    half = sp.Rational(1, 2)
    obligations, last = [], {}
    for n in (3, 4, 5, 7, 12):
        ghz = sp.diag(half, 0, 0, half)
        w = sp.Matrix(4, 4, lambda i, j, m=n: sp.Rational((i in (1, 2)) * (j in (1, 2)), m))
        w[0, 0] = 1 - sp.Rational(2, n)
        if n <= 5:
            for name, guess, ket in (("GHZ", ghz, qubits.ghz_ket(n)), ("W", w, qubits.w_ket(n))):
                traced = qubits.reduced_state(ket, (0, 1)) / qubits.norm_squared(ket)
                obligations += [ck.Vanishes(name, entry) for entry in (traced - guess)]
        last = {GHZ: pair(ghz), W: pair(w), N: n}
        for name, form in given.items():
            obligations.append(ck.Vanishes(name, (form.lhs - form.rhs).subs(last)))
    return ck.Derivation(
        steps=(
            ck.Step("Two qubits of a GHZ state are in the state", ghz),
            ck.Step("Two qubits of a W state of 12 qubits are in the state", w),
        ),
        obligations=tuple(obligations),
    )


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
    reading="A direct link of two qubits is read as entanglement of the two by themselves, after "
    "all others are traced out. That the text's circuits are optimal is not part of this claim.",
    premises=("dong_zhou:merging-a-third-party",),
)
