"""What the tests of neural wave functions draw from."""

import numpy as np
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)
sites = st.integers(2, 6)


def normal(rng: np.random.Generator, *shape: int, size: float = 1.0) -> np.ndarray:
    """Complex normal numbers."""
    return size * (rng.standard_normal(shape) + 1j * rng.standard_normal(shape))


def machine(rng: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, ...]:
    """Biases and weights of a restricted Boltzmann machine."""
    return normal(rng, n, size=0.3), normal(rng, m, size=0.3), normal(rng, m, n, size=0.3)
