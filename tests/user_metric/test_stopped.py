"""Expensive metrics: stopped at a limit or by Ctrl-C, what was found is kept."""

import json
import multiprocessing
from itertools import islice
from pathlib import Path

import pytest

from proofs.checker.errors import UsageError
from proofs.user_metric import apart as module
from proofs.user_metric.apart import UnfinishedError, apart, here
from proofs.user_metric.command import examine
from proofs.user_metric.found import Wanted

METRICS = Path(__file__).parents[2] / "docs" / "metrics"
# Every entry is full, so that the determinant and its inverse take minutes.
ENDLESS = """
coordinates = ["t", "x", "y", "z"]
parameters = { a = "positive", b = "positive" }
[components]
"t, t" = "-(1 + x*y + z*a)"
"x, x" = "1 + t*y*b + sqrt(1 + x**2) + z"
"y, y" = "2 + x*z + t*sin(x)"
"z, z" = "3 + x*y*t + exp(x*y)"
"t, x" = "x*y + z"
"y, z" = "x + t*cos(x)"
"x, y" = "t + a*y"
"t, z" = "x*t*b"
"""


@pytest.fixture
def endless(tmp_path):
    path = tmp_path / "endless.toml"
    path.write_text(ENDLESS)
    return path


def test_the_other_process_finds_the_same():
    file = METRICS / "flrw.toml"
    lines = list(examine(file, None, lambda path, wanted: apart(path, wanted, None, print)))
    assert lines == list(examine(file, None))


def test_the_limit_ends_the_other_process(endless):
    notices = []
    with pytest.raises(UnfinishedError, match=r"at the limit of 0\.3 s while computing the metric"):
        list(apart(str(endless), Wanted(), 0.3, notices.append))
    assert not notices
    assert not multiprocessing.active_children()


def test_slow_stages_are_named_and_ctrl_c_ends_the_other_process(endless, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.1)
    notices = []

    def notice(line):
        notices.append(line)
        if len(notices) == 3:
            raise KeyboardInterrupt

    with pytest.raises(UnfinishedError, match="interrupted while computing the metric") as caught:
        list(apart(str(endless), Wanted(), None, notice))
    assert caught.value.interrupted
    assert [line.split(", ")[1] for line in notices] == [f"{n:g} s so far" for n in (0.1, 0.2, 0.4)]
    assert not multiprocessing.active_children()


def test_a_refused_metric_is_refused_from_the_other_process(tmp_path):
    path = tmp_path / "flat.toml"
    path.write_text('coordinates = ["t", "r"]\ncomponents = [[1, 1], [1, 1]]')
    with pytest.raises(UsageError, match="non-degenerate"):
        list(apart(str(path), Wanted(), None, print))


def test_what_was_found_is_printed_and_written(tmp_path):
    def stopped(file, wanted):
        yield from islice(here(file, wanted), 4)
        raise UnfinishedError("stopped at the limit of 5 s while computing the Ricci scalar")

    lines = []
    with pytest.raises(UnfinishedError):
        lines.extend(examine(METRICS / "schwarzschild.toml", tmp_path, stopped))
    whole = list(examine(METRICS / "schwarzschild.toml", None))
    record = json.loads((tmp_path / "record.json").read_text())
    titles = [section["title"] for section in record["sections"]]
    assert titles == ["Metric", "Christoffel symbols", "Ricci tensor"]
    assert "Ricci tensor: all vanish" in whole
    assert record["answers"] == []
    assert record["unfinished"].endswith("while computing the Ricci scalar")
    for name in ("report.html", "report.tex"):
        assert "Not complete: stopped at the limit of 5 s" in (tmp_path / name).read_text()
