"""Training a metric with sources and responses: least squares with priors, by SciPy."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from numerics._checks import FloatArray, as_real
from numerics.holography.condensate import Layout, condensate_of, mass_of, pack

BOUNDS = 3.0  # of log L and of log lambda / 4 about their centres
FTOL = 1e-6  # of the loss, far below what a standard error of the data is
Problem = Callable[[FloatArray], FloatArray]


class TrainingDivergedError(ValueError):
    """A loss that is not a number; the parameters of the last good step are kept.

    >>> TrainingDivergedError("loss must be finite", np.zeros(3)).last_good
    array([0., 0., 0.])
    """

    def __init__(self, message: str, last_good: FloatArray) -> None:
        """Keep the parameters of the last good step beside the message."""
        super().__init__(message)
        self.last_good = last_good


@dataclass(frozen=True)
class Data:
    """Sources (quark masses, GeV) and responses (condensates, GeV^3) with one error of the latter.

    Raises ``ValueError`` where they are no two lists of positive numbers, at least two, of the
    same length, with increasing sources.

    >>> len(Data(np.array([0.01, 0.02]), np.array([0.05, 0.08])).mass)
    2
    """

    mass: FloatArray
    condensate: FloatArray
    error: float = 0.001

    def __post_init__(self) -> None:
        """Refuse what cannot be trained with."""
        mass, value = as_real("mass", self.mass), as_real("condensate", self.condensate)
        if mass.ndim != 1 or mass.shape != value.shape or mass.size < 2:
            raise ValueError(
                "`mass` and `condensate` must be two lists of the same length of at least 2, but "
                f"their shapes are {mass.shape} and {value.shape}."
            )
        for name, values in (("mass", mass), ("condensate", value)):
            if values.min() <= 0:
                raise ValueError(f"`{name}` must be positive, but it is {values.min():.6g}.")
        if (np.diff(mass) <= 0).any():
            raise ValueError(
                f"`mass` must increase strictly, but a step of it is {np.diff(mass).min():.6g}."
            )
        if not self.error > 0:
            raise ValueError(f"`error` must be positive, but it is {self.error:.6g}.")


@dataclass(frozen=True)
class Prior:
    """What is wished of a metric beside the data, all as Gaussian widths or inverse ones.

    boundary : width of h(start) about 4, the value of anti-de Sitter space in five dimensions.
    smoothness : weight of ``sum eta^4 (h(eta_n+1) - h(eta_n))^2``.
    radius, coupling : centres of L (GeV^-1) and lambda; widths are those of their logarithms.

    >>> Prior(boundary=0.2).centre(Layout(3))
    array([ 4.        ,  4.        ,  4.        ,  1.43969514, -4.36615329])
    """

    boundary: float = 0.1
    smoothness: float = 0.01
    radius: float = 1 / 0.237
    radius_width: float = 0.5
    coupling: float = 0.0127
    coupling_width: float = 3.0

    def residuals(self, parameters: FloatArray, layout: Layout) -> FloatArray:
        """What is squared and added to the misfit, ``(N + 2,)``."""
        return self.matrix(layout) @ (parameters - self.centre(layout))

    def centre(self, layout: Layout) -> FloatArray:
        """Where all residuals vanish."""
        return pack(np.full(layout.layers, 4.0), self.radius, self.coupling)

    def matrix(self, layout: Layout) -> FloatArray:
        """Derivative of the residuals by the parameters, ``(N + 2, N + 2)``, invertible."""
        n = layout.layers
        rows = np.diag(
            np.r_[
                1 / self.boundary, np.zeros(n - 1), 1 / self.radius_width, 1 / self.coupling_width
            ]
        )
        weights = np.sqrt(self.smoothness) * layout.eta[1:] ** 2
        rows[np.arange(1, n), np.arange(1, n)] = weights
        rows[np.arange(1, n), np.arange(n - 1)] = -weights
        return rows


@dataclass(frozen=True)
class Trained:
    """A trained network: ``parameters (N + 2,)``, condensates ``(S,)``, misfit and prior's part.

    worst : largest distance from the data in GeV^3; evaluations : of the network with gradient.

    >>> values, layout = np.array([0.01, 0.04, 0.1]), Layout()
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> found = assess(network, data, Prior(), layout)
    >>> found.friction.shape, round(found.coupling, 6)
    ((15,), 0.03)
    """

    parameters: FloatArray
    condensate: FloatArray
    worst: float
    misfit: float
    penalty: float
    evaluations: int

    @property
    def friction(self) -> FloatArray:
        """h at the layers."""
        return self.parameters[:-2]

    @property
    def radius(self) -> float:
        """L in GeV^-1."""
        return float(np.exp(self.parameters[-2]))

    @property
    def coupling(self) -> float:
        """Lambda in units of L."""
        return float(np.exp(self.parameters[-1]))


def starts(
    count: int, data: Data, prior: Prior, layout: Layout, *, rng: np.random.Generator
) -> FloatArray:
    """Random networks to start from, ``(count, N + 2)``.

    h is 4 plus a random smooth part plus what bends down towards the horizon; of a grid of bends
    and couplings each start takes the pair whose masses are nearest to the data on a logarithmic
    scale. L and lambda are drawn around the centres of the prior.

    >>> values, layout = np.array([0.01, 0.04, 0.1]), Layout()
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> starts(2, data, Prior(), layout, rng=np.random.default_rng(0)).shape
    (2, 17)
    """
    inside = 1 - layout.eta / layout.start
    bends, couplings = np.linspace(-14, 6, 161), np.geomspace(1e-3, 1e3, 25)
    found = np.empty((count, layout.layers + 2))
    for k in range(count):
        waves = rng.normal(size=4) / np.arange(1, 5)
        rough = 4 + np.sin(np.outer(inside, np.arange(1, 5)) * np.pi) @ waves
        shape = inside ** rng.uniform(0.5, 2)
        grid = rough + bends[:, None, None] * shape
        radius = prior.radius * np.exp(0.3 * prior.radius_width * rng.normal())
        trials = pack(grid, radius, prior.coupling * couplings).reshape(-1, layout.layers + 2)
        masses, _ = mass_of(trials, data.condensate, layout)
        with np.errstate(invalid="ignore"):
            far = np.arcsinh((masses - data.mass) / (data.mass * 0.05))
            miss = np.where(np.isfinite(far).all(axis=-1), (far**2).sum(axis=-1), np.inf)
        found[k] = trials[np.argmin(miss)]
    return found


def train(
    start: ArrayLike,
    data: Data,
    prior: Prior,
    layout: Layout,
    *,
    held: float | None = None,
    offsets: FloatArray | None = None,
    most: int = 100,
) -> Trained:
    """Minimise misfit plus prior from `start`, first in masses, then in condensates.

        ``sum_i ((c(m_i) - c_i) / error)^2 + |prior|^2``

    held : a radius L (GeV^-1) to keep fixed.  offsets : ``(S + N + 2,)``, subtracted from the
    residuals, for randomised ensembles.  most : evaluations in each stage.
    Raises `TrainingDivergedError` where the start or the end is not finite.

    >>> values, layout = np.array([0.01, 0.04, 0.1]), Layout()
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> found = train(network, data, Prior(), layout, most=20)
    >>> found.worst < data.error  # GeV^3
    True
    """
    first = as_real("start", start).copy()
    free = np.ones(first.size, dtype=bool)
    if held is not None:
        first[-2], free[-2] = np.log(held), False
    centre, matrix = prior.centre(layout), prior.matrix(layout)
    shift = np.zeros(data.mass.size + first.size) if offsets is None else offsets
    steepness = np.gradient(data.condensate, data.mass) / data.error
    count = [0]

    def problem(stage: int) -> tuple[Problem, Problem]:
        kept: dict[bytes, tuple[FloatArray, FloatArray]] = {}

        def both(x: FloatArray) -> tuple[FloatArray, FloatArray]:
            key = x.tobytes()
            if key not in kept:
                kept.clear()
                count[0] += 1
                full = first.copy()
                full[free] = x
                if stage == 0:
                    masses, slope = mass_of(full, data.condensate, layout)
                    far = (masses - data.mass) * steepness
                    value = np.arcsinh(far)
                    slope = slope * (steepness / np.sqrt(1 + far**2))[:, None]
                else:
                    found, slope = condensate_of(full, data.mass, data.condensate, layout)
                    value, slope = (found - data.condensate) / data.error, slope / data.error
                value = np.concatenate([value, matrix @ (full - centre)]) - shift
                kept[key] = value, np.concatenate([slope, matrix])[:, free]
            return kept[key]

        return (lambda x: both(x)[0]), (lambda x: both(x)[1])

    width = np.where(np.arange(first.size) < first.size - 2, np.inf, BOUNDS)
    width[-1] *= 4
    low, high = (centre - width)[free], (centre + width)[free]
    x = np.clip(first[free], low + 1e-9, high - 1e-9)
    for stage in (0, 1):
        value, jacobian = problem(stage)
        if not np.isfinite(value(x)).all():
            if stage == 1:  # no condensate near the data: what the masses gave is the last good one
                break
            raise TrainingDivergedError(
                "training must start where the loss is a number, but it is not one there.", first
            )
        x = least_squares(
            value, x, jacobian, bounds=(low, high), x_scale="jac", max_nfev=most, ftol=FTOL
        ).x
    best = first.copy()
    best[free] = x
    return replace(assess(best, data, prior, layout), evaluations=count[0])


def assess(parameters: FloatArray, data: Data, prior: Prior, layout: Layout) -> Trained:
    """Condensates, misfit and penalty of a network as it is; NaN in misfit is an error.

    Raises `TrainingDivergedError` where the network has no condensate near the data.

    >>> values, layout = np.array([0.01, 0.04, 0.1]), Layout()
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> assess(network, data, Prior(), layout).misfit < 1e-9  # data that the network made
    True
    """
    found, _ = condensate_of(parameters, data.mass, data.condensate, layout)
    if not np.isfinite(found).all():
        raise TrainingDivergedError(
            "training must end at a network with a condensate near the data, but for the mass "
            f"{data.mass[~np.isfinite(found)][0]:.6g} GeV there is none.",
            parameters,
        )
    gap = found - data.condensate
    return Trained(
        parameters=parameters,
        condensate=found,
        worst=float(np.abs(gap).max()),
        misfit=float((gap**2).sum() / data.error**2),
        penalty=float((prior.residuals(parameters, layout) ** 2).sum()),
        evaluations=0,
    )
