"""Files that a claim opens while it is judged, with the digests of what it read."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import source_from_cache
from pathlib import Path

from proofs.files import read_regular

MISSING, NO_FILE = "missing", "not a regular file"
_SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr")


class _Watch:
    """What has been opened so far, by absolute path."""

    def __init__(self, roots: Iterable[Path], outside: Iterable[Path]) -> None:
        self.found: dict[str, str] = {}
        self._roots = tuple(str(root.absolute()) for root in roots)
        installed = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
        self._never = (*installed, *(str(folder.absolute()) for folder in outside))
        self._written: set[str] = set()
        self._busy = threading.local()

    def note(self, path: object, mode: object, flags: object) -> None:
        """Take the opening of a file; what is opened here is not noted."""
        if getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            name = _absolute(path)
            if name is None or name in self.found or name in self._written:
                return
            if _makes(mode, flags):
                self._written.add(name)
            elif self._counts(name):
                self.found[name] = digest(Path(name))
        finally:
            self._busy.now = False

    def _counts(self, name: str) -> bool:
        """Whether a file is the claim's data: not installed, hidden or a cache."""
        if _within(name, self._never):
            return False
        root = next((root for root in self._roots if _within(name, (root,))), None)
        if root is None and _within(name, _SYSTEM):
            return False
        parts = Path(name[len(root or "") :]).parts
        return not any(part.startswith(".") or part == "__pycache__" for part in parts)


_watch: _Watch | None = None
_hooked = False


@contextmanager
def watching(roots: Iterable[Path], outside: Iterable[Path] = ()) -> Iterator[dict[str, str]]:
    """Fills a mapping, path -> digest, with the files that are opened for reading in the block.

    Files below `roots` count wherever they are; others unless they belong to the system, to
    installed software or to a hidden folder; those below `outside`, and those that were written
    before in the block, never do. A file that was looked for in vain counts as missing. Not seen:
    what C code opens by itself, what another process reads, and which names a folder lists.
    """
    global _watch, _hooked
    before, _watch = _watch, _Watch(roots, outside)
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    try:
        yield _watch.found
    finally:
        _watch = before


def digest(path: Path) -> str:
    """SHA-256 of the bytes of a file; a word for what is none."""
    try:
        return hashlib.sha256(read_regular(path, follow=True)).hexdigest()
    except FileNotFoundError:
        return MISSING
    except OSError:
        return NO_FILE


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event == "open" and _watch is not None:
        _watch.note(*args)


def _makes(mode: object, flags: object) -> bool:
    """Whether a file is opened to be made or emptied, or only to be written to."""
    if isinstance(mode, str):
        return bool(set(mode) & set("wxa"))
    if not isinstance(flags, int):
        return False
    only_written = flags & os.O_ACCMODE == os.O_WRONLY
    return only_written or bool(flags & (os.O_CREAT | os.O_TRUNC))


def _absolute(path: object) -> str | None:
    """The path of a source for one that is compiled; None for a descriptor."""
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    name = os.path.abspath(os.fsdecode(path))
    if name.endswith(".pyc"):
        try:
            return source_from_cache(name)
        except (ValueError, NotImplementedError):
            return name
    return name


def _within(name: str, folders: Iterable[str]) -> bool:
    return any(name == folder or name.startswith(f"{folder}{os.sep}") for folder in folders)
