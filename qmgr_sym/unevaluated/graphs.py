"""Counts that belong to a pattern of connections, not carried out."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Self

from sympy import Expr, Integer

from qmgr_sym.unevaluated._base import Unevaluated, explicit, matrix_of

LARGEST = 8


class Automorphisms(Unevaluated):
    """The number of permutations of rows and columns together that leave a matrix as it is.

    Args:
        matrix: explicit and square, at most 8 rows: all permutations are tried.

    Raises:
        TypeError: it is no matrix; ValueError: it is not square, or has more than 8 rows.

    Examples:
        >>> from sympy import ones, eye
        >>> Automorphisms(ones(3)).doit(), Automorphisms([[0, 1], [0, 0]]).doit()
        (6, 1)
    """

    is_integer = True
    is_positive = True

    def __new__(cls, matrix: Any) -> Self:
        """Fix the matrix; see the class."""
        made = matrix_of("matrix", matrix, square=True)
        if int(made.shape[0]) > LARGEST:
            raise ValueError(f"`matrix` must have at most {LARGEST} rows, but had {made.shape[0]}")
        return super().__new__(cls, made)

    def value(self) -> Expr:
        """The count, over all permutations."""
        matrix = explicit(self.args[0])
        size = int(matrix.rows)
        entries = [[matrix[i, j] for j in range(size)] for i in range(size)]
        return Integer(sum(
            all(entries[order[i]][order[j]] == entries[i][j]
                for i in range(size) for j in range(size))
            for order in permutations(range(size))
        ))  # fmt: skip

    def _latex(self, printer: Any) -> str:
        return rf"\left|\operatorname{{Aut}} {printer.doprint(self.args[0])}\right|"
