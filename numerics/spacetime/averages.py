"""Gaussian-window averages over neurons, Vanchurin (6.8), and the metric field that they define.

Derivatives come from the Gaussian itself, neuron by neuron; they are exact to rounding.

Derivative axes are last: ``gradient[..., m] = d_m value``, ``hessian[..., m, n] = d_m d_n value``.
At points ``(..., d)`` the clock stands at t = 0 and m runs over space; at events ``(..., d + 1)``,
time first, m runs over time and space.  Signature (-, +, ..., +).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, whole
from numerics.spacetime.cloud import Cloud as Cloud  # part of this module's vocabulary

CHUNK_NUMBERS = 2**20  # numbers in the largest array of one chunk of points: 8 MiB if real


@dataclass(frozen=True, eq=False)
class Jet:
    """A field at points with its derivatives, up to the order that was asked for.

    >>> cloud = Cloud(np.zeros((1, 1)), np.ones((1, 1, 1)))
    >>> jet = curly([1.0], cloud, [[1.0]], order=2)
    >>> jet.gradient.round(6).tolist(), jet.hessian.round(6).tolist()  # -x and x^2 - 1 of the value
    ([[-0.241971]], [[[0.0]]])
    """

    parts: tuple[Array, ...]

    def part(self, order: int) -> Array:
        """Return derivative number ``order``, or raise ``ValueError`` if it was not computed."""
        if order >= len(self.parts):
            raise ValueError(
                f"`order` must be at least {order}, but the field was computed with order "
                f"{len(self.parts) - 1}."
            )
        return self.parts[order]

    @property
    def value(self) -> Array:
        """The field, shape ``(..., *K)``."""
        return self.part(0)

    @property
    def gradient(self) -> Array:
        """First derivatives, shape ``(..., *K, n)``."""
        return self.part(1)

    @property
    def hessian(self) -> Array:
        """Second derivatives, shape ``(..., *K, n, n)``."""
        return self.part(2)


def curly(
    values: ArrayLike,
    cloud: Cloud,
    points: ArrayLike,
    *,
    order: int = 0,
    linear: bool = False,
    chunk: int | None = None,
) -> Jet:
    r"""Compute the curly bracket ``{A}(x)``, Vanchurin (6.8), and its derivatives.

    .. math:: \{A\}(x) = \sum_i A_i (2\pi)^{-d/2} e^{-(x^a - x_i^a) g_{i,ab} (x^b - x_i^b) / 2}

    (the paper prints d = 3).  With ``linear=True`` the last axis of A is contracted with the
    displacement: ``{A_b (x^b - x_i^b)}``, as in (8.4) to (8.7), product rule included.

    values : A, real or complex, ``(N, *K)``, or ``(N, *K, d)`` if linear; points : ``(..., d)`` or
    events ``(..., d + 1)``, real or complex (analytic, so complex steps work); order : 0, 1 or 2.
    Returns parts ``(..., *K)``, ``(..., *K, n)``, ``(..., *K, n, n)``.

    Cost: number of points times N (times d if linear) per derivative component.  Points are taken
    ``chunk`` at a time; by default the largest array holds at most ``CHUNK_NUMBERS`` numbers, or
    one point if that alone holds more; about four such arrays are alive.
    Raises ``ValueError`` for wrong shapes or an order that is not 0, 1 or 2.

    >>> cloud = Cloud(np.zeros((1, 1)), np.ones((1, 1, 1)))
    >>> curly([1.0], cloud, [[0.0], [1.0]]).value
    array([0.39894228, 0.24197072])
    """
    return _curly(values, cloud, points, order, linear, chunk, False)


def curly_of(weight: Callable[[Array], Array], cloud: Cloud, points: ArrayLike) -> Array:
    """Compute ``{A(x - x_i)}`` for any weight, value only, shape ``(..., *K)``.

    weight : called with the displacements ``x - x_i(t)``, ``(C, N, d)``, real or complex; returns
    ``(C, N, *K)``.  Points and errors as in ``curly``; an analytic weight admits complex steps.

    >>> cloud = Cloud(np.zeros((1, 1)), np.ones((1, 1, 1)))
    >>> curly_of(lambda u: u[..., 0] ** 2, cloud, [[0.0], [2.0]]).round(6)  # x^2 times the window
    array([0.      , 0.215964])
    """
    events, lead = _events(cloud, points)
    chunk = max(1, CHUNK_NUMBERS // (cloud.count * cloud.dimension))
    found = []
    for start in range(0, len(events), chunk):
        u, window = _window(cloud, events[start : start + chunk], False)
        values = np.asarray(weight(u))
        if values.shape[:2] != window.shape:
            raise ValueError(
                f"`weight` must return shape {(*window.shape, '...')}, but it returned "
                f"{values.shape}."
            )
        flat = values.reshape((*window.shape, -1))
        total = np.einsum("cn,cnk->ck", window, flat)
        found.append(total.reshape((len(window), *values.shape[2:])))
    joined = np.concatenate(found)
    return np.asarray(joined.reshape(lead + joined.shape[1:]))


def number_density(cloud: Cloud, points: ArrayLike, *, order: int = 0) -> Jet:
    """Compute ``{sqrt(g_i)}``, the ``sqrt(-g)`` of Vanchurin (6.15); its integral is N, (6.14).

    Arguments, shapes and errors as in ``curly``.

    >>> sites = np.arange(-9.0, 10.0)[:, None]  # one neuron for each unit of length
    >>> number_density(Cloud(sites, np.ones((19, 1, 1))), [[0.3]]).value.round(6)
    array([1.])
    """
    return curly(cloud.root_determinants, cloud, points, order=order)


def weighted_average(values: ArrayLike, cloud: Cloud, points: ArrayLike, *, order: int = 0) -> Jet:
    """Compute ``{A_i sqrt(g_i)} / {sqrt(g_i)}`` and its derivatives by the quotient rule.

    Windows are scaled by the largest one at each point, so that the ratio keeps its meaning far
    away from all neurons, where both brackets underflow.  Arguments, shapes, errors as in
    ``curly``.

    >>> cloud = Cloud([[-1.0], [1.0]], np.ones((2, 1, 1)))
    >>> weighted_average([0.0, 2.0], cloud, [[0.0]], order=1).gradient  # tanh' at the middle
    array([[1.]])
    """
    array = as_array("values", values)
    root = cloud.root_determinants
    if array.shape[:1] != root.shape:
        raise ValueError(f"`values` must have shape ({cloud.count}, ...), but it is {array.shape}.")
    shape = array.shape[1:]
    flat = array.reshape(cloud.count, -1)
    both = np.concatenate([flat, np.ones((cloud.count, 1))], axis=1) * root[:, None]
    jet = _curly(both, cloud, points, order, False, None, True)
    lead = jet.value.shape[:-1]
    parts = quotient(jet).parts
    return Jet(tuple(p.reshape(lead + shape + p.shape[len(lead) + 1 :]) for p in parts))


def quotient(jet: Jet) -> Jet:
    """Divide all columns of a jet ``(..., K + 1)`` by its last: ``(..., K)``, by the quotient rule.

    Where the last column is 0 the result has no meaning; the caller has looked.

    >>> quotient(Jet((np.array([6.0, 8.0, 2.0]),))).value
    array([3., 4.])
    """
    below = jet.value[..., -1:]
    mean = jet.value[..., :-1] / below
    parts = [mean]
    if len(jet.parts) > 1:
        dp, dq = jet.gradient[..., :-1, :], jet.gradient[..., -1:, :]
        slope = (dp - mean[..., None] * dq) / below[..., None]
        parts.append(slope)
    if len(jet.parts) > 2:
        ddp, ddq = jet.hessian[..., :-1, :, :], jet.hessian[..., -1:, :, :]
        cross = slope[..., :, None] * dq[..., None, :]
        bend = ddp - cross - np.swapaxes(cross, -1, -2) - mean[..., None, None] * ddq
        parts.append(bend / below[..., None, None])
    return Jet(tuple(parts))


def metric_field(cloud: Cloud, events: ArrayLike, *, order: int = 0) -> Jet:
    """Compute the averaged metric ``g_{mu nu}(t, x)``, Vanchurin (6.9) in the gauge (6.7).

    ``g_{ab} = {g_{i,ab} sqrt(g_i)} / {sqrt(g_i)}``, ``g_00 = -1``, ``g_0a = 0``.
    events : ``(..., d + 1)``, or points ``(..., d)`` at t = 0.  Always differentiates with respect
    to time and space: ``(..., n, n)``, ``(..., n, n, n)``, ``(..., n, n, n, n)`` with n = d + 1.

    >>> cloud = Cloud(np.zeros((2, 1)), np.array([[[1.0]], [[4.0]]]))
    >>> metric_field(cloud, [0.0]).value  # (1 + 4 * 2) / (1 + 2) with the weights sqrt(g_i)
    array([[-1.,  0.],
           [ 0.,  3.]])
    """
    return _synchronous(cloud.precisions, cloud, events, order)


def inverse_metric_field(cloud: Cloud, events: ArrayLike, *, order: int = 0) -> Jet:
    """Compute the averaged inverse metric ``g^{mu nu}(t, x)``, Vanchurin (6.10).

    It is the average of the inverses, not the inverse of the average.  As ``metric_field``.

    >>> cloud = Cloud(np.zeros((2, 1)), np.array([[[1.0]], [[4.0]]]))
    >>> inverse_metric_field(cloud, [0.0]).value  # 1 / 2, where the average metric has 1 / 3
    array([[-1. ,  0. ],
           [ 0. ,  0.5]])
    """
    return _synchronous(np.asarray(np.linalg.inv(cloud.precisions)), cloud, events, order)


def metric_function(cloud: Cloud) -> Callable[[Array], Array]:
    """Return the averaged metric as a function ``(..., d + 1) -> (..., d + 1, d + 1)``.

    Analytic in the event: it can be handed to ``numerics.spacetime.curvatures`` and
    ``numerics.orbits.geodesics``.

    >>> metric = metric_function(Cloud(np.zeros((1, 1)), np.full((1, 1, 1), 4.0)))
    >>> metric(np.array([0.0, 5.0]))
    array([[-1.,  0.],
           [ 0.,  4.]])
    """

    def metric(events: Array) -> Array:
        return metric_field(cloud, events).value

    return metric


def _synchronous(matrices: FloatArray, cloud: Cloud, events: ArrayLike, order: int) -> Jet:
    at = as_array("events", events)
    d = cloud.dimension
    if at.shape[-1:] == (d,):
        at = np.concatenate([np.zeros((*at.shape[:-1], 1)), at], axis=-1)
    spatial = weighted_average(matrices, cloud, at, order=order)
    parts = []
    for rank, part in enumerate(spatial.parts):
        full = np.zeros(at.shape[:-1] + (d + 1,) * (2 + rank), dtype=part.dtype)
        index = (..., slice(1, None), slice(1, None)) + (slice(None),) * rank
        full[index] = part
        if rank == 0:
            full[..., 0, 0] = -1
        parts.append(full)
    return Jet(tuple(parts))


def _curly(
    values: ArrayLike,
    cloud: Cloud,
    points: ArrayLike,
    order: int,
    linear: bool,
    chunk: int | None,
    relative: bool,
) -> Jet:
    array = as_array("values", values)
    n_neurons, d = cloud.count, cloud.dimension
    if array.shape[:1] != (n_neurons,) or (linear and (array.ndim < 2 or array.shape[-1] != d)):
        wanted = f"({n_neurons}, ..., {d})" if linear else f"({n_neurons}, ...)"
        raise ValueError(f"`values` must have shape {wanted}, but its shape is {array.shape}.")
    if order not in (0, 1, 2):
        raise ValueError(f"`order` must be 0, 1 or 2, but it is {order!r}.")
    events, lead = _events(cloud, points)
    moving = np.shape(points)[-1] == d + 1
    shape = array.shape[1:-1] if linear else array.shape[1:]
    if linear:
        array = np.moveaxis(array, -1, 1)
    table = array.reshape(n_neurons * (d if linear else 1), -1)
    n = d + moving
    widest = len(table) * max(n**order, d)
    chunk = whole("chunk", max(1, CHUNK_NUMBERS // widest) if chunk is None else chunk)
    kind = np.result_type(table, events)
    parts = [np.empty((len(events), table.shape[1]) + (n,) * r, kind) for r in range(order + 1)]
    for start in range(0, len(events), chunk):
        some = slice(start, start + chunk)
        features = _features(cloud, events[some], order, linear, moving, relative)
        for rank, feature in enumerate(features):
            # feature (n, ..., C, F) @ table (F, K): one matrix product per derivative component
            product = feature @ table
            parts[rank][some] = np.moveaxis(product, range(rank), range(-rank, 0))
    return Jet(tuple(p.reshape(lead + shape + p.shape[2:]) for p in parts))


def _window(cloud: Cloud, events: Array, relative: bool) -> tuple[Array, Array]:
    """Return displacements ``(C, N, d)`` and Gaussian windows ``(C, N)``."""
    t = events[:, 0, None, None]
    u = events[:, None, 1:] - cloud.positions
    if cloud.velocities.any() or cloud.accelerations.any():
        u = u - cloud.velocities * t - cloud.accelerations * (t * t / 2)
    exponent = np.einsum("cna,nab,cnb->cn", u, cloud.precisions, u, optimize=True) / -2
    if relative:
        exponent -= exponent.real.max(axis=1, keepdims=True)
        return u, np.exp(exponent)
    return u, np.exp(exponent) * (2 * np.pi) ** (-cloud.dimension / 2)


def _features(
    cloud: Cloud, events: Array, order: int, linear: bool, moving: bool, relative: bool
) -> list[Array]:
    """Return windows (times displacements) and derivatives, ``(n, ..., C, N)`` or ``(.., N d)``."""
    u, e = _window(cloud, events, relative)
    g, d = cloud.precisions, cloud.dimension
    steps, bend = _steps(cloud, events, moving, u.shape)
    parts = [e]
    if order >= 1:
        lowered = np.einsum("nab,cnb->cna", g, u)
        w = np.einsum("mcna,cna->mcn", steps, lowered)
        parts.append(-e * w)
    if order >= 2:
        dot = np.einsum("mcna,nab,kcnb->mkcn", steps, g, steps, optimize=True)
        second = w[:, None] * w - dot
        second[0, 0] -= (bend * lowered).sum(axis=-1)
        parts.append(e * second)
    if not linear:
        return parts
    # product rule for e * u_b; the new axis b comes last and is flattened into the neurons
    moments = [p[..., None] * u for p in parts]
    if order >= 1:
        moments[1] = moments[1] + e[..., None] * steps
    if order >= 2:
        cross = parts[1][:, None, ..., None] * steps
        moments[2] = moments[2] + cross + np.swapaxes(cross, 0, 1)
        moments[2][0, 0] += e[..., None] * bend
    return [m.reshape(*m.shape[:-2], cloud.count * d) for m in moments]


def _steps(
    cloud: Cloud, events: Array, moving: bool, shape: tuple[int, ...]
) -> tuple[Array, Array]:
    """Return ``d u / d x^m``, ``(n, C, N, d)``, and ``d^2 u / d t^2`` (zero when only space)."""
    d = cloud.dimension
    space = np.broadcast_to(np.eye(d)[:, None, None], (d, *shape))
    if not moving:
        return space, np.zeros(d)
    rate = cloud.velocities + cloud.accelerations * events[:, 0, None, None]
    return np.concatenate([-rate[None], space]), -cloud.accelerations


def _events(cloud: Cloud, points: ArrayLike) -> tuple[Array, tuple[int, ...]]:
    at = as_array("points", points)
    d = cloud.dimension
    if at.ndim == 0 or at.shape[-1] not in (d, d + 1):
        raise ValueError(
            f"`points` must have shape (..., {d}) or (..., {d + 1}), but its shape is {at.shape}."
        )
    lead = at.shape[:-1]
    flat = at.reshape(-1, at.shape[-1])
    if at.shape[-1] == d:
        flat = np.concatenate([np.zeros((len(flat), 1)), flat], axis=1)
    return flat, lead
