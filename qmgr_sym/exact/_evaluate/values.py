"""Integrals, sums and limits that SymPy can carry out, checked before they are believed."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from flint import ctx
from sympy import Derivative, Expr, Integral, Limit, Product, Sum, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._evaluate.timed import within
from qmgr_sym.exact._jets import carry_out
from qmgr_sym.exact._points.domains import domain_of
from qmgr_sym.exact._points.draws import draw, generator
from qmgr_sym.exact._points.point import NoValueError, Point
from qmgr_sym.exact._points.quadrature import finite_integral, infinite_integral
from qmgr_sym.exact._rewrite.bound import standard
from qmgr_sym.exact._undefined import is_undefined

BINDERS = (Integral, Sum, Product, Limit)
CARRIED_OUT = (*BINDERS, sympy.hyper)
_ATTEMPTS = (0, 2, 3, 4, 6)
_DIGITS = 15
_FINE_DIGITS = 40
_CLOSE = 1e-8
_QUADRATURE_BITS = 80
_ENOUGH = 3
_NEAR = (3, 6, 12)


def carried_out(expr: Expr, same: Callable[[Expr], bool], seconds: float) -> Expr | None:
    """The expression with its integrals, sums and limits carried out, None where none could be.

    What SymPy finds is taken only if a check agrees: the derivative of an antiderivative, else
    quadrature and summation at points where every value is a number.
    """
    return within(seconds, lambda: _replaced(expr, same))


def _replaced(expr: Expr, same: Callable[[Expr], bool]) -> Expr | None:
    """Carry out the innermost ones first, as long as there are any that can be."""
    work = standard(expr)
    failed: set[Expr] = set()
    while True:
        nodes = [node for node in work.atoms(*CARRIED_OUT) if node not in failed]
        inner = [n for n in nodes if not any(m != n and n.has(m) for m in nodes)]
        if not inner:
            return None if work == standard(expr) else work
        rules = {}
        for node in sorted(inner, key=sympy.default_sort_key):
            value = _value(node)
            if value is not None and _confirmed(node, value, same):
                rules[node] = value
            else:
                failed.add(node)
        work = work.xreplace(rules)


def _value(node: Expr) -> Expr | None:
    """What SymPy makes of it, None where something is left to do."""
    try:
        value = sympy.hyperexpand(node) if isinstance(node, sympy.hyper) else node.doit()
    except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(value, Expr) or value.has(*CARRIED_OUT) or is_undefined(value):
        return None
    return value


def _confirmed(node: Expr, value: Expr, same: Callable[[Expr], bool]) -> bool:
    if isinstance(node, Integral) and len(node.limits) == 1 and len(node.limits[0]) == 2:
        symbol, end = node.limits[0]
        if not isinstance(end, Symbol):
            return False
        return same(Derivative(value, end).doit() - node.function.subs(symbol, end))
    if node.atoms(AppliedUndef, Derivative, sympy.Indexed):
        return isinstance(node, Integral) and _fundamental(node, value, same)
    return _agrees(node, value)


def agrees(node: Expr, value: Expr) -> bool:
    """Whether an integral, a sum or a limit and its value are the same numbers at some points.

    A check of what SymPy finds, before it is believed; no proof.
    """
    return not node.atoms(AppliedUndef, Derivative, sympy.Indexed) and _agrees(node, value)


def _fundamental(node: Integral, value: Expr, same: Callable[[Expr], bool]) -> bool:
    """That the value is F(b) - F(a) with a smooth F whose derivative is what is integrated."""
    if len(node.limits) != 1 or len(node.limits[0]) != 3:
        return False
    symbol, low, high = node.limits[0]
    primitive = _value(Integral(node.function, symbol))
    if primitive is None or not _smooth(primitive, symbol):
        return False
    if not same(Derivative(primitive, symbol).doit() - node.function):
        return False
    return same(value - primitive.subs(symbol, high) + primitive.subs(symbol, low))


_SMOOTH = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.erf, sympy.atan)


def _smooth(expr: Expr, symbol: Symbol) -> bool:
    """Whether a function is built of functions that are smooth everywhere."""
    for node in sympy.preorder_traversal(expr):
        if not getattr(node, "args", ()) or not node.has(symbol):
            continue
        power = node.is_Pow and node.exp.is_Integer and node.exp > 0
        known = isinstance(node, (*_SMOOTH, AppliedUndef, Derivative, sympy.Subs, sympy.Tuple))
        if not (node.is_Add or node.is_Mul or power or known):
            return False
    return True


def _agrees(node: Expr, value: Expr) -> bool:
    """Whether both are the same numbers at some points, as far as numbers show."""
    checked = 0
    for attempt in _ATTEMPTS:
        point = _point(node, attempt)
        if point is None:
            return False
        sides = (node.subs(point), value.subs(point))
        if isinstance(node, Integral):
            agreed = _overlap(*sides)
            if agreed is False:
                return False
            if agreed:
                checked += 1
                if checked == _ENOUGH:
                    return True
                continue
        if isinstance(node, Limit):
            if not _approaches(*sides):
                return False
            continue
        numbers = [_number(side) for side in sides]
        if not _close(*numbers):
            return False
        if not point:
            break
    return True


def _overlap(integral: Expr, value: Expr) -> bool | None:
    """Whether quadrature in ball arithmetic gives the value; None where it gives nothing."""
    if not isinstance(integral, Integral):
        return None
    point = Point(value, 0, lambda _: False)
    with ctx.workprec(_QUADRATURE_BITS):
        try:
            found = finite_integral(integral, point.ball)
            if found is None:
                found = infinite_integral(integral, point.ball)
            wanted = point.ball(value)
        except NoValueError:
            return None
        if found is None or not found.is_finite() or not wanted.is_finite():
            return None
        gap = abs(found - wanted)
        if gap.lower() > _CLOSE * (1 + abs(wanted).upper()):
            return False
        return True if gap.upper() < _CLOSE * (1 + abs(wanted).lower()) else None


def _approaches(limit: Limit, value: Expr) -> bool:
    """Whether values ever closer to the point come ever closer to the limit."""
    inside, symbol, end, side = limit.args
    gaps = []
    for exponent in _NEAR:
        step = sympy.Integer(10) ** -exponent
        place = end + step if str(side) == "+" else end - step
        if end.is_infinite:
            place = sympy.sign(end) / step
        number = _number(inside, {symbol: sympy.Float(place, _FINE_DIGITS)})
        wanted = _number(value)
        if number is None or wanted is None:
            return False
        gaps.append(abs(number - wanted))
    return gaps == sorted(gaps, reverse=True) and gaps[-1] < _CLOSE


def _close(left: complex | None, right: complex | None) -> bool:
    if left is None or right is None:
        return False
    return abs(left - right) <= _CLOSE * max(1.0, abs(left))


def _number(expr: Expr, values: dict[Symbol, Expr] | None = None) -> complex | None:
    """The value of a number, None where it has no finite one."""
    try:
        if values:
            return complex(expr.evalf(_FINE_DIGITS, subs=values))
        # Finite sums are written out; infinite ones SymPy adds up numerically.
        return complex(carry_out(expr).evalf(_DIGITS))
    except (TypeError, ValueError, ZeroDivisionError, NotImplementedError):
        return None


def _point(node: Expr, attempt: int) -> dict[Symbol, Expr] | None:
    """Values for the free symbols, small integers for those that end a sum."""
    values = {}
    for position, symbol in enumerate(sorted(node.free_symbols, key=sympy.default_sort_key)):
        if not isinstance(symbol, Symbol):
            return None
        value = draw(domain_of(symbol), generator(position, attempt), attempt)
        if value is None:
            return None
        values[symbol] = value
    return values
