import numpy as np
import pytest
from array_strategies import checked, coefficients, grids, rationals
from hypothesis import given
from hypothesis import strategies as st

from numerics.density.fokker_planck import evolve_density
from numerics.grid import Grid, integral
from numerics.learning import ornstein_uhlenbeck as ou
from numerics.learning.entropies import entropy, entropy_production, gibbs
from numerics.memory import BeyondMemoryError
from numerics.waves.random_fields import density, time_dependent, trig_polynomial

boundaries = st.sampled_from(["periodic", "zero-flux"])
signs = st.sampled_from([1, -1])


@checked
@given(grids(), coefficients(2), coefficients(2), rationals(), rationals(), signs, boundaries)
def test_mass_and_sign_are_kept(grid, c, e, D, gamma, sign, boundary):
    p = density(c, grid, scale=0.6)
    F = trig_polynomial(e, grid, scale=0.5)
    run = evolve_density(
        p, F, D=D, gamma=sign * gamma, grid=grid, times=[0, 0.01, 0.03], boundary=boundary
    )
    assert run.density.shape == (3, *p.shape)
    assert (run.density > 0).all()
    # the fluxes cancel in pairs: rounding 1e-16 a step, hundreds of steps
    np.testing.assert_allclose(run.mass, 1, atol=1e-12)
    assert run.steps > 1


@checked
@given(grids(), coefficients(2), rationals(1, 8), signs, boundaries)
def test_gibbs_state_is_stationary(grid, e, gamma, sign, boundary):
    F = trig_polynomial(e, grid)
    rest = gibbs(F, D=0.5, gamma=sign * gamma, grid=grid)
    run = evolve_density(
        rest, F, D=0.5, gamma=sign * gamma, grid=grid, times=[0.0, 0.05], boundary=boundary
    )
    # detailed balance holds face by face: rounding of the rates over hundreds of steps
    np.testing.assert_allclose(run.density[-1], rest, rtol=1e-11)
    # (d log p)^2 D = -gamma d log p d F there; slopes up to 10^2, rounding
    np.testing.assert_allclose(run.production, 0, atol=1e-10)


@checked
@given(grids(dimensions=(1, 2)), coefficients(2), coefficients(2), rationals(), boundaries)
def test_relative_entropy_never_grows(grid, c, e, gamma, boundary):
    F = trig_polynomial(e, grid)
    rest = gibbs(F, D=1.0, gamma=gamma, grid=grid)
    times = [0, 0.01, 0.02, 0.04]
    run = evolve_density(
        density(c, grid), F, D=1.0, gamma=gamma, grid=grid, times=times, boundary=boundary
    )
    distance = integral(run.density * np.log(run.density / rest), grid)
    assert (np.diff(distance, axis=0) <= 1e-13).all()  # rounding where it has reached 0


def test_batched_parameters_equal_single_runs():
    grid = Grid((2 * np.pi,), (16,))
    p = density([[1, 1]], grid)
    F = trig_polynomial([[[1, 0]], [[0, 2]]], grid)
    D, gamma = np.array([0.5, 1.0]), np.array([1.0, -2.0])
    both = evolve_density(p, F, D=D, gamma=gamma, grid=grid, times=[0, 0.2])
    for i in range(2):
        one = evolve_density(p, F[i], D=D[i], gamma=gamma[i], grid=grid, times=[0, 0.2])
        # the batch steps with its smallest limit: third-order time error of steps of 0.05
        np.testing.assert_allclose(both.density[-1, i], one.density[-1], rtol=1e-4)


def wrapped(grid, state):
    return state.density(grid.coordinates().reshape(grid.dimension, -1).T).reshape(-1, *grid.points)


