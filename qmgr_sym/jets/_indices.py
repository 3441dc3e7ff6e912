"""Tables for truncated power series in n variables, in graded order."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb

MultiIndex = tuple[int, ...]


def size(n: int, order: int) -> int:
    """How many monomials in n variables have degree at most `order`."""
    return comb(n + order, n)


@lru_cache(maxsize=64)
def monomials(n: int, order: int) -> tuple[MultiIndex, ...]:
    """The exponents of all monomials of degree at most `order`, lower degrees first.

    The list for a smaller order is the beginning of the list for a larger one.
    """
    found = []
    for degree in range(order + 1):
        for chosen in combinations_with_replacement(range(n), degree):
            found.append(tuple(chosen.count(k) for k in range(n)))
    return tuple(found)


@lru_cache(maxsize=64)
def products(n: int, order: int) -> tuple[tuple[int, ...], ...]:
    """For monomial i, the places of its products with monomials 0, 1, ... up to `order`."""
    index = monomials(n, order)
    place = {exponents: k for k, exponents in enumerate(index)}
    table = []
    for left in index:
        partners = index[: size(n, order - sum(left))]
        table.append(
            tuple(place[tuple(a + b for a, b in zip(left, r, strict=True))] for r in partners)
        )
    return tuple(table)


@lru_cache(maxsize=256)
def shifts(n: int, order: int, direction: int) -> tuple[tuple[int, int], ...]:
    """For each monomial of degree below `order`: the place of x_direction times it, the factor."""
    index = monomials(n, order)
    place = {exponents: k for k, exponents in enumerate(index)}
    table = []
    for exponents in index[: size(n, order - 1)]:
        up = tuple(c + (k == direction) for k, c in enumerate(exponents))
        table.append((place[up], up[direction]))
    return tuple(table)
