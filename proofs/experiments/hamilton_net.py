"""Hamilton's equations as a network: printed, repaired and symplectic, against depth."""

from __future__ import annotations

from typing import Literal

import numpy as np

from numerics.integrators import runge_kutta
from numerics.memory import refuse_beyond
from proofs.checker.evaluate import Array
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel
from proofs.papers.hashimoto.shared.hamilton_network import Kind, Weights, energy, layer

KINDS: tuple[Kind, ...] = ("printed", "repaired", "symplectic")
STYLES: dict[Kind, Literal["solid", "dashed", "dotted"]] = {
    "printed": "dotted",
    "repaired": "dashed",
    "symplectic": "solid",
}
SHOWN = 300  # points of a curve
FAR = 1e3  # where states that run away are held
WINDOW = 4.0  # of the phase portrait


def run(
    rng: np.random.Generator, job: Job, depth: int, duration: float, starts: int, coupling: float
) -> Findings:
    """Pendulums from random states: energy against depth, end point against the size of a step."""
    refuse_beyond(96.0 * depth * starts, what=f"networks of {depth} layers from {starts} starts")
    one = np.ones(starts)
    w = Weights(coupling * one, one, 0 * one, one, one, 0 * one, -one)
    state = rng.uniform(-1.0, 1.0, (starts, 2)) * [2.0, 0.6]
    numbers: dict[str, float] = {}
    arrays: dict[str, Array] = {"starts": state}
    energies, portraits, errors = [], [], []
    depths = np.unique(np.geomspace(max(depth // 32, 8), depth, 6).astype(int))
    total = len(KINDS) + 1
    job.progress(0, total, "reference")
    end = solution(state, w, duration, 4 * depth)
    for k, kind in enumerate(KINDS):
        job.progress(k + 1, total, kind)
        path = trajectory(state, w, duration, depth, kind)
        change = np.abs(energy(path, w) - energy(state, w))
        places = np.unique(np.linspace(0, depth, SHOWN + 1).astype(int))
        mean = change.mean(axis=1)
        style = STYLES[kind]
        energies.append(Curve(kind, places[1:], np.maximum(mean[places[1:]], 1e-17), style))
        outside = np.abs(path[places, 0]).max(axis=1) > WINDOW
        seen = places[: int(np.argmax(outside)) if outside.any() else len(places)]
        portraits.append(Curve(kind, path[seen, 0, 0], path[seen, 0, 1], style))
        gaps = [
            float(np.abs(trajectory(state, w, duration, int(n), kind)[-1] - end).max())
            for n in depths
        ]
        errors.append(Curve(kind, np.log2(depths), np.array(gaps), "points"))
        order = -float(np.polyfit(np.log2(depths[-3:]), np.log2(gaps[-3:]), 1)[0])
        numbers |= {
            f"{kind}, largest change of the energy": float(change.max()),
            f"{kind}, mean change of the energy at the end": float(mean[-1]),
            f"{kind}, error of the end point": gaps[-1],
            f"{kind}, order of the end point in the step": order,
        }
        arrays[kind] = path
    panels = (
        Panel(
            "Energy against depth", "layers", "mean change of the energy", tuple(energies), "log"
        ),
        Panel("The first start in phase space", "q", "p", tuple(portraits)),
        Panel("End point", r"$\log_2$ of the depth", "largest error", tuple(errors), "log"),
    )
    return Findings(_summary(depth, duration, starts, numbers), numbers, panels, arrays)


def trajectory(state: Array, w: Weights, duration: float, depth: int, kind: Kind) -> Array:
    """States (depth + 1, n, 2) before, between and after the layers, held at FAR from 0."""
    path = np.empty((depth + 1, *state.shape))
    path[0] = state
    for k in range(depth):
        path[k + 1] = np.clip(layer(path[k], w, duration / depth, kind), -FAR, FAR)
    return path


def solution(state: Array, w: Weights, duration: float, steps: int) -> Array:
    """The end of Hamilton's motion, by steps of order four."""

    def rate(_: float, x: Array) -> Array:  # a layer is its state plus dt times the velocity
        return layer(x, w, 1.0, "repaired") - x

    return np.asarray(runge_kutta(rate, state, [0.0, duration], steps=steps)[-1])


def _summary(depth: int, duration: float, starts: int, numbers: dict[str, float]) -> str:
    ends = {kind: numbers[f"{kind}, mean change of the energy at the end"] for kind in KINDS}
    orders = {kind: numbers[f"{kind}, order of the end point in the step"] for kind in KINDS}
    return (
        f"{starts} pendulums for a time {duration:g} through {depth} layers. The mean change of "
        f"the energy at the end is {ends['printed']:.2g} with the entry as printed, "
        f"{ends['repaired']:.2g} with the entry repaired and {ends['symplectic']:.2g} for the "
        f"symplectic layers, whose largest change is "
        f"{numbers['symplectic, largest change of the energy']:.2g}. The end point converges with "
        f"the order {orders['repaired']:.2f} repaired and {orders['symplectic']:.2f} symplectic; "
        f"as printed it misses by {numbers['printed, error of the end point']:.2g}."
    )


EXPERIMENT = Experiment(
    "hamilton-net",
    "Hamilton's equations as a network: energy against depth",
    run,
    (
        Option("depth", 1000, "layers of a network; 1e5 take a minute", 64, 1e6),
        Option("duration", 20.0, "time that the network spans", 1e-3, 1e4),
        Option("starts", 16, "random initial states; 1e4 take half a minute", 1, 1e5),
        Option("coupling", 0.1, "w11, the weight that the printed entry misses", -0.5, 0.5),
    ),
)
