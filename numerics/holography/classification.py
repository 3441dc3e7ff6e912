"""Which boundary data come from a black hole: a metric learned by classifying them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import expit

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.holography.condensate import Layout
from numerics.holography.network import Fields, backward, sweep

MASS_SQUARED, COUPLING = -1.0, np.array(1.0)  # V = phi^4 / 4
BOX = (0.0, 1.5), (-0.2, 0.2)  # of phi and pi at the boundary
THRESHOLD = 0.1  # of |F| on the horizon
LAYOUT = Layout(10, 1.0, 0.1)
TEMPERATURES = (1.0, 0.3, 0.1, 0.03, 0.01)  # widths of the soft threshold, one training each
ROUNDING = 0.01  # of |F|, in thresholds
DRAW, DRAWS = 4096, 100  # points drawn at a time; draws in vain before giving up


def schwarzschild_friction(eta: ArrayLike, dimension: int = 3) -> FloatArray:
    """``h(eta) = d coth(d eta)`` of the planar AdS-Schwarzschild black hole in d + 1 dimensions.

    >>> schwarzschild_friction([1e-3, 9.0]).round(2)  # 1 / eta at the horizon, d at the boundary
    array([1000.,    3.])
    """
    return np.asarray(dimension / np.tanh(dimension * as_real("eta", eta)))


@dataclass(frozen=True)
class Labelled:
    """Boundary data phi, pi ``(S,)`` and whether each is at rest on the horizon ``(S,)``.

    >>> points = Labelled(np.zeros(2), np.array([0.0, 0.2]), np.array([True, False]))
    >>> accuracy(schwarzschild_friction(LAYOUT.eta), points, LAYOUT)
    1.0
    """

    phi: FloatArray
    pi: FloatArray
    positive: np.ndarray


def on_horizon(friction: ArrayLike, phi: ArrayLike, pi: ArrayLike, layout: Layout) -> FloatArray:
    """``F = 2 pi / eta - m^2 phi - dV/dphi`` behind the last layer, for V = phi^4 / 4, m^2 = -1.

    friction : ``(N,)``; phi, pi : ``(S,)``.  Returns ``(S,)``; inf or NaN where a field overflows.

    >>> true = schwarzschild_friction(LAYOUT.eta)
    >>> on_horizon(true, [0.0, 1.0], [0.0, 0.1], LAYOUT).round(2)  # no field, no force
    array([ 0. , 39.4])

    Hashimoto, Sugishita, Tanaka, Tomiya, arXiv:1802.08313, section III.
    """
    return _readout(field_of(as_real("friction", friction), phi, pi, layout), layout)


def field_of(friction: FloatArray, phi: ArrayLike, pi: ArrayLike, layout: Layout) -> Fields:
    """The field at every layer; inf or NaN where it overflows.

    >>> field = field_of(schwarzschild_friction(LAYOUT.eta), [1.0], [0.0], LAYOUT)
    >>> field.phi.shape, float(field.phi[0, 0])  # before the first of ten layers and after each
    ((11, 1), 1.0)
    """
    x, p = np.asarray(phi, dtype=np.float64), np.asarray(pi, dtype=np.float64)
    return sweep(friction, x, p, MASS_SQUARED, COUPLING, layout.step)


def _readout(fields: Fields, layout: Layout) -> FloatArray:
    phi, pi = fields.phi[-1], fields.pi[-1]
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(2 * pi / layout.stop - MASS_SQUARED * phi - phi**3)


def labelled(
    count: int, friction: ArrayLike, layout: Layout, *, rng: np.random.Generator
) -> Labelled:
    """Draw `count` positive and `count` negative boundary points in the box, by rejection.

    A point is positive where ``|F| < 0.1`` with the given metric; with the black hole's one in
    eight hundred is.  Raises ``ValueError`` where `DRAWS` draws bring no further point that is
    wanted.

    >>> true = schwarzschild_friction(LAYOUT.eta)
    >>> points = labelled(3, true, LAYOUT, rng=np.random.default_rng(0))
    >>> int(points.positive.sum()), len(points.phi)
    (3, 6)
    """
    whole("count", count)
    kept = {label: np.empty((2, 0)) for label in (True, False)}
    empty = 0
    while empty < DRAWS:
        points = np.stack([rng.uniform(*side, DRAW) for side in BOX])
        value = on_horizon(friction, points[0], points[1], layout)
        inside = np.abs(np.where(np.isfinite(value), value, np.inf)) < THRESHOLD
        before = kept[True].shape[1] + kept[False].shape[1]
        for label, chosen in kept.items():
            kept[label] = np.concatenate([chosen, points[:, inside == label]], axis=1)[:, :count]
        after = kept[True].shape[1] + kept[False].shape[1]
        if after == 2 * count:
            phi, pi = np.concatenate([kept[True], kept[False]], axis=1)
            return Labelled(phi, pi, np.arange(2 * count) < count)
        empty = empty + 1 if after == before else 0
    short = min(kept, key=lambda label: kept[label].shape[1])
    raise ValueError(
        f"`friction` must have points of both labels in the box, but of {count} with label "
        f"{int(short)} there are {kept[short].shape[1]}."
    )


def accuracy(friction: ArrayLike, points: Labelled, layout: Layout) -> float:
    """Share of points whose label the metric gives.

    >>> true = schwarzschild_friction(LAYOUT.eta)
    >>> accuracy(true, labelled(3, true, LAYOUT, rng=np.random.default_rng(0)), LAYOUT)
    1.0
    """
    value = np.abs(on_horizon(friction, points.phi, points.pi, layout))
    return float(((value < THRESHOLD) == points.positive).mean())


def loss(
    friction: FloatArray,
    points: Labelled,
    layout: Layout,
    *,
    temperature: float,
    smoothness: float,
) -> tuple[float, FloatArray]:
    """Mean cross-entropy of the soft labels plus the smoothness prior, with its gradient ``(N,)``.

    The soft label is ``sigma((0.1 - |F|) / (0.1 temperature))``, with ``|F|`` rounded at zero; the
    prior is ``smoothness sum eta^4 (h(eta_n+1) - h(eta_n))^2``.  inf or NaN where F overflows.

    >>> points = Labelled(np.zeros(1), np.zeros(1), np.array([True]))
    >>> value, slope = loss(np.full(10, 3.0), points, LAYOUT, temperature=1.0, smoothness=1.0)
    >>> round(value, 2), slope.shape  # about log(1 + 1 / e): |F| = 0, no steps
    (0.32, (10,))
    """
    fields = field_of(friction, points.phi, points.pi, layout)
    value = _readout(fields, layout)
    width = THRESHOLD * temperature
    side = np.where(points.positive, 1.0, -1.0)
    with np.errstate(over="ignore", invalid="ignore"):
        size = np.sqrt(value**2 + (ROUNDING * THRESHOLD) ** 2)
        margin = side * (THRESHOLD - size) / width
        total = float(np.logaddexp(0, -margin).mean())
    if not np.isfinite(total):
        return np.inf, np.zeros_like(friction)
    by_value = expit(-margin) * side / width * value / size / value.size
    back = backward(
        fields, friction, by_value * (-MASS_SQUARED - 3 * fields.phi[-1] ** 2),
        by_value * 2 / layout.stop, mass_squared=MASS_SQUARED, coupling=COUPLING, step=layout.step,
    )  # fmt: skip
    steps = np.diff(friction) * layout.eta[1:] ** 4 * smoothness
    slope = back.friction.sum(axis=0)
    slope[1:] += 2 * steps
    slope[:-1] -= 2 * steps
    return total + float((steps * np.diff(friction)).sum()), slope


@dataclass(frozen=True)
class Learned:
    """A metric learned by classification: h ``(N,)``, its last loss, evaluations made.

    >>> points = Labelled(np.zeros(1), np.zeros(1), np.array([True]))
    >>> found = learn(np.full(10, 3.0), points, LAYOUT, smoothness=1.0, first=4, steps=1)
    >>> found.friction.round(6)[:3], round(found.loss, 6)  # nothing to learn
    (array([3., 3., 3.]), 0.0)
    """

    friction: FloatArray
    loss: float
    evaluations: int


def learn(
    start: ArrayLike,
    points: Labelled,
    layout: Layout,
    *,
    smoothness: float,
    first: int = 0,
    steps: int = 300,
    told: Callable[[int, FloatArray], None] | None = None,
) -> Learned:
    """Minimise `loss` by L-BFGS at falling temperatures, each from where the last one ended.

    first : the temperature to begin with, for a run that goes on.  told : called with the number
    of temperatures done and h after each, to keep a checkpoint.
    Raises ``ValueError`` where the loss is no number at the start or at the end of a temperature;
    what `told` was given last is good.

    >>> true = schwarzschild_friction(LAYOUT.eta)
    >>> points = labelled(5, true, LAYOUT, rng=np.random.default_rng(0))
    >>> found = learn(np.full(10, 4.0), points, LAYOUT, smoothness=0.1, steps=10)
    >>> accuracy(found.friction, points, LAYOUT) > accuracy(np.full(10, 4.0), points, LAYOUT)
    True
    """
    positive_float("smoothness", smoothness)
    h, count, value = as_real("start", start).copy(), 0, np.nan
    for done, temperature in enumerate(TEMPERATURES[first:], first):
        how = {"temperature": temperature, "smoothness": smoothness}
        before, _ = loss(h, points, layout, **how)
        if not np.isfinite(before):
            raise ValueError(
                f"`start` must have a loss, but at temperature {temperature:g} it is {before}; "
                "the metric before it is kept."
            )
        found = minimize(
            lambda x, how=how: loss(x, points, layout, **how),
            h,
            method="L-BFGS-B",
            jac=True,
            options={"maxiter": steps},
        )
        h, value, count = found.x, float(found.fun), count + int(found.nfev)
        if told is not None:
            told(done + 1, h)
    return Learned(h, value, count)
