"""Matrices near the flat one, in one spatial dimension: letters and a curved family ((6.11) ff)."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.typing import NDArray

import proofs.checker as ck
from proofs.papers.vanchurin.shared.clouds import HALVES

COMPONENTS = ((0, 0), (0, 1), (1, 1))
METRIC = {(m, n): sp.Symbol(f"g_{{i,{m}{n}}}", real=True) for m, n in COMPONENTS}
H = {(m, n): sp.Symbol(f"h_{{i,{m}{n}}}", real=True) for m, n in COMPONENTS}
K = {(m, n): sp.Symbol(f"k_{{{m}{n}}}", real=True) for m, n in COMPONENTS}
ETA = sp.diag(-1, 1)
DOMAIN = ck.Domain((ck.Real("curve", -1.0, 1.0, (2, 2), "direction of the deformation"),))


def name(pair: tuple[int, int]) -> str:
    """The link that speaks about a component."""
    return f"component {pair[0]}{pair[1]}"


def family(sample: ck.Sample) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A curved family of matrices (n, halves, 2, 2) through eta, and its derivative there."""
    direction = sample["curve"]
    eta = np.diag([-1.0, 1.0])

    def at(epsilon: NDArray[np.complex128]) -> NDArray[np.complex128]:
        moved = np.eye(2) + epsilon[:, None, None] * direction[:, None]
        return np.asarray(np.swapaxes(moved, -1, -2) @ eta @ moved)

    step = 1e-20
    return at(HALVES.astype(complex)).real, at(np.array([1j * step]))[:, 0].imag / step
