import numpy as np
import pytest
from array_strategies import checked, rationals
from hypothesis import given
from hypothesis import strategies as st

from numerics.calculus import gauss_legendre
from numerics.learning.canonical import average, growth_exponents, log_partition
from numerics.learning.metropolis import log_partition_ratio, metropolis_average

NODES, WEIGHTS = gauss_legendre(12, 14.0, 1, panels=28)
X = NODES[:, 0]


@checked
@given(rationals(), rationals(-12, 12), st.integers(-400, 400))
def test_gaussian_with_prior_in_closed_form(beta, centre, offset):
    # p_d = N(0, 1), H = (x - c)^2 / 2 + offset
    prior = -(X**2) / 2 - np.log(2 * np.pi) / 2
    loss = (X - centre) ** 2 / 2 + offset
    exact = -np.log(1 + beta) / 2 - beta * centre**2 / (2 * (1 + beta)) - beta * offset
    got = log_partition(loss, beta, WEIGHTS, prior)
    assert got == pytest.approx(exact, rel=1e-12, abs=1e-12)  # panels of 1 resolve to rounding
    mean = average(X, loss, beta, WEIGHTS, prior)
    assert mean == pytest.approx(beta * centre / (1 + beta), abs=1e-12)


@checked
@given(rationals(), rationals(1, 8))
def test_average_loss_is_minus_the_beta_derivative_of_log_z(beta, strength):
    loss = X**2 / 2 + strength * np.cos(X)
    h = 1e-4
    up, down = (log_partition(loss, beta + s, WEIGHTS) for s in (h, -h))
    # central difference: h^2/6 times the third cumulant of H, below 1e3 here (beta >= 1/4)
    assert average(loss, loss, beta, WEIGHTS) == pytest.approx(-(up - down) / (2 * h), abs=1e-5)


def test_batches_of_parameters():
    q = np.array([[0.0], [1.0], [2.0]])
    loss = (X - q) ** 2 / 2
    betas = np.array([1.0, 2.0, 4.0])
    exact = 0.5 * np.log(2 * np.pi / betas)
    np.testing.assert_allclose(log_partition(loss, betas, WEIGHTS), exact, atol=1e-12)


@pytest.mark.parametrize("flat", [0, 1, 2])
def test_growth_exponent_counts_the_flat_directions(flat):
    def loss(x):
        return (x[:, flat:] ** 2).sum(axis=-1)

    slopes = growth_exponents(loss, beta=1.0, radii=[6, 9, 12], dimension=2)
    np.testing.assert_allclose(slopes, flat, atol=1e-10)  # exp(-36) is below rounding


def test_growth_exponent_of_a_rectifier_half_line():
    # (x - max(x, 0))^2 vanishes for x > 0: the weight grows with R
    def loss(x):
        return (x[:, 0] - np.maximum(x[:, 0], 0)) ** 2 / 2

    slope = growth_exponents(loss, beta=1.0, radii=[100, 200], dimension=1)
    assert slope[0] == pytest.approx(1, abs=0.02)  # Z = R + 1.25: 1 - 1.25/150


def test_metropolis_reproduces_a_gaussian_in_ten_dimensions():
    n, beta = 10, 2.0

    def loss(x):
        return (x**2).sum(axis=-1) / 2

    rng = np.random.default_rng(7)
    start = rng.normal(size=(400, n)) / np.sqrt(beta)
    run = {"scale": 0.45, "steps": 500, "burn": 100}
    u = metropolis_average(loss, lambda x: -beta * loss(x), start, rng=rng, **run)
    # 4.5 standard errors of a fixed seed; U = N / (2 beta)
    assert abs(u.mean - n / (2 * beta)) < 4.5 * u.error
    assert u.error < 0.03
    assert 0.2 < u.acceptance < 0.8

    def prior(x):
        return -(x**2).sum(axis=-1) / 2 - n / 2 * np.log(2 * np.pi)

    z = log_partition_ratio(loss, prior, start, beta=beta, rng=rng, **run)
    assert abs(z.mean + n / 2 * np.log(1 + beta)) < 4.5 * z.error + 1e-6  # plus the rule in b
    assert z.error < 0.03


def test_metropolis_is_reproducible_and_respects_a_hard_wall():
    def log_weight(x):
        return np.where((x > 0).all(axis=-1), -x.sum(axis=-1), -np.inf)

    def first(x):
        return x[..., 0]

    start = np.ones((300, 1))
    runs = [
        metropolis_average(
            first, log_weight, start, scale=1.5, steps=400, burn=100, rng=np.random.default_rng(1)
        )
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert abs(runs[0].mean - 1) < 4.5 * runs[0].error  # the exponential law has mean 1


RULE = {"scale": 1.0, "steps": 5, "burn": 1}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda r: log_partition(X * np.nan, 1, WEIGHTS), "`loss` must be finite"),
        (lambda r: log_partition(X, 1, -WEIGHTS), "`weights` must be positive"),
        (lambda r: log_partition(X[:3], 1, WEIGHTS), "`loss` must have shape"),
        (lambda r: growth_exponents(abs, beta=1, radii=[2, 1], dimension=1), "`radii` must incr"),
        (lambda r: growth_exponents(abs, beta=1, radii=[2], dimension=1), "`radii` must have at"),
        (lambda r: metropolis_average(sum, sum, np.ones(3), rng=r, **RULE), "`start` must have"),
        (
            lambda r: metropolis_average(sum, sum, np.ones((3, 1)), rng=r, **{**RULE, "burn": 5}),
            "`burn` must be below `steps` = 5, but it is 5.",
        ),
        (
            lambda r: metropolis_average(
                lambda x: x[:, 0], lambda x: np.nan * x[:, 0], np.ones((3, 1)), rng=r, **RULE
            ),
            "`log_weight` must be finite or -inf",
        ),
    ],
)
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call(np.random.default_rng(0))
