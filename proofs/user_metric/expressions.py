"""Text of a user's file to a SymPy expression, by a whitelist over Python's syntax tree.

The text is parsed and never evaluated.  Letters, digits, brackets and ``+ - * / ,`` are let
through, then Python's parser makes a tree of it, then each node of the tree must be on the list:
decimal numbers (read exactly), declared names, ``+ - * / **``, the functions of `bounded.FUNCTIONS`
of one argument, declared functions of their declared arguments, and ``pi``.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from sympy import Expr, Symbol

from proofs.checker.errors import UsageError
from proofs.user_metric import bounded
from proofs.user_metric.bounded import Bounded, BoundError

LENGTH = 4000
DEPTH = 40
NODES = 1500
DIGITS = 60
WORD = 30
RESERVED = (*bounded.FUNCTIONS, "pi")

_FOREIGN = re.compile(r"[^A-Za-z0-9_+\-*/()., \t\r\n]")
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_HINTS = {"^": "; powers are written **", "'": "", '"': ""}


@dataclass(frozen=True)
class Names:
    """What an expression may mention: symbols, and unknown functions already applied."""

    symbols: Mapping[str, Symbol]
    functions: Mapping[str, Expr] = field(default_factory=dict)


def parse(text: str, names: Names, what: str) -> Expr:
    """The SymPy expression that `text` stands for.

    `what` names the text in errors, such as "component (t, t)".  Numbers are exact: ``0.1`` is
    1/10.  Exponents are rational numbers p/q with bounded p and q.  Nothing is simplified beyond
    what SymPy does when it builds an expression.

    Raises UsageError, one sentence, for everything that is not on the list above, not finite,
    not real, or too long, deep or large.

    >>> r, M = Symbol("r", real=True), Symbol("M", positive=True)
    >>> parse("1 - 2*M/r", Names({"r": r, "M": M}), "component (t, t)")
    -2*M/r + 1
    """
    try:
        tree = _tree(text)
        return _Reader(_one_line(text), names).read(tree, 0).expr
    except BoundError as error:
        raise UsageError(f"{what} {error}") from None
    except (RecursionError, MemoryError, OverflowError):
        raise UsageError(f"{what} must be of moderate size, but is too large to be read") from None


def check_name(text: object, what: str) -> str:
    """Return `text` if it can be used as a name, or raise UsageError."""
    reason = _reason_against(text)
    if reason is not None:
        raise UsageError(f"{what} must be a name of up to {WORD} letters and digits, but {reason}")
    assert isinstance(text, str)
    return text


def _reason_against(text: object) -> str | None:
    if not isinstance(text, str) or not _WORD.fullmatch(text) or len(text) > WORD:
        return f"is {shown(text)}"
    if text in RESERVED:
        return f"is {text}, which has a meaning already"
    if keyword.iskeyword(text) or text in keyword.softkwlist:
        return f"is {text}, a word of Python's"
    return None


def shown(value: object) -> str:
    """`value` as it is quoted in an error: short, and in ASCII."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:18]}...{text[-18:]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tree(text: str) -> ast.expr:
    if len(text) > LENGTH:
        raise BoundError(f"must have at most {LENGTH} characters, but has {len(text)}")
    foreign = _FOREIGN.search(text)
    if foreign is not None:
        hint = _HINTS.get(foreign[0], "")
        raise BoundError(
            f"must consist of letters, digits and + - * / ( ) . , but has {shown(foreign[0])}{hint}"
        )
    line = _one_line(text)
    if not line:
        raise BoundError("must be an expression, but is empty")
    if re.search(rf"[-+ ]{{{DEPTH + 1}}}", line):
        raise BoundError(f"must have at most {DEPTH} signs in a row, but has more")
    if re.search(rf"[\d_]{{{DIGITS + 1}}}", line):
        raise BoundError(f"must have numbers of at most {DIGITS} digits, but has a longer one")
    depth = 0
    for char in line:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth > DEPTH:
            raise BoundError(f"must nest at most {DEPTH} brackets deep, but nests deeper")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(line, mode="eval").body
    except SyntaxError as error:
        raise BoundError(f"must be an expression, but is {shown(text)}: {error.msg}") from None
    except ValueError:
        raise BoundError(f"must be an expression, but is {shown(text)}") from None
    count = sum(1 for _ in ast.walk(tree))
    if count > NODES:
        raise BoundError(f"must have at most {NODES} parts, but has {count}")
    return tree


