"""Every statement of the second source is a claim, or the manual says why it is left."""

import re
from pathlib import Path

from proofs.checker.registry import load

PAGE = Path(__file__).parents[2] / "docs" / "dong-zhou.md"
SECTIONS = ("I", "II.A", "II.B", "II.C", "II.D", "II.E", "II.F",
            "III.A", "III.B", "III.C", "III.D", "III.E", "III.F")  # fmt: skip
CLAIMS = {k: e.claim for k, e in load().items() if k.startswith("dong_zhou:")}


def rows():
    lines = [x for x in PAGE.read_text().splitlines() if re.match(r"\| I", x)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def listed(cell):
    return re.findall(r"`(dong_zhou:[a-z0-9-]+)`", cell)


def test_every_statement_has_claims_or_a_reason():
    for section, statement, what in rows():
        assert section in SECTIONS
        if what.startswith("left: "):
            assert len(what) > len("left: ") + 10, f"{statement}: a reason is needed"
        else:
            assert listed(what), f"{statement}: neither a claim nor a reason"


def test_every_listed_key_is_a_claim_and_none_is_listed_twice():
    keys = [key for _, _, what in rows() for key in listed(what)]
    assert sorted(keys) == sorted(set(keys))
    assert [key for key in keys if key not in CLAIMS] == []


def test_every_section_of_the_text_has_claims():
    assert {claim.source.section for claim in CLAIMS.values()} == set(SECTIONS)


def test_postulates_have_a_reading_and_a_verdict_of_their_kind():
    for key, claim in CLAIMS.items():
        if claim.kind == "postulate":
            assert claim.reading, key
            assert claim.expected in ("consistent", "inconsistent", "open"), key
