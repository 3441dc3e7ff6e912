"""Wrong forms through both arms: what counts for whom, what is left out, what is explained."""

import time

import numpy as np
import pytest
import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck
from proofs.checker import kills
from proofs.checker.arms import Numeric, run_numeric
from proofs.checker.claim import MUTANTS
from proofs.checker.decide import Decision
from proofs.checker.form import Form, Premises, links_of
from proofs.checker.options import Options

B = sp.Symbol("B", positive=True)
HOLDS = ("holds", "holds")


def killed(claim, **outcomes):
    """Kills of a claim all of whose links hold in both arms, or have the outcomes given."""
    form = Form(claim.key, "printed", links_of(claim.printed))
    numeric = run_numeric(claim, list(form.links.values()), Options()) if claim.numeric else None
    found = {name: outcomes.get(name, HOLDS) for name in form}
    return kills.mutate(claim, form, Premises(claim.key), found, numeric)


def counted(claim, link="area", **outcomes):
    return killed(claim, **outcomes).counts(link)


def names(survivors):
    return {s["name"].partition(": ")[2] for s in survivors}


def exact_of(*makes):
    return lambda form, premises: [make(form) for make in makes]


def test_both_arms_kill_every_wrong_form_of_a_right_formula():
    found = killed(planted.claim())
    assert found.counts("area") == {
        "mutants": 4, "killed_exact": 4, "killed_numeric": 4, "survivors": 0,
        "needed_exact": 2, "needed_numeric": 2,
    }  # fmt: skip
    assert found.record("amended") == {
        "form": "amended", "total": 4, "killed_exact": 4, "killed_numeric": 4, "killed": 4,
        "explained": [], "survivors": [], "left_out": [],
        "links": [{"name": "area", "total": 4, "killed_exact": 4, "killed_numeric": 4,
                   "survivors": 0}],
    }  # fmt: skip


def test_an_arm_that_does_not_hold_kills_nothing():
    assert counted(planted.claim(), area=("absent", "holds"))["killed_exact"] == 0
    assert counted(planted.claim(), area=("holds", "absent"))["killed_numeric"] == 0
    both = counted(planted.claim(), area=("undecided", "fails"))
    assert (both["killed_exact"], both["killed_numeric"], both["survivors"]) == (0, 0, 4)


def test_what_fails_on_another_link_is_noticed_but_does_not_count_for_the_arm():
    links = [ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("twice", ck.equal(B, 2 * A))]
    twice = exact_of(
        lambda form: ck.shows("area", (a + 1) ** 2, a**2 + 2 * a + 1),
        lambda form: ck.shows(
            "twice", form.of(B).subs(A, form.of(A, "area")), sp.Integral(2 * x, (x, 0, a))
        ),
    )
    claim = planted.claim(printed=lambda: links, exact=twice, numeric=None)
    found = killed(claim, area=("holds", "absent"), twice=("holds", "absent"))
    assert found.counts("area")["killed_exact"] == 0
    assert found.counts("area")["survivors"] == 0
    assert found.links["area"].killed == found.counts("area")["mutants"] == 4
    assert found.counts("twice")["killed_exact"] == found.counts("twice")["mutants"]


def test_what_arrives_decided_is_noticed_but_does_not_count_for_the_arm():
    decided = exact_of(
        lambda form: ck.Vanishes("area", form.of(A) - a**2 / 2),
        lambda form: ck.shows("area", (a + 1) ** 2, a**2 + 2 * a + 1),
    )
    found = killed(planted.claim(exact=decided, numeric=None), area=("holds", "absent"))
    assert found.counts("area")["killed_exact"] == 0
    assert found.counts("area")["survivors"] == 0
    other_order = exact_of(
        lambda form: ck.Vanishes("area", form.of(A) - a**2 / 2),
        lambda form: ck.shows("area", form.of(A), sp.Integral(x, (x, 0, a))),
    )
    found = killed(planted.claim(exact=other_order, numeric=None), area=("holds", "absent"))
    assert found.counts("area")["killed_exact"] == 4


def test_obligations_that_come_or_go_with_the_form_count_as_left_to_the_judge():
    def growing(form, premises):
        yield ck.Vanishes("area", sp.S.Zero)
        if form.of(A) != a**2 / 2:
            yield ck.Vanishes("area", a)

    assert counted(planted.claim(exact=growing, numeric=None))["killed_exact"] == 4


