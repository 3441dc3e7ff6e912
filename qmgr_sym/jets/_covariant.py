"""The covariant derivative in components, whatever these are made of."""

from __future__ import annotations

from collections.abc import Callable

from qmgr_sym.jets._einsum import Tensor, build, flatten
from qmgr_sym.jets._element import Scalar, inner


def covariant_d(
    tensor: Tensor, positions: str, gamma: Tensor, derivative: Callable[[Scalar, int], Scalar]
) -> Tensor:
    """nabla_m T^a_b = d_m T^a_b + Gamma^a_mc T^c_b - Gamma^c_mb T^a_c; the new index comes last.

    Args:
        tensor: nested tuples.
        positions: one letter for each index, "u" for upper and "l" for lower.
        gamma: Gamma^m_ab as [m][a][b].
        derivative: of one component along one direction.

    Raises:
        ValueError: `positions` does not fit the tensor.
    """
    components = dict(flatten(tensor))
    depth = len(next(iter(components)))
    if len(positions) != depth or not set(positions) <= {"u", "l"}:
        raise ValueError(
            f"`positions` must be {depth} letters u or l, one for each index, but was {positions!r}"
        )
    n = len(gamma)
    found: dict[tuple[int, ...], Scalar] = {}
    for index, value in components.items():
        for m in range(n):
            total = derivative(value, m)
            for place, kind in enumerate(positions):
                k = index[place]
                others = [components[(*index[:place], c, *index[place + 1 :])] for c in range(n)]
                if kind == "u":
                    total = total + inner([gamma[k][m][c] for c in range(n)], others)
                else:
                    total = total - inner([gamma[c][m][k] for c in range(n)], others)
            found[*index, m] = total
    return build(found, n, depth + 1)
