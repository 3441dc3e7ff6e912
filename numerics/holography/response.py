"""Source and response of a scalar field in Euclidean AdS, read off at the boundary."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive
from numerics.integrators import solve_ode

DEPTH = 18.0  # k z at the start: the solution that grows there has shrunk by exp(-36) at k z ~ 0
MATCH = 0.5  # k z where the field is resolved into its two boundary series
TERMS = 14


@dataclass(frozen=True, eq=False)
class Response:
    """phi = source z^low (1 + ...) + response z^high (1 + ...); arrays of shape ``(n,)``.

    >>> found = boundary_response(3, -2, 1.0)
    >>> found.low.tolist(), found.high.tolist()  # 3 / 2 -+ sqrt(9 / 4 - 2)
    ([1.0], [2.0])
    """

    source: FloatArray
    response: FloatArray
    low: FloatArray
    high: FloatArray


def boundary_response(dimension: ArrayLike, mass: ArrayLike, momentum: ArrayLike) -> Response:
    """Integrate the regular solution from deep inside to the boundary of AdS, radius 1.

        ``z^2 phi'' - (d - 1) z phi' - (k^2 z^2 + m^2) phi = 0``

    dimension, mass, momentum : d, m^2 and k > 0, each one number or ``(n,)``.
    The solution is scaled to 1 where the two series take over; relative error about 1e-10.
    Raises ``ValueError`` where m^2 <= -d^2/4 (no two exponents), and where the exponents differ by
    an even number to within 0.02, where a logarithm enters.

    Source: Gubser, Klebanov, Polyakov (1998), section 3; Witten (1998), section 2.4.

    >>> found = boundary_response(3, -2, 2.0)  # nu = 1/2: phi = z exp(-k z)
    >>> round(float(found.response[0] / found.source[0]), 8)
    -2.0
    """
    d, m2, k = np.broadcast_arrays(
        np.atleast_1d(as_real("dimension", dimension)),
        as_real("mass", mass),
        positive("momentum", momentum),
    )
    margin = (d**2 / 4 + m2).min()
    if margin <= 0:
        raise ValueError(f"`mass` must lie above -d^2/4, but one lies {-margin:.3g} below it.")
    nu = np.sqrt(d**2 / 4 + m2)
    if (np.abs(nu - np.round(nu)) < 0.01).any():
        raise ValueError("`mass` must give exponents that do not differ by an even number.")
    n = len(d)

    def rate(depth: float, state: FloatArray) -> FloatArray:
        phi, slope = state  # by u = log(z) at z = exp(depth) / k
        z = np.exp(depth) / k
        return np.stack([slope, d * slope + (k**2 * z**2 + m2) * phi])

    start = np.stack([np.ones(n), np.full(n, -DEPTH)])
    ends = (np.log(DEPTH), np.log(MATCH))
    phi, slope = solve_ode(rate, start, ends, rtol=1e-12, atol=1e-12)[-1]
    z = MATCH / k
    basis = np.empty((n, 2, 2))
    for column, sign in enumerate((-1.0, 1.0)):
        basis[:, :, column] = _series(d / 2 + sign * nu, sign * nu, k, z)
    found = np.linalg.solve(basis, np.stack([np.ones(n), slope / phi], -1)[..., None])[..., 0]
    return Response(found[:, 0], found[:, 1], d / 2 - nu, d / 2 + nu)


def _series(power: FloatArray, order: FloatArray, k: FloatArray, z: FloatArray) -> FloatArray:
    """z^power 0F1(; 1 + order; k^2 z^2 / 4) and its derivative by log z: shape (n, 2)."""
    term = z**power
    value, slope = term.copy(), power * term
    for j in range(1, TERMS):
        term = term * (k * z) ** 2 / (4 * j * (j + order))
        value += term
        slope += (power + 2 * j) * term
    return np.stack([value, slope], -1)
