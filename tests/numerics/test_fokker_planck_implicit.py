import numpy as np
import pytest
from array_strategies import checked, coefficients, grids, rationals
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from numerics.density.fokker_planck import evolve_density as explicit
from numerics.density.implicit import evolve_density_implicit
from numerics.grid import Grid, integral
from numerics.learning import ornstein_uhlenbeck as ou
from numerics.learning.entropies import gibbs
from numerics.memory import BeyondMemoryError
from numerics.waves.random_fields import density, trig_polynomial

boundaries = st.sampled_from(["periodic", "zero-flux"])
signs = st.sampled_from([1, -1])
steps = st.sampled_from([1e-3, 0.1, 1e6])


@checked
@given(
    grids(), coefficients(2), coefficients(2), rationals(), rationals(), signs, boundaries, steps
)
def test_mass_and_sign_are_kept_for_steps_of_any_length(grid, c, e, D, gamma, sign, boundary, dt):
    p = density(c, grid, scale=0.6)
    F = trig_polynomial(e, grid, scale=0.5)
    how = {"D": D, "gamma": sign * gamma, "grid": grid, "times": [0, 2 * dt, 5 * dt]}
    run = evolve_density_implicit(p, F, boundary=boundary, dt=dt, **how)
    assert run.steps == 5
    assert (run.density > 0).all()
    np.testing.assert_allclose(run.mass, 1, atol=1e-12)  # rounding of 5 steps of 5 stages
    shared = evolve_density_implicit(p, F, boundary=boundary, dt=dt, workers=3, **how)
    np.testing.assert_array_equal(run.density, shared.density)


@checked
@given(grids(), coefficients(2), rationals(1, 8), signs, boundaries, steps)
def test_gibbs_state_is_stationary_for_steps_of_any_length(grid, e, gamma, sign, boundary, dt):
    F = trig_polynomial(e, grid)
    rest = gibbs(F, D=0.5, gamma=sign * gamma, grid=grid)
    how = {"D": 0.5, "gamma": sign * gamma, "grid": grid, "boundary": boundary}
    run = evolve_density_implicit(rest, F, times=[0.0, 10 * dt], dt=dt, **how)
    # detailed balance axis by axis; the slopes of the stages are rounding, 1e-15 times 16
    np.testing.assert_allclose(run.density[-1], rest, rtol=1e-11)


def dense_generator(F, D, gamma, grid, boundary):
    """Hopping with rates in detailed balance, written cell by cell."""
    cells = list(np.ndindex(*grid.points))
    G = np.zeros((len(cells), len(cells)))
    for i, cell in enumerate(cells):
        for axis, h in enumerate(grid.spacing):
            to = list(cell)
            to[axis] += 1
            if to[axis] == grid.points[axis]:
                if boundary == "zero-flux":
                    continue
                to[axis] = 0
            j = cells.index(tuple(to))
            x = gamma * (F[tuple(to)] - F[cell]) / D
            for a, b, y in ((i, j, x), (j, i, -x)):
                rate = D / h**2 * (y / np.expm1(y) if y else 1.0)
                G[b, a] += rate
                G[a, a] -= rate
    return G


@checked
@given(grids((1, 2), most=8), coefficients(2, ()), coefficients(2, ()), signs, boundaries)
def test_short_steps_follow_the_exponential_of_the_dense_generator(grid, c, e, sign, boundary):
    p, F = density(c, grid), trig_polynomial(e, grid, scale=0.5)
    G = dense_generator(F, 0.4, sign * 1.5, grid, boundary)
    exact = (expm(0.02 * G) @ p.ravel()).reshape(grid.points)
    errors = []
    for dt in (0.002, 0.001):
        run = evolve_density_implicit(
            p, F, D=0.4, gamma=sign * 1.5, grid=grid, times=[0, 0.02], boundary=boundary, dt=dt
        )
        errors.append(np.abs(run.density[-1] - exact).max())
    # 20 steps, rates up to 10^2 on the shortest spacing; order 4 in one dimension, 2 in two
    assert errors[1] < (1e-6 if grid.dimension == 1 else 1e-3) * p.max()
    assert errors[1] < errors[0] / (8 if grid.dimension == 1 else 3) + 1e-12


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_measured_order_in_time(dimension):
    grid = Grid((2.0, 3.0, 2.5)[:dimension], (12, 9, 8)[:dimension])
    c = np.array([[2, 1], [1, -1], [0, 1]])
    p, F = density(c, grid, scale=0.5), trig_polynomial(c[::-1], grid)
    how = {"D": 0.5, "gamma": 1.0, "grid": grid, "times": [0, 0.2]}
    truth = evolve_density_implicit(p, F, dt=0.2 / 512, **how).density[-1]
    runs = [evolve_density_implicit(p, F, dt=0.2 / n, **how).density[-1] for n in (16, 32, 64)]
    errors = [np.abs(run - truth).max() for run in runs]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - (4 if dimension == 1 else 2)) < 0.2).all(), orders


