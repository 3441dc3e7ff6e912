"""Sums, products, contractions and symmetries of tensors, by components.

Work with abstract indices, without components, is not the aim here: Cadabra does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from math import factorial
from typing import Any

from sympy import Expr
from sympy.combinatorics import Permutation

from qmgr_sym.geometry._element import NotRepresentableError
from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry.domain import EVERYWHERE, Domain
from qmgr_sym.geometry.tensor import Index, Tensor, exact_entry

Cells = dict[Index, Any]
Terms = dict[Index, list[tuple[int, Any, Any]]]
Task = Callable[[Any, list[Cells], list[Any]], Cells]


def combined(
    tensors: Sequence[Tensor],
    scalars: Sequence[Expr],
    variance: str,
    task: Task,
    symbol: str = "T",
    domain: Domain = EVERYWHERE,
) -> Tensor:
    """The tensor whose components `task` computes from those of others, in one field.

    Where all come from one metric its field is used, else a new one.

    Raises:
        ValueError: the tensors live in different charts.
    """
    chart = tensors[0].coordinates
    for other in tensors:
        if other.coordinates != chart:
            raise ValueError(
                f"tensors must live in one chart, but live in {list(chart)} and "
                f"{list(other.coordinates)}"
            )
    home = tensors[0].home
    if home is not None and all(t.home is home for t in tensors):
        try:
            held = [home.read(scalar) for scalar in scalars]
            return Tensor(
                variance, chart, symbol, task(home, [dict(t.cells) for t in tensors], held), home
            )
        except NotRepresentableError:
            pass
    keys = [sorted(t.cells) for t in tensors]
    flat = [t[key] for t, some in zip(tensors, keys, strict=True) for key in some]

    def work(field: Any, held: list[Any]) -> tuple[Any, Cells]:
        place, found = 0, []
        for some in keys:
            found.append(dict(zip(some, held[place : place + len(some)], strict=True)))
            place += len(some)
        return field, task(field, found, held[place:])

    home, cells = in_field([*flat, *scalars], chart, 2, work, domain)
    return Tensor(variance, chart, symbol, cells, home)


def summed(field: Any, terms: Terms) -> Cells:
    """Sums of products; what vanishes is left out."""
    found = {key: field.dot(parts) for key, parts in sorted(terms.items())}
    return {key: value for key, value in found.items() if not field.vanishes(value)}


def linear_combination(pairs: Sequence[tuple[Expr | int, Tensor]]) -> Tensor:
    """The sum of number * tensor.

    Raises:
        ValueError: the variances or charts differ.
    """
    first = pairs[0][1]
    for _, other in pairs:
        if other.variance != first.variance:
            raise ValueError(
                f"tensors must have the same variance to be added, but have {first.variance!r} and "
                f"{other.variance!r}"
            )
    numbers = [exact_entry(number, ()) for number, _ in pairs]

    def task(field: Any, held: list[Cells], scalars: list[Any]) -> Cells:
        terms: Terms = {}
        for scalar, cells in zip(scalars, held, strict=True):
            for key, value in cells.items():
                terms.setdefault(key, []).append((1, scalar, value))
        return summed(field, terms)

    return combined([t for _, t in pairs], numbers, first.variance, task, first.symbol)


def product(left: Tensor, right: Tensor) -> Tensor:
    """The tensor product; the indices of `left` come first."""

    def task(field: Any, held: list[Cells], _: list[Any]) -> Cells:
        return {(*a, *b): field.mul(x, y) for a, x in held[0].items() for b, y in held[1].items()}

    return combined([left, right], [], left.variance + right.variance, task)


def permuted(tensor: Tensor, order: Sequence[int]) -> Tensor:
    """The tensor whose index number k is number order[k] of the old one.

    Raises:
        ValueError: `order` is no permutation of the positions.
    """
    if sorted(order) != list(range(tensor.rank)):
        raise ValueError(f"`order` must permute 0 to {tensor.rank - 1}, but was {list(order)}")
    cells = {tuple(key[k] for k in order): value for key, value in tensor.cells.items()}
    variance = "".join(tensor.variance[k] for k in order)
    return Tensor(variance, tensor.coordinates, tensor.symbol, cells, tensor.home)


def symmetrised(tensor: Tensor, slots: Sequence[int] | None = None) -> Tensor:
    """T_(ab...), with the factor 1/k!, in the given positions; by default in all."""
    return _averaged(tensor, slots, alternating=False)


def antisymmetrised(tensor: Tensor, slots: Sequence[int] | None = None) -> Tensor:
    """T_[ab...], with the factor 1/k!, in the given positions; by default in all."""
    return _averaged(tensor, slots, alternating=True)


def _averaged(tensor: Tensor, slots: Sequence[int] | None, alternating: bool) -> Tensor:
    places = list(range(tensor.rank)) if slots is None else list(slots)
    inside = all(0 <= k < tensor.rank for k in places)
    if not inside or len(set(places)) != len(places):
        raise ValueError(f"positions must be different and below {tensor.rank}, but were {places}")
    if len({tensor.variance[k] for k in places}) > 1:
        raise ValueError(
            f"only indices of one kind can be symmetrised, but {places} of {tensor.variance!r} "
            "are of both"
        )

    def task(field: Any, held: list[Cells], _: list[Any]) -> Cells:
        terms: Terms = {}
        for key, value in held[0].items():
            for order in permutations(range(len(places))):
                new = list(key)
                for k, old in enumerate(order):
                    new[places[k]] = key[places[old]]
                sign = Permutation(list(order)).signature() if alternating else 1
                terms.setdefault(tuple(new), []).append((sign, value, field.one))
        found = summed(field, terms)
        return {key: field.over(value, factorial(len(places))) for key, value in found.items()}

    return combined([tensor], [], tensor.variance, task, tensor.symbol)
