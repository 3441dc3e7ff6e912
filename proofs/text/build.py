"""Syntax tree to SymPy, in declared names: each word is on a list, or the text is refused.

Two ways.  Evaluated: sums, products, powers and functions as SymPy makes them, derivatives carried
out as far as the functions are known.  As written: nothing is added up, cancelled or carried out;
`int`, `sum`, `product`, `diff`, `limit`, `at` and operations on matrices stand as objects.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import sympy
from sympy import Symbol

from proofs.text import bounded
from proofs.text.bounded import Bounded
from proofs.text.functions import BINDERS, CONSTANTS, FUNCTIONS, MATRICES
from proofs.text.names import Names, known_words, shown
from proofs.text.operations import Entries, matrix_operation, matrix_product, matrix_sum
from proofs.text.tokens import TextError
from proofs.text.tree import Call, Component, Matrix, Name, Number, Power, Product, Sum, Tree

PARTS = 50_000
LARGEST_ORDER = 50
_LIMITS = {"int": sympy.Integral, "sum": sympy.Sum, "product": sympy.Product}


def build(tree: Tree, names: Names, *, written: bool = False) -> Any:
    """The SymPy expression, or matrix, of `tree`.

    Raises TextError, with the place, for a word that is not known, a wrong number of arguments, a
    division by zero and for what is too large.
    """
    return _Builder(names, written).build(tree).expr


class _Builder:
    def __init__(self, names: Names, written: bool) -> None:
        self.names = names
        self.written = written
        self.parts = 0
        self.inside: list[tuple[str, Any]] = []  # bound variables, the innermost last
        self.opened: tuple[str, ...] = ()  # abbreviations that are being read

    def build(self, tree: Tree) -> Bounded:
        self.parts += 1
        if self.parts > PARTS:
            raise TextError(
                f"must have at most {PARTS} parts, abbreviations included, but has more"
            )
        try:
            return self._build(tree)
        except TextError as error:
            if error.at is None and not self.opened:
                raise TextError(str(error), tree.at) from None
            raise
        except RecursionError:
            raise TextError("must be of moderate depth, but nests too deep", tree.at) from None

    def _build(self, tree: Tree) -> Bounded:
        match tree:
            case Number(value):
                return bounded.number(value)
            case Name(word):
                return self._name(word, tree)
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return self._product(factors)
            case Power(base, exponent):
                return self._power(self.build(base), self.build(exponent))
            case Call():
                return self._call(tree)
            case Component(word, indices):
                return self._special(word, indices, tree)
            case Matrix(rows):
                entries = [[self.build(entry) for entry in row] for row in rows]
                made = Entries([[e.expr for e in row] for row in entries])
                return Bounded(made, max(e.bits for row in entries for e in row))

    def _sum(self, terms: tuple[tuple[int, Tree], ...]) -> Bounded:
        values = [(sign, self.build(term)) for sign, term in terms]
        if any(v.expr.is_Matrix for _, v in values):
            return bounded.name(matrix_sum([(s, v.expr) for s, v in values]))
        signed = [v if s > 0 else bounded.negative(v, written=self.written) for s, v in values]
        return signed[0] if len(signed) == 1 else bounded.add(signed, written=self.written)

    def _product(self, factors: tuple[tuple[int, Tree], ...]) -> Bounded:
        values = [(exponent, self.build(factor)) for exponent, factor in factors]
        if any(v.expr.is_Matrix for _, v in values):
            return bounded.name(matrix_product([(e, v.expr) for e, v in values]))
        if len(values) == 2 and all(v.expr.is_Rational for _, v in values) and values[1][0] < 0:
            return bounded.multiply([values[0][1], bounded.inverse(values[1][1])])  # a fraction
        made = [
            v if exponent > 0 else bounded.inverse(v, written=self.written)
            for exponent, v in values
        ]
        if self.written and made[0].expr == 1:
            made = made[1:]
        return made[0] if len(made) == 1 else bounded.multiply(made, written=self.written)

    def _power(self, base: Bounded, exponent: Bounded) -> Bounded:
        if base.expr.is_Matrix:
            return bounded.name(sympy.MatPow(base.expr, exponent.expr))
        if exponent.expr.is_Matrix:
            raise TextError(
                f"must have numbers as exponents, but has {bounded.short(exponent.expr)}"
            )
        return bounded.power(base, exponent, written=self.written)

    def _name(self, word: str, tree: Tree) -> Bounded:
        for held, symbol in reversed(self.inside):
            if held == word:
                return bounded.name(symbol)
        if word in self.names.definitions and word not in self.opened:
            return self._opened(word, tree)
        found = self.names.outer(word)
        if found is not None:
            return bounded.name(found)
        if word in CONSTANTS:
            return bounded.name(CONSTANTS[word])
        if word in self.names.definitions:
            raise TextError(f"must not define {word} by itself, but does", tree.at)
        if word in self.names.functions:
            raise TextError(
                f"must give a function its arguments, {self.names.functions[word]}, but has {word}",
                tree.at,
            )
        if word in (*FUNCTIONS, *BINDERS, *MATRICES, *self.names.specials):
            raise TextError(
                f"must give a function its argument, {word}(...), but has {word}", tree.at
            )
        hint = _near(word, (*self.names.words(), *CONSTANTS))
        raise TextError(f"must use declared names, but uses {shown(word)[1:-1]}{hint}", tree.at)

    def _opened(self, word: str, tree: Tree) -> Bounded:
        before = self.opened
        self.opened = (*before, word)
        try:
            return self.build(self.names.definitions[word])
        except TextError as error:
            if error.at is None or before != ():
                raise
            raise TextError(f"{error} (in the definition of {word})", tree.at) from None
        finally:
            self.opened = before

    def _call(self, tree: Call) -> Bounded:
        word = tree.word
        if word in self.names.functions:
            return self._unknown(tree)
        if word in self.names.specials:
            return self._special(word, tree.arguments, tree)
        if word in BINDERS:
            bound: Bounded = getattr(self, "_limits" if word in _LIMITS else f"_{word}")(tree)
            return bound
        if word in MATRICES:
            arguments = [self.build(argument).expr for argument in tree.arguments]
            return bounded.name(matrix_operation(word, arguments))
        if word not in FUNCTIONS:
            if self._declared(word):
                raise TextError(
                    f"must use {word} as a number, but applies it; products need *", tree.at
                )
            hint = _near(word, (*known_words(), *self.names.functions))
            raise TextError(
                f"must call known or declared functions, but calls {shown(word)[1:-1]}{hint}",
                tree.at,
            )
        known, count = FUNCTIONS[word], len(tree.arguments)
        if not known.least <= count <= known.most:
            raise TextError(f"must give {word} {known.arguments()}, but gives {count}", tree.at)
        arguments = [self.build(argument) for argument in tree.arguments]
        if any(a.expr.is_Matrix for a in arguments):
            if word == "conjugate":
                return bounded.name(arguments[0].expr.conjugate())
            raise TextError(f"must give {word} a number, but gives it a matrix", tree.at)
        return bounded.apply(word, arguments, written=self.written)

    def _declared(self, word: str) -> bool:
        return word in self.names.definitions or self._names_something(word)

    def _names_something(self, word: str) -> bool:
        held = any(word == name for name, _ in self.inside)
        return held or self.names.outer(word) is not None or word in CONSTANTS

    def _unknown(self, tree: Call) -> Bounded:
        declared = self.names.functions[tree.word]
        arguments = [self.build(argument) for argument in tree.arguments]
        if len(arguments) != len(declared.args):
            raise TextError(
                f"must use {tree.word} as declared, {declared}, "
                f"but gives {len(arguments)} arguments",
                tree.at,
            )
        degree = max(a.degree for a in arguments)
        return Bounded(declared.func(*(a.expr for a in arguments)), 0, degree)

    def _special(self, word: str, indices: tuple[Tree, ...], tree: Tree) -> Bounded:
        make = self.names.specials.get(word)
        if make is None:
            hint = _near(word, tuple(self.names.specials))
            raise TextError(
                f"must use declared objects with indices, but uses {word}{hint}", tree.at
            )
        if not all(isinstance(index, Name) for index in indices):
            raise TextError(f"must have names as indices of {word}, but has an expression", tree.at)
        return bounded.name(make(tuple(i.word for i in indices if isinstance(i, Name))))

    def _limits(self, tree: Call) -> Bounded:
        """int, sum and product: (f, x, a, b)."""
        body, word, (low, high) = self._arguments(tree, 2)
        a, b = self.build(low), self.build(high)
        symbol = _variable(word, tree.word, a.expr, b.expr)
        inner = self._within(word, symbol, body)
        made = _LIMITS[tree.word](inner.expr, (symbol, a.expr, b.expr))
        return Bounded(made, inner.bits + a.bits + b.bits, inner.degree)

    def _diff(self, tree: Call) -> Bounded:
        if not 2 <= len(tree.arguments) <= 4:
            raise TextError(
                "must write diff(f, x) or diff(f, x, n), "
                f"but gives {len(tree.arguments)} arguments",
                tree.at,
            )
        body, *rest = tree.arguments
        symbols: list[Any] = []
        for argument in rest:
            if isinstance(argument, Number):
                order = argument.value
                if not symbols or order.denominator != 1 or not 0 <= order <= LARGEST_ORDER:
                    raise TextError(
                        f"must have orders of derivatives of 0 to {LARGEST_ORDER} after their "
                        f"variable, but has {order}",
                        argument.at,
                    )
                symbols += [symbols[-1]] * (int(order) - 1)
                symbols = symbols if order else symbols[:-1]
            else:
                symbols.append(self._symbol(argument, "diff"))
        inner = self.build(body)
        if not symbols:
            return inner
        if not self.written:
            return Bounded(sympy.diff(inner.expr, *symbols), inner.bits + 64, inner.degree)
        return Bounded(sympy.Derivative(inner.expr, *symbols), inner.bits, inner.degree)

    def _limit(self, tree: Call) -> Bounded:
        body, word, (point,) = self._arguments(tree, 1)
        goal = self.build(point).expr
        symbol = self._outer(word)
        inner = self._within(word, symbol, body).expr
        side = "-" if goal is sympy.oo else "+"
        if goal.is_finite and not (symbol.is_positive and goal == 0):
            side = "+-"
        return bounded.name(sympy.Limit(inner, symbol, goal, side))

    def _at(self, tree: Call) -> Bounded:
        body, word, (point,) = self._arguments(tree, 1)
        value = self.build(point).expr
        symbol = self._outer(word)
        inner = self._within(word, symbol, body)
        if inner.expr.is_Matrix or not self.written:
            return Bounded(inner.expr.subs(symbol, value), inner.bits, inner.degree)
        return Bounded(sympy.Subs(inner.expr, symbol, value), inner.bits, inner.degree)

    def _arguments(self, tree: Call, extra: int) -> tuple[Tree, str, tuple[Tree, ...]]:
        pattern = {1: "(f, x, a)", 2: "(f, x, a, b)"}[extra]
        if len(tree.arguments) != 2 + extra:
            raise TextError(
                f"must write {tree.word}{pattern}, but gives {len(tree.arguments)} arguments",
                tree.at,
            )
        body, variable, *rest = tree.arguments
        if not isinstance(variable, Name):
            raise TextError(f"must have a name as the variable of {tree.word}, but has not",
                            variable.at)  # fmt: skip
        return body, variable.word, tuple(rest)

    def _within(self, word: str, symbol: Any, body: Tree) -> Bounded:
        self.inside.append((word, symbol))
        try:
            return self.build(body)
        finally:
            self.inside.pop()

    def _symbol(self, argument: Tree, where: str) -> Any:
        if isinstance(argument, Name):
            found = (
                self._names_something(argument.word) and self._name(argument.word, argument).expr
            )
            if isinstance(found, Symbol):
                return found
        raise TextError(f"must have a declared symbol as variable of {where}, but has not",
                        argument.at)  # fmt: skip

    def _outer(self, word: str) -> Any:
        for held, symbol in reversed(self.inside):
            if held == word:
                return symbol
        found = self.names.outer(word)
        return found if isinstance(found, Symbol) else Symbol(word, real=True)


def _variable(word: str, operation: str, low: Any, high: Any) -> Symbol:
    """The bound variable, with what the limits tell of it."""
    kinds: Mapping[str, bool]
    if operation == "int":
        kinds = {"positive": True} if low.is_nonnegative and _from_zero(high) else {"real": True}
    elif low.is_positive:
        kinds = {"integer": True, "positive": True}
    else:
        kinds = {"integer": True, "nonnegative": True} if low == 0 else {"integer": True}
    return Symbol(word, **kinds)


def _from_zero(high: Any) -> bool:
    return bool(high is sympy.oo or high.is_nonnegative)


def _near(word: str, words: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(word, words, 1, 0.75)
    return f"; is {found[0]} meant?" if found and found[0] != word else ""
