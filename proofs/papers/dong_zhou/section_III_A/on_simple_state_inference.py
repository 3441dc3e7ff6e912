"""Section III.A: whether simple pure states tell most about the network behind them."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import ghz_ket
from proofs.papers.dong_zhou.shared.notation import source

SIMPLE, COMPLEX = sp.symbols("F_{product} F_{GHZ}", positive=True)
N = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """No state tells more than the best product state."""
    return [ck.Link("optimal", ck.at_least(SIMPLE, COMPLEX))]


def amended() -> list[ck.Link]:
    """n for the best product state, n^2 for the GHZ state."""
    return [
        ck.Link("product", ck.equal(SIMPLE, N)),
        ck.Link("GHZ", ck.equal(COMPLEX, N**2)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Four times the variance of half the sum of all Z, over binomial distributions."""
    obligations: list[ck.Obligation] = []
    table = []
    for n in (2, 3, 5, 9):
        up = sp.Symbol("p", real=True)  # chance of 1 for each qubit of a product state
        weights = [sp.binomial(n, j) * up**j * (1 - up) ** (n - j) for j in range(n + 1)]
        spread = [n - 2 * j for j in range(n + 1)]
        mean = sum(w * z for w, z in zip(weights, spread, strict=True))
        square = sum(w * z**2 for w, z in zip(weights, spread, strict=True))
        variance = sp.factor(sp.expand(square - mean**2))
        best = variance.subs(up, sp.solve(sp.diff(variance, up), up)[0])
        ghz = sp.Rational(n**2 + n**2, 2)
        table.append(sp.Tuple(n, variance, best, ghz))
        values = {SIMPLE: best, COMPLEX: ghz, N: n}
        for name, statement in form.items():
            if isinstance(statement, sp.Eq):
                obligations.append(ck.Vanishes(name, (statement.lhs - statement.rhs).subs(values)))
            else:
                given = (ck.equal(s, v) for s, v in values.items())
                obligations.append(ck.Entails(name, sp.And(*given), statement))
    return ck.Derivation(
        steps=(
            ck.Step(
                "The information in a pure state about the angle of $e^{-i\\theta\\sum_kZ_k/2}$ "
                "is the variance of $\\sum_kZ_k$. Qubits, variance of product states of equal "
                "qubits, its greatest value, and that of GHZ:",
                sp.Tuple(*table),
            ),
        ),
        obligations=tuple(obligations),
    )


def information(ket: np.ndarray, n: int) -> float:
    """Four times the squared Fubini-Study speed of the turned ket, by a chord."""
    ones = np.array([i.bit_count() for i in range(2**n)])
    eps = 1e-3
    there, back = (np.exp(-0.5j * s * eps * (n - 2 * ones)) * ket for s in (1, -1))
    overlap = np.abs(np.vdot(back, there))
    return float(4 * (np.arccos(min(overlap, 1.0)) / (2 * eps)) ** 2)


def product(angles: np.ndarray) -> np.ndarray:
    """Product ket of qubits cos(a/2) 0 + sin(a/2) 1."""
    ket = np.ones(1)
    for a in angles:
        ket = np.kron(ket, [np.cos(a / 2), np.sin(a / 2)])
    return ket


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Turned kets; product states improved qubit by qubit from a random start."""
    rows = []
    grid = np.linspace(0, np.pi, 33)
    for n in sample["n"].astype(int).tolist():
        angles = rng.choice(grid, n)
        for q in range(n):
            trials = np.tile(angles, (len(grid), 1))
            trials[:, q] = grid
            angles = trials[np.argmax([information(product(t), n) for t in trials])]
        rows.append((information(product(angles), n), information(ghz_ket(n), n)))
    simple, ghz = np.array(rows).T
    return ck.Measurement({SIMPLE: simple, COMPLEX: ghz, N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:simple-state-inference",
    source=source("III.A"),
    kind="result",
    title="A simple pure state gives the best inference",
    latex=r"F_{product} \ge F_{GHZ}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 2, 5, meaning="qubits"),)),
        tolerance=1e-4,
        reason="angles by chords at 1e-3: relative error n^2 1e-7, rounding 1e-9",
        method="angles between turned kets; product states improved qubit by qubit",
        samples=6,
        examples=8,
    ),
    expected="corrected",
    reading="The network's parameter is the angle by which all qubits are turned; how well it can "
    "be inferred is the quantum Fisher information. Simple states are product states. The text "
    "says that a simple pure state may be optimal; it does not name the parameter.",
    premises=("dong_zhou:fisher-worst",),
    hypotheses=("one angle, the same for all qubits",),
    amended=ck.Amended(
        latex=r"F_{product} = n, \qquad F_{GHZ} = n^2",
        links=amended,
        note="Purity is what inference needs, simplicity costs: the GHZ state, n gates away from "
        "simple, tells n times more. The smallest resolution belongs to entangled states.",
    ),
)
