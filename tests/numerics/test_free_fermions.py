import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.circuits import ising_ket
from numerics.qubits.entanglement import (
    mutual_information_matrix,
    reduced_state,
    von_neumann_entropy,
)
from numerics.qubits.free_fermions import (
    dimerised_ring,
    gaussian_entropy,
    gaussian_mutual_information,
    hopping_correlations,
    ising_correlations,
)

TIGHT = 1e-9  # Lanczos vectors are exact to 1e-12, entropies amplify by a logarithm


def fock_ground_state(hopping, particles):
    """Exact diagonalisation on the occupations of n sites, by Jordan and Wigner."""
    n = len(hopping)
    lower = np.array([[0, 1], [0, 0]], dtype=float)
    c = []
    for i in range(n):
        m = np.eye(1)
        for j in range(n):
            m = np.kron(m, np.diag([1.0, -1.0]) if j < i else lower if j == i else np.eye(2))
        c.append(m)
    h = sum(hopping[i, j] * c[i].T @ c[j] for i in range(n) for j in range(n))
    number = np.rint(np.diag(sum(a.T @ a for a in c)))
    kept = np.flatnonzero(number == particles)
    ket = np.zeros(2**n)
    ket[kept] = np.linalg.eigh(h[np.ix_(kept, kept)])[1][:, 0]
    return ket


@pytest.mark.parametrize("field", [0.4, 1.0, 1.7])
def test_ising_blocks_agree_with_exact_diagonalisation(field):
    psi, g = ising_ket(8, field), ising_correlations(8, field)
    for size in range(1, 8):
        exact = von_neumann_entropy(reduced_state(psi, range(size)))
        assert gaussian_entropy(g[:size, :size]) == pytest.approx(float(exact), abs=TIGHT)


@checked
@given(dimerisation=st.floats(-0.8, 0.8), particles=st.integers(1, 5))
def test_hopping_entropies_agree_with_exact_diagonalisation(dimerisation, particles):
    rng = np.random.default_rng(particles)
    t = dimerised_ring(6, dimerisation) + np.diag(rng.normal(size=6))
    psi, g = fock_ground_state(t, particles), hopping_correlations(t, particles)
    for size in range(1, 6):
        exact = von_neumann_entropy(reduced_state(psi, range(size)))
        assert gaussian_entropy(g[:size, :size]) == pytest.approx(float(exact), abs=1e-7)
    table, pairs = mutual_information_matrix(psi), gaussian_mutual_information(g)
    near = np.arange(5)
    assert np.abs(table[near, near + 1] - pairs[near, near + 1]).max() < 1e-7


@checked
@given(n=st.integers(2, 20), field=st.floats(0.1, 0.9))
def test_pairs_are_blocks_of_two_and_the_whole_is_pure(n, field):
    g = ising_correlations(2 * n, field)
    table = gaussian_mutual_information(g)
    i, j = 0, n
    pick = np.ix_([i, j], [i, j])
    by_blocks = 2 * gaussian_entropy(g[:1, :1]) - gaussian_entropy(g[pick])
    assert table[i, j] == pytest.approx(float(by_blocks), abs=1e-10)
    # rounding of singular values that are 1 is amplified by the logarithm
    assert gaussian_entropy(g) < 1e-11
    half = gaussian_entropy(g[:n, :n])
    assert half == pytest.approx(float(gaussian_entropy(g[n:, n:])), abs=1e-10)


def test_critical_chains_have_their_central_charges():
    sizes = np.array([64, 128, 256])
    for g, charge in (
        (ising_correlations(1024, 1.0), 0.5),
        (hopping_correlations(dimerised_ring(1024, 0.0), 512), 1.0),
    ):
        s = [float(gaussian_entropy(g[:m, :m])) for m in sizes]
        chord = np.log2(np.sin(np.pi * sizes / 1024))
        # S = (c / 3) log2 of the chord; corrections are of order 1 / m
        assert np.polyfit(chord, s, 1)[0] == pytest.approx(charge / 3, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: ising_correlations(1, 1.0), "at least 2, but it is 1"),
        (lambda: gaussian_entropy(2 * np.eye(2)), "one is 2"),
        (lambda: gaussian_entropy(np.ones(3)), "shape is"),
        (lambda: hopping_correlations(np.ones((2, 3)), 1), "shape is"),
        (lambda: hopping_correlations([[0, 1], [0, 0]], 1), "1.0e.00 off"),
        (lambda: hopping_correlations(np.eye(3), 4), "at most 3, but it is 4"),
        (lambda: hopping_correlations(np.eye(3), 1), "differ by 0.0e.00"),
        (lambda: dimerised_ring(5, 0.1), "even, but it is 5"),
        (lambda: gaussian_mutual_information(np.ones((2, 3))), "shape is"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
