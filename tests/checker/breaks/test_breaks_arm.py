"""Arms that notice their breaks, and arms that do not."""

import importlib.util
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from proofs.checker.breaks.arm import Arm, _breaks, _end, _tries, break_arm
from proofs.checker.breaks.evidence import Evidence, of_exact, of_numeric
from proofs.checker.breaks.lines import lines_run
from proofs.checker.breaks.stored import is_hollow
from proofs.checker.form import Premises, form_of
from proofs.checker.options import Options

HEAD = """
import numpy as np
import sympy as sp

import proofs.checker as ck

a, x, A, B = sp.symbols("a x A B", positive=True)
"""
HELP = """
def used(width):
    return width ** 2 / 2


def unused(width):
    return width ** 3 / 3


def both(width):
    return used(width), unused(width)
"""
SOUND = (
    HEAD
    + """
def printed():
    return ck.equal(A, a**2 / 2)


def exact(form, premises):
    yield ck.shows("equation", form.of(A), sp.Integral(x, (x, 0, a)))


def engine(sample, rng):
    width = sample["a"]
    grid = np.linspace(0.0, 1.0, 101) * width[:, None]
    mean = grid.sum(axis=1) / 101
    return ck.Measurement({A: width * mean, a: width})
"""
)
HOLLOW = (
    HEAD
    + """
def printed():
    return ck.equal((A + 1) ** 2, A**2 + 2 * A + 1)


def area(width):
    return 17 * width ** 3 + 2 * width


def exact(form, premises):
    yield ck.shows("equation", form.lhs.subs(A, area(a)), form.rhs.subs(A, area(a)))


def engine(sample, rng):
    width = sample["a"]
    return ck.Measurement({A: area(width) * 3 - 1})
"""
)
TAIL = """
CLAIM = ck.Claim(
    key="planted:area", source=ck.Source("a test", "1", "1.1"), kind="result", title="Area",
    latex="A", printed=printed, exact=exact,
    numeric=ck.NumericArm(
        engine, ck.Domain((ck.Real("a", 0.5, 2.0),)), tolerance=1e-9, reason="rounding",
        method="sums", samples=8,
    ),
)
"""


