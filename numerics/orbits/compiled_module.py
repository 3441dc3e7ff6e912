"""A compiled integrator for one right side, kept on disk so that compilation is paid once."""

import importlib.util
import inspect
import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba

import numerics.orbits._lanes
from numerics.orbits.step_source import Layout, step_source

Advance = Callable[..., None]


def integrator(right_side: Any, monitors: Any, layout: Layout) -> Advance:
    """The function ``advance`` of ``numerics.orbits._lanes`` for this right side; see there.

    right_side, monitors : functions of numbers compiled by numba, at the top of one importable
    module.  The integrator is written as a module of its own, under a name made from the content
    of both, to ``generated`` in ``$QMGR_CACHE`` or in ``qmgr`` of the user's cache folder; it is
    compiled when first called, or read from numba's cache beside it.
    """
    home = Path(inspect.getfile(right_side.py_func))
    lanes = Path(numerics.orbits._lanes.__file__).read_text(encoding="utf-8")
    origin = right_side.py_func.__module__
    uses = [
        "from math import sqrt",
        f"from {origin} import {right_side.py_func.__name__} as right_side",
    ]
    if layout.monitors:
        uses.append(f"from {origin} import {monitors.py_func.__name__} as monitors")
    # what is defined later replaces the stand-ins of the same name before anything is compiled
    steps = step_source(layout).replace("@njit(", "@njit(cache=True, ")
    head = lanes.replace("@njit(", "@njit(cache=True, ")
    text = "\n".join([head, *uses, "", "", steps])
    digest = sha256(f"{text}{home.read_text(encoding='utf-8')}{numba.__version__}".encode())
    name = f"qmgr_orbits_{digest.hexdigest()[:20]}"
    if name not in sys.modules:
        _import(name, text)
    found: Advance = sys.modules[name].advance
    return found


def _import(name: str, text: str) -> None:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qmgr"
    folder = Path(os.environ.get("QMGR_CACHE") or base) / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        handle, draft = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(draft).replace(path)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise OSError(f"The cache must hold importable modules, but {path} is none.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
