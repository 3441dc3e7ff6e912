"""The Schrodinger operator of one particle, its action densities and its current."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, I, Symbol

from qmgr_sym.variation._fields import check_coords


def hamiltonian(psi: Expr, V: Expr, coords: Sequence[Symbol], hbar: Expr, mass: Expr) -> Expr:
    """The Hamiltonian applied to a wave function.

    Formula: H psi = -(hbar^2 / 2M) sum_k d^2 psi / dq_k^2 + V psi.

    Raises:
        TypeError, ValueError: `coords` are not distinct symbols.
    """
    check_coords(coords)
    return -(hbar**2) / (2 * mass) * Add(*(psi.diff(q, 2) for q in coords)) + V * psi


def schrodinger_residual(
    psi: Expr,
    V: Expr,
    coords: Sequence[Symbol],
    time: Symbol,
    hbar: Expr,
    mass: Expr,
    sign: int = 1,
) -> Expr:
    """Residual of the Schrodinger equation, sign i hbar d_t psi - H psi.

    Args:
        psi: the wave function.
        V: the potential.
        coords: the coordinates q_k.
        time: the time.
        hbar: Planck's constant of the description.
        mass: the mass M.
        sign: +1 for the equation itself, -1 for that of the complex conjugate.

    Raises:
        ValueError: `sign` is not 1 or -1.
    """
    check_coords((*coords, time))
    if sign not in (1, -1):
        raise ValueError(f"`sign` must be 1 or -1, but was {sign}")
    return sign * I * hbar * psi.diff(time) - hamiltonian(psi, V, coords, hbar, mass)


def lagrangian_density(
    psi: Expr,
    psi_conjugate: Expr,
    V: Expr,
    coords: Sequence[Symbol],
    time: Symbol,
    hbar: Expr,
    mass: Expr,
) -> Expr:
    """The operator form Psi* (-i hbar d_t + H) Psi of the action density.

    Varied by Psi*, it gives -i hbar d_t Psi + H Psi = 0.
    """
    check_coords((*coords, time))
    inner = -I * hbar * psi.diff(time) + hamiltonian(psi, V, coords, hbar, mass)
    return psi_conjugate * inner


def gradient_lagrangian_density(
    psi: Expr,
    psi_conjugate: Expr,
    V: Expr,
    coords: Sequence[Symbol],
    time: Symbol,
    hbar: Expr,
    mass: Expr,
) -> Expr:
    """The first-order form of the action density.

    Formula: (hbar^2 / 2M) sum_k d_k Psi* d_k Psi - i hbar Psi* d_t Psi + V Psi* Psi. It differs
    from `lagrangian_density` by the divergence of (hbar^2 / 2M) Psi* d_k Psi. This is the density
    of Vanchurin (4.3).
    """
    check_coords((*coords, time))
    gradients = Add(*(psi_conjugate.diff(q) * psi.diff(q) for q in coords))
    kinetic = hbar**2 / (2 * mass) * gradients
    return kinetic - I * hbar * psi_conjugate * psi.diff(time) + V * psi_conjugate * psi


def probability_current(
    psi: Expr, psi_conjugate: Expr, coords: Sequence[Symbol], hbar: Expr, mass: Expr
) -> tuple[Expr, ...]:
    """The probability current of a wave function.

    Formula: j_k = (hbar / 2 i M) (Psi* d_k Psi - Psi d_k Psi*). The Schrodinger equation gives
    d_t (Psi* Psi) + sum_k d_k j_k = 0 for a real potential.
    """
    check_coords(coords)
    scale = hbar / (2 * I * mass)
    return tuple(
        scale * (psi_conjugate * psi.diff(q) - psi * psi_conjugate.diff(q)) for q in coords
    )
