"""One geodesic at once, tetrads and starts, and the camera."""

import numpy as np
import pytest
from orbit_systems import MASS, SPIN, kerr_starts, kerr_system

from numerics.orbits.camera import Camera, light_momenta, light_starts, screen
from numerics.orbits.integration import integrate
from numerics.orbits.kerr import constants_of, frequencies_of
from numerics.orbits.single import single_geodesic
from numerics.orbits.start import is_regular, tetrad_at
from proofs.user_metric.compiled import metric_function
from qmgr_sym.geometry.metrics import kerr

A = 0.9


@pytest.fixture(scope="module")
def metric():
    g = kerr(MASS, SPIN)
    rows = [[g[i, j] for j in range(4)] for i in range(4)]
    return metric_function(rows, g.coordinates, (MASS, SPIN), (1.0, A))


def start_of(metric, p, e, x):
    """At the largest radius of an orbit, on the equator."""
    held = constants_of(A, p, e, x)
    at = np.array([0.0, p / (1 - e), np.pi / 2, 0.0])
    momenta = np.array([-held.energy, 0.0, np.sqrt(held.carter), held.momentum])
    return at, np.linalg.solve(metric(at), momenta)


def test_a_radial_period_is_that_of_the_closed_form(metric):
    p, e = 8.0, 0.3
    at, u = start_of(metric, p, e, 1.0)
    falls = [lambda s, x, v: v[1] if s > 10 else -1.0]
    turn = single_geodesic(metric, at, u, np.linspace(0, 2000, 5), events=falls)
    assert turn.event == 0
    low = turn.geodesic
    assert low.positions[-1, 0, 1] == pytest.approx(p / (1 + e), rel=1e-8)
    half = np.pi / frequencies_of(A, p, e, 1.0).radial
    assert low.positions[-1, 0, 0] == pytest.approx(half, rel=1e-7)


def test_backwards_undoes_forwards(metric):
    at, u = start_of(metric, 9.0, 0.2, 0.7)
    there = single_geodesic(metric, at, u, [0.0, 100.0]).geodesic
    back = single_geodesic(metric, there.positions[-1, 0], there.velocities[-1, 0], [100.0, 0.0])
    np.testing.assert_allclose(back.geodesic.positions[-1, 0], at, rtol=1e-8, atol=1e-7)
    assert back.reason == ""


def test_what_was_reached_is_kept(metric):
    at = np.array([0.0, 6.0, np.pi / 2, 0.0])
    u = np.linalg.solve(metric(at), np.array([-1.0, -0.8, 0.0, 0.0]))
    path = single_geodesic(metric, at, u, np.linspace(0, 100, 500), most=4000)
    assert path.reason
    assert path.geodesic.positions[-1, 0, 1] == pytest.approx(1 + np.sqrt(1 - A**2), abs=1e-2)
    with pytest.raises(ValueError, match="increase or decrease"):
        single_geodesic(metric, at, u, [0, 1, 0.5])
    with pytest.raises(ValueError, match="shape"):
        single_geodesic(metric, at, u[:3], [0, 1])
    few = single_geodesic(metric, at, u, [0, 1], most=5)
    assert few.reason == "more than 5 evaluations of the metric"


def test_scales_of_coordinates_do_not_make_a_metric_singular():
    r = 2e7
    assert is_regular(np.diag([-1, 1, r**2, r**2 * 1e-20]))
    assert not is_regular(np.array([[1.0, 1e8], [1e8, 1e16]]))
    assert not is_regular(np.diag([1.0, np.nan]))
    assert not is_regular(np.zeros((2, 2)))


def test_tetrads(metric):
    at = np.array([0.0, 5.0, 1.1, 0.3])
    for observer in (None, [1.0, 0.0, 0.0, 0.05]):
        legs = tetrad_at(metric, at, observer)
        gram = legs @ metric(at) @ legs.T
        np.testing.assert_allclose(gram, np.diag([-1, 1, 1, 1]), atol=1e-12)
    assert abs((metric(at) @ tetrad_at(metric, at)[0])[3]) < 1e-12  # no angular momentum
    with pytest.raises(ValueError, match="timelike"):
        tetrad_at(metric, at, [0.0, 1.0, 0.0, 0.0])


def test_light_of_a_camera_is_null_and_looks_where_it_should(metric):
    camera = Camera((0.0, 30.0, 1.2, 0.0), 0.5, 5, 3)
    starts = light_starts(metric, camera)
    assert starts.shape == (15, 8)
    up = np.linalg.inv(metric(starts[0, :4]))
    norms = np.einsum("bm,mn,bn->b", starts[:, 4:], up, starts[:, 4:])
    np.testing.assert_allclose(norms, 0, atol=1e-12)
    v = starts[:, 4:] @ up
    assert (v[:, 0] < 0).all()  # into the past
    assert (v[:, 1] < 0).all()  # inward
    right, high = screen(camera)
    assert (np.diff(right) > 0).all()
    assert light_momenta(metric, camera, 0.1, 0.0)[3] > light_momenta(metric, camera, -0.1, 0.0)[3]
    assert light_momenta(metric, camera, 0.0, 0.1)[2] < 0
    assert len(high) == 3


def test_the_norm_is_judged_by_its_own_size(tmp_path_factory):
    """A late clock changes nothing; a large momentum has no norm better than its rounding."""
    made = kerr_system(tmp_path_factory.mktemp("orbits"))
    y = kerr_starts(np.random.default_rng(1), 1, A)
    y[:, 0] = 1e5
    found = integrate(made, y, 0, 1, parameters=(1.0, A), kind="timelike")
    assert found.status[0] == 1
    fast = y.copy()
    fast[:, 4:] *= 1e5  # norm -1e10, far from null by any measure
    with pytest.raises(ValueError, match="must be null"):
        integrate(made, fast, 0, 1e-5, parameters=(1.0, A), kind="null")
    light = y.copy()
    g = np.linalg.inv(np.array(_inverse(y[0, :4])))
    u = np.array([1.0, 0.0, 0.02, 0.05])
    a, b, c = g[0, 0], g[0, 1:] @ u[1:], u[1:] @ g[1:, 1:] @ u[1:]
    u[0] = (-b - np.sqrt(b * b - a * c)) / a
    light[0, 4:] = 1e6 * (g @ u)
    assert integrate(made, light, 0, 1e-6, parameters=(1.0, A), kind="null").status[0] == 1


def _inverse(at):
    g = kerr(MASS, SPIN)
    rows = [[g[i, j] for j in range(4)] for i in range(4)]
    value = metric_function(rows, g.coordinates, (MASS, SPIN), (1.0, A))
    return np.linalg.inv(value(at))