class _Reader:
    """Reads a syntax tree; sums and products of many terms count as one level of depth."""

    def __init__(self, line: str, names: Names) -> None:
        self.line = line
        self.names = names

    def read(self, node: ast.expr, depth: int) -> Bounded:
        if depth > DEPTH:
            raise BoundError(f"must nest at most {DEPTH} deep, but nests deeper")
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return self._sum(node, depth)
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return self._product(node, depth)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return bounded.power(self.read(left, depth + 1), self.read(right, depth + 1))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return bounded.negative(self.read(operand, depth + 1))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand, depth + 1)
            case ast.Constant(value=value):
                return self._number(node, value)
            case ast.Name(id=word):
                return self._name(word)
            case ast.Call():
                return self._call(node, depth)
        raise BoundError(
            "must be made of numbers, declared names, + - * / ** and functions, "
            f"but has {_described(node)}"
        )

    def _sum(self, node: ast.BinOp, depth: int) -> Bounded:
        terms: list[Bounded] = []
        rest: ast.expr = node
        while isinstance(rest, ast.BinOp) and isinstance(rest.op, ast.Add | ast.Sub):
            term = self.read(rest.right, depth + 1)
            terms.append(bounded.negative(term) if isinstance(rest.op, ast.Sub) else term)
            rest = rest.left
        terms.append(self.read(rest, depth + 1))
        return bounded.add(terms)

    def _product(self, node: ast.BinOp, depth: int) -> Bounded:
        factors: list[Bounded] = []
        rest: ast.expr = node
        while isinstance(rest, ast.BinOp) and isinstance(rest.op, ast.Mult | ast.Div):
            factor = self.read(rest.right, depth + 1)
            factors.append(bounded.inverse(factor) if isinstance(rest.op, ast.Div) else factor)
            rest = rest.left
        factors.append(self.read(rest, depth + 1))
        return bounded.multiply(factors)

    def _number(self, node: ast.Constant, value: object) -> Bounded:
        source = self.line[node.col_offset : node.end_col_offset]
        found = _NUMBER.fullmatch(source)
        if type(value) not in (int, float) or found is None:
            raise BoundError(f"must have decimal numbers, but has {shown(source)}")
        power = int((found[2] or "e0")[1:])
        if abs(power) > DIGITS:
            raise BoundError(
                f"must have numbers between 1e-{DIGITS} and 1e{DIGITS}, but has {shown(source)}"
            )
        return bounded.number(Fraction(source))

    def _name(self, word: str) -> Bounded:
        if word in self.names.symbols:
            return bounded.name(self.names.symbols[word])
        if word == "pi":
            return bounded.pi()
        if word in self.names.functions:
            raise BoundError(
                f"must give a function its arguments, {self.names.functions[word]}, but has {word}"
            )
        if word in bounded.FUNCTIONS:
            raise BoundError(f"must give a function its argument, {word}(...), but has {word}")
        raise BoundError(f"must use declared names, but uses {shown(word)[1:-1]}")

    def _call(self, node: ast.Call, depth: int) -> Bounded:
        if not isinstance(node.func, ast.Name):
            raise BoundError(f"must call functions by name, but calls {_described(node.func)}")
        word = node.func.id
        known = word in bounded.FUNCTIONS or word in self.names.functions
        if not known and word in (*self.names.symbols, "pi"):
            raise BoundError(f"must use {word} as a number, but applies it; products need *")
        if not known:
            raise BoundError(
                f"must call {', '.join((*bounded.FUNCTIONS, *self.names.functions))}, "
                f"but calls {shown(word)[1:-1]}"
            )
        if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
            raise BoundError(f"must give {word} plain arguments, but gives keywords or stars")
        arguments = [self.read(arg, depth + 1) for arg in node.args]
        if word in self.names.functions:
            declared = self.names.functions[word]
            if tuple(a.expr for a in arguments) != declared.args:
                given = ", ".join(shown(str(a.expr))[1:-1] for a in arguments)
                raise BoundError(
                    f"must use {word} as declared, {declared}, but has {word}({given})"
                )
            return bounded.name(declared)
        if len(arguments) != 1:
            raise BoundError(f"must give {word} one argument, but gives {len(arguments)}")
        return bounded.apply(word, arguments[0])


def _described(node: ast.expr) -> str:
    kinds = {
        "Attribute": "an attribute", "Lambda": "a lambda", "Compare": "a comparison",
        "IfExp": "a condition", "BoolOp": "and/or", "Tuple": "a list with commas",
        "Starred": "a star", "Await": "await", "Yield": "yield", "YieldFrom": "yield",
        "GeneratorExp": "a loop", "UnaryOp": "not", "BinOp": "//",
        "Call": "the result of a call", "Constant": "a number",
    }  # fmt: skip
    return kinds.get(type(node).__name__, type(node).__name__)
