"""Short polygons of one-parameter segments between two unitaries, by descent of their energy.

A minimum of the energy is a geodesic without conjugate points, seen at K + 1 points.  Unlike a
shot, which keeps every symmetry of its start, a polygon leaves a geodesic that is no minimum.
"""

from typing import Any

import numpy as np

from numerics._checks import ComplexArray, FloatArray
from numerics.nielsen.cost import (
    apply_cost,
    dagger,
    from_coefficients,
    pauli_coefficients,
)


def straight_polygon(velocity: ComplexArray, segments: int) -> ComplexArray:
    """Points ``exp(-i t H)`` at ``segments + 1`` times from 0 to 1: ``(segments + 1, N, N)``."""
    times = np.linspace(0, 1, segments + 1)
    levels, modes = np.linalg.eigh(velocity)
    return np.asarray((modes * np.exp(-1j * times[:, None, None] * levels)) @ modes.conj().T)


def bent_polygon(points: ComplexArray, amplitude: float, rng: np.random.Generator) -> ComplexArray:
    """Points moved at random between the ends, which stay: ``(K + 1, N, N)``, unitary.

    amplitude : norm of each of the three lowest waves of the displacement.
    """
    times = np.linspace(0, 1, len(points))
    waves = rng.standard_normal((3, points[0].size))
    waves[:, 0] = 0.0
    waves *= amplitude / np.linalg.norm(waves, axis=1, keepdims=True)
    bend = np.sin(np.pi * np.multiply.outer(times, [1, 2, 3])) @ waves
    return np.asarray(_turns(*np.linalg.eigh(from_coefficients(bend))) @ points)


def shorten_polygon(points: ComplexArray, cost: FloatArray, *, rounds: int) -> ComplexArray:
    """Lower ``sum_k <H_k, H_k>`` of the segments ``exp(-i H_k)`` by moving the inner points.

    points : ``(K + 1, N, N)``, unitary, neighbours less than a half turn apart; cost : ``(4^n,)``.
    Returns the points after ``rounds`` of the method of Broyden, Fletcher, Goldfarb and Shanno with
    limited memory, in sine waves and units of the cost, where the energy of a short polygon has
    the same curvature in all directions.
    """
    from scipy.optimize import minimize

    count, strings = len(points) - 2, np.arange(1, cost.size)
    wave = np.arange(1, count + 1)
    table = np.sin(np.pi * np.multiply.outer(wave, wave) / (count + 1)) / wave
    scale = 1 / np.sqrt(cost[strings])

    def moves(x: FloatArray) -> ComplexArray:
        coefficients = np.zeros((count, cost.size))
        coefficients[:, strings] = table @ x.reshape(count, -1) * scale
        return from_coefficients(coefficients)

    def moved(x: FloatArray) -> tuple[ComplexArray, FloatArray, ComplexArray]:
        levels, modes = np.linalg.eigh(moves(x))
        inner = _turns(levels, modes) @ points[1:-1]
        return np.concatenate([points[:1], inner, points[-1:]]), levels, modes

    def energy(x: FloatArray) -> tuple[float, FloatArray]:
        now, levels, modes = moved(x)
        value, force = _energy(now, cost)
        pulled = _weighted(force, modes, _transport(levels))
        slope = pauli_coefficients(pulled)[:, strings] * scale
        return value, (table.T @ slope).ravel()

    start: Any = np.zeros(count * strings.size)
    found = minimize(energy, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return moved(found.x)[0]


def polygon_velocity(points: ComplexArray, cost: FloatArray) -> ComplexArray:
    """Initial Hamiltonian of the geodesic through a polygon, from the mean of its momentum."""
    hamiltonians, levels, modes = _segments(points)
    momenta = (len(points) - 1) * apply_cost(hamiltonians, cost)
    halves = np.asarray(_turns(levels / 2, modes) @ points[:-1])
    start = (dagger(halves) @ momenta @ halves).mean(axis=0)
    return apply_cost(np.asarray((start + dagger(start)) / 2), 1 / cost)


def _segments(points: ComplexArray) -> tuple[ComplexArray, FloatArray, ComplexArray]:
    """Logarithms H of the turns from point to point, with eigenvalues and eigenvectors.

    By the Cayley transform, whose eigenvalues are ``tan(h / 2)``.
    """
    turns = points[1:] @ dagger(points[:-1])
    one = np.eye(points.shape[-1])
    cayley: ComplexArray = np.asarray(-1j * np.linalg.solve(one + turns, one - turns))
    tangents, modes = np.linalg.eigh((cayley + dagger(cayley)) / 2)
    levels = 2 * np.arctan(tangents)
    hamiltonians = (modes * levels[:, None, :]) @ dagger(modes)
    trace = np.trace(hamiltonians, axis1=-2, axis2=-1)[:, None, None]
    return hamiltonians - trace / points.shape[-1] * one, levels, modes


def _energy(points: ComplexArray, cost: FloatArray) -> tuple[float, ComplexArray]:
    """K times the sum of the squares of the lengths, and its gradient at the inner points.

    The gradient W is that for displacements ``U -> exp(-i Y) U``: the change is the sum of the
    products of the Pauli coefficients of W and Y.
    """
    count = len(points) - 1
    hamiltonians, levels, modes = _segments(points)
    momenta = apply_cost(hamiltonians, cost)
    value = count * float((hamiltonians.conj() * momenta).real.sum()) / points.shape[-1]
    transport = _transport(levels)
    gaps = levels[:, :, None] - levels[:, None, :]
    ends = _weighted(momenta, modes, 1 / transport)
    starts = _weighted(momenta, modes, -np.exp(-1j * gaps) / transport)
    return value, 2 * count * (ends[:-1] + starts[1:])


def _turns(levels: FloatArray, modes: ComplexArray) -> ComplexArray:
    return np.asarray((modes * np.exp(-1j * levels)[..., None, :]) @ dagger(modes))


def _transport(levels: FloatArray) -> ComplexArray:
    """``(1 - exp(-i w)) / (i w)`` for differences w: what a change of H turns ``exp(-i H)`` by."""
    gaps = levels[:, :, None] - levels[:, None, :]
    return np.asarray(np.exp(-0.5j * gaps) * np.sinc(gaps / (2 * np.pi)))


def _weighted(matrix: ComplexArray, modes: ComplexArray, weights: ComplexArray) -> ComplexArray:
    """The adjoint of a multiplication by weights in a basis of eigenvectors."""
    inside = dagger(modes) @ matrix @ modes
    return np.asarray(modes @ (inside * np.swapaxes(weights, -1, -2)) @ dagger(modes))
