"""Curvature and Euler operators from values alone: differences of metric and Lagrangian.

Conventions: R^r_smn = d_m Gamma^r_ns - d_n Gamma^r_ms + Gamma^r_ml Gamma^l_ns
- Gamma^r_nl Gamma^l_ms, R_mn = R^l_mln; E = dL/df - d/dt dL/df' + d^2/dt^2 dL/df'' - ...
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import sympy as sp
from flint import acb, acb_mat

from proofs.text_claims.numeric.additions import derivative
from proofs.text_claims.numeric.balls import Ball, Environment, Node, NoValueError
from proofs.text_claims.numeric.evaluate import Evaluator, along


def curvature(evaluator: Evaluator, expr: Any) -> Node:
    """The value of a `CurvatureComponent`."""
    matrix, chart, name, places = expr.args
    metric = evaluator.node(matrix)
    symbols, indices, tensor = tuple(chart), tuple(map(int, places)), str(name)
    size = range(len(symbols))

    def connection(at: Environment) -> list[list[list[Ball]]]:
        """Gamma^m_ab, from first differences of the metric."""

        def slope_of(c: int, a: int, b: int) -> Ball:
            return derivative(lambda x: metric({**at, symbols[c]: x})[a, b], at[symbols[c]], 1)

        slope = [[[slope_of(c, a, b) for b in size] for a in size] for c in size]
        inverse = metric(at).inv()
        return [
            [
                [
                    sum((inverse[m, k] * (slope[a][k][b] + slope[b][k][a] - slope[k][a][b]) / 2
                         for k in size), acb(0))
                    for b in size
                ]
                for a in size
            ]
            for m in size
        ]  # fmt: skip

    def riemann(at: Environment) -> dict[tuple[int, ...], Ball]:
        here = connection(at)
        change = [
            _differences(along(connection, at, symbols[c]), at[symbols[c]], size) for c in size
        ]
        found: dict[tuple[int, ...], Ball] = {}
        for r, s, m, n in product(size, repeat=4):
            value = change[m][r][n][s] - change[n][r][m][s]
            for k in size:
                value += here[r][m][k] * here[k][n][s] - here[r][n][k] * here[k][m][s]
            found[r, s, m, n] = value
        return found

    def value(at: Environment) -> Ball:
        if tensor == "christoffel":
            m, a, b = indices
            return connection(at)[m][a][b]
        full = riemann(at)
        if tensor == "riemann":
            return full[indices]
        ricci = [[sum((full[k, a, k, b] for k in size), acb(0)) for b in size] for a in size]
        if tensor == "ricci":
            return ricci[indices[0]][indices[1]]
        low = metric(at)
        up = low.inv()
        scalar = sum((up[a, b] * ricci[a][b] for a in size for b in size), acb(0))
        if tensor == "scalar":
            return scalar
        if tensor == "einstein":
            a, b = indices
            return ricci[a][b] - scalar * low[a, b] / 2
        return _kretschmann(full, low, up, size)

    return value


def _differences(function: Any, x: Ball, size: range) -> Any:
    """First differences of all components at once."""
    h = acb(2) ** -20
    values = {k: function(x + k * h) for k in (-2, -1, 1, 2)}

    def slope(m: int, a: int, b: int) -> Ball:
        near = values[1][m][a][b] - values[-1][m][a][b]
        far = values[2][m][a][b] - values[-2][m][a][b]
        return (8 * near - far) / (12 * h)

    return [[[slope(m, a, b) for b in size] for a in size] for m in size]


def _kretschmann(full: Any, low: acb_mat, up: acb_mat, size: range) -> Ball:
    """R_abcd R^abcd, for any metric."""
    lowered: dict[tuple[int, ...], Ball] = {
        (a, b, c, d): sum((low[a, k] * full[k, b, c, d] for k in size), acb(0))
        for a, b, c, d in product(size, repeat=4)
    }
    raised = lowered
    for slot in range(4):
        raised = {
            index: sum(
                (up[index[slot], k] * raised[(*index[:slot], k, *index[slot + 1 :])] for k in size),
                acb(0),
            )
            for index in product(size, repeat=4)
        }
    return sum((lowered[i] * raised[i] for i in lowered), acb(0))


def euler(evaluator: Evaluator, expr: Any) -> Node:
    """The value of a `VariationalDerivative` with one coordinate, for the concrete functions.

    L depends on f and its derivatives as on independent numbers: the slope of L by each is a
    difference, as a function of t, and so are its total derivatives by t.
    """
    density, field, coordinates = expr.args
    if len(coordinates) != 1:
        raise NoValueError("a Lagrangian density of several coordinates is not evaluated")
    t = coordinates[0]
    orders = {
        int(sum(c for _, c in d.variable_count))
        for d in density.atoms(sp.Derivative)
        if d.expr == field
    }
    jets = {k: sp.Dummy(f"jet{k}") for k in {0, *orders}}
    marked = density
    for k in sorted(jets, reverse=True):
        marked = marked.xreplace({(field.diff(t, k) if k else field): jets[k]})
    inner = evaluator.node(marked)
    slots = {jets[k]: evaluator.node(field.diff(t, k) if k else field) for k in jets}

    def momentum(k: int, at: Environment) -> Ball:
        full = {**at, **{slot: node(at) for slot, node in slots.items()}}
        return derivative(lambda v: inner({**full, jets[k]: v}), full[jets[k]], 1)

    def value(at: Environment) -> Ball:
        total = acb(0)
        for k in jets:
            if k == 0:
                total += momentum(0, at)
            else:
                change = derivative(along(partial(momentum, k), at, t), at[t], k)
                total += (-1) ** k * change
        return total

    return value
