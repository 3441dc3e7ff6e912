"""Gradient of what leaves a continuous network by the profile h(eta) that it runs through."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import solve_ivp

from numerics._checks import FloatArray, as_real, trailing
from numerics.holography.radial import Profile

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

    def forwards(eta: float, flat: FloatArray) -> FloatArray:
        phi, pi = flat.reshape(2, n)
        return np.concatenate([pi, force(phi) - friction(eta) * pi])

    def backwards(eta: float, flat: FloatArray) -> FloatArray:
        phi, pi, a, b = flat[: 4 * n].reshape(4, n)
        h = friction(eta)
        fields = [pi, force(phi) - h * pi, -stiffness(phi) * b, h * b - a]
        return np.concatenate([*fields, (b * pi * basis(eta)[:, None]).ravel()])

    last = _solve(forwards, ends, state.T.ravel(), rtol)
    whole = np.concatenate([last, np.repeat(readout, n), np.zeros(m * n)])
    back = _solve(backwards, ends[::-1], whole, rtol)
    return readout @ last.reshape(2, n), back[4 * n :].reshape(m, n).T


def _solve(
    rate: Callable[[float, FloatArray], FloatArray],
    ends: tuple[float, ...],
    start: FloatArray,
    rtol: float,
) -> FloatArray:
    size = max(float(np.abs(start).max()), 1e-300)
    with np.errstate(over="ignore", invalid="ignore"):
        solved = solve_ivp(rate, ends, start, "DOP853", rtol=rtol, atol=rtol * size)
    last: FloatArray = solved.y[:, -1]
    if not solved.success or not np.isfinite(last).all():
        raise ValueError(
            f"`start` must lead to a finite field up to eta = {ends[1]:.6g}, "
            f"but it diverges near {solved.t[-1]:.3g}."
        )
    return last
