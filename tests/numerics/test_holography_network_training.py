"""Training with masses and condensates: exact slopes, inverse maps, what a user may do wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from numerics.holography.condensate import Layout, condensate_of, horizon, mass_of, pack
from numerics.holography.training import (
    Data,
    Prior,
    TrainingDivergedError,
    assess,
    starts,
    train,
)

LAYOUT = Layout()
TRUE = pack(4 - 3.75 * np.sqrt(1 - LAYOUT.eta), 1 / 0.35, 0.03)
VALUES = np.array([0.005, 0.01, 0.02, 0.04, 0.07, 0.1])


def made() -> Data:
    """Data that a network made."""
    return Data(mass_of(TRUE, VALUES, LAYOUT)[0], VALUES)


@given(st.integers(0, 2**32 - 1), st.sampled_from([LAYOUT, Layout(8, 0.9, 0.05)]))
@settings(deadline=None, max_examples=30)
def test_slopes_of_the_horizon_condition(seed, layout):
    rng = np.random.default_rng(seed)
    x = pack(4 + rng.normal(size=layout.layers), rng.uniform(1, 4), rng.uniform(0, 0.1))
    mass, value, e = rng.uniform(0, 0.02, 4), rng.uniform(0, 0.1, 4), 1e-6
    found = horizon(x, mass, value, layout)
    for k in range(x.size):
        d = e * (np.arange(x.size) == k)
        slope = horizon(x + d, mass, value, layout).value
        slope = (slope - horizon(x - d, mass, value, layout).value) / (2 * e)
        size = np.abs(found.parameters).max() + np.abs(found.value).max()
        np.testing.assert_allclose(found.parameters[:, k] / size, slope / size, atol=1e-7)
    by_mass = horizon(x, mass + e, value, layout).value - horizon(x, mass - e, value, layout).value
    np.testing.assert_allclose(found.mass, by_mass / (2 * e), rtol=1e-5, atol=1e-6)
    by_value = horizon(x, mass, value + e, layout).value
    by_value = by_value - horizon(x, mass, value - e, layout).value
    np.testing.assert_allclose(found.condensate, by_value / (2 * e), rtol=1e-5, atol=1e-5)


@given(st.floats(0.1, 2), st.floats(0.1, 2), st.floats(0.1, 1), st.floats(0.5, 1))
@settings(deadline=None, max_examples=30)
def test_a_field_starts_at_its_expansion_near_the_boundary(mass, value, lam, eta):
    layout = Layout(1, eta, eta / 2)
    a, b = np.sqrt(3) * mass / (2 * np.pi), np.pi * value / np.sqrt(3)

    def phi(x):
        return a * np.exp(-x) + (b - lam * a**3 * x / 2) * np.exp(-3 * x)

    slope = (phi(eta + 1e-5) - phi(eta - 1e-5)) / 2e-5
    wanted = slope - layout.step * (4 * slope + 3 * phi(eta) - lam * phi(eta) ** 3)
    found = horizon(pack([4.0], 1.0, lam), np.array([mass]), np.array([value]), layout)
    assert found.value[0] == pytest.approx(wanted, abs=1e-8)


def test_the_prior_weighs_steps_of_h_by_the_fourth_power_of_eta():
    prior, h = Prior(smoothness=3.0), np.full(15, 4.0)
    h[9:] += 2.0
    found = prior.residuals(pack(h, prior.radius, prior.coupling), LAYOUT)
    assert (found**2).sum() == pytest.approx(3.0 * LAYOUT.eta[9] ** 4 * 2.0**2)
    moved = prior.residuals(pack(np.full(15, 4.0), prior.radius * np.e, prior.coupling), LAYOUT)
    assert (moved**2).sum() == pytest.approx(prior.radius_width**-2)


def test_training_ends_where_the_loss_is_stationary():
    data, prior = made(), Prior(smoothness=1.0)

    def loss(x):
        one = assess(x, data, prior, LAYOUT)
        return one.misfit + one.penalty

    found = train(TRUE, data, prior, LAYOUT).parameters
    again = minimize(loss, found, method="BFGS", options={"gtol": 1e-3, "maxiter": 40})
    assert loss(found) - again.fun < 0.02  # of one standard deviation squared


def test_masses_and_condensates_are_inverse_with_inverse_slopes():
    data = made()
    back, slope = condensate_of(TRUE, data.mass, 0.9 * VALUES, LAYOUT)
    np.testing.assert_allclose(back, VALUES, rtol=1e-9)
    _, by_mass = mass_of(TRUE, VALUES, LAYOUT)
    found = horizon(TRUE, data.mass, VALUES, LAYOUT)
    np.testing.assert_allclose(slope, by_mass * (found.mass / found.condensate)[:, None], rtol=1e-6)
    e = 1e-6
    for k in (0, 7, 15, 16):
        d = e * (np.arange(17) == k)
        higher, lower = (condensate_of(TRUE + s * d, data.mass, VALUES, LAYOUT)[0] for s in (1, -1))
        np.testing.assert_allclose(slope[:, k], (higher - lower) / (2 * e), rtol=1e-4, atol=1e-8)


def test_many_networks_at_once():
    stack = np.stack([TRUE, TRUE + 0.01])
    masses, _ = mass_of(stack, VALUES, LAYOUT)
    np.testing.assert_allclose(masses[1], mass_of(TRUE + 0.01, VALUES, LAYOUT)[0], rtol=1e-12)


@pytest.mark.parametrize("held", [None, 1 / 0.25])
def test_training_fits_data_that_a_network_made(held):
    data, prior = made(), Prior()
    first = starts(1, data, prior, LAYOUT, rng=np.random.default_rng(3))[0]
    found = train(first, data, prior, LAYOUT, held=held)
    assert found.worst < 2e-4  # a fifth of the error that the data are given
    assert assess(found.parameters, data, prior, LAYOUT).misfit == found.misfit
    if held:
        assert found.radius == pytest.approx(held)
    assert abs(found.friction[0] - 4) < 3 * prior.boundary


def test_a_smoother_prior_makes_a_smoother_metric():
    data = made()
    bends = []
    for weight in (0.01, 1.0):
        prior = Prior(smoothness=weight)
        found = train(TRUE, data, prior, LAYOUT)
        bends.append(((LAYOUT.eta[1:] ** 2 * np.diff(found.friction)) ** 2).sum())
    assert bends[1] < bends[0]


def test_a_start_without_a_loss_is_refused_and_kept():
    wild = pack(np.full(15, -1e30), 4.0, 0.01)
    with pytest.raises(TrainingDivergedError, match="loss is a number") as caught:
        train(wild, made(), Prior(), LAYOUT)
    np.testing.assert_allclose(caught.value.last_good, wild)


@pytest.mark.parametrize(
    ("mass", "value", "word"),
    [
        ([1.0], [1.0], "at least 2"),
        ([1.0, 2.0], [1.0], "same length"),
        ([2.0, 1.0], [1.0, 2.0], "increase strictly"),
        ([-1.0, 1.0], [1.0, 2.0], "`mass` must be positive"),
        ([1.0, 2.0], [0.0, 2.0], "`condensate` must be positive"),
        ([1.0, np.nan], [1.0, 2.0], "finite"),
    ],
)
def test_data_that_are_no_data(mass, value, word):
    with pytest.raises(ValueError, match=word):
        Data(np.array(mass), np.array(value))
