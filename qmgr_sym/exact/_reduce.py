"""Write a SymPy expression as a fraction over the generators that occur in it."""

from __future__ import annotations

from math import lcm

import sympy
from flint import fmpq, fmpq_mpoly, fmpz_mat
from sympy import Add, Expr, I, Rational, S, Symbol

from qmgr_sym.exact._fraction import Fraction, lowest_terms
from qmgr_sym.exact._jets import jet_of
from qmgr_sym.exact._tower import (
    Ring,
    common_order,
    factored,
    primes,
    symbol_sign,
)

_IMAGINARY = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
_REAL = (sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)
# exp(i pi / q) is written with i, sqrt(2) and sqrt(3) for these q.
_IN_RADICALS = (3, 4, 6)


def _exponent(node: Expr) -> Expr | None:
    """The exponent through which a node is written, None where it is not of exponential type."""
    if node.is_Pow:
        if node.exp.is_Rational:
            return None
        return node.exp if node.base is S.Exp1 else node.exp * sympy.log(node.base)
    if isinstance(node, sympy.exp):
        return node.args[0]
    if isinstance(node, _IMAGINARY):
        return I * node.args[0]
    if isinstance(node, _REAL):
        return node.args[0]
    return S.One if node is S.Exp1 else None


class Reducer:
    """Reduces one expression; generators are shared among its parts."""

    def __init__(self, expr: Expr, size: int) -> None:
        self.ring = Ring(size)
        self._memo: dict[Expr, Fraction] = {}
        self._levels: dict[Expr, int] = {}
        self._exps: dict[Expr, Fraction] = {}
        nodes = list(dict.fromkeys(sympy.preorder_traversal(expr)))
        split = (sympy.Abs, sympy.re, sympy.im)
        for bar in [sympy.conjugate(node.args[0]) for node in nodes if isinstance(node, split)]:
            nodes += sympy.preorder_traversal(bar)
        powers = [node.exp for node in nodes if node.is_Pow and node.exp.is_Rational]
        self._roots = [e for e in powers if not e.is_Integer]
        if any(isinstance(node, sympy.Abs) for node in nodes):
            self._roots.append(S.Half)
        pending: dict[int, list[Expr]] = {}
        seen = set(nodes)
        for node in nodes:
            exponent = _exponent(node)
            if exponent is None:
                continue
            simple, groups = self._split(exponent)
            self._roots += [r for _, r in simple if r.is_Rational and not r.is_Integer]
            for level, group in groups:
                pending.setdefault(level, []).append(group)
                new = [part for part in sympy.preorder_traversal(group) if part not in seen]
                seen.update(new)
                nodes += new
        self._order = common_order(self._roots)
        for level in sorted(pending):
            self._lattices(list(dict.fromkeys(pending[level])))

    def fraction(self, expr: Expr) -> Fraction:
        """The fraction that equals `expr` wherever `expr` is defined."""
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._compute(expr)
        return known

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
            return self._poly(ring.cyclotomic(2))
        if expr.is_Pow and expr.exp.is_Integer:
            return ring.power(self.fraction(expr.base), int(expr.exp))
        if expr.is_Pow and expr.exp.is_Rational:
            base = self.fraction(expr.base)
            return self.rational_power(base, expr.exp, bool(expr.base.is_nonnegative))
        if isinstance(expr, Symbol):
            return self._poly(ring.generator(("symbol", expr), symbol_sign(expr)))
        exponent = _exponent(expr)
        if exponent is not None:
            return self._exponential(expr, exponent)
        if isinstance(expr, sympy.log):
            return self.logarithm(self.fraction(expr.args[0]))
        return self._special(expr)

    def _poly(self, poly: fmpq_mpoly) -> Fraction:
        return Fraction(poly, self.ring.one)

    def _key(self, arg: object) -> object:
        if not isinstance(arg, Expr):
            return arg
        value = self.fraction(arg)
        return (str(value.top), str(value.bottom))

    def _special(self, expr: Expr) -> Fraction:
        jet = jet_of(expr)
        if jet is not None:
            args = tuple(self._key(arg) for arg in jet.args)
            key = ("jet", jet.func, jet.counts, args, jet.conjugated)
            sign = 1 if jet.positive else 0 if jet.real else None
            if sign == 0 and (expr.is_negative or expr.is_nonpositive):
                sign = -1
            return self._poly(self.ring.generator(key, sign))
        if isinstance(expr, sympy.conjugate):
            return self._conjugate(expr)
        if isinstance(expr, sympy.Abs):
            return self._absolute(expr.args[0])
        if isinstance(expr, sympy.re | sympy.im):
            arg = expr.args[0]
            bar = sympy.conjugate(arg)
            parts = (arg + bar) / 2 if isinstance(expr, sympy.re) else (arg - bar) / (2 * I)
            return self.fraction(parts)
        if isinstance(expr, sympy.Function) and all(isinstance(a, Expr) for a in expr.args):
            key = ("function", expr.func, *(self._key(arg) for arg in expr.args))
            return self._poly(self.ring.generator(key, symbol_sign(expr)))
        return self._poly(self.ring.generator(("opaque", expr), symbol_sign(expr)))

    def _conjugate(self, expr: Expr) -> Fraction:
        arg = expr.args[0]
        if arg.is_Add or arg.is_Mul or (arg.is_Pow and arg.exp.is_Integer):
            parts = [sympy.conjugate(a) if not a.is_Integer else a for a in arg.args]
            return self.fraction(arg.func(*parts))
        value = self.fraction(arg)
        if self.ring.sign(value.top) is not None and self.ring.sign(value.bottom) is not None:
            return value
        return self._poly(self.ring.generator(("opaque", expr), None))

    def _absolute(self, arg: Expr) -> Fraction:
        value = self.fraction(arg)
        if value.top.is_zero():
            return value
        if arg.is_real:
            return self.rational_power(self.ring.mul(value, value), S.Half, True)
        square = self.ring.mul(value, self.fraction(sympy.conjugate(arg)))
        return self.rational_power(square, S.Half, True)

    # Roots.

    def rational_power(self, base: Fraction, exponent: Rational, positive: bool) -> Fraction:
        """The principal value of `base**exponent`; `positive` says that `base >= 0` is known.

        (p b)^r = p^r b^r holds for p > 0 and any b, so factors known to be positive, and even
        powers of real factors, are split off. What is left becomes one algebraic generator.
        """
        ring = self.ring
        if ring.reduce(base.top).is_zero():
            if exponent < 0:
                ring.inverse(base)
            return base
        parts = factored(ring, base)
        result = ring.constant(1)
        for prime, power in primes(parts.constant):
            radicand = ring.context.constant(prime)
            result = ring.mul(result, self._positive_power(radicand, power * exponent))
        for factor, power in parts.positive:
            result = ring.mul(result, self._positive_power(factor, power * exponent))
        rest = ring.constant(parts.sign)
        for factor, power in parts.real:
            odd = power % 2
            if power != odd:
                size = self._size(factor)
                result = ring.mul(result, self._positive_power(size, (power - odd) * exponent))
            if odd:
                rest = ring.mul(rest, self._poly(factor))
        for factor, power in parts.other:
            rest = ring.mul(rest, ring.power(self._poly(factor), power))
        return ring.mul(result, self._general_power(rest, exponent, positive))

    def _size(self, factor: fmpq_mpoly) -> fmpq_mpoly:
        """The absolute value of a real polynomial."""
        key = ("absolute value", str(factor))
        return self.ring.generator(key, 1, 2, factor * factor)

    def _positive_power(self, factor: fmpq_mpoly, exponent: Rational) -> Fraction:
        ring = self.ring
        whole = int(sympy.floor(exponent))
        rest = exponent - whole
        result = ring.power(self._poly(factor), whole)
        if rest == 0:
            return result
        order = self._order if self._order % int(rest.q) == 0 else int(rest.q)
        root = ring.generator(
            ("root", order, str(factor)),
            1,
            order,
            factor,
            lambda: ring.mul(self._positive_log(factor), ring.constant(fmpq(1, order))),
        )
        return ring.mul(result, self._poly(root ** int(rest * order)))

    def _general_power(self, base: Fraction, exponent: Rational, positive: bool) -> Fraction:
        ring = self.ring
        whole = int(sympy.floor(exponent))
        rest = exponent - whole
        result = ring.power(base, whole)
        if rest == 0 or (base.top.is_one() and base.bottom.is_one()):
            return result
        order = self._order if self._order % int(rest.q) == 0 else int(rest.q)
        if (-base.top).is_one() and base.bottom.is_one():
            q = int(rest.q)
            if q in _IN_RADICALS:
                root = self.fraction(sympy.cos(S.Pi / q) + I * sympy.sin(S.Pi / q))
            else:
                root = self._poly(ring.cyclotomic(q))
            return ring.mul(result, ring.power(root, int(rest.p)))
        radicand = base.top * base.bottom ** (order - 1)
        key = ("root", order, str(base.top), str(base.bottom))
        # The generator is the root times the denominator, so its sign is the denominator's.
        sign = ring.sign(base.bottom) if positive else None
        gen = ring.generator(key, sign, order, radicand)
        root = lowest_terms(gen, base.bottom)
        return ring.mul(result, ring.power(root, int(rest * order)))

    # Logarithms.

    def logarithm(self, value: Fraction) -> Fraction:
        """The principal logarithm: log(p b) = log(p) + log(b) for p > 0 and any b."""
        ring = self.ring
        if ring.reduce(value.top).is_zero():
            ring.inverse(value)
        parts = factored(ring, value)
        terms = [ring.constant(0)]
        for prime, power in primes(parts.constant):
            gen = ring.generator(("log", "prime", prime), 1)
            terms.append(self._poly(gen * power))
        for factor, power in parts.positive:
            terms.append(ring.mul(self._positive_log(factor), ring.constant(power)))
        rest = ring.constant(parts.sign)
        for factor, power in parts.real:
            odd = power % 2
            if power != odd:
                size = self._positive_log(self._size(factor))
                terms.append(ring.mul(size, ring.constant(power - odd)))
            if odd:
                rest = ring.mul(rest, self._poly(factor))
        for factor, power in parts.other:
            rest = ring.mul(rest, ring.power(self._poly(factor), power))
        if (-rest.top).is_one() and rest.bottom.is_one():
            terms.append(self.fraction(I * S.Pi))
        elif not (rest.top.is_one() and rest.bottom.is_one()):
            key = ("log", str(rest.top), str(rest.bottom))
            terms.append(self._poly(ring.generator(key, None)))
        return ring.add(terms)

    def _positive_log(self, factor: fmpq_mpoly) -> Fraction:
        ring = self.ring
        used = [k for k, degree in enumerate(factor.degrees()) if degree]
        if len(used) == 1 and len(factor) == 1 and factor == ring.context.gen(used[0]):
            known = ring.info[used[0]].logarithm
            if known is not None:
                return known()
        return self._poly(ring.generator(("log", str(factor)), 0))

    # Exponentials.

    def _exponential(self, node: Expr, exponent: Expr) -> Fraction:
        ring = self.ring
        up = self._exp(exponent)
        if node is S.Exp1 or node.is_Pow or isinstance(node, sympy.exp):
            return up
        down = ring.inverse(up)
        plus = ring.add([up, down])
        minus = ring.add([up, ring.mul(down, ring.constant(-1))])
        kind = node.func
        half = ring.constant(fmpq(1, 2))
        unit = self.fraction(I) if kind in _IMAGINARY else ring.constant(1)
        cosine = ring.mul(plus, half)
        sine = ring.mul(minus, ring.inverse(ring.mul(unit, ring.constant(2))))
        if kind in (sympy.cos, sympy.cosh):
            return cosine
        if kind in (sympy.sin, sympy.sinh):
            return sine
        if kind in (sympy.tan, sympy.tanh):
            return ring.mul(sine, ring.inverse(cosine))
        if kind in (sympy.cot, sympy.coth):
            return ring.mul(cosine, ring.inverse(sine))
        return ring.inverse(cosine if kind in (sympy.sec, sympy.sech) else sine)

    def _exp(self, exponent: Expr) -> Fraction:
        simple, groups = self._split(exponent)
        result = self.ring.constant(1)
        for base, power in simple:
            value = self.fraction(base)
            if power.is_Integer:
                value = self.ring.power(value, int(power))
            else:
                value = self.rational_power(value, power, bool(base.is_nonnegative))
            result = self.ring.mul(result, value)
        for _, group in groups:
            if group not in self._exps:
                self._lattices([group])
            result = self.ring.mul(result, self._exps[group])
        return result

    def _split(self, exponent: Expr) -> tuple[list[tuple[Expr, Rational]], list[tuple[int, Expr]]]:
        """Split exp(exponent) into rational powers and exponentials grouped by nesting level."""
        simple: list[tuple[Expr, Rational]] = []
        groups: dict[int, list[Expr]] = {}
        for term in Add.make_args(sympy.expand_mul(exponent)):
            coefficient, rest = term.as_coeff_Mul()
            if coefficient.is_Rational and isinstance(rest, sympy.log):
                simple.append((rest.args[0], coefficient))
            elif coefficient.is_Rational and rest == I * S.Pi:
                simple.append((S.NegativeOne, coefficient))
            elif term != 0:
                groups.setdefault(self._level(term), []).append(term)
        return simple, [(level, Add(*groups[level])) for level in sorted(groups)]

    def _level(self, expr: Expr) -> int:
        """How deep exponentials are nested in an expression."""
        known = self._levels.get(expr)
        if known is None:
            inner = max((self._level(arg) for arg in expr.args), default=0)
            known = inner + 1 if _exponent(expr) is not None else inner
            self._levels[expr] = known
        return known

    def _lattices(self, exponents: list[Expr]) -> None:
        """Choose a Z-basis for the exponents; one generator for the exponential of each.

        Exponents are brought over one denominator and split into real and imaginary part.
        """
        ring = self.ring
        values = [self.fraction(exponent) for exponent in exponents]
        bottom = ring.one
        for value in values:
            bottom = bottom * (value.bottom // bottom.gcd(value.bottom))
        rows = [ring.reduce(v.top * (bottom // v.bottom)).to_dict() for v in values]
        i = ring.i
        split = i is not None and bottom.degrees()[i] == 0

        def imaginary(powers: tuple[int, ...]) -> bool:
            return split and i is not None and powers[i] > 0

        results = [ring.constant(1) for _ in values]
        for wanted in (False, True):
            half = [{m: c for m, c in row.items() if imaginary(m) == wanted} for row in rows]
            for k, part in enumerate(self._lattice(half, bottom, wanted)):
                results[k] = ring.mul(results[k], part)
        self._exps.update(zip(exponents, results, strict=True))

    def _lattice(
        self, rows: list[dict[tuple[int, ...], fmpq]], bottom: fmpq_mpoly, imaginary: bool
    ) -> list[Fraction]:
        ring = self.ring
        monomials = list(dict.fromkeys(m for row in rows for m in row))
        results = [ring.constant(1) for _ in rows]
        if not monomials:
            return results
        scale = lcm(*(int(c.q) for row in rows for c in row.values()))
        table = [[int(row.get(m, 0) * scale) for m in monomials] for row in rows]
        basis = [r for r in fmpz_mat(table).hnf().tolist() if any(int(c) for c in r)]
        gens = []
        for vector in basis:
            poly = ring.context.constant(0)
            for monomial, coefficient in zip(monomials, vector, strict=True):
                if coefficient:
                    poly += ring.context.term(fmpq(int(coefficient), scale), monomial)
            exponent = lowest_terms(poly, bottom)
            top, below = ring.sign(exponent.top), ring.sign(exponent.bottom)
            real = not imaginary and top is not None and below is not None
            key = ("exp", str(exponent.top), str(exponent.bottom))
            log = (lambda e=exponent: e) if real else None
            gens.append(ring.generator(key, 1 if real else None, logarithm=log))
        for k, row in enumerate(table):
            left = list(row)
            for vector, gen in zip(basis, gens, strict=True):
                pivot = next(j for j, c in enumerate(vector) if int(c))
                count = left[pivot] // int(vector[pivot])
                left = [a - count * int(b) for a, b in zip(left, vector, strict=True)]
                if count:
                    results[k] = ring.mul(results[k], ring.power(self._poly(gen), count))
        return results
