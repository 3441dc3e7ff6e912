"""Mutants are wrong: what is not wrong is recognised."""

import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from proofs.checker import Link
from proofs.checker.mutants import LIMIT, mutants, same_relation

x, y, z = sp.symbols("x y z", positive=True)
f = sp.Function("f")(x, y)


def names(statement):
    return {m.name.removeprefix("l: ") for m in mutants([Link("l", statement)])}


def test_every_kind_of_error_is_made():
    made = names(sp.Eq(z, x**2 - sp.sqrt(y) * sp.Derivative(f, x) + sp.log(x) / y, evaluate=False))
    for part in (
        "flip the sign of",
        "drop the term",
        "double",
        "raise the exponent of x**2",
        "drop the root of y",
        "drop the factor",
        "invert 1/y",
        "differentiate f(x, y) by y",
        "drop the function in log(x)",
        "flip the sign of the right side",
    ):
        assert any(part in name for name in made), part


def test_inequalities_implications_and_exchanges_are_mutated():
    assert "reverse the inequality" in names(sp.Le(x, y, evaluate=False))
    both = sp.Implies(x > y, x > z, evaluate=False)
    assert "exchange premise and conclusion" in names(both)
    assert any("exchange x and y" in n for n in names(sp.Eq(z, 2 * x / y + 1, evaluate=False)))


@given(st.permutations([x**2, -x * y, sp.sqrt(y), 3 * z, sp.exp(x)]))
def test_mutants_are_few_distinct_and_never_the_form_itself(terms):
    statement = sp.Eq(z, sp.Add(*terms), evaluate=False)
    made = [m.link.statement for m in mutants([Link("l", statement)])]
    assert 0 < len(made) <= LIMIT
    assert len(set(made)) == len(made)
    assert statement not in made


def test_a_relation_in_other_words_is_recognised():
    one = sp.Eq(x**2 - y**2, 0, evaluate=False)
    assert same_relation(one, sp.Eq((x + y) * (x - y), 0, evaluate=False))
    assert same_relation(one, sp.Eq(y**2 - x**2, 0, evaluate=False))
    assert not same_relation(one, sp.Eq(x**2 + y**2, 0, evaluate=False))


def test_the_limit_spreads_over_the_whole_form():
    links = [Link(str(i), sp.Eq(z, x**i + y, evaluate=False)) for i in range(2, 40)]
    made = mutants(links)
    assert len(made) == LIMIT
    assert {made[0].link.name, made[-1].link.name} == {"2", "39"}
