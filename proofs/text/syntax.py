"""Text to syntax tree: a grammar of a few rules, bounded in length, depth and parts.

    relation  = sum { ("=" | "<=" | ">=" | "<" | ">" | "!=") sum }
    sum       = ["+" | "-"] product { ("+" | "-") product }
    product   = signed { ("*" | "/") signed }
    signed    = { "+" | "-" } power
    power     = atom [ ("**" | "^") signed ]
    atom      = number | name | name "(" sum, ... ")" | name "[" sum, ... "]" | "(" sum ")"
              | "[" "[" sum, ... "]", ... "]"

`-x**2` is -(x**2), and `2**3**2` is 2**9.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from proofs.text.tokens import TextError, Token, tokens
from proofs.text.tree import Call, Component, Matrix, Name, Number, Power, Product, Relation, Sum
from proofs.text.tree import Tree as Tree

DEPTH = 60
PARTS = 20_000
RELATIONS = ("=", "<=", ">=", "<", ">", "!=")


def expression(text: str) -> Tree:
    """The tree of an expression; raises TextError, with the place, for anything else."""
    reader = _Reader(tokens(text))
    tree = reader.sum(0)
    reader.end("an expression")
    return tree


def relations(text: str) -> tuple[Relation, ...]:
    """The relations of a line, one for each sign of a chain `a = b <= c`.

    Raises TextError, with the place, for what is no relation.
    """
    reader = _Reader(tokens(text))
    sides = [reader.sum(0)]
    signs: list[Token] = []
    while reader.next.text in RELATIONS:
        signs.append(reader.take())
        sides.append(reader.sum(0))
    reader.end("a relation")
    if not signs:
        raise TextError(f"must be a relation with one of {' '.join(RELATIONS)}, but has none", 0)
    return tuple(
        Relation(sign.text, left, right, sign.at)
        for sign, left, right in zip(signs, sides, sides[1:], strict=False)
    )


def has_caret(text: str) -> bool:
    """Whether a power is written with ^, which some languages read as "exclusive or"."""
    return "^" in text


@dataclass
class _Reader:
    """Reads tokens from left to right; sums and products of many parts are one level deep."""

    line: list[Token]
    position: int = 0
    parts: int = field(default=0)

    @property
    def next(self) -> Token:
        return self.line[self.position]

    def take(self) -> Token:
        token = self.next
        self.position += 1
        return token

    def end(self, what: str) -> None:
        token = self.next
        if token.kind == "end":
            return
        hint = ""
        if token.kind in ("word", "number") or token.text in ("(", "["):
            hint = "; products need *"
        if token.text in ("==", "//"):
            hint = "; equations are written =, fractions /"
        elif token.text in RELATIONS:
            hint = "; there is no relation here"
        raise TextError(f"must be {what}, but goes on with {token.text}{hint}", token.at)

    def expect(self, sign: str, opened: Token) -> None:
        token = self.next
        if token.text != sign:
            found = f"has {token.text}" if token.kind != "end" else "ends"
            hint = "; products need *" if token.kind in ("word", "number") else ""
            raise TextError(
                f"must close the bracket {opened.text} with {sign}, but {found}{hint}", token.at
            )
        self.position += 1

    def sum(self, depth: int) -> Tree:
        start = self.next
        if depth > DEPTH:
            raise TextError(f"must nest at most {DEPTH} brackets deep, but nests deeper", start.at)
        terms = [(1, self.product(depth))]
        while self.next.text in ("+", "-"):
            sign = 1 if self.take().text == "+" else -1
            terms.append((sign, self.product(depth)))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms), start.at)

    def product(self, depth: int) -> Tree:
        start = self.next
        factors = [(1, self.signed(depth, 0))]
        while self.next.text in ("*", "/"):
            exponent = 1 if self.take().text == "*" else -1
            factors.append((exponent, self.signed(depth, 0)))
        if len(factors) == 1:
            return factors[0][1]
        first = factors[0][1]
        if isinstance(first, Sum) and len(first.terms) == 1:  # -a*b is -(a*b)
            rest = Product(((1, first.terms[0][1]), *factors[1:]), start.at)
            return Sum(((first.terms[0][0], rest),), start.at)
        return Product(tuple(factors), start.at)

    def signed(self, depth: int, signs: int) -> Tree:
        if signs > DEPTH:
            raise TextError(f"must have at most {DEPTH} signs in a row, but has more", self.next.at)
        if self.next.text == "-":
            start = self.take()
            return Sum(((-1, self.signed(depth, signs + 1)),), start.at)
        if self.next.text == "+":
            self.take()
            return self.signed(depth, signs + 1)
        return self.power(depth)

    def power(self, depth: int) -> Tree:
        base = self.atom(depth)
        if self.next.text not in ("**", "^"):
            return base
        sign = self.take()
        if depth > DEPTH:
            raise TextError(f"must nest at most {DEPTH} deep, but nests deeper", sign.at)
        return Power(base, self.signed(depth + 1, 0), sign.at)

    def atom(self, depth: int) -> Tree:
        self.parts += 1
        if self.parts > PARTS:
            raise TextError(f"must have at most {PARTS} parts, but has more", self.next.at)
        token = self.take()
        if token.kind == "number":
            return Number(Fraction(token.text), token.at)
        if token.kind == "word":
            return self.word(token, depth)
        if token.text == "(":
            inner = self.sum(depth + 1)
            self.expect(")", token)
            return inner
        if token.text == "[":
            return self.matrix(token, depth)
        if token.kind == "end":
            raise TextError(
                "must be an expression, but "
                + ("is empty" if self.position == 1 else "ends where a number or a name has to be"),
                token.at,
            )
        raise TextError(
            f"must be an expression, but has {token.text} where a number or a name has to be",
            token.at,
        )

    def word(self, token: Token, depth: int) -> Tree:
        if self.next.text == "(":
            return Call(token.text, self.list(self.take(), ")", depth), token.at)
        if self.next.text == "[":
            return Component(token.text, self.list(self.take(), "]", depth), token.at)
        return Name(token.text, token.at)

    def list(self, opened: Token, closing: str, depth: int) -> tuple[Tree, ...]:
        if self.next.text == closing:
            self.take()
            return ()
        found = [self.sum(depth + 1)]
        while self.next.text == ",":
            self.take()
            found.append(self.sum(depth + 1))
        self.expect(closing, opened)
        return tuple(found)

    def matrix(self, opened: Token, depth: int) -> Tree:
        rows: list[tuple[Tree, ...]] = []
        while True:
            row = self.take()
            if row.text != "[":
                raise TextError(
                    "must have matrices as lists of rows [[a, b], [c, d]], "
                    f"but has {row.text or 'nothing'} where a row has to begin",
                    row.at,
                )
            rows.append(self.list(row, "]", depth + 1))
            if self.next.text != ",":
                break
            self.take()
        self.expect("]", opened)
        if not rows[0] or any(len(row) != len(rows[0]) for row in rows):
            lengths = ", ".join(str(len(row)) for row in rows)
            raise TextError(
                f"must have matrices with rows of equal length, but their lengths are {lengths}",
                opened.at,
            )
        return Matrix(tuple(rows), opened.at)
