"""What a claim is called, and how claims are counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_strategies import records

from proofs.report.graph_picture import graph_picture
from proofs.report.groups import GROUNDS, GROUPS, HOLDING, MEANING, OF_VERDICT, ground_of, group_of
from proofs.report.headline import badges, counted, headline
from proofs.report.wording import (
    breaks_of,
    form_of,
    grade_of,
    heading_of,
    links_of,
    premise_of,
    reason_of,
    undermined_by,
    verdict_of,
)


def claim(verdict: str = "proved", status: str = "by itself", **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "verdict": verdict,
        "words": "formula",
        "scope": "",
        "standing": {"status": status, "undermined_by": [], "contradictory": []},
        "amended": None,
        "evidence": [],
        "mutants": None,
        "breaks": None,
        "premises": [],
    }
    return made | changes


def contradictory(verdict: str = "proved", status: str = "conditional") -> dict[str, Any]:
    standing = {"status": status, "undermined_by": [], "contradictory": [["a", "b"]]}
    return claim(verdict, standing=standing)


@given(st.sampled_from(sorted(MEANING)), st.sampled_from(list(GROUNDS)))
def test_only_what_stands_is_good(verdict: str, ground: str) -> None:
    name = group_of(verdict, ground).name
    good = verdict in ("proved", "well-posed", "consistent")
    assert (name == "good") == (good and ground in ("by itself", "conditional"))
    assert (name == "undermined") == (good and ground in ("undermined", "contradictory"))
    assert name in {group.name for group in GROUPS}


def test_contradictory_beliefs_come_before_conditional_and_behind_undermined() -> None:
    assert ground_of(contradictory()) == "contradictory"
    assert ground_of(contradictory(status="undermined")) == "undermined"


def test_a_headline_counts_verdicts_and_what_they_stand_on() -> None:
    claims = [
        *(claim() for _ in range(12)),
        *(claim(status="conditional") for _ in range(20)),
        *(claim(status="undermined") for _ in range(8)),
        contradictory(),
        claim("refuted", status="undermined"),
        claim("corrected", status="conditional"),
    ]
    assert headline(claims) == (
        "43 claims: 41 proved (12 by themselves, 20 conditional, 1 on contradictory beliefs, "
        "8 undermined), 1 corrected (1 conditional), 1 refuted"
    )
    assert headline([]) == "0 claims: none"
    shown = [(group.name, label, grounds) for group, label, grounds in badges(claims)]
    assert shown == [
        ("good", "32 proved", "12 by themselves, 20 conditional"),
        ("undermined", "9 proved", "1 on contradictory beliefs, 8 undermined"),
        ("wrong", "1 corrected", "conditional"),
        ("bad", "1 refuted", ""),
    ]


@given(data=st.data())
def test_every_claim_is_counted_once(data: st.DataObject, schema: dict[str, Any]) -> None:
    claims = data.draw(records(schema))["claims"]
    assert sum(count.number for count in counted(claims)) == len(claims)
    for count in counted(claims):
        assert bool(count.grounds) == (count.verdict in HOLDING)
        assert not count.grounds or sum(n for _, n in count.grounds) == count.number
    assert sum(int(label.split()[0]) for _, label, _ in badges(claims)) == len(claims)


@pytest.mark.parametrize(
    ("verdict", "scope", "words"),
    [
        ("proved", "", "proved"),
        ("proved", "n = 2..5", "proved for n = 2..5"),
        ("corrected", "n from 2 on, by induction", "corrected for n from 2 on, by induction"),
        ("refuted", "n = 2..5", "refuted, tried for n = 2..5"),
        ("open", "K = 2", "open, tried for K = 2"),
    ],
)
def test_a_verdict_names_its_scope(verdict: str, scope: str, words: str) -> None:
    assert verdict_of(claim(verdict, scope=scope)) == words


def test_the_scope_of_an_amended_form_is_not_that_of_the_print() -> None:
    one = claim("ill-posed", scope="K = 2", amended={"verdict": "well-posed"})
    assert verdict_of(one) == "ill-posed, corrected for K = 2"
    assert verdict_of(one | {"amended": {"verdict": "open"}}) == "ill-posed, tried for K = 2"


@pytest.mark.parametrize(
    ("words", "heading", "form", "reason"),
    [
        ("formula", "As printed", "printed", "as printed fails in both arms"),
        ("sentence", "As the text says", "stated", "as stated fails in both arms"),
        ("reading", "Our reading", "our reading", "as read fails in both arms"),
    ],
)
def test_only_what_is_printed_is_called_printed(
    words: str, heading: str, form: str, reason: str
) -> None:
    one = claim(words=words, reason="as printed fails in both arms")
    assert heading_of(one) == heading
    assert form_of(one, "printed") == form
    assert form_of(one, "amended") == "amended"
    assert reason_of(one) == reason


def test_a_grade_says_whether_it_was_computed() -> None:
    def graded(kind: str | None, by: str) -> str:
        return grade_of(claim(grade={"kind": kind, "by": by, "text": ""}))

    assert graded("slip", "computed") == "slip"
    assert graded("wrong step", "given") == "wrong step, as the claim says"
    assert graded(None, "none") == "not graded"
    assert grade_of(claim(grade=None)) == ""


@pytest.mark.parametrize(
    ("used", "tried", "felt", "explained", "words"),
    [
        (False, 0, 0, None, "amended form, not read by the derivation"),
        (True, 0, 0, None, "amended form, read; it has no wrong version that could be tried"),
        (True, 6, 0, "a norm", "amended form, not felt: none of 6 wrong versions changes anything "
                               "(a norm)"),
        (True, 6, 1, None, "amended form, felt: a wrong version of it changes the outcome"),
    ],
)  # fmt: skip
def test_a_premise_is_felt_or_not(
    used: bool, tried: int, felt: int, explained: str | None, words: str
) -> None:
    row = {"key": "p:1", "form": "amended", "used": used, "tried": tried, "felt": felt,
           "explained": explained}  # fmt: skip
    assert premise_of(row) == words


def evidence(form: str, arm: str, link: str, outcome: str, **counts: int) -> dict[str, Any]:
    row = {"form": form, "arm": arm, "link": link, "outcome": outcome}
    return row | {"obligations": 0, "literal": 0} | counts


def test_one_row_for_each_link_of_each_form() -> None:
    kills = {"name": "second", "total": 7, "killed_exact": 5, "killed_numeric": 7, "survivors": 0}
    rows = links_of(
        claim(
            evidence=[
                evidence("printed", "exact", "first", "fails", obligations=2, literal=1),
                evidence("printed", "numeric", "first", "holds"),
                evidence("amended", "exact", "second", "holds", obligations=3),
            ],
            mutants={"form": "amended", "links": [kills, kills | {"name": "not in the evidence"}]},
        )
    )
    assert [(r["form"], r["link"], r["exact"], r["numeric"]) for r in rows] == [
        ("printed", "first", "fails", "holds"),
        ("amended", "second", "holds", "absent"),
    ]
    assert [(r["obligations"], r["literal"]) for r in rows] == [(2, 1), (3, 0)]
    assert [r["mutants"] for r in rows] == [None, kills]


def test_breaks_are_named_for_every_arm_that_ran() -> None:
    found = {"state": "stale", "total": 24, "noticed": 6, "explained": 1, "hollow": True,
             "survivors": ["a", "b"]}  # fmt: skip
    rows = [evidence("printed", arm, "l", "holds") for arm in ("exact", "numeric")]
    words = breaks_of(claim(evidence=rows, breaks={"numeric": found}))
    assert words == [
        ("exact", "not run", ()),
        (
            "numeric",
            "6 of 24 breaks noticed, 1 explained; hollow, so that the arm counts as absent; "
            "stale, for the code has changed since",
            ["a", "b"],
        ),
    ]
    assert breaks_of(claim()) == []


def test_few_of_many_undermining_claims_are_named() -> None:
    standing = {"undermined_by": ["p:1", "p:2", "p:3"]}
    assert undermined_by({"standing": standing}) == "p:1, p:2, p:3"


def picture(*claims: dict[str, Any]) -> str:
    named = [c | {"key": f"p:{i}"} for i, c in enumerate(claims)]
    return graph_picture({"claims": named}, "svg").decode()


def test_the_graph_hatches_what_stands_on_ground_that_fails() -> None:
    paper = f"fill: #{OF_VERDICT['proved'].paper.lower()}"
    legend = picture().count("<pattern")
    assert legend == 1  # the sample of the legend
    green = picture().count(paper)
    for shaky in (claim(status="undermined"), contradictory()):
        assert picture(shaky).count(paper) == green
        assert picture(shaky).count("fill: url(#") == 1 + picture().count("fill: url(#")
    for sound in (claim(), claim(status="conditional")):
        assert picture(sound).count(paper) == green + 1
        assert picture(sound).count("fill: url(#") == picture().count("fill: url(#")
    failing = picture(claim("refuted", status="undermined"))
    assert failing.count("fill: url(#") == picture().count("fill: url(#")
    hatched = picture(claim("corrected", status="undermined"))
    assert hatched.count("fill: url(#") == 1 + picture().count("fill: url(#")
