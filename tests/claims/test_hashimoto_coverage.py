"""Every statement of the third source is a claim, or the manual says why it is left."""

import re
from pathlib import Path

from proofs.checker.registry import load

PAGE = Path(__file__).parents[2] / "docs" / "hashimoto.md"
CHAPTERS = ("1", "2", "3", "4", "Discussion")
ALL = {k: e.claim for k, e in load().items()}
CLAIMS = {k: claim for k, claim in ALL.items() if k.startswith("hashimoto:")}


def rows():
    lines = [x for x in PAGE.read_text().splitlines() if re.match(r"\| (\d|Discussion) ", x)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def listed(cell):
    return re.findall(r"`([a-z_]+:[a-z0-9-]+)`", cell)


def test_every_statement_of_the_slides_has_claims_or_a_reason():
    assert {chapter for chapter, _, _ in rows()} == set(CHAPTERS)
    for chapter, statement, what in rows():
        assert chapter in CHAPTERS
        if what.startswith("left: "):
            assert len(what) > len("left: ") + 10, f"{statement}: a reason is needed"
        else:
            assert listed(what), f"{statement}: neither a claim nor a reason"


def test_the_table_lists_every_claim_of_the_slides_once_and_no_other():
    keys = [key for _, _, what in rows() for key in listed(what)]
    assert sorted(keys) == sorted(set(keys))
    assert [key for key in keys if key not in ALL] == []
    assert {key for key in keys if key in CLAIMS} == set(CLAIMS)


def test_chapters_are_walked_in_order_and_hold_the_claims_of_their_rows():
    order = [CHAPTERS.index(chapter) for chapter, _, _ in rows()]
    assert order == sorted(order)
    for chapter, _, what in rows():
        for key in set(listed(what)) & set(CLAIMS):
            assert CLAIMS[key].source.section == chapter, key


def test_pictures_of_the_slides_have_a_reading_and_a_verdict_of_their_kind():
    for key, claim in CLAIMS.items():
        if claim.kind == "postulate":
            assert claim.reading, key
            assert claim.expected in ("consistent", "inconsistent", "open"), key
