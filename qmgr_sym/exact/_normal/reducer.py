"""Write a SymPy expression as a fraction over the generators that occur in it."""

from __future__ import annotations

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Expr, I, S, Symbol

from qmgr_sym.exact._jets import Jet, coordinate_of
from qmgr_sym.exact._normal.bound import bound_value, is_bound
from qmgr_sym.exact._normal.exponentials import Exponentials, exponent_of
from qmgr_sym.exact._normal.factors import common_order, parity, several_factors, symbol_sign
from qmgr_sym.exact._normal.fraction import Fraction
from qmgr_sym.exact._normal.logarithms import AnyLog, logarithm
from qmgr_sym.exact._normal.ring import Ring
from qmgr_sym.exact._normal.roots import rational_power


class Reducer:
    """Reduces one expression; generators are shared among its parts.

    `order` is the common denominator of all rational exponents: every root is a power of one
    generator, the root of this order.
    """

    def __init__(self, expr: Expr, size: int) -> None:
        self.ring = Ring(size)
        self._memo: dict[Expr, Fraction] = {}
        nodes = list(dict.fromkeys(sympy.preorder_traversal(expr)))
        split = (sympy.Abs, sympy.re, sympy.im, sympy.arg, sympy.sign)
        for bar in [sympy.conjugate(node.args[0]) for node in nodes if isinstance(node, split)]:
            nodes += sympy.preorder_traversal(bar)
        powers = [node.exp for node in nodes if node.is_Pow and node.exp.is_Rational]
        roots = [e for e in powers if not e.is_Integer]
        roots += [node.exp * inner.exp for node, inner in _nested(nodes)]
        if any(isinstance(node, split) for node in nodes):
            roots.append(S.Half)
        self.exponentials = Exponentials(self)
        roots += self.exponentials.collect(nodes)
        self.order = common_order(roots)
        self.exponentials.prepare()

    def fraction(self, expr: Expr) -> Fraction:
        """The fraction that equals `expr` wherever `expr` is defined."""
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._compute(expr)
        return known

    def poly(self, poly: fmpq_mpoly) -> Fraction:
        """A polynomial as a fraction."""
        return Fraction(poly, self.ring.one)

    def key(self, arg: object) -> object:
        """What equal arguments have in common: the normal form, or the object itself."""
        if not isinstance(arg, Expr):
            return arg
        value = self.fraction(arg)
        return (str(value.top), str(value.bottom))

    def _compute(self, expr: Expr) -> Fraction:
        ring = self.ring
        if expr.is_Rational:
            return ring.constant(fmpq(int(expr.p), int(expr.q)))
        if expr.is_Add:
            return ring.add([self.fraction(arg) for arg in expr.args])
        if expr.is_Mul:
            result = ring.constant(1)
            for arg in expr.args:
                result = ring.mul(result, self.fraction(arg))
            return result
        if expr is I:
            return self.poly(ring.cyclotomic(2))
        if expr.is_Pow and expr.exp.is_Integer:
            return ring.power(self.fraction(expr.base), int(expr.exp))
        if expr.is_Pow and expr.exp.is_Rational:
            base = self.fraction(expr.base)
            return rational_power(self, base, expr.exp, bool(expr.base.is_nonnegative))
        if isinstance(expr, Symbol):
            return self._atom(("symbol", expr), symbol_sign(expr), expr)
        exponent = exponent_of(expr)
        if exponent is not None:
            return self.exponentials.value(expr, exponent)
        if isinstance(expr, sympy.log | AnyLog):
            return logarithm(self, self.fraction(expr.args[0]), isinstance(expr, AnyLog))
        return self._special(expr)

    def _special(self, expr: Expr) -> Fraction:
        ring = self.ring
        jet = coordinate_of(expr)
        if jet is not None:
            return self._coordinate(expr, jet)
        if expr is S.Pi:
            return self.poly(ring.pi_generator())
        if isinstance(expr, sympy.conjugate):
            return self._conjugate(expr)
        if isinstance(expr, sympy.Abs):
            return self._absolute(expr.args[0])
        if isinstance(expr, sympy.re | sympy.im):
            return self._part(expr)
        if isinstance(expr, sympy.arg):
            size = self._absolute(expr.args[0])
            logs = [logarithm(self, self.fraction(expr.args[0])), logarithm(self, size)]
            gap = ring.add([logs[0], ring.mul(ring.constant(-1), logs[1])])
            return ring.mul(gap, ring.inverse(self.fraction(I)))
        if isinstance(expr, sympy.sign) and expr.args[0].is_zero is False:
            arg = expr.args[0]
            return ring.mul(self.fraction(arg), ring.inverse(self._absolute(arg)))
        if is_bound(expr):
            return bound_value(self, expr)
        key: tuple[object, ...] = ("opaque", expr)
        if isinstance(expr, sympy.Function) and all(isinstance(a, Expr) for a in expr.args):
            key = ("function", expr.func, *(self.key(arg) for arg in expr.args))
        return self._atom(key, symbol_sign(expr), expr)

    def _atom(self, key: tuple[object, ...], sign: int | None, expr: Expr) -> Fraction:
        gen = self.ring.generator(key, sign, parity=parity(expr), source=lambda: expr)
        return self.poly(gen)

    def _coordinate(self, expr: Expr, jet: Jet) -> Fraction:
        args = tuple(self.key(arg) for arg in jet.args)
        key = ("jet", jet.func, jet.counts, args, jet.conjugated)
        sign = 1 if jet.positive else 0 if jet.real else None
        if sign == 0 and (expr.is_negative or expr.is_nonpositive):
            sign = -1
        return self._atom(key, sign, expr)

    def _part(self, expr: Expr) -> Fraction:
        """The real part (z + bar z) / 2 or the imaginary part (z - bar z) / (2 i)."""
        ring = self.ring
        value, bar = self.fraction(expr.args[0]), self._bar(expr.args[0])
        if isinstance(expr, sympy.re):
            return ring.mul(ring.add([value, bar]), ring.constant(fmpq(1, 2)))
        gap = ring.add([value, ring.mul(ring.constant(-1), bar)])
        return ring.mul(gap, ring.inverse(self.fraction(2 * I)))

    def _bar(self, arg: Expr) -> Fraction:
        """The complex conjugate; SymPy may write it with the real part that is wanted."""
        if arg.is_Pow and arg.base is S.NegativeOne:
            return self.fraction(S.NegativeOne ** (-sympy.conjugate(arg.exp)))
        bar = sympy.conjugate(arg)
        if bar.has(sympy.re, sympy.im) and bar.has(sympy.re(arg), sympy.im(arg)):
            key = ("conjugate", self.key(arg))
            return self.poly(self.ring.generator(key, None, source=lambda: bar))
        return self.fraction(bar)

    def _conjugate(self, expr: Expr) -> Fraction:
        arg = expr.args[0]
        if arg.is_Pow and arg.base is S.NegativeOne:
            return self._bar(arg)
        if arg.is_Add or arg.is_Mul or (arg.is_Pow and arg.exp.is_Integer):
            parts = [sympy.conjugate(a) if not a.is_Integer else a for a in arg.args]
            return self.fraction(arg.func(*parts))
        if isinstance(arg, sympy.log) and _off_the_cut(arg.args[0]):
            return self.fraction(sympy.log(sympy.conjugate(arg.args[0])))
        if arg.is_Pow and arg.exp.is_Rational and _off_the_cut(arg.base):
            return self.fraction(sympy.conjugate(arg.base) ** arg.exp)
        value = self.fraction(arg)
        if self.ring.sign(value.top) is not None and self.ring.sign(value.bottom) is not None:
            return value
        return self._atom(("conjugate", self.key(arg)), None, expr)

    def _absolute(self, arg: Expr) -> Fraction:
        if arg.is_Mul:
            result = self.ring.constant(1)
            for factor in arg.args:
                result = self.ring.mul(result, self._absolute(factor))
            return result
        if arg.is_Pow and arg.exp.is_Integer:
            return self.ring.power(self._absolute(arg.base), int(arg.exp))
        value = self.fraction(arg)
        if value.top.is_zero():
            return value
        parts = [] if arg.is_real else several_factors(self.ring, value)
        if parts:
            result = self.ring.constant(1)
            for factor, power in parts:
                size = self._one_absolute(factor)
                result = self.ring.mul(result, self.ring.power(size, power))
            return result
        return self._one_absolute(arg)

    def _one_absolute(self, arg: Expr) -> Fraction:
        """|z| = sqrt(z bar z)."""
        value = self.fraction(arg)
        if arg.is_real:
            return rational_power(self, self.ring.mul(value, value), S.Half, True)
        square = self.ring.mul(value, self._bar(arg))
        return rational_power(self, square, S.Half, True)


def _nested(nodes: list[Expr]) -> list[tuple[Expr, Expr]]:
    """Rational powers that stand under rational powers, as a factor."""
    return [
        (node, factor)
        for node in nodes
        if node.is_Pow and node.exp.is_Rational
        for factor in sympy.Mul.make_args(node.base)
        if factor.is_Pow and factor.exp.is_Rational
    ]


def _off_the_cut(expr: Expr) -> bool:
    """Whether a number certainly does not lie on the negative real axis."""
    real, imaginary = expr.as_real_imag()
    return bool(real.is_positive or imaginary.is_nonzero)
