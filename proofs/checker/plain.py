"""Foreign text as one harmless line: of an exception, of a file name, of a process that died."""

from __future__ import annotations

LONGEST = 500


def plain(text: str, longest: int = LONGEST) -> str:
    r"""`text` on one line, without control characters and lone surrogates, cut at `longest`.

    >>> plain("two\nlines, \x1b[31mred\x1b[0m, half a letter \udc80")
    'two lines, \\x1b[31mred\\x1b[0m, half a letter \\udc80'
    """
    line = " ".join(text.split())
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line[: longest + 1])
    return shown if len(shown) <= longest else f"{shown[:longest]}..."


def described(error: BaseException) -> str:
    """Name and message of any exception, even of one whose message cannot be read.

    >>> described(ValueError("no root"))
    'ValueError: no root'
    """
    name = plain(type(error).__name__)
    try:
        message = plain(str(error))
    except BaseException as again:
        return f"{name} (its message cannot be read: {plain(type(again).__name__)})"
    return f"{name}: {message}" if message else name
