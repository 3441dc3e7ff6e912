"""Section III.A: whether simple pure states tell most about the network behind them."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import ghz_ket
from proofs.papers.dong_zhou.shared import beliefs
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


def variance(chances: list[sp.Expr], n: int) -> sp.Expr:
    """Of the sum of all Z, from the chances of j ones among n bits, left to be worked out."""
    weights = sp.ImmutableMatrix([chances])
    spread = sp.ImmutableMatrix([n - 2 * j for j in range(n + 1)])
    squares = spread.applyfunc(lambda z: z**2)
    mean = sp.Trace(sp.MatMul(weights, spread))
    return sp.Trace(sp.MatMul(weights, squares)) - mean**2


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The variance of the sum of all Z, over binomial distributions and over that of GHZ."""
    up = sp.Symbol("p", real=True)  # chance of 1 for each qubit of a product state
    half = sp.Rational(1, 2)
    yield ck.Step(
        "The information in a pure state about the angle of $e^{-i\\theta\\sum_kZ_k/2}$ is the "
        "variance of $\\sum_kZ_k$, which is greatest for product states of equal qubits with",
        ck.equal(up, half),
    )
    for n in (2, 3, 5, 9):
        case = {"n": n}
        binomial = [sp.binomial(n, j) * up**j * (1 - up) ** (n - j) for j in range(n + 1)]
        product = variance(binomial, n)
        ghz = variance([half if j in (0, n) else sp.S.Zero for j in range(n + 1)], n)
        values = {SIMPLE: sp.Subs(product, up, half), COMPLEX: ghz, N: sp.Integer(n)}
        known = sp.And(*(ck.equal(s, v.doit()) for s, v in values.items()))
        for name, statement in form.items():
            if isinstance(statement, sp.Eq):
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case=case)
            else:
                yield ck.Entails(name, known, statement, case=case)
        link = next(iter(form))
        best = values[SIMPLE] - 4 * n * (up - half) ** 2  # below the value at one half
        yield ck.shows(link, product, best, case=case)


def information(ket: np.ndarray, n: int) -> float:
    """Four times the squared Fubini-Study speed of the turned ket, by a chord."""
    ones = np.array([i.bit_count() for i in range(2**n)])
    eps = 1e-3
    there, back = (np.exp(-0.5j * s * eps * (n - 2 * ones)) * ket for s in (1, -1))
    overlap = np.abs(np.vdot(back, there))
    return float(4 * (np.arccos(min(overlap, 1.0)) / (2 * eps)) ** 2)


def product_ket(angles: np.ndarray) -> np.ndarray:
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
            angles = trials[np.argmax([information(product_ket(t), n) for t in trials])]
        rows.append((information(product_ket(angles), n), information(ghz_ket(n), n)))
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
    fails_by="F_{product} >= F_{GHZ} fails",
    words="sentence",
    reading="The network's parameter is the angle by which all qubits are turned; how well it can "
    "be inferred is the quantum Fisher information. Simple states are product states. The text "
    "says that a simple pure state may be optimal; it does not name the parameter.",
    hypotheses=(beliefs.ONE_ANGLE,),
    amended=ck.Amended(
        latex=r"F_{product} = n, \qquad F_{GHZ} = n^2",
        links=amended,
        note="Purity is what inference needs, simplicity costs: the GHZ state, n gates away from "
        "simple, tells n times more. The smallest resolution belongs to entangled states.",
    ),
)
