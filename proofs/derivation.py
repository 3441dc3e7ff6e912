"""The derivation of one claim of a record, as text, LaTeX or a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from proofs.report.unicode import formula_to_text, text_to_text
from proofs.report.wording import form_of, heading_of

Claim = Mapping[str, Any]


def as_text(claim: Claim, *, latex: bool = False) -> str:
    """The derivation step by step, formulas in Unicode or as LaTeX."""
    lines: list[str] = []
    for text, formula in _steps(claim):
        lines.append(text if latex else text_to_text(text))
        if formula:
            shown = formula if latex else formula_to_text(formula)
            lines += [f"    {row}" for row in shown.splitlines()]
    return "\n".join(lines)


def as_notebook(claim: Claim) -> str:
    """A notebook: the derivation with its formulas, and a cell that runs it again."""
    cells = [
        _cell("markdown", f"{text}\n\n$${formula}$$" if formula else text)
        for text, formula in _steps(claim)
    ]
    run = (
        "from IPython.display import Math, display\n\nimport qmgr\n\n"
        f'for step in qmgr.derivation("{claim["key"]}"):\n'
        "    print(step.text)\n    display(step.formula)"
    )
    cells += [_cell("markdown", "Run it again:"), _cell("code", run)]
    book = {
        "cells": [{**cell, "id": f"cell-{k}"} for k, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, source: str) -> dict[str, Any]:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **code}


def _steps(claim: Claim) -> Iterator[tuple[str, str]]:
    """Sentences, each with the formula that follows it, if any."""
    source = claim["source"]
    number = f" ({source['equation']})" if source["equation"] else ""
    yield f"{claim['key']}: {claim['title']}", ""
    yield f"{heading_of(claim)}{number}:", claim["latex"]
    used = {row["key"]: row["form"] for row in claim["premise_use"]}
    if claim["premises"]:
        premises = (
            f"{key} ({used[key]} form)" if key in used else key for key in claim["premises"]
        )
        yield f"From {', '.join(premises)}.", ""
    yield from _form(claim, claim, "printed")
    amended = claim["amended"]
    if amended is not None:
        yield f"Corrected form ({amended['verdict']}):", amended["latex"]
        yield from _form(claim, amended, "amended")
    yield f"Verdict: {claim['verdict']}.", ""


def _form(claim: Claim, form: Mapping[str, Any], which: str) -> Iterator[tuple[str, str]]:
    for link in form["read_as"]:
        yield f"Read as, {link['name']}:", link["latex"]
    if not form["steps"]:
        yield "There are no steps: the form is decided as it stands.", ""
    for k, step in enumerate(form["steps"], 1):
        yield f"{k}. {step['text']}", step["latex"].strip()
    for row in claim["evidence"]:
        if row["form"] == which and row["arm"] == "exact":
            yield (
                f"{form_of(claim, which)}, {row['link']}: {row['outcome']} by {row['method']}.",
                "",
            )
