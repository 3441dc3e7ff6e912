"""Project functions that a call enters, by name; what both arms may enter is left out."""

import sys
from types import ModuleType

import numpy as np
import pytest

from numerics.nielsen.cost import from_coefficients, pauli_coefficients
from proofs.checker.shared_code import entered, forget_kept_values, is_project, shared_by
from proofs.checker.sources import ROOT
from qmgr_sym.algebra.euler_arnold import strings, support


def test_library_functions_are_entered_under_their_full_names():
    value, names = entered(lambda: support("XIZ"))
    assert value == (0, 2)
    assert names == {"qmgr_sym.algebra.euler_arnold.support"}


def test_a_function_that_runs_under_another_is_seen():
    _, names = entered(lambda: from_coefficients(np.eye(4)[0]))
    assert {"numerics.nielsen.cost.from_coefficients", "numerics._checks.as_array"} & names


def test_compiled_functions_are_seen_by_those_that_name_them():
    _, names = entered(lambda: pauli_coefficients(np.eye(2, dtype=complex)))
    assert "numerics.nielsen.cost._read" in names
    assert "numerics.nielsen.cost._walsh" in names, "called by a compiled function only"


def test_kept_values_hide_nothing():
    _, first = entered(lambda: strings(1))
    _, second = entered(lambda: strings(1))
    assert first == second
    assert first


def test_the_judge_is_no_project_code():
    assert is_project(str(ROOT / "qmgr_sym" / "jets" / "identity.py"))
    assert is_project(str(ROOT / "proofs" / "papers" / "vanchurin" / "section_2" / "eq_2_01.py"))
    for place in ("qmgr_sym/exact/zero.py", "proofs/checker/run.py", "tests/conftest.py"):
        assert not is_project(str(ROOT / place)), place


def test_files_of_a_user_are_project_code_in_their_folder(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("def outer():\n    def inner():\n        return 1\n    return inner()\n")
    space = ModuleType("mine")
    exec_into(space, path)
    assert entered(space.outer, tmp_path) == (1, {"mine.outer"})
    assert entered(space.outer) == (1, frozenset())


def exec_into(module, path):
    from importlib.machinery import SourceFileLoader

    SourceFileLoader("mine", str(path)).exec_module(module)


def test_an_exception_passes_and_ends_the_watch():
    with pytest.raises(ZeroDivisionError):
        entered(lambda: 1 / 0)
    assert sys.getprofile() is None


def test_shared_are_functions_of_both_arms_but_letters_and_forms():
    exact = {
        "numerics.a.f",
        "p.notation.letter",
        "p.hamilton_notation.h",
        "eq.printed",
        "qmgr_sym.g",
    }
    numeric = exact - {"qmgr_sym.g"} | {"numerics.h"}
    assert shared_by(exact, numeric, {"eq.printed"}) == ("numerics.a.f",)
    assert shared_by(exact, numeric) == ("eq.printed", "numerics.a.f")
    assert shared_by(exact, {"numerics.h"}) == ()


def test_kept_values_of_others_stay(monkeypatch):
    from functools import cache

    calls = []

    @cache
    def other():
        calls.append(1)

    monkeypatch.setattr(sys.modules[__name__], "other", other, raising=False)
    other()
    forget_kept_values()
    other()
    assert calls == [1]
