"""Rigorous evaluation of an expression at a random rational point, in ball arithmetic."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from fractions import Fraction

import sympy
from flint import acb, arb, ctx, fmpq
from sympy import Expr, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._jets import Jet, jet_of

SameArgument = Callable[[Expr], bool]


class NoValueError(Exception):
    """The expression has no value that ball arithmetic can certify at this point."""


_FUNCTIONS: dict[type, str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.cot: "cot",
    sympy.sec: "sec",
    sympy.csc: "csc",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.coth: "coth",
    sympy.sech: "sech",
    sympy.csch: "csch",
    sympy.asin: "asin",
    sympy.acos: "acos",
    sympy.atan: "atan",
    sympy.asinh: "asinh",
    sympy.acosh: "acosh",
    sympy.atanh: "atanh",
    sympy.erf: "erf",
    sympy.erfc: "erfc",
    sympy.gamma: "gamma",
    sympy.loggamma: "lgamma",
}


# At seed 0 all values of unknown sign are positive, at this one negative, elsewhere mixed.
_ALL_NEGATIVE = (2,)

_SPECIAL = ("prime", "composite", "irrational", "transcendental", "infinite", "zero")


class Point:
    """A random point: rational values of the symbols, unknown functions and their derivatives.

    The values depend on the names and on `attempt` alone. Values of an unknown function and of its
    derivatives are free, because a smooth function with any prescribed finite jet exists at any
    finite number of distinct real points. `complete` turns False when something was met (an
    integral, say) whose value is not free, so that a nonzero value would prove nothing.
    """

    def __init__(self, expr: Expr, attempt: int, same: SameArgument) -> None:
        self.attempt = attempt
        self.same = same
        self.complete = True
        self.values: dict[Expr, tuple[Fraction, Fraction]] = {}
        self._jets: list[tuple[Jet, tuple[Fraction, Fraction]]] = []
        self._named: dict[tuple[Jet, bool], tuple[Fraction, Fraction]] = {}
        self._memo: dict[Expr, acb] = {}
        self._prec = 0
        self._real: set[Symbol] = set()
        for node in expr.atoms(AppliedUndef, sympy.Derivative, sympy.Subs, sympy.Integral):
            self._real |= node.atoms(Symbol)

    def evaluate(self, expr: Expr, prec: int) -> acb:
        """Enclose the value of `expr`, working with `prec` bits; may be non-finite."""
        if prec != self._prec:
            self._memo = {}
            self._prec = prec
        with ctx.workprec(prec):
            return self._ball(expr)

    def witness(self) -> tuple[tuple[str, str], ...]:
        """The point as sorted pairs (name, value)."""
        pairs = []
        for expr, (real, imag) in self.values.items():
            value = str(real) if imag == 0 else f"{real} + {imag}*I"
            pairs.append((str(expr), value))
        return tuple(sorted(pairs))

    def _random(self, key: str) -> random.Random:
        return random.Random(zlib.crc32(key.encode()) * 64 + self.attempt)

    def _draw(self, key: str, real: bool, positive: bool) -> tuple[Fraction, Fraction]:
        rng = self._random(key)
        value = Fraction(rng.randint(1, 60 + 40 * self.attempt), rng.choice((7, 11, 13, 17, 19)))
        if positive:
            return value, Fraction(0)
        if self.attempt in _ALL_NEGATIVE or (self.attempt and rng.random() < 0.5):
            value = -value
        imag = Fraction(0)
        if not real and self.attempt % 2 == 1:
            imag = Fraction(rng.randint(1, 100 * self.attempt), rng.choice((7, 11, 13, 17, 19)))
        return value, imag

    def _symbol(self, symbol: Expr) -> tuple[Fraction, Fraction]:
        name = getattr(symbol, "name", None) or str(symbol)
        real = bool(symbol.is_real) or symbol in self._real
        positive = bool(symbol.is_positive or symbol.is_nonnegative)
        value, imag = self._draw(name, real, positive)
        rng = self._random("integer " + name)
        if symbol.is_imaginary:
            value, imag = Fraction(0), value
        elif symbol.is_negative or symbol.is_nonpositive:
            value = -abs(value)
        if symbol.is_integer:
            size = 1 + rng.randrange(12)
            if symbol.is_even:
                size *= 2
            elif symbol.is_odd:
                size += 1 - size % 2
            value = Fraction(size if value > 0 else -size)
        special = any(getattr(symbol, "is_" + fact) for fact in _SPECIAL)
        if special or symbol.is_finite is False or (symbol.is_noninteger and value % 1 == 0):
            self.complete = False
        return value, imag

    def _ball(self, expr: Expr) -> acb:
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._compute(expr)
        return known

    def _compute(self, expr: Expr) -> acb:
        if expr.is_Rational:
            return acb(arb(fmpq(int(expr.p), int(expr.q))))
        if expr.is_Add:
            total = acb(0)
            for arg in expr.args:
                total += self._ball(arg)
            return total
        if expr.is_Mul:
            product = acb(1)
            for arg in expr.args:
                product *= self._ball(arg)
            return product
        if expr.is_Pow:
            return self._power(expr)
        if isinstance(expr, Symbol | sympy.Indexed | sympy.matrices.expressions.MatrixExpr):
            return self._free(expr)
        jet = jet_of(expr)
        if jet is not None:
            return self._jet(expr, jet)
        return self._other(expr)

    def _free(self, expr: Expr) -> acb:
        pair = self.values.get(expr)
        if pair is None:
            pair = self.values[expr] = self._symbol(expr)
        return _exact(pair)

    def _power(self, expr: Expr) -> acb:
        base, exponent = self._ball(expr.base), expr.exp
        if exponent.is_Integer:
            return base ** int(exponent)
        if exponent.is_Rational:
            numerator, denominator = int(exponent.p), int(exponent.q)
            root = base.sqrt() if denominator == 2 else base.root(denominator)
            return root**numerator
        return (base.log() * self._ball(exponent)).exp()

    def _jet(self, expr: Expr, jet: Jet) -> acb:
        plain = Jet(jet.func, jet.counts, jet.args, False, jet.real, jet.positive)
        pair = self._find(plain)
        if pair is None:
            names = ",".join(getattr(arg, "name", None) or str(arg) for arg in jet.args)
            key = f"{jet.func.__name__}({names}){jet.counts}"
            pair = self._draw(key, jet.real, jet.positive)
            nonpositive = expr.is_negative or expr.is_nonpositive
            pair = (-abs(pair[0]), pair[1]) if nonpositive else pair
            self._jets.append((plain, pair))
            if expr.is_integer or expr.is_irrational or expr.is_imaginary or expr.is_zero:
                self.complete = False
        shown = sympy.conjugate(expr) if jet.conjugated else expr
        self.values[shown] = pair
        value = _exact(pair)
        return value.conjugate() if jet.conjugated else value

    def _find(self, jet: Jet) -> tuple[Fraction, Fraction] | None:
        """The value already given to this coordinate, after making sure that points differ."""
        for other, pair in self._jets:
            if other.func != jet.func or other.counts != jet.counts:
                if other.func == jet.func and other.args != jet.args:
                    self._compare(jet, other)
                continue
            if other.args == jet.args or self._compare(jet, other):
                return pair
        return None

    def _compare(self, jet: Jet, other: Jet) -> bool:
        """Whether two lists of arguments are identical; they are certified distinct otherwise."""
        for left, right in zip(jet.args, other.args, strict=True):
            if left == right:
                continue
            gap = self._ball(left) - self._ball(right)
            if gap.is_finite() and not gap.contains(0):
                return False
            if not self.same(left - right):
                self.complete = False
                return False
        return True

    def _other(self, expr: Expr) -> acb:
        if expr is sympy.I:
            return acb(0, 1)
        if expr is sympy.pi:
            return acb(arb.pi())
        if expr is sympy.E:
            return acb(arb.const_e())
        if expr is sympy.EulerGamma:
            return acb(arb.const_euler())
        if expr is sympy.Catalan:
            return acb(arb.const_catalan())
        if expr in (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
            raise NoValueError
        name = _FUNCTIONS.get(expr.func)
        if name is not None and len(expr.args) == 1:
            return getattr(self._ball(expr.args[0]), name)()
        return self._special(expr)

    def _special(self, expr: Expr) -> acb:
        if isinstance(expr, sympy.conjugate):
            return self._ball(expr.args[0]).conjugate()
        if isinstance(expr, sympy.Abs):
            return acb(abs(self._ball(expr.args[0])))
        if isinstance(expr, sympy.re):
            return acb(self._ball(expr.args[0]).real)
        if isinstance(expr, sympy.im):
            return acb(self._ball(expr.args[0]).imag)
        if isinstance(expr, sympy.Max | sympy.Min):
            return self._extreme(expr)
        if isinstance(expr, sympy.sign):
            return self._sign(expr)
        if isinstance(expr, sympy.Piecewise):
            return self._piecewise(expr)
        self.complete = False
        pair = self.values.get(expr)
        if pair is None:
            pair = self.values[expr] = self._draw(f"opaque {len(self.values)}", True, True)
        return _exact(pair)

    def _sign(self, expr: Expr) -> acb:
        ball = self._ball(expr.args[0])
        if ball.imag != 0 or ball.real.contains(0) or not ball.is_finite():
            return acb(arb.nan())
        return acb(1 if ball.real > 0 else -1)

    def _extreme(self, expr: Expr) -> acb:
        balls = [self._ball(arg) for arg in expr.args]
        if any(ball.imag != 0 for ball in balls):
            return acb(arb.nan())
        best = balls[0].real
        for ball in balls[1:]:
            best = best.max(ball.real) if isinstance(expr, sympy.Max) else best.min(ball.real)
        return acb(best)

    def _piecewise(self, expr: Expr) -> acb:
        for value, condition in expr.args:
            truth = self._truth(condition)
            if truth is None:
                break
            if truth:
                return self._ball(value)
        return acb(arb.nan())

    def _truth(self, condition: sympy.logic.boolalg.Boolean) -> bool | None:
        if condition in (sympy.true, sympy.false):
            return bool(condition)
        if isinstance(condition, sympy.Not):
            inner = self._truth(condition.args[0])
            return None if inner is None else not inner
        if isinstance(condition, sympy.And | sympy.Or):
            parts = [self._truth(arg) for arg in condition.args]
            if None in parts:
                return None
            return all(parts) if isinstance(condition, sympy.And) else any(parts)
        if not isinstance(condition, sympy.core.relational.Relational):
            return None
        gap = self._ball(condition.lhs) - self._ball(condition.rhs)
        if not gap.is_finite() or gap.contains(0):
            return None
        if isinstance(condition, sympy.Ne):
            return True
        if isinstance(condition, sympy.Eq):
            return False
        if gap.imag != 0:
            return None
        above = bool(gap.real > 0)
        return above == isinstance(condition, sympy.Gt | sympy.Ge)


def _exact(pair: tuple[Fraction, Fraction]) -> acb:
    real, imag = pair
    left = arb(fmpq(real.numerator, real.denominator))
    return acb(left, arb(fmpq(imag.numerator, imag.denominator)) if imag else 0)
