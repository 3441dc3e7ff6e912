"""Which installed distributions a module comes from, with their versions and requirements."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from proofs.files import private_folder, read_regular, write_atomically

_NAME = re.compile(r"\s*([A-Za-z0-9._-]+)")


class Installed(NamedTuple):
    """Distributions by top-level module; version and required distributions by distribution."""

    provides: Mapping[str, list[str]]
    known: Mapping[str, tuple[str, list[str]]]

    def versions(self, modules: Iterable[str]) -> dict[str, str]:
        """Distributions that provide `modules` and all that these require, with their versions.

        Requirements of extras are left out; a module of no distribution has no version.
        """
        found: dict[str, str] = {}
        stack = [name for module in modules for name in self.provides.get(module, ())]
        while stack:
            name = stack.pop()
            if name not in found and name in self.known:
                found[name], required = self.known[name]
                stack += required
        return dict(sorted(found.items()))


def installed(memory: Path) -> Installed:
    """What is installed, from the file `memory` unless a folder of `sys.path` has changed since."""
    state = json.dumps(_state())
    if state not in _known:
        _known[state] = _remembered(memory, state) or _examined(memory, state)
    return _known[state]


_known: dict[str, Installed] = {}


def _remembered(memory: Path, state: str) -> Installed | None:
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        kept = json.loads(read_regular(memory))
        if kept["state"] == state:
            known = {str(n): (str(v), [str(r) for r in rs]) for n, (v, rs) in kept["known"].items()}
            return Installed({m: list(map(str, ns)) for m, ns in kept["provides"].items()}, known)
    return None


def _examined(memory: Path, state: str) -> Installed:
    found = _examine()
    with suppress(OSError):
        private_folder(memory.parent)
        write_atomically(memory, json.dumps({"state": state, **found._asdict()}))
    return found


def _state() -> list[tuple[str, int]]:
    """What stands for a distribution in the folders of `sys.path`, with its last change."""
    found = []
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError), os.scandir(folder or ".") as inside:
            for item in inside:
                if item.name.endswith((".dist-info", ".egg-info", ".egg-link", ".pth")):
                    found.append((item.path, item.stat().st_mtime_ns))
    return sorted(found)


def _examine() -> Installed:
    from importlib.metadata import distributions, packages_distributions

    known: dict[str, tuple[str, list[str]]] = {}
    for distribution in distributions():
        name = _plain(distribution.metadata["Name"] or "")
        if name and name not in known:  # the first on the path is the one that is imported
            needs = [_plain(r) for r in distribution.requires or () if "extra ==" not in r]
            known[name] = (distribution.version, needs)
    provides = {
        module: sorted({_plain(name) for name in names})
        for module, names in packages_distributions().items()
    }
    return Installed(provides, known)


def _plain(requirement: str) -> str:
    """The normal name of a distribution, from a requirement such as `Scikit_Learn>=1.2; ...`."""
    match = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", match[1]).lower() if match else ""
