"""Section III.E: the complexity of GHZ_n as a length in Nielsen's metric."""

from collections.abc import Iterator
from functools import cache, reduce

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from numerics.qubits.circuits import GATES, basis_ket, ghz_ket
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

LENGTH = sp.Symbol(r"\ell", positive=True)
N = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """No path to GHZ_n is shorter than n gates."""
    return [ck.Link("length", ck.at_least(LENGTH, N))]


def amended() -> list[ck.Link]:
    """A path of two constant Hamiltonians has the length (1 + sqrt(2 n - 2)) / sqrt(3)."""
    total = (1 + sp.sqrt(2 * N - 2)) / sp.sqrt(3)
    return [ck.Link("length", ck.equal(LENGTH, total))]


def size(terms: list[tuple[sp.Expr, sp.Expr]]) -> sp.Expr:
    """Root of the sum of squared coefficients, each with the number of strings that have it."""
    return sp.sqrt(sp.Add(*(number * value**2 for number, value in terms)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All CNOTs of one control commute, and their Hamiltonians add in quadrature."""
    quarter = sp.pi / 4
    control, target = sp.diag(1, -1), sp.Matrix([[0, 1], [1, 0]])
    difference = sp.kronecker_product(sp.eye(2) - control, sp.eye(2) - target)
    projector = sp.ImmutableMatrix(difference / 4)  # exp(i pi Q) = 1 + (e^(i pi) - 1) Q
    turned = sp.exp(4 * sp.I * quarter, evaluate=False) - 1
    made = [sp.ImmutableMatrix(sp.eye(4)), sp.MatMul(turned, projector)]
    one = size([(sp.S.One, -quarter), (sp.S.One, -quarter), (sp.S.One, quarter)])  # Z, X and ZX
    first = size([(sp.S.One, quarter)])  # from |0> to the equator
    second = size([(N - 1, -quarter), (N - 1, quarter)])  # all X_k and all Z_1 X_k
    total = (first + second) / one
    yield ck.Step(
        "A CNOT is $\\exp[\\tfrac{i\\pi}{4}(1-Z)(1-X)]$, checked as a matrix; its length, "
        "the root of the sum of squared coefficients of Pauli strings, is the unit:",
        one,
    )
    yield ck.Step(
        "CNOTs from qubit 1 to all others commute. Together they are one Hamiltonian with "
        "$X_k$ and $Z_1X_k$; its $Z_1$ only turns the phase between the two terms of "
        "GHZ, which the first gate compensates. Length:",
        second,
    )
    yield ck.Step("With the first gate, in units of a CNOT:", ck.equal(LENGTH, total))
    square = sp.MatMul(projector, projector)
    yield ck.Vanishes("length", sp.MatAdd(square, sp.MatMul(sp.S.NegativeOne, projector)))
    yield ck.Vanishes("length", sp.MatAdd(*made, -sp.ImmutableMatrix(qubits.CNOT)))
    if isinstance(form.statement, sp.Eq):
        yield ck.Vanishes("length", form.gap().xreplace({LENGTH: total}))
    else:
        root = sp.Symbol("r", nonnegative=True)  # of 2 n - 2
        whole = total.xreplace({sp.sqrt(N - 1): root / sp.sqrt(2)})
        given = sp.And(N >= 2, ck.equal(root**2, 2 * N - 2), ck.equal(LENGTH, sp.simplify(whole)))
        yield ck.Entails("length", given, form.statement)


@cache
def path_length(n: int) -> float:
    """Length of the path over that of a CNOT, from traces with all Pauli strings.

    Raises ArithmeticError if the path does not end at GHZ.
    """
    x, z, one = GATES["X"], GATES["Z"], np.eye(2)

    def on(ops: dict[int, np.ndarray]) -> np.ndarray:
        return reduce(np.kron, [ops.get(i, one) for i in range(n)])

    star = sum(np.pi / 4 * (on({0: z, k: x}) - on({k: x})) for k in range(1, n))
    phase = np.exp(0.5j * np.pi * (n - 1))  # makes up for the Z_1 that is left out
    axis = np.array([[0, 1j * phase.conjugate()], [-1j * phase, 0]])
    first = on({0: np.pi / 4 * axis})
    end = expm(1j * star) @ expm(1j * first) @ basis_ket(n)
    if abs(np.vdot(ghz_ket(n), end)) < 1 - 1e-9:
        raise ArithmeticError(
            f"path must end at GHZ_{n}, but its overlap is {np.vdot(ghz_ket(n), end)}"
        )
    cnot = np.pi / 4 * (np.kron(z, x) - np.kron(z, one) - np.kron(one, x))
    # strings are orthogonal: the sum of squared coefficients is the normalised trace of H^2
    sizes = [np.sqrt(np.trace(h @ h).real / len(h)) for h in (first, star, cnot)]
    return float((sizes[0] + sizes[1]) / sizes[2])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Lengths of paths that are checked to end at GHZ."""
    found = np.array([path_length(int(n)) for n in sample["n"]])
    return ck.Measurement({LENGTH: found, N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:ghz-nielsen-length",
    source=source("III.E"),
    kind="result",
    title="The complexity of a GHZ state as a length in Nielsen's metric",
    latex=r"C(GHZ_n) = n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 2, 7, (), "number of qubits"),)),
        tolerance=1e-10,
        reason="exponentials and traces of matrices of order 128 to rounding",
        method="matrix exponentials of the path, length from its Hamiltonians",
        samples=12,
    ),
    expected="corrected",
    fails_by="\\ell >= n for Eq(\\ell, sqrt(3)*(sqrt(2*n - 2) + 1)/3)",
    words="sentence",
    reading="Nielsen's metric is the Riemannian one: every one- and two-qubit Pauli string costs "
    "the same, on any pair, and the length is the integral of the root of the sum of squares. The "
    "unit is the length of one CNOT. Counted in gates the statement holds, dong_zhou:ghz-gates.",
    hypotheses=(beliefs.EQUAL_STRINGS,),
    amended=ck.Amended(
        latex=r"C(GHZ_n) \le \ell = \frac{1 + \sqrt{2 n - 2}}{\sqrt{3}}",
        links=amended,
        note="Commuting gates done at once add in quadrature, so that the length grows with the "
        "root of n at most: no unit makes it proportional to n. The length of the same path grows "
        "linearly where absolute coefficients are added instead of squares.",
    ),
    known=({"n": 2},),
)
