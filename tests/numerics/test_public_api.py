"""Each folder has one list of public names, documented, none of which hides a module."""

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import numerics
from numerics._api import loaded_on_demand

FOLDERS = [m.name for m in pkgutil.iter_modules(numerics.__path__) if m.ispkg]


@pytest.mark.parametrize("folder", FOLDERS)
def test_public_names_are_there_and_documented(folder):
    package = importlib.import_module(f"numerics.{folder}")
    modules = {m.name for m in pkgutil.iter_modules(package.__path__)}
    assert len(package.__all__) == len(set(package.__all__)) > 0
    assert not modules & set(package.__all__)
    for name in package.__all__:
        thing = getattr(package, name)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), name
    assert set(package.__all__) <= set(dir(package))


def test_a_folder_loads_only_what_is_asked_for():
    code = (
        "import sys; from numerics.qubits import concurrence; "
        "print('numerics.qubits.lie_algebras' in sys.modules, concurrence.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "numerics.qubits.entanglement"]


def test_unknown_and_doubled_names_are_errors():
    package = importlib.import_module("numerics.qubits")
    with pytest.raises(AttributeError, match="no attribute 'entropy_of_everything'"):
        _ = package.entropy_of_everything
    with pytest.raises(ValueError, match="`f` must come from one module, but a has it too"):
        loaded_on_demand("numerics", {"a": ("f",), "b": ("f",)})
