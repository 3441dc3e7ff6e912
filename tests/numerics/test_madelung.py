import numpy as np
import pytest
from array_strategies import checked, coefficients
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, derivative, gradient, integral, laplacian
from numerics.memory import BeyondMemoryError
from numerics.waves import schrodinger
from numerics.waves.madelung import NodeError, evolve_fluid, fluid_from_wave
from numerics.waves.random_fields import density, trig_polynomial

HBAR, MASS = 0.8, 1.25
HOW = {"hbar": HBAR, "mass": MASS}


def matched(grid, c, e, winding=0):
    """A density, a velocity and the wave that carries both."""
    p, S = density(c, grid, scale=0.3), trig_polynomial(e, grid, scale=0.2)
    k = 2 * np.pi * winding / grid.lengths[0]
    u = gradient(S, grid)
    u[0] += HBAR / MASS * k
    return p, u, np.sqrt(p) * np.exp(1j * (MASS * S / HBAR + k * grid.coordinates()[0]))


@checked
@given(coefficients(2), coefficients(2), coefficients(2))
def test_fluid_follows_the_wave_on_a_circle(c, e, v):
    grid = Grid((2 * np.pi,), (48,))
    p, u, psi = matched(grid, c, e, winding=1)
    V = trig_polynomial(v, grid)
    run = evolve_fluid(p, u, V, grid=grid, times=[0.0, 0.2], **HOW)
    wave = schrodinger.evolve_wave(psi, V, grid=grid, dt=0.002, steps=100, order=4, **HOW)
    q, w = fluid_from_wave(wave, grid=grid, **HOW)
    # waves up to k = 16 are kept: exp of coefficients 1.8 leaves 1e-7 beyond; Runge-Kutta less
    np.testing.assert_allclose(run.density[-1], q, atol=3e-6)
    np.testing.assert_allclose(run.velocity[-1], w, atol=1e-4)
    np.testing.assert_allclose(integral(run.density, grid), 1, atol=1e-12)  # a divergence


