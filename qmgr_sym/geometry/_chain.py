"""From the metric to its curvature, over any field that can differentiate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from typing import Generic, Protocol, TypeVar

from sympy import Expr

T = TypeVar("T")
Index = tuple[int, ...]


class Field(Protocol[T]):
    """What the chain needs from its numbers."""

    zero: T
    one: T
    doubtful: list[Expr]  # what was taken to be different from 0 without a proof

    def dot(self, terms: Iterable[tuple[int, T, T]]) -> T:
        """The sum of number * a * b."""

    def sum(self, terms: Iterable[T]) -> T:
        """The sum."""

    def mul(self, a: T, b: T) -> T:
        """The product."""

    def over(self, a: T, number: int) -> T:
        """A number's part of it."""

    def inverse(self, a: T) -> T:
        """The reciprocal."""

    def diff(self, a: T, axis: int) -> T:
        """The derivative."""

    def vanishing_point(self, cells: Sequence[T]) -> str:
        """A point where elements that do not vanish everywhere do, "" where none is known."""

    def vanishes(self, a: T) -> bool:
        """Whether it is identically zero."""


class Chain(Generic[T]):
    """Every tensor of a metric as a dictionary of its nonzero components, computed when asked.

    R_{rho sigma mu nu} = (d_sigma d_mu g_{rho nu} + d_rho d_nu g_{sigma mu} - d_rho d_mu g_{sigma
    nu} - d_sigma d_nu g_{rho mu}) / 2 + Gamma^kappa_{sigma mu} Gamma_{kappa rho nu} -
    Gamma^kappa_{sigma nu} Gamma_{kappa rho mu}, for rho < sigma, mu < nu and one of each two
    exchanged pairs; the rest follows by symmetry.
    """

    def __init__(self, field: Field[T], metric: Sequence[Sequence[T]]) -> None:
        self.field = field
        self.n = len(metric)
        self.rows = [list(row) for row in metric]

    def _kept(self, items: Iterable[tuple[Index, T]]) -> dict[Index, T]:
        return {index: value for index, value in items if not self.field.vanishes(value)}

    @cached_property
    def metric(self) -> dict[Index, T]:
        """g_{mu nu}."""
        n = range(self.n)
        return self._kept(((i, j), self.rows[i][j]) for i in n for j in n)

    @cached_property
    def _blocks(self) -> list[list[int]]:
        """Coordinates that the metric connects."""
        left, blocks = list(range(self.n)), []
        while left:
            block = [left.pop(0)]
            for i in block:
                for j in list(left):
                    if (i, j) in self.metric:
                        block.append(j)
                        left.remove(j)
            blocks.append(sorted(block))
        return blocks

    def _minor(self, rows: Index, columns: Index, memo: dict[tuple[Index, Index], T]) -> T:
        """The determinant of a part of the metric, expanded along its first row."""
        if not rows:
            return self.field.one
        known = memo.get((rows, columns))
        if known is None:
            terms = []
            for k, j in enumerate(columns):
                entry = self.metric.get((rows[0], j))
                if entry is not None:
                    rest = self._minor(rows[1:], columns[:k] + columns[k + 1 :], memo)
                    terms.append(((-1) ** k, entry, rest))
            known = memo[rows, columns] = self.field.dot(terms)
        return known

    @cached_property
    def determinant(self) -> T:
        """det g."""
        result = self.field.one
        for block in self._blocks:
            result = self.field.mul(result, self._minor(tuple(block), tuple(block), {}))
        return result

    @cached_property
    def inverse(self) -> dict[Index, T]:
        """g^{mu nu}, by cofactors of each block."""
        found: dict[Index, T] = {}
        for block in self._blocks:
            memo: dict[tuple[Index, Index], T] = {}
            whole = tuple(block)
            over = self.field.inverse(self._minor(whole, whole, memo))
            for a, i in enumerate(block):
                for b, j in enumerate(block[a:], a):
                    cofactor = self._minor(
                        whole[:a] + whole[a + 1 :], whole[:b] + whole[b + 1 :], memo
                    )
                    value = self.field.dot([((-1) ** (a + b), cofactor, over)])
                    found[i, j] = found[j, i] = value
        return self._kept(sorted(found.items()))

    @cached_property
    def slopes(self) -> dict[Index, T]:
        """d_kappa g_{mu nu}, at [mu, nu, kappa]."""
        found = {}
        for (i, j), value in self.metric.items():
            if i <= j:
                for k in range(self.n):
                    found[i, j, k] = found[j, i, k] = self.field.diff(value, k)
        return self._kept(found.items())

    @cached_property
    def _second(self) -> dict[Index, T]:
        """d_kappa d_lambda g_{mu nu} for mu <= nu, kappa <= lambda."""
        found = {}
        for (i, j, k), value in self.slopes.items():
            if i <= j:
                for m in range(k, self.n):
                    found[i, j, k, m] = self.field.diff(value, m)
        return self._kept(found.items())

    @cached_property
    def christoffel_first(self) -> dict[Index, T]:
        """Gamma_{mu ab} = (d_b g_{mu a} + d_a g_{mu b} - d_mu g_{ab}) / 2."""
        field, d, found = self.field, self.slopes, {}
        for i in range(self.n):
            for a in range(self.n):
                for b in range(a, self.n):
                    signed = [(1, (i, a, b)), (1, (i, b, a)), (-1, (a, b, i))]
                    terms = [(sign, d[key], field.one) for sign, key in signed if key in d]
                    if terms:
                        value = field.over(field.dot(terms), 2)
                        found[i, a, b] = found[i, b, a] = value
        return self._kept(found.items())

    @cached_property
    def christoffel(self) -> dict[Index, T]:
        """Gamma^mu_{alpha beta}."""
        found = {}
        lower, up = self.christoffel_first, self.inverse
        for i in range(self.n):
            for a in range(self.n):
                for b in range(a, self.n):
                    terms = [
                        (1, up[i, k], lower[k, a, b])
                        for k in range(self.n)
                        if (i, k) in up and (k, a, b) in lower
                    ]
                    if terms:
                        found[i, a, b] = found[i, b, a] = self.field.dot(terms)
        return self._kept(found.items())

    @cached_property
    def pairs(self) -> list[Index]:
        """Index pairs mu < nu."""
        return list(combinations(range(self.n), 2))

    @cached_property
    def _pair_riemann(self) -> dict[tuple[Index, Index], T]:
        """R_{AB} over index pairs."""
        found: dict[tuple[Index, Index], T] = {}
        for position, (r, s) in enumerate(self.pairs):
            for m, v in self.pairs[position:]:
                value = self._riemann(r, s, m, v)
                if not self.field.vanishes(value):
                    found[(r, s), (m, v)] = found[(m, v), (r, s)] = value
        return found

    def _riemann(self, r: int, s: int, m: int, v: int) -> T:
        field, upper, lower = self.field, self.christoffel, self.christoffel_first
        signed = ((1, r, v, s, m), (1, s, m, r, v), (-1, s, v, r, m), (-1, r, m, s, v))
        linear = []
        for sign, i, j, k, p in signed:
            key = (min(i, j), max(i, j), min(k, p), max(k, p))
            if key in self._second:
                linear.append((sign, self._second[key], field.one))
        terms = [(1, field.over(field.dot(linear), 2), field.one)] if linear else []
        for k in range(self.n):
            if (k, s, m) in upper and (k, r, v) in lower:
                terms.append((1, upper[k, s, m], lower[k, r, v]))
            if (k, s, v) in upper and (k, r, m) in lower:
                terms.append((-1, upper[k, s, v], lower[k, r, m]))
        return field.dot(terms)

    def _spread(self, pairs: dict[tuple[Index, Index], T]) -> dict[Index, T]:
        """All components of a tensor that is antisymmetric in each pair."""
        found = {}
        for ((r, s), (m, v)), value in pairs.items():
            minus = self.field.dot([(-1, value, self.field.one)])
            found[r, s, m, v] = found[s, r, v, m] = value
            found[s, r, m, v] = found[r, s, v, m] = minus
        return dict(sorted(found.items()))

    @cached_property
    def riemann_lower(self) -> dict[Index, T]:
        """R_{rho sigma mu nu}."""
        return self._spread(self._pair_riemann)

    @cached_property
    def riemann(self) -> dict[Index, T]:
        """R^rho_{sigma mu nu}."""
        lower, up = self.riemann_lower, self.inverse
        terms: dict[Index, list[tuple[int, T, T]]] = {}
        for (r, s, m, v), value in lower.items():
            if m < v:
                for i in range(self.n):
                    if (i, r) in up:
                        terms.setdefault((i, s, m, v), []).append((1, up[i, r], value))
        found = {}
        for (i, s, m, v), parts in terms.items():
            value = self.field.dot(parts)
            found[i, s, m, v] = value
            found[i, s, v, m] = self.field.dot([(-1, value, self.field.one)])
        return self._kept(sorted(found.items()))

    @cached_property
    def ricci(self) -> dict[Index, T]:
        """R_{mu nu} = R^lambda_{mu lambda nu}."""
        up, low, found = self.inverse, self._pair_riemann, {}
        for s in range(self.n):
            for v in range(s, self.n):
                terms = []
                for (r, m), value in up.items():
                    if r != s and m != v:
                        sign = (1 if r < s else -1) * (1 if m < v else -1)
                        key = (min(r, s), max(r, s)), (min(m, v), max(m, v))
                        if key in low:
                            terms.append((sign, value, low[key]))
                if terms:
                    found[s, v] = found[v, s] = self.field.dot(terms)
        return self._kept(sorted(found.items()))

    @cached_property
    def scalar(self) -> T:
        """R = g^{mu nu} R_{mu nu}."""
        up = self.inverse
        return self.field.dot(
            [(1, up[key], value) for key, value in self.ricci.items() if key in up]
        )

    @cached_property
    def einstein(self) -> dict[Index, T]:
        """G_{mu nu} = R_{mu nu} - R g_{mu nu} / 2."""
        field, found = self.field, {}
        half = field.over(self.scalar, 2)
        for i in range(self.n):
            for j in range(i, self.n):
                terms = []
                if (i, j) in self.ricci:
                    terms.append((1, self.ricci[i, j], field.one))
                if (i, j) in self.metric:
                    terms.append((-1, half, self.metric[i, j]))
                if terms:
                    found[i, j] = found[j, i] = field.dot(terms)
        return self._kept(sorted(found.items()))

    @cached_property
    def traceless(self) -> dict[Index, T]:
        """R_{mu nu} - R g_{mu nu} / n."""
        field, found = self.field, {}
        part = field.over(self.scalar, self.n)
        for i in range(self.n):
            for j in range(i, self.n):
                terms = []
                if (i, j) in self.ricci:
                    terms.append((1, self.ricci[i, j], field.one))
                if (i, j) in self.metric:
                    terms.append((-1, part, self.metric[i, j]))
                if terms:
                    found[i, j] = found[j, i] = field.dot(terms)
        return self._kept(sorted(found.items()))

    @cached_property
    def gradient(self) -> dict[Index, T]:
        """d_mu R."""
        return self._kept(((i,), self.field.diff(self.scalar, i)) for i in range(self.n))

    @cached_property
    def kretschmann(self) -> T:
        """K = R_{abcd} R^{abcd} = 4 sum over pairs of R^A_B R^B_A."""
        field = self.field
        raised: dict[tuple[Index, Index], T] = {}
        bivector = self._bivector()
        terms: dict[tuple[Index, Index], list[tuple[int, T, T]]] = {}
        for (first, second), value in bivector.items():
            for other in self.pairs:
                if (second, other) in self._pair_riemann:
                    terms.setdefault((first, other), []).append(
                        (1, value, self._pair_riemann[second, other])
                    )
        for key, parts in terms.items():
            raised[key] = field.dot(parts)
        total = []
        for (a, b), value in raised.items():
            if a <= b and (b, a) in raised:
                total.append((4 if a == b else 8, value, raised[b, a]))
        return field.dot(total)

    def _bivector(self) -> dict[tuple[Index, Index], T]:
        """g^{ac} g^{bd} - g^{ad} g^{bc} over pairs."""
        up, found = self.inverse, {}
        for a, b in self.pairs:
            for c, d in self.pairs:
                terms = []
                if (a, c) in up and (b, d) in up:
                    terms.append((1, up[a, c], up[b, d]))
                if (a, d) in up and (b, c) in up:
                    terms.append((-1, up[a, d], up[b, c]))
                if terms:
                    found[(a, b), (c, d)] = self.field.dot(terms)
        return {key: value for key, value in found.items() if not self.field.vanishes(value)}

    @cached_property
    def weyl_lower(self) -> dict[Index, T]:
        """C_{rho sigma mu nu}, for dimension 3 and more."""
        field, g, n = self.field, self.metric, self.n
        if n < 3:
            return {}
        ricci = self.ricci
        trace = field.over(self.scalar, (n - 1) * (n - 2))
        found: dict[tuple[Index, Index], T] = {}
        for position, (r, s) in enumerate(self.pairs):
            for m, v in self.pairs[position:]:
                terms = []
                if ((r, s), (m, v)) in self._pair_riemann:
                    terms.append((n - 2, self._pair_riemann[(r, s), (m, v)], field.one))
                signed = ((1, r, v, s, m), (1, s, m, r, v), (-1, r, m, s, v), (-1, s, v, r, m))
                for sign, i, j, k, p in signed:
                    if (i, j) in ricci and (k, p) in g:
                        terms.append((sign, ricci[i, j], g[k, p]))
                flat = [
                    (sign, g[i, j], g[k, p])
                    for sign, i, j, k, p in ((1, r, m, s, v), (-1, r, v, s, m))
                    if (i, j) in g and (k, p) in g
                ]
                if flat:
                    terms.append((n - 2, trace, field.dot(flat)))
                value = field.over(field.dot(terms), n - 2)
                if not field.vanishes(value):
                    found[(r, s), (m, v)] = found[(m, v), (r, s)] = value
        return self._spread(found)
