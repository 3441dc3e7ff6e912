"""Record to LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from proofs.report.breaking import lines
from proofs.report.escape import escape_tex
from proofs.report.groups import GROUNDS, GROUPS, Group, ground_of, group_of
from proofs.report.outline import beliefs, carriers, counterexample_line, number_of, outline, size
from proofs.report.text import inline_to_tex, named, plain, source_to_tex, text_to_tex
from proofs.report.wording import FILTERS


def to_latex(record: Mapping[str, Any]) -> str:
    """The report as one LaTeX document; pictures are expected in ``figures/``."""
    return (
        tex_environment()
        .get_template("report.tex.j2")
        .render(record=record, run=record["run"], view=outline(record), groups=GROUPS)
    )


def display_to_tex(latex: str, label: str = "") -> str:
    """A displayed formula, over several lines where it is long.

    A formula that cannot be typeset is shown as its source.
    """
    rows = lines(latex)
    name = rf"\formulaname{{{text_to_tex(label)}}}" if label else ""
    if rows is None:
        return rf"{name}\formulasource{{{source_to_tex(latex)}}}"
    if len(rows) == 1:
        return rf"{name}\formula{{{rows[0]}}}"
    rest = "\n".join(rf"\formulamore{{{{}}{row}}}" for row in rows[1:])
    return f"{name}\\formulafirst{{{rows[0]}}}\n{rest}\\formulaend"


def _badge(verdict: str, claim: Mapping[str, Any]) -> str:
    return _colour(verdict, group_of(verdict, ground_of(claim)))


def _colour(text: str, group: Group) -> str:
    """A badge in the colours of a group; that of the undermined ones is an outline."""
    escaped = escape_tex(text)
    if group.name == "undermined":
        return rf"\undermined{{{escaped}}}"
    return rf"\verdict{{{group.name}}}{{{escaped}}}"


_GROUND_INK = {"undermined": "underminedink", "contradictory": "badink"}


def _ground_badge(ground: str) -> str:
    if not ground:
        return ""
    return rf"\ground{{{_GROUND_INK.get(ground, 'quiet')}}}{{{escape_tex(GROUNDS[ground])}}}"


_OUTCOME_INK = {"holds": "goodink", "fails": "badink"}


def _outcome(outcome: str) -> str:
    ink = _OUTCOME_INK.get(outcome)
    return outcome if ink is None else rf"\textcolor{{{ink}}}{{\textbf{{{outcome}}}}}"


def _title(text: str) -> str:
    return rf"\texorpdfstring{{{text_to_tex(text)}}}{{{escape_tex(plain(text))}}}"


def tex_environment() -> Environment:
    """Templates of LaTeX documents, with the filters that make LaTeX of the texts of a record."""
    environment = Environment(
        loader=PackageLoader("proofs.report"),
        undefined=StrictUndefined,
        autoescape=False,
        block_start_string=r"\BLOCK{",
        block_end_string="}",
        variable_start_string=r"\VAR{",
        variable_end_string="}",
        comment_start_string=r"\#{",
        comment_end_string="}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= FILTERS | {
        "tex": text_to_tex,
        "named": named,
        "escape": escape_tex,
        "narrow": lambda text: escape_tex(text, word=4),
        "title": _title,
        "formula": display_to_tex,
        "inline": inline_to_tex,
        "badge": _badge,
        "colour": _colour,
        "ground_badge": _ground_badge,
        "outcome": _outcome,
        "size": size,
        "number": number_of,
        "beliefs": beliefs,
        "carriers": carriers,
        "counterexample": counterexample_line,
    }
    return environment
