"""Record to one self-contained HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from proofs.report.breaking import width
from proofs.report.escape import clean
from proofs.report.figures import experiment_picture
from proofs.report.graph_picture import graph_picture
from proofs.report.groups import GROUNDS, GROUPS, ground_of, group_of
from proofs.report.mathml import to_mathml
from proofs.report.outline import beliefs, carriers, counterexample_line, number_of, outline, size
from proofs.report.text import named, plain, text_to_html
from proofs.report.wording import FILTERS

_HALF = 50.0  # letters in half the width of a page


def to_html(record: Mapping[str, Any]) -> str:
    """The report as one HTML page: no scripts, no further files, pictures inline."""
    pictures = {"graph": graph_picture(record, "svg")}
    for experiment in record.get("experiments", []):
        pictures[experiment["name"]] = experiment_picture(experiment, "svg")
    return page(record, pictures)


def page(record: Mapping[str, Any], pictures: Mapping[str, bytes]) -> str:
    """The page with pictures drawn already: SVG by name of experiment, and ``graph``."""
    return (
        page_environment()
        .get_template("report.html.j2")
        .render(
            record=record,
            run=record["run"],
            view=outline(record),
            groups=GROUPS,
            pictures={name: inline_svg(svg, name) for name, svg in pictures.items()},
        )
    )


def inline_svg(svg: bytes, name: str) -> Markup:
    """An SVG file as part of a page: no prologue, names of its parts made its own."""
    text = svg.decode("utf-8")
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="([^"]*)"', rf'id="{name}-\1"', text)
    text = re.sub(r"url\(#([^)]*)\)", rf"url(#{name}-\1)", text)
    text = re.sub(
        r'(?:xlink:)?href="#([^"]*)"',
        lambda m: m[0] if m[1].startswith("claim-") else f'href="#{name}-{m[1]}"',
        text,
    )
    text = text.replace("xlink:href", "href")
    text = re.sub(r' xmlns(?::xlink)?="[^"]*"', "", text)
    return Markup(text)


def _display(latex: str) -> Markup:
    return Markup(to_mathml(latex, display=True))


def _short(formulas: Iterable[str]) -> bool:
    """Whether each formula fits half the width of a page."""
    return all((width(latex) or 0.0) <= _HALF for latex in formulas)


def _badge(verdict: str, claim: Mapping[str, Any]) -> Markup:
    group = group_of(verdict, ground_of(claim))
    return Markup('<span class="badge {}">{}</span>').format(group.name, verdict)


def _ground_badge(ground: str) -> Markup:
    if not ground:
        return Markup("")
    name = ground.replace(" ", "-")
    return Markup('<span class="badge ground {}">{}</span>').format(name, GROUNDS[ground])


def page_environment() -> Environment:
    """Templates of pages, with the filters that make HTML of the texts of a record."""
    environment = Environment(
        loader=PackageLoader("proofs.report"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters |= FILTERS | {
        "rich": lambda text: Markup(text_to_html(text)),
        "named": named,
        "plain": plain,
        "formula": _display,
        "short": _short,
        "inline": lambda latex: Markup(to_mathml(latex)),
        "badge": _badge,
        "ground_badge": _ground_badge,
        "size": size,
        "number": number_of,
        "beliefs": beliefs,
        "carriers": carriers,
        "counterexample": counterexample_line,
    }
    return environment
