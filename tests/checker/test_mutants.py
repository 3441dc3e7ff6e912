"""Mutants are wrong: every kind is made, and what is not wrong is recognised."""

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import proofs.checker as ck
from proofs.checker.mutants import LIMIT, mutants, same_relation

x, y, z = sp.symbols("x y z", positive=True)
w = sp.Symbol("w", real=True)
g = sp.Function("g")
f = g(x, y)
ENOUGH = 10_000


def made(statement, **changes):
    """Names of the mutants of one link, and what they say."""
    found = mutants([ck.Link("l", statement, **changes)], ENOUGH)
    return {m.name.removeprefix("l: "): m.link.statement for m in found}


def right(expression):
    """Mutants of z = expression, by name, without the two that change the whole side."""
    whole = ("flip the sign of the right side", "double the right side")
    names = made(ck.equal(z, expression))
    return {name: statement.rhs for name, statement in names.items() if name not in whole}


def test_the_whole_right_side_is_flipped_and_doubled():
    found = made(ck.equal(z, x))
    assert found == {
        "flip the sign of the right side": ck.equal(z, -x),
        "double the right side": ck.equal(z, 2 * x),
    }


def test_terms_are_flipped_dropped_and_doubled():
    assert right(x - y) == {
        "flip the sign of x": -x - y, "drop the term x": -y, "double x": 2 * x - y,
        "flip the sign of -y": x + y, "drop the term -y": x, "double -y": x - 2 * y,
        "drop the factor y in -y": x - 1, "invert y in -y": x - 1 / y, "square y in -y": x - y**2,
    }  # fmt: skip


def test_factors_are_dropped_inverted_squared_and_exchanged():
    found = right(2 * x / y)
    assert found["exchange x and y in 2*x/y"] == 2 * y / x
    assert found["invert 1/y in 2*x/y"] == 2 * x * y
    assert found["square x in 2*x/y"] == 2 * x**2 / y
    assert found["drop the factor x in 2*x/y"] == 2 / y


@pytest.mark.parametrize(
    ("expression", "name", "wrong"),
    [
        (x**2, "raise the exponent of x**2", x**3),
        (x**-2, "raise the exponent of x**(-2)", 1 / x),
        (x ** sp.Rational(3, 2), "raise the exponent of x**(3/2)", x ** sp.Rational(5, 2)),
        (x**y, "raise the exponent of x**y", x ** (y + 1)),
        (sp.sqrt(x), "drop the root of x", x),
        (sp.sin(x), "drop the function in sin(x)", x),
        (sp.sin(x), "double the argument of sin(x)", sp.sin(2 * x)),
        (sp.exp(x), "flip the sign inside exp(x)", sp.exp(-x)),
        (sp.asin(w), "drop the function in asin(w)", w),
        (sp.gamma(x), "double the argument of gamma(x)", sp.gamma(2 * x)),
        (sp.conjugate(sp.Symbol("c")), "drop the function in conjugate(c)", sp.Symbol("c")),
        (sp.besselj(2, x), "raise argument 1 of besselj(2, x)", sp.besselj(3, x)),
        (sp.besselj(2, x), "raise argument 2 of besselj(2, x)", sp.besselj(2, x + 1)),
        (sp.Max(x, y), "put Min for Max in Max(x, y)", sp.Min(x, y)),
        (sp.Min(x, y), "put Max for Min in Min(x, y)", sp.Max(x, y)),
        (sp.Derivative(f, x), "differentiate g(x, y) by y", sp.Derivative(f, y)),
        (sp.Derivative(f, x), "differentiate g(x, y) once more", sp.Derivative(f, x, x)),
        (sp.Derivative(f, x, x), "differentiate g(x, y) once less", sp.Derivative(f, x)),
        (sp.Derivative(g(w), w), "differentiate g(w) once more", sp.Derivative(g(w), w, w)),
        (sp.Derivative(f * x**2, y), "raise the exponent of x**2", sp.Derivative(f * x**3, y)),
        (g(x - y), "flip the sign of -y", g(x + y)),
        (sp.IndexedBase("A")[x + 1], "flip the sign of 1", sp.IndexedBase("A")[x - 1]),
        (sp.Integral(w**2, (w, 0, x)), "exchange the limits of w", sp.Integral(w**2, (w, x, 0))),
        (sp.Integral(w**2, (w, 0, x)), "double the upper limit of w",
         sp.Integral(w**2, (w, 0, 2 * x))),
        (sp.Integral(w**2, (w, y, x)), "double the lower limit of w",
         sp.Integral(w**2, (w, 2 * y, x))),
        (sp.Integral(w**2, (w, 0, x)), "raise the exponent of w**2", sp.Integral(w**3, (w, 0, x))),
        (sp.Integral(w, (w, -sp.oo, sp.oo)), "exchange the limits of w",
         sp.Integral(w, (w, sp.oo, -sp.oo))),
        (sp.Integral(w * y, (w, 0, 1), (y, 0, x)), "double the upper limit of y",
         sp.Integral(w * y, (w, 0, 1), (y, 0, 2 * x))),
        (sp.Sum(w**2, (w, 1, x)), "begin with the next w", sp.Sum(w**2, (w, 2, x))),
        (sp.Sum(w**2, (w, 1, x)), "end with the next w", sp.Sum(w**2, (w, 1, x + 1))),
        (sp.Product(w**2, (w, 1, x)), "end with the next w", sp.Product(w**2, (w, 1, x + 1))),
        (sp.Piecewise((x + 1, w > 0), (y, True)), "flip the sign of x",
         sp.Piecewise((1 - x, w > 0), (y, True))),
        (sp.log(x + y), "drop the term x", sp.log(y)),
    ],
)  # fmt: skip
def test_errors_of_every_kind(expression, name, wrong):
    assert right(expression).get(name) == wrong, right(expression)


