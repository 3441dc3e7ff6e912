"""Tensors by components: indexed access, nonzero components, text and LaTeX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import sympy
from sympy import Expr, Integer, S, Symbol
from sympy.tensor.array import ImmutableDenseNDimArray

Index = tuple[int, ...]
LARGE = 200


@dataclass(frozen=True, eq=False)
class Tensor:
    """Components of a tensor (or connection) in one chart.

    `tensor[mu, nu]` is a SymPy expression, 0 where the component vanishes identically. Components
    are held in the form they were computed in and written as SymPy only when asked for.

    Attributes:
        variance: one letter for each index, "u" for an upper and "d" for a lower one.
        coordinates: the coordinates of the chart.
        symbol: the name used in text and LaTeX, such as "R" or "Gamma".
    """

    variance: str
    coordinates: tuple[Symbol, ...]
    symbol: str
    cells: Mapping[Index, Any] = field(repr=False)
    home: Any = field(default=None, repr=False)
    _written: dict[int, Expr] = field(default_factory=dict, init=False, repr=False)

    @property
    def rank(self) -> int:
        """The number of indices."""
        return len(self.variance)

    def __getitem__(self, index: int | Sequence[int]) -> Expr:
        """One component.

        Raises:
            IndexError: there are not as many indices as the rank, or one is out of range.
        """
        key = (index,) if isinstance(index, int | Integer) else tuple(index)
        key = tuple(int(k) for k in key)
        n = len(self.coordinates)
        if len(key) != self.rank or any(not -n <= k < n for k in key):
            raise IndexError(
                f"an index of `{self.symbol}` must be {self.rank} numbers below {n}, "
                f"but was {list(key)}"
            )
        key = tuple(k % n for k in key)
        if key not in self.cells:
            return S.Zero
        cell = self.cells[key]
        if self.home is None:
            return cell
        known = self._written.get(id(cell))  # cells that symmetry makes equal are one object
        if known is None:
            known = self._written[id(cell)] = self.home.write(cell)
        return known

    def __add__(self, other: Tensor) -> Tensor:
        """The sum of two tensors of one variance."""
        from qmgr_sym.geometry.tensors.algebra import linear_combination

        return linear_combination([(1, self), (1, other)])

    def __sub__(self, other: Tensor) -> Tensor:
        """The difference of two tensors of one variance."""
        from qmgr_sym.geometry.tensors.algebra import linear_combination

        return linear_combination([(1, self), (-1, other)])

    def __neg__(self) -> Tensor:
        """The negative."""
        return self.__mul__(-1)

    def __mul__(self, number: Any) -> Tensor:
        """The multiple by an expression; see `tensors.algebra.product` for tensor products."""
        from qmgr_sym.geometry.tensors.algebra import linear_combination

        found: Tensor = linear_combination([(number, self)])
        return found

    def __rmul__(self, number: Any) -> Tensor:
        """The multiple by an expression."""
        return self.__mul__(number)

    def __truediv__(self, number: Any) -> Tensor:
        """The tensor divided by an expression."""
        return self.__mul__(S.One / number)

    def _latex(self, printer: Any) -> str:
        """For `sympy.latex`."""
        return self.latex()

    def _repr_latex_(self) -> str:
        """For notebooks."""
        return f"$\\displaystyle {self.latex()}$"

    def _sympystr(self, printer: Any) -> str:
        """For `sympy.sstr`."""
        return self.text() or f"{self.symbol} = 0"

    def _pretty(self, printer: Any) -> Any:
        """For `sympy.pretty`: one component below the other."""
        from sympy.printing.pretty.stringpict import prettyForm

        blocks = []
        for key, value in self.nonzero().items():
            form = prettyForm(f"{self._label(key)} = ").right(printer._print(value))
            blocks.append(str(prettyForm(*form)))
        return prettyForm("\n\n".join(blocks) or f"{self.symbol} = 0")

    def _label(self, key: Index) -> str:
        marks = {"u": "^", "d": "_"}
        pairs = zip(self.variance, key, strict=True)
        return self.symbol + "".join(marks[kind] + str(self.coordinates[k]) for kind, k in pairs)

    def size(self, index: Index) -> int:
        """How many terms a component has, known without writing it."""
        cell = self.cells.get(index)
        if cell is None:
            return 0
        return int(self.home.size(cell)) if self.home is not None else _parts(cell)

    def written(self, index: Index, latex: bool = False) -> str:
        """A component as text or LaTeX; one of more than `LARGE` terms is not simplified."""
        if self.home is not None and self.size(index) > LARGE:
            return str(self.home.text(self.cells[index], latex))
        return str(sympy.latex(self[index])) if latex else str(self[index])

    def nonzero(self) -> dict[Index, Expr]:
        """The components that do not vanish identically, by index, in order."""
        return {key: self[key] for key in sorted(self.cells)}

    def is_zero(self) -> bool:
        """Whether every component vanishes identically."""
        return not self.cells

    def array(self) -> ImmutableDenseNDimArray:
        """All components as a SymPy array."""
        n = len(self.coordinates)
        flat = [self[key] for key in product(range(n), repeat=self.rank)]
        return ImmutableDenseNDimArray(flat, (n,) * self.rank)

    def text(self) -> str:
        """One line for each nonzero component, with coordinate names as indices.

        Examples:
            >>> from sympy import symbols
            >>> x, y = symbols("x y")
            >>> print(tensor_of([[0, x], [x, 0]], "dd", (x, y), "h").text())
            h_x_y = x
            h_y_x = x
        """
        return "\n".join(f"{self._label(key)} = {value}" for key, value in self.nonzero().items())

    def latex(self) -> str:
        r"""An `aligned` environment with one line for each nonzero component.

        Indices are staggered, as in `R^{t}{}_{r t r}`; a tensor that vanishes gives "R = 0".
        """
        name = sympy.latex(Symbol(self.symbol))
        lines = [
            f"{name}{self._indices(key)} &= {sympy.latex(value)}"
            for key, value in self.nonzero().items()
        ]
        if not lines:
            return f"{name} = 0"
        return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"

    def _indices(self, key: Index) -> str:
        parts: list[tuple[str, list[str]]] = []
        for kind, k in zip(self.variance, key, strict=True):
            label = sympy.latex(self.coordinates[k])
            if parts and parts[-1][0] == kind:
                parts[-1][1].append(label)
            else:
                parts.append((kind, [label]))
        marks = {"u": "^", "d": "_"}
        return "{}".join(f"{marks[kind]}{{{' '.join(labels)}}}" for kind, labels in parts)


def _parts(expr: Expr) -> int:
    return sum(1 for _ in sympy.preorder_traversal(expr))


def tensor_of(
    components: Any, variance: str, coordinates: Sequence[Symbol], symbol: str = "T"
) -> Tensor:
    """A tensor from nested sequences, a SymPy matrix or a SymPy array.

    Args:
        components: nested `variance` deep, with one entry for each coordinate at every level.
        variance: one letter for each index, "u" for an upper and "d" for a lower one.
        coordinates: the coordinates of the chart.
        symbol: the name used in text and LaTeX.

    Raises:
        ValueError: the variance has other letters, or the shape does not fit.
        TypeError: an entry is neither a SymPy expression nor an integer.
    """
    if set(variance) - {"u", "d"}:
        raise ValueError(f'`variance` must consist of "u" and "d", but was {variance!r}')
    n = len(coordinates)
    cells = {}
    for key in product(range(n), repeat=len(variance)):
        value = exact_entry(_entry(components, key, n), key)
        if value != 0:
            cells[key] = value
    return Tensor(variance, tuple(coordinates), symbol, cells)


def exact_entry(value: object, key: Index) -> Expr:
    """An entry as an exact SymPy expression.

    Raises:
        TypeError: it is neither a SymPy expression nor an integer.
        ValueError: it holds a floating-point number or an infinity.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return Integer(value)
    if not isinstance(value, Expr) or isinstance(value, sympy.MatrixExpr):
        raise TypeError(
            f"entry {key} must be a SymPy expression or an integer, but was a "
            f"{type(value).__name__}"
        )
    if value.has(sympy.Float):
        raise ValueError(f"entry {key} must be exact, but held a floating-point number: {value}")
    if value.has(sympy.nan, sympy.zoo, sympy.oo, S.NegativeInfinity):
        raise ValueError(f"entry {key} must be finite, but was {value}")
    if value.is_commutative is False:
        raise ValueError(f"entry {key} must consist of commuting symbols, but was {value}")
    return value


def _entry(components: Any, key: Index, n: int) -> object:
    if isinstance(components, sympy.MatrixBase | sympy.NDimArray):
        if tuple(components.shape) != (n,) * len(key):
            raise ValueError(
                f"`components` must have shape {(n,) * len(key)}, but had {components.shape}"
            )
        return components[key] if key else components[()]
    for level, k in enumerate(key):
        if not isinstance(components, list | tuple) or len(components) != n:
            what = len(components) if isinstance(components, list | tuple) else components
            raise ValueError(
                f"`components` must hold {n} entries at level {level + 1}, but held {what}"
            )
        components = components[k]
    return components
