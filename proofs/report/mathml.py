"""Formulas as MathML, escaped source where they cannot be converted."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

from .breaking import lines
from .commands import words
from .formula import FormulaError, Node, parse, source_of

_LINE = 110.0  # letters on a line of a page, which can be scrolled
_ALLOWED_TAGS = words("""
    math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
    mtable mtr mtd mstyle mpadded mphantom menclose
""")
_ALLOWED_ATTRIBUTES = words("""
    stretchy fence form largeop movablelimits accent accentunder minsize maxsize lspace rspace
    width linethickness displaystyle scriptlevel mathvariant columnalign notation class display
    separator
""")


@lru_cache(maxsize=4096)
def to_mathml(latex: str, *, display: bool = False) -> str:
    r"""``latex`` as a MathML element, or its escaped source in ``<code>``.

    >>> to_mathml(r"\undefined{x}")
    '<code class="source">\\undefined{x}</code>'
    """
    try:
        rows = _display_rows(latex) if display else [[source_of(cell)] for cell in _cells(latex)]
        root = Element("math", {"display": "block"} if display else {})
        if len(rows) == 1 and len(rows[0]) == 1:
            root.append(_element(rows[0][0]))
        else:
            table = SubElement(root, "mtable", {"class": "aligned", "displaystyle": "true"})
            for cells in rows:
                row = SubElement(table, "mtr")
                for column, cell in enumerate(cells):
                    side = "left" if len(rows[0]) == 1 or column % 2 else "right"
                    SubElement(row, "mtd", {"class": side}).append(_element(cell))
    except Exception:  # whatever the converter stumbles over, the reader sees the source
        return f'<code class="source">{html.escape(latex)}</code>'
    return tostring(root, encoding="unicode")


def _display_rows(latex: str) -> list[list[str]]:
    nodes = parse(latex)
    if any(node.kind in ("row", "cell") for node in nodes):
        rows: list[list[list[Node]]] = [[[]]]
        for node in nodes:
            if node.kind == "row":
                rows.append([[]])
            elif node.kind == "cell":
                rows[-1].append([])
            else:
                rows[-1][-1].append(node)
        return [[source_of(cell) for cell in row] for row in rows if any(row)]
    broken = lines(latex, _LINE) or []
    return [[line if index == 0 else r"\quad " + line] for index, line in enumerate(broken)]


def _cells(latex: str) -> list[list[Node]]:
    nodes = parse(latex)
    if any(node.kind == "row" for node in nodes):
        raise FormulaError("an inline formula must be one line")
    return [[node for node in nodes if node.kind != "cell"]]


def _element(latex: str) -> Element:
    """One line of a formula; an empty cell is an empty row."""
    if not latex.strip():
        return Element("mrow")
    from latex2mathml.converter import convert_to_element

    converted: Element = convert_to_element(latex)
    row = Element("mrow")
    row.extend(_checked(child) for child in converted)
    _space(row)
    return row


def _checked(element: Element) -> Element:
    """A copy of MathML elements and attributes only, its text decoded."""
    if element.tag not in _ALLOWED_TAGS:
        raise FormulaError(f"MathML must not have the element {element.tag!r}")
    copy = Element(
        element.tag, {k: v for k, v in element.attrib.items() if k in _ALLOWED_ATTRIBUTES}
    )
    if element.text is not None:
        copy.text = html.unescape(element.text)
        if copy.text.startswith("\\") and len(copy.text) > 1:
            raise FormulaError(f"formula must not use {copy.text}")
    if copy.tag == "mo" and re.fullmatch("[A-Za-z]{2,}", copy.text or ""):
        copy.tag = "mi"
        copy.attrib.clear()
    copy.extend(_checked(child) for child in element)
    return copy


_NAMES = ("mi", "msub", "msup", "msubsup", "munder")


def _space(row: Element) -> None:
    """Put a thin space after a function's name where its argument is not in brackets."""
    children = list(row)
    for child in children:
        _space(child)
    if row.tag not in ("mrow", "mtd", "msqrt"):
        return
    for child in children:
        row.remove(child)
    for child, following in zip(children, [*children[1:], None], strict=True):
        row.append(child)
        name = child[0] if len(child) and child.tag in _NAMES else child
        is_name = name.tag == "mi" and len(name.text or "") > 1 and (name.text or "").isalpha()
        if is_name and following is not None and _starts_bare(following):
            SubElement(row, "mspace", {"width": "0.17em"})


def _starts_bare(element: Element) -> bool:
    if element.tag in ("mo", "mspace", "mtext"):
        return False
    return not (element.tag == "mrow" and (len(element) == 0 or not _starts_bare(element[0])))