def test_an_arm_that_cannot_read_a_wrong_form_does_not_notice_it():
    for error in (StopIteration, ValueError, RecursionError, KeyError):

        def breaking(form, premises, error=error):
            if form.of(A) != a**2 / 2:
                raise error
            return planted.exact(form, premises)

        assert counted(planted.claim(exact=breaking, numeric=None))["killed_exact"] == 0, error


def test_an_arm_that_hangs_on_a_wrong_form_is_stopped():
    def hanging(form, premises):
        if form.of(A) == a**2:
            time.sleep(20)
        yield from planted.exact(form, premises)

    found = killed(planted.claim(exact=hanging, numeric=None, mutant_limit=0.05))
    assert found.counts("area")["killed_exact"] == 3
    assert names(found.record("printed")["survivors"]) == {"double the right side"}


def test_impossible_assumptions_are_noticed():
    printed = sp.Implies(ck.greater(a, 1), ck.greater(B, a), evaluate=False)

    def exact(form, premises):
        condition, conclusion = form["area"].args
        yield ck.Entails("area", condition, conclusion.xreplace({B: a**2}))

    claim = planted.claim(printed=lambda: [ck.Link("area", printed)], exact=exact, numeric=None)
    found = killed(claim)
    assert "area: drop condition 1" not in names(found.record("printed")["survivors"])
    assert found.counts("area")["killed_exact"] > 0


def test_wrong_forms_that_cannot_be_measured_are_not_asked_of_the_engine():
    b = sp.Symbol("b", positive=True)

    def engine(sample, rng):
        return ck.Measurement(
            {A: sample["a"] * 3, sp.Function("f")(2 * a): sample["a"], b: 3 + 0 * sample["a"]}
        )

    link = ck.Link("area", ck.equal(A, b * sp.Function("f")(2 * a)))
    claim = planted.claim(printed=lambda: [link], exact=None, numeric=planted.arm(engine))
    found = killed(claim, area=("absent", "holds"))
    count = found.links["area"]
    inside = [s["name"] for s in found.record("printed")["survivors"]]
    assert inside
    assert all("2*a" in name for name in inside)
    assert count.measured == count.killed_numeric == count.total - len(inside)
    assert found.counts("area")["needed_numeric"] == (count.measured + 1) // 2
    assert found.counts("area")["needed_exact"] == (count.total + 1) // 2


def test_wrong_forms_without_a_value_are_not_killed():
    """log(-a) is no real number: less than nothing."""
    measured = ck.Measurement({A: np.ones(2), a: np.ones(2)})
    found = Numeric({}, measured, 2, 0.0)
    arm = planted.claim()

    def says(statement, **changes):
        mutant = kills.Mutant("m", ck.Link("area", statement, **changes))
        return kills._numeric_kills(arm, mutant, found)

    assert says(ck.less(A, sp.log(-a))) is None
    assert says(ck.equal(A, sp.log(a - 1))) is None
    assert says(ck.equal(A, 2 * a)) is True
    assert says(ck.equal(A, a)) is False
    assert says(ck.less(A, a)) is True
    assert says(ck.equal(A, B)) is None


def test_for_some_points_a_wrong_form_has_to_fail_at_all_of_them():
    measured = ck.Measurement({A: np.array([1.0, 2.0]), a: np.array([1.0, 1.0])})
    found = Numeric({}, measured, 2, 0.0)

    def says(statement, quantifier):
        mutant = kills.Mutant("m", ck.Link("area", statement, quantifier=quantifier))
        return kills._numeric_kills(planted.claim(), mutant, found)

    assert says(ck.equal(A, a), "all") is True
    assert says(ck.equal(A, a), "some") is False
    assert says(ck.equal(A, 3 * a), "some") is True


def order_of(power, claimed):
    halves = 0.2 * 0.5 ** np.arange(6)
    measured = ck.Measurement({A: halves[None] ** power, a: np.zeros((1, 6))})
    mutant = kills.Mutant("m", ck.Link("area", ck.equal(A, a), order=claimed))
    return kills._numeric_kills(planted.claim(), mutant, Numeric({}, measured, 1, 0.0))


