"""A call apart: its end is told, and nothing else of it is seen."""

import ctypes
import os
import threading
import time
from pathlib import Path

import pytest

from proofs.checker.breaks.forked import call_apart


def test_a_value_comes_back():
    assert call_apart(lambda: {"a": [1, "x"]}, 10) == ("value", {"a": [1, "x"]})


def test_an_exception_comes_back_by_name():
    assert call_apart(lambda: 1 / 0, 10) == ("raised", "ZeroDivisionError")


@pytest.mark.parametrize("end", [lambda: os._exit(7), lambda: os._exit(0), lambda: os.abort()])
def test_a_process_that_ends_itself_has_raised(end):
    assert call_apart(end, 10).how == "raised"


def test_a_crash_has_raised():
    assert call_apart(lambda: ctypes.string_at(0), 10).how == "raised"


def test_too_long_a_call_is_stopped():
    started = time.monotonic()
    assert call_apart(lambda: time.sleep(60), 1).how == "timed out"
    assert time.monotonic() - started < 30


def test_a_value_that_is_no_json_has_raised():
    assert call_apart(lambda: {1, 2}, 10).how == "raised"


def test_nothing_of_it_is_seen(capfd):
    seen = []

    def loud():
        print("loud", flush=True)
        os.write(2, b"louder")
        seen.append(1)
        return len(seen)

    assert call_apart(loud, 10) == ("value", 1)
    assert seen == []
    assert capfd.readouterr() == ("", "")


def children():
    return set(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split())


def test_no_child_is_left():
    before = children()
    call_apart(lambda: 1, 10)
    assert children() == before
