"""Identities about every metric, against known ones and against SymPy."""

import random
from fractions import Fraction
from itertools import pairwise
from math import ceil, log2

import hypothesis.strategies as st
import pytest
import sympy
from flint import fmpq, fmpq_mat
from hypothesis import given, settings
from jet_strategies import families, gamma_gamma, numbers, scalar_curvature, seeds
from sympy import Rational

from qmgr_sym.jets._element import Element
from qmgr_sym.jets._indices import monomials, size
from qmgr_sym.jets._sample import bound_jet, given_jet, random_jet, random_prime
from qmgr_sym.jets._taylor import Taylor
from qmgr_sym.jets.families import MetricFamily, diagonal, general, synchronous
from qmgr_sym.jets.identity import jet_identity

few = settings(max_examples=12, deadline=None)


def symmetric_gap(tensor, n):
    return tuple(tensor[a][b] - tensor[b][a] for a in range(n) for b in range(a))


@few
@given(families())
def test_metric_is_covariantly_constant(family):
    answer = jet_identity(lambda jet: jet.covariant_d(jet.metric, "ll"), family)
    assert answer.outcome == "zero"
    assert answer.failure_probability < 1e-25
    assert jet_identity(lambda jet: jet.covariant_d(jet.inverse, "uu"), family).outcome == "zero"


@few
@given(families())
def test_log_volume_is_the_trace_of_the_connection(family):
    def gap(jet):
        gamma, n = jet.christoffel, jet.n
        return tuple(
            jet.log_volume[m] - sum((gamma[k][k][m] for k in range(n)), 0) for m in range(n)
        )

    assert jet_identity(gap, family).outcome == "zero"


@few
@given(families(2, 4))
def test_derivative_of_the_determinant(family):
    """d_m det g = 2 Gamma^c_cm det g."""

    def gap(jet):
        det, trace = jet.determinant, jet.log_volume
        return tuple(jet.d(det, m) - 2 * det * trace[m] for m in range(jet.n))

    assert jet_identity(gap, family).outcome == "zero"

    def spoiled(jet):
        return jet.d(jet.determinant, 1) - jet.determinant * jet.log_volume[1]

    assert jet_identity(spoiled, family).outcome == "nonzero"


@few
@given(families())
def test_contracted_bianchi_identity(family):
    def divergence(jet):
        return jet.einsum("ab,cab->c", jet.inverse, jet.covariant_d(jet.einstein, "ll"))

    answer = jet_identity(divergence, family)
    assert answer.outcome == "zero"
    assert answer.order == 3

    def spoiled(jet):
        return jet.einsum("ab,cab->c", jet.inverse, jet.covariant_d(jet.ricci, "ll"))

    assert jet_identity(spoiled, family).outcome == "nonzero"


@few
@given(families())
def test_symmetries_of_riemann(family):
    def gaps(jet):
        n = jet.n
        low = jet.einsum("ar,rsmn->asmn", jet.metric, jet.riemann)
        every = [
            (a, b, c, d) for a in range(n) for b in range(n) for c in range(n) for d in range(n)
        ]
        return tuple(
            (
                low[a][b][c][d] + low[b][a][c][d],
                low[a][b][c][d] - low[c][d][a][b],
                low[a][b][c][d] + low[a][c][d][b] + low[a][d][b][c],
            )
            for a, b, c, d in every
        )

    assert jet_identity(gaps, family).outcome == "zero"


@few
@given(families())
def test_ricci_is_the_contraction_of_riemann(family):
    def gap(jet):
        n = jet.n
        return tuple(
            sum((jet.riemann[k][a][k][b] for k in range(n)), 0) - jet.ricci[a][b]
            for a in range(n)
            for b in range(n)
        )

    assert jet_identity(gap, family).outcome == "zero"


@few
@given(families(), numbers(), seeds())
def test_wrong_coefficient_is_refuted_by_a_metric_that_sympy_confirms(family, number, seed):
    """The witness is taken to SymPy, which evaluates the same expression by differentiation."""

    def expression(jet):
        return jet.einsum("ab,a,b->", jet.inverse, jet.log_volume, jet.log_volume) * number

    answer = jet_identity(expression, family, seed=seed)
    assert answer.outcome == "nonzero"
    assert answer.failure_probability == 0
    found = answer.witness
    origin = dict.fromkeys(found.coordinates, 0)
    det = found.metric.det()
    slope = [sympy.diff(det, x).subs(origin) / det.subs(origin) / 2 for x in found.coordinates]
    inverse = found.metric.subs(origin).inv()
    total = sum(
        inverse[a, b] * slope[a] * slope[b] for a in range(family.n) for b in range(family.n)
    )
    assert total * Rational(number.numerator, number.denominator) == found.value


