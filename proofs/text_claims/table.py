"""What was found of a collection of errata: found, missed, false alarms, by kind or field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from proofs.text_claims.entry import Entry

_CAUGHT = ("corrected", "refuted")


@dataclass
class Row:
    """Counts of one kind or field.

    ``found`` : wrong forms that fail.  ``missed`` : wrong forms that are proved or supported.
    ``open`` : wrong forms that are not decided.  ``proved``, ``supported`` : right forms.
    ``alarms`` : right forms that fail.  ``unsettled`` : right forms of which neither is said, or
    wrong forms after which no right one was run.
    """

    name: str
    total: int = 0
    found: int = 0
    missed: int = 0
    open: int = 0
    proved: int = 0
    supported: int = 0
    alarms: int = 0
    unsettled: int = 0
    errors: int = 0
    seconds: tuple[float, ...] = ()

    def add(self, result: Mapping[str, Any]) -> None:
        """Count one result of the judge."""
        self.total += 1
        verdict = result["verdict"]
        amended = (result["amended"] or {}).get("verdict")
        self.seconds = (*self.seconds, float(result["seconds"]))
        if verdict in ("error", "conflict"):
            self.errors += 1
        elif verdict in _CAUGHT:
            self.found += 1
        elif verdict in ("proved", "supported", "weak"):
            self.missed += 1
        else:
            self.open += 1
        if amended == "proved":
            self.proved += 1
        elif amended in ("supported", "weak"):
            self.supported += 1
        elif amended in (*_CAUGHT, "conflict"):
            self.alarms += 1
        else:
            self.unsettled += 1


def rows(
    entries: Mapping[str, Entry], results: Mapping[str, Mapping[str, Any]], by: str
) -> list[Row]:
    """A row for each "kind" or "field" with results, and one for all."""
    found: dict[str, Row] = {}
    every = Row("all")
    for key, result in results.items():
        if key in entries:
            name = getattr(entries[key], by) or "none"
            found.setdefault(name, Row(name)).add(result)
            every.add(result)
    return [*sorted(found.values(), key=lambda row: -row.total), every]


def lines(made: list[Row]) -> list[str]:
    """The table as text."""
    head = ("", "claims", "found", "missed", "open", "proved", "supported", "false alarm",
            "undecided", "errors", "seconds", "median")  # fmt: skip
    body = [
        (row.name, *map(str, (row.total, row.found, row.missed, row.open, row.proved,
                              row.supported, row.alarms, row.unsettled, row.errors)),
         f"{sum(row.seconds):.0f}", f"{median(row.seconds):.1f}")
        for row in made
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    return [
        "  ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                  for i, (cell, w) in enumerate(zip(line, widths, strict=True)))
        for line in (head, *body)
    ]  # fmt: skip
