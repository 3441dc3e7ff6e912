"""Breaking a claim: the form that holds, premises, what the arms share, what is not counted."""

import area_claim
import pytest

from proofs.checker.breaks.worker import break_claim

OPTIONS = {"seed": 0, "samples": 64}
PRINTED = ("return ck.equal(A, a**2 / 2)", "return ck.equal(A, a**2 / 3)")
AMENDED = (
    "    premises=(),",
    "    premises=(),\n    amended=ck.Amended('A', lambda: ck.equal(A, a**2 / 2), 'one half'),",
)


@pytest.fixture
def broken(tmp_path):
    """Write a claim with some edits and break it; each in a folder of its own."""
    count = iter(range(9))

    def run(*edits, premises=()):
        path = area_claim.write(tmp_path / f"claims_{next(count)}", "own:1.1", *edits)
        own = str(path.parent)
        return break_claim("own:1.1", str(path), own, OPTIONS, premises, 12)

    return run


def test_the_printed_form_is_taken_where_it_holds(broken):
    result = broken(AMENDED)
    assert result["form"] == "printed"
    assert result["numeric"]["total"] > 0


def test_the_amended_form_is_taken_where_the_print_fails(broken):
    result = broken(PRINTED, AMENDED)
    assert result["form"] == "amended"
    assert result["numeric"]["noticed"] > 0


def test_without_an_amended_form_a_print_that_fails_cannot_be_used(broken):
    result = broken(PRINTED)
    assert result["form"] == "printed"
    assert result["exact"]["not_breakable"] == result["numeric"]["not_breakable"] is not None


def test_an_arm_that_is_not_there_has_no_result(broken):
    result = broken(("    exact=exact,", "    exact=None,"))
    assert "exact" not in result
    assert result["shared"] == []


def test_a_function_that_both_arms_enter_is_named(broken):
    shared = "def square(x):\n    return x**2 / 2\n\n\ndef exact(form"
    result = broken(
        ("def exact(form", shared),
        ("form.of(A), sp.Integral(x", "form.of(A), sp.Integral(square(x).diff(x)"),
        ("A: trapezoid(line, line, axis=1)", "A: square(width)"),
    )
    assert result["shared"] == ["eq_1_1.square"]


def test_what_is_measured_for_the_other_form_is_not_counted(broken):
    other = ("return ck.equal(A, a**2 / 2)", "return ck.equal(A, a * sp.Symbol('C'))")
    measured = ("a: width}", "a: width, sp.Symbol('C'): width * 7 + GRID[3] * 6 - width / 5}")
    result = broken(other, AMENDED, measured)
    assert result["form"] == "amended"
    assert not any("7" in s["what"] for s in result["numeric"]["survivors"])
    line = "line = GRID * width[:, None]"
    idle = (line, f"{line}\n    idle = width * 7 + GRID[3] * 6 - width / 5")
    result = broken(PRINTED, AMENDED, idle)
    assert any("7" in s["what"] for s in result["numeric"]["survivors"])


def test_premises_are_given_in_the_form_of_their_verdict(broken, tmp_path):
    premise = area_claim.write(tmp_path / "premises", "own:9.9", PRINTED, AMENDED)
    given = "premises['own:9.9'].of(A).diff(a).subs(a, x)"
    uses = ("form.of(A), sp.Integral(x", f"form.of(A), sp.Integral({given}")
    for verdict, breakable in (("corrected", True), ("proved", False)):
        result = broken(uses, premises=[("own:9.9", str(premise), verdict)])
        assert (result["exact"]["not_breakable"] is None) is breakable, verdict
