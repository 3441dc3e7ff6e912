"""Cache, processes and record: nothing is run twice, nothing depends on the order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from area_claim import edit, write

from proofs.checker import cache, record, registry, sources
from proofs.checker.errors import UsageError
from proofs.checker.options import Options
from proofs.checker.registry import load
from proofs.checker.selection import select
from proofs.checker.session import Session
from proofs.files import write_atomically

pytestmark = pytest.mark.usefixtures("no_suite")
PREMISE = ("premises=()", 'premises=("own:1.1",)')


@pytest.fixture
def folder(tmp_path):
    """Three claims of one's own: the second rests on the first, the third is wrong as printed."""
    own = tmp_path / "claims"
    write(own, "own:1.1")
    derived = 'sp.Integral(sp.Derivative(premises["1.1"].of(A).subs(a, x), x), (x, 0, a)))\n\n'
    write(own, "own:1.2", PREMISE, ("sp.Integral(x, (x, 0, a)))\n\n", derived))
    write(own, "own:1.3", ("a**2 / 2", "a**3 / 2"), ('expected="proved"', 'expected="refuted"'))
    return own


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
    edit(folder / "eq_1_1.py", "    # exact", "    # a remark\n")
    assert all(run(folder)[1].values())
    edit(folder / "eq_1_1.py", "101", "201")
    assert run(folder)[1] == {"own:1.1": False, "own:1.2": False, "own:1.3": True}
    assert not any(run(folder, options=Options(seed=5))[1].values())


def test_a_claim_runs_again_when_its_premise_holds_in_another_form(folder):
    """Its own file and that of its premise stay the same: the verdict of the premise decides."""
    amended = """    amended=ck.Amended("A = a^2 / 2", lambda: ck.equal(A, a**2 / 2), "a square"),
    premises=()"""
    edit(folder / "eq_1_1.py", "premises=()", amended.lstrip())
    edit(folder / "eq_1_1.py", "import proofs", "import helper_of_a_test\nimport proofs")
    edit(
        folder / "eq_1_1.py",
        "(A, a**2 / 2)\n\n\ndef exact",
        "(A, a**helper_of_a_test.N / 2)\n\n\ndef exact",
    )
    helper = folder.parent / "helper_of_a_test.py"
    helper.write_text("N = 2")
    sys.path.append(str(folder.parent))
    try:
        session, _ = run(folder)
        assert [session.results[f"own:1.{i}"]["verdict"] for i in (1, 2)] == ["proved", "proved"]
        assert session.depends_on("own:1.2")["premise own:1.1"] == "as printed"
        helper.write_text("N = 3")
        session, kept = run(folder)
        assert [session.results[f"own:1.{i}"]["verdict"] for i in (1, 2)] == ["corrected", "proved"]
        assert session.depends_on("own:1.2")["premise own:1.1"] == "as amended"
        assert kept["own:1.2"] is False
    finally:
        sys.path.remove(str(folder.parent))


def test_changes_are_named(folder):
    session, _ = run(folder)
    wanted = session.depends_on("own:1.1")
    assert cache.changes("own:1.1", wanted) == []
    other = {**wanted, "library sympy": "0.0"}
    assert cache.changes("own:1.1", other) == ["library sympy"]
    assert cache.read("own:1.1", other) is None
    assert cache.changes("own:9.9", wanted) is None


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
    edit(folder / "eq_1_1.py", "    # exact", "    1 / 0")
    session, _ = run(folder)
    assert session.results["own:1.1"]["verdict"] == "error"
    assert session.results["own:1.1"]["reason"] == "ZeroDivisionError: division by zero"
    assert "eq_1_1.py" in session.traces["own:1.1"]
    assert session.results["own:1.2"]["verdict"] == "proved"
    unproved = session.record()["claims"][1]["rests_on"]
    assert [b["sort"] for b in unproved] == ["unproved premise"]
    assert run(folder)[1]["own:1.1"] is False


def test_a_missing_premise_blocks(folder):
    (folder / "eq_1_1.py").unlink()
    session, _ = run(folder)
    assert session.results["own:1.2"]["verdict"] == "blocked"
    assert "own:1.1" in session.results["own:1.2"]["reason"]


def test_a_premise_without_a_form_blocks(folder):
    edit(folder / "eq_1_1.py", "    return ck.equal(A, a**2 / 2)", "    raise SystemExit(0)")
    session, _ = run(folder)
    assert session.results["own:1.1"]["reason"] == "SystemExit: 0"
    assert session.results["own:1.2"]["verdict"] == "blocked"
    assert session.results["own:1.2"]["reason"] == "premise own:1.1 has no form: SystemExit: 0"
    assert session.results["own:1.3"]["verdict"] == "refuted"


@pytest.mark.usefixtures("indexed")
def test_selection_by_key_prefix_and_folder(folder, monkeypatch):
    monkeypatch.setattr(registry, "PAPERS", sources.ROOT / "proofs" / "papers")
    entries = load([folder])
    assert select(entries, ["own:1.2"], []) == ["own:1.2"]
    assert select(entries, ["own"], []) == ["own:1.1", "own:1.2", "own:1.3"]
    assert select(entries, [], [folder]) == ["own:1.1", "own:1.2", "own:1.3"]
    assert "vanchurin:3.10" not in select(entries, ["vanchurin:3.1"], [])
    with pytest.raises(UsageError, match="names no claim"):
        select(entries, ["own:1.9"], [])


@pytest.mark.usefixtures("indexed")
def test_same_record_whatever_the_hash_seed_and_the_number_of_processes(folder, tmp_path):
    """Two claims of the suite go with them."""
    made = []
    for hash_seed, jobs in (("1", "1"), ("77", "2")):
        path = tmp_path / f"record-{jobs}.json"
        keys = ["vanchurin:2.1", "vanchurin:2.2", str(folder)][:: 1 if jobs == "1" else -1]
        subprocess.run(
            [sys.executable, "-m", "proofs.cli", "check", *keys, "--fresh", "--jobs", jobs,
             "--json", str(path)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "QMGR_CACHE": str(tmp_path / jobs)},
            check=False,
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
    with monkeypatch.context() as patch:
        patch.setattr(sources, "_parse", lambda data, name: parsed.append(name))
        assert all(run(folder)[1].values())
    assert parsed == []
    memory.write_text('{"python": 3, "files": []}')
    assert all(run(folder)[1].values())
