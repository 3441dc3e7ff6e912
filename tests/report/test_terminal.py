"""What the command prints of a record made by hand: tables, lines, one claim."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_strategies import nasty_record, records
from rich.console import Console

from proofs.show import show_claim
from proofs.terminal import (
    claim_line,
    list_line,
    standing_text,
    summary,
    verdict_table,
    verdict_text,
)


def found(example: dict[str, Any], key: str) -> dict[str, Any]:
    claim: dict[str, Any] = next(c for c in example["claims"] if c["key"] == key)
    return claim


def shown(claim: dict[str, Any], width: int = 10_000) -> str:
    out = Console(file=io.StringIO(), width=width, highlight=False)
    show_claim(claim, out)
    text: str = out.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_green_is_what_holds_on_ground_that_stands(example: dict[str, Any]) -> None:
    for claim in example["claims"]:
        green = str(verdict_text(claim).style) == "green"
        holds = claim["verdict"] in ("proved", "well-posed", "consistent")
        standing = claim["standing"]
        sound = standing["status"] != "undermined" and not standing["contradictory"]
        assert green == (holds and sound), claim["key"]


@pytest.mark.parametrize(
    ("key", "verdict", "standing"),
    [
        ("dong_zhou:alone", "proved for n = 2..5", "stands by itself"),
        ("dong_zhou:noise", "proved", "conditional on contradictory beliefs"),
        ("vanchurin:2.8", "proved", "undermined by vanchurin:2.9"),
        ("vanchurin:2.7", "ill-posed", "conditional on 1 postulate"),
        ("vanchurin:3.9", "refuted, tried for K = 1, 2", ""),
    ],
)
def test_a_verdict_has_its_scope_and_a_second_badge(
    example: dict[str, Any], key: str, verdict: str, standing: str
) -> None:
    claim = found(example, key)
    assert verdict_text(claim).plain == verdict
    assert standing_text(claim).plain == standing
    line = claim_line(claim)
    assert f" {verdict} " in line
    assert line.endswith(f"  ({standing})") == bool(standing)


def test_a_list_says_what_was_said_last() -> None:
    standing = {"status": "undermined", "undermined_by": ["p:1"], "contradictory": [], "words": ""}
    line = list_line("p:2", "result", "Title", ("proved", "n = 2"), standing)
    assert " proved for n = 2 Title  (undermined by p:1)" in line
    assert list_line("p:2", "result", "Title", None, standing).endswith(" not run      Title")


def test_the_table_names_what_differs_and_every_claim(example: dict[str, Any]) -> None:
    out = Console(file=io.StringIO(), width=200, highlight=False)
    out.print(verdict_table(example))
    text = out.file.getvalue()  # type: ignore[attr-defined]
    for claim in example["claims"]:
        assert claim["key"] in text
    assert "verdict pinned proved, computed" in text
    assert "undermined by vanchurin:2.9" in text


def test_the_summary_counts_by_paper(example: dict[str, Any]) -> None:
    lines = summary(example).splitlines()
    assert lines[0].startswith("vanchurin: 24 claims: 2 proved (2 undermined), 9 well-posed (6 by ")
    assert lines[1].startswith("dong_zhou: 5 claims: 2 proved (1 by itself, 1 on contradictory ")
    assert lines[2] == (
        "29 claims; 109 of 112 mutants killed; 58 of 75 breaks of arms noticed; "
        "2 not as pinned; 83.4 s"
    )
    one = example | {"claims": [found(example, "dong_zhou:alone")]}
    assert summary(one) == "1 claim: 1 proved (1 by itself); 7 of 7 mutants killed; 83.4 s"


def test_show_has_premises_links_breaks_and_beliefs(example: dict[str, Any]) -> None:
    text = shown(found(example, "vanchurin:3.4"))
    for part in (
        "verdict: proved for K = 1..3; n from 2 on, by induction - up to boundary terms",
        "standing: undermined by vanchurin:2.9; conditional on 3 postulates and 2 hypotheses",
        "  vanchurin:3.1: printed form, felt: a wrong version of it changes the outcome",
        "  vanchurin:3.2: printed form, not read by the derivation",
        "  positive-density: p > 0 on the whole domain  [p > 0]",
        "  exact arm: 17 of 18 breaks noticed, 1 explained",
        "  numeric arm: 22 of 24 breaks noticed; stale, for the code has changed since",
        "      not noticed: engine: drop the term drift",
        "  3 postulates:\n    vanchurin:2.5: Maximum entropy distribution [consistent]\n",
        "  2 hypotheses:\n    vanchurin:3.4: positive-density: p > 0 on the whole domain\n",
    ):
        assert part in text, part
    row = next(line for line in text.splitlines() if line.startswith("  printed  "))
    assert row.split()[-7:] == ["holds", "holds", "3", "1", "16/17", "15/17", "0"]


def test_show_has_latex_where_it_is_asked_for(example: dict[str, Any]) -> None:
    claim = found(example, "vanchurin:3.9")
    assert claim["latex"] not in shown(claim)
    out = Console(file=io.StringIO(), width=10_000, highlight=False)
    show_claim(claim, out, latex=True)
    assert claim["latex"] in out.file.getvalue()  # type: ignore[attr-defined]


def test_show_says_how_a_form_fails_and_whose_words_it_is(example: dict[str, Any]) -> None:
    text = shown(found(example, "vanchurin:3.9"))
    assert "how it fails\n  wrong step, as the claim says: right side hbar**2" in text
    assert "\nas printed\n" in text
    text = shown(found(example, "dong_zhou:bulk-reading"))
    assert "result, section III E, our reading, of X. Dong" in text
    assert "\nour reading\n  C(" in text
    assert " - as read fails in both arms" in text
    assert "printed" not in text.split("rests on")[0]
    assert "\nas the text says\n" in shown(found(example, "dong_zhou:ghz-depth"))
    assert "  our reading, exact, depth: fails" in text


def test_show_says_what_differs_from_the_pins(example: dict[str, Any]) -> None:
    text = shown(found(example, "vanchurin:4.6"))
    assert "\ndiffers: verdict pinned proved, computed conflict\n" in text


def test_show_names_shared_code_and_contradictory_beliefs(example: dict[str, Any]) -> None:
    text = shown(found(example, "vanchurin:4.3"))
    assert "count as one\n  numerics.waves.madelung.madelung_flow\n" in text
    assert "hollow, so that the arm counts as absent" in text
    text = shown(found(example, "dong_zhou:noise"))
    assert "  contradictory: no-diffusion against noise" in text
    assert "standing: conditional on contradictory beliefs; " in text


def test_beliefs_are_folded_to_a_line_each(example: dict[str, Any]) -> None:
    claim = found(example, "vanchurin:3.8")
    narrow = shown(claim, width=40).split("rests on\n")[1].splitlines()
    assert len(narrow) == len(shown(claim).split("rests on\n")[1].splitlines())
    assert all(len(line) <= 40 for line in narrow)
    assert any(line.endswith("…") for line in narrow)


@given(data=st.data())
def test_any_record_can_be_printed(data: st.DataObject, schema: dict[str, Any]) -> None:
    record = data.draw(records(schema))
    summary(record)
    out = Console(file=io.StringIO(), width=80)
    out.print(verdict_table(record))
    for claim in record["claims"]:
        assert claim["key"] in claim_line(claim)
        shown(claim, width=60)


def test_no_text_is_taken_for_markup(example: dict[str, Any]) -> None:
    spoiled = nasty_record(example)
    claim = spoiled["claims"][0] | {"latex": r"\no [bold]x[/bold] [red]", "reading": "[/]"}
    assert "  \\no [bold]x[/bold] [red]\n  [/]\n" in shown(claim)
    for other in spoiled["claims"]:
        shown(other)
