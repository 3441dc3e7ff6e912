"""Claims are found in folders, and listed without importing one of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from area_claim import edit, write

from proofs.checker import cache, index, registry
from proofs.checker.dependence import last_verdicts
from proofs.checker.errors import UsageError
from proofs.checker.options import Options
from proofs.checker.registry import load
from proofs.checker.selection import select
from proofs.checker.session import Session

pytestmark = pytest.mark.usefixtures("no_suite")


@pytest.fixture
def folder(tmp_path):
    """Two claims in folders below one another, and a helper beside them."""
    own = tmp_path / "claims"
    write(own, "own:1.1")
    write(own / "chapter 2" / "section", "own:2.1", ("premises=()", 'premises=("own:1.1",)'))
    (own / "chapter 2" / "helper.py").write_text("N = 1\n")
    return own


@pytest.fixture
def imported(monkeypatch):
    """Files that the index has imported, in order."""
    found: list[Path] = []
    whole = index._import_all

    def import_all(files, *rest):
        found.extend(files)
        return whole(files, *rest)

    monkeypatch.setattr(index, "_import_all", import_all)
    return found


def test_folders_below_one_another_are_read_and_helpers_are_no_claims(folder):
    entries = load([folder])
    assert list(entries) == ["own:1.1", "own:2.1"]
    assert entries["own:2.1"].folder == folder.resolve()
    assert entries["own:2.1"].card.premises == ("own:1.1",)
    assert entries["own:2.1"].claim.title == "Area under a line"


def test_hidden_folders_private_files_and_what_is_no_file_are_passed_over(folder, tmp_path):
    for place in (".venv", "__pycache__", "_drafts"):
        write(folder / place, "own:9.1")
    write(folder, "own:9.2").rename(folder / "_eq_9_2.py")
    (folder / "eq_3_1.py").mkdir()

    os.mkfifo(folder / "eq_4_1.py")
    assert list(load([folder])) == ["own:1.1", "own:2.1"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def printed()", "def printed(", "eq_1_1.py must be Python, but line 1[0-9] is not"),
        ("CLAIM = ck.Claim(", "OTHER = ck.Claim(", "eq_1_1.py must define CLAIM"),
        ("CLAIM = ck.Claim(", "CLAIM = dict(", "eq_1_1.py must be a Claim, but is a dict"),
        ("import numpy", "x = 1\0\nimport numpy", "eq_1_1.py must be Python, but it is not"),
    ],
)
def test_a_file_that_is_no_claim_is_named(folder, old, new, message):
    edit(folder / "eq_1_1.py", old, new)
    with pytest.raises(UsageError, match=message):
        load([folder])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("import numpy as np", "import nonesuch", "raised ModuleNotFoundError: No module named"),
        ('kind="result"', 'kind="rumour"', "raised ValueError: kind of own:1.1 must be one of"),
    ],
)
def test_a_file_that_cannot_be_imported_is_a_broken_claim(folder, old, new, message):
    edit(folder / "eq_1_1.py", old, new)
    entries = load([folder])
    assert message in entries["own:1.1"].card.broken
    assert "eq_1_1.py" in entries["own:1.1"].card.broken
    assert entries["own:2.1"].card.broken is None


def test_a_batch_that_ends_is_read_file_by_file(folder, monkeypatch):
    """Files of the suite are imported many at a time; here all are taken for files of the suite."""
    edit(folder / "eq_1_1.py", "a, x = ", "import os; os._exit(3)\na, x = ")
    monkeypatch.setattr(index, "ROOT", folder)
    entries = load([folder])
    assert "exit status 3" in entries["own:1.1"].card.broken
    assert entries["own:2.1"].card.broken is None


def test_a_broken_file_whose_key_is_not_written_out_has_one_of_its_own(folder):
    edit(folder / "eq_1_1.py", 'key="own:1.1"', 'key="own" + 1 / 0')
    assert "unread:eq-1-1" in load([folder])


def test_a_key_defined_twice_is_named(folder):
    edit(folder / "chapter 2" / "section" / "eq_2_1.py", 'key="own:2.1"', 'key="own:1.1"')
    with pytest.raises(UsageError, match=r"own:1\.1 must be defined once"):
        load([folder])


def test_a_folder_without_claims_is_named(tmp_path):
    (tmp_path / "empty").mkdir()
    for name, message in (("empty", "must hold claim files"), ("none", "must exist")):
        with pytest.raises(UsageError, match=message):
            load([tmp_path / name])


def test_a_file_is_imported_again_only_when_what_it_depends_on_changes(folder, imported):
    first = load([folder])
    assert len(imported) == 2
    imported.clear()
    assert load([folder]) == first
    edit(folder / "eq_1_1.py", "    # exact", "    # a remark")
    assert load([folder]) == first
    assert imported == []
    edit(folder / "eq_1_1.py", "Area under a line", "Area under the line")
    assert load([folder])["own:1.1"].card.title == "Area under the line"
    assert imported == [folder / "eq_1_1.py"]


def test_a_title_from_a_data_file_follows_the_file(folder, imported):
    (folder / "title.txt").write_text("One title")
    text = "__import__('pathlib').Path(__file__).with_name('title.txt').read_text()"
    edit(folder / "eq_1_1.py", '"Area under a line"', text)
    assert load([folder])["own:1.1"].card.title == "One title"
    (folder / "title.txt").write_text("Another title")
    imported.clear()
    assert load([folder])["own:1.1"].card.title == "Another title"
    assert imported == [folder / "eq_1_1.py"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:200],
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: text.replace('"kind": "result"', '"kind": 3'),
        lambda text: text.replace('"stated"', '"said"'),
        lambda text: text.replace('"premises": []', '"premises": 7'),
    ],
)
def test_a_damaged_index_is_made_again(damage, folder, own_cache, imported):
    first = load([folder])
    kept = own_cache / "index.json"
    kept.write_text(damage(kept.read_text()))
    imported.clear()
    assert load([folder]) == first
    assert folder / "eq_1_1.py" in imported


def test_two_files_of_one_name_have_digests_of_their_own(tmp_path):
    """Two claims, each in a file of the same name, one resting on the other."""
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, "own:1.1")
    write(two, "other:1.1", ("premises=()", 'premises=("own:1.1",)'))
    entries = load([one, two])
    session = Session(entries, select(entries, [], [one, two]))
    session.check(lambda key, result, kept: None)
    wanted = session.depends_on("other:1.1")
    assert {str(one / "eq_1_1.py"), str(two / "eq_1_1.py")} <= set(wanted)
    edit(one / "eq_1_1.py", "101", "201")
    entries = load([one, two])
    assert last_verdicts(entries, list(entries), Options(), cache.sources()) == {}


def test_last_verdicts_are_those_that_a_check_would_find(folder):
    entries = load([folder])
    assert last_verdicts(entries, list(entries), Options(), cache.sources()) == {}
    session = Session(entries, list(entries))
    session.check(lambda key, result, kept: None)
    assert last_verdicts(entries, list(entries), Options(), cache.sources()) == session.verdicts()
    assert last_verdicts(entries, list(entries), Options(seed=1), cache.sources()) == {}


LIST = """
import sys, json
sys.argv = ["qmgr", "list"]
from proofs import cli
try:
    cli.app()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.usefixtures("indexed")
def test_listing_the_suite_imports_no_claim_and_no_algebra(monkeypatch):
    done = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=True)
    *lines, last = done.stdout.splitlines()
    modules = json.loads(last)
    claims = [m for m in modules if m.startswith(("proofs.papers", "qmgr_own_claims"))]
    assert len(lines) > 200
    assert claims == []
    assert not {"sympy", "numpy", "scipy", "networkx"} & set(modules)


@pytest.mark.usefixtures("indexed")
def test_every_claim_of_the_suite_is_found_by_its_file(monkeypatch):
    monkeypatch.setattr(registry, "PAPERS", Path(registry.__file__).parents[1] / "papers")
    entries = load()
    named = [p for p in registry.PAPERS.rglob("*.py") if p.name.startswith(("eq_", "on_"))]
    assert {entry.path for entry in entries.values()} == set(named)
