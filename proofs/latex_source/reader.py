"""A LaTeX formula to the syntax tree of text claims, by a declared table; never by a guess.

What is read in one way only is read; what could be read in two is refused with a question: `f(x)`
for a letter that is in no table, `1/2x`, `\\pm`, a function before a product without brackets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from proofs.latex_source.marks import Mark, marks
from proofs.latex_source.table import Table, plain_index
from proofs.text.tokens import TextError
from proofs.text.tree import Call, Matrix, Name, Number, Power, Product, Sum, Tree, children

RELATIONS = {
    "=": "=", "equiv": "=", "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "<": "<", ">": ">",
    "ne": "!=", "neq": "!=", "approx": "approx", "simeq": "approx", "sim": "approx",
    "propto": "propto", "cong": "cong", "to": "to", "coloneqq": "=", "rightarrow": "to",
}  # fmt: skip
_FUNCTIONS = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp",
              "log", "ln", "arcsin", "arccos", "arctan", "det", "max", "min", "Re", "Im", "Tr",
              "tr")  # fmt: skip
_RENAMED = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "Re": "re", "Im": "im",
            "Tr": "trace", "tr": "trace", "ln": "log"}  # fmt: skip
_ACCENTS = ("mathbf", "hat", "tilde", "bar", "vec", "dot", "ddot", "mathcal", "mathrm",
            "boldsymbol", "bm", "overline", "widetilde", "widehat", "mathbb", "mathit",
            "mathsf")  # fmt: skip
_PLAIN = ("mathbf", "boldsymbol", "bm", "mathrm", "mathit", "mathcal", "mathsf", "mathbb")
_CONSTANTS = {"pi": "pi", "infty": "oo", "hbar": "hbar", "partial": "partial"}
_OPEN = {"(": ")", "[": "]", "lbrace": "rbrace", "{": "}", "langle": "rangle", "|": "|",
         "lvert": "rvert", "vert": "vert"}  # fmt: skip
_STOP = (")", "]", "}", "rangle", "rbrace", "rvert", ",")
_DOTS = ("ldots", "dots", "cdots", "ddots", "vdots")


@dataclass(frozen=True)
class Reading:
    """Sides of a chain and the signs between them, with what the reader should be told."""

    sides: tuple[Tree, ...]
    signs: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def read(latex: str, table: Table) -> Reading:
    """The chain of relations that a displayed formula states.

    Raises TextError, a phrase "must ..., but ..." with the place, for what cannot be read, and for
    what could be read in two ways.
    """
    reader = _Reader(marks(latex), table)
    sides, signs = [reader.sum()], []
    while reader.more() and reader.relation():
        signs.append(reader.take_relation())
        sides.append(reader.sum())
    if reader.more():
        mark = reader.peek()
        raise TextError(f"must be a formula, but goes on with {_shown(mark)}", mark.at)
    if not signs:
        raise TextError("must be a relation, but has none", 0)
    for word, at in reader.exponents:
        if word in reader.indices:
            raise TextError(f"must say whether ^{word} is a power, but {word} is an index too", at)
    if "equiv" in reader.seen:
        reader.warn("\\equiv states a definition; it is read as an equality")
    return Reading(tuple(sides), tuple(signs), tuple(dict.fromkeys(reader.warnings)),
                   tuple(dict.fromkeys(reader.names)))  # fmt: skip


@dataclass
class _Reader:
    line: Sequence[Mark]
    table: Table
    position: int = 0
    warnings: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    in_call: int = 0
    indices: set[str] = field(default_factory=set)
    exponents: list[tuple[str, int]] = field(default_factory=list)

    def more(self) -> bool:
        return self.position < len(self.line)

    def peek(self, ahead: int = 0) -> Mark:
        i = self.position + ahead
        return self.line[i] if i < len(self.line) else Mark("end", "", 0)

    def take(self) -> Mark:
        mark = self.peek()
        self.position += 1
        return mark

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def relation(self) -> bool:
        mark = self.peek()
        return mark.kind in ("sign", "command") and mark.text in RELATIONS

    def take_relation(self) -> str:
        mark = self.take()
        self.seen.append(mark.text)
        return RELATIONS[mark.text]

    def inner(self, parts: Sequence[Mark]) -> Tree:
        """A group, read to its end."""
        if not parts:
            raise TextError("must be a formula, but has an empty group", self.peek().at)
        reader = _Reader(parts, self.table, 0, self.warnings, self.names, self.seen)
        reader.indices, reader.exponents = self.indices, self.exponents
        tree = reader.sum()
        if reader.more():
            mark = reader.peek()
            raise TextError(f"must be a formula, but goes on with {_shown(mark)}", mark.at)
        return tree

    def sum(self) -> Tree:
        terms: list[tuple[int, Tree]] = []
        sign = self._sign()
        terms.append((sign or 1, self.product()))
        while self.more() and self.peek().text in ("+", "-", "pm", "mp"):
            sign = self._sign()
            terms.append((sign or 1, self.product()))
        if len(terms) == 1 and terms[0][0] == 1:
            return terms[0][1]
        return Sum(tuple(terms))

    def _sign(self) -> int:
        sign = 0
        while self.more() and self.peek().text in ("+", "-", "pm", "mp"):
            mark = self.take()
            if mark.text in ("pm", "mp"):
                raise TextError(
                    f"must have one sign, but has \\{mark.text}: write the two formulas", mark.at
                )
            sign = (sign or 1) * (-1 if mark.text == "-" else 1)
        return sign

    def product(self) -> Tree:
        factors: list[tuple[int, Tree]] = []
        while self.more() and not self._ends():
            mark = self.peek()
            if mark.text in ("cdot", "times", "*"):
                self.take()
                continue
            if mark.text == "/":
                self._divide(factors)
                continue
            if self.in_call and factors and mark.text in ("|", "mid"):
                break
            factors.append((1, self.factor()))
        if not factors:
            mark = self.peek()
            raise TextError(f"must have a term here, but has {_shown(mark)}", mark.at)
        return factors[0][1] if len(factors) == 1 and factors[0][0] == 1 else Product(
            tuple(factors))  # fmt: skip

    def _divide(self, factors: list[tuple[int, Tree]]) -> None:
        slash = self.take()
        if len(factors) != 1:
            raise TextError(
                "must show by brackets what is divided, but has a product before /", slash.at
            )
        factors.append((-1, self.factor()))
        if self.more() and not self._ends() and self.peek().text not in ("cdot", "times", "*"):
            raise TextError(
                "must show by brackets what / divides by, but goes on with a factor", slash.at
            )

    def _ends(self) -> bool:
        mark = self.peek()
        return mark.text in ("+", "-", "pm", "mp") or self.relation() or mark.text in _STOP

    def factor(self) -> Tree:
        return self._scripts(self.atom())

    def atom(self) -> Tree:
        mark = self.take()
        if mark.kind == "number":
            return Number(Fraction(mark.text), mark.at)
        if mark.kind == "letter":
            return self._letter(mark, mark.text)
        if mark.kind == "group":
            return self.inner(mark.parts)
        if mark.kind == "command":
            return self._command(mark)
        if mark.text in ("(", "[", "|"):
            return self._bracket(mark)
        if mark.kind == "environment" and mark.text in ("pmatrix", "bmatrix", "matrix"):
            return self._matrix(mark)
        raise TextError(f"must be a formula, but has {_shown(mark)}", mark.at)

    def _command(self, mark: Mark) -> Tree:
        name = mark.text
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return self._fraction(mark)
        if name == "sqrt":
            return self._root(mark)
        if name == "binom":
            return Call("binomial", tuple(self.inner(a) for a in mark.arguments), mark.at)
        if name in ("int", "iint", "oint"):
            return self._integral(mark)
        if name in ("sum", "prod"):
            return self._over(mark)
        if name in _FUNCTIONS:
            return self._function(mark, name)
        if name == "operatorname" or (name in ("text", "mathrm") and _word(mark) in _FUNCTIONS):
            return self._function(mark, _word(mark))
        if name in ("text", "mbox"):
            raise TextError(f"must be a formula, but holds the words {_word(mark)!r}", mark.at)
        if name in _ACCENTS:
            return self._letter(mark, _accented(mark))
        if name in ("langle", "{", "lbrace", "lvert", "vert"):
            return self._bracket(mark)
        if name in _DOTS:
            raise TextError("must be written out, but has dots", mark.at)
        if name == "infty":
            return Name("oo", mark.at)
        if name in ("Delta", "delta") and self._composite(name) is not None:
            following = self.take()
            word = f"{name}{_spelled(following)}"
            return self._letter(mark, word)
        if name in ("forall", "in", "qquad", "Rightarrow", "implies", "iff"):
            raise TextError(f"must be one relation, but has \\{name}", mark.at)
        return self._letter(mark, name)

    def _composite(self, prefix: str) -> str | None:
        """A declared name such as \\Delta S."""
        following = self.peek()
        if following.kind not in ("letter", "command"):
            return None
        word = f"{prefix}{_spelled(following)}"
        known = any(n == word or n.startswith(f"{word}_") for n in self._all_names())
        return word if known else None

    def _all_names(self) -> list[str]:
        return [*self.table.symbols, *self.table.functions, *self.table.indexed]

    def _letter(self, mark: Mark, word: str) -> Tree:
        """A letter with its indices, and its arguments where it is a function."""
        name = self._indices(word)
        tree: Tree = Name(name, mark.at)
        self.names.append(name)
        following = self.peek()
        opens = following.text in ("(", "[") and following.kind == "sign"
        kind = self._kind(name, word)
        if opens and name == "O":
            self.warn("O(...) is an order of magnitude; what it leaves out is not checked")
            tree = Call("O", self._arguments(), mark.at)
        elif opens and kind == "function":
            arguments = self._arguments()
            self._check_call(name, word, arguments, mark)
            tree = Call(self._conditional(name), arguments, mark.at)
        elif opens and kind == "unknown":
            raise TextError(
                f"must say whether {name}(...) is a function or a product, but the table does not "
                f"hold {name}",
                mark.at,
            )
        elif following.text == "[" and following.kind == "sign":
            raise TextError(
                f"must say whether {name}[...] is a functional or a product, but {name} is "
                "declared as a symbol",
                mark.at,
            )
        elif kind == "unknown" and self.table.declared and name not in ("e", "i", "pi", "hbar"):
            raise TextError(f"must use letters of the table, but uses {name}", mark.at)
        return tree

    def _check_call(self, name: str, word: str, given: tuple[Tree, ...], mark: Mark) -> None:
        """Refuse a bracket behind a function that might as well be a factor."""
        plain = all(map(_is_plain, given))
        declared = self.table.functions.get(name) or self.table.functions.get(word, ())
        if not plain and (word in self.table.indexed or len(given) != len(declared)):
            raise TextError(
                f"must say whether the bracket behind {name} is its argument or a factor, "
                f"but {name} is declared with {len(declared)} arguments and has {len(given)}",
                mark.at,
            )

    def _kind(self, name: str, word: str) -> str:
        pieces = name.split("_")
        for one in ("_".join(pieces[:n]) for n in range(len(pieces), 0, -1)):
            if one in self.table.functions:
                return "function"
            if one in self.table.symbols or one in _CONSTANTS:
                return "symbol"
            if one in self.table.indexed:
                return "function" if self.peek().text == "(" else "symbol"
        return "unknown"

    def _conditional(self, name: str) -> str:
        if self.seen and self.seen[-1] == "given":
            self.seen.pop()
            return f"{name}_given"
        return name

    def _indices(self, word: str) -> str:
        """Indices become part of the name; an exponent of what has no upper index is a power."""
        name = word
        indexed = word in self.table.indexed
        while self.peek().text in ("_", "^", "'") and self.peek().kind == "sign":
            sign = self.take()
            if sign.text == "'":
                name += "_prime"
                continue
            mark = self.take()
            parts = mark.parts if mark.kind == "group" else (mark,)
            text = plain_index("_".join(map(_spelled, parts)))
            if sign.text == "_":
                if text:
                    name += f"_{text}"
                    self.indices.update(map(_spelled, parts))
            elif indexed and "_up" not in name and self._is_index(name, parts, mark):
                name += f"_up_{text}" if text else ""
                self.indices.update(map(_spelled, parts))
            else:
                self.position -= 2  # left to `_scripts`
                break
        return name

    def _is_index(self, name: str, parts: Sequence[Mark], mark: Mark) -> bool:
        """Whether the raised sign at a letter that carries indices is one; a power is refused."""
        if any(p.kind != "number" for p in parts):
            return parts[0].text not in ("*", "dagger", "T")
        behind = self.peek()
        if parts[0].text == "0" or (behind.text in ("(", "_") and behind.kind == "sign"):
            return True
        raise TextError(
            f"must say whether {name}^{parts[0].text} is a power or an index, but {name} carries "
            "indices",
            mark.at,
        )

    def _scripts(self, base: Tree) -> Tree:
        while self.peek().text in ("^", "!", "_") and self.peek().kind == "sign":
            sign = self.take()
            if sign.text == "!":
                base = Call("factorial", (base,), sign.at)
                continue
            mark = self.take()
            parts = mark.parts if mark.kind == "group" else (mark,)
            if sign.text == "_":
                if not isinstance(base, Call | Name):
                    raise TextError(
                        "must have indices at letters, but has one at a bracket", sign.at
                    )
                index = plain_index("_".join(map(_spelled, parts)))
                word = f"{base.word}_{index}"
                if isinstance(base, Call):
                    base = Call(word, base.arguments, base.at)
                else:
                    base = Name(word, base.at)
                continue
            base = self._raised(base, parts, sign)
        return base

    def _raised(self, base: Tree, parts: Sequence[Mark], sign: Mark) -> Tree:
        only = parts[0] if len(parts) == 1 else None
        if only is not None and only.text in ("*", "ast"):
            return Call("conjugate", (base,), sign.at)
        if only is not None and only.text in ("dagger", "dag"):
            return Call("dagger", (base,), sign.at)
        if only is not None and only.text in ("T", "top", "intercal") and self._is_matrix(base):
            return Call("transpose", (base,), sign.at)
        if isinstance(base, Name) and base.word == "e":
            return Call("exp", (self.inner(parts),), sign.at)
        if only is not None and only.kind in ("letter", "command"):
            self.exponents.append((_spelled(only), sign.at))
        return Power(base, self.inner(parts), sign.at)

    def _is_matrix(self, tree: Tree) -> bool:
        if isinstance(tree, Name | Call):
            sort = self.table.symbols.get(tree.word, "")
            kinds = self.table.functions.get(tree.word, ())
            if sort.startswith(("matrix", "vector")) or "vector" in kinds:
                return True
        return any(map(self._is_matrix, children(tree)))

    def _arguments(self) -> tuple[Tree, ...]:
        opened = self.take()
        self.in_call += 1
        found = [self.sum()]
        while self.peek().text in (",", "|", ";", "mid"):
            if self.take().text in ("|", "mid"):
                self.seen.append("given")
            found.append(self.sum())
        self.in_call -= 1
        self._close(_OPEN[opened.text], opened)
        return tuple(found)

    def _close(self, closing: str, opened: Mark) -> None:
        mark = self.take()
        if mark.text != closing:
            raise TextError(f"must close {_shown(opened)}, but has {_shown(mark)}", opened.at)

    def _bracket(self, opened: Mark) -> Tree:
        if opened.text in ("|", "lvert", "vert"):
            depth = self.position
            while self.more() and self.peek().text not in ("|", "rvert"):
                self.position += 1
            inside, end = self.line[depth : self.position], self.take()
            if end.kind == "end":
                raise TextError("must close |, but does not", opened.at)
            return Call("abs", (self.inner(inside),), opened.at)
        if opened.text in ("{", "lbrace", "langle"):
            word = self.table.operators.get({"langle": "mean"}.get(opened.text, "braces"))
            if word is None:
                raise TextError(
                    f"must say what {_shown(opened)} stands for, but the table does not", opened.at
                )
            inner = self.sum()
            self._close(_OPEN[opened.text], opened)
            return Call(word, (inner,), opened.at)
        inner = self.sum()
        if self.peek().text == ",":
            if opened.text == "[":
                self.take()
                other = self.sum()
                self._close("]", opened)
                return Call("commutator", (inner, other), opened.at)
            raise TextError("must be one expression in brackets, but is a list", opened.at)
        self._close(_OPEN[opened.text], opened)
        return inner

    def _matrix(self, mark: Mark) -> Tree:
        rows: list[list[list[Mark]]] = [[[]]]
        for part in mark.parts:
            if part.text == "&":
                rows[-1].append([])
            elif part.kind == "command" and part.text == "\\":
                rows.append([[]])
            else:
                rows[-1][-1].append(part)
        made = tuple(tuple(self.inner(cell) for cell in row) for row in rows if any(row))
        if len({len(row) for row in made}) != 1:
            raise TextError("must have rows of equal length, but has not", mark.at)
        return Matrix(made, mark.at)

    def _root(self, mark: Mark) -> Tree:
        *degree, inside = [a for a in mark.arguments if a]
        tree = self.inner(inside)
        if not degree:
            return Call("sqrt", (tree,), mark.at)
        root = self.inner([m for m in degree[0] if m.text not in ("[", "]")])
        return Power(tree, Product(((1, Number(Fraction(1))), (-1, root))), mark.at)

    def _function(self, mark: Mark, name: str) -> Tree:
        word = _RENAMED.get(name, name)
        power: Tree | None = None
        if self.peek().text == "^":
            self.take()
            exponent = self.take()
            parts = exponent.parts if exponent.kind == "group" else (exponent,)
            power = self.inner(parts)
            if isinstance(power, Sum):
                raise TextError(
                    f"must say whether \\{name}^{{-1}} is an inverse or a reciprocal", mark.at
                )
        opened = self.peek()
        if opened.text in ("(", "[") and opened.kind == "sign":
            arguments = self._arguments()
            tree: Tree = Call(word, arguments, mark.at)
        else:
            tree = Call(word, (self._bare_argument(name, mark),), mark.at)
        return tree if power is None else Power(tree, power, mark.at)

    def _bare_argument(self, name: str, mark: Mark) -> Tree:
        """What stands behind a function without brackets: one factor, with a number before it."""
        first = self.factor()
        parts = [first]
        if isinstance(first, Number) and self.more() and not self._ends():
            parts.append(self.factor())
        following = self.peek()
        plain = following.kind in ("letter", "number", "group") or following.text in _ACCENTS
        if plain and following.text != "d":
            raise TextError(
                f"must show by brackets how far \\{name} reaches, but a product follows", mark.at
            )
        return parts[0] if len(parts) == 1 else Product(tuple((1, p) for p in parts))

    def _fraction(self, mark: Mark) -> Tree:
        if len(mark.arguments) != 2:
            raise TextError("must give \\frac two arguments, but does not", mark.at)
        top, bottom = mark.arguments
        derivative = self._derivative(top, bottom, mark)
        if derivative is not None:
            return derivative
        return Product(((1, self.inner(top)), (-1, self.inner(bottom))), mark.at)

    def _derivative(self, top: Sequence[Mark], bottom: Sequence[Mark], mark: Mark) -> Tree | None:
        """d^n f / dx^n, with f above or behind; round d too, and delta for functionals."""
        head = top[0].text if top else ""
        if head not in ("d", "partial", "delta") or not bottom or bottom[0].text != head:
            return None
        rest, order = _power_of(list(top[1:]))
        variables = self._variables(list(bottom), head)
        if sum(n for _, n in variables) != order:
            raise TextError("must have one order above and below, but has two", mark.at)
        if rest:
            body = self.inner(rest)
        elif self.peek().text in ("(", "[") or self.peek().text in ("{", "lbrace"):
            body = self.factor()
            if self.more() and not self._ends() and self.peek().text != "d":
                self.warn("a derivative is read as one of the bracket behind it only")
        else:
            body = self.product()
        word = "functional_derivative" if head == "delta" else "diff"
        arguments: list[Tree] = [body]
        for variable, n in variables:
            arguments += [variable] if n == 1 else [variable, Number(Fraction(n))]
        return Call(word, tuple(arguments), mark.at)

    def _variables(self, bottom: list[Mark], head: str) -> list[tuple[Tree, int]]:
        found: list[tuple[Tree, int]] = []
        pieces: list[list[Mark]] = []
        for part in bottom:
            if part.text == head:
                pieces.append([])
            elif pieces:
                pieces[-1].append(part)
        for piece in pieces:
            parts, n = piece, 1
            name = _spelled(piece[0]) if piece else ""
            if len(piece) >= 3 and piece[-2].text == "^" and name not in self.table.indexed:
                digits = piece[-1].parts[0] if piece[-1].parts else piece[-1]
                if digits.kind == "number":
                    parts, n = piece[:-2], int(digits.text)
            found.append((self.inner(parts), n))
        return found

    def _limits(self) -> tuple[Tree | None, Tree | None, Sequence[Mark]]:
        low: Tree | None = None
        high: Tree | None = None
        raw: Sequence[Mark] = ()
        while self.peek().text in ("_", "^") and self.peek().kind == "sign":
            sign = self.take().text
            mark = self.take()
            parts = mark.parts if mark.kind == "group" else (mark,)
            if sign == "_":
                raw = parts
            else:
                high = self.inner(parts)
        return low, high, raw

    def _integral(self, mark: Mark) -> Tree:
        _, high, raw = self._limits()
        measures = self._measures()
        low = self.inner(raw) if raw and high is not None else None
        if raw and high is None:
            raise TextError("must have both limits or none, but has a region", mark.at)
        if measures:
            body: Tree = Number(Fraction(1)) if not self.more() or self._ends() else self.product()
        else:
            parts: list[tuple[int, Tree]] = []
            while self.more() and not self._ends() and not measures:
                measures = self._measures()
                if not measures:
                    parts.append((1, self.factor()))
            if not measures:
                raise TextError("must have a measure dx, but has none", mark.at)
            body = parts[0][1] if len(parts) == 1 else Product(tuple(parts))
        first = True
        for variable, power in measures:
            if power is None and first and low is not None and high is not None:
                body = Call("int", (body, variable, low, high), mark.at)
            else:
                self.warn("an integral without limits is taken over all values")
                body = Call("int", (body, variable), mark.at)
            first = False
        return body

    def _measures(self) -> list[tuple[Tree, Tree | None]]:
        found: list[tuple[Tree, Tree | None]] = []
        while True:
            mark, start = self.peek(), self.position
            is_d = mark.text == "d" and mark.kind == "letter"
            is_d = is_d or (mark.text == "mathrm" and _word(mark) == "d")
            if not is_d or "d" in self.table.symbols:
                return found
            self.take()
            power: Tree | None = None
            if self.peek().text == "^":
                self.take()
                exponent = self.take()
                power = self.inner(exponent.parts if exponent.kind == "group" else (exponent,))
            if self.peek().kind not in ("letter", "command"):
                self.position = start
                return found
            variable = self.take()
            name = self._indices(_spelled(variable))
            self.names.append(name)
            found.append((Name(name, variable.at), power))

    def _over(self, mark: Mark) -> Tree:
        word = "sum" if mark.text == "sum" else "product"
        _, high, raw = self._limits()
        text = list(raw)
        places = [i for i, m in enumerate(text) if m.text == "="]
        body = self.product()
        if places and high is not None:
            variable = self.inner(text[: places[0]])
            return Call(word, (body, variable, self.inner(text[places[0] + 1 :]), high), mark.at)
        if not raw:
            raise TextError(f"must name the index of the {word}, but does not", mark.at)
        self.warn(f"a {word} without limits runs over all values of its index")
        for part in "".join(map(_spelled, raw)).split(","):
            body = Call(word, (body, Name(part)), mark.at)
        return body


def _is_plain(tree: Tree) -> bool:
    """A name, or one shifted by a number: what stands behind a function and never as a factor."""
    if isinstance(tree, Name | Number | Call):
        return True
    return (
        isinstance(tree, Sum)
        and len(tree.terms) == 2
        and all(isinstance(term, Name | Number) for _, term in tree.terms)
        and any(isinstance(term, Number) for _, term in tree.terms)
    )


def _power_of(parts: list[Mark]) -> tuple[list[Mark], int]:
    """What stands behind d^n, and n."""
    if len(parts) >= 2 and parts[0].text == "^":
        mark = parts[1].parts[0] if parts[1].parts else parts[1]
        if mark.kind == "number":
            return parts[2:], int(mark.text)
    return parts, 1


def _spelled(mark: Mark) -> str:
    """The name of a letter with its accents, as `plain_name` gives it."""
    if mark.kind == "group":
        return "_".join(map(_spelled, mark.parts))
    if mark.kind == "command" and mark.arguments:
        return _accented(mark)
    return mark.text


def _accented(mark: Mark) -> str:
    inner = "".join(map(_spelled, mark.arguments[0])) if mark.arguments else ""
    return inner if mark.text in _PLAIN else f"{inner}_{mark.text.replace('wide', '')}"


def _word(mark: Mark) -> str:
    return "".join(m.text for m in mark.arguments[0]) if mark.arguments else ""


def _shown(mark: Mark) -> str:
    if mark.kind == "end":
        return "nothing more"
    return f"\\{mark.text}" if mark.kind == "command" else mark.text or "a group"
