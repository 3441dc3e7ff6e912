"""Requests beyond the memory are refused before anything is allocated."""

import os
from pathlib import Path

SHARE = 0.5  # of the memory that is free now: the default limit
SMALL = 2**20  # bytes that are always granted: asking the kernel would take longer


class BeyondMemoryError(MemoryError):
    """A request that needs more bytes than its limit."""


def available_memory() -> int:
    """Bytes of physical memory that can be had now without swapping.

    The kernel's own estimate (MemAvailable) where there is one, else the free pages.  Limits that a
    container sets on its processes are not seen.
    """
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        sizes = dict(line.split(":", 1) for line in lines)
        return 1024 * int(sizes["MemAvailable"].split()[0])
    except (OSError, KeyError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")


def refuse_beyond(bytes_needed: float, limit: float | None = None, what: str = "request") -> int:
    """Return the bytes needed, or raise `BeyondMemoryError` when they exceed ``limit``.

    limit : in bytes; by default ``SHARE`` of `available_memory`, or ``SMALL`` if that is more.
    what : names the request in the error, as in "cloud of 1000000000 neurons".
    """
    if limit is None and 0 <= bytes_needed <= SMALL:
        return int(bytes_needed)
    most = SHARE * available_memory() if limit is None else limit
    if not bytes_needed <= most:
        raise BeyondMemoryError(
            f"{what} must fit the memory limit of {_bytes(most)}, but needs {_bytes(bytes_needed)}."
        )
    return int(bytes_needed)


def _bytes(count: float) -> str:
    return f"{count:.0f} bytes ({count / 2**30:.3g} GiB)"
