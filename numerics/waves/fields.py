"""Madelung fields of any wave, with a stated convention at its nodes."""

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike, NDArray

from numerics._checks import FloatArray, as_array, positive_float
from numerics.grid import Grid

FLOOR = 1e-12  # share of the mean density below which a point counts as a node


@dataclass(frozen=True)
class WaveFields:
    """The fluid that a wave is, on its grid.

    density : ``(..., *points)``; current and velocity : ``(K, ..., *points)``; quantum_potential :
    ``(..., *points)``; node : where the last two do not exist and are given as 0.

    >>> ring = Grid((2 * np.pi,), (8,))
    >>> found = wave_fields(np.sin(ring.coordinates()[0]), grid=ring, hbar=1.0, mass=1.0)
    >>> found.node.nonzero()[0].tolist()  # at 0 and pi
    [0, 4]
    """

    density: FloatArray
    current: FloatArray
    velocity: FloatArray
    quantum_potential: FloatArray
    node: NDArray[np.bool_]


def wave_fields(
    psi: ArrayLike, *, grid: Grid, hbar: float, mass: float, floor: float = FLOOR
) -> WaveFields:
    """Compute ``p = |Psi|^2``, ``j``, ``u = j / p`` and ``Q = -(hbar^2/2M) lap(sqrt p) / sqrt(p)``.

    psi : ``(..., *points)``; ``j_k = (hbar/M) Im(Psi* d_k Psi)``.  Q is taken from the wave itself,
    ``lap(sqrt p)/sqrt p = Re(lap Psi / Psi) + sum_k Im(d_k Psi / Psi)^2``, since sqrt(p) has a kink
    at a node and Psi has none.  Derivatives are spectral, the Nyquist part dropped in both orders.
    p and j exist for every wave.  Where p is at most ``floor`` of its mean, u and Q are quotients
    of rounding errors or infinite: they are set to 0 and the point is marked in ``node``.
    Vanchurin (3.8), (3.9); u is the velocity for which (3.8) follows from (4.3).
    Raises ``ValueError`` for a wave that is 0 everywhere, a wrong shape or non-finite values.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> x = ring.coordinates()[0]
    >>> found = wave_fields(np.exp(2j * x), grid=ring, hbar=1.0, mass=4.0)
    >>> found.velocity[0, :3].round(9), bool(np.abs(found.quantum_potential).max() < 1e-9)
    (array([0.5, 0.5, 0.5]), True)
    """
    wave = grid.field("psi", as_array("psi", psi).astype(np.complex128, copy=False))
    scale = positive_float("hbar", hbar) / positive_float("mass", mass)
    axes = tuple(range(-grid.dimension, 0))
    p = np.asarray(wave.real**2 + wave.imag**2)
    mean = p.mean(axis=axes, keepdims=True)
    if (mean == 0).any():
        raise ValueError("`psi` must not vanish everywhere, but its norm is 0.")
    node = p <= positive_float("floor", floor) * mean
    safe = np.where(node, 1.0, p)
    spectrum = scipy.fft.fftn(wave, axes=axes)
    current = np.empty((grid.dimension, *wave.shape))
    bend = np.zeros(wave.shape)
    for axis in range(grid.dimension):
        k = grid.wavenumbers(axis)
        if k.size % 2 == 0:
            k[k.size // 2] = 0
        ik = 1j * k.reshape((-1,) + (1,) * (grid.dimension - 1 - axis))
        slope = scipy.fft.ifftn(ik * spectrum, axes=axes)
        second = scipy.fft.ifftn(ik**2 * spectrum, axes=axes)
        turn = (wave.conj() * slope).imag
        current[axis] = scale * turn
        bend += (wave.conj() * second).real / safe + (turn / safe) ** 2
    return WaveFields(
        density=p,
        current=current,
        velocity=np.where(node, 0.0, current / safe),
        quantum_potential=np.where(node, 0.0, -hbar * scale / 2 * bend),
        node=node,
    )
