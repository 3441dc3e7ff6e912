import numpy as np
from numba import njit

from numerics.kernels.sincos import sincos


@njit
def _both(points):
    found = np.empty((points.size, 2))
    for i in range(points.size):
        found[i] = sincos(points[i])
    return found


def test_sine_and_cosine_are_exact_to_rounding():
    places = np.concatenate([np.linspace(-20, 20, 4001), np.arange(-9, 9) * np.pi / 2, [9e4]])
    exact = np.stack([np.sin(places), np.cos(places)], -1)
    np.testing.assert_allclose(_both(places), exact, atol=3e-16)
