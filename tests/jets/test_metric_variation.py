"""Variation by the metric: chain rule, known equations, boundary terms, multipliers."""

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
from qmgr_sym.variation.constraints import Constraint, vary_constrained
from qmgr_sym.variation.divergence import total_divergence
from qmgr_sym.variation.euler import euler_lagrange
from qmgr_sym.variation.metric_densities import (
    connection,
    einstein_hilbert,
    gamma_gamma,
    ricci_scalar,
    volume,
)
from qmgr_sym.variation.metric_variation import metric_fields, vary_free, vary_metric

t, x, y, z = symbols("t x y z", real=True)
N = Function("N", positive=True)(t)
a = Function("a", positive=True)(t)
b = Function("b", positive=True)(t)


def is_zero(expr):
    return zero_test(expr).outcome == "zero"


def trace_squared(fields):
    """sqrt|g| g^ab Gamma_a Gamma_b with Gamma_a = Gamma^c_ca, not a scalar density."""
    gamma, n = connection(fields), range(len(fields.coords))
    trace = [sum(gamma[c][c][k] for c in n) for k in n]
    return fields.volume * sum(fields.inverse[k, m] * trace[k] * trace[m] for k in n for m in n)


FAMILIES = {
    "lapse and scale factor": (diag(-(N**2), a**2), (t, x), (N, a), N * a),
    "shift": (Matrix([[-1, a], [a, b]]), (t, x), (a, b), None),
    "both squared": (diag(-(a**2), a * b, b), (t, x, y), (a, b), a * sqrt(a) * b),
}


@pytest.mark.parametrize(
    ("name", "lagrangian"),
    [
        *((name, trace_squared) for name in FAMILIES),
        *((name, volume) for name in FAMILIES),
        ("both squared", einstein_hilbert),
    ],
)
def test_chain_rule_from_all_components_to_free_functions(name, lagrangian):
    """E_f = sum_ab E^ab dg_ab/df for metrics that depend on f without derivatives."""
    metric, coords, functions, root = FAMILIES[name]
    fields = metric_fields(metric, coords, volume=root)
    every = vary_metric(lagrangian, fields).euler
    free = vary_free(lagrangian(fields), functions, coords)
    assert free.flux is None
    for function, found in zip(functions, free.euler, strict=True):
        slope = metric.applyfunc(lambda entry, f=function: entry.diff(f))
        expected = sum(every[k] * slope[k] for k in range(len(every)))
        assert is_zero(found - expected)


@pytest.mark.parametrize("name", FAMILIES)
def test_direct_and_adjoint_variation_agree(name):
    """`vary_metric` puts g + s h into L; `euler_at` runs the evaluation of L backwards."""
    metric, coords, _, root = FAMILIES[name]
    fields = metric_fields(metric, coords, volume=root)
    direct = vary_metric(trace_squared, fields).euler
    adjoint = euler_at(jet_trace_squared, metric, coords)
    assert all(is_zero(entry) for entry in direct - fields.volume * adjoint)


def jet_trace_squared(jet):
    return jet.einsum("ab,a,b->", jet.inverse, jet.log_volume, jet.log_volume)


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(-2, 2)), max_size=3),
    st.sampled_from([trace_squared, gamma_gamma]),
)
def test_agrees_with_the_jets_at_polynomial_metrics(terms, lagrangian):
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
    fields = metric_fields(metric, (t, x))
    every = vary_metric(lagrangian, fields).euler

    def density(jet):
        gamma = jet.christoffel
        if lagrangian is trace_squared:
            return jet_trace_squared(jet)
        first = jet.einsum("ab,man,nbm->", jet.inverse, gamma, gamma)
        return first - jet.einsum("ab,mab,m->", jet.inverse, gamma, jet.log_volume)

    expected = euler_tensor(density, given_jet(general(2), 4, 0, values, []))
    root = fields.volume.subs(origin)
    for i, j in places:
        number = expected[i][j].value
        difference = every[i, j].subs(origin).doit() / root - Rational(int(number.p), int(number.q))
        assert is_zero(difference)


def test_friedmann_equations():
    """E^00 of sqrt|g| R is -sqrt|g| G^00 = -3 a^3 (a'/a)^2 at lapse 1."""
    fields = metric_fields(diag(-1, a**2, a**2, a**2), (t, x, y, z), volume=a**3)
    rate = a.diff(t) / a
    for lagrangian in (einstein_hilbert, gamma_gamma):
        found = vary_metric(lagrangian, fields, components=[(0, 0), (1, 1), (2, 0)]).euler
        assert is_zero(found[0, 0] + 3 * a**3 * rate**2)
        assert is_zero(found[1, 1] - a * (2 * a.diff(t, 2) / a + rate**2))
        assert found[0, 2] == 0
        assert found[2, 2] == 0


def test_gauge_fixing_loses_the_constraint():
    """a = t^(2/3) solves the equation of a, but not that of the lapse: it is dust, not vacuum."""
    with_lapse = metric_fields(diag(-(N**2), a**2, a**2, a**2), (t, x, y, z), volume=N * a**3)
    both = vary_free(einstein_hilbert(with_lapse), (N, a), (t,)).euler
    fixed = metric_fields(diag(-1, a**2, a**2, a**2), (t, x, y, z), volume=a**3)
    (left,) = vary_free(einstein_hilbert(fixed), (a,), (t,)).euler
    power = Symbol("t", positive=True) ** Rational(2, 3)

    def at(expr):
        return (
            expr.subs(t, Symbol("t", positive=True))
            .subs(
                {
                    a.subs(t, Symbol("t", positive=True)): power,
                    N.subs(t, Symbol("t", positive=True)): 1,
                }
            )
            .doit()
        )

    assert is_zero(at(left))
    assert is_zero(at(both[1]))
    assert not is_zero(at(both[0]))


