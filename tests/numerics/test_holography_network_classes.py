"""Learning a black hole by classification: labels, the exact gradient, accuracy, NaN loss."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.holography.classification import (
    BOX,
    LAYOUT,
    THRESHOLD,
    accuracy,
    labelled,
    learn,
    loss,
    on_horizon,
    schwarzschild_friction,
)

TRUE = schwarzschild_friction(LAYOUT.eta)


def points(count: int, seed: int):
    return labelled(count, TRUE, LAYOUT, rng=np.random.default_rng(seed))


def test_friction_diverges_as_one_over_eta_and_ends_at_d():
    assert schwarzschild_friction(1e-4) == pytest.approx(1e4, rel=1e-6)
    assert schwarzschild_friction(9.0, dimension=4) == pytest.approx(4.0)


@given(st.integers(1, 50), st.integers(0, 99))
@settings(deadline=None, max_examples=20)
def test_labels_are_those_of_the_metric(count, seed):
    found = points(count, seed)
    size = np.abs(on_horizon(TRUE, found.phi, found.pi, LAYOUT))
    assert (size[found.positive] < THRESHOLD).all()
    assert (size[~found.positive] >= THRESHOLD).all()
    assert found.positive.sum() == count == (~found.positive).sum()
    for values, (low, high) in zip((found.phi, found.pi), BOX, strict=True):
        assert low <= values.min()
        assert values.max() <= high
    assert accuracy(TRUE, found, LAYOUT) == 1.0


@given(st.integers(0, 99), st.floats(0.05, 1), st.floats(1e-3, 1))
@settings(deadline=None, max_examples=30)
def test_gradient_of_the_loss(seed, temperature, smoothness):
    rng = np.random.default_rng(seed)
    h, data = rng.uniform(1, 6, 10), points(40, seed)
    how = {"temperature": temperature, "smoothness": smoothness}
    _, slope = loss(h, data, LAYOUT, **how)
    e = 1e-7
    for k in range(10):
        d = e * (np.arange(10) == k)
        rise = loss(h + d, data, LAYOUT, **how)[0] - loss(h - d, data, LAYOUT, **how)[0]
        assert slope[k] == pytest.approx(rise / (2 * e), rel=1e-4, abs=1e-5 * np.abs(slope).max())


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_held_out_points_are_classified(seed):
    rng = np.random.default_rng(seed)
    told = []
    found = learn(
        rng.uniform(2, 6, 10), points(1000, seed), LAYOUT, smoothness=0.1,
        told=lambda done, h: told.append((done, h)),
    )  # fmt: skip
    assert accuracy(found.friction, points(1000, seed + 50), LAYOUT) >= 0.995
    assert np.abs(found.friction - TRUE)[:7].max() < 0.3  # the layers that the data see
    assert [done for done, _ in told] == [1, 2, 3, 4, 5]
    again = learn(told[2][1], points(1000, seed), LAYOUT, smoothness=0.1, first=3)
    np.testing.assert_allclose(again.friction, found.friction, rtol=1e-12)


def test_a_start_without_a_loss_is_refused():
    with pytest.raises(ValueError, match="`start` must have a loss"):
        learn(np.full(10, -1e200), points(10, 0), LAYOUT, smoothness=0.1)


def test_a_metric_without_positive_points_is_refused():
    with pytest.raises(ValueError, match="label 1 there are 0"):
        labelled(5, np.full(10, 1e5), LAYOUT, rng=np.random.default_rng(0))
