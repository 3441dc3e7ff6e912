"""A file of text claims from the displayed equations of a LaTeX source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proofs.checker.errors import UsageError
from proofs.files import write_atomically
from proofs.latex_source.displays import Display, displays
from proofs.latex_source.reader import Reading, read
from proofs.latex_source.table import Table, read_table
from proofs.text.plain import plain
from proofs.text.tokens import TextError
from proofs.text.tree import Call, Name, Tree, children

_SIGNS = ("=", "<=", ">=", "<", ">", "!=")
_WITHOUT_LIMITS = ("int", "sum", "product")
_FOREIGN = ("functional_derivative", "O", "mean", "braces", "average")


@dataclass(frozen=True)
class Summary:
    """How many displays there are, were read, became claims; and where the file is."""

    found: int
    read: int
    claims: int
    path: Path


def read_source(source: Path, folder: Path, table_path: Path | None = None) -> Summary:
    """Write `folder`/<name>.toml: a claim for each relation that was read, comments for the rest.

    Without a table the letters are guessed to be real numbers, and marked for confirmation.
    Raises UsageError where the source cannot be read or holds no displayed equation.
    """
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{source.name} must be readable UTF-8, but is not: {error}") from None
    found = displays(text)
    if not found:
        raise UsageError(f"{source.name} must hold displayed equations, but holds none")
    table = Table() if table_path is None else read_table(table_path)
    key = re.sub(r"[^a-z0-9_]+", "_", source.stem.lower()).strip("_") or "paper"
    key = key if key[0].isalpha() else f"p{key}"
    lines = [f"# Read from {source.name}; {len(found)} displayed equations.",
             "[source]", f'key = "{key}"', f"title = {json.dumps(source.stem)}", ""]  # fmt: skip
    was_read = claims = 0
    used: set[str] = set()
    for number, display in enumerate(found, 1):
        block, count, good = _block(display, number, table, used)
        lines += [*block, ""]
        was_read += good
        claims += count
    path = folder / f"{source.stem}.toml"
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(path, "\n".join(lines))
    return Summary(len(found), was_read, claims, path)


def _block(
    display: Display, number: int, table: Table, used: set[str]
) -> tuple[list[str], int, bool]:
    where = f"line {display.line}" + (f", ({display.number})" if display.number else "")
    quoted = f"# {where}: {display.latex}"
    try:
        reading = read(display.latex, table)
    except (TextError, RecursionError) as error:
        place = getattr(error, "at", None)
        column = "" if place is None else f" (column {place + 1})"
        return [quoted, f"# not read: the formula {error}{column}"], 0, False
    pairs = list(zip(reading.signs, reading.sides, reading.sides[1:], strict=False))
    notes = [f"# note: {warning}" for warning in reading.warnings]
    reason = _no_claim(reading)
    if reason:
        shown = " ".join(_chain(reading))
        return [quoted, *notes, f"# read as: {shown}", f"# no claim: {reason}"], 0, True
    key = _key(display.number, number, used)
    block = [quoted, *notes, "[[claim]]", f'key = "{key}"',
             f"title = {json.dumps(f'Equation ({display.number or number})')}"]  # fmt: skip
    if display.number:
        block.append(f"equation = {json.dumps(display.number)}")
    block += _declarations(reading, table)
    formulas = [f"{plain(left)} {sign} {plain(right)}" for sign, left, right in pairs]
    block.append(f"printed = {json.dumps(formulas)}")
    return block, 1, True


def _chain(reading: Reading) -> Iterator[str]:
    yield plain(reading.sides[0])
    for sign, side in zip(reading.signs, reading.sides[1:], strict=True):
        yield f"{sign} {plain(side)}"


def _no_claim(reading: Reading) -> str:
    """Why a formula that was read cannot be put to the test as it stands."""
    foreign = [sign for sign in reading.signs if sign not in _SIGNS]
    if foreign:
        return f"a relation '{foreign[0]}' is no equality"
    for call in (c for side in reading.sides for c in _calls(side)):
        if call.word in _WITHOUT_LIMITS and len(call.arguments) == 2:
            return f"{call.word} has no limits"
        if call.word in _FOREIGN:
            return f"{call.word}(...) has no meaning of its own"
    first = reading.sides[0]
    word = first.word if isinstance(first, Name) else ""
    if word and len(reading.sides) == 2 and word not in _names(reading.sides[1]):
        return f"it defines {word}; give a definition and a claim that uses it"
    return ""


def _declarations(reading: Reading, table: Table) -> list[str]:
    functions = {c.word: len(c.arguments) for s in reading.sides for c in _calls(s)}
    declared = {f: a for f, a in table.functions.items() if f in functions}
    names = sorted({n for side in reading.sides for n in _names(side)} - {"pi", "oo", "e", "i"})
    sorts = {name: table.symbols.get(name, "real") for name in names}
    guess = "" if table.declared else "  # guessed: confirm sorts and ranges"
    inside = ", ".join(f'{name} = "{sort}"' for name, sort in sorts.items())
    lines = [f"symbols = {{ {inside} }}{guess}"]
    if declared:
        shown = ", ".join(f"{f} = {json.dumps(list(a))}" for f, a in declared.items())
        lines.append(f"functions = {{ {shown} }}")
    return lines


def _calls(tree: Tree) -> Iterator[Call]:
    if isinstance(tree, Call):
        yield tree
    for child in children(tree):
        yield from _calls(child)


def _names(tree: Tree) -> set[str]:
    if isinstance(tree, Name):
        return {tree.word}
    return set().union(*map(_names, children(tree)))


def _key(number: str, place: int, used: set[str]) -> str:
    key = re.sub(r"[^A-Za-z0-9_.-]+", "-", number).strip("-.") or f"display-{place}"
    while key in used:
        key += "a"
    used.add(key)
    return key
