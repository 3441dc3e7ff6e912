"""Forms that matrices leave invariant, their signature, and bounded one-parameter groups; exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import flint
import sympy as sp

from qmgr_sym.algebra._rational import Rational, RationalMatrix, doubled, kernel, parts, to_sympy

_Pair = tuple[RationalMatrix, RationalMatrix]


def signature(form: sp.MatrixBase) -> tuple[int, int]:
    """Numbers of positive and negative directions of a Hermitian matrix over Q(i).

    The characteristic polynomial has real roots only, so that Descartes' rule of signs counts
    them exactly. Raises ValueError for a matrix that is not Hermitian.

    >>> signature(sp.Matrix([[0, 1], [1, 0]])), signature(sp.diag(1, -1, 0))
    ((1, 1), (1, 1))
    """
    if form.shape[0] != form.shape[1] or (form - form.H).applyfunc(sp.expand) != 0 * form:
        raise ValueError(f"`form` must be Hermitian, but is {form.tolist()}.")
    polynomial = doubled(form).charpoly()
    coefficients = [c for c in polynomial.coeffs() if c != 0]
    mirrored = [(-1) ** k * c for k, c in enumerate(polynomial.coeffs()) if c != 0]
    return _changes(coefficients) // 2, _changes(mirrored) // 2


def invariant_hermitian_forms(generators: Sequence[sp.MatrixBase]) -> list[sp.ImmutableMatrix]:
    """A real basis of the Hermitian H with G^+ H + H G = 0 for every generator G.

    exp(tG) then leaves v^+ H v unchanged. Entries over Q(i).

    >>> [h.tolist() for h in invariant_hermitian_forms([sp.diag(1, -1), sp.diag(sp.I, sp.I)])]
    [[[0, 1], [1, 0]], [[0, -I], [I, 0]]]
    """
    size = generators[0].rows
    pairs = [parts(generator) for generator in generators]
    forms = [
        (_entries(size, {(i, j): 1, (j, i): 1}), _entries(size, {}))
        for i in range(size)
        for j in range(i, size)
    ]
    forms += [(_entries(size, {}), _entries(size, {(i, j): -1, (j, i): 1}))
              for i in range(size) for j in range(i + 1, size)]  # fmt: skip
    images = [[entry for pair in pairs for entry in _change(pair, form)] for form in forms]
    found = []
    for vector in kernel(list(zip(*images, strict=True)), len(forms)):
        real, imaginary = _entries(size, {}), _entries(size, {})
        for coefficient, (a, b) in zip(vector, forms, strict=True):
            real, imaginary = real + coefficient * a, imaginary + coefficient * b
        entries = zip(real.entries(), imaginary.entries(), strict=True)
        numbers = [to_sympy(a) + sp.I * to_sympy(b) for a, b in entries]
        found.append(sp.ImmutableMatrix(size, size, numbers))
    return found


def is_bounded_group(generator: sp.MatrixBase) -> bool:
    """Whether exp(t G), t real, stays bounded, so that its closure is compact.

    That is so exactly if G is diagonalisable with imaginary eigenvalues: if its minimal
    polynomial over Q has simple roots, all imaginary.

    >>> is_bounded_group(sp.Matrix([[0, 1], [-1, 0]])), is_bounded_group(sp.diag(1, -1))
    (True, False)
    >>> is_bounded_group(sp.Matrix([[0, 1], [0, 0]]))
    False
    """
    coefficients = [to_sympy(c) for c in doubled(generator).minpoly().coeffs()]
    x = sp.Symbol("x")
    if not sp.Poly(coefficients[::-1], x).is_sqf:
        return False
    if coefficients[0] == 0:
        coefficients = coefficients[1:]
    if any(coefficients[1::2]):
        return False
    squares = sp.Poly(coefficients[::2][::-1], x)  # in the squares of the eigenvalues
    return bool(squares.degree() <= 0 or squares.count_roots(None, 0) == squares.degree())


def _change(generator: _Pair, form: _Pair) -> list[Rational]:
    """Entries of G^+ H + H G."""
    (a, b), (f, h) = generator, form
    at, bt = a.transpose(), b.transpose()
    real, imaginary = at * f + bt * h + f * a - h * b, at * h - bt * f + f * b + h * a
    return [*real.entries(), *imaginary.entries()]


def _entries(size: int, values: Mapping[tuple[int, int], int]) -> RationalMatrix:
    matrix = flint.fmpq_mat(size, size)
    for place, value in values.items():
        matrix[place] = value
    return matrix


def _changes(coefficients: Sequence[flint.fmpq]) -> int:
    signs = [c > 0 for c in coefficients]
    return sum(a != b for a, b in pairwise(signs))
