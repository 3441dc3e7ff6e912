"""Section III.C: the Lorentz generators are essentially single-qubit operations."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    ONE_BODY,
    SIX,
    SIX_CORRECTED,
    exact_matrices,
    numeric_matrices,
)
from qmgr_sym.unevaluated import LieDimension, SpanDimension

LISTS = dict(zip(sp.symbols("s_2 s_2'", nonnegative=True), (SIX, SIX_CORRECTED), strict=True))
GIVEN, CORRECTED = LISTS
ELEMENTS = 6


def printed() -> list[ck.Link]:
    """No element of the group has a second operator-Schmidt value, for both lists."""
    return [
        ck.Link("as printed", ck.equal(GIVEN, 0)),
        ck.Link("corrected", ck.equal(CORRECTED, 0)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The whole Lie algebra lies in the span of the one-body strings, which is one."""
    local = exact_matrices(ONE_BODY)
    a, b = sp.symbols("A B", commutative=False)
    yield ck.Step(
        "The exponential of $A\\otimes 1+1\\otimes B$ is a product; a two-body term T in the "
        "algebra makes $e^{sT}$ none for small s.",
        sp.exp(a) * sp.exp(b),
    )
    for letter, six in LISTS.items():
        link = "as printed" if letter == GIVEN else "corrected"
        more = SpanDimension([*local, *exact_matrices(six)], "C") - SpanDimension(local, "C")
        yield ck.Vanishes(link, form.gap(link).xreplace({letter: sp.Min(1, more)}))
        closed = LieDimension([sp.I * m for m in local], "C") - SpanDimension(local, "C")
        yield ck.Vanishes(link, closed)
        unitary = [g for g in six if sum(abs(complex(c).real) for c in g.values()) == 0]
        yield ck.Step(
            "Generators of unitary operations; the others are local filters:", len(unitary)
        )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of realigned products of random exponentials."""
    values: dict[sp.Basic, np.ndarray] = {}
    for letter, six in LISTS.items():
        generators = numeric_matrices(six)
        angles = sample["size"][:, None, None] * rng.normal(size=(1, ELEMENTS, 6))
        steps = expm(np.einsum("nks,sij->nkij", angles, generators))
        element = steps[:, 0]
        for k in range(1, ELEMENTS):
            element = element @ steps[:, k]
            element /= np.linalg.norm(element, axis=(1, 2))[:, None, None]
        realigned = element.reshape(-1, 2, 2, 2, 2).swapaxes(2, 3).reshape(-1, 4, 4)
        found = np.linalg.svd(realigned, compute_uv=False)
        values[letter] = found[:, 1] / found[:, 0]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:single-qubit-operations",
    source=source("III.C"),
    kind="result",
    title="The Lorentz generators act on single qubits",
    latex=r"e^{\theta G} = A \otimes B \quad\Longleftrightarrow\quad "
    r"s_2(e^{\theta G}) = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("size", 0.05, 0.5, meaning="size of the random angles"),)),
        tolerance=1e-12,
        reason="singular values of zero lie below 1e-14",
        floor=0.01,
        method="operator-Schmidt values of random elements of the group",
    ),
    expected="proved",
    words="sentence",
    reading="Single-qubit operation is read as: no second operator-Schmidt value $s_2$ (in units "
    "of the first), for every element of the "
    "group and not only along the generators. This holds for the list as printed and corrected. "
    "Half of the generators are Hermitian: $e^{\\theta G}$ is then local but not unitary, a filter "
    "that changes norms and spectra, not a gate.",
)
