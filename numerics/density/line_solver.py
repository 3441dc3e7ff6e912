"""Implicit steps of many tridiagonal Markov generators at once, positive by construction."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from numerics._checks import FloatArray

FLOOR = 1e-3  # a cell that a step would empty keeps this share of what the first stage left it


@dataclass(frozen=True)
class Diagonal:
    """Stages of a diagonally implicit Runge-Kutta method whose last stage is the new state.

    gamma : the common diagonal; rows : below-diagonal entries of each stage, one more a row.
    Checks when built that the last stage lies at the end of the step.
    """

    order: int
    gamma: float
    rows: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        """Check the table."""
        if [len(row) for row in self.rows] != list(range(len(self.rows))):
            raise ValueError(f"`rows` must grow by one entry each, but it is {self.rows}.")
        end = sum(self.rows[-1]) + self.gamma
        if abs(end - 1) > 1e-12:
            raise ValueError(f"The last of `rows` must end at 1, but it ends at {end:.6g}.")

    def matrix(self) -> FloatArray:
        """Return the entries below the diagonal as a square array."""
        return np.array([[*row, *(len(self.rows) - len(row)) * (0.0,)] for row in self.rows])


_G = 1 - 0.5**0.5
SDIRK2 = Diagonal(2, _G, ((), (1 - _G,)))
# Hairer and Wanner, Solving Ordinary Differential Equations II, table 6.5; both are L-stable.
SDIRK4 = Diagonal(
    4,
    0.25,
    (
        (),
        (1 / 2,),
        (17 / 50, -1 / 25),
        (371 / 1360, -137 / 2720, 15 / 544),
        (25 / 24, -49 / 48, 125 / 16, -85 / 12),
    ),
)


@njit(cache=True, error_model="numpy", nogil=True)  # type: ignore[untyped-decorator]
def factor(right: FloatArray, left: FloatArray, loss: FloatArray) -> FloatArray:
    """Eliminate ``I - G`` for the generator G of hopping on a ring of cells, line by line.

    right, left, loss : ``(M, n)``, the rates times the step of leaving cell j for j + 1, for j - 1
    and for good (n >= 3 cells around a ring; a wall is a pair of zero rates).  Cells are removed
    one by one as in the censoring of a Markov chain: only positive numbers are added, multiplied
    and divided, so every entry is accurate to rounding and the inverse is positive in floating
    point too.
    Returns ``(M, 5, n)``: rate to the next cell, rate to the last cell, inverse pivot, and the
    inverse pivot times the rates into the cell from the next and from the last cell.
    """
    lines, n = right.shape
    out = np.empty((lines, 5, n))
    for c in range(lines):
        stay = 1.0 + loss[c, 0]
        jump, back = left[c, 0], right[c, n - 1]
        last = 1.0 + loss[c, n - 1]
        for j in range(n - 1):
            ahead, behind = right[c, j], left[c, j + 1]
            if j == n - 2:
                ahead, jump = ahead + jump, 0.0
                behind, back = behind + back, 0.0
            pivot = 1.0 / (stay + ahead + jump)
            out[c, 0, j] = ahead
            out[c, 1, j] = jump
            out[c, 2, j] = pivot
            out[c, 3, j] = behind * pivot
            out[c, 4, j] = back * pivot
            last += back * stay * pivot
            jump = behind * jump * pivot
            back = back * ahead * pivot
            stay = (last if j == n - 2 else 1.0 + loss[c, j + 1]) + behind * stay * pivot
        out[c, 2, n - 1] = 1.0 / stay
        out[c, 0, n - 1] = out[c, 1, n - 1] = out[c, 3, n - 1] = out[c, 4, n - 1] = 0.0
    return out


@njit(cache=True, error_model="numpy", nogil=True)  # type: ignore[untyped-decorator]
def advance(
    state: FloatArray, factors: FloatArray, table: FloatArray, gamma: float, steps: int
) -> None:
    """Advance the lines ``state : (M, n)`` in place by ``steps`` steps of a ``Diagonal`` method.

    factors : ``factor`` of the rates times ``gamma dt``; table : ``Diagonal.matrix()``.
    Each stage solves ``(I - gamma dt G) Y = rhs``; its slope is ``(Y - rhs) / gamma``, free of the
    stiff product G Y.  Lines are done one after the other with all their stages in cache, so the
    result does not depend on how the lines are shared out.
    """
    lines, n = state.shape
    count = table.shape[0]
    slope = np.empty((count, n))
    y, rhs, first = np.empty(n), np.empty(n), np.empty(n)
    for c in range(lines):
        ahead, jump, pivot = factors[c, 0], factors[c, 1], factors[c, 2]
        behind, back = factors[c, 3], factors[c, 4]
        for _ in range(steps):
            for s in range(count):
                rhs[:] = state[c]
                for r in range(s):
                    a = table[s, r]
                    for j in range(n):
                        rhs[j] += a * slope[r, j]
                carried, far = 0.0, 0.0
                for j in range(n - 1):
                    z = (rhs[j] + carried) * pivot[j]
                    y[j] = z
                    carried = ahead[j] * z
                    far += jump[j] * z
                end = (rhs[n - 1] + carried + far) * pivot[n - 1]
                y[n - 1] = end
                ahead_value = end
                for j in range(n - 2, -1, -1):
                    ahead_value = y[j] + behind[j] * ahead_value + back[j] * end
                    y[j] = ahead_value
                for j in range(n):
                    slope[s, j] = (y[j] - rhs[j]) / gamma
                if s == 0:
                    first[:] = y
            _fill(y, first)
            state[c] = y


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _fill(y: FloatArray, first: FloatArray) -> None:
    """Raise cells that are not positive to a floor; the cells after, then before them pay.

    ``first`` has at least the mass of y, so that the mass suffices and is kept unless nearly all of
    it is lost in the step.
    """
    if y.min() > 0:
        return
    n = y.size
    floor = np.empty(n)
    for j in range(n):
        floor[j] = min(y[j], FLOOR * first[j]) if y[j] > 0 else FLOOR * first[j]
    debt = 0.0
    for k in range(2 * n):
        j = k if k < n else 2 * n - 1 - k
        paid = y[j] - debt
        y[j] = max(paid, floor[j])
        debt = y[j] - paid
