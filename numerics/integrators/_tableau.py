"""Explicit Runge-Kutta methods as data."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from numerics._checks import whole

ROUNDING = 1e-13  # of the conditions on the coefficients


@dataclass(frozen=True)
class Tableau:
    """Butcher's tableau of an explicit method of s stages.

    ``k_i = f(t + c_i h, y + h sum_j a_ij k_j)`` with j < i, then ``y + h sum_i b_i k_i``.

    coefficients : the rows a_i, of lengths 0, 1, ..., s - 1; weights : b, s numbers; order : of
    the method.  The nodes ``c_i = sum_j a_ij`` follow.
    Raises ``ValueError`` for rows of other lengths and for coefficients that miss a condition of
    the stated order (all of them up to order 4).

    Source: J. C. Butcher, Numerical methods for ordinary differential equations, table 310(I).

    >>> Tableau(((), (0.5,)), (0.0, 1.0), order=2).nodes  # the midpoint rule
    (0.0, 0.5)
    """

    coefficients: tuple[tuple[float, ...], ...]
    weights: tuple[float, ...]
    order: int

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        whole("order", self.order)
        lengths = [len(row) for row in self.coefficients]
        if not self.weights or lengths != list(range(len(self.weights))):
            raise ValueError(
                f"`coefficients` must have rows of lengths 0 to {len(self.weights) - 1}, "
                f"but they are {lengths}."
            )
        for degree, missed in self._conditions():
            if degree <= self.order and not abs(missed) <= ROUNDING:
                raise ValueError(
                    f"`coefficients` must satisfy the conditions of order {self.order}, but one "
                    f"of order {degree} is {missed:.3g} off."
                )

    @cached_property
    def nodes(self) -> tuple[float, ...]:
        """The times c_i of the stages in units of the step."""
        return tuple(float(sum(row)) for row in self.coefficients)

    def _conditions(self) -> list[tuple[int, float]]:
        """Order and defect of the eight conditions up to order 4."""
        s = len(self.weights)
        a = np.zeros((s, s))
        for i, row in enumerate(self.coefficients):
            a[i, :i] = row
        b, c = np.array(self.weights), a.sum(axis=1)
        defects = [
            (1, b.sum() - 1),
            (2, b @ c - 1 / 2),
            (3, b @ c**2 - 1 / 3),
            (3, b @ a @ c - 1 / 6),
            (4, b @ c**3 - 1 / 4),
            (4, (b * c) @ a @ c - 1 / 8),
            (4, b @ a @ c**2 - 1 / 12),
            (4, b @ a @ a @ c - 1 / 24),
        ]
        return [(order, float(defect)) for order, defect in defects]


EULER = Tableau(((),), (1.0,), order=1)
HEUN = Tableau(((), (1.0,)), (0.5, 0.5), order=2)
RK4 = Tableau(((), (0.5,), (0.0, 0.5), (0.0, 0.0, 1.0)), (1 / 6, 1 / 3, 1 / 3, 1 / 6), order=4)


@cache
def dormand_prince_8() -> Tableau:
    """The method of order 8 with 12 stages by Dormand and Prince, without its error estimate.

    For smooth right sides and errors near rounding: at 12 evaluations a step it needs a few steps
    where `RK4` needs hundreds.

    >>> method = dormand_prince_8()
    >>> method.order, len(method.weights), round(sum(method.weights), 12)
    (8, 12, 1.0)

    Source: E. Hairer, S. Norsett, G. Wanner, Solving ordinary differential equations I, II.5; the
    coefficients are those of `scipy.integrate.DOP853`.
    """
    from scipy.integrate import DOP853

    rows = tuple(tuple(float(x) for x in row[:i]) for i, row in enumerate(DOP853.A))
    return Tableau(rows, tuple(float(x) for x in DOP853.B), order=8)
