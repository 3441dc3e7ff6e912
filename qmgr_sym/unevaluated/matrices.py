"""Commutators, ranks, Jacobi matrices and entropies of explicit matrices, not carried out.

For traces and inverses SymPy's `Trace` and `Inverse` of an `ImmutableMatrix` do the same, and its
`Determinant` for a matrix that is small or holds numbers; `PolynomialDeterminant` is the fast one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Self

import flint
from sympy import E, Expr, ImmutableDenseMatrix, Integer, Symbol, Tuple, isprime, log
from sympy.core.symbol import Str
from sympy.core.sympify import _sympify
from sympy.polys.domains import ZZ
from sympy.polys.matrices import DomainMatrix
from sympy.polys.polyerrors import CoercionFailed

from qmgr_sym.algebra.closure import lie_closure, span
from qmgr_sym.exact.zero import zero_test
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated._base import Unevaluated, UnevaluatedMatrix, explicit, matrix_of
from qmgr_sym.variation._fields import check_coords


class Commutator(UnevaluatedMatrix):
    """[A, B] = A B - B A of square matrices of one size.

    Raises:
        TypeError, ValueError: they are not.

    Examples:
        >>> from sympy import I, Matrix
        >>> x, y, z = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), Matrix([[1, 0], [0, -1]])
        >>> (Commutator(x, y) - 2 * I * z).doit()
        Matrix([
        [0, 0],
        [0, 0]])
    """

    def __new__(cls, left: Any, right: Any) -> Self:
        """Check the sizes; see the class."""
        a, b = matrix_of("left", left, square=True), matrix_of("right", right, square=True)
        if a.shape != b.shape:
            raise ValueError(f"`left` and `right` must have one size, but had {a.shape}, {b.shape}")
        return super().__new__(cls, a, b)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.args[0].shape
        return rows, columns

    def value(self) -> ImmutableDenseMatrix:
        """A B - B A."""
        a, b = map(explicit, self.args)
        return a * b - b * a

    def _latex(self, printer: Any) -> str:
        return r"\left[{}, {}\right]".format(*map(printer.doprint, self.args))


class MatrixExponential(UnevaluatedMatrix):
    """exp(A) of a square matrix, by its Jordan form.

    Raises:
        TypeError, ValueError: it is not square.

    Examples:
        >>> from sympy import Matrix, symbols
        >>> t = symbols("t", real=True)
        >>> MatrixExponential(Matrix([[0, t], [0, 0]])).doit()
        Matrix([
        [1, t],
        [0, 1]])
    """

    def __new__(cls, exponent: Any) -> Self:
        """Check the shape; see the class."""
        return super().__new__(cls, matrix_of("exponent", exponent, square=True))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.args[0].shape
        return rows, columns

    def value(self) -> ImmutableDenseMatrix:
        """The exponential."""
        return ImmutableDenseMatrix(explicit(self.args[0]).exp())

    def _latex(self, printer: Any) -> str:
        return rf"\exp{{{printer.doprint(self.args[0])}}}"


class JacobiMatrix(UnevaluatedMatrix):
    """The matrix of the derivatives d f_i / d x_j, one row for each function.

    Raises:
        TypeError, ValueError: the variables are not distinct symbols, or a list is empty.

    Examples:
        >>> from sympy import Determinant, symbols
        >>> r, a = symbols("r a")
        >>> Determinant(JacobiMatrix((r * a, r / a), (r, a))).doit()
        -2*r/a
    """

    def __new__(cls, functions: Sequence[Expr], variables: Sequence[Symbol]) -> Self:
        """Check the variables; see the class."""
        check_coords(tuple(variables))
        if not len(functions) or not len(variables):
            raise ValueError("`functions` and `variables` must not be empty")
        return super().__new__(cls, Tuple(*functions), Tuple(*variables))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return Integer(len(self.args[0])), Integer(len(self.args[1]))

    def value(self) -> ImmutableDenseMatrix:
        """The derivatives."""
        functions, variables = self.args
        return ImmutableDenseMatrix([[f.doit().diff(x) for x in variables] for f in functions])

    def _latex(self, printer: Any) -> str:
        functions, variables = (", ".join(map(printer.doprint, part)) for part in self.args)
        return rf"\frac{{\partial\left({functions}\right)}}{{\partial\left({variables}\right)}}"


class PolynomialDeterminant(Unevaluated):
    """The determinant of a square matrix of polynomials or rational functions, kept once found.

    Args:
        matrix: explicit, or a matrix expression that `.doit()` makes explicit.

    Raises:
        TypeError, ValueError: it is no matrix, or not square; ValueError also, when it is carried
            out, for entries that are no rational functions of its symbols.

    Examples:
        >>> from sympy import Matrix, symbols
        >>> a, b = symbols("a b")
        >>> PolynomialDeterminant(Matrix([[a, b], [b, a]])).doit()
        a**2 - b**2
    """

    def __new__(cls, matrix: Any) -> Self:
        """Fix the matrix; see the class."""
        return super().__new__(cls, matrix_of("matrix", matrix, square=True))

    def value(self) -> Expr:
        """The determinant, by elimination over the ring of the entries."""
        return _determinant(self.args[0])

    def _latex(self, printer: Any) -> str:
        return rf"\det {printer.doprint(self.args[0])}"


@lru_cache(maxsize=64)
def _determinant(given: Any) -> Expr:
    matrix = DomainMatrix.from_Matrix(explicit(given))
    if matrix.domain.is_EX:
        raise ValueError("`matrix` must hold rational functions of symbols, but does not")
    return matrix.domain.to_sympy(matrix.det())


class Rank(Unevaluated):
    """The rank of an explicit matrix; with symbols in it, the rank at a general point.

    Exact over the rationals, number fields and rational functions. With other entries each pivot
    is put to `zero_test`, and the object stays as it is where that does not decide.

    Args:
        matrix: explicit, or a matrix expression that `.doit()` makes explicit.
        modulus: a prime p, for whole numbers read modulo p; 0 for the numbers themselves.

    Raises:
        TypeError: it is no matrix; ValueError: the modulus is neither 0 nor a prime, or, when it is
            carried out, an entry is no whole number.

    Examples:
        >>> from sympy import Matrix, symbols
        >>> a = symbols("a")
        >>> Rank(Matrix([[1, a], [a, a**2]])) - 1
        Rank(Matrix([
        [1,    a],
        [a, a**2]])) - 1
        >>> _.doit()
        0
        >>> Rank([[1, 1], [1, -1]]).doit(), Rank([[1, 1], [1, -1]], 2).doit()
        (2, 1)
    """

    is_integer = True
    is_nonnegative = True

    def __new__(cls, matrix: Any, modulus: int = 0) -> Self:
        """Fix the matrix; see the class."""
        if modulus != 0 and not isprime(modulus):
            raise ValueError(f"`modulus` must be 0 or a prime, but was {modulus}")
        more = (Integer(modulus),) if modulus else ()
        return super().__new__(cls, matrix_of("matrix", matrix), *more)

    def value(self) -> Expr:
        """The rank, by elimination."""
        found = _rank(*self.args)
        return self if found is None else Integer(found)

    def _latex(self, printer: Any) -> str:
        field = rf"_{{\mathbb{{F}}_{self.args[1]}}}" if len(self.args) > 1 else ""
        return rf"\operatorname{{rank}}{field} {printer.doprint(self.args[0])}"


@lru_cache(maxsize=256)
def _rank(given: Any, modulus: int = 0) -> int | None:
    matrix = explicit(given)
    if modulus:
        return _rank_modulo(matrix, int(modulus))
    domain = DomainMatrix.from_Matrix(matrix, extension=True)
    symbols = getattr(domain.domain, "symbols", ())
    if not domain.domain.is_EX and all(s.is_Symbol for s in symbols):
        return int(domain.to_field().rank())
    return _rank_by_pivots(matrix)


def _rank_modulo(matrix: ImmutableDenseMatrix, prime: int) -> int:
    try:
        whole = matrix.to_DM().convert_to(ZZ)
    except CoercionFailed:
        raise ValueError("`matrix` must hold whole numbers where `modulus` is given") from None
    residues = [int(entry) % prime for entry in whole.to_list_flat()]
    return int(flint.nmod_mat(*map(int, matrix.shape), residues, prime).rank())


def _rank_by_pivots(matrix: ImmutableDenseMatrix) -> int | None:
    """The rank by elimination without division, or None where a pivot is not decided."""
    rows, rank = [list(matrix.row(k)) for k in range(matrix.rows)], 0
    for column in range(matrix.cols):
        outcomes = [zero_test(row[column]).outcome for row in rows]
        if "nonzero" not in outcomes:
            if "undecided" in outcomes:
                return None
            continue
        pivot = rows.pop(outcomes.index("nonzero"))
        rows = [[pivot[column] * b - row[column] * a for a, b in zip(pivot, row, strict=True)]
                for row in rows]  # fmt: skip
        rank += 1
    return rank


class LieDimension(Unevaluated):
    """The real dimension of the Lie algebra that matrices over Q(i) generate, over R or C.

    Source: `qmgr_sym.algebra.closure.lie_closure`.

    Examples:
        >>> from sympy import I, Matrix
        >>> LieDimension((I * Matrix([[0, 1], [1, 0]]), I * Matrix([[1, 0], [0, -1]]))).doit()
        3
    """

    is_integer = True

    def __new__(cls, generators: Sequence[Any], field: str | Str = "R") -> Self:
        """Check the field; see the class."""
        if str(field) not in ("R", "C"):
            raise ValueError(f"`field` must be 'R' or 'C', but was {field!r}")
        matrices = (matrix_of("generators", g, square=True) for g in generators)
        return super().__new__(cls, Tuple(*matrices), Str(str(field)))

    def value(self) -> Expr:
        """The dimension of the closure."""
        generators = [explicit(g) for g in self.args[0]]
        return Integer(lie_closure(generators, "R" if str(self.args[1]) == "R" else "C").dimension)

    def _latex(self, printer: Any) -> str:
        generators = ", ".join(map(printer.doprint, self.args[0]))
        return rf"\dim \operatorname{{Lie}}_{{{self.args[1]}}} \left\{{{generators}\right\}}"


class SpanDimension(LieDimension):
    """The real dimension of the linear span of matrices over Q(i), over R or C.

    Examples:
        >>> from sympy import I, eye
        >>> SpanDimension((eye(2), I * eye(2))).doit(), SpanDimension((eye(2),), "C").doit()
        (2, 2)
    """

    def value(self) -> Expr:
        """The dimension of the span."""
        matrices = [explicit(m) for m in self.args[0]]
        return Integer(span(matrices, "R" if str(self.args[1]) == "R" else "C").dimension)

    def _latex(self, printer: Any) -> str:
        matrices = ", ".join(map(printer.doprint, self.args[0]))
        return rf"\dim \operatorname{{span}}_{{{self.args[1]}}} \left\{{{matrices}\right\}}"


class VonNeumannEntropy(Unevaluated):
    """-tr rho log rho of an explicit density matrix, from its exact eigenvalues; 0 log 0 = 0.

    Args:
        state: the density matrix; base : of the logarithm, e unless given (2 for bits).

    Examples:
        >>> from sympy import eye
        >>> VonNeumannEntropy(eye(2) / 2, 2).doit()
        1
    """

    is_real = True

    def __new__(cls, state: Any, base: Any = None) -> Self:
        """Check the state; see the class."""
        matrix = matrix_of("state", state, square=True)
        return super().__new__(cls, matrix, E if base is None else _sympify(base))

    def value(self) -> Expr:
        """The entropy in the units of the base."""
        return qubits.entropy(explicit(self.args[0])) * log(2) / log(self.args[1])

    def _latex(self, printer: Any) -> str:
        return rf"S\left({printer.doprint(self.args[0])}\right)"
