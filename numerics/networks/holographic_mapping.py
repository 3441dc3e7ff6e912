"""Exact holographic mapping of free fermions (Qi 2013): Haar wavelets turn sites into a bulk.

Each step pairs neighbours into (c_1 + c_2)/sqrt2, which is handed on, and (c_1 - c_2)/sqrt2, a site
of the bulk. The map is unitary, so that nothing is lost.
"""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_array, as_real, whole


def critical_row(n: int) -> FloatArray:
    """G(r), r = 0..n-1, of the critical Ising ring of n spins, as in `ising_correlations`.

    By one fast Fourier transform; antiperiodic, G(r - n) = -G(r).  On the infinite chain it is
    ``2 / (pi (2 r + 1))``.

    n : at least 2.  Returns ``(n,)``.

    >>> round(float(critical_row(1024)[0]), 5)  # 2 / pi
    0.63662
    """
    size = whole("n", n, 2)
    k = (2 * np.arange(size) + 1) * np.pi / size
    weight = 1 - np.exp(1j * k)
    phases = np.exp(1j * np.pi * np.arange(size) / size)
    return np.asarray((phases * np.fft.ifft(weight / np.abs(weight))).real)


def mapped_rows(row: ArrayLike, layers: int) -> list[FloatArray]:
    """Correlations within each layer of the bulk of a translation-invariant antiperiodic chain.

    row : G(r) (n,).  Entry m is H_m(R) of the modes (c_1 - c_2)/sqrt2 of step m + 1, (n/2^(m+1),).
    Raises ``ValueError`` for a length that is not divisible by 2^layers.

    >>> [len(row) for row in mapped_rows(critical_row(16), 3)]
    [8, 4, 2]
    """
    g = as_real("row", row)
    if g.ndim != 1 or len(g) % 2 ** whole("layers", layers):
        raise ValueError(
            f"`row` must have a length divisible by 2^{layers}, but its shape is {g.shape}."
        )
    found = []
    for _ in range(layers):
        even, after = g[::2], g[1::2]
        before = np.concatenate([[-g[-1]], g[1:-1:2]])
        found.append(even - (after + before) / 2)
        g = even + (after + before) / 2
    return found


def bulk_correlations(correlations: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Map the correlations G (n, n) of a chain of n = 2^k sites to its bulk.

    Returns the correlations (n, n) of the bulk sites and their places (n, 2): layer, counted from 1
    at the rim, and position along the chain; the last site is what the last step hands on.
    Raises ``ValueError`` for a matrix that is not square with a power of two as its size.

    >>> bulk, places = bulk_correlations(np.eye(4))
    >>> bulk.round(12).tolist() == np.eye(4).tolist(), places[:, 0].tolist()
    (True, [1.0, 1.0, 2.0, 3.0])
    """
    g = as_array("correlations", correlations)
    n = len(g)
    if g.shape != (n, n) or n < 2 or n & (n - 1):
        raise ValueError(
            f"`correlations` must be square with a power of two, but the shape is {g.shape}."
        )
    passed = np.eye(n)
    rows, places = [], []
    layer = 0
    while len(passed) > 1:
        layer += 1
        one, two = passed[::2], passed[1::2]
        rows.append((one - two) / np.sqrt(2))
        passed = (one + two) / np.sqrt(2)
        width = 2**layer
        at = np.arange(len(passed)) * width + (width - 1) / 2
        places.append(np.stack([np.full(len(at), float(layer)), at], axis=-1))
    wavelets = np.concatenate([*rows, passed])
    where = np.concatenate([*places, [[layer + 1.0, (n - 1) / 2]]])
    return np.asarray(wavelets @ g @ wavelets.T), where


def bulk_distances(places: ArrayLike) -> FloatArray:
    """Geodesic distance of all pairs in the half plane with metric (dx^2 + dz^2)/z^2, z = 2^layer.

    ``cosh d = 1 + ((x - x')^2 + (z - z')^2) / (2 z z')``; places as from `bulk_correlations`.

    Returns ``(n, n)``.

    >>> float(bulk_distances([[1.0, 0.5], [2.0, 0.5]])[0, 1].round(9))  # log 2
    0.693147181
    """
    layer, x = as_real("places", places).T
    z = 2.0**layer
    apart = (x[:, None] - x) ** 2 + (z[:, None] - z) ** 2
    return np.asarray(np.arccosh(1 + apart / (2 * z[:, None] * z)))