@pytest.mark.parametrize("gamma", [1.0, -0.5])
def test_second_order_towards_ornstein_uhlenbeck(gamma):
    times, S, D = [0.0, 0.4], np.array([[1.0]]), 0.5
    errors = []
    for n in (64, 128, 256):
        grid = Grid((20.0,), (n,), (-10.0 + 10.0 / n,))
        exact = ou.evolve_gaussian([0.5], [[0.8]], stiffness=S, D=D, gamma=gamma, times=times)
        p = wrapped(grid, exact)
        start = p[0] / integral(p[0], grid)
        F = grid.coordinates()[0] ** 2 / 2
        run = evolve_density(
            start, F, D=D, gamma=gamma, grid=grid, times=times, boundary="zero-flux"
        )
        errors.append(np.abs(run.density[-1] - p[-1]).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - 2) < 0.15).all()  # asymptotic on these grids; the time error is third
    assert errors[-1] < 2e-4


def test_two_dimensional_run_follows_correlated_ornstein_uhlenbeck():
    S = np.array([[1.0, 0.4], [0.4, 0.7]])
    times, D, gamma = [0.0, 0.3], 0.4, 0.8
    grid = Grid((11.0, 12.0), (66, 72), (-5.5, -6.0))
    exact = ou.evolve_gaussian([0.4, -0.3], [[0.6, 0.2], [0.2, 0.5]], stiffness=S, D=D, gamma=gamma, times=times)  # fmt: skip  # noqa: E501
    p = wrapped(grid, exact)
    q = grid.coordinates()
    F = np.einsum("i...,ij,j...->...", q, S, q) / 2
    start = p[0] / integral(p[0], grid)
    run = evolve_density(start, F, D=D, gamma=gamma, grid=grid, times=times, boundary="zero-flux")
    # h^2 = 0.028 times fourth derivatives of a density of height 0.3
    np.testing.assert_allclose(run.density[-1], p[-1], atol=2e-3)
    np.testing.assert_allclose(run.entropy, exact.entropy(), atol=2e-3)
    exact_production = ou.gaussian_entropy_production(exact, stiffness=S, D=D, gamma=gamma)
    # h^2/4 times D tr C^-2 = 0.03, each term being of order 1
    np.testing.assert_allclose(run.production, exact_production, atol=2e-2)


@pytest.mark.parametrize("boundary", ["periodic", "zero-flux"])
@pytest.mark.parametrize("moving", [False, True])
def test_entropy_rate_is_the_integrand_of_3_4(boundary, moving):
    # dS/dt along the run against (3.4): the printed sign of each term matters
    errors = []
    for n in (24, 48):
        grid = Grid((2 * np.pi,), (n,), (np.pi / n,))
        c, phases = np.array([[2, 0], [1, 0]]), np.array([[0.0], [1.0]])

        def force(t, grid=grid, c=c, phases=phases):
            return time_dependent(c, phases, [t], grid, scale=0.5)[0]

        F = force if moving else force(1.0)
        times = np.linspace(0, 0.3, 31)
        p = density([[1, 0], [1, 0]], grid, scale=0.5)
        run = evolve_density(p, F, D=0.7, gamma=1.3, grid=grid, times=times, boundary=boundary)
        # Simpson over each pair of intervals: (0.01)^4 relative
        gained = run.entropy[2::2] - run.entropy[:-2:2]
        rates = run.production
        simpson = 0.01 / 3 * (rates[:-2:2] + 4 * rates[1:-1:2] + rates[2::2])
        errors.append(np.abs(gained - simpson).max())
    assert errors[1] < 1e-5
    assert errors[0] / errors[1] > 3.3  # second order in h


def test_reflecting_walls_let_nothing_through():
    # between walls cos(pi x) decays at the rate D pi^2; on a circle of that length it would be
    # no mode at all, and the jump across the seam would produce entropy
    D, errors, gaps = 0.6, [], []
    for n in (16, 32):
        grid = Grid((1.0,), (n,), (0.5 / n,))
        x, times = grid.coordinates()[0], np.linspace(0, 0.1, 41)
        wave = 0.5 * np.cos(np.pi * x)
        run = evolve_density(
            1 + wave, 0 * x, D=D, gamma=1.0, grid=grid, times=times, boundary="zero-flux"
        )
        exact = 1 + wave * np.exp(-D * np.pi**2 * 0.1)
        errors.append(np.abs(run.density[-1] - exact).max())
        # Simpson over intervals of 0.0025: rate 6 to the fourth power, 1e-9
        rates = run.production
        simpson = 0.0025 / 3 * (rates[:-2:2] + 4 * rates[1:-1:2] + rates[2::2]).sum()
        gaps.append(abs(run.entropy[-1] - run.entropy[0] - simpson))
    assert errors[1] < 5e-4  # h^2 pi^2/12 of the exponent 0.6 times the wave 0.28
    assert gaps[1] < 2e-4  # h^2 of the entropy gained, 0.04
    assert errors[0] / errors[1] > 3.5
    assert gaps[0] / gaps[1] > 3.3


