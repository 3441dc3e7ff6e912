"""One claim from its file to its part of the record."""

from functools import partial

import numpy as np
import pytest
import sympy as sp
from checker import planted
from checker.planted import A, a, x

import proofs.checker as ck
from proofs.checker import record, run
from proofs.checker.arms import derive
from proofs.checker.form import Form, Premises, form_of

B = sp.Symbol("B", positive=True)
HEIGHT = sp.Symbol("h", positive=True)


def test_what_a_run_gives_fits_the_record():
    for formula, amended in ((a**2 / 2, None), (a**3 / 2, planted.amended()), (a**3, None)):
        result = planted.run(planted.claim(formula, amended=amended))
        entry = {
            "key": "p:1", "source": {"document": "d", "section": "1", "equation": None},
            "kind": "result", "title": "t", "latex": "", "words": "formula", "expected": None,
            "reading": "", "because": "", "hypotheses": [], "premises": [],
            "rests_on": [], "pins": [],
            "standing": {"status": "by itself", "postulates": 0, "hypotheses": 0, "unproved": 0,
                         "undermined_by": [], "contradictory": [], "words": ""},
            **result,
        }  # fmt: skip
        made = {
            "schema": 3,
            "run": {"qmgr": "1", "python": "3", "packages": {}, "seed": 0, "samples": 8,
                    "seconds": 1.0},
            "claims": [entry],
        }  # fmt: skip
        record.validate(made)


def test_the_parts_of_a_result():
    result = planted.run(planted.claim(a**3 / 2, amended=planted.amended()))
    assert [(r["form"], r["arm"], r["outcome"]) for r in result["evidence"]] == [
        ("printed", "exact", "fails"),
        ("printed", "numeric", "fails"),
        ("amended", "exact", "holds"),
        ("amended", "numeric", "holds"),
    ]
    assert result["grade"] == {
        "kind": "slip", "by": "computed", "text": "undo: raise the exponent of a**2",
    }  # fmt: skip
    amended = result["amended"]
    assert (amended["verdict"], amended["note"]) == ("proved", "the exponent")
    assert amended["read_as"] == [{"name": "area", "latex": r"A = \frac{a^{2}}{2}"}]
    assert result["read_as"] == [{"name": "area", "latex": r"A = \frac{a^{3}}{2}"}]
    for steps in (result["steps"], amended["steps"]):
        assert steps == [
            {"text": "area under the line", "latex": r"A = \int\limits_{0}^{a} x\, dx"}
        ]
    right = planted.run(planted.claim())
    assert right["amended"] is right["grade"] is right["counterexample"] is right["breaks"] is None
    assert right["shared"] == right["premise_use"] == []
    assert right["seconds"] > 0


def test_rows_of_evidence_hold_what_was_done():
    exact, numeric = planted.run(planted.claim())["evidence"]
    assert (exact["method"], exact["obligations"], exact["literal"]) == ("constant", 1, 0)
    assert (exact["samples"], exact["error"], exact["tolerance"]) == (None, None, None)
    assert (numeric["method"], numeric["samples"]) == ("trapezoid rule", 8)
    assert numeric["tolerance"] == 1e-12
    assert 0 <= numeric["error"] < 1e-12
    assert numeric["detail"] == "a: one real from 0.5 to 2"
    assert (numeric["obligations"], numeric["literal"]) == (0, 0)


def test_the_point_that_shows_a_failure_stands_in_the_row():
    row = planted.rows(planted.run(planted.claim(a**3 / 2)), "exact")[0]
    assert row["detail"].startswith("the value at the witness is ")
    assert " (at a = " in row["detail"]
    right = planted.rows(planted.run(planted.claim()), "exact")[0]
    assert " at a" not in right["detail"]

    def implied(form, premises):
        yield ck.Entails("area", ck.greater(a, 1), form["area"].xreplace({A: a**2 / 2}))

    claim = planted.claim(printed=lambda: [ck.Link("area", ck.greater(A, a))], exact=implied)
    assert planted.rows(planted.run(claim), "exact")[0]["detail"].startswith("at a = ")


