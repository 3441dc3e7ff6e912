"""Metrics as array functions with curvature known from textbooks; analytic, so steps work."""

import numpy as np


def diagonal(*entries):
    entries = np.broadcast_arrays(*entries)
    kind = np.result_type(*entries)
    g = np.zeros((*entries[0].shape, len(entries), len(entries)), dtype=kind)
    for k, entry in enumerate(entries):
        g[..., k, k] = entry
    return g


def sphere(x, radius=2.0):
    """R = 2 / radius^2, coordinates (theta, phi)."""
    return diagonal(radius**2 + 0 * x[..., 0], radius**2 * np.sin(x[..., 0]) ** 2)


def hyperbolic(x):
    """Upper half space, any dimension, last coordinate the height: R = -n (n - 1)."""
    n = x.shape[-1]
    return np.eye(n) / x[..., -1, None, None] ** 2


def schwarzschild(x, mass=1.0):
    """Vacuum, Kretschmann 48 M^2 / r^6, coordinates (t, r, theta, phi)."""
    r = x[..., 1]
    f = 1 - 2 * mass / r
    return diagonal(-f, 1 / f, r**2, r**2 * np.sin(x[..., 2]) ** 2)


def painleve(x, mass=1.0):
    """Schwarzschild again, off-diagonal, and regular at the horizon."""
    r = x[..., 1]
    g = diagonal(-(1 - 2 * mass / r), 1 + 0 * r, r**2, r**2 * np.sin(x[..., 2]) ** 2)
    g[..., 0, 1] = g[..., 1, 0] = np.sqrt(2 * mass / r)
    return g


def flat_frw(x, power=2 / 3):
    """a = t^p, Cartesian: R = 6 (a''/a + (a'/a)^2), G_00 = 3 (a'/a)^2."""
    a2 = x[..., 0] ** (2 * power)
    return diagonal(-1 + 0 * a2, *(a2,) * (x.shape[-1] - 1))


def wobbly(x):
    """No symmetry at all: Minkowski plus slow waves, any dimension from 2."""
    n = x.shape[-1]
    wave = np.cos(np.arange(1, n + 1) * x + 0.3)
    eta = np.diag([-1.0] + [1.0] * (n - 1))
    tilt = np.outer(np.arange(n), np.ones(n)) + np.outer(np.ones(n), np.arange(n))
    return (
        eta
        + 0.1 * wave.sum(axis=-1)[..., None, None] * np.cos(tilt)
        + 0.05 * (wave[..., :, None] * wave[..., None, :])
    )
