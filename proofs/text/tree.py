"""The syntax tree of a formula: what stands where, before anything is known of its names."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Union


@dataclass(frozen=True)
class Number:
    """An exact number; a decimal is the fraction that it writes."""

    value: Fraction
    at: int = 0


@dataclass(frozen=True)
class Name:
    """A word: a symbol, a constant or an abbreviation."""

    word: str
    at: int = 0


@dataclass(frozen=True)
class Sum:
    """Terms, each with its sign +1 or -1."""

    terms: tuple[tuple[int, Tree], ...]
    at: int = 0


@dataclass(frozen=True)
class Product:
    """Factors, each with its exponent +1, or -1 where it is divided by."""

    factors: tuple[tuple[int, Tree], ...]
    at: int = 0


@dataclass(frozen=True)
class Power:
    """`base` to the `exponent`."""

    base: Tree
    exponent: Tree
    at: int = 0


@dataclass(frozen=True)
class Call:
    """A function, by name, of its arguments."""

    word: str
    arguments: tuple[Tree, ...]
    at: int = 0


@dataclass(frozen=True)
class Component:
    """A tensor, by name, and its indices: `riemann[a, b, c, d]`."""

    word: str
    indices: tuple[Tree, ...]
    at: int = 0


@dataclass(frozen=True)
class Matrix:
    """Rows of entries."""

    rows: tuple[tuple[Tree, ...], ...]
    at: int = 0


Tree = Union[Number, Name, Sum, Product, Power, Call, Component, Matrix]  # noqa: UP007


@dataclass(frozen=True)
class Relation:
    """Two sides and the sign between them: = <= >= < > or !=."""

    sign: str
    left: Tree
    right: Tree
    at: int = 0


def children(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly below `tree`."""
    match tree:
        case Sum(terms):
            return tuple(term for _, term in terms)
        case Product(factors):
            return tuple(factor for _, factor in factors)
        case Power(base, exponent):
            return base, exponent
        case Call(_, arguments):
            return arguments
        case Component(_, indices):
            return indices
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
    return ()
