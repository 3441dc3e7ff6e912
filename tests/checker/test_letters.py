"""Letters and models: what two arms may both call."""

import numpy as np
import pytest
import sympy as sp

from proofs.checker.letters import _is_letter, lettering
from proofs.checker.shared_code import name_of

x = sp.Symbol("x")
f = sp.Function("f")


def letter():
    return x


def tuple_of_letters():
    return (x, f(x), sp.Derivative(f(x), x), {"n": 3}, [sp.Rational(1, 2)], None, "word")


def model():
    return x**2


def sometimes(compound):
    return x + 1 if compound else x


FUNCTIONS = (letter, tuple_of_letters, model, sometimes)
NAMES = {function: name_of(function.__code__) for function in FUNCTIONS}


def letters_of(call):
    return lettering(call, NAMES.values())


def test_functions_that_return_letters_are_told_from_models():
    def call():
        letter(), tuple_of_letters(), model()

    assert letters_of(call) == {NAMES[letter], NAMES[tuple_of_letters]}


def test_one_compound_value_is_enough_whenever_it_comes():
    for order in ((True, False), (False, True)):
        assert letters_of(lambda order=order: [sometimes(c) for c in order]) == set()
    assert letters_of(lambda: sometimes(False)) == {NAMES[sometimes]}


def test_only_what_is_asked_for_and_runs_is_named():
    assert lettering(letter, [NAMES[model]]) == set()
    assert letters_of(lambda: None) == set()


def test_what_is_raised_is_passed_on_and_the_profiler_that_was_there_stays():
    import sys

    before = sys.getprofile()
    with pytest.raises(ZeroDivisionError):
        letters_of(lambda: 1 / 0)
    assert sys.getprofile() is before


@pytest.mark.parametrize(
    ("value", "is_letter"),
    [
        (x, True),
        (sp.pi, True),
        (sp.Matrix([[x, 1]]), True),
        (sp.Matrix([[x + 1, 1]]), False),
        ({"a": x, "b": f(x)}, True),
        ({"a": x**2}, False),
        ({"a": x, "b": x**2}, False),
        ((x, [x, {x}]), True),
        ((x, [x, {x + 1}]), False),
        (np.ones(3), False),
        (2.5, True),
        (object(), False),
        (sp.Eq(x, 2), False),
    ],
)
def test_letters_are_atoms_numbers_words_and_collections_of_these(value, is_letter):
    assert _is_letter(value) is is_letter
