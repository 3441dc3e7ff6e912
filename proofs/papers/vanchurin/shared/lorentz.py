"""Lorentz maps of the neurons' space-times (section 6), in one or two spatial dimensions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.linalg import expm
from sympy.matrices.dense import Matrix

import proofs.checker as ck
from numerics.integrators import runge_kutta

Array = NDArray[np.float64]
chi = sp.Symbol("chi", real=True)
phi = sp.Symbol("phi", real=True)
psi = sp.Symbol("psi", real=True)


def new(m: int) -> sp.Symbol:
    """The coordinate x^m after a change (6.1)."""
    return sp.Symbol(f"x^{m}", real=True)


def old(m: int) -> sp.Symbol:
    """The coordinate x^m' before it."""
    return sp.Symbol(f"x^{{{m}'}}", real=True)


def shift(m: int) -> sp.Symbol:
    """The component a^m of the shift."""
    return sp.Symbol(f"a^{m}", real=True)


def lam(m: int, n: int) -> sp.Symbol:
    """Lambda^m_n', from old to new components."""
    return sp.Symbol(rf"\Lambda_{{{n}'}}^{{{m}}}", real=True)


def inverse(m: int, n: int) -> sp.Symbol:
    """Lambda_m^n', its inverse."""
    return sp.Symbol(rf"\Lambda_{{{m}}}^{{{n}'}}", real=True)


def g(m: int, n: int) -> sp.Symbol:
    """The matrix g_mn = g_nm of a neuron after the change."""
    low, high = sorted((m, n))
    return sp.Symbol(f"g_{{{low}{high}}}", real=True)


def g_old(m: int, n: int) -> sp.Symbol:
    """The matrix g_m'n' before it."""
    low, high = sorted((m, n))
    return sp.Symbol(f"g_{{{low}'{high}'}}", real=True)


def moved(positions: ck.Form, before: Sequence[sp.Expr]) -> list[sp.Expr]:
    """A displacement after (6.1), as the difference of two positions that it maps."""
    D = len(before) - 1
    form = positions.at(dimension=D)
    images = [form.of(new(m), f"component {m}") for m in range(D + 1)]
    ends = {old(m): v for m, v in enumerate(before)}
    start = dict.fromkeys(ends, sp.S.Zero)
    return [image.xreplace(ends) - image.xreplace(start) for image in images]


def transformed(matrices: ck.Form, back: Matrix, before: Matrix) -> Matrix:
    """The matrix of a neuron after (6.2); `back` is the inverse of Lambda^m_n'."""
    size = before.shape[0]
    values = {inverse(m, n): back[n, m] for m in range(size) for n in range(size)}
    values |= {g_old(m, n): before[m, n] for m in range(size) for n in range(size)}

    def entry(m: int, n: int) -> sp.Expr:
        low, high = sorted((m, n))
        return matrices.of(g(low, high), f"component {low}{high}").xreplace(values)

    return Matrix(size, size, entry)


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


def polarised(form: Array) -> Array:
    """The symmetric matrix of a quadratic form from its values at e_m + e_n: (n, D + 1, D + 1)."""
    own = np.diagonal(form, axis1=1, axis2=2) / 4
    return np.asarray((form - own[:, :, None] - own[:, None, :]) / 2)


def polarised_in(old: Array, matrix: Array) -> Array:
    """g in new coordinates, from the values of the form at points solved for in the old ones."""
    size = old.shape[-1]
    basis = np.eye(size)
    points = (basis[:, None, :] + basis[None, :, :]).reshape(-1, size).T
    before = np.linalg.solve(matrix, np.broadcast_to(points, (len(old), *points.shape)))
    values = np.einsum("nap,nab,nbp->np", before, old, before)
    return polarised(values.reshape(-1, size, size))
