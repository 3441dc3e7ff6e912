"""Random periodic fields of section 3 for the numeric arms, drawn from small integers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import Grid
from numerics.learning.learning_action import (
    density_rate,
    energy_rate,
    free_energy_action,
    shifted_action,
)
from numerics.waves.random_fields import density, trig_polynomial
from proofs.checker.measure import Calculus
from proofs.papers.vanchurin.shared import words
from proofs.papers.vanchurin.shared.notation import q, u

Array = NDArray[Any]
GRIDS = {1: Grid((2 * np.pi,), (48,)), 2: Grid((2 * np.pi, 2 * np.pi), (20, 20))}
MODES = {1: 2, 2: 4}
SCALE = 0.08
_WAVES = "cosine and sine of each wave; of log p for p"

_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)
PARAMETERS = (ck.Real("D", 0.5, 2.0), ck.Real("gamma", 0.25, 2.0), ck.Real("alpha", 0.5, 2.0))
REAL_HBAR = 4 * _D * _alpha > _gamma * sp.Rational(11, 10)


def domain(K: int, names: Sequence[str] = ("p", "F", "V")) -> ck.Domain:
    """Parameters D, gamma, alpha with real hbar, and Fourier coefficients of the named fields."""
    fields = tuple(coefficients(name, K) for name in names)
    return ck.Domain((*PARAMETERS, *fields), REAL_HBAR)


def coefficients(name: str, K: int, low: int = -2) -> ck.Integer:
    """Fourier coefficients of one field, from `low` to 2, and what they stand for."""
    letters = ["q"] if K == 1 else [f"q_{k}" for k in range(1, K + 1)]
    if name == "p":
        stands = words.waves([r"\log p"], letters, MODES[K], SCALE, [words.CONSTANT])
    else:
        stands = words.waves([name], letters, MODES[K], SCALE * 4)
    return ck.Integer(name, low, 2, (MODES[K], 2), _WAVES, stands)


def rippled_domain(*more: ck.Real | ck.Integer) -> ck.Domain:
    """One-dimensional fields of which p and F are not constant; and `more`."""
    ripples = (coefficients(name, 1, 1) for name in ("p", "F"))
    still = coefficients("V", 1)
    return ck.Domain((*PARAMETERS, *ripples, still, *more), REAL_HBAR)


def field(sample: ck.Sample, name: str, K: int) -> Array:
    """The field `name` of a sample: a density for "p", else a trigonometric polynomial."""
    if name == "p":
        return density(sample[name], GRIDS[K], scale=SCALE)
    return trig_polynomial(sample[name], GRIDS[K], scale=SCALE * 4)


def _stationary(sample: ck.Sample, K: int) -> dict[str, Any]:
    """The discretised third line of (3.5) and the point at which it is varied."""
    potential = field(sample, "V", K)

    def action(p: Array, F: Array) -> Array:
        return shifted_action(
            p,
            F,
            potential,
            D=sample["D"],
            gamma=sample["gamma"],
            alpha=sample["alpha"],
            grid=GRIDS[K],
        )

    return {
        "functional": action,
        "p": field(sample, "p", K),
        "F": field(sample, "F", K),
        "alpha": sample["alpha"],
        "grid": GRIDS[K],
    }


def rate_of_density(sample: ck.Sample, K: int) -> Array:
    """d_t p of the path on which the discretised third line of (3.5) is stationary.

    The functional derivative is taken by complex step, point by point.
    """
    return density_rate(**_stationary(sample, K))


def rate_of_energy(sample: ck.Sample, K: int) -> Array:
    """d_t F~ of the same path, in the same way."""
    return energy_rate(**_stationary(sample, K))


def velocity(sample: ck.Sample) -> dict[Expr, Array]:
    """The velocities u_1, u_2 of (3.10) with the sign that holds and the mass (3.11)."""
    energy, mass = field(sample, "F", 2), (1 / (2 * sample["gamma"]))[:, None, None]
    slopes = [calculus(2)["derivative"](energy, x) for x in q(2)]
    return {u(k, 2): -slope / mass for k, slope in enumerate(slopes, 1)}


def drift_of_flow(sample: ck.Sample, energy: Array) -> Array:
    """The drift v_1 on the path on which the discretised second line of (3.5) is stationary.

    The velocity of the density without circulation, less its diffusive part. energy : F, (n,
    points), in place of the sample's; returns (n, points).
    """
    density, potential = field(sample, "p", 1), field(sample, "V", 1)

    def action(p: Array, F: Array) -> Array:
        numbers = {name: sample[name] for name in ("D", "gamma", "alpha")}
        return free_energy_action(p, F, potential, **numbers, grid=GRIDS[1])

    rate = density_rate(action, density, energy, alpha=sample["alpha"], grid=GRIDS[1])
    slope = calculus(1)["derivative"](np.log(density), q(1)[0])
    noise = (sample["gamma"] / sample["alpha"])[:, None] * slope
    return np.asarray(speed_from_rate(rate, density) + noise)


def planck(sample: ck.Sample) -> Array:
    """hbar of (3.12) at the parameters of a sample, shape (n,)."""
    ratio = 4 * sample["D"] * sample["alpha"] / sample["gamma"]
    return np.asarray(np.sqrt(ratio - 1) / sample["alpha"])


def calculus(K: int) -> Calculus:
    """Spectral derivative and trapezoid rule along the trainable variables."""
    return ck.periodic(GRIDS[K], q(K))


def speed_from_rate(rate: Array, density: Array) -> Array:
    """The velocity u with d_t p = -d(u p)/dq and no circulation, on the one-dimensional grid.

    rate, density : (n, points); returns (n, points).
    """
    line = GRIDS[1]
    k = line.wavenumbers(0)
    spectrum = np.fft.fft(rate, axis=-1)
    spectrum[..., 0] = 0.0
    spectrum[..., 1:] /= 1j * k[1:]
    current = -np.fft.ifft(spectrum, axis=-1).real
    offset = (current / density).sum(-1) / (1 / density).sum(-1)
    return np.asarray((current - offset[..., None]) / density)
