"""What differs between two formulas, marked in both: a diff over balanced groups.

A formula is a sequence of pieces, each a letter, a command with its arguments, a nucleus with its
scripts, or a bracketed part, and the arguments are such sequences again. Only whole pieces are
marked, so that both formulas stay what they were, with colour.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from proofs.report.commands import CHANGED
from proofs.report.formula import ROW, normal_form, parse

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
_TEXT = (r"\text", r"\operatorname", r"\operatorname*", r"\textrm", r"\mathrm")
_SEPARATORS = ("&", ROW)
LIKE = 0.2
"""Share of equal pieces below which two formulas are two statements and nothing is marked."""


@dataclass(frozen=True)
class Piece:
    """`parts` around `groups`: its source is part, group, part, ..., part."""

    parts: tuple[str, ...]
    groups: tuple[tuple[Piece, ...], ...] = ()

    @property
    def source(self) -> str:
        """The LaTeX of the piece."""
        inner = (" ".join(piece.source for piece in group) for group in self.groups)
        pairs = zip(self.parts, [*inner, ""], strict=True)
        return "".join(part + group for part, group in pairs)

    def leaves(self) -> int:
        """How many letters and signs it holds."""
        return max(1, sum(piece.leaves() for group in self.groups for piece in group))


def marked(before: str, after: str) -> tuple[str, str] | None:
    r"""Both formulas in normal form with what differs in ``\changed{...}``.

    None where one cannot be typeset, and where they have so little in common that they are two
    statements.

    >>> marked("a + b^2", "a - b^2")
    ('a \\changed{+} b^{2}', 'a \\changed{-} b^{2}')
    """
    old, new = pieces_of(before), pieces_of(after)
    if old is None or new is None:
        return None
    size = max(sum(piece.leaves() for piece in side) for side in (old, new))
    changes = _Changes()
    left, right = changes.sequences(old, new)
    if 1 - changes.largest / size < LIKE:
        return None
    return left, right


def rows_changed(left: str, right: str) -> tuple[str, str, tuple[int, ...], int]:
    """The rows of two marked alignments in which something is marked.

    Returns both without the rows that are equal, the numbers of the rows that are left (from 1),
    and how many there were; everything where the numbers of rows differ.
    """
    sides = [_rows(side) for side in (left, right)]
    total = len(sides[0])
    if total < 2 or len(sides[1]) != total:
        return left, right, tuple(range(1, total + 1)), total
    kept = [
        k for k, pair in enumerate(zip(*sides, strict=True)) if any(CHANGED in row for row in pair)
    ] or list(range(total))
    shown = [f" {ROW} ".join(rows[k] for k in kept) for rows in sides]
    return shown[0], shown[1], tuple(k + 1 for k in kept), total


def _rows(formula: str) -> list[str]:
    """Rows of an alignment, its environment removed."""
    try:
        nodes = parse(formula)
    except ValueError:
        return [formula]
    rows: list[list[str]] = [[]]
    for node in nodes:
        if node.kind == "row":
            rows.append([])
        else:
            rows[-1].append(node.source)
    return [" ".join(row) for row in rows]


class _Changes:
    """Marks pieces, and counts the letters that were marked on either side."""

    def __init__(self) -> None:
        self._marked = [0, 0]

    @property
    def largest(self) -> int:
        return max(self._marked)

    def sequences(self, old: Sequence[Piece], new: Sequence[Piece]) -> tuple[str, str]:
        left: list[str] = []
        right: list[str] = []
        for tag, a, b, c, d in _aligned([p.source for p in old], [p.source for p in new]):
            if tag == "equal":
                left += [piece.source for piece in old[a:b]]
                right += [piece.source for piece in new[c:d]]
            else:
                self._block(old[a:b], new[c:d], left, right)
        return " ".join(left), " ".join(right)

    def _block(
        self, old: Sequence[Piece], new: Sequence[Piece], left: list[str], right: list[str]
    ) -> None:
        """Pieces of one form on both sides are compared inside, the others are marked."""
        shapes = [piece.parts for piece in old], [piece.parts for piece in new]
        for tag, a, b, c, d in _aligned(*shapes):
            if tag != "equal":
                left += [self._mark(piece, 0) for piece in old[a:b]]
                right += [self._mark(piece, 1) for piece in new[c:d]]
                continue
            for one, other in zip(old[a:b], new[c:d], strict=True):
                pairs = zip(one.groups, other.groups, strict=True)
                inner = [self.sequences(*pair) for pair in pairs]
                left.append(_joined(one.parts, [pair[0] for pair in inner]))
                right.append(_joined(other.parts, [pair[1] for pair in inner]))

    def _mark(self, piece: Piece, side: int) -> str:
        source = piece.source
        if source in _SEPARATORS:
            return source
        self._marked[side] += piece.leaves()
        return f"{CHANGED}{{{source}}}"


def _joined(parts: Sequence[str], groups: Sequence[str]) -> str:
    return "".join(part + group for part, group in zip(parts, [*groups, ""], strict=True))


def _aligned(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _unescaped(text: str) -> str:
    """Text of a normal form as it was before it was made safe."""
    text = re.sub(r"\\wordbreak\{[0-9]+\}", "", text)
    text = re.sub(r"([-,])\{\}", r"\1", text)
    return re.sub(r"\{([\[\]*])\}", r"\1", text)


def pieces_of(latex: str) -> tuple[Piece, ...] | None:
    """A formula as pieces, rows of an alignment apart; None where it cannot be typeset."""
    normal = normal_form(latex)
    if normal is None:
        return None
    if normal.startswith(r"\begin{aligned}\relax "):
        rows = _rows(latex)
        normal = f" {ROW} ".join(rows)
    return tuple(_Reader(normal).sequence(()))


class _Reader:
    """Reads a formula in normal form, which is known to be balanced."""

    def __init__(self, latex: str) -> None:
        self._tokens = _TOKEN.findall(latex)
        self._at = 0

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> str:
        self._at += 1
        return str(self._tokens[self._at - 1])

    def _skip(self) -> None:
        while (token := self._peek()) is not None and token.isspace():
            self._at += 1

    def sequence(self, stops: tuple[str, ...]) -> Iterator[Piece]:
        self._skip()
        while (token := self._peek()) is not None and token not in stops:
            yield self._scripted(self._nucleus())
            self._skip()

    def _scripted(self, piece: Piece) -> Piece:
        while (token := self._peek()) in ("_", "^"):
            self._at += 1
            inner = self._group()
            parts = (*piece.parts[:-1], f"{piece.parts[-1]}{token}{{", "}")
            piece = Piece(parts, (*piece.groups, inner))
        return piece

    def _group(self) -> tuple[Piece, ...]:
        self._next()  # the opening brace
        inner = tuple(self.sequence(("}",)))
        self._next()
        return inner

    def _raw(self) -> str:
        """A braced argument as it stands, braces included."""
        out, level = self._next(), 1
        while level:
            token = self._next()
            level += {"{": 1, "}": -1}.get(token, 0)
            out += token
        return out

    def _nucleus(self) -> Piece:
        token = self._peek()
        if token == "{":
            return Piece(("{", "}"), (self._group(),))
        token = self._next()
        if token == r"\\":
            self._skip()
            self._next()  # \relax
            return Piece((ROW,))
        if token == r"\left":
            return self._delimited()
        if token == r"\begin":
            return self._environment()
        if token in _TEXT:
            return Piece((token + _unescaped(self._raw()),))
        if not (token.startswith("\\") and token[1:2].isalpha()):
            return Piece((token,))
        return self._arguments(token)

    def _arguments(self, token: str) -> Piece:
        if token.lower().startswith(r"\big"):
            self._skip()
            return Piece((token + self._next(),))
        parts, groups = [token], []
        if token == r"\sqrt" and self._peek() == "[":
            while self._peek() != "]":
                parts[0] += self._next()
            parts[0] += self._next()
        while self._peek() == "{":
            parts[-1] += "{"
            groups.append(self._group())
            parts.append("}")
        return Piece(tuple(parts), tuple(groups))

    def _delimited(self) -> Piece:
        opening = self._next()
        if opening.isspace():
            opening = self._next()
        inner = tuple(self.sequence((r"\right",)))
        self._next()
        self._skip()
        return Piece((rf"\left{opening} ", rf" \right{self._next()}"), (inner,))

    def _environment(self) -> Piece:
        name = self._raw()
        head = rf"\begin{name}"
        while self._peek() == "{":
            head += self._raw()
        inner = tuple(self.sequence((r"\end",)))
        self._next()
        return Piece((head + " ", rf"\end{self._raw()}"), (inner,))
