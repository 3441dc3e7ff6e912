"""Every form of the geodesic equation, light rays, and an integrator of another kind."""

import numpy as np
import pytest
from metrics import diagonal
from orbit_systems import MASS, SPIN, kerr_starts, kerr_system, system
from sympy import symbols

from numerics.orbits.geodesics import affine_geodesics, coordinate_geodesics, initial_velocity
from numerics.orbits.integration import horizon, integrate
from numerics.orbits.start import orbit_starts
from qmgr_sym.geometry import metrics
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.right_side import right_side

t, x = symbols("t x", real=True)
GROWING = Metric([[-(1 + x**2 / 4), 0], [0, 1 + t**2 / 5]], (t, x))
A = 0.9


def growing(points):
    return diagonal(-(1 + points[..., 1] ** 2 / 4), 1 + points[..., 0] ** 2 / 5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("generated")


def _events():
    rng = np.random.default_rng(6)
    at = np.stack([np.full(9, 0.5), rng.uniform(-1, 1, 9)], axis=1)
    return at, rng.uniform(-0.9, 0.9, (9, 1))


@pytest.mark.parametrize("form", ["affine", "coordinate"])
@pytest.mark.parametrize("kind", ["timelike", "null", "spacelike"])
def test_both_parametrisations_of_the_paper_agree_with_the_other_engine(folder, form, kind):
    at, spatial = _events()
    if kind != "timelike":
        spatial = spatial + 2.0 * np.sign(spatial)
    made = system(right_side(GROWING, form), folder)
    start = orbit_starts(form, growing, at, spatial, kind)
    times = np.linspace(0.5, 2.5, 5)
    found = integrate(made, start, 0.5, 2.5, times=times, kind=kind)
    assert (found.status == 1).all()
    assert found.drift.max() < 1e-10
    if form == "affine":
        velocity = initial_velocity(growing, at, spatial, kind)
        exact = affine_geodesics(growing, at, velocity, times)
        paths = found.samples[..., :2]
    else:
        exact = coordinate_geodesics(growing, at[:, 1:], start[:, 1:2], times)
        clock = np.broadcast_to(times[:, None], (9, 5, 1))
        paths = np.concatenate([clock, found.samples[..., :1]], axis=-1)
        rate = start[:, 2:3]
        np.testing.assert_allclose(
            found.samples[..., 3], rate * (exact.affine.T - times[0]), atol=1e-9
        )
    # the other engine runs at 1e-11
    np.testing.assert_allclose(paths, np.swapaxes(exact.positions, 0, 1), atol=1e-9)


def test_light_in_kerr_keeps_its_norm_and_turns_where_it_must(folder):
    made = kerr_system(folder)
    # at r = 30 towards the hole, in the equator: p_phi = -b p_t
    impact = np.array([-8.0, -6.0, 2.0, 3.0, 7.0])
    y = np.zeros((5, 8))
    y[:, 1], y[:, 2], y[:, 4], y[:, 7] = 30.0, np.pi / 2, -1.0, impact
    r = 30.0
    delta = r * r - 2 * r + A * A
    square = (r * r + A * A - A * impact) ** 2 - delta * (impact - A) ** 2
    y[:, 5] = -np.sqrt(square) / delta
    hole = 1 + np.sqrt(1 - A * A)
    found = integrate(
        made, y, 0, 300, parameters=(1.0, A), kind="null", events=[horizon(1, 1.01 * hole)]
    )
    # prograde capture below b = 2.84, retrograde below 6.83 (circular photon orbits)
    assert found.status.tolist() == [1, 2, 2, 1, 1]
    assert found.drift[[0, 3, 4], 0].max() < 1e-10
    assert found.drift[1:3, 0].max() < 1e-7  # at the horizon it is a difference of terms 1 / delta
    np.testing.assert_allclose(found.final[:, 2], np.pi / 2, atol=1e-9)


def test_kerr_orbits_are_those_of_the_analytic_solution(folder):
    kerrgeopy = pytest.importorskip("kerrgeopy")
    orbit = kerrgeopy.StableOrbit(A, 9.0, 0.3, 0.8)
    energy, momentum, constant = orbit.constants_of_motion()
    path = orbit.trajectory()
    start = [[*(float(f(0.0)) for f in path), -energy, 0.0, 0.0, momentum]]
    found = integrate(
        kerr_system(folder), start, 0, 300, parameters=(1.0, A), times=np.linspace(0, 300, 7),
        kind="timelike",
    )  # fmt: skip
    assert found.conserved[0, 3] == pytest.approx(constant, rel=1e-9)
    for y in found.samples[0]:
        low, high = 0.0, 100.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if float(path[0](middle)) < y[0] else (low, middle)
        np.testing.assert_allclose([float(f(high)) for f in path[1:]], y[1:4], atol=1e-8)


def test_kerr_orbits_are_those_of_a_taylor_series_integrator(folder):
    heyoka = pytest.importorskip("heyoka")
    metric, p = metrics.kerr(MASS, SPIN), symbols("p0:4")
    chart, inverse = metric.coordinates, metric.inverse()
    energy = sum(inverse[i, j] * p[i] * p[j] for i in range(4) for j in range(4)) / 2
    values = {MASS: 1, SPIN: A}
    swap = {s: heyoka.make_vars(str(s)) for s in (*chart, *p)}
    rates = [energy.diff(q) for q in p] + [-energy.diff(q) for q in chart]
    right = [heyoka.from_sympy(rate.subs(values), s_dict=swap) for rate in rates]
    y = kerr_starts(np.random.default_rng(8), 2, A)
    equations = [(swap[s], rate) for s, rate in zip((*chart, *p), right, strict=True)]
    taylor = heyoka.taylor_adaptive(equations, list(y[0]), tol=1e-15, compact_mode=True)
    taylor.propagate_until(200.0)
    found = integrate(kerr_system(folder), y, 0, 200, parameters=(1.0, A))
    # local errors of 1e-12 over 60 steps
    np.testing.assert_allclose(found.final[0], taylor.state, rtol=1e-9, atol=1e-9)
