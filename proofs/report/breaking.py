"""Long formulas, cut into lines where a printer would cut them.

Lines break behind the commas of a list, then before relations, then before ``+`` and ``-`` at
the top level.  A term that is still too long is opened: ``\\left( ... \\right)`` becomes
``\\Bigl( ... \\Bigr)``, a fraction with a long numerator becomes
``\\frac{1}{d} \\Bigl( ... \\Bigr)``, and their insides break.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.report.commands import SPACES
from proofs.report.formula import FormulaError, Node, normal_form, parse, source_of, width_of

LINE = 78.0
"""Letters on a printed line."""

_SLACK = 1.35  # one line that is a little too wide is shrunk rather than broken
_BREAKS = ("+", "-", r"\pm", r"\mp", r"\cup", r"\vee", r"\wedge", r"\oplus")


def lines(latex: str, limit: float = LINE) -> list[str] | None:
    r"""The formula in normal form, as lines that each stand alone in ``$...$``.

    One line for everything short enough, and for alignments whose rows all are; None for what
    cannot be typeset.

    >>> lines("a = b")
    ['a = b']
    """
    try:
        nodes = parse(latex)
    except FormulaError:
        return None
    rows = _rows(nodes)
    if all(width_of(row) <= _SLACK * limit for row in rows):
        whole = normal_form(latex)
        return None if whole is None else [whole]
    broken: list[str] = []
    for row in rows:
        broken += _cut([node for node in row if node.kind != "cell"], limit)
    return broken


def width(latex: str) -> float | None:
    """Estimated letters on the longest row of a formula; None for what cannot be typeset."""
    try:
        return max(width_of(row) for row in _rows(parse(latex)))
    except FormulaError:
        return None


def _rows(nodes: Sequence[Node]) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    for node in nodes:
        if node.kind == "row":
            rows.append([])
        else:
            rows[-1].append(node)
    return [row for row in rows if row]


def _cut(nodes: Sequence[Node], limit: float) -> list[str]:
    out: list[list[Node]] = [[]]
    width = 0.0
    terms = [
        part
        for item in _items(_opened(nodes, limit))
        for term in (_terms(item, flat=False) if width_of(item) > limit else [item])
        for part in (_terms(term, flat=True) if width_of(term) > limit else [term])
    ]
    for term in terms:
        size = width_of(term)
        if out[-1] and width + size > limit:
            out.append([])
            width = 4.0
        out[-1] += term
        width += size
    return [source_of(line) for line in out if line]


def _opened(nodes: Sequence[Node], limit: float) -> list[Node]:
    """``nodes`` with every piece that is too wide for a line replaced by its pieces."""
    out: list[Node] = []
    for node in nodes:
        if node.width <= limit or not node.children:
            out.append(node)
        elif node.kind == "delimited":
            opening, closing = node.parts[0], node.parts[1]
            out.append(Node("atom", rf"\Bigl{opening}", 1.2))
            out += _opened(node.children, limit)
            out.append(Node("atom", rf"\Bigr{closing}", 1.2))
        elif node.kind == "fraction" and len(node.parts[0]) < 200:
            out.append(Node("atom", rf"\frac{{1}}{{{node.parts[0]}}}", 3.0))
            out.append(Node("atom", r"\Bigl(", 1.2))
            out += _opened(node.children, limit)
            out.append(Node("atom", r"\Bigr)", 1.2))
        elif node.kind == "rows":
            out += [child for child in node.children if child.kind not in ("row", "cell")]
        else:
            out.append(node)
    return out


def _terms(nodes: Sequence[Node], *, flat: bool) -> list[list[Node]]:
    """Runs of nodes that stay together; each but the first begins with an operator.

    ``flat`` breaks inside plain brackets, too.
    """
    balanced = not flat and _balanced(nodes)
    terms: list[list[Node]] = [[]]
    level = 0
    for node in nodes:
        level += {"open": 1, "close": -1}.get(node.kind, 0) if balanced else 0
        can_break = node.kind == "relation" or (node.kind == "binary" and node.source in _BREAKS)
        last = terms[-1][-1] if terms[-1] else None
        opening = last is None or last.kind in ("relation", "open") or last.source[:5] == r"\Bigl"
        if can_break and level == 0 and not opening:
            terms.append([])
        terms[-1].append(node)
    return terms


def _items(nodes: Sequence[Node]) -> list[list[Node]]:
    """Runs of nodes that each end behind a comma outside plain brackets, and its blank."""
    items: list[list[Node]] = [[]]
    level, behind = 0, False
    for node in nodes:
        level += {"open": 1, "close": -1}.get(node.kind, 0)
        if behind and node.source not in SPACES:
            items.append([])
            behind = False
        items[-1].append(node)
        behind = behind or (node.source == "," and level == 0)
    return items


def _balanced(nodes: Sequence[Node]) -> bool:
    level = 0
    for node in nodes:
        level += {"open": 1, "close": -1}.get(node.kind, 0)
        if level < 0:
            return False
    return level == 0
