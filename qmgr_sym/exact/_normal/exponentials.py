"""Exponentials: one generator for each element of a Z-basis of the exponents."""

from __future__ import annotations

from functools import partial
from math import lcm
from typing import TYPE_CHECKING

import sympy
from flint import fmpq, fmpq_mpoly, fmpz_mat
from sympy import Add, Expr, I, Rational, S

from qmgr_sym.exact._normal.fraction import Fraction, lowest_terms
from qmgr_sym.exact._normal.logarithms import AnyLog
from qmgr_sym.exact._normal.phases import Row, split_phases
from qmgr_sym.exact._normal.ring import Ring
from qmgr_sym.exact._normal.roots import rational_power

if TYPE_CHECKING:
    from qmgr_sym.exact._normal.reducer import Reducer

_IMAGINARY = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
_REAL = (sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)


def exponent_of(node: Expr) -> Expr | None:
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


class Exponentials:
    """The exponentials of one expression, from the innermost level of nesting outwards."""

    def __init__(self, reducer: Reducer) -> None:
        self.reducer = reducer
        self._levels: dict[Expr, int] = {}
        self._known: dict[Expr, Fraction] = {}
        self._pending: dict[int, list[Expr]] = {}

    def collect(self, nodes: list[Expr]) -> list[Rational]:
        """Note the exponents below `nodes` (which grows); returns the rational powers in them."""
        powers = []
        seen = set(nodes)
        for node in nodes:
            exponent = exponent_of(node)
            if exponent is None:
                continue
            simple, groups = self._split(exponent)
            powers += [r for _, r in simple if r.is_Rational and not r.is_Integer]
            for level, group in groups:
                self._pending.setdefault(level, []).append(group)
                new = [part for part in sympy.preorder_traversal(group) if part not in seen]
                seen.update(new)
                nodes += new
        return powers

    def prepare(self) -> None:
        """Choose the generators for all exponents noted, level by level."""
        for level in sorted(self._pending):
            self._lattices(list(dict.fromkeys(self._pending[level])))

    def value(self, node: Expr, exponent: Expr) -> Fraction:
        """The fraction of a power, exponential, trigonometric or hyperbolic function."""
        ring = self.reducer.ring
        up = self._exp(exponent)
        if node is S.Exp1 or node.is_Pow or isinstance(node, sympy.exp):
            return up
        down = ring.inverse(up)
        plus = ring.add([up, down])
        minus = ring.add([up, ring.mul(down, ring.constant(-1))])
        kind = node.func
        half = ring.constant(fmpq(1, 2))
        unit = self.reducer.fraction(I) if kind in _IMAGINARY else ring.constant(1)
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
        ring = self.reducer.ring
        simple, groups = self._split(exponent)
        result = ring.constant(1)
        for base, power in simple:
            value = self.reducer.fraction(base)
            if power.is_Integer:
                value = ring.power(value, int(power))
            else:
                value = rational_power(self.reducer, value, power, bool(base.is_nonnegative))
            result = ring.mul(result, value)
        for _, group in groups:
            if group not in self._known:
                self._lattices([group])
            result = ring.mul(result, self._known[group])
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
            elif coefficient.is_Rational and isinstance(rest / I, sympy.arg):
                number = (rest / I).args[0]
                simple.append((number / sympy.Abs(number), coefficient))
            elif term != 0:
                free = _any_branch(term)
                groups.setdefault(self._level(free), []).append(free)
        return simple, [(level, Add(*groups[level])) for level in sorted(groups)]

    def _level(self, expr: Expr) -> int:
        """How deep exponentials are nested in an expression."""
        known = self._levels.get(expr)
        if known is None:
            inner = max((self._level(arg) for arg in expr.args), default=0)
            known = inner + 1 if exponent_of(expr) is not None else inner
            self._levels[expr] = known
        return known

    def _lattices(self, exponents: list[Expr]) -> None:
        """Choose a Z-basis for the exponents; one generator for the exponential of each.

        Exponents are brought over one denominator and split into phases i pi n / d with integers
        n, real and imaginary part.
        """
        ring = self.reducer.ring
        values = [self.reducer.fraction(exponent) for exponent in exponents]
        bottom = ring.one
        for value in values:
            bottom = bottom * (value.bottom // bottom.gcd(value.bottom))
        rows = [ring.reduce(v.top * (bottom // v.bottom)).to_dict() for v in values]
        results = [ring.constant(1) for _ in values]
        if bottom.is_one() and ring.pi is not None:
            results, rows = split_phases(self.reducer, rows)
        i = ring.i
        split = i is not None and bottom.degrees()[i] == 0

        def imaginary(powers: tuple[int, ...]) -> bool:
            return split and i is not None and powers[i] > 0

        for wanted in (False, True):
            half = [{m: c for m, c in row.items() if imaginary(m) == wanted} for row in rows]
            for k, part in enumerate(self._lattice(half, bottom, wanted)):
                results[k] = ring.mul(results[k], part)
        self._known.update(zip(exponents, results, strict=True))

    def _lattice(self, rows: list[Row], bottom: fmpq_mpoly, imaginary: bool) -> list[Fraction]:
        ring = self.reducer.ring
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
            source = partial(_exp_of, ring, exponent)
            gens.append(ring.generator(key, 1 if real else None, logarithm=log, source=source))
        for k, row in enumerate(table):
            left = list(row)
            for vector, gen in zip(basis, gens, strict=True):
                pivot = next(j for j, c in enumerate(vector) if int(c))
                count = left[pivot] // int(vector[pivot])
                left = [a - count * int(b) for a, b in zip(left, vector, strict=True)]
                if count:
                    results[k] = ring.mul(results[k], ring.power(self.reducer.poly(gen), count))
        return results


def _exp_of(ring: Ring, exponent: Fraction) -> Expr:
    return sympy.exp(ring.expression(exponent))


def _any_branch(term: Expr) -> Expr:
    """n log(b) with an integer-valued n, for which the branch of the logarithm does not matter."""
    if not (term.is_Mul and term.has(sympy.log)):
        return term
    logs = [factor for factor in term.args if isinstance(factor, sympy.log)]
    if len(logs) != 1 or not (term / logs[0]).is_integer:
        return term
    return term / logs[0] * AnyLog(logs[0].args[0])
