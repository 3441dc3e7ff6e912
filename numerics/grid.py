"""Periodic boxes: coordinates, spectral derivatives, integrals."""

from dataclasses import dataclass
from math import prod

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, positive_float, trailing, whole
from numerics.calculus import Nodes, periodic_nodes
from numerics.memory import refuse_beyond


@dataclass(frozen=True)
class Grid:
    """Uniform grid on a periodic box with K = 1, 2 or 3 axes.

    Point ``j`` of axis ``k`` is ``lower[k] + j * lengths[k] / points[k]``; the point at the far
    edge is the first point again and is not stored.  Fields have shape ``(..., *points)``.

    lengths : positive box lengths; points : numbers of points, at least 2;
    lower : coordinates of the first point, zeros unless given.
    Raises ``ValueError`` for anything else.

    >>> Grid((2.0,), (4,)).coordinates()
    array([[0. , 0.5, 1. , 1.5]])
    """

    lengths: tuple[float, ...]
    points: tuple[int, ...]
    lower: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        count = len(self.lengths)
        if count not in (1, 2, 3):
            raise ValueError(f"`lengths` must have 1, 2 or 3 entries, but it has {count}.")
        lower = self.lower or (0.0,) * count
        for name, value in (("points", self.points), ("lower", lower)):
            if len(value) != count:
                raise ValueError(f"`{name}` must have {count} entries, but it has {len(value)}.")
        lengths = tuple(positive_float("lengths", length) for length in self.lengths)
        points = tuple(whole("points", n, 2) for n in self.points)
        object.__setattr__(self, "lengths", lengths)
        object.__setattr__(self, "points", points)
        object.__setattr__(self, "lower", tuple(float(x) for x in as_real("lower", lower)))

    @property
    def dimension(self) -> int:
        """Number of axes K."""
        return len(self.points)

    @property
    def spacing(self) -> tuple[float, ...]:
        """Distance between neighbouring points along each axis."""
        return tuple(length / n for length, n in zip(self.lengths, self.points, strict=True))

    @property
    def cell_volume(self) -> float:
        """Volume that one point stands for, the product of the spacings."""
        return float(np.prod(self.spacing))

    def coordinates(self) -> FloatArray:
        """Return the coordinates of all points, shape ``(K, *points)``.

        Raises ``BeyondMemoryError`` with the number of bytes where half the free memory is less.
        """
        refuse_beyond(16 * self.dimension * prod(self.points), what=f"a grid of {self.points}")
        axes = [
            start + step * np.arange(n)
            for start, step, n in zip(self.lower, self.spacing, self.points, strict=True)
        ]
        return np.stack(np.meshgrid(*axes, indexing="ij"))

    def wavenumbers(self, axis: int) -> FloatArray:
        """Return the angular wavenumbers of one axis in the order of the FFT, shape ``(n,)``."""
        self.check_axis(axis)
        k = 2 * np.pi * np.fft.fftfreq(self.points[axis], self.spacing[axis])
        return k.astype(np.float64)

    def nodes(self, axis: int) -> Nodes:
        """The points of one axis with the matrix of its derivative and the trapezoid rule.

        For many derivatives of small fields, and where no value may be refused; `derivative` goes
        by FFT.  Both drop the Nyquist wave from a first derivative.
        """
        low = self.lower[self.check_axis(axis)] if self.lower else 0.0
        return periodic_nodes(self.lengths[axis], self.points[axis], low)

    def check_axis(self, axis: int) -> int:
        """Return ``axis`` if it is one of 0..K-1, or raise ``ValueError``."""
        if axis not in range(self.dimension):
            raise ValueError(f"`axis` must be in 0..{self.dimension - 1}, but it is {axis!r}.")
        return axis

    def field(self, name: str, values: ArrayLike) -> Array:
        """Return ``values`` as a finite array of shape ``(..., *points)``, or raise."""
        return trailing(name, as_array(name, values), self.points)


