"""The wave functional (4.3) and its numeric derivative with respect to ``Psi*``."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, ComplexArray, as_array, as_real, positive
from numerics.grid import Grid, derivative, expand, integral
from numerics.learning.functional import Functional, functional_derivative


def wave_energy(
    re: ArrayLike, im: ArrayLike, V: ArrayLike, *, hbar: ArrayLike, mass: ArrayLike, grid: Grid
) -> Array:
    """Compute ``W[Psi] = integral (hbar^2/(2M) sum_k |d_k Psi|^2 + V |Psi|^2)``.

    This is Vanchurin (4.3) over one instant, divided by alpha, without the time derivative.
    re, im : real and imaginary part of Psi, ``(..., *points)``, each of which may itself carry a
    complex step; V : ``(..., *points)``; hbar, mass : positive, ``(...)``.  Returns ``(...)``.
    Raises ``ValueError`` for wrong shapes, non-finite or non-positive numbers.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> x = ring.coordinates()[0]
    >>> re, im = np.cos(2 * x) / np.sqrt(2 * np.pi), np.sin(2 * x) / np.sqrt(2 * np.pi)
    >>> float(wave_energy(re, im, 1 + 0 * x, hbar=1.0, mass=1.0, grid=ring).round(9))  # k^2 / 2 + V
    3.0
    """
    potential = as_real("V", grid.field("V", V))
    kinetic = expand(positive("hbar", hbar) ** 2 / (2 * positive("mass", mass)), grid)
    total: Array = np.zeros(())
    for part in (grid.field("re", re), grid.field("im", im)):
        total = total + potential * part**2
        for axis in range(grid.dimension):
            total = total + kinetic * derivative(part, grid, axis) ** 2
    return integral(total, grid)


def wave_action(
    re: ArrayLike, im: ArrayLike, V: ArrayLike, *, hbar: float, mass: float, spacetime: Grid
) -> Array:
    """Compute the real part of (4.3) divided by alpha, with time as axis 0 of ``spacetime``.

    ``integral dt d^K q (hbar^2/(2M) sum_k |d_k Psi|^2 - i hbar Psi* d_t Psi + V |Psi|^2)`` over a
    history that is periodic in time.  The imaginary part of the integrand,
    ``-(hbar/2) d_t |Psi|^2``, integrates to zero over a period, so nothing is lost and the result
    can be differentiated by complex step in re and in im: ``(..., *points) -> (...)``.
    Raises ``ValueError`` as ``wave_energy`` does, and for a grid without a space axis.

    >>> spacetime = Grid((4 * np.pi, 2 * np.pi), (16, 16))
    >>> t, x = spacetime.coordinates()
    >>> phase = x - t / 2  # hbar omega = k^2 / 2: on shell
    >>> on_shell = wave_action(np.cos(phase), np.sin(phase), 0 * phase, hbar=1.0, mass=1.0,
    ...                        spacetime=spacetime)
    >>> bool(abs(on_shell) < 1e-9)
    True
    """
    if spacetime.dimension < 2:
        raise ValueError("`spacetime` must have a time and a space axis, but it has one axis.")
    potential = as_real("V", spacetime.field("V", V))
    a, b = spacetime.field("re", re), spacetime.field("im", im)
    planck, kinetic = (
        positive("hbar", hbar),
        positive("hbar", hbar) ** 2 / positive("mass", mass) / 2,
    )
    total = planck * (a * derivative(b, spacetime, 0) - b * derivative(a, spacetime, 0))
    for part in (a, b):
        total = total + potential * part**2
        for axis in range(1, spacetime.dimension):
            total = total + kinetic * derivative(part, spacetime, axis) ** 2
    return integral(total, spacetime)


def conjugate_derivative(functional: Functional, psi: ArrayLike, grid: Grid) -> ComplexArray:
    """Compute ``delta W / delta Psi* = (delta W/delta re + i delta W/delta im) / 2`` numerically.

    functional : called as ``functional(re=..., im=...)``, real for real fields, for instance one of
    the functionals above with the other arguments bound; psi : ``(..., *points)``.
    With ``wave_action`` this is the residual of the equation of motion of (4.3) at every point and
    time.  Raises ``ValueError`` as ``functional_derivative`` does.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> psi = np.exp(2j * ring.coordinates()[0])
    >>> def W(re, im): return wave_energy(re, im, np.zeros(16), hbar=1.0, mass=1.0, grid=ring)
    >>> bool(np.allclose(conjugate_derivative(W, psi, ring), 2 * psi))  # H psi = k^2 / 2 psi
    True
    """
    wave = grid.field("psi", as_array("psi", psi).astype(np.complex128))
    fields = {"re": wave.real, "im": wave.imag}
    return np.asarray(
        functional_derivative(functional, fields, "re", grid) / 2
        + 0.5j * functional_derivative(functional, fields, "im", grid)
    )


def wave_flow(
    functional: Functional, psi: ArrayLike, *, hbar: ArrayLike, grid: Grid
) -> ComplexArray:
    """Return ``d_t Psi = -(i/hbar) delta W/delta Psi*``, which makes (4.3) stationary.

    Varying ``Psi*`` in ``integral dt (W - i hbar integral Psi* d_t Psi)`` gives
    ``i hbar d_t Psi = delta W/delta Psi*``.  Arguments as in ``conjugate_derivative``.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> psi = np.exp(2j * ring.coordinates()[0])
    >>> def W(re, im): return wave_energy(re, im, np.zeros(16), hbar=1.0, mass=1.0, grid=ring)
    >>> bool(np.allclose(wave_flow(W, psi, hbar=1.0, grid=ring), -2j * psi))
    True
    """
    rate = conjugate_derivative(functional, psi, grid)
    return np.asarray(-1j * rate / expand(positive("hbar", hbar), grid))
