"""Wigner functions of waves on a line and on a ring, and of density matrices on a line."""

from dataclasses import dataclass
from math import prod

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_array, positive_float
from numerics.grid import Grid
from numerics.memory import refuse_beyond

EDGE = 1e-5  # of the largest amplitude: what a wave on a line may have left at the ends of its box
SYMMETRIC = 1e-9  # of the largest entry


@dataclass(frozen=True)
class Wigner:
    """``values : (..., N, 2 N)`` at ``position : (N,)`` and ``momentum : (2 N,)``, both increasing.

    The momenta are the multiples of ``pi hbar / L``.

    >>> grid = Grid((16.0,), (64,), (-8.0,))
    >>> vacuum = np.pi**-0.25 * np.exp(-(grid.coordinates()[0] ** 2) / 2)
    >>> W = wigner(vacuum, grid=grid, hbar=1.0)
    >>> bool(np.abs(W.in_position() - vacuum**2).max() < 1e-12)
    True
    """

    position: FloatArray
    momentum: FloatArray
    values: FloatArray

    def in_position(self) -> FloatArray:
        """Sum over momentum: ``|Psi(x)|^2``, shape ``(..., N)``."""
        return np.asarray(self.values.sum(axis=-1) * (self.momentum[1] - self.momentum[0]))

    def in_momentum(self) -> FloatArray:
        """Sum over position, shape ``(..., 2 N)``: the density of the momentum.

        On a ring it is 0 at the momenta halfway between those of the ring.
        """
        return np.asarray(self.values.sum(axis=-2) * (self.position[1] - self.position[0]))


def wigner(psi: ArrayLike, *, grid: Grid, hbar: float, memory: float | None = None) -> Wigner:
    """Compute ``W = 1/(2 pi hbar) int psi(x - s/2) psi*(x + s/2) exp(i p s / hbar) ds`` on a line.

    psi : waves ``(..., N)`` on a grid with one axis of length L, zero outside of it; hbar :
    positive; memory : bytes that may be taken, by default half of what is free.
    Returns the values at N positions and 2 N momenta.  Half points are interpolated through the
    Fourier series, and what would wrap around the box is left out, so that nothing appears half a
    box away from the wave.  The sum over momentum is ``|psi|^2`` to rounding, that over position
    the density of the momentum.  Memory: 80 bytes for each value.
    E. Wigner, Phys. Rev. 40 (1932) 749, eq. (5).

    Raises ``ValueError`` for more than one axis, a wrong shape or non-finite values, for a wave
    that does not vanish at both ends of the box (``ring_wigner`` takes it), for a Hermitian matrix
    (``density_wigner`` takes it), and ``BeyondMemoryError`` beyond ``memory``.

    >>> grid = Grid((16.0,), (64,), (-8.0,))
    >>> vacuum = np.pi**-0.25 * np.exp(-(grid.coordinates()[0] ** 2) / 2)
    >>> W = wigner(vacuum, grid=grid, hbar=1.0)
    >>> bool(abs(W.values.max() * np.pi - 1) < 1e-9 and W.values.min() > -1e-9)
    True
    """
    wave = _waves(psi, grid, hbar)
    if wave.ndim > 1 and wave.shape[-1] == wave.shape[-2]:
        skew = np.abs(wave - np.swapaxes(wave, -1, -2).conj()).max()
        if skew <= SYMMETRIC * np.abs(wave).max():
            raise ValueError(
                "`psi` must hold waves, but its last two axes are a Hermitian matrix: "
                "`density_wigner` takes a density matrix."
            )
    _check_edges("psi", wave)
    return _transformed(wave, grid, hbar, False, memory)


def density_wigner(
    rho: ArrayLike, *, grid: Grid, hbar: float, memory: float | None = None
) -> Wigner:
    """Compute the Wigner function of a density matrix on a line, ``rho(x, x')``.

    rho : ``(N, N)``, Hermitian, on a grid with one axis; vanishing at the ends of the box.  Other
    arguments, and what is returned and raised, as in ``wigner``; the eigenvectors are transformed
    with their weights.

    >>> grid = Grid((16.0,), (64,), (-8.0,))
    >>> x = grid.coordinates()[0]
    >>> waves = np.stack([np.exp(-((x - a) ** 2) / 2) for a in (-2.0, 2.0)]) / np.pi**0.25
    >>> mixed = density_wigner(waves.T @ waves / 2, grid=grid, hbar=1.0)
    >>> bool(mixed.values.min() > -1e-9)  # no interference between the two
    True
    """
    matrix = _waves(rho, grid, hbar)
    (n,) = grid.points
    if matrix.shape != (n, n):
        raise ValueError(f"`rho` must have shape ({n}, {n}), but its shape is {matrix.shape}.")
    skew = np.abs(matrix - matrix.conj().T).max()
    if skew > SYMMETRIC * np.abs(matrix).max():
        raise ValueError(f"`rho` must be Hermitian, but it differs by {skew:.1e} from its adjoint.")
    weights, modes = np.linalg.eigh(matrix)
    kept = np.abs(weights) > 1e-15 * np.abs(weights).max()
    amplitudes = modes[:, kept] * np.sqrt(np.abs(weights[kept]))
    size = np.sqrt((np.abs(amplitudes) ** 2).sum(-1))
    _check_edges("rho", size)
    found = _transformed(amplitudes.T, grid, hbar, False, memory)
    values = np.tensordot(np.sign(weights[kept]), found.values, 1)
    return Wigner(found.position, found.momentum, values)