def test_the_same_wrong_form_is_made_once():
    assert list(right(x / y).values()).count(x) == 1
    assert right(x / y)["drop the factor 1/y in x/y"] == x
    assert "raise the exponent of 1/y" not in right(x / y)


def test_what_has_no_such_error_has_none():
    assert not any("by x" in name for name in right(sp.Derivative(g(x - y, w), w)))
    assert not any("limit" in name for name in right(sp.Integral(w, w)))
    assert not any("double" in n for n in right(sp.Integral(w, (w, -sp.oo, sp.oo))))
    assert "end with the next w" not in right(sp.Sum(2**-w, (w, 1, sp.oo)))
    assert not any(" by " in name for name in right(sp.Derivative(g(w), w)))
    assert right(g(x, y)) == {}


def test_both_sides_of_an_equality_are_changed():
    found = made(ck.equal(x**2, y**2))
    assert found["left side, raise the exponent of x**2"] == ck.equal(x**3, y**2)
    assert found["raise the exponent of y**2"] == ck.equal(x**2, y**3)
    zero = made(ck.equal(x**2 - y, 0))
    assert zero["raise the exponent of x**2"] == ck.equal(x**3 - y, 0)
    assert not any("right side" in name or "left side" in name for name in zero)
    assert len(made(ck.equal(x, 1))) == 2
    assert made(ck.equal(x, 0)) == {"put one for zero": ck.equal(x, 1)}
    assert made(ck.equal(f, 0)) == {"put one for zero": ck.equal(f, 1)}
    assert "put one for zero" not in zero


def test_inequalities_are_reversed_and_changed_on_both_sides():
    for one, other in ((ck.less, ck.greater), (ck.at_most, ck.at_least)):
        for here, there in ((one, other), (other, one)):
            found = made(here(x**2, 2 * y))
            assert found["reverse the inequality"] == there(x**2, 2 * y)
            assert found["left side, raise the exponent of x**2"] == here(x**3, 2 * y)
            assert found["right side, drop the factor y in 2*y"] == here(x**2, 2)
    assert made(ck.differ(x, y)) == {"put equal for different": ck.equal(x, y)}


def test_statements_are_changed_in_their_parts():
    low, high = ck.less(x, y), ck.less(y, z)
    both = sp.And(low, high, evaluate=False)
    parts = made(both)
    assert len(parts) == 2
    assert set(parts.values()) == {
        sp.And(ck.greater(x, y), high, evaluate=False),
        sp.And(low, ck.greater(y, z), evaluate=False),
    }
    denied = made(sp.Not(low, evaluate=False))
    assert denied == {
        "drop the negation": low,
        "under the negation, reverse the inequality": sp.Not(ck.greater(x, y), evaluate=False),
    }