def sympy_scalar_curvature(metric, x):
    n, inverse = len(x), metric.inv()
    gamma = [
        [
            [
                sum(
                    inverse[m, k]
                    * (metric[k, a].diff(x[b]) + metric[k, b].diff(x[a]) - metric[a, b].diff(x[k]))
                    for k in range(n)
                )
                / 2
                for b in range(n)
            ]
            for a in range(n)
        ]
        for m in range(n)
    ]
    total = 0
    for s in range(n):
        for v in range(n):
            for r in range(n):
                part = gamma[r][v][s].diff(x[r]) - gamma[r][r][s].diff(x[v])
                for k in range(n):
                    part += gamma[r][r][k] * gamma[k][v][s] - gamma[r][v][k] * gamma[k][r][s]
                total += inverse[s, v] * part
    return total


@settings(max_examples=6, deadline=None)
@given(families(2, 3), seeds())
def test_scalar_curvature_of_a_witness_agrees_with_sympy(family, seed):
    answer = jet_identity(scalar_curvature, family, seed=seed)
    if family.free == ((1, 1),):
        assert answer.outcome == "nonzero"
    found = answer.witness
    value = sympy_scalar_curvature(sympy.Matrix(found.metric), found.coordinates)
    assert value.subs(dict.fromkeys(found.coordinates, 0)) == found.value


def test_fields_agree():
    for expression in (lambda jet: jet.einstein, gamma_gamma):
        outcomes = {jet_identity(expression, 2, field=f).outcome for f in ("prime", "rational")}
        assert len(outcomes) == 1


def test_nothing_to_decide_is_said():
    answer = jet_identity(lambda jet: (0, jet.metric[0][1]), diagonal(3))
    assert (answer.outcome, answer.failure_probability) == ("zero", 0.0)
    assert "by construction" in answer.method


def test_same_seed_same_answer():
    first, second = (jet_identity(gamma_gamma, 3, seed=4) for _ in range(2))
    assert first == second


def bounded():
    """Expressions whose bounds are put to the test; the last one attains its height."""
    return st.sampled_from(
        [
            lambda jet: gamma_gamma(jet) + jet.d(jet.christoffel[1][1][1], 0) / 3,
            lambda jet: jet.d(jet.d(jet.inverse[1][1] * jet.metric[1][1] ** 2, 1), 1),
            lambda jet: jet.d(5 * jet.metric[1][1] ** 3, 1),
        ]
    )


@settings(max_examples=20, deadline=None)
@given(families(2, 3), seeds(), bounded())
def test_bounds_hold_along_a_line(family, seed, expression):
    """c det^k f is a polynomial of the announced degree along any line of jets."""
    rng = random.Random(seed)

    bound = expression(bound_jet(family, 0))
    prime = random_prime(rng)
    start, step = (random_jet(family, bound.order, prime, 0, rng) for _ in range(2))
    values = []
    for t in range(bound.degree + 3):
        moved = moved_jet(family, start, step, t, prime, bound.order)
        det = int(determinant(moved)) % prime
        assert moved.determinant.value == det
        values.append(
            bound.divisor * pow(det, bound.power, prime) * expression(moved).value % prime
        )
    differences = values
    for _ in range(bound.degree + 1):
        differences = [(b - a) % prime for a, b in pairwise(differences)]
    assert set(differences) == {0}


def moved_jet(family, start, step, t, prime, order):
    values = {}
    for a, b in family.free:
        pairs = zip(start.metric[a][b].coefficients, step.metric[a][b].coefficients, strict=True)
        values[a, b] = [(x + t * y) % prime for x, y in pairs]
    return given_jet(family, order, prime, values, [])


def determinant(jet):
    matrix = sympy.Matrix(
        jet.n,
        jet.n,
        lambda a, b: (
            jet.metric[a][b].value if isinstance(jet.metric[a][b], Taylor) else jet.metric[a][b]
        ),
    )
    return matrix.det(method="berkowitz")


@settings(max_examples=60, deadline=None)
@given(families(2, 3), seeds(), bounded())
def test_height_bounds_the_values_at_small_integers(family, seed, expression):
    """|c det^k f| <= 2^height at jets whose derivatives are -1, 0 or 1."""
    rng = random.Random(seed)
    bound = expression(bound_jet(family, 0))
    scale = [sympy.prod([sympy.factorial(k) for k in j]) for j in monomials(family.n, bound.order)]
    count = size(family.n, bound.order)
    values = {
        place: [fmpq(rng.choice((-1, 0, 1)), int(scale[k])) for k in range(count)]
        for place in family.free
    }
    try:
        jet = given_jet(family, bound.order, 0, values, [])
    except ZeroDivisionError:
        return
    det = determinant_over_q(jet)
    value = expression(jet)
    assert abs(bound.divisor * det**bound.power * value.value) <= ceil(2**bound.height)


