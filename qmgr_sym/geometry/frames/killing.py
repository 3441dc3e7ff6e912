"""Killing vectors: found in an ansatz by linear algebra, verified exactly, counted from above.

The ansatz is a sum of products of functions of one coordinate each. Killing's equations at many
points of a large prime field leave few terms; these are solved exactly. How many there can be at
most follows from the integrability conditions L_xi R = L_xi nabla R = 0 at one point.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import sympy
from flint import acb, arb, fmpq_mpoly, nmod_mat
from sympy import Expr, Matrix, S, Symbol

from qmgr_sym.geometry._element import Element, NotRepresentableError
from qmgr_sym.geometry._fields import RingField
from qmgr_sym.geometry.calculus import covariant_derivative, is_killing, with_variance
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor, tensor_of

_PRIME = 2**61 - 1
_FACTORS = 3
_UNKNOWNS = 3200
_SEED = 1884


@dataclass(frozen=True)
class KillingVectors:
    """Linearly independent Killing vectors (upper components), and an upper bound of their number.

    `most` is None where no point could be evaluated.
    """

    vectors: tuple[tuple[Expr, ...], ...]
    most: int | None

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self.most == len(self.vectors)


def killing_vectors(metric: Metric, functions: Sequence[Expr] = ()) -> KillingVectors:
    """Killing vectors of a metric.

    Args:
        metric: the metric.
        functions: further functions of one coordinate each to try as factors, such as
            sqrt(1 - r**2); by default powers, and the sines, cosines and exponentials that occur or
            that symmetric coordinates allow.

    Examples:
        >>> from sympy import sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> sphere = Metric([[1, 0], [0, sin(theta) ** 2]], (theta, phi))
        >>> found = killing_vectors(sphere)
        >>> len(found.vectors), found.complete
        (3, True)
    """
    families = [_family(metric, x, functions) for x in metric.coordinates]
    terms = _products(families, metric.dimension)
    try:
        supports = _supports(metric, terms)
    except NotRepresentableError:
        supports = []
    vectors: list[tuple[Expr, ...]] = []
    for support in supports:
        for vector in _solved(metric, terms, support):
            if is_killing(metric, vector) and _independent([*vectors, vector], metric):
                vectors.append(vector)
    return KillingVectors(tuple(vectors), most_killing_vectors(metric))


def most_killing_vectors(metric: Metric) -> int | None:
    """An upper bound of the number of Killing vectors, None where no point can be evaluated.

    n (n + 1) / 2 less the rank, proved in ball arithmetic, of L_xi R = 0 and L_xi nabla R = 0 as
    equations for xi and its antisymmetric derivative at a point.
    """
    n = metric.dimension
    first = metric.riemann("dddd")
    second = covariant_derivative(metric, first)
    third = covariant_derivative(metric, second)
    rows = _conditions(metric, first, second) + _conditions(metric, second, third)
    total = n * (n + 1) // 2
    if not rows:
        return total
    values = _values_of(metric, rows)
    return None if values is None else total - _rank(values)


def _family(metric: Metric, x: Symbol, functions: Sequence[Expr]) -> list[Expr]:
    """Functions of one coordinate."""
    used = metric.components
    found: dict[Expr, None] = dict.fromkeys([S.One, x])
    cyclic = not used.has(x)
    angles = {f.args[0] for f in used.atoms(sympy.sin, sympy.cos, sympy.tan) if f.has(x)}
    if any(angle == 2 * x for angle in angles):
        angles.add(x)
    if cyclic:
        angles.add(x)
    for angle in angles:
        if angle.free_symbols & set(metric.coordinates) == {x}:
            s, c = sympy.sin(angle), sympy.cos(angle)
            found |= dict.fromkeys([s, c] if cyclic else [s, c, c / s, 1 / s])
    for f in used.atoms(sympy.sinh, sympy.cosh, sympy.tanh):
        if f.args[0].free_symbols & set(metric.coordinates) == {x}:
            s, c = sympy.sinh(f.args[0]), sympy.cosh(f.args[0])
            found |= dict.fromkeys([s, c, c / s, s / c, 1 / s, 1 / c])
    for f in used.atoms(sympy.exp):
        if f.args[0].free_symbols & set(metric.coordinates) == {x}:
            for part in (f.args[0], f.args[0] / 2):
                found |= dict.fromkeys([sympy.exp(part), sympy.exp(-part)])
    if cyclic:
        found[x**2] = None
    elif not angles:
        found |= dict.fromkeys([1 / x, x**2])
    for f in functions:
        if f.free_symbols & set(metric.coordinates) == {x}:
            found[f] = None
    return list(found)


def _products(families: list[list[Expr]], n: int) -> list[Expr]:
    """Products of few factors, fewer where there would be too many."""
    for most in range(min(_FACTORS, n), 0, -1):
        found = {S.One: None}
        for count in range(1, most + 1):
            for some in combinations(range(n), count):
                for factors in product(*(families[k][1:] for k in some)):
                    found[sympy.Mul(*factors)] = None
        if len(found) * n <= _UNKNOWNS or most == 1:
            return list(found)
    return []


class _Modular:
    """Elements of a ring at random points of a prime field."""

    def __init__(self, ring: RingField, rng: random.Random) -> None:
        self.ring, self.rng = ring, rng
        self.fixed = {
            k: rng.randrange(2, _PRIME)
            for k, expr in enumerate(ring.expressions)
            if not expr.has(*ring.coordinates)
        }

    def point(self) -> list[int] | None:
        """Values of all generators, the same ones for what does not depend on coordinates."""
        ring = self.ring
        values = [
            self.fixed[k] if k in self.fixed else self.rng.randrange(2, _PRIME)
            for k in range(len(ring.expressions))
        ] or [0]
        for relation in sorted(ring.relations, key=lambda r: -r.index):
            if relation.degree != 2:
                raise NotRepresentableError("a root of higher order")
            square = self.poly(relation.value, values)
            root = pow(square, (_PRIME + 1) // 4, _PRIME)
            if root * root % _PRIME != square:
                return None
            values[relation.index] = root
        return values

    def poly(self, poly: fmpq_mpoly, values: list[int]) -> int:
        total = 0
        for monomial, number in poly.to_dict().items():
            term = int(number.p) * pow(int(number.q), -1, _PRIME)
            for k, power in enumerate(monomial):
                if power:
                    term = term * pow(values[k], int(power), _PRIME) % _PRIME
            total += term
        return total % _PRIME

    def value(self, a: Element, values: list[int]) -> int:
        below = 1
        for k, power in enumerate(a.exps):
            if power:
                below = below * pow(self.poly(self.ring.base[k], values), int(power), _PRIME)
        return self.poly(a.top, values) * pow(below % _PRIME, -1, _PRIME) % _PRIME


def _supports(metric: Metric, terms: list[Expr]) -> list[list[tuple[int, int]]]:
    """For each solution in the prime field, in reduced form: which (component, term) it uses."""
    n, chart = metric.dimension, metric.coordinates
    entries = list(metric.components.flat())
    ring = RingField([*entries, *terms], chart, 1, metric.domain)
    g = [[ring.read(metric[i, j]) for j in range(n)] for i in range(n)]
    slope = [[[ring.diff(g[i][j], k) for k in range(n)] for j in range(n)] for i in range(n)]
    held = [ring.read(term) for term in terms]
    slopes = [[ring.diff(term, k) for k in range(n)] for term in held]
    modular = _Modular(ring, random.Random(_SEED))
    unknowns = n * len(terms)
    rows: list[list[int]] = []
    misses = 0
    while len(rows) < unknowns + 20:
        point = modular.point()
        if point is None:
            misses += 1
            if misses > 2000:
                raise NotRepresentableError("no point")
            continue
        misses = 0
        G = [[modular.value(g[i][j], point) for j in range(n)] for i in range(n)]
        D = [[[modular.value(d, point) for d in line] for line in block] for block in slope]
        F = [modular.value(term, point) for term in held]
        dF = [[modular.value(d, point) for d in line] for line in slopes]
        for i in range(n):
            for j in range(i, n):
                row = []
                for k in range(n):
                    row += [
                        (D[i][j][k] * F[m] + G[k][j] * dF[m][i] + G[i][k] * dF[m][j]) % _PRIME
                        for m in range(len(terms))
                    ]
                rows.append(row)
    space, nullity = nmod_mat(rows, _PRIME).nullspace()
    if not nullity:
        return []
    reduced, _ = space.transpose().rref()
    found = []
    for line in range(nullity):
        used = [k for k in range(unknowns) if int(reduced[line, k])]
        found.append([divmod(k, len(terms)) for k in used])
    return found


def _solved(
    metric: Metric, terms: list[Expr], support: list[tuple[int, int]]
) -> list[tuple[Expr, ...]]:
    """The exact solutions with these terms alone; their coefficients are in the parameters."""
    n, chart = metric.dimension, metric.coordinates
    entries = list(metric.components.flat())
    ring = RingField([*entries, *(terms[m] for _, m in support)], chart, 1, metric.domain)
    g = [[ring.read(metric[i, j]) for j in range(n)] for i in range(n)]
    rows: dict[Any, list[Expr]] = {}
    for i in range(n):
        for j in range(i, n):
            column = []
            for k, m in support:
                f = ring.read(terms[m])
                column.append(
                    ring.dot(
                        [(1, ring.diff(g[i][j], k), f), (1, g[k][j], ring.diff(f, i)),
                         (1, g[i][k], ring.diff(f, j))]
                    )
                )  # fmt: skip
            _collect(ring, column, (i, j), rows, chart)
    space = Matrix([list(row) for row in rows.values()]).nullspace() if rows else [
        Matrix([S(int(a == b)) for a in range(len(support))]) for b in range(len(support))
    ]  # fmt: skip
    found = []
    for solution in space:
        vector = [S.Zero] * n
        for (k, m), number in zip(support, solution, strict=True):
            vector[k] += sympy.cancel(number) * terms[m]
        found.append(tuple(vector))
    return found


def _collect(
    ring: RingField, column: list[Element], place: tuple[int, int], rows: Any, chart: Sequence[Any]
) -> None:
    """The coefficients of each monomial in what moves with the coordinates, over one bottom."""
    exps: tuple[int, ...] = ()
    for a in column:
        width = max(len(exps), len(a.exps))
        padded = [(*e, *(0,) * (width - len(e))) for e in (exps, a.exps)]
        exps = tuple(max(pair) for pair in zip(*padded, strict=True))
    moving = [expr.has(*chart) for expr in ring.expressions]
    for k, a in enumerate(column):
        top = a.top
        for index, most in enumerate(exps):
            less = a.exps[index] if index < len(a.exps) else 0
            if most > less:
                top = ring.normal(top * ring.power_of_base(index, most - less))
        for monomial, number in top.to_dict().items():
            key = tuple(p for p, moves in zip(monomial, moving, strict=False) if moves)
            part = sympy.Rational(int(number.p), int(number.q))
            for p, expr, moves in zip(monomial, ring.expressions, moving, strict=False):
                if p and not moves:
                    part *= expr ** int(p)
            row = rows.setdefault((place, key), [S.Zero] * len(column))
            row[k] += part


def _independent(vectors: list[tuple[Expr, ...]], metric: Metric) -> bool:
    """Whether Killing vectors are independent: their data at a point are."""
    chart = metric.coordinates
    rows = []
    for vector in vectors:
        tensor = with_variance(metric, tensor_of(list(vector), "u", chart, "xi"), "d")
        slope = covariant_derivative(metric, tensor)
        n = range(metric.dimension)
        rows.append([*vector, *(slope[i, j] for i in n for j in n if i < j)])
    values = _values_of(metric, rows)
    return values is not None and _rank(values) == len(vectors)


def _conditions(metric: Metric, tensor: Tensor, slope: Tensor) -> list[list[Expr]]:
    """L_xi T = 0 as rows: coefficients of xi^e, then of F_{ab} = nabla_a xi_b for a < b."""
    n, rank = metric.dimension, tensor.rank
    raised = [
        with_variance(metric, tensor, "".join("u" if k == slot else "d" for k in range(rank)))
        for slot in range(rank)
    ]
    keys = set(tensor.cells) | {key[:-1] for key in slope.cells}
    for slot, other in enumerate(raised):
        for key in other.cells:
            keys |= {(*key[:slot], a, *key[slot + 1 :]) for a in range(n)}
    pairs = list(combinations(range(n), 2))
    rows = []
    for key in sorted(keys):
        row = [slope[(*key, e)] for e in range(n)]
        parts = dict.fromkeys(pairs, S.Zero)
        for slot, other in enumerate(raised):
            a = key[slot]
            for e in range(n):
                if e != a:
                    value = other[(*key[:slot], e, *key[slot + 1 :])]
                    pair, sign = ((a, e), 1) if a < e else ((e, a), -1)
                    parts[pair] += sign * value
        rows.append(row + [parts[pair] for pair in pairs])
    return [row for row in rows if any(entry != 0 for entry in row)]


def _values_of(metric: Metric, rows: list[list[Expr]]) -> list[list[acb]] | None:
    """Rows of expressions at one random point of the domain."""
    from qmgr_sym.geometry._witness import values_at

    flat = [entry for row in rows for entry in row]
    given = list(metric.components.flat())
    values = values_at(flat, given, metric.domain.positive, metric.domain.ranges)
    if values is None:
        return None
    width = len(rows[0])
    return [values[k : k + width] for k in range(0, len(values), width)]


def _rank(rows: list[list[acb]]) -> int:
    """A lower bound of the rank: pivots are certainly not 0."""
    left = [list(row) for row in rows]
    rank, width = 0, len(left[0])
    for column in range(width):
        pivot = None
        for row in range(rank, len(left)):
            value = left[row][column]
            if value.is_finite() and not value.contains(0):
                size = abs(value)
                if pivot is None or arb(size).mid() > pivot[1]:
                    pivot = (row, arb(size).mid())
        if pivot is None:
            continue
        left[rank], left[pivot[0]] = left[pivot[0]], left[rank]
        first = left[rank]
        for row in range(rank + 1, len(left)):
            factor = left[row][column] / first[column]
            left[row] = [
                acb(0) if k == column else a - factor * b
                for k, (a, b) in enumerate(zip(left[row], first, strict=True))
            ]
        rank += 1
    return rank
