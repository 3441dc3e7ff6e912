"""Metrics of given shapes and radii that meet given condensates: families by two numbers each."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive, trailing
from numerics.calculus import root
from numerics.holography.condensate import Layout, mass_of, pack
from numerics.holography.training import Data

BENDS = np.linspace(0.0, -14.0, 57)  # searched for the first one with the right linear response
BOUNDARY = 4.0  # h of anti-de Sitter space in five dimensions
WEAK = 1e-9  # a coupling with no effect
NEWTON = 8


def cubic_response(data: Data) -> tuple[float, float]:
    """Least-squares b and d of ``m = b c + d c^3``, with the misfit taken in condensates.

    Units GeV^-2 and GeV^-8.

    >>> values = np.array([0.01, 0.05, 0.1])
    >>> b, d = cubic_response(Data(0.1 * values + 7 * values**3, values))
    >>> round(b, 9), round(d, 9)
    (0.1, 7.0)
    """
    c = data.condensate
    weight = np.gradient(c, data.mass)
    table = np.stack([c, c**3], axis=-1) * weight[:, None]
    b, d = np.linalg.lstsq(table, weight * data.mass, rcond=None)[0]
    return float(b), float(d)


def calibrate(
    shape: ArrayLike,
    radius: ArrayLike,
    data: Data,
    layout: Layout,
    *,
    base: ArrayLike = BOUNDARY,
) -> FloatArray:
    """Networks with ``h = base + x shape`` and a given L: the x and lambda that fit the data best.

    x is the first below zero at which the linear response is right (scan and root with lambda
    all but zero), lambda makes the response at the largest condensate right to first order, and
    Gauss-Newton steps on both minimise the misfit of the masses.

    shape : ``(..., N)``.  base : a number or ``(N,)``.  radius : ``(...)``, L in GeV^-1.  Returns
    parameters ``(..., N + 2)``.
    Raises ``ValueError`` where no x from 0 to -14 has the right linear response.

    >>> values, layout = np.array([0.01, 0.04, 0.1]), Layout()
    >>> data = Data(0.12 * values + 8 * values**3, values)
    >>> found = calibrate(np.sqrt(1 - layout.eta), 1 / 0.3, data, layout)
    >>> found.shape, bool(np.abs(mass_of(found, values, layout)[0] / data.mass - 1).max() < 5e-3)
    ((17,), True)
    """
    profile = trailing("shape", as_real("shape", shape), (layout.layers,))
    scale, rest = positive("radius", radius), as_real("base", base)
    profile, wide = np.broadcast_arrays(profile, scale[..., None])
    scale = wide[..., 0]
    b, d = cubic_response(data)
    small, large = data.condensate[:1], data.condensate[-1:]

    def linear(bend: FloatArray) -> FloatArray:
        """m / c of a small condensate minus b, of the shape of `bend`."""
        lead = (None,) * (bend.ndim - scale.ndim)
        x = pack(rest + bend[..., None] * profile[lead], scale[lead], WEAK)
        return np.asarray(mass_of(x, small * 1e-3, layout)[0][..., 0] / (small[0] * 1e-3) - b)

    grid = linear(np.broadcast_to(BENDS[(...,) + (None,) * scale.ndim], (BENDS.size, *scale.shape)))
    crossed = (grid[1:] <= 0) & (grid[:-1] > 0)
    if not crossed.any(axis=0).all():
        raise ValueError("`shape` must allow the linear response of the data, but none does.")
    first = crossed.argmax(axis=0)
    bend = root(linear, BENDS[first + 1], BENDS[first])
    still = mass_of(pack(rest + bend[..., None] * profile, scale, WEAK), large, layout)[0][..., 0]
    moved = mass_of(pack(rest + bend[..., None] * profile, scale, 1e3 * WEAK), large, layout)[0]
    log = np.log(d * large[0] ** 3 * 1e3 * WEAK / (moved[..., 0] - still))
    weight = np.gradient(data.condensate, data.mass)
    for _ in range(NEWTON):
        x = pack(rest + bend[..., None] * profile, scale, np.exp(log))
        masses, slope = mass_of(x, data.condensate, layout)
        by = np.stack([(slope[..., :-2] * profile[..., None, :]).sum(-1), slope[..., -1]], axis=-1)
        by, gap = by * weight[:, None], (masses - data.mass) * weight
        move = (np.linalg.pinv(by) @ gap[..., None])[..., 0]
        bend, log = bend - move[..., 0], log - np.clip(move[..., 1], -1.0, 1.0)
    return pack(rest + bend[..., None] * profile, scale, np.exp(log))