@pytest.fixture
def load(tmp_path):
    """A claim from the text of its file, and the file."""
    names = []

    def make(text, name="area"):
        path = tmp_path / f"{name}.py"
        path.write_text(text)
        spec = importlib.util.spec_from_file_location(f"qmgr_own_claims.{name}", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[f"qmgr_own_claims.{name}"] = module
        names.append(f"qmgr_own_claims.{name}")
        spec.loader.exec_module(module)
        return module, path

    yield make
    for name in names:
        del sys.modules[name]


def arms(module, path, which="printed"):
    claim = module.CLAIM
    form = form_of(claim.key, which, claim.printed)
    calls = {
        "exact": lambda known: of_exact(claim, form, Premises(claim.key), known),
        "numeric": lambda _: of_numeric(claim, form, (), Options()),
    }
    return {name: Arm(call, path, name, path.parent) for name, call in calls.items()}


def test_a_sound_arm_notices_every_break(load):
    module, path = load(SOUND + TAIL)
    arm = arms(module, path)["numeric"]
    result, ran = break_arm(arm)
    assert ran == {"area.engine"}
    evidence, lines = lines_run(lambda: arm.call({}), arm.own)
    tries = _tries(arm, _breaks(arm, lines), evidence.outcomes, 1.0)
    assert result["raised"] == [end for _, end in tries].count("raised")
    assert result["total"] >= 6
    assert result["survivors"] == []
    assert result["noticed"] == result["total"]
    assert 0 < result["raised"] < result["total"]
    assert result["not_breakable"] is None


@pytest.mark.parametrize("arm", ["exact", "numeric"])
def test_an_arm_whose_model_cancels_is_hollow(load, arm):
    module, path = load(HOLLOW + TAIL)
    result, _ = break_arm(arms(module, path)[arm])
    assert is_hollow(result["noticed"], result["total"]), result
    named = {f"{s['function']}: {s['what']}" for s in result["survivors"]}
    assert any(name.startswith("area: return 17 * width ** 3 + 2 * width -> ") for name in named)
    (line,) = {s["line"] for s in result["survivors"] if s["function"] == "area"}
    assert path.read_text().splitlines()[line - 1].endswith("17 * width ** 3 + 2 * width")


def test_the_evidence_is_that_of_before(load):
    module, path = load(SOUND + TAIL)
    arm = arms(module, path)["numeric"]
    before = arm.call({})
    break_arm(arm)
    assert arm.call({}) == before


def test_the_same_breaks_are_taken_every_time_and_others_for_another_claim(load):
    module, path = load(HOLLOW + TAIL)
    arm = arms(module, path)["numeric"]
    results = [break_arm(a, 4)[0] for a in (arm, arm, Arm(arm.call, path, "other", path.parent))]
    first, again, other = ([(s["line"], s["what"]) for s in r["survivors"]] for r in results)
    assert first == again != other


def test_at_most_so_many_breaks_are_counted(load):
    module, path = load(HOLLOW + TAIL)
    assert break_arm(arms(module, path)["numeric"], 5)[0]["total"] == 5


def test_what_a_library_does_beyond_the_claim_is_not_counted(load):
    helper, _ = load(HELP, "helper")
    text = SOUND.replace("width * mean", "HELPER.both(width)[0]") + TAIL
    module, path = load(text)
    module.HELPER = helper
    result, ran = break_arm(arms(module, path)["numeric"])
    assert {"helper.used", "helper.unused"} <= ran
    assert not any("unused" in s["function"] for s in result["survivors"])
    assert set(result["functions"]) == {"helper.py"}


def test_at_least_half_of_the_breaks_are_in_the_file_of_the_claim(load):
    helper, _ = load(
        HELP + "\n".join(f"def f{i}(x):\n    return x + {i}" for i in range(9)), "help"
    )
    text = SOUND.replace("width * mean", "HELPER.used(width) + sum(f(0) * 0 for f in HELPER.ALL)")
    module, path = load(text + TAIL)
    helper.ALL = [getattr(helper, f"f{i}") for i in range(9)]
    module.HELPER = helper
    arm = arms(module, path)["numeric"]
    lines = lines_run(lambda: arm.call({}), arm.own)[1]
    files = [Path(broken.module.filename).name for broken in islice(_breaks(arm, lines), 10)]
    assert files.count("area.py") == 5
    assert files[0] == "area.py"
    assert break_arm(arm, 4)[0]["total"] == 4, "idle ones are made up for"


def test_a_break_of_a_function_that_keeps_its_values_is_noticed(load):
    helper, _ = load("from functools import cache\n\n@cache\ndef half():\n    return 0.5\n", "help")
    module, path = load(SOUND.replace("width * mean", "width ** 2 * HELPER.half()") + TAIL)
    module.HELPER = helper
    result, ran = break_arm(arms(module, path)["numeric"])
    assert "help.half" in ran
    assert not any(s["function"] == "help.half" for s in result["survivors"])


def test_idle_code_in_the_file_of_the_claim_is_counted(load):
    """A model beside the formula that is handed over shows nothing."""
    text = SOUND.replace("width * mean", "width ** 2 / 2")
    text = text.replace("    return ck.Meas", "    decoy = mean ** 3 + width\n    return ck.Meas")
    module, path = load(text + TAIL)
    result, _ = break_arm(arms(module, path)["numeric"])
    assert any(s["what"].startswith("decoy = mean ** 3 + width ->") for s in result["survivors"])


def test_a_form_that_fails_cannot_show_that_an_arm_notices(load):
    module, path = load(SOUND.replace("a**2 / 2)", "a**2 / 3)") + TAIL)
    for arm in arms(module, path).values():
        result, _ = break_arm(arm)
        assert result["total"] == 0
        assert result["not_breakable"].startswith("no link holds")


def test_a_break_that_hangs_is_noticed(load, monkeypatch):
    monkeypatch.setattr("proofs.checker.breaks.arm.LEAST_SECONDS", 1.0)
    text = SOUND.replace("    mean =", "    k = 0\n    while k < 2:\n        k += 1\n    mean =")
    module, path = load(text + TAIL)
    result, _ = break_arm(arms(module, path)["numeric"])
    assert "k += 1 -> k -= 1" not in {s["what"] for s in result["survivors"]}
    assert result["seconds"] > 1


def test_links_that_fail_do_not_count():
    whole = Evidence({"a": "holds", "b": "fails"}, {"a": 1, "b": 2}, 3)
    changed = whole._replace(outcomes={"a": "fails", "b": "fails"})
    assert _end(whole, changed, own=True) == "changed"
    assert _end(whole, whole._replace(form={"a": 9, "b": 2}), own=False) == "survived"
    assert _end(whole, whole._replace(form={"a": 1, "b": 9}), own=True) == "idle"
    assert _end(whole, whole._replace(other=9), own=True) == "idle"
    assert _end(whole, whole, own=False) == "idle"
    assert _end(whole, whole, own=True) == "survived"


def test_measured_values_that_move_by_less_than_any_tolerance_do_not_count():
    whole = Evidence({"a": "holds"}, {"a": 1}, 0, {"a": [[0.5, 0.0, 2.0]]}, 1e-6)
    for moved, end in ((1e-7, "idle"), (1e-3, "survived"), (float("nan"), "survived")):
        found = whole._replace(form={"a": 2}, rough={"a": [[0.5 + moved, 0.0, 2.0]]})
        assert _end(whole, found, own=True) == end
    more = whole._replace(form={"a": 2}, rough={"a": [[0.5, 0.0, 2.0], [0.0, 0.0, 1.0]]})
    assert _end(whole, more, own=True) == "survived"


def test_another_sign_of_an_equation_does_not_count(load):
    """What is to vanish may be doubled or reversed; anything else is noticed."""
    text = "def residual(area, whole):\n    return area - whole\n"
    helper, _ = load(text, "helper")
    handed = "HELPER.residual(form.of(A), sp.Integral(x, (x, 0, a))), 0"
    module, path = load(SOUND.replace("form.of(A), sp.Integral(x, (x, 0, a))", handed) + TAIL)
    module.HELPER = helper
    result, ran = break_arm(arms(module, path)["exact"])
    assert "helper.residual" in ran
    assert result["total"] > 0
    assert [s["what"] for s in result["survivors"]] == []


def test_the_files_of_premises_are_left_alone(load):
    helper, below = load(HELP, "helper")
    module, path = load(SOUND.replace("width * mean", "HELPER.used(width)") + TAIL)
    module.HELPER = helper
    arm = arms(module, path)["numeric"]
    lines = lines_run(lambda: arm.call({}), arm.own)[1]
    for premises in (frozenset(), frozenset({below})):
        found = _breaks(replace(arm, premises=premises), lines)
        assert (below in {Path(b.module.filename) for b in found}) == (not premises)


def test_an_arm_that_says_now_this_now_that_is_refused(tmp_path):
    said = iter(["holds", "fails"])
    arm = Arm(lambda _: Evidence({"a": next(said)}, {"a": 0}), tmp_path / "none.py", "")
    with pytest.raises(ValueError, match="must give the same outcome twice"):
        break_arm(arm)


def test_an_arm_that_does_not_run_again_is_refused(load):
    module, path = load(SOUND.replace("    mean =", "    COUNT.pop()\n    mean =") + TAIL)
    module.COUNT = [1, 2]
    with pytest.raises(ValueError, match="must run again as it did, but raised: IndexError"):
        break_arm(arms(module, path)["numeric"])
