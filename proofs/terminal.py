"""What the `qmgr` command prints: lines in a pipe, tables and progress on a terminal."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from proofs.report.groups import ground_of, group_of
from proofs.report.headline import headline
from proofs.report.wording import reason_of, standing_of, verdict_of

Claim = Mapping[str, Any]

_STYLES = {
    "good": "green", "undermined": "dim yellow", "partial": "cyan", "wrong": "yellow",
    "bad": "red", "ours": "bold magenta",
}  # fmt: skip
_GROUND_STYLES = {"undermined": "dim yellow", "contradictory": "red"}
_OURS = ("conflict", "error", "blocked")

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

    def __init__(self, out: Console, keys: Sequence[str], entry: Callable[[str], Claim]) -> None:
        """Show the results of `keys`, in that order; `entry(key)` is the claim in the record."""
        self._out = out
        self._waiting = list(keys)
        self._entry = entry
        self._finished: set[str] = set()
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
            if key in self._finished:
                self._line(key)

    def expect(self, total: int) -> None:
        """Set how many results will come, premises included."""
        self._bar.update(self._task, total=total)

    def __call__(self, key: str, result: Mapping[str, Any], kept: bool) -> None:
        """Take one result."""
        word = f"{key} {result['verdict']}" + (" (kept)" if kept else "")
        self._bar.update(self._task, advance=1, description=word)
        self._finished.add(key)
        while self._waiting and self._waiting[0] in self._finished:
            self._line(self._waiting.pop(0))

    def _line(self, key: str) -> None:
        if not self._out.is_terminal:
            self._out.print(claim_line(self._entry(key)), markup=False)


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


def claim_line(claim: Claim) -> str:
    """One claim of a record in one line: verdict with scope, mutants, title, standing, trouble."""
    line = f"{claim['key']:<39} {verdict_of(claim):<12} {mutants_text(claim):>7}  {claim['title']}"
    standing, trouble = standing_of(claim), trouble_text(claim)
    return line + (f"  ({standing})" * bool(standing)) + (f"  [{trouble}]" * bool(trouble))


def list_line(
    key: str, kind: str, title: str, said: tuple[str, str] | None, standing: Mapping[str, Any]
) -> str:
    """One claim of a list: kind, title, and what was said last: verdict and scope."""
    if said is None:
        return f"{key:<39} {kind:<13} {'not run':<12} {title}"
    verdict, scope = said
    claim = {"verdict": verdict, "scope": scope, "standing": standing, "amended": None}
    standing_words = standing_of(claim)
    line = f"{key:<39} {kind:<13} {verdict_of(claim):<12} {title}"
    return line + (f"  ({standing_words})" * bool(standing_words))


def verdict_text(claim: Claim) -> Text:
    """Verdict and scope in the colour of its group: green only on ground that stands."""
    group = group_of(claim["verdict"], ground_of(claim))
    return Text(verdict_of(claim), style=_STYLES[group.name])


def standing_text(claim: Claim) -> Text:
    """What the claim stands on, as a second badge."""
    return Text(standing_of(claim), style=_GROUND_STYLES.get(ground_of(claim), "dim"))


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
        trouble = trouble_text(claim)
        if trouble:
            title.append(f"\n{trouble}", style="bold red")
        badges = [text for text in (verdict_text(claim), standing_text(claim)) if text]
        table.add_row(
            claim["key"],
            claim["kind"],
            title,
            Text("\n").join(badges),
            mutants_text(claim),
            f"{claim['seconds']:.2f}",
        )
    return table


def trouble_text(claim: Claim) -> str:
    """What needs attention: what differs from the pins, or a fault of ours."""
    parts = list(claim["pins"])
    if parts or claim["verdict"] in _OURS:
        parts.append(reason_of(claim))
    return "; ".join(parts)


def summary(record: Mapping[str, Any]) -> str:
    """Verdicts and what they stand on by paper, then mutants, breaks of arms, pins and seconds."""
    papers: dict[str, list[Claim]] = {}
    for claim in record["claims"]:
        papers.setdefault(claim["key"].split(":")[0], []).append(claim)
    if len(papers) == 1:
        lines = [headline(record["claims"])]
    else:
        lines = [f"{paper}: {headline(claims)}" for paper, claims in papers.items()]
        lines.append(f"{len(record['claims'])} claims")
    lines[-1] += f"; {_found(record['claims'])}; {record['run']['seconds']:.1f} s"
    return "\n".join(lines)


def _found(claims: Sequence[Claim]) -> str:
    made = [claim["mutants"] for claim in claims if claim["mutants"] is not None]
    killed, total = sum(m["killed"] for m in made), sum(m["total"] for m in made)
    parts = [f"{killed} of {total} mutants killed"]
    broken = [arm for claim in claims for arm in (claim["breaks"] or {}).values()]
    if broken:
        noticed, total = sum(b["noticed"] for b in broken), sum(b["total"] for b in broken)
        parts.append(f"{noticed} of {total} breaks of arms noticed")
    if differing := sum(bool(claim["pins"]) for claim in claims):
        parts.append(f"{differing} not as pinned")
    return "; ".join(parts)