@pytest.mark.parametrize("boundary", ["periodic", "zero-flux"])
def test_both_engines_agree_in_three_dimensions(boundary):
    grid = Grid((1.0, 2.0, 1.5), (8, 7, 9))
    p = density([[1, 1], [0, 2]], grid)
    F = trig_polynomial([[2, 0], [1, -1]], grid)
    how = {"D": 0.3, "gamma": -0.8, "grid": grid, "times": [0, 0.02, 0.05], "boundary": boundary}
    one, two = explicit(p, F, **how), evolve_density_implicit(p, F, dt=5e-4, **how)
    np.testing.assert_allclose(one.density, two.density, rtol=1e-4)  # 100 steps, order 2
    for name in ("entropy", "production", "mass"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), rtol=1e-3)


def test_batches_of_parameters_equal_single_runs_bit_by_bit():
    grid = Grid((2 * np.pi, 3.0), (12, 7))
    p, F = density([[1, 1]], grid), trig_polynomial([[[1, 0]], [[0, 2]]], grid)
    D, gamma, how = np.array([0.5, 1.0]), np.array([1.0, -2.0]), {"times": [0, 0.2], "dt": 0.07}
    both = evolve_density_implicit(p, F, D=D, gamma=gamma, grid=grid, **how)
    for i in range(2):
        one = evolve_density_implicit(p, F[i], D=D[i], gamma=gamma[i], grid=grid, **how)
        np.testing.assert_array_equal(both.density[-1, i], one.density[-1])


def test_nearly_all_mass_in_one_cell_stays_positive():
    grid = Grid((1.0,), (400,))
    p = np.full(400, 1e-30)
    p[7] = 1
    p /= integral(p, grid)
    F = 40 * np.cos(2 * np.pi * grid.coordinates()[0])
    run = evolve_density_implicit(p, F, D=0.5, gamma=1.0, grid=grid, times=[0, 0.01, 0.1], dt=0.01)
    assert (run.density > 0).all()
    np.testing.assert_allclose(run.mass, 1, atol=1e-12)


@pytest.mark.parametrize("gamma", [1.0, -0.5])
def test_second_order_in_space_towards_ornstein_uhlenbeck(gamma):
    errors = []
    for n in (64, 128, 256):
        grid = Grid((20.0,), (n,), (-10.0 + 10.0 / n,))
        exact = ou.evolve_gaussian(
            [0.5], [[0.8]], stiffness=[[1.0]], D=0.5, gamma=gamma, times=[0.0, 0.4]
        )
        q = exact.density(grid.coordinates().T)
        F = grid.coordinates()[0] ** 2 / 2
        run = evolve_density_implicit(
            q[0] / integral(q[0], grid), F, D=0.5, gamma=gamma, grid=grid, times=[0.0, 0.4],
            boundary="zero-flux", dt=0.02,
        )  # fmt: skip
        errors.append(np.abs(run.density[-1] - q[-1]).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - 2) < 0.15).all(), orders  # time errors are below 1e-7
    assert errors[-1] < 2e-4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"free_energy": np.full(4, np.inf)}, "`free_energy` must be finite, but it contains inf."),
        ({"D": -1.0}, "`D` must be positive, but it is -1."),
        ({"dt": 0.0}, "`dt` must be positive, but it is 0."),
        ({"workers": 0}, "`workers` must be an integer of at least 1, but it is 0."),
        ({"boundary": "open"}, "`boundary` must be one of periodic, zero-flux"),
        ({"boundary": ("periodic", "absorbing")}, "`boundary` must be periodic at both ends"),
        ({"drift": [1.0, 2.0]}, r"`drift` must have shape \(1,\) or"),
        ({"grid": Grid((1.0,), (2,))}, "`grid` must have 3 points on each axis, but it has"),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    good = {"density": np.ones(4), "free_energy": np.ones(4), "D": 1.0, "gamma": 1.0, "dt": 0.1,
            "times": [0, 1], "grid": Grid((1.0,), (4,))}  # fmt: skip
    with pytest.raises(ValueError, match=message):
        evolve_density_implicit(**{**good, **change})


def test_a_run_beyond_the_memory_is_refused_with_its_bytes():
    flat = np.ones(4)
    with pytest.raises(BeyondMemoryError, match="but needs 832 bytes"):
        evolve_density_implicit(
            flat, flat, D=1.0, gamma=1.0, grid=Grid((1.0,), (4,)), times=[0, 1], dt=0.1, memory=831
        )
