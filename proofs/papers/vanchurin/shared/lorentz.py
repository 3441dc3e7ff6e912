"""Lorentz maps of the neurons' space-times (section 6), in one or two spatial dimensions."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.linalg import expm
from sympy.matrices.dense import Matrix

from numerics.integrators import runge_kutta

Array = NDArray[np.float64]
chi = sp.Symbol("chi", real=True)
phi = sp.Symbol("phi", real=True)
psi = sp.Symbol("psi", real=True)


def flat(D: int) -> Matrix:
    """eta = diag(-1, 1, ..., 1) in D spatial dimensions."""
    return sp.diag(-1, *(1 for _ in range(D)))


def boost(rapidity: sp.Expr, D: int) -> Matrix:
    """The boost along the first axis."""
    matrix = sp.eye(D + 1)
    matrix[0, 0] = matrix[1, 1] = sp.cosh(rapidity)
    matrix[0, 1] = matrix[1, 0] = sp.sinh(rapidity)
    return matrix


def rotation(angle: sp.Expr) -> Matrix:
    """The rotation of two spatial dimensions."""
    c, s = sp.cos(angle), sp.sin(angle)
    return Matrix([[1, 0, 0], [0, c, -s], [0, s, c]])


def general() -> Matrix:
    """R(phi) B(chi) R(psi): every proper orthochronous Lorentz matrix in 1 + 2 dimensions."""
    return rotation(phi) * boost(chi, 2) * rotation(psi)


def generator(boosts: Array, turn: Array | float = 0.0) -> Array:
    """Elements of the Lorentz algebra: boosts (n, D) and, for D = 2, a turn (n,)."""
    n, D = boosts.shape
    matrix = np.zeros((n, D + 1, D + 1))
    matrix[:, 0, 1:] = matrix[:, 1:, 0] = boosts
    if D == 2:
        matrix[:, 1, 2], matrix[:, 2, 1] = -np.asarray(turn), turn
    return matrix


def matrices(generators: Array) -> Array:
    """The Lorentz matrices exp(K), shape (n, D + 1, D + 1)."""
    return np.asarray(expm(generators))


def carried(points: Array, generators: Array, steps: int = 200) -> Array:
    """Points (n, ..., D + 1) after a unit time in the flow dx/ds = K x, by Runge-Kutta."""

    def speed(_: float, x: Array) -> Array:
        return np.asarray(np.einsum("nij,n...j->n...i", generators, x))

    return np.asarray(runge_kutta(speed, points, [0.0, 1.0], steps=steps)[-1])
