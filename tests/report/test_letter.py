"""Errata letters: the difference of two formulas, and what the letter says of a record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_strategies import formulas, nasty_record

from proofs.report.commands import CHANGED
from proofs.report.formula import normal_form, parse
from proofs.report.letter import letter, to_html, to_latex, to_markdown, write_letter
from proofs.report.letter.content import first_sentence
from proofs.report.letter.difference import marked, rows_changed
from proofs.report.mathml import to_mathml

TERMS = ("a", r"\frac{b}{c}", r"x^{2}", r"\sqrt{p}", r"\left( a + b \right)", r"g_{i,ab}", "+",
         "-", "=", r"\sum_{k}", r"\text{if so}", r"\partial",
         r"\left[ \frac{1}{2} p \right]")  # fmt: skip
sides = st.lists(st.sampled_from(TERMS), min_size=1, max_size=8).map(" ".join)


def unmarked(formula: str) -> str:
    """A marked formula without its marks, blanks apart."""
    while (at := formula.find(CHANGED)) >= 0:
        start = at + len(CHANGED)
        level, end = 0, start
        while True:
            level += {"{": 1, "}": -1}.get(formula[end], 0)
            end += 1
            if not level:
                break
        formula = formula[:at] + formula[start + 1 : end - 1] + formula[end:]
    return formula.replace(" ", "")


@given(sides, sides)
def test_marks_leave_both_formulas_as_they_were(before: str, after: str) -> None:
    both = marked(before, after)
    if both is not None:
        for one, formula in zip(both, (before, after), strict=True):
            assert unmarked(one) == formula.replace(" ", "")
            assert normal_form(one) is not None
            assert "<code" not in to_mathml(one, display=True)


@given(sides)
def test_equal_formulas_have_no_marks(formula: str) -> None:
    assert marked(formula, formula) == (normal_form(formula), normal_form(formula))


@given(formulas, formulas)
def test_no_formula_breaks_the_difference(before: str, after: str) -> None:
    both = marked(before, after)
    if normal_form(before) is None or normal_form(after) is None:
        assert both is None
    for one in both or ():
        parse(one)


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        (r"u = \frac{1}{M} F", r"u = -\frac{1}{M} F", r"u = \frac{1}{M} F",
         r"u = \changed{-} \frac{1}{M} F"),
        (r"\sum_k \frac{a}{b}", r"\sum_k \frac{a}{c}", r"\sum_{k} \frac{a}{\changed{b}}",
         r"\sum_{k} \frac{a}{\changed{c}}"),
        (r"\left( a - f \right)", r"\left( a \right) - f", r"\left( a \changed{-} \changed{f} "
         r"\right)", r"\left( a \right) \changed{-} \changed{f}"),
        (r"x^{2} = y", r"x^{3} = y", r"x^{\changed{2}} = y", r"x^{\changed{3}} = y"),
    ],
)  # fmt: skip
def test_only_what_differs_is_marked(before: str, after: str, left: str, right: str) -> None:
    assert marked(before, after) == (left, right)


def test_two_statements_are_not_compared() -> None:
    assert marked("a = b", r"\int_0^1 f(t) dt > 0") is None


def test_only_changed_lines_are_shown() -> None:
    both = marked(r"a &= b \\ &= c + d \\ &= e", r"a &= b \\ &= c - d \\ &= e")
    assert both is not None
    left, right, kept, total = rows_changed(*both)
    assert (kept, total) == ((2,), 3)
    assert (left, right) == (r"& = c \changed{+} d", r"& = c \changed{-} d")


def test_sentences_end_outside_formulas_and_brackets() -> None:
    text = "It holds for $a. B$ and (see 3. Or 4.) for all that is positive. Not more."
    assert first_sentence(text) == text.removesuffix(" Not more.")


def test_a_letter_keeps_formulas_sentences_and_readings_apart(example: dict[str, Any]) -> None:
    claims = {claim["key"]: claim for claim in example["claims"]}
    for document in {claim["source"]["document"] for claim in example["claims"]}:
        mine = [c for c in example["claims"] if c["source"]["document"] == document]
        found = letter({**example, "claims": mine})
        for words in ("formula", "sentence", "reading"):
            for erratum in getattr(found, f"{words}s"):
                assert claims[erratum.key]["words"] == words
                assert claims[erratum.key]["verdict"] in (
                    "corrected", "refuted", "ill-posed", "inconsistent"
                )  # fmt: skip


def test_a_letter_says_why_where_and_how_far_it_reaches(example: dict[str, Any]) -> None:
    found = letter(example)
    one = next(erratum for erratum in found.formulas if erratum.key == "vanchurin:3.9")
    assert one.because.startswith("The quantum potential is not divided")
    assert r"0.08\,(\cos q" in one.counterexample
    assert one.grade == "wrong step"
    assert one.profile is not None
    numbers = dict(found.holding)
    assert not any("(3.9)" in text or "(2.7)" in text for text in numbers.values())
    assert any(erratum.reach for erratum in found.headlines)
    page = to_html(example)
    assert page.count("<svg") == 1
    assert "machine transcription" in page


def test_letters_survive_every_record(example: dict[str, Any]) -> None:
    nasty = nasty_record(example)
    for make in (to_markdown, to_html, to_latex):
        assert make(nasty)


def test_letters_are_written_and_the_same_twice(
    example: dict[str, Any], tex_engine: list[str], tmp_path: Path
) -> None:
    contents = []
    for name in ("one", "two"):
        paths, missing = write_letter(example, tmp_path / name)
        assert missing == ""
        assert {path.name for path in paths} >= {"errata.md", "errata.html", "errata.pdf"}
        contents.append([path.read_bytes() for path in paths])
    assert contents[0] == contents[1]


def test_markdown_has_balanced_dollars_and_no_marks(example: dict[str, Any]) -> None:
    text = to_markdown(example)
    assert CHANGED not in text
    assert len(re.findall(r"^\$\$$", text, flags=re.MULTILINE)) % 2 == 0
