"""The sections `[transform]` and `[equations]` of a user's file.

[transform]                               # the same metric in other coordinates
coordinates = { u = "real", r = "positive", theta = "real", phi = "real" }
old = ["u + r + 2*M*log(r/(2*M) - 1)", "r", "theta", "phi"]

[equations]                               # G_mn + Lambda g_mn = matter_mn
Lambda = "L"                              # optional
unknown = ["A", "B"]                      # optional: functions to solve for; all by default
matter = { "t, t" = "rho(t)" }            # optional: kappa T_mn, lower indices
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Expr, S, Symbol

from proofs.checker.errors import UsageError
from proofs.text.names import Names, shown
from proofs.text.reading import parse
from proofs.user_metric.declared import coordinates_of
from proofs.user_metric.tables import as_text, check_keys

Given = tuple[tuple[Symbol, ...], tuple[Symbol, ...], Mapping[str, Expr]]


@dataclass(frozen=True)
class Transform:
    """New coordinates, and the old ones as expressions in them, in their order."""

    coordinates: tuple[Symbol, ...]
    old: tuple[Expr, ...]


@dataclass(frozen=True)
class Equations:
    """G_mn + Lambda g_mn = matter_mn, and the functions to solve for."""

    cosmological: Expr
    matter: Mapping[tuple[int, int], Expr]
    unknown: tuple[Expr, ...]


def read_transform(table: object, names: Names, given: Given) -> Transform:
    """Read the section; raises UsageError."""
    section = check_keys(table, ("coordinates", "old"), ("coordinates", "old"), "transform")
    fresh, _ = coordinates_of(section["coordinates"])
    coordinates, parameters, _ = given
    known = {s.name: s for s in (*parameters, *fresh)}
    old = section["old"]
    if not isinstance(old, list) or len(old) != len(coordinates) or len(fresh) != len(old):
        raise UsageError(
            f"transform must have {len(coordinates)} new coordinates and as many old ones, "
            f"but has {len(fresh)} and {shown(old) if not isinstance(old, list) else len(old)}"
        )
    read = tuple(
        parse(as_text(text, f"old {symbol}"), Names(known), f"old {symbol} of transform")
        for text, symbol in zip(old, coordinates, strict=True)
    )
    return Transform(fresh, read)


def read_equations(table: object, names: Names, given: Given) -> Equations:
    """Read the section; raises UsageError."""
    section = check_keys(table, ("Lambda", "matter", "unknown"), (), "equations")
    coordinates, _, functions = given
    lam = parse(as_text(section.get("Lambda", 0), "Lambda"), names, "Lambda of equations")
    matter: dict[tuple[int, int], Expr] = {}
    value = section.get("matter", {})
    if not isinstance(value, dict):
        raise UsageError(f"matter of equations must be a table, but is {shown(value)}")
    index = {symbol.name: i for i, symbol in enumerate(coordinates)}
    for key, text in value.items():
        pair = [word.strip() for word in key.split(",")]
        if len(pair) != 2 or any(word not in index for word in pair):
            raise UsageError(
                f"keys of matter must be pairs of coordinates, but one is {shown(key)}"
            )
        what = f"matter ({', '.join(pair)})"
        i, j = (index[word] for word in pair)
        expr = parse(as_text(text, what), names, what)
        if matter.get((i, j), expr) != expr:
            raise UsageError(f"matter must be symmetric, but ({', '.join(pair)}) differs")
        matter[i, j] = matter[j, i] = expr
    unknown = section.get("unknown", list(functions))
    if not isinstance(unknown, list) or any(name not in functions for name in unknown):
        raise UsageError(
            f"unknown of equations must be a list of declared functions, but is {shown(unknown)}"
        )
    return Equations(
        lam if lam != 0 else S.Zero, matter, tuple(functions[name] for name in unknown)
    )
