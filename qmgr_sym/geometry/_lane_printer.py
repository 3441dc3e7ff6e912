"""From SymPy expressions to lines of Python that a compiler turns into vector instructions."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import (
    Add,
    Expr,
    Function,
    Integer,
    Mul,
    Number,
    NumberSymbol,
    Pow,
    Rational,
    S,
    Symbol,
    Tuple,
    cos,
    cosh,
    cse,
    exp,
    log,
    numbered_symbols,
    sin,
    sinh,
    tan,
    tanh,
)

# the head of what is written: text for the engines, which alone compile and run it
HEAD = '''"""Written by qmgr_sym.geometry.right_side; do not edit."""

from math import cosh, exp, log, sinh, sqrt, tanh

from numba import njit

from numerics.kernels.sincos import sincos

FLAGS = {"error_model": "numpy", "fastmath": {"contract", "nsz", "arcp"}, "forceinline": True}
'''

FUNCTIONS = {exp: "exp", log: "log", sinh: "sinh", cosh: "cosh", tanh: "tanh"}
_root = Function("sqrt")
_reciprocal = Function("reciprocal")
_power = Function("power")


class LanePrinter:
    """Lowers expressions to products, sums and calls, and prints them.

    Sine and cosine of one argument become one call, each base one reciprocal or one root.
    """

    def __init__(self) -> None:
        """Start without definitions."""
        self.pairs: dict[Expr, tuple[Symbol, Symbol]] = {}
        self.names: dict[Expr, Symbol] = {}
        self._memo: dict[Expr, Expr] = {}

    def lower(self, expr: Expr) -> Expr:
        """`expr` without negative powers, roots, sines and cosines: these become symbols."""
        if expr not in self._memo:
            self._memo[expr] = self._lowered(expr)
        return self._memo[expr]

    def _lowered(self, expr: Expr) -> Expr:
        if isinstance(expr, Symbol | Number | NumberSymbol):
            return expr
        args = [self.lower(arg) for arg in expr.args]
        if isinstance(expr, Add | Mul):
            return expr.func(*args)
        if isinstance(expr, Pow):
            return self._powered(args[0], expr.exp)
        if isinstance(expr, sin | cos | tan):
            if args[0] not in self.pairs:
                count = len(self.pairs)
                self.pairs[args[0]] = (Symbol(f"sin{count}"), Symbol(f"cos{count}"))
            up, down = self.pairs[args[0]]
            if isinstance(expr, tan):
                return up * self._named(_reciprocal(down))
            return up if isinstance(expr, sin) else down
        if expr.func in FUNCTIONS:
            return self._named(expr.func(*args))
        raise ValueError(f"`metric` must be made of elementary functions, but holds {expr.func}")

    def _powered(self, base: Expr, power: Expr) -> Expr:
        if base is S.Exp1:
            return self._named(exp(self.lower(power), evaluate=False))
        if isinstance(power, Rational) and power.q == 2:
            base, power = self._named(_root(base)), power * 2
        if isinstance(power, Integer):
            if power < 0:
                base, power = self._named(_reciprocal(base)), -power
            return base**power
        return self._named(_power(base, self.lower(power)))

    def _named(self, call: Expr) -> Symbol:
        return self.names.setdefault(call, Symbol(f"f{len(self.names)}"))


def written(
    name: str, arguments: Sequence[Symbol], inner: Sequence[tuple[Symbol, Expr]],
    results: Sequence[Expr],
) -> tuple[str, int]:  # fmt: skip
    """A function of numbers as source, and its arithmetic operations.

    `inner` are named expressions that `results` and each other may use.
    """
    printer = LanePrinter()
    named = [symbol for symbol, _ in inner]
    bodies = [printer.lower(expr) for _, expr in inner]
    outcomes = [printer.lower(expr) for expr in results]
    calls, pairs = list(printer.names.items()), list(printer.pairs.items())
    every = [*bodies, *outcomes, *(Tuple(*call.args) for call, _ in calls), *(a for a, _ in pairs)]
    shared, reduced = cse(every, symbols=numbered_symbols("t"), order="canonical")
    items: dict[Symbol, tuple[tuple[Symbol, ...], str, Expr]] = {}
    for symbol, expr in shared:
        items[symbol] = ((symbol,), "", expr)
    for symbol, expr in zip(named, reduced, strict=False):
        items[symbol] = ((symbol,), "", expr)
    start = len(named) + len(results)
    for (call, symbol), inside in zip(calls, reduced[start:], strict=False):
        items[symbol] = ((symbol,), str(call.func), inside)
    for (_, both), inside in zip(pairs, reduced[start + len(calls) :], strict=True):
        items |= dict.fromkeys(both, (both, "sincos", inside))
    outcomes = reduced[len(named) : start]
    lines, count, done = [], 0, set(arguments)

    def need(expr: Expr) -> None:
        nonlocal count
        for symbol in sorted(expr.free_symbols, key=str):
            if symbol not in done:
                left, call, inside = items[symbol]
                need(inside)
                done.update(left)
                lines.append(f"    {', '.join(map(str, left))} = {_value(call, inside)}")
                count += _operations(inside) + bool(call)

    for outcome in outcomes:
        need(outcome)
        count += _operations(outcome)
    shown = ", ".join(_text(outcome, False) for outcome in outcomes)
    head = f"@njit(**FLAGS)\ndef {name}({', '.join(map(str, arguments))}):"
    return "\n".join([head, *lines, f"    return ({shown},)"]) + "\n", count


def _value(call: str, inside: Expr) -> str:
    if not call:
        return _text(inside, False)
    if call == "sincos":
        return f"sincos({_text(inside, False)})"
    values = [_text(value, True) for value in inside.args]
    if call == "reciprocal":
        return f"1.0 / {values[0]}"
    if call == "power":
        return f"{values[0]} ** {values[1]}"
    return f"{call}({values[0]})"


def _operations(expr: Expr) -> int:
    if isinstance(expr, Add | Mul):
        signs = sum(arg is S.NegativeOne for arg in expr.args)
        return len(expr.args) - 1 - signs + sum(map(_operations, expr.args))
    if isinstance(expr, Pow):
        return int(expr.exp) - 1 + _operations(expr.base)
    return sum(map(_operations, expr.args)) if isinstance(expr, Tuple) else 0


def _text(expr: Expr, closed: bool) -> str:
    """The expression in Python; in brackets if `closed` and it is no atom."""
    if isinstance(expr, Symbol):
        return str(expr.name)
    if isinstance(expr, Number | NumberSymbol):
        text = repr(float(expr))
        return f"({text})" if closed and text.startswith("-") else text
    if isinstance(expr, Add):
        parts = [_text(arg, False) for arg in sorted(expr.args, key=_last)]
        text = parts[0] + "".join(
            f" - {part[1:]}" if part.startswith("-") else f" + {part}" for part in parts[1:]
        )
    elif isinstance(expr, Mul):
        factors = [arg for arg in expr.args if arg is not S.NegativeOne]
        text = " * ".join(_text(arg, True) for arg in factors)
        text = f"-{text}" if len(factors) < len(expr.args) else text
    elif isinstance(expr, Pow):
        text = " * ".join([_text(expr.base, True)] * int(expr.exp))
    else:
        raise ValueError(f"`metric` must be made of elementary functions, but holds {expr}")
    return f"({text})" if closed else text


def _last(expr: Expr) -> tuple[bool, str]:
    """Negative terms come last, so that a sum does not begin with a minus."""
    return (bool(expr.could_extract_minus_sign()), str(expr))
