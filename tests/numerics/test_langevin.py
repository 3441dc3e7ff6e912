import numpy as np
import pytest
from array_strategies import checked, rationals
from hypothesis import given
from hypothesis import strategies as st

from numerics.density.fokker_planck import evolve_density
from numerics.grid import Grid, integral
from numerics.learning import ornstein_uhlenbeck as ou
from numerics.learning.generator import weak_generator
from numerics.learning.langevin import histogram, simulate

S = np.array([[1.0, 0.4], [0.4, 0.7]])


@checked
@given(st.integers(1, 3), rationals(), rationals(-8, 8), st.integers(1, 3), rationals(-4, 4))
def test_generator_is_exact_on_exponentials(dimension, D, gamma, stiff, k):
    # phi = exp(k sum q): L phi = (D K k^2 - gamma k sum dF) phi
    points = np.linspace(-1, 1, 4 * dimension).reshape(4, dimension)
    rate = weak_generator(
        lambda q: np.exp(k * q.sum(axis=-1)), lambda q: stiff * q**3, points, D=D, gamma=gamma
    )
    drift = -gamma * stiff * (points**3).sum(axis=-1)
    exact = (D * dimension * k**2 + k * drift) * np.exp(k * points.sum(axis=-1))
    # dt^6 (L phi)^6 / 6!, with L up to D K k^2 + ... = 20 and dt reduced 2^15-fold in all
    np.testing.assert_allclose(rate, exact, rtol=2e-4, atol=1e-9)


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_each_level_of_extrapolation_is_one_order_in_the_step(levels):
    q = np.array([[0.3, -0.2]])
    x, y = q[0]
    exact = -1.5 * ((x - y) * np.cos(x) + y**2 * np.sin(x)) * np.exp(y)
    # D (phi_xx + phi_yy) = 0 for this phi
    errors = []
    for dt in (0.04, 0.02, 0.01):
        rate = weak_generator(
            lambda x: np.sin(x[..., 0]) * np.exp(x[..., 1]),
            lambda x: np.stack([x[..., 0] - x[..., 1], x[..., 1] ** 2], axis=-1),
            q, D=0.5, gamma=1.5, dt=dt, levels=levels,
        )  # fmt: skip
        errors.append(abs(rate[0] - exact))
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - levels) < 0.3).all(), orders  # asymptotic on these steps


def test_ensemble_follows_ornstein_uhlenbeck():
    rng = np.random.default_rng(3)
    n, D, gamma, times = 200_000, 0.4, 0.8, [0.0, 0.5, 1.5]
    m0, c0 = np.array([1.0, -0.5]), np.array([[0.6, 0.2], [0.2, 0.5]])
    start = rng.multivariate_normal(m0, c0, size=n)
    run = simulate(start, lambda q, t: q @ S, D=D, gamma=gamma, times=times, dt=0.05, rng=rng)
    exact = ou.evolve_gaussian(m0, c0, stiffness=S, D=D, gamma=gamma, times=times)
    # five standard errors: sqrt(c/n) = 2e-3, c sqrt(2/n) = 2e-3; the weak error is 1e-4
    np.testing.assert_allclose(run.mean, exact.mean, atol=1e-2)
    np.testing.assert_allclose(run.covariance, exact.covariance, atol=1e-2)


def test_weak_order_two():
    # noise small beside a far start: the mean shows the time error of the linear drift
    errors = []
    for dt in (0.25, 0.125, 0.0625):
        run = simulate(
            np.full((64, 1), 50.0), lambda q, t: q, D=1e-12, gamma=1.0, times=[0, 1.0], dt=dt,
            rng=np.random.default_rng(0),
        )  # fmt: skip
        errors.append(abs(run.mean[-1, 0] - 50 * np.exp(-1)))
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - 2) < 0.25).all()


