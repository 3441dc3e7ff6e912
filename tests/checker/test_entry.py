"""One claim of the record: what is stated, what it rests on, what differs from the pins."""

from dataclasses import replace

import jsonschema
import pytest
import sympy as sp

import proofs.checker as ck
from proofs.checker import record
from proofs.checker.card import card_of
from proofs.checker.entry import claim_entry, unrun
from proofs.checker.graph import premise_graph
from proofs.checker.options import Options
from proofs.checker.run import run_claim
from proofs.checker.standing import beliefs_under, standing_of

D = sp.Symbol("D", real=True)
a, x, A = sp.symbols("a x A", positive=True)
STILL = ck.Belief("no-diffusion", "the diffusion of (3.1) is absent", sp.Eq(D, 0), ("noise",))
NOISY = ck.Belief("noise", "$dq = \\dots + \\sqrt{2D}\\,dW$", D > 0)


def area(power, **changes):
    """The area under a line, printed as a^power/2."""
    right = ck.Amended(r"A = \frac{a^2}{2}", lambda: ck.equal(A, a**2 / 2), "the exponent")
    made = ck.Claim(
        key="p:0",
        source=ck.Source("a test", "1", "1.1"),
        kind="result",
        title="Area under a line",
        latex=f"A = a^{power}/2",
        printed=lambda: ck.equal(A, a**power / 2),
        exact=lambda form, _: [ck.shows("equation", form.of(A), sp.Integral(x, (x, 0, a)))],
        numeric=None,
        amended=right,
    )
    return replace(made, **changes)


def claims():
    """A refuted claim, a postulate, and claims upon them."""
    base = area(2)
    made = [
        replace(base, key="p:1", kind="postulate"),
        replace(base, key="p:2", expected="proved", fails_by="drop a"),
        replace(base, key="p:3", premises=("p:1",), hypotheses=(STILL,)),
        replace(base, key="p:4", premises=("p:2", "p:3"), hypotheses=(NOISY,)),
        replace(base, key="p:5", words="sentence", source=ck.Source("a test", "2")),
    ]
    return {claim.key: card_of(claim) for claim in made}


VERDICTS = {"p:1": "consistent", "p:2": "refuted", "p:3": "proved", "p:4": "proved",
            "p:5": "proved"}  # fmt: skip


def entries():
    known = claims()
    graph = premise_graph(known)
    return {
        key: claim_entry(key, card, unrun(VERDICTS[key], "by hand"), graph, VERDICTS)
        for key, card in known.items()
    }


def schema_of_a_claim():
    whole = record.schema()
    return {**whole, **whole["$defs"]["claim"]}


@pytest.mark.parametrize("power", [2, 3])
def test_an_entry_with_its_result_follows_the_schema(power):
    claim = area(power, expected="supported")
    result = run_claim(claim, Options())
    card = card_of(claim)
    graph = premise_graph({claim.key: card})
    entry = claim_entry(claim.key, card, result, graph, {claim.key: result["verdict"]})
    jsonschema.validate(entry, schema_of_a_claim())
    assert bool(entry["pins"]) == (power == 3)


def test_entries_of_claims_that_were_not_run_follow_the_schema():
    for entry in entries().values():
        jsonschema.validate(entry, schema_of_a_claim())


def test_standing_is_that_of_what_lies_below():
    found = {key: entry["standing"]["status"] for key, entry in entries().items()}
    assert found == {
        "p:1": "by itself",
        "p:2": "by itself",
        "p:3": "conditional",
        "p:4": "undermined",
        "p:5": "by itself",
    }
    undermined = entries()["p:4"]["standing"]
    assert undermined["undermined_by"] == ["p:2"]
    assert undermined["contradictory"] == [["no-diffusion", "noise"]]


def test_hypotheses_carry_name_text_and_formula():
    assert entries()["p:3"]["hypotheses"] == [
        {"name": "no-diffusion", "text": STILL.text, "formal": "D = 0"}
    ]


def test_words_and_place_are_those_of_the_claim():
    assert entries()["p:5"]["words"] == "sentence"
    assert entries()["p:5"]["source"] == {"document": "a test", "section": "2", "equation": None}


def test_pins_name_what_differs():
    assert entries()["p:2"]["pins"] == [
        "verdict pinned proved, computed refuted",
        "failure pinned 'drop a', computed 'None'",
    ]
    assert entries()["p:3"]["pins"] == []


def test_standing_in_words():
    known = claims()
    both = area(2, key="p:3", premises=("p:1",), hypotheses=(STILL, NOISY))
    known["p:3"] = card_of(both)
    assert standing_of("p:3", known, VERDICTS)["words"] == (
        "conditional on 1 postulate and 2 hypotheses, "
        "contradictory beliefs among them: no-diffusion against noise"
    )
    assert standing_of("p:4", known, VERDICTS)["words"].startswith("undermined by p:2; conditional")
    assert standing_of("p:5", known, VERDICTS)["words"] == "stands by itself"


def test_a_belief_is_listed_once_with_the_first_claim_that_brings_it_in():
    known = claims()
    known["p:4"] = card_of(area(2, key="p:4", premises=("p:3",), hypotheses=(STILL, NOISY)))
    found = [(b["name"], b["key"]) for b in beliefs_under("p:4", known, VERDICTS)]
    assert found == [("p:1", "p:1"), ("no-diffusion", "p:3"), ("noise", "p:4")]
