"""`qmgr mutate` through its real entry point: lines, kept results, samples, exit codes."""

import json
import os
import signal
import subprocess
import sys

import area_claim
import pytest

QMGR = [sys.executable, "-m", "proofs.cli"]
pytestmark = pytest.mark.usefixtures("indexed")
HOLLOW = (
    ("return ck.equal(A, a**2 / 2)", "return ck.equal((A + 1) ** 2, A**2 + 2 * A + 1)"),
    ("def exact(form", "def area():\n    return 17 * a**3 + 2 * a\n\n\ndef exact(form"),
    ("form.of(A), sp.Integral(x, (x, 0, a))",
     "form.lhs.subs(A, area()), form.rhs.subs(A, area())"),
)  # fmt: skip


def qmgr(*words):
    return subprocess.run(
        [*QMGR, *map(str, words)], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "claims"


def kept(own_cache):
    (file,) = (own_cache / "breaks").glob("*.json")
    return json.loads(file.read_text())["claims"]


def test_a_claim_is_broken_once_and_its_result_is_kept(folder, own_cache):
    path = area_claim.write(folder, "own:1.1")
    done = qmgr("mutate", folder)
    assert done.returncode == 0, done.stderr
    assert "own:1.1" in done.stdout
    assert "(kept)" not in done.stdout
    assert "numeric arms noticed" in done.stdout.splitlines()[-1]
    assert kept(own_cache)["own:1.1"]["numeric"]["total"] >= 3
    again = qmgr("mutate", folder)
    assert "(kept)" in again.stdout
    assert again.stdout.splitlines()[-1] == done.stdout.splitlines()[-1]
    assert "(kept)" not in qmgr("mutate", folder, "--fresh").stdout
    area_claim.edit(path, "line = GRID", "line = 1.0 * GRID")
    assert "(kept)" not in qmgr("mutate", folder).stdout


def test_a_hollow_arm_is_named_the_exit_code_is_1_and_the_verdict_feels_it(folder):
    area_claim.write(folder, "own:1.1", *HOLLOW)
    before = qmgr("check", folder).stdout
    done = qmgr("mutate", folder, "--verbose")
    assert done.returncode == 1, done.stderr
    assert "own:1.1: the exact arm is hollow, it notices" in done.stdout
    assert "survived at" in done.stdout
    assert "17 * a ** 3" in done.stdout
    after = qmgr("check", folder)
    assert "hollow" in after.stdout
    assert "hollow" not in before
    assert qmgr("explain", "own:1.1", "--folder", folder).stdout.endswith("has changed\n")


def test_a_sample_is_broken_again_and_a_difference_is_exit_code_1(folder, own_cache):
    area_claim.write(folder, "own:1.1")
    area_claim.write(folder, "own:1.2")
    assert qmgr("mutate", folder, "--sample", 1).returncode == 2
    assert qmgr("mutate", folder).returncode == 0
    before = {f: f.read_bytes() for f in (own_cache / "breaks").iterdir()}
    done = qmgr("mutate", folder, "--sample", 5, "--seed", 3)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {f: f.read_bytes() for f in (own_cache / "breaks").iterdir()} == before
    for file, text in before.items():
        file.write_bytes(text.replace(b'"noticed": ', b'"noticed": 1'))
    done = qmgr("mutate", folder, "--sample", 1)
    assert done.returncode == 1
    assert "noticed of the numeric arm 1" in done.stdout


def test_a_claim_in_error_is_not_broken_and_the_exit_code_is_3(folder):
    area_claim.write(folder, "own:1.1", ("# exact", "raise RuntimeError"))
    done = qmgr("mutate", folder)
    assert done.returncode == 3
    assert "own:1.1 was not broken: own:1.1 has no form that holds: its verdict is error" in (
        done.stderr
    )


def test_an_empty_selection_is_exit_code_2():
    done = qmgr("mutate", "nothing:1")
    assert done.returncode == 2
    assert "names no claim" in done.stderr


def test_ctrl_c_keeps_what_is_finished(folder, own_cache):
    area_claim.write(folder, "own:1.1")
    slow = ("    line = GRID", "    import time\n\n    time.sleep(1)\n    line = GRID")
    area_claim.write(folder, "own:1.2", slow)
    process = subprocess.Popen(
        [*QMGR, "mutate", str(folder), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("own:1.1")
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted: 1 of 2 claims finished" in errors
    assert set(kept(own_cache)) == {"own:1.1"}
