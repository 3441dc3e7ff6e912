"""Jets of metrics: bounds, and random or given ones over a prime field or over Q."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpz

from qmgr_sym.jets._bound import inverse_bound, jet_bound
from qmgr_sym.jets._element import Element, Scalar
from qmgr_sym.jets._indices import size
from qmgr_sym.jets._taylor import Taylor, inverse_matrix
from qmgr_sym.jets.families import Component, MetricFamily
from qmgr_sym.jets.metric_jet import MetricJet

PRIME_BITS = 61
# There are more than 1e16 primes between 2^60 and 2^61: (x / log x)(1 + 1 / (2 log x)) < pi(x)
# and pi(x) < (x / log x)(1 + 1.2762 / log x) at both ends (Rosser, Schoenfeld; Dusart).
PRIMES = 1e16
INTEGERS = 2**32  # values of a coefficient over Q

Draw = Callable[[], Any]


def random_prime(rng: random.Random) -> int:
    """A prime between 2^60 and 2^61, all with the same probability."""
    while True:
        candidate = rng.getrandbits(PRIME_BITS) | (1 << (PRIME_BITS - 1)) | 1
        if fmpz(candidate).is_prime():
            return candidate


def bound_jet(family: MetricFamily, scalars: int) -> MetricJet:
    """The jet whose elements are bounds of degree and height."""
    n = family.n
    metric = _symmetric(family, lambda place: jet_bound(n))
    inverse = _inverse(family, metric, lambda: [[inverse_bound(n)] * n for _ in range(n)])
    return MetricJet(metric, inverse, [jet_bound(n)] * scalars, family.free)


def random_jet(
    family: MetricFamily, order: int, prime: int, scalars: int, rng: random.Random
) -> MetricJet:
    """A jet with independent uniform coefficients, in the field or in an interval of integers."""

    def draw() -> Any:
        return rng.randrange(prime) if prime else fmpq(rng.randrange(INTEGERS) - INTEGERS // 2)

    count = size(family.n, order)
    while True:
        values = {place: [draw() for _ in range(count)] for place in family.free}
        extra = [[draw() for _ in range(count)] for _ in range(scalars)]
        try:
            return given_jet(family, order, prime, values, extra)
        except ZeroDivisionError:
            continue


def given_jet(
    family: MetricFamily,
    order: int,
    prime: int,
    values: dict[Component, list[Any]],
    extra: Sequence[list[Any]],
) -> MetricJet:
    """The jet with the given Taylor coefficients of the free components and further functions.

    Raises:
        ZeroDivisionError: the metric is singular at the point.
    """
    n = family.n
    metric = _symmetric(family, lambda place: Taylor(n, order, prime, values[place]))
    one = Taylor(n, order, prime, next(iter(values.values())) if values else []).constant

    def dense() -> list[list[Taylor]]:
        rows = [[c if isinstance(c, Taylor) else one(Fraction(c)) for c in row] for row in metric]
        return inverse_matrix(rows)

    inverse = _inverse(family, metric, dense)
    return MetricJet(
        metric, inverse, [Taylor(n, order, prime, part) for part in extra], family.free
    )


def _symmetric(
    family: MetricFamily, make: Callable[[Component], Element]
) -> tuple[tuple[Scalar, ...], ...]:
    parts: dict[Component, Scalar] = {place: make(place) for place in family.free}
    parts.update(dict(family.fixed))
    n = family.n
    return tuple(tuple(parts.get((min(a, b), max(a, b)), 0) for b in range(n)) for a in range(n))


def _inverse(
    family: MetricFamily,
    metric: tuple[tuple[Scalar, ...], ...],
    dense: Callable[[], Sequence[Sequence[Scalar]]],
) -> tuple[tuple[Scalar, ...], ...]:
    """The inverse, with plain numbers where the pattern of the family makes a component one."""
    n = family.n
    block = list(range(n))
    for a, b in [*family.free, *(place for place, _ in family.fixed)]:
        old, new = block[b], block[a]
        block = [new if label == old else label for label in block]
    full = dense()
    rows = []
    for a in range(n):
        row: list[Scalar] = []
        for b in range(n):
            if block[a] != block[b]:
                row.append(0)
            elif block.count(block[a]) == 1 and not isinstance(metric[a][a], Element):
                row.append(metric[a][a])  # 1 or -1
            else:
                # one object for both orders: the adjoint of the evaluation relies on it
                row.append(full[min(a, b)][max(a, b)])
        rows.append(tuple(row))
    return tuple(rows)
