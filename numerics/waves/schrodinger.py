"""The Schrodinger equation on a periodic box by split steps, of order 2 and 4.

Also with a potential that moves, one that absorbs, and the cubic term of Gross and Pitaevskii.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from math import prod

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike

from numerics._checks import (
    Array,
    ComplexArray,
    FloatArray,
    as_array,
    as_real,
    one_of,
    positive_float,
    real_float,
    whole,
)
from numerics.grid import Grid, expand, integral
from numerics.memory import refuse_beyond
from numerics.waves.fourier import in_place


@dataclass(frozen=True)
class Splitting:
    """Coefficients of alternating potential and kinetic steps, potential first and last.

    Checks when built that both kinds add up to 1 and that the method is symmetric.

    >>> STRANG.order, STRANG.potential
    (2, (0.5, 0.5))
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
MOST_OF_A_MATRIX = 128  # points of a grid on which a step is made into a matrix for many steps
PRECISIONS = {"double": np.complex128, "single": np.complex64}
Potential = ArrayLike | Callable[[float], ArrayLike]


def evolve_wave(
    psi: ArrayLike,
    V: Potential,
    *,
    grid: Grid,
    hbar: float,
    mass: float,
    dt: float,
    steps: int,
    nonlinearity: float = 0.0,
    start: float = 0.0,
    order: int = 2,
    workers: int = 1,
    precision: str = "double",
    library: str = "scipy",
    memory: float | None = None,
) -> ComplexArray:
    """Advance ``i hbar d_t Psi = -(hbar^2 / 2M) sum_k d_k^2 Psi + (V + g |Psi|^2) Psi``.

    psi : ``(..., *points)``; the same shape comes back, ``steps * dt`` later;
    V : broadcast against psi, or a callable of the time, which is ``start`` at first; real, or
    complex with an imaginary part below zero that absorbs, see ``absorbing_layer``;
    nonlinearity : g, any sign; hbar, mass, dt : positive;
    order : 2 (Strang, one FFT pair a step) or 4 (Blanes-Moan, six pairs, far smaller error), also
    for a V that moves: it is taken at the time that the kinetic steps have reached.
    Stationarity of Vanchurin (4.3) gives this equation with g = 0; M and hbar are those of (3.11),
    (3.12).

    workers : threads of the transforms, which with SciPy leave every bit as it is;
    precision : ``"double"``, or ``"single"`` for complex64 inside and out: half memory and time,
    and an error of about 4e-8 an FFT pair (measured: 2e-5 after 576 pairs), since the same rounded
    phases act at every step;
    library : of the transforms, see ``fourier.in_place``;
    memory : bytes that the run may add to its input, by default half of what is free.

    With a real V every factor has modulus 1, so the norm drifts by rounding only (about 1e-16 an
    FFT pair).  Potential factors of consecutive steps are merged, and the FFT works in place.  On
    at most 128 points more steps than points are taken as the power of the matrix of one.
    Memory: psi twice (one copy, and one work array that the FFT may take), phases of the size of V
    (at most 5 for the potential) and of the grid (at most 3 for the kinetic part).
    Raises ``ValueError`` for wrong shapes, non-finite values, a V that amplifies, or an order other
    than 2 and 4, and ``BeyondMemoryError`` with the number of bytes before it allocates more than
    ``memory``.

    >>> box = Grid((2 * np.pi,), (16,))
    >>> x = box.coordinates()[0]
    >>> run = {"grid": box, "hbar": 1.0, "mass": 1.0, "dt": 0.1, "steps": 10}
    >>> later = evolve_wave(np.exp(2j * x), 0 * x, **run)  # energy k^2 / 2 = 2
    >>> bool(np.abs(later - np.exp(2j * x - 2j)).max() < 1e-12)
    True
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
    g, wave = real_float("nonlinearity", nonlinearity), _wave(psi, grid)
    potential = _potential(V, real_float("start", start), grid)
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
    n = prod(grid.points)
    linear = not callable(V) and g == 0 and potential.shape == grid.points
    if linear and kind is np.complex128 and n <= MOST_OF_A_MATRIX and steps > n:
        basis = np.eye(n, dtype=np.complex128).reshape(n, *grid.points)
        one = evolve_wave(
            basis, V, grid=grid, hbar=hbar, mass=mass, dt=dt, steps=1, order=order, library=library
        )
        power = np.linalg.matrix_power(one.reshape(n, n), steps)
        moving[...] = (moving.reshape(-1, n) @ power).reshape(shape)
        return moving
    static = not callable(V) and g == 0
    turn: dict[float, Array] = {
        a: np.exp(-1j * a * dt / hbar * potential).astype(kind, copy=False)
        for a in (turns if static else ())
    }
    rate = hbar * _squared_wavenumbers(grid) / (2 * mass)
    # the inverse FFT runs unscaled, its 1/n is part of the kinetic factor
    drift = {b: (np.exp(-1j * b * dt * rate) / rate.size).astype(kind, copy=False) for b in drifts}
    reached = list(accumulate(table.kinetic))  # share of the step at each potential factor
    rounds, last = range(steps), len(table.kinetic) - 1

    def turned(moving: Array, share: float, time: float) -> None:
        if static:
            moving *= turn[share]
            return
        now = _potential(V, time, grid) if callable(V) else potential
        if g:
            now = now + g * (moving.real**2 + moving.imag**2)
        moving *= np.exp(-1j * share * dt / hbar * now).astype(kind, copy=False)

    turned(moving, table.potential[0], start)
    for step in rounds:
        for position, (kinetic, share) in enumerate(zip(table.kinetic, merged, strict=True)):
            moving = transform.forward(moving)
            moving *= drift[kinetic]
            moving = transform.backward(moving)
            ends = step == steps - 1 and position == last
            time = start + (step + reached[position]) * dt
            turned(moving, table.potential[-1] if ends else share, time)
    return moving


def _potential(V: Potential, time: float, grid: Grid) -> Array:
    field = grid.field("V", V(time) if callable(V) else V)
    if field.dtype.kind == "c" and (field.imag > 0).any():
        raise ValueError(
            f"`V` must be real, or absorb by an imaginary part below zero, but it is "
            f"{field.imag.max():.6g}."
        )
    return field


def absorbing_layer(grid: Grid, width: float, strength: float) -> ComplexArray:
    """Imaginary potential ``-i W`` that swallows waves near the edges of a box: ``(*points)``.

    ``W = strength ((width - d) / width)^2`` within ``width`` of an edge at distance d, 0 further
    inside; along each axis, added.  Little comes back where a wavelength is shorter than the width,
    ``strength`` is below the kinetic energy, and ``strength width / (hbar v)`` is above 5.

    >>> layer = absorbing_layer(Grid((10.0,), (10,)), width=2.0, strength=3.0)
    >>> np.abs(layer).round(2).tolist()
    [3.0, 0.75, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.75]
    """
    wide, height = positive_float("width", width), positive_float("strength", strength)
    total = np.zeros(grid.points)
    for axis, (n, length) in enumerate(zip(grid.points, grid.lengths, strict=True)):
        place = np.arange(n) * length / n
        depth = np.clip(1 - np.minimum(place, length - place) / wide, 0, None) ** 2
        total += height * depth.reshape((-1,) + (1,) * (grid.dimension - 1 - axis))
    return np.asarray(-1j * total)


def relax_wave(
    psi: ArrayLike,
    V: ArrayLike,
    *,
    grid: Grid,
    hbar: float,
    mass: float,
    dt: float,
    steps: int,
    nonlinearity: float = 0.0,
) -> ComplexArray:
    """Follow ``-hbar d_s Psi = H Psi`` in imaginary time s, with norm 1 after every step.

    Approaches the lowest state that psi has a part in, as ``exp(-(E_1 - E_0) s / hbar)``; of Gross
    and Pitaevskii's equation with ``nonlinearity`` g where it is not 0.  Strang steps: the state
    that is left differs from the ground state by an error of order ``dt^2``.
    psi, V, grid, hbar, mass, dt, steps : as in ``evolve_wave``; V real and static.  Returns the
    shape of psi.

    >>> box = Grid((16.0,), (64,), (-8.0,))
    >>> V = box.coordinates()[0] ** 2 / 2
    >>> problem = {"grid": box, "hbar": 1.0, "mass": 1.0}
    >>> lowest = relax_wave(np.exp(-V), V, dt=0.01, steps=1500, **problem)
    >>> round(float(energy(lowest, V, **problem)), 6)
    0.5
    """
    for name, value in (("hbar", hbar), ("mass", mass), ("dt", dt)):
        positive_float(name, value)
    g, wave = real_float("nonlinearity", nonlinearity), normalise(psi, grid)
    potential = as_real("V", grid.field("V", V))
    axes = tuple(range(-grid.dimension, 0))
    fall = np.exp(-dt * hbar * _squared_wavenumbers(grid) / (2 * mass))

    def half(now: ComplexArray) -> ComplexArray:
        height = potential + g * (now.real**2 + now.imag**2) if g else potential
        return np.asarray(now * np.exp(-dt / (2 * hbar) * height))

    for _ in range(whole("steps", steps, 0)):
        wave = scipy.fft.ifftn(scipy.fft.fftn(half(wave), axes=axes) * fall, axes=axes)
        wave = normalise(half(wave), grid)
    return wave


def _wave(psi: ArrayLike, grid: Grid) -> ComplexArray:
    return np.asarray(grid.field("psi", as_array("psi", psi).astype(np.complex128, copy=False)))


def _squared_wavenumbers(grid: Grid) -> FloatArray:
    axes = [grid.wavenumbers(axis) ** 2 for axis in range(grid.dimension)]
    return np.asarray(sum(np.meshgrid(*axes, indexing="ij")))


def wave_density(psi: ArrayLike, grid: Grid) -> FloatArray:
    """Compute ``|Psi|^2``, shape ``(..., *points)``.

    >>> wave_density([1j, 2.0], Grid((1.0,), (2,))).tolist()
    [1.0, 4.0]
    """
    wave = _wave(psi, grid)
    return np.asarray(wave.real**2 + wave.imag**2)


def current(psi: ArrayLike, *, grid: Grid, hbar: float, mass: float) -> FloatArray:
    """Compute ``j_k = (hbar / M) Im(Psi* d_k Psi)``, the axis first: ``(K, ..., *points)``.

    The derivative is spectral with its Nyquist part dropped.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> psi = np.exp(3j * ring.coordinates()[0])
    >>> current(psi, grid=ring, hbar=1.0, mass=2.0)[0, :2].round(9).tolist()  # hbar k / M
    [1.5, 1.5]
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
    """Compute ``integral |Psi|^2 g / integral |Psi|^2`` of a real field g, shape ``(...)``.

    >>> line = Grid((16.0,), (64,), (-8.0,))
    >>> x = line.coordinates()[0]
    >>> round(float(expectation(np.exp(-((x - 1) ** 2)), x, line)), 9)
    1.0
    """
    p, g = wave_density(psi, grid), as_real("observable", grid.field("observable", observable))
    return np.asarray(integral(p * g, grid) / _norm(p, grid))


