"""Cache, processes and record: nothing is run twice, nothing depends on the order."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.checker import cache, record, sources
from proofs.checker.errors import UsageError
from proofs.checker.options import Options
from proofs.checker.registry import load
from proofs.checker.session import Session, select
from proofs.files import write_atomically
from proofs.scaffold import scaffold


@pytest.fixture
def folder(tmp_path):
    """Three claims of one's own: the second rests on the first, the third is wrong as printed."""
    own = tmp_path / "claims"
    _, second, third = (scaffold(f"own:1.{i}", own) for i in (1, 2, 3))
    edit(second, 'kind="result",', 'kind="result",\n    premises=("own:1.1",),')
    edit(third, "ck.equal(area, a**2 / 2)", "ck.equal(area, a**3 / 2)")
    edit(third, 'expected="proved"', 'expected="refuted"')
    return own


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def run(folder: Path, **options) -> tuple[Session, dict[str, bool]]:
    entries = load([folder])
    session = Session(entries, select(entries, [], [folder]), **options)
    kept: dict[str, bool] = {}
    session.check(lambda key, result, was_kept: kept.update({key: was_kept}))
    return session, kept


def bare(made: dict) -> str:
    """A record without its times."""
    return json.dumps(_without_seconds(made), sort_keys=True)


def _without_seconds(value):
    if isinstance(value, dict):
        return {k: _without_seconds(v) for k, v in value.items() if k != "seconds"}
    if isinstance(value, list):
        return [_without_seconds(v) for v in value]
    return value


def test_the_record_follows_the_schema_and_holds_the_verdicts(folder):
    session, _ = run(folder)
    made = session.record()
    record.validate(made)
    assert [c["verdict"] for c in made["claims"]] == ["proved", "proved", "refuted"]
    with pytest.raises(ValueError, match="schema"):
        record.validate({**made, "claims": [{**made["claims"][0], "verdict": "true"}]})


def test_nothing_is_run_twice_and_kept_results_are_the_same(folder):
    first, kept = run(folder)
    assert not any(kept.values())
    second, kept = run(folder)
    assert all(kept.values())
    assert bare(first.record()) == bare(second.record())
    _, kept = run(folder, fresh=True)
    assert not any(kept.values())


def test_comments_and_layout_do_not_count_but_code_premises_and_options_do(folder):
    run(folder)
    edit(folder / "eq_1_01.py", "    width =", "    # a remark\n\n    width =")
    assert all(run(folder)[1].values())
    edit(folder / "eq_1_01.py", "101", "201")
    assert run(folder)[1] == {"own:1.1": False, "own:1.2": False, "own:1.3": True}
    assert not any(run(folder, options=Options(seed=5))[1].values())


def test_changes_are_named(folder):
    session, _ = run(folder)
    wanted = session.depends_on("own:1.1")
    assert cache.changes("own:1.1", wanted) == []
    other = {**wanted, "library sympy": "0.0"}
    assert cache.changes("own:1.1", other) == ["library sympy"]
    assert cache.read("own:1.1", other) is None
    assert cache.changes("own:9.9", wanted) is None


def test_a_damaged_or_half_written_result_is_run_again(folder, own_cache):
    run(folder)
    for path in own_cache.glob("*.json"):
        path.write_text(path.read_text()[:100])
    assert not any(run(folder)[1].values())
    assert all(run(folder)[1].values())


def test_a_cache_that_cannot_be_written_is_said_and_costs_nothing(folder, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("QMGR_CACHE", str(blocked / "cache"))
    session, _ = run(folder)
    assert len(session.results) == 3
    assert "cannot be kept" in session.cache_trouble


def test_a_full_disk_leaves_the_old_file(monkeypatch, tmp_path):
    target = tmp_path / "record.json"
    target.write_text("old")

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_crash_is_the_verdict_error_and_is_not_kept(folder):
    edit(folder / "eq_1_01.py", "derived = sp.integrate(x, (x, 0, a))", "derived = 1 / 0")
    session, _ = run(folder)
    assert session.results["own:1.1"]["verdict"] == "error"
    assert "ZeroDivisionError" in session.results["own:1.1"]["reason"]
    assert session.results["own:1.2"]["verdict"] == "proved"
    unproved = session.record()["claims"][1]["rests_on"]
    assert [b["sort"] for b in unproved] == ["unproved premise"]
    assert run(folder)[1]["own:1.1"] is False


def test_a_missing_premise_blocks(folder):
    (folder / "eq_1_01.py").unlink()
    session, _ = run(folder)
    assert session.results["own:1.2"]["verdict"] == "blocked"
    assert "own:1.1" in session.results["own:1.2"]["reason"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def printed()", "def printed(", "line 1[0-9] is not"),
        ("CLAIM = ck.Claim(", "OTHER = ck.Claim(", "must define CLAIM"),
        ("import numpy as np", "import nonesuch", "raised ModuleNotFoundError"),
        ('kind="result"', 'kind="rumour"', "must be one of"),
    ],
)
def test_an_unreadable_claim_file_is_named(folder, old, new, message):
    edit(folder / "eq_1_01.py", old, new)
    with pytest.raises(UsageError, match=message):
        load([folder])


def test_a_key_defined_twice_is_named(folder):
    edit(folder / "eq_1_03.py", 'key="own:1.3"', 'key="own:1.1"')
    with pytest.raises(UsageError, match=r"own:1\.1 must be defined once"):
        load([folder])


def test_selection_by_key_prefix_and_folder(folder):
    entries = load([folder])
    assert select(entries, ["own:1.2"], []) == ["own:1.2"]
    assert select(entries, ["own"], []) == ["own:1.1", "own:1.2", "own:1.3"]
    assert select(entries, [], [folder]) == ["own:1.1", "own:1.2", "own:1.3"]
    assert "vanchurin:3.10" not in select(entries, ["vanchurin:3.1"], [])
    with pytest.raises(UsageError, match="names no claim"):
        select(entries, ["own:1.9"], [])


def test_same_record_whatever_the_hash_seed_and_the_number_of_processes(folder, tmp_path):
    """Two claims of the suite go with them: a definition that fails and a result that holds."""
    made = []
    for hash_seed, jobs in (("1", "1"), ("77", "2")):
        path = tmp_path / f"record-{jobs}.json"
        keys = ["vanchurin:3.10", "vanchurin:3.8", str(folder)][:: 1 if jobs == "1" else -1]
        subprocess.run(
            [sys.executable, "-m", "proofs.cli", "check", *keys, "--fresh", "--jobs", jobs,
             "--json", str(path)],
            env={"PYTHONHASHSEED": hash_seed, "QMGR_CACHE": str(tmp_path / jobs)},
            check=True,
            capture_output=True,
        )  # fmt: skip
        made.append(bare(json.loads(path.read_text())))
    assert made[0] == made[1]


def test_the_memory_of_sources_saves_parsing_and_a_damaged_one_does_no_harm(
    folder, own_cache, monkeypatch
):
    run(folder)
    memory = own_cache / "sources.json"
    assert memory.exists()
    parsed = []
    monkeypatch.setattr(sources, "_parse", lambda data, name: parsed.append(name))
    assert all(run(folder)[1].values())
    assert parsed == []
    monkeypatch.undo()
    memory.write_text('{"python": 3, "files": []}')
    monkeypatch.setenv("QMGR_CACHE", str(own_cache))
    assert all(run(folder)[1].values())
