"""Section II.A: whether two-qubit generators are inferred better than larger ones."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES
from numerics.qubits.fisher_information import quantum_fisher_matrix, unitary_derivatives
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

SMALL, LARGE = sp.symbols("F_{2} F_{w}", positive=True)
NOISY_SMALL, NOISY_LARGE = sp.symbols(r"\tilde{F}_{2} \tilde{F}_{w}", positive=True)
WEIGHT = sp.Symbol("w", positive=True)
AXES = np.concatenate([np.eye(3), -np.eye(3)])  # averages of squares over the sphere are exact
MOST = 4
NOISE = 3, 10  # each qubit is replaced by white noise in three of ten cases


def printed() -> list[ck.Link]:
    """The parameter of a two-qubit generator is inferred better than that of a larger one."""
    return [ck.Link("smallest is best", ck.greater(SMALL, LARGE))]


def amended() -> list[ck.Link]:
    """Without noise larger ones are inferred better, and approach the bound of 4; not with it."""
    return [
        ck.Link("information", ck.equal(LARGE, 4 - 4 * 3 ** (-WEIGHT))),
        ck.Link("largest is best", ck.greater(LARGE, SMALL)),
        ck.Link("smallest is best with noise", ck.greater(NOISY_SMALL, NOISY_LARGE)),
    ]


@cache
def noisy(weight: int) -> sp.Expr:
    """Mean information of a string of Z under noise, over kets of qubits along x, y or z.

    A qubit along z is left as it is; k others are flipped together: |+..+> turns to |-..->, whose
    weights and coherence the noise changes qubit by qubit.
    """
    lost = sp.Rational(*NOISE)

    def channel(rho: sp.Matrix) -> sp.Matrix:
        return (1 - lost) * rho + lost * rho.trace() / 2 * sp.eye(2)

    stay, flip = channel(sp.diag(1, 0)).diagonal()
    kept = channel(sp.Matrix([[0, 1], [0, 0]]))[0, 1]
    third = sp.Rational(1, 3)
    return sp.Add(
        *(
            sp.binomial(weight, k)
            * (2 * third) ** k
            * third ** (weight - k)
            * 4
            * kept ** (2 * k)
            / (stay**k + flip**k)
            for k in range(1, weight + 1)
        )
    )


@cache
def mean_square() -> tuple[sp.Integral, sp.Expr]:
    """Mean square of a component over the sphere, not worked out and worked out."""
    polar, azimuth = sp.symbols("theta phi", real=True)
    density = sp.cos(polar) ** 2 * sp.sin(polar) / (4 * sp.pi)
    square = sp.Integral(density, (polar, 0, sp.pi), (azimuth, 0, 2 * sp.pi))
    return square, square.doit()


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """4 Var(P) averaged over product kets: every qubit gives the mean square of a component."""
    square, third = mean_square()
    yield ck.Step(
        "A Pauli string P squares to one, so that its Fisher information in a ket is "
        "$4-4\\langle P\\rangle^2$. Mean square of one factor over the sphere:",
        square,
    )
    yield ck.Step(
        "For a random ket of all qubits $\\langle P\\rangle^2$ is $1/(2^n+1)$ on average "
        "whatever the weight: no difference at all. For product kets:",
        ck.equal(LARGE, 4 - 4 * third**WEIGHT),
    )
    yield ck.Step(
        "With noise on every qubit after the gate, kets along the axes, weights 2 to 5:",
        sp.Tuple(*(noisy(w) for w in range(2, 6))),
    )
    for name, statement in form.items():
        for w in (3, 4, 5):
            values = {LARGE: 4 - 4 * square**w, SMALL: 4 - 4 * square**2}
            values |= {NOISY_LARGE: noisy(w), NOISY_SMALL: noisy(2)}
            if isinstance(statement, sp.Eq):
                gap = form.gap(name).xreplace(values).xreplace({WEIGHT: sp.Integer(w)})
                yield ck.Vanishes(name, gap, case={"w": w})
            else:
                found = {s: v.xreplace({square: third}) for s, v in values.items()}
                given = sp.And(*(ck.equal(s, v) for s, v in found.items()))
                yield ck.Entails(name, given, statement, case={"w": w})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mean Fisher information over product kets along turned axes, for both weights."""
    small, large = (
        [_mean(int(w), turn) for w, turn in zip(weights, sample["turn"], strict=True)]
        for weights in (np.full_like(sample["weight"], 2), sample["weight"])
    )
    known = {w: _mean_of(w, np.eye(3), NOISE[0] / NOISE[1]) for w in range(2, MOST + 1)}
    values = {SMALL: small, LARGE: large, WEIGHT: sample["weight"]}
    values[NOISY_LARGE] = [known[int(w)] for w in sample["weight"]]
    values[NOISY_SMALL] = np.full(len(small), known[2])
    return ck.Measurement({symbol: np.asarray(v, dtype=float) for symbol, v in values.items()})


