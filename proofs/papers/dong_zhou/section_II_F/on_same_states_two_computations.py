"""Sections I and II.F: one curve of states, several computations."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import concurrence
from numerics.qubits.pauli import matrices, pauli_index
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.pauli import string_matrix

NAME = "link"
COUPLED = sp.Symbol(r"\|H_{12}\|^2", real=True)
LINKED = sp.Symbol("C", real=True)
ACTING = sp.Symbol(r"|\langle 11|H|00\rangle|^2", real=True)
J, K = sp.symbols("J k", real=True)
TIME = sp.Symbol("t", positive=True)


def printed() -> list[ck.Link]:
    """The states link the qubits exactly where the computation couples them."""
    return [ck.Link(NAME, sp.Equivalent(COUPLED > 0, LINKED > 0, evaluate=False))]


def amended() -> list[ck.Link]:
    """The states link the qubits where H takes 00 to 11, which is no more than it couples."""
    omega = sp.sqrt(4 * J**2 + K**2)
    concurrence_of = 2 * J * sp.sin(omega * TIME) / omega
    return [
        ck.Link(NAME, sp.Equivalent(ACTING > 0, LINKED > 0, evaluate=False)),
        ck.Link("part", ck.at_least(COUPLED, ACTING)),
        ck.Link("strength", ck.equal(COUPLED, ACTING + K**2 / 4)),
        ck.Link("concurrence", ck.equal(LINKED, concurrence_of)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """H = J XX + k X (1 - Z)/2 from the state 00: two sectors of two states each."""
    x, z, one = (string_matrix(s) for s in ("X", "Z", "I"))
    kron = sp.kronecker_product
    h = J * kron(x, x) + K * kron(x, (one - z) / 2)
    omega, sine = sp.symbols("Omega s", positive=True)
    half = sp.sqrt(J**2 + K**2 / 4)
    parts = []  # amplitudes of 00 and 11 plus or minus those of 10 and 01
    for sign in (1, -1):
        phase = sp.exp(-sign * sp.I * K * TIME / 2)
        swing = sp.sin(half * TIME) / half
        stay = phase * (sp.cos(half * TIME) + sign * sp.I * K * swing / 2)
        parts.append((stay, -sp.I * J * phase * swing))
    (stay, go), (stay_odd, go_odd) = parts
    ket = sp.Matrix([stay + stay_odd, go - go_odd, stay - stay_odd, go + go_odd]) / 2
    pair = 2 * (ket[0] * ket[3] - ket[1] * ket[2])
    traces = (
        sp.Trace(sp.MatMul(sp.ImmutableMatrix(kron(a, b)), sp.ImmutableMatrix(h)))
        for a in (x, z)
        for b in (x, z)
    )
    strength = sp.Add(*(trace**2 for trace in traces)) / 16
    given = sp.And(
        ck.equal(COUPLED, sp.expand(strength.doit())),
        ck.equal(ACTING, h[3, 0] ** 2),
        ck.equal(LINKED * omega, 2 * J * sine),
        ck.equal(omega**2, 4 * J**2 + K**2),
        J >= 0,
        K >= 0,
        sine > 0,
    )
    yield ck.Step("With $\\Omega^2=4J^2+k^2$ the state is", ket.T)
    yield ck.Step("its concurrence is the size of", pair)
    yield ck.Step("and the two-body part of H has the square", strength)
    values = {LINKED: sp.I * pair, COUPLED: strength, ACTING: h[3, 0] ** 2}
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(values))
        else:
            yield ck.Entails(name, given, statement)
    if "concurrence" in form:
        yield ck.shows("concurrence", sp.I * sp.Derivative(ket, TIME), h * ket)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Concurrence of the evolved state; operator-Schmidt values of H without its local parts."""
    xx, xi, xz = matrices(pauli_index(["XX", "XI", "XZ"]), 2)
    j, k = (sample[name][:, None, None] for name in ("J", "k"))
    h = j * xx + k * (xi - xz) / 2
    energies, basis = np.linalg.eigh(h)
    gate = (basis * np.exp(-1j * sample["t"][:, None] * energies)[:, None]) @ np.swapaxes(
        basis.conj(), -1, -2
    )
    ket = gate[:, :, 0]
    linked = concurrence(ket[:, :, None] * ket[:, None].conj())
    tensor, one = h.reshape(-1, 2, 2, 2, 2), np.eye(2)
    first, second = np.einsum("nacbc->nab", tensor) / 2, np.einsum("ncacb->nab", tensor) / 2
    local = np.einsum("nab,cd->nacbd", first, one) + np.einsum("nab,cd->ncadb", second, one)
    blocks = (tensor - local).transpose(0, 1, 3, 2, 4).reshape(-1, 4, 4)
    coupled = (np.linalg.svd(blocks, compute_uv=False) ** 2).sum(-1) / 4
    return ck.Measurement(
        {
            LINKED: np.where(linked > 1e-6, linked, 0.0),
            COUPLED: coupled,
            ACTING: np.abs(h[:, 3, 0]) ** 2,
            J: sample["J"],
            K: sample["k"],
            TIME: sample["t"],
        }
    )


CLAIM = ck.Claim(
    key="dong_zhou:same-states-two-computations",
    source=source("II.F"),
    kind="postulate",
    title="Geometry of the states and geometry of the computation: who is linked",
    latex=r"\|H_{12}\|^2 > 0 \iff C(\rho(\tau)) > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("J", 0, 2, meaning="strength of XX"),
                ck.Integer("k", 0, 2, meaning="strength of X where the second qubit is 1"),
                ck.Real("t", 0.15, 0.3, meaning="time"),
            ),
            sp.Symbol("J", real=True) + sp.Symbol("k", real=True) > 0,
        ),
        tolerance=1e-9,
        reason="concurrence below 1e-6 counts as zero, the rest is above 0.1; the rest is rounding",
        method="two qubits evolved by diagonalisation; concurrence, operator-Schmidt values",
        samples=32,
    ),
    expected="inconsistent",
    fails_by="Equivalent(C > 0, \\|H_{12}\\|^2 > 0) for Equivalent(C > 0, |\\langle "
    "11|H|00\\rangle|^2 > 0)",
    words="reading",
    reading="That the two geometries are identical is read at least as: two qubits are linked in "
    "the geometry of the evolving state exactly where the evolution, as a computation, couples "
    "them. The qubits start in the state 00; the time is short.",
    hypotheses=("links are entanglement in the one, two-body gates in the other geometry",),
    amended=ck.Amended(
        latex=r"|\langle 11|H|00\rangle|^2 > 0 \iff C(\rho(\tau)) > 0, \qquad "
        r"\|H_{12}\|^2 = |\langle 11|H|00\rangle|^2 + \frac{k^2}{4}, \qquad "
        r"C = \frac{2 J}{\Omega} \sin\Omega t, \quad "
        r"\Omega^2 = 4 J^2 + k^2",
        links=amended,
        note="A gate that does nothing to the state is part of the computation but not of the "
        "states: many computations run through one curve of states, with different causal "
        "structures. The computation's geometry has at least the links of the states.",
    ),
)
