"""Strings that hang into a curved bulk: distance and energy of a quark and an antiquark.

The metric is ``ds^2 = -f(eta) dt^2 + d eta^2 + g(eta) dx^2 + ...``; a string whose ends are held at
the boundary, at large eta, hangs down to ``eta = a``.  With ``V = sqrt(f g)``, tension
``T = 1 / (2 pi alpha')`` and ``X = V^2 / V(a)^2 - 1`` the action of Nambu and Goto gives

    L = 2 int_a^inf d eta / sqrt(g X),
    E = 2 T [ int_a^inf d eta sqrt(f / X) / (sqrt(1 + X) + sqrt(X)) - int_end^a d eta sqrt(f) ]

after two straight strings down to ``eta = end``, a horizon or the end of space, are subtracted.
``eta = a + w^2`` removes the singular end; panels in w are graded towards it.
Source: J. Maldacena (1998); S.-J. Rey, S. Theisen, J.-T. Yee (1998), as in Hashimoto's slides.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import CubicSpline

from numerics._checks import FloatArray, as_real, increasing, positive, positive_float
from numerics.calculus import gauss_nodes

Profile = Callable[[FloatArray], FloatArray]
REACH = 20.0  # radii above the turning point: what lies beyond is below exp(-60) of the whole
PANELS, POINTS = 40, 16


@dataclass(frozen=True)
class Potential:
    """Distance ``L`` and energy ``E`` of strings by turning point, each ``(m,)``.

    One distance may belong to two turning points; the string that is seen is that of lower energy,
    and where all energies are positive the two straight ones.

    >>> made = hanging_strings(lambda x: np.exp(2 * x), lambda x: np.exp(2 * x), [0.0, 1.0], -40.0)
    >>> bool(np.allclose(made.distance[0] / made.distance[1], np.e))  # of r = exp(eta) alone
    True
    """

    turning: FloatArray
    distance: FloatArray
    energy: FloatArray


def hanging_strings(
    f: Profile,
    g: Profile,
    turning: ArrayLike,
    end: float,
    *,
    tension: float = 1.0,
    radius: float = 1.0,
) -> Potential:
    """Distance and energy of strings that turn at each of ``turning`` ``(m,)`` above ``end``.

    f, g : profiles of eta, any shape, positive above ``end``; they grow like exp(2 eta / radius)
    towards the boundary, and ``sqrt(f g)`` grows from every turning point on.
    end : where straight strings end.  tension : T; ``sqrt(lambda) / (2 pi)`` in AdS of radius 1.
    Relative error about 1e-10 for smooth profiles; 650 m values of each profile.
    Raises ``ValueError`` for turning points not above ``end`` and where ``f``, ``g`` do not fit.

    >>> made = hanging_strings(lambda x: np.exp(2 * x), lambda x: np.exp(2 * x), [0.0], -40.0)
    >>> round(float(made.distance[0] * made.energy[0]), 6)  # -8 pi^3 / Gamma(1/4)^4
    -1.43554
    """
    a = np.atleast_1d(as_real("turning", turning))
    if (a <= end).any():
        raise ValueError(f"`turning` must lie above the end {end:.6g}, but it is {a.min():.6g}.")
    size = positive_float("radius", radius)
    w, shares = _graded(np.sqrt(REACH * size))
    eta = a[:, None] + w**2
    at, low = _values("f", f, eta), _values("g", g, eta)
    first = _values("f", f, a) * _values("g", g, a)
    above = at * low / first[:, None] - 1
    if (above <= 0).any():
        row, column = np.argwhere(above <= 0)[0]
        raise ValueError(
            f"`turning` must lie where sqrt(f g) grows from it to the boundary, but from "
            f"{a[row]:.6g} it falls or stays until {eta[row, column]:.6g}."
        )
    root, jump = np.sqrt(above), 2 * w * shares
    distance = 2 * (jump / (np.sqrt(low) * root)).sum(-1)
    hanging = (jump * np.sqrt(at) / (root * (np.sqrt(1 + above) + root))).sum(-1)
    nodes, weights = _panels(np.linspace(0.0, 1.0, 9))
    span = a - end
    straight = (np.sqrt(_values("f", f, end + span[:, None] * nodes)) * weights).sum(-1) * span
    string = positive_float("tension", tension)
    return Potential(a, distance, 2 * string * (hanging - straight))


def asymptotic_profile(eta: ArrayLike, values: ArrayLike, radius: float = 1.0) -> Profile:
    """A profile through positive ``values`` at increasing ``eta``: both ``(n,)``, n at least 4.

    Between them a cubic spline of the logarithm, above the last exp(2 eta / radius); below the
    first the spline goes on, which is a guess: turning points belong above it.
    Raises ``ValueError`` for fewer than four values or lists of unequal length.

    >>> profile = asymptotic_profile([0, 1, 2, 3], np.exp([0, 2, 4, 6]))
    >>> round(float(np.log(profile(np.array([5.0])))[0]), 12)
    10.0
    """
    x, y = increasing("eta", eta), np.log(positive("values", values))
    if y.shape != x.shape or len(x) < 4:
        raise ValueError(
            f"`values` must be as many as `eta`, 4 or more, but they are {y.shape} and {x.shape}."
        )
    spline, slope = CubicSpline(x, y), 2 / positive_float("radius", radius)

    def profile(at: FloatArray) -> FloatArray:
        inside = np.minimum(at, x[-1])
        return np.asarray(np.exp(spline(inside) + slope * (at - inside)))

    return profile


def _values(name: str, profile: Profile, eta: FloatArray) -> FloatArray:
    values = np.broadcast_to(np.asarray(profile(eta), dtype=float), eta.shape)
    if not (np.isfinite(values).all() and (values > 0).all()):
        bad = np.argwhere(~(np.isfinite(values) & (values > 0)))[0]
        raise ValueError(
            f"`{name}` must be finite and positive, but at eta = {eta[tuple(bad)]:.6g} it is "
            f"{values[tuple(bad)]:.6g}."
        )
    return values


def _graded(end: float) -> tuple[FloatArray, FloatArray]:
    """Gauss nodes and weights on [0, end] in panels that shrink geometrically towards 0."""
    return _panels(np.concatenate([[0.0], np.geomspace(3e-4 * end, end, PANELS)]))


def _panels(edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    line = gauss_nodes(edges[:-1], edges[1:], POINTS)
    return line.points.ravel(), line.weights.ravel()
