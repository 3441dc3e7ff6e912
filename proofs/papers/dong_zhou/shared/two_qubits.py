"""Lists of two-qubit generators inside a statement, and what both arms find out about them.

A `Quantity` is a whole number that belongs to a list of generators, each a linear combination of
Pauli strings with coefficients in Q(i). The list stands inside the statement, so that a wrong
coefficient makes a wrong statement, which both arms then judge anew: `exact_value` by elimination
over Q, `Sampled` by random elements of the group that the list generates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.qubits.lie_closure import killing_signature, lie_closure, span_basis
from numerics.qubits.pauli import matrices, pauli_index
from qmgr_sym.algebra import closure, forms, pauli

Array = np.ndarray[Any, Any]
WORDS, LETTERS = 24, 4
GROWN = 16.0  # a bounded group of these lists stays below 2 sqrt(2) in norm
TIME = 64.0  # a unipotent one has grown to about 64 then
RANK = 1e-8  # the group elements have a norm below 1e3 and carry 1e-13


class PauliString(sp.Function):  # type: ignore[misc]
    """A Pauli string, as a unit of a linear combination."""

    def _latex(self, printer: object) -> str:
        return str(self.args[0])

    _sympystr = _latex


class Quantity(sp.Function):  # type: ignore[misc]
    """A whole number that belongs to a list of generators."""

    def _latex(self, printer: Any) -> str:
        words = re.sub("(?<!^)[A-Z]", lambda found: " " + found.group().lower(), self.func.__name__)
        inside = ", ".join(map(printer.doprint, self.args))
        return rf"\text{{{words}}}\left({inside}\right)"


class RealDimension(Quantity):
    """Dimension over R of the Lie algebra that the list generates."""


class RealRank(Quantity):
    """Dimension over R of the span of the list."""


class ComplexRank(Quantity):
    """Dimension over C of the span of the list."""


class NoncompactDirections(Quantity):
    """Positive directions of the Killing form of what the list generates; 0 if degenerate."""


class CompactDirections(Quantity):
    """Negative directions of that form; 0 if it is degenerate."""


class LinearNoncompactDirections(Quantity):
    """Positive directions of that form if it has one null direction, the scaling; else 0."""


class LorentzForms(Quantity):
    """Dimension of the space of invariant Hermitian forms, if of signature (3,1) or (1,3)."""


class BoundedGroups(Quantity):
    """How many generators of the list generate a bounded one-parameter group."""


class EntanglingGroups(Quantity):
    """How many generate a one-parameter group of operator-Schmidt rank above 1."""


def string(label: str) -> Expr:
    """The Pauli string `label` as a SymPy object."""
    return PauliString(sp.Symbol(label))


@cache
def coefficients(expression: Expr) -> dict[str, Expr]:
    """Coefficients of the strings in a linear combination; a bare number multiplies II.

    Raises ValueError for anything that is not linear.
    """
    total: dict[str, Expr] = {}
    for term in sp.Add.make_args(sp.expand(expression)):
        factor, rest = term.as_independent(PauliString)
        if rest != 1 and not isinstance(rest, PauliString):
            raise ValueError(f"a generator must be linear in Pauli strings, but is {expression}")
        label = "II" if rest == 1 else rest.args[0].name
        total[label] = total.get(label, sp.S.Zero) + factor
    return total


@cache
def exact_matrix(expression: Expr) -> sp.ImmutableMatrix:
    """The matrix of a generator over Q(i)."""
    return pauli.matrix(coefficients(expression))


def _lorentz_forms(generators: list[sp.ImmutableMatrix]) -> int:
    found = forms.invariant_hermitian_forms(generators)
    right = all(set(forms.signature(form)) == {3, 1} for form in found)
    return len(found) if right else 0


def _killing(generators: list[sp.ImmutableMatrix], null: int) -> tuple[int, int]:
    algebra = closure.lie_closure(generators)
    found = forms.signature(closure.killing_form(algebra))
    return found if sum(found) + null == algebra.dimension else (0, 0)


def _is_local(matrix: sp.ImmutableMatrix) -> bool:
    """Whether exp(tG) is a product for all t: exactly if G is a sum of one-body terms."""
    one_body = [string(a + b) for a, b in ("II", "IX", "IY", "IZ", "XI", "YI", "ZI")]
    return closure.span([exact_matrix(s) for s in one_body], "C").contains(matrix)


_EXACT: Mapping[type[Quantity], Callable[[list[sp.ImmutableMatrix]], int]] = {
    RealDimension: lambda g: closure.lie_closure(g).dimension,
    RealRank: lambda g: closure.span(g).dimension,
    ComplexRank: lambda g: closure.span(g, "C").dimension // 2,
    NoncompactDirections: lambda g: _killing(g, 0)[0],
    CompactDirections: lambda g: _killing(g, 0)[1],
    LinearNoncompactDirections: lambda g: _killing(g, 1)[0],
    LorentzForms: _lorentz_forms,
    BoundedGroups: lambda g: sum(map(forms.is_bounded_group, g)),
    EntanglingGroups: lambda g: sum(not _is_local(m) for m in g),
}


@cache
def exact_value(quantity: Quantity) -> sp.Integer:
    """The quantity by exact linear algebra over Q."""
    return sp.Integer(_EXACT[type(quantity)]([exact_matrix(g) for g in quantity.args]))


def with_exact_values(expression: Expr) -> Expr:
    """`expression` with every quantity computed."""
    return expression.replace(lambda e: isinstance(e, Quantity), exact_value)


def transported(generators: Array, size: float, rng: Generator) -> tuple[Array, Array]:
    """Random group elements and all generators carried along by them: they span the closure."""
    scale = np.linalg.norm(generators, axis=(1, 2), ord=2).max()
    pick = rng.integers(len(generators), size=(WORDS, LETTERS))
    angles = size * rng.choice([-1.0, 1.0], (WORDS, LETTERS)) * rng.uniform(0.5, 1, pick.shape)
    steps = expm(angles[..., None, None] * generators[pick] / scale)
    words = steps[:, 0]
    for k in range(1, LETTERS):
        words = words @ steps[:, k]
    carried = words[:, None] @ generators @ np.linalg.inv(words)[:, None]
    return words, np.concatenate([generators, carried.reshape(-1, 4, 4)]) / scale


def _rank(array: Array) -> int:
    values = np.linalg.svd(array, compute_uv=False)
    return int((values > RANK * max(values[0], 1e-300)).sum())


def _real(array: Array) -> Array:
    flat = array.reshape(len(array), -1)
    return np.concatenate([flat.real, flat.imag], axis=1)


def _forms(generators: Array, size: float, rng: Generator) -> int:
    """Hermitian forms with w^+ H w = H for the random words w."""
    words, _ = transported(generators, size, rng)
    units = np.eye(16).reshape(16, 4, 4)
    basis = np.concatenate([units + units.swapaxes(1, 2), 1j * (units - units.swapaxes(1, 2))])
    basis = span_basis(basis[np.abs(basis).max(axis=(1, 2)) > 0])
    moved = words.conj().swapaxes(1, 2)[:, None] @ basis @ words[:, None] - basis
    table = np.stack([_real(moved[:, k]).ravel() for k in range(len(basis))], axis=1)
    _, values, rows = np.linalg.svd(table, full_matrices=False)
    null = rows[values < RANK * values[0]]
    eigenvalues = [np.linalg.eigvalsh(np.tensordot(row, basis, 1)) for row in null]
    right = all({int((v > 1e-8).sum()), int((v < -1e-8).sum())} == {1, 3} for v in eigenvalues)
    return len(null) if right else 0


def _sampled(kind: type[Quantity], generators: Array, size: float, rng: Generator) -> int:
    if kind is RealRank:
        return _rank(_real(generators))
    if kind is ComplexRank:
        return _rank(generators.reshape(len(generators), -1))
    if kind is RealDimension:
        return _rank(_real(transported(generators, size, rng)[1]))
    if kind in (NoncompactDirections, CompactDirections, LinearNoncompactDirections):
        basis = lie_closure(transported(generators, size, rng)[1][: 4 * len(generators)])
        found = killing_signature(basis)
        null = 1 if kind is LinearNoncompactDirections else 0
        if sum(found) + null != len(basis):
            return 0
        return found[1 if kind is CompactDirections else 0]
    if kind is LorentzForms:
        return _forms(generators, size, rng)
    if kind is BoundedGroups:
        ends = expm(TIME * np.array([1.0, -1.0])[:, None, None, None] * generators)
        norms = np.linalg.norm(ends, axis=(2, 3), ord=2).max(axis=0)
        return int((norms < GROWN).sum())
    elements = expm(size * generators).reshape(-1, 2, 2, 2, 2).swapaxes(2, 3).reshape(-1, 4, 4)
    values = np.linalg.svd(elements, compute_uv=False)
    return int((values[:, 1] > RANK * values[:, 0]).sum())


class Sampled(Mapping[Basic, Array]):
    """Measures every quantity it is asked for, at the points of a sample."""

    def __init__(self, sample: ck.Sample, rng: Generator) -> None:
        """Fix the points and one seed for all quantities."""
        self._sizes, self._seed = sample["size"], int(rng.integers(2**32))
        self._known: dict[Basic, Array] = {}

    def __getitem__(self, quantity: Basic) -> Array:
        """The quantity at every point: shape (n,)."""
        if not isinstance(quantity, Quantity):
            raise KeyError(quantity)
        if quantity not in self._known:
            generators = numeric_matrices(quantity)
            rng = np.random.default_rng(self._seed)
            found = [_sampled(type(quantity), generators, s, rng) for s in self._sizes]
            self._known[quantity] = np.array(found, dtype=float)
        return self._known[quantity]

    def __iter__(self) -> Iterator[Basic]:
        """Nothing is known before it is asked for."""
        return iter(())

    def __len__(self) -> int:
        """As `__iter__`."""
        return 0


def numeric_matrices(quantity: Quantity) -> Array:
    """The generators of a list as complex arrays (m, 4, 4)."""
    made = []
    for generator in quantity.args:
        terms = coefficients(generator)
        weights = np.array([complex(c) for c in terms.values()])
        made.append(np.tensordot(weights, matrices(pauli_index(list(terms)), 2), 1))
    return np.stack(made)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Ranks, closures and forms of the lists by singular values and random group elements."""
    return ck.Measurement(Sampled(sample, rng))
