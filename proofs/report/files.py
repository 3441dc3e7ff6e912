"""Whole files or none."""

from __future__ import annotations

from pathlib import Path

from proofs.files import write_atomically


class ReportFolderError(OSError):
    """The report's folder cannot be written."""


def make_folder(folder: Path) -> None:
    """Create ``folder``; raise ReportFolderError if it is no folder that can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ReportFolderError(
            f"report folder must be a folder, but {str(folder)!r} is a file or lies below one"
        ) from None
    except OSError as error:
        raise ReportFolderError(
            f"report folder must be writable, but {str(folder)!r} is not: {error.strerror}"
        ) from None


def put_file(path: Path, content: bytes | str) -> None:
    """Write ``content`` to ``path`` in one move; a reader never sees half a file."""
    try:
        write_atomically(path, content)
    except OSError as error:
        raise ReportFolderError(
            f"report file must be writable, but {str(path)!r} is not: {error.strerror}"
        ) from None
