"""Lagrange multipliers: local constraints, and integrals that are prescribed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, Symbol

from qmgr_sym.variation._fields import check_coords, check_field
from qmgr_sym.variation.euler import euler_operator


@dataclass(frozen=True)
class Constraint:
    """A constraint with its multiplier.

    multiplier : an unknown function of the coordinates where `density` must vanish at every point;
    a symbol where only its integral is prescribed, as in Vanchurin (8.11); density : C;
    total : the prescribed value of the integral of C, 0 unless given.
    Raises ``TypeError`` for another kind of multiplier, ``ValueError`` where a total is given for
    a local constraint.
    """

    multiplier: Expr
    density: Expr
    total: Expr | int = 0

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        if not isinstance(self.multiplier, Symbol):
            check_field(self.multiplier)
            if self.total != 0:
                raise ValueError(
                    "`total` must be 0 where the multiplier depends on the point, "
                    f"but was {self.total}"
                )


@dataclass(frozen=True)
class ConstrainedVariation:
    """The stationarity conditions of a constrained action.

    density : L + sum_k lambda_k C_k; euler : its Euler expressions, one for each field;
    local : what must vanish at every point; integrals : pairs (C, value) of a density and the
    prescribed value of its integral.
    """

    density: Expr
    euler: tuple[Expr, ...]
    local: tuple[Expr, ...]
    integrals: tuple[tuple[Expr, Expr | int], ...]


def vary_constrained(
    density: Expr,
    fields: Sequence[Expr],
    coords: Sequence[Symbol],
    constraints: Sequence[Constraint],
) -> ConstrainedVariation:
    """Vary L + sum_k lambda_k C_k by the fields and by the multipliers.

    The constant lambda_k * total that belongs to a prescribed integral does not depend on the
    fields and is left out of the density; the variation by a multiplier returns the constraint.

    Raises:
        TypeError, ValueError: as `euler_operator`; ValueError where a constraint or the density
            holds a multiplier, or two constraints share one.

    Source: the multiplier 2 Lambda of Vanchurin (8.11).
    """
    check_coords(coords)
    multipliers = [constraint.multiplier for constraint in constraints]
    if len(set(multipliers)) != len(multipliers):
        raise ValueError(f"multipliers must be distinct, but were {multipliers}")
    for part in (density, *(constraint.density for constraint in constraints)):
        for multiplier in multipliers:
            if part.has(multiplier):
                raise ValueError(f"a multiplier must be new, but {multiplier} occurs in {part}")
    total = density + Add(*(c.multiplier * c.density for c in constraints))
    euler = tuple(euler_operator(total, field, coords) for field in fields)
    local = tuple(c.density for c in constraints if not isinstance(c.multiplier, Symbol))
    integrals = tuple((c.density, c.total) for c in constraints if isinstance(c.multiplier, Symbol))
    return ConstrainedVariation(total, euler, local, integrals)
