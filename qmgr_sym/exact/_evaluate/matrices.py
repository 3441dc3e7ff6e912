"""Matrices written out, and the scalars made of them."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Basic, Function, ImmutableDenseMatrix, MatrixBase, MatrixSymbol
from sympy.matrices.expressions.determinant import Determinant
from sympy.matrices.expressions.inverse import Inverse
from sympy.matrices.expressions.matexpr import MatrixElement, MatrixExpr
from sympy.matrices.expressions.matpow import MatPow
from sympy.matrices.expressions.trace import Trace


def written_out(expr: Basic) -> Any:
    """Carry out matrix operations and objects that know how to carry themselves out.

    Determinants and inverses are computed without division, so that no hidden zero is taken for a
    pivot. Matrices of symbolic shape stay.

    Raises:
        ValueError: the inverse of a matrix whose determinant is 0 is asked for.
    """
    if isinstance(expr, MatrixBase):
        return ImmutableDenseMatrix(expr.applyfunc(written_out))
    if not isinstance(expr, Basic) or not expr.args or isinstance(expr, MatrixSymbol):
        return expr
    args = [written_out(arg) for arg in expr.args]
    same = all(new is old for new, old in zip(args, expr.args, strict=True))
    node = expr if same else expr.func(*args)
    return _carried_out(node)


def _carried_out(node: Any) -> Any:
    if isinstance(node, MatrixBase):
        return ImmutableDenseMatrix(node)
    if isinstance(node, Determinant | Trace):
        matrix = _explicit(node.args[0])
        if matrix is None:
            return node
        if isinstance(node, Trace):
            return matrix.trace()
        return matrix.det(method="berkowitz")
    if isinstance(node, MatrixElement):
        matrix = None if isinstance(node.parent, MatrixSymbol) else _explicit(node.parent)
        return node if matrix is None else matrix[node.i, node.j]
    if isinstance(node, MatrixExpr):
        matrix = _explicit(node)
        return node if matrix is None else matrix
    if _carries_itself_out(node):
        result = node.doit()
        return node if result == node else written_out(result)
    return node


def _explicit(node: Any) -> ImmutableDenseMatrix | None:
    """A matrix with its entries, None where its shape is symbolic."""
    if isinstance(node, MatrixBase):
        return ImmutableDenseMatrix(node)
    if _carries_itself_out(node):
        result = node.doit()
        return ImmutableDenseMatrix(result) if isinstance(result, MatrixBase) else None
    if not all(isinstance(size, int) or size.is_Integer for size in node.shape):
        return None
    if isinstance(node, Inverse):
        return _inverse(_explicit(node.arg))
    if isinstance(node, MatPow) and node.exp.is_negative and node.exp.is_Integer:
        inner = _inverse(_explicit(node.base))
        return None if inner is None else ImmutableDenseMatrix(inner ** int(-node.exp))
    return ImmutableDenseMatrix(node.as_explicit())


def _inverse(matrix: ImmutableDenseMatrix | None) -> ImmutableDenseMatrix | None:
    if matrix is None:
        return None
    determinant = matrix.det(method="berkowitz")
    if determinant == 0:
        raise ValueError(f"`expr` must hold inverses of regular matrices only, but held {matrix}")
    return ImmutableDenseMatrix(matrix.adjugate(method="berkowitz") / determinant)


def _carries_itself_out(node: Any) -> bool:
    """Whether a node is of a class outside SymPy that has a `doit` of its own."""
    kind = type(node)
    module = getattr(kind, "__module__", None) or "sympy"
    if module.split(".")[0] == "sympy" or isinstance(node, Function):
        return False
    return isinstance(node, Basic) and kind.doit is not Basic.doit


def needs_writing_out(kinds: frozenset[type]) -> bool:
    """Whether nodes of these types hold a matrix, or an object that carries itself out."""
    return any(
        issubclass(kind, MatrixExpr | MatrixBase | Determinant | Trace)
        or not (kind.__module__ or "sympy").startswith("sympy")
        for kind in kinds
        if kind is not MatrixSymbol
    )


def is_matrix(expr: object) -> bool:
    """Whether an object has entries that all have to vanish."""
    return isinstance(expr, MatrixBase | MatrixExpr | sympy.NDimArray)


def entries(expr: Any) -> list[tuple[tuple[int, ...], Any]] | None:
    """The entries of a matrix or array with their indices, None where its shape is symbolic."""
    if isinstance(expr, sympy.NDimArray):
        places = [tuple(expr._get_tuple_index(k)) for k in range(len(expr))]
        return [(place, expr[place]) for place in places]
    matrix = _explicit(written_out(expr))
    if matrix is None:
        return None
    rows, columns = matrix.shape
    return [((i, j), matrix[i, j]) for i in range(rows) for j in range(columns)]
