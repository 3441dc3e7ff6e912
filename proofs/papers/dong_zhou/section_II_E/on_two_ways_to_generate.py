"""Sections I and II.E: fixed input with variable parameters, or variable input."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import apply_gate, basis_ket, rotation
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import strings
from qmgr_sym.algebra.pauli import string_matrix
from qmgr_sym.unevaluated import Rank

PARAMETERS, INPUT = sp.symbols("r_{par} r_{in}", positive=True)
N = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """Parameters reach all states of n qubits, simple inputs of one network 2 n dimensions."""
    return [
        ck.Link("parameters", ck.equal(PARAMETERS, 2 * 2**N - 2)),
        ck.Link("inputs", ck.equal(INPUT, 2 * N)),
    ]


def _tangents(vectors: list[sp.Matrix]) -> Rank:
    """The real dimension that some kets span."""
    return Rank([[*v.applyfunc(sp.re), *v.applyfunc(sp.im)] for v in vectors])


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Tangent vectors at a product state: of all Hamiltonians, and of one-qubit ones."""
    for n in (1, 2, 3):
        ket = sp.Matrix([1, *[0] * (2**n - 1)])
        moves = {s: -sp.I * string_matrix(s) * ket for s in strings(n)}
        local = [v for s, v in moves.items() if s.count("I") == n - 1]
        values = {PARAMETERS: _tangents(list(moves.values())) - 1, INPUT: _tangents(local) - 1}
        for name in form:  # less the phase
            gap = form.gap(name).xreplace(values).xreplace({N: sp.Integer(n)})
            yield ck.Vanishes(name, gap, case={"n": n})
    yield ck.Step(
        "Tangents of all one-qubit Hamiltonians at the product state of three qubits, "
        "real dimension; a fixed unitary after them keeps it:",
        _tangents(local).doit(),
    )


def circuit(angles: np.ndarray, n: int) -> np.ndarray:
    """Kets of layers of rotations about y and z with CNOTs of neighbours between them."""
    ket, k = basis_ket(n), 0
    cnot = np.eye(4)[[0, 1, 3, 2]]
    while k < len(angles):
        for q in range(n):
            for axis in ("RY", "RZ"):
                ket = apply_gate(ket, rotation(axis, angles[k]), (q,))
                k += 1
        for q in range(n - 1):
            ket = apply_gate(ket, cnot, (q, q + 1))
    return np.asarray(ket)


def _rank(angles: np.ndarray, n: int, which: range) -> int:
    """Dimension of the rays reached by varying some angles: differences, less the phase."""
    ket, rows = circuit(angles, n), []
    for k in which:
        shift = np.zeros_like(angles)
        shift[k] = 1e-4
        slope = (circuit(angles + shift, n) - circuit(angles - shift, n)) / 2e-4
        slope = slope - np.vdot(ket, slope) * ket
        rows.append(np.concatenate([slope.real, slope.imag]))
    return int((np.linalg.svd(np.array(rows), compute_uv=False) > 1e-5).sum())


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Jacobians of random circuits by all angles, and by those of the first layer alone."""
    found = []
    for n in sample["n"].astype(int).tolist():
        layers = 2 if n == 1 else 2 ** (n + 1) // n
        angles = rng.uniform(0.3, 2.8, 2 * n * layers)
        found.append((_rank(angles, n, range(len(angles))), _rank(angles, n, range(2 * n))))
    parameters, inputs = np.array(found, dtype=float).T
    return ck.Measurement({PARAMETERS: parameters, INPUT: inputs, N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:two-ways-to-generate",
    source=source("II.E"),
    kind="result",
    title="Fixed input with variable parameters, or variable input of a fixed network",
    latex=r"r_{par} = 2\cdot 2^n - 2, \qquad r_{in} = 2n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 1, 3, meaning="qubits"),)),
        tolerance=1e-12,
        reason="ranks are whole numbers; singular values are above 0.1 or below 1e-8",
        method="Jacobians of random circuits by differences, singular values",
        samples=6,
        examples=8,
    ),
    expected="proved",
    words="sentence",
    reading="The text holds that a network can make different images from a fixed input by its "
    "parameters, or from different inputs, and that the bulk has both freedoms. Counted are the "
    "dimensions of the states near a given one that a circuit reaches by each, with simple inputs "
    "read as product states. One fixed network makes only a small subspace of states.",
    hypotheses=(beliefs.DEEP_GENERIC_CIRCUIT,),
)
