"""Text fields of a record: plain text in which ``$...$`` is inline LaTeX.

Everything outside the dollars is escaped, for LaTeX and for HTML alike.  A dollar without
partner, an empty ``$$`` and ``\\$`` are literal dollars.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

from proofs.report.escape import clean, escape_tex
from proofs.report.formula import normal_form
from proofs.report.letters import MATH
from proofs.report.mathml import to_mathml


class Piece(NamedTuple):
    """A stretch of a text field; ``math`` says whether it stood between dollars."""

    text: str
    math: bool


_LETTERS = r"(?:(?!\bat )[^,=$])*"  # of a name, which does not run over the word that leads to it
_NAME = re.compile(rf"(?:(?<=\bat )|(?<=, )){_LETTERS}[\\{{]{_LETTERS}(?= = )")
_DOLLAR = re.compile(r"(?<!\\)\$")


def pieces(text: str) -> list[Piece]:
    r"""Split a text field at its dollars.

    >>> [piece.text for piece in pieces(r"flips $\gamma$ for 3 $")]
    ['flips ', '\\gamma', ' for 3 $']
    """
    parts = _DOLLAR.split(clean(text))
    if len(parts) % 2 == 0:
        parts[-2:] = [parts[-2] + "$" + parts[-1]]
    found: list[Piece] = []
    for index, part in enumerate(parts):
        if index % 2 and part.strip():
            found.append(Piece(part.strip(), True))
            continue
        literal = "$" + part + "$" if index % 2 else part.replace(r"\$", "$")
        if found and not found[-1].math:
            found[-1] = Piece(found[-1].text + literal, False)
        elif literal:
            found.append(Piece(literal, False))
    return found


def named(detail: str) -> str:
    r"""A detail of evidence, ``at NAME = VALUE, ...``, with dollars around names in LaTeX.

    >>> named(r"at \dot\kappa = -1, r = 1")
    'at $\\dot\\kappa$ = -1, r = 1'
    >>> named(r"the value at the witness is 2 (at \hbar = 1)")
    'the value at the witness is 2 (at $\\hbar$ = 1)'
    """
    return _NAME.sub(lambda name: f"${name.group()}$", detail)


def text_to_tex(text: str) -> str:
    """A text field as LaTeX; a formula that cannot be typeset is shown as its source."""
    return "".join(
        inline_to_tex(piece.text) if piece.math else escape_tex(piece.text)
        for piece in pieces(text)
    )


def inline_to_tex(latex: str) -> str:
    """An inline formula as LaTeX, its source where it cannot be typeset."""
    normal = normal_form(latex)
    return source_to_tex(latex) if normal is None else rf"\inlineformula{{{normal}}}"


def source_to_tex(latex: str) -> str:
    """LaTeX that prints the source ``latex`` itself."""
    broken = escape_tex(latex).replace(r"\textbackslash{}", r"\wordbreak{100}\textbackslash{}")
    return rf"\texttt{{{broken}}}"


def text_to_html(text: str) -> str:
    """A text field as HTML; formulas become MathML."""
    return "".join(
        to_mathml(piece.text) if piece.math else html.escape(piece.text) for piece in pieces(text)
    )


def plain(text: str) -> str:
    r"""A text field as one ASCII line, for bookmarks and page titles.

    >>> plain(r"Sign of $\gamma$")
    'Sign of gamma'
    """
    joined = "".join(MATH.get(char, char) for piece in pieces(text) for char in piece.text)
    words = re.sub(r"[\\{}$^~#%&]", "", joined)
    return " ".join(unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().split())
