"""What the manual shows is so, and the errata that come with the project are all read."""

import re
from pathlib import Path

from proofs.checker.options import Options
from proofs.checker.run import run_claim
from proofs.latex_source.table import table_of
from proofs.latex_source.written import read_source
from proofs.text.functions import BINDERS, CONSTANTS, FUNCTIONS, MATRICES
from proofs.text_claims.claim import claim_of
from proofs.text_claims.entry import Entry, entries_of
from proofs.text_claims.exact.carry import renew
from proofs.text_claims.loading import COLLECTION, fields_of, text_files

DOCS = Path(__file__).parents[2] / "docs"


def blocks(name, language):
    text = (DOCS / name).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_first_example_fails_and_the_form_that_holds_is_proposed():
    renew()
    (entry,) = entries_of(blocks("text-claims.md", "toml")[0], "mypaper.toml")
    assert isinstance(entry, Entry)
    result = run_claim(claim_of(entry), Options(), text=True)
    assert result["verdict"] == "refuted"
    text = (DOCS / "text-claims.md").read_text(encoding="utf-8")
    assert result["grade"]["text"] in text


def test_the_table_of_letters_is_one():
    import tomllib

    table = table_of(tomllib.loads(blocks("text-claims.md", "toml")[1]), "letters.toml")
    assert table.symbols["w_hat"] == "matrix"


def test_every_function_is_in_the_manual_of_formulas():
    text = (DOCS / "formulas.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[A-Za-z0-9_]+", text))
    assert {*FUNCTIONS, *BINDERS, *MATRICES, *CONSTANTS} <= words


def test_a_paper_is_read_and_its_claims_are_judged(tmp_path):
    source = tmp_path / "notes.tex"
    source.write_text(
        "\\begin{align} \\int_0^1 x^2 dx &= \\frac{1}{2} \\tag{1} \\\\"
        " h(x) &= 1/2x \\end{align}\n$$ \\sin(2x) = 2 \\sin(x)\\cos(x) $$",
        encoding="utf-8",
    )
    done = read_source(source, tmp_path / "claims")
    assert (done.found, done.read, done.claims) == (3, 2, 2)
    text = done.path.read_text(encoding="utf-8")
    assert "# not read: the formula must say whether h(...)" in text
    verdicts = {}
    for entry in entries_of(text, done.path.name):
        renew()
        assert isinstance(entry, Entry)
        verdicts[entry.key] = run_claim(claim_of(entry), Options(), text=True)["verdict"]
    assert verdicts == {"notes:1": "refuted", "notes:display-3": "proved"}


def test_all_errata_are_read_and_build():
    entries = fields_of(COLLECTION)
    files = list(text_files(COLLECTION))
    count = sum(path.read_text(encoding="utf-8").count("[[claim]]") for path in files)
    assert len(entries) == count >= 230
    for entry in entries.values():
        assert claim_of(entry).amended is not None, entry.key
        assert entry.reported, entry.key
