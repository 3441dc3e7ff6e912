"""What `qmgr mutate` prints: progress, one line or row per claim, survivors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from proofs.checker.breaks.stored import ARMS, name_of

if TYPE_CHECKING:
    from proofs.checker.card import Card

Result = Mapping[str, Any]


class Breaking:
    """Shows results as they come: a progress bar on a terminal, lines in a pipe."""

    def __init__(self, out: Console, total: int, claims: Mapping[str, Card]) -> None:
        """Show `total` results of `claims`."""
        self._out, self._claims = out, claims
        self._bar = Progress(
            TextColumn("breaking"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
            console=out,
            transient=True,
            disable=not out.is_terminal,
        )
        self._task = self._bar.add_task("", total=total)

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
        """Stop the display."""
        self._bar.stop()

    def __call__(self, key: str, result: Result, kept: bool) -> None:
        """Take one result."""
        scores = " ".join(f"{arm} {score(result, arm)}" for arm in ARMS)
        word = " (kept)" if kept else ""
        self._bar.update(self._task, advance=1, description=f"{key} {scores}{word}")
        if not self._out.is_terminal:
            exact, numeric = (score(result, arm) for arm in ARMS)
            line = f"{key:<39} {exact:>7} {numeric:>7}  {self._claims[key].title}{word}"
            self._out.print(line, markup=False)


def score(result: Result, arm: str) -> str:
    """Noticed of all breaks of an arm; `-` where it is absent or nothing could be broken."""
    found = result.get(arm)
    if found is None or found["not_breakable"] is not None:
        return "-"
    return f"{found['noticed']}/{found['total']}"


def breaks_table(
    results: Mapping[str, Result], keys: Sequence[str], hollow: Sequence[tuple[str, str]]
) -> Table:
    """The table of scores; those of the `hollow` claims and arms are red."""
    table = Table(title="Breaks noticed", title_justify="left", header_style="bold")
    for name in ("claim", *ARMS, "seconds"):
        justify = "left" if name == "claim" else "right"
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for key in keys:
        if key in results:
            result = results[key]
            styles = {arm: "bold red" if (key, arm) in hollow else "" for arm in ARMS}
            scores = (Text(score(result, arm), style=styles[arm]) for arm in ARMS)
            seconds = sum(result[arm]["seconds"] for arm in ARMS if arm in result)
            table.add_row(key, *scores, f"{seconds:.1f}")
    return table


def survivors_text(results: Mapping[str, Result], keys: Sequence[str]) -> list[str]:
    """Every break that passed, with the place of the code; and why an arm has none to try."""
    lines = []
    for key in keys:
        for arm in ARMS:
            found = results.get(key, {}).get(arm)
            if found is None:
                continue
            if found["not_breakable"] is not None:
                lines.append(f"{key}, {arm} arm: {found['not_breakable']}")
            for survivor in found["survivors"]:
                where = f"{survivor['file']}:{survivor['line']}"
                lines.append(f"{key}, {arm} arm, survived at {where}: {name_of(survivor)}")
    return lines


def hollow_text(results: Mapping[str, Result], hollow: Sequence[tuple[str, str]]) -> list[str]:
    """One line for each hollow arm."""
    return [
        f"{key}: the {arm} arm is hollow, it notices {score(results[key], arm)} breaks"
        for key, arm in hollow
    ]


def summary(results: Mapping[str, Result]) -> str:
    """One line: how many claims, and what their arms noticed."""
    parts = []
    for arm in ARMS:
        found = [result[arm] for result in results.values() if arm in result]
        noticed, total = (sum(f[name] for f in found) for name in ("noticed", "total"))
        share = f" ({100 * noticed / total:.0f} %)" if total else ""
        parts.append(f"{arm} arms noticed {noticed} of {total} breaks{share}")
    return f"{len(results)} claims: {'; '.join(parts)}"
