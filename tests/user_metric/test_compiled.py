"""Compiled metrics: the same numbers as SymPy's, any shape, complex steps."""

import numpy as np
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st
from user_metric.user_metric_strategies import M, expressions, f, x, y

from proofs.user_metric.compiled import metric_function
from proofs.user_metric.number import number

DEFINITION = x**2 / M + sympy.cos(x)
POINTS = st.floats(0.3, 2.0)


def compiled(entry, value):
    return metric_function(
        [[sympy.S.One, entry], [entry, x]], (x, y), (M,), (value,), (f,), (DEFINITION,)
    )


@given(expressions, POINTS, POINTS, POINTS)
def test_agrees_with_sympy(expr, a, b, m):
    numbers = {x: a, y: b, M: m}
    wanted = complex(expr.xreplace({f: DEFINITION}).evalf(subs=numbers, n=30))
    slope = complex(expr.xreplace({f: DEFINITION}).diff(x).evalf(subs=numbers, n=30))
    assume(max(abs(wanted), abs(slope)) < 1e6)
    assume(abs(wanted.imag) < 1e-12)
    assume(abs(slope.imag) < 1e-12)
    assume(wanted.real == 0 or abs(wanted) > 1e-3)
    metric = compiled(expr, m)
    g = metric([a, b])
    assume(np.isfinite(g).all())  # roots of negative numbers on the way
    assert g[0, 1] == g[1, 0]
    assert g[0, 1] == pytest.approx(wanted.real, rel=1e-6, abs=1e-9)
    step = metric(np.array([a + 1e-30j, b]))[0, 1].imag / 1e-30
    assert step == pytest.approx(slope.real, rel=1e-6, abs=1e-6)


def test_any_shape_and_constant_entries():
    metric = compiled(2 * y * M, 3.0)
    points = np.random.default_rng(0).uniform(1, 2, (4, 5, 2))
    g = metric(points)
    assert g.shape == (4, 5, 2, 2)
    assert (g[..., 0, 0] == 1).all()
    np.testing.assert_allclose(g[..., 0, 1], 6 * points[..., 1], rtol=1e-15)
    np.testing.assert_array_equal(g[..., 1, 1], points[..., 0])


def test_no_power_is_carried_out_symbolically():
    n = sympy.Symbol("n", real=True)
    huge = sympy.exp(n * sympy.log(2))
    assert metric_function([[huge]], (x,), (n,), (1e60,))([1.0])[0, 0] == np.inf
    assert np.isnan(number(huge, (n,), (1e60,)))


@pytest.mark.parametrize("expr", [sympy.log(M - 2), sympy.sqrt(M - 2), 1 / (M - 1), M * 10**400])
def test_no_number(expr):
    assert np.isnan(number(expr, (M,), (1.0,)))


def test_number():
    assert number(sympy.pi * M / 2 + sympy.Rational(1, 3), (M,), (2.0,)) == pytest.approx(
        np.pi + 1 / 3, rel=1e-15
    )
