from functools import partial

import numpy as np
import pytest
from array_strategies import checked, coefficients, grids, rationals
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, derivative, expand, gradient, integral, laplacian
from numerics.learning.functional import directional_derivative, functional_derivative
from numerics.learning.learning_action import (
    free_energy_action,
    instant_flow,
    shifted_action,
    shifted_free_energy,
)
from numerics.waves.random_fields import density, trig_polynomial
from numerics.waves.wave_functional import conjugate_derivative, wave_action, wave_energy, wave_flow

small = grids(dimensions=(1, 2), most=9)


@checked
@given(small, coefficients(2), coefficients(2), st.integers(1, 200))
def test_derivative_matches_a_functional_solved_by_hand(grid, c, e, chunk):
    f, g = trig_polynomial(c, grid), trig_polynomial(e, grid)

    def w(f, g):
        return integral(f**3 * g + derivative(f, grid, 0) ** 2 / 2, grid)

    got = functional_derivative(w, {"f": f, "g": g}, "f", grid, chunk=chunk)
    # second derivative as two first ones: the same linear map, transposed, hence rounding only
    exact = 3 * f**2 * g - derivative(derivative(f, grid, 0), grid, 0)
    np.testing.assert_allclose(got, exact, atol=1e-10)
    direction = directional_derivative(w, {"f": f, "g": g}, {"f": g}, grid)
    np.testing.assert_allclose(direction, integral(got * g, grid), atol=1e-10)


def test_unbatched_field_is_broadcast_to_the_batch_of_the_others():
    grid = Grid((1.0,), (5,))
    f, g = np.arange(5.0), np.ones((3, 5)) * np.arange(1.0, 4.0)[:, None]
    got = functional_derivative(lambda f, g: integral(f**2 * g, grid), {"f": f, "g": g}, "f", grid)
    np.testing.assert_allclose(got, 2 * f * g, atol=1e-14)  # rounding


def actions(data, grid, batch=(2,)):
    draw = data.draw
    p = density(draw(coefficients(2, batch)), grid, scale=0.3)
    F = trig_polynomial(draw(coefficients(2, batch)), grid)
    V = trig_polynomial(draw(coefficients(2, batch)), grid)
    signs = draw(st.sampled_from((1, -1)))
    D, gamma, alpha = draw(rationals()), signs * draw(rationals()), draw(rationals())
    return p, F, V, {"D": D, "gamma": gamma, "alpha": alpha, "grid": grid}


@checked
@given(grids(most=12), st.data())
def test_second_and_third_line_agree_after_the_shift(grid, data):
    p, F, V, parameters = actions(data, grid)
    shifted = shifted_free_energy(p, F, alpha=parameters["alpha"], grid=grid)
    second = free_energy_action(p, F, V, **parameters)
    third = shifted_action(p, shifted, V, **parameters)
    # completing the square is pointwise: rounding of terms up to (2 pi)^2 * 3 * 10
    np.testing.assert_allclose(second, third, atol=1e-10)
    unshifted = shifted_action(p, F, V, **parameters)
    if np.ptp(p, axis=tuple(range(1, grid.dimension + 1))).min() > 1e-3:
        assert (np.abs(second - unshifted) > 1e-8).any()


def test_second_line_value_by_hand():
    # p = 1 + a cos, F = b sin on a circle of length 2 pi (p not normalised: 2 pi):
    # integral p F'^2 = b^2 pi, integral p' F' = 0, with F = b cos: integral p' F' = a b pi
    grid = Grid((2 * np.pi,), (64,))
    x = grid.coordinates()[0]
    a, b = 0.25, 0.5
    p = 1 + a * np.cos(x)
    fisher = 2 * np.pi * (1 - np.sqrt(1 - a**2))  # integral a^2 sin^2 / (1 + a cos)
    got = free_energy_action(p, b * np.cos(x), np.ones(64), D=2.0, gamma=3.0, alpha=0.5, grid=grid)
    exact = 2 * fisher + 3 * a * b * np.pi + 0.5 * 3 * b**2 * np.pi + 0.5 * 2 * np.pi
    assert got == pytest.approx(exact, rel=1e-12)  # 64 points resolve 0.127^32


@checked
@given(st.data())
def test_shifted_flow_conserves_probability_and_the_action(data):
    grid = Grid((2 * np.pi,), (24,))
    p, F, V, parameters = actions(data, grid)
    w = partial(shifted_action, V=V, **parameters)

    def named(p, F):
        return w(p, F)

    alpha = parameters["alpha"]
    rate_p, rate_F = instant_flow(named, p, F, alpha=alpha, grid=grid)
    # d_t p is a divergence; rounding of derivatives of size 10^3
    np.testing.assert_allclose(integral(rate_p, grid), 0, atol=1e-10)
    drift = directional_derivative(named, {"p": p, "F": F}, {"p": rate_p, "F": rate_F}, grid)
    scale = np.abs(integral(alpha * rate_p * rate_F, grid)).max() + 1
    # W is the Hamiltonian of its own flow
    np.testing.assert_allclose(drift / scale, 0, atol=1e-10)


