"""Hypothesis strategies for the array engines: every sample is a few small integers."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from numerics.grid import Grid
from numerics.spacetime.averages import Cloud

# Derandomised: a failure on one machine is a failure on all.
checked = settings(max_examples=20, deadline=None, derandomize=True)


def coefficients(modes: int, batch: tuple[int, ...] = (2,)) -> st.SearchStrategy[np.ndarray]:
    """Fourier coefficients between -3 and 3, shape ``(*batch, modes, 2)``."""
    return hnp.arrays(np.int64, (*batch, modes, 2), elements=st.integers(-3, 3))


@st.composite
def grids(draw: st.DrawFn, dimensions: tuple[int, ...] = (1, 2, 3), most: int = 12) -> Grid:
    """Boxes with different lengths, lower corners and even or odd numbers of points per axis."""
    dimension = draw(st.sampled_from(dimensions))
    lengths = tuple(draw(st.sampled_from((1.0, 2.5, 6.0))) for _ in range(dimension))
    points = tuple(draw(st.integers(7, most)) for _ in range(dimension))
    lower = tuple(draw(st.sampled_from((-1.5, 0.0, 2.0))) for _ in range(dimension))
    return Grid(lengths, points, lower)


def rationals(low: int = 1, high: int = 12, over: int = 4) -> st.SearchStrategy[float]:
    """Quarters: exactly representable numbers that shrink towards ``low / over``."""
    return st.integers(low, high).map(lambda n: n / over)


@st.composite
def clouds(draw: st.DrawFn, dimensions: tuple[int, ...] = (1, 2, 3), most: int = 4) -> Cloud:
    """A few neurons, at most one unit apart from the origin, moving, windows of width 0.4 to 1."""
    d = draw(st.sampled_from(dimensions))
    n = draw(st.integers(1, most))

    def quarters(shape: tuple[int, ...], bound: int) -> st.SearchStrategy[np.ndarray]:
        numbers = hnp.arrays(np.int64, shape, elements=st.integers(-bound, bound))
        return numbers.map(lambda array: array / 4)

    root = draw(quarters((n, d, d), 4))
    motion = [draw(quarters((n, d), 4)) for _ in range(3)]
    return Cloud(motion[0], np.eye(d) + root @ np.swapaxes(root, 1, 2), motion[1], motion[2])


@st.composite
def kets(draw: st.DrawFn, dimension: int, batch: tuple[int, ...] = (2,)) -> np.ndarray:
    """Normalised kets ``(*batch, dimension)`` whose amplitudes have small integer ratios."""
    parts = draw(
        hnp.arrays(np.int64, (2, *batch, dimension), elements=st.integers(-3, 3)).filter(
            lambda a: (np.abs(a).sum((0, -1)) > 0).all()
        )
    )
    psi = parts[0] + 1j * parts[1]
    return np.asarray(psi / np.linalg.norm(psi, axis=-1, keepdims=True))


@st.composite
def densities(draw: st.DrawFn, dimension: int, batch: tuple[int, ...] = (2,)) -> np.ndarray:
    """Density matrices ``(*batch, dimension, dimension)`` of every rank."""
    rank = draw(st.integers(1, dimension))
    psi = np.swapaxes(draw(kets(dimension, (*batch, rank))), -1, -2)
    rho = psi @ np.swapaxes(psi, -1, -2).conj() / rank
    return np.asarray((rho + np.swapaxes(rho, -1, -2).conj()) / 2)
