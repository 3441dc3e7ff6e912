import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from nielsen_strategies import checked, costs, hamiltonians, problems

from numerics.nielsen.cost import dagger, from_coefficients, pauli_coefficients, support_cost
from numerics.nielsen.euler_arnold import geodesic
from numerics.nielsen.jacobi import endpoint_map, jacobi_field
from numerics.nielsen.polygon import (
    _energy,
    bent_polygon,
    shorten_polygon,
    straight_polygon,
)
from numerics.nielsen.shooting import (
    circuit,
    close_gap,
    principal_log,
    shoot,
    shoot_state,
    unitary_gap,
)
from numerics.qubits.pauli import weight


@checked
@given(problems(most=2, batch=(1,)), costs(2))
def test_jacobi_fields_agree_with_finite_differences(problem, change):
    n, H, cost = problem
    D = from_coefficients((change - change.mean())[: 4**n] * (np.arange(4**n) > 0) / 4)
    e = 1e-3
    path = geodesic(H, cost, steps=400)
    field = jacobi_field(path, D[None, None])

    # the fourth-order difference is off by e^4 times a fifth derivative, and 1e-13 / e
    shifts = e * np.array([1.0, -1.0, 2.0, -2.0])[:, None, None]
    moved = geodesic(H + shifts * D, cost if cost.ndim == 1 else cost[0], steps=400, every=2)
    dU, dH = (
        (8 * (f[0] - f[1]) - (f[2] - f[3])) / (12 * e)
        for f in (moved.unitaries, moved.hamiltonians)
    )
    np.testing.assert_allclose(field.velocities[0, 0], dH, atol=1e-7)
    np.testing.assert_allclose(
        field.displacements[0, 0], 1j * dU @ dagger(path.unitaries[0, ::2]), atol=1e-7
    )


def test_the_end_of_equal_costs_is_conjugate_where_sines_vanish():
    """With H = (pi/2)(ZI + IZ), strings that mix eigenvalues 2 pi apart do not move the end."""
    z = np.diag([1.0, -1.0])
    H = np.pi / 2 * (np.kron(z, np.eye(2)) + np.kron(np.eye(2), z))
    near = endpoint_map(geodesic(H / 2, np.ones(16), steps=200))
    at = endpoint_map(geodesic(H, np.ones(16), steps=200))
    assert np.linalg.matrix_rank(near, tol=1e-6) == 15
    assert np.linalg.matrix_rank(at, tol=1e-6) == 13


@checked
@given(hamiltonians(2), costs(2))
def test_shooting_returns_to_a_geodesic_that_was_known(H, cost):
    target = geodesic(H, cost, steps=60, every=60).unitaries[-1]
    path, residual = close_gap(0.9 * H, cost, unitary_gap(target))
    assert residual < 1e-10
    assert path.length <= 1.5 * geodesic(H, cost, steps=60).length + 1e-6


def test_many_starts_and_their_circuit():
    rng = np.random.default_rng(3)
    swap = np.eye(4)[[0, 2, 1, 3]].astype(complex)
    cost = support_cost(2, (1, 2))
    shot = shoot(swap, cost, rng=rng, starts=3, steps=40)
    assert shot.residual < 1e-10
    assert np.all(np.diff(shot.lengths) >= 0)
    # all of XX, YY, ZZ at pi/4 is the one-parameter group that makes a swap
    assert shot.lengths[0] <= np.pi / 4 * np.sqrt(3 * 2) + 1e-9
    made = circuit(shot.path, 8)
    product = np.eye(4)
    for h, t in zip(from_coefficients(made.coefficients), made.durations, strict=True):
        product = scipy.linalg.expm(-1j * t * h) @ product
    assert abs(abs(np.trace(swap.conj().T @ product)) - 4) < 1e-10
    assert made.cost >= shot.lengths[0] - 1e-9


@pytest.mark.parametrize("q", [4.0, 25.0, 100.0])
def test_targets_on_an_axis_are_reached_off_it(q):
    """Squashed spheres: off the axis sqrt(pi^2 - q (q - 1) z^2), z = pi / (2 (q - 1)), for q >= 2.

    Geodesics of left-invariant metrics on SU(2) with two equal costs are products of two
    one-parameter groups; on the axis the length is sqrt(q) pi / 2.
    """
    shot = shoot(np.diag([-1j, 1j]), [1, q, 1, 1], rng=np.random.default_rng(0), starts=1)
    z = np.pi / (2 * (q - 1))
    assert shot.lengths[0] == pytest.approx(np.sqrt(np.pi**2 - q * (q - 1) * z**2), abs=1e-6)
    assert shot.lengths[-1] == pytest.approx(np.sqrt(q) * np.pi / 2, abs=1e-6)
    assert shot.residual < 1e-9


