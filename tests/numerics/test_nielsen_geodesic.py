import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nielsen_strategies import checked, coefficients, costs, hamiltonians, problems

from numerics.memory import BeyondMemoryError
from numerics.nielsen.cost import (
    apply_cost,
    dagger,
    from_coefficients,
    pauli_coefficients,
    support_cost,
)
from numerics.nielsen.euler_arnold import exponential, geodesic, transported_momentum
from numerics.qubits.pauli import matrices, pauli_index, weight

ROUNDING = 1e-12  # some hundred operations on entries of order one


@checked
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(coefficients(n, (2,)), costs(n))))
def test_the_transform_agrees_with_the_sum_over_strings(drawn):
    h, cost = drawn
    n = (h.shape[-1].bit_length() - 1) // 2
    strings = matrices(np.arange(4**n), n)
    H = np.einsum("bs,sij->bij", h, strings)
    np.testing.assert_allclose(from_coefficients(h), H, atol=ROUNDING)
    np.testing.assert_allclose(pauli_coefficients(H), h, atol=ROUNDING)
    expected = np.einsum("bs,sij->bij", h * cost, strings)
    np.testing.assert_allclose(apply_cost(H, cost), expected, atol=ROUNDING)


@checked
@given(problems())
def test_unitary_and_momentum_are_kept_to_rounding(problem):
    _, H, cost = problem
    path = geodesic(H, cost, steps=40, every=4)
    U = path.unitaries
    np.testing.assert_allclose(
        U @ dagger(U), np.broadcast_to(np.eye(U.shape[-1]), U.shape), atol=ROUNDING
    )
    moved = transported_momentum(path)
    np.testing.assert_allclose(moved, np.broadcast_to(moved[:, :1], moved.shape), atol=ROUNDING)
    spectra = np.linalg.eigvalsh(path.momenta)
    np.testing.assert_allclose(
        spectra, np.broadcast_to(spectra[:, :1], spectra.shape), atol=ROUNDING
    )


@checked
@given(problems(most=2))
def test_the_curve_solves_the_euler_arnold_equation(problem):
    _, H, cost = problem
    path = geodesic(H, cost, steps=80)
    h = path.times[1]
    L, U, now = path.momenta, path.unitaries, path.hamiltonians

    def slope(f):  # fourth order central difference
        return (f[:, :-4] - 8 * f[:, 1:-3] + 8 * f[:, 3:-1] - f[:, 4:]) / (12 * h)

    mid = slice(2, -2)
    rate = 1j * (L @ now - now @ L)
    # spacing 1/80 to the fourth times fifth derivatives, which reach 1e3 for the costs drawn
    np.testing.assert_allclose(slope(L), rate[:, mid], atol=2e-4)
    np.testing.assert_allclose(slope(U), (-1j * now @ U)[:, mid], atol=2e-4)


def test_the_order_is_four():
    rng = np.random.default_rng(1)
    H = from_coefficients(np.concatenate([[0], rng.normal(size=15)]) / 3)
    cost = rng.uniform(0.5, 2, 16)
    exact = geodesic(H, cost, steps=1280, every=1280).unitaries[-1]
    errors = [
        np.abs(geodesic(H, cost, steps=s, every=s).unitaries[-1] - exact).max()
        for s in (20, 40, 80)
    ]
    slopes = np.diff(np.log2(errors))
    np.testing.assert_allclose(slopes, -4, atol=0.25)


@checked
@given(hamiltonians(2), costs(1))
def test_equal_costs_give_one_parameter_groups(H, cost):
    path = geodesic(H, np.full(16, cost[1]), steps=8)
    values, vectors = np.linalg.eigh(H)
    end = (vectors * np.exp(-1j * values)) @ vectors.conj().T
    np.testing.assert_allclose(path.unitaries[-1], end, atol=ROUNDING)
    np.testing.assert_allclose(exponential(3 * H), np.linalg.matrix_power(end, 3), atol=ROUNDING)


def test_one_qubit_is_the_free_rigid_body():
    """Costs are moments of inertia; beside the energy, sum (c h)^2 is kept and h turns about."""
    cost = np.array([1.0, 3.0, 1.0, 2.0])  # I, Z, X, Y
    H = from_coefficients(np.array([0.0, 0.3, 0.01, 1.0]))
    path = geodesic(H, cost, duration=20.0, steps=2000, every=10)
    h = pauli_coefficients(path.hamiltonians)
    assert h[:, 3].min() < -0.9  # Y has the moment between the others: the tennis racket turns over
    np.testing.assert_allclose(((cost * h)[:, 1:] ** 2).sum(1), (0.9**2 + 0.01**2 + 4), rtol=1e-11)
    assert path.drift < 1e-7  # order four at steps of 0.01 over 20 units of time


@checked
@given(hamiltonians(3), st.lists(st.integers(1, 8), min_size=3, max_size=3))
def test_costs_of_support_keep_the_one_body_part(H, table):
    path = geodesic(H, support_cost(3, table, (1, 2)), steps=300, every=30)
    single = weight(np.arange(64), 3) == 1
    h = pauli_coefficients(path.hamiltonians)[:, single]
    np.testing.assert_allclose(h, np.broadcast_to(h[:1], h.shape), atol=1e-8)


def test_a_cost_of_one_string_moves_the_one_body_part():
    cost = np.ones(16)
    cost[pauli_index(["XX"])] = 2.0
    h = np.zeros(16)
    h[pauli_index(["XX", "YX"])] = 1.0
    path = geodesic(from_coefficients(h), cost, steps=50)
    moved = pauli_coefficients(path.hamiltonians)[:, pauli_index(["ZI"])[0]]
    assert np.abs(moved).max() > 0.5


@pytest.mark.parametrize(
    ("H", "cost", "words"),
    [
        (np.array([[0, 1], [0, 0]]), np.ones(4), "Hermitian"),
        (np.eye(2), np.ones(4), "traceless"),
        (np.diag([1.0, -1, 0]), np.ones(4), "shape"),
        (np.diag([1.0, -1]), np.array([1, 1, 0, 1]), "entry 2 is 0"),
        (np.diag([1.0, -1]), np.array([1, 1, -3, 1]), "positive"),
        (np.diag([1.0, -1]), np.ones(5), "entries"),
        (np.diag([1.0, -1]), np.ones((3, 4)), "shape"),
        (np.diag([np.nan, 1]), np.ones(4), "finite"),
        (np.diag([1.0, -1]), np.full(4, np.inf), "finite"),
    ],
)
def test_bad_input_is_named(H, cost, words):
    with pytest.raises(ValueError, match=words):
        geodesic(H, cost)


def test_what_does_not_fit_is_refused_with_its_bytes():
    points = 10**8 + 1
    with pytest.raises(BeyondMemoryError, match=str(32 * 4096 * points)):
        geodesic(np.zeros((64, 64)), np.ones(4096), steps=points - 1)
    with pytest.raises(ValueError, match="divide"):
        geodesic(np.zeros((2, 2)), np.ones(4), steps=10, every=3)
    with pytest.raises(ValueError, match="by_extent"):
        support_cost(2, 1.0, (1.0, -1.0))