def test_entropy_of_the_uniform_density_and_of_an_empty_cell():
    grid = Grid((2.0,), (4,))
    assert entropy(np.full(4, 0.5), grid) == pytest.approx(np.log(2))
    assert entropy(np.array([1.0, 1.0, 0.0, 0.0]), grid) == pytest.approx(0, abs=1e-15)


def test_covariance_of_free_diffusion_and_reversal():
    free = ou.evolve_gaussian([0.0], [[1.0]], stiffness=[[0.0]], D=0.5, gamma=1.0, times=[2.0])
    assert free.covariance[0, 0, 0] == pytest.approx(3.0)
    late = ou.evolve_gaussian([3.0], [[1.0]], stiffness=[[2.0]], D=0.5, gamma=1.0, times=[50.0])
    assert late.covariance[0, 0, 0] == pytest.approx(0.25)  # D / (gamma s)
    assert late.mean[0, 0] == pytest.approx(0, abs=1e-12)


GRID = Grid((1.0,), (4,))
FLAT = np.ones(4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"density": 0.8 * FLAT}, "`density` must integrate to 1, but its integral is 0.8."),
        ({"density": [2.0, 2.0, 1.0, -1.0]}, "`density` must not be negative, but its minimum"),
        ({"density": np.ones(5)}, "`density` must have shape"),
        ({"free_energy": np.full(4, np.inf)}, "`free_energy` must be finite, but it contains inf."),
        ({"D": 0.0}, "`D` must be positive, but it is 0."),
        ({"gamma": np.nan}, "`gamma` must be finite, but it contains nan."),
        ({"times": [0.0, 0.0]}, "`times` must increase strictly, but a step of it is 0."),
        ({"times": 1.0}, "`times` must be a list of numbers"),
        (
            {"boundary": "open"},
            "`boundary` must be one of periodic, zero-flux, absorbing, but it is 'open'.",
        ),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    good = {"density": FLAT, "free_energy": FLAT, "D": 1.0, "gamma": 1.0, "times": [0, 1]}
    arguments = {**good, **change}
    with pytest.raises(ValueError) as error:
        evolve_density(
            arguments.pop("density"), arguments.pop("free_energy"), grid=GRID, **arguments
        )
    assert message in str(error.value)


def test_other_bad_input():
    with pytest.raises(ValueError, match="`density` must not be negative"):
        entropy_production([2.0, 1, 1, -1], FLAT, D=1, gamma=1, grid=GRID)
    with pytest.raises(ValueError, match="`covariance` must be positive"):
        ou.evolve_gaussian([0.0], [[0.0]], stiffness=[[1.0]], D=1, gamma=1, times=[1.0])
    with pytest.raises(ValueError, match="`stiffness` must be symmetric"):
        ou.evolve_gaussian([0, 0], np.eye(2), stiffness=[[1, 1], [0, 1]], D=1, gamma=1, times=[1.0])


def test_a_run_beyond_the_memory_is_refused_with_its_bytes():
    with pytest.raises(BeyondMemoryError, match="but needs 768 bytes"):
        evolve_density(FLAT, FLAT, D=1.0, gamma=1.0, grid=GRID, times=[0, 1], memory=767)
    with pytest.raises(
        BeyondMemoryError, match=r"a grid of \(100000, 100000\) must fit the memory"
    ):
        Grid((1.0, 1.0), (10**5, 10**5)).coordinates()
