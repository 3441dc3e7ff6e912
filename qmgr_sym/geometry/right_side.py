"""Geodesic equations as Python source, common subexpressions shared, ready for a compiler.

The generated module holds plain functions of numbers, decorated for numba: ``right_side``, the
derivatives, and ``monitors``, what is conserved.  Its text is written from SymPy objects alone;
every name in it is made here.  Powers are products and reciprocals, sine and cosine polynomials, so
that a loop over orbits becomes vector instructions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sympy import Add, Dummy, Expr, Rational, S, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.geometry._lane_printer import HEAD, written
from qmgr_sym.geometry.metric import Metric

FORMS = ("hamiltonian", "affine", "coordinate")


@dataclass(frozen=True)
class RightSide:
    """A first-order system for geodesics and its source.

    The state is (x^m, p_m) in the form "hamiltonian", (x^m, u^m) in "affine", and (x^a, v^a,
    ds/dt, s) in "coordinate", with s the affine parameter.  ``active``, ``passive`` and
    ``constant`` are positions in it: variables that enter the right side, variables that do not,
    and variables whose derivative vanishes.  ``right_side(s, *active, *constant, *parameters)``
    returns the derivatives of the active and the passive ones; ``monitors(s, *active, *passive,
    *constant, *parameters)`` the conserved quantities named in ``monitors``.  ``operations`` counts
    the arithmetic operations of one evaluation, a sine or cosine for one.
    """

    source: str
    form: str
    dimension: int
    active: tuple[int, ...]
    passive: tuple[int, ...]
    constant: tuple[int, ...]
    parameters: tuple[str, ...]
    monitors: tuple[str, ...]
    operations: int


def right_side(
    metric: Metric,
    form: str = "hamiltonian",
    parameters: Sequence[Symbol] = (),
    conserved: dict[str, Callable[[Sequence[Symbol], Sequence[Symbol]], Expr]] | None = None,
) -> RightSide:
    """Write the geodesic equations of a metric as source.

    "hamiltonian": x' = g^{mn} p_n, p_c' = d_c g_{ab} x'^a x'^b / 2, from H = g^{ab} p_a p_b / 2;
    "affine": u'^m = -Gamma^m_{ab} u^a u^b, Vanchurin (7.8); "coordinate": Vanchurin (7.7) in
    t = x^0, with d(ds/dt)/dt = (ds/dt) Gamma^0_{ab} v^a v^b beside it.

    Args:
        metric: the metric, without unknown functions.
        form: one of `FORMS`.
        parameters: all symbols of the metric that are not coordinates, in the order in which
            their values are passed.
        conserved: further quantities to monitor by name: functions of the coordinates and of the
            momenta p_m = g_{mn} dx^n/ds, such as Carter's constant.  The norm g(u, u) and p_m for
            every coordinate m that the metric does not contain are always monitored, in this
            order and before them.

    Raises:
        ValueError: an unknown form, unknown functions, or symbols that are neither coordinates nor
            parameters.
    """
    if form not in FORMS:
        raise ValueError(f"`form` must be one of {', '.join(FORMS)}, but was {form!r}")
    _check(metric, parameters)
    x = [Symbol(f"x{i}", real=True) for i in range(metric.dimension)]
    numbers = [Symbol(f"q{i}", real=True) for i in range(len(parameters))]
    swap = dict(zip((*metric.coordinates, *parameters), (*x, *numbers), strict=True))
    write = {"hamiltonian": _hamiltonian, "affine": _affine, "coordinate": _coordinate}[form]
    system = write(metric, x, swap)
    names, watched = _watched(metric, system, swap, conserved or {})
    kinds = _kinds(system)
    ordered = [[system.state[i] for i in kind] for kind in kinds]
    rates = [system.rates[i] for kind in kinds[:2] for i in kind]
    time = Symbol("s", real=True)
    swap_time = {} if form != "coordinate" else {x[0]: time}
    first = [time, *ordered[0], *ordered[2], *numbers]
    second = [time, *ordered[0], *ordered[1], *ordered[2], *numbers]
    inner = [(name, e.xreplace(swap_time)) for name, e in system.inner]
    source, operations = written("right_side", first, inner, [e.xreplace(swap_time) for e in rates])
    watching, _ = written("monitors", second, [], [e.xreplace(swap_time) for e in watched])
    return RightSide(
        HEAD + "\n\n" + source + "\n\n" + watching,
        form,
        metric.dimension,
        *kinds,
        tuple(str(p) for p in parameters),
        names,
        operations,
    )


@dataclass(frozen=True)
class _System:
    """State, its rates, temporaries that the rates use, and p_m in terms of the state."""

    state: list[Symbol]
    rates: list[Expr]
    inner: list[tuple[Symbol, Expr]]
    momenta: list[Expr]
    norm: Expr


def _hamiltonian(metric: Metric, x: list[Symbol], swap: dict[Symbol, Symbol]) -> _System:
    n = metric.dimension
    p = [Symbol(f"p{i}", real=True) for i in range(n)]
    v = [Symbol(f"v{i}", real=True) for i in range(n)]
    up = metric.inverse().xreplace(swap)
    speed = [Add(*(up[i, j] * p[j] for j in range(n))) for i in range(n)]
    force = [_half_slope(metric, c, v).xreplace(swap) for c in range(n)]
    norm = Add(*(speed[i] * p[i] for i in range(n)))
    inner = list(zip(v, speed, strict=True))
    return _System([*x, *p], [*v, *force], inner, list(p), norm)


def _half_slope(metric: Metric, c: int, v: Sequence[Expr]) -> Expr:
    """d_c g_{ab} v^a v^b / 2."""
    n, terms = metric.dimension, []
    for a in range(n):
        for b in range(a, n):
            slope = metric[a, b].diff(metric.coordinates[c])
            terms.append((Rational(1, 2) if a == b else S.One) * slope * v[a] * v[b])
    return Add(*terms)


def _bend(metric: Metric, u: Sequence[Expr], swap: dict[Symbol, Symbol]) -> list[Expr]:
    """Gamma^m_{ab} u^a u^b."""
    terms: list[list[Expr]] = [[] for _ in u]
    for (m, a, b), gamma in metric.christoffel().nonzero().items():
        if a <= b:
            factor = 1 if a == b else 2
            terms[m].append(factor * gamma.xreplace(swap) * u[a] * u[b])
    return [Add(*found) for found in terms]


def _lowered(metric: Metric, u: Sequence[Expr], swap: dict[Symbol, Symbol]) -> list[Expr]:
    g, n = metric.components.xreplace(swap), metric.dimension
    return [Add(*(g[i, j] * u[j] for j in range(n))) for i in range(n)]


def _affine(metric: Metric, x: list[Symbol], swap: dict[Symbol, Symbol]) -> _System:
    u = [Symbol(f"u{i}", real=True) for i in range(metric.dimension)]
    rates = [*u, *(-b for b in _bend(metric, u, swap))]
    p = _lowered(metric, u, swap)
    return _System([*x, *u], rates, [], p, Add(*(a * b for a, b in zip(p, u, strict=True))))


def _coordinate(metric: Metric, x: list[Symbol], swap: dict[Symbol, Symbol]) -> _System:
    n = metric.dimension
    v = [Symbol(f"u{i}", real=True) for i in range(1, n)]
    rate, s = Symbol("w", real=True), Symbol("affine", real=True)
    flow = [S.One, *v]
    bend = [Symbol(f"b{i}", real=True) for i in range(n)]
    inner = list(zip(bend, _bend(metric, flow, swap), strict=True))
    turn = [bend[0] * flow[a] - bend[a] for a in range(1, n)]
    p = [e / rate for e in _lowered(metric, flow, swap)]
    norm = Add(*(a * b / rate for a, b in zip(p, flow, strict=True)))
    return _System([*x[1:], *v, rate, s], [*v, *turn, rate * bend[0], rate], inner, p, norm)


def _watched(
    metric: Metric,
    system: _System,
    swap: dict[Symbol, Symbol],
    conserved: dict[str, Callable[[Sequence[Symbol], Sequence[Symbol]], Expr]],
) -> tuple[tuple[str, ...], list[Expr]]:
    names, found = ["norm"], [system.norm]
    for coordinate, p in zip(metric.coordinates, system.momenta, strict=True):
        if coordinate not in metric.components.free_symbols:
            names.append(f"p_{coordinate}")
            found.append(p)
    letters = [Dummy() for _ in metric.coordinates]
    values = dict(zip(letters, system.momenta, strict=True))
    for name, function in conserved.items():
        expr = function(metric.coordinates, letters)
        names.append(name)
        found.append(expr.xreplace(values).xreplace(swap))
    return tuple(names), found


def _check(metric: Metric, parameters: Sequence[Symbol]) -> None:
    unknown = sorted(str(f) for f in metric.components.atoms(AppliedUndef))
    if unknown:
        raise ValueError(f"`metric` must have no unknown functions, but has {unknown[0]}")
    loose = metric.components.free_symbols - {*metric.coordinates, *parameters}
    if loose:
        first = sorted(map(str, loose))[0]
        raise ValueError(f"`parameters` must hold every symbol of the metric, but not {first}")


def _kinds(
    system: _System,
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Positions of the active, the passive and the constant variables."""
    used: set[Symbol] = set()
    inner = dict(system.inner)
    reach = list(system.rates)
    while reach:
        fresh = reach.pop().free_symbols - used
        used |= fresh
        reach += [inner[symbol] for symbol in fresh if symbol in inner]
    places = range(len(system.state))
    still = tuple(i for i in places if system.rates[i] == 0)
    active = tuple(i for i in places if i not in still and system.state[i] in used)
    passive = tuple(i for i in places if i not in still and i not in active)
    return active, passive, still
