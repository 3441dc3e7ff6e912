"""A compiled integrator for one right side, kept on disk so that compilation is paid once."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

import numerics.orbits._lanes
from numerics.generated import load_source
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
    salt = f"{home.read_text(encoding='utf-8')}{numba.__version__}"
    found: Advance = load_source("qmgr_orbits", text, salt).advance
    return found
