"""Section III.C: the Lorentz generators are essentially single-qubit operations."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.section_III_C.on_lorentz_generators import PRINTED, corrected
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import RealDimension, exact_matrix, numeric_matrices
from qmgr_sym.algebra import closure
from qmgr_sym.algebra.pauli import string_matrix

RANK = sp.Symbol("R", positive=True)
CORRECTED_RANK = sp.Symbol("R_{SO(3,1)}", positive=True)
ONE_BODY = ("II", "IX", "IY", "IZ", "XI", "YI", "ZI")
ELEMENTS = 6


def printed() -> list[ck.Link]:
    """Every element of the group has operator-Schmidt rank 1, for both lists."""
    return [
        ck.Link("as printed", ck.equal(RANK, 1)),
        ck.Link("corrected", ck.equal(CORRECTED_RANK, 1)),
    ]


def schmidt_rank(six: tuple[sp.Expr, ...]) -> sp.Integer:
    """Greatest operator-Schmidt rank of the group: 1 if no two-body string is generated.

    A two-body term T makes exp(sT) of rank above 1 for small s; without one, all of the algebra
    is a sum A x 1 + 1 x B, whose exponential is a product.
    """
    algebra = closure.lie_closure([exact_matrix(generator) for generator in six])
    one_body = closure.span([string_matrix(label) for label in ONE_BODY], "C")
    outside = sum(not one_body.contains(matrix) for matrix in algebra.basis())
    return sp.Integer(1 if outside == 0 else 2)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The whole Lie algebra lies in the span of the one-body strings."""
    a, b = sp.symbols("A B", commutative=False)
    ranks = {RANK: schmidt_rank(PRINTED), CORRECTED_RANK: schmidt_rank(corrected())}
    unitary = [g for g in PRINTED if exact_matrix(g) + exact_matrix(g).H == sp.zeros(4)]
    return ck.Derivation(
        steps=(
            ck.Step(
                "The six as printed, and corrected:",
                sp.Tuple(sp.Tuple(*PRINTED), sp.Tuple(*corrected())),
            ),
            ck.Step(
                "Every element of the Lie algebras they generate is $A\\otimes 1+1\\otimes B$, "
                "and the exponential of that is a product:",
                sp.exp(a) * sp.exp(b),
            ),
            ck.Step("Greatest operator-Schmidt rank of each group:", sp.Tuple(*ranks.values())),
            ck.Step(
                "Only these generate unitary operations; the others are local filters:",
                sp.Tuple(*unitary),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (form.lhs - form.rhs).subs(ranks)) for name, form in given.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of realigned products of random exponentials."""
    ranks = []
    for six in (PRINTED, corrected()):
        generators = numeric_matrices(RealDimension(*six))
        angles = sample["size"][:, None, None] * rng.normal(size=(1, ELEMENTS, 6))
        steps = expm(np.einsum("nks,sij->nkij", angles, generators))
        element = steps[:, 0]
        for k in range(1, ELEMENTS):
            element = element @ steps[:, k]
            element /= np.linalg.norm(element, axis=(1, 2))[:, None, None]
        realigned = element.reshape(-1, 2, 2, 2, 2).swapaxes(2, 3).reshape(-1, 4, 4)
        values = np.linalg.svd(realigned, compute_uv=False)
        ranks.append((values > 1e-9 * values[:, :1]).sum(-1).astype(float))
    return ck.Measurement({RANK: ranks[0], CORRECTED_RANK: ranks[1]})


CLAIM = ck.Claim(
    key="dong_zhou:single-qubit-operations",
    source=source("III.C"),
    kind="result",
    title="The Lorentz generators act on single qubits",
    latex=r"e^{\theta G} = A \otimes B \quad\Longleftrightarrow\quad "
    r"\operatorname{rank}_{\text{Schmidt}}\, e^{\theta G} = 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("size", 0.05, 0.5, meaning="size of the random angles"),)),
        tolerance=1e-12,
        reason="ranks are whole numbers; singular values of zero lie below 1e-14",
        method="operator-Schmidt values of random elements of the group",
    ),
    expected="proved",
    reading="Single-qubit operation is read as: operator-Schmidt rank 1, for every element of the "
    "group and not only along the generators. This holds for the list as printed and corrected. "
    "Half of the generators are Hermitian: $e^{\\theta G}$ is then local but not unitary, a filter "
    "that changes norms and spectra, not a gate.",
    premises=("dong_zhou:lorentz-generators",),
)
