"""Contractions of nested tuples, written as in Einstein's convention."""

from __future__ import annotations

from itertools import product
from typing import Any

from qmgr_sym.jets._element import Scalar, inner

Tensor = Any  # nested tuples of scalars


def einsum(formula: str, n: int, *tensors: Tensor) -> Tensor:
    """Contract tensors of n-valued indices, from left to right, as `numpy.einsum` reads a formula.

    An index that stands twice in one factor takes its diagonal.

    Raises:
        ValueError: the formula does not fit the tensors, or asks for an index that no factor has.
    """
    inputs, _, wanted = formula.replace(" ", "").partition("->")
    names = inputs.split(",")
    if len(names) != len(tensors):
        raise ValueError(f"`{formula}` must name {len(tensors)} factors, but names {len(names)}")
    for letters, tensor in zip(names, tensors, strict=True):
        if len(letters) != rank(tensor):
            raise ValueError(
                f"`{letters}` in `{formula}` must have {rank(tensor)} indices, the rank of its "
                f"factor, but had {len(letters)}"
            )
    if len(set(wanted)) != len(wanted) or not set(wanted) <= set(inputs):
        raise ValueError(f"`{wanted}` in `{formula}` must be distinct indices of the factors")
    letters, total = names[0], tensors[0]
    if len(names) == 1:
        return _pair(letters, total, "", 1, wanted, n)
    for k in range(1, len(names)):
        later = set(wanted).union(*names[k + 1 :])
        joined = "".join(dict.fromkeys(letters + names[k]))
        kept = wanted if k == len(names) - 1 else "".join(c for c in joined if c in later)
        total = _pair(letters, total, names[k], tensors[k], kept, n)
        letters = kept
    return total


def rank(tensor: Tensor) -> int:
    """How many indices a nested tuple has."""
    depth = 0
    while isinstance(tensor, tuple | list):
        tensor = tensor[0]
        depth += 1
    return depth


def component(tensor: Tensor, index: tuple[int, ...]) -> Scalar:
    """One component of a nested tuple."""
    for k in index:
        tensor = tensor[k]
    return tensor


def flatten(tensor: Tensor) -> list[tuple[tuple[int, ...], Scalar]]:
    """All components with their indices; a scalar has the index ()."""
    if not isinstance(tensor, tuple | list):
        return [((), tensor)]
    return [((k, *index), value) for k, part in enumerate(tensor) for index, value in flatten(part)]


def build(values: dict[tuple[int, ...], Scalar], n: int, depth: int) -> Tensor:
    """The nested tuple with the given components, index by index."""

    def level(index: tuple[int, ...]) -> Tensor:
        if len(index) == depth:
            return values[index]
        return tuple(level((*index, k)) for k in range(n))

    return level(())


def _pair(left: str, a: Tensor, right: str, b: Tensor, kept: str, n: int) -> Tensor:
    summed = "".join(c for c in dict.fromkeys(left + right) if c not in kept)
    found = {}
    for outer in product(range(n), repeat=len(kept)):
        value = dict(zip(kept, outer, strict=True))
        lefts, rights = [], []
        for hidden in product(range(n), repeat=len(summed)):
            value.update(zip(summed, hidden, strict=True))
            x = component(a, tuple(value[c] for c in left))
            y = component(b, tuple(value[c] for c in right))
            if not (_is_nothing(x) or _is_nothing(y)):
                lefts.append(x)
                rights.append(y)
        found[outer] = inner(lefts, rights)
    return build(found, n, len(kept))


def _is_nothing(value: Scalar) -> bool:
    return isinstance(value, int) and value == 0
