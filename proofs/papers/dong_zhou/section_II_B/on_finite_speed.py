"""Section II.B: information along a geodesic of finite range travels at a finite speed."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.pauli import matrices, pauli_index
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.pauli import PauliSum, commutator

SITES = 4
T = sp.Symbol("t", positive=True)
J = sp.symbols("J_1:4", positive=True)
REACHED = sp.symbols("C_1:4", positive=True)
BONDS = ("XXII", "IZZI", "IIXX")
PROBES = ("IZII", "IIXI", "IIIZ")


def printed() -> list[ck.Link]:
    """Nothing has arrived at the third neighbour while v t < 3."""
    return [ck.Link("outside", ck.equal(REACHED[2], sp.S.Zero))]


def amended() -> list[ck.Link]:
    """C_x = J_1 ... J_x (2 t)^x / x! up to higher powers of t."""
    return [
        ck.Link(
            f"x = {x}",
            ck.equal(c, sp.Mul(*J[:x]) * (2 * T) ** x / sp.factorial(x)),
            order=x + 1,
        )
        for x, c in enumerate(REACHED, 1)
    ]


def arrived(x: int) -> sp.Expr:
    """Size of [Z_1(t), probe] / 2 at distance x, from the nested commutators up to t^3."""
    hamiltonian: PauliSum = dict(zip(BONDS, J, strict=True))
    operator: PauliSum = {"ZIII": sp.S.One}
    total: dict[str, sp.Expr] = {}
    for k in range(SITES):
        for string, v in commutator(operator, {PROBES[x - 1]: sp.S.One}).items():
            total[string] = total.get(string, sp.S.Zero) + v * (sp.I * T) ** k / sp.factorial(k)
        operator = commutator(hamiltonian, operator)
    return sp.sqrt(sp.expand(sp.Add(*(v * sp.conjugate(v) for v in total.values())))) / 2


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Nested commutators of a chain of four sites; their first power of t is the distance."""
    values = {c: T**x * sp.Limit(arrived(x) / T**x, T, 0, "+") for x, c in enumerate(REACHED, 1)}
    yield ck.Step(
        "Bonds of the chain, with couplings $J_1,J_2,J_3$:",
        sp.Tuple(*(j * sp.Symbol(s) for j, s in zip(J, BONDS, strict=True))),
    )
    yield ck.Step(
        "Lowest order in t of what has reached the sites 1, 2, 3 away:", sp.Tuple(*values.values())
    )
    for name in form:
        yield ck.Vanishes(name, form.gap(name).subs(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The evolved operator by diagonalisation, at times that are halved; Frobenius norms."""
    couplings = sample["J"] / 2
    bonds, probes = (matrices(pauli_index(list(s)), SITES) for s in (BONDS, PROBES))
    energies, basis = np.linalg.eigh(np.einsum("nk,kab->nab", couplings, bonds))
    times = 0.4 / 2.0 ** np.arange(6)
    phase = np.exp(-1j * np.einsum("nk,t->ntk", energies, times))
    unitary = np.einsum("nab,ntb,ncb->ntac", basis, phase, basis.conj())
    z = matrices(pauli_index(["ZIII"]), SITES)[0]
    moved = np.swapaxes(unitary.conj(), -1, -2) @ z @ unitary
    values: dict[sp.Symbol, np.ndarray] = {T: np.tile(times, (len(couplings), 1))}
    for symbol, probe in zip(REACHED, probes, strict=True):
        left = moved @ probe - probe @ moved
        values[symbol] = np.sqrt((np.abs(left) ** 2).sum((-1, -2)) / 2**SITES) / 2
    values |= {j: couplings[:, k] for k, j in enumerate(J)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:finite-speed",
    source=source("II.B"),
    kind="result",
    title="Finite speed of information along a geodesic of finite range",
    latex=r"C_x(t) = \tfrac12\|[O(t), P_x]\| = 0 \quad\text{for } vt < x",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("J", 1, 3, (3,), "twice the couplings"),)),
        tolerance=1e-6,
        reason="eigenvectors of matrices of 16 rows: 1e-14; orders are measured slopes",
        method="evolution of four sites by diagonalisation",
        samples=16,
        examples=40,
    ),
    expected="corrected",
    fails_by="Eq(C_3, 0) fails",
    words="sentence",
    reading="Along the path the Hamiltonian couples neighbours only. A finite speed is read as a "
    "light cone: outside it nothing of a local operator has arrived at all, as the causal wedge "
    "needs. Four sites of a chain with constant couplings.",
    hypotheses=(beliefs.FINITE_RANGE,),
    amended=ck.Amended(
        latex=r"C_x(t) = J_1\cdots J_x\,\frac{(2t)^x}{x!} + O(t^{x+1})",
        links=amended,
        note="A circuit of layers has a sharp cone; a continuous path has none, but what runs "
        "ahead falls faster than exponentially with the distance (Lieb-Robinson): the first power "
        "of t is the distance.",
    ),
)
