"""Derivatives of discretised functionals by complex step."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, ComplexArray, FloatArray, as_real, whole
from numerics.calculus._differences import STEP
from numerics.grid import Grid

Functional = Callable[..., Array]
CHUNK_NUMBERS = 2**18  # complex numbers per field in one call: 4 MiB


def functional_derivative(
    functional: Functional,
    fields: Mapping[str, ArrayLike],
    name: str,
    grid: Grid,
    *,
    chunk: int | None = None,
) -> FloatArray:
    """Compute ``delta W / delta f(q)`` at every grid point for the field called ``name``.

    ``delta W / delta f(q_i) = Im W[f + i h e_i] / (h dV)`` with ``h = 1e-30``: the exact derivative
    of the *discretised* functional, to rounding.

    functional : called as ``functional(**fields)`` with arrays ``(..., *points)``, returns
    ``(...)``.  It must be analytic: complex in, complex out, no ``abs``, ``conj`` or ``.real``.
    fields : real arrays ``(*batch, *points)``, broadcast to a common batch.
    Returns ``(*batch, *points)``.

    The functional sees one leading axis of ``chunk`` perturbed points; by default a chunk holds at
    most ``CHUNK_NUMBERS`` numbers per field, which bounds the memory.  One derivative costs as much
    as the functional at ``2 * prod(points)`` fields.  Raises ``ValueError`` for an unknown name,
    bad fields, or a functional that returns real or non-finite values or a wrong shape.

    >>> line = Grid((1.0,), (4,))
    >>> def w(f): return (f**3).sum(axis=-1) * line.cell_volume
    >>> functional_derivative(w, {"f": np.arange(1.0, 5.0)}, "f", line)
    array([ 3., 12., 27., 48.])
    """
    values, batch = _fields(fields, grid)
    if name not in values:
        raise ValueError(f"`name` must be one of {', '.join(values)}, but it is {name!r}.")
    size = int(np.prod(grid.points))
    per_point = size * int(np.prod(batch))
    chunk = whole("chunk", max(1, CHUNK_NUMBERS // per_point) if chunk is None else chunk)
    base = np.broadcast_to(values[name], batch + grid.points)
    result = np.empty((size, *batch))
    flat = (1,) * len(batch)
    for start in range(0, size, chunk):
        points = np.arange(start, min(start + chunk, size))
        bump = np.zeros((points.size, size), dtype=np.complex128)
        bump[np.arange(points.size), points] = 1j * STEP
        moved = base + bump.reshape((points.size, *flat, *grid.points))
        value = _call(functional, {**values, name: moved}, (points.size, *batch))
        result[points] = value.imag / (STEP * grid.cell_volume)
    return np.moveaxis(result, 0, -1).reshape(batch + grid.points)


def directional_derivative(
    functional: Functional,
    fields: Mapping[str, ArrayLike],
    directions: Mapping[str, ArrayLike],
    grid: Grid,
) -> FloatArray:
    """Compute ``d/de W[f + e g]`` at ``e = 0`` by one complex step, shape ``(*batch)``.

    directions : g for some or all of the fields, real, ``(*batch, *points)``; absent ones are 0.
    The rest as in ``functional_derivative``, whose integral against g it equals.
    Raises ``ValueError`` for directions of fields that are not given.

    >>> line = Grid((1.0,), (4,))
    >>> def w(f): return (f**2).sum(axis=-1) * line.cell_volume
    >>> float(directional_derivative(w, {"f": np.arange(1.0, 5.0)}, {"f": np.ones(4)}, line))
    5.0
    """
    values, batch = _fields(fields, grid)
    steps, more = _fields(directions, grid)
    unknown = sorted(set(steps) - set(values))
    if unknown:
        raise ValueError(
            f"`directions` must name fields among {', '.join(values)}, but it names {unknown[0]!r}."
        )
    moved = {key: values[key] + 1j * STEP * step for key, step in steps.items()}
    value = _call(functional, {**values, **moved}, np.broadcast_shapes(batch, more))
    return np.asarray(value.imag / STEP)


def _fields(
    fields: Mapping[str, ArrayLike], grid: Grid
) -> tuple[dict[str, FloatArray], tuple[int, ...]]:
    values = {key: as_real(key, grid.field(key, field)) for key, field in fields.items()}
    shapes = [field.shape[: -grid.dimension] for field in values.values()]
    return values, np.broadcast_shapes(*shapes)


def _call(
    functional: Functional, fields: Mapping[str, Array], shape: tuple[int, ...]
) -> ComplexArray:
    value = np.asarray(functional(**fields))
    if value.dtype.kind != "c":
        raise ValueError(
            "`functional` must return complex numbers for complex fields, "
            f"but it returned {value.dtype}."
        )
    if value.shape != shape:
        raise ValueError(f"`functional` must return shape {shape}, but it returned {value.shape}.")
    if not np.isfinite(value).all():
        raise ValueError("`functional` must return finite numbers, but it returned NaN or inf.")
    return value
