"""Roots of numbers and of rational functions as algebraic generators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Dummy, Expr, Rational, S, Symbol

from qmgr_sym.geometry._census import Census
from qmgr_sym.geometry._element import Element, Exps, NotRepresentableError
from qmgr_sym.geometry._exchange import exchange

if TYPE_CHECKING:
    from qmgr_sym.geometry._ring import Ring


@dataclass(frozen=True)
class _Root:
    """A generator g with g**degree = radicand; `value` is the principal root as an element."""

    index: int
    degree: int
    radicand: fmpq_mpoly
    value: Element
    base: Expr


class Roots:
    """The roots that a census found.

    Every root is one generator g with g**q = its radicand, of which later ones, outer roots first,
    may be part. Square roots are independent, and the ring free of zero divisors, if no product of
    different radicands is a square (among them -1 for i and 1 - sin^2 for a cosine); this is
    linear algebra over F_2 on the exponents of their factors. Roots of higher order are
    independent where each is of one irreducible factor. `certain` says whether that was shown; it
    is not for nested roots.
    """

    def __init__(self, census: Census, positive: Sequence[Expr], plain: bool) -> None:
        self.certain = True
        self._positive = positive
        self._split: dict[Expr, dict[Expr, int]] = {}
        keys: dict[Expr, int] = {}
        for base, degree in census.roots.items():
            for part, power in self.parts(base).items():
                keys[part] = lcm(keys.get(part, 1), degree // gcd(degree, power))
        keys = {key: degree for key, degree in keys.items() if degree > 1}
        ordered = sorted(keys, key=lambda key: (-_height(key), sympy.default_sort_key(key)))
        names = [key for key in ordered if not key.is_Rational]
        swap = None if plain else exchange(names, [keys[key] for key in names])
        self.swap = swap
        self.keys = ordered if swap is None else [key for key in ordered if key.is_Rational]
        self.degrees = [keys[key] for key in self.keys]
        self.squares = [] if swap is None else list(swap.squares)
        self.slots: list[Symbol] = [Dummy(f"root{k}") for k in range(len(self.keys))]
        self.slots += [Dummy(symbol.name) for symbol in self.squares]
        solved: Mapping[Symbol, Expr] = {} if swap is None else swap.solved
        self.hidden = {*self.squares, *solved}
        self.free = {} if swap is None else {
            symbol: (key, keys[key]) for key, symbol in swap.free.items() if symbol not in solved
        }  # fmt: skip
        self._scales: dict[int, Element] = {}
        self._roots: dict[Expr, _Root] = {}

    def parts(self, base: Expr) -> dict[Expr, int]:
        """What a base is the product of, so that its root is the product of their roots."""
        known = self._split.get(base)
        if known is None:
            known = _primes(base) if base.is_Rational else split_by_sign(base, self._positive)
            self._split[base] = known
        return known

    def settle(self, ring: Ring) -> None:
        """Read the radicands, enter their relations, and see whether they are independent."""
        rows = [_row(relation.value) for relation in ring.relations]
        simple = True
        for symbol, (key, degree) in self.free.items():
            index = ring.index(symbol)
            self._roots[key] = _Root(index, degree, ring.unit, Element(ring.gens[index]), key)
        for index in reversed(range(len(self.keys), len(self.slots))):
            rows.append(self._settle_square(ring, index))
        for index in reversed(range(len(self.keys))):
            base, degree = self.keys[index], self.degrees[index]
            held = ring.read(base)
            top, bottom = held.top, ring.unit
            for k, exponent in enumerate(held.exps):
                bottom = bottom * ring.power_of_base(k, exponent)
            if top.is_zero():
                raise NotRepresentableError("a root of zero")
            used = top.degrees()
            if any(used[relation.index] for relation in ring.relations):
                self.certain = False
            radicand = ring.normal(top * bottom ** (degree - 1))
            row = _row(radicand)
            simple = simple and (degree == 2 or (len(row) == 1 and "-" not in row))
            rows.append(row)
            value = Element(ring.gens[index], held.exps)
            ring.relate(index, degree, radicand)
            self._roots[base] = _Root(index, degree, radicand, value, base)
        if any(degree > 2 for degree in self.degrees):
            simple = simple and all(len(row) == 1 and "-" not in row for row in rows)
        self.certain = self.certain and simple and _independent(rows)

    def _settle_square(self, ring: Ring, index: int) -> set[str]:
        """Enter a symbol whose square is an element N / D: the generator is symbol * D'."""
        assert self.swap is not None
        symbol = self.squares[index - len(self.keys)]
        held = ring.read(self.swap.squares[symbol])
        scale = tuple((exponent + 1) // 2 for exponent in held.exps)
        radicand = held.top
        for k, exponent in enumerate(held.exps):
            if exponent % 2:
                radicand = radicand * ring.base[k]
        if any(radicand.degrees()[relation.index] for relation in ring.relations):
            self.certain = False
        ring.relate(index, 2, radicand)
        self._scales[index] = Element(ring.unit, scale)
        return _row(radicand)

    def symbol(self, ring: Ring, symbol: Symbol) -> Element:
        """A symbol in whose place a root is free."""
        assert self.swap is not None
        if symbol in self.swap.solved:
            return ring.read(self.swap.solved[symbol])
        index = len(self.keys) + self.squares.index(symbol)
        return Element(ring.gens[index], self._scales[index].exps)

    def read(self, ring: Ring, base: Expr, exponent: Rational) -> Element:
        """The principal value of `base**exponent`."""
        result = ring.one
        for part, power in self.parts(base).items():
            result = ring.mul(result, self._one(ring, part, power * exponent))
        return result

    def _one(self, ring: Ring, base: Expr, exponent: Rational) -> Element:
        whole = int(sympy.floor(exponent))
        rest = exponent - whole
        result = ring.power(ring.read(base), whole)
        if rest == 0:
            return result
        if base not in self._roots and self.swap is not None and base in self.swap.free:
            value = ring.read(self.swap.solved[self.swap.free[base]])
            return ring.mul(result, ring.power(value, int(rest * 2)))
        root = self._roots.get(base)
        if root is None or root.degree % int(rest.q):
            raise NotRepresentableError(f"the root of {base}")
        return ring.mul(result, ring.power(root.value, int(rest * root.degree)))

    def meaning(self, index: int) -> tuple[Expr, Exps]:
        """What an algebraic generator is: this expression times powers of the base."""
        if index >= len(self.keys):
            return self.squares[index - len(self.keys)], self._scales[index].exps
        key = self.keys[index]
        return key ** Rational(1, self.degrees[index]), self._roots[key].value.exps

    def slope(self, ring: Ring, index: int, axis: int) -> Element:
        """The derivative g P' / (q P) of a generator with g**q = P, or that of a symbol's."""
        if index >= len(self.keys) and index in self._scales:
            return self._slope_of_symbol(ring, index, axis)
        root = next(r for r in self._roots.values() if r.index == index)
        if index < len(self.keys):
            inner = Element(root.radicand)
            change = ring.diff(inner, axis)
        else:
            change = ring.read(root.base.diff(ring.coordinates[axis]))
            inner = ring.power(root.value, root.degree)
        if change.is_zero():
            return ring.zero
        part = ring.mul(change, ring.inverse(inner))
        return ring.scale(fmpq(1, root.degree), ring.mul(part, Element(ring.gens[index])))

    def _slope_of_symbol(self, ring: Ring, index: int, axis: int) -> Element:
        """The derivative of symbol * D."""
        symbol = self.squares[index - len(self.keys)]
        bottom = ring.one
        for k, exponent in enumerate(self._scales[index].exps):
            bottom = ring.mul(bottom, Element(ring.power_of_base(k, exponent)))
        first = bottom if symbol == ring.coordinates[axis] else ring.zero
        here = self.symbol(ring, symbol)
        return ring.dot([(1, first, ring.one), (1, here, ring.diff(bottom, axis))])


def split_by_sign(base: Expr, positive: Sequence[Expr]) -> dict[Expr, int]:
    """A base as a product of which all but at most one factor are known to be positive.

    (p b)**e = p**e b**e for p > 0. `positive` are expressions known to be so; their positive
    rational multiples and powers are recognised, and the factors of the base by name.
    """
    known_signs = bool(positive) or any(s.is_positive for s in base.free_symbols)
    if not known_signs or base in positive or isinstance(base, Symbol):
        return {base: 1}
    for known in positive:
        for power, ratio in ((1, base / known), (-1, base * known)):
            number = sympy.cancel(ratio) if not ratio.is_Rational else ratio
            if number.is_Rational and number > 0:
                return {known: power, **_primes(number)}
    number, *factors = _factored(base)
    good: dict[Expr, int] = {}
    rest = number
    for factor, exponent in factors:
        known, sign = _known_sign(factor, positive)
        if known is None:
            rest *= factor**exponent
        else:
            good[known] = good.get(known, 0) + exponent
            rest *= sign**exponent * (factor / (sign * known)) ** exponent
    if rest.is_Rational and rest > 0:
        for prime, exponent in _primes(rest).items():
            good[prime] = good.get(prime, 0) + exponent
    elif rest != 1:
        good[rest] = good.get(rest, 0) + 1
    return good


def _factored(base: Expr) -> list[Any]:
    """A number, then pairs of a factor and its integer exponent."""
    top, bottom = sympy.fraction(sympy.together(base))
    number = S.One
    found = []
    for part, sign in ((top, 1), (bottom, -1)):
        try:
            constant, factors = sympy.factor_list(part)
        except sympy.PolynomialError:
            return [S.One, (base, 1)]
        if not constant.is_Rational:
            return [S.One, (base, 1)]
        number *= constant**sign
        found += [(factor, sign * exponent) for factor, exponent in factors]
    return [number, *found]


def _known_sign(factor: Expr, positive: Sequence[Expr]) -> tuple[Expr | None, Expr]:
    """The positive expression that a factor is a number's multiple of, and the sign of that."""
    if factor.is_positive:
        return factor, S.One
    for known in positive:
        ratio = sympy.cancel(factor / known)
        if ratio.is_Rational:
            return known, sympy.sign(ratio)
    return None, S.One


def _height(base: Expr) -> int:
    """How deep roots are nested in it."""
    inner = [p for p in base.atoms(sympy.Pow) if p.exp.is_Rational and not p.exp.is_Integer]
    inner += list(base.atoms(sympy.Abs))
    return 1 + max((_height(node.args[0]) for node in inner), default=0)


def _primes(number: Rational) -> dict[Expr, int]:
    if number <= 0:
        raise NotRepresentableError(f"the root of {number}")
    found = {sympy.Integer(p): int(e) for p, e in sorted(sympy.factorint(int(number.p)).items())}
    for p, e in sorted(sympy.factorint(int(number.q)).items()):
        found[sympy.Integer(p)] = found.get(sympy.Integer(p), 0) - int(e)
    found.pop(sympy.Integer(1), None)
    return found


def _row(radicand: fmpq_mpoly) -> set[str]:
    """The factors of odd exponent: sign, primes and irreducible polynomials."""
    constant, factors = radicand.factor()
    row = {str(factor) for factor, exponent in factors if int(exponent) % 2}
    if constant < 0:
        row.add("-")
    for part in (abs(constant.p), abs(constant.q)):
        for prime, exponent in sympy.factorint(int(part)).items():
            if exponent % 2:
                row ^= {f"prime {prime}"}
    return row


def _independent(rows: list[set[str]]) -> bool:
    """Whether the rows are linearly independent over F_2."""
    pivots: list[tuple[str, set[str]]] = []
    for row in rows:
        left = set(row)
        for pivot, other in pivots:
            if pivot in left:
                left ^= other
        if not left:
            return False
        pivots.append((min(left), left))
    return True
