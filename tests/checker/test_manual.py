"""The manual says what the code does: its example is proved, its caps are those of the judge."""

import re
from pathlib import Path

import pytest
import sympy as sp

import proofs.checker as ck
from proofs.checker import claim, decide, domain, isolate, metamorphic, session, trials
from proofs.checker.breaks import stored
from proofs.checker.form import Form, Link
from proofs.checker.loading import load_one
from proofs.checker.options import Options
from proofs.checker.run import run_claim
from proofs.report.groups import MEANING

DOCS = Path(__file__).parents[2] / "docs"


def manual(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_example_of_the_manual_is_proved(tmp_path):
    example = re.findall(r"```python\n(.*?)```", manual("adding-a-claim.md"), re.DOTALL)[0]
    path = tmp_path / "eq_1_02.py"
    path.write_text(example)
    made = load_one("mypaper:1.2", path)
    x, height = sp.symbols("x h", positive=True)
    line = Form("mypaper:1.1", "printed", [Link("line", ck.equal(height, x))])
    result = run_claim(made, Options(), {line.key: line})
    assert result["verdict"] == made.expected == "proved"
    assert [row["felt"] for row in result["premise_use"]] == [1]


def test_every_verdict_is_explained():
    text = manual("verdicts.md")
    assert all(f"`{verdict}`" in text for verdict in MEANING)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("tolerance of a numeric arm", [claim.LARGEST_TOLERANCE]),
        ("width of an interval", [domain.NARROWEST]),
        ("chance of an accident", [decide.LARGEST_CHANCE]),
        ("explained mutants", [1, claim.EXPLAINED_MOST]),
        ("explained breaks", [stored.EXPLAINED_MOST]),
        (
            "time",
            [claim.MUTANT_LIMIT, metamorphic.LIMIT, session.LIMIT / 60, isolate.MEMORY / 2**30],
        ),
    ],
)
def test_caps_are_those_of_the_judge(row, values):
    line = next(line for line in manual("verdicts.md").splitlines() if line.startswith(f"| {row}"))
    numbers = re.findall(r"\d+(?:\.\d+)?(?:e-\d+)?", line.split("|")[2])
    assert list(map(float, numbers)) == pytest.approx(values)
    assert claim.EXPLAINED_SHARE == 0.1
    assert trials.ENOUGH == 0.25
