"""Roots of many functions of one variable at once, and of many quadratic equations."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_real


def root(
    function: Callable[[FloatArray], FloatArray], low: ArrayLike, high: ArrayLike
) -> FloatArray:
    """Root of each function between ``low`` and ``high``, to rounding, by Chandrupatla's method.

    function : takes and returns arrays of the shape of the brackets ``(...)``, element by element;
    it is called with that shape only, so that it may hold parameters of the samples.
    low, high : ends with values of opposite signs, ``(...)``; they broadcast.
    Returns ``(...)``.  About ten calls; bracketed as bisection is, so that it never leaves.
    Raises ``ValueError`` where the signs at the ends agree, or the function returns no numbers.

    >>> a = np.array([2.0, 9.0])
    >>> root(lambda x: x**2 - a, 0.0, a).round(12)
    array([1.41421356, 3.        ])
    """
    from scipy.optimize.elementwise import find_root

    left, right = np.broadcast_arrays(as_real("low", low), as_real("high", high))
    everywhere = np.array((left + right) / 2, dtype=np.float64)
    flat = everywhere.reshape(-1)

    def some(x: FloatArray, place: FloatArray) -> FloatArray:
        """SciPy drops the elements that are done; the function sees all of them every time."""
        here = place.astype(int)
        flat[here] = x
        values: FloatArray = np.asarray(function(everywhere)).reshape(-1)[here]
        return values

    places = np.arange(flat.size, dtype=np.float64).reshape(everywhere.shape)
    _check_signs(function(np.array(left)), function(np.array(right)))
    found = find_root(some, (left, right), args=(places,))
    if not np.all(found.success):
        raise ValueError("`function` must return finite numbers, but it does not.")
    return np.asarray(found.x)


def _check_signs(at_low: FloatArray, at_high: FloatArray) -> None:
    agree = ~np.ravel(np.sign(at_low) * np.sign(at_high) <= 0)  # also true for NaN
    if agree.any():
        worst = int(np.argmax(agree))
        raise ValueError(
            f"`function` must have opposite signs at `low` and `high`, but at element {worst} it "
            f"is {np.ravel(at_low)[worst]:.6g} and {np.ravel(at_high)[worst]:.6g}."
        )


def quadratic_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> ComplexArray:
    """Return both roots of ``a x^2 + b x + c = 0`` as eigenvalues of the companion matrix.

    a, b, c : numbers or arrays that broadcast, a not 0.  Returns ``(..., 2)``, complex; the
    imaginary part of a real root is exactly 0, since the eigenvalues of a real matrix come in
    exact pairs.  Raises ``ValueError`` for a vanishing a.

    >>> quadratic_roots(1.0, -3.0, 2.0).real.tolist()
    [2.0, 1.0]
    """
    lead, linear, free = np.broadcast_arrays(as_real("a", a), as_real("b", b), as_real("c", c))
    if (lead == 0).any():
        raise ValueError("`a` must not be 0, but it is.")
    companion = np.zeros((*lead.shape, 2, 2))
    companion[..., 0, 0], companion[..., 0, 1] = -linear / lead, -free / lead
    companion[..., 1, 0] = 1.0
    return np.linalg.eigvals(companion).astype(np.complex128)
