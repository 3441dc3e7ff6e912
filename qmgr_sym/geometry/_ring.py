"""The differential ring of a metric: generators, their derivatives, and reading expressions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import sympy
from flint import fmpq
from sympy import Dummy, Expr, I, Subs, Symbol

from qmgr_sym.exact._jets import carry_out, jet_of
from qmgr_sym.geometry._census import (
    HYPER,
    TRIG,
    Census,
    Lattice,
    exponent_of,
    row_of,
    split_power,
)
from qmgr_sym.geometry._element import Arithmetic, Element, NotRepresentableError
from qmgr_sym.geometry._rewrite import plain
from qmgr_sym.geometry._roots import Roots
from qmgr_sym.geometry._rules import JetKey, Rules

_MAX_GENERATORS = 1500


class Ring(Arithmetic):
    """Elements over the generators of some expressions, closed under `order` derivatives.

    Generators: symbols, jets of unknown functions, pairs (sin, cos) and (sinh, cosh) of a Z-basis
    of the arguments, hyperbolic tangents alone where nothing else is hyperbolic, exponentials of a
    Z-basis of the exponents, logarithms, roots, other functions by their derivatives, i. The
    cosines and roots are algebraic over the others.

    Where `certain`, the generators have no other relations, and what is no zero polynomial is no
    zero. Where not, a zero polynomial still vanishes, but what is none may vanish.

    `positive` are expressions that are positive where the metric lives; roots split there. In a
    `plain` ring the roots are algebraic; else they may be free, with symbols in their place.

    Raises:
        NotRepresentableError: an expression needs more.
    """

    def __init__(
        self,
        expressions: Iterable[Expr],
        coordinates: Sequence[Symbol],
        order: int,
        positive: Sequence[Expr] = (),
        plain: bool = False,
        rules: Sequence[tuple[Expr, Expr]] = (),
    ) -> None:
        given = [carry_out(expr) for expr in expressions]
        census = Census([*given, *coordinates], coordinates, order, Rules(rules))
        self.coordinates = tuple(coordinates)
        self.census = census
        roots = Roots(census, positive, plain)
        jets = [
            (key, counts)
            for key, found in census.jets.items()
            for counts in self._closed(key, found, order)
        ]
        self.expressions: list[Expr] = []
        trig, hyper = census.trig_lattice.arguments(), census.hyper_lattice.arguments()
        self._cosine, self._cosh = len(roots.slots), len(roots.slots) + len(trig)
        names: list[Expr] = list(roots.slots)
        names += [sympy.cos(u) for u in trig]
        tangents = census.only_tanh and not census.mixed
        names += [] if tangents else [sympy.cosh(u) for u in hyper]
        names += [I] if census.imaginary else []
        self._sine = len(names)
        names += [sympy.sin(u) for u in trig]
        self._sinh = len(names)
        names += [sympy.tanh(u) if tangents else sympy.sinh(u) for u in hyper]
        self._exp = len(names)
        self._exp_arguments = census.exp_lattice.arguments()
        names += [sympy.exp(u) for u in self._exp_arguments]
        _check_names(names[self._cosine :])
        names += [*census.logs, *census.opaque, *roots.free]
        names += [symbol for symbol in census.symbols if symbol not in roots.hidden]
        start = len(names)
        names += [_derivative(key, counts) for key, counts in jets]
        if len(names) > _MAX_GENERATORS:
            raise NotRepresentableError("too many jets")
        super().__init__(max(len(names), 1))
        self.expressions = names
        self.roots = roots
        self.tangents = tangents
        self._jets = {item: start + k for k, item in enumerate(jets)}
        self._jet_at = {index: item for item, index in self._jets.items()}
        self._index = {expr: k for k, expr in enumerate(names)}
        self._memo: dict[Expr, Element] = {}
        self._known_rules: dict[tuple[JetKey, tuple[int, ...]], Element] = {}
        self._slopes: dict[tuple[int, int], Element] = {}
        self._log_slopes: dict[tuple[int, int], Element] = {}
        self._arguments = {
            **{self._cosine + k: u for k, u in enumerate(trig)},
            **{self._sine + k: u for k, u in enumerate(trig)},
            **{self._cosh + k: u for k, u in enumerate(() if tangents else hyper)},
            **{self._sinh + k: u for k, u in enumerate(hyper)},
            **{self._exp + k: u for k, u in enumerate(self._exp_arguments)},
        }
        for k in range(len(trig)):
            self.relate(self._cosine + k, 2, self.unit - self.gens[self._sine + k] ** 2)
        for k in range(0 if tangents else len(hyper)):
            self.relate(self._cosh + k, 2, self.unit + self.gens[self._sinh + k] ** 2)
        if census.imaginary:
            self.relate(self._index[I], 2, -self.unit)
        self.certain = True
        roots.settle(self)
        self.certain = census.certain and roots.certain

    def _closed(
        self, key: JetKey, found: set[tuple[int, ...]], order: int
    ) -> list[tuple[int, ...]]:
        """The jet coordinates met when those in `found` are differentiated up to `order` times."""
        wanted = set(self.coordinates)
        active = [bool(arg.free_symbols & wanted) for arg in key[1]]
        ranges = [range(order + 1) if flag else range(1) for flag in active]
        steps = [step for step in product(*ranges) if sum(step) <= order]
        closed = {
            tuple(a + b for a, b in zip(counts, step, strict=True))
            for counts in found
            for step in steps
        }
        closed = {counts for counts in closed if self.census.rules.find(key, counts) is None}
        return sorted(closed, key=lambda counts: (-sum(counts), counts))

    # Reading.

    def index(self, expr: Expr) -> int:
        """The position of the generator that stands for an expression."""
        return self._index[expr]

    def read(self, expr: Expr) -> Element:
        """The element that equals `expr` wherever it is defined."""
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._read(expr)
        return known

    def generator(self, index: int) -> Element:
        """One generator as an element."""
        return Element(self.gens[index])

    def _read(self, expr: Expr) -> Element:
        if expr.is_Rational:
            return self.constant(fmpq(int(expr.p), int(expr.q)))
        index = self._index.get(expr)
        if index is not None:
            return self.generator(index)
        if expr in self.roots.hidden:
            return self.roots.symbol(self, expr)
        if expr.is_Add:
            return self.sum([self.read(arg) for arg in expr.args])
        if expr.is_Mul:
            result = self.one
            for arg in expr.args:
                result = self.mul(result, self.read(arg))
            return result
        other = plain(expr)
        if other is not None:
            return self.read(other)
        exponent = exponent_of(expr)
        if exponent is not None:
            return self._exponential(exponent)
        if isinstance(expr, sympy.Abs):
            return self.roots.read(self, expr.args[0] ** 2, sympy.S.Half)
        if expr.is_Pow:
            return self._power(expr)
        if isinstance(expr, TRIG):
            return self._circular(expr)
        if isinstance(expr, HYPER):
            return self._hyperbolic(expr)
        jet = jet_of(expr)
        if jet is not None and not jet.conjugated:
            args = tuple(a if isinstance(a, Symbol) else sympy.cancel(a) for a in jet.args)
            return self._jet((jet.func, args), jet.counts)
        done = carry_out(expr)
        if done != expr:
            return self.read(done)
        raise NotRepresentableError(f"{expr} is not in the ring")

    def _jet(self, key: JetKey, counts: tuple[int, ...]) -> Element:
        index = self._jets.get((key, counts))
        rule = self.census.rules.find(key, counts)
        if index is None and rule is not None:
            return self._ruled(key, counts, *rule)
        if index is None:
            raise NotRepresentableError("a derivative of higher order than the ring holds")
        return self.generator(index)

    def _ruled(
        self, key: JetKey, counts: tuple[int, ...], leading: tuple[int, ...], right: Expr
    ) -> Element:
        """A derivative that a rule gives, or a derivative of such a one; remembered."""
        known = self._known_rules.get((key, counts))
        if known is None:
            if counts == leading:
                known = self.read(right)
            else:
                slot = next(
                    k for k, (n, m) in enumerate(zip(counts, leading, strict=True)) if n > m
                )
                below = tuple(n - (k == slot) for k, n in enumerate(counts))
                axis = self.coordinates.index(key[1][slot])
                known = self.diff(self._jet(key, below), axis)
            self._known_rules[key, counts] = known
        return known

    def _power(self, expr: Expr) -> Element:
        if expr.exp.is_Integer:
            return self.power(self.read(expr.base), int(expr.exp))
        if expr.exp.is_Rational:
            return self.roots.read(self, expr.base, expr.exp)
        constant, rest = split_power(expr)
        return self.mul(self.read(expr.base**constant), self._exponential(rest))

    def _exponential(self, exponent: Expr) -> Element:
        result = self.one
        counts = self.census.exp_lattice.coordinates(row_of(exponent))
        for k, count in enumerate(counts):
            result = self.mul(result, self.power(self.generator(self._exp + k), count))
        return result

    def _pair(
        self, lattice: Lattice, cosine: int, sine: int, sign: int, argument: Expr
    ) -> tuple[Element, Element]:
        """(cos, sin) of a sum by the addition theorems; `sign` is +1 for (cosh, sinh)."""
        c, s = self.one, self.zero
        for k, count in enumerate(lattice.coordinates(row_of(argument))):
            a, b = self.generator(cosine + k), self.generator(sine + k)
            if count < 0:
                b = self.scale(-1, b)
            for _ in range(abs(count)):
                c, s = (
                    self.dot([(1, c, a), (sign, s, b)]),
                    self.dot([(1, s, a), (1, c, b)]),
                )
        return c, s

    def _circular(self, expr: Expr) -> Element:
        c, s = self._pair(self.census.trig_lattice, self._cosine, self._sine, -1, expr.args[0])
        return self._quotient(TRIG.index(expr.func), c, s)

    def _hyperbolic(self, expr: Expr) -> Element:
        if self.census.mixed:
            up = self._exponential(expr.args[0])
            down = self.inverse(up)
            half = fmpq(1, 2)
            c = self.scale(half, self.sum([up, down]))
            s = self.scale(half, self.sub(up, down))
        elif self.tangents:
            value = self._tangent(expr.args[0])
            return value if isinstance(expr, sympy.tanh) else self.inverse(value)
        else:
            c, s = self._pair(self.census.hyper_lattice, self._cosh, self._sinh, 1, expr.args[0])
        return self._quotient(HYPER.index(expr.func), c, s)

    def _tangent(self, argument: Expr) -> Element:
        """tanh of a sum: (a + b) / (1 + a b)."""
        result = self.zero
        for k, count in enumerate(self.census.hyper_lattice.coordinates(row_of(argument))):
            step = self.scale(1 if count > 0 else -1, self.generator(self._sinh + k))
            for _ in range(abs(count)):
                below = self.dot([(1, self.one, self.one), (1, result, step)])
                result = self.mul(self.sum([result, step]), self.inverse(below))
        return result

    def _quotient(self, kind: int, c: Element, s: Element) -> Element:
        """sin, cos, tan, cot, sec or csc, in this order."""
        if kind < 2:
            return (s, c)[kind]
        top = (s, c, self.one, self.one)[kind - 2]
        return self.mul(top, self.inverse((c, s, c, s)[kind - 2]))

    # Differentiating.

    def diff(self, a: Element, axis: int) -> Element:
        """The derivative of an element by the coordinate number `axis`."""
        terms: list[tuple[int | fmpq, Element, Element]] = []
        for index, degree in enumerate(a.top.degrees()):
            if degree > 0:
                slope = self.slope(index, axis)
                if not slope.is_zero():
                    terms.append((1, Element(a.top.derivative(index), a.exps), slope))
        for k, exponent in enumerate(a.exps):
            if exponent:
                slope = self._log_slope(k, axis)
                if not slope.is_zero():
                    terms.append((-exponent, a, slope))
        return self.dot(terms)

    def _log_slope(self, k: int, axis: int) -> Element:
        """The logarithmic derivative of a base element."""
        known = self._log_slopes.get((k, axis))
        if known is None:
            inner = self.diff(Element(self.base[k]), axis)
            known = self.lowest(inner.top, _raised(inner.exps, k)) if inner.top else self.zero
            self._log_slopes[k, axis] = known
        return known

    def slope(self, index: int, axis: int) -> Element:
        """The derivative of a generator."""
        known = self._slopes.get((index, axis))
        if known is None:
            known = self._slopes[index, axis] = self._slope(index, axis)
        return known

    def _slope(self, index: int, axis: int) -> Element:
        coordinate = self.coordinates[axis]
        expr = self.expressions[index]
        if index in self._jet_at:
            return self._jet_slope(index, axis)
        if index < self._cosine or expr in self.roots.free:
            return self.roots.slope(self, index, axis)
        if not expr.has(coordinate):
            return self.zero
        if isinstance(expr, Symbol):
            return self.one
        if isinstance(expr, sympy.log):
            inner = self.read(expr.args[0])
            change = self.diff(inner, axis)
            return change if change.is_zero() else self.mul(change, self.inverse(inner))
        if index not in self._arguments:  # i, or a function known by its derivatives
            return self.read(carry_out(expr.diff(coordinate)))
        inner = self._argument_slope(self._arguments[index], axis)
        if index >= self._exp:
            return self.mul(inner, self.generator(index))
        if index < self._cosh:
            partner = self.scale(-1, self.generator(index - self._cosine + self._sine))
        elif index < self._sine:
            partner = self.generator(index - self._cosh + self._sinh)
        elif index < self._sinh:
            partner = self.generator(index - self._sine + self._cosine)
        elif self.tangents:
            partner = self.sub(self.one, self.power(self.generator(index), 2))
        else:
            partner = self.generator(index - self._sinh + self._cosh)
        return self.mul(inner, partner)

    def _argument_slope(self, argument: Expr, axis: int) -> Element:
        """The derivative of an argument; only this may meet logarithms that are no generators."""
        return self.read(carry_out(argument.diff(self.coordinates[axis])))

    def _jet_slope(self, index: int, axis: int) -> Element:
        key, counts = self._jet_at[index]
        terms = []
        for slot, arg in enumerate(key[1]):
            if arg.has(self.coordinates[axis]):
                inner = self.diff(self.read(arg), axis)
                if not inner.is_zero():
                    up = tuple(c + (j == slot) for j, c in enumerate(counts))
                    terms.append((1, self._jet(key, up), inner))
        return self.dot(terms)


def _check_names(names: Sequence[Expr]) -> None:
    """Raise where SymPy turned a function of a basic argument into something else."""
    kinds = (sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.exp)
    for name in names:
        if not isinstance(name, kinds) and name not in (I, sympy.E):
            raise NotRepresentableError(f"{name} as a generator")


def _raised(exps: tuple[int, ...], k: int) -> tuple[int, ...]:
    padded = list(exps) + [0] * (k + 1 - len(exps))
    padded[k] += 1
    return tuple(padded)


def _derivative(key: JetKey, counts: tuple[int, ...]) -> Expr:
    """The SymPy expression of a jet coordinate."""
    func, args = key
    slots = [(arg, n) for arg, n in zip(args, counts, strict=True) if n]
    if not slots:
        return func(*args)
    plain = all(isinstance(arg, Symbol) and args.count(arg) == 1 for arg, _ in slots)
    shared = any(a.has(arg) for arg, _ in slots for a in args if a != arg)
    if plain and not shared:
        return sympy.Derivative(func(*args), *slots)
    inner = [
        Dummy(f"xi_{k}", real=True) if n else arg
        for k, (arg, n) in enumerate(zip(args, counts, strict=True))
    ]
    chosen = [(d, n, a) for d, n, a in zip(inner, counts, args, strict=True) if n]
    held = sympy.Derivative(func(*inner), *((d, n) for d, n, _ in chosen))
    return Subs(held, tuple(d for d, _, _ in chosen), tuple(a for _, _, a in chosen))
