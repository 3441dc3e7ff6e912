"""What the numbers of a counterexample stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.checker.domain import Integer, Real
from proofs.checker.expansion import Expansion, in_words
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.words import waves

WAVES = Expansion(("V",), (r"\cos q", r"\sin q"), 0.5, (1, 4))


@pytest.mark.parametrize(
    ("coefficients", "words"),
    [
        ([0, 0], "$V = 0$"),
        ([1, 0], r"$V = 0.5\,\cos q$"),
        ([-1, 2], r"$V = 0.5\,(-\cos q + \tfrac{1}{2} \sin q)$"),
        ([0, -2], r"$V = -0.25\,\sin q$"),
    ],
)
def test_fields_are_written_as_sums(coefficients, words):
    assert WAVES.words(coefficients) == [words]


def test_a_sum_is_added_to_what_it_starts_from():
    start = Expansion(("g_{00}", "g_{11}"), (r"\cos x",), 1.0, (), ("-1", "1"))
    assert start.words([[2], [-1]]) == [r"$g_{00} = -1 + 2 \cos x$", r"$g_{11} = 1 - \cos x$"]


def test_sizes_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match="must be 2, but are 3"):
        WAVES.words([1, 2, 3])
    with pytest.raises(ValueError, match="`divisors` of an expansion must have 2"):
        Expansion(("V",), ("a", "b"), 1.0, (1,))


def test_numbers_that_are_equal_stand_together_and_fields_that_vanish_last():
    parameters = (Real("D", 0, 1), Real("gamma", 0, 1), Integer("V", -2, 2, (2,), "", WAVES),
                  Integer("F", -2, 2, (2,), "", Expansion(("F",), ("a", "b"))),
                  Integer("n", 1, 3, (), "number of qubits"),
                  Integer("w", -2, 2, (3, 4), "weights"))  # fmt: skip
    point = {"D": 1.0, "gamma": 1.0, "V": [0, 0], "F": [1, 1], "n": 2, "w": np.eye(3, 4)}
    assert in_words(parameters, point) == (
        r"$F = a + b$, $V = 0$, $D = \gamma = 1$, $n = 2$ (number of qubits), "
        "$w$ zero but 1 at (1, 1), 1 at (2, 2), 1 at (3, 3) (weights)"
    )


@given(st.lists(st.integers(-2, 2), min_size=4, max_size=4))
def test_the_words_of_a_field_have_the_values_of_the_field(numbers):
    """The formula, evaluated, is what `trig_polynomial` makes of the coefficients."""
    stands = fields.coefficients("V", 1).stands
    assert stands is not None
    (text,) = stands.words(np.reshape(numbers, (2, 2)))
    q = fields.GRIDS[1].coordinates()[0]
    sample = {"V": np.reshape(numbers, (1, 2, 2)).astype(float)}
    code = text.strip("$").removeprefix("V = ").replace(r"\,", "*")
    for latex, python in ((r"\tfrac{1}{4} ", "0.25*"), (r"\tfrac{1}{2} ", "0.5*"),
                          ("2 \\", "2*\\"), (r"\cos 2q", "np.cos(2*q)"),
                          (r"\sin 2q", "np.sin(2*q)"), (r"\cos q", "np.cos(q)"),
                          (r"\sin q", "np.sin(q)")):  # fmt: skip
        code = code.replace(latex, python)
    value = eval(code, {"np": np, "q": q})
    np.testing.assert_allclose(np.broadcast_to(value, q.shape), fields.field(sample, "V", 1)[0],
                               atol=2e-3)  # fmt: skip


def test_waves_name_the_letters_of_a_grid():
    assert waves(["h"], ["t", "x"], 3, 1.0).basis == (
        r"\cos x", r"\sin x", r"\cos t", r"\sin t", r"\cos (t-x)", r"\sin (t-x)"
    )  # fmt: skip
