"""Display LaTeX of a record, read into a tree that is safe to typeset.

`parse` accepts the mathematics of LaTeX with amsmath (see `commands`) and raises
`FormulaError` for everything else: unbalanced braces, unknown commands, double superscripts.
Each node carries its source in normal form (every argument in braces) and an estimate of its
width, in letters, by which `breaking` cuts long formulas into lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from proofs.report import commands as c
from proofs.report.escape import escape_tex
from proofs.report.letters import MATH

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_DEPTH = 40
_DIMENSION = re.compile(r"\s*-?\d*\.?\d+\s*(em|ex|pt|cm|mm|mu|in)\s*")
_PLAIN_TEXT = re.compile(r"[^\\{}$&#%^_~]*")


ROW = r"\\ \relax"
"""End of a row; ``\\relax`` keeps a bracket that follows from being its argument."""


class FormulaError(ValueError):
    """A formula that LaTeX with amsmath would not typeset."""


@dataclass(frozen=True)
class Node:
    """A piece of a formula.

    ``kind`` is one of atom, relation, binary, open, close, cell (``&``), row (``\\\\``),
    delimited (``\\left...\\right``), fraction, rows (an alignment).  ``children`` are what a line
    may be broken at: the inside of a delimited, the numerator of a fraction, the rows' nodes.
    ``parts`` are the pieces of source around them.
    """

    kind: str
    source: str
    width: float
    children: tuple[Node, ...] = ()
    parts: tuple[str, ...] = ()


def normal_form(latex: str) -> str | None:
    """The formula in normal form, rows in ``aligned``; None where it cannot be typeset."""
    try:
        nodes = parse(latex)
    except FormulaError:
        return None
    body = source_of(nodes)
    if any(node.kind in ("row", "cell") for node in nodes):
        return _aligned(body)
    return body


def _aligned(body: str) -> str:
    return rf"\begin{{aligned}}\relax {body}\end{{aligned}}"


def source_of(nodes: Sequence[Node]) -> str:
    """Source of consecutive nodes; a blank keeps commands and letters apart."""
    return " ".join(node.source for node in nodes)


def width_of(nodes: Sequence[Node]) -> float:
    """Estimated width of consecutive nodes, in letters."""
    return sum(node.width for node in nodes)


@lru_cache(maxsize=4096)
def parse(latex: str) -> tuple[Node, ...]:
    r"""Read display LaTeX.

    Raises FormulaError if it is empty or not mathematics that LaTeX would typeset.

    >>> source_of(parse(r"\hbar^2 \tag{3.12}"))
    '\\hbar^{2}'
    """
    reader = _Reader(latex)
    nodes = reader.sequence((), rows=True, depth=0)
    if reader.peek() is not None:
        raise FormulaError(f"formula must be balanced, but has a stray {reader.peek()!r}")
    nodes = _unwrapped(nodes)
    if not nodes:
        raise FormulaError("formula must not be empty")
    return tuple(nodes)


def _unwrapped(nodes: list[Node]) -> list[Node]:
    """Rows of a formula that is one alignment and nothing else."""
    while nodes and nodes[-1].kind == "row":
        nodes.pop()
    if len(nodes) == 1 and nodes[0].kind == "rows":
        return _unwrapped(list(nodes[0].children))
    return nodes


class _Reader:
    def __init__(self, latex: str) -> None:
        self.tokens: list[str] = []
        for token in _TOKEN.findall(latex):
            if token.endswith("*") and token[:-1] not in (r"\operatorname", r"\tag", r"\hspace"):
                self.tokens += [token[:-1], "*"] if token != "*" else ["*"]
            else:
                self.tokens.append(token)
        self.at = 0

    def peek(self) -> str | None:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> str:
        token = self.peek()
        if token is None:
            raise FormulaError("formula must be complete, but ends early")
        self.at += 1
        return token

    def expect(self, wanted: str) -> None:
        token = self.next()
        if token != wanted:
            raise FormulaError(f"formula must have {wanted} here, but has {token!r}")

    def raw(self) -> str:
        """A braced argument that is not mathematics, braces removed."""
        self.expect("{")
        start, level = self.at, 1
        while level:
            if self.at >= len(self.tokens):
                raise FormulaError("formula must close every brace")
            level += {"{": 1, "}": -1}.get(self.tokens[self.at], 0)
            self.at += 1
        return "".join(self.tokens[start : self.at - 1])

    def sequence(self, stops: Sequence[str], *, rows: bool, depth: int) -> list[Node]:
        """Nodes up to one of ``stops`` (not consumed) or the end."""
        if depth > _DEPTH:
            raise FormulaError(f"formula must nest at most {_DEPTH} deep")
        nodes: list[Node] = []
        while (token := self.peek()) is not None and token not in stops:
            if token in ("&", r"\\"):
                if not rows:
                    raise FormulaError(f"formula must be one line here, but has {token!r}")
                self.at += 1
                nodes.append(self._row() if token != "&" else Node("cell", "&", 0.0))
                continue
            if token in ("}", r"\right", r"\end", r"\middle"):
                break
            node = self._scripts(self._nucleus(depth), depth)
            if node is not None:
                nodes.append(node)
        return nodes

    def _row(self) -> Node:
        if self.peek() == "[":
            close = self.tokens.index("]", self.at) if "]" in self.tokens[self.at :] else -1
            if close > 0 and _DIMENSION.fullmatch("".join(self.tokens[self.at + 1 : close])):
                self.at = close + 1
        return Node("row", ROW, 0.0)

    def argument(self, depth: int, *, rows: bool = False) -> tuple[Node, ...]:
        """One argument: a group, or a single piece."""
        if self.peek() == "{":
            self.at += 1
            nodes = self.sequence(("}",), rows=rows, depth=depth + 1)
            self.expect("}")
            return tuple(nodes)
        if self.peek() in ("^", "_", "&", r"\\", "}", r"\right", r"\end", r"\middle"):
            raise FormulaError(f"formula must have an argument before {self.peek()!r}")
        token = self.next()
        if len(token) > 1 and token[0].isdigit():  # x^12 is x^1 followed by 2
            self.tokens[self.at - 1 : self.at] = [token[0], token[1:]]
        self.at -= 1
        node = self._nucleus(depth + 1)
        return () if node is None else (node,)

    def _scripts(self, nucleus: Node | None, depth: int) -> Node | None:
        """``nucleus`` with its primes, superscript and subscript."""
        primes, scripts, width = "", {}, 0.0
        while (token := self.peek()) in ("^", "_", "'", r"\limits", r"\nolimits"):
            if token in (r"\limits", r"\nolimits"):
                if nucleus is None or not nucleus.source.startswith(tuple(c.BIG_OPERATORS)):
                    raise FormulaError(f"{token} must follow an operator")
                self.at += 1
                continue
            self.at += 1
            if token == "'":
                if "^" in scripts:
                    raise FormulaError("formula must have one superscript at a time")
                primes += "'"
                continue
            if token in scripts:
                raise FormulaError("formula must have one superscript and subscript at a time")
            content = self.argument(depth)
            scripts[token] = source_of(content)
            width = max(width, 0.7 * width_of(content))
        if not scripts and not primes:
            return nucleus
        if primes:
            scripts["^"] = r"\prime " * len(primes) + scripts.get("^", "")
            width = max(width, 0.35 * len(primes))
        tail = "".join(f"{mark}{{{_trimmed(scripts[mark])}}}" for mark in "_^" if mark in scripts)
        if nucleus is None:
            return Node("atom", "{}" + tail, width)
        if nucleus.kind == "delimited":
            parts = (*nucleus.parts[:-1], nucleus.parts[-1] + tail)
            return Node(
                "delimited", nucleus.source + tail, nucleus.width + width, nucleus.children, parts
            )
        big = nucleus.source in c.BIG_OPERATORS and r"\int" not in nucleus.source
        total = max(nucleus.width, width) if big else nucleus.width + width
        kind = nucleus.kind if nucleus.kind in ("relation", "binary", "close") else "atom"
        return Node(kind, nucleus.source + tail, total)

    def _nucleus(self, depth: int) -> Node | None:
        if self.peek() in ("^", "_", "'"):
            return None
        token = self.next()
        if token == "{":
            inner = self.sequence(("}",), rows=False, depth=depth + 1)
            self.expect("}")
            return Node("atom", f"{{{source_of(inner)}}}", width_of(inner))
        if not token.startswith("\\"):
            return _letter(token)
        return self._command(token, depth)

    def _command(self, token: str, depth: int) -> Node | None:
        simple = _simple(token)
        if simple is not None:
            return simple
        if token in c.DROPPED:
            return None
        if token in c.DROPPED_WITH_ARGUMENT:
            self.raw()
            return None
        if token == r"\left":
            return self._delimited(depth)
        if token == r"\begin":
            return self._environment(depth)
        if token == r"\sqrt":
            return self._root(depth)
        if token == c.CHANGED:
            return self._changed(depth)
        if token in c.ONE_ARGUMENT:
            inner = self.argument(depth, rows=token == r"\substack")
            width = 0.0 if token == r"\vphantom" else max(1.0, width_of(inner))
            name = r"\boldsymbol" if token == r"\bm" else token
            return Node("atom", f"{name}{{{source_of(inner)}}}", width)
        if token in c.TWO_ARGUMENTS:
            first, second = self.argument(depth), self.argument(depth)
            source = f"{token}{{{source_of(first)}}}{{{source_of(second)}}}"
            width = max(width_of(first), width_of(second)) + 0.6
            if token in (r"\frac", r"\dfrac"):
                return Node("fraction", source, width, first, (source_of(second),))
            return Node("atom", source, width)
        if token in c.TEXT_ARGUMENT:
            words = self.raw().replace(r"\ ", " ").replace("~", " ")
            if not _PLAIN_TEXT.fullmatch(words):
                raise FormulaError(f"{token} must hold plain text, but holds {words!r}")
            name = r"\text" if token == r"\mbox" else token
            return Node("atom", f"{name}{{{escape_tex(words)}}}", 0.95 * len(words))
        if token in c.NAME_ARGUMENT:
            start = self.at
            name = self.raw().replace(r"\,", " ")
            if re.fullmatch(r"\{.*", name):  # a letter, which SymPy takes for a name
                self.at = start
                inner = self.argument(depth)
                return Node("atom", f"{{{source_of(inner)}}}", width_of(inner))
            if not re.fullmatch(r"[A-Za-z0-9 -]+", name):
                raise FormulaError(f"{token} must hold a name, but holds {name!r}")
            return Node("atom", rf"{token}{{{name.strip()}}}", 0.95 * len(name) + 0.4)
        if token in c.BIG_DELIMITERS:
            return Node("atom", f"{token}{self._delimiter()}", 1.2)
        if token in (r"\hspace", r"\hspace*"):
            size = self.raw()
            if not _DIMENSION.fullmatch(size):
                raise FormulaError(f"{token} must hold a length, but holds {size!r}")
            return Node("atom", r"\quad", 2.0)
        if token == r"\not":
            inner = self.argument(depth)
            if len(inner) != 1 or inner[0].kind != "relation":
                raise FormulaError(r"\not must be followed by a relation")
            return Node("relation", rf"\not{inner[0].source}", 2.0)
        raise FormulaError(f"formula must use known commands, but uses {token}")

    def _changed(self, depth: int) -> Node:
        """A marked piece, of the kind of what is marked, so that it is spaced and broken alike."""
        inner = self.argument(depth)
        single = inner[0].kind if len(inner) == 1 else "atom"
        kind = single if single in ("relation", "binary", "open", "close") else "atom"
        return Node(kind, rf"{c.CHANGED}{{{source_of(inner)}}}", width_of(inner))

    def _delimiter(self) -> str:
        token = self.next()
        if token not in c.DELIMITERS:
            raise FormulaError(f"formula must have a delimiter here, but has {token!r}")
        return {"<": r"\langle", ">": r"\rangle"}.get(token, token)

    def _delimited(self, depth: int) -> Node:
        opening = self._delimiter()
        children: list[Node] = []
        while True:
            children += self.sequence((r"\right", r"\middle"), rows=False, depth=depth + 1)
            token = self.next()
            if token == r"\right":
                break
            if token != r"\middle":
                raise FormulaError(rf"\left must be closed by \right, not by {token!r}")
            children.append(Node("atom", rf"\middle{self._delimiter()}", 1.0))
        closing = self._delimiter()
        source = rf"\left{opening} {source_of(children)} \right{closing}"
        width = width_of(children) + 1.8
        if any(node.source.startswith(r"\middle") for node in children):
            return Node("atom", source, width)
        return Node("delimited", source, width, tuple(children), (opening, closing))

    def _root(self, depth: int) -> Node:
        index = ""
        if self.peek() == "[":
            self.at += 1
            index = f"[{source_of(self.sequence((']',), rows=False, depth=depth + 1))}]"
            self.expect("]")
        inner = self.argument(depth)
        return Node("atom", rf"\sqrt{index}{{{source_of(inner)}}}", width_of(inner) + 1.5)

    def _environment(self, depth: int) -> Node:
        name = self.raw()
        outer = name in c.ALIGNMENTS | c.GATHERINGS | c.DISPLAYS
        if not outer and name not in c.ENVIRONMENTS:
            raise FormulaError(f"formula must use known environments, but uses {name!r}")
        columns = ""
        if name == "alignat":
            self.raw()
        if name == "array":
            columns = self.raw()
            if not re.fullmatch("[lcr| ]{1,60}", columns):
                raise FormulaError(f"array must have columns l, c, r, but has {columns!r}")
            columns = f"{{{columns}}}"
        inner = self.sequence((), rows=True, depth=depth + 1)
        self.expect(r"\end")
        if self.raw() != name:
            raise FormulaError(f"environment {name!r} must be closed")
        while inner and inner[-1].kind == "row":
            inner.pop()
        width = _columns_width(inner) + (0.0 if outer else 2.0)
        body = source_of(inner)
        if outer:
            return Node("rows", _aligned(body), width, tuple(inner))
        if name == "array" and _most_cells(inner) > len(re.sub("[| ]", "", columns)) - 2:
            raise FormulaError("array must have as many columns as its rows have cells")
        if "matrix" in name and _most_cells(inner) > 10:
            columns = "{" + "c" * _most_cells(inner) + "}"
            if name != "matrix":
                raise FormulaError("a matrix must have at most ten columns")
            name = "array"
        return Node("atom", rf"\begin{{{name}}}{columns}\relax {body}\end{{{name}}}", width)


def _trimmed(source: str) -> str:
    """Without blanks at its ends, but for that of a command that is a blank."""
    bare = source.strip()
    return f"{bare} " if bare.endswith("\\") else bare


def _most_cells(nodes: Sequence[Node]) -> int:
    most = cells = 1
    for node in nodes:
        cells = 1 if node.kind == "row" else cells + (node.kind == "cell")
        most = max(most, cells)
    return most


def _columns_width(nodes: Sequence[Node]) -> float:
    widths: dict[int, float] = {}
    column, run = 0, 0.0
    for node in (*nodes, Node("row", "", 0.0)):
        if node.kind in ("cell", "row"):
            widths[column] = max(widths.get(column, 0.0), run)
            column, run = (column + 1 if node.kind == "cell" else 0), 0.0
        else:
            run += node.width
    return sum(widths.values()) + 2.0 * (len(widths) - 1)


def _letter(token: str) -> Node:
    if token[0] in "0123456789":
        return Node("atom", token, 1.05 * len(token))
    if token in "%#$~}":
        if token == "~":
            return Node("atom", "~", 0.5)
        raise FormulaError(f"formula must not have a bare {token!r}")
    if token in "=<>:":
        return Node("relation", token, 2.4)
    if token in "+-*":
        return Node("binary", token, 2.4)
    if token in "([":
        return Node("open", token, 0.8)
    if token in ")]":
        return Node("close", token, 0.8)
    if token in '"`@\\':
        raise FormulaError(f"formula must not have a bare {token!r}")
    if token.isascii() and token.isprintable():
        return Node("atom", token, 0.6 if token in ",.;!|/" else 1.1)
    if token in MATH:
        mapped = MATH[token]
        return _simple(mapped) or (
            _letter(mapped) if len(mapped) == 1 else Node("atom", mapped, 1.1)
        )
    raise FormulaError(f"formula must not have the letter U+{ord(token):04X}")


def _simple(token: str) -> Node | None:
    if token in c.RELATIONS:
        return Node("relation", token, 2.4)
    if token in c.BINARIES:
        return Node("binary", token, 2.2)
    if token in c.BIG_OPERATORS:
        return Node("atom", token, 2.8 if len(token) > 4 or token == r"\int" else 2.0)
    if token in c.FUNCTIONS:
        return Node("atom", token, 0.95 * (len(token) - 1) + 0.4)
    if token in c.SYMBOLS:
        return Node("atom", token, 1.3)
    if token in c.SPACES:
        return Node("atom", token, {r"\quad": 2.0, r"\qquad": 4.0}.get(token, 0.4))
    if token in c.STYLES:
        return Node("atom", token, 0.0)
    return None
