"""One expression or one line of relations: text in, SymPy out, errors in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import sympy
from sympy import Expr

from proofs.checker.errors import UsageError
from proofs.text import syntax
from proofs.text.build import build
from proofs.text.names import Names
from proofs.text.tokens import TextError, place
from proofs.text.tree import Relation, Tree

T = TypeVar("T")
_IMPROPER = (sympy.zoo, sympy.nan, sympy.oo, sympy.S.NegativeInfinity)


def parse(text: str, names: Names, what: str, *, moduli: bool = False) -> Expr:
    """The real, finite SymPy expression that `text` stands for, evaluated as SymPy does it.

    `what` names the text in errors, such as "component (t, t)".  Numbers are exact: ``0.1`` is
    1/10.  `^` is a power.  Derivatives are carried out as far as the functions are known.  Moduli
    that nobody wrote, as of sqrt(x^2), are refused unless `moduli`.

    Raises UsageError, one sentence with line and column, for everything that is not in the grammar
    of `proofs.text.syntax`, not declared, not finite, not real, or too long, deep or large.

    >>> r, M = sympy.Symbol("r", real=True), sympy.Symbol("M", positive=True)
    >>> parse("1 - 2*M/r^2", Names({"r": r, "M": M}), "component (t, t)")
    -2*M/r**2 + 1
    """

    def read() -> Expr:
        expr = build(syntax.expression(text), names)
        if expr.is_Matrix:
            raise TextError("must be a number, but is a matrix")
        if expr.has(*_IMPROPER) and not expr.has(sympy.Integral, sympy.Sum, sympy.Product):
            raise TextError("must be finite, but divides by zero or has an infinite value")
        if expr.has(sympy.I):
            raise TextError("must be real, but holds i, or the root or the logarithm of a negative "
                            "number")  # fmt: skip
        if not moduli and expr.has(sympy.Abs) and "abs" not in text:
            raise TextError(
                "must have no absolute value, but holds the root of a square whose sign is open; "
                "declare the name positive"
            )
        return expr

    return guarded(read, text, what)


def tree_of(text: str, what: str) -> Tree:
    """The syntax tree of an expression; raises UsageError."""
    return guarded(lambda: syntax.expression(text), text, what)


def relations_of(text: str, what: str) -> tuple[Relation, ...]:
    """The relations of a line; raises UsageError."""
    return guarded(lambda: syntax.relations(text), text, what)


def guarded(read: Callable[[], T], text: str, what: str) -> T:
    """The result of `read`; a TextError becomes one sentence about `what`, with line and column."""
    try:
        return read()
    except TextError as error:
        where = "" if error.at is None else f" ({place(text, error.at)})"
        raise UsageError(f"{what} {error}{where}") from None
    except (RecursionError, MemoryError, OverflowError):
        raise UsageError(f"{what} must be of moderate size, but is too large to be read") from None
