"""From evidence to verdict, rule by rule."""

import pytest

from proofs.checker.verdict import (
    FormEvidence,
    LinkEvidence,
    differences,
    judge,
    judge_form,
    judge_link,
)

FULL = {"mutants": 4, "killed_exact": 4, "killed_numeric": 4}


def link(exact="holds", numeric="holds", name="l", **changes):
    return LinkEvidence(name, exact, numeric, **{**FULL, **changes})


def form(*links, **changes):
    return FormEvidence(links or (link(),), **changes)


def word(one, **changes):
    return judge_link(one, form(one, **changes))


@pytest.mark.parametrize(
    ("exact", "numeric", "expected"),
    [
        ("holds", "holds", "holds"),
        ("holds", "fails", "conflict"),
        ("fails", "holds", "conflict"),
        ("fails", "fails", "fails"),
        ("fails", "absent", "fails"),
        ("undecided", "fails", "fails"),
        ("holds", "absent", "supported"),
        ("undecided", "holds", "supported"),
        ("absent", "absent", "open"),
        ("undecided", "absent", "open"),
    ],
)
def test_the_arms_are_compared_link_by_link(exact, numeric, expected):
    assert word(link(exact, numeric))[0] == expected


def test_the_reason_names_the_arm():
    assert word(link("fails", "fails"))[1] == "fails in both arms"
    assert word(link("fails", "absent"))[1] == "fails in the exact arm"
    assert word(link("absent", "fails"))[1] == "fails in the numeric arm"
    assert (
        "the exact arm says 'holds', the numeric arm says 'fails'"
        in word(link("holds", "fails"))[1]
    )
    assert word(link("holds", "undecided"))[1] == (
        "only the exact arm holds; the numeric arm is undecided"
    )
    assert word(link("absent", "holds", notes={"exact": "it sleeps"}))[1] == (
        "only the numeric arm holds; the exact arm is absent (it sleeps)"
    )
    assert word(link("absent", "undecided", notes={"exact": "it sleeps", "numeric": "so"}))[1] == (
        "the exact arm is absent (it sleeps), the numeric arm is undecided"
    )
    assert word(link())[1] == "both arms hold; none of 4 wrong forms passes"


def test_an_arm_that_kills_too_little_counts_as_absent():
    assert word(link(killed_exact=0))[0] == "supported"
    assert word(link(killed_numeric=0))[0] == "supported"
    assert word(link(killed_exact=0, killed_numeric=0)) == (
        "open", "the exact arm is absent, the numeric arm is absent",
    )  # fmt: skip
    assert word(link(killed_exact=1, needed_exact=2))[0] == "supported"
    assert word(link(killed_numeric=1, needed_numeric=2))[0] == "supported"
    assert (
        word(link(killed_exact=2, needed_exact=2, killed_numeric=2, needed_numeric=2))[0] == "holds"
    )
    assert word(link("fails", "fails", killed_exact=0, killed_numeric=0))[0] == "fails"
    assert word(link("holds", "fails", killed_exact=0))[0] == "fails"
    assert word(link("fails", "holds", killed_numeric=0))[0] == "fails"


def test_a_hollow_arm_counts_as_absent_where_it_holds():
    assert word(link(), hollow=frozenset({"exact"}))[0] == "supported"
    assert word(link(), hollow=frozenset({"numeric"}))[0] == "supported"
    assert word(link(), hollow=frozenset({"exact", "numeric"}))[0] == "open"
    assert "hollow: most of its breaks pass" in word(link(), hollow=frozenset({"exact"}))[1]
    assert word(link("fails", "fails"), hollow=frozenset({"exact", "numeric"}))[0] == "fails"
    assert word(link("holds", "fails"), hollow=frozenset({"exact"}))[0] == "conflict"


def test_arms_that_share_a_model_count_as_one_and_survivors_make_weak():
    found, reason = word(link(), shared=("m.one", "m.two", "m.three", "m.four"))
    assert found == "supported"
    assert "m.one, m.two, m.three" in reason
    assert "m.four" not in reason
    assert word(link(survivors=2))[0] == "weak"
    assert word(link(survivors=2))[1] == "2 of 4 wrong forms pass both arms"
    assert word(link("holds", "absent"), shared=("m.one",))[1].startswith("only the exact arm")


