"""Section III.C: the Lorentz generators are essentially single-qubit operations."""

from collections.abc import Iterator
from functools import cache, reduce
from itertools import product

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
NAMES = {GIVEN: "as printed", CORRECTED: "corrected"}
ENTRIES = {  # <00|W|01> of an element W, <0|A|0> and <0|B|1> of its two factors
    GIVEN: sp.symbols("W_{01} A_{00} B_{01}"),
    CORRECTED: sp.symbols("W'_{01} A'_{00} B'_{01}"),
}
ELEMENTS = 6
BITS = list(product((0, 1), repeat=3))


def printed() -> list[ck.Link]:
    """No second operator-Schmidt value in the group; entries are those of one-qubit factors."""
    links = [ck.Link(name, ck.equal(letter, 0)) for letter, name in NAMES.items()]
    for letter, name in NAMES.items():
        whole, first, second = ENTRIES[letter]
        links.append(ck.Link(f"factors {name}", ck.equal(whole, first * second)))
    return links


def _part(generator: sp.Matrix, qubit: int) -> sp.Matrix:
    """Half the partial trace over the other qubit."""
    place = [(2 * r + s, 2 * c + s) if qubit == 0 else (2 * s + r, 2 * s + c) for r, c, s in BITS]
    entries = [generator[place[2 * k]] + generator[place[2 * k + 1]] for k in range(4)]
    return sp.Matrix(2, 2, entries) / 2


@cache
def _entries(letter: sp.Symbol, one: int, two: int) -> tuple[sp.Expr, ...]:
    """Of exp(t G) exp(u G') and of the same with the parts of each qubit."""
    t, u = sp.symbols("t u", real=True)
    pair = [exact_matrices(LISTS[letter])[k] for k in (one, two)]
    found = []
    factors = ([_part(g, qubit) for g in pair] for qubit in (0, 1))
    for parts, place in zip((pair, *factors), ((0, 1), (0, 0), (0, 1)), strict=True):
        a, b = ((x * sp.Matrix(g)).exp() for x, g in zip((t, u), parts, strict=True))
        found.append((a * b)[place])
    return tuple(found)


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
        link = NAMES[letter]
        more = SpanDimension([*local, *exact_matrices(six)], "C") - SpanDimension(local, "C")
        yield ck.Vanishes(link, form.gap(link).xreplace({letter: sp.Min(1, more)}))
        closed = LieDimension([sp.I * m for m in local], "C") - SpanDimension(local, "C")
        yield ck.Vanishes(link, closed)
        for one, two in ((0, 4), (2, 3)):
            entries = dict(zip(ENTRIES[letter], _entries(letter, one, two), strict=True))
            yield ck.Vanishes(f"factors {link}", form.gap(f"factors {link}").xreplace(entries))
    yield ck.Step("Generators of unitary operations carry i; the others are local filters:", sp.I)


def _words(generators: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Products of exponentials: angles (n, ELEMENTS, 6) give matrices (n, ., .)."""
    steps = expm(np.einsum("nks,sij->knij", angles, generators))
    return np.asarray(reduce(np.matmul, steps))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random words in the group, realigned; the same words of each qubit by itself."""
    values: dict[sp.Basic, np.ndarray] = {}
    for letter, six in LISTS.items():
        generators = numeric_matrices(six)
        angles = rng.normal(
            scale=sample["size"][:, None, None], size=(len(sample["size"]), ELEMENTS, 6)
        )
        word = _words(generators, angles)
        realigned = word.reshape(-1, 2, 2, 2, 2).swapaxes(2, 3).reshape(-1, 4, 4)
        found = np.linalg.svd(realigned, compute_uv=False)
        values[letter] = np.linalg.norm(found[:, 1:], axis=1) / found[:, 0]
        tensor = generators.reshape(-1, 2, 2, 2, 2)
        parts = np.einsum("gasbs->gab", tensor) / 2, np.einsum("gsasb->gab", tensor) / 2
        words = (word, *(_words(part, angles) for part in parts))
        places = ((0, 1), (0, 0), (0, 1))
        for symbol, matrices, (row, column) in zip(ENTRIES[letter], words, places, strict=True):
            values[symbol] = matrices[:, row, column]
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
    "of the first), and entries that are products of those of two one-qubit factors, for "
    "every element of the group and not only along the generators. This holds for the list as "
    "printed and corrected. "
    "Half of the generators are Hermitian: $e^{\\theta G}$ is then local but not unitary, a filter "
    "that changes norms and spectra, not a gate.",
)
