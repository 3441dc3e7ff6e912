"""A web site of a record: a page for each claim and section, letters, and a search, in files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from proofs.report.files import make_folder, put_file
from proofs.report.graph_picture import graph_picture
from proofs.report.groups import GROUPS, OF_VERDICT
from proofs.report.html import inline_svg, page_environment
from proofs.report.letter import to_html
from proofs.report.outline import Outline, Section, number_of, outline
from proofs.report.text import plain

_FILTERS = ("verdict", "kind", "words", "paper", "section")
_SEARCH = """
const fields = ["verdict", "kind", "words", "paper", "section"];
const form = document.getElementById("filters");
const value = name => document.getElementById(name).value;
function show() {
  const text = value("text").toLowerCase();
  const found = CLAIMS.filter(claim => fields.every(f => !value(f) || claim[f] === value(f))
    && (!text || [claim.key, claim.number, claim.title].join(" ").toLowerCase().includes(text)));
  const hits = document.getElementById("hits");
  hits.replaceChildren(...found.map(claim => {
    const item = document.createElement("li");
    const badge = document.createElement("span");
    badge.className = "badge " + claim.group;
    badge.textContent = claim.verdict;
    const link = document.createElement("a");
    link.href = claim.page;
    link.textContent = claim.key;
    item.append(badge, " ", link, claim.number + " " + claim.title);
    return item;
  }));
  document.getElementById("count").textContent =
    found.length + (found.length === 1 ? " claim" : " claims");
}
form.addEventListener("input", show);
form.addEventListener("submit", event => event.preventDefault());
show();
"""


def write_site(record: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write ``index.html`` and all that it leads to; returns the files.

    No page loads anything from elsewhere: style and search index are files beside it.  Same
    record, same bytes.  Raises ReportFolderError (an OSError) if ``folder`` cannot be written.
    """
    contents = site(record)
    for part in ("", "claim", "section", "letter"):
        make_folder(folder / part)
    for name, content in contents.items():
        put_file(folder / name, content)
    return [folder / name for name in contents]


def site(record: Mapping[str, Any]) -> dict[str, str]:
    """The files of the site by their names."""
    view = outline(record)
    environment = page_environment()
    environment.filters["page"] = page_of
    template = environment.get_template("site_base.html.j2")
    places = [(section, _place(view, section)) for section in view.sections]
    letters = {name: f"letter/{k}.html" for k, name in enumerate(view.documents, 1)}
    files = {
        "site.css": environment.get_template("site.css.j2").render(groups=GROUPS),
        "search.js": f"const CLAIMS = {_index(view)};{_SEARCH}",
        "index.html": template.render(
            kind="index", up="", crumbs=[], title="Equations put to the test", view=view,
            sections=places, letters=letters, filters=_values(view),
        ),
    }  # fmt: skip
    for section, place in places:
        name = f"{section.document}: {section.title}"
        files[place] = template.render(
            kind="section", up="../", crumbs=[], title=name, view=view, section=section,
            graph=_graph(record, section),
        )  # fmt: skip
        for claim in section.claims:
            files[f"claim/{page_of(claim['key'])}"] = template.render(
                kind="claim", up="../", crumbs=[(place, section.title)], view=view, claim=claim,
                title=f"{claim['key']} {claim['title']}",
            )  # fmt: skip
    for document, place in letters.items():
        mine = [c for c in record["claims"] if c["source"]["document"] == document]
        files[place] = to_html({**record, "claims": mine})
    return files


def page_of(key: str) -> str:
    """The file of the page of a claim; keys that differ in case only have different files."""
    name = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", key)
    return f"{name.replace(':', '-')}.html"


def _place(view: Outline, section: Section) -> str:
    return f"section/{view.sections.index(section) + 1}.html"


def _graph(record: Mapping[str, Any], section: Section) -> Markup:
    keys = {claim["key"] for claim in section.claims}
    chosen = [claim for claim in record["claims"] if claim["key"] in keys]
    picture = str(inline_svg(graph_picture({**record, "claims": chosen}, "svg"), "graph"))
    return Markup(
        re.sub(r'href="#claim-([^"]*)"', lambda m: f'href="../claim/{page_of(m[1])}"', picture)
    )


def _index(view: Outline) -> str:
    """The claims as the search knows them."""
    rows = [_row(claim) for section in view.sections for claim in section.claims]
    return json.dumps(rows, ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")


def _row(claim: Mapping[str, Any]) -> dict[str, str]:
    return {
        "key": claim["key"],
        "page": f"claim/{page_of(claim['key'])}",
        "number": number_of(claim),
        "title": plain(claim["title"]),
        "verdict": claim["verdict"],
        "group": OF_VERDICT[claim["verdict"]].name,
        "kind": claim["kind"],
        "words": claim["words"],
        "paper": claim["key"].split(":")[0],
        "section": claim["source"]["section"],
    }


def _values(view: Outline) -> dict[str, list[str]]:
    rows = [_row(claim) for section in view.sections for claim in section.claims]
    return {name: list(dict.fromkeys(row[name] for row in rows)) for name in _FILTERS}