def test_the_error_of_an_inequality_and_of_a_hole_is_not_given():
    claim = planted.claim(printed=lambda: [ck.Link("area", ck.at_most(A, a**2))], exact=None)
    assert planted.rows(planted.run(claim), "numeric")[0]["error"] is None

    def engine(sample, rng):
        return ck.Measurement({A: np.where(sample["a"] > 1, np.nan, 1.0), a: sample["a"]})

    claim = planted.claim(exact=None, numeric=planted.arm(engine))
    assert planted.rows(planted.run(claim), "numeric")[0]["error"] is None


def test_the_fault_of_an_arm_stands_in_its_row():
    result = planted.run(planted.claim(numeric=planted.arm(planted.still_engine)))
    (row,) = planted.rows(result, "numeric")
    assert (row["outcome"], row["detail"]) == (
        "absent",
        "the engine measures the same at every point",
    )
    result = planted.run(planted.claim(exact=planted.vacuous_exact))
    (row,) = planted.rows(result, "exact")
    assert (row["outcome"], row["method"]) == ("absent", "none")
    assert row["detail"] == "it notices none of 4 wrong forms"


def test_an_engine_at_fault_refutes_nothing():
    """It measures the wrong thing, at one point, and there is no exact arm to contradict it."""

    def engine(sample, rng):
        return planted.wrong_engine({"a": np.full_like(sample["a"], 2.0)}, rng)

    result = planted.run(planted.claim(exact=None, numeric=planted.arm(engine)))
    assert result["verdict"] == "open"
    assert result["counterexample"] is None
    assert (
        planted.run(planted.claim(exact=None, numeric=planted.arm(planted.wrong_engine)))["verdict"]
        == "refuted"
    )


def test_an_arm_that_fails_whatever_is_printed_refutes_nothing():
    def always(form, premises):
        yield ck.shows("area", a, x)

    result = planted.run(planted.claim(exact=always, numeric=None))
    assert result["verdict"] == "open"
    assert "hands over the same whatever the form" in result["reason"]
    (row,) = result["evidence"]
    assert (row["outcome"], row["method"]) == ("absent", "none")
    assert planted.run(planted.claim(exact=always))["verdict"] == "supported"


def test_a_link_that_holds_does_not_excuse_one_that_fails():
    links = [ck.Link("area", ck.equal(A, a**2 / 2)), ck.Link("half", ck.equal(B, a))]

    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(x, (x, 0, a)))
        yield ck.shows("half", form.of(B), a / 2)

    def engine(sample, rng):
        return ck.Measurement({**planted.engine(sample, rng).values, B: sample["a"] / 2})

    claim = planted.claim(printed=lambda: links, exact=exact, numeric=planted.arm(engine))
    result = planted.run(claim)
    assert result["verdict"] == "refuted"
    assert result["reason"].startswith("as printed half: fails in both arms")
    assert result["counterexample"]["link"] == "half"
    assert result["mutants"] is None
    assert result["grade"]["text"] == "half: Eq(B, a) fails"


def test_premises_reach_the_arm_and_their_use_is_recorded():
    line = form_of("planted:line", "amended", lambda: ck.equal(HEIGHT, x))

    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(premises["line"].of(HEIGHT), (x, 0, a)))

    claim = planted.claim(exact=exact, premises=("planted:line",))
    result = planted.run(claim, {"planted:line": line})
    assert result["verdict"] == "proved"
    (use,) = result["premise_use"]
    assert (use["key"], use["form"], use["used"], use["felt"]) == (
        "planted:line",
        "amended",
        True,
        1,
    )
    with pytest.raises(ValueError, match=r"must all be given, but \['planted:line'\] are missing"):
        planted.run(claim)


def test_hollow_arms_count_as_absent():
    def breaks(noticed):
        survivors = [f"break {i}" for i in range(9 - noticed)]
        return {"state": "fresh", "total": 9, "noticed": noticed, "survivors": survivors}

    both = {"exact": breaks(2), "numeric": breaks(9)}
    result = run.run_claim(planted.claim(), planted.Options(), breaks=both)
    assert result["verdict"] == "supported"
    assert "exact arm is absent (hollow: most of its breaks pass)" in result["reason"]
    assert result["breaks"]["exact"]["hollow"]
    assert not result["breaks"]["numeric"]["hollow"]
    both = {"exact": breaks(8), "numeric": breaks(9)}
    assert run.run_claim(planted.claim(), planted.Options(), breaks=both)["verdict"] == "proved"


