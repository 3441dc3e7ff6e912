"""Real decisions on planted true and false statements."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    Eq,
    Equivalent,
    Function,
    I,
    Implies,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Rational,
    Symbol,
    cbrt,
    exp,
    pi,
    sqrt,
    symbols,
)

from qmgr_sym.exact.reals import entails, satisfiable

x, y, w = symbols("x y w", real=True)
a, b, c = symbols("a b c", positive=True)
gamma, mu = symbols("gamma mu", real=True, nonzero=True)

HOLDS = [
    ([], (a + b) / 2 >= sqrt(a * b)),
    ([], Abs(x + y) <= Abs(x) + Abs(y)),
    ([], (x * y) ** 2 <= (x**2 + w**2) * (y**2 + 1)),
    ([x > 0, y > x], 1 / y < 1 / x),
    ([Eq(sqrt(x), y)], And(x >= 0, y >= 0)),
    ([Eq(x**2, 2), x > 0], Eq(x, sqrt(2))),
    ([], Eq(Max(x, y), (x + y + Abs(x - y)) / 2)),
    ([], Min(x, y) <= Max(x, y)),
    ([x >= 0], Eq(sqrt(x) ** 2, x)),
    ([Abs(gamma * mu / a) > 4 * pi], Abs(2 * a / gamma) < Abs(mu / (2 * pi))),
    ([], Equivalent(Abs(x) <= 1, And(x <= 1, x >= -1))),
    ([], Implies(Ne(1 / x, 1 / x + y), Ne(x, 0))),
    ([], Or(x < y, x >= y)),
    ([x > pi], x > 3),
    ([1 / x > y, y > 0], x > 0),
    ([x < 0], 1 / x < 0),
    ([x >= 0, Eq(cbrt(x), 2)], Eq(x, 8)),
]

FAILS = [
    ([], (a + b) / 2 > sqrt(a * b)),
    ([], Eq(sqrt(x * y), sqrt(x) * sqrt(y))),
    ([x < y], 1 / y < 1 / x),
    ([], Eq(sqrt(x**2 + 2 * x + 1), x + 1)),
    ([], Eq(y / x, w / x)),
    ([], x**2 > 0),
    ([Abs(gamma * mu / a) < 4 * pi], Abs(2 * a / gamma) < Abs(mu / (2 * pi))),
    ([x > 3], x > pi),
]


@pytest.mark.parametrize(("assumptions", "conclusion"), HOLDS, ids=str)
def test_true_statements_hold(assumptions, conclusion):
    assert entails(assumptions, conclusion).outcome == "holds"


@pytest.mark.parametrize(("assumptions", "conclusion"), FAILS, ids=str)
def test_false_statements_fail(assumptions, conclusion):
    assert entails(assumptions, conclusion).outcome == "fails"


@settings(max_examples=25, deadline=None)
@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(1, 5))
def test_discriminant_decides_the_sign_of_a_quadratic(p, q, lead):
    always = entails([], lead * x**2 + p * x + q > 0).outcome
    assert always == ("holds" if p * p < 4 * lead * q else "fails")


@settings(max_examples=25, deadline=None)
@given(st.fractions(-4, 4, max_denominator=5), st.fractions(-4, 4, max_denominator=5))
def test_counterexamples_are_counterexamples(p, q):
    p, q = Rational(p.numerator, p.denominator), Rational(q.numerator, q.denominator)
    conclusion = x * p + y * q <= x**2 + y**2 - 1
    answer = entails([x > 0], conclusion)
    assert answer.outcome == "fails"
    values = dict(answer.counterexample)
    if all(value.replace("/", "").replace("-", "").isdigit() for value in values.values()):
        point = {x: Rational(values["x"]), y: Rational(values["y"])}
        assert point[x] > 0
        assert not conclusion.subs(point)


def test_undefined_terms_make_relations_false():
    assert satisfiable([Ne(sqrt(x), y), x < 0]).outcome == "unsatisfiable"
    assert satisfiable([Eq(1 / x, y), Eq(x, 0)]).outcome == "unsatisfiable"
    assert satisfiable([y / x <= 0, Eq(x, 0)]).outcome == "unsatisfiable"
    assert satisfiable([Ne(1 / x, y), Eq(x, 0)]).outcome == "unsatisfiable"
    assert satisfiable([Not(Or(Eq(sqrt(x), y), x >= 0), evaluate=False)]).outcome == "satisfiable"


def test_counterexamples_do_not_depend_on_the_digits_of_pi():
    low, high = (Rational(n, 10**14) for n in (314159265358979, 314159265358980))
    assert entails([x > low, x < high], x > pi).outcome == "undecided"


def test_irrational_values_are_shown():
    answer = satisfiable([Eq(x**2, 2), x > 0])
    assert answer.outcome == "satisfiable"
    assert answer.model == (("x", "1.414213562373? (real root 2 of x**2 - 2)"),)


def test_unknown_functions_are_variables():
    p = Function("p", positive=True)(x)
    assert entails([], p + 1 / p >= 2).outcome == "holds"


def test_other_functions_prove_but_do_not_disprove():
    assert entails([], exp(x) > 0).outcome == "holds"
    assert entails([Eq(x, y)], Eq(exp(x), exp(y))).outcome == "holds"
    assert entails([], exp(x) > y).outcome == "undecided"


def test_integers_are_integers():
    n = Symbol("n", integer=True)
    assert entails([Eq(3 * n, x), x < 1], x <= 0).outcome == "holds"
    assert entails([Eq(3 * n, x)], Ne(x, 6)).outcome == "fails"


def test_hard_instances_end_in_time():
    v = symbols("v1:9", real=True)
    hard = sum(s**7 * t**3 for s, t in pairwise(v)) - sum(s**5 for s in v)
    answer = entails([hard > 1, sum(s**6 for s in v) < 3], hard < 2 + v[0] * v[3] ** 5, seconds=0.5)
    assert answer.outcome in ("undecided", "fails", "holds")


def test_same_answer_twice():
    one, two = (entails([], Eq(x**2 * y, w + c)) for _ in range(2))
    assert one == two


def test_errors_name_the_thing():
    z = Symbol("z")
    with pytest.raises(ValueError, match="declared real"):
        entails([], Eq(z, 1))
    with pytest.raises(ValueError, match="a relation must hold"):
        entails([], Eq(x * I, y))
    with pytest.raises(TypeError, match="a condition must be"):
        entails([x], x > y)
