"""Living functions take the code of a changed file: closures, methods, cached ones, lambdas."""

import importlib.util
import sys

import pytest

from proofs.checker.breaks.forked import call_apart
from proofs.checker.breaks.lines import lines_run
from proofs.checker.breaks.patched import Module, apply, living_functions

TEXT = """
from functools import cache

def plain(x):
    return x + 1

def maker(k):
    def inner(x):
        return k * x
    return inner

triple = maker(3)

class Shape:
    def area(self, x):
        return x ** 2

@cache
def kept(x):
    return x - 1

pair = (lambda x: x * 5, lambda x: x * 7)

def folded(x):
    return x + (2 + 0)
"""


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "shapes.py"
    path.write_text(TEXT)
    spec = importlib.util.spec_from_file_location("broken_shapes", path)
    made = importlib.util.module_from_spec(spec)
    sys.modules["broken_shapes"] = made
    spec.loader.exec_module(made)
    yield made
    del sys.modules["broken_shapes"]


def after(module, what, call):
    """The value of `call` in a process in which the break called `what` is made."""
    source = Module(module.__file__)
    (edit,) = [e for e in source.edits() if e.what().replace("return ", "") == what]
    patch = source.patch(edit, living_functions([module.__file__]))
    assert patch

    def run():
        apply(patch)
        return call()

    ended = call_apart(run, 10)
    assert ended.how == "value", ended
    return ended.value


@pytest.mark.parametrize(
    ("what", "call", "before", "broken"),
    [
        ("x + 1 -> x - 1", lambda m: m.plain(4), 5, 3),
        ("k * x -> k / x", lambda m: m.triple(2), 6, 1.5),
        ("k * x -> k", lambda m: m.maker(5)(2), 10, 5),
        ("x ** 2 -> x ** 3", lambda m: m.Shape().area(2), 4, 8),
        ("x - 1 -> x - 2", lambda m: m.kept(100), 99, 98),
        ("x * 7 -> x / 7", lambda m: [f(14) for f in m.pair], [70, 98], [70, 2.0]),
    ],
)
def test_a_break_reaches_the_function_that_lives(module, what, call, before, broken):
    assert after(module, what, lambda: call(module)) == broken
    assert call(module) == before


def test_a_break_that_leaves_the_code_the_same_is_none(module):
    source = Module(module.__file__)
    living = living_functions([module.__file__])
    what = "x + (2 + 0) -> x + 2"
    (same,) = [e for e in source.edits() if e.what() == what]
    assert source.patch(same, living) == []
    assert all(source.patch(e, living) for e in source.edits() if e.function != "folded")


def test_a_function_that_is_gone_cannot_be_broken(module):
    source = Module(module.__file__)
    del module.plain
    living = living_functions([module.__file__])
    assert not any(source.patch(e, living) for e in source.edits() if e.function == "plain")


def test_a_dropped_factor_that_changes_the_variables_around_is_left_out(module):
    """`k * x -> x` needs no k: the living closure cannot take that code, a new one can."""
    source = Module(module.__file__)
    (edit,) = [e for e in source.edits() if e.what() == "return k * x -> return x"]
    patch = source.patch(edit, living_functions([module.__file__]))
    assert [function.__name__ for function, _ in patch] == ["maker"]


def test_lines_that_ran_are_those_of_project_functions(module, tmp_path):
    value, lines = lines_run(lambda: (module.plain(1), module.pair[1](2)), tmp_path)
    assert value == (2, 14)
    names = {code.co_qualname: sorted(ran) for code, ran in lines.items()}
    assert names == {"plain": [5], "<lambda>": [TEXT[: TEXT.index("pair")].count("\n") + 1]}


def test_lines_are_watched_no_longer_afterwards(module, tmp_path):
    before = sys.gettrace()
    with pytest.raises(TypeError):
        lines_run(lambda: module.plain("x"), tmp_path)
    assert sys.gettrace() is before
