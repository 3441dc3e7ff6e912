"""The differential ring against `zero_test` and SymPy: zero decisions and arithmetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metric_strategies import a, rewritten, ring_expressions, u, x, y
from sympy import Piecewise, cos, cosh, exp, sin, sinh, sqrt

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry._element import NotRepresentableError
from qmgr_sym.geometry._fields import RingField


def ring_of(*expressions, order=0):
    """The ring itself, without the slower path behind it, and what it reads."""
    field = RingField(expressions, (x, y), order)
    return field, [field.read(expr) for expr in expressions]


def decided(expr):
    outcome = zero_test(expr).outcome
    assert outcome != "undecided"
    return outcome == "zero"


def same(field, element, expr):
    return decided(field.write(element) - expr)


@settings(max_examples=200)
@given(st.data())
def test_zero_decisions_agree_with_zero_test(data):
    left = data.draw(ring_expressions())
    right = data.draw(rewritten(left) | ring_expressions())
    field, (p, q) = ring_of(left, right)
    gap = field.sub(p, q)
    assert field.vanishes(gap) == decided(left - right)
    assert field.vanishes(gap) == field.vanishes(ring_of(left - right)[1][0])


@settings(max_examples=80)
@given(ring_expressions())
def test_reading_and_writing_keep_the_value(expr):
    field, (p,) = ring_of(expr)
    assert same(field, p, expr)
    again, (q,) = ring_of(field.write(p))
    assert again.write(q) == field.write(p)


@settings(max_examples=60)
@given(ring_expressions(), ring_expressions(), st.integers(-3, 5), st.integers(1, 4))
def test_sums_and_products_are_those_of_sympy(left, right, number, other):
    field, (p, q) = ring_of(left, right)
    assert same(field, field.sum([p, q, p]), 2 * left + right)
    assert same(field, field.sub(p, q), left - right)
    assert same(field, field.mul(p, q), left * right)
    assert same(field, field.over(p, other), left / other)
    assert same(field, field.dot([(number, p, q), (1, q, q)]), number * left * right + right**2)


@settings(max_examples=60)
@given(ring_expressions(), ring_expressions())
def test_quotients_are_those_of_sympy(left, right):
    field, (p, q) = ring_of(left, right)
    if field.vanishes(q):
        with pytest.raises(ZeroDivisionError):
            field.inverse(q)
        return
    assert same(field, field.mul(p, field.inverse(q)), left / right)
    assert same(field, field.power(q, -2), right**-2)
    powers = [field.power(q, -3), p, field.inverse(q)]
    assert same(field, field.sum(powers), right**-3 + left + 1 / right)
    assert field.vanishes(field.sub(field.mul(q, field.inverse(q)), field.one))


@settings(max_examples=60)
@given(ring_expressions(), ring_expressions())
def test_derivatives_are_those_of_sympy(left, right):
    field, (p, q) = ring_of(left, right, order=2)
    assert same(field, field.diff(p, 0), left.diff(x))
    assert same(field, field.diff(field.diff(p, 0), 1), left.diff(x, y))
    if not field.vanishes(q):
        quotient = field.mul(p, field.inverse(q))
        assert same(field, field.diff(quotient, 0), (left / right).diff(x))


IDENTITIES = [
    sin(2 * x) - 2 * sin(x) * cos(x),
    cos(x + y) - cos(x) * cos(y) + sin(x) * sin(y),
    cosh(2 * y) - 1 - 2 * sinh(y) ** 2,
    (exp(x) + 1) * (exp(-x) - 1) + exp(x) - exp(-x),
    (sqrt(a) + 1) * (sqrt(a) - 1) - a + 1,
    1 / (1 + sqrt(1 + x**2)) - (sqrt(1 + x**2) - 1) / x**2,
    ((u(x) + 1) ** 2).diff(x) - 2 * u(x) * u(x).diff(x) - 2 * u(x).diff(x),
]


@pytest.mark.parametrize("identity", IDENTITIES, ids=str)
def test_known_identities_and_their_neighbours(identity):
    assert identity != 0
    for shift in (0, 1, y):
        field, (p,) = ring_of(identity + shift)
        assert field.vanishes(p) == (shift == 0) == decided(identity + shift)


def test_what_the_ring_cannot_hold_is_refused():
    with pytest.raises(NotRepresentableError):
        ring_of(Piecewise((x, x > 1), (y, True)))