def test_wrong_forms_of_an_approximation_have_a_lower_order():
    assert order_of(2, 2) is False
    assert order_of(1, 2) is True
    assert order_of(3, 2) is False
    hole = ck.Measurement({A: np.full((1, 6), np.nan), a: np.zeros((1, 6))})
    mutant = kills.Mutant("m", ck.Link("area", ck.equal(A, a), order=2))
    assert kills._numeric_kills(planted.claim(), mutant, Numeric({}, hole, 1, 0.0)) is None


def less(right, equality_at=None):
    """A = a B is at most something, with an exact arm that reads it."""

    def reading(form, premises):
        yield ck.Entails("area", sp.true, form["area"].xreplace({A: a * B}))

    link = ck.Link("area", ck.at_most(A, right), equality_at=equality_at)
    return planted.claim(printed=lambda: [link], exact=reading, numeric=None)


MEAN = (a**2 + B**2) / 2
TIGHT = {A: 1, a: 1, B: 1}


def left_out(claim):
    return {name.removeprefix("area: ") for name in killed(claim).left_out}


def test_true_weaker_inequalities_are_left_out():
    found = killed(less(MEAN))
    assert left_out(less(MEAN)) == {"right side, double a**2/2", "right side, double B**2/2"}
    assert found.record("printed")["left_out"] == list(found.left_out)
    assert "reverse the inequality" not in left_out(less(MEAN))
    assert found.counts("area")["survivors"] == 0
    assert found.counts("area")["needed_exact"] == 1


def test_an_inequality_that_is_claimed_to_be_tight_has_no_weaker_versions():
    assert left_out(less(MEAN, equality_at=TIGHT)) == set()
    tight, loose = (counted(less(MEAN, at)) for at in (TIGHT, None))
    assert tight["mutants"] == tight["killed_exact"] == loose["killed_exact"] + 2


def test_an_arm_that_has_not_read_the_change_does_not_call_it_true():
    """It proves something weaker, whatever the right side."""

    def half_blind(form, premises):
        left = form["area"].lts
        yield ck.Entails("area", sp.true, ck.at_most(left.xreplace({A: a * B}), 3 * MEAN))

    claim = less(7 * MEAN)
    blind = planted.claim(printed=claim.printed, exact=half_blind, numeric=None)
    assert all("right side" not in name for name in left_out(blind))
    survivors = names(killed(blind).record("printed")["survivors"])
    assert any(name.startswith("right side") for name in survivors)


def test_a_true_version_of_an_equality_is_a_survivor():
    def sign_only(form, premises):
        yield ck.Entails("area", ck.greater(a, 0), ck.greater(form.of(A), 0))

    found = killed(planted.claim(exact=sign_only, numeric=None))
    assert found.left_out == ()
    assert found.counts("area")["survivors"] == 3


def test_the_same_relation_in_other_words_is_no_survivor():
    both = ck.equal(sp.cos(a - x), A)

    def nothing(form, premises):
        yield ck.shows("area", (a + 1) ** 2, a**2 + 2 * a + 1)

    claim = planted.claim(printed=lambda: [ck.Link("area", both)], exact=nothing, numeric=None)
    left = names(killed(claim).record("printed")["survivors"])
    assert not any("flip the sign inside cos" in name for name in left)
    assert any("double the argument of cos" in name for name in left)


def sign_only_claim(**changes):
    def sign_only(form, premises):
        yield ck.Entails("area", ck.greater(a, 0), ck.greater(form.of(A), 0))

    return planted.claim(exact=sign_only, numeric=None, **changes)


def test_one_survivor_may_be_explained():
    found = killed(sign_only_claim(explained={"area: double the right side": "a matter of units"}))
    assert found.counts("area")["survivors"] == 2
    (explained,) = found.record("printed")["explained"]
    assert explained["reason"] == "a matter of units"
    assert explained["name"] == "area: double the right side"
    assert found.links["area"].total == 4


def test_explanations_of_premises_and_breaks_are_no_business_of_the_mutants():
    explained = {"premise p:1": "a matter of taste", "break 3": "the same number"}
    assert killed(sign_only_claim(explained=explained)).counts("area")["survivors"] == 3


