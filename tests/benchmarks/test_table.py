"""The benchmark table: what a bar means, what is written."""

import json
import sys

import pytest
from table import Row, finish, seconds


def test_a_bar_is_a_least_ratio_or_a_largest_value():
    assert Row("a", 2.0, 10.0, bar=5.0).met is True
    assert Row("a", 2.0, 10.0, bar=5.1).met is False
    assert Row("a", 2.0, 10.0, bar=2.0, at_most=True).met is True
    assert Row("a", 2.0, bar=1.9, at_most=True).met is False
    assert Row("a", 2.0, 10.0).met is None
    with pytest.raises(ValueError, match="row 'a' must have a peer"):
        assert Row("a", 2.0, bar=1.0).met


def test_rows_are_printed_and_written(tmp_path, monkeypatch, capsys):
    file = tmp_path / "rows.json"
    monkeypatch.setattr(sys, "argv", ["bench_x.py", "--json", str(file)])
    finish("x", [Row("fast", 1.0, 7.0, bar=5.0), Row("slow", 1.0, 2.0, bar=5.0)])
    shown = capsys.readouterr().out.splitlines()
    assert [("yes" in line, "NO" in line) for line in shown[1:]] == [(True, False), (False, True)]
    written = json.loads(file.read_text())
    assert written["benchmark"] == "x"
    assert [(row["name"], row["ratio"], row["met"]) for row in written["rows"]] == [
        ("fast", 7.0, True),
        ("slow", 2.0, False),
    ]


def test_functions_are_timed_in_turn_after_one_call_each():
    called = []
    times = seconds(lambda: called.append(1), lambda: called.append(2), repeats=3)
    assert called == [1, 2] * 4
    assert len(times) == 2
