"""What breaking the arms of each claim has shown, kept in one versioned file per paper.

A result holds as long as the code that was broken is the same: `proofs/papers/<paper>/breaks.json`
names the functions that each arm ran and the digest of their code. Results of a user's own claims
are kept in the cache folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from proofs.checker import cache
from proofs.checker.breaks.digest import Code
from proofs.checker.errors import UsageError
from proofs.checker.registry import PAPERS, Entry
from proofs.files import private_folder, read_regular, write_atomically

State = Literal["fresh", "stale"]
VERSION = 1
ARMS = ("exact", "numeric")
ENOUGH = 4
"""Breaks from which on an arm can be called hollow."""
EXPLAINED_MOST = 6
"""Surviving breaks that a claim may explain for each arm."""
PREFIX = "break "
"""What the name of a break begins with among what a claim explains."""


@dataclass(frozen=True)
class ArmBreaks:
    """What one arm noticed of the breaks of its code, in the words of the record.

    `survivors` are the names of the breaks that passed without a reason, `explained` counts those
    that passed with one.
    """

    state: State
    total: int
    noticed: int
    survivors: tuple[str, ...]
    explained: int = 0

    @property
    def hollow(self) -> bool:
        """Whether most of the breaks pass unexplained, of at least four."""
        return is_hollow(self.noticed + self.explained, self.total)

    def record(self) -> dict[str, Any]:
        """The entry of the record."""
        return {**asdict(self), "survivors": list(self.survivors), "hollow": self.hollow}


def is_hollow(noticed: int, total: int) -> bool:
    """Whether less than half of at least four breaks were noticed."""
    return total >= ENOUGH and 2 * noticed < total


def with_reasons(
    breaks: Mapping[str, Mapping[str, Any]], reasons: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """The entries of the record by arm, with what a claim explains: "break <name>" -> reason.

    Raises ValueError for reasons of breaks that did not survive, where the results are fresh, and
    for more than six in one arm.
    """
    named = {name[len(PREFIX) :] for name in reasons if name.startswith(PREFIX)}
    survivors = {name for found in breaks.values() for name in found["survivors"]}
    idle = sorted(named - survivors)
    if idle and all(found["state"] == "fresh" for found in breaks.values()) and breaks:
        raise ValueError(f"claim must explain surviving breaks only, but explains {idle}")
    made = {}
    for arm, found in breaks.items():
        left = tuple(name for name in found["survivors"] if name not in named)
        explained = len(found["survivors"]) - len(left)
        if explained > EXPLAINED_MOST:
            raise ValueError(
                f"claim must explain at most {EXPLAINED_MOST} breaks of its {arm} arm, "
                f"but explains {explained}"
            )
        arm_breaks = ArmBreaks(found["state"], found["total"], found["noticed"], left, explained)
        made[arm] = arm_breaks.record()
    return made


def memory() -> Code:
    """Digests of functions, with the memory of the cache folder."""
    return Code(cache.folder() / "functions.json")


def read(key: str, path: Path, code: Code) -> dict[str, ArmBreaks] | None:
    """What is kept of the claim `key` in the file `path`, by arm; None where nothing is.

    Raises UsageError for a file of results that cannot be read.
    """
    kept = load(place(path)).get(key)
    if kept is None:
        return None
    return {arm: _arm(kept[arm], path, code) for arm in ARMS if arm in kept}


def fresh(key: str, path: Path, code: Code) -> bool:
    """Whether results of the claim are kept, all of the code as it is."""
    found = read(key, path, code)
    return found is not None and all(arm.state == "fresh" for arm in found.values())


def _arm(kept: Mapping[str, Any], path: Path, code: Code) -> ArmBreaks:
    functions = {name: names.split(", ") for name, names in kept["functions"].items()}
    same = kept["digest"] == code.digest(path, functions)
    state: State = "fresh" if same else "stale"
    return ArmBreaks(state, kept["total"], kept["noticed"], names_of(kept))


def names_of(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the breaks that passed in the result of one arm."""
    return tuple(name_of(survivor) for survivor in result["survivors"])


def name_of(survivor: Mapping[str, Any]) -> str:
    """Name of a break, by which a claim may explain it: its function and what was changed."""
    return f"{survivor['function']}: {survivor['what']}"


def place(path: Path) -> Path:
    """The file that holds the results of the claim file at `path`."""
    if path.is_relative_to(PAPERS):
        return PAPERS / path.relative_to(PAPERS).parts[0] / "breaks.json"
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return cache.folder() / "breaks" / f"{digest}.json"


def known(entries: Mapping[str, Entry]) -> dict[str, dict[str, dict[str, Any]]]:
    """What is kept of all claims, as entries of the record by claim and arm.

    Raises UsageError for a file of results that cannot be read.
    """
    code = memory()
    found = {
        key: read(key, entry.path, code) for key, entry in entries.items() if entry.text is None
    }
    code.save()
    return {
        key: {arm: breaks.record() for arm, breaks in by_arm.items()}
        for key, by_arm in found.items()
        if by_arm is not None
    }


def load(file: Path) -> Mapping[str, Any]:
    """All results of a file by claim; none where there is no file.

    Raises UsageError for what is no such file, or one of another version.
    """
    try:
        return _loaded(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=16)
def _loaded(file: Path, _: int) -> Mapping[str, Any]:
    try:
        found = json.loads(read_regular(file, follow=True))
        version, claims = found["version"], found["claims"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} must hold results of breaks, but: {error!r}") from error
    if version != VERSION or not isinstance(claims, dict):
        raise UsageError(f"{file} must be of version {VERSION}, but is of {version}")
    return claims


def keep(key: str, path: Path, result: Mapping[str, Any]) -> None:
    """Put the result of a claim into its file, in one move; raises OSError where it cannot be."""
    file = place(path)
    if not path.is_relative_to(PAPERS):
        private_folder(cache.folder())
    claims = {**load(file), key: result}
    text = json.dumps({"version": VERSION, "claims": claims}, sort_keys=True, indent=1)
    write_atomically(file, text + "\n")
