"""Sums of Pauli strings with exact coefficients: products, commutators, matrices, closure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy as sp
from sympy.core.expr import Expr

PauliSum = Mapping[str, Expr]

_PRODUCT = {"XY": ("Z", 1), "YZ": ("X", 1), "ZX": ("Y", 1)}
_PRODUCT |= {pair[::-1]: (letter, 3) for pair, (letter, _) in _PRODUCT.items()}
_PRODUCT |= {2 * letter: ("I", 0) for letter in "IXYZ"}
_PRODUCT |= {"I" + letter: (letter, 0) for letter in "XYZ"}
_PRODUCT |= {letter + "I": (letter, 0) for letter in "XYZ"}
_MATRIX = {
    "I": sp.eye(2),
    "X": sp.Matrix([[0, 1], [1, 0]]),
    "Y": sp.Matrix([[0, -sp.I], [sp.I, 0]]),
    "Z": sp.diag(1, -1),
}


def multiply_strings(a: str, b: str) -> tuple[str, int]:
    """The string c and the power k in a b = i^k c.

    Raises ValueError for strings of different lengths or of other letters than I, X, Y, Z.

    >>> multiply_strings("XI", "YZ")
    ('ZZ', 1)
    """
    if len(a) != len(b) or not set(a + b) <= set("IXYZ"):
        raise ValueError(
            f"`a` and `b` must be Pauli strings of one length, but are {a!r} and {b!r}."
        )
    parts = [_PRODUCT[x + y] for x, y in zip(a, b, strict=True)]
    return "".join(letter for letter, _ in parts), sum(power for _, power in parts) % 4


def multiply(a: PauliSum, b: PauliSum) -> dict[str, Expr]:
    """The product a b; strings whose coefficient vanishes are left out."""
    total: dict[str, Expr] = {}
    for one, x in a.items():
        for other, y in b.items():
            string, power = multiply_strings(one, other)
            total[string] = sp.expand(total.get(string, sp.S.Zero) + sp.I**power * x * y)
    return {string: value for string, value in total.items() if value != 0}


def commutator(a: PauliSum, b: PauliSum) -> dict[str, Expr]:
    """[a, b] = a b - b a.

    >>> commutator({"X": sp.S.One}, {"Y": sp.S.One})
    {'Z': 2*I}
    """
    total = multiply(a, b)
    for string, value in multiply(b, a).items():
        total[string] = sp.expand(total.get(string, sp.S.Zero) - value)
    return {string: value for string, value in total.items() if value != 0}


def string_matrix(string: str) -> sp.ImmutableMatrix:
    """The matrix of a string, first letter the first tensor factor.

    >>> string_matrix("ZX")
    Matrix([
    [0, 1,  0,  0],
    [1, 0,  0,  0],
    [0, 0,  0, -1],
    [0, 0, -1,  0]])
    """
    if not string or not set(string) <= set(_MATRIX):
        raise ValueError(f"`string` must hold the letters I, X, Y, Z, but is {string!r}.")
    return sp.ImmutableMatrix(sp.kronecker_product(*(_MATRIX[letter] for letter in string)))


def matrix(element: PauliSum) -> sp.ImmutableMatrix:
    """The matrix of a nonempty sum of strings of one length."""
    if not element:
        raise ValueError("`element` must hold at least one string, but is empty.")
    terms = [value * string_matrix(string) for string, value in element.items()]
    return sp.ImmutableMatrix(sum(terms[1:], terms[0]))


def string_closure(strings: Iterable[str]) -> frozenset[str]:
    """All strings that commutators of `strings` reach, themselves included.

    i times the result spans the real Lie algebra that i times the given strings generate: a
    commutator of two strings is a multiple of one string, and nested commutators with generators
    span what is generated.

    >>> sorted(string_closure(["XX", "ZI"]))
    ['XX', 'YX', 'ZI']
    """
    generators = [_bits(string) for string in strings]
    found = dict.fromkeys(generators)
    frontier = list(found)
    while frontier:
        new: dict[tuple[int, int, int], None] = {}
        for n, xa, za in frontier:
            for _, xb, zb in generators:
                if ((xa & zb).bit_count() + (za & xb).bit_count()) % 2:
                    new[n, xa ^ xb, za ^ zb] = None
        frontier = [string for string in new if string not in found]
        found |= dict.fromkeys(frontier)
    return frozenset(_letters(*string) for string in found)


def _bits(string: str) -> tuple[int, int, int]:
    string_matrix(string[:1])  # refuses an empty string
    if not set(string) <= set(_MATRIX):
        raise ValueError(f"`strings` must hold the letters I, X, Y, Z, but one is {string!r}.")
    x = int("".join("1" if letter in "XY" else "0" for letter in string), 2)
    z = int("".join("1" if letter in "YZ" else "0" for letter in string), 2)
    return len(string), x, z


def _letters(n: int, x: int, z: int) -> str:
    return "".join("IZXY"[2 * ((x >> k) & 1) + ((z >> k) & 1)] for k in range(n - 1, -1, -1))