def test_conditions_are_dropped_and_exchanged_with_the_conclusion():
    low, high, last = ck.less(x, y), ck.less(y, z), ck.less(x, z)
    implied = made(sp.Implies(sp.And(low, high, evaluate=False), last, evaluate=False))
    dropped = {implied["drop condition 1"].args[0], implied["drop condition 2"].args[0]}
    assert dropped == {low, high}
    assert implied["exchange premise and conclusion"].args == (
        last, sp.And(low, high, evaluate=False)
    )  # fmt: skip
    single = made(sp.Implies(low, last, evaluate=False))
    assert single["drop condition 1"].args == (sp.true, last)
    three = sp.And(low, high, ck.less(z, w), evaluate=False)
    fewer = made(sp.Implies(three, last, evaluate=False))["drop condition 3"].args[0]
    assert isinstance(fewer, sp.And)
    assert len(fewer.args) == 2


def test_what_has_no_value_or_says_nothing_is_left_out():
    assert "drop the root of 2" not in right(1 / (sp.sqrt(2) - 2))
    assert "drop the root of 2" in right(1 / (sp.sqrt(2) - 3))
    assert not any(s.lhs == s.rhs for s in made(ck.equal(x + y, y)).values())
    assert not any(s in (sp.true, sp.false) for s in made(ck.less(x, 2 * y)).values())


def test_the_link_keeps_all_else():
    link = ck.Link("l", ck.equal(z, x + y), quantifier="some", order=3)
    for mutant in mutants([link]):
        assert (mutant.link.name, mutant.link.quantifier, mutant.link.order) == ("l", "some", 3)
        assert mutant.name.startswith("l: ")


def test_names_that_come_again_are_numbered():
    names = list(made(ck.equal(z, sp.exp(x + y) + sp.log(x + y))))
    assert len(names) == len(set(names))
    assert {"flip the sign of x", "flip the sign of x (2)"} <= set(names)
    assert not any("(1)" in name or "(3)" in name for name in names)


@given(st.permutations([x**2, -x * y, sp.sqrt(y), 3 * z, sp.exp(x)]))
def test_mutants_are_few_distinct_and_never_the_form_itself(terms):
    statement = sp.Eq(z, sp.Add(*terms), evaluate=False)
    found = [m.link.statement for m in mutants([ck.Link("l", statement)])]
    assert 0 < len(found) <= LIMIT
    assert len(set(found)) == len(found)
    assert statement not in found


def test_long_expressions_are_shortened_in_names():
    long = sp.Add(*(sp.Symbol(f"a_{i}") for i in range(40)))
    (name,) = (n for n in right(sp.sin(long)) if n.startswith("drop the function"))
    assert name.endswith("...")
    assert len(name) == len("drop the function in ") + 40
    exact = sp.Symbol("a" * 35)
    assert f"drop the function in sin({exact})" in right(sp.sin(exact))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ck.equal(x**2 - y**2, 0), ck.equal((x + y) * (x - y), 0), True),
        (ck.equal(x**2 - y**2, 0), ck.equal(y**2 - x**2, 0), True),
        (ck.equal(x, y), ck.equal(y, x), True),
        (ck.equal(x**2 - y**2, 0), ck.equal(x**2 + y**2, 0), False),
        (ck.less(x, y), ck.less(x, y), False),
        (ck.equal(x, y), ck.less(x, y), False),
        (ck.equal(x, sp.Float(0.5)), ck.equal(y, sp.Float(0.5)), False),
    ],
)
def test_a_relation_in_other_words_is_recognised(one, other, same):
    assert same_relation(one, other) is same


def links(*counts):
    """Sums of so many letters: three mutants for each, and two for the side; two for one letter."""
    names = iter(range(1000))
    made = []
    for i, count in enumerate(counts):
        letters = [sp.Symbol(f"a_{next(names)}") for _ in range(count)]
        made.append(ck.Link(str(i), ck.equal(z, sp.Add(*letters) if count > 1 else letters[0])))
    return made


def shares(*counts, limit=LIMIT):
    found = [int(m.link.name) for m in mutants(links(*counts), limit)]
    return [found.count(i) for i in range(len(counts))]


def test_every_link_has_its_share_and_short_ones_keep_all():
    assert shares(2, 1) == [8, 2]
    assert shares(30, 1) == [58, 2]
    assert shares(30, 30) == [30, 30]
    assert shares(30, 1, 30) == [29, 2, 29]
    assert shares(30, 30, limit=7) == [3, 4]
    assert shares(*[1] * 70) == [1] * 70
    assert shares(30, 1, 30, limit=1) == [1, 1, 1]


def test_a_share_is_spread_over_the_whole_link():
    every = [m.name for m in mutants(links(30), ENOUGH)]
    assert len(every) == 92
    assert [m.name for m in mutants(links(30), 4)] == [every[i] for i in (0, 23, 46, 69)]
