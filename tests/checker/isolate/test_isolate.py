"""Whatever a function does in its own process is its answer, and its neighbours see nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import apart
import pytest

from proofs.checker.isolate import Answer, Pool, Task, run_apart

LIMIT = 60.0


def gone(pid: int) -> bool:
    """Whether a process has ended, or ends within a few seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False


def test_a_result_comes_back():
    answer = run_apart(apart.add, [1, 2], ["x"])
    assert answer.value == [1, 2, "x"]
    assert answer.failure is None


def test_folder_and_environment_are_those_of_the_caller_and_nothing_else_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QMGR_TEST", "half \udc80")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    found = run_apart(apart.surroundings).value
    assert found["folder"] == str(tmp_path)
    assert found["variable"] == r"half \udc80"
    assert found["descriptors"] == [0, 1, 2, 3]
    assert found["threads"] == "1"
    assert found["leader"]
    assert found["ppid"] != os.getpid()
    assert found["input"] == ""


FAULTS = [
    (apart.leave, (0,), "SystemExit: 0"),
    (apart.leave, (3,), "SystemExit: 3"),
    (apart.leave_at_once, (0,), "without a result, with exit status 0"),
    (apart.leave_at_once, (5,), "without a result, with exit status 5"),
    (apart.interrupt, (), "KeyboardInterrupt"),
    (apart.stop_the_generator, (), "GeneratorExit"),
    (apart.raise_what_cannot_be_read, (), "MuteError (its message cannot be read: RuntimeError)"),
    (apart.raise_half_a_letter, (), r"ValueError: half \udc80 and \x1b[31mred"),
    (apart.crash, (), "ends by signal SIGSEGV"),
    (apart.recurse, (), "ends by signal SIGSEGV"),
    (apart.close_everything, (), "closes the descriptor"),
    (apart.start_a_thread, (), "leaves a thread running: straggler"),
    (apart.kill_everybody, (), "ends by signal SIGKILL"),
    (apart.lie, (), "hands over what is no result"),
    (apart.not_json, (), "TypeError: Object of type set is not JSON serializable"),
    (apart.not_a_number, (), "ValueError: Out of range float values are not JSON compliant"),
    (apart.too_long, (), "hands over too long a result"),
]


@pytest.mark.parametrize(("function", "args", "reason"), FAULTS)
def test_a_fault_is_named_and_a_neighbour_is_not_touched(function, args, reason):
    with Pool(jobs=2) as pool:
        pool.submit("slow", Task(apart.sleep, (0.3,), LIMIT))
        pool.submit("faulty", Task(function, args, LIMIT))
        pool.submit("after", Task(apart.add, (1, 2), LIMIT))
        answers = dict(pool.wait() for _ in range(3))
    assert reason in answers["faulty"].failure
    assert "\x1b" not in answers["faulty"].failure
    assert answers["slow"].value == 0.3
    assert answers["after"].value == 3


def test_a_file_that_takes_the_descriptor_of_the_result_is_not_written_to(tmp_path):
    answer = run_apart(apart.close_everything_and_open, str(tmp_path / "own"))
    assert "closes the descriptor" in answer.failure
    assert (tmp_path / "own").read_text() == ""


def test_texts_of_a_result_can_be_printed_and_encoded():
    assert run_apart(apart.half_a_letter).value == {"text": r"half \udc80 and \x1b[31mred"}


def test_a_process_that_forks_and_returns_twice_answers_once(tmp_path):
    assert run_apart(apart.fork_and_return, str(tmp_path / "own")).value == "returned"
    assert (tmp_path / "own").read_text() == "xx"


@pytest.mark.parametrize("function", [apart.fork_and_leave, apart.fork_away])
def test_processes_left_behind_are_ended(function, tmp_path):
    answer = run_apart(function, str(tmp_path / "pid"), limit=LIMIT)
    if function is apart.fork_and_leave:
        assert answer.failure == "leaves a process running"
    assert gone(int((tmp_path / "pid").read_text()))


@pytest.mark.parametrize(
    ("function", "args"), [(apart.loop, ()), (apart.sleep, (600,)), (apart.stop_itself, ())]
)
def test_a_time_limit_ends_loops_sleeps_and_stopped_processes(function, args):
    started = time.monotonic()
    answer = run_apart(function, *args, limit=0.5)
    assert answer.failure == "takes longer than its limit of 0.5 s"
    assert time.monotonic() - started < 30
    if function is not apart.stop_itself:
        assert f"in {function.__name__}" in answer.trace


