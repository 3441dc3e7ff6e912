import numpy as np
import pytest
from array_strategies import checked, densities, kets
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.circuits import ghz_ket, haar_kets, w_ket
from numerics.qubits.convex_roof import entanglement_by_minimisation
from numerics.qubits.distances import (
    bures,
    bures_to_separable,
    fidelity,
    fubini_study,
    nearest_separable,
)
from numerics.qubits.entanglement import (
    binary_entropy,
    concurrence,
    entanglement_of_formation,
    mutual_information,
    mutual_information_matrix,
    partial_trace,
    reduced_state,
    renyi_entropy,
    three_tangle,
    von_neumann_entropy,
)
from numerics.qubits.fisher_information import quantum_fisher_matrix, unitary_derivatives

ROUNDING = 1e-12  # a few operations on numbers of order one
ROOTED = 1e-7  # square roots of eigenvalues that are zero up to 1e-16


def outer(psi):
    return psi[..., :, None] * psi[..., None, :].conj()


def unitary(dimension, rng):
    return np.linalg.qr(haar_kets(4, (dimension,), rng=rng)[:, :dimension])[0]


@checked
@given(psi=kets(8), keep=st.permutations(range(3)), size=st.integers(1, 3))
def test_reduced_states_of_kets_and_of_their_density_matrices_agree(psi, keep, size):
    kept = keep[:size]
    by_trace = partial_trace(outer(psi), (2, 2, 2), kept)
    assert np.abs(reduced_state(psi, kept) - by_trace).max() < ROUNDING


@checked
@given(a=densities(2), b=densities(3))
def test_products_have_no_mutual_information_and_give_back_their_factors(a, b):
    rho = np.einsum("nij,nkl->nikjl", a, b).reshape(-1, 6, 6)
    assert np.abs(partial_trace(rho, (2, 3), 1) - b).max() < ROUNDING
    assert np.abs(mutual_information(rho, (2, 3), 0, 1)).max() < ROUNDING
    total = von_neumann_entropy(a) + von_neumann_entropy(b)
    assert np.abs(von_neumann_entropy(rho) - total).max() < ROUNDING


@checked
@given(rho=densities(4), order=st.floats(0.2, 4.0))
def test_renyi_entropies_decrease_with_the_order(rho, order):
    below, above = renyi_entropy(rho, order), renyi_entropy(rho, order + 0.3)
    assert (below >= above - ROUNDING).all()
    assert (renyi_entropy(rho, 0) >= below - ROUNDING).all()
    assert (renyi_entropy(rho, np.inf) <= above + ROUNDING).all()
    assert np.abs(renyi_entropy(rho, 1) - von_neumann_entropy(rho)).max() < ROUNDING


def test_renyi_entropy_of_known_spectrum():
    rho = np.diag([0.5, 0.25, 0.25])
    assert renyi_entropy(rho, 2) == pytest.approx(-np.log2(0.375), abs=ROUNDING)
    assert von_neumann_entropy(rho) == pytest.approx(1.5, abs=ROUNDING)


@checked
@given(psi=kets(16))
def test_information_matrix_agrees_with_its_definition(psi):
    table = mutual_information_matrix(psi)
    pair = mutual_information(outer(psi), (2,) * 4, 1, 3)
    assert np.abs(table[:, 1, 3] - pair).max() < ROUNDING
    assert (table >= -ROUNDING).all()
    assert (table <= 2 + ROUNDING).all()


@checked
@given(psi=kets(4))
def test_entanglement_of_a_pure_pair_is_the_entropy_of_a_half(psi):
    half = von_neumann_entropy(reduced_state(psi, 0))
    # entropy amplifies the rounding of a concurrence that is nearly 1 or nearly 0
    assert np.abs(entanglement_of_formation(outer(psi)) - half).max() < ROOTED
    purity = np.einsum("nij,nji->n", *(reduced_state(psi, 0),) * 2).real
    assert np.abs(concurrence(outer(psi)) ** 2 - 2 * (1 - purity)).max() < ROOTED


@checked
@given(rho=densities(4), seed=st.integers(0, 9))
def test_concurrence_is_unchanged_by_local_unitaries_and_convex(rho, seed):
    rng = np.random.default_rng(seed)
    local = np.kron(unitary(2, rng), unitary(2, rng))
    turned = local @ rho @ local.conj().T
    assert np.abs(concurrence(turned) - concurrence(rho)).max() < ROOTED
    assert concurrence(rho.mean(0)) <= concurrence(rho).mean() + ROOTED


@checked
@given(psi=kets(8))
def test_monogamy_is_an_equality_with_the_three_tangle(psi):
    whole = 4 * np.linalg.det(reduced_state(psi, 0)).real
    parts = [concurrence(reduced_state(psi, pair)) ** 2 for pair in ((0, 1), (0, 2))]
    assert np.abs(three_tangle(psi) - (whole - parts[0] - parts[1])).max() < 1e-6


@pytest.mark.parametrize("n", [2, 3, 5])
def test_ghz_and_w_have_their_known_entanglement(n):
    table = mutual_information_matrix(np.stack([ghz_ket(n), w_ket(n)]))
    off = ~np.eye(n, dtype=bool)
    one, two = binary_entropy(1 / n), binary_entropy(2 / n)
    assert np.abs(table[0][off] - (2 if n == 2 else 1)).max() < ROUNDING
    assert np.abs(table[1][off] - (2 * one - two)).max() < ROUNDING
    assert concurrence(reduced_state(w_ket(n), (0, 1))) == pytest.approx(2 / n, abs=ROOTED)