def ring_wigner(psi: ArrayLike, *, grid: Grid, hbar: float, memory: float | None = None) -> Wigner:
    """Compute the same integral for waves on a ring, with s over one period 2 L of the product.

    Arguments as in ``wigner``; psi ``(..., N)`` may be any periodic wave.  Both marginals are exact
    to rounding: ``|psi|^2``, and the weights ``|int psi exp(-i p x / hbar) dx|^2 / (2 pi hbar)`` at
    the momenta of the ring, with 0 halfway between them.  A packet also appears half a ring away,
    where it interferes with itself around the ring: with a sign that alternates from one momentum
    to the next, so that it averages to 0.

    >>> ring = Grid((2 * np.pi,), (8,))
    >>> W = ring_wigner(np.ones(8), grid=ring, hbar=1.0)
    >>> W.in_momentum().round(6)[8]  # all weight at momentum 0
    np.float64(12.566371)
    """
    return _transformed(_waves(psi, grid, hbar), grid, hbar, True, memory)


def _waves(psi: ArrayLike, grid: Grid, hbar: float) -> ComplexArray:
    if grid.dimension != 1:
        raise ValueError(f"`grid` must have 1 axis, but it has {grid.dimension}.")
    positive_float("hbar", hbar)
    wave = as_array("psi", psi).astype(np.complex128, copy=False)
    return np.asarray(grid.field("psi", wave))


def _check_edges(name: str, wave: ComplexArray | FloatArray) -> None:
    size = np.abs(wave)
    left = np.maximum(size[..., 0], size[..., -1])
    share = np.atleast_1d(left / np.maximum(size.max(-1), np.finfo(float).tiny))
    if (share > EDGE).any():
        raise ValueError(
            f"`{name}` must vanish at both ends of the box, but it is {share.max():.1e} of its "
            f"largest there: take a larger box, or `ring_wigner` for a wave on a ring."
        )


def _transformed(
    wave: ComplexArray, grid: Grid, hbar: float, ring: bool, memory: float | None
) -> Wigner:
    (n,), (length,) = grid.points, grid.lengths
    refuse_beyond(80 * prod(wave.shape) * 2 * n, memory, f"a Wigner function of {n} points")
    fine = _half_points(wave, n)
    point, lag = 2 * np.arange(n)[:, None], np.arange(2 * n)[None, :]
    product = fine[..., (point - lag) % (2 * n)]
    product *= fine[..., (point + lag) % (2 * n)].conj()
    if not ring:
        distance = np.minimum(lag, 2 * n - lag)
        product[..., distance > np.minimum(point, 2 * n - 1 - point)] = 0
    # sum over s = lag * h of exp(+ i pi l lag / n): an unscaled inverse transform, real by symmetry
    values = scipy.fft.ifft(product, axis=-1, norm="forward", overwrite_x=True).real
    values = scipy.fft.fftshift(values, axes=-1) * (length / n / (2 * np.pi * hbar))
    momentum = np.pi * hbar / length * np.arange(-n, n, dtype=np.float64)
    return Wigner(grid.coordinates()[0], momentum, values)


def _half_points(wave: ComplexArray, n: int) -> ComplexArray:
    """Interpolate at twice as many points; the Nyquist wave keeps its negative sign."""
    spectrum = scipy.fft.fft(wave, axis=-1, norm="forward")
    wide = np.zeros((*wave.shape[:-1], 2 * n), dtype=np.complex128)
    upper = (n + 1) // 2
    wide[..., :upper] = spectrum[..., :upper]
    wide[..., n + upper :] = spectrum[..., upper:]
    return np.asarray(scipy.fft.ifft(wide, axis=-1, norm="forward"))
