"""Hypothesis strategies for large sums: small clouds, so that the slow reference can follow."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st


@dataclass(frozen=True, eq=False)
class Neurons:
    """Positions, precisions, values with two columns, and points among and beside them."""

    positions: np.ndarray
    precisions: np.ndarray
    values: np.ndarray
    points: np.ndarray


@st.composite
def neurons(draw: st.DrawFn, most: int = 300, near: bool = False) -> Neurons:
    """Random, clustered, flat or single clouds with windows of different widths and shapes.

    ``near`` keeps the points where windows are not small.
    """
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    count = draw(st.integers(1, most))
    size = draw(st.sampled_from((0.5, 6.0, 25.0)))
    stretch = np.array(draw(st.sampled_from(((1.0, 1, 1), (1.0, 0.01, 1), (0.0, 0, 1)))))
    middle = draw(st.sampled_from((0.0, -40.0)))
    positions = middle + rng.uniform(-size, size, (count, 3)) * stretch
    if draw(st.booleans()):
        positions[: count // 2] = positions[0] + rng.normal(size=(count // 2, 3)) / 4
    spread = draw(st.sampled_from((0.0, 0.3, 1.0)))
    root = spread * rng.normal(size=(count, 3, 3))
    precisions = (np.eye(3) + root @ np.swapaxes(root, 1, 2)) * draw(st.sampled_from((0.2, 1.0, 4)))
    points = positions[rng.integers(0, count, 6)] + rng.normal(size=(6, 3)) * (1 - 0.7 * near)
    if not near:
        points[0] += 1000
        points[1] += 9
    return Neurons(positions, precisions, rng.normal(size=(count, 2)), points)
