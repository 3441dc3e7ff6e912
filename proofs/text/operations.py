"""Matrices in formulas: sums, products and operations that stand for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy.matrices.expressions.kronecker import KroneckerProduct

from proofs.text.tokens import TextError

LARGEST = 64


class Entries(sympy.ImmutableDenseMatrix):  # type: ignore[misc]
    """A matrix written out in a formula: an error may be in any of its entries."""

    written_out = True


_ONE = {
    "trace": sympy.Trace,
    "det": sympy.Determinant,
    "dagger": sympy.Adjoint,
    "transpose": sympy.Transpose,
    "inverse": sympy.Inverse,
}
_TWO = {"kron": KroneckerProduct}
_OURS = {"expm": "MatrixExponential", "commutator": "Commutator"}


def matrix_sum(terms: Sequence[tuple[int, Any]]) -> Any:
    """The sum of matrices with their signs; TextError where one has another shape."""
    for _, term in terms:
        if not term.is_Matrix or term.shape != terms[0][1].shape:
            raise TextError(
                f"must add matrices of one shape, but adds {_shape(terms[0][1])} and {_shape(term)}"
            )
    return sympy.MatAdd(*(t if sign > 0 else sympy.MatMul(-1, t) for sign, t in terms))


def matrix_product(factors: Sequence[tuple[int, Any]]) -> Any:
    """The product, in order; a matrix cannot be divided by."""
    made: list[Any] = []
    before: Any = None
    for exponent, factor in factors:
        if factor.is_Matrix:
            if exponent < 0:
                raise TextError("must not divide by a matrix, but does; write A**(-1)")
            if before is not None and before.shape[1] != factor.shape[0]:
                raise TextError(
                    "must multiply matrices that fit, "
                    f"but multiplies {_shape(before)} and {_shape(factor)}"
                )
            before = factor
        made.append(factor if exponent > 0 else sympy.Pow(factor, -1))
    return sympy.MatMul(*made)


def matrix_operation(word: str, arguments: Sequence[Any]) -> Any:
    """trace, det, dagger, transpose, inverse, expm, commutator, kron, dot, cross, identity."""
    count = 1 if word in (*_ONE, "expm", "identity") else 2
    if len(arguments) != count:
        words = {1: "one argument", 2: "two arguments"}
        raise TextError(f"must give {word} {words[count]}, but gives {len(arguments)}")
    if word == "identity":
        size = arguments[0]
        if not size.is_Integer or not 1 <= size <= LARGEST:
            raise TextError(f"must give identity a size of 1 to {LARGEST}, but gives {size}")
        return sympy.ImmutableDenseMatrix(sympy.eye(int(size)))
    for argument in arguments:
        if not argument.is_Matrix:
            raise TextError(f"must give {word} matrices, but gives {_shape(argument)}")
    if word in ("dot", "cross"):
        return _vectors(word, *arguments)
    square = word in ("trace", "det", "inverse", "expm", "commutator")
    if square and any(a.shape[0] != a.shape[1] for a in arguments):
        raise TextError(f"must give {word} a square matrix, but gives {_shape(arguments[0])}")
    if word in _OURS:
        import qmgr_sym.unevaluated as objects  # heavy, and few formulas hold matrices

        return getattr(objects, _OURS[word])(*arguments)
    return (_ONE | _TWO)[word](*arguments)


def _vectors(word: str, a: Any, b: Any) -> Any:
    one, other = (v.as_explicit() if hasattr(v, "as_explicit") else v for v in (a, b))
    if min(one.shape) != 1 or one.shape != other.shape or (word == "cross" and len(one) != 3):
        raise TextError(f"must give {word} two vectors, but gives {_shape(a)} and {_shape(b)}")
    if word == "cross":
        return sympy.ImmutableDenseMatrix(one.cross(other))
    return sympy.Add(*(x * y for x, y in zip(one, other, strict=True)))


def _shape(value: Any) -> str:
    return "a matrix of {} x {}".format(*value.shape) if value.is_Matrix else "a number"