def test_a_form_is_as_good_as_its_worst_link():
    words = {
        "conflict": link("holds", "fails"),
        "fails": link("fails", "fails"),
        "open": link("absent", "absent"),
        "supported": link("holds", "absent"),
        "weak": link(survivors=1),
        "holds": link(),
    }
    order = list(words)
    for i, worst in enumerate(order):
        assert judge_form(form(*(words[w] for w in reversed(order[i:]))))[0] == worst
    assert judge_form(FormEvidence(())) == ("open", "there is no link to judge")


def test_a_form_names_the_first_bad_link_and_counts_the_others():
    bad = [link("fails", "fails", name=name) for name in ("one", "two", "three")]
    assert judge_form(form(link(name="zero"), *bad))[1] == "one: fails in both arms (and 2 more)"
    assert judge_form(form(bad[0]))[1] == "fails in both arms"
    assert judge_form(form(link(), link(name="m")))[1] == (
        "both arms hold; none of 8 wrong forms passes"
    )


def test_a_premise_that_is_not_felt_makes_weak():
    found, reason = judge_form(form(unfelt=("p:1", "p:2")))
    assert found == "weak"
    assert "p:1, p:2" in reason
    assert judge_form(form(link("holds", "absent"), unfelt=("p:1",)))[0] == "supported"


HELD, FAILED, HALF = form(), form(link("fails", "fails")), form(link("holds", "absent"))
WEAK, OPEN, TORN = (
    form(link(survivors=1)),
    form(link("absent", "absent")),
    form(link("holds", "fails")),
)


@pytest.mark.parametrize(
    ("kind", "printed", "amended", "verdict"),
    [
        ("result", HELD, None, "proved"),
        ("approximation", HELD, None, "proved"),
        ("definition", HELD, None, "well-posed"),
        ("postulate", HELD, None, "consistent"),
        ("result", HALF, None, "supported"),
        ("result", WEAK, None, "weak"),
        ("result", OPEN, None, "open"),
        ("definition", HALF, None, "open"),
        ("postulate", WEAK, None, "open"),
        ("definition", OPEN, None, "open"),
        ("result", TORN, None, "conflict"),
        ("definition", TORN, None, "conflict"),
        ("result", FAILED, None, "refuted"),
        ("result", FAILED, HELD, "corrected"),
        ("result", FAILED, HALF, "refuted"),
        ("result", FAILED, FAILED, "refuted"),
        ("result", FAILED, TORN, "conflict"),
        ("definition", FAILED, None, "ill-posed"),
        ("definition", FAILED, HELD, "ill-posed"),
        ("postulate", FAILED, HELD, "inconsistent"),
        ("postulate", FAILED, TORN, "conflict"),
    ],
)
def test_each_kind_has_words_of_its_own(kind, printed, amended, verdict):
    assert judge(kind, printed, amended)[0] == verdict


def test_the_reason_says_which_form_and_what_of_the_corrected_one():
    assert judge("result", TORN, None)[1].startswith("as printed, ")
    assert judge("result", FAILED, TORN)[1].startswith("amended, ")
    assert judge("result", FAILED, None)[1].endswith("; no corrected form is given")
    assert "corrected, both arms hold" in judge("result", FAILED, HELD)[1]
    assert "the corrected form is not established: only" in judge("result", FAILED, HALF)[1]
    assert judge("definition", FAILED, None)[1].endswith("; no corrected form is given")


def test_pins_that_differ_are_named():
    result = {"verdict": "refuted", "grade": {"text": "double a"}}
    assert list(differences("refuted", "double a", result)) == []
    assert list(differences(None, None, result)) == []
    assert list(differences("proved", "drop a", result)) == [
        "verdict pinned proved, computed refuted",
        "failure pinned 'drop a', computed 'double a'",
    ]
    assert list(differences("proved", "drop a", {"verdict": "proved", "grade": None})) == [
        "failure pinned 'drop a', computed 'None'"
    ]
