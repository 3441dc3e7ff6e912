"""Premises: order, circles, missing ones, and what a claim rests on."""

from dataclasses import replace

import pytest
from checker import planted

from proofs.checker.errors import UsageError
from proofs.checker.graph import missing_premises, premise_graph, rests_on, with_premises


def chain():
    """a postulate -> a result with a hypothesis -> a definition -> the last result."""
    base = planted.claim()
    made = [
        replace(base, key="p:1", kind="postulate", title="first"),
        replace(base, key="p:2", premises=("p:1",), hypotheses=("smooth",), title="second"),
        replace(base, key="p:3", kind="definition", premises=("p:2",), title="third"),
        replace(base, key="p:4", premises=("p:3",), hypotheses=("small",), title="fourth"),
        replace(base, key="p:5", title="fifth"),
    ]
    return {c.key: c for c in made}


def test_premises_come_first_and_strangers_stay_out():
    assert with_premises(["p:4"], premise_graph(chain())) == ["p:1", "p:2", "p:3", "p:4"]


def test_beliefs_are_transitive_and_sorted_by_what_they_are():
    verdicts = {"p:1": "consistent", "p:2": "corrected", "p:3": "well-posed", "p:4": "proved"}
    beliefs = [(b["sort"], b["key"]) for b in rests_on("p:4", premise_graph(chain()), verdicts)]
    assert beliefs == [
        ("postulate", "p:1"),
        ("amended premise", "p:2"),
        ("hypothesis", "p:2"),
        ("hypothesis", "p:4"),
    ]
    verdicts["p:3"] = "refuted"
    assert ("unproved premise", "p:3") in [
        (b["sort"], b["key"]) for b in rests_on("p:4", premise_graph(chain()), verdicts)
    ]
    assert rests_on("p:5", premise_graph(chain()), verdicts) == []


def test_a_circle_is_refused_and_shown():
    claims = chain()
    claims["p:1"] = replace(claims["p:1"], premises=("p:4",))
    with pytest.raises(UsageError, match="circle"):
        premise_graph(claims)


def test_missing_premises_are_found_below():
    claims = chain()
    del claims["p:1"]
    assert missing_premises("p:4", premise_graph(claims)) == ["p:1"]
    assert missing_premises("p:5", premise_graph(claims)) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key": "no colon"}, "must look like"),
        ({"kind": "theorem"}, "must be one of"),
        ({"exact": None, "numeric": None}, "has neither"),
        ({"premises": ("planted:area",)}, "name itself"),
    ],
)
def test_a_malformed_claim_is_refused_where_it_is_written(changes, message):
    with pytest.raises(ValueError, match=message):
        planted.claim(**changes)
