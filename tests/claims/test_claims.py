"""Claims are run, and the computed verdicts are the ones pinned in their files."""

import ast

import pytest

from proofs.checker.forms import holding_form
from proofs.checker.graph import missing_premises, premise_graph
from proofs.checker.loading import load_one
from proofs.checker.options import Options
from proofs.checker.registry import load
from proofs.checker.run import run_claim
from proofs.checker.sources import ROOT
from proofs.checker.standing import below
from proofs.checker.verdict import differences

ENTRIES = load()
CARDS = {key: entry.card for key, entry in ENTRIES.items()}
SECTIONS = {"2": 9, "3": 12, "4": 8, "5": 9, "6": 16, "7": 9, "8": 13}
HERE = list(ENTRIES)[::16]  # `qmgr check` runs all of them, and so does `pytest -m slow`


def claim_of(key):
    return load_one(key, ENTRIES[key].path)


@pytest.mark.parametrize(
    "key", [pytest.param(k, marks=[] if k in HERE else [pytest.mark.slow]) for k in ENTRIES]
)
def test_verdict_and_failure_are_the_pinned_ones(key):
    claim = claim_of(key)
    premises = {p: holding_form(claim_of(p), claim_of(p).expected) for p in claim.premises}
    found = run_claim(claim, Options(), premises)
    assert claim.expected is not None, "every claim of the suite pins its verdict"
    assert differences(claim.expected, claim.fails_by, found) == [], found["reason"]
    if found["verdict"] in ("proved", "well-posed", "consistent", "corrected"):
        assert found["mutants"]["survivors"] == []
        for link in found["mutants"]["links"]:
            assert link["killed_exact"] > 0, link["name"]
            assert link["killed_numeric"] > 0, link["name"]
        assert found["shared"] == []
    if found["verdict"] in ("refuted", "inconsistent", "corrected", "ill-posed"):
        assert found["counterexample"] is not None
        assert found["grade"] is not None


def test_every_printed_equation_number_has_a_claim_file():
    printed = {f"{s}.{n}" for s, last in SECTIONS.items() for n in range(1, last + 1)}
    sources = {k: c.stated["source"] for k, c in CARDS.items() if k.startswith("vanchurin:")}
    assert printed <= {source["equation"] for source in sources.values()}
    for key, source in sources.items():
        if source["equation"] is not None:
            assert key == f"vanchurin:{source['equation']}"
            section, number = source["equation"].split(".")
            assert ENTRIES[key].path.stem == f"eq_{section}_{int(number):02d}"
            assert source["section"] == section


def test_a_folder_holds_the_claims_of_its_section():
    for key, entry in ENTRIES.items():
        folder = entry.path.parent.name
        section = entry.card.stated["source"]["section"].lower().replace(".", "_")
        assert folder.lower().endswith(section), key


def test_premises_exist_and_run_in_no_circle():
    graph = premise_graph(CARDS)
    for key in CARDS:
        assert missing_premises(key, graph) == []


def test_a_numbered_equation_is_a_printed_formula():
    for key, card in CARDS.items():
        if card.stated["source"]["equation"] is not None:
            assert card.stated["words"] == "formula", key


def test_the_schrodinger_equation_rests_on_the_road_from_the_first_equation():
    keys = below("vanchurin:schrodinger", CARDS)
    assert {"vanchurin:4.3", "vanchurin:3.5", "vanchurin:3.10"} <= keys


def test_no_claim_imports_another_claim():
    files = {entry.path for entry in ENTRIES.values()}
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                wanted = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
                assert not wanted & names, path.relative_to(ROOT)
