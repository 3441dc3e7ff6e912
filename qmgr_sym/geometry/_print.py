"""Elements as SymPy expressions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import sympy
from flint import fmpq_mpoly
from sympy import Add, Expr, Integer, Mul, Pow, Rational, S, exp, log

from qmgr_sym.geometry._canonical import inert, product, root_of_sum, scaled, total
from qmgr_sym.geometry._element import Element
from qmgr_sym.geometry._ring import Ring

# Numerators with more terms than this are not factored.
_FACTOR_UP_TO = 40
# Polynomials with more terms than this are not tried with cos^2 in place of sin^2.
_SWAP_UP_TO = 200


class Printer:
    """Writes elements of one ring; monomials and factors are made once."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._factors: dict[str, tuple[int, Expr]] = {}
        self._monomials: dict[tuple[int, ...], Expr] = {}
        self._names: list[Expr] = list(ring.expressions)
        for symbol, (key, degree) in ring.roots.free.items():
            self._names[ring.index(symbol)] = Pow(key, Rational(1, degree))
        for index, expr in enumerate(self._names):
            if isinstance(expr, exp):
                self._names[index] = _as_powers(expr.args[0])
        self._inert = [inert(name) for name in self._names]
        for index in range(len(ring.roots.slots)):
            meaning, exps = ring.roots.meaning(index)
            bottom: dict[Expr, int] = {}
            number = self._enter(bottom, [(ring.base[k], n) for k, n in enumerate(exps) if n])
            self._names[index] = meaning * product(number, bottom)
            self._inert[index] = root_of_sum(self._names[index])

    def expr(self, a: Element) -> Expr:
        """The SymPy expression of an element."""
        if a.is_zero():
            return S.Zero
        powers: dict[Expr, int] = {}
        number = self._enter(powers, self._bottom(a))
        if len(a.top) > _FACTOR_UP_TO:
            powers[self._poly(a.top)] = 1
        else:
            constant, factors = a.top.factor()
            number *= _number(constant) * self._enter(powers, factors)
        return product(number, powers)

    def text(self, a: Element, latex: bool = False) -> str:
        """The element as text, or LaTeX, written without SymPy: for what is very large."""
        names = [_atom(name, latex) for name in self._names]
        top = _sum_text(a.top, names, latex)
        below = [
            (_sum_text(self._ring.base[k], names, latex), n) for k, n in enumerate(a.exps) if n
        ]
        if not below:
            return top
        if latex:
            factors = [rf"\left({p}\right)" + (f"^{{{n}}}" if n > 1 else "") for p, n in below]
            return rf"\frac{{{top}}}{{{' '.join(factors)}}}"
        factors = [f"({part})" + (f"**{n}" if n > 1 else "") for part, n in below]
        joined = "*".join(factors)
        return f"({top})/({joined})" if len(factors) > 1 else f"({top})/{joined}"

    def _bottom(self, a: Element) -> list[tuple[fmpq_mpoly, int]]:
        """The denominator, factored."""
        return [(self._ring.base[k], -n) for k, n in enumerate(a.exps) if n]

    def _enter(self, powers: dict[Expr, int], factors: Iterable[tuple[fmpq_mpoly, int]]) -> Expr:
        """Multiply `powers` by a product of polynomials; the number before it is returned."""
        number: Expr = S.One
        left = {str(factor): (factor, int(exponent)) for factor, exponent in factors}
        for constant, names, partner in self._squares:
            if all(name in left for name in names):
                count = min((left[name][1] for name in names), key=abs)
                for name in names:
                    left[name] = (left[name][0], left[name][1] - count)
                number *= constant**-count
                powers[partner] = powers.get(partner, 0) + 2 * count
        for name, (factor, exponent) in left.items():
            sign, expr = self._factor(name, factor)
            if sign < 0 and exponent % 2:
                number = -number
            powers[expr] = powers.get(expr, 0) + exponent
        return number

    @cached_property
    def _squares(self) -> list[tuple[Expr, list[str], Expr]]:
        """What cos^2 and cosh^2 are in irreducible factors: (1 - sin)(1 + sin) and 1 + sinh^2."""
        found = []
        ring = self._ring
        for relation in ring.relations:
            if relation.index >= len(ring.roots.slots) and not relation.value.is_constant():
                constant, factors = relation.value.factor()
                names = [str(factor) for factor, _ in factors]
                found.append((_number(constant), names, ring.expressions[relation.index]))
        return found

    @cached_property
    def _swaps(self) -> list[tuple[int, fmpq_mpoly]]:
        """sin^2 = 1 - cos^2 and sinh^2 = cosh^2 - 1: the generator and its square."""
        found = []
        ring = self._ring
        for relation in ring.relations:
            if relation.degree == 2 and relation.index >= len(ring.roots.slots):
                used = [k for k, n in enumerate(relation.value.degrees()) if n > 0]
                if len(used) == 1:
                    slope = relation.value.derivative(used[0]).leading_coefficient()
                    square = ring.gens[relation.index] ** 2 - 1
                    found.append((used[0], square if slope > 0 else -square))
        return found

    def _factor(self, name: str, poly: fmpq_mpoly) -> tuple[int, Expr]:
        """A sign and the polynomial with sin^2 or with cos^2, whichever has fewer terms."""
        known = self._factors.get(name)
        if known is None:
            best, degrees = poly, poly.degrees()
            for index, square in self._swaps:
                if degrees[index] >= 2 and len(poly) <= _SWAP_UP_TO:
                    swapped = _replace(self._ring, best, index, square)
                    if len(swapped) < len(best):
                        best = swapped
            negative = sum(1 for number in best.coeffs() if number < 0)
            sign = -1 if 2 * negative > len(best) else 1
            known = self._factors[name] = sign, self._poly(best if sign > 0 else -best)
        return known

    def _poly(self, poly: fmpq_mpoly) -> Expr:
        terms = [(_number(number), self._monomial(powers)) for powers, number in poly.terms()]
        used = zip(poly.degrees(), self._inert, strict=False)
        if all(free or not degree for degree, free in used):
            return total([scaled(number, monomial) for number, monomial in terms])
        return Add(*(Mul(number, monomial) for number, monomial in terms))

    def _monomial(self, powers: tuple[int, ...]) -> Expr:
        known = self._monomials.get(powers)
        if known is None:
            names = zip(self._names, powers, strict=False)
            held = {name: int(power) for name, power in names if power}
            known = self._monomials[powers] = product(S.One, held)
        return known


