"""What every object of this package has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Self

from sympy import (
    Basic,
    Derivative,
    Expr,
    ImmutableDenseMatrix,
    MatAdd,
    MatMul,
    MatrixExpr,
    S,
    Symbol,
)
from sympy.core.sympify import _sympify
from sympy.matrices import MatrixBase
from sympy.matrices.expressions.matexpr import MatrixElement


class Unevaluated(Expr):  # type: ignore[misc]
    """A scalar that stands for a computation; `.doit()` carries it out, exactly."""

    is_commutative = True

    def __new__(cls, *args: Any) -> Self:
        """An object with these arguments; every class says which ones it takes."""
        made: Self = Expr.__new__(cls, *args)
        return made

    @abstractmethod
    def value(self) -> Expr:
        """What it stands for; the object itself where that cannot be decided."""

    def doit(self, **hints: Any) -> Expr:
        """Carry out the computation, and what is left unevaluated in its result."""
        found = self.value()
        return found if found == self else found.doit(**hints)

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        return Derivative(self, symbol, evaluate=False)

    def _eval_subs(self, old: Basic, new: Basic) -> Expr | None:
        """Where the order of substitution and computation matters, the computation comes first."""
        for held in self.bound():
            inside = old.has(held)
            if old == held or (inside and not held.is_Symbol) or (new.has(held) and not inside):
                return self.doit().subs(old, new)
        return None

    def bound(self) -> frozenset[Basic]:
        """Fields and variables that the computation differentiates or integrates by."""
        return frozenset()


class UnevaluatedMatrix(MatrixExpr):  # type: ignore[misc]
    """A matrix that stands for a computation; `.doit()` carries it out, exactly.

    Sums and products with it stand too. SymPy carries out a further sum of such a sum; write
    `MatAdd(a, b, c)` for more than two terms.
    """

    def __new__(cls, *args: Any) -> Self:
        """An object with these arguments; every class says which ones it takes."""
        made: Self = MatrixExpr.__new__(cls, *args)
        return made

    @property
    @abstractmethod
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""

    @abstractmethod
    def value(self) -> ImmutableDenseMatrix:
        """What it stands for."""

    def doit(self, **hints: Any) -> ImmutableDenseMatrix:
        """Carry out the computation, and what is left unevaluated in its entries."""
        return ImmutableDenseMatrix(self.value().doit(**hints))

    def __neg__(self) -> MatrixExpr:
        return MatMul(S.NegativeOne, self)

    def __add__(self, other: Any) -> MatrixExpr:
        return MatAdd(self, matrix_of("other", other))

    def __radd__(self, other: Any) -> MatrixExpr:
        return MatAdd(matrix_of("other", other), self)

    def __sub__(self, other: Any) -> MatrixExpr:
        return MatAdd(self, MatMul(S.NegativeOne, matrix_of("other", other)))

    def __rsub__(self, other: Any) -> MatrixExpr:
        return MatAdd(matrix_of("other", other), -self)

    def __mul__(self, other: Any) -> MatrixExpr:
        return MatMul(self, _factor(other))

    def __rmul__(self, other: Any) -> MatrixExpr:
        return MatMul(_factor(other), self)

    def _entry(self, i: Any, j: Any, **_: Any) -> Expr:
        return MatrixElement(self, i, j)

    def _eval_derivative(self, symbol: Symbol) -> ImmutableDenseMatrix:
        """Of the entries carried out: SymPy takes components of the result."""
        return ImmutableDenseMatrix(self.doit().diff(symbol))


def _factor(given: Any) -> Any:
    return ImmutableDenseMatrix(given) if isinstance(given, MatrixBase) else _sympify(given)


def matrix_of(name: str, given: Any, *, square: bool = False) -> Any:
    """An explicit matrix, fixed; a matrix expression stays what it is.

    Raises:
        TypeError: `given` is neither; ValueError where it must be square and is not.
    """
    made = ImmutableDenseMatrix(given) if isinstance(given, MatrixBase | list | tuple) else given
    if not isinstance(made, MatrixBase | MatrixExpr):
        raise TypeError(f"`{name}` must be a matrix, but was a {type(given).__name__}")
    if square and made.shape[0] != made.shape[1]:
        raise ValueError(f"`{name}` must be square, but was {made.shape[0]} x {made.shape[1]}")
    return made


def explicit(matrix: Any) -> ImmutableDenseMatrix:
    """The matrix with what is unevaluated in it carried out."""
    return ImmutableDenseMatrix(matrix.doit())


def pairs_of(values: Mapping[Any, Any] | Sequence[Any]) -> tuple[tuple[Expr, Expr], ...]:
    """The pairs of a mapping, or of a sequence of pairs, as SymPy objects."""
    items = values.items() if isinstance(values, Mapping) else values
    return tuple((_sympify(key), _sympify(value)) for key, value in items)
