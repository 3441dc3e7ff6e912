"""Counterexamples: the smallest point that breaks a form, a clear one where there is one."""

import numpy as np
import pytest
import sympy as sp
from checker import planted
from checker.planted import A, a

import proofs.checker as ck
from numerics import grid as grids
from proofs.checker import counterexample
from proofs.checker.counterexample import find_counterexample
from proofs.checker.options import Options

V = sp.Symbol("V", real=True)


def row(link="area", arm="numeric", outcome="fails", **changes):
    return {"link": link, "arm": arm, "outcome": outcome, "detail": "", "method": "m", **changes}


def found(claim, *rows, links=None):
    links = links or list(claim.printed())
    return find_counterexample(claim, links, rows or (row(),), Options())


def measuring(values, low=0, high=9, **changes):
    domain = ck.Domain((ck.Integer("a", low, high),))
    return planted.arm(lambda s, rng: ck.Measurement(values(s["a"])), domain=domain, **changes)


def test_the_smallest_point_is_found_and_both_sides_are_shown():
    claim = planted.claim(printed=lambda: [ck.Link("area", ck.less(V, 4))],
                          numeric=measuring(lambda at: {V: at}))  # fmt: skip
    assert found(claim) == {
        "link": "area", "found_by": "hypothesis", "values": {"a": "4"}, "words": "$a = 4$",
        "profile": None,
        "detail": "left side 4, right side 4 where they differ most",
    }  # fmt: skip


def test_a_clear_one_is_preferred_to_a_smaller_one():
    """V is 1 but for rounding, and a quarter of the way off from 3 on."""
    off = {0: 1e-6, 1: 1e-6, 2: 1e-6}
    values = lambda at: {V: np.array([1 + off.get(k, 0.5) for k in at])}  # noqa: E731
    claim = planted.claim(printed=lambda: [ck.Link("area", ck.equal(V, 1))],
                          numeric=measuring(values))  # fmt: skip
    assert found(claim)["values"] == {"a": "3"}
    small = lambda at: {V: np.full(len(at), 1 + 1e-6)}  # noqa: E731
    claim = planted.claim(printed=claim.printed, numeric=measuring(small))
    assert found(claim)["values"] == {"a": "0"}


def test_only_links_that_fail_for_all_points_are_searched():
    links = [ck.Link("right", ck.greater(V, -1)), ck.Link("area", ck.less(V, 4))]
    claim = planted.claim(printed=lambda: links, numeric=measuring(lambda at: {V: at}))
    assert found(claim)["link"] == "area"
    some = [ck.Link("area", ck.less(V, -4), quantifier="some")]
    assert found(claim, row(), links=some) is None
    exact = row(arm="exact", detail="no such point")
    assert found(claim, row(), exact, links=some)["detail"] == "no such point"


def test_without_an_engine_the_exact_arm_shows_it():
    claim = planted.claim(numeric=None)
    shown = {"link": "area", "found_by": "exact", "values": {}, "words": "",
             "detail": "at a = 2", "profile": None}  # fmt: skip
    assert found(claim, row(arm="exact", detail="at a = 2")) == shown
    assert found(claim, row(arm="exact"))["detail"] == "m"
    assert found(claim, row(arm="exact", outcome="undecided")) is None
    assert found(planted.claim(), row(outcome="holds")) is None


def test_a_known_one_is_replayed_and_shown_where_none_is_found():
    rare = lambda at: {V: np.where(at == 777777, 1.0, 0.0)}  # noqa: E731
    arm = measuring(rare, high=10**9, examples=5)
    printed = lambda: [ck.Link("area", ck.less(V, 1))]  # noqa: E731
    claim = planted.claim(printed=printed, numeric=arm)
    assert found(claim) is None
    claim = planted.claim(printed=printed, numeric=arm, known=({"a": 777777},))
    assert found(claim)["found_by"] == "known"
    assert found(claim)["values"] == {"a": "777777"}
    with pytest.raises(ValueError, match=r"known counterexample \{'a': 3\} no longer breaks it"):
        found(planted.claim(printed=printed, numeric=arm, known=({"a": 777777}, {"a": 3})))


def test_points_are_written_in_few_digits():
    assert counterexample._number(np.array([0.5, 1 / 3])) == "[0.5, 0.333333]"
    assert "\n" not in counterexample._number(np.ones((30, 30)))
    assert counterexample._point({"a": [1, 2]})["a"].tolist() == [[1.0, 2.0]]


def test_what_is_no_relation_or_has_no_value_is_said():
    measured = ck.Measurement({A: np.array([-1.0]), a: np.array([2.0])})

    def said(statement):
        return counterexample._compare(ck.Link("l", statement), measured)["detail"]

    assert said(sp.Or(a < A, A > 3)) == "the statement is false there"
    assert said(ck.equal(sp.log(A), a)) == "a side has no value there"
    assert said(ck.equal(3 * A, a)) == "left side -3, right side 2 where they differ most"


def test_the_place_on_a_grid_is_where_the_sides_differ_most():
    f = sp.Function("f")(a)
    measured = ck.Measurement({f: np.array([[1.0, 5.0, np.nan, 2.0]])})
    found = counterexample._compare(ck.Link("l", ck.equal(f, 1)), measured)
    assert found == {
        "detail": "left side 5, right side 1 where they differ most", "profile": None
    }  # fmt: skip


def test_both_sides_along_one_axis_are_kept_with_its_points():
    f = sp.Function("f")(a)
    line = grids.Grid((2 * np.pi,), (80,))
    measured = ck.Measurement({f: np.sin(line.coordinates())}, **ck.periodic(line, [a]))
    found = counterexample._compare(ck.Link("l", ck.equal(f, 1)), measured)["profile"]
    assert found["axis"] == "a"
    assert len(found["points"]) == len(found["left"]) == len(found["right"]) == 64
    np.testing.assert_allclose(found["left"], np.sin(found["points"]), atol=1e-5)
    assert set(found["right"]) == {1.0}


def test_what_is_rounding_beside_the_other_side_is_zero():
    measured = ck.Measurement({A: np.array([-3.0]), a: np.array([1e-16])})
    assert counterexample._compare(ck.Link("l", ck.equal(A, a)), measured)["detail"] == (
        "left side -3, right side 0 where they differ most"
    )
    wave = ck.Measurement({A: np.array([-3.0 + 1e-17j]), a: np.array([1e-17 + 2j])})
    assert counterexample._compare(ck.Link("l", ck.equal(A, a)), wave)["detail"] == (
        "left side -3, right side 2i where they differ most"
    )
