"""Section III.C: whether the start of a geodesic can change while its shape stays."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import apply_cost, dagger, from_coefficients, pauli_coefficients
from numerics.nielsen.euler_arnold import geodesic
from numerics.qubits.pauli import pauli_index
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.pauli import string_matrix

SHAPE, MOVED = sp.symbols("h_V h", real=True)
START, END = sp.symbols(r"\|V-1\|^2 \|U_{1}V-U_{1}\|^2", real=True)
FIXED = sp.Symbol(r"\|U_1V^{-1}-U_1\|^2", real=True)


def printed() -> list[ck.Link]:
    """A changed start changes the shape, whatever becomes of the end."""
    return [ck.Link("shape", ck.differ(SHAPE, MOVED))]


def amended() -> list[ck.Link]:
    """The shape stays and the end moves as far as the start; with the end fixed it changes."""
    return [
        ck.Link("same shape", ck.equal(SHAPE, MOVED)),
        ck.Link("end", ck.equal(END, START)),
        ck.Link("fixed end", ck.greater(FIXED, 0)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """U(t) V for any path in SU(2) and any V: the Hamiltonian i dW/dt W^-1."""
    t = sp.Symbol("t", real=True)
    a, b = (sp.Function(n, real=True)(t) for n in "ab")
    turn = sp.Symbol("phi", real=True)
    x, z = string_matrix("X"), string_matrix("Z")

    def rotation(axis: sp.Matrix, by: sp.Expr) -> sp.Matrix:
        return sp.cos(by) * sp.eye(2) - sp.I * sp.sin(by) * axis

    path = rotation(z, a) * rotation(x, b)
    start = rotation(x, turn)
    hamiltonian, shifted = (sp.I * w.diff(t) * w.H for w in (path, path * start))
    probe = x + 2 * z

    def size(matrix: sp.Matrix) -> sp.Expr:
        return (matrix * matrix.H).trace() / 2

    def reduced(expression: sp.Expr) -> sp.Expr:
        """Without squares of sines: a normal form for what is even in each of them."""
        squares = {sp.sin(w) ** 2: 1 - sp.cos(w) ** 2 for w in (a, b, turn)}
        return sp.expand(sp.expand(expression).subs(squares))

    values = {
        SHAPE: (probe * shifted).trace(),
        MOVED: (probe * hamiltonian).trace(),
        START: size(start - sp.eye(2)),
        END: size(path * start - path),
    }
    cosine, sine = sp.symbols("c s", real=True)
    fixed = sp.expand(size(start.H - sp.eye(2))).subs({sp.cos(turn): cosine, sp.sin(turn): sine})
    given = sp.And(ck.equal(FIXED, fixed), sp.Eq(cosine**2 + sine**2, 1), sp.Ne(cosine, 1))
    yield ck.Step(
        "Change of the start, in the norm $\\operatorname{tr}MM^+/2$:", reduced(values[START])
    )
    yield ck.Step(
        "and of the path from the new start to the old end, $c=\\cos\\varphi$, $s=\\sin\\varphi$:",
        fixed,
    )
    for name, statement in form.items():
        if isinstance(statement, sp.Ne):
            symbol = sp.Symbol("d", real=True)
            gap = reduced((statement.lhs - statement.rhs).subs(values))
            yield ck.Entails(name, sp.Eq(symbol, gap), sp.Ne(symbol, 0))
        elif isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(values))
        else:
            yield ck.Entails(name, given, statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two-qubit geodesics, then the path from V with the same Hamiltonian, by its own slope."""
    n = len(sample["h"])
    h, cost = np.zeros((n, 16)), np.ones((n, 16))
    h[:, 1:], cost[:, 1:] = sample["h"] / 8, sample["c"]
    path = geodesic(from_coefficients(h), cost, duration=0.06, steps=24)
    v = np.zeros((n, 16))
    v[:, pauli_index(["XI"])] = sample["v"][:, None] / 4
    energies, basis = np.linalg.eigh(from_coefficients(v))
    start = (basis * np.exp(-1j * energies)[:, None]) @ dagger(basis)
    moved = path.unitaries @ start[:, None]
    weights = np.array([-1, 9, -45, 0, 45, -9, 1]) / 60 / (path.times[1] - path.times[0])
    slope = np.einsum("k,nkab->nab", weights, moved[:, 17:24])
    found = 1j * slope @ dagger(moved[:, 20])
    probe = np.arange(1, 17) % 5

    def read(matrix: np.ndarray) -> np.ndarray:
        return np.asarray(pauli_coefficients(apply_cost(matrix, np.ones(16))) @ probe)

    def size(matrix: np.ndarray) -> np.ndarray:
        return np.asarray((np.abs(matrix) ** 2).sum((-1, -2)) / 4)

    end = path.unitaries[:, -1]
    return ck.Measurement(
        {
            SHAPE: read((found + dagger(found)) / 2),
            MOVED: read(path.hamiltonians[:, 20]),
            START: size(start - np.eye(4)),
            END: size(end @ start - end),
            FIXED: size(end @ dagger(start) - end),
        }
    )


CLAIM = ck.Claim(
    key="dong_zhou:start-and-shape",
    source=source("III.C"),
    kind="result",
    title="The start of a geodesic and its shape",
    latex=r"V \neq 1 \implies H_V(t) \neq H(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("h", 1, 3, (15,), "eight times H on two qubits"),
                ck.Integer("c", 1, 4, (15,), "costs of the strings"),
                ck.Integer(
                    "v", 1, 4, meaning="four times the turn of the first qubit at the start"
                ),
            )
        ),
        tolerance=1e-7,
        reason="slopes of order six at spacing 0.0025, and geodesics of order four: 1e-9",
        method="geodesics on two qubits, slopes of the path from the changed start",
        samples=8,
        examples=10,
    ),
    expected="corrected",
    fails_by="Ne(h_V, h) fails",
    words="sentence",
    reading="That the initial point cannot be changed locally while the shape of the geodesic is "
    "kept fixed is read without a condition on the end, which the text puts only further on. The "
    "shape is the Hamiltonian along the path, the start is turned by V on one qubit.",
    hypotheses=(beliefs.INVARIANT_DIAGONAL_COST,),
    amended=ck.Amended(
        latex=r"H_V(t) = H(t), \quad \|U_1V-U_1\| = \|V-1\|, \quad \|U_1V^{-1}-U_1\| > 0",
        links=amended,
        grade="missing hypothesis",
        note="A right-invariant metric does not see the start: the same Hamiltonian runs from any "
        "point, and the end moves by as much. Only with the end kept fixed, as for one boundary "
        "state, does the way have to change.",
    ),
)
