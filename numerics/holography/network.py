"""A scalar field sent through the layers of a discretised bulk, with exact gradients."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, as_array


@dataclass(frozen=True)
class Fields:
    """phi and pi before the first layer and after each: ``(N + 1, ..., S)``, layer axis first.

    >>> found = forward([4.0, 4.0], [1.0], [-1.0], mass_squared=-3, coupling=0, step=0.5)
    >>> found.pi[:, 0]
    array([-1.  , -0.5 , -0.25])
    """

    phi: Array
    pi: Array


@dataclass(frozen=True)
class Gradient:
    """Derivatives of one readout per sample: ``friction (..., S, N)``, the others ``(..., S)``.

    >>> at = {"mass_squared": -3, "coupling": 0, "step": 0.5}
    >>> fields = forward([4.0, 4.0], [1.0], [-1.0], **at)
    >>> backward(fields, [4.0, 4.0], [0.0], [1.0], **at).friction.shape
    (1, 2)
    """

    friction: Array
    coupling: Array
    phi: Array
    pi: Array


def forward(
    friction: ArrayLike,
    phi: ArrayLike,
    pi: ArrayLike,
    *,
    mass_squared: float,
    coupling: ArrayLike,
    step: float,
) -> Fields:
    """Send samples through N layers: ``phi'' + h phi' - m^2 phi - lambda phi^3 = 0`` by Euler.

        ``phi <- phi + step pi``
        ``pi  <- pi - step (h pi - m^2 phi - lambda phi^3)``, both from the old values.

    friction : ``(..., N)``, h at the layers in the order of travel; leading axes are networks.
    phi, pi : ``(..., S)``, S samples of each network.  coupling : ``(...)``, lambda.
    step : negative for a way inwards.  Complex arrays stay complex, for complex steps.
    Raises ``ValueError`` for what is not finite, and where a field overflows.

    Hashimoto, Sugishita, Tanaka, Tomiya, arXiv:1802.08313, section II; the slides' chapter 4.

    >>> forward([4.0, 4.0], [1.0], [-1.0], mass_squared=-3, coupling=0, step=0.5).phi[:, 0]
    array([1.  , 0.5 , 0.25])
    """
    h, x, p, c = (
        as_array(name, value)
        for name, value in (
            ("friction", friction), ("phi", phi), ("pi", pi), ("coupling", coupling)
        )
    )  # fmt: skip
    fields = sweep(h, x, p, mass_squared, c, step)
    if not np.isfinite(fields.phi[-1] + fields.pi[-1]).all():
        finite = np.isfinite(fields.pi).reshape(len(fields.pi), -1).all(axis=1)
        raise ValueError(
            f"`phi` and `pi` must stay finite, but they overflow in layer {np.argmin(finite)} "
            f"of {h.shape[-1]}."
        )
    return fields


def sweep(
    h: Array, phi: Array, pi: Array, mass_squared: float, coupling: Array, step: float
) -> Fields:
    """As `forward`, unchecked: fields that overflow become inf or NaN, for trial steps.

    >>> h, one = np.array([4.0]), np.ones(1)
    >>> sweep(h, one, -one, -3.0, np.zeros(()), 0.5).phi[-1]
    array([0.5])
    """
    shape = np.broadcast_shapes((*h.shape[:-1], 1), phi.shape, pi.shape, (*coupling.shape, 1))
    kind = np.result_type(h, phi, pi, coupling)
    x = np.empty((h.shape[-1] + 1, *shape), dtype=kind)
    p = np.empty_like(x)
    x[0], p[0] = phi, pi
    with np.errstate(over="ignore", invalid="ignore"):
        cubic = step * coupling[..., None]
        for n in range(h.shape[-1]):
            f, g = x[n], p[n]
            np.multiply(g, step, out=x[n + 1])
            x[n + 1] += f
            p[n + 1] = (1 - step * h[..., n, None]) * g + f * (step * mass_squared + cubic * f * f)
    return Fields(x, p)


def backward(
    fields: Fields,
    friction: ArrayLike,
    d_phi: ArrayLike,
    d_pi: ArrayLike,
    *,
    mass_squared: float,
    coupling: ArrayLike,
    step: float,
) -> Gradient:
    """Gradient of a readout of what leaves the network, by the adjoint of the recursion.

    With ``a = dR/d phi``, ``b = dR/d pi`` after a layer, before it

        ``a <- a + step (m^2 + 3 lambda phi^2) b``,   ``b <- step a + (1 - step h) b``,

    and on the way ``dR/dh_n = -step b pi_n``, ``dR/dlambda += step b phi_n^3``: one way back for
    all parameters, exact up to rounding.

    fields : of `forward` with the same arguments.  d_phi, d_pi : ``(..., S)``, derivatives of the
    readout of each sample by its phi and pi after the last layer.

    >>> at = {"mass_squared": -3, "coupling": 0, "step": 0.5}
    >>> fields = forward([4.0], [1.0], [-1.0], **at)
    >>> found = backward(fields, [4.0], [0.0], [1.0], **at)  # pi' = pi - step (h pi + 3 phi)
    >>> found.friction.tolist(), found.phi.tolist(), found.pi.tolist()
    ([[0.5]], [-1.5], [-1.0])
    """
    h, lam, a, b = (
        as_array(name, value)
        for name, value in (
            ("friction", friction), ("coupling", coupling), ("d_phi", d_phi), ("d_pi", d_pi)
        )
    )  # fmt: skip
    return sweep_back(fields, h, a, b, mass_squared, lam, step)


def sweep_back(
    fields: Fields, h: Array, a: Array, b: Array, mass_squared: float, coupling: Array, step: float
) -> Gradient:
    """As `backward`, unchecked: what overflowed on the way in becomes inf or NaN.

    >>> h, one, free = np.array([4.0]), np.ones(1), np.zeros(())
    >>> fields = sweep(h, one, -one, -3.0, free, 0.5)
    >>> sweep_back(fields, h, 0 * one, one, -3.0, free, 0.5).friction  # -step pi
    array([[0.5]])
    """
    a, b = (np.broadcast_to(value, fields.phi.shape[1:]) for value in (a, b))
    by_h = np.empty((*fields.phi.shape[1:], h.shape[-1]), dtype=np.result_type(fields.phi, a, b))
    by_coupling = np.zeros_like(by_h[..., 0])
    with np.errstate(over="ignore", invalid="ignore"):
        for n in range(h.shape[-1] - 1, -1, -1):
            square = fields.phi[n] ** 2
            by_h[..., n] = -step * b * fields.pi[n]
            by_coupling = by_coupling + step * b * fields.phi[n] * square
            slope = step * (mass_squared + 3 * coupling[..., None] * square)
            a, b = a + slope * b, step * a + (1 - step * h[..., n, None]) * b
    return Gradient(by_h, by_coupling, a, b)
