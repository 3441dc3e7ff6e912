"""Total divergences: recognising them, and finding the flux."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import sympy
from sympy import Add, Dummy, Expr, Function, Integral, S, Symbol
from sympy.integrals.manualintegrate import manualintegrate

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.variation._fields import check_coords, jets_of, prepared
from qmgr_sym.variation.euler import euler_lagrange
from qmgr_sym.variation.first_variation import first_variation

Flux = tuple[Expr, ...]


@dataclass(frozen=True)
class DivergenceTest:
    """Whether a density is a total divergence: "yes", "no" or "undecided", and why."""

    outcome: str
    detail: str
    euler: tuple[Expr, ...]


def total_divergence(flux: Sequence[Expr], coords: Sequence[Symbol]) -> Expr:
    """The total divergence sum_i D_i j^i of a flux, with all derivatives carried out.

    Raises:
        ValueError: there are not as many components as coordinates.
    """
    check_coords(coords)
    if len(flux) != len(coords):
        raise ValueError(
            f"`flux` must have one component per coordinate ({len(coords)}), but had {len(flux)}"
        )
    return prepared(Add(*(part.diff(x) for part, x in zip(flux, coords, strict=True))))


def is_total_divergence(
    density: Expr, fields: Sequence[Expr], coords: Sequence[Symbol]
) -> DivergenceTest:
    """Decide whether a density is a total divergence in the fields' jets.

    A density is one, locally in the space of fields, exactly if every Euler expression vanishes
    identically (Olver, Theorem 4.7). Each is put to `zero_test`. All unknown functions in the
    density that are not among `fields` count as given functions of the coordinates.

    Raises:
        TypeError, ValueError: as `euler_operator`.
    """
    parts = euler_lagrange(density, fields, coords)
    undecided = None
    for field, part in zip(fields, parts, strict=True):
        answer = zero_test(part)
        if answer.outcome == "nonzero":
            return DivergenceTest("no", f"the Euler expression of {field} is not zero", parts)
        if answer.outcome == "undecided":
            undecided = f"the Euler expression of {field}: {answer.detail}"
    if undecided is not None:
        return DivergenceTest("undecided", undecided, parts)
    return DivergenceTest("yes", "every Euler expression vanishes identically", parts)


def divergence_potential(
    density: Expr, fields: Sequence[Expr], coords: Sequence[Symbol]
) -> Flux | None:
    """A flux j with sum_i D_i j^i = density, or None where none was found.

    Two ways are tried: integration by parts term by term, lowering the highest derivatives that
    occur linearly; and the homotopy formula
    j^i = int_0^1 theta^i(density; s u + (1 - s) u_0, u - u_0) ds with the boundary flux theta of
    the first variation, around u_0 = 0 and u_0 = 1, where the integrand is
    a polynomial in s. What remains at u_0 depends on the coordinates alone and is integrated in
    the first of them. Every flux is verified by `zero_test` before it is returned, so a wrong one
    is never given. Fields are read as real: a density in a field and its conjugate should be
    written with two independent fields.

    Raises:
        TypeError, ValueError: as `euler_operator`.

    Source: Olver, Theorem 5.104 (homotopy operators).
    """
    density = prepared(density)
    if is_total_divergence(density, fields, coords).outcome == "no":
        return None
    for attempt in (_by_parts, partial(_homotopy, origin=S.Zero), partial(_homotopy, origin=S.One)):
        flux = attempt(density, fields, coords)
        if flux is None:
            continue
        gap = density - total_divergence(flux, coords)
        if zero_test(gap).outcome == "zero":
            return flux
    return None


def _by_parts(density: Expr, fields: Sequence[Expr], coords: Sequence[Symbol]) -> Flux | None:
    """Peel off D_i(primitive) for the highest derivative, as long as it enters linearly."""
    flux = [S.Zero] * len(coords)
    rest = sympy.expand(density)
    for _ in range(50):
        if zero_test(rest).outcome == "zero":
            return tuple(flux)
        step = _peel(rest, fields, coords)
        if step is None:
            return None
        direction, primitive = step
        flux[direction] += primitive
        rest = sympy.expand(prepared(rest - primitive.diff(coords[direction])))
    return None


def _peel(rest: Expr, fields: Sequence[Expr], coords: Sequence[Symbol]) -> tuple[int, Expr] | None:
    """A direction and a primitive of the part that is linear in one highest derivative."""
    found = []
    for field in fields:
        for index, node in jets_of(rest, field, coords).items():
            if any(index):
                found.append((sum(index), index, field, node))
    found.sort(key=lambda item: (item[0], item[1], str(item[2])), reverse=True)
    for _, index, field, node in found:
        for direction, count in enumerate(index):
            if not count:
                continue
            lower = tuple(c - (k == direction) for k, c in enumerate(index))
            inner = field
            for coord, times in zip(coords, lower, strict=True):
                inner = inner.diff(coord, times) if times else inner
            primitive = _linear_primitive(rest, node, inner)
            if primitive is not None:
                return direction, primitive
    return None


def _linear_primitive(rest: Expr, node: Expr, inner: Expr) -> Expr | None:
    """The integral over `inner` of the coefficient of `node`, where `node` enters linearly."""
    outer = Dummy("outer", real=True)
    coefficient = rest.xreplace({node: outer}).diff(outer)
    if coefficient == 0 or coefficient.has(outer):
        return None
    facts = {"positive": True} if inner.is_positive else {"real": True}
    variable = Dummy("inner", **facts)
    shielded = {d: Dummy() for d in coefficient.atoms(sympy.Derivative) if d != inner}
    back = {dummy: d for d, dummy in shielded.items()}
    integrand = coefficient.xreplace(shielded).xreplace({inner: variable})
    primitive = manualintegrate(sympy.expand(integrand), variable)
    if primitive.has(Integral, sympy.Piecewise):
        return None
    return primitive.xreplace({variable: inner}).xreplace(back)


def _homotopy(
    density: Expr, fields: Sequence[Expr], coords: Sequence[Symbol], origin: Expr
) -> Flux | None:
    """The homotopy formula around constant fields, where it is polynomial in the parameter."""
    s = Dummy("s", positive=True)
    shifts = [field - origin for field in fields]
    etas = [Function(f"eta_{k}")(*field.args) for k, field in enumerate(fields)]
    theta = first_variation(density, fields, coords, etas).flux
    scaled = {field: origin + s * (field - origin) for field in fields}
    flux = []
    for part in theta:
        moved = prepared(part.subs(scaled, simultaneous=True).doit())
        moved = prepared(moved.subs(dict(zip(etas, shifts, strict=True))).doit())
        moved = sympy.expand(moved)
        if not moved.is_polynomial(s):
            return None
        flux.append(sympy.integrate(moved, (s, 0, 1)))
    base = prepared(density.subs(dict.fromkeys(fields, origin)).doit())
    if base.has(*_UNDEFINED):
        return None
    if base != 0:
        flux[0] += manualintegrate(base, coords[0])
    return None if any(part.has(Integral, *_UNDEFINED) for part in flux) else tuple(flux)


_UNDEFINED = (sympy.nan, sympy.zoo, sympy.oo, S.NegativeInfinity)
