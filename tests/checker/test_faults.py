"""A claim may do what it likes: that is its own verdict, by name, and its neighbours are judged."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from area_claim import edit, write

from proofs.checker import record
from proofs.checker.registry import load
from proofs.checker.selection import select
from proofs.checker.session import Session

pytestmark = pytest.mark.usefixtures("no_suite")
IN_EXACT = "    # exact\n"
AT_IMPORT = "a, x = "

FAULTS = {
    "sys.exit(0)": "SystemExit: 0",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "raise GeneratorExit": "GeneratorExit",
    "raise type('Mute', (Exception,), {'__str__': lambda self: 1 / 0})": "Mute (its message",
    r"raise ValueError('half \udc80')": r"ValueError: half \udc80",
    "os._exit(0)": "ends its process without a result, with exit status 0",
    "ctypes.string_at(0)": "ends by signal SIGSEGV",
    "os.closerange(0, 100)": "closes the descriptor on which its result is awaited",
    "os.kill(os.getppid(), 9); time.sleep(60)": "ends the process that watches over it",
    "threading.Thread(target=time.sleep, args=(60,)).start()": "leaves a thread running",
    "os.fork() or time.sleep(60)": "leaves a process running",
    "bytearray(2**31)": "needs more than its limit of 1 GiB of memory",
    "while True: pass": "takes longer than its limit of",
}
IMPORTS = "import ctypes, os, sys, threading, time\n"


def three(folder: Path, fault: str, place: str) -> Path:
    """Three claims of which the second is at fault in the given place."""
    write(folder, "own:1.1")
    indent = "    " if place == IN_EXACT else ""
    imports = ("import numpy", f"{IMPORTS}import numpy")
    write(folder, "own:1.2", (place, f"{indent}{fault}\n{place}"), imports)
    write(folder, "own:1.3")
    return folder


def check(folder: Path, **options) -> Session:
    entries = load([folder])
    session = Session(entries, select(entries, [], [folder]), **options)
    session.check(lambda key, result, kept: None)
    return session


def verdicts(session: Session) -> list[str]:
    return [session.results[key]["verdict"] for key in sorted(session.keys)]


@pytest.mark.parametrize(("fault", "reason"), FAULTS.items())
def test_whatever_an_arm_does_is_its_own_error(fault, reason, tmp_path):
    limit = 3.0 if fault.startswith("while") else 60.0
    folder = three(tmp_path / "claims", fault, IN_EXACT)
    session = check(folder, jobs=2, limit=limit, memory=2**30)
    assert verdicts(session)[1] == "error"
    assert reason in session.results["own:1.2"]["reason"]
    assert [verdicts(session)[i] for i in (0, 2)] == ["proved", "proved"]
    record.validate(session.record())


@pytest.mark.parametrize(
    ("fault", "reason"), [(f, r) for f, r in FAULTS.items() if "needs" not in r]
)
def test_whatever_a_file_does_when_it_is_imported_is_its_own_error(
    fault, reason, tmp_path, monkeypatch
):
    monkeypatch.setattr("proofs.checker.index.LIMIT", 3.0 if fault.startswith("while") else 60.0)
    folder = three(tmp_path / "claims", fault, AT_IMPORT)
    session = check(folder, jobs=2)
    assert verdicts(session)[1] == "error"
    assert reason in session.results["own:1.2"]["reason"]
    assert "eq_1_2.py" in session.results["own:1.2"]["reason"]
    assert [verdicts(session)[i] for i in (0, 2)] == ["proved", "proved"]
    record.validate(session.record())


def test_what_rests_on_a_file_that_cannot_be_read_is_blocked(tmp_path):
    folder = three(tmp_path / "claims", "sys.exit(0)", AT_IMPORT)
    edit(folder / "eq_1_3.py", "premises=()", 'premises=("own:1.2",)')
    session = check(folder)
    assert verdicts(session) == ["proved", "error", "blocked"]
    assert session.results["own:1.3"]["reason"] == "premise own:1.2 could not be read"


PATCHES = {
    "sp.Expr.is_zero = True": "sympy.core.expr.Expr.is_zero",
    "np.isfinite = lambda values: True": "numpy.isfinite",
    "import proofs.checker.run as run; run.judge = lambda *a: ('proved', '')": "checker.run.judge",
    "sp.Add.doit.__code__ = (lambda self, **hints: self).__code__": "AssocOp.doit",
    "del sys.modules['sympy.core.add']": "sympy.core.add",
}


@pytest.mark.parametrize(("patch", "what"), PATCHES.items())
def test_a_claim_that_changes_its_judge_is_an_error(patch, what, tmp_path):
    folder = three(tmp_path / "claims", patch, AT_IMPORT)
    session = check(folder)
    assert verdicts(session)[1] == "error"
    assert what in session.results["own:1.2"]["reason"]
    assert verdicts(session)[0] == "proved"


def test_a_claim_changes_folder_environment_and_the_state_of_a_generator_for_itself_only(tmp_path):
    fault = "os.chdir('/'); os.environ.clear(); np.random.seed(1); sys.path.clear()"
    folder = three(tmp_path / "claims", fault, IN_EXACT)
    here = os.getcwd()
    assert verdicts(check(folder)) == ["proved", "proved", "proved"]
    assert os.getcwd() == here


def test_a_forged_result_has_to_follow_the_schema_at_least(tmp_path):
    fault = (
        """os.write(3, b'{"value": {"result": {"verdict": "true"}, "data": {}}}'); os._exit(0)"""
    )
    folder = three(tmp_path / "claims", fault, IN_EXACT)
    session = check(folder)
    assert verdicts(session)[1] == "error"
    assert "must follow the schema" in session.results["own:1.2"]["reason"]


def test_random_numbers_that_no_generator_was_given_for_are_the_same_in_every_run(tmp_path):
    drawn = "raise ValueError(f'{np.random.random()} {__import__(\"random\").random()}')"
    folder = three(tmp_path / "claims", drawn, IN_EXACT)
    reasons = {check(folder, fresh=True).results["own:1.2"]["reason"] for _ in range(2)}
    assert len(reasons) == 1


QMGR = [sys.executable, "-m", "proofs.cli"]


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_check_keeps_what_was_finished_and_leaves_nothing_behind(
    which, tmp_path, indexed
):
    folder = three(tmp_path / "claims", sleep_after_writing(tmp_path / "pid"), IN_EXACT)
    process = subprocess.Popen(
        [*QMGR, "check", str(folder), "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts,
    )  # fmt: skip
    wait_for(tmp_path / "pid", indexed / "own_1.1.json", indexed / "own_1.3.json")
    process.send_signal(which)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted: 2 of 3 claims finished and kept" in errors
    assert "Traceback" not in errors
    assert all(gone(int(pid)) for pid in (tmp_path / "pid").read_text().split())
    edit(folder / "eq_1_2.py", "time.sleep(60)", "None")
    kept = {}
    entries = load([folder])
    session = Session(entries, select(entries, [], [folder]))
    session.check(lambda key, result, was_kept: kept.update({key: was_kept}))
    assert kept == {"own:1.1": True, "own:1.2": False, "own:1.3": True}


def test_a_killed_check_leaves_no_process_behind(tmp_path, indexed):
    folder = three(tmp_path / "claims", sleep_after_writing(tmp_path / "pid"), IN_EXACT)
    process = subprocess.Popen(
        [*QMGR, "check", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_for(tmp_path / "pid")
    process.kill()
    process.wait(30)
    assert all(gone(int(pid)) for pid in (tmp_path / "pid").read_text().split())


def heed_interrupts() -> None:
    """Under nohup a process would ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def sleep_after_writing(path: Path) -> str:
    """Code that writes the ids of its process and of its parent, and sleeps."""
    ids = "f'{os.getpid()} {os.getppid()}'"
    return f"open({str(path)!r}, 'w').write({ids}); time.sleep(60)"


def wait_for(*paths: Path) -> None:
    """Until all files hold something."""
    deadline = time.monotonic() + 120
    while not all(p.exists() and p.read_text() for p in paths):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def gone(pid: int) -> bool:
    """Whether a process has ended, or ends within a few seconds."""
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False
