"""Raising and lowering indices."""

from __future__ import annotations

from typing import Any

from qmgr_sym.geometry._chain import Chain, Index


def moved(chain: Chain[Any], cells: dict[Index, Any], given: str, wanted: str) -> dict[Index, Any]:
    """The components of a tensor with its indices raised and lowered, one at a time."""
    for slot, (old, new) in enumerate(zip(given, wanted, strict=True)):
        if old == new:
            continue
        form = chain.inverse if new == "u" else chain.metric
        terms: dict[Index, list[tuple[int, Any, Any]]] = {}
        for key, value in cells.items():
            for (i, k), factor in form.items():
                if k == key[slot]:
                    target = (*key[:slot], i, *key[slot + 1 :])
                    terms.setdefault(target, []).append((1, factor, value))
        cells = {key: chain.field.dot(parts) for key, parts in sorted(terms.items())}
        cells = {key: value for key, value in cells.items() if not chain.field.vanishes(value)}
    return cells