def energy(psi: ArrayLike, V: ArrayLike, *, grid: Grid, hbar: float, mass: float) -> FloatArray:
    """Compute ``<H>`` per unit norm, the kinetic part in Fourier space; shape ``(...)``.

    Of the linear equation; Gross and Pitaevskii's has ``g / 2`` times the mean of ``|Psi|^2`` more.

    >>> line = Grid((16.0,), (64,), (-8.0,))
    >>> x = line.coordinates()[0]
    >>> round(float(energy(np.exp(-(x**2) / 2), x**2 / 2, grid=line, hbar=1.0, mass=1.0)), 9)
    0.5
    """
    wave, axes = _wave(psi, grid), tuple(range(-grid.dimension, 0))
    weight = np.abs(scipy.fft.fftn(wave, axes=axes)) ** 2
    kinetic = positive_float("hbar", hbar) ** 2 / (2 * positive_float("mass", mass))
    share = weight / weight.sum(axis=axes, keepdims=True)
    moving = kinetic * (share * _squared_wavenumbers(grid)).sum(axis=axes)
    return np.asarray(moving + expectation(wave, V, grid))


def normalise(psi: ArrayLike, grid: Grid) -> ComplexArray:
    """Return psi divided by ``sqrt(integral |Psi|^2)``; raises ``ValueError`` if that is 0.

    >>> normalise([1.0, 1.0, 1.0, 1.0], Grid((4.0,), (4,))).real.tolist()
    [0.5, 0.5, 0.5, 0.5]
    """
    wave = _wave(psi, grid)
    return np.asarray(wave / expand(np.sqrt(_norm(wave_density(wave, grid), grid)), grid))


def _norm(p: FloatArray, grid: Grid) -> FloatArray:
    norm = integral(p, grid)
    if (norm == 0).any():
        raise ValueError("`psi` must not vanish everywhere, but its norm is 0.")
    return norm
