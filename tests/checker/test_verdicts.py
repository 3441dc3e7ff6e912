"""Planted errors come out as they must; nobody can type a verdict."""

from dataclasses import replace

import pytest
import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck


def run(**changes):
    return planted.run(planted.claim(**changes))


def test_a_right_formula_is_proved_and_all_its_mutants_are_killed_by_both_arms():
    result = run()
    assert result["verdict"] == "proved"
    mutants = result["mutants"]
    assert mutants["total"] >= 4
    assert mutants["killed_exact"] == mutants["killed_numeric"] == mutants["total"]


def test_a_wrong_printed_formula_is_refuted_with_the_smallest_counterexample():
    result = run(formula=a**3 / 2)
    assert result["verdict"] == "refuted"
    found = result["counterexample"]
    assert found["found_by"] == "hypothesis"
    assert found["values"]["a"] in (
        "0.5",
        "2",
    )  # simple, and not 1


def test_a_wrong_printed_formula_with_a_right_amended_form_is_corrected():
    result = run(formula=a**3 / 2, amended=planted.amended())
    assert result["verdict"] == "corrected"
    assert result["amended"]["verdict"] == "proved"
    assert result["mutants"]["form"] == "amended"


def test_an_amended_form_that_is_wrong_too_does_not_correct():
    result = run(formula=a**3 / 2, amended=planted.amended(a**2))
    assert result["verdict"] == "refuted"
    assert "not established" in result["reason"]


def test_a_wrong_engine_is_a_conflict():
    assert run(numeric=planted.arm(planted.wrong_engine))["verdict"] == "conflict"


def test_a_vacuous_exact_arm_counts_as_absent():
    result = run(exact=planted.vacuous_exact)
    assert result["verdict"] == "supported"
    assert "numeric arm holds" in result["reason"]
    assert result["mutants"]["killed_exact"] == 0


def test_a_vacuous_numeric_arm_counts_as_absent():
    """It measures one square only."""
    result = run(numeric=planted.arm(planted.still_engine))
    assert result["verdict"] == "supported"
    assert "exact arm holds" in result["reason"]
    assert result["mutants"]["killed_numeric"] == 0


def test_two_vacuous_arms_leave_a_claim_open():
    result = run(exact=planted.vacuous_exact, numeric=planted.arm(planted.still_engine))
    assert result["verdict"] == "open"


def test_a_term_that_neither_arm_can_see_makes_a_claim_weak():
    offset = sp.Symbol("b", real=True)

    def blind_exact(form, premises):
        step, only = planted.exact(form, premises)
        return [step, replace(only, expression=only.expression.xreplace({offset: sp.S.Zero}))]

    def blind_engine(sample, rng):
        measured = planted.engine(sample, rng)
        return ck.Measurement({**measured.values, offset: 0 * sample["a"]})

    result = run(formula=a**2 / 2 + offset, exact=blind_exact, numeric=planted.arm(blind_engine))
    assert result["verdict"] == "weak"
    survivors = {m["name"] for m in result["mutants"]["survivors"]}
    assert "area: drop the term b" in survivors


def test_a_claim_with_one_arm_is_supported():
    assert run(numeric=None)["verdict"] == "supported"
    assert run(exact=None)["verdict"] == "supported"


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [("definition", "well-posed", "ill-posed"), ("postulate", "consistent", "inconsistent")],
)
def test_definitions_and_postulates_have_words_of_their_own(kind, right, wrong):
    assert run(kind=kind)["verdict"] == right
    assert run(kind=kind, formula=a**3 / 2)["verdict"] == wrong
    assert run(kind=kind, numeric=None)["verdict"] == "open"


def test_a_known_counterexample_is_replayed_and_a_stale_one_is_an_error():
    known = ({"a": 2.0},)
    assert run(formula=a**3 / 2, known=known)["verdict"] == "refuted"
    with pytest.raises(ValueError, match="no longer breaks"):
        run(formula=a**3 / 2, known=({"a": 1.0},))


def test_only_surviving_mutants_can_be_explained():
    with pytest.raises(ValueError, match="explain surviving mutants only"):
        run(explained={"area: flip the sign of the right side": "because"})


def test_an_exact_arm_that_speaks_of_a_link_that_is_not_printed_is_an_error():
    def stray(form, premises):
        yield from planted.exact(form, premises)
        yield ck.Vanishes("volume", a)

    with pytest.raises(ValueError, match="must speak of its links"):
        run(exact=stray)


def test_the_same_seed_gives_the_same_evidence_and_another_seed_other_samples():
    def bare(result):
        rows = [{**row, "seconds": 0} for row in result["evidence"]]
        return {**result, "seconds": 0, "evidence": rows}

    claim = planted.claim(formula=a**3 / 2)
    one, two = (planted.run(claim, seed=1) for _ in range(2))
    other = planted.run(claim, seed=2)
    assert bare(one) == bare(two)
    assert one["evidence"][1]["error"] != other["evidence"][1]["error"]


def test_a_value_at_a_random_point_does_not_pass_for_a_normal_form():
    def drawn(form, premises):
        gap = form.of(A) - sp.Integral(x, (x, 0, a))
        yield ck.Vanishes("area", gap.subs(a, 12345), chance=1e-6)

    row = run(exact=drawn)["evidence"][0]
    assert row["outcome"] == "holds"
    assert "chance of an accident <= 1e-06" in row["method"]
