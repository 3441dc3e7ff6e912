import numpy as np
import pytest
from array_strategies import checked, coefficients
from hypothesis import given

from numerics.density import fokker_planck
from numerics.grid import Grid, derivative, integral
from numerics.learning.entropies import gibbs
from numerics.learning.log_density import evolve_log_density
from numerics.waves.random_fields import density, trig_polynomial

LINE = Grid((2 * np.pi,), (48,))
PLANE = Grid((2 * np.pi, 2 * np.pi), (20, 20))


def drift(F, grid, gamma=1.0):
    return np.stack([-gamma * derivative(F, grid, k) for k in range(grid.dimension)])


@checked
@given(coefficients(4), coefficients(4))
def test_mass_is_kept_though_nothing_in_the_scheme_keeps_it(a, b):
    p = density(a, PLANE, scale=0.08)
    v = drift(trig_polynomial(b, PLANE, scale=0.2), PLANE)
    run = np.exp(evolve_log_density(np.log(p), v, D=0.7, grid=PLANE, times=[0.0, 0.1, 0.3]))
    # the spectrum of p is below 1e-8 at the edge of 20 points
    np.testing.assert_allclose(integral(run, PLANE), 1, atol=1e-6)


def test_agrees_with_the_finite_volumes():
    x = LINE.coordinates()[0]
    p, F = np.exp(np.cos(x)), np.sin(2 * x) / 2
    p = p / integral(p, LINE)
    run = np.exp(
        evolve_log_density(np.log(p), drift(F, LINE, -0.8), D=0.9, grid=LINE, times=[0.0, 0.5])
    )
    other = fokker_planck.evolve_density(p, F, D=0.9, gamma=-0.8, grid=LINE, times=[0.0, 0.5])
    # the finite volumes are of second order: h^2 = 1.7e-2 over 12, k = 2
    np.testing.assert_allclose(run[-1], other.density[-1], atol=2e-3)


def test_gibbs_is_stationary():
    F = np.cos(LINE.coordinates()[0])
    log_p = np.log(gibbs(F, D=0.5, gamma=0.8, grid=LINE))
    run = evolve_log_density(log_p, drift(F, LINE, 0.8), D=0.5, grid=LINE, times=[0.0, 1.0])
    np.testing.assert_allclose(run[-1], log_p, atol=1e-10)  # rounding, amplified by k^2


def test_pure_drift_is_a_translation():
    x = LINE.coordinates()[0]
    run = evolve_log_density(np.cos(x), np.full((1, 48), 0.5), D=0.0, grid=LINE, times=[0.0, 1.0])
    np.testing.assert_allclose(run[-1], np.cos(x - 0.5), atol=1e-6)  # Runge-Kutta, order 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"D": -1.0}, "`D` must not be negative, but it is -1."),
        ({"velocity": np.zeros(48)}, "`velocity` must have first axis 1, but its shape is"),
        ({"times": [0.0, 0.0]}, "`times` must increase strictly"),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    good = {"log_p": np.zeros(48), "velocity": np.zeros((1, 48)), "D": 1.0, "times": [0.0, 1.0]}
    with pytest.raises(ValueError, match=message):
        evolve_log_density(grid=LINE, **{**good, **change})


def test_a_solution_that_leaves_the_floats_is_named_and_so_is_a_field_of_d():
    x = LINE.coordinates()[0]
    steep = -4000 * np.cos(2 * np.pi * x / LINE.lengths[0])
    with pytest.raises(ValueError, match="`log_p` must stay finite"):
        evolve_log_density(steep, 0 * x[None], D=1.0, grid=LINE, times=[0.0, 1.0])
    with pytest.raises(ValueError, match="`D` must be numbers, one for each field"):
        evolve_log_density(0 * x, 0 * x[None], D=1 + 0 * x, grid=LINE, times=[0.0, 1.0])
