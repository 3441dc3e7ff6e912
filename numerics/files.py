"""Whole files or none; files that are files, in folders that are ours."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from functools import cache
from pathlib import Path

__all__ = [
    "cache_folder",
    "private_folder",
    "read_regular",
    "require_own",
    "require_regular",
    "write_atomically",
]


def cache_folder() -> Path:
    """Where results are kept: $QMGR_CACHE, else `qmgr` in the user's cache folder."""
    own = os.environ.get("QMGR_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "qmgr"


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` in one move, or leave `path` as it was; makes its folder.

    The name of the unfinished file cannot be guessed, and no link is followed to it. Raises
    OSError when the folder cannot be made or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def private_folder(path: Path) -> None:
    """Make the folder `path`, which nobody else may read; one that is there has to be ours.

    Raises OSError where it cannot be made, belongs to somebody else, or others may write to it.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_own(path)


def require_own(path: Path) -> None:
    """Raise OSError unless `path` is a folder of this user's that no other user may write to."""
    found = path.stat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if found.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "the folder belongs to another user", str(path))
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(
            errno.EPERM, "other users may write to the folder (chmod go-w)", str(path)
        )


def read_regular(path: Path, *, follow: bool = False) -> bytes:
    """The bytes of a regular file; of anything else nothing is opened or waited for.

    With `follow` the path may be a symbolic link. Raises OSError for a link, a folder, a FIFO or a
    device, and without the file.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    require_regular(path, follow=follow)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # exchanged in between
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read()


def require_regular(path: Path, *, follow: bool = False) -> None:
    """Raise OSError unless `path` is a regular file or, with `follow`, a link to one."""
    if not stat.S_ISREG(os.stat(path, follow_symlinks=follow).st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))


@cache
def _umask() -> int:
    """The permissions that the user withholds from new files; a temporary file has fewer."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
