"""What the `qmgr` command prints: lines in a pipe, tables and progress on a terminal."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from proofs.checker.card import Card

_STYLES = {
    "proved": "green", "well-posed": "green", "consistent": "green",
    "supported": "cyan", "weak": "cyan", "open": "cyan",
    "corrected": "yellow", "ill-posed": "yellow",
    "refuted": "red", "inconsistent": "red",
    "conflict": "bold magenta", "error": "bold magenta", "blocked": "bold magenta",
}  # fmt: skip

PAUSE = 2.0  # seconds between lines of progress in a pipe


def console() -> Console:
    """The console of standard output; in a pipe lines are not wrapped."""
    made = Console(highlight=False)
    if not made.is_terminal:
        made = Console(highlight=False, width=10_000)
    return made


def folded(line: str) -> str:
    """An indented line of help, folded at the width of the terminal; one line in a pipe."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, console().width, subsequent_indent=indent, break_on_hyphens=False)


def mutants_text(result: Mapping[str, Any]) -> str:
    """Killed and explained of all mutants, `-` where none were made."""
    found = result["mutants"]
    if found is None:
        return "-"
    return f"{found['killed'] + len(found['explained'])}/{found['total']}"


class Reporter:
    """Shows results as they come: a progress bar on a terminal, lines in reading order else."""

    def __init__(self, out: Console, keys: Sequence[str], claims: Mapping[str, Card]) -> None:
        """Show the results of `keys`, in that order."""
        self._out = out
        self._waiting = list(keys)
        self._claims = claims
        self._results: dict[str, Mapping[str, Any]] = {}
        self._bar = Progress(
            TextColumn("checking"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
            console=out,
            transient=True,
            disable=not out.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        """Start the display."""
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the display; lines still held back are printed."""
        self._bar.stop()
        for key in self._waiting:
            if key in self._results:
                self._line(key)

    def expect(self, total: int) -> None:
        """Set how many results will come, premises included."""
        self._bar.update(self._task, total=total)

    def __call__(self, key: str, result: Mapping[str, Any], kept: bool) -> None:
        """Take one result."""
        word = f"{key} {result['verdict']}" + (" (kept)" if kept else "")
        self._bar.update(self._task, advance=1, description=word)
        self._results[key] = result
        while self._waiting and self._waiting[0] in self._results:
            self._line(self._waiting.pop(0))

    def _line(self, key: str) -> None:
        if self._out.is_terminal:
            return
        result, claim = self._results[key], self._claims[key]
        line = f"{key:<39} {result['verdict']:<12} {mutants_text(result):>7}  {claim.title}"
        trouble = trouble_text(result["verdict"], claim.expected, result["reason"])
        self._out.print(line + (f"  [{trouble}]" if trouble else ""), markup=False)


class Working:
    """Progress of one long piece of work on stderr: a bar on a terminal, lines in a pipe."""

    def __init__(self, name: str) -> None:
        """Show work called `name`; a pipe gets a line now, then one every `PAUSE` seconds."""
        self._name = name
        self._next = time.monotonic() + PAUSE
        self._out = Console(stderr=True, highlight=False)
        self._bar = Progress(
            TextColumn(name),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
            console=self._out,
            transient=True,
            disable=not self._out.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        """Start the display."""
        if not self._out.is_terminal:
            print(self._name, file=sys.stderr, flush=True)
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop the display."""
        self._bar.stop()

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Take `done` of `total`."""
        self._bar.update(self._task, completed=done, total=total, description=what)
        if not self._out.is_terminal and time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            print(f"{self._name}: {what} {done} of {total}".replace(":  ", ": "), file=sys.stderr)


def verdict_table(record: Mapping[str, Any]) -> Table:
    """The table of verdicts of a record."""
    table = Table(title="Verdicts", title_justify="left", header_style="bold")
    for name in ("claim", "kind", "title", "verdict", "mutants", "seconds"):
        table.add_column(
            name,
            justify="right" if name in ("mutants", "seconds") else "left",
            overflow="fold",  # a key that is cut could not be typed
        )
    for claim in record["claims"]:
        title = Text(claim["title"])
        trouble = trouble_text(claim["verdict"], claim["expected"], claim["reason"])
        if trouble:
            title.append(f"\n{trouble}", style="bold red")
        table.add_row(
            claim["key"],
            claim["kind"],
            title,
            Text(claim["verdict"], style=_STYLES[claim["verdict"]]),
            mutants_text(claim),
            f"{claim['seconds']:.2f}",
        )
    return table


def trouble_text(verdict: str, expected: str | None, reason: str) -> str:
    """What needs attention: a verdict that differs from the pinned one, or a fault of ours."""
    pinned = f"pinned: {expected}; " if expected not in (None, verdict) else ""
    ours = verdict in ("conflict", "error", "blocked")
    return f"{pinned}{reason}" if pinned or ours else ""


def summary(record: Mapping[str, Any]) -> str:
    """One line: how many claims, how many of each verdict, mutants killed, seconds."""
    counts: dict[str, int] = {}
    killed = total = 0
    for claim in record["claims"]:
        counts[claim["verdict"]] = counts.get(claim["verdict"], 0) + 1
        if claim["mutants"] is not None:
            killed += claim["mutants"]["killed"]
            total += claim["mutants"]["total"]
    words = ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items()))
    return (
        f"{len(record['claims'])} claims: {words}; {killed} of {total} mutants killed; "
        f"{record['run']['seconds']:.1f} s"
    )


def show_claim(claim: Mapping[str, Any], out: Console) -> None:
    """Print one claim of a record: printed, read as, premises, steps, evidence, beliefs."""

    def head(text: str) -> None:
        out.print(f"\n{text}", style="bold", markup=False)

    def line(text: str) -> None:
        out.print(f"  {text}", markup=False)

    equation = claim["source"]["equation"]
    where = f"equation ({equation})" if equation else "a sentence"
    out.print(
        f"{claim['key']}  {claim['title']}\n{claim['kind']}, section {claim['source']['section']}, "
        f"{where} of {claim['source']['document']}",
        markup=False,
    )
    out.print(
        Text.assemble(
            "verdict: ", (claim["verdict"], _STYLES[claim["verdict"]]), f" - {claim['reason']}"
        )
    )
    head("as printed")
    line(claim["latex"])
    if claim["reading"]:
        line(claim["reading"])
    _show_form(claim, head, line)
    for title, rows in (("hypotheses", claim["hypotheses"]), ("premises", claim["premises"])):
        if rows:
            head(title)
            for row in rows:
                line(row)
    head("evidence")
    for row in claim["evidence"]:
        size = (
            ""
            if row["error"] is None
            else f", error {row['error']:.2g} (<= {row['tolerance']:.2g})"
        )
        line(
            f"{row['form']}, {row['arm']}, {row['link']}: {row['outcome']}{size} by {row['method']}"
        )
        if row["detail"]:
            line(f"    {row['detail']}")
    if claim["counterexample"] is not None:
        head(f"counterexample to '{claim['counterexample']['link']}'")
        for name, value in claim["counterexample"]["values"].items():
            line(f"{name} = {value}")
        line(claim["counterexample"]["detail"])
    if claim["amended"] is not None:
        head(f"corrected form ({claim['amended']['verdict']})")
        line(claim["amended"]["latex"])
        line(claim["amended"]["note"])
        _show_form(claim["amended"], head, line)
    _show_mutants(claim["mutants"], head, line)
    head("rests on")
    for belief in claim["rests_on"] or [{"sort": "nothing unprinted", "key": "", "text": ""}]:
        line(f"{belief['sort']} {belief['key']} {belief['text']}".rstrip())


def _show_form(form: Mapping[str, Any], head: Any, line: Any) -> None:
    head("read as")
    for link in form["read_as"]:
        line(f"{link['name']}: {link['latex']}")
    if form["steps"]:
        head("derivation")
        for step in form["steps"]:
            line(step["text"])
            line(f"    {step['latex']}")


def _show_mutants(found: Mapping[str, Any] | None, head: Any, line: Any) -> None:
    if found is None:
        return
    head(f"mutants of the {found['form']} form")
    line(
        f"{found['killed']} of {found['total']} killed "
        f"(exact arm {found['killed_exact']}, numeric arm {found['killed_numeric']})"
    )
    for mutant in found["explained"]:
        line(f"explained: {mutant['name']}: {mutant['reason']}")
    for mutant in found["survivors"]:
        line(f"survived: {mutant['name']}")