def determinant_over_q(jet):
    entries = [c.value if isinstance(c, Element) else fmpq(c) for row in jet.metric for c in row]
    return fmpq_mat(jet.n, jet.n, entries).det()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: jet_identity(gamma_gamma, 2, trials=0), "`trials` must be a positive"),
        (lambda: jet_identity(gamma_gamma, 2, field="real"), "`field` must be"),
        (lambda: jet_identity(gamma_gamma, 0), "`n` must be a positive dimension"),
        (lambda: MetricFamily("", 2, ((1, 0),)), "a component must be"),
        (lambda: MetricFamily("", 2, ((0, 1), (0, 1))), "given once"),
        (lambda: MetricFamily("", 2, ((0, 1),), (((0, 0), 3),)), "must be 1 or -1"),
        (lambda: jet_identity(lambda j: j.einsum("ab->", j.christoffel), 2), "must have 3 indices"),
        (lambda: jet_identity(lambda j: j.einsum("ab->c", j.metric), 2), "distinct indices"),
        (lambda: jet_identity(lambda j: j.covariant_d(j.metric, "l"), 2), "2 letters"),
        (lambda: jet_identity(lambda j: j.metric[0][0] ** -1, 2), "positive integer"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_witness_is_close_to_flat_space():
    """The first ones tried are diag(-1, 1, ..., 1) and one more monomial in one component."""
    for n, expression in ((2, scalar_curvature), (3, lambda jet: jet.christoffel[0][1][2])):
        found = jet_identity(expression, n).witness
        flat = sympy.diag(-1, *[1] * (n - 1))
        change = (sympy.Matrix(found.metric) - flat).applyfunc(sympy.expand)
        upper = [change[a, b] for a in range(n) for b in range(a, n)]
        assert len([t for entry in upper for t in sympy.Add.make_args(entry) if t != 0]) == 1
    slope = jet_identity(lambda jet: jet.d(jet.scalars[0], 1), 2, scalars=1)
    assert len(sympy.Add.make_args(slope.witness.functions[0])) == 1


def test_the_bound_of_failure_is_that_of_the_docstring():
    """(d / q) / (1 - n / q) and, over prime fields, h / 60 of 10^16 primes; h counts one more."""

    def gap(jet):
        cube = jet.metric[0][0] * jet.metric[0][0] * jet.metric[0][0]
        return 5 * cube - cube * 5

    found = jet_identity(gap, 2, trials=1)
    assert found.degree == 3
    assert found.height == pytest.approx(log2(10))
    field, primes = 2.0**60, 60 * 1e16
    expected = 3 / field / (1 - 2 / field) + (found.height + 1) / primes
    assert found.failure_probability == pytest.approx(expected, rel=1e-12, abs=0)
    assert jet_identity(gap, 2, trials=3).failure_probability == pytest.approx(expected**3, abs=0)
    over_q = jet_identity(gap, 2, trials=1, field="rational").failure_probability
    assert over_q == pytest.approx(3 / 2**32 / (1 - 2 / 2**32), rel=1e-12, abs=0)


@pytest.mark.parametrize("wrong", [0.5, sympy.Symbol("x"), sympy.sqrt(2), True])
def test_inexact_numbers_are_refused(wrong):
    with pytest.raises(TypeError, match="exact number"):
        jet_identity(lambda jet: jet.metric[0][0] * wrong, 2)


@pytest.mark.parametrize("turned", [lambda g: 1 / g, lambda g: g / g])
def test_division_by_a_component_is_refused(turned):
    with pytest.raises(TypeError, match="multiply the equation out"):
        jet_identity(lambda jet: turned(jet.metric[0][0]), 2)


def test_rational_factors_of_sympy_and_python_mean_the_same():
    def gap(jet):
        g = jet.metric[0][0]
        return Rational(2, 3) * g - g * Fraction(2, 3) + (g - g / 3 - 2 * g / 3) + (1 - g + g - 1)

    assert jet_identity(gap, general(2)).outcome == "zero"


def test_synchronous_gauge_has_the_connection_of_the_paper():
    """Gamma^0_00 = Gamma^0_0a = Gamma^a_00 = 0 by construction."""

    def parts(jet):
        gamma = jet.christoffel
        rest = [(gamma[0][0][a], gamma[a][0][0]) for a in range(jet.n)]
        return tuple(rest)

    assert jet_identity(parts, synchronous(4)).outcome == "zero"
