"""Discrete-series representations of su(1,1) on Fock states, and squeezed coherent states.

[K_0, K_+-] = +-K_+-, [K_+, K_-] = -2 K_0. Two modes with ``d`` more particles in the second one
carry K_+ = a^+ b^+, K_0 = (a^+ a + b^+ b + 1) / 2 on |m, m + d>, of Bargmann index (1 + d) / 2.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, whole
from numerics.calculus import gradient


def pair_creation(difference: int, levels: int) -> FloatArray:
    """K_+ = a^+ b^+ on the ``levels`` lowest states |m, m + difference>: (levels, levels).

    >>> pair_creation(0, 3)
    array([[0., 0., 0.],
           [1., 0., 0.],
           [0., 2., 0.]])
    """
    d, size = whole("difference", difference, 0), whole("levels", levels, 2)
    m = np.arange(size - 1)
    return np.diag(np.sqrt((m + 1.0) * (m + 1 + d)), -1)


def squeezed_kets(z: ArrayLike, difference: int, levels: int = 64) -> Array:
    """Compute exp(zeta K_+ - zeta* K_-) |0, difference>, ``zeta = artanh|z| e^(i arg z)``.

    z : (...), complex, inside the unit disc; weights fall as |z|^2m, so that ``levels`` states
    leave out about |z|^(2 levels).  Returns (..., levels).  Raises ``ValueError`` outside the disc
    or where more than 1e-12 would be left out.

    >>> ket = squeezed_kets(0.6, 0)
    >>> (np.abs(ket[:3]) ** 2).round(6)  # (1 - |z|^2) |z|^(2 m)
    array([0.64    , 0.2304  , 0.082944])
    """
    at = np.asarray(as_array("z", z), dtype=complex)
    size = np.abs(at)
    if (size >= 1).any():
        raise ValueError(f"`z` must lie inside the unit disc, but has size {size.max():.6g}.")
    lost = float(size.max(initial=0.0)) ** (2 * whole("levels", levels, 2))
    if lost > 1e-12:
        raise ValueError(
            f"`levels` must hold all but 1e-12 of the state, but leave {lost:.1e} out."
        )
    # the phase rotates K_+ into real form: a ket of real argument, then e^(i m arg z)
    values, basis = _modes(difference, levels)
    turn = np.exp(-1j * np.arctanh(size)[..., None] * values)
    real = (turn * basis[0].conj()) @ basis.T
    return np.asarray(real * np.exp(1j * np.angle(at)[..., None] * np.arange(levels)))


@cache
def _modes(difference: int, levels: int) -> tuple[FloatArray, Array]:
    up = pair_creation(difference, levels)
    values, basis = np.linalg.eigh(1j * (up - up.T))
    return values, basis


def fubini_study_metric(
    kets: Callable[[FloatArray], Array], x: ArrayLike, step: float = 1e-2
) -> FloatArray:
    """Compute ``G_ab = Re(<d_a psi|d_b psi> - <d_a psi|psi><psi|d_b psi>)``, (..., k, k).

    kets : takes (..., k), returns kets (..., d), normalised.  Derivatives are central differences
    of order 8.  Raises ``ValueError`` for kets that are not normalised.

    >>> def spin(x):
    ...     up, down = np.cos(x[..., 0]), np.sin(x[..., 0]) * np.exp(1j * x[..., 1])
    ...     return np.stack([up, down], axis=-1)
    >>> fubini_study_metric(spin, [np.pi / 4, 0.3]).round(9) + 0.0  # d theta^2 + sin^2(2 theta) / 4
    array([[1.  , 0.  ],
           [0.  , 0.25]])
    """
    at = as_real("x", x)
    psi = kets(at)
    norm = (np.abs(psi) ** 2).sum(-1)
    off = np.abs(norm - 1).max()
    if not off < 1e-9:
        raise ValueError(f"kets must have norm 1, but one is {off:.3g} off.")
    slopes = gradient(kets, at, step)
    inside = np.einsum("a...d,...d->a...", slopes.conj(), psi)
    full = np.einsum("a...d,b...d->...ab", slopes.conj(), slopes)
    return np.asarray((full - np.einsum("a...,b...->...ab", inside, inside.conj())).real)
