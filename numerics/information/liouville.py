"""Optimisation of a path integral: the Liouville action minimised by Newton relaxation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csc_matrix, diags, identity, kron
from scipy.sparse.linalg import splu

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.memory import refuse_beyond

BYTES = 2000  # measured per point: 0.5 GB for 1024 by 256
MOST = 50


@dataclass(frozen=True, eq=False)
class LiouvilleField:
    """The minimum of the Liouville action on a cylinder, metric e^(2 phi) (dz^2 + dx^2).

    depth : z, ``(cells + 1,)``; field : phi, ``(cells + 1, columns)``; residuals : largest
    residual of the equation before each step and after the last one.

    >>> found = relax_liouville(np.zeros(1), -1 / 3, depth=2.0, cells=100)
    >>> found.depth.shape, found.field.shape
    ((101,), (101, 1))
    """

    depth: FloatArray
    field: FloatArray
    residuals: FloatArray


def relax_liouville(
    boundary: ArrayLike,
    slope: float,
    *,
    mu: float = 1.0,
    depth: float = 12.0,
    circumference: float = 2 * np.pi,
    cells: int = 256,
    tolerance: float = 1e-9,
) -> LiouvilleField:
    """Minimise ``int (d_z phi)^2 + (d_x phi)^2 + mu e^(2 phi)`` on 0 <= z <= depth, x periodic.

    The stationary field solves ``d_z^2 phi + d_x^2 phi = mu e^(2 phi)``: curvature -mu.  Second
    differences on a grid, error of order 2; Newton steps, each one a sparse factorisation.

    boundary : phi at z = 0, one value for each column, ``(columns,)``.  slope : d_z phi at the
    deep end.  Raises ``ValueError`` for bad sizes, ``MemoryError`` for grids beyond the memory and
    ``ArithmeticError`` where 50 steps do not bring the residual below ``tolerance`` of its scale.

    >>> found = relax_liouville(np.zeros(1), -1 / 3, depth=2.0, cells=100)  # phi = -log(1 + z)
    >>> bool(np.abs(found.field[:, 0] + np.log(1 + found.depth)).max() < 1e-4)
    True

    Source: P. Caputa et al., Phys. Rev. Lett. 119, 071602 (2017).
    """
    edge = as_real("boundary", boundary)
    if edge.ndim != 1 or edge.size in (0, 2):
        raise ValueError(
            f"`boundary` must hold one value for each of 1, 3 or more columns, but its shape is "
            f"{edge.shape}."
        )
    rows, columns = whole("cells", cells, 2), edge.size
    refuse_beyond(BYTES * rows * columns, what=f"grid of {rows} by {columns}")
    weight, length = positive_float("mu", mu), positive_float("depth", depth)
    h, dx = length / rows, positive_float("circumference", circumference) / columns
    laplacian, fixed = _laplacian(rows, columns, h, dx)
    fixed[:columns] += edge / h**2
    fixed[-columns:] += 2 * slope / h
    start = edge.mean() + slope * h * np.arange(1, rows + 1)
    phi = np.repeat(start, columns)
    residuals = []
    for _ in range(MOST):
        source = weight * np.exp(2 * np.minimum(phi, 300.0))
        residual = laplacian @ phi + fixed - source
        scale = float(np.abs(fixed).max() + source.max())
        residuals.append(float(np.abs(residual).max()))
        if residuals[-1] <= tolerance * scale:
            field = np.vstack([edge, phi.reshape(rows, columns)]).astype(np.float64)
            return LiouvilleField(np.linspace(0.0, length, rows + 1), field, np.array(residuals))
        phi = phi - splu(csc_matrix(laplacian - diags(2 * source))).solve(residual)
    raise ArithmeticError(
        f"relaxation must end with a residual below {tolerance * scale:.1e} in {MOST} steps, "
        f"but it is {residuals[-1]:.1e}"
    )


def _laplacian(rows: int, columns: int, h: float, dx: float) -> tuple[csc_matrix, FloatArray]:
    """Second differences: boundary value above, mirrored ghost row below, periodic across."""
    below = np.ones(rows - 1)
    above = np.ones(rows - 1)
    above[-1] = 2.0
    along = diags([above, -2 * np.ones(rows), below], [-1, 0, 1]) / h**2
    if columns == 1:
        return csc_matrix(along), np.zeros(rows)
    ring = diags([1.0, 1.0, -2.0, 1.0, 1.0], [1 - columns, -1, 0, 1, columns - 1],
                 shape=(columns, columns)) / dx**2  # fmt: skip
    full = kron(along, identity(columns)) + kron(identity(rows), ring)
    return csc_matrix(full), np.zeros(rows * columns)
