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
    ising_chain,
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


def spin_chain(bonds, fields):
    """``-sum J XX - sum h Z`` as a matrix, site 0 most significant."""
    n = len(fields)
    x, z = np.array([[0.0, 1.0], [1.0, 0.0]]), np.diag([1.0, -1.0])

    def word(ops):
        out = np.eye(1)
        for i in range(n):
            out = np.kron(out, ops.get(i, np.eye(2)))
        return out

    h = -sum(f * word({i: z}) for i, f in enumerate(fields))
    for i, j in enumerate(bonds):
        h -= j * word({i: x}) @ word({(i + 1) % n: x})
    return h


@checked
@given(n=st.integers(2, 6), ring=st.booleans(), seed=st.integers(0, 10**6))
def test_chains_of_any_signs_have_the_energy_of_exact_diagonalisation(n, ring, seed):
    rng = np.random.default_rng(seed)
    bonds, fields = rng.normal(size=n if ring else n - 1), rng.normal(size=n)
    state = ising_chain(bonds, fields)
    levels, modes = np.linalg.eigh(spin_chain(bonds, fields))
    assert state.energy == pytest.approx(levels[0], abs=1e-10)
    ket = modes[:, 0]
    signs = 1 - 2 * (np.bitwise_count(np.arange(2**n)).astype(int) % 2)
    assert ket**2 @ signs == pytest.approx(state.parity, abs=1e-6)
    inside = np.flatnonzero(signs == state.parity)
    sector = np.linalg.eigvalsh(spin_chain(bonds, fields)[np.ix_(inside, inside)])
    assert state.gap == pytest.approx(sector[1] - sector[0], abs=1e-9)
    for size in range(1, n):
        exact = von_neumann_entropy(reduced_state(ket, range(size)))
        block = state.correlations[:size, :size]
        assert gaussian_entropy(block) == pytest.approx(float(exact), abs=1e-7)


@pytest.mark.parametrize("n", range(2, 9))
@pytest.mark.parametrize("field", [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("boundary", ["periodic", "open"])
def test_ising_ground_states_of_every_sign_and_length(n, field, boundary):
    bonds = np.ones(n if boundary == "periodic" else n - 1)
    h, psi = spin_chain(bonds, [field] * n), ising_ket(n, field, boundary=boundary)
    lowest = np.linalg.eigvalsh(h)[0]
    assert psi.conj() @ h @ psi == pytest.approx(lowest, abs=1e-9)
    g = ising_correlations(n, field, boundary=boundary)
    assert -np.trace(g @ (np.diag([field] * n) - np.diag(np.ones(n - 1), 1)).T) - (
        wrapped(g, n, field) if boundary == "periodic" else 0
    ) == pytest.approx(lowest, abs=1e-9)
    for size in range(1, n):
        exact = von_neumann_entropy(reduced_state(psi, range(size)))
        assert gaussian_entropy(g[:size, :size]) == pytest.approx(float(exact), abs=1e-6)


def wrapped(g, n, field):
    """Energy of the bond that closes the ring, with the parity of the fermions in its sign."""
    return (-1 if field < 0 and n % 2 else 1) * g[n - 1, 0]


def test_three_spins_in_a_negative_field():
    """Energy -2 sqrt(3) - 3 of the ring of three, from its two-dimensional sector by hand."""
    psi, h = ising_ket(3, -2.0), spin_chain([1] * 3, [-2] * 3)
    assert psi.conj() @ h @ psi == pytest.approx(-3 - 2 * np.sqrt(3), abs=1e-10)


def test_frustrated_rings_of_several_ground_states_are_refused():
    with pytest.raises(ValueError, match="one ground state of parity"):
        ising_correlations(4, 0.0, boundary="antiperiodic")
    free = ising_correlations(4, 3.0, boundary="antiperiodic")
    exact = np.linalg.eigh(spin_chain([1, 1, 1, -1], [3] * 4))[1][:, 0]
    s = von_neumann_entropy(reduced_state(exact, [0, 1]))
    assert gaussian_entropy(free[:2, :2]) == pytest.approx(float(s), abs=1e-9)
    psi = ising_ket(4, 3.0, boundary="antiperiodic")
    assert abs(psi @ exact) == pytest.approx(1, abs=1e-9)


def test_the_infinite_chain_has_pfeutys_energy_and_magnetisation():
    """P. Pfeuty, Ann. Phys. 57 (1970) 79: -4/pi a site and <Z> = 2/pi at the critical field."""
    n = 2000
    g = ising_correlations(n, 1.0)
    energy = -np.trace(g) / n + g[0, 1]
    assert energy == pytest.approx(-4 / np.pi, abs=1e-6)  # corrections pi / (12 n^2)
    assert g[0, 0] == pytest.approx(2 / np.pi, abs=1e-6)


@pytest.mark.parametrize(("n", "particles"), [(6, 3), (8, 4), (5, 2), (5, 3), (7, 4), (9, 3)])
def test_xx_rings_of_every_length_and_filling(n, particles):
    """Energies of the spin ring -sum (XX + YY)/2 with as many spins up."""
    x, y = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]])
    h = 0
    for i in range(n):
        for p in (x, y):
            ops = [np.eye(2)] * n
            ops[i], ops[(i + 1) % n] = p, p
            word = np.eye(1)
            for op in ops:
                word = np.kron(word, op)
            h = h - word / 2
    inside = np.flatnonzero(np.bitwise_count(np.arange(2**n)) == particles)
    exact = np.linalg.eigvalsh(h[np.ix_(inside, inside)])[0]
    levels = np.linalg.eigvalsh(dimerised_ring(n, 0.0, particles=particles))
    assert levels[:particles].sum() == pytest.approx(exact, abs=1e-10)


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
        (lambda: ising_correlations(4, [1.0, 2.0]), r"`field` must be one number.*\(2,\)"),
        (lambda: ising_correlations(4, 1.0, boundary="moebius"), "but it is 'moebius'"),
        (lambda: ising_chain([1.0], [1.0]), r"n > 1, but its shape is \(1,\)"),
        (lambda: ising_chain([1.0], [1.0] * 3), r"3 or 2 entries, but its shape is \(1,\)"),
        (lambda: ising_ket(4, np.nan), "`field` must be finite"),
        (lambda: gaussian_entropy(2 * np.eye(2)), "one is 2"),
        (lambda: gaussian_entropy(np.ones(3)), "shape is"),
        (lambda: hopping_correlations(np.ones((2, 3)), 1), "shape is"),
        (lambda: hopping_correlations([[0, 1], [0, 0]], 1), "1.0e.00 off"),
        (lambda: hopping_correlations(np.eye(3), 4), "at most 3, but it is 4"),
        (lambda: hopping_correlations(np.eye(3), 1), "differ by 0.0e.00"),
        (lambda: dimerised_ring(5, 0.1), "even with a dimerisation, but it is 5"),
        (lambda: gaussian_mutual_information(np.ones((2, 3))), "shape is"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()


def test_open_chains_have_half_the_slope_of_rings():
    """(c / 6) log of the chord: P. Calabrese, J. Cardy, J. Stat. Mech. (2004) P06002, eq. (1.3)."""
    n = 512
    g = ising_correlations(n, 1.0, boundary="open")
    sizes = np.array([64, 128, 256])
    s = [float(gaussian_entropy(g[:m, :m])) for m in sizes]
    chord = np.log2(np.sin(np.pi * sizes / n))
    assert np.polyfit(chord, s, 1)[0] == pytest.approx(0.5 / 6, abs=2e-3)
