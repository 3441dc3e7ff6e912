"""The Wigner function of a wave on a ring, with both of its marginals exact."""

from dataclasses import dataclass
from math import prod

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_array, positive_float
from numerics.grid import Grid
from numerics.memory import refuse_beyond


@dataclass(frozen=True)
class Wigner:
    """``values : (..., N, 2 N)`` at ``position : (N,)`` and ``momentum : (2 N,)``, both increasing.

    The momenta are the multiples of ``pi hbar / L``: sums of two momenta of the ring, halved.
    """

    position: FloatArray
    momentum: FloatArray
    values: FloatArray

    def in_position(self) -> FloatArray:
        """Sum over momentum: ``|Psi(x)|^2``, shape ``(..., N)``."""
        return np.asarray(self.values.sum(axis=-1) * (self.momentum[1] - self.momentum[0]))

    def in_momentum(self) -> FloatArray:
        """Sum over position, shape ``(..., 2 N)``: the weight of each wave over ``pi hbar / L``.

        It is 0 at the momenta halfway between those of the ring.
        """
        return np.asarray(self.values.sum(axis=-2) * (self.position[1] - self.position[0]))


def wigner(psi: ArrayLike, *, grid: Grid, hbar: float, memory: float | None = None) -> Wigner:
    """Compute ``W = 1/(2 pi hbar) int Psi(x - s/2) Psi*(x + s/2) exp(i p s / hbar) ds``.

    psi : ``(..., N)`` on a grid with one axis of length L; hbar : positive; memory : bytes that may
    be taken, by default half of what is free.  s runs over one period 2 L of the product; half
    points are interpolated through the Fourier series, so the sums over one variable are
    ``|Psi|^2`` and the weights ``|int Psi exp(-i p x / hbar) dx|^2 / (2 pi hbar)`` to rounding.
    On a ring a packet also has a ghost on the other side, half a length away, where it interferes
    with itself: it alternates in sign from one momentum to the next and averages to 0.
    Memory: 80 bytes for each value.  E. Wigner, Phys. Rev. 40 (1932) 749, eq. (5).
    Raises ``ValueError`` for more than one axis, a wrong shape or non-finite values, and
    ``BeyondMemoryError`` with the number of bytes for a request beyond ``memory``.
    """
    if grid.dimension != 1:
        raise ValueError(f"`grid` must have 1 axis, but it has {grid.dimension}.")
    positive_float("hbar", hbar)
    wave = grid.field("psi", as_array("psi", psi).astype(np.complex128, copy=False))
    (n,), (length,) = grid.points, grid.lengths
    refuse_beyond(80 * prod(wave.shape) * 2 * n, memory, f"a Wigner function of {n} points")
    fine = _half_points(wave, n)
    point, lag = 2 * np.arange(n)[:, None], np.arange(2 * n)[None, :]
    product = fine[..., (point - lag) % (2 * n)]
    product *= fine[..., (point + lag) % (2 * n)].conj()
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