def derivative(field: ArrayLike, grid: Grid, axis: int, order: int = 1) -> Array:
    """Differentiate a periodic field along one axis through its Fourier series.

    ``field : (..., *grid.points)``, real or complex; the same shape comes back.  Exact for
    trigonometric polynomials below the Nyquist wavenumber; that wavenumber itself is dropped from
    odd orders, where its derivative is not representable.

    A complex field is differentiated part by part.  A single complex FFT would leak rounding of
    the real part (1e-16) into an imaginary part as small as 1e-30, which complex-step
    differentiation must keep.  Raises ``ValueError`` for a wrong shape, axis or order.
    """
    values = grid.field("field", field)
    grid.check_axis(axis)
    whole("order", order)
    if values.dtype.kind == "c":
        parts = (_real_derivative(part, grid, axis, order) for part in (values.real, values.imag))
        real, imaginary = parts
        result = np.empty(values.shape, dtype=np.complex128)
        result.real, result.imag = real, imaginary
        return result
    return _real_derivative(values, grid, axis, order)


def _real_derivative(values: FloatArray, grid: Grid, axis: int, order: int) -> FloatArray:
    n, position = grid.points[axis], axis - grid.dimension
    k = 2 * np.pi * np.fft.rfftfreq(n, grid.spacing[axis])
    factor = (1j * k) ** order
    if order % 2 and n % 2 == 0:
        factor[-1] = 0
    factor = factor.reshape((-1,) + (1,) * (-position - 1))
    spectrum = scipy.fft.rfft(values, axis=position)
    spectrum *= factor
    result: FloatArray = scipy.fft.irfft(spectrum, n, axis=position, overwrite_x=True)
    return result


def gradient(field: ArrayLike, grid: Grid) -> Array:
    """Return all first derivatives, the component first: ``(K, ..., *grid.points)``."""
    return np.stack([derivative(field, grid, axis) for axis in range(grid.dimension)])


def laplacian(field: ArrayLike, grid: Grid) -> Array:
    """Return the sum of the second derivatives, shape ``(..., *grid.points)``."""
    return np.asarray(sum(derivative(field, grid, axis, 2) for axis in range(grid.dimension)))


def integral(field: ArrayLike, grid: Grid) -> Array:
    """Integrate over the box by the trapezoid rule, ``(..., *grid.points) -> (...)``.

    On a periodic grid the rule is the sum times the cell volume, and is spectrally accurate.
    """
    values = grid.field("field", field)
    return np.asarray(values.sum(axis=tuple(range(-grid.dimension, 0))) * grid.cell_volume)


def expand(value: ArrayLike, grid: Grid) -> Array:
    """Append K axes to a parameter of shape ``(...)`` so that it multiplies batched fields."""
    array = np.asarray(value)
    return array.reshape(array.shape + (1,) * grid.dimension)


def numbers(name: str, value: ArrayLike, grid: Grid, batch: tuple[int, ...]) -> FloatArray:
    """Return a parameter ``(...)``, one number for each of the fields of shape ``batch``, or raise.

    An array of the shape of the grid is a field, not a batch, unless the fields are as many.

    >>> numbers("D", 2.0, Grid((1.0,), (4,)), ()).tolist()
    2.0
    """
    array = as_real(name, value)
    if array.ndim and array.shape[-grid.dimension :] == grid.points:
        try:
            fits = np.broadcast_shapes(array.shape, batch) == batch
        except ValueError:
            fits = False
        if not fits:
            raise ValueError(
                f"`{name}` must be numbers, one for each field, but its shape {array.shape} is "
                f"that of the grid."
            )
    return array


def check_density(name: str, values: ArrayLike, grid: Grid, tolerance: float = 1e-9) -> FloatArray:
    """Return ``values`` if they are a normalised density on ``grid``, or raise ``ValueError``.

    The tolerance leaves room for densities normalised by another quadrature.
    """
    density = as_real(name, grid.field(name, values))
    if (density < 0).any():
        raise ValueError(f"`{name}` must not be negative, but its minimum is {density.min():.6g}.")
    totals = np.atleast_1d(integral(density, grid))
    worst = totals.flat[np.abs(totals - 1).argmax()]
    if abs(worst - 1) > tolerance:
        raise ValueError(f"`{name}` must integrate to 1, but its integral is {worst:.10g}.")
    return density