def test_a_target_of_three_bodies_is_reached_by_two_body_gates():
    """exp(-i ZZZ / 2) is A exp(-i ZZI / 2) A^-1 with two-body A, of total length at most 2.07."""
    z = np.diag([1.0, -1.0])
    target = scipy.linalg.expm(-0.5j * np.kron(z, np.kron(z, z)))
    cost = support_cost(3, (1, 1, 100))
    shot = shoot(target, cost, rng=np.random.default_rng(0), starts=1)
    assert shot.lengths[0] < 1.7  # 5 along the logarithm
    end = shot.path.unitaries[-1]
    assert abs(abs(np.trace(target.conj().T @ end)) - 8) < 1e-10


@checked
@given(hamiltonians(2), costs(2))
def test_the_energy_of_a_polygon_has_its_gradient_and_falls(H, cost):
    rng = np.random.default_rng(0)
    points = bent_polygon(straight_polygon(H, 6), 0.4, rng)
    value, force = _energy(points, cost)
    slope = pauli_coefficients(force)
    k, direction = 2, rng.standard_normal(16) * (np.arange(16) > 0)
    step = 1e-5

    def at(t):
        moved = points.copy()
        moved[k] = scipy.linalg.expm(-1j * t * from_coefficients(direction)) @ moved[k]
        return _energy(moved, cost)[0]

    # differences of a value of order 10^2 with 1e-14 over the step
    measured = (at(step) - at(-step)) / (2 * step)
    assert measured == pytest.approx(slope[k - 1] @ direction, rel=1e-6, abs=1e-6 * value)
    short = shorten_polygon(points, cost, rounds=40)
    assert _energy(short, cost)[0] <= value
    np.testing.assert_array_equal(short[[0, -1]], points[[0, -1]])


def test_a_state_is_reached():
    rng = np.random.default_rng(4)
    zero, bell = np.eye(4)[0], np.array([1, 0, 0, 1]) / np.sqrt(2)
    shot = shoot_state(bell, zero, np.ones(16), rng=rng, starts=4, steps=20)
    assert abs(np.vdot(bell, shot.path.unitaries[-1] @ zero)) > 1 - 1e-12
    # Hamiltonians of norm 1 move a state by at most the root of 2^n / 2 per unit of time
    assert shot.lengths[0] >= np.pi / 4 / np.sqrt(2) - 1e-9


def test_few_strings_cannot_reach_everything():
    single = np.flatnonzero(weight(np.arange(16), 2) == 1)
    cnot = np.eye(4)[[0, 1, 3, 2]].astype(complex)
    gap = unitary_gap(cnot)
    _, residual = close_gap(np.zeros((4, 4)), np.ones(16), gap, strings=single)
    assert residual > 0.1


@checked
@given(hamiltonians(3))
def test_the_logarithm_is_inverted_by_the_exponential(H):
    U = scipy.linalg.expm(-3j * H)
    again = scipy.linalg.expm(-1j * principal_log(U))
    assert abs(abs(np.trace(U.conj().T @ again)) - 8) < 1e-10


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda r: shoot(np.ones((2, 2)), np.ones(4), rng=r), "unitary"),
        (lambda r: shoot(np.eye(4), np.ones(4), rng=r), "shape"),
        (lambda r: shoot(np.eye(2), np.ones((2, 4)), rng=r), "shape"),
        (lambda r: shoot_state(np.ones(2), [1, 0], np.ones(4), rng=r), "norm 1"),
        (lambda r: shoot_state([1, 0, 0], [1, 0], np.ones(4), rng=r), "shape"),
        (lambda r: circuit(geodesic(np.zeros((2, 2)), np.ones(4), steps=4), 3), "divide"),
        (lambda r: jacobi_field(geodesic(np.zeros((2, 2)), np.ones(4), steps=3), [[[0]]]), "shape"),
        (
            lambda r: jacobi_field(
                geodesic(np.zeros((2, 2)), np.ones(4), steps=3), np.zeros((1, 2, 2))
            ),
            "even",
        ),
    ],
)
def test_bad_targets_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(np.random.default_rng(0))
