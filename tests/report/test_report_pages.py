"""Whole reports: any record gives a page and a document; the same record gives the same bytes."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_strategies import nasty_record, records
from test_report_text import brace_depths

from proofs.report import Report, pdf, to_html, to_latex, write_report
from proofs.report.files import ReportFolderError
from proofs.report.groups import MEANING, OF_VERDICT
from proofs.report.outline import outline

VOID = {"meta", "br", "img", "link", "input", "hr"}
SLOW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Page(HTMLParser):
    """Checks nesting, and collects what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        self._attributes(attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._attributes(attrs)

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "src", value
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read_page(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    assert not page.tags & {"script", "img", "iframe", "object", "link", "b"}
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)
    for formula in re.findall("<math.*?</math>", html, re.DOTALL):
        ElementTree.fromstring(formula)
    return page


def read_document(latex: str) -> None:
    assert latex.isascii()
    depths = brace_depths(latex)
    assert depths[-1] == 0
    assert min(depths) >= 0
    body = latex.split(r"\begin{document}", 1)[1]
    assert body.count(r"\begin{") + 1 == body.count(r"\end{")
    assert not re.search(r"\\(input|write|immediate|def|catcode|openout|read)\b", body)


@SLOW
@given(data=st.data())
def test_any_record_gives_a_page_and_a_document(
    data: st.DataObject, schema: dict[str, Any]
) -> None:
    record = data.draw(records(schema))
    jsonschema.validate(record, schema)
    read_page(to_html(record))
    read_document(to_latex(record))


def test_example_is_valid_and_covers_the_schema(
    example: dict[str, Any], schema: dict[str, Any]
) -> None:
    jsonschema.validate(example, schema)
    properties = schema["$defs"]["claim"]["properties"]
    assert {claim["verdict"] for claim in example["claims"]} == set(properties["verdict"]["enum"])
    assert {claim["kind"] for claim in example["claims"]} == set(properties["kind"]["enum"])


def test_every_verdict_has_a_colour_and_a_meaning(schema: dict[str, Any]) -> None:
    verdicts = set(schema["$defs"]["claim"]["properties"]["verdict"]["enum"])
    assert set(OF_VERDICT) == verdicts
    assert set(MEANING) == verdicts


def test_page_says_what_the_record_says(example: dict[str, Any]) -> None:
    page = read_page(to_html(example))
    words = " ".join(page.words.split())
    for claim in example["claims"]:
        assert f"claim-{claim['key']}" in page.ids
        assert claim["key"] in words
    for phrase in ("survives: drop the factor 1", "not in this run", "conservation of probability"):
        assert phrase in words
    assert "<code" in to_html(example)  # the formula with an unknown macro


def test_document_says_what_the_record_says(example: dict[str, Any]) -> None:
    latex = to_latex(example)
    read_document(latex)
    for claim in example["claims"]:
        assert rf"\label{{claim:{claim['key']}}}" in latex


FAILING = {"corrected", "ill-posed", "refuted", "inconsistent"}


def failing(record: dict[str, Any], words: str) -> set[str]:
    claims = record["claims"]
    return {c["key"] for c in claims if c["verdict"] in FAILING and c["words"] == words}


def test_errata_are_formulas_and_sentences_apart_and_readings_are_none(
    example: dict[str, Any],
) -> None:
    view = outline(example)
    found = {listed.words: {c["key"] for c in listed.claims} for listed in view.errata}
    assert found == {words: failing(example, words) for words in ("formula", "sentence")}
    assert all(found.values())
    assert {c["key"] for c in view.readings.claims} == failing(example, "reading") != set()


def chapter(words: str, start: str, stop: str) -> str:
    """What stands between the last `start` and the `stop` that follows it."""
    return words[words.rindex(start) :].split(stop)[0]


def test_what_fails_in_our_reading_never_stands_under_printed(example: dict[str, Any]) -> None:
    claim = next(c for c in example["claims"] if c["words"] == "reading")
    alone = example | {"claims": [claim], "experiments": []}
    page = " ".join(read_page(to_html(alone)).words.split())
    latex = to_latex(alone)
    assert "No formula of this run fails. No sentence of this run fails." in page
    assert r"\subsection{Printed formulas}" not in latex
    for text in (chapter(page, "Readings of ours that fail", "What is derived"),
                 chapter(latex, r"\section{Readings of ours", "What is derived")):  # fmt: skip
        assert claim["title"] in text
        assert "printed" not in text.replace("not printed anywhere", "").replace("not print", "")
        assert "our reading" in text.lower()


def test_an_erratum_says_how_the_print_fails(example: dict[str, Any]) -> None:
    page = " ".join(read_page(to_html(example)).words.split())
    errata = chapter(page, "Printed formulas", "Readings of ours that fail")
    assert "wrong step, as the claim says:" in errata
    assert "slip: multiply the right side by -1" in errata
    assert "missing hypothesis: holds where D > 0" in errata
    latex = chapter(to_latex(example), r"\section{Errata}", r"\section{Readings")
    assert r"\textbf{slip:} multiply the right side by" in latex


def alone(example: dict[str, Any], key: str) -> tuple[str, str, str]:
    """A report of one claim: its words as a page, the page, and the document in plain letters."""
    claim = next(c for c in example["claims"] if c["key"] == key)
    record = example | {"claims": [claim], "experiments": []}
    html, latex = to_html(record), to_latex(record)
    plain = re.sub(r"\\wordbreak\{\d+\}|\{\}", "", latex).replace(r"\_", "_")
    return " ".join(read_page(html).words.split()), html, " ".join(plain.split())


def test_the_ground_stands_as_a_second_badge(example: dict[str, Any]) -> None:
    for key, ground, count in (
        ("vanchurin:2.8", "undermined", 2),
        ("vanchurin:3.5", "undermined", 3),
        ("dong_zhou:noise", "contradictory", 2),
        ("dong_zhou:alone", "by-itself", 2),
        ("vanchurin:3.9", "undermined", 0),
    ):
        _, html, latex = alone(example, key)
        legend = 1
        assert html.count(f'class="badge ground {ground}"') == legend + count, key
        words = {"by-itself": "stands by itself", "contradictory": "contradictory beliefs"}
        badge = rf"\\ground\{{\w+\}}\{{{words.get(ground, ground)}\}}"
        assert len(re.findall(badge, latex)) == legend + count, key


def test_links_are_a_table_of_obligations_and_mutants(example: dict[str, Any]) -> None:
    page, _, latex = alone(example, "vanchurin:3.4")
    assert "printed by parts holds holds 3 1 16/17 15/17 0 " in page
    assert "& 3 & 1 & 16/17 & 15/17 & 0 " in latex


@pytest.mark.parametrize(
    ("key", "phrase"),
    [
        ("vanchurin:4.6", "verdict pinned proved, computed conflict"),
        ("vanchurin:3.4", "undermined by vanchurin:2.9; conditional on 3 postulates and 2"),
        ("vanchurin:3.9", "wrong step, as the claim says:"),
        ("vanchurin:4.3", "numerics.waves.madelung.madelung_flow"),
        ("vanchurin:4.3", "6 of 20 breaks noticed; hollow, so that the arm counts as absent"),
        ("vanchurin:3.4", "engine: drop the term drift"),
        ("vanchurin:2.1", "The code of the arms was not broken."),
        ("vanchurin:3.8", "1 true and only weaker, left out"),
        ("dong_zhou:noise", "no-diffusion and noise: under"),
        ("dong_zhou:bulk-reading", "our reading"),
        ("vanchurin:2.8", "amended form, felt: a wrong version of it changes the outcome"),
    ],
)
def test_page_and_document_say_the_same(example: dict[str, Any], key: str, phrase: str) -> None:
    page, _, latex = alone(example, key)
    assert phrase in page
    assert phrase in latex.replace("/", "")


def test_a_text_that_was_cut_is_no_erratum_to_read(example: dict[str, Any]) -> None:
    claim = next(c for c in example["claims"] if c["key"] == "vanchurin:3.9")
    cut = "right side " + "x" * 149 + "... [0788fdef]"
    record = example | {"claims": [claim | {"grade": claim["grade"] | {"text": cut}}]}
    page = read_page(to_html(record)).words
    assert page.index("0788fdef") > page.index("How it fails")
    for text in (page, to_latex(record)):
        assert text.count("0788fdef") == 1
        assert text.count("wrong step") == 2


def test_premises_outside_a_run_are_named_without_a_link(example: dict[str, Any]) -> None:
    claim = next(c for c in example["claims"] if c["key"] == "vanchurin:2.8")
    page = read_page(to_html(example | {"claims": [claim]}))
    assert page.words.count("not in this run") == len(claim["premises"])


GREEN_HTML = re.compile(r'class="badge good">([^<]*)<')
GREEN_TEX = re.compile(r"\\verdict\{good\}\{((?:[^{}]|\{\})*)\}")


def test_no_claim_on_failing_ground_gets_a_plain_green_badge(example: dict[str, Any]) -> None:
    """Whatever it is shown under: its entry, the summary, an erratum, a premise, the headline."""
    shaky = [
        c
        for c in example["claims"]
        if c["standing"]["status"] == "undermined" or c["standing"]["contradictory"]
    ]
    assert {c["verdict"] for c in shaky} >= {"proved", "well-posed", "consistent", "corrected"}
    alone = example | {"claims": shaky, "experiments": []}
    legend = [v for v, group in OF_VERDICT.items() if group.name == "good"]
    assert sorted(GREEN_HTML.findall(to_html(alone))) == sorted(legend)
    found = sorted(text.replace("{}", "") for text in GREEN_TEX.findall(to_latex(alone)))
    assert found == sorted(legend)
    sound = next(c for c in example["claims"] if c["key"] == "dong_zhou:alone")
    assert len(GREEN_HTML.findall(to_html(example | {"claims": [sound]}))) == len(legend) + 3


def test_a_scope_stands_beside_the_verdict(example: dict[str, Any]) -> None:
    claim = next(c for c in example["claims"] if c["key"] == "dong_zhou:alone")
    page = to_html(example | {"claims": [claim]})
    beside = '<span class="badge good">proved</span> <span class="scope">for n = 2..5</span>'
    assert page.count(beside) == 2
    assert to_latex(example | {"claims": [claim]}).count("{proved} {\\small{}for n = 2..5}") == 2


def test_a_report_shows_premises_obligations_shared_code_and_breaks(
    example: dict[str, Any],
) -> None:
    page = " ".join(read_page(to_html(example)).words.split())
    for phrase in (
        "printed form, felt: a wrong version of it changes the outcome",
        "printed form, not read by the derivation",
        "numeric arm: 22 of 24 breaks noticed; stale, for the code has changed since",
        "hollow, so that the arm counts as absent",
        "numerics.waves.madelung.madelung_flow",
        "no-diffusion and noise: under dong_zhou:noise",
        "contradictory beliefs",
        "positive-density: p > 0 on the whole domain \u2014 formally p > 0",
    ):
        assert phrase.replace(" ", "") in page.replace(" ", ""), phrase


def test_equations_stand_in_the_order_of_their_numbers(example: dict[str, Any]) -> None:
    turned = example | {"claims": example["claims"][::-1]}
    numbers = [
        claim["source"]["equation"]
        for section in outline(turned).sections
        if section.document.startswith("V.")
        for claim in section.claims
        if claim["source"]["equation"]
    ]
    assert numbers == sorted(numbers, key=lambda n: [int(part) for part in n.split(".")])


def test_empty_record(example: dict[str, Any]) -> None:
    record = {"schema": 3, "run": example["run"], "claims": []}
    read_page(to_html(record))
    read_document(to_latex(record))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_report_has_all_files_and_is_reproducible(
    tex_engine: list[str], example: dict[str, Any], tmp_path: Path
) -> None:
    report = write_report(example, tmp_path / "one")
    assert report.missing == ""
    assert report.pdf == tmp_path / "one" / "report.pdf"
    again = write_report(example, tmp_path / "two")
    assert again.pdf is not None
    first, second = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert first == second
    assert {str(path.relative_to(tmp_path / "one")) for path in report.paths} == set(first)
    figures = {
        f"figures/{name}.{form}" for name in ("graph", "phase-slip") for form in ("svg", "pdf")
    }
    assert set(first) == {"report.tex", "report.pdf", "report.html", "record.json", *figures}


def test_nasty_record_compiles_and_nothing_is_cut(
    tex_engine: list[str], example: dict[str, Any], tmp_path: Path
) -> None:
    without_engine(nasty_record(example), tmp_path)
    shutil.copytree(tmp_path / "out", tmp_path / "work")
    assert pdf.run_tex(tmp_path / "work") == ""
    log = (tmp_path / "work" / "report.log").read_text("latin-1")
    overfull = [float(size) for size in re.findall(r"Overfull \\hbox \((\d+\.?\d*)pt", log)]
    assert [size for size in overfull if size > 5.0] == []
    read_page((tmp_path / "out" / "report.html").read_text("utf-8"))


def without_engine(record: dict[str, Any], folder: Path) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf.shutil, "which", lambda name: None)
        return write_report(record, folder / "out")


