"""The displayed equations of a LaTeX source, row by row, with their numbers and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENVIRONMENTS = "equation|align|gather|multline|eqnarray|displaymath|flalign|alignat"
_DISPLAY = re.compile(
    rf"\\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}(?:\{{\d+\}})?(?P<body>.*?)\\end\{{(?P=name)\}}"
    r"|\$\$(?P<dollars>.*?)\$\$|\\\[(?P<brackets>.*?)\\\]",
    re.DOTALL,
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_VERBATIM = re.compile(r"\\begin\{(verbatim|lstlisting|comment)\*?\}.*?\\end\{\1\*?\}", re.DOTALL)
_TAG = re.compile(r"\\tag\*?\{([^{}]*)\}")
_LABEL = re.compile(r"\\label\{([^{}]*)\}")
_QUIET = re.compile(r"\\(?:nonumber|notag|displaystyle|limits|nolimits)(?![A-Za-z])")
_NUMBER_BEHIND = re.compile(r"\s*(?:\\n)?\s*\((\d+\.\d+[a-z]?)\)")
_CONTINUES = re.compile(r"=|\\(approx|equiv|simeq|leq?|geq?)(?![A-Za-z])|[<>]")
_ROW = re.compile(r"\\\\(?:\[[^\]]*\])?")


@dataclass(frozen=True)
class Display:
    """A displayed formula: its LaTeX without numbers and layout, its number or label, its line.

    Rows, and displays, that begin with a relation go on from the one before and are joined to it.
    """

    latex: str
    number: str
    line: int


def displays(source: str) -> list[Display]:
    r"""All displayed formulas, in order; comments and verbatim text are skipped.

    >>> [d.latex for d in displays(r"$$a = b \tag{1}$$ \begin{align} c &= d \\ &= e \end{align}")]
    ['a = b', 'c = d = e']
    """
    text = _VERBATIM.sub(lambda m: "\n" * m[0].count("\n"), _COMMENT.sub("", source))
    found: list[Display] = []
    for match in _DISPLAY.finditer(text):
        body = match["body"] or match["dollars"] or match["brackets"] or ""
        line = text.count("\n", 0, match.start()) + 1
        behind = _NUMBER_BEHIND.match(text, match.end())
        rows = list(_rows(body))
        for i, (latex, number) in enumerate(rows):
            number = number or (behind[1] if behind and i == len(rows) - 1 else "")
            if not re.search(r"[A-Za-z]", latex):
                continue
            if _CONTINUES.match(latex) and found:
                before = found.pop()
                latex, line = f"{before.latex} {latex}", before.line
                number = number or before.number
            found.append(Display(latex, number, line))
    return found


def _rows(body: str) -> Iterator[tuple[str, str]]:
    """Rows of an environment; one that begins with a relation belongs to the one before."""
    joined: list[tuple[str, str]] = []
    for row in _split(body):
        tag, label = _TAG.search(row), _LABEL.search(row)
        number = tag[1] if tag else label[1] if label else ""
        latex = _QUIET.sub("", _LABEL.sub("", _TAG.sub("", row)))
        latex = re.sub(r"(?<!\\)&", " ", latex).replace("\n", " ")
        latex = re.sub(r"\\n(?![A-Za-z])", " ", latex)  # a line end of some transcriptions
        latex = re.sub(r"\s+", " ", latex).strip().rstrip(".,;").strip()
        if not latex:
            continue
        if joined and _CONTINUES.match(latex):
            before, earlier = joined.pop()
            joined.append((f"{before} {latex}", earlier or number))
        else:
            joined.append((latex, number))
    yield from joined


def _split(body: str) -> list[str]:
    """Rows at depth zero: those of a matrix inside stay together."""
    rows, depth, start = [], 0, 0
    for match in re.finditer(r"\\begin\{\w+\*?\}|\\end\{\w+\*?\}|\\\\(?:\[[^\]]*\])?|[{}]", body):
        word = match[0]
        if word == "{" or word.startswith(r"\begin"):
            depth += 1
        elif word == "}" or word.startswith(r"\end"):
            depth -= 1
        elif depth == 0 and _ROW.match(word):
            rows.append(body[start : match.start()])
            start = match.end()
    return [*rows, body[start:]]