def test_stationary_variance_to_second_order_in_the_step():
    # Heun on F = q^2/2 rests at 2 D h (1 - h/2)^2 / (1 - (1 - h + h^2/2)^2): 7.7 % and 1.8 % low
    errors = []
    for dt in (0.5, 0.25):
        run = simulate(
            np.zeros((200_000, 1)), lambda q, t: q, D=1.0, gamma=1.0, times=[0, 8.0], dt=dt,
            rng=np.random.default_rng(0),
        )  # fmt: skip
        errors.append(1 - run.covariance[-1, 0, 0])
    # four standard errors sqrt(2/n) = 0.3 % each
    np.testing.assert_allclose(errors, [0.077, 0.0175], atol=0.0127)


def test_histogram_agrees_with_fokker_planck():
    # two engines that share no line: walkers on a circle with F = cos(x) + sin(2x)/2
    rng = np.random.default_rng(5)
    grid = Grid((2 * np.pi,), (32,))
    x = grid.coordinates()[0]
    n, D, gamma = 200_000, 0.5, -0.7
    start = rng.uniform(-np.pi / 32, 2 * np.pi - np.pi / 32, size=(n, 1))
    times = [0.0, 1.0]
    walk = simulate(
        start, lambda q, t: -np.sin(q) + np.cos(2 * q), D=D, gamma=gamma, times=times, dt=0.02,
        rng=rng,
    )  # fmt: skip
    F = np.cos(x) + np.sin(2 * x) / 2
    flow = evolve_density(np.full(32, 1 / (2 * np.pi)), F, D=D, gamma=gamma, grid=grid, times=times)
    binned = histogram(walk.states, grid)
    assert integral(binned, grid) == pytest.approx(1, rel=1e-14)
    # counts of 6000 a cell: 1.3 %, five of them 0.01; h^2 terms 0.004
    np.testing.assert_allclose(binned, flow.density[-1], atol=0.015)
    assert np.ptp(flow.density[-1]) > 0.1


def test_same_seed_same_walk_and_inputs_are_kept():
    start = np.linspace(-1, 1, 20).reshape(10, 2)
    kept = start.copy()
    how = {"D": 1.0, "gamma": 1.0, "times": [0, 0.3], "dt": 0.1, "chunk": 4}
    runs = [
        simulate(start, lambda q, t: q * t, rng=np.random.default_rng(1), **how) for _ in range(2)
    ]
    np.testing.assert_array_equal(runs[0].states, runs[1].states)
    np.testing.assert_array_equal(start, kept)
    np.testing.assert_allclose(runs[0].mean[-1], runs[0].states.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(runs[0].covariance[-1], np.cov(runs[0].states.T), rtol=1e-12)
    # chunks must not repeat each other's noise
    assert np.unique(runs[0].states - start * 0.955).size == 20


GOOD = {"D": 1.0, "gamma": 1.0, "times": [0, 1], "dt": 0.5}


@pytest.mark.parametrize(
    ("start", "change", "message"),
    [
        (np.ones((3, 1)), {"dt": -1}, "`dt` must be positive, but it is -1."),
        (np.ones((3, 1)), {"D": 0}, "`D` must be positive, but it is 0."),
        (np.ones(3), {}, "`start` must have shape"),
        (np.ones((3, 1)), {"times": [1, 1]}, "`times` must increase strictly"),
    ],
)
def test_bad_input_is_one_sentence(start, change, message):
    with pytest.raises(ValueError, match=message):
        simulate(start, lambda q, t: q, rng=np.random.default_rng(0), **{**GOOD, **change})


def test_bad_callables_and_points():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="`gradient` must return shape"):
        simulate(np.ones((3, 1)), lambda q, t: q[:, 0], rng=rng, **GOOD)
    with pytest.raises(ValueError, match="`gradient` must be finite"):
        simulate(np.ones((3, 1)), lambda q, t: q * np.nan, rng=rng, **GOOD)
    with pytest.raises(ValueError, match="`points` must have shape"):
        weak_generator(np.sum, abs, np.ones((2, 4)), D=1, gamma=1)
    with pytest.raises(ValueError, match="`test` must return shape"):
        weak_generator(lambda q: q, lambda q: q, np.ones((2, 1)), D=1, gamma=1)
    with pytest.raises(ValueError, match="`states` must have shape"):
        histogram(np.ones((3, 2)), Grid((1.0,), (4,)))
