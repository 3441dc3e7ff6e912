"""What is said about a metric: sections of named expressions, the source of print and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sympy import Expr, Symbol, latex, preorder_traversal

from qmgr_sym.geometry.tensor import Tensor

LARGEST = 2000
"""Parts that an expression may have to be printed."""


@dataclass(frozen=True)
class Row:
    """One expression with its name; ``text`` is None where it has more than LARGEST parts."""

    name: str
    name_latex: str
    text: str | None
    latex: str | None


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


def row(name: str, name_latex: str, expr: Expr | None) -> Row:
    """The row of one expression, of which None stands for one that is too large."""
    if expr is None or _parts(expr) > LARGEST:
        return Row(name, name_latex, None, None)
    return Row(name, name_latex, str(expr), str(latex(expr)))


def entry(tensor: Tensor, index: tuple[int, ...]) -> Expr | None:
    """A component, or None if it has more than LARGEST terms; such a one is not even written."""
    numerator = getattr(tensor.cells.get(index), "top", ())
    return None if len(numerator) > LARGEST else tensor[index]


def _parts(expr: Expr) -> int:
    return sum(1 for _ in islice(preorder_traversal(expr), LARGEST + 1))


def rows_of(
    letter: str,
    letter_latex: str,
    entries: Mapping[tuple[int, ...], Expr | None],
    coordinates: Sequence[Symbol],
    upper: int = 0,
) -> tuple[Row, ...]:
    r"""Rows of a tensor's entries by index; the first `upper` indices are up, the rest down.

    >>> t, r = Symbol("t"), Symbol("r")
    >>> rows_of("Gamma", r"\Gamma", {(0, 1, 1): r}, (t, r), upper=1)[0].name
    'Gamma^t_{r r}'
    """
    rows = []
    for place, expr in sorted(entries.items()):
        words = [str(coordinates[i]) for i in place]
        names = [str(latex(coordinates[i])) for i in place]
        plain = (f"^{_group(words[:upper])}" if upper else "") + f"_{_group(words[upper:])}"
        drawn = (f"^{{{' '.join(names[:upper])}}}" if upper else "") + (
            f"_{{{' '.join(names[upper:])}}}"
        )
        rows.append(row(letter + plain, letter_latex + drawn, expr))
    return tuple(rows)


def _group(words: Sequence[str]) -> str:
    joined = " ".join(words)
    return joined if len(words) == 1 and len(joined) == 1 else f"{{{joined}}}"
