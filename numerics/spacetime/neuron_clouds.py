"""Configurations of neurons: where they stand, how wide their windows are, how they move.

A spatial metric field is any function ``g(x)``, ``(..., d) -> (..., d, d)``, positive definite;
neuron i takes the precision matrix ``g(x_i)``.  Lengths are in units of the flat window: for
``g = delta`` the Gaussian of (6.8) has width 1.  A cubic lattice of spacing 1 then has the number
density ``{sqrt(g_i)} = 1`` up to ripples of ``2 d exp(-2 pi^2) = 5e-9 d``.

All patches are finite.  A window of width w at distance r from the edge misses ``exp(-r^2/2w^2)``
of its weight: with ``half_width`` at least 9 the middle sees the edge at the level of 1e-17.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, positive_float, whole
from numerics.calculus import gauss_nodes
from numerics.spacetime.averages import inverse_metric_field, metric_field
from numerics.spacetime.cloud import Cloud
from numerics.spacetime.curvatures import christoffel

MetricField = Callable[[Array], Array]
MARGIN = 9.0  # widths after which a Gaussian window is 3e-18


def lattice_positions(
    dimension: int, half_width: float, *, spacing: float = 1.0, offset: ArrayLike = 0.0
) -> FloatArray:
    """Return the cubic lattice points ``spacing * k + offset`` with ``|k| spacing <= half_width``.

    offset : one number or ``(d,)``.  Shape ``(N, d)``, N = (2 floor(half_width / spacing) + 1)^d.
    Raises ``ValueError`` for numbers that are not positive.

    >>> lattice_positions(1, 2.0)[:, 0]
    array([-2., -1.,  0.,  1.,  2.])
    """
    d = whole("dimension", dimension)
    step = positive_float("spacing", spacing)
    reach = int(np.floor(positive_float("half_width", half_width) / step + 1e-9))
    integers = list(product(range(-reach, reach + 1), repeat=d))
    return np.asarray(step * np.array(integers, dtype=np.float64) + as_real("offset", offset))


def random_positions(
    dimension: int, half_width: float, *, density: float = 1.0, rng: np.random.Generator
) -> FloatArray:
    """Throw ``round(density (2 half_width)^d)`` neurons uniformly into a cube, shape ``(N, d)``.

    The number density then fluctuates: its relative variance is ``(4 pi)^(-d/2) / density`` for
    unit windows.  Raises ``ValueError`` for numbers that are not positive.

    >>> random_positions(2, 5.0, rng=np.random.default_rng(0)).shape  # density 1 in a square of 100
    (100, 2)
    """
    d = whole("dimension", dimension)
    size = positive_float("half_width", half_width)
    number = round(positive_float("density", density) * (2 * size) ** d)
    return rng.uniform(-size, size, (max(1, number), d))


def random_metric(
    dimension: int,
    epsilon: float,
    *,
    rng: np.random.Generator,
    wavelength: float = 12.0,
    modes: int = 3,
) -> MetricField:
    """Draw a smooth ``g(x) = delta + epsilon h(x)`` with entries of h between -1 and 1.

    h is a sum of ``modes`` plane waves with symmetric random matrices; no wave is shorter than
    ``wavelength``.  Raises ``ValueError`` unless ``epsilon * dimension < 1`` (which keeps g
    positive definite) and the other numbers are positive.  The function is analytic.

    >>> metric = random_metric(2, 0.1, rng=np.random.default_rng(0))
    >>> g = metric(np.zeros((5, 2)))
    >>> g.shape, bool(np.abs(g - np.eye(2)).max() <= 0.1)
    ((5, 2, 2), True)
    """
    d = whole("dimension", dimension)
    if not 0 <= epsilon * d < 1:
        raise ValueError(f"`epsilon` must be in [0, 1/{d}), but it is {epsilon!r}.")
    number = whole("modes", modes)
    directions = rng.normal(size=(number, d))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    waves = 2 * np.pi / positive_float("wavelength", wavelength) * directions
    waves *= rng.uniform(0.5, 1.0, (number, 1))
    phases = rng.uniform(0, 2 * np.pi, number)
    matrices = rng.uniform(-1, 1, (number, d, d)) / number
    matrices = (matrices + np.swapaxes(matrices, 1, 2)) / 2

    def metric(x: Array) -> Array:
        h = np.tensordot(np.cos(x @ waves.T + phases), matrices, axes=1)
        return np.asarray(np.eye(d) + epsilon * h)

    return metric


def random_perturbations(
    positions: ArrayLike, epsilon: float, *, rng: np.random.Generator
) -> FloatArray:
    """Draw ``g_i = delta + epsilon h_i``, each neuron on its own, Vanchurin (6.11).

    h_i is symmetric with independent entries uniform in [-1, 1].  positions : ``(N, d)``, only
    the shape counts.  Returns ``(N, d, d)``.  Raises ``ValueError`` unless ``epsilon d < 1``.

    >>> g = random_perturbations(np.zeros((100, 3)), 0.2, rng=np.random.default_rng(0))
    >>> g.shape, bool((np.linalg.eigvalsh(g) > 0).all())
    ((100, 3, 3), True)
    """
    shape = np.shape(positions)
    d = shape[-1]
    if not 0 <= epsilon * d < 1:
        raise ValueError(f"`epsilon` must be in [0, 1/{d}), but it is {epsilon!r}.")
    upper = np.triu(rng.uniform(-1, 1, (*shape, d)))
    h = upper + np.swapaxes(np.triu(upper, 1), -1, -2)
    return np.asarray(np.eye(d) + epsilon * h)


def cloud_of(positions: ArrayLike, metric: MetricField) -> Cloud:
    """Give every neuron the precision matrix ``metric(x_i)``; velocities are zero.

    >>> cloud = cloud_of(lattice_positions(1, 2.0), lambda x: (1 + x**2)[..., None])
    >>> cloud.precisions[:, 0, 0]
    array([5., 2., 1., 2., 5.])
    """
    at = as_real("positions", positions)
    return Cloud(at, as_real("metric", metric(at)))


def tuned_lattice(matrix: ArrayLike, half_width: float, *, spacing: float = 1.0) -> Cloud:
    """Put neurons of one precision matrix g on a cubic lattice of *its own* lengths.

    ``x = L^{-T} y`` with ``g = L L^T`` and y on the cubic lattice: the spacing matches the windows
    in all directions, and ``{sqrt(g_i)} = sqrt(det g) / spacing^d``.  matrix : ``(d, d)``;
    half_width is measured in y.  Raises ``ValueError`` unless g is symmetric positive definite.

    >>> from numerics.spacetime.averages import number_density
    >>> cloud = tuned_lattice([[4.0]], MARGIN)
    >>> float(number_density(cloud, [0.0]).value.round(6))  # sqrt(det g)
    2.0
    """
    g = as_real("matrix", matrix)
    if g.ndim != 2 or g.shape[0] != g.shape[1]:
        raise ValueError(f"`matrix` must have shape (d, d), but its shape is {g.shape}.")
    y = lattice_positions(len(g), half_width, spacing=spacing)
    Cloud(np.zeros((1, len(g))), g[None])  # refuses what is not symmetric positive definite
    positions = np.linalg.solve(np.linalg.cholesky(g).T, y.T).T
    return Cloud(positions, np.broadcast_to(g, (len(y), *g.shape)).copy())


def tuned_density(
    metric: MetricField, dimension: int, half_width: float, *, spacing: float = 1.0
) -> Cloud:
    """Place neurons with number density ``sqrt(det g(x)) / spacing^d`` for a smooth metric field.

    The cubic lattice y is carried over by ``y^1 = int_0^{x^1} sqrt(det g(s, x^2, ...)) ds``, the
    other coordinates unchanged: the Jacobian is exactly ``sqrt(det g)``.  What the windows then
    see, ``{sqrt(g_i)}``, differs from ``sqrt(det g)`` by smoothing: of order ``epsilon k^2`` for
    waves of wavenumber k, not cured by more neurons.  ``metric`` must be positive definite on the
    patch.  Raises ``ValueError`` where it is not, or where Newton's method fails.

    >>> cloud = tuned_density(lambda x: 4 + 0 * x[..., None], 1, 2.0)
    >>> cloud.positions[:, 0].round(9) + 0.0  # spacing 1 / sqrt(g)
    array([-1. , -0.5,  0. ,  0.5,  1. ])
    """
    y = lattice_positions(dimension, half_width, spacing=spacing)
    line = gauss_nodes(0.0, 1.0, 24)
    target, x = y[:, 0], y.copy()

    def root(at: FloatArray) -> FloatArray:
        determinant = np.linalg.det(as_real("metric", metric(at)))
        if (determinant <= 0).any():
            raise ValueError(
                f"`metric` must be positive definite, but a determinant is {determinant.min():.6g}."
            )
        return np.asarray(np.sqrt(determinant))

    for _ in range(30):
        along = np.repeat(x[None], len(line), axis=0)
        along[..., 0] = x[:, 0] * line.points[:, None]
        wrong = x[:, 0] * (line.weights @ root(along)) - target
        x[:, 0] -= wrong / root(x)
        if np.abs(wrong).max() < 1e-12 * max(1.0, half_width):
            return cloud_of(x, metric)
    raise ValueError(
        "`metric` must vary slowly enough for its density to be inverted, but the positions are "
        f"still wrong by {np.abs(wrong).max():.6g}."
    )


def with_random_velocities(cloud: Cloud, speed: float, *, rng: np.random.Generator) -> Cloud:
    """Give all neurons isotropic velocities of length up to ``speed`` in their own metric.

    ``g_{i,ab} v^a v^b = speed^2 u^2`` with u uniform in [0, 1]: time-like for ``speed < 1``.
    Raises ``ValueError`` unless speed is positive.

    >>> cloud = tuned_lattice([[4.0]], 5.0)
    >>> moving = with_random_velocities(cloud, 0.8, rng=np.random.default_rng(0))
    >>> bool((4 * moving.velocities**2 <= 0.8**2).all())
    True
    """
    size = positive_float("speed", speed)
    direction = rng.normal(size=cloud.positions.shape)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    direction *= size * rng.uniform(0, 1, (cloud.count, 1))
    root = np.linalg.cholesky(cloud.precisions)
    v = np.linalg.solve(np.swapaxes(root, 1, 2), direction[..., None])[..., 0]
    return replace(cloud, velocities=np.asarray(v))


def with_matched_velocities(cloud: Cloud, *, rng: np.random.Generator) -> Cloud:
    """Draw velocities with ``<v^a v^b> = (g_i^{ab} + g^{ab}(x_i)) / 2``, Vanchurin (8.6).

    Gaussian, mean zero, ``g^{ab}(x)`` the averaged inverse (6.10).  Only the spatial part of (8.6)
    can be met: dx^0/dt = 1 makes its (0, 0) entry +1, the printed right-hand side is -1.  The mean
    of ``g_{i,ab} v^a v^b`` is about d: these neurons are mostly space-like.

    >>> cloud = tuned_lattice([[4.0]], 200.0)
    >>> moving = with_matched_velocities(cloud, rng=np.random.default_rng(0))
    >>> bool(abs((4 * moving.velocities**2).mean() - 1) < 0.35)  # five standard errors
    True
    """
    own = np.linalg.inv(cloud.precisions)
    inverse = inverse_metric_field(cloud, cloud.positions).value[:, 1:, 1:]
    root = np.linalg.cholesky((own + inverse) / 2)
    noise = rng.normal(size=cloud.positions.shape)
    return replace(cloud, velocities=np.asarray(np.einsum("nab,nb->na", root, noise)))


def with_geodesic_accelerations(cloud: Cloud) -> Cloud:
    """Let every neuron fall freely in the averaged metric of all, Vanchurin (7.7).

    ``d^2x^a/dt^2 = (Gamma^0_{mn} dx^a/dt - Gamma^a_{mn}) dx^m/dt dx^n/dt`` at t = 0, with Gamma of
    (6.9), which needs the velocities of all neurons but not their accelerations.

    >>> cloud = tuned_lattice([[4.0]], 5.0)  # flat: no forces
    >>> bool(np.abs(with_geodesic_accelerations(cloud).accelerations).max() < 1e-12)
    True
    """
    return replace(cloud, accelerations=geodesic_accelerations(cloud, cloud.velocities))


def geodesic_accelerations(cloud: Cloud, velocities: ArrayLike) -> FloatArray:
    """Compute the right-hand side of Vanchurin (7.7) at every neuron at t = 0, ``(N, d)``.

    velocities : ``(N, d)``, those of the test particles; the field is that of ``cloud``.
    Raises ``ValueError`` for a wrong shape.

    >>> cloud = Cloud([[-1.0], [1.0]], np.array([[[1.0]], [[4.0]]]))  # g grows along x
    >>> geodesic_accelerations(cloud, [[0.1], [0.1]])[:, 0] < 0
    array([ True,  True])
    """
    v = as_real("velocities", velocities)
    if v.shape != cloud.positions.shape:
        raise ValueError(
            f"`velocities` must have shape {cloud.positions.shape}, but its shape is {v.shape}."
        )
    jet = metric_field(cloud, cloud.positions, order=1)
    gamma = christoffel(jet.value, jet.gradient)
    u = np.concatenate([np.ones((len(v), 1)), v], axis=1)
    force = np.einsum("nmab,na,nb->nm", gamma, u, u)
    return np.asarray(force[:, :1] * v - force[:, 1:])


def middle_points(
    dimension: int, half_width: float, count: int, *, rng: np.random.Generator
) -> FloatArray:
    """Draw probe points uniformly in the part of a patch that is ``MARGIN`` from its edge.

    Returns ``(count, d)``.  Raises ``ValueError`` if the patch has no such middle.

    >>> points = middle_points(3, 10.0, 7, rng=np.random.default_rng(0))
    >>> points.shape, bool(np.abs(points).max() <= 1.0)
    ((7, 3), True)
    """
    if half_width <= MARGIN:
        raise ValueError(f"`half_width` must be larger than {MARGIN}, but it is {half_width!r}.")
    free = half_width - MARGIN
    return rng.uniform(-free, free, (whole("count", count), whole("dimension", dimension)))
