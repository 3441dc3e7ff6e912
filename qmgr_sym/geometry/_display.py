"""Elements of a ring with free roots, written in the symbols that were given."""

from __future__ import annotations

from flint import fmpq_mpoly
from sympy import Expr, Mul, Pow, Rational

from qmgr_sym.geometry._element import Element, Exps
from qmgr_sym.geometry._print import Printer
from qmgr_sym.geometry._ring import Ring


class Display:
    """Writes elements of one ring by those of another, `plain`, whose roots are algebraic."""

    def __init__(self, ring: Ring, plain: Ring) -> None:
        self._ring = ring
        self._plain = plain
        self._printer = Printer(plain)
        self._images: list[Element] | None = None
        self._bases: dict[int, Element] = {}

    def expr(self, a: Element) -> Expr:
        """The SymPy expression of an element of the ring."""
        top = self._image(a.top)
        factors = []
        for k, exponent in enumerate(a.exps):
            if exponent:
                below = self._base(k)
                power = self._plain.power(below, exponent)
                if self._rational(below):
                    top = self._plain.mul(top, self._plain.inverse(power))
                else:
                    factors.append(Pow(self._printer.expr(below), -exponent))
        return Mul(self._printer.expr(top), *factors)

    def _rational(self, a: Element) -> bool:
        degrees = a.top.degrees()
        return not any(degrees[relation.index] for relation in self._plain.relations)

    def _base(self, k: int) -> Element:
        if k not in self._bases:
            self._bases[k] = self._image(self._ring.base[k])
        return self._bases[k]

    def _image(self, poly: fmpq_mpoly) -> Element:
        """A polynomial of the ring, read in the other one."""
        images = self._generators()
        plain = self._plain
        powers: dict[tuple[int, int], Element] = {}
        groups: list[tuple[int, Element, Element]] = []
        for monomial, number in poly.to_dict().items():
            term = plain.constant(number)
            for index, exponent in enumerate(monomial):
                if exponent:
                    key = (index, int(exponent))
                    if key not in powers:
                        powers[key] = plain.power(images[index], key[1])
                    term = plain.mul(term, powers[key])
            groups.append((1, term, plain.one))
        return plain.dot(groups)

    def _generators(self) -> list[Element]:
        if self._images is None:
            ring, roots = self._ring, self._ring.roots
            front = len(roots.slots)
            self._images = [self._plain.zero] * len(ring.expressions)
            for k in range(front, len(ring.expressions)):
                expr = ring.expressions[k]
                if expr in roots.free:
                    key, degree = roots.free[expr]
                    expr = key ** Rational(1, degree)
                self._images[k] = self._plain.read(expr)
            for k in reversed(range(front)):
                expr, exps = roots.meaning(k)
                self._images[k] = self._scaled(self._plain.read(expr), exps)
        return self._images

    def _scaled(self, value: Element, exps: Exps) -> Element:
        for k, exponent in enumerate(exps):
            for _ in range(exponent):
                value = self._plain.mul(value, self._image(self._ring.base[k]))
        return value