def test_without_an_engine_the_rest_is_written(example: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.pdf").write_bytes(b"of an earlier run")
    report = without_engine(example, tmp_path)
    assert report.pdf is None
    assert "no TeX engine" in report.missing
    assert "\n" not in report.missing
    assert not (tmp_path / "out" / "report.pdf").exists()
    assert (tmp_path / "out" / "report.html").is_file()


def test_first_error_of_tex_is_told(tex_engine: list[str], tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text(
        "\\documentclass{article}\\begin{document}\n\\undefinedthing\n\\end{document}\n"
    )
    assert pdf.make_pdf(tmp_path) == (
        "no PDF: TeX says 'Undefined control sequence.' at 'l.2 \\\\undefinedthing'"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["report.tex"]


def test_tex_is_stopped_after_its_time(tex_engine: list[str], tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text(
        "\\documentclass{article}\\begin{document}\n\\loop\\iftrue\\repeat\n\\end{document}\n"
    )
    assert "longer than 2 seconds" in pdf.make_pdf(tmp_path, seconds=2)


def test_folder_that_is_a_file(example: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ReportFolderError, match=r"out' is a file or lies below one"):
        write_report(example, tmp_path / "out")
    with pytest.raises(OSError, match="must be a folder"):
        write_report(example, tmp_path / "out" / "below")
    assert (tmp_path / "out").read_text() == "a file"


def test_folder_that_cannot_be_written(
    example: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(ReportFolderError, match=r"must be writable.*Permission denied"):
        write_report(example, tmp_path)
    assert contents(tmp_path) == {}
