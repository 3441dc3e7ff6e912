"""The Ornstein-Uhlenbeck process in closed form: the reference for (3.1) with a quadratic F."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float


@dataclass(frozen=True)
class Gaussian:
    """A normal law: ``mean : (..., K)`` and ``covariance : (..., K, K)``.

    >>> normal = Gaussian(np.zeros(1), np.eye(1))
    >>> float(normal.entropy().round(6)), float(normal.density([[0.0]])[0].round(6))
    (1.418939, 0.398942)
    """

    mean: FloatArray
    covariance: FloatArray

    def density(self, points: ArrayLike) -> FloatArray:
        """Evaluate the density at ``points : (n, K)``, shape ``(..., n)``."""
        q = as_real("points", points)
        offset = q - self.mean[..., None, :]
        solved = np.linalg.solve(self.covariance, np.swapaxes(offset, -1, -2))
        square = (offset * np.swapaxes(solved, -1, -2)).sum(axis=-1)
        return np.asarray(np.exp(-square / 2 - self._log_volume()[..., None]))

    def entropy(self) -> FloatArray:
        """Return ``(1/2) log det(2 pi e C)``, shape ``(...)``; Vanchurin (3.2)."""
        return np.asarray(self._log_volume() + self.mean.shape[-1] / 2)

    def _log_volume(self) -> FloatArray:
        _, log_det = np.linalg.slogdet(2 * np.pi * self.covariance)
        return np.asarray(log_det / 2)


def evolve_gaussian(
    mean: ArrayLike,
    covariance: ArrayLike,
    *,
    stiffness: ArrayLike,
    D: float,
    gamma: float,
    times: ArrayLike,
) -> Gaussian:
    """Evolve a Gaussian under (3.1) with ``F = q^T S q / 2`` on the whole space.

    In the basis where the symmetric ``stiffness`` S is diagonal with entries s, the mean is
    ``m_i exp(-gamma s_i t)`` and the covariance
    ``C_ij exp(-gamma (s_i + s_j) t) + delta_ij D (1 - exp(-2 gamma s_i t)) / (gamma s_i)``,
    the last term being ``2 D t`` for ``gamma s_i = 0``.  gamma and S may have any sign.

    mean : ``(K,)``; covariance : ``(K, K)``, symmetric, positive; times : ``(T,)``, not negative.
    Returns a ``Gaussian`` with leading axis T.  Raises ``ValueError`` for wrong shapes, matrices
    that are not symmetric, a covariance that is not positive, D <= 0 or negative times.

    >>> end = evolve_gaussian([1.0], [[1.0]], stiffness=[[1.0]], D=1.0, gamma=1.0, times=[1.0])
    >>> end.mean[0].round(6).tolist(), end.covariance[0].round(12).tolist()  # 1 / e; D / gamma
    ([0.367879], [[1.0]])
    """
    m, t = as_real("mean", mean), as_real("times", times)
    positive_float("D", D)
    if m.ndim != 1 or t.ndim != 1:
        raise ValueError(
            f"`mean` and `times` must have one axis, but their shapes are {m.shape} and {t.shape}."
        )
    if (t < 0).any():
        raise ValueError(f"`times` must not be negative, but one is {t.min():.6g}.")
    c = _symmetric("covariance", covariance, m.size)
    if np.linalg.eigvalsh(c)[0] <= 0:
        smallest = np.linalg.eigvalsh(c)[0]
        raise ValueError(f"`covariance` must be positive, but an eigenvalue is {smallest:.6g}.")
    s, basis = np.linalg.eigh(_symmetric("stiffness", stiffness, m.size))
    rate = float(as_real("gamma", gamma)) * s
    fade = np.exp(-np.multiply.outer(t, rate))
    safe = np.where(rate == 0, 1.0, rate)
    grown = -np.expm1(-2 * np.multiply.outer(t, rate)) / safe
    added = D * np.where(rate == 0, 2 * t[:, None], grown)
    rotated = fade[:, :, None] * (basis.T @ c @ basis) * fade[:, None, :]
    rotated = rotated + added[:, :, None] * np.eye(m.size)
    return Gaussian((fade * (m @ basis)) @ basis.T, basis @ rotated @ basis.T)


def gaussian_entropy_production(
    state: Gaussian, *, stiffness: ArrayLike, D: float, gamma: float
) -> FloatArray:
    """Return ``D tr C^-1 - gamma tr S``, the q-integral of the integrand of (3.4), ``(...)``.

    For a Gaussian, ``<(d log p)^2> = tr C^-1`` and, by parts, ``<d log p . d F> = -tr S``.

    >>> settled = Gaussian(np.zeros(2), 0.5 * np.eye(2))  # C = D / (gamma S)
    >>> float(gaussian_entropy_production(settled, stiffness=2 * np.eye(2), D=1.0, gamma=1.0))
    0.0
    """
    s = _symmetric("stiffness", stiffness, state.mean.shape[-1])
    inverse = np.linalg.inv(state.covariance)
    return np.asarray(D * np.trace(inverse, axis1=-2, axis2=-1) - gamma * np.trace(s))


def _symmetric(name: str, value: ArrayLike, size: int) -> FloatArray:
    matrix = as_real(name, value)
    if matrix.shape != (size, size):
        raise ValueError(f"`{name}` must have shape ({size}, {size}), but it is {matrix.shape}.")
    gap = float(np.abs(matrix - matrix.T).max())
    if gap > 1e-12 * max(1.0, float(np.abs(matrix).max())):
        raise ValueError(
            f"`{name}` must be symmetric, but it differs from its transpose by {gap:.1e}."
        )
    return matrix
