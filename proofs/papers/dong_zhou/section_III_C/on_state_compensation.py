"""Section III.C: a local operation at the start, where the end point is a state."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import dagger, from_coefficients
from numerics.nielsen.euler_arnold import geodesic
from numerics.nielsen.jacobi import jacobi_field
from numerics.qubits.pauli import pauli_index, weight
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.carried import carried, on_state, single_strings, squared_gap
from proofs.papers.dong_zhou.shared.notation import THETA, source

GAP = {n: sp.Symbol(f"d_{n}^2", nonnegative=True) for n in (2, 3)}


def _links(three: sp.Expr) -> list[ck.Link]:
    return [ck.Link("2 qubits", ck.equal(GAP[2], 0)), ck.Link("3 qubits", ck.equal(GAP[3], three))]


def printed() -> list[ck.Link]:
    """What a turn by Y of the first qubit does to the state, single-qubit terms undo."""
    return _links(sp.S.Zero)


def amended() -> list[ck.Link]:
    """On two qubits; on three a gap of sin(theta) is left."""
    return _links(sp.sin(THETA) ** 2)


@cache
def _gap(qubits: int) -> sp.Expr:
    moves = [on_state(carried(s)[1], qubits) for s in single_strings(qubits)]
    return squared_gap(on_state(carried("Y" + "I" * (qubits - 1))[0], qubits), moves)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Gram determinants for the geodesics exp(-i t theta X...X) of equal costs, from |0...0>."""
    for n, letter in GAP.items():
        yield ck.Step(f"Squared distance on {n} qubits:", _gap(n))
        yield ck.Vanishes(f"{n} qubits", form.gap(f"{n} qubits").xreplace({letter: _gap(n)}))


@cache
def _measured(qubits: int, angle: float) -> float:
    """Least squared distance of what the start does to the state from what Jacobi fields do."""
    h = np.zeros(4**qubits)
    h[pauli_index(["X" * qubits])[0]] = angle
    path = geodesic(from_coefficients(h), np.ones(4**qubits), steps=40)
    every = np.eye(4**qubits)
    single = from_coefficients(every[weight(np.arange(4**qubits), qubits) == 1])
    start = from_coefficients(every[pauli_index(["Y" + "I" * (qubits - 1)])])
    end = path.unitaries[-1]
    moves = jacobi_field(path, single).displacements[:, -1]
    kets = np.concatenate([moves, end @ start @ dagger(end)]) @ end[:, 0]
    kets = kets - (kets @ end[:, 0].conj())[:, None] * end[:, 0]
    real = np.concatenate([kets.real, kets.imag], axis=1)
    best = np.linalg.lstsq(real[:-1].T, real[-1], rcond=1e-9)[0]
    return float(((real[-1] - best @ real[:-1]) ** 2).sum())


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Least squares among what Jacobi fields do to the state."""
    angles = sample["angle"] * np.pi / 32
    values: dict[sp.Basic, np.ndarray] = {THETA: angles}
    for n, letter in GAP.items():
        values[letter] = np.array([_measured(n, float(angle)) for angle in angles])
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:state-compensation",
    source=source("III.C"),
    kind="result",
    title="A local operation at the start, compensated for the state at the end",
    latex=r"\forall K\in\mathfrak{l}\;\exists S\in\mathfrak{l}: \quad "
    r"\delta\psi(1)\big[H+\epsilon S\big] = U(1)\,e^{i\epsilon K}\psi_0 - \psi(1) + O(\epsilon^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("angle", 4, 12, meaning="angle of X...X in units of pi/32"),)),
        tolerance=1e-9,
        reason="geodesics and Jacobi fields of order four at 40 steps",
        method="least squares among Jacobi fields applied to the state, over the reals",
        samples=9,
        examples=20,
    ),
    expected="corrected",
    fails_by="3 qubits: right side 0 for sin(theta)**2",
    words="sentence",
    reading="As dong_zhou:local-compensation, but only the state at the end has to stay, up to its "
    "phase: the distance $d_n$ of its displacement by YI...I at the start from those by "
    "single-qubit terms has to be 0, on n qubits from $|0\\ldots0\\rangle$.",
    hypotheses=(beliefs.POWERS_OF_X,),
    amended=ck.Amended(
        latex=r"d_2 = 0, \qquad d_3 = \sin\theta",
        links=amended,
        grade="wrong step",
        note="On two qubits single-qubit terms suffice for the state. On three they lack the "
        "direction in which a turn of one qubit by Y at the start moves it.",
    ),
    known=({"angle": 8},),
)
