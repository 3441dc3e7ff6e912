"""What `qmgr doctor` says: what is installed, what is missing, how to get it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from proofs.checker import cache

_TEX = "Debian: apt-get install texlive-latex-recommended latexmk lmodern"


def examine() -> Iterator[str]:
    """Lines for Python, every dependency, the TeX engine, the cache folder and the cores."""
    yield f"ok       Python {platform.python_version()}"
    for requirement in requires("qmgr") or []:
        if "extra ==" not in requirement:
            yield _package(requirement)
    for program in ("pdflatex",):
        found = shutil.which(program)
        yield f"ok       {program}" if found else f"missing  {program}: no PDF; {_TEX}"
    folder = cache.folder()
    existing = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    writable = existing.is_dir() and os.access(existing, os.W_OK)
    yield f"{'ok' if writable else 'missing':<9}cache folder {folder}" + (
        "" if writable else ": not writable; set QMGR_CACHE to a folder that is"
    )
    yield f"ok       {os.cpu_count()} cores"


def _package(requirement: str) -> str:
    name = requirement.split(";")[0]
    for mark in ">=<~!":
        name = name.split(mark)[0]
    name = name.strip()
    try:
        return f"ok       {name} {version(name)}"
    except PackageNotFoundError:
        return f"missing  {name}: pip install '{requirement}'"
