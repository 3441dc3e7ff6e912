"""Raising and lowering indices, and other linear maps of one index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qmgr_sym.geometry._chain import Chain, Index


def moved(chain: Chain[Any], cells: dict[Index, Any], given: str, wanted: str) -> dict[Index, Any]:
    """The components of a tensor with its indices raised and lowered, one at a time."""
    for slot, (old, new) in enumerate(zip(given, wanted, strict=True)):
        if old != new:
            form = chain.inverse if new == "u" else chain.metric
            cells = linear(chain.field, cells, slot, form)
    return cells


def linear(
    field: Any, cells: dict[Index, Any], slot: int, form: Mapping[Any, Any]
) -> dict[Index, Any]:
    """T'_{..i..} = sum_k form[i, k] T_{..k..} for the index at position `slot`."""
    columns: dict[int, list[tuple[int, Any]]] = {}
    for (i, k), factor in form.items():
        columns.setdefault(k, []).append((i, factor))
    terms: dict[Index, list[tuple[int, Any, Any]]] = {}
    for key, value in cells.items():
        for i, factor in columns.get(key[slot], []):
            target = (*key[:slot], i, *key[slot + 1 :])
            terms.setdefault(target, []).append((1, factor, value))
    found = {key: field.dot(parts) for key, parts in sorted(terms.items())}
    return {key: value for key, value in found.items() if not field.vanishes(value)}
