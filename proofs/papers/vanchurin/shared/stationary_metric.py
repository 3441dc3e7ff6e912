"""Variation of the gravitational action by the inverse metric: (8.10) and (8.12)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import gravity, metric_fields
from proofs.papers.vanchurin.shared.gravity import ROOT, Lambda, Metric, R, scalar

RK = scalar(r"[R_{\mu\nu}\delta g^{\mu\nu}]")
GK = scalar(r"[g_{\mu\nu}\delta g^{\mu\nu}]")
POINT_DIMENSIONS = (3, 4)
Point = Mapping[Expr, Expr]


def einstein() -> Expr:
    """sqrt(-g) (R_mn - g_mn R / 2) contracted with a change of the inverse metric."""
    return ROOT * (RK - R * GK / 2)


@cache
def _change(g: Metric, field: Expr) -> dict[Expr, Expr]:
    """The letters of a form when one free function of a family changes."""
    slope = gravity.inverse(g).applyfunc(lambda entry: sp.diff(entry, field))
    pairs = list(product(g.size, repeat=2))
    curvature = gravity.ricci(g)
    return {
        ROOT: g.root,
        R: gravity.trace(g, curvature),
        RK: sp.Add(*(curvature[a, b] * slope[a, b] for a, b in pairs)),
        GK: sp.Add(*(g.matrix[a, b] * slope[a, b] for a, b in pairs)),
    }


def in_families(density: Expr, action: Expr) -> list[Expr]:
    """What is left of `density` when the variation of `action` is taken off, in the families."""
    gaps = []
    for family in gravity.families():
        parts = gravity.euler(family, action)
        for field, part in zip(family.fields, parts, strict=True):
            gaps.append(density.xreplace(_change(family, field)) - part)
    return gaps


@cache
def at_a_point(dimension: int) -> tuple[Point, Expr]:
    """The letters of a form, and the variation of the action of (8.8), at a point of any metric.

    In coordinates with g = eta and no first derivatives at the point, the curvature is linear in
    the second derivatives d_c d_d g_ab, which are free. The action is sqrt(-g) (Y - X), quadratic
    in first derivatives; its variation there is the same form with one of the two derivatives moved
    onto the other.
    """
    ran = range(dimension)
    eta = [-1] + [1] * (dimension - 1)

    def second(c: int, d: int, a: int, b: int) -> Expr:
        one, two = sorted((c, d)), sorted((a, b))
        return sp.Symbol(f"d{one[0]}{one[1]}g_{two[0]}{two[1]}", real=True)

    def change(a: int, b: int) -> Expr:
        return sp.Symbol(f"k^{min(a, b)}{max(a, b)}", real=True)

    def connection(slope: Mapping[tuple[int, int, int], Expr], m: int, a: int, b: int) -> Expr:
        return eta[m] * (slope[b, m, a] + slope[a, m, b] - slope[m, a, b]) / 2

    indices = list(product(ran, repeat=3))
    total = sp.S.Zero
    for c in ran:
        left = {(d, a, b): second(c, d, a, b) for d, a, b in indices}
        right = {
            (d, a, b): -eta[a] * eta[b] * change(a, b) if d == c else sp.S.Zero
            for d, a, b in indices
        }
        p = {i: connection(left, *i) for i in indices}
        q = {i: connection(right, *i) for i in indices}
        for one, two in ((p, q), (q, p)):
            low = [sp.Add(*(two[e, e, m] for e in ran)) for m in ran]
            total -= sp.Add(
                *(eta[a] * one[m, a, e] * two[e, a, m] for m, a, e in indices),
                *(-eta[a] * one[m, a, a] * low[m] for m, a in product(ran, repeat=2)),
            )

    def ricci(b: int, d: int) -> Expr:
        return (
            sp.Add(
                *(
                    eta[a]
                    * (
                        second(b, a, a, d)
                        + second(a, d, b, a)
                        - second(a, a, b, d)
                        - second(b, d, a, a)
                    )
                    for a in ran
                )
            )
            / 2
        )

    weight = sp.Symbol("w", positive=True)
    letters = {
        ROOT: weight,
        R: sp.Add(*(eta[a] * ricci(a, a) for a in ran)),
        RK: sp.Add(*(ricci(a, b) * change(a, b) for a, b in product(ran, repeat=2))),
        GK: sp.Add(*(eta[a] * change(a, a) for a in ran)),
    }
    return letters, sp.expand(weight * total)


def at_points(density: Expr, cosmological: Expr) -> list[Expr]:
    """What is left of `density` when the variation of sqrt(-g) (R - 2 Lambda) is taken off."""
    gaps = []
    for dimension in POINT_DIMENSIONS:
        letters, varied = at_a_point(dimension)
        volume = cosmological * letters[ROOT] * letters[GK]
        gaps.append(sp.expand(density.xreplace(letters) - varied - volume))
    return gaps


@cache
def friedmann_step(action: Expr) -> ck.Step:
    """The variations by lapse and scale factor of a flat Friedmann metric."""
    cosmos = gravity.friedmann()
    lapse = cosmos.fields[0]
    parts = (sp.factor(part.doit().subs(lapse, 1).doit()) for part in gravity.euler(cosmos, action))
    return ck.Step(
        "For example a flat Friedmann metric, varied by lapse and scale factor, at lapse 1:",
        sp.Tuple(*(ck.equal(part, 0) for part in parts)),
    )


def measure(sample: ck.Sample, cosmological: np.ndarray, varied: Expr) -> ck.Measurement:
    """Vary the action on a periodic grid by complex step in a random direction.

    The action is built from the connection and its differences; the curvature beside it from
    second derivatives of the metric.
    """
    g, change = metric_fields.metric(sample), metric_fields.tensor(sample, "k")
    level = cosmological[:, None, None]

    def action(metric: np.ndarray) -> np.ndarray:
        s = metric_fields.scalars(metric)
        curvature = s[gravity.X] - s[gravity.Y] + s[gravity.W1] - s[gravity.W2]
        return metric_fields.over_box(s[ROOT] * (curvature - 2 * level))

    curvature = metric_fields.ricci(g)
    values = {
        varied: metric_fields.variation(g, change, action),
        ROOT: metric_fields.root(g),
        R: metric_fields.trace(g, curvature),
        RK: np.einsum("nab...,nab...->n...", curvature, change),
        GK: np.einsum("nab...,nab...->n...", g, change),
        Lambda: cosmological,
    }
    return ck.Measurement(values, metric_fields.derivative, metric_fields.integral)
