"""Which generators a list of expressions needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import lcm

import sympy
from flint import fmpz_mat
from sympy import Expr, I, Integer, Rational, S, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._jets import jet_of
from qmgr_sym.geometry._element import NotRepresentableError
from qmgr_sym.geometry._rewrite import derivatives, is_opaque, plain
from qmgr_sym.geometry._rules import JetKey, Rules

TRIG = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
HYPER = (sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)
Row = dict[Expr, Rational]


def split_power(node: Expr) -> tuple[Rational, Expr]:
    """Write `base**(c + rest)` as `base**c * exp(rest * log(base))` with a rational `c`."""
    constant, rest = node.exp.as_coeff_Add()
    if not constant.is_Rational:
        constant, rest = S.Zero, node.exp
    return constant, rest * sympy.log(node.base)


def exponent_of(node: Expr) -> Expr | None:
    """The exponent of an exponential with base e, else None."""
    if isinstance(node, sympy.exp):
        return node.args[0]
    if node.is_Pow and node.base is S.Exp1:
        return node.exp
    return S.One if node is S.Exp1 else None


def row_of(exponent: Expr) -> Row:
    """An exponent as a rational combination of monomials: products of integer powers.

    Raises:
        NotRepresentableError: a coefficient is not rational.
    """
    row: Row = {}
    for term in sympy.Add.make_args(sympy.expand(exponent)):
        number, rest = term.as_coeff_Mul()
        if not number.is_Rational:
            raise NotRepresentableError(f"the exponent {exponent}")
        if number:
            row[rest] = row.get(rest, S.Zero) + number
    return row


def _parts(monomial: Expr) -> list[Expr]:
    """The factors of a monomial, without their integer powers."""
    factors = sympy.Mul.make_args(monomial)
    return [f.base if f.is_Pow and f.exp.is_Integer else f for f in factors]


def _independent(part: Expr) -> bool:
    """Whether different Laurent monomials of such parts are linearly independent."""
    if isinstance(part, sympy.log):
        part = part.args[0]
    return isinstance(part, Symbol) or part in (S.One, S.Pi) or jet_of(part) is not None


class Lattice:
    """A Z-basis of the arguments of one kind of function."""

    def __init__(self, rows: Iterable[Row]) -> None:
        given = list(rows)
        monomials = sorted({m for row in given for m in row}, key=sympy.default_sort_key)
        scale = lcm(1, *(int(q.q) for row in given for q in row.values()))
        table = [[int(row.get(m, 0) * scale) for m in monomials] for row in given]
        table = [line for line in table if any(line)]
        self.monomials = monomials
        self._scale = scale
        hermite = fmpz_mat(table).hnf().tolist() if table else []
        self._basis = [[int(c) for c in line] for line in hermite if any(int(c) for c in line)]

    @property
    def rank(self) -> int:
        """How many generators the lattice needs."""
        return len(self._basis)

    def arguments(self) -> list[Expr]:
        """The basis as expressions."""
        return [
            sympy.Add(
                *(Rational(c, self._scale) * m for c, m in zip(line, self.monomials, strict=True))
            )
            for line in self._basis
        ]

    def coordinates(self, row: Row) -> list[int]:
        """The integers n with row = sum n_k basis_k."""
        left = [int(row.get(m, 0) * self._scale) for m in self.monomials]
        if sum(m in row for m in self.monomials) < len(row):
            raise NotRepresentableError("an argument outside the lattice")
        found = []
        for line in self._basis:
            pivot = next(j for j, c in enumerate(line) if c)
            count = left[pivot] // line[pivot]
            left = [a - count * b for a, b in zip(left, line, strict=True)]
            found.append(count)
        if any(left):
            raise NotRepresentableError("an argument outside the lattice")
        return found


class Census:
    """Symbols, arguments, roots, logarithms, jets and other functions of a list of expressions.

    `certain` says that the generators are independent by their kind: whether a polynomial in them
    vanishes is then decided by its coefficients alone.
    """

    def __init__(
        self,
        expressions: Iterable[Expr],
        coordinates: Sequence[Symbol] = (),
        order: int = 0,
        rules: Rules | None = None,
    ) -> None:
        self.symbols: dict[Expr, None] = {}
        self.jets: dict[JetKey, set[tuple[int, ...]]] = {}
        self.trig: list[Row] = []
        self.hyper: list[Row] = []
        self.exps: list[Row] = []
        self.logs: dict[Expr, None] = {}
        self.opaque: dict[Expr, None] = {}
        self.roots: dict[Expr, int] = {}
        self.certain = True
        self.imaginary = False
        self.only_tanh = True
        self.rules = Rules(()) if rules is None else rules
        self._coordinates = tuple(coordinates)
        self._order = order
        self._depth = 0
        self._seen: dict[Expr, int] = {}
        for expr in expressions:
            self._walk(expr)
        self.trig_lattice = Lattice(self.trig)
        self.hyper_lattice = Lattice(self.hyper)
        self.exp_lattice = Lattice(self.exps)
        together = Lattice(self.hyper + self.exps)
        self.mixed = together.rank < self.hyper_lattice.rank + self.exp_lattice.rank
        if self.mixed:
            self.exp_lattice, self.hyper_lattice = together, Lattice([])

    def _walk(self, node: Expr) -> None:
        if node in self._seen and self._seen[node] <= self._depth:
            return
        self._seen[node] = self._depth
        if node.is_Rational:
            return
        if isinstance(node, Symbol) or node is S.Pi:
            self.symbols[node] = None
        elif node is I:
            self.imaginary = True
        elif node.is_Add or node.is_Mul:
            for arg in node.args:
                self._walk(arg)
        elif (other := plain(node)) is not None:
            self._walk(other)
        elif (exponent := exponent_of(node)) is not None:
            self._exponent(exponent)
        elif node.is_Pow:
            self._power(node)
        elif isinstance(node, sympy.Abs):
            self._root(node.args[0] ** 2, 2)
        elif isinstance(node, TRIG):
            self._argument(node, self.trig)
        elif isinstance(node, HYPER):
            self.only_tanh = self.only_tanh and isinstance(node, sympy.tanh | sympy.coth)
            self._argument(node, self.hyper)
        elif isinstance(node, sympy.log):
            self.certain = self.certain and isinstance(node.args[0], Symbol | AppliedUndef)
            self.logs[node] = None
            self._walk(node.args[0])
        elif jet_of(node) is not None:
            self._jet(node)
        elif is_opaque(node):
            self._opaque(node)
        else:
            raise NotRepresentableError(f"{node.func.__name__} in {node}")

    def _monomials(self, row: Row) -> None:
        for monomial in row:
            for part in _parts(monomial):
                self.certain = self.certain and _independent(part)
                self._walk(part)

    def _argument(self, node: Expr, rows: list[Row]) -> None:
        row = row_of(node.args[0])
        if any(monomial is S.Pi for monomial in row):
            raise NotRepresentableError(f"the angle {node.args[0]}")
        rows.append(row)
        self._monomials(row)

    def _exponent(self, exponent: Expr) -> None:
        row = row_of(exponent)
        self.exps.append(row)
        self._monomials(row)

    def _power(self, node: Expr) -> None:
        if node.exp.is_Integer:
            self._walk(node.base)
            return
        if not node.exp.is_Rational:
            constant, rest = split_power(node)
            if not isinstance(node.base, Symbol | AppliedUndef):
                self.certain = False
            self._walk(node.base)
            self._exponent(rest)
            if constant:
                self._walk(node.base**constant)
            return
        self._root(node.base, int(node.exp.q))

    def _root(self, base: Expr, degree: int) -> None:
        if not base.is_Rational:
            self._walk(base)
        self.roots[base] = lcm(self.roots.get(base, 1), degree)

    def _opaque(self, node: Expr) -> None:
        """A function of which only its derivatives are known."""
        self.certain = False
        self.opaque[node] = None
        for arg in node.args:
            self._walk(arg)
        if self._depth < self._order:
            self._depth += 1
            for slope in derivatives(node, self._coordinates):
                self._walk(slope)
            self._depth -= 1

    def _jet(self, node: Expr) -> None:
        jet = jet_of(node) if not isinstance(node, sympy.conjugate) else None
        if jet is None or jet.conjugated:
            raise NotRepresentableError(f"{node.func.__name__} in {node}")
        args = tuple(a if isinstance(a, Symbol | Integer) else sympy.cancel(a) for a in jet.args)
        for arg in args:
            self._walk(arg)
        key = (jet.func, args)
        self.jets.setdefault(key, set())
        for step in self._steps(jet.counts):
            rule = self.rules.find(key, step)
            if rule is not None:
                self._walk(rule[1])
        if self.rules.find(key, jet.counts) is None:
            self.jets[key].add(jet.counts)

    def _steps(self, counts: tuple[int, ...]) -> Iterable[tuple[int, ...]]:
        """The derivatives that may be met when one is differentiated."""
        for more in product(range(self._order + 1), repeat=len(counts)):
            if sum(more) <= self._order:
                yield tuple(a + b for a, b in zip(counts, more, strict=True))
