"""Formulas as MathML, escaped source where they cannot be converted."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

from proofs.report.breaking import lines
from proofs.report.commands import CHANGED, words
from proofs.report.escape import clean
from proofs.report.formula import FormulaError, Node, parse, source_of

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
    latex = clean(latex)
    try:
        rows = _display_rows(latex) if display else [[source_of(cell)] for cell in _cells(latex)]
        root = Element("math", {"display": "block"} if display else {})
        if len(rows) == 1 and len(rows[0]) == 1:
            root.append(_element(rows[0][0], display))
        else:
            table = SubElement(root, "mtable", {"class": "aligned", "displaystyle": "true"})
            for cells in rows:
                row = SubElement(table, "mtr")
                for column, cell in enumerate(cells):
                    side = "left" if len(rows[0]) == 1 or column % 2 else "right"
                    SubElement(row, "mtd", {"class": side}).append(_element(cell, True))
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


def _element(latex: str, display: bool) -> Element:
    """One line of a formula; an empty cell is an empty row."""
    if not latex.strip():
        return Element("mrow")
    from latex2mathml.converter import convert_to_element

    converted: Element = convert_to_element(
        _for_converter(latex), display="block" if display else "inline"
    )
    row = Element("mrow")
    row.extend(_checked(child) for child in converted)
    _space(row)
    return row


_ALIASES = {
    r"\begin{aligned}": r"\begin{array}{rlrlrl}",
    r"\end{aligned}": r"\end{array}",
    r"\begin{gathered}": r"\begin{matrix}",
    r"\end{gathered}": r"\end{matrix}",
    r"\relax ": "",
    rf"{CHANGED}{{": r"\textcolor{changed}{",
    r"\arg ": r"\operatorname{arg} ",
    r"\dag ": r"\dagger ",
}
"""What the converter does not know, by what it knows."""


def _for_converter(latex: str) -> str:
    for name, known in _ALIASES.items():
        latex = f"{latex} ".replace(name, known)
    return latex


def _checked(element: Element) -> Element:
    """A copy of MathML elements and attributes only, its text decoded."""
    if element.tag not in _ALLOWED_TAGS:
        raise FormulaError(f"MathML must not have the element {element.tag!r}")
    copy = Element(
        element.tag, {k: v for k, v in element.attrib.items() if k in _ALLOWED_ATTRIBUTES}
    )
    if element.get("mathcolor") == "changed":
        copy.set("class", "changed")
    if element.text is not None:
        copy.text = html.unescape(element.text)
        if copy.text.startswith("\\") and len(copy.text) > 1:
            raise FormulaError(f"formula must not use {copy.text}")
    if copy.tag == "mo" and re.fullmatch("[A-Za-z]{2,}", copy.text or ""):
        copy.tag = "mi"
        copy.attrib.clear()
    copy.extend(_checked(child) for child in element)
    if copy.tag in _LIMITS and len(copy) and copy[0].text in _STACKING:
        copy.tag = _LIMITS[copy.tag]
    if copy.tag == "mrow" and not any(map(_is_tall, copy.iter())):
        for part in copy:
            if part.get("fence") == "true":  # stretchy brackets are set too wide
                part.set("stretchy", "false")
    return copy


_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_STACKING = frozenset("∑∏∐⋃⋂⨁⨂⋀⋁")
_TALL = frozenset(["mfrac", "mtable", "munderover", "msqrt", "mroot"])


def _is_tall(element: Element) -> bool:
    return element.tag in _TALL or (element.text or "") in {*_STACKING, *"∫∬∭∮"}


_NAMES = ("mi", "msub", "msup", "msubsup", "munder")
_SIGNS = ("+", "-", "\N{MINUS SIGN}", "±", "∓")


def _space(row: Element) -> None:
    """Thin spaces around names of functions, none after a sign that begins a term."""
    children = list(row)
    for child in children:
        _space(child)
    if not children or row.tag not in ("mrow", "mtd", "msqrt"):
        return
    for child in children:
        row.remove(child)
    before: Element | None = None
    for child, following in zip(children, [*children[1:], None], strict=True):
        if _is_name(child) and before is not None and _ends_bare(before):
            SubElement(row, "mspace", {"width": "0.17em"})
        if child.tag == "mo" and child.text in _SIGNS and (before is None or _opens(before)):
            child.set("form", "prefix")
        row.append(child)
        if _is_name(child) and following is not None and _starts_bare(following):
            SubElement(row, "mspace", {"width": "0.17em"})
        before = child


def _is_name(element: Element) -> bool:
    name = element[0] if len(element) and element.tag in _NAMES else element
    return name.tag == "mi" and len(name.text or "") > 1 and (name.text or "").isalpha()


def _starts_bare(element: Element) -> bool:
    if element.tag in ("mo", "mspace", "mtext") or _is_name(element):
        return False
    return not (element.tag == "mrow" and (len(element) == 0 or not _starts_bare(element[0])))


def _ends_bare(element: Element) -> bool:
    if element.tag in ("mo", "mspace", "mtext", "munder", "munderover"):
        return element.text == "∂"
    return not (element.tag == "mrow" and (len(element) == 0 or not _ends_bare(element[-1])))


def _opens(element: Element) -> bool:
    closing = element.get("form") == "postfix" or (element.text or "") in (")", "]", "|", "!")
    return element.tag == "mo" and not closing
