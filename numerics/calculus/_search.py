"""One-dimensional searches, many at once."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, whole

_SHARE = (np.sqrt(5) - 1) / 2


def golden_maximum(
    function: Callable[[FloatArray], FloatArray],
    low: ArrayLike,
    high: ArrayLike,
    *,
    iterations: int = 40,
) -> tuple[FloatArray, FloatArray]:
    """Return place and value of the maximum of unimodal functions by golden sections.

    function : maps ``(...)`` to ``(...)``, element by element; low, high : ``(...)``, low < high.
    Each iteration shrinks every bracket by 0.618 and costs one call; a smooth maximum is found to
    the square of the remaining width.  Raises ``ValueError`` for an empty bracket.

    >>> place, value = golden_maximum(lambda x: 2 - (x - 1) ** 2, [0.0], [3.0])
    >>> bool(abs(place[0] - 1) < 1e-6 and abs(value[0] - 2) < 1e-12)
    True
    """
    left, right = np.broadcast_arrays(as_real("low", low), as_real("high", high))
    if not (left < right).all():
        raise ValueError("`low` must be below `high`, but it is not everywhere.")
    whole("iterations", iterations)
    a, b = left.copy(), right.copy()
    c, d = b - _SHARE * (b - a), a + _SHARE * (b - a)
    at_c, at_d = function(c), function(d)
    for _ in range(iterations):
        keep = at_c > at_d  # the maximum lies in [a, d]
        a, b = np.where(keep, a, c), np.where(keep, d, b)
        new = np.where(keep, b - _SHARE * (b - a), a + _SHARE * (b - a))
        at_new = function(new)
        c, d = np.where(keep, new, d), np.where(keep, c, new)
        at_c, at_d = np.where(keep, at_new, at_d), np.where(keep, at_c, at_new)
    best = at_c > at_d
    return np.where(best, c, d), np.where(best, at_c, at_d)
