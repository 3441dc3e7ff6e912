"""The space-time of a large cloud of neurons: its fields, its curvature, its light."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.memory import refuse_beyond
from numerics.orbits.field_table import Field, field_table
from numerics.orbits.integration import integrate
from numerics.spacetime.cell_list import CellList
from numerics.spacetime.emergence import EmergentMetric, emergent_metric, metric_cells
from numerics.spacetime.emergent_paths import emergent_geodesics, light_velocities
from numerics.spacetime.neuron_clouds import random_metric, random_perturbations
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
MARGIN = 5.0  # widths from the edge of the cloud to the fields shown
WAVELENGTH, SCATTER, JITTER = 14.0, 0.25, 0.25
RAYS, TIMES, FARTHEST = 16, 26, 10.0
STEP, DEPTH = 0.5, 4.0  # of the spline table; how far it reaches out of the plane of the slice
CONES = 3  # along each axis
BYTES = 400  # for each neuron, measured: twelve numbers given, 23 in cells, and some between


def run(
    rng: np.random.Generator,
    job: Job,
    neurons: int = 20000,
    cloud: str = "perturbed",
    epsilon: float = 0.2,
    grid: int = 72,
) -> Findings:
    """Neurons in a cube, the fields (6.8)-(6.10) on its middle plane, light from its middle."""
    refuse_beyond(neurons * BYTES + grid**2 * 8000, what=f"space-time of {neurons} neurons")
    positions, precisions = _neurons(neurons, cloud, epsilon, rng)
    job.progress(1, 10, "neurons")
    cells = metric_cells(positions, precisions)
    job.progress(2, 10, "cells")
    half = (neurons ** (1 / 3) / 2) - MARGIN
    side = np.linspace(-half, half, grid)
    points = np.zeros((grid, grid, 3))
    points[..., 0], points[..., 1] = np.meshgrid(side, side)
    field = emergent_metric(
        cells, points, order=2,
        progress=lambda done, of: job.progress(2 * of + 4 * done, 10 * of, "fields"),
    )  # fmt: skip
    density, root = field.density.value, np.sqrt(field.determinant)
    scalar = np.asarray(field.curvature().scalar)
    apart = np.linalg.eigvalsh(field.difference)[..., -1]

    reach = min(half, FARTHEST + 1.5)
    times = np.linspace(0, reach - 1.5, TIMES)
    table = _table(cells, reach)
    job.progress(7, 10, "table")
    worst = _off_the_samples(table, cells, reach, rng)
    start, light = np.zeros((RAYS, 3)), _directions(cells)
    exact = emergent_geodesics(cells, start, light, times, rtol=1e-9)
    job.progress(9, 10, "light by exact sums")
    quick = _by_table(table, cells, start, light, times)
    bend = exact.positions[-1] - times[-1] * light

    trace = np.trace(field.metric.value, axis1=-2, axis2=-1)[..., None, None] / 3
    numbers = {
        "neurons": float(neurons),
        "mean number density": float(density.mean()),
        "relative spread of the number density": float(density.std() / density.mean()),
        "mean root of the determinant": float(root.mean()),
        "largest |density / root of the determinant - 1|": float(np.abs(density / root - 1).max()),
        "root mean square of density / root of the determinant - 1": _rms(density / root - 1),
        "mean of {1}": float(field.ones.value.mean()),
        "root mean square of the metric less its isotropic part": _rms(
            field.metric.value - trace * np.eye(3)
        ),
        "largest difference of (6.10) from the exact inverse of (6.9)": float(apart.max()),
        "least eigenvalue of that difference": float(np.linalg.eigvalsh(field.difference).min()),
        "mean curvature scalar": float(scalar.mean()),
        "root mean square of the curvature scalar": _rms(scalar),
        "bound of what the cutoff leaves out, relative": float(field.missed.max()),
        "table: largest difference between every and every other sample": table.error,
        "table: largest error of the inverse metric at 200 points between": worst,
        "light: largest difference between table and exact sum": float(
            np.nanmax(np.abs(quick - exact.positions))
        ),
        "light: rays that left the table": float(np.isnan(quick[-1, :, 0]).sum()),
        "light: drift of the norm by exact sums": exact.drift,
        "light: largest distance from a straight line": float(np.linalg.norm(bend, axis=1).max()),
    }
    panels = _panels(side, field, scalar, apart, times, exact.positions)
    arrays = {
        "side": side, "metric": field.metric.value, "inverse_average": field.inverse_average.value,
        "density": density, "ones": field.ones.value, "curvature": scalar, "times": times,
        "light": exact.positions,
    }  # fmt: skip
    return Findings(_summary(neurons, cloud, epsilon, half, numbers), numbers, panels, arrays)


def _neurons(
    count: int, kind: str, epsilon: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Positions in a cube of volume N and precisions: a smooth field and a part of each its own."""
    side = count ** (1 / 3)
    if kind == "random":
        positions = rng.uniform(-side / 2, side / 2, (count, 3))
    else:
        along = int(np.ceil(side - 1e-9))
        index = np.stack(np.unravel_index(np.arange(count), (along,) * 3), axis=1)
        positions = (index + 0.5) * (side / along) - side / 2
        if along**3 != count:  # the lattice is a little finer than needed: spread its layers
            positions[:, 0] *= along**3 / count
            positions[:, 0] += (along**3 / count - 1) * side / 2
        if kind == "perturbed":
            positions = positions + JITTER * rng.normal(size=positions.shape)
    smooth = random_metric(3, epsilon, rng=rng, wavelength=WAVELENGTH)
    own = random_perturbations(positions, SCATTER * epsilon, rng=rng)
    own += smooth(positions) - np.eye(3)
    return positions, own


