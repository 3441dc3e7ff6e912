"""Integrals of a printed form: right where they converge, no number where they do not."""

import numpy as np
import pytest
import sympy as sp

import proofs.checker as ck
from proofs.checker.evaluate import NotMeasuredError, evaluate
from proofs.checker.quadrature import interval_rule, weighted_sum

x, y, a = sp.symbols("x y a", positive=True)
INF = np.inf


def integral(function, low, high):
    nodes, weights = interval_rule(np.array([float(low)]), np.array([float(high)]))
    with np.errstate(all="ignore"):
        return float(weighted_sum(function(nodes), weights))


@pytest.mark.parametrize(
    ("function", "low", "high", "value"),
    [
        (lambda x: x**3, 0, 2, 4),
        (lambda x: x, 1, 0, -0.5),
        (lambda x: x, 1, 1, 0),
        (lambda x: 0 * x, 0, 1, 0),
        (np.log, 0, 1, -1),
        (lambda x: 1 / np.sqrt(x), 0, 4, 4),
        (lambda x: np.log(x - 1), 1, 2, -1),
        (lambda x: np.log(1 - x), 0, 1, -1),
        (lambda x: np.exp(-x), 0, INF, 1),
        (np.exp, -INF, 0, 1),
        (lambda x: np.exp(-(x**2)), -INF, INF, np.sqrt(np.pi)),
        (lambda x: 1 / x**2, 1, INF, 1),
        (lambda x: x * np.exp(-(x**2)), -INF, INF, 0),
    ],
)
def test_smooth_integrands_and_singular_ends(function, low, high, value):
    assert integral(function, low, high) == pytest.approx(value, abs=1e-11)


def test_a_singular_end_away_from_zero_costs_digits_only():
    assert integral(lambda x: 1 / np.sqrt(x - 1), 1, 2) == pytest.approx(2, abs=1e-7)


@pytest.mark.parametrize(
    ("function", "low", "high"),
    [
        (lambda x: 1 / x, 0, 1),
        (lambda x: 1 / (x - 1), 1, 2),
        (lambda x: 1 / (1 - x), 0, 1),
        (lambda x: 1 / x, 1, INF),
        (lambda x: np.sin(x) / x, 0, INF),
        (lambda x: np.sin(500 * x), 0, 1),
        (lambda x: np.exp(-(((x - 0.37) / 1e-3) ** 2)), 0, 1),
        (lambda x: (x > 0.3) * 1.0, 0, 1),
        (lambda x: np.exp(x), 0, INF),
    ],
)
def test_what_does_not_converge_is_no_number(function, low, high):
    assert not np.isfinite(integral(function, low, high))


def test_each_point_has_its_own_limits():
    nodes, weights = interval_rule(np.array([[0.0], [1.0]]), np.array([[1.0], [INF]]))
    with np.errstate(all="ignore"):
        found = weighted_sum(1 / nodes**2, weights)
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(1)


def test_an_integral_in_a_form_is_worked_out_from_its_integrand():
    at = np.array([0.5, 1.0, 2.0])
    measured = ck.Measurement({a: at})
    value, size = evaluate(sp.Integral(x**2 - a, (x, 0, a)), measured)
    assert np.allclose(value, at**3 / 3 - at**2)
    assert np.allclose(size, at**3 / 3 + at**2)
    nested, _ = evaluate(sp.Integral(x + sp.Integral(y, (y, 0, x)), (x, 0, a)), measured)
    assert np.allclose(nested, at**2 / 2 + at**3 / 6)


def test_an_integral_beside_a_grid_keeps_the_grid():
    f = sp.Function("f")(y)
    grid = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    measured = ck.Measurement({f: grid, a: np.array([1.0, 2.0])})
    value, _ = evaluate(sp.Integral(x * f, (x, 0, a)), measured)
    assert value.shape == (2, 3)
    assert np.allclose(value, grid * np.array([[0.5], [2.0]]))
    alone, _ = evaluate(f + sp.Integral(x, (x, 0, 1)), measured)
    assert np.allclose(alone, grid + 0.5)


def test_an_integral_over_the_axis_of_a_grid_has_a_direction():
    f = sp.Function("f")(x)
    measured = ck.Measurement(
        {f: np.ones((1, 5)), a: np.array([2.0])}, integral=lambda v, s: v.sum(-1, keepdims=True)
    )

    def value(*limits):
        return float(np.squeeze(evaluate(sp.Integral(f, *limits), measured)[0]))

    assert value(x) == 5
    assert value((x, 0, 1)) == 5
    assert value((x, 1, 0)) == -5
    assert value((x, -sp.oo, sp.oo)) == 5
    assert value((x, sp.oo, -sp.oo)) == -5
    assert value((x, a, 0)) == -5
    assert value((x, y, 0)) == 5  # nobody knows
    assert value((x, 1)) == 5
    assert value((x, 0, 1), (y, 1, 0)) == -5
    _, size = evaluate(sp.Integral(f, (x, 1, 0)), measured)
    assert size == 5


def test_limits_that_were_not_measured_are_named():
    with pytest.raises(NotMeasuredError, match="y was not measured"):
        evaluate(sp.Integral(x, (x, 0, y)), ck.Measurement({a: np.ones(2)}))
