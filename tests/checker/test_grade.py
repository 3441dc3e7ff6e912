"""How a print fails: graded, and pinned so that a second error is noticed."""

import pytest
import sympy as sp
from checker import planted

import proofs.checker as ck
from proofs.checker import grade
from proofs.checker.form import Form

x, y, z = sp.symbols("x y z", positive=True)
RIGHT = x**2 - y / 3


def form(which, **statements):
    return Form("p:1", which, [ck.Link(name, s) for name, s in statements.items()])


def graded(wrong, right=None, *, given=None, kind="result", failing=None):
    """Grade of a printed right side, or of named statements, against the amended ones."""
    claim = planted.claim(kind=kind, amended=ck.Amended("", lambda: [], "", grade=given))
    wrong, right = (
        s
        if isinstance(s, dict) or s is None
        else {"l": s if isinstance(s, sp.Eq) else ck.equal(z, s)}
        for s in (wrong, right)
    )
    repaired = None if right is None else form("amended", **right)
    printed = form("printed", **wrong)
    return grade.graded(claim, printed, repaired, failing or set(printed))


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (x**2 + y / 3, "flip the sign of y/3"),
        (-RIGHT, "flip the sign of the right side"),
        (2 * RIGHT, "multiply the right side by 1/2"),
        (5 * RIGHT, "multiply the right side by 1/5"),
        (x**2 - 5 * y / 3, "multiply -5*y/3 by 1/5"),
        (x**2 + y / 3 + 0 * z, "flip the sign of y/3"),
    ],
)
def test_a_slip_is_one_edit_away_from_what_holds(wrong, text):
    found = graded(wrong, RIGHT)
    assert found == {"kind": "slip", "by": "computed", "text": text}


def test_a_slip_the_other_way_round_is_one_too():
    assert graded(x**2 - y**2 / 3, ck.equal(z, x**2 - y**3 / 3))["text"] == (
        "raise the exponent of y**2"
    )
    assert graded(x**2 - y**3 / 3, ck.equal(z, x**2 - y**2 / 3))["text"] == (
        "undo: raise the exponent of y**2"
    )
    assert graded(x**2, RIGHT) == {
        "kind": "slip", "by": "computed", "text": "undo: drop the term -y/3",
    }  # fmt: skip


def test_a_slip_may_stand_on_the_left():
    found = graded(ck.equal(2 * z, RIGHT), ck.equal(6 * z, RIGHT))
    assert (found["kind"], found["text"]) == ("slip", "multiply the left side by 3")
    assert (
        graded(ck.equal(z - x, RIGHT), ck.equal(z + x, RIGHT))["text"]
        == "left side, flip the sign of -x"
    )


def test_two_slips_are_no_slip():
    found = graded(x**2 + 5 * y / 3 + x, RIGHT)
    assert (found["kind"], found["by"]) == (None, "none")
    assert found["text"] == f"right side {x**2 + 5 * y / 3 + x} for {RIGHT}"
    assert graded(x**2 + 5 * y / 3 + x, RIGHT, given="wrong step") == {
        "kind": "wrong step", "by": "given", "text": found["text"],
    }  # fmt: skip


def test_another_error_in_a_print_that_fails_already_moves_the_text():
    """What a pin is for."""
    once = graded(x**2 + y / 3, RIGHT)["text"]
    twice = graded(-(x**2) + y / 3 + z, RIGHT)["text"]
    thrice = graded(-(x**2) - y / 3 + z, RIGHT)["text"]
    assert len({once, twice, thrice}) == 3
    unrepaired = [graded({"l": ck.equal(z, s)})["text"] for s in (x**2 + y, x**2 - y)]
    assert len(set(unrepaired)) == 2


def test_long_differences_are_clipped_and_still_told_apart():
    long = sp.Add(*(sp.Symbol(f"a_letter_with_a_long_name_{i}") for i in range(8)))
    one, other = (graded(long + s, RIGHT)["text"] for s in (x, y))
    assert one != other
    assert one[: grade.LONGEST] == other[: grade.LONGEST]
    assert len(one) == grade.LONGEST + len("... [12345678]")
    assert grade._clipped("x" * grade.LONGEST) == "x" * grade.LONGEST


def test_a_missing_hypothesis_leaves_the_formula_and_adds_a_condition():
    formula = ck.equal(z, RIGHT)
    condition = sp.Implies(ck.greater(x, 1), formula, evaluate=False)
    found = graded({"l": formula}, {"l": condition})
    assert found == {"kind": "missing hypothesis", "by": "computed", "text": "holds where x > 1"}
    other = sp.Implies(ck.greater(x, 1), ck.equal(z, x), evaluate=False)
    assert graded({"l": formula}, {"l": other})["kind"] is None


