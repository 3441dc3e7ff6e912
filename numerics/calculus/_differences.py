"""Derivatives of functions that can be called: by complex step, or by central differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, one_of, positive_float

Function = Callable[[Array], Array]
STEP = 1e-30  # its square underflows against 1: a complex step has no truncation error
# f' = sum_k w_k (f(x + k h) - f(x - k h)) / h + h^8 f^(9) / 630
OFFSETS = np.array([1.0, 2.0, 3.0, 4.0])
WEIGHTS = np.array([4 / 5, -1 / 5, 4 / 105, -1 / 280])


def complex_step(function: Function, x: ArrayLike, direction: ArrayLike = 1.0) -> FloatArray:
    """Compute ``d/de f(x + e v)`` at e = 0 as ``Im f(x + i h v) / h`` with h = 1e-30.

    Exact to rounding.  function : analytic in x (no ``abs``, ``conj``, ``.real``, comparisons) and
    real for real x; called once, with a complex array.  x : real, of any shape; direction : v,
    real, broadcasts against x.  Returns the shape of ``f(x)``.
    Raises ``ValueError`` where the function returns real or non-finite numbers.

    >>> complex_step(lambda x: x**3, [1.0, 2.0])
    array([ 3., 12.])
    """
    moved = as_real("x", x) + 1j * STEP * as_real("direction", direction)
    value = np.asarray(function(moved))
    if value.dtype.kind != "c":
        raise ValueError(
            f"`function` must return complex numbers at complex points, but it returned "
            f"{value.dtype}; `slope` and `gradient` need no complex points."
        )
    if not np.isfinite(value).all():
        raise ValueError("`function` must return finite numbers, but it returned NaN or inf.")
    return np.asarray(value.imag / STEP)


def slope(function: Function, x: ArrayLike, step: float | None = None) -> Array:
    """Derivative of functions of one variable at x, all samples at once.

    function : takes and returns arrays of the shape of x, ``(...)``; with a given ``step`` it may
    return more axes behind, ``(..., *value)``.  It is called with the shape of x only, so that it
    may hold parameters of the samples.
    step : of central differences of order 8, with error ``step**8 f^(9) / 630 + 1e-16 / step``.
    Without it the step is reduced from 1/2, by SciPy, until the derivative stays the same to
    1e-10 of itself, or of the largest in x.
    Raises ``ValueError`` for a step that is not positive, or where the derivative does not settle.

    >>> bool(abs(slope(np.sin, np.array(1.0)) - np.cos(1)) < 1e-12)
    True
    """
    at = as_array("x", x)
    if step is None:
        return _settled(function, as_real("x", at))
    h = positive_float("step", step)
    terms = (
        weight / h * (function(at + offset * h) - function(at - offset * h))
        for offset, weight in zip(OFFSETS, WEIGHTS, strict=True)
    )
    return np.asarray(sum(terms))


def _settled(function: Function, x: FloatArray) -> FloatArray:
    from scipy.differentiate import derivative

    def on_last_axis(points: FloatArray) -> FloatArray:
        if points.shape == x.shape:
            return np.asarray(function(points))
        columns = [function(points[..., k]) for k in range(points.shape[-1])]
        return np.stack(columns, axis=-1)

    options: dict[str, Any] = {"order": 8, "initial_step": 0.5, "preserve_shape": True}
    rough = np.abs(derivative(on_last_axis, x, maxiter=2, **options).df)
    limits = {
        "rtol": 1e-10,
        "atol": 1e-10 * float(np.max(rough, initial=0.0, where=rough < np.inf)),
    }
    found = derivative(on_last_axis, x, tolerances=limits, maxiter=20, **options)
    if not np.all(found.success):
        worst = float(np.asarray(found.error).max())
        raise ValueError(
            f"`function` must have a derivative that settles to 1e-10, but its error stays at "
            f"{worst:.3g}; give a `step`."
        )
    return np.asarray(found.df)


def gradient(
    function: Function, x: ArrayLike, step: float | FloatArray = 1e-2, method: str = "real"
) -> Array:
    """Compute ``d_a f`` with the derivative axis first: ``(..., k) -> (k, *shape of f(x))``.

    function : takes points ``(..., k)`` of any leading shape and keeps the leading axes.
    method : "real", central differences of order 8 (error ``step**8 f^(9) / 630 + 1e-16 / step``),
    or "complex", exact for analytic functions of real x.
    step : one number, or one for each coordinate.
    Raises ``ValueError`` for steps that are not positive, points that are no vectors, and what
    `complex_step` refuses.

    >>> gradient(lambda x: x[..., 0] ** 2 * x[..., 1], [3.0, 2.0]).round(10)
    array([12.,  9.])
    """
    at = as_array("x", x)
    if at.ndim == 0:
        raise ValueError("`x` must have shape (..., k), but its shape is ().")
    k = at.shape[-1]
    axes = np.eye(k).reshape(k, *(1,) * (at.ndim - 1), k)
    if one_of("method", method, ("real", "complex")) == "complex":
        return complex_step(function, at, axes)
    steps = np.broadcast_to(as_real("step", step), (k,))
    columns = []
    for axis, size in zip(axes, steps, strict=True):
        h = positive_float("step", size)
        moves = np.multiply.outer(np.concatenate([OFFSETS, -OFFSETS]), h * axis)
        values = np.asarray(function(at + moves))
        columns.append(np.tensordot(np.concatenate([WEIGHTS, -WEIGHTS]) / h, values, 1))
    return np.stack(columns)


def hessian(function: Function, x: ArrayLike, step: float | FloatArray = 1e-2) -> Array:
    """Compute ``d_a d_b f``: ``(..., k) -> (k, k, *shape of f(x))``, symmetric to rounding.

    Differences of differences of order 8: about 1e-11 lost at the step of 1e-2 to a function that
    varies over lengths of order 1.  Memory: 64 copies of the points.  Errors as in `gradient`.

    >>> hessian(lambda x: x[..., 0] ** 2 * x[..., 1], [3.0, 2.0]).round(8) + 0.0
    array([[4., 6.],
           [6., 0.]])
    """

    def slopes(y: Array) -> Array:
        return np.moveaxis(gradient(function, y, step), 0, -1)

    return np.moveaxis(gradient(slopes, x, step), -1, 1)
