"""Points on a line with the matrix that differentiates and the weights that integrate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, increasing, positive_float, whole


@dataclass(frozen=True)
class Nodes:
    """m points on a line: values there are differentiated and integrated as sums over them.

    points : ``(m,)`` or ``(n, m)`` for other points in every sample;
    matrix : ``(m, m)`` or ``(n, m, m)``: ``f'(x_i) = sum_j matrix_ij f(x_j)``;
    weights : ``(m,)`` or ``(n, m)``: ``int f dx = sum_j weights_j f(x_j)``, over the whole line.

    Both operations are real sums: complex values keep an imaginary part of 1e-30 beside a real
    part of 1, as complex steps need, and values that are no numbers stay what they are.  A last
    axis of length 1 means a function that is constant along the line.

    >>> line = chebyshev_nodes(0.0, 1.0, 8)
    >>> float(line.integrate(line.points**3).round(12))
    0.25
    """

    points: FloatArray
    matrix: FloatArray
    weights: FloatArray

    def __len__(self) -> int:
        """Number of points m."""
        return int(self.points.shape[-1])

    def differentiate(self, values: ArrayLike, axis: int = -1, order: int = 1) -> Array:
        """Derivative along ``axis`` of length m (or 1), of the same shape.

        For points that differ from sample to sample the first axis of ``values`` is the sample's.
        Raises ``ValueError`` for another length.
        """
        array = self._along(values, axis)
        for _ in range(whole("order", order)):
            array = self._differentiated(array)
        return np.moveaxis(array, -1, axis)

    def integrate(self, values: ArrayLike, axis: int = -1, *, keepdims: bool = False) -> Array:
        """Integral over the line along ``axis``, which is left out, or has length 1 if kept."""
        array = self._along(values, axis)
        weights = self.weights
        if weights.ndim == 2:
            weights = weights.reshape(-1, *(1,) * (array.ndim - 2), len(self))
        total = (array * weights).sum(axis=-1, keepdims=True)
        return np.moveaxis(total, -1, axis) if keepdims else total[..., 0]

    def _along(self, values: ArrayLike, axis: int) -> Array:
        array = np.asarray(values)
        if array.shape[axis] not in (1, len(self)):
            raise ValueError(
                f"`values` must have {len(self)} entries along axis {axis}, but its shape is "
                f"{array.shape}."
            )
        return np.moveaxis(array, axis, -1)

    def _differentiated(self, array: Array) -> Array:
        if array.shape[-1] == 1:
            return array * 0.0
        if self.matrix.ndim == 2:
            return np.asarray(array @ self.matrix.T)
        return np.asarray(np.einsum("nij,n...j->n...i", self.matrix, array))


def periodic_nodes(length: float, count: int, low: float = 0.0) -> Nodes:
    """Equal steps over one period; derivative of the Fourier series, trapezoid rule.

    The point at ``low + length`` is the first one again and is left out.  Exact for trigonometric
    polynomials below the Nyquist wave, whose own derivative is 0 where ``count`` is even.

    >>> circle = periodic_nodes(2 * np.pi, 8)
    >>> slope = circle.differentiate(np.sin(circle.points))
    >>> bool(np.abs(slope - np.cos(circle.points)).max() < 1e-14)
    True
    """
    size, n = positive_float("length", length), whole("count", count, 2)
    steps = np.arange(n)
    angle = np.pi * (steps[:, None] - steps) / n + np.pi / 2 * np.eye(n)  # the diagonal is set to 0
    inverse = np.cos(angle) if n % 2 == 0 else np.ones_like(angle)
    matrix = (-1.0) ** (steps[:, None] - steps) * inverse / np.sin(angle) * (1 - np.eye(n)) / 2
    points = np.asarray(float(low) + size / n * steps, dtype=np.float64)
    return Nodes(points, matrix * (2 * np.pi / size), np.full(n, size / n))


def chebyshev_nodes(low: ArrayLike, high: ArrayLike, count: int) -> Nodes:
    """Chebyshev points with both ends; the polynomial through all, Clenshaw-Curtis weights.

    low, high : numbers, or ``(n,)`` for another interval in every sample.  Exact for polynomials
    of degree ``count - 1``; smooth functions converge geometrically.  Rounding grows as
    ``1e-16 count**2`` in a first derivative.
    Raises ``ValueError`` for empty intervals.

    >>> line = chebyshev_nodes(0.0, 1.0, 3)
    >>> line.points.tolist(), (6 * line.weights).round(12).tolist()  # Simpson's rule
    ([0.0, 0.5, 1.0], [1.0, 4.0, 1.0])

    Source: L. N. Trefethen, Spectral methods in MATLAB, chapters 6 and 12.
    """
    whole("count", count, 2)
    k = np.arange(count)
    unit = np.sin(np.pi * (2 * k - count + 1) / (2 * count - 2))  # -cos, exactly antisymmetric
    ends = np.where((k == 0) | (k == count - 1), 0.5, 1.0)
    moments = [0.0 if degree % 2 else 2 / (1 - degree**2) for degree in k]
    table = np.polynomial.chebyshev.chebvander(unit, count - 1)
    weights = np.asarray(np.linalg.solve(table.T, moments), dtype=np.float64)
    return _stretched(unit, _through_all(unit, ends * (-1.0) ** k), weights, low, high)


def gauss_nodes(low: ArrayLike, high: ArrayLike, count: int, panels: int = 1) -> Nodes:
    """Gauss-Legendre points in ``panels`` equal pieces, ``count`` in each; a polynomial a piece.

    low, high : numbers, or ``(n,)`` for another interval in every sample.  Integrals are exact for
    polynomials of degree ``2 count - 1`` in each piece, derivatives for ``count - 1``.  The ends
    are no points.  Raises ``ValueError`` for empty intervals.

    >>> line = gauss_nodes(0.0, np.array([1.0, 2.0]), 4)
    >>> line.integrate(line.points**3).round(12).tolist()
    [0.25, 4.0]
    """
    whole("count", count)
    whole("panels", panels)
    place, rule = np.polynomial.legendre.leggauss(count)
    barycentric = np.sqrt((1 - place**2) * rule) * (-1.0) ** np.arange(count)
    centres = (2 * np.arange(panels) + 1) / panels - 1
    unit = (centres[:, None] + place / panels).ravel()
    piece = panels * _through_all(place, barycentric)
    matrix = np.asarray(np.kron(np.eye(panels), piece), dtype=np.float64)
    return _stretched(unit, matrix, np.tile(rule / panels, panels), low, high)


def spline_nodes(points: ArrayLike, degree: int = 7) -> Nodes:
    """Given points; derivative and integral of the spline of odd ``degree`` through the values.

    For functions known at times of a run.  The error of a derivative falls as the spacing to the
    power of ``degree``, at the ends with the largest factor.
    Raises ``ValueError`` for points that do not increase or are not more than ``degree``.

    >>> clock = spline_nodes(np.linspace(0.0, 1.0, 17))
    >>> bool(abs(clock.integrate(np.exp(clock.points)) - np.e + 1) < 1e-11)
    True
    """
    from scipy.interpolate import make_interp_spline

    at = increasing("points", points)
    if whole("degree", degree) % 2 == 0 or at.size <= degree:
        raise ValueError(
            f"`degree` must be odd and below the number of points, but it is {degree} for "
            f"{at.size} points."
        )
    basis = make_interp_spline(at, np.eye(at.size), k=degree)
    return Nodes(at, basis.derivative()(at), np.asarray(basis.integrate(at[0], at[-1])))


def _through_all(points: FloatArray, barycentric: FloatArray) -> FloatArray:
    """Differentiation matrix of the polynomial through all points, rows that sum to zero.

    ``D_ij = (w_j / w_i) / (x_i - x_j)``.  Source: J.-P. Berrut, L. N. Trefethen, Barycentric
    Lagrange interpolation, SIAM Review 46 (2004), (9.4).
    """
    gaps = points[:, None] - points + np.eye(points.size)
    matrix = barycentric / barycentric[:, None] / gaps * (1 - np.eye(points.size))
    return np.asarray(matrix - np.diag(matrix.sum(axis=1)))


def _stretched(
    unit: FloatArray, matrix: FloatArray, weights: FloatArray, low: ArrayLike, high: ArrayLike
) -> Nodes:
    """Nodes on [-1, 1] carried to ``[low, high]``."""
    begin, end = np.broadcast_arrays(as_real("low", low), as_real("high", high))
    if begin.ndim > 1:
        raise ValueError(f"`low` must be one number or (n,), but its shape is {begin.shape}.")
    half = (end - begin) / 2
    if not (half > 0).all():
        raise ValueError(f"`high` must be above `low`, but their distance is {2 * half.min():.6g}.")
    points = begin[..., None] + half[..., None] * (unit + 1)
    return Nodes(points, matrix / half[..., None, None], weights * half[..., None])
