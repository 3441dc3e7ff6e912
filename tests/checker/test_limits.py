"""Time limits: they interrupt, they nest, they do not let themselves be swallowed."""

import signal
import threading
import time
from contextlib import suppress

import pytest

from proofs.checker.limits import TimeLimitError, within


def wait(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_takes_too_long_is_interrupted_and_the_rest_is_not():
    with within(10):
        wait(0.001)
    with pytest.raises(TimeLimitError, match=r"took longer than 0\.05 s"), within(0.05):
        wait(20)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_what_waits_is_interrupted_later(monkeypatch):
    monkeypatch.setattr("proofs.checker.limits._WAITING", 2)
    with pytest.raises(TimeLimitError, match=r"took longer than 0\.05 s"), within(0.05):
        time.sleep(20)


def test_the_handler_that_was_there_comes_back():
    for number in (signal.SIGALRM, signal.SIGPROF):
        before = signal.getsignal(number)
        with within(10):
            assert signal.getsignal(number) is not before
        assert signal.getsignal(number) is before


def within_two(outer, inner, first, second):
    with within(outer):
        with within(inner):
            wait(first)
        wait(second)


def test_an_inner_limit_leaves_the_outer_one_in_force():
    with pytest.raises(TimeLimitError, match=r"0\.2 s"):
        within_two(0.2, 5, 0.01, 20)
    with pytest.raises(TimeLimitError, match=r"0\.1 s"):
        within_two(5, 0.1, 20, 0)


def test_an_outer_limit_that_has_passed_meanwhile_is_still_one():
    def swallow_the_inner_one():
        with within(0.05):
            with suppress(TimeLimitError), within(0.2):
                wait(20)
            wait(20)

    with pytest.raises(TimeLimitError, match=r"0\.05 s"):
        swallow_the_inner_one()


def test_an_interruption_that_is_swallowed_comes_again(monkeypatch):
    monkeypatch.setattr("proofs.checker.limits._AGAIN", 0.05)
    swallowed = []

    def stubborn():
        with within(0.05):
            try:
                wait(20)
            except TimeLimitError as error:
                swallowed.append(error)
            wait(20)

    with pytest.raises(TimeLimitError):
        stubborn()
    assert len(swallowed) == 1


def test_another_thread_has_no_limit():
    done = []

    def work():
        with within(0.01):
            time.sleep(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
