"""The README says what the claims and their record say."""

import re
from pathlib import Path

import pytest

from proofs.checker.cache import sources
from proofs.checker.options import Options
from proofs.checker.registry import load
from proofs.checker.session import Session

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
HOLD = {"proved", "well-posed", "consistent"}
FAIL = {"corrected", "refuted", "ill-posed", "inconsistent"}
PAPERS = {"vanchurin": "V. Vanchurin", "dong_zhou": "X. Dong", "hashimoto": "K. Hashimoto"}
FINDINGS = re.findall(r"^\| `(\S+)` \| .* \| (\S+) \| (\S+) \|$", README, re.MULTILINE)


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("paper", PAPERS)
def test_the_numbers_of_claims_are_those_of_the_suite(paper):
    pinned = [e.card.expected for key, e in load().items() if key.startswith(f"{paper}:")]
    counts = (len(pinned), sum(p in HOLD for p in pinned), sum(p in FAIL for p in pinned))
    (row,) = re.findall(rf"^\| {PAPERS[paper]}.*$", README, re.MULTILINE)
    assert row.endswith(" | {} | {} | {} |".format(*counts))


def test_there_are_five_findings_and_both_commands():
    assert len(FINDINGS) == 5
    for name in ("main", "tests"):
        assert len(re.findall(rf"^```sh {name}\n.+\n```$", README, re.MULTILINE)) == 1


def test_every_link_to_a_file_leads_somewhere():
    root = Path(__file__).parents[2]
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (root / target).exists(), target


@pytest.mark.slow
@pytest.mark.parametrize(("key", "left", "right"), FINDINGS)
def test_the_findings_have_the_numbers_of_the_record(key, left, right):
    session = Session(load(), [key], Options(), 2, sources=sources())
    session.check(lambda key, result, kept: None)
    detail = session.record()["claims"][0]["counterexample"]["detail"]
    assert detail == f"left side {left}, right side {right} where they differ most"


def test_the_python_of_the_readme_runs_as_far_as_the_check(capsys):
    """What comes before the check, which takes its time."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    before = code.split("record = ")[0].replace("import qmgr\n", "")
    from qmgr_sym.geometry import metrics

    class Door:
        """What is used of the front door, which is not installed in a bare checkout."""

    door = Door()
    door.metrics = metrics
    exec(before, {"qmgr": door})
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "True"
    assert "Derivative(f(r), (r, 2))" in said[0]
