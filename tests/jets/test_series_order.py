"""Expansion in a small parameter, against repeated differentiation."""

import hypothesis.strategies as st
import pytest
import sympy
from hypothesis import assume, given, settings
from sympy import Function, I, Rational, Symbol, symbols

from qmgr_sym.exact._laurent import NotAnalyticError
from qmgr_sym.exact.order import is_of_order, leading_order, series_coefficients
from qmgr_sym.exact.zero import zero_test

e = Symbol("e", real=True)
x, y = symbols("x y", real=True)
p = Symbol("p", positive=True)
f = Function("f")

leaves = st.sampled_from([e, x, y, p, sympy.Integer(2), Rational(1, 3), e**2, f(x + e * y)])


def grown(inner):
    positive = inner.map(lambda u: p + e * u)
    return st.one_of(
        st.tuples(inner, inner).map(sum),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, positive).map(lambda pair: pair[0] / pair[1]),
        inner.map(lambda u: sympy.exp(e * u)),
        inner.map(lambda u: sympy.sin(e * u + x)),
        inner.map(lambda u: sympy.atan(e * u)),
        positive.map(sympy.log),
        positive.map(sympy.sqrt),
        positive.map(lambda u: u ** Rational(-3, 2)),
    )


analytic = st.recursive(leaves, grown, max_leaves=4)


@settings(max_examples=30, deadline=None)
@given(analytic)
def test_coefficients_are_those_of_taylor(expr):
    found = series_coefficients(expr, e, 2)
    for k, term in enumerate(found):
        expected = expr.diff(e, k).subs(e, 0).doit() / sympy.factorial(k)
        assert zero_test(term - expected).outcome == "zero"


@settings(max_examples=20, deadline=None)
@given(analytic, st.integers(1, 3))
def test_removable_poles_are_removed(expr, order):
    shifted = series_coefficients((expr * sympy.sin(e) ** order) / e**order, e, 1)
    plain = series_coefficients(expr, e, 1)
    for left, right in zip(shifted, plain, strict=True):
        assert zero_test(left - right).outcome == "zero"


@settings(max_examples=20, deadline=None)
@given(analytic, st.integers(0, 3))
def test_leading_order_of_a_product_with_a_power(expr, order):
    start = expr.subs(e, 0)
    assume(zero_test(start).outcome == "nonzero")
    found = leading_order(expr * sympy.log(1 + e) ** order, e, 4)
    assert found.order == order
    assert zero_test(found.coefficient - start).outcome == "zero"
    assert is_of_order(expr * e**order, e, order + 1).outcome == "nonzero"
    if order:
        assert is_of_order(expr * e**order, e, order).outcome == "zero"


def test_averages_of_gaussian_windows():
    """The ratio of sums of Gaussians, whose second order is a difference of products."""
    places = symbols("a b", real=True)
    windows = [sympy.exp(-((x - e * place) ** 2) / 2) for place in places]
    average = sum(place * w for place, w in zip(places, windows, strict=True)) / sum(windows)
    mean = (places[0] + places[1]) / 2
    spread = ((places[0] - places[1]) / 2) ** 2
    first = series_coefficients(average, e, 1)[1]
    assert is_of_order(average - mean, e, 2).outcome == "nonzero"
    assert zero_test(first - x * spread).outcome == "zero"
    assert is_of_order(average - mean - e * x * spread, e, 2).outcome == "zero"


def test_roots_of_determinants():
    h = sympy.Matrix(3, 3, lambda a, b: Symbol(f"h{min(a, b)}{max(a, b)}", real=True))
    root = sympy.sqrt((sympy.eye(3) + e * h).det())
    assert is_of_order(root - 1 - e * h.trace() / 2, e, 2).outcome == "zero"
    assert leading_order(root - 1 - e * h.trace() / 2, e, 3).order == 2
    assert leading_order(root - 1 - e * h.trace(), e, 3).order == 1


def test_beyond_the_limit_is_said():
    found = leading_order(sympy.cos(e) - 1 + e**2 / 2, e, 3)
    assert found.order is None
    assert "up to order 3" in found.detail


def test_symbolic_sums_expand_inside():
    i, N = symbols("i N", integer=True, positive=True)
    h = sympy.IndexedBase("h")
    found = series_coefficients(sympy.Sum(sympy.exp(e * h[i]), (i, 1, N)), e, 1)
    assert found[1] == sympy.Sum(h[i], (i, 1, N))


def test_sign_of_a_real_value():
    assert series_coefficients(abs(e - 1), e, 1) == (1, -1)
    assert series_coefficients(sympy.sqrt((p + e) ** 2), e, 1) == (p, 1)


@pytest.mark.parametrize(
    "expr",
    [
        1 / e,
        sympy.exp(1 / e),
        sympy.log(e),
        sympy.sqrt(e),
        sympy.sqrt(e**2),
        e**e,
        sympy.tan(sympy.pi / 2 + e),
        sympy.asin(1 + e),
        sympy.atan(2 * I + e),
        sympy.sqrt(I * e - 1),
        sympy.log(I * e - 2),
        sympy.gamma(e),
        f(abs(e)),
        f(1 / e),
        f(sympy.sqrt(e)),
        sympy.Max(e, 0),
        1 / ((1 + e) ** 2 - 1 - 2 * e - e**2),
        sympy.Abs(x + e),
    ],
)
def test_what_is_not_analytic_is_refused(expr):
    with pytest.raises(NotAnalyticError):
        series_coefficients(expr, e, 2)


def test_wrong_input_is_named():
    with pytest.raises(TypeError, match="must be a symbol"):
        series_coefficients(e, 2 * e, 1)
    with pytest.raises(ValueError, match="must not be negative"):
        series_coefficients(e, e, -1)
    with pytest.raises(ValueError, match="positive order"):
        is_of_order(e, e, 0)
