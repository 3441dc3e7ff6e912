"""Results of breaks: where they are kept, when they are stale, what reasons do to them."""

import json

import area_claim
import pytest

from proofs.checker.breaks import stored
from proofs.checker.breaks.digest import Code
from proofs.checker.errors import UsageError
from proofs.checker.registry import PAPERS, Entry
from proofs.checker.sources import ROOT

KEY = "own:1.1"
HELP = "numerics/grid.py"


def result(path, functions, survivors=(), total=24, noticed=24):
    names = {name: names.split(", ") for name, names in functions.items()}
    arm = {
        "digest": Code().digest(path, names),
        "functions": functions,
        "total": total,
        "noticed": noticed,
        "raised": 0,
        "survivors": [
            {"file": path.name, "line": 1, "function": "f", "kind": "sign", "what": what}
            for what in survivors
        ],
        "not_breakable": None,
        "seconds": 1.0,
    }
    return {"form": "printed", "exact": arm, "shared": []}


@pytest.fixture
def path(tmp_path):
    return area_claim.write(tmp_path / "claims", KEY)


def test_what_is_kept_comes_back(path):
    assert stored.read(KEY, path, stored.memory()) is None
    stored.keep(KEY, path, result(path, {HELP: "derivative, Grid.spacing"}, ["x -> y"], 24, 23))
    found = stored.read(KEY, path, stored.memory())
    assert found == {"exact": stored.ArmBreaks("fresh", 24, 23, ("f: x -> y",))}
    assert stored.read("own:1.2", path, stored.memory()) is None


def test_results_of_a_paper_lie_beside_it_and_those_of_a_user_in_the_cache(path, own_cache):
    claim = PAPERS / "vanchurin" / "section_2" / "eq_2_01.py"
    assert stored.place(claim) == PAPERS / "vanchurin" / "breaks.json"
    assert stored.place(path).is_relative_to(own_cache)


def test_the_file_is_the_same_for_the_same_results_whatever_came_first(path):
    one, other = result(path, {HELP: "derivative"}), result(path, {})
    stored.keep("own:a", path, one)
    stored.keep("own:b", path, other)
    first = stored.place(path).read_text()
    stored.place(path).unlink()
    stored.keep("own:b", path, other)
    stored.keep("own:a", path, one)
    assert stored.place(path).read_text() == first
    assert first.endswith("}\n")


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("# exact", "# another comment", "fresh"),
        ('title="Area under a line"', 'title="Area"', "fresh"),
        ('expected="proved"', 'expected="weak",\n    explained={"break f: x": "why"}', "fresh"),
        ('"""The area under the line y = x."""', '"""Area."""', "fresh"),
        ("0.0, 1.0, 101", "0.0, 1.0, 102", "stale"),
        ("line = GRID", "line = 1.0 * GRID", "stale"),
        ("tolerance=1e-12", "tolerance=1e-2", "stale"),
        ("a**2 / 2", "a**2 / 3", "stale"),
    ],
)
def test_a_result_is_stale_where_the_code_of_the_claim_has_changed(path, old, new, state):
    stored.keep(KEY, path, result(path, {}))
    area_claim.edit(path, old, new)
    assert stored.read(KEY, path, stored.memory())["exact"].state == state
    assert stored.fresh(KEY, path, stored.memory()) == (state == "fresh")


def test_of_another_file_only_the_functions_that_ran_count(path):
    helper = path.parent / "helper.py"
    helper.write_text("STEP = 1\n\n\ndef f(x):\n    return x\n\n\ndef g(x):\n    return x\n")
    stored.keep(KEY, path, result(path, {"helper.py": "f"}))
    for old, new, fresh in [
        ("def g(x):\n    return x", "def g(x):\n    return 2 * x", True),
        ("def f(x):\n", 'def f(x):\n    """Text."""\n', True),
        ("STEP = 1", "import os\n\nSTEP = 1", True),
        ("STEP = 1", "STEP = 2", False),
        ("STEP = 2", "STEP = 1", True),
        ('"""Text."""\n    return x', "return -x", False),
        ("def f(x):", "def h(x):", False),
    ]:
        area_claim.edit(helper, old, new)
        assert stored.fresh(KEY, path, Code()) is fresh, (old, new)