def test_flow_of_pure_drift_has_the_printed_signs():
    # W = alpha gamma integral p F'^2 gives d_t p = 2 gamma (p F')', d_t F = gamma F'^2
    grid = Grid((2 * np.pi,), (32,))
    x = grid.coordinates()[0]
    p, F = (2 + np.cos(x)) / (4 * np.pi), np.sin(x)
    gamma, alpha = 0.75, -1.5

    def w(p, F):
        return integral(alpha * gamma * p * derivative(F, grid, 0) ** 2, grid)

    rate_p, rate_F = instant_flow(w, p, F, alpha=alpha, grid=grid)
    exact = 2 * gamma * derivative(p * derivative(F, grid, 0), grid, 0)
    # 32 points hold the products; rounding
    np.testing.assert_allclose(rate_p, exact, atol=1e-12)
    np.testing.assert_allclose(rate_F, gamma * np.cos(x) ** 2, atol=1e-12)


@checked
@given(small, st.data())
def test_wave_energy_gives_the_schrodinger_right_hand_side(grid, data):
    draw = data.draw
    psi = trig_polynomial(draw(coefficients(2)), grid) + 1j * trig_polynomial(
        draw(coefficients(2)), grid
    )
    V = trig_polynomial(draw(coefficients(2)), grid)
    hbar, mass = draw(rationals()), draw(rationals())
    w = partial(wave_energy, V=V, hbar=hbar, mass=mass, grid=grid)
    exact = -(hbar**2) / (2 * mass) * laplacian(psi, grid) + V * psi
    # coefficients up to 18 times k^2 = 10^3 times 1e-16
    np.testing.assert_allclose(conjugate_derivative(w, psi, grid), exact, atol=1e-10)
    np.testing.assert_allclose(
        wave_flow(w, psi, hbar=hbar, grid=grid), exact / (1j * hbar), atol=1e-10
    )


@pytest.mark.parametrize("sign", [1, -1])
def test_action_is_stationary_on_plane_waves_that_solve_the_equation(sign):
    # exp(i(kx - wt)) with hbar w = hbar^2 k^2 / 2M + V is a solution, its time reverse is not
    hbar, mass, k = 0.5, 0.25, 2.0
    spacetime = Grid((np.pi, 2 * np.pi), (9, 8))
    t, x = spacetime.coordinates()
    omega = 2.0
    V = hbar * omega - hbar**2 * k**2 / (2 * mass)
    psi = np.exp(1j * (k * x - sign * omega * t))
    w = partial(wave_action, V=np.full((9, 8), V), hbar=hbar, mass=mass, spacetime=spacetime)
    residual = conjugate_derivative(w, psi, spacetime)
    expected = 0 if sign == 1 else 2 * hbar * omega
    np.testing.assert_allclose(np.abs(residual), expected, atol=1e-12)  # rounding


def test_parameters_broadcast_over_the_batch():
    grid = Grid((1.0, 2.0), (6, 5))
    p = density([[1, 2], [0, 1]], grid)
    F = trig_polynomial([[2, -1]], grid)
    D = np.array([0.5, 1.0, 2.0])
    batch = free_energy_action(p, F, 0 * F, D=D, gamma=1.0, alpha=2.0, grid=grid)
    single = [free_energy_action(p, F, 0 * F, D=d, gamma=1.0, alpha=2.0, grid=grid) for d in D]
    np.testing.assert_allclose(batch, single, rtol=1e-14)
    assert expand(D, grid).shape == (3, 1, 1)
    assert gradient(p, grid).shape == (2, 6, 5)


LINE = Grid((1.0,), (4,))


@pytest.mark.parametrize(
    ("functional", "fields", "name", "message"),
    [
        (lambda f: f.real.sum(-1), {"f": np.ones(4)}, "f", "must return complex numbers"),
        (lambda f: f, {"f": np.ones(4)}, "f", r"must return shape \(4,\)"),
        (lambda f: f.sum(-1), {"f": np.ones(4)}, "g", "`name` must be one of f, but it is 'g'"),
        (lambda f: f.sum(-1), {"f": np.ones(5)}, "f", "`f` must have shape"),
        (lambda f: f.sum(-1) * np.nan, {"f": np.ones(4)}, "f", "must return finite numbers"),
        (lambda f: f.sum(-1), {"f": 1j * np.ones(4)}, "f", "`f` must be real"),
    ],
)
def test_bad_functionals_are_refused(functional, fields, name, message):
    with pytest.raises(ValueError, match=message):
        functional_derivative(functional, fields, name, LINE)


def test_bad_actions_are_refused():
    ones = np.ones(4)
    with pytest.raises(ValueError, match="`p` must be positive, but its minimum is -1"):
        free_energy_action(-ones, ones, ones, D=1, gamma=1, alpha=1, grid=LINE)
    with pytest.raises(ValueError, match="`alpha` must not be 0"):
        shifted_action(ones, ones, ones, D=1, gamma=1, alpha=0, grid=LINE)
    with pytest.raises(ValueError, match="`hbar` must be positive"):
        wave_energy(ones, ones, ones, hbar=0, mass=1, grid=LINE)
    with pytest.raises(ValueError, match="`directions` must name fields among f"):
        directional_derivative(lambda f: f.sum(-1), {"f": ones}, {"g": ones}, LINE)
