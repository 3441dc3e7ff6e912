"""Domains: NumPy, Hypothesis and the report read the same thing."""

import hypothesis
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from proofs.checker import Domain, Integer, Real

a, b = sp.symbols("a b", real=True)
BOX = Domain((Real("a", -1, 3), Integer("b", -2, 2, (3, 2))))
HALF = Domain((Real("a", -1, 3), Real("b", -1, 3)), a > b)


@given(st.integers(0, 2**32 - 1), st.integers(1, 50))
def test_samples_have_the_size_the_range_and_the_condition(seed, n):
    sample = HALF.sample(n, np.random.default_rng(seed))
    assert sample["a"].shape == (n,)
    assert (sample["a"] > sample["b"]).all()
    assert (np.abs(sample["a"] - 1) <= 2).all()
    box = BOX.sample(n, np.random.default_rng(seed))["b"]
    assert box.shape == (n, 3, 2)
    assert set(np.unique(box)) <= {-2, -1, 0, 1, 2}


@given(HALF.strategy())
def test_hypothesis_points_are_admissible_arrays_of_one(point):
    assert HALF.admits(point, 1).all()
    assert point["a"].shape == (1,)


def test_the_same_generator_gives_the_same_sample():
    one, two = (HALF.sample(5, np.random.default_rng(3))["a"] for _ in range(2))
    assert (one == two).all()


def test_an_empty_domain_is_named():
    never = Domain((Real("a", 0, 1),), a > 2)
    with pytest.raises(ValueError, match="must hold at least 4"):
        never.sample(4, np.random.default_rng(0))
    with pytest.raises(ValueError, match="low < high, but is"):
        Real("a", 1, 1)
    with pytest.raises(ValueError, match="finite interval"):
        Real("a", 0, float("inf"))
    with pytest.raises(ValueError, match="low < high"):
        Integer("n", 3, 2)


@pytest.mark.parametrize("kind", [Real, Integer])
def test_the_ends_belong_to_an_integer_range_and_every_value_is_drawn(kind):
    values = kind("a", -1, 2).draw(400, np.random.default_rng(0))
    assert values.shape == (400,)
    assert values.dtype == float
    assert (values >= -1).all()
    assert (values <= 2).all()
    if kind is Integer:
        assert set(values) == {-1, 0, 1, 2}
    else:
        assert len(set(values)) == 400


@pytest.mark.parametrize(
    ("low", "high", "fits"),
    [(1.0, 1.001, False), (1.0, 1.0011, True), (-1.0011, -1.0, True), (-1.001, -1.0, False),
     (0.0, 1e-9, True), (-1e-9, 1e-9, True), (float("-inf"), 0.0, False), (2.0, 1.0, False),
     (float("nan"), 1.0, False)],
)  # fmt: skip
def test_an_interval_is_finite_and_wider_than_a_point(low, high, fits):
    if fits:
        assert Real("a", low, high).low == low
    else:
        with pytest.raises(ValueError, match="domain of a must be"):
            Real("a", low, high)


def test_integers_need_two_values():
    assert Integer("n", 2, 3).high == 3
    with pytest.raises(ValueError, match=r"domain of n must be a range low < high, but is 3\.\.3"):
        Integer("n", 3, 3)


def test_parameters_are_of_two_kinds_and_have_names_of_their_own():
    class Narrow(Real):
        pass

    with pytest.raises(TypeError, match="must be Real or Integer, but one is a Narrow"):
        Domain((Narrow("a", 0, 1),))
    with pytest.raises(ValueError, match="must have different names, but are"):
        Domain((Real("a", 0, 1), Integer("a", 0, 1)))


def test_a_domain_is_described_in_words():
    assert BOX.describe() == "a: one real from -1 to 3; b: 3 by 2 integers from -2 to 2"
    assert HALF.describe().endswith("b: one real from -1 to 3; where $a > b$")
    named = Domain((Real("x", 0, 1, (4,), "a state"),))
    assert named.describe() == "x: 4 reals from 0 to 1 (a state)"


def test_the_condition_is_asked_of_every_point_and_holes_are_not_admitted():
    sample = {"a": np.array([0.0, 2.0, np.nan]), "b": np.array([1.0, 1.0, 1.0])}
    assert HALF.admits(sample, 3).tolist() == [False, True, False]
    assert BOX.admits({}, 3).tolist() == [True, True, True]
    roots = Domain((Real("a", -1, 1),), sp.sqrt(a) < 1)
    assert roots.admits({"a": np.array([-0.5, 0.5])}, 2).tolist() == [False, True]


def test_few_admissible_points_are_collected_and_too_few_are_an_error():
    rare = Domain((Real("a", 0, 1),), a < 0.02)
    sample = rare.sample(3, np.random.default_rng(0))
    assert sample["a"].shape == (3,)
    assert (sample["a"] < 0.02).all()
    with pytest.raises(ValueError, match="must hold at least 3 of 600 drawn points, but holds 0"):
        Domain((Real("a", 0, 1),), a < -1).sample(3, np.random.default_rng(0))


def test_points_for_hypothesis_shrink_to_simple_ones():
    point = hypothesis.find(BOX.strategy(), lambda point: True)
    assert point["b"].tolist() == [[[0, 0], [0, 0], [0, 0]]]
    assert point["a"].tolist() == [0]
    assert point["b"].dtype == float
