"""Checks of the plain data that a TOML file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofs.checker.errors import UsageError
from proofs.text.names import shown


def check_keys(
    table: object, known: tuple[str, ...], needed: tuple[str, ...], what: str
) -> Mapping[str, Any]:
    """Return `table` if it is a table with known keys and all that are needed, or raise."""
    if not isinstance(table, dict):
        raise UsageError(f"{what} must be a table, but is {shown(table)}")
    for key in table:
        if key not in known:
            raise UsageError(
                f"{what} must have keys among {', '.join(known)}, but has {shown(key)}"
            )
    for key in needed:
        if key not in table:
            raise UsageError(f"{what} must have the key {key}, but has not")
    return table


def as_text(value: object, what: str) -> str:
    """The text of a value that is an expression in quotes or a number, or raise UsageError."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise UsageError(f"{what} must be an expression in quotes, but is {shown(value)}")
    return str(value)


def given(value: object, wanted: Sequence[str], what: str) -> Mapping[str, Any]:
    """Return `value` if it is a table with exactly the keys `wanted`, or raise UsageError."""
    table = check_keys(value, tuple(wanted), (), f"{what}s of geodesic") if wanted else value
    if not isinstance(table, dict) or (table and not wanted):
        raise UsageError(f"{what}s of geodesic must be those declared, but none are declared")
    for name in wanted:
        if name not in table:
            raise UsageError(f"{what} {name} must have a value in geodesic, but has none")
    return table