def test_several_links_are_named_and_only_those_that_fail_are_graded():
    wrong = {"a": ck.equal(z, -x), "b": ck.equal(z, x + y), "c": ck.equal(z, x**7)}
    right = {"a": ck.equal(z, x), "b": ck.equal(z, x - y), "c": ck.equal(z, x**2)}
    found = graded(wrong, right, failing={"a", "b"})
    assert found["kind"] == "slip"
    assert found["text"] == "a: flip the sign of the right side; b: flip the sign of y"
    mixed = graded(wrong, right, failing={"a", "c"})
    assert mixed["kind"] is None
    assert "c: right side x**7 for x**2" in mixed["text"]


def test_links_are_compared_by_name_or_as_the_only_ones():
    one, other = {"a": ck.equal(z, -x)}, {"b": ck.equal(z, x)}
    assert graded(one, other)["kind"] == "slip"
    many = {"b": ck.equal(z, x), "c": ck.equal(z, y)}
    assert graded(one, many)["text"] == "Eq(z, -x) fails"


def test_a_postulate_that_fails_contradicts():
    assert graded(x**2 + y + 7, RIGHT, kind="postulate")["kind"] == "contradiction"
    assert graded(x**2 + y + 7, RIGHT, kind="postulate")["by"] == "computed"
    assert graded(-RIGHT, RIGHT, kind="postulate")["kind"] == "slip"


def test_an_equality_that_holds_up_to_an_order_says_so():
    claim = planted.claim(amended=ck.Amended("", lambda: [], ""))
    exactly, roughly = (
        Form("p:1", which, [ck.Link("l", ck.equal(x, y), order=order)])
        for which, order in (("printed", None), ("amended", 5))
    )
    assert grade.graded(claim, exactly, roughly, {"l"})["text"] == "holds up to order 5"


def test_statements_that_are_no_equalities_are_shown_whole():
    found = graded({"l": ck.less(x, y)}, {"l": ck.less(x, y**2)})
    assert found["text"] == "x < y for x < y**2"
    assert graded({"l": ck.less(x, y)}, {"l": ck.greater(x, y)})["text"] == "reverse the inequality"
    assert graded({"l": ck.equal(x, z)}, {"l": ck.equal(y, z**3 + 1)})["text"] == (
        "Eq(x, z) for Eq(y, z**3 + 1)"
    )


def test_sides_that_are_no_numbers_have_no_factor():
    M, one, two = (sp.ImmutableMatrix([[1, s]]) for s in (z, x, 2 * y + 1))
    assert graded({"l": ck.equal(M, one)}, {"l": ck.equal(M, two)})["kind"] is None
    assert graded({"l": ck.equal(z, 0)}, {"l": ck.equal(z, x)})["kind"] is None
    words = (ck.equal(z, sp.And(x > 1, y > 1)), ck.equal(z, sp.Or(x > 1, y > 1)))
    assert graded({"l": words[0]}, {"l": words[1]})["kind"] is None


def test_an_edit_that_takes_too_long_to_find_is_none(monkeypatch):
    import time

    monkeypatch.setattr(grade, "_LIMIT", 0.05)
    monkeypatch.setattr(grade, "same_relation", lambda one, other: time.sleep(20))
    assert graded(x * (x + y), ck.equal(z, x**2 - x * y))["kind"] is None


def test_a_slip_in_other_words_is_recognised():
    assert graded(x * (x + y), ck.equal(z, x**2 - x * y))["text"] == "flip the sign of y"
    f = sp.Function("f")(x)
    moved = ck.equal(z, x * (sp.Derivative(f, x) + y))
    assert graded({"l": moved}, {"l": ck.equal(z, x * sp.Derivative(f, x) - x * y)})["text"] == (
        "flip the sign of y"
    )
    total = ck.equal(z, sp.Integral(x * f, (x, 0, y)) + y)
    assert graded({"l": total}, {"l": ck.equal(z, sp.Integral(x * f, (x, 0, y)) - y)})["text"] == (
        "flip the sign of y"
    )


def test_a_slip_inside_an_integral_of_unknown_functions_is_found_without_a_proof(monkeypatch):
    f, g = sp.Function("f")(x), sp.Function("g")(x)
    monkeypatch.setattr(grade, "same_relation", lambda one, other: one == other)
    wrong, right = (sp.Integral(f * g.diff(x, 2) + k * y * g, x) for k in (-1, 1))
    assert graded(wrong, right)["text"] == "flip the sign of -y*g(x)"
