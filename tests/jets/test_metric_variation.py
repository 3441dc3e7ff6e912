"""Variation by the metric at given metrics: chain rule, known equations, gauge fixing."""

import hypothesis.strategies as st
import pytest
from flint import fmpq
from hypothesis import assume, given, settings
from sympy import Function, Matrix, Rational, Symbol, cos, diag, sin, sqrt, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.jets._indices import monomials
from qmgr_sym.jets._sample import given_jet
from qmgr_sym.jets.concrete import euler_at, evaluate_at
from qmgr_sym.jets.euler import euler_tensor
from qmgr_sym.jets.families import general
from qmgr_sym.variation.euler import euler_operator

t, x, y, z = symbols("t x y z", real=True)
r, theta = symbols("r theta", positive=True)
N, a, b = (Function(name, positive=True)(t) for name in ("N", "a", "b"))


def is_zero(expr):
    return zero_test(expr).outcome == "zero"


def curvature(jet):
    return jet.scalar_curvature


def trace_squared(jet):
    """g^ab Gamma^c_ca Gamma^d_db, no scalar."""
    return jet.einsum("ab,a,b->", jet.inverse, jet.log_volume, jet.log_volume)


def gamma_gamma(jet):
    gamma = jet.christoffel
    first = jet.einsum("ab,man,nbm->", jet.inverse, gamma, gamma)
    return first - jet.einsum("ab,mab,m->", jet.inverse, gamma, jet.log_volume)


FAMILIES = {
    "lapse and scale factor": (diag(-(N**2), a**2), (t, x), (N, a), N * a),
    "shift": (Matrix([[-1, a], [a, b]]), (t, x), (a, b), sqrt(a**2 + b)),
    "both squared": (diag(-(a**2), a * b, b), (t, x, y), (a, b), a * sqrt(a) * b),
}


@pytest.mark.parametrize(
    ("name", "density"),
    [
        *((name, trace_squared) for name in FAMILIES),
        *((name, lambda jet: 1) for name in FAMILIES),
        ("both squared", curvature),
    ],
)
def test_chain_rule_from_all_components_to_free_functions(name, density):
    """E_f = sum_ab E^ab dg_ab/df; the left side by the Euler operator on the density itself."""
    metric, coords, functions, root = FAMILIES[name]
    every = euler_at(density, metric, coords)
    lagrangian = root * evaluate_at(density, metric, coords)
    for function in functions:
        slope = metric.applyfunc(lambda entry, f=function: entry.diff(f))
        expected = root * sum(every[k] * slope[k] for k in range(len(every)))
        assert is_zero(euler_operator(lagrangian, function, coords) - expected)


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(-2, 2)), max_size=3),
    st.sampled_from([trace_squared, gamma_gamma]),
)
def test_agrees_with_the_jets_at_polynomial_metrics(terms, density):
    """In two dimensions, at the origin, for Lagrangians that are no divergence or trivial."""
    index = monomials(2, 4)
    places = ((0, 0), (0, 1), (1, 1))
    values = {place: [fmpq(0)] * len(index) for place in places}
    values[0, 0][0], values[1, 1][0] = fmpq(-1), fmpq(1)
    for which, monomial, number in terms:
        values[places[which]][monomial] += number
    metric = Matrix(
        2,
        2,
        lambda i, j: sum(
            Rational(int(c.p), int(c.q)) * t ** k[0] * x ** k[1]
            for k, c in zip(index, values[min(i, j), max(i, j)], strict=True)
        ),
    )
    origin = {t: 0, x: 0}
    assume(metric.subs(origin).det() < 0)
    every = euler_at(density, metric, (t, x))
    expected = euler_tensor(density, given_jet(general(2), 4, 0, values, []))
    for i, j in places:
        number = expected[i][j].value
        difference = every[i, j].subs(origin).doit() - Rational(int(number.p), int(number.q))
        assert is_zero(difference)


def test_friedmann_equations():
    """E^00 of sqrt|g| R is -sqrt|g| G^00 = -3 a^3 (a'/a)^2 at lapse 1."""
    rate = a.diff(t) / a
    for density in (curvature, gamma_gamma):
        found = euler_at(density, diag(-1, a**2, a**2, a**2), (t, x, y, z))
        assert is_zero(found[0, 0] + 3 * rate**2)
        assert is_zero(a**2 * found[1, 1] - 2 * a.diff(t, 2) / a - rate**2)
        assert is_zero(found[0, 2])


def test_gauge_fixing_loses_the_constraint():
    """a = t^(2/3) solves the equation of a, but not that of the lapse: it is dust, not vacuum."""
    late = Symbol("t", positive=True)
    metric = diag(-1, a**2, a**2, a**2)
    every = euler_at(curvature, metric, (t, x, y, z))
    fixed = euler_operator(a**3 * evaluate_at(curvature, metric, (t, x, y, z)), a, (t,))

    def at_dust(expr):
        return expr.subs(t, late).subs(a.subs(t, late), late ** Rational(2, 3)).doit()

    assert is_zero(at_dust(fixed))
    assert is_zero(at_dust(every[1, 1]))
    assert not is_zero(at_dust(every[0, 0]))


@pytest.mark.parametrize("sign", [-2, 2])
def test_vacuum_with_cosmological_constant(sign):
    """Schwarzschild-de Sitter solves (8.12), and a wrong sign of Lambda does not."""
    m, k = symbols("m Lambda", real=True)
    f = 1 - 2 * m / r - k * r**2 / 3
    metric = diag(-f, 1 / f, r**2, r**2 * sin(theta) ** 2)
    found = euler_at(
        lambda jet: jet.scalar_curvature + sign * jet.scalars[0],
        metric,
        (t, r, theta, z),
        scalars=[k],
    )
    assert all(is_zero(found[n, n]) == (sign == -2) for n in range(4))


A, B = (Function(name, positive=True)(r) for name in "AB")
C, D = (Function(name, positive=True)(t, r) for name in "CD")
BACKGROUNDS = {
    "static": diag(-A, B, r**2, r**2 * sin(theta) ** 2),
    "dust": diag(-1, C**2, D**2, D**2 * sin(theta) ** 2),
    "anisotropic": diag(-1, a**2, b**2, a * b),
    "wave": Matrix([[C, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
    "planar": diag(-A / theta**2, 1 / theta**2, 1 / theta**2, 1 / (A * theta**2)),
}


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_einstein_hilbert_at_concrete_families(name):
    """E^ab = -G^ab of all ten components, and nonzero somewhere."""
    coords = (t, r, theta, z)
    metric = BACKGROUNDS[name]
    found = euler_at(curvature, metric, coords)
    einstein = Matrix(evaluate_at(lambda jet: jet.raised(jet.einstein), metric, coords))
    assert all(is_zero(entry) for entry in found + einstein)
    assert not all(is_zero(entry) for entry in found)


@pytest.mark.parametrize(
    ("metric", "message"),
    [
        (Matrix([[1, x], [0, 1]]), "symmetric"),
        (Matrix([[1, 1], [1, 1]]), "non-degenerate"),
        (diag(sin(x) ** 2 + cos(x) ** 2 - 1, 1), "non-degenerate"),
        (diag(1, 1, 1), "2 by 2"),
    ],
)
def test_what_is_no_metric_is_refused(metric, message):
    with pytest.raises(ValueError, match=message):
        evaluate_at(curvature, metric, (t, x))
