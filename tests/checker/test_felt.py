"""Whether a premise is felt by an exact arm."""

import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck
from proofs.checker import felt
from proofs.checker.arms import run_exact
from proofs.checker.form import Form, Premises, form_of, links_of

HEIGHT = sp.Symbol("h", positive=True)
SLOPE = sp.Symbol("s", positive=True)
LINE = form_of(
    "p:line",
    "amended",
    lambda n=1: {"line": ck.equal(HEIGHT, n * x), "slope": ck.equal(SLOPE, 1 + x**2 + x**3)},
)


def row(exact, **changes):
    """The row of the premise p:line."""
    claim = planted.claim(exact=exact, premises=("p:line",), **changes)
    form = Form(claim.key, "printed", links_of(claim.printed))
    premises = Premises(claim.key, [LINE])
    LINE.read.clear()
    found = run_exact(claim, form, premises)
    (only,) = felt.premises_felt(claim, form, premises, found)
    return only


def on_the_line(form, premises, n=1):
    height = premises["p:line"].at(n=n).of(HEIGHT)
    yield ck.shows("area", n * form.of(A), sp.Integral(height, (x, 0, a)))


def test_a_premise_that_the_arm_needs_is_felt():
    assert row(on_the_line) == {
        "key": "p:line", "form": "amended", "used": True, "tried": 1, "felt": 1, "explained": None,
    }  # fmt: skip


def test_it_is_felt_for_other_parameters_too():
    assert row(lambda form, premises: on_the_line(form, premises, n=3))["felt"] == 1


def test_a_premise_that_is_not_read_is_not_tried():
    found = row(planted.exact)
    assert (found["used"], found["tried"], found["felt"]) == (False, 0, 0)


def test_a_premise_that_is_read_and_changes_nothing_is_not_felt():
    def reading(form, premises):
        yield ck.Step("the line", premises["p:line"].of(HEIGHT))
        yield from planted.exact(form, premises)

    found = row(reading)
    assert (found["used"], found["felt"]) == (True, 0)
    assert found["tried"] == 2  # of the link that is read, none of the other


def test_many_wrong_versions_are_tried_but_not_all():
    def reading(form, premises):
        premise = premises["p:line"]
        yield ck.Step("both", (premise.of(HEIGHT), premise.of(SLOPE)))
        yield from planted.exact(form, premises)

    assert 12 < row(reading)["tried"] <= felt.TRIED


def test_the_reason_for_an_unfelt_premise_is_handed_on():
    explained = {"premise p:line": "it is there for the reader"}
    assert row(planted.exact, explained=explained)["explained"] == "it is there for the reader"


def breaking(unless):
    """Breaks down on wrong versions, and is right on the others."""

    def exact(form, premises):
        if not unless(premises["p:line"]):
            raise ArithmeticError("another line")
        yield from planted.exact(form, premises)

    return exact


def test_breaking_down_counts_where_the_arm_bears_other_words():
    assert row(breaking(lambda premise: premise.of(HEIGHT) == x))["felt"] == 1
    assert row(breaking(lambda premise: premise["line"] == ck.equal(HEIGHT, x)))["felt"] == 0


def test_an_outcome_of_a_link_that_does_not_hold_is_not_felt():
    """The area is wrong already."""

    def exact(form, premises):
        height = premises["p:line"].of(HEIGHT)
        yield ck.shows("area", form.of(A) + 1, sp.Integral(height, (x, 0, a)))

    assert row(exact)["felt"] == 0


def test_assumptions_that_become_impossible_are_felt():
    def exact(form, premises):
        height = premises["p:line"].of(HEIGHT)
        yield ck.Entails("area", ck.greater(height, 0), ck.greater(2 * height, 0))

    assert row(exact)["felt"] == 1


def test_an_arm_that_hangs_on_a_wrong_premise_has_felt_nothing(monkeypatch):
    import time

    monkeypatch.setattr(felt, "LIMIT", 0.02)

    def exact(form, premises):
        if premises["p:line"].of(HEIGHT) != x:
            time.sleep(20)
        yield from planted.exact(form, premises)

    assert row(exact)["felt"] == 0
