"""Maximal slices through the two-sided planar black brane of AdS5, and their volume.

Units: the horizon at r = 1, AdS radius 1, so that f = 1 - 1/r^4 and the metric is
-r^2 f dv^2 + 2 dv dr + r^2 dx^2 with infalling time v. A slice is the curve of largest volume per
area, int r^3 sqrt(-r^2 f v'^2 + 2 v' r'), between boundary times t on both sides.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import solve_ivp

from numerics._checks import FloatArray, as_real, positive_float


@dataclass(frozen=True, eq=False)
class MaximalSlices:
    """Slices by the radius r_m at which they turn around: time t_L + t_R and regularised volume.

    turning, time, volume : (n,); the volume is that up to the cut-off radius, both sides.

    >>> found = maximal_slices([0.9, 0.9001])
    >>> growth = np.diff(found.volume) / np.diff(found.time)
    >>> bool(abs(growth[0] - np.sqrt(0.9**4 - 0.9**8)) < 1e-4)  # below 1 / 2
    True
    """

    turning: FloatArray
    time: FloatArray
    volume: FloatArray


def tortoise(r: ArrayLike) -> FloatArray:
    """The tortoise coordinate with dr*/dr = 1 / (r^2 f), 0 at the boundary, real on both sides.

    Raises ``ValueError`` for r that is not positive or lies at the horizon.

    >>> float(tortoise(1e3).round(6))  # -1 / r near the boundary
    -0.001
    """
    at = as_real("r", r)
    if (at <= 0).any() or (at == 1).any():
        raise ValueError(f"`r` must be positive and not at the horizon 1, but holds {at.min():.6g}")
    return np.asarray(np.log(np.abs((at - 1) / (at + 1))) / 4 + np.arctan(at) / 2 - np.pi / 4)


def maximal_slices(turning: ArrayLike, cutoff: float = 10.0) -> MaximalSlices:
    """Integrate slices from their turning radii 2^(-1/4) < r_m < 1 to the boundary.

    With the parameter for which -r^2 f v'^2 + 2 v' r' = r^6 the volume grows as r^6,
    r'' is half the slope of r^8 f, smooth where the slice turns, and v' = r^6 / (r' + E) with the
    conserved E^2 = -r_m^8 f(r_m) (DOP853, relative tolerance 1e-12).

    Raises ``ValueError`` for radii outside the range: slices that turn deeper fall into the
    singularity.

    >>> found = maximal_slices([0.85, 0.95, 0.999])
    >>> bool((np.diff(found.time) < 0).all())  # later slices turn deeper inside
    True
    """
    start, reach = as_real("turning", turning), positive_float("cutoff", cutoff)
    if start.ndim != 1:
        raise ValueError(f"`turning` must have shape (n,), but its shape is {start.shape}.")
    if ((start <= 2**-0.25) | (start >= 1)).any():
        bad = start[(start <= 2**-0.25) | (start >= 1)][0]
        raise ValueError(f"`turning` must lie between 2^(-1/4) and 1, but it is {bad:.6g}.")
    if reach <= 1:
        raise ValueError(f"`cutoff` must lie outside the horizon 1, but it is {reach:.6g}.")
    ends = np.array([_slice(float(r), reach) for r in start]).reshape(-1, 2)
    return MaximalSlices(start, 2 * (ends[:, 0] + tortoise(start)), 2 * ends[:, 1])


def _slice(r_min: float, cutoff: float) -> tuple[float, float]:
    """v - v_min at the boundary, and the volume of one side up to the cut-off."""
    energy = np.sqrt(r_min**4 - r_min**8)

    def right(_: float, y: FloatArray) -> FloatArray:
        r, speed = y[:2]
        return np.array([speed, 4 * r**7 - 2 * r**3, r**6 / (speed + energy), r**6])

    def there(_: float, y: FloatArray) -> float:
        return float(y[0] - cutoff)

    there.terminal = True  # type: ignore[attr-defined]
    done = solve_ivp(
        right, (0.0, 1e3), [r_min, 0.0, 0.0, 0.0], method="DOP853", rtol=1e-12, atol=1e-13,
        events=there,
    )  # fmt: skip
    if not done.t_events[0].size:
        raise ArithmeticError(f"slice from {r_min:.9g} must reach {cutoff:g}, but ends before")
    r, _, v, volume = done.y_events[0][0]
    return float(v + 1 / r), float(volume)  # beyond the cut-off v' = 1 / r^2 up to r^-5
