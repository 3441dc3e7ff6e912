"""What data determine of a metric: singular values, families of equally good ones, bands."""

from collections.abc import Callable

import numpy as np

from numerics._checks import FloatArray, whole
from numerics.holography import classification
from numerics.holography.classification import Labelled, field_of
from numerics.holography.condensate import Layout, condensate_of
from numerics.holography.network import backward
from numerics.holography.training import Data, Prior, Trained, TrainingDivergedError, train

CORRECTIONS = 12  # most Newton steps back onto the family
ON_FAMILY = 0.1  # errors, how far a member's condensates may be from those of the first
SEEN = 1e-3  # singular values below this part of the first are not used for corrections


def classification_sensitivity(friction: FloatArray, points: Labelled) -> FloatArray:
    """Singular values of ``dF/dh`` over the positive points, root mean square: ``(N,)``.

    They say how many combinations of the h of the layers the labels can see: F is resolved to the
    threshold 0.1, so that a combination with singular value s is known to about 0.1 / s.

    >>> from numerics.holography.classification import LAYOUT, schwarzschild_friction
    >>> points = Labelled(np.array([0.5, 1.0]), np.array([0.05, 0.1]), np.array([True, True]))
    >>> found = classification_sensitivity(schwarzschild_friction(LAYOUT.eta), points)
    >>> found.shape, int((found > 1e-9 * found[0]).sum())  # two points see two combinations
    ((2,), 2)
    """
    layout = classification.LAYOUT
    chosen = points.positive
    fields = field_of(friction, points.phi[chosen], points.pi[chosen], layout)
    phi = fields.phi[-1]
    slope = backward(
        fields, friction, -classification.MASS_SQUARED - 3 * phi**2,
        np.full_like(phi, 2 / layout.stop), mass_squared=classification.MASS_SQUARED,
        coupling=classification.COUPLING, step=layout.step,
    ).friction  # fmt: skip
    return np.asarray(np.linalg.svd(slope, compute_uv=False) / np.sqrt(len(phi)))


def condensate_sensitivity(parameters: FloatArray, data: Data, layout: Layout) -> FloatArray:
    """Singular values of the condensates in errors, by h, log L and log lambda: ``(S,)``.

    A combination of the parameters with singular value s is known to 1 / s; with N + 2 parameters
    and S data at least N + 2 - S combinations are not known at all.
    Raises ``ValueError`` where the network has no condensate near the data.

    >>> from numerics.holography.condensate import mass_of, pack
    >>> layout, values = Layout(), np.array([0.01, 0.04, 0.1])
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> condensate_sensitivity(network, data, layout).shape
    (3,)
    """
    _, slope = _condensates(parameters, data, layout)
    return np.asarray(np.linalg.svd(slope / data.error, compute_uv=False))


def _condensates(
    parameters: FloatArray, data: Data, layout: Layout
) -> tuple[FloatArray, FloatArray]:
    found, slope = condensate_of(parameters, data.mass, data.condensate, layout)
    if not np.isfinite(found).all():
        raise ValueError(
            "`parameters` must be those of a network with a condensate near each datum, but "
            f"{int((~np.isfinite(found)).sum())} of {found.size} have none."
        )
    return found, slope


def family(
    parameters: FloatArray, data: Data, layout: Layout, *, along: int, to: float, steps: int
) -> FloatArray:
    """Networks with the same condensates, in which one parameter runs to another value.

    From `parameters` the one with index `along` (-2: log L, -1: log lambda) is moved to `to` in
    equal steps; the others follow by the least change that keeps all condensates to a tenth of the
    error of the data (Newton with the pseudo-inverse on the directions that the data see).
    Returns the members reached, ``(at most steps + 1, N + 2)``: fewer where the next step finds no
    such network.

    >>> from numerics.holography.condensate import mass_of, pack
    >>> layout, values = Layout(), np.array([0.01, 0.04, 0.1])
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> members = family(network, data, layout, along=-2, to=np.log(1 / 0.3), steps=2)
    >>> members.shape, float(np.exp(-members[-1, -2]).round(6))  # 1 / L moved to 0.3 GeV
    ((3, 17), 0.3)
    """
    whole("steps", steps)
    wanted, _ = _condensates(parameters, data, layout)
    found = [np.asarray(parameters, dtype=np.float64)]
    free = np.arange(found[0].size) != along % found[0].size
    for value in np.linspace(found[0][along], to, steps + 1)[1:]:
        x = found[-1].copy()
        if len(found) > 1:  # secant
            x += found[-1] - found[-2]
        x[along] = value
        for _ in range(CORRECTIONS):
            here, slope = condensate_of(x, data.mass, data.condensate, layout)
            gap = (here - wanted) / data.error
            if not np.isfinite(gap).all():
                break
            move = np.linalg.lstsq(slope[:, free] / data.error, gap, rcond=SEEN)[0]
            x[free] -= move
            if np.abs(move).max() < 1e-9:
                break
        if not np.abs(gap).max() < ON_FAMILY:  # NaN too
            break
        found.append(x)
    return np.stack(found)


def ensemble(
    members: int,
    start: FloatArray,
    data: Data,
    prior: Prior,
    layout: Layout,
    *,
    rng: np.random.Generator,
    told: Callable[[int, FloatArray], None] | None = None,
    kept: FloatArray | None = None,
) -> FloatArray:
    """Samples of h, log L, log lambda given data and prior, by randomised maximum a posteriori.

    Every member minimises the loss with data and prior displaced by one standard normal number per
    residual; exact for a linear model, a good approximation near one. Members that diverge or stay
    more than five errors off a datum are left out.  told : called with the number of members tried
    and all kept so far; kept : those of a run that goes on.
    Returns ``(at most members, N + 2)``.
    Source: D. S. Oliver, N. He, A. C. Reynolds, Conditioning permeability fields to pressure data,
    1996.

    >>> from numerics.holography.condensate import mass_of, pack
    >>> layout, values = Layout(), np.array([0.01, 0.04, 0.1])
    >>> network = pack(4 - 3.75 * np.sqrt(1 - layout.eta), 1 / 0.35, 0.03)
    >>> data = Data(mass_of(network, values, layout)[0], values)
    >>> found = ensemble(1, network, data, Prior(), layout, rng=np.random.default_rng(0))
    >>> found.shape[1]  # h of 15 layers, log L, log lambda
    17
    """
    size = data.mass.size + layout.layers + 2
    found = [] if kept is None else list(kept)
    for count in range(whole("members", members)):
        noise = rng.standard_normal(size)
        try:
            one: Trained = train(start, data, prior, layout, offsets=noise)
        except TrainingDivergedError:
            continue
        if one.worst < 5 * data.error:
            found.append(one.parameters)
        if told is not None:
            told(count + 1, np.array(found))
    if not found:
        raise ValueError("`members` must leave at least one network that fits, but none does.")
    return np.stack(found)
