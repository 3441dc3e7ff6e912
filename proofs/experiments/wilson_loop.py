"""The potential between quarks from learned metrics, and what the data do not fix of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from numerics._checks import as_real
from numerics.holography.condensate import Layout
from numerics.holography.metric_split import SplitMetric, split_metric, turning_points
from numerics.holography.training import Prior, TrainingDivergedError, starts, train
from numerics.holography.wilson_loop import hanging_strings
from proofs.checker.evaluate import Array
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel
from proofs.papers.hashimoto.shared.lattice import lattice_points, trained_friction

LAYOUT = Layout()
BRANE = np.linspace(0.02, 4.0, 200)  # where the h of a black brane is taken
TURNING = np.geomspace(3e-3, 4.0, 700)
SHARES = {"isotropic": 1.0, "between": 0.5, "f = g": 0.0}
DISTANCES = 600
SEEN = 0.1  # the least distance that is drawn


@dataclass(frozen=True)
class Strings:
    """Lower envelope of all strings on a grid of distances, force, and where strings break."""

    distance: Array
    energy: Array
    force: Array
    breaking: float
    farthest: float


def run(
    rng: np.random.Generator, job: Job, networks: int, smoothness: float, metric: Any
) -> Findings:
    """Train h on the condensate, or take it from a file; split it in three ways; hang strings."""
    numbers: dict[str, float] = {}
    arrays: dict[str, Array] = {}
    curves = {"black brane": (BRANE, 4 / np.tanh(4 * BRANE))}
    if metric is None:
        curves |= _trained(rng, job, networks, smoothness, numbers)
        curves["published"] = _published()
    else:
        curves["file"] = _of_file(metric)
    shown = list(curves)[1] if len(curves) > 1 else "black brane"
    found: dict[tuple[str, str], Strings] = {}
    splits = [(name, share) for name in curves for share in SHARES]
    for k, (name, share) in enumerate(splits):
        job.progress(networks + k, networks + len(splits), f"strings in {name}")
        made = split_metric(*curves[name], share=SHARES[share])
        strings = hang(made)
        found[name, share] = strings
        arrays |= {
            f"{name}, {share}, distance": strings.distance,
            f"{name}, {share}, energy": strings.energy,
        }
        key = f"{name}, {share}"
        numbers |= {
            f"{key}, breaking distance": strings.breaking,
            f"{key}, farthest string": strings.farthest,
        } | {f"{key}, {part}": value for part, value in parts(strings).items()}
        if np.isfinite(made.temperature):
            numbers |= {
                f"{key}, temperature": made.temperature,
                f"{key}, breaking distance times temperature": strings.breaking * made.temperature,
            }
    arrays |= {f"{name}, h": np.stack(pair, axis=-1) for name, pair in curves.items()}
    panels = _panels(curves, found, shown, numbers)
    return Findings(_summary(curves, found, shown, numbers), numbers, panels, arrays)


def _trained(
    rng: np.random.Generator,
    job: Job,
    networks: int,
    smoothness: float,
    numbers: dict[str, float],
) -> dict[str, tuple[Array, Array]]:
    """h of networks trained on the lattice points, by name."""
    data, prior = lattice_points(), Prior(smoothness=smoothness)
    made: dict[str, tuple[Array, Array]] = {}
    for k, start in enumerate(starts(networks, data, prior, LAYOUT, rng=rng)):
        job.progress(k, networks + 3, "training")
        try:
            network = train(start, data, prior, LAYOUT)
        except TrainingDivergedError:
            continue
        name = f"network {len(made) + 1}"
        made[name] = LAYOUT.eta[::-1], network.friction[::-1]
        numbers |= {
            f"{name}, largest distance from the lattice in GeV^3": network.worst,
            f"{name}, radius in 1/GeV": network.radius,
            f"{name}, coupling": network.coupling,
        }
    return made


def _published() -> tuple[Array, Array]:
    """The h that a public run of the authors' program has trained."""
    friction = np.array(trained_friction(), dtype=float)
    return Layout(LAYOUT.layers, 1.0, 1 / LAYOUT.layers).eta[::-1], friction[::-1]


def _of_file(metric: Any) -> tuple[Array, Array]:
    """Columns eta and h, or the arrays of these names."""
    if isinstance(metric, dict):
        if not {"eta", "h"} <= set(metric):
            raise ValueError(f"metric must hold eta and h, but holds {', '.join(sorted(metric))}")
        pair = metric["eta"], metric["h"]
    else:
        table = as_real("metric", metric)
        if table.ndim != 2 or table.shape[1] != 2:
            raise ValueError(f"metric must have two columns, eta and h, but is {table.shape}")
        pair = table[:, 0], table[:, 1]
    order = np.argsort(pair[0])
    return np.asarray(pair[0])[order], np.asarray(pair[1])[order]


def hang(metric: SplitMetric) -> Strings:
    """Strings from every turning point; of equal distance the one of lowest energy."""
    points = turning_points(metric, TURNING)
    if len(points) < 20:
        raise ValueError("metric must have a sqrt(f g) that grows to the boundary, but it falls")
    made = hanging_strings(metric.f, metric.g, points, 0.0)
    grid = np.linspace(float(made.distance[-1]), float(made.distance.max()), DISTANCES)
    force = np.sqrt(metric.f(points) * metric.g(points))
    energy, pull = np.full(DISTANCES, np.inf), np.zeros(DISTANCES)
    rising = np.diff(made.distance) > 0
    gaps = np.diff(np.searchsorted(TURNING, points)) > 1
    cuts = np.flatnonzero((rising[1:] != rising[:-1]) | gaps[1:] | gaps[:-1]) + 1
    for piece in np.split(np.arange(len(points)), cuts):
        order = piece[np.argsort(made.distance[piece])]
        there = (grid >= made.distance[order[0]]) & (grid <= made.distance[order[-1]])
        value = np.interp(grid, made.distance[order], made.energy[order])
        better = there & (value < energy)
        energy[better] = value[better]
        pull[better] = np.interp(grid, made.distance[order], force[order])[better]
    known = np.isfinite(energy)
    grid, energy, pull = grid[known], energy[known], pull[known]
    first = int(np.argmax(energy >= 0)) if (energy >= 0).any() else len(grid) - 1
    near = slice(max(first - 1, 0), first + 1)
    breaking = float(np.interp(0.0, energy[near], grid[near]))
    return Strings(grid, energy, pull, breaking, float(grid[-1]))


