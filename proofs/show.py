"""What `qmgr show` prints of one claim of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from proofs.report.outline import beliefs
from proofs.report.unicode import formula_to_text, text_to_text
from proofs.report.wording import (
    WORDS,
    breaks_of,
    edit_of,
    form_of,
    grade_of,
    heading_of,
    links_of,
    premise_of,
    reason_of,
)
from proofs.terminal import standing_text, verdict_text

Claim = Mapping[str, Any]
_MANY = {"hypothesis": "hypotheses"}


def show_claim(claim: Claim, out: Console, *, latex: bool = False) -> None:
    """Print one claim: verdict, words, premises, derivation, links, evidence, breaks, beliefs.

    Formulas are shown in Unicode, or as LaTeX.
    """
    shown = _Page(out, latex)
    _facts(claim, shown)
    shown.head(heading_of(claim).lower())
    shown.formula(claim["latex"])
    shown.text(claim["reading"])
    _failure(claim, shown)
    _form(claim, shown)
    _ground(claim, shown)
    _evidence(claim, shown)
    _counterexample(claim, shown)
    if claim["amended"] is not None:
        what = "what holds" if claim["words"] == "reading" else "corrected form"
        shown.head(f"{what} ({claim['amended']['verdict']})")
        shown.formula(claim["amended"]["latex"])
        shown.text(claim["amended"]["note"])
        _form(claim["amended"], shown)
    _mutants(claim, shown)
    _arms(claim, shown)
    _beliefs(claim, shown)


class _Page:
    """Headings and indented lines on a console."""

    def __init__(self, out: Console, latex: bool) -> None:
        self.out = out
        self._latex = latex

    def head(self, text: str) -> None:
        self.out.print(f"\n{text}", style="bold", markup=False)

    def line(self, text: str, *, folded: bool = False) -> None:
        """One indented line, none for an empty text; `folded` cuts it at the width."""
        if text:
            cut: dict[str, Any] = {"no_wrap": True, "overflow": "ellipsis"} if folded else {}
            self.out.print(f"  {text}", markup=False, **cut)

    def words(self, text: str) -> str:
        """A text field with its formulas in Unicode, or as it is."""
        return text if self._latex else text_to_text(text)

    def text(self, text: str, indent: str = "") -> None:
        """A text field as an indented paragraph."""
        if text:
            self.line(f"{indent}{self.words(text)}")

    def formula(self, latex: str, name: str = "", indent: str = "") -> None:
        """A formula, with its name before it, each of its rows on a line."""
        shown = latex if self._latex else formula_to_text(latex)
        first, *rest = shown.splitlines() or [""]
        self.line(f"{indent}{name}: {first}" if name else f"{indent}{first}")
        for row in rest:
            self.line(f"{indent}  {row}")

    def lines(self, title: str, rows: Iterable[str]) -> None:
        """A heading over lines; nothing where there are none."""
        found = list(rows)
        if found:
            self.head(title)
        for row in found:
            self.line(row)


def _facts(claim: Claim, shown: _Page) -> None:
    equation = claim["source"]["equation"]
    where = f"equation ({equation})" if equation else WORDS[claim["words"]]
    if equation and claim["words"] != "formula":
        where += f", {WORDS[claim['words']]}"
    shown.out.print(
        f"{claim['key']}  {shown.words(claim['title'])}\n"
        f"{claim['kind']}, section {claim['source']['section']}, {where}, "
        f"of {claim['source']['document']}",
        markup=False,
    )
    shown.out.print(Text.assemble("verdict: ", verdict_text(claim), f" - {reason_of(claim)}"))
    standing = standing_text(claim)
    if standing:
        words = claim["standing"]["words"]
        rest = words.removeprefix(standing.plain)
        shown.out.print(Text.assemble("standing: ", standing, "; " * (rest == words), rest))
    for difference in claim["pins"]:
        shown.out.print(Text(f"differs: {difference}", style="bold red"))


def _failure(claim: Claim, shown: _Page) -> None:
    if claim["grade"] is not None:
        shown.head("how it fails")
        edit = edit_of(claim)
        shown.line(f"{grade_of(claim)}{': ' * bool(edit)}{edit}")
        shown.text(claim["because"])


def _form(form: Mapping[str, Any], shown: _Page) -> None:
    if form["read_as"]:
        shown.head("read as")
    for link in form["read_as"]:
        shown.formula(link["latex"], shown.words(link["name"]))
    if form["steps"]:
        shown.head("derivation")
    for step in form["steps"]:
        shown.text(step["text"])
        if step["latex"].strip():
            shown.formula(step["latex"], indent="    ")


def _ground(claim: Claim, shown: _Page) -> None:
    """Hypotheses, and premises with their form and whether they are felt."""
    used = {row["key"]: premise_of(row) for row in claim["premise_use"]}
    shown.lines("premises", (f"{k}: {used[k]}" if k in used else k for k in claim["premises"]))
    rows = (_hypothesis(belief, shown) for belief in claim["hypotheses"])
    shown.lines("hypotheses", rows)


def _hypothesis(belief: Mapping[str, Any], shown: _Page) -> str:
    name = "" if belief["name"] == belief["text"] else f"{belief['name']}: "
    formal = "" if not belief["formal"] else f"  [{shown.words('$' + belief['formal'] + '$')}]"
    return f"{name}{shown.words(belief['text'])}{formal}"


def _evidence(claim: Claim, shown: _Page) -> None:
    if not claim["evidence"]:
        return
    shown.head("links")
    shown.out.print(_links_table(claim))
    shown.head("evidence")
    for row in claim["evidence"]:
        size = "" if row["error"] is None else f", error {row['error']:.2g}"
        if size and row["tolerance"] is not None:
            size += f" (<= {row['tolerance']:.2g})"
        form = form_of(claim, row["form"])
        shown.line(
            f"{form}, {row['arm']}, {row['link']}: {row['outcome']}{size} by {row['method']}"
        )
        if row["detail"]:
            shown.text(row["detail"], indent="    ")


def _links_table(claim: Claim) -> Table:
    """Obligations, those that arrived decided, and mutants killed, link by link."""
    table = Table(box=None, pad_edge=False, padding=(0, 2), header_style="dim")
    for name in ("  form", "link", "exact", "numeric", "obligations", "decided by the arm",
                 "killed, exact", "numeric", "survivors"):  # fmt: skip
        table.add_column(name, overflow="fold")
    for row in links_of(claim):
        mutants = row["mutants"]
        kills = ["-", "-", "-"]
        if mutants is not None:
            killed = (mutants["killed_exact"], mutants["killed_numeric"])
            kills = [*(f"{n}/{mutants['total']}" for n in killed), str(mutants["survivors"])]
        cells = (f"  {form_of(claim, row['form'])}", row["link"], row["exact"], row["numeric"],
                 str(row["obligations"]), str(row["literal"]), *kills)  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _counterexample(claim: Claim, shown: _Page) -> None:
    found = claim["counterexample"]
    if found is not None:
        shown.head(f"counterexample to '{found['link']}'")
        if found["words"]:
            shown.text(found["words"])
        else:
            for name, value in found["values"].items():
                shown.line(f"{name} = {value}")
        shown.text(found["detail"])


def _mutants(claim: Claim, shown: _Page) -> None:
    found = claim["mutants"]
    if found is None:
        return
    shown.head(f"mutants ({form_of(claim, found['form'])})")
    left_out = len(found["left_out"])
    tail = f"; {left_out} true and only weaker, left out" if left_out else ""
    shown.line(
        f"{found['killed']} of {found['total']} killed "
        f"(exact arm {found['killed_exact']}, numeric arm {found['killed_numeric']}){tail}"
    )
    for mutant in found["explained"]:
        shown.line(f"explained: {mutant['name']}: {mutant['reason']}")
    for mutant in found["survivors"]:
        shown.line(f"survived: {mutant['name']}")


def _arms(claim: Claim, shown: _Page) -> None:
    """Breaks of the code of the arms, and code that both run."""
    found = breaks_of(claim)
    if found:
        shown.head("breaks of the arms")
    if found and claim["breaks"] is None:
        shown.line(f"not run; qmgr mutate {claim['key']} runs them")
        found = []
    for arm, words, survivors in found:
        shown.line(f"{arm} arm: {words}")
        for survivor in survivors:
            shown.line(f"    not noticed: {survivor}")
    shown.lines("code that both arms run, so that they count as one", claim["shared"])


def _beliefs(claim: Claim, shown: _Page) -> None:
    """Beliefs by sort, a line each, cut at the width of a terminal."""
    shown.head("rests on")
    grouped = beliefs(claim)
    if not grouped:
        shown.line("nothing that is not printed and proved")
    for sort, members in grouped:
        many = sort if len(members) == 1 else _MANY.get(sort, f"{sort}s")
        shown.line(f"{len(members)} {many}:")
        for belief in members:
            name = "" if belief["name"] in (belief["key"], belief["text"]) else belief["name"]
            shown.line(
                "  " + ": ".join(filter(None, [belief["key"], name, shown.words(belief["text"])])),
                folded=True,
            )
    for pair in claim["standing"]["contradictory"]:
        shown.line(f"contradictory: {' against '.join(pair)}")