@pytest.mark.parametrize("most", [1, 6])
def test_more_may_be_explained_of_more_but_six_at_most(most):
    count = kills._Count(equality=True, killed=most * 10)
    count.explained = [{"name": f"l: {i}"} for i in range(most)]
    claim = planted.claim(explained={f"l: {i}": "because of it" for i in range(most)})
    form = Form(claim.key, "printed", [ck.Link("l", ck.equal(A, a))])
    kills._check_explanations(claim, form, {"l": count})
    count.explained.append({"name": "l: more"})
    with pytest.raises(ValueError, match=f"may explain at most {most} of"):
        kills._check_explanations(claim, form, {"l": count})


def test_an_explanation_is_stale_unless_its_wrong_form_was_not_tried(monkeypatch):
    name = "area: double the right side"
    right = planted.claim(explained={name: "a matter of units"})
    with pytest.raises(
        ValueError, match=r"explain surviving mutants only, but explains \['area: do"
    ):
        killed(right)
    with pytest.raises(ValueError, match="explain surviving mutants only"):
        killed(planted.claim(explained={"area: nothing like it": "because of that"}))
    every = kills.mutants
    few = lambda links, limit: every(links, 1 if limit == MUTANTS else limit)  # noqa: E731
    monkeypatch.setattr(kills, "mutants", few)
    assert killed(right).counts("area")["survivors"] == 0


def test_an_induction_step_that_notices_nothing_is_named():
    def steps(*makes):
        def exact(form, premises):
            yield ck.shows("area", form.of(A), sp.Integral(x, (x, 0, a)), case={"n": 1})
            yield ck.shows("area", form.of(A), sp.Integral(x, (x, 0, a)), case={"m": 1})
            yield from (make(form) for make in makes)

        return planted.claim(exact=exact, numeric=None)

    right = lambda form: ck.Induction("n", ck.shows("area", form.of(A), sp.Integral(x, (x, 0, a))))  # noqa: E731
    idle = lambda form: ck.Induction("m", ck.shows("area", (a + 1) ** 2, a**2 + 2 * a + 1))  # noqa: E731
    assert killed(steps(right)).idle_steps == {}
    assert killed(steps(right, idle)).idle_steps == {"area": "m"}


def test_a_wrong_inequality_that_nobody_can_decide_is_a_survivor(monkeypatch):
    claim = less(MEAN)
    right = list(claim.exact(Form(claim.key, "printed", links_of(claim.printed)), {}))

    def doubtful(obligation):
        return Decision("holds" if obligation in right else "undecided", "none", "")

    monkeypatch.setattr(kills, "decide", doubtful)
    found = killed(claim)
    assert found.left_out == ()
    assert found.counts("area")["survivors"] == found.counts("area")["mutants"] > 0


def test_a_true_converse_is_left_out_and_a_false_one_is_not():
    def reading(form, premises):
        yield ck.Entails("area", *(part.xreplace({A: a * B}) for part in form["area"].args))

    def claim(power):
        """For positive a and B: where a B < 1, ..."""
        printed = sp.Implies(ck.less(A, 1), ck.less(A**power * B**2, B**2), evaluate=False)
        links = [ck.Link("area", printed)]
        return planted.claim(printed=lambda: links, exact=reading, numeric=None)

    assert "exchange premise and conclusion" in left_out(claim(3))
    printed = sp.Implies(ck.less(A, 1), ck.less(A, 2), evaluate=False)
    one_way = planted.claim(printed=lambda: [ck.Link("area", printed)], exact=reading, numeric=None)
    assert "exchange premise and conclusion" not in left_out(one_way)


def test_a_survivor_in_other_words_is_not_counted_at_all(monkeypatch):
    def doubled(one, other):
        return "2*" in str(other) or other.rhs == a**2

    before = counted(sign_only_claim())
    monkeypatch.setattr(kills, "same_relation", doubled)
    after = counted(sign_only_claim())
    assert (after["mutants"], after["survivors"]) == (before["mutants"] - 1, 2)


def test_a_survivor_that_takes_too_long_to_compare_stays_one(monkeypatch):
    monkeypatch.setattr(kills, "same_relation", lambda one, other: time.sleep(20))
    assert counted(sign_only_claim(mutant_limit=1.0))["survivors"] == 3


def test_several_stale_explanations_are_named_in_order():
    explained = {f"area: {word}": "because of it" for word in ("zebra", "ape")}
    with pytest.raises(ValueError, match=r"explains \['area: ape', 'area: zebra'\]"):
        killed(planted.claim(explained=explained))
