"""Checks and bookkeeping shared by the variational operators."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Derivative, Dummy, Expr, S, Subs, Symbol, conjugate
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._jets import carry_out, jet_of

MultiIndex = tuple[int, ...]


def check_coords(coords: Sequence[Symbol]) -> None:
    """Raise unless the coordinates are distinct symbols."""
    for coord in coords:
        if not isinstance(coord, Symbol):
            raise TypeError(f"`coords` must hold symbols, but {coord} is {type(coord).__name__}")
    if len(set(coords)) != len(coords):
        raise ValueError(f"`coords` must be distinct, but were {list(coords)}")


def check_field(field: Expr) -> None:
    """Raise unless the field is an applied unknown function."""
    if not isinstance(field, AppliedUndef):
        raise TypeError(
            f"a field must be an applied unknown function like p(q, t), but was {field}"
        )


def derivative(expr: Expr, coords: Sequence[Symbol], index: MultiIndex) -> Expr:
    """The mixed partial derivative of order `index` with respect to `coords`."""
    for coord, count in zip(coords, index, strict=True):
        if count:
            expr = expr.diff(coord, count)
    return expr


def jets_of(density: Expr, field: Expr, coords: Sequence[Symbol]) -> dict[MultiIndex, Expr]:
    """The coordinates u_J of the jet of `field` in `density`, by multi-index J, sorted.

    Raises:
        ValueError: `density` holds the field at another argument, inside an integral, or
            differentiated in a variable outside `coords`.
    """
    check_field(field)
    check_coords(coords)
    found: dict[MultiIndex, Expr] = {}
    for node in density.atoms(AppliedUndef, Derivative):
        jet = jet_of(node)
        if jet is None or jet.func != field.func:
            continue
        if jet.args != tuple(field.args):
            raise ValueError(f"`density` must hold the field as {field}, but held {node}")
        if jet.conjugated:
            continue
        counts: dict[Symbol, int] = {}
        for arg, count in zip(jet.args, jet.counts, strict=True):
            if count:
                counts[arg] = count
        outside = [str(arg) for arg in counts if arg not in coords]
        if outside:
            raise ValueError(
                f"`coords` must hold every variable of differentiation, but {outside[0]} is missing"
            )
        found[tuple(counts.get(coord, 0) for coord in coords)] = node
    return {index: found[index] for index in sorted(found, key=lambda j: (sum(j), j))}


def by_jet(density: Expr, node: Expr) -> Expr:
    """The partial derivative of `density` by one coordinate of the jet, the others held fixed.

    A field and its conjugate are independent coordinates.
    """
    freeze: dict[Expr, Expr] = {}
    for other in density.atoms(AppliedUndef, Derivative, Subs, conjugate):
        jet = jet_of(other)
        if jet is not None:
            facts = {"positive": True} if jet.positive else {"real": True} if jet.real else {}
            freeze[other] = Dummy(**facts)
    if node not in freeze:
        return S.Zero
    thaw = {dummy: other for other, dummy in freeze.items()}
    return density.xreplace(freeze).diff(freeze[node]).xreplace(thaw)


def prepared(density: Expr) -> Expr:
    """The density with every derivative of a compound expression carried out."""
    return carry_out(density)
