"""A metric from the friction h that a scalar field feels, and from what h leaves open."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import CubicSpline

from numerics._checks import FloatArray, as_real, increasing, positive_float, whole
from numerics.holography.wilson_loop import Profile

STRONGEST = 200.0  # |log W - d eta|, far from the overflow of its exponential
_LOG_GRID = np.linspace(np.log(1e-7), np.log(24.0), 6001)


@dataclass(frozen=True)
class SplitMetric:
    """``ds^2 = -f dt^2 + d eta^2 + g dx^2`` above a horizon at eta = 0.

    temperature : ``lim sqrt(f) / (2 pi eta)``, infinite unless the share is one.

    >>> rindler = SplitMetric(np.square, np.ones_like, 1 / (2 * np.pi))  # sqrt(f) = eta
    >>> rindler.f(np.array([0.5])).tolist(), round(rindler.temperature, 6)
    ([0.25], 0.159155)
    """

    f: Profile
    g: Profile
    temperature: float


def split_metric(
    eta: ArrayLike, friction: ArrayLike, *, dimension: int = 4, share: float = 1.0
) -> SplitMetric:
    """Return f and g with ``d/d eta log sqrt(f g^(d-1)) = h``, split by ``share``.

    ``W = sqrt(f g^(d-1)) = exp int h`` is all that h gives.  The rest follows here from
    ``W d/d eta log(f / g) = share * 2 W'(0)``.  Share 1: R^t_t = R^x_x and a smooth horizon, as
    Einstein's equations have it with matter that depends on eta alone; share 0: f = g.
    eta, friction : ``(n,)``, n at least 4, eta increasing and positive, in radii of AdS; between
    them a cubic spline of h - 1/eta, below the first a straight line to 0, above the last h = d.
    f and g grow like exp(2 eta) towards the boundary.  Raises ``ValueError`` for bad input.

    >>> eta = np.linspace(0.02, 4.0, 200)
    >>> brane = split_metric(eta, 4 / np.tanh(4 * eta))
    >>> bool(abs(brane.g(np.array([0.5])) / (2 * np.cosh(1.0)) - 1)[0] < 1e-5)
    True
    """
    x, h, d = increasing("eta", eta), as_real("friction", friction), whole("dimension", dimension)
    if h.shape != x.shape or len(x) < 4:
        raise ValueError(
            f"`friction` must be as many as `eta`, 4 or more, but they are {h.shape} and {x.shape}."
        )
    positive_float("eta", float(x[0]))
    part = float(as_real("share", share))
    if not 0 <= part <= 1:
        raise ValueError(f"`share` must lie between 0 and 1, but it is {part:.6g}.")
    smooth = CubicSpline(x, h - 1 / x)
    total, floor = smooth.antiderivative(), float(h[0] - 1 / x[0]) / (2 * x[0])

    def log_volume(at: FloatArray) -> FloatArray:
        """log W, up to a constant, which the boundary fixes."""
        inside = np.clip(at, x[0], x[-1])
        below, above = np.minimum(at**2 - x[0] ** 2, 0.0), np.maximum(at - x[-1], 0.0)
        known = np.log(np.minimum(at, x[-1])) + total(inside) + floor * below
        return np.asarray(known + d * above)

    shift = d * x[-1] - float(log_volume(x[-1:])[0])
    at_zero = shift + float(total(x[0])) - floor * float(x[0]) ** 2  # log of W'(0)
    grid = np.exp(_LOG_GRID)
    bend = float(np.abs(log_volume(grid) + shift - d * grid).max())
    if bend > STRONGEST:
        raise ValueError(
            f"`friction` must leave W within exp({STRONGEST:g}) of anti-de Sitter space, but W is "
            f"exp({bend:.4g}) off."
        )
    slope = 2 * np.exp(at_zero + _LOG_GRID - shift - log_volume(grid))
    ratio = CubicSpline(_LOG_GRID, slope).antiderivative()
    top = float(ratio(_LOG_GRID[-1]))

    def log_ratio(at: FloatArray) -> FloatArray:
        """log(f / g), 0 at the boundary."""
        u = np.log(at)
        inside = np.clip(u, _LOG_GRID[0], _LOG_GRID[-1])
        return np.asarray(part * (ratio(inside) - top + 2 * np.minimum(u - _LOG_GRID[0], 0.0)))

    def g(at: FloatArray) -> FloatArray:
        return np.asarray(np.exp((2 * (log_volume(at) + shift) - log_ratio(at)) / d))

    def f(at: FloatArray) -> FloatArray:
        return np.asarray(g(at) * np.exp(log_ratio(at)))

    small = np.array([1e-6])
    hot = float(np.sqrt(f(small)[0])) / (2 * np.pi * 1e-6) if part == 1 else float("inf")
    return SplitMetric(f, g, hot)


def turning_points(metric: SplitMetric, grid: FloatArray) -> FloatArray:
    """Those points of the increasing ``grid`` from which sqrt(f g) grows to the boundary.

    The grid has to reach far enough for sqrt(f g) to grow beyond it.  Points next to others are
    left out, so that no minimum between two points is missed.

    >>> ads = SplitMetric(lambda x: np.exp(2 * x), lambda x: np.exp(2 * x), np.inf)
    >>> turning_points(ads, np.linspace(0.0, 2.0, 5))
    array([0. , 0.5, 1. ])
    """
    tension = np.sqrt(metric.f(grid) * metric.g(grid))
    lowest = np.minimum.accumulate(tension[::-1])[::-1]
    keep = np.append(tension[:-1] < lowest[1:], False)
    keep &= np.append(True, keep[:-1]) & np.append(keep[1:], True)
    return np.asarray(grid[keep])
