"""The site of a record: files that hold together, small, and need nothing from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from report_strategies import nasty_record

from proofs.report.site import page_of, site, write_site

LARGEST = 300_000


class Links(HTMLParser):
    """What a page refers to, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [str(found["id"])] if "id" in found else []
        for name in ("href", "src", "xlink:href"):
            if found.get(name):
                self.targets.append(str(found[name]))


def read(text: str) -> Links:
    page = Links()
    page.feed(text)
    return page


@pytest.mark.parametrize("spoil", [lambda record: record, nasty_record])
def test_every_link_leads_to_a_file_of_the_site(example: dict[str, Any], spoil: Any) -> None:
    files = site(spoil(example))
    for name, text in files.items():
        if name.endswith(".html"):
            page = read(text)
            assert len(set(page.ids)) == len(page.ids), name
            for target in page.targets:
                place, _, anchor = target.partition("#")
                assert ":" not in target, target
                if place:
                    assert normpath(join(dirname(name), place)) in files, (name, target)
                else:
                    assert anchor in page.ids, (name, target)


def test_every_claim_and_section_has_a_page_that_is_small(example: dict[str, Any]) -> None:
    files = site(example)
    for claim in example["claims"]:
        assert f"claim/{page_of(claim['key'])}" in files
    sections = {(c["source"]["document"], c["source"]["section"]) for c in example["claims"]}
    assert sum(name.startswith("section/") for name in files) == len(sections)
    assert all(len(text.encode()) < LARGEST for text in files.values())


def test_the_search_knows_every_claim(example: dict[str, Any]) -> None:
    script = site(example)["search.js"]
    rows = json.loads(script[len("const CLAIMS = ") : script.index(";\nconst fields")])
    assert {(row["key"], row["verdict"], row["kind"]) for row in rows} == {
        (claim["key"], claim["verdict"], claim["kind"]) for claim in example["claims"]
    }


def test_keys_that_differ_in_case_only_have_different_files() -> None:
    assert page_of("a:Bc").lower() != page_of("a:bC").lower() != page_of("a:bc").lower()


def test_the_same_record_gives_the_same_site(example: dict[str, Any], tmp_path: Path) -> None:
    assert site(example) == site(example)
    paths = write_site(example, tmp_path / "site")
    assert all(path.is_file() for path in paths)


def test_the_search_works_in_a_browser(example: dict[str, Any], tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("NO BROWSER: chromium is not installed, so the search was not run")
    write_site(example, tmp_path)
    for width in (1200, 500):
        done = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900",
             "--dump-dom", str(tmp_path / "index.html")],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert re.search(rf'id="count"[^>]*>{len(example["claims"])} claims<', done.stdout)
        assert done.stdout.count('<li><span class="badge') == len(example["claims"])