def test_vacuum_with_cosmological_constant():
    """Schwarzschild-de Sitter solves (8.12), and a wrong sign of Lambda does not."""
    r, theta = symbols("r theta", positive=True)
    m, k = symbols("m Lambda", real=True)
    f = 1 - 2 * m / r - k * r**2 / 3
    metric = diag(-f, 1 / f, r**2, r**2 * sin(theta) ** 2)
    fields = metric_fields(metric, (t, r, theta, z), volume=r**2 * sin(theta))
    for sign, expected in ((-2, True), (2, False)):

        def lagrangian(parts, sign=sign):
            return einstein_hilbert(parts) + sign * k * volume(parts)

        place = (0, 0) if expected else (1, 1)
        found = vary_metric(lagrangian, fields, by="inverse", components=[place]).euler
        assert is_zero(found[place]) == expected


@pytest.mark.parametrize("name", ["lapse and scale factor", "shift"])
def test_by_the_inverse_metric(name):
    """E_ab = -g_ac g_bd E^cd."""
    metric, coords, _, root = FAMILIES[name]
    fields = metric_fields(metric, coords, volume=root)
    up = vary_metric(trace_squared, fields).euler
    down = vary_metric(trace_squared, fields, by="inverse").euler
    gap = down + metric * up * metric
    assert all(is_zero(entry) for entry in gap)


def test_boundary_term_completes_the_variation():
    """dL/ds = E h + div theta, with L at g + s h computed without the shortcut."""
    metric, coords, functions, root = FAMILIES["lapse and scale factor"]
    fields = metric_fields(metric, coords, volume=root)
    found = vary_metric(einstein_hilbert, fields, components=[(0, 1)], flux=True)
    h, s = found.variations[0, 1], Symbol("s")
    moved = metric_fields(metric + s * h * Matrix([[0, 1], [1, 0]]), coords)
    change = einstein_hilbert(moved).diff(s).subs(s, 0)
    parts = 2 * found.euler[0, 1] * h + total_divergence(found.flux[0, 1], coords)
    assert is_zero(change.doit() - parts)
    free = vary_free(einstein_hilbert(fields), functions, coords, flux=True)
    assert len(free.flux) == 2


def test_multiplier_absorbs_the_equation_of_a_fixed_component():
    """With lambda (g_00 + 1) in the Lagrangian only E^00 changes, by lambda."""
    fields = metric_fields(diag(-1, a**2, a**2), (t, x, y), volume=a**2)
    multiplier = Function("lambda")(t, x, y)

    def fixed(parts):
        return trace_squared(parts) + multiplier * (parts.metric[0, 0] + 1)

    gap = vary_metric(fixed, fields).euler - vary_metric(trace_squared, fields).euler
    assert is_zero(gap[0, 0] - multiplier)
    assert all(is_zero(entry) for entry in list(gap)[1:])


r, theta = symbols("r theta", positive=True)
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
    found = euler_at(lambda jet: jet.scalar_curvature, metric, coords)
    einstein = Matrix(evaluate_at(lambda jet: jet.raised(jet.einstein), metric, coords))
    assert all(is_zero(entry) for entry in found + einstein)
    assert not all(is_zero(entry) for entry in found)


def test_sphere_has_positive_curvature():
    fields = metric_fields(diag(1, sin(x) ** 2), (x, y), volume=sin(x))
    assert is_zero(ricci_scalar(fields) - 2)


def test_local_and_integral_constraints():
    q, u = (Function(name)(t) for name in ("q", "u"))
    lam = Function("lam")(t)
    k, total = symbols("k n", real=True)
    density = q.diff(t) ** 2 / 2 + u.diff(t) ** 2 / 2
    local = vary_constrained(density, (q, u), (t,), [Constraint(lam, q - u)])
    assert local.euler == (lam - q.diff(t, 2), -lam - u.diff(t, 2))
    assert (local.local, local.integrals) == ((q - u,), ())
    assert euler_lagrange(local.density, (lam,), (t,)) == local.local
    integral = vary_constrained(density, (q, u), (t,), [Constraint(k, q**2, total)])
    assert integral.euler == (2 * k * q - q.diff(t, 2), -u.diff(t, 2))
    assert integral.integrals == ((q**2, total),)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: metric_fields(Matrix([[1, x], [0, 1]]), (t, x)), ValueError, "symmetric"),
        (lambda: metric_fields(Matrix([[1, 1], [1, 1]]), (t, x)), ValueError, "invertible"),
        (
            lambda: metric_fields(diag(sin(x) ** 2 + cos(x) ** 2 - 1, 1), (t, x)),
            ValueError,
            "invertible",
        ),
        (lambda: metric_fields(diag(1, 1, 1), (t, x)), ValueError, "must be 2 x 2"),
        (
            lambda: vary_metric(volume, metric_fields(diag(-1, 1), (t, x)), by="both"),
            ValueError,
            "`by` must be",
        ),
        (
            lambda: vary_metric(volume, metric_fields(diag(-1, 1), (t, x)), components=[(0, 2)]),
            ValueError,
            "indices below 2",
        ),
        (lambda: vary_free(a, (Symbol("a"),), (t,)), TypeError, "applied unknown function"),
        (lambda: Constraint(a, a, 1), ValueError, "`total` must be 0"),
        (lambda: Constraint(a + 1, a), TypeError, "applied unknown function"),
        (
            lambda: vary_constrained(a, (a,), (t,), [Constraint(b, b)]),
            ValueError,
            "must be new",
        ),
        (
            lambda: vary_constrained(a, (a,), (t,), [Constraint(b, a), Constraint(b, a)]),
            ValueError,
            "distinct",
        ),
    ],
)
def test_wrong_input_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