def parts(strings: Strings) -> dict[str, float]:
    """Coulomb and linear part, -A/L + sigma L + c, of the bound strings, by least squares."""
    low = 0.15 * strings.breaking
    bound = (strings.distance >= low) & (strings.distance <= strings.breaking)
    x, y = strings.distance[bound], strings.energy[bound]
    basis = np.stack([-1 / x, x, np.ones_like(x)], axis=-1)
    (coulomb, linear, _), *_ = np.linalg.lstsq(basis, y, rcond=None)
    return {
        "Coulomb part": float(coulomb),
        "linear part": float(linear),
        "force at breaking": float(np.interp(strings.breaking, strings.distance, strings.force)),
    }


def _panels(
    curves: dict[str, tuple[Array, Array]],
    found: dict[tuple[str, str], Strings],
    shown: str,
    numbers: dict[str, float],
) -> tuple[Panel, ...]:
    friction = []
    for name, (eta, h) in curves.items():
        seen = (eta >= 0.1) & (eta <= 1)
        style: Any = "dotted" if name == "black brane" else "solid"
        friction.append(Curve(name, eta[seen], h[seen], style))
    split = [Curve(share, *_seen(found[shown, share])) for share in SHARES]
    flat = found[shown, "f = g"]
    x = np.linspace(0.3, 1.0, 50) * flat.breaking
    slope = numbers[f"{shown}, f = g, force at breaking"]
    split.append(Curve("f = g, linear part", x, slope * (x - flat.breaking), "dotted"))
    every = [Curve(f"{name}, isotropic", *_seen(found[name, "isotropic"])) for name in curves]
    every += [Curve(f"{name}, f = g", *_seen(found[name, "f = g"]), "dashed") for name in curves]
    pull = []
    for share in SHARES:
        strings = found[shown, share]
        bound = np.flatnonzero((strings.distance <= strings.breaking) & (strings.distance >= SEEN))[
            ::2
        ]
        pull.append(Curve(share, strings.distance[bound], strings.force[bound]))
    title = f"{shown}: one h, three metrics"
    return (
        Panel("What is given: h", r"$\eta$", "h", tuple(friction)),
        Panel(title, "distance", "energy", tuple(split)),
        Panel("Every h, two splits", "distance", "energy", tuple(every)),
        Panel(f"{shown}: force", "distance", "force", tuple(pull), "log"),
    )


def _seen(strings: Strings) -> tuple[Array, Array]:
    """What is seen: the string until it breaks, then two straight ones of energy zero."""
    far = np.linspace(strings.breaking, 1.6 * strings.breaking, 20)
    near = np.flatnonzero((strings.distance > SEEN) & (strings.distance < strings.breaking))[::2]
    x = np.concatenate([strings.distance[near], far])
    return x, np.concatenate([strings.energy[near], np.zeros(len(far))])


def _summary(
    curves: dict[str, tuple[Array, Array]],
    found: dict[tuple[str, str], Strings],
    shown: str,
    numbers: dict[str, float],
) -> str:
    brane = numbers["black brane, isotropic, breaking distance times temperature"]
    breaking = {share: found[shown, share].breaking for share in SHARES}
    force = {share: numbers[f"{shown}, {share}, force at breaking"] for share in SHARES}
    linear = {share: numbers[f"{shown}, {share}, linear part"] for share in SHARES}
    others = [found[name, "isotropic"].breaking for name in curves if name != "black brane"]
    heats = ", ".join(
        f"{numbers[f'{name}, isotropic, temperature']:.2g} ({name})"
        for name in curves
        if f"{name}, isotropic, temperature" in numbers
    )
    return (
        f"In units of the radius and of the tension. The black brane breaks its strings at "
        f"L T = {brane:.4f}. The h of {shown} gives strings that break at "
        f"{', '.join(f'{v:.3f} ({k})' for k, v in breaking.items())}; a fit of -A/L + sigma L + c "
        f"has sigma = {', '.join(f'{v:.3g} ({k})' for k, v in linear.items())}, and the force "
        f"where they break is {', '.join(f'{v:.3g} ({k})' for k, v in force.items())}: one h, "
        f"three potentials, since h fixes f g^3 alone. Isotropic means that R^t_t = R^x_x and "
        f"that the horizon is smooth. "
        f"Over all h given here the isotropic metrics break at {min(others, default=0):.3f} to "
        f"{max(others, default=0):.3f}; temperatures times the radius are {heats}: far below one "
        f"where h does not rise like 1/eta at the last layers, so that there is no horizon near. "
        f"Below the last layer h is continued to a smooth horizon, above the first one by anti-de "
        f"Sitter space: both are no part of the data."
    )


EXPERIMENT = Experiment(
    "wilson-loop",
    "The potential between quarks from learned metrics",
    run,
    (
        Option(
            "networks", 3, "how many are trained on the lattice points; half a second each", 1, 200
        ),
        Option("smoothness", 0.01, "weight of the smoothness prior of h", 0, 1e3),
        Option("metric", None, "your own metric instead: columns eta, h, .csv, or .npz of both"),
    ),
)
