"""Tensor-product Gauss quadrature in a few dimensions."""

from functools import cache

import numpy as np

from numerics._checks import FloatArray, positive_float, whole
from numerics.calculus._nodes import gauss_nodes

MAX_NODES = 2**24  # 128 MiB of nodes per axis of float64: a larger rule is refused


def gauss_hermite(order: int, dimension: int = 1) -> tuple[FloatArray, FloatArray]:
    """Return nodes ``(n, dimension)`` and weights ``(n,)`` of the standard normal expectation.

    ``E[g(xi)] = sum_i w_i g(x_i)`` with ``xi ~ N(0, 1)`` independent in each of ``dimension``
    directions and ``n = order ** dimension``; exact for polynomials of degree ``2 order - 1`` in
    each direction.  Raises ``ValueError`` for orders below 1 and rules above ``MAX_NODES`` nodes.

    >>> nodes, weights = gauss_hermite(3)
    >>> float(round(weights @ nodes[:, 0] ** 4, 12))
    3.0
    """
    _check_size(order, dimension)
    nodes, weights = _hermite(order)
    return _tensor(nodes, weights / weights.sum(), dimension)


def gauss_legendre(
    order: int, half_width: float, dimension: int = 1, panels: int = 1
) -> tuple[FloatArray, FloatArray]:
    """Return nodes ``(n, dimension)`` and weights ``(n,)`` for the box ``[-R, R]**dimension``.

    ``R = half_width``; every axis is cut into ``panels`` equal pieces with ``order`` nodes each, so
    ``n = (order * panels) ** dimension``.  Raises ``ValueError`` for bad or oversized rules.

    >>> nodes, weights = gauss_legendre(4, 2.0, dimension=2)
    >>> float(round(weights.sum(), 12))
    16.0
    """
    positive_float("half_width", half_width)
    _check_size(order * whole("panels", panels), dimension)
    line = gauss_nodes(-half_width, half_width, order, panels)
    return _tensor(line.points, line.weights, dimension)


@cache
def _hermite(order: int) -> tuple[FloatArray, FloatArray]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(order)
    return nodes, weights


def _check_size(per_axis: int, dimension: int) -> None:
    whole("order", per_axis)
    whole("dimension", dimension)
    if per_axis**dimension > MAX_NODES:
        raise ValueError(
            f"`order` must keep the rule within {MAX_NODES} nodes, "
            f"but {per_axis} nodes in each of {dimension} directions are {per_axis**dimension}."
        )


def _tensor(
    nodes: FloatArray, weights: FloatArray, dimension: int
) -> tuple[FloatArray, FloatArray]:
    mesh = np.meshgrid(*(nodes,) * dimension, indexing="ij")
    product = weights
    for _ in range(dimension - 1):
        product = np.multiply.outer(product, weights)
    return np.stack([axis.ravel() for axis in mesh], axis=-1), product.ravel()
