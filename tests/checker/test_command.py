"""The `qmgr` command through its real entry point: pipe, terminal, exit codes, interruption."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from proofs.scaffold import scaffold

pytestmark = pytest.mark.usefixtures("indexed")
QMGR = [sys.executable, "-m", "proofs.cli"]


def qmgr(*words, **environment):
    return subprocess.run(
        [*QMGR, *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "claims"
    for i in (1, 2, 3):
        scaffold(f"own:1.{i}", own)
    return own


def test_a_pipe_gets_one_line_per_claim_in_reading_order_and_a_summary(folder):
    done = qmgr("check", folder)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [[f"own:1.{i}", "proved"] for i in (1, 2, 3)]
    assert all(line.endswith("(stands by itself)") for line in lines[:3])
    assert lines[3].startswith("3 claims: 3 proved (3 by themselves); 12 of 12 mutants killed; ")
    assert "\x1b" not in done.stdout


def test_exit_code_1_for_a_verdict_that_differs_in_either_direction(folder):
    edit(folder / "eq_1_01.py", 'expected="proved"', 'expected="refuted"')
    done = qmgr("check", folder)
    assert done.returncode == 1
    assert "[verdict pinned refuted, computed proved; both arms hold" in done.stdout
    assert "; 1 not as pinned; " in done.stdout
    edit(folder / "eq_1_01.py", 'expected="refuted"', 'expected="proved"')
    edit(folder / "eq_1_01.py", "ck.equal(area, a**2 / 2)", "ck.equal(area, a**3 / 2)")
    assert qmgr("check", folder).returncode == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "vanchurin:99.1"], "names no claim"),
        (["show", "vanchurin"], "must be that of one claim"),
        (["check", "nowhere/at/all"], "folder of claims must exist"),
        (["explain", "nothing:1"], "must be that of one claim"),
        (["experiment", "nonesuch"], "experiment must be one of"),
        (["new", "NOKEY"], "key must look like"),
        (["graph", "-o", "graph.bmp"], "must end in .svg, .pdf or .png"),
        (["check", "--jobs", "-1"], "--jobs"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_exit_code_2_and_one_sentence_for_bad_words(words, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = qmgr(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_exit_code_2_for_a_broken_file_an_empty_folder_and_an_unwritable_target(folder, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    for words in (
        ["check", tmp_path / "empty"],
        ["check", folder, "--json", tmp_path / "file" / "record.json"],
        ["report", folder, "-o", tmp_path / "file"],
    ):
        done = qmgr(*words)
        assert done.returncode == 2, words
        assert len(done.stderr.strip().splitlines()) == 1
    edit(folder / "eq_1_01.py", "def printed()", "def printed(")
    done = qmgr("check", folder)
    assert done.returncode == 2
    assert "eq_1_01.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_exit_code_3_for_a_crash_and_for_a_conflict_and_debug_shows_where(folder):
    edit(folder / "eq_1_01.py", "width = sample", "width = [][0]; sample")
    done = qmgr("check", folder)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "IndexError" in qmgr("check", folder, "--debug").stderr
    edit(folder / "eq_1_01.py", "width = [][0]; sample", "width = sample")
    edit(folder / "eq_1_01.py", "np.linspace(0.0, 1.0, 101)", "np.linspace(0.0, 0.5, 101)")
    done = qmgr("check", folder)
    assert "own:1.1" in done.stdout
    assert "conflict" in done.stdout
    assert done.returncode == 3


def test_a_terminal_gets_a_table(folder):
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(
        [*QMGR, "check", str(folder)], stdout=slave, stderr=slave, env=environment, close_fds=True
    )
    os.close(slave)
    seen = b""
    while True:
        ready, _, _ = select.select([master], [], [], 60)
        if not ready:
            break
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    assert process.wait(60) == 0
    text = seen.decode()
    assert "Verdicts" in text
    assert "┃" in text or "│" in text
    assert "checking" in text


def test_show_explain_list_and_json_agree(folder, tmp_path):
    record = tmp_path / "record.json"
    assert qmgr("list", folder).stdout.count("not run") == 3
    assert qmgr("check", folder, "--json", record).returncode == 0
    verdicts = [c["verdict"] for c in json.loads(record.read_text())["claims"]]
    assert verdicts == ["proved"] * 3
    assert qmgr("list", folder).stdout.count("proved") == 3
    assert "nothing it depends on" in qmgr("explain", "own:1.1", "--folder", folder).stdout
    shown = qmgr("show", "own:1.1", "--folder", folder).stdout
    for part in (
        "verdict: proved", "standing: stands by itself", "as printed", "derivation",
        "4 of 4 killed", "not run; qmgr mutate own:1.1 runs them", "rests on",
    ):  # fmt: skip
        assert part in shown
    edit(folder / "eq_1_01.py", "101", "201")
    again = qmgr("explain", "own:1.1", "--folder", folder).stdout
    assert again.endswith(f"changed are {folder / 'eq_1_01.py'}\n")


def test_a_claim_above_a_refuted_one_is_undermined_wherever_it_is_named(folder, tmp_path):
    edit(folder / "eq_1_01.py", "ck.equal(area, a**2 / 2)", "ck.equal(area, a**3 / 2)")
    edit(folder / "eq_1_01.py", 'expected="proved"', 'expected="refuted"')
    edit(folder / "eq_1_02.py", '    kind="result",', '    kind="result",\n    scope="widths",\n'
         '    premises=("own:1.1",),\n    explained={"premise own:1.1": "a test"},')  # fmt: skip
    record = tmp_path / "record.json"
    done = qmgr("check", folder, "--json", record)
    assert done.returncode == 0, done.stdout
    second = done.stdout.splitlines()[1]
    assert second.startswith("own:1.2")
    assert "proved for widths" in second
    assert second.endswith("(undermined by own:1.1)")
    assert "3 claims: 2 proved (1 by itself, 1 undermined), 1 refuted; " in done.stdout
    made = json.loads(record.read_text())["claims"]
    assert [c["standing"]["status"] for c in made] == ["by itself", "undermined", "by itself"]
    listed = qmgr("list", folder).stdout.splitlines()
    assert "refuted " in listed[0]
    assert listed[0].endswith("Area under a line")
    assert "proved for widths" in listed[1]
    assert listed[1].endswith("(undermined by own:1.1)")
    shown = qmgr("show", "own:1.2", "--folder", folder).stdout
    assert "verdict: proved for widths - " in shown
    assert "standing: undermined by own:1.1; conditional on 1 unproved premise" in shown
    assert "own:1.1: printed form, not read by the derivation (a test)" in shown


def test_a_failure_pinned_in_the_file_that_comes_out_otherwise_is_a_difference(folder):
    edit(folder / "eq_1_01.py", "ck.equal(area, a**2 / 2)", "ck.equal(area, a**3 / 2)")
    edit(folder / "eq_1_01.py", 'expected="proved"', 'expected="refuted", fails_by="a factor"')
    done = qmgr("check", folder)
    assert done.returncode == 1
    assert "[failure pinned 'a factor', computed '" in done.stdout


def test_fail_fast_stops_early(folder):
    for path in sorted(folder.iterdir()):
        edit(path, 'expected="proved"', 'expected="refuted"')
    done = qmgr("check", folder, "--fail-fast", "--jobs", "1")
    assert done.returncode == 1
    assert "1 claim: " in done.stdout


def test_control_c_keeps_what_was_finished_and_the_next_run_does_the_rest(folder, own_cache):
    for name in ("eq_1_02.py", "eq_1_03.py"):
        edit(folder / name, "    width =", "    import time; time.sleep(20)\n    width =")
    process = subprocess.Popen(
        [*QMGR, "check", str(folder), "--jobs", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    kept = own_cache / "own_1.1.json"
    deadline = time.monotonic() + 60
    while not kept.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted: 1 of 3 claims finished and kept" in errors
    assert "Traceback" not in errors
    assert [bool(json.loads(line)) for line in kept.read_text().splitlines()] == [True, True]
    for name in ("eq_1_02.py", "eq_1_03.py"):
        edit(folder / name, "    import time; time.sleep(20)\n", "")
    done = qmgr("check", folder)
    assert done.returncode == 0
    assert done.stdout.count("proved") == 4


def test_help_and_doctor_answer():
    assert "report" in qmgr("--help").stdout
    done = qmgr("doctor")
    assert done.returncode == 0
    assert "sympy" in done.stdout
