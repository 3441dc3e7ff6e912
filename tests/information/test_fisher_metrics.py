import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from information_strategies import checked, distributions, statistics

from numerics.calculus import gauss_hermite, gradient, hessian
from numerics.information.fisher import fisher_metric
from qmgr_sym.information.exponential import (
    ExponentialFamily,
    categorical,
    fisher_matrix,
    relative_entropy,
)

CLOSE = 1e-8  # differences of order 8 of functions of order one, with step 1e-2
a, b = sp.symbols("a b", real=True)


@checked
@given(f=statistics(), at=st.tuples(st.integers(-4, 4), st.integers(-4, 4)))
def test_both_arms_find_the_same_metric_entropy_and_means(f, at):
    family = ExponentialFamily((a, b), tuple(tuple(map(sp.Integer, row)) for row in f))
    x = np.array(at) / 4
    here = {a: sp.Float(x[0], 30), b: sp.Float(x[1], 30)}

    def log_p(y, _):
        e = y @ f.T
        return e - np.log(np.exp(e).sum(-1, keepdims=True))

    g = fisher_metric(log_p, x, np.arange(4.0), np.ones(4))
    exact = np.array(family.metric().components.subs(here), dtype=float)
    assert np.abs(g - exact).max() < CLOSE
    p = np.exp(log_p(x, None))
    assert float(family.entropy().subs(here)) == pytest.approx(-(p * np.log(p)).sum(), abs=1e-12)
    assert np.allclose([float(e.subs(here)) for e in family.expectation()], p @ f, atol=1e-12)
    other = fisher_matrix(family.probabilities(), (a, b)).subs(here)
    assert np.abs(np.array(other, dtype=float) - exact).max() < 1e-12


@checked
@given(p=distributions(), q=distributions())
def test_relative_entropy_is_positive_and_its_hessian_is_the_metric(p, q):
    exact = relative_entropy([sp.Rational(str(x)) for x in p], [sp.Rational(str(x)) for x in q])
    assert float(exact) == pytest.approx(float((p * np.log(p / q)).sum()), abs=1e-12)
    assert float(exact) > -1e-12

    def log_p(y, _=None):
        e = np.concatenate([np.zeros((*y.shape[:-1], 1)), y], axis=-1)
        return e - np.log(np.exp(e).sum(-1, keepdims=True))

    x = np.log(p[1:] / p[0])
    second = hessian(lambda y: -(p * log_p(y)).sum(-1), x)
    g = fisher_metric(log_p, x, np.arange(4.0), np.ones(4))
    assert np.abs(second - g).max() < 1e-7


@checked
@given(mean=st.integers(-4, 4), width=st.integers(2, 9))
def test_normal_distributions_are_a_hyperbolic_plane(mean, width):
    nodes, weights = gauss_hermite(40)
    sigma = width / 4
    places = mean + sigma * nodes[:, 0]
    rule = weights * sigma * np.sqrt(2 * np.pi) * np.exp(nodes[:, 0] ** 2 / 2)

    def log_p(y, x):
        z = (x - y[..., :1]) / y[..., 1:]
        return -(z**2) / 2 - np.log(y[..., 1:] * np.sqrt(2 * np.pi))

    g = fisher_metric(log_p, np.array([mean, sigma]), places, rule)
    assert np.abs(g - np.diag([1, 2]) / sigma**2).max() < 1e-6 / sigma**2


@pytest.mark.parametrize("p", [0.5, 0.04, 0.01, 1e-3, 1e-6, 1 - 1e-3])
def test_bernoulli_trials_close_to_certainty(p):
    """1 / p (1 - p), in closed form."""

    def log_p(x, outcome):
        return np.log(np.where(outcome == 1, x[..., :1], 1 - x[..., :1]))

    g = fisher_metric(log_p, [p], [0, 1], [1, 1])
    assert g[0, 0] * p * (1 - p) == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize("sigma", [1e-4, 0.05, 1.0, 200.0])
def test_normal_distributions_of_any_width(sigma):
    """diag(1, 2) / sigma^2, C. R. Rao (1945)."""
    nodes, weights = gauss_hermite(40)
    places = 3 + sigma * nodes[:, 0]
    rule = weights * sigma * np.sqrt(2 * np.pi) * np.exp(nodes[:, 0] ** 2 / 2)

    def log_p(y, x):
        z = (x - y[..., :1]) / y[..., 1:]
        return -(z**2) / 2 - np.log(y[..., 1:] * np.sqrt(2 * np.pi))

    g = fisher_metric(log_p, [3, sigma], places, rule)
    assert np.abs(g * sigma**2 - np.diag([1, 2])).max() < 1e-7


def test_impossible_outcomes_do_not_matter_and_borders_are_refused():
    def log_p(x, outcome):
        table = np.stack([x[..., 0], 1 - x[..., 0], 0 * x[..., 0]], axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(table)

    g = fisher_metric(log_p, [0.3], np.arange(3), np.ones(3))
    assert g[0, 0] == pytest.approx(1 / 0.21, rel=1e-9)
    for border in (0.0, 1.0):
        with pytest.raises(ValueError, match="`log_density` must have a derivative"):
            fisher_metric(log_p, [border], np.arange(3), np.ones(3))
    with pytest.raises(ValueError, match="`step` must stay in the domain"):
        fisher_metric(log_p, [0.01], np.arange(3), np.ones(3), step=0.01)


def test_all_distributions_on_four_states_are_a_sphere_of_radius_two():
    metric = categorical(sp.symbols("a b c", real=True)).metric()
    assert metric.scalar() == sp.Rational(6, 4)  # n (n - 1) / r^2 with n = 3, r = 2


def test_gradients_are_exact_for_polynomials_of_order_eight():
    x = np.array([[1.0, 2.0], [-0.5, 0.25]])
    slopes = gradient(lambda y: y[..., 0] ** 8 * y[..., 1], x, 0.1)
    wanted = np.stack([8 * x[:, 0] ** 7 * x[:, 1], x[:, 0] ** 8])
    assert np.abs(slopes - wanted).max() < 1e-11


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: gradient(np.sum, 1.0), "shape \\(..., k\\), but its shape is \\(\\)"),
        (lambda: gradient(np.sum, [1.0], -1.0), "positive, but it is -1"),
        (lambda: fisher_metric(lambda y, n: 0 * n, [1.0], np.ones(2), np.ones(2)), "are 1 off"),
        (lambda: fisher_metric(lambda y, n: 0 * n, [1.0], np.ones(2), np.ones(3)), "shape"),
        (lambda: ExponentialFamily((a,), ((a, b),)), "row 0 has 2"),
        (lambda: ExponentialFamily((a,), ()), "at least one state"),
        (lambda: relative_entropy([a], [a, b]), "had 2"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
