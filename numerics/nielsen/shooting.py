"""Geodesics of Nielsen's metric to a given unitary or state: upper bounds on its complexity.

Gauss-Newton on the initial velocity: the gap between the end of a geodesic and the target is a
displacement, and Jacobi fields say which change of the velocity closes it.  Starts are polygons
that descend to short ones, followed from all costs 1 to the wanted costs.  The shortest geodesic
found bounds the complexity from above; nothing here says that it is the shortest there is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, IntArray, as_array, whole
from numerics.nielsen.cost import (
    checked_cost,
    checked_hermitian,
    dagger,
    from_coefficients,
    pauli_coefficients,
)
from numerics.nielsen.euler_arnold import Geodesic, geodesic
from numerics.nielsen.jacobi import endpoint_map
from numerics.nielsen.polygon import (
    bent_polygon,
    polygon_velocity,
    shorten_polygon,
    straight_polygon,
)

Gap = Callable[[ComplexArray], tuple[FloatArray, FloatArray]]
_ROUNDING = 1e-12
_SINGULAR = 1e-6  # of the largest singular value: targets in the middle of a family of geodesics
_TRIALS = 6
_SEGMENTS, _ROUNDS = 24, 150  # of polygons, and of their descent
_NEAR, _MOST, _FEW = 1e-3, 16, 15  # a gap worth finer steps, how much finer, and rounds
_CLOSE = 1e-4  # of a length: a candidate must be shorter by more to be worth finer steps
_BEND = 0.3  # of a polygon before each stage, in half the angle that it turns by


@dataclass(frozen=True)
class Shot:
    """A geodesic, how far its end is from the target, and the lengths of all that arrived.

    ``residual`` is the norm of the Pauli coefficients of the displacement that is missing.

    >>> shot = shoot(np.diag([1, 1j]), np.ones(4), rng=np.random.default_rng(0), starts=1)
    >>> round(float(shot.lengths[0]), 6)  # pi / 4
    0.785398
    """

    path: Geodesic
    residual: float
    lengths: FloatArray

    @property
    def velocity(self) -> ComplexArray:
        """The initial Hamiltonian, shape ``(2^n, 2^n)``."""
        first: ComplexArray = self.path.hamiltonians[0]
        return first


@dataclass(frozen=True)
class Circuit:
    """Constant Hamiltonians one after the other: coefficients ``(segments, 4^n)``, durations.

    ``cost`` is their total length in the metric.

    >>> path = geodesic(np.diag([0.5, -0.5]), np.ones(4), steps=4)
    >>> round(circuit(path, 2).cost, 9)
    0.5
    """

    coefficients: FloatArray
    durations: FloatArray
    cost: float


def shoot(
    target: ArrayLike,
    cost: ArrayLike,
    *,
    rng: np.random.Generator,
    starts: int = 8,
    stages: int = 4,
    steps: int = 60,
    tolerance: float = 1e-9,
) -> Shot:
    """Return the shortest geodesic found from the identity to ``target``, up to a phase.

    target : unitary, shape ``(2^n, 2^n)``
    cost : positive costs, shape ``(4^n,)``
    starts : bent branches of the logarithm to begin with; the first is the principal one
    stages : from all costs 1 to ``cost``, equal steps of their logarithm
    steps : integration steps, even; up to 16 times as many for a target in which many geodesics
        meet, since it is reached to no better than their error

    The principal logarithm is followed by Newton's method, which keeps the symmetries of the
    target.  Every start is also bent at random into a polygon, whose energy is lowered at each
    stage: it leaves a geodesic behind its conjugate points, where shorter ones branch off.
    Newton's method then closes the gap to the target.

    Returns a ``Shot``; its length bounds the complexity from above, and can exceed it.

    Raises ``ValueError`` where the target is not unitary, and where no start arrives within
    ``tolerance``.

    >>> far = shoot(np.diag([-1j, 1j]), [1, 4, 1, 1], rng=np.random.default_rng(0), starts=2)
    >>> round(float(far.lengths[0] ** 2 / np.pi**2), 6)  # off the axis: 2/3, along it: 1
    0.666667
    """
    table, qubits = _one_cost(cost)
    goal = _unitary(target, 2**qubits)
    gap = unitary_gap(goal)
    shares = [table ** (k / stages) for k in range(1, whole("stages", stages) + 1)]
    velocity = _branch(goal, None)
    for share in shares:
        path, residual = close_gap(velocity, share, gap, steps=steps)
        velocity = path.hamiltonians[0]
    found = [(path, residual)]
    for k in range(whole("starts", starts)):
        points = straight_polygon(_branch(goal, rng if k else None), _SEGMENTS)
        for share in shares:
            points = shorten_polygon(bent_polygon(points, _BEND, rng), share, rounds=_ROUNDS)
        velocity = polygon_velocity(points, table)
        found.append(close_gap(velocity, table, gap, steps=steps, rounds=_FEW))
    shortest = np.inf
    for k, (path, residual) in sorted(enumerate(found), key=lambda item: item[1][0].length):
        fine = steps
        # close, but no closer than the error of the steps
        while path.length < shortest and tolerance < residual < _NEAR and fine < _MOST * steps:
            fine *= 4
            path, residual = close_gap(path.hamiltonians[0], table, gap, steps=fine, rounds=_FEW)
            found[k] = path, residual
        if residual <= tolerance:
            shortest = min(shortest, (1 - _CLOSE) * float(path.length))
    return _shortest(found, tolerance)


def shoot_state(
    target: ArrayLike,
    start: ArrayLike,
    cost: ArrayLike,
    *,
    rng: np.random.Generator,
    starts: int = 8,
    steps: int = 60,
    tolerance: float = 1e-9,
) -> Shot:
    """Return the shortest geodesic found whose end takes state ``start`` to ``target``.

    States are compared up to a phase; both have shape ``(2^n,)`` and norm 1. The starts are random
    velocities of length up to pi. Of the velocities that arrive, Gauss-Newton takes one near its
    start, so that the bound is rarely tight.

    Raises ``ValueError`` for states of another size or norm, and where no start arrives.

    >>> shot = shoot_state([0, 1], [1, 0], np.ones(4), rng=np.random.default_rng(0), starts=2)
    >>> bool(abs(shot.path.unitaries[-1][1, 0]) > 1 - 1e-9)
    True
    """
    table, qubits = _one_cost(cost)
    goal, origin = (_state(k, v, 2**qubits) for k, v in (("target", target), ("start", start)))
    gap = state_gap(goal, origin)
    found = []
    for _ in range(whole("starts", starts)):
        normal = rng.standard_normal(4**qubits) / np.sqrt(table)
        normal[0] = 0.0
        size = np.sqrt((table * normal**2).sum())
        velocity = from_coefficients(normal * (rng.uniform(0.1, np.pi) / size))
        found.append(close_gap(velocity, table, gap, steps=steps))
    return _shortest(found, tolerance)


def close_gap(
    velocity: ArrayLike,
    cost: ArrayLike,
    gap: Gap,
    *,
    strings: IntArray | None = None,
    steps: int = 60,
    rounds: int = 40,
) -> tuple[Geodesic, float]:
    """Return the geodesic near ``velocity`` with the smallest gap, and that gap.

    gap : ``unitary_gap(target)`` or ``state_gap(target, start)``
    strings : indices of the Pauli strings that may change in the initial velocity; None for all

    Gauss-Newton, damped (Levenberg-Marquardt) where the gap would grow.

    Raises ``ValueError`` for a velocity that is not Hermitian and for an odd number of ``steps``.

    >>> gap = unitary_gap(np.diag([-1j, 1j]))
    >>> path, missing = close_gap(np.diag([1.0, -1.0]), np.ones(4), gap, steps=20)
    >>> round(float(path.length), 6), missing < 1e-9
    (1.570796, True)
    """
    table, qubits = _one_cost(cost)
    now = checked_hermitian("velocity", velocity, 2**qubits)
    free = np.arange(1, 4**qubits) if strings is None else np.asarray(strings)
    path = geodesic(now, table, steps=steps)
    missing, reach = gap(path.unitaries[-1])
    best = float(np.linalg.norm(missing))
    damping = 0.0
    for _ in range(rounds):
        matrix = reach @ endpoint_map(path)[:, free - 1]
        gain = 0.0
        for _ in range(_TRIALS):
            rows = np.concatenate([matrix, np.sqrt(damping) * np.eye(free.size)])
            change = np.zeros(4**qubits)
            wanted = np.concatenate([missing, np.zeros(free.size)])
            change[free] = np.linalg.lstsq(rows, wanted, rcond=_SINGULAR)[0]
            trial = geodesic(now + from_coefficients(change), table, steps=steps)
            left, reach_there = gap(trial.unitaries[-1])
            size = float(np.linalg.norm(left))
            if size < best:
                gain, best = best - size, size
                now, path, missing, reach = trial.hamiltonians[0], trial, left, reach_there
                damping = damping / 10 if damping > 1e-6 else 0.0
                break
            damping = max(1e-4, 8 * damping)
        if best < _ROUNDING or gain < _ROUNDING + 1e-9 * best:
            break
    return path, best


def unitary_gap(target: ArrayLike) -> Gap:
    """Return the gap to a unitary: the displacement that leads there, in Pauli coefficients.

    target : ``(2^n, 2^n)``.  The gap takes the end of a geodesic and returns the coefficients that
    are missing, ``(m,)``, and the matrix ``(m, 4^n - 1)`` from its displacements to them.

    >>> missing, reach = unitary_gap(np.diag(np.exp([-0.5j, 0.5j])))(np.eye(2, dtype=complex))
    >>> missing.round(9).tolist()  # Z, X, Y
    [0.5, 0.0, 0.0]
    """
    goal = as_array("target", target).astype(np.complex128)

    def gap(end: ComplexArray) -> tuple[FloatArray, FloatArray]:
        missing = pauli_coefficients(principal_log(goal @ dagger(end)))[1:]
        return missing, np.eye(missing.size)

    return gap


def state_gap(target: ArrayLike, start: ArrayLike) -> Gap:
    """Return the gap to a state, up to its phase: the arc on the unit sphere, real and imaginary.

    ``start`` is the state that the end of the geodesic acts on.

    target, start : ``(2^n,)``, of norm 1.  Returns as ``unitary_gap``.

    >>> missing, reach = state_gap([0, 1], [1, 0])(np.eye(2, dtype=complex))
    >>> round(float(np.linalg.norm(missing)), 6), reach.shape  # a right angle
    (1.570796, (4, 3))
    """
    goal, origin = (np.asarray(v, dtype=np.complex128) for v in (target, start))
    strings = from_coefficients(np.eye(goal.size**2)[1:])

    def gap(end: ComplexArray) -> tuple[FloatArray, FloatArray]:
        here = end @ origin
        overlap = np.vdot(goal, here)
        phase = overlap / abs(overlap) if abs(overlap) > _ROUNDING else 1.0
        away = phase * goal - here * abs(overlap)
        sine = np.linalg.norm(away)
        if sine > _ROUNDING:
            away = away * (np.arctan2(sine, abs(overlap)) / sine)
        moves = -1j * strings @ here
        moves = moves - (moves @ here.conj())[:, None] * here
        reach = np.concatenate([moves.real, moves.imag], axis=1).T
        return np.concatenate([away.real, away.imag]), reach

    return gap


def circuit(path: Geodesic, segments: int) -> Circuit:
    """Return ``segments`` constant Hamiltonians whose product is the end of one geodesic.

    The recorded points are cut at equal numbers of intervals; the Hamiltonian between two of them
    is the logarithm of what leads from one to the next, so that the product is exact. Its cost
    exceeds the length of the geodesic by O(1/segments^2).

    Raises ``ValueError`` where the points of ``path`` cannot be cut so.

    >>> path = geodesic(np.array([[1.0, 0.5], [0.5, -1.0]]), [1, 4, 1, 1], steps=40)
    >>> made = circuit(path, 8)
    >>> made.coefficients.shape, bool(float(path.length) <= made.cost < 1.01 * float(path.length))
    ((8, 4), True)
    """
    intervals = path.times.size - 1
    if path.unitaries.ndim != 3 or intervals % whole("segments", segments):
        raise ValueError(
            f"`segments` must divide the {intervals} intervals of one geodesic, but is {segments}."
        )
    marks = path.unitaries[:: intervals // segments]
    durations = np.diff(path.times[:: intervals // segments])
    moves = np.stack([principal_log(b @ dagger(a)) for a, b in pairwise(marks)])
    coefficients = pauli_coefficients(moves) / durations[:, None]
    coefficients[:, 0] = 0.0
    total = np.sqrt((path.cost * coefficients**2).sum(axis=1)) @ durations
    return Circuit(coefficients, durations, float(total))


def principal_log(unitary: ComplexArray) -> ComplexArray:
    """Return the traceless Hermitian H with ``exp(-i H)`` the unitary up to a phase.

    The phase is chosen so that the widest gap between eigenphases lies opposite to it.

    unitary : ``(N, N)``.  Returns the same shape.

    >>> principal_log(np.diag(np.exp([-0.5j, 0.5j]))).real.round(9).diagonal().tolist()
    [0.5, -0.5]
    """
    upper, vectors = scipy.linalg.schur(unitary, output="complex")
    return _from_phases(_unwrapped(np.angle(np.diag(upper))), vectors)


def _branch(goal: ComplexArray, rng: np.random.Generator | None) -> ComplexArray:
    """A logarithm of the target: the principal one, or with 2 pi moved between eigenphases."""
    upper, vectors = scipy.linalg.schur(goal, output="complex")
    phases = _unwrapped(np.angle(np.diag(upper)))
    if rng is not None:
        turns = rng.integers(-1, 2, phases.size)
        phases = phases + 2 * np.pi * turns
    return _from_phases(phases, vectors)


def _unwrapped(phases: FloatArray) -> FloatArray:
    """Eigenphases on the circle cut at the middle of their widest gap."""
    order = np.sort(phases)
    gaps = np.diff(np.append(order, order[0] + 2 * np.pi))
    cut = order[gaps.argmax()] + gaps.max() / 2
    return np.asarray((phases - cut) % (2 * np.pi))


def _from_phases(phases: FloatArray, vectors: ComplexArray) -> ComplexArray:
    made = -(vectors * (phases - phases.mean())) @ vectors.conj().T
    return np.asarray((made + made.conj().T) / 2)


def _shortest(found: list[tuple[Geodesic, float]], tolerance: float) -> Shot:
    arrived = sorted(
        ((p, r) for p, r in found if r <= tolerance), key=lambda item: float(item[0].length)
    )
    if not arrived:
        least = min(r for _, r in found)
        raise ValueError(
            f"`target` must be reached within {tolerance:.1e} by one of {len(found)} starts, "
            f"but the smallest gap is {least:.1e}."
        )
    path, residual = arrived[0]
    return Shot(path, residual, np.array([float(p.length) for p, _ in arrived]))


def _one_cost(cost: ArrayLike) -> tuple[FloatArray, int]:
    table, qubits = checked_cost(cost)
    if table.ndim > 1:
        raise ValueError(f"`cost` must have shape ({4**qubits},), but its shape is {table.shape}.")
    return table, qubits


def _unitary(target: ArrayLike, size: int) -> ComplexArray:
    goal = as_array("target", target).astype(np.complex128)
    if goal.shape != (size, size):
        raise ValueError(f"`target` must have shape ({size}, {size}), but it is {goal.shape}.")
    off = float(np.abs(goal @ goal.conj().T - np.eye(size)).max())
    if off > 1e-10:
        raise ValueError(f"`target` must be unitary, but U U^+ differs from 1 by {off:.1e}.")
    return goal


def _state(name: str, value: ArrayLike, size: int) -> ComplexArray:
    state = as_array(name, value).astype(np.complex128)
    if state.shape != (size,):
        raise ValueError(f"`{name}` must have shape ({size},), but its shape is {state.shape}.")
    norm = float(np.linalg.norm(state))
    if abs(norm - 1) > 1e-10:
        raise ValueError(f"`{name}` must have norm 1, but its norm is {norm:.6g}.")
    return state
