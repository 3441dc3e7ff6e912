"""Roots of numbers and of rational functions as algebraic generators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Dummy, Expr, Rational, Symbol

from qmgr_sym.geometry._census import Census
from qmgr_sym.geometry._element import Element, NotRepresentableError

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

    Every square root is one generator g with g**2 = its radicand. The generators are independent,
    and the ring free of zero divisors, exactly if no product of different radicands is a square
    (among them -1 for i and 1 - sin^2 for a cosine); this is linear algebra over F_2 on the
    exponents of their factors. Roots of higher order are held for one irreducible factor each.
    """

    def __init__(self, census: Census) -> None:
        self.degree = census.order
        keys: dict[Expr, None] = {}
        for base in census.roots:
            if base.is_Rational:
                for prime in _primes(base):
                    keys[prime] = None
            else:
                keys[base] = None
        self.keys = list(keys)
        self.slots: list[Symbol] = [Dummy(f"root{k}") for k in range(len(self.keys))]
        self._roots: dict[Expr, _Root] = {}

    def settle(self, ring: Ring) -> None:
        """Read the radicands, make sure they are independent, and enter their relations."""
        if not self.keys:
            return
        rows = [_row(relation.value) for relation in ring.relations]
        entered = []
        for index, base in enumerate(self.keys):
            held = ring.read(base)
            top, bottom = held.top, ring.unit
            for k, exponent in enumerate(held.exps):
                bottom = bottom * ring.power_of_base(k, exponent)
            used = top.degrees()
            free = all(used[k] == 0 for k in range(len(self.keys)))
            if not free or any(used[relation.index] for relation in ring.relations):
                raise NotRepresentableError(f"the nested root of {base}")
            if top.is_zero():
                raise NotRepresentableError("a root of zero")
            radicand = top * bottom
            row = _row(radicand)
            if self.degree > 2 and (len(row) != 1 or "-" in row or not bottom.is_one()):
                raise NotRepresentableError(f"the root of order {self.degree} of {base}")
            rows.append(row)
            entered.append(
                _Root(index, self.degree, radicand, Element(ring.gens[index], held.exps), base)
            )
        if not _independent(rows):
            raise NotRepresentableError("roots that depend on each other")
        for root in entered:
            ring.relate(root.index, root.degree, root.radicand)
            self._roots[root.base] = root

    def read(self, ring: Ring, base: Expr, exponent: Rational) -> Element:
        """The principal value of `base**exponent`."""
        if base.is_Rational:
            result = ring.one
            for prime, power in _primes(base).items():
                result = ring.mul(result, self._one(ring, prime, power * exponent))
            return result
        return self._one(ring, base, exponent)

    def _one(self, ring: Ring, base: Expr, exponent: Rational) -> Element:
        whole = int(sympy.floor(exponent))
        rest = exponent - whole
        result = ring.power(ring.read(base), whole)
        if rest == 0:
            return result
        root = self._roots.get(base)
        if root is None or root.degree % int(rest.q):
            raise NotRepresentableError(f"the root of {base}")
        return ring.mul(result, ring.power(root.value, int(rest * root.degree)))

    def slope(self, ring: Ring, index: int, axis: int) -> Element:
        """The derivative g P' / (q P) of a generator with g**q = P."""
        root = next(r for r in self._roots.values() if r.index == index)
        inner = Element(root.radicand)
        change = ring.diff(inner, axis)
        if change.is_zero():
            return ring.zero
        part = ring.mul(change, ring.inverse(inner))
        return ring.scale(fmpq(1, root.degree), ring.mul(part, Element(ring.gens[index])))


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
