"""Curvature of g0 + eps h order by order in eps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sympy import Expr

from qmgr_sym.geometry._chain import Chain, Index
from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry._variance import moved
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor, exact_entry

Series = tuple[Any, ...]


class SeriesField:
    """Power series in eps up to an order, over another field; a field of the chain."""

    def __init__(self, inner: Any, order: int) -> None:
        """Series over `inner` with the powers 0 to `order`."""
        self.inner = inner
        self.order = order
        self.zero: Series = (inner.zero,) * (order + 1)
        self.one: Series = (inner.one, *(inner.zero,) * order)
        self.doubtful = inner.doubtful

    def dot(self, terms: Iterable[tuple[int, Series, Series]]) -> Series:
        """The sum of number * a * b."""
        held = list(terms)
        return tuple(
            self.inner.dot(
                [(number, a[j], b[k - j]) for number, a, b in held for j in range(k + 1)]
            )
            for k in range(self.order + 1)
        )

    def sum(self, terms: Iterable[Series]) -> Series:
        """The sum."""
        held = list(terms)
        return tuple(self.inner.sum([t[k] for t in held]) for k in range(self.order + 1))

    def mul(self, a: Series, b: Series) -> Series:
        """The product."""
        return self.dot([(1, a, b)])

    def over(self, a: Series, number: int) -> Series:
        """A number's part of it."""
        return tuple(self.inner.over(part, number) for part in a)

    def inverse(self, a: Series) -> Series:
        """The reciprocal; the leading part must not vanish."""
        first = self.inner.inverse(a[0])
        found = [first]
        for k in range(1, self.order + 1):
            rest = self.inner.dot([(-1, a[j], found[k - j]) for j in range(1, k + 1)])
            found.append(self.inner.mul(first, rest))
        return tuple(found)

    def diff(self, a: Series, axis: int) -> Series:
        """The derivative."""
        return tuple(self.inner.diff(part, axis) for part in a)

    def vanishing_point(self, cells: Sequence[Series]) -> str:
        """Not looked for."""
        return ""

    def vanishes(self, a: Series) -> bool:
        """Whether every part vanishes."""
        return all(self.inner.vanishes(part) for part in a)


class Perturbed:
    """The metric g0 + eps h + eps^2 h2 + ..., and its curvature up to an order.

    Args:
        background: g0.
        parts: h, h2, ...: symmetric rows of expressions, as many orders as are given.
        order: up to which order in eps to go; by default as many as there are parts.

    Raises:
        ValueError: the order is negative or a part has the wrong shape.

    Examples:
        >>> from sympy import Function, symbols
        >>> from qmgr_sym.geometry.metrics import minkowski
        >>> t, x = minkowski(2).coordinates
        >>> h = Function("h", real=True)(t - x)
        >>> wave = Perturbed(minkowski(2), [[[h, -h], [-h, h]]])
        >>> wave.ricci(1).is_zero()
        True
    """

    def __init__(
        self,
        background: Metric,
        parts: Sequence[Sequence[Sequence[Expr]]],
        order: int | None = None,
    ) -> None:
        """Compute nothing yet; see the class."""
        n = background.dimension
        self.order = len(parts) if order is None else order
        if self.order < 0:
            raise ValueError(f"`order` must not be negative, but was {self.order}")
        for part in parts:
            if len(part) != n or any(len(row) != n for row in part):
                raise ValueError(f"each part must be {n} by {n}, but one is not")
        self._background = background
        levels = [background.components.tolist(), *[list(map(list, part)) for part in parts]]
        flat = [exact_entry(entry, ()) for level in levels for row in level for entry in row]

        def build(field: Any, held: list[Any]) -> tuple[Any, Chain[Any]]:
            series = SeriesField(field, self.order)
            rows = []
            for i in range(n):
                row = []
                for j in range(n):
                    terms = [held[k * n * n + i * n + j] for k in range(len(levels))]
                    terms = [*terms, *[field.zero] * self.order][: self.order + 1]
                    row.append(tuple(terms))
                rows.append(row)
            return field, Chain(series, rows)

        self._home, self._chain = in_field(
            flat, background.coordinates, 2, build, background.domain
        )

    def _part(self, name: str, given: str, variance: str, order: int, symbol: str) -> Tensor:
        if not 0 <= order <= self.order:
            raise ValueError(f"`order` must be 0 to {self.order}, but was {order}")
        cells = moved(self._chain, getattr(self._chain, name), given, variance)
        kept: dict[Index, Any] = {}
        for key, value in cells.items():
            if not self._home.vanishes(value[order]):
                kept[key] = value[order]
        return Tensor(variance, self._background.coordinates, symbol, kept, self._home)

    def christoffel(self, order: int) -> Tensor:
        """The coefficient of eps^order in Gamma^mu_{ab}."""
        return self._part("christoffel", "udd", "udd", order, "Gamma")

    def riemann(self, order: int, variance: str = "dddd") -> Tensor:
        """The coefficient in the Riemann tensor; indices moved by the whole metric."""
        return self._part("riemann_lower", "dddd", variance, order, "R")

    def ricci(self, order: int, variance: str = "dd") -> Tensor:
        """The coefficient in the Ricci tensor; indices moved by the whole metric."""
        return self._part("ricci", "dd", variance, order, "R")

    def einstein(self, order: int, variance: str = "dd") -> Tensor:
        """The coefficient in the Einstein tensor; indices moved by the whole metric."""
        return self._part("einstein", "dd", variance, order, "G")

    def scalar(self, order: int) -> Expr:
        """The coefficient in the Ricci scalar."""
        if not 0 <= order <= self.order:
            raise ValueError(f"`order` must be 0 to {self.order}, but was {order}")
        return self._home.write(self._chain.scalar[order])
