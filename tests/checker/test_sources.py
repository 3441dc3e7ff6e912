"""Which files of the project a file depends on, and what of their text counts."""

import pytest

from proofs import checker
from proofs.checker import sources
from proofs.checker.sources import Sources

FILES = {
    "proofs/__init__.py": "",
    "proofs/one.py": "import numpy.linalg\nfrom proofs.two import x\nimport proofs.paper.deep",
    "proofs/two.py": "from proofs import one  # in a circle",
    "proofs/apart.py": "CLAIM: object = make('own:1.1', key=1)",
    "proofs/paper/__init__.py": "",
    "proofs/paper/deep.py": "def f():\n    from . import near\n    from ..far import away\n",
    "proofs/paper/near.py": "import sympy as sp, os\n",
    "proofs/far.py": "from .nonesuch import x",
    "own.py": "from proofs.paper import near\nfrom .beside import x\nCLAIM = Claim(key='own:2.1')",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    return tmp_path


def names(project, found):
    return {str(path.relative_to(project)) for path in found}


EVERYTHING = set(FILES) - {"proofs/apart.py", "own.py"}


@pytest.mark.parametrize(
    ("seed", "reached"),
    [
        ("proofs/one.py", EVERYTHING),
        ("proofs/two.py", EVERYTHING),
        ("proofs/apart.py", {"proofs/apart.py"}),
        ("proofs/paper/near.py", {"proofs/paper/near.py"}),
        ("proofs/paper/deep.py",
         {"proofs/__init__.py", "proofs/paper/__init__.py", "proofs/paper/deep.py",
          "proofs/paper/near.py", "proofs/far.py"}),
        ("own.py", {"own.py", "proofs/__init__.py", "proofs/paper/__init__.py",
                    "proofs/paper/near.py"}),
    ],
)  # fmt: skip
def test_imports_are_followed_also_in_circles_in_functions_and_relative_ones(
    seed, reached, project
):
    """Whichever file is asked about first."""
    fresh = Sources(project / "memory.json")
    assert names(project, fresh.closure(project / seed)) == reached
    used = Sources(project / "memory.json")
    for other in FILES:
        used.closure(project / other)
    assert names(project, used.closure(project / seed)) == reached


def test_what_a_file_says(project):
    read = Sources(project / "memory.json")
    assert read.read(project / "proofs/one.py").outside == ("numpy",)
    assert read.read(project / "proofs/paper/near.py").outside == ("sympy",)
    assert read.read(project / "own.py").claim
    assert read.read(project / "own.py").key == "own:2.1"
    assert read.read(project / "proofs/apart.py").claim
    assert read.read(project / "proofs/apart.py").key == "own:1.1"
    assert not read.read(project / "proofs/one.py").claim


def test_every_name_that_a_claim_gets_from_the_checker_is_in_its_closure(tmp_path):
    """The names are looked up when they are used, but the files that define them count."""
    (tmp_path / "claim.py").write_text("import proofs.checker as ck\n")
    closure = Sources(tmp_path / "memory.json").closure(tmp_path / "claim.py")
    for name in checker.__all__:
        home = getattr(checker, name)
        module = checker._MODULES[name]
        assert sources.ROOT / "proofs" / "checker" / f"{module}.py" in closure, (name, home)
