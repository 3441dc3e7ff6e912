"""Every claim is run, and its computed verdict is the one pinned in its file."""

import pytest

from proofs.checker.graph import missing_premises, premise_graph, rests_on
from proofs.checker.options import Options
from proofs.checker.registry import load
from proofs.checker.run import run_claim

ENTRIES = load()
CLAIMS = {key: entry.claim for key, entry in ENTRIES.items()}
SECTIONS = {"2": 9, "3": 12, "4": 8, "5": 9, "6": 16, "7": 9, "8": 13}


@pytest.mark.parametrize("key", CLAIMS)
def test_the_verdict_is_the_pinned_one_and_both_arms_can_fail(key):
    """Each arm kills wrong forms of the form that holds; a failing form has a counterexample."""
    found = run_claim(CLAIMS[key], Options())
    assert CLAIMS[key].expected is not None, "every claim of the suite pins its verdict"
    assert found["verdict"] == CLAIMS[key].expected, found["reason"]
    if found["verdict"] not in ("refuted", "inconsistent"):
        assert found["mutants"]["killed_exact"] > 0
        assert found["mutants"]["killed_numeric"] > 0
        assert found["mutants"]["survivors"] == []
    if found["verdict"] in ("refuted", "inconsistent", "corrected", "ill-posed"):
        assert found["counterexample"] is not None


def test_every_printed_equation_number_has_a_claim_file():
    printed = {f"{s}.{n}" for s, last in SECTIONS.items() for n in range(1, last + 1)}
    numbered = {c.source.equation for c in CLAIMS.values() if c.key.startswith("vanchurin:")}
    assert printed <= numbered
    for key, claim in CLAIMS.items():
        if claim.source.equation is not None and key.startswith("vanchurin:"):
            assert key == f"vanchurin:{claim.source.equation}"
            section, number = claim.source.equation.split(".")
            assert ENTRIES[key].path.stem == f"eq_{section}_{int(number):02d}"
            assert claim.source.section == section


def test_premises_exist_and_run_in_no_circle():
    graph = premise_graph(CLAIMS)
    for key in CLAIMS:
        assert missing_premises(key, graph) == []


def test_the_schrodinger_equation_rests_on_the_road_from_the_first_equation():
    verdicts = {key: claim.expected for key, claim in CLAIMS.items()}
    beliefs = rests_on("vanchurin:schrodinger", premise_graph(CLAIMS), verdicts)
    keys = {belief["key"] for belief in beliefs}
    assert {"vanchurin:2.9", "vanchurin:4.1", "vanchurin:3.5", "vanchurin:3.10"} <= keys
    assert {"postulate", "hypothesis", "amended premise"} <= {b["sort"] for b in beliefs}