def _directions(cells: CellList) -> Array:
    angle = 2 * np.pi * np.arange(RAYS) / RAYS
    flat = np.stack([np.cos(angle), np.sin(angle), np.zeros(RAYS)], axis=1)
    return light_velocities(cells, np.zeros((RAYS, 3)), flat)


def _table(cells: CellList, reach: float) -> Field:
    """The metric around the middle as a quintic spline table."""
    wide = np.linspace(-reach, reach, 2 * int(np.ceil(reach / STEP)) + 1)
    thin = np.linspace(-DEPTH, DEPTH, 2 * int(np.ceil(DEPTH / STEP)) + 1)
    points = np.stack(np.meshgrid(wide, wide, thin, indexing="ij"), axis=-1)
    samples = np.zeros((1, *points.shape[:-1], 4, 4))
    samples[..., 0, 0] = -1
    samples[0, ..., 1:, 1:] = emergent_metric(cells, points).metric.value
    return field_table([np.zeros(1), wide, wide, thin], samples)


def _off_the_samples(
    table: Field, cells: CellList, reach: float, rng: np.random.Generator
) -> float:
    """Largest error of the inverse metric between the samples: velocities of unit momenta."""
    at = rng.uniform(-1, 1, (200, 3)) * np.array([reach, reach, DEPTH])
    exact, worst = emergent_metric(cells, at).inverse, 0.0
    rate = table.system().right_side
    for x, inverse in zip(at, exact, strict=True):
        for k, unit in enumerate(np.eye(3)):
            found = rate(0.0, 0.0, *x, 0.0, *unit, *table.parameters)[1:4]
            worst = max(worst, float(np.abs(np.array(found) - inverse[k]).max()))
    return worst


def _by_table(table: Field, cells: CellList, x: Array, v: Array, times: Array) -> Array:
    """The same geodesics through the table, ``(T, B, 3)``."""
    events = np.concatenate([np.zeros((len(x), 1)), x], axis=1)
    lowered = np.einsum("bmn,bn->bm", emergent_metric(cells, x).metric.value, v)
    momenta = np.concatenate([np.full((len(x), 1), -1.0), lowered], axis=1)
    found = integrate(
        table.system(), table.starts(events, momenta), float(times[0]), float(times[-1]),
        parameters=table.parameters, rtol=1e-10, times=times, events=table.edges(),
    )  # fmt: skip
    return np.moveaxis(found.samples[..., 1:4], 0, 1)


