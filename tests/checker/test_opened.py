"""What a claim opens and what it imports decides whether its result is kept."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from area_claim import edit, write

from proofs.checker import installed, opened
from proofs.checker.opened import MISSING, NO_FILE, watching
from proofs.checker.registry import load
from proofs.checker.selection import select
from proofs.checker.session import Session


@pytest.fixture
def folder(tmp_path):
    """A claim whose number of points stands in a CSV file, and one without data."""
    own = tmp_path / "claims"
    (own / "data").mkdir(parents=True)
    (own / "data" / "points.csv").write_text("101\n")
    read = "    GRID = np.linspace(0, 1, int(np.loadtxt(__file__[:-9] + 'data/points.csv')))\n"
    write(own, "own:1.1", ('    width = sample["a"]\n', f'{read}    width = sample["a"]\n'))
    write(own, "own:1.2")
    return own


def run(folder: Path) -> dict[str, bool]:
    entries = load([folder])
    session = Session(entries, select(entries, [], [folder]))
    kept: dict[str, bool] = {}
    session.check(lambda key, result, was_kept: kept.update({key: was_kept}))
    assert set(session.verdicts().values()) == {"proved"}
    return kept


@pytest.mark.usefixtures("no_suite")
def test_an_edited_data_file_is_a_changed_claim(folder):
    run(folder)
    assert run(folder) == {"own:1.1": True, "own:1.2": True}
    (folder / "data" / "points.csv").write_text("201\n")
    assert run(folder) == {"own:1.1": False, "own:1.2": True}
    os.utime(folder / "data" / "points.csv", (1, 1))
    assert run(folder) == {"own:1.1": True, "own:1.2": True}


@pytest.mark.usefixtures("no_suite")
def test_another_version_of_what_a_claim_imports_is_a_changed_claim(folder, monkeypatch):
    """Not of what others import: networkx is no part of the judge."""
    edit(folder / "eq_1_2.py", "import numpy as np", "import networkx\nimport numpy as np")
    run(folder)
    assert run(folder) == {"own:1.1": True, "own:1.2": True}
    examined = installed._examine()
    newer = {**examined.known, "networkx": ("99.0", [])}
    monkeypatch.setattr(installed, "_known", {})
    monkeypatch.setattr(installed, "_remembered", lambda *args: examined._replace(known=newer))
    assert run(folder) == {"own:1.1": True, "own:1.2": False}


def distribution(site: Path, name: str, version: str, requires: str = "") -> None:
    """A module and the record of its distribution, as an installer leaves them."""
    (site / f"{name}.py").write_text("N = 101\n")
    for old in site.glob(f"{name}-*.dist-info"):
        (old / "METADATA").unlink()
        (old / "RECORD").unlink()
        old.rmdir()
    info = site / f"{name}-{version}.dist-info"
    info.mkdir()
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}"
    )
    (info / "RECORD").write_text(f"{name}.py,,\n")


@pytest.mark.usefixtures("no_suite")
def test_an_installed_version_counts_also_where_it_is_required_by_another(
    folder, tmp_path, monkeypatch
):
    site = tmp_path / "site"
    site.mkdir()
    distribution(site, "lattice_one", "1.0", "lattice_two>=1; python_version > '3'")
    distribution(site, "lattice_two", "1.0")
    monkeypatch.syspath_prepend(site)
    edit(folder / "eq_1_2.py", "import numpy as np", "import lattice_one\nimport numpy as np")
    run(folder)
    assert run(folder) == {"own:1.1": True, "own:1.2": True}
    distribution(site, "lattice_two", "1.1")
    assert run(folder) == {"own:1.1": True, "own:1.2": False}


def test_requirements_are_followed_and_those_of_extras_are_not(tmp_path, monkeypatch):
    distribution(tmp_path, "lattice_one", "1.0", "Lattice.Two (>=1) ; extra == 'more'")
    distribution(tmp_path, "lattice_two", "2.0")
    monkeypatch.syspath_prepend(tmp_path)
    found = installed.installed(tmp_path / "memory.json")
    assert found.versions(["lattice_one", "nonesuch"]) == {"lattice-one": "1.0"}
    assert set(found.versions(["networkx"])) == {"networkx"}
    assert "mpmath" in found.versions(["sympy"])


@pytest.mark.parametrize("damage", ["", "{}", "[" * 100_000, '{"state": 1, "known": {}}'])
def test_a_damaged_memory_of_what_is_installed_is_made_again(damage, tmp_path, monkeypatch):
    monkeypatch.setattr(installed, "_known", {})
    first = installed.installed(tmp_path / "memory.json")
    (tmp_path / "memory.json").write_text(damage)
    monkeypatch.setattr(installed, "_known", {})
    assert installed.installed(tmp_path / "memory.json") == first


def test_what_is_opened_is_seen_however_it_is_opened(tmp_path):
    root = tmp_path / "claims"
    root.mkdir()
    for name in ("a", "b", "c", "d"):
        (root / name).write_text("1 2\n")
    np.save(root / "e.npy", np.arange(3))
    with watching([root]) as found:
        open(root / "a").close()
        os.close(os.open(root / "b", os.O_RDONLY))
        (root / "c").read_bytes()
        np.loadtxt(root / "d")
        np.load(root / "e.npy", mmap_mode="r")
        with pytest.raises(FileNotFoundError):
            (root / "nothing").read_text()
    (root / "a").read_text()
    assert {Path(path).name for path in found} == {"a", "b", "c", "d", "e.npy", "nothing"}
    assert found[str(root / "nothing")] == MISSING
    assert found[str(root / "a")] == opened.digest(root / "a")


def test_what_is_no_data_is_not_noted(tmp_path):
    root = tmp_path / "claims"
    for name in (".hidden", "__pycache__", "cache"):
        (root / name).mkdir(parents=True)
        (root / name / "file").write_text("1")
    with watching([root], [root / "cache"]) as found:
        for name in (".hidden", "__pycache__", "cache"):
            (root / name / "file").read_text()
        (root / "written").write_text("2")
        (root / "written").read_text()
        Path("/proc/self/stat").read_text()
        Path(np.__file__).read_text()
        open(os.dup(1), closefd=True).close()
    assert found == {}


def test_data_beside_the_folder_of_a_claim_counts_too(tmp_path):
    (tmp_path / "elsewhere.csv").write_text("1")
    with watching([tmp_path / "claims"]) as found:
        (tmp_path / "elsewhere.csv").read_text()
    assert list(found) == [str(tmp_path / "elsewhere.csv")]


def test_a_module_that_is_found_at_run_time_counts_by_its_source(tmp_path, monkeypatch):
    (tmp_path / "numbers_of_ours.py").write_text("N = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for _ in range(2):  # compiled the first time, read from __pycache__ the second
        sys.modules.pop("numbers_of_ours", None)
        with watching([tmp_path]) as found:
            __import__("numbers_of_ours")
        assert list(found) == [str(tmp_path / "numbers_of_ours.py")]
    assert list((tmp_path / "__pycache__").iterdir()) != []


def test_pipes_and_folders_are_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert opened.digest(tmp_path / "pipe") == NO_FILE
    assert opened.digest(tmp_path) == NO_FILE
    assert opened.digest(Path("/dev/zero")) == NO_FILE
    assert opened.digest(tmp_path / "nothing") == MISSING
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").write_text("1")
    assert opened.digest(tmp_path / "link") == opened.digest(tmp_path / "file")