@checked
@given(psi=kets(4, (3,)))
def test_fubini_study_is_a_distance_of_rays(psi):
    a, b, c = psi
    assert fubini_study(a, b) <= fubini_study(a, c) + fubini_study(c, b) + ROUNDING
    assert fubini_study(a, 1j * a) < 1e-12
    assert np.cos(fubini_study(a, b)) == pytest.approx(abs(np.vdot(a, b)), abs=ROUNDING)


def test_fubini_study_resolves_close_kets():
    gap = 1e-10
    close = np.array([np.cos(gap), np.sin(gap)])
    assert fubini_study([1, 0], close) == pytest.approx(gap, rel=1e-5)


@checked
@given(rho=densities(3), sigma=densities(3), psi=kets(3))
def test_fidelity_is_symmetric_and_known_for_pure_states(rho, sigma, psi):
    assert np.abs(fidelity(rho, sigma) - fidelity(sigma, rho)).max() < ROOTED
    known = np.einsum("ni,nij,nj->n", psi.conj(), rho, psi).real
    assert np.abs(fidelity(rho, outer(psi)) - known).max() < ROOTED
    assert (bures(rho, sigma) <= np.sqrt(2) + ROUNDING).all()


@checked
@given(rho=densities(4, (3,)))
def test_both_optimisations_reach_the_closed_forms(rho):
    rng = np.random.default_rng(0)
    c = np.minimum(concurrence(rho), 1.0)
    value, sigma = nearest_separable(rho, rng=rng)
    # alternating maximisation converges linearly: 1e-5 is asked of it
    assert np.abs(value - (1 + np.sqrt(1 - c**2)) / 2).max() < 1e-5
    assert np.abs(fidelity(rho, sigma) - value).max() < 1e-6
    assert concurrence(sigma).max() < ROOTED
    formed = entanglement_by_minimisation(rho, rng=rng)
    assert np.abs(formed - entanglement_of_formation(rho)).max() < 1e-5


def test_distance_to_separable_states_of_a_bell_pair():
    rho = outer(ghz_ket(2))
    found = bures_to_separable(rho, rng=np.random.default_rng(1))
    assert found == pytest.approx(np.sqrt(2 - np.sqrt(2)), abs=1e-9)


@checked
@given(rho=densities(3), root=kets(3, (2, 3)))
def test_fisher_information_is_four_times_the_bures_metric(rho, root):
    full = (rho + np.eye(3)) / 4  # full rank: the fidelity is smooth there
    k = root @ np.swapaxes(root, -1, -2).conj()
    k = (k + np.swapaxes(k, -1, -2).conj()) / 2
    fisher = quantum_fisher_matrix(full, unitary_derivatives(full, k[:, None]))[..., 0, 0]
    step = 1e-3
    levels, modes = np.linalg.eigh(k)
    turn = (modes * np.exp(-1j * step * levels)[..., None, :]) @ np.swapaxes(modes, -1, -2).conj()
    square = bures(full, turn @ full @ np.swapaxes(turn, -1, -2).conj()) ** 2
    # the next order of the square is step^4; rounding of F is divided by step^2
    assert np.abs(fisher - 4 * square / step**2).max() < 1e-4


@checked
@given(psi=kets(4, (2,)))
def test_fisher_information_of_kets_is_four_variances(psi):
    k = np.diag([0.0, 1.0, 2.0, 4.0]).astype(complex)
    weight = np.abs(psi) ** 2
    mean, square = weight @ np.diag(k).real, weight @ np.diag(k).real ** 2
    fisher = quantum_fisher_matrix(outer(psi), unitary_derivatives(outer(psi), k[None]))
    assert np.abs(fisher[:, 0, 0] - 4 * (square - mean**2)).max() < 1e-10


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: von_neumann_entropy(np.diag([0.7, 0.7])), "trace 1, but its trace is 1.4"),
        (lambda: von_neumann_entropy([[0.5, 0.25], [0, 0.5]]), r"\(0, 1\).* are 2.5e-01 off"),
        (lambda: von_neumann_entropy(np.diag([1.5, -0.5])), "the eigenvalue -0.5"),
        (lambda: von_neumann_entropy(np.ones(3)), "shape is"),
        (lambda: reduced_state([1, 1], 0), "norm is 1.41421356"),
        (lambda: reduced_state([1, 0, 0], 0), "power of two, but it is 3"),
        (lambda: reduced_state([1, 0], 1), r"but it is \(1,\)"),
        (lambda: reduced_state([np.nan, 0], 1), "contains nan"),
        (lambda: concurrence(np.eye(2) / 2), "two qubits, but its dimension is 2"),
        (lambda: three_tangle([1, 0]), "three qubits, but its dimension is 2"),
        (lambda: partial_trace(np.eye(4) / 4, (2, 3), 0), "2 x 3 = 6, but it has 4"),
        (lambda: renyi_entropy(np.eye(2) / 2, -1), "negative, but it is -1"),
        (lambda: binary_entropy(1.5), "between 0 and 1, but it is 1.5"),
        (lambda: fubini_study([1, 0], [1, 0, 0]), "but it has 3"),
        (lambda: fidelity(np.eye(2) / 2, np.eye(3) / 3), "but it has 3"),
        (
            lambda: quantum_fisher_matrix(np.diag([1, 0, 0]), np.diag([-1, 1, 0])[None]),
            "outside the support of `rho`, but it is 1 there",
        ),
    ],
)
def test_what_is_no_state_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
