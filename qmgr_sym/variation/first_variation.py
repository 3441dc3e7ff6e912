"""The first variation of a density: Euler part and boundary flux."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, S, Symbol

from qmgr_sym.variation._fields import (
    MultiIndex,
    by_jet,
    check_coords,
    derivative,
    jets_of,
    prepared,
)


@dataclass(frozen=True)
class FirstVariation:
    """delta L = sum_a `euler[a]` * `variations[a]` + div `flux`."""

    euler: tuple[Expr, ...]
    flux: tuple[Expr, ...]
    variations: tuple[Expr, ...]


def first_variation(
    density: Expr, fields: Sequence[Expr], coords: Sequence[Symbol], variations: Sequence[Expr]
) -> FirstVariation:
    """Split the first variation of a density into Euler part and divergence.

    Formula: sum_a sum_J (dL/du^a_J) D_J v^a = sum_a E_a(L) v^a + sum_i D_i theta^i, exactly and for
    derivatives of any order. theta is found by integrating by parts one derivative at a time, the
    first coordinate first; it is what is dropped where "boundary terms are neglected".

    Args:
        density: the density L.
        fields: applied unknown functions u^a.
        coords: coordinates that are integrated over.
        variations: v^a = delta u^a, one expression for each field, usually unknown functions.

    Raises:
        TypeError, ValueError: as `euler_operator`; ValueError where there are not as many
            variations as fields.

    Source: Olver, (5.148); this is the step from Vanchurin (3.5) to (3.8) and (3.9).
    """
    check_coords(coords)
    if len(variations) != len(fields):
        raise ValueError(
            f"`variations` must match the {len(fields)} fields, but had {len(variations)} entries"
        )
    density = prepared(density)
    flux: list[Expr] = [S.Zero] * len(coords)
    euler = []
    for field, variation in zip(fields, variations, strict=True):
        parts = []
        for index, node in jets_of(density, field, coords).items():
            parts.append(_by_parts(by_jet(density, node), variation, coords, index, flux))
        euler.append(Add(*parts))
    return FirstVariation(tuple(euler), tuple(flux), tuple(variations))


def _by_parts(
    factor: Expr,
    variation: Expr,
    coords: Sequence[Symbol],
    index: MultiIndex,
    flux: list[Expr],
) -> Expr:
    """Write factor * D_index(variation) = result * variation + div; add the latter to `flux`."""
    left = list(index)
    for direction, coord in enumerate(coords):
        while left[direction]:
            left[direction] -= 1
            flux[direction] += factor * derivative(variation, coords, tuple(left))
            factor = -prepared(factor.diff(coord))
    return factor