def test_a_memory_limit_ends_what_eats_and_leaves_what_does_not():
    answer = run_apart(apart.eat, 2**31, memory=2**30)
    assert answer.failure.startswith("needs more than its limit of 1 GiB of memory")
    assert run_apart(apart.eat, 2**20, memory=2**30).value == 2**20


def test_a_task_that_kills_the_server_is_found_and_the_others_are_done():
    with Pool(jobs=3) as pool:
        pool.submit("before", Task(apart.sleep, (1.0,), LIMIT))
        pool.submit("killer", Task(apart.kill_the_server, (), LIMIT))
        pool.submit("beside", Task(apart.sleep, (1.0,), LIMIT))
        pool.submit("after", Task(apart.add, (1, 2), LIMIT))
        answers = dict(pool.wait() for _ in range(4))
    assert answers["killer"].failure == "ends the process that watches over it"
    assert answers["before"].value == answers["beside"].value == 1.0
    assert answers["after"].value == 3


def test_what_is_printed_stays_apart_and_its_end_is_kept(capfd):
    answer = run_apart(apart.talk, 2000)
    assert answer.value == "done"
    assert answer.trace.endswith("the last word\n")
    assert len(answer.trace) < 10_000
    assert capfd.readouterr() == ("", "")


def test_patches_end_with_the_process():
    assert run_apart(apart.patch_json).value in ("honest", None)
    assert run_apart(apart.add, 1, 2).value == 3


def written(path: Path) -> list[int]:
    """The process ids in a file, once they are there."""
    while not path.exists() or not path.read_text():
        time.sleep(0.02)
    return [int(pid) for pid in path.read_text().split()]


def test_a_pool_that_is_left_ends_what_runs(tmp_path):
    with Pool(jobs=2) as pool:
        pool.submit(1, Task(apart.fork_and_wait, (str(tmp_path / "pids"),)))
        pool.submit(2, Task(apart.sleep, (600,)))
        pids = written(tmp_path / "pids")
    assert all(gone(pid) for pid in pids)


def test_forks_end_with_a_server_that_is_killed(tmp_path):
    with Pool(jobs=1) as pool:
        pool.submit(1, Task(apart.fork_and_wait, (str(tmp_path / "pids"),)))
        fork, child = written(tmp_path / "pids")
        os.kill(pool._server._process.pid, signal.SIGKILL)
        assert pool.wait() == (1, Answer(failure="ends the process that watches over it"))
    assert gone(fork)
    os.kill(child, signal.SIGKILL)  # nobody is left to do it


def test_a_server_is_used_again_unless_a_file_that_it_imported_has_changed(monkeypatch):
    first = run_apart(apart.surroundings).value["ppid"]
    assert run_apart(apart.surroundings).value["ppid"] == first
    monkeypatch.setattr("proofs.checker.isolate.pool._stamp", lambda path: (0, 0))
    assert run_apart(apart.surroundings).value["ppid"] != first


PARENT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored under nohup
sys.path.insert(0, {tests!r})
import apart
from proofs.checker.isolate import Pool, Task
with Pool(jobs=2) as pool:
    pool.submit("pid", Task(apart.surroundings))
    print(pool.wait()[1].value["ppid"], flush=True)
    pool.submit("a", Task(apart.sleep, (600,)))
    pool.submit("b", Task(apart.loop))
    forks, listed = [], "/proc/{{0}}/task/{{0}}/children".format(pool._server._process.pid)
    while len(forks) < 2:
        forks = open(listed).read().split()
    print(*forks, flush=True)
    pool.wait()
"""


@pytest.mark.parametrize("which", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_orphans_stay_when_the_parent_is_killed(which):
    text = PARENT.format(tests=str(Path(__file__).parent))
    parent = subprocess.Popen(
        [sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert parent.stdout is not None
    server = int(parent.stdout.readline())
    forks = [int(pid) for pid in parent.stdout.readline().split()]
    assert forks
    parent.send_signal(which)
    assert parent.wait(30) != 0
    parent.stdout.close()
    assert gone(server)
    assert all(gone(pid) for pid in forks)