def _mean(weight: int, angles: np.ndarray) -> float:
    """Average over the six ends of the axes of an octahedron, turned, on each qubit."""
    c, s = np.cos(angles), np.sin(angles)
    turn = np.array([[c[0], -s[0], 0], [s[0], c[0], 0], [0, 0, 1]])
    tilt = np.array([[1, 0, 0], [0, c[1], -s[1]], [0, s[1], c[1]]])
    return _mean_of(weight, AXES @ (turn @ tilt).T, 0.0)


def _mean_of(weight: int, vectors: np.ndarray, noise: float) -> float:
    """Average over Bloch vectors on each qubit, with white noise after the gate."""
    paulis = np.stack([GATES[name] for name in "XYZ"])
    single = (np.eye(2) + np.einsum("va,aij->vij", vectors, paulis)) / 2
    rho, string = np.ones((1, 1, 1), dtype=complex), np.ones((1, 1), dtype=complex)
    for _ in range(weight):
        rho = np.einsum("nij,vkl->nvikjl", rho, single)
        size = rho.shape[2] * rho.shape[3]
        rho = rho.reshape(-1, size, size)
        string = np.kron(string, GATES["Z"])
    slopes = unitary_derivatives(rho, string[None])
    if noise:
        rho, slopes = _depolarised(rho, weight, noise), _depolarised(slopes, weight, noise)
    return float(quantum_fisher_matrix(rho, slopes).mean())


def _depolarised(operators: np.ndarray, qubits: int, noise: float) -> np.ndarray:
    """Mix with the mean over the Paulis, qubit by qubit."""
    for k in range(qubits):
        paulis = [
            np.kron(np.kron(np.eye(2**k), p), np.eye(2 ** (qubits - k - 1)))
            for p in (np.eye(2), GATES["X"], GATES["Y"], GATES["Z"])
        ]
        mean = sum(p @ operators @ p for p in paulis) / 4
        operators = (1 - noise) * operators + noise * mean
    return operators


CLAIM = ck.Claim(
    key="dong_zhou:smallest-operators",
    source=source("II.A"),
    kind="result",
    title="Whether the smallest operators are inferred best",
    latex=r"F_{2} > F_{w} \qquad (w > 2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("weight", 3, MOST, (), "qubits that the larger generator acts on"),
                ck.Real("turn", -3.0, 3.0, (2,), "orientation of the axes"),
            )
        ),
        tolerance=1e-9,
        reason="averages over an octahedron are exact for squares; spectral sums to rounding",
        method="quantum Fisher information averaged over product kets",
        samples=6,
        examples=10,
    ),
    expected="corrected",
    fails_by="F_{2} > F_{w} fails",
    words="reading",
    reading="Operators are Pauli strings of weight w as generators of one gate $e^{-ixP}$, the "
    "parameter x is inferred from the whole output, without noise, averaged over product kets.",
    hypotheses=(beliefs.JOINT_MEASUREMENT,),
    amended=ck.Amended(
        latex=r"F_{w} = 4 \left(1 - 3^{-w}\right) > F_{2}, \qquad "
        r"\tilde{F}_{2} > \tilde{F}_{w} \quad (w > 2)",
        links=amended,
        note="Larger strings are inferred slightly better where nothing is lost. With strong noise "
        "small ones are: the second relation holds where every qubit is replaced by white noise in "
        "three of ten cases, for kets of qubits along x, y or z.",
    ),
    known=({"weight": 3, "turn": [0.0, 0.0]},),
)
