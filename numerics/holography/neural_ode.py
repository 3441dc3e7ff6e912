"""Gradient of what leaves a continuous network by the profile h(eta) that it runs through."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, trailing
from numerics.holography.radial import Profile
from numerics.integrators import solve_ode

Basis = Callable[[float], FloatArray]


def adjoint_gradient(
    friction: Callable[[float], float],
    force: Profile,
    stiffness: Profile,
    start: ArrayLike,
    ends: tuple[float, float],
    weights: ArrayLike,
    basis: Basis,
    *,
    rtol: float = 1e-11,
) -> tuple[FloatArray, FloatArray]:
    """End value of a linear readout of (phi, pi) and its gradient by m coefficients of h.

    Forwards ``phi' = pi, pi' = -h pi + dV/dphi``; backwards the adjoint ``a' = -(df/dx)^T a``,

        ``a_phi' = -V''(phi) a_pi,   a_pi' = -a_phi + h a_pi,   a(end) = weights``,

    and ``d(weights . x(end)) / dc_j = -int a_pi pi b_j d eta`` for ``h -> h + sum_j c_j b_j(eta)``.

    stiffness : d^2V/dphi^2 of phi, called with ``(n,)``.
    start : ``(n, 2)``; ends : eta at the start and at the end; weights : ``(2,)``.
    basis : the m functions b_j at one eta.
    Returns readouts ``(n,)`` and gradients ``(n, m)``. The field is integrated back along with the
    adjoint, so that memory does not grow with the number of steps; as accurate as ``rtol`` times
    the growth of the field on its way back.
    Raises ``ValueError`` for wrong shapes, and where a field diverges.

    >>> value, slope = adjoint_gradient(
    ...     lambda eta: 1.0, lambda phi: 0 * phi, lambda phi: 0 * phi, [[0.0, 1.0]], (0.0, 2.0),
    ...     [0.0, 1.0], lambda eta: np.ones(1))
    >>> value.round(9), slope.round(9)  # pi = exp(-h eta), d pi / dh = -eta pi
    (array([0.13533528]), array([[-0.27067057]]))

    Source: R. T. Q. Chen, Y. Rubanova, J. Bettencourt, D. Duvenaud, Neural Ordinary Differential
    Equations, section 2.
    """
    state = trailing("start", as_real("start", start), (2,))
    readout = trailing("weights", as_real("weights", weights), (2,))
    if state.ndim != 2 or readout.ndim != 1:
        raise ValueError(
            "`start` must have shape (n, 2) and `weights` (2,), but their shapes are "
            f"{state.shape} and {readout.shape}."
        )
    n, m = len(state), len(basis(ends[0]))

    def forwards(eta: float, fields: FloatArray) -> FloatArray:
        phi, pi = fields
        return np.stack([pi, force(phi) - friction(eta) * pi])

    def backwards(eta: float, rows: FloatArray) -> FloatArray:
        phi, pi, a, b = rows[:4]
        h = friction(eta)
        fields = [pi, force(phi) - h * pi, -stiffness(phi) * b, h * b - a]
        return np.concatenate([fields, b * pi * basis(eta)[:, None]])

    last = solve_ode(forwards, state.T, ends, rtol=rtol)[-1]
    adjoint = np.repeat(readout[:, None], n, axis=1)
    whole = np.concatenate([last, adjoint, np.zeros((m, n))])
    back = solve_ode(backwards, whole, ends[::-1], rtol=rtol)[-1]
    return readout @ last, back[4:].T
