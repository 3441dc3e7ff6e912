"""Domains: NumPy, Hypothesis and the report read the same thing."""

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
