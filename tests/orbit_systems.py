"""Systems and starts of orbits, for the tests and the benchmark of geodesics."""

from functools import cache

import numpy as np
from sympy import cos, sin, symbols

from numerics.generated import load_source
from numerics.orbits.integration import System
from qmgr_sym.geometry import metrics
from qmgr_sym.geometry.right_side import right_side

MASS, SPIN = symbols("M a", real=True)


def system(code, folder):
    """The two arms bound together."""
    made = load_source("qmgr_geodesic", code.source, folder=folder)
    return System(
        made.right_side, made.monitors, code.active, code.passive, code.constant, code.monitors
    )


def carter(x, p):
    """Q = p_theta^2 + cos^2 theta (a^2 (1 - p_t^2) + p_phi^2 / sin^2 theta), for unit mass."""
    theta = x[2]
    return p[2] ** 2 + cos(theta) ** 2 * (SPIN**2 * (1 - p[0] ** 2) + p[3] ** 2 / sin(theta) ** 2)


@cache
def kerr_code(form="hamiltonian"):
    return right_side(metrics.kerr(MASS, SPIN), form, (MASS, SPIN), {"Carter": carter})


def kerr_system(folder, form="hamiltonian"):
    return system(kerr_code(form), folder)


def kerr_starts(rng, count, spin):
    """Bound time-like orbits at their largest radius on the equator: (t, r, theta, phi, p_a)."""
    r, zero = rng.uniform(8, 16, count), np.zeros(count)
    tt, tp = -(1 - 2 / r), -2 * spin / r
    pp = r**2 + spin**2 + 2 * spin**2 / r
    rate = 1 / (r**1.5 + spin)
    momentum = (tp + pp * rate) / np.sqrt(-(tt + 2 * tp * rate + pp * rate**2))
    momentum *= rng.uniform(0.93, 0.99, count)
    tilt = rng.uniform(0.05, 0.8, count)
    p_phi, p_theta = momentum * np.cos(tilt), momentum * np.sin(tilt)
    det = tt * pp - tp**2
    a, b = pp / det, -tp / det * p_phi
    c = tt / det * p_phi**2 + p_theta**2 / r**2 + 1
    p_t = (-b + np.sqrt(b * b - a * c)) / a
    return np.stack([zero, r, zero + np.pi / 2, zero, p_t, zero, p_theta, p_phi], axis=1)
