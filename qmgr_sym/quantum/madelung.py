"""The Madelung map between a wave function and a fluid, in any number of coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, I, Symbol, exp, sqrt

from qmgr_sym.variation._fields import check_coords


@dataclass(frozen=True)
class WavePair:
    """A wave function and its complex conjugate, as two expressions."""

    psi: Expr
    conjugate: Expr


@dataclass(frozen=True)
class FluidResiduals:
    """Left minus right side of the continuity equation and of each momentum equation."""

    continuity: Expr
    momentum: tuple[Expr, ...]


def wave_pair(p: Expr, F: Expr, hbar: Expr, sign: int) -> WavePair:
    """The wave function of a density and a phase, with its conjugate.

    Formula: Psi = sqrt(p) exp(sign i F / hbar), Psi* = sqrt(p) exp(-sign i F / hbar), for p >= 0
    and real F and hbar.

    Args:
        p: probability density.
        F: phase function (action, or free energy).
        hbar: Planck's constant of the description.
        sign: +1 as in textbooks, -1 as in Vanchurin (4.4).

    Raises:
        ValueError: `sign` is not 1 or -1.
    """
    if sign not in (1, -1):
        raise ValueError(f"`sign` must be 1 or -1, but was {sign}")
    phase = sign * I * F / hbar
    return WavePair(sqrt(p) * exp(phase), sqrt(p) * exp(-phase))


def bohm_potential(p: Expr, coords: Sequence[Symbol], hbar: Expr, mass: Expr) -> Expr:
    """Bohm's quantum potential of a density.

    Formula: Q = -(hbar^2 / 2M) sum_k (d^2 sqrt(p) / dq_k^2) / sqrt(p).

    Args:
        p: probability density, positive.
        coords: the coordinates q_k.
        hbar: Planck's constant of the description.
        mass: the mass M, the same along every coordinate.

    Source: D. Bohm, Phys. Rev. 85, 166 (1952), (6).
    """
    check_coords(coords)
    root = sqrt(p)
    return -(hbar**2) / (2 * mass) * Add(*(root.diff(q, 2) for q in coords)) / root


def madelung_residuals(
    p: Expr,
    velocity: Sequence[Expr],
    V: Expr,
    coords: Sequence[Symbol],
    time: Symbol,
    hbar: Expr,
    mass: Expr,
) -> FluidResiduals:
    """Residuals of Madelung's equations for a density and a velocity field.

    Formula: continuity, d_t p + sum_k d_k (u_k p); momentum along q_j,
    d_t u_j + sum_k u_k d_k u_j + (1/M) d_j (V + Q) with Bohm's potential Q.

    Raises:
        ValueError: there are not as many velocity components as coordinates.

    Source: E. Madelung, Z. Phys. 40, 322 (1927), (3') and (4').
    """
    check_coords((*coords, time))
    if len(velocity) != len(coords):
        raise ValueError(
            f"`velocity` must have {len(coords)} components, one per coordinate, "
            f"but had {len(velocity)}"
        )
    pairs = list(zip(velocity, coords, strict=True))
    continuity = p.diff(time) + Add(*((u * p).diff(q) for u, q in pairs))
    energy = V + bohm_potential(p, coords, hbar, mass)
    momentum = []
    for u_j, q_j in pairs:
        convection = Add(*(u * u_j.diff(q) for u, q in pairs))
        momentum.append(u_j.diff(time) + convection + energy.diff(q_j) / mass)
    return FluidResiduals(continuity, tuple(momentum))


def hamilton_jacobi_residual(
    p: Expr,
    F: Expr,
    V: Expr,
    coords: Sequence[Symbol],
    time: Symbol,
    hbar: Expr,
    mass: Expr,
) -> Expr:
    """Residual of the quantum Hamilton-Jacobi equation.

    Formula: d_t F + (1/2M) sum_k (d_k F)^2 + V + Q. Its gradient over M is the momentum residual of
    `madelung_residuals` at the velocity u_k = d_k F / M.
    """
    check_coords((*coords, time))
    kinetic = Add(*(F.diff(q) ** 2 for q in coords)) / (2 * mass)
    return F.diff(time) + kinetic + V + bohm_potential(p, coords, hbar, mass)