def test_scope_is_that_of_the_form_that_holds():
    def exact(form, premises):
        for n in (2, 3):
            yield ck.shows("area", form.of(A), sp.Integral(x, (x, 0, a)), case={"n": n})

    assert planted.run(planted.claim(exact=exact, scope="lines"))["scope"] == "n = 2, 3; lines"
    assert planted.run(planted.claim(exact=None))["scope"] == ""


def test_an_exact_arm_may_return_a_list_or_yield():
    step, obligation = planted.exact(Form("p:1", "printed", planted.links(a**2 / 2)()), {})
    form = Form("planted:area", "printed", planted.links(a**2 / 2)())
    for made in ([step, obligation], iter([step, obligation])):
        claim = planted.claim(exact=lambda form, premises, made=made: made)
        assert derive(claim, form, Premises("planted:area")) == ((step,), (obligation,))


def test_an_engine_runs_once_for_both_forms_and_before_the_exact_arm():
    order = []

    def exact(form, premises):
        order.append("exact")
        yield from planted.exact(form, premises)

    def engine(sample, rng):
        order.append(f"engine at {len(sample['a'])}")
        return planted.engine(sample, rng)

    planted.run(planted.claim(a**3 / 2, exact=exact, numeric=planted.arm(engine),
                              amended=planted.amended()))  # fmt: skip
    assert order[:2] == ["engine at 8", "exact"]
    assert order.count("engine at 8") == 1


def made_of(formula):
    return [ck.Link("area", ck.equal(A, formula))]


def test_an_arm_that_calls_what_is_printed_with_an_argument_is_seen_too():
    def exact(form, premises):
        (link,) = made_of(a**2 / 2)
        yield ck.Vanishes("area", sp.Integral(form.of(A) - link.statement.rhs, (x, 0, 1)))

    result = planted.run(planted.claim(exact=exact, printed=partial(made_of, a**2 / 2)))
    assert result["verdict"] == "supported"
    assert "the exact arm calls made_of, which builds the form" in result["reason"]


def test_a_form_that_fails_is_not_broken_any_further():
    """Neither where the exact arm fails, nor where only the engine does."""
    for exact in (planted.exact, None):
        calls = []

        def engine(sample, rng, calls=calls):
            calls.append(len(sample["a"]))
            return planted.engine(sample, rng)

        claim = planted.claim(a**3 / 2, exact=exact, numeric=planted.arm(engine))
        result = planted.run(claim)
        assert (result["verdict"], result["mutants"]) == ("refuted", None)
        trials = [n for n in calls if n == 4]
        assert len(trials) == (0 if exact else 3)


half = [lambda width: width**2 / 2, lambda: planted.links(a**2 / 2)()]


def test_lambdas_are_not_taken_for_each_other():
    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(1, (x, 0, half[0](a))))

    assert planted.run(planted.claim(exact=exact, printed=half[1]))["verdict"] == "proved"


def shared_model(values):
    return values**2 / 2


def shared_letters():
    return (A, a)


def test_code_that_both_arms_enter_is_named_and_letters_are_not():
    def exact(form, premises):
        area, width = shared_letters()
        yield ck.shows("area", form.of(area), sp.Integral(x, (x, 0, width)))

    def engine(sample, rng):
        _, width = shared_letters()
        return ck.Measurement({**planted.engine(sample, rng).values, width: sample["a"]})

    def printed():
        area, width = shared_letters()
        return [ck.Link("area", ck.equal(area, shared_model(width)))]

    claim = planted.claim(printed=printed, exact=exact, numeric=planted.arm(engine))
    assert planted.run(claim)["verdict"] == "proved"

    def sharing_exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(1, (x, 0, shared_model(a))))

    def sharing_engine(sample, rng):
        return ck.Measurement({A: shared_model(sample["a"]), a: sample["a"]})

    claim = planted.claim(printed=printed, exact=sharing_exact, numeric=planted.arm(sharing_engine))
    result = planted.run(claim)
    assert result["verdict"] == "supported"
    assert [name.split(".")[-1] for name in result["shared"]] == ["shared_model"]
    assert planted.run(planted.claim(exact=sharing_exact))["verdict"] == "proved"
