"""Orbits in lanes against SciPy, one orbit at a time, and against what is known exactly."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orbit_systems import kerr_starts, kerr_system
from scipy.integrate import solve_ivp

import numerics.orbits.integration
from numerics.orbits.integration import Crossing, box, horizon, integrate, turning_point

SPIN = 0.9


@pytest.fixture(scope="module")
def kerr(tmp_path_factory):
    return kerr_system(tmp_path_factory.mktemp("generated"))


def scipy_path(system, start, times, parameters):
    """The same right side, called with numbers, in SciPy's DOP853."""
    moving = [*system.active, *system.passive]
    inside = [*system.active, *system.constant]

    def rate(s, y):
        out = np.zeros(system.size)
        out[moving] = system.right_side(s, *y[inside], *parameters)
        return out

    span = (times[0], times[-1])
    found = solve_ivp(rate, span, start, "DOP853", times, rtol=1e-13, atol=1e-13)
    return found.y.T


@given(st.integers(0, 99))
@settings(max_examples=3)
def test_kerr_orbits_agree_with_scipy_and_conserve(kerr, seed):
    y = kerr_starts(np.random.default_rng(seed), 11, SPIN)
    times = np.linspace(0, 200, 9)
    found = integrate(kerr, y, 0, 200, parameters=(1.0, SPIN), times=times, kind="timelike")
    assert (found.status == 1).all()
    np.testing.assert_array_equal(found.parameter, 200)
    np.testing.assert_allclose(found.samples[:, -1], found.final, rtol=1e-13, atol=1e-13)
    for k in (0, 10):
        path = scipy_path(kerr, y[k], times, (1.0, SPIN))
        # local errors of 1e-12 over 50 steps, growing with the time at most linearly
        np.testing.assert_allclose(found.samples[k], path, rtol=1e-9, atol=1e-9)
    assert found.drift.max() < 1e-10
    assert found.names == ("norm", "p_t", "p_phi", "Carter")


@given(st.integers(1, 19))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_orbit_knows_nothing_of_its_company(kerr, monkeypatch, chunk):
    y = kerr_starts(np.random.default_rng(2), 19, SPIN)
    monkeypatch.setattr(numerics.orbits.integration, "CHUNK", chunk)
    times = np.linspace(0, 90, 4)
    options = {"parameters": (1.0, SPIN), "times": times}
    all_of = integrate(kerr, y, 0, 90, **options)
    split = integrate(kerr, y, 0, 90, workers=3, **options)
    mixed = integrate(kerr, y[::-1], 0, 90, workers=2, **options)
    alone = integrate(kerr, y[7:8], 0, 90, **options)
    for name in ("final", "samples", "drift", "steps", "conserved"):
        whole = getattr(all_of, name)
        np.testing.assert_array_equal(whole, getattr(split, name))
        np.testing.assert_array_equal(whole, getattr(mixed, name)[::-1])
        np.testing.assert_array_equal(whole[7:8], getattr(alone, name))


def test_events_end_one_orbit_where_they_happen(kerr):
    y = kerr_starts(np.random.default_rng(3), 10, SPIN)
    reach = 1 + np.sqrt(1 - SPIN**2)
    y[4, 6] = y[4, 7] = 0.0  # no angular momentum: it falls in
    events = (horizon(1, 1.05 * reach), *box(1, 0.5, 50.0), Crossing(2, 0.4, -1))
    times = np.linspace(0, 120, 13)
    found = integrate(kerr, y, 0, 120, parameters=(1.0, SPIN), events=events, times=times)
    assert found.status[4] == 2
    assert found.event[4] == 0
    assert found.final[4, 1] == pytest.approx(1.05 * reach, rel=1e-9)
    assert (np.isnan(found.samples[4, :, 1]) == (times > found.parameter[4])).all()
    others = np.arange(10) != 4
    assert (found.status[others] == 1).all()
    free = integrate(kerr, y[others], 0, 120, parameters=(1.0, SPIN))
    np.testing.assert_array_equal(found.final[others], free.final)


def test_turning_points_are_found_to_the_accuracy_of_dense_output(kerr):
    y = kerr_starts(np.random.default_rng(4), 9, SPIN)  # starts at the largest radius
    found = integrate(kerr, y, 0, 500, parameters=(1.0, SPIN), events=[turning_point(5, 1)])
    assert (found.status == 2).all()
    np.testing.assert_allclose(found.final[:, 5], 0, atol=1e-12)
    # the turning point lies on the orbit: integrating up to it gives the same state
    for k in range(3):
        there = integrate(kerr, y[k : k + 1], 0, found.parameter[k], parameters=(1.0, SPIN))
        np.testing.assert_allclose(there.final[0], found.final[k], rtol=1e-9, atol=1e-9)


def _with(y, k, i, value):
    changed = y.copy()
    changed[k, i] = value
    return changed


@pytest.mark.parametrize(
    ("change", "options", "error", "message"),
    [
        (lambda y: _with(y, 2, 1, np.nan), {}, ValueError, "orbit 2 starts at"),
        (lambda y: _with(y, 3, 2, 0.0), {}, ValueError, "orbit 3 are not finite there"),
        (lambda y: _with(y, 1, 1, 1.2), {"events": [horizon(1, 1.5)]}, ValueError, "of orbit 1"),
        (lambda y: y, {"kind": "null"}, ValueError, "must be null, but orbit 0 has the norm -1"),
        (lambda y: y[:, :3], {}, ValueError, r"shape \(B, 8\)"),
        (lambda y: y, {"times": [0.0, 99.0]}, ValueError, "`times` must lie between 0 and 10"),
        (lambda y: y, {"rtol": 0.0}, ValueError, "`rtol` must be positive"),
        (lambda y: y, {"limit": 100}, MemoryError, "4 orbits with 0 samples .* needs 1344 bytes"),
        (
            lambda y: y,
            {"events": [Crossing(8, 0.0)]},
            ValueError,
            "which are integrated, but one names 8",
        ),
    ],
)
def test_bad_input_is_named_with_its_index(kerr, change, options, error, message):
    y = change(kerr_starts(np.random.default_rng(5), 4, SPIN))
    with pytest.raises(error, match=message):
        integrate(kerr, y, 0, 10, parameters=(1.0, SPIN), **options)