def _as_powers(exponent: Expr) -> Expr:
    """exp(p log(t) + ...) as t^p exp(...)."""
    parts = []
    for term in Add.make_args(exponent):
        logs = [factor for factor in Mul.make_args(term) if isinstance(factor, log)]
        parts.append(Pow(logs[0].args[0], term / logs[0]) if len(logs) == 1 else exp(term))
    return Mul(*parts)


def _atom(name: Expr, latex: bool) -> str:
    written = str(sympy.latex(name)) if latex else str(name)
    return written if name.is_Symbol else (rf"\left({written}\right)" if latex else f"({written})")


def _sum_text(poly: fmpq_mpoly, names: list[str], latex: bool) -> str:
    """A polynomial, its terms in the order in which they are held."""
    parts = []
    for monomial, number in poly.to_dict().items():
        factors = [
            names[k] + (("^{%d}" if latex else "**%d") % power if power > 1 else "")
            for k, power in enumerate(monomial)
            if power
        ]
        value = abs(number)
        if value != 1 or not factors:
            fraction = rf"\frac{{{value.p}}}{{{value.q}}}" if latex else f"{value.p}/{value.q}"
            factors.insert(0, str(value.p) if value.q == 1 else fraction)
        parts.append((" - " if number < 0 else " + ") + (" " if latex else "*").join(factors))
    joined = "".join(parts)
    return joined[3:] if joined.startswith(" + ") else "-" + joined[3:]


def _replace(ring: Ring, poly: fmpq_mpoly, index: int, value: fmpq_mpoly) -> fmpq_mpoly:
    """`poly` with the square of one generator replaced."""
    result = ring.context.constant(0)
    powers: dict[int, dict[tuple[int, ...], object]] = {}
    for monomial, number in poly.to_dict().items():
        half, odd = divmod(int(monomial[index]), 2)
        rest = (*monomial[:index], odd, *monomial[index + 1 :])
        powers.setdefault(half, {})[rest] = number
    for half, part in powers.items():
        result = result + ring.context.from_dict(part) * value**half
    return result


def _number(value: object) -> Expr:
    p, q = int(value.p), int(value.q)  # type: ignore[attr-defined]
    return Integer(p) if q == 1 else Rational(p, q)
