"""The road (8.1)-(8.8) on actual neurons: every printed line evaluated as it is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.calculus import gauss_nodes
from numerics.integrators import runge_kutta
from numerics.spacetime.averages import curly, inverse_metric_field, metric_field, number_density
from numerics.spacetime.cloud import Cloud
from numerics.spacetime.curvatures import curvature
from numerics.spacetime.neuron_clouds import (
    geodesic_accelerations,
    lattice_positions,
    random_perturbations,
    random_positions,
    with_random_velocities,
)
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Panel

Array = NDArray[Any]
HALF, EPSILON, SPEED, DURATION = 1.0, 0.2, 0.5, 0.5
REACH, SPACING = 8.25, 0.75
INSTANT, EMPTY = 1e-2, 1e-12  # of the difference of velocities; share of the largest density
LINES = (
    "(8.3) first line, without NT",
    "(8.3) second line, without NT",
    "(8.4) first line",
    "(8.4) second line",
    "(8.4) third line",
    "(8.5) connection at the neurons",
    "(8.5) as printed",
    "(8.7) first line",
    "(8.7) second line as printed",
    "(8.7) second line with plus",
    "(8.7) third line as printed",
    "(8.7) third line with plus",
    "(8.8) third line",
)


def run(rng: np.random.Generator, job: Job) -> Findings:
    """27 neurons on a lattice and 27 thrown at random, falling in the metric they average to."""
    lattice, thrown = lattice_positions(3, HALF), random_positions(3, 1.5 * HALF, rng=rng)
    values: dict[str, dict[str, float]] = {}
    for name, places in (("lattice", lattice), ("random", thrown)):
        cloud = Cloud(places, random_perturbations(places, EPSILON, rng=rng))
        values[name] = _road(with_random_velocities(cloud, SPEED, rng=rng))
    numbers = {f"{name}, {line}": v for name, road in values.items() for line, v in road.items()}
    order = np.arange(1.0, len(LINES) + 1)
    here = values["lattice"]
    summary = (
        f"{len(lattice)} neurons with Gaussian windows move along (7.7) for a time of "
        f"{DURATION:g}. On the lattice the first line of (8.3) has, without NT, "
        f"{here['(8.3) first line, without NT']:.4f}, of which the boundary term that is neglected "
        f"is {here['boundary term of (8.3)']:.4f}: neurons that fall freely hardly accelerate. "
        f"What is left, (8.4) has {here['(8.4) first line']:.4f} in its first line and "
        f"{here['(8.4) second line']:.1e} in its second and third. With the "
        f"connection at the neurons (8.5) keeps that zero; as printed it has "
        f"{here['(8.5) as printed']:.4f}. (8.6) turns this into "
        f"{here['(8.7) first line']:.4f}, the first line of (8.7). Its second line gives "
        f"{here['(8.7) second line as printed']:.4f} as printed and "
        f"{here['(8.7) second line with plus']:.4f} with a plus sign; its third line "
        f"{here['(8.7) third line as printed']:.4f} and "
        f"{here['(8.7) third line with plus']:.4f}: for these neurons {{sqrt(g_i)}} is not the "
        f"root of the determinant of the averaged metric. The last line of (8.8) is "
        f"{here['(8.8) third line']:.4f}; from the line before it differs also by boundary terms, "
        "which are not zero at the two ends of a finite time."
    )
    panel = Panel(
        "The lines of the road, in the order of the list",
        "number of the line, from (8.3) to (8.8)",
        "value",
        (
            Curve("lattice", order, [values["lattice"][line] for line in LINES], "points"),
            Curve("random", order, [values["random"][line] for line in LINES], "points"),
        ),
    )
    return Findings(summary, numbers, (panel,))


def _road(start: Cloud) -> dict[str, float]:
    """All lines integrated over the time interval, and what the integration by parts drops."""
    total, boundary, now, cloud = np.zeros(len(LINES)), 0.0, 0.0, start
    clock = gauss_nodes(0.0, DURATION, 3)
    inside = zip(clock.points, clock.weights, strict=True)
    for moment, weight in [(0.0, 0.0), *inside, (DURATION, 0.0)]:
        cloud, now = _fall(cloud, moment - now), moment
        if weight:
            total += weight * _lines(cloud)
        else:
            edge = np.einsum("nab,na,nb", cloud.precisions, cloud.velocities, cloud.positions)
            boundary += -edge if moment else edge
    road = dict(zip(LINES, total.tolist(), strict=True))
    both = road[LINES[1]] + boundary
    return {
        "N T": start.count * DURATION,
        "boundary term of (8.3)": float(boundary),
        "(8.3) second line plus boundary, without NT": both,
        **road,
    }


def _fall(cloud: Cloud, time: float) -> Cloud:
    """All neurons a little later, by Runge-Kutta steps of (7.7) with the metric of all."""

    def rate(_: float, state: Array) -> Array:
        x, v = state
        moved = replace(cloud, positions=x, velocities=v)
        return np.stack([v, geodesic_accelerations(moved, v)])

    if time == 0:
        return cloud
    start = np.stack([cloud.positions, cloud.velocities])
    steps = 1 if abs(time) <= INSTANT else 2
    x, v = runge_kutta(rate, start, [0.0, time], steps=steps)[-1]
    return replace(cloud, positions=x, velocities=v)


def _lines(falling: Cloud) -> Array:
    """The integrals over space of LINES at one time, by the trapezoid rule on a lattice."""
    v, g, root = falling.velocities, falling.precisions, falling.root_determinants
    push = geodesic_accelerations(falling, v)
    later, earlier = (_fall(falling, sign * INSTANT).velocities for sign in (1, -1))
    measured = (later - earlier) / (2 * INSTANT)
    cloud = replace(falling, accelerations=push)
    side = np.arange(-REACH, REACH + SPACING / 2, SPACING)
    points = np.stack(np.meshgrid(side, side, side, indexing="ij"), axis=-1).reshape(-1, 3)
    filled = number_density(cloud, points).value
    points = points[filled > EMPTY * filled.max()]
    events = np.concatenate([np.zeros((len(points), 1)), points], axis=1)

    density = number_density(cloud, events, order=1)
    low, up = metric_field(cloud, events, order=2), inverse_metric_field(cloud, events)
    curved = curvature(low.value, low.gradient, low.hessian)
    gamma, raised, scalar = curved.christoffel, up.value, curved.scalar
    own = np.zeros((cloud.count, 4, 4))
    own[:, 0, 0], own[:, 1:, 1:] = -1.0, np.linalg.inv(g)
    spread = curly(own * root[:, None, None], cloud, events, order=1)
    trace = np.einsum("xmab,xab->xm", gamma, raised)

    def pulled(weights: Array) -> tuple[Array, Array]:
        """{dx^a/dt g_ab (x^b - x_i^b) w_i sqrt(g_i)} and the same without the velocity."""
        rows = np.concatenate([np.einsum("na,nab->nb", v, g)[:, None], g], axis=1)
        many = np.einsum("nab,n...,n->na...b", rows, weights, root)
        bracket = curly(many, cloud, points, linear=True).value
        return bracket[:, 0], bracket[:, 1:]

    four = np.concatenate([np.ones((cloud.count, 1)), v], axis=1)
    clock, space = pulled(np.einsum("na,nb->nab", four, four))
    printed = np.einsum("xab,xab->x", gamma[:, 0], clock) - np.einsum(
        "xmab,xmab->x", gamma[:, 1:], space
    )
    clock_0, space_0 = pulled(np.ones(cloud.count))
    clock_1, space_1 = pulled(own)
    first = trace[:, 0] * clock_0 - np.einsum("xm,xm->x", trace[:, 1:], space_0)
    first = first + np.einsum("xab,xab->x", gamma[:, 0], clock_1)
    first = first - np.einsum("xmab,xmab->x", gamma[:, 1:], space_1)

    growth = np.einsum("xm,xm->x", trace, density.gradient)
    change = np.einsum("xmab,xabm->x", gamma, spread.gradient)
    lowered = np.einsum("xccm->xm", gamma)
    volume = density.value * np.einsum("xm,xm->x", trace, lowered)

    force, push_down = (np.einsum("nab,na->nb", g, a) for a in (measured, push))
    where = np.einsum("nb,nb->n", force, cloud.positions)
    second = _written_out(points, cloud, force)
    third, inserted = (
        curly(f * root[:, None], cloud, points, linear=True).value for f in (force, push_down)
    )
    over_space = np.stack([
        curly(where * root, cloud, points).value, -second, -third, -inserted, -printed, -first / 2,
        -(growth - change) / 2, -(growth + change) / 2, -(volume - change) / 2,
        -(volume + change) / 2, density.value * scalar,
    ]).sum(1) * SPACING**3  # fmt: skip
    kinetic = np.einsum("nab,na,nb", g, v, v)
    return np.concatenate([[-kinetic, where.sum()], over_space])


def _written_out(points: Array, cloud: Cloud, force: Array) -> Array:
    """sum_i force_b (x^b - x_i^b) sqrt(g_i) (2 pi)^(-3/2) exp(...), without curly brackets."""
    away = points[:, None] - cloud.positions
    exponent = np.einsum("xna,nab,xnb->xn", away, cloud.precisions, away, optimize=True)
    windows = cloud.root_determinants * (2 * np.pi) ** -1.5 * np.exp(-exponent / 2)
    return np.asarray(np.einsum("xnb,nb,xn->x", away, force, windows, optimize=True))


EXPERIMENT = Experiment("road", "The road from (8.1) to (8.8) on actual neurons", run)
