"""Plain text to LaTeX that prints it, in pure ASCII."""

from __future__ import annotations

import re
import unicodedata

from proofs.report.letters import ACCENTS, MATH, TEXT

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_\wordbreak{200}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",  # no ligatures, and
    ",": ",{}",  # nothing that a line end \\ could take for its argument
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "/": r"/\wordbreak{200}",
}

_WORD = 14  # letters after which a word without a space may, at need, be broken anywhere


def clean(text: str) -> str:
    """``text`` with white space single and control characters and surrogates made visible."""
    kept = (
        " "
        if char.isspace()
        else "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co")
        else char
        for char in text
    )
    return re.sub(" +", " ", "".join(kept))


def escape_tex(text: str, word: int = _WORD) -> str:
    r"""Plain text (a dollar is a dollar) as LaTeX that prints it.

    Words of more than ``word`` letters may be broken anywhere behind them.

    >>> escape_tex("50% of γ")
    '50\\% of \\ensuremath{\\gamma}'
    """
    out: list[str] = []
    run = 0
    for char in clean(text):
        run = 0 if char in " -/_" else run + 1
        out.append(_char(char))
        if run >= word:
            out.append(r"\wordbreak{9000}")
    return "".join(out)


def _char(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char.isascii():
        return char
    if char in TEXT:
        return TEXT[char]
    if char in MATH:
        return r"\ensuremath{" + MATH[char] + "}"
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and parts[1] in ACCENTS:
        base = {"i": r"\i", "j": r"\j"}.get(parts[0], parts[0])
        return f"{ACCENTS[parts[1]]}{{{base}}}"
    return rf"\unknownletter{{{ord(char):04X}}}"
