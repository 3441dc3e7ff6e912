"""Networks of given shapes and radii, calibrated to the lattice points in both layouts."""

from __future__ import annotations

import numpy as np

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import condensate_of
from numerics.holography.training import Data
from proofs.papers.hashimoto.shared.condensates import LAYOUTS


def by_layout(end: ck.Array) -> list[tuple[ck.Array, int]]:
    """Rows of a sample and the number of their layout."""
    return [(rows, k) for k in (0, 1) if (rows := np.flatnonzero(end == k)).size]


def calibrated(
    end: ck.Array, power: ck.Array, inverse: ck.Array, data: Data
) -> tuple[ck.Array, ck.Array, ck.Array]:
    """Networks (n, N + 2), their condensates (n, 6) and eta (n, N), for 1/L in MeV."""
    network, eta = np.empty((len(end), 17)), np.empty((len(end), 15))
    found = np.empty((len(end), len(data.mass)))
    for rows, k in by_layout(end):
        layout = LAYOUTS[k]
        eta[rows] = layout.eta
        shape = (1 - layout.eta) ** power[rows, None]
        network[rows] = calibrate(shape, 1000 / inverse[rows], data, layout)
        found[rows] = condensate_of(network[rows], data.mass, data.condensate, layout)[0]
    return network, found, eta
