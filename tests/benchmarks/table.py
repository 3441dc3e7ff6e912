"""One table and one JSON for every benchmark: what was measured, beside what, against which bar.

A benchmark is a script ``bench_NAME.py`` of this folder that ends like this::

    from table import Row, finish

    finish("NAME", [Row("10 000 Kerr orbits", ours, peer, "s", bar=5.0, against="scalar numba")])

``finish`` prints the rows and, with ``--json FILE`` on the command line, also writes them there;
``run_all.py`` runs every such script as a process of its own and collects what it wrote.  Other
words of the command line are the script's own (``parsed().words``).

``ours`` and ``peer`` are measured in turn, in one run, in the same unit, smaller being better, and
the ratio is ``peer / ours``: how many times better ours is.  The bar is the least ratio, or with
``at_most=True`` the largest value of ``ours`` itself: an error, an exponent, or our time in units
of something else (a step over its FFT pair; then ``unit="FFT pairs"`` and no peer).
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One measurement; without ``bar`` it is a figure to know, neither met nor missed."""

    name: str
    ours: float
    peer: float | None = None
    unit: str = "s"
    bar: float | None = None
    against: str = ""
    at_most: bool = False

    @property
    def ratio(self) -> float | None:
        return None if self.peer is None else self.peer / self.ours

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        if self.at_most:
            return bool(self.ours <= self.bar)
        if self.ratio is None:
            raise ValueError(f"row {self.name!r} must have a peer, or `at_most`, for its bar")
        return bool(self.ratio >= self.bar)

    def __post_init__(self) -> None:
        for name in ("ours", "peer"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, float(value))  # NumPy's numbers are no JSON

    def record(self) -> dict[str, object]:
        return {**vars(self), "ratio": self.ratio, "met": self.met}


def parsed(description: str = "") -> argparse.Namespace:
    """The command line: ``json``, a path or None, and ``words``, the script's own."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows here")
    parser.add_argument("words", nargs="*")
    return parser.parse_args()


def finish(benchmark: str, rows: Sequence[Row]) -> None:
    """Print the table and, with ``--json FILE``, write it."""
    show([row.record() for row in rows])
    record = {"benchmark": benchmark, "rows": [row.record() for row in rows]}
    if (path := parsed().json) is not None:
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def show(rows: Sequence[dict]) -> None:
    """Print rows as `Row.record` gives them."""
    width = max((len(row["name"]) for row in rows), default=0)
    print(f"{'':{width}}{'ours':>11}{'peer':>11} {'unit':12}{'ratio':>9}{'bar':>11}  met  against")
    for row in rows:
        bar = "" if row["bar"] is None else ("<= " if row["at_most"] else ">= ") + _n(row["bar"])
        met = {True: "yes", False: "NO", None: ""}[row["met"]]
        print(
            f"{row['name']:{width}}{_n(row['ours']):>11}{_n(row['peer']):>11} {row['unit']:12}"
            f"{_n(row['ratio']):>9}{bar:>11}  {met:3}  {row['against']}"
        )


def seconds(*functions: Callable[[], object], repeats: int = 5) -> list[float]:
    """The least time of each function; called in turn, so that a busy machine slows all alike.

    Every function is called once before, so that compilation and caches are not timed.
    """
    for function in functions:
        function()
    best = [float("inf")] * len(functions)
    for _ in range(repeats):
        for i, function in enumerate(functions):
            start = time.perf_counter()
            function()
            best[i] = min(best[i], time.perf_counter() - start)
    return best


def _n(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
