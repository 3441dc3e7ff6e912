"""Einstein's equations for an ansatz: conditions on its free functions, solved where SymPy can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sympy
from sympy import Derivative, Expr, S
from sympy.core.function import AppliedUndef

from qmgr_sym.geometry._zero import zero_test
from qmgr_sym.geometry.metric import Metric

_PARTS = 4000


@dataclass(frozen=True)
class Solution:
    """Functions of an ansatz, and the conditions that are left; `checked` by substitution."""

    functions: Mapping[Expr, Expr]
    left: tuple[Expr, ...]
    checked: bool


@dataclass(frozen=True)
class FieldEquations:
    """G_mn + Lambda g_mn - matter_mn = 0 as conditions: expressions that must vanish."""

    metric: Metric
    cosmological: Expr
    matter: Mapping[tuple[int, int], Expr]
    conditions: tuple[Expr, ...] = field(default=())


def field_equations(
    metric: Metric,
    cosmological: Expr = S.Zero,
    matter: Mapping[tuple[int, int], Expr] | None = None,
) -> FieldEquations:
    """The independent conditions, each a numerator without factors that cannot vanish.

    Args:
        metric: the ansatz.
        cosmological: Lambda.
        matter: kappa T_mn with lower indices, by (m, n).

    Examples:
        >>> from sympy import Function, diag, symbols
        >>> t, x, y, z = symbols("t x y z", real=True)
        >>> a = Function("a", positive=True)(t)
        >>> flat = Metric(diag(-1, a**2, a**2, a**2), (t, x, y, z))
        >>> field_equations(flat).conditions
        (Derivative(a(t), t), 2*a(t)*Derivative(a(t), (t, 2)) + Derivative(a(t), t)**2)
    """
    sources = dict(matter or {})
    einstein, n = metric.einstein(), metric.dimension
    found: dict[Expr, None] = {}
    for i in range(n):
        for j in range(i, n):
            value = einstein[i, j] + cosmological * metric[i, j] - sources.get((i, j), S.Zero)
            if value != 0:
                for condition in _numerator(metric, value):
                    found[condition] = None
    ordered = sorted(found, key=lambda e: (_order(e), e.count_ops(), sympy.default_sort_key(e)))
    return FieldEquations(metric, cosmological, sources, tuple(ordered))


def _numerator(metric: Metric, value: Expr) -> list[Expr]:
    """The numerator, without factors that no function enters and without powers."""
    top = sympy.fraction(sympy.together(value))[0]
    factors = sympy.factor_list(top)[1]
    held = [f for f, _ in factors if f.has(AppliedUndef) and not isinstance(f, AppliedUndef)]
    if not factors or (not held and zero_test(value).outcome == "zero"):
        return []
    return [sympy.expand(sympy.Mul(*held))] if held else [top]


def _order(expr: Expr) -> int:
    return max((d.derivative_count for d in expr.atoms(Derivative)), default=0)


def solved(equations: FieldEquations, unknown: Sequence[Expr]) -> Solution:
    """Solve the conditions one after another: those with one unknown function of one variable.

    Each time the condition of lowest order that holds one function, of one coordinate, goes to
    `sympy.dsolve` (or to `sympy.solve` where no derivative is left), and its solution into the
    others, with new constants C1, C2, ... What is found is put into the metric, whose field
    equations are computed anew.
    """
    known: dict[Expr, Expr] = {}
    left = list(equations.conditions)
    constants = sympy.numbered_symbols("C", start=1, real=True)
    while left:
        step = _step(left, [f for f in unknown if f not in known], constants)
        if step is None:
            break
        function, value = step
        known = {f: _put(v, function, value) for f, v in known.items()}
        known[function] = value
        rest: dict[Expr, None] = {}
        for condition in left:
            fresh = sympy.fraction(sympy.together(_put(condition, function, value)))[0]
            if zero_test(fresh).outcome != "zero":
                rest[sympy.factor_terms(sympy.expand(fresh))] = None
        left = list(rest)
        fixed = _constants(left)
        if fixed:
            known = {f: sympy.cancel(v.subs(fixed)) for f, v in known.items()}
            left = [c for c in (e.subs(fixed) for e in left) if zero_test(c).outcome != "zero"]
    return Solution(known, tuple(left), bool(known) and _holds(equations, known, left))


def _step(
    conditions: list[Expr], unknown: Sequence[Expr], constants: object
) -> tuple[Expr, Expr] | None:
    for condition in sorted(conditions, key=lambda e: (_order(e), e.count_ops())):
        inside = [f for f in unknown if condition.has(f)]
        if len(inside) != 1 or len(inside[0].args) != 1:
            continue
        function = inside[0]
        try:
            if _order(condition) == 0:
                values = sympy.solve(condition, function)
            else:
                found = sympy.dsolve(condition, function)
                found = found if isinstance(found, list) else [found]
                values = [eq.rhs for eq in found if eq.lhs == function]
        except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
            continue
        for value in values:
            if value.has(function, sympy.Integral) or value == 0:
                continue
            own = sorted(
                (s for s in value.free_symbols - condition.free_symbols if s.name[0] == "C"),
                key=lambda s: s.name,
            )
            return function, value.subs({s: next(constants) for s in own})  # type: ignore[call-overload]
    return None


def _put(expr: Expr, function: Expr, value: Expr) -> Expr:
    return expr.subs(function, value).doit()


def _constants(conditions: list[Expr]) -> dict[Expr, Expr]:
    """A constant of integration that a condition without functions and coordinates fixes."""
    for condition in conditions:
        if condition.has(AppliedUndef):
            continue
        for constant in sorted(condition.free_symbols, key=str):
            if constant.name.startswith("C") and condition.is_polynomial(constant):
                values = [v for v in sympy.solve(condition, constant) if v.is_real is not False]
                good = [v for v in values if not v.free_symbols & _moving(condition, constant)]
                if good:
                    return {constant: good[0]}
    return {}


def _moving(condition: Expr, constant: Expr) -> set[Expr]:
    return {s for s in condition.free_symbols if not s.name.startswith("C") and s != constant}


def _holds(equations: FieldEquations, known: Mapping[Expr, Expr], left: Sequence[Expr]) -> bool:
    """Whether the metric with the solution put in satisfies all that is not left."""
    metric = equations.metric
    rows = metric.components.subs(known).doit()
    try:
        fresh = Metric(rows, metric.coordinates, metric.name, metric.domain)
    except (ValueError, ZeroDivisionError):
        return False
    sources = {k: _put_all(v, known) for k, v in equations.matter.items()}
    again = field_equations(fresh, equations.cosmological, sources).conditions
    return not again if not left else len(again) <= len(left)


def _put_all(expr: Expr, known: Mapping[Expr, Expr]) -> Expr:
    return expr.subs(known).doit()