@pytest.mark.parametrize(("dimension", "points"), [(2, 24), (3, 16)])
def test_fluid_follows_the_wave_in_more_dimensions(dimension, points):
    grid = Grid((5.0, 6.0, 7.0)[:dimension], (points,) * dimension)
    c = np.array([[1, 0], [0, -1], [1, 1]])
    p, u, psi = matched(grid, c, c[::-1])
    V = trig_polynomial(c[:, ::-1], grid)
    run = evolve_fluid(p, u, V, grid=grid, times=[0.0, 0.25, 0.5], **HOW)
    wave = schrodinger.evolve_wave(psi, V, grid=grid, dt=0.01, steps=50, order=4, **HOW)
    q, w = fluid_from_wave(wave, grid=grid, **HOW)
    assert run.density.shape == (3, *grid.points)
    # tail of the kept waves (k <= 5 of 16 points in three dimensions)
    np.testing.assert_allclose(run.density[-1], q, rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(run.velocity[-1], w, atol=2e-3)
    # and both have moved by far more than that
    assert np.abs(run.density[-1] - p).max() > 1e-2 * p.max()


@checked
@given(st.sampled_from([1, 2, 3]), coefficients(2, ()), coefficients(2, (3,)), st.booleans())
def test_first_change_is_the_right_hand_side_written_out(dimension, c, e, odd):
    points = tuple(n + odd for n in (40, 36, 32)[:dimension])
    grid = Grid((6.0, 5.0, 7.0)[:dimension], points)
    p, V = density(c, grid, scale=0.1), trig_polynomial(c[::-1], grid)
    u = trig_polynomial(e, grid, scale=0.2)[:dimension]  # in general no gradient
    how = {"grid": grid, "times": [0.0, 1e-5], **HOW}
    run = evolve_fluid(p, u, V, **how)
    root = np.sqrt(p)
    push = V / MASS - HBAR**2 / (2 * MASS**2) * laplacian(root, grid) / root
    axes = range(dimension)
    flow = -sum(derivative(u[k] * p, grid, k) for k in axes)
    # second order in the time, 1e-5 times accelerations up to 10^2
    np.testing.assert_allclose((run.density[1] - p) / 1e-5, flow, atol=1e-2)
    for j in axes:
        pull = -sum(u[k] * derivative(u[j], grid, k) for k in axes) - derivative(push, grid, j)
        np.testing.assert_allclose((run.velocity[1, j] - u[j]) / 1e-5, pull, atol=1e-2)


def test_rotational_velocity_is_carried_too():
    # p uniform, u = (sin y, 0): u . grad u = 0, so (3.9) keeps the shear flow for ever
    grid = Grid((2 * np.pi, 2 * np.pi), (12, 12))
    y = grid.coordinates()[1]
    u = np.stack([np.sin(y), 0 * y])
    p = np.full((12, 12), 1 / (2 * np.pi) ** 2)
    run = evolve_fluid(p, u, 0 * y, grid=grid, times=[0, 1], **HOW)
    np.testing.assert_allclose(run.velocity[-1], u, atol=1e-12)  # rounding


def test_the_nyquist_wave_has_no_slope():
    # u = a (-1)^i (1, cos y): d_x of the wave at the Nyquist number is dropped, so only
    # -u_y d_y u_y = a^2 sin y cos y is left below the cut
    grid = Grid((2 * np.pi, 2 * np.pi), (12, 12))
    y, sign = grid.coordinates()[1], np.array([1.0, -1.0] * 6)[:, None]
    u = 0.1 * np.stack([sign + 0 * y, sign * np.cos(y)])
    p = np.full((12, 12), 1 / (2 * np.pi) ** 2)
    run = evolve_fluid(p, u, 0 * y, grid=grid, times=[0, 1e-4], **HOW)
    change = (run.velocity[1] - u) / 1e-4
    np.testing.assert_allclose(change[0], 0, atol=1e-4)  # second order in the time
    np.testing.assert_allclose(change[1], 0.01 * np.sin(y) * np.cos(y), atol=1e-4)


@pytest.mark.parametrize("depth", [1.0, 1.25])
def test_a_node_stops_the_run_with_its_place_and_time(depth):
    # i + depth cos(x) exp(-i hbar t/2M) has its first node at t = pi M/hbar, cos x = 1/depth
    grid = Grid((2 * np.pi,), (64,), (-np.pi,))
    x = grid.coordinates()[0]
    psi = schrodinger.normalise(1j + depth * np.cos(x), grid)
    p, u = fluid_from_wave(psi, grid=grid, **HOW)
    when = np.pi * MASS / HBAR
    with pytest.raises(NodeError) as stop:
        evolve_fluid(p, u, 0 * x, grid=grid, times=[0.0, 2 * when], **HOW)
    # the fluid has to stop a little before the node, where the velocity is no longer resolved
    assert 0.9 * when < stop.value.time < when
    assert abs(abs(stop.value.place[0]) - np.arccos(1 / depth)) < 0.12  # a grid step is 0.1
    assert f"{stop.value.time:.6g}" in str(stop.value)


def test_a_wave_with_a_node_is_no_fluid():
    grid = Grid((2.0,), (8,), (-1.0,))
    psi = np.sin(np.pi * (grid.coordinates()[0] - 0.25 - 1e-6))
    with pytest.raises(NodeError) as stop:
        fluid_from_wave(psi, grid=grid, time=3.0, **HOW)
    assert stop.value.place[0] in (-0.75, 0.25)
    assert stop.value.time == 3.0


LINE = Grid((1.0,), (4,))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"density": 0.8 * np.ones(4)}, "`density` must integrate to 1, but its integral is 0.8."),
        ({"velocity": np.zeros(4)}, "`velocity` must have first axis 1, but its shape is"),
        ({"V": np.full(4, np.nan)}, "`V` must be finite, but it contains nan."),
        ({"mass": 0}, "`mass` must be positive, but it is 0."),
        ({"safety": 2}, "`safety` must not exceed 1, but it is 2."),
        ({"times": [1, 0]}, "`times` must increase strictly"),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    good = {"density": np.ones(4), "velocity": np.zeros((1, 4)), "V": np.zeros(4), **HOW}
    with pytest.raises(ValueError, match=message):
        evolve_fluid(grid=LINE, **{**good, "times": [0, 1], **change})


def test_a_run_beyond_the_memory_is_refused_with_its_bytes():
    good = {"density": np.ones(4), "velocity": np.zeros((1, 4)), "V": np.zeros(4), **HOW}
    with pytest.raises(BeyondMemoryError, match="but needs 1472 bytes"):
        evolve_fluid(grid=LINE, times=[0, 1], memory=1471, **good)
