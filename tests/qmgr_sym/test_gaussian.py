"""Gaussian integrals against derivatives of the generating function and SymPy's own integrals."""

import hypothesis.strategies as st
import pytest
import sympy as sp
from hypothesis import given, settings

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.stochastic.gaussian import gaussian_integral, gaussian_mean
from qmgr_sym.unevaluated import GaussianIntegral

x, y = sp.symbols("x y", real=True)
b, c = sp.symbols("b c", real=True)
A = sp.Matrix([[2, -1], [-1, 3]]) / 2


def agree(found, expected):
    """Equal to 30 digits at two points, which is rounding: both sides are closed formulas."""
    points = ({b: sp.Rational(1, 3), c: -1}, {b: -2, c: sp.Rational(5, 7)})
    return all(abs((found - expected).subs(at).evalf(40)) < 1e-30 for at in points)


def tilted(tilt):
    """exp(-z.A.z/2 + tilt.z) integrated over the plane, by completing the square."""
    peak = (tilt.T * A.inv() * tilt)[0] / 2
    return 2 * sp.pi / sp.sqrt(A.det()) * sp.exp(peak)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-4, 4)), min_size=1,
                max_size=3))  # fmt: skip
@settings(max_examples=20, deadline=None)
def test_polynomials_are_derivatives_of_the_generating_function(terms):
    z = sp.Matrix([x, y])
    bell = sp.exp(-(z.T * A * z)[0] / 2 + b * x + c * y)
    whole = tilted(sp.Matrix([b, c]))
    polynomial = sum(n * x**k * y**m for k, m, n in terms)
    expected = sum(n * whole.diff(b, k, c, m) for k, m, n in terms)
    for written in (polynomial * bell, sp.expand(polynomial * bell)):
        assert agree(gaussian_integral(written, (x, y)), expected)


@pytest.mark.parametrize(("power", "width", "slope", "height"), [(0, 2, 1, 0), (0, 1, -2, 1)])
def test_one_variable_against_sympy(power, width, slope, height):
    bell = x**power * sp.exp(-width * x**2 + slope * x) * sp.exp(height)
    expected = sp.integrate(bell, (x, -sp.oo, sp.oo))
    found = GaussianIntegral(bell, (x,)) - expected
    assert found.has(GaussianIntegral)
    assert agree(found.doit(), 0)


def test_letters_and_powers_of_one_bell():
    g = sp.Symbol("g", positive=True)
    q = sp.Function("q", real=True)(c)
    bell = sp.exp(-g * (x - q) ** 2 / 2)
    norm = sp.sqrt(g / (2 * sp.pi))
    assert zero_test(gaussian_integral(norm * bell, (x,)) - 1).outcome == "zero"
    assert zero_test(gaussian_integral(norm * x * bell, (x,)) - q).outcome == "zero"
    second = gaussian_integral(norm * (x - q) ** 2 * bell, (x,))
    assert zero_test(second - 1 / g).outcome == "zero"
    squared = gaussian_integral(norm * bell**2, (x,))
    assert zero_test(squared - 1 / sp.sqrt(2)).outcome == "zero"
    assert zero_test(gaussian_integral(norm * (bell + x * bell), (x,)) - 1 - q).outcome == "zero"


def test_independent_variables_factor():
    left, right = x**2 * sp.exp(-(x**2)), (1 + y**4) * sp.exp(-3 * y**2 / 2)
    product = gaussian_integral(left, (x,)) * gaussian_integral(right, (y,))
    assert zero_test(gaussian_integral(left * right, (x, y)) - product).outcome == "zero"


def test_wick():
    s = sp.ImmutableMatrix(sp.MatrixSymbol("S", 2, 2)).subs(
        sp.MatrixSymbol("S", 2, 2)[1, 0], sp.MatrixSymbol("S", 2, 2)[0, 1]
    )
    assert gaussian_mean((0, 0), s) == 1
    assert gaussian_mean((1, 2), s) == 0
    expected = s[0, 0] * s[1, 1] + 2 * s[0, 1] ** 2
    assert sp.expand(gaussian_mean((2, 2), s) - expected) == 0


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (x, "regular"),
        (sp.exp(-(x**4)), "quadratic"),
        (sp.sin(x) * sp.exp(-(x**2)), "polynomial times"),
        (sp.exp(-(x**2)) / x, "polynomial times"),
        (sp.exp(-sp.Abs(x)), "polynomial times"),
    ],
)
def test_what_is_no_gaussian_is_refused(expression, message):
    with pytest.raises(ValueError, match=message):
        gaussian_integral(expression, (x,))
    with pytest.raises(ValueError, match=message):
        GaussianIntegral(expression, (x,)).doit()


def test_a_degenerate_form_is_refused():
    with pytest.raises(ValueError, match="regular"):
        gaussian_integral(sp.exp(-((x + y) ** 2)), (x, y))
