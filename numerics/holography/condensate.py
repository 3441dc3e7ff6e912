"""Quark mass and chiral condensate as the two boundary data of a field that is at rest inside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real
from numerics.holography.network import sweep, sweep_back

MASS_SQUARED = -3.0  # in units of the radius L of anti-de Sitter space, for an operator of weight 3
SOURCE = np.sqrt(3) / (2 * np.pi)  # alpha = SOURCE m_q L
RESPONSE = np.pi / np.sqrt(3)  # beta = RESPONSE <qbar q> L^3
NEWTON = 60  # most steps; three to six are needed near a trained network


@dataclass(frozen=True)
class Layout:
    """Where the layers lie: h at ``start + n (stop - start) / layers``, the readout at ``stop``.

    >>> Layout(4).eta.tolist(), Layout(4).step
    ([1.0, 0.75, 0.5, 0.25], -0.25)
    """

    layers: int = 15
    start: float = 1.0
    stop: float = 0.0

    @property
    def step(self) -> float:
        """From layer to layer, negative on the way inwards."""
        return (self.stop - self.start) / self.layers

    @property
    def eta(self) -> FloatArray:
        """Places of the layers, ``(layers,)``."""
        return np.asarray(self.start + self.step * np.arange(self.layers), dtype=np.float64)


@dataclass(frozen=True)
class Horizon:
    """pi where the network ends, ``(..., S)``, and its derivatives.

    parameters : ``(..., S, N + 2)`` by h, log L, log lambda.  mass, condensate : ``(..., S)``.

    >>> network = pack(np.full(15, 4.0), 1 / 0.3, 0.03)
    >>> found = horizon(network, [0.01], [0.02], Layout())
    >>> found.value.shape, found.parameters.shape
    ((1,), (1, 17))
    """

    value: FloatArray
    parameters: FloatArray
    mass: FloatArray
    condensate: FloatArray


def pack(friction: ArrayLike, radius: ArrayLike, coupling: ArrayLike) -> FloatArray:
    """Parameters ``(..., N + 2)`` of a network: h, log L, log lambda; L in GeV^-1.

    >>> pack([4.0, 4.0], 1.0, 1.0)  # log L and log lambda are 0
    array([4., 4., 0., 0.])
    """
    h, scale, lam = as_real("friction", friction), np.log(radius), np.log(coupling)
    shape = np.broadcast_shapes(h.shape[:-1], np.shape(scale), np.shape(lam))
    rest = np.stack(np.broadcast_arrays(np.broadcast_to(scale, shape), lam), axis=-1)
    return np.concatenate([np.broadcast_to(h, (*shape, h.shape[-1])), rest], axis=-1)


def horizon(
    parameters: FloatArray, mass: ArrayLike, condensate: ArrayLike, layout: Layout
) -> Horizon:
    """The horizon condition pi = 0 of a quark mass (GeV) and a condensate (GeV^3), by the network.

        ``phi = alpha e^-eta + beta e^-3eta - (1/2) lambda alpha^3 eta e^-3eta`` and pi = phi'

    at ``eta = layout.start``, with ``alpha = sqrt(3) m_q L / (2 pi)`` and
    ``beta = pi <qbar q> L^3 / sqrt(3)``.  mass, condensate : ``(..., S)``.
    What overflows is inf or NaN: trial steps of a training may go there.

    >>> network = pack(np.full(15, 4.0), 1 / 0.3, 1e-9)  # all but free: linear in the sources
    >>> found = horizon(network, [0.01, 0.02], [0.02, 0.04], Layout())
    >>> float((found.value[1] / found.value[0]).round(6))
    2.0

    Hashimoto, Sugishita, Tanaka, Tomiya, arXiv:1809.10536, section II.
    """
    h, radius, lam = parameters[..., :-2], parameters[..., -2:-1], parameters[..., -1:]
    with np.errstate(over="ignore", invalid="ignore"):
        radius, lam = np.exp(radius), np.exp(lam)
        alpha = SOURCE * np.asarray(mass) * radius
        beta = RESPONSE * np.asarray(condensate) * radius**3
        eta, one, three = layout.start, np.exp(-layout.start), np.exp(-3 * layout.start)
        log, slope = -0.5 * eta * three, -0.5 * (1 - 3 * eta) * three
        cubic = lam * alpha**3
        phi = one * alpha + three * beta + log * cubic
        pi = -one * alpha - 3 * three * beta + slope * cubic
        field = sweep(h, phi, pi, MASS_SQUARED, lam[..., 0], layout.step)
        last = field.pi[-1]
        zero, one_each = np.zeros_like(last), np.ones_like(last)
        found = sweep_back(field, h, zero, one_each, MASS_SQUARED, lam[..., 0], layout.step)
        by_cubic = log * found.phi + slope * found.pi
        by_alpha = one * (found.phi - found.pi) + 3 * lam * alpha**2 * by_cubic
        by_beta = three * (found.phi - 3 * found.pi)
        by_radius = alpha * by_alpha + 3 * beta * by_beta
        by_coupling = lam * found.coupling + cubic * by_cubic
    rest = np.stack([by_radius, by_coupling], axis=-1)
    return Horizon(
        value=last,
        parameters=np.concatenate([found.friction, rest], axis=-1),
        mass=by_alpha * SOURCE * radius,
        condensate=by_beta * RESPONSE * radius**3,
    )


def mass_of(
    parameters: FloatArray, condensate: ArrayLike, layout: Layout
) -> tuple[FloatArray, FloatArray]:
    """Quark mass that brings a condensate to rest inside, ``(..., S)``, and ``d mass / d params``.

    Newton from zero; the condition is all but linear in the mass.  Exact derivatives by the
    implicit function theorem, ``(..., S, N + 2)``.  Not finite where the network overflows.

    >>> layout = Layout()
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> mass, slope = mass_of(network, [0.02], layout)
    >>> bool(abs(horizon(network, mass, [0.02], layout).value[0]) < 1e-9), slope.shape
    (True, (1, 17))
    """
    mass = np.zeros(np.broadcast_shapes(np.shape(condensate), (*parameters.shape[:-1], 1)))
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        for _ in range(3):
            found = horizon(parameters, mass, condensate, layout)
            mass = mass - found.value / found.mass
        slope = -found.parameters / found.mass[..., None]
    return mass, slope


def condensate_of(
    parameters: FloatArray, mass: ArrayLike, guess: ArrayLike, layout: Layout
) -> tuple[FloatArray, FloatArray]:
    """Condensate that comes to rest inside, nearest to `guess`, and ``d condensate / d params``.

    Newton with steps of at most a fifth of the largest guess, to 1e-12 of it; NaN where it does
    not arrive.  Shapes as in `mass_of`.

    >>> layout = Layout()
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> mass, _ = mass_of(network, [0.02], layout)
    >>> condensate_of(network, mass, [0.025], layout)[0].round(9)  # the inverse of `mass_of`
    array([0.02])
    """
    first = np.asarray(guess, dtype=float)
    most = 0.2 * float(np.abs(first).max())
    value = np.broadcast_to(
        first, np.broadcast_shapes(first.shape, np.shape(mass), (*parameters.shape[:-1], 1))
    )
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        for _ in range(NEWTON):
            found = horizon(parameters, mass, value, layout)
            move = np.clip(found.value / found.condensate, -most, most)
            value = value - move
            if not (np.abs(move) > 1e-11 * most).any():
                break
        arrived = np.abs(move) <= 1e-9 * most
        slope = -found.parameters / found.condensate[..., None]
    return np.where(arrived, value, np.nan), slope
