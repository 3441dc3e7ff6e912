"""One-dimensional histories p(q, t), F(q, t) for the numeric arms of the action (3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

import proofs.checker as ck
from numerics import grid as grids
from numerics.calculus import Nodes, spline_nodes
from numerics.density.fokker_planck import evolve_density
from numerics.grid import Grid
from numerics.waves.random_fields import density
from proofs.checker.measure import Calculus
from proofs.papers.vanchurin.shared import words
from proofs.papers.vanchurin.shared.notation import q, t

Array = NDArray[Any]
LINE = Grid((2 * np.pi,), (64,))
DURATION = 0.25
SCALE, SWING = 0.1, 0.3
_FREQUENCY, _PHASE = 3.0, 0.5
_WAVES = "cosine and sine of waves 1 and 2; of log p for p"
_LOG_P = words.waves([r"\log p|_{t=0}"], ["q"], 2, SCALE, [words.CONSTANT])
_SWINGING = words.waves([rf"F / \cos({_FREQUENCY:g}t + {_PHASE:g})"], ["q"], 2, SWING)
DOMAIN = ck.Domain(
    (
        ck.Real("D", 0.5, 2.0),
        ck.Real("gamma", 0.25, 2.0),
        ck.Real("alpha", 0.5, 2.0),
        ck.Real("f", -2.0, 2.0),
        ck.Integer("p", -2, 2, (2, 2), _WAVES, _LOG_P),
        ck.Integer("F", -2, 2, (2, 2), _WAVES, _SWINGING),
    )
)
TIMES = np.linspace(0.0, DURATION, 17)


@cache
def _clock() -> Nodes:
    """The times, differentiated and integrated by a spline of degree 7."""
    return spline_nodes(TIMES)


@cache
def calculus() -> Calculus:
    """Derivatives and integrals of arrays (n, times, points)."""
    return ck.on_nodes({t: _clock(), q(1)[0]: LINE.nodes(0)})


@dataclass(frozen=True)
class History:
    """Arrays (n, times, points); entropy (n, times)."""

    p: Array
    log_p: Array
    F: Array
    entropy: Array


def history(sample: ck.Sample) -> History:
    """A solution of (3.1) with a free energy that swings in time."""

    still = _wave(sample, LINE.coordinates()[0])

    def energy(time: float) -> Array:
        return still * _swing(np.asarray(time))

    run = evolve_density(
        density(sample["p"], LINE, scale=SCALE),
        energy,
        D=sample["D"],
        gamma=sample["gamma"],
        grid=LINE,
        times=TIMES,
    )
    p = np.moveaxis(run.density, 0, 1)
    values = np.stack([energy(time) for time in TIMES], axis=1)
    return History(p, np.log(p), values, np.moveaxis(run.entropy, 0, 1))


def free_energy(sample: ck.Sample, time: Array, x: Array) -> Array:
    """F at places (n, points) or (points,): a trigonometric polynomial times a swing."""
    return _wave(sample, x) * _swing(time)


def _wave(sample: ck.Sample, x: Array) -> Array:
    a, b = sample["F"][..., 0], sample["F"][..., 1]
    m = np.arange(1, a.shape[-1] + 1)
    angle = m * np.asarray(x)[..., None]
    wave = (a[:, None] * np.cos(angle) + b[:, None] * np.sin(angle)) / m**2
    return np.asarray(SWING * wave.sum(-1))


def _swing(time: Array) -> Array:
    return np.asarray(np.cos(_FREQUENCY * time + _PHASE))


def free_energy_along_drift(sample: ck.Sample, path: History) -> tuple[Array, Array]:
    """dF/dt seen by a learner that drifts by (2.9), and its average over time.

    A central difference of F at the places reached a little earlier and later.
    Shapes (n, times, points) and (n, 1, points).
    """
    step = 1e-4
    x = LINE.coordinates()[0]
    rates = []
    for i, time in enumerate(TIMES):
        slope = grids.derivative(path.F[:, i], LINE, 0)
        drift = -sample["gamma"][:, None] * slope
        later = free_energy(sample, np.asarray(time + step), x + step * drift)
        earlier = free_energy(sample, np.asarray(time - step), x - step * drift)
        rates.append((later - earlier) / (2 * step))
    total = np.stack(rates, axis=1)
    return total, calculus()["integral"](total, t) / DURATION


def time_weights() -> Array:
    """Weights of the integral over the history at its times, shape (times,)."""
    return _clock().weights
