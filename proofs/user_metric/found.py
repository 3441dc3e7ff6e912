"""What is said about a metric: plain data that goes from process to process. Imports no SymPy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from proofs.checker.errors import UsageError


@dataclass(frozen=True)
class Header:
    """The metric's name, its coordinates, its parameters."""

    name: str
    coordinates: tuple[str, ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One expression with its name, in full as text, and as LaTeX where that is wanted.

    ``short`` is a shorter way to write it, in the letters of the file's definitions, or None;
    ``terms`` is its size.
    """

    name: str
    name_latex: str
    text: str
    latex: str
    terms: int = 1
    short: str | None = None


@dataclass(frozen=True)
class Section:
    """A title, what is to be known about it, and its rows; no rows means that all vanish."""

    title: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Answer:
    """A question that can be answered yes or no, its outcome, and the reason."""

    question: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Fact:
    """A number or a list of numbers with its name."""

    name: str
    value: str


@dataclass(frozen=True)
class Path:
    """An integrated geodesic: its facts and all its samples as CSV."""

    facts: tuple[Fact, ...]
    table: str


@dataclass(frozen=True)
class Code:
    """Source text to print as it stands."""

    title: str
    text: str


Found = Header | Section | tuple[Answer, ...] | Path | Code


@dataclass(frozen=True)
class Wanted:
    """What to compute.

    ``only`` : names of stages, in any order; empty for the usual ones.  ``component`` : one
    component by its name, such as "Gamma^t_{t r}"; nothing else is computed then.  ``code`` : also
    write results as "latex" or "numpy".  ``latex`` : rows also hold LaTeX, as pages need it.
    """

    only: tuple[str, ...] = ()
    component: str | None = None
    code: str | None = None
    latex: bool = False


USUAL = ("metric", "christoffel", "ricci", "scalar", "einstein", "kretschmann", "kind", "geodesic")
STAGES = (*USUAL, "inverse", "riemann", "weyl", "killing", "petrov", "invariants", "transform",
          "equations")  # fmt: skip
CODES = ("latex", "numpy")


def wanted_of(only: str, component: str | None, code: str | None, solve: bool) -> Wanted:
    """What the options of the command ask for; raises UsageError for an unknown word."""
    stages = tuple(word.strip() for word in only.split(",") if word.strip())
    for stage in stages:
        if stage not in STAGES:
            raise UsageError(
                f"--only must name some of {', '.join(STAGES)}, but names {stage[:40]}"
            )
    if code is not None and code not in CODES:
        raise UsageError(f"--code must be {' or '.join(CODES)}, but is {code[:40]}")
    return Wanted((*stages, "equations") if solve else stages, component, code, code == "latex")


SCREEN = 2000
"""Characters of an expression that are printed on the screen."""


def lines_of(section: Section) -> Iterator[str]:
    """A section as it is printed."""
    yield ""
    yield f"{section.title}" + (f": {section.note}" if section.note else "")
    for row in section.rows:
        shown = row.short or row.text
        if len(shown) > SCREEN:
            shown = (
                f"{row.terms} terms, {len(row.text)} characters; "
                f'--component "{row.name}" prints them, -o writes them'
            )
        yield f"  {row.name} = {shown}"
