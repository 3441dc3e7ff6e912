"""Curvature of metrics whose curvature is known."""

from sympy import Function, Rational, S, cos, cosh, exp, sin, sinh, sqrt, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry.metric import Metric

t, r, theta, phi = symbols("t r theta phi", real=True)
M, a = symbols("M a", positive=True)


def sphere(radius):
    return Metric([[radius**2, 0], [0, radius**2 * sin(theta) ** 2]], (theta, phi))


def same(left, right):
    return zero_test(left - right).outcome == "zero"


def test_the_sphere():
    metric = sphere(a)
    assert metric.scalar() == 2 / a**2
    assert metric.riemann()[0, 1, 0, 1] == sin(theta) ** 2
    assert metric.einstein().is_zero()
    assert metric.determinant() == a**4 * sin(theta) ** 2


def test_schwarzschild_is_a_vacuum():
    f = 1 - 2 * M / r
    rows = [[-f, 0, 0, 0], [0, 1 / f, 0, 0], [0, 0, r**2, 0], [0, 0, 0, r**2 * sin(theta) ** 2]]
    metric = Metric(rows, (t, r, theta, phi))
    assert metric.ricci().is_zero()
    assert metric.ricci()[0, 0] is S.Zero
    assert metric.scalar() is S.Zero
    assert metric.kretschmann() == 48 * M**2 / r**6
    assert same(metric.christoffel()[1, 0, 0], M * (r - 2 * M) / r**3)
    assert same(metric.riemann("dddd")[0, 1, 0, 1], -2 * M / r**3)


def test_static_spherical_metric_with_unknown_functions():
    nu, lam = Function("nu")(r), Function("lambda")(r)
    rows = [[-exp(2 * nu), 0, 0, 0], [0, exp(2 * lam), 0, 0]]
    rows += [[0, 0, r**2, 0], [0, 0, 0, r**2 * sin(theta) ** 2]]
    metric = Metric(rows, (t, r, theta, phi))
    printed = exp(2 * nu - 2 * lam) / r**2 * (2 * r * lam.diff(r) - 1 + exp(2 * lam))
    assert same(metric.einstein()[0, 0], printed)


def test_roots_and_hyperbolic_functions():
    q = sqrt(1 - 2 * M / r)
    static = Metric([[-q, 0], [0, 1 / q**2]], (t, r))
    assert zero_test(static.scalar()).outcome == "nonzero"
    plane = Metric([[1, 0], [0, sinh(r) ** 2]], (r, phi))
    assert plane.scalar() == -2
    assert Metric([[1, 0], [0, cos(2 * r) ** 2 + 3 * sin(r) * cos(r)]], (r, phi)).scalar() != 0
    assert Metric([[1, 0], [0, exp(2 * r)]], (r, phi)).scalar() == -2
    assert same(Metric([[1, 0], [0, r ** Rational(2, 3)]], (r, phi)).scalar(), 4 / (9 * r**2))


def test_the_sign_of_a_denominator_that_is_a_squared_cosine():
    metric = Metric([[1, 0], [0, cos(r) ** 2]], (r, phi))
    assert metric.christoffel()[1, 0, 1] == -sin(r) / cos(r)
    assert metric.riemann()[0, 1, 0, 1] == cos(r) ** 2
    open_plane = Metric([[1, 0], [0, cosh(r) ** 2]], (r, phi))
    assert open_plane.christoffel()[1, 0, 1] == sinh(r) / cosh(r)
    assert open_plane.inverse()[1, 1] == 1 / cosh(r) ** 2
