"""Scope: the cases that were decided, link by link."""

import sympy as sp

import proofs.checker as ck
from proofs.checker.scope import scope_of

x = sp.Symbol("x")
ZERO = sp.S.Zero


def case(link="l", literal=False, **values):
    right = ZERO if literal else x + 1
    return ck.Vanishes(link, right, case=values)


def step(variable="n", link="l", literal=False):
    return ck.Induction(variable, case(link, literal))


def test_no_cases_no_scope():
    assert scope_of([]) == ""
    assert scope_of([case()]) == ""
    assert scope_of([case()], "two dimensions") == "two dimensions"


def test_integers_in_a_row_are_a_range_and_others_a_list():
    assert scope_of([case(n=k) for k in (4, 2, 3)]) == "n = 2..4"
    assert scope_of([case(n=k) for k in (2, 3)]) == "n = 2, 3"
    assert scope_of([case(n=k) for k in (2, 4, 6)]) == "n = 2, 4, 6"
    assert scope_of([case(n=k) for k in (2, 3, 2)]) == "n = 2, 3"
    assert scope_of([case(n=sp.Integer(-1)), case(n=0), case(n=1)]) == "n = -1..1"
    assert scope_of([case(state="GHZ"), case(state="W")]) == "state = GHZ, W"
    assert scope_of([case(n=2, m=3)], "flat") == "n = 2; m = 3; flat"


def test_what_arrives_decided_is_no_case():
    assert scope_of([case(n=2), case(n=3, literal=True)]) == "n = 2"
    assert scope_of([case(n=3, literal=True)]) == ""


def test_an_induction_step_covers_all_that_follows():
    assert scope_of([case(n=2), step()]) == "n from 2 on, by induction"
    assert scope_of([case(n=3), case(n=2), step()]) == "n from 2 on, by induction"
    assert scope_of([case(n=1, literal=True), step()]) == "n from 1 on, by induction"
    assert scope_of([case(n=2), step(literal=True)]) == "n = 2"
    assert scope_of([case(n=2), step("m")]) == "n = 2"
    assert scope_of([case(state="one"), step("state")]) == "state from one on, by induction"


def test_links_with_different_cases_are_told_apart():
    cases = [case("a", n=2), case("b", n=2), case("c", n=3)]
    assert scope_of(cases) == "n = 2 (a, b); n = 3 (c)"
    assert scope_of([case("a", n=2), case("b", n=2)]) == "n = 2"
    assert scope_of([case("a", n=1), step(link="a"), case("b", n=1)]) == (
        "n from 1 on, by induction (a); n = 1 (b)"
    )