def _panels(
    side: Array, field: EmergentMetric, scalar: Array, apart: Array, times: Array, light: Array
) -> tuple[Panel, ...]:
    step = (side[1] - side[0]) / 2
    extent = (side[0] - step, side[-1] + step, side[0] - step, side[-1] + step)

    def shown(title: str, values: Array, label: str, *curves: Curve) -> Panel:
        return Panel(title, "x", "y", curves, image=Image(values, extent, label))

    fronts = tuple(
        Curve(f"front at t = {times[k]:.2g}", *_closed(light[k, :, :2]), "dashed")
        for k in (len(times) // 3, 2 * len(times) // 3, -1)
    )
    cones = _cones(side, field)
    root = np.sqrt(field.determinant)
    return (
        shown("Number density, (6.15)", field.density.value, "{sqrt(g_i)}"),
        shown("Root of the determinant of (6.9)", root, "sqrt(det g_ab)"),
        shown("Windows without weights, (6.8)", field.ones.value, "{1}", cones),
        shown("(6.10) less the inverse of (6.9)", apart, "largest eigenvalue"),
        shown("Curvature scalar of (6.9)", scalar, "R"),
        shown("Light from the middle", scalar, "R", _rays(light), *fronts),
    )


def _closed(points: Array) -> tuple[Array, Array]:
    ring = np.concatenate([points, points[:1]])
    return ring[:, 0], ring[:, 1]


def _rays(light: Array) -> Curve:
    """All rays as one line, out and back again."""
    some = light[:: -(-len(light) // 12)]
    star = np.concatenate([np.concatenate([some[:, k], some[::-1, k]]) for k in range(RAYS)])
    return Curve("rays", star[:, 0], star[:, 1])


def _cones(side: Array, field: EmergentMetric) -> Curve:
    """Where light from a few points is after a short time, were the metric constant there."""
    places = np.linspace(0, len(side) - 1, 2 * CONES + 1).astype(int)[1::2]
    angle = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    block = field.metric.value[np.ix_(places, places)][..., :2, :2]
    length = np.sqrt(np.einsum("km,ijmn,kn->ijk", ring, block, ring))
    size = (side[-1] - side[0]) / (2.6 * CONES)
    y, x = np.meshgrid(side[places], side[places], indexing="ij")
    out = np.stack([x, y], axis=-1)[:, :, None] + size * ring / length[..., None]
    return Curve("light cones", out[..., 0].ravel(), out[..., 1].ravel(), "points")


def _rms(values: Array) -> float:
    return float(np.sqrt(np.mean(values**2)))


def _summary(
    neurons: int, cloud: str, epsilon: float, half: float, numbers: dict[str, float]
) -> str:
    density, root = numbers["mean number density"], numbers["mean root of the determinant"]
    return (
        f"{neurons} neurons ({cloud}) fill a cube, one in a unit of coordinate volume, with "
        f"precision matrices that differ from the unit matrix by up to {epsilon:g} in a smooth "
        f"field and by {SCATTER * epsilon:g} each on its own. Shown is the plane through the "
        f"middle, {2 * half:.1f} wide; lengths are in widths of a flat window. The number density "
        f"(6.15) is {density:.4f} in the mean and varies by "
        f"{numbers['relative spread of the number density']:.2%}; the root of the determinant of "
        f"(6.9) is {root:.4f} in the mean. Their ratio differs from 1 by "
        f"{numbers['root mean square of density / root of the determinant - 1']:.2%} (root mean "
        "square). (6.15) and (6.16) set them equal, which takes one neuron in each unit of proper "
        "volume; here one stands in each unit of coordinate volume: the density is that of the "
        "places, the determinant that of the matrices. The average "
        "of inverses (6.10) exceeds the exact inverse of (6.9) by up to "
        f"{numbers['largest difference of (6.10) from the exact inverse of (6.9)']:.2e}, with "
        f"epsilon squared {epsilon**2:.2e}, and as a matrix it is never below (least eigenvalue "
        f"{numbers['least eigenvalue of that difference']:.1e}). The curvature scalar has a root "
        f"mean square of {numbers['root mean square of the curvature scalar']:.3f} and a mean of "
        f"{numbers['mean curvature scalar']:.4f}, in units of the window width to the power of "
        "-2: it is what the matrices and their places make it, no field equation was used. Light "
        "from the middle, followed by exact sums over neurons, ends up to "
        f"{numbers['light: largest distance from a straight line']:.3f} from the straight lines "
        "of its start; through a spline table it arrives within "
        f"{numbers['light: largest difference between table and exact sum']:.1e} of the same "
        "places (table against sums between its samples: "
        f"{numbers['table: largest error of the inverse metric at 200 points between']:.1e})."
    )


EXPERIMENT = Experiment(
    "spacetime",
    "The emergent space-time of a large network",
    run,
    (
        Option(
            "neurons", 20000, "1e6 take about 8 s and 0.7 GB, 1e7 80 s and 3.6 GB", least=4096
        ),
        Option("cloud", "perturbed", "how they stand", choices=("perturbed", "lattice", "random")),
        Option("epsilon", 0.2, "how far the precisions are from 1; above 0.1 not nearly flat",
               least=0.0, most=0.25),
        Option("grid", 72, "points along each side of the plane shown", least=16, most=1024),
    ),
)  # fmt: skip
