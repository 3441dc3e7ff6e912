"""The Schrodinger equation on a periodic box by split steps, of order 2 and 4."""

from dataclasses import dataclass
from math import prod

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike

from numerics._checks import (
    ComplexArray,
    FloatArray,
    as_array,
    as_real,
    one_of,
    positive_float,
    whole,
)
from numerics.grid import Grid, expand, integral
from numerics.memory import refuse_beyond
from numerics.waves.fourier import in_place


@dataclass(frozen=True)
class Splitting:
    """Coefficients of alternating potential and kinetic steps, potential first and last.

    Checks when built that both kinds add up to 1 and that the method is symmetric.
    """

    order: int
    potential: tuple[float, ...]
    kinetic: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check the table."""
        for name, row in (("potential", self.potential), ("kinetic", self.kinetic)):
            if abs(sum(row) - 1) > 1e-12:
                raise ValueError(f"`{name}` must add up to 1, but it adds up to {sum(row):.6g}.")
            if row != row[::-1]:
                raise ValueError(f"`{name}` must be symmetric, but it is {row}.")
        if len(self.potential) != len(self.kinetic) + 1:
            raise ValueError(
                f"`potential` must have one entry more than `kinetic`, "
                f"but they have {len(self.potential)} and {len(self.kinetic)}."
            )


def _palindrome(a: tuple[float, ...], b: tuple[float, ...]) -> Splitting:
    return Splitting(4, (*a, 1 - 2 * sum(a), *a[::-1]), (*b, *b[::-1]))


STRANG = Splitting(2, (0.5, 0.5), (1.0,))
# Blanes and Moan, J. Comput. Appl. Math. 142 (2002) 313, table 2, S6 of order 4.
BLANES_MOAN = _palindrome(
    (0.0792036964311957, 0.353172906049774, -0.0420650803577195),
    (0.209515106613362, -0.143851773179818, 0.434336666566456),
)
SPLITTINGS = {2: STRANG, 4: BLANES_MOAN}
PRECISIONS = {"double": np.complex128, "single": np.complex64}


def evolve_wave(
    psi: ArrayLike,
    V: ArrayLike,
    *,
    grid: Grid,
    hbar: float,
    mass: float,
    dt: float,
    steps: int,
    order: int = 2,
    workers: int = 1,
    precision: str = "double",
    library: str = "scipy",
    memory: float | None = None,
) -> ComplexArray:
    """Advance ``i hbar d_t Psi = -(hbar^2 / 2M) sum_k d_k^2 Psi + V Psi`` by ``steps * dt``.

    psi : ``(..., *points)``; V : real, static, broadcast against psi; hbar, mass, dt : positive;
    order : 2 (Strang, one FFT pair a step) or 4 (Blanes-Moan, six pairs, far smaller error).
    Stationarity of Vanchurin (4.3) gives this equation; M and hbar are those of (3.11), (3.12).

    workers : threads of the transforms, which with SciPy leave every bit as it is;
    precision : ``"double"``, or ``"single"`` for complex64 inside and out: half memory and time,
    and an error of about 4e-8 an FFT pair (measured: 2e-5 after 576 pairs), since the same rounded
    phases act at every step;
    library : of the transforms, see ``fourier.in_place``;
    memory : bytes that the run may add to its input, by default half of what is free.

    Every factor has modulus 1, so the norm drifts by rounding only (about 1e-16 an FFT pair).
    Potential factors of consecutive steps are merged, and the FFT works in place.
    Memory: psi twice (one copy, and one work array that the FFT may take), phases of the size of V
    (at most 5 for the potential) and of the grid (at most 3 for the kinetic part).
    Raises ``ValueError`` for wrong shapes, non-finite values, or an order other than 2 and 4, and
    ``BeyondMemoryError`` with the number of bytes before it allocates more than ``memory``.
    """
    one_of("precision", precision, tuple(PRECISIONS))
    positive_float("hbar", hbar)
    positive_float("mass", mass)
    positive_float("dt", dt)
    whole("steps", steps, 0)
    whole("workers", workers)
    if order not in SPLITTINGS:
        raise ValueError(f"`order` must be 2 or 4, but it is {order!r}.")
    table, kind = SPLITTINGS[order], PRECISIONS[precision]
    wave, potential = _wave(psi, grid), as_real("V", grid.field("V", V))
    shape = np.broadcast_shapes(wave.shape, potential.shape)
    merged = (*table.potential[1:-1], table.potential[0] + table.potential[-1])
    turns, drifts = {*table.potential, *merged}, set(table.kinetic)
    item = np.dtype(kind).itemsize
    size = 2 * prod(shape) + len(turns) * potential.size + len(drifts) * prod(grid.points)
    # beside these, one phase and its exponent in double precision while they are made
    spare = 32 * max(potential.size, prod(grid.points))
    refuse_beyond(item * size + spare, memory, f"a run of shape {shape}")
    axes = tuple(range(-grid.dimension, 0))
    transform = in_place(shape, axes, kind, workers=workers, library=library)
    moving = transform.array
    moving[...] = wave
    if steps == 0:
        return moving
    turn = {a: np.exp(-1j * a * dt / hbar * potential).astype(kind, copy=False) for a in turns}
    rate = hbar * _squared_wavenumbers(grid) / (2 * mass)
    # the inverse FFT runs unscaled, its 1/n is part of the kinetic factor
    drift = {b: (np.exp(-1j * b * dt * rate) / rate.size).astype(kind, copy=False) for b in drifts}
    stages = [(drift[b], turn[a]) for b, a in zip(table.kinetic, merged, strict=True)]
    moving *= turn[table.potential[0]]
    for step in range(steps):
        for position, (kinetic, phase) in enumerate(stages):
            moving = transform.forward(moving)
            moving *= kinetic
            moving = transform.backward(moving)
            ends = step == steps - 1 and position == len(stages) - 1
            moving *= turn[table.potential[-1]] if ends else phase
    return moving


def _wave(psi: ArrayLike, grid: Grid) -> ComplexArray:
    return np.asarray(grid.field("psi", as_array("psi", psi).astype(np.complex128, copy=False)))


def _squared_wavenumbers(grid: Grid) -> FloatArray:
    axes = [grid.wavenumbers(axis) ** 2 for axis in range(grid.dimension)]
    return np.asarray(sum(np.meshgrid(*axes, indexing="ij")))


def wave_density(psi: ArrayLike, grid: Grid) -> FloatArray:
    """Compute ``|Psi|^2``, shape ``(..., *points)``."""
    wave = _wave(psi, grid)
    return np.asarray(wave.real**2 + wave.imag**2)


def current(psi: ArrayLike, *, grid: Grid, hbar: float, mass: float) -> FloatArray:
    """Compute ``j_k = (hbar / M) Im(Psi* d_k Psi)``, the axis first: ``(K, ..., *points)``.

    The derivative is spectral with its Nyquist part dropped.
    """
    wave = _wave(psi, grid)
    scale = positive_float("hbar", hbar) / positive_float("mass", mass)
    axes = tuple(range(-grid.dimension, 0))
    spectrum = scipy.fft.fftn(wave, axes=axes)
    result = []
    for axis in range(grid.dimension):
        k = grid.wavenumbers(axis)
        if k.size % 2 == 0:
            k[k.size // 2] = 0
        k = k.reshape((-1,) + (1,) * (grid.dimension - 1 - axis))
        slope = scipy.fft.ifftn(1j * k * spectrum, axes=axes)
        result.append(scale * (wave.conj() * slope).imag)
    return np.stack(result)


def expectation(psi: ArrayLike, observable: ArrayLike, grid: Grid) -> FloatArray:
    """Compute ``integral |Psi|^2 g / integral |Psi|^2`` of a real field g, shape ``(...)``."""
    p, g = wave_density(psi, grid), as_real("observable", grid.field("observable", observable))
    return np.asarray(integral(p * g, grid) / _norm(p, grid))


def energy(psi: ArrayLike, V: ArrayLike, *, grid: Grid, hbar: float, mass: float) -> FloatArray:
    """Compute ``<H>`` per unit norm, the kinetic part in Fourier space; shape ``(...)``."""
    wave, axes = _wave(psi, grid), tuple(range(-grid.dimension, 0))
    weight = np.abs(scipy.fft.fftn(wave, axes=axes)) ** 2
    kinetic = positive_float("hbar", hbar) ** 2 / (2 * positive_float("mass", mass))
    share = weight / weight.sum(axis=axes, keepdims=True)
    moving = kinetic * (share * _squared_wavenumbers(grid)).sum(axis=axes)
    return np.asarray(moving + expectation(wave, V, grid))


def normalise(psi: ArrayLike, grid: Grid) -> ComplexArray:
    """Return psi divided by ``sqrt(integral |Psi|^2)``; raises ``ValueError`` if that is 0."""
    wave = _wave(psi, grid)
    return np.asarray(wave / expand(np.sqrt(_norm(wave_density(wave, grid), grid)), grid))


def _norm(p: FloatArray, grid: Grid) -> FloatArray:
    norm = integral(p, grid)
    if (norm == 0).any():
        raise ValueError("`psi` must not vanish everywhere, but its norm is 0.")
    return norm