def test_a_number_and_a_text_are_not_the_same_code(path):
    one = Code().digest(path, {})
    area_claim.edit(path, "np.linspace(0.0, 1.0, 101)", 'np.linspace("0.0", 1.0, 101)')
    assert Code().digest(path, {}) != one


def test_a_claim_that_is_gone_is_stale(path):
    stored.keep(KEY, path, result(path, {HELP: "no_such_function"}))
    assert stored.read(KEY, path, Code())["exact"].state == "stale" or Code().digest(
        path, {HELP: ["no_such_function"]}
    ) is None  # fmt: skip


def test_digests_are_remembered_and_a_damaged_memory_is_an_empty_one(path, tmp_path):
    memory = tmp_path / "cache" / "functions.json"
    code = Code(memory)
    wanted = code.digest(path, {HELP: ["derivative"]})
    code.save()
    assert len(json.loads(memory.read_text())["files"]) == 2
    assert Code(memory).digest(path, {HELP: ["derivative"]}) == wanted
    memory.write_text("{")
    assert Code(memory).digest(path, {HELP: ["derivative"]}) == wanted


@pytest.mark.parametrize("text", ["[]", '{"version": 99, "claims": {}}', "{}", "{", "\udc80"])
def test_a_file_of_another_version_is_refused(path, text):
    stored.place(path).parent.mkdir(parents=True)
    stored.place(path).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=r"must (be of version 1|hold results of breaks)"):
        stored.read(KEY, path, Code())


def test_what_is_known_of_all_claims_goes_by_claim_and_arm(path):
    entries = {KEY: Entry(None, path), "own:1.2": Entry(None, path.with_name("none.py"))}
    assert stored.known(entries) == {}
    stored.keep(KEY, path, result(path, {}, ["x -> y"], 24, 23))
    assert stored.known(entries) == {KEY: breaks("f: x -> y", noticed=23, total=24)}


@pytest.mark.parametrize(
    ("total", "noticed", "hollow"),
    [(24, 11, True), (24, 12, False), (4, 1, True), (3, 0, False), (0, 0, False)],
)
def test_hollow_is_an_arm_that_notices_less_than_half(total, noticed, hollow):
    assert stored.ArmBreaks("fresh", total, noticed, ()).hollow is hollow


def breaks(*survivors, noticed=8, total=20, state="fresh"):
    return {"exact": stored.ArmBreaks(state, total, noticed, survivors).record()}


def test_explained_breaks_count_as_noticed():
    found = stored.with_reasons(breaks("f: a", "f: b"), {"break f: a": "why", "x": "a mutant"})
    assert found["exact"]["explained"] == 1
    assert found["exact"]["survivors"] == ["f: b"]
    assert found["exact"]["hollow"]
    both = {"break f: a": "why", "break f: b": "why"}
    assert not stored.with_reasons(breaks("f: a", "f: b"), both)["exact"]["hollow"]


def test_only_surviving_breaks_may_be_explained_unless_the_result_is_stale():
    with pytest.raises(ValueError, match="must explain surviving breaks only"):
        stored.with_reasons(breaks("f: a"), {"break f: z": "why"})
    stale = stored.with_reasons(breaks("f: a", state="stale"), {"break f: z": "why"})
    assert stale["exact"]["explained"] == 0
    assert stored.with_reasons({}, {"break f: z": "why"}) == {}


def test_at_most_six_breaks_of_an_arm_may_be_explained():
    names = [f"f: {i}" for i in range(7)]
    with pytest.raises(ValueError, match="at most 6 breaks"):
        stored.with_reasons(breaks(*names), {f"break {name}": "because" for name in names})


def test_entries_of_the_record_follow_its_schema():
    schema = json.loads((ROOT / "proofs" / "checker" / "record.schema.json").read_text())
    found = stored.with_reasons(breaks("f: a"), {})["exact"]
    assert set(found) == set(schema["$defs"]["arm_breaks"]["required"])


def test_kept_results_of_the_papers_can_be_read():
    """Every file in the project is of this version and names claims and places that exist."""
    for file in PAPERS.glob("*/breaks.json"):
        for key, found in stored.load(file).items():
            assert key.startswith(f"{file.parent.name}:")
            for arm in stored.ARMS:
                for survivor in found.get(arm, {}).get("survivors", ()):
                    assert stored.name_of(survivor)
