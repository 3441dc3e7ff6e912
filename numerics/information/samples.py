"""Entropy and mutual information of continuous variables from samples, by nearest neighbours."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, whole


def sample_entropy(x: ArrayLike, *, neighbours: int = 3) -> float:
    """Estimate the differential entropy ``-integral p log p`` of the density that x is drawn from.

    x : ``(n, d)`` or ``(n,)``, independent samples; neighbours : k, fewer than n.  Returns nats
    (it shifts by log a where x is stretched by a).

    ``psi(n) - psi(k) + (d / n) sum_i log 2 r_i`` with the distance r_i of sample i to its k-th
    neighbour in the largest coordinate.  The statistical error is about ``sqrt(Var log p / n)``,
    the bias falls as ``n^(-2/d)`` for smooth densities.
    L. Kozachenko, N. Leonenko, Problems Inf. Transm. 23 (1987) 95; A. Kraskov, H. Stogbauer, P.
    Grassberger, Phys. Rev. E 69 (2004) 066138, eq. (20).

    Raises ``ValueError`` for too few samples and for k + 1 equal ones, which no density has.

    >>> x = np.random.default_rng(0).normal(size=4000)
    >>> bool(abs(sample_entropy(x) - 0.5 * np.log(2 * np.pi * np.e)) < 0.05)
    True
    """
    from scipy.special import digamma

    points = _samples("x", x)
    k = _neighbours(neighbours, len(points))
    scale = _spread("x", points)
    reach = _reach("x", points / scale, k)
    inside = digamma(len(points)) - digamma(k) + points.shape[1] * np.log(2 * reach).mean()
    return float(inside + np.log(scale).sum())


def sample_mutual_information(
    x: ArrayLike, y: ArrayLike, *, given: ArrayLike | None = None, neighbours: int = 3
) -> float:
    """Estimate the mutual information of x and y, or what they share beside a third variable.

    x, y, given : ``(n, d)`` or ``(n,)`` each, n joint samples.  Returns nats; what independence
    leaves is 0 up to the statistical error, of either sign.

    ``psi(k) + psi(n) - <psi(n_x + 1) + psi(n_y + 1)>``, where n_x counts the samples whose x is
    closer than the k-th neighbour in the joint space (Kraskov et al. 2004, eq. (8)); with ``given``
    z, ``psi(k) + <psi(n_z + 1) - psi(n_xz + 1) - psi(n_yz + 1)>`` (S. Frenzel, B. Pompe, Phys. Rev.
    Lett. 99 (2007) 204101).  Coordinates are scaled to variance 1.  For relations as strict as
    1 - correlation of ``1 / n`` the estimate stays below the truth.

    Raises ``ValueError`` for unequal numbers of samples, too few, constant coordinates, and k + 1
    equal samples, which no density has.

    >>> x, y = np.random.default_rng(0).normal(size=(2, 2000))
    >>> bool(abs(sample_mutual_information(x, x + y) - np.log(2) / 2) < 0.06)
    True
    """
    from scipy.special import digamma

    parts = {"x": _samples("x", x), "y": _samples("y", y)}
    if given is not None:
        parts["given"] = _samples("given", given)
    n = len(parts["x"])
    for name, part in parts.items():
        if len(part) != n:
            raise ValueError(f"`{name}` must have {n} samples like `x`, but it has {len(part)}.")
    k = _neighbours(neighbours, n)
    scaled = {name: part / _spread(name, part) for name, part in parts.items()}
    joint = np.concatenate(list(scaled.values()), axis=1)
    reach = np.nextafter(_reach("x and y", joint, k), 0.0)

    def closer(*names: str) -> FloatArray:
        space = np.concatenate([scaled[name] for name in names], axis=1)
        count = _tree(space).query_ball_point(space, reach, p=np.inf, return_length=True)
        return np.asarray(digamma(count), dtype=np.float64)  # the sample itself is counted

    if given is None:
        return float(digamma(k) + digamma(n) - (closer("x") + closer("y")).mean())
    shared = closer("given") - closer("x", "given") - closer("y", "given")
    return float(digamma(k) + shared.mean())


def _samples(name: str, value: ArrayLike) -> FloatArray:
    array = as_real(name, value)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2 or not array.shape[1]:
        raise ValueError(f"`{name}` must have shape (n, d) or (n,), but it is {array.shape}.")
    return array


def _neighbours(k: int, n: int) -> int:
    if whole("neighbours", k) >= n:
        raise ValueError(f"`neighbours` must be fewer than the {n} samples, but it is {k}.")
    return k


def _spread(name: str, points: FloatArray) -> FloatArray:
    spread = points.std(axis=0)
    if (spread == 0).any():
        raise ValueError(
            f"`{name}` must vary, but coordinate {int(np.argmin(spread))} is constant."
        )
    return np.asarray(spread)


def _reach(name: str, points: FloatArray, k: int) -> FloatArray:
    """Distance of each point to its k-th neighbour in the largest coordinate."""
    distance, _ = _tree(points).query(points, k + 1, p=np.inf)
    reach = np.asarray(distance)[:, -1]
    if (reach == 0).any():
        raise ValueError(
            f"samples of `{name}` must come from a density, but {k + 1} of them are equal."
        )
    return reach


def _tree(points: FloatArray) -> Any:
    from scipy.spatial import KDTree

    return KDTree(points)
