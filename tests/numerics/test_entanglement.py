import numpy as np
import pytest
from array_strategies import checked, densities, kets
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.circuits import basis_ket, ghz_ket, haar_kets, rotation, w_ket
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
    shannon,
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


@pytest.mark.parametrize("order", [0.0, 1e-9, 1 - 1e-9, 1.0, 1 + 1e-9, 2.0, 300.0, 1e5, np.inf])
def test_renyi_entropies_of_the_completely_mixed_state_are_all_log_d(order):
    assert renyi_entropy(np.eye(16) / 16, order) == pytest.approx(4.0, abs=ROUNDING)
    assert renyi_entropy([1, 0, 0], order) == pytest.approx(0.0, abs=ROUNDING)


@pytest.mark.parametrize("near", [1e-3, 1e-6, 1e-9, 1e-12])
def test_renyi_entropies_are_smooth_at_order_one(near):
    """The slope there is -1/2 of the variance of -log2 p, in units of log2 e."""
    p = np.array([0.5, 0.3, 0.2])
    entropy = -p @ np.log2(p)
    variance = p @ np.log2(p) ** 2 - entropy**2
    for a in (1 + near, 1 - near):
        expected = entropy - (a - 1) / 2 * variance * np.log(2)
        assert renyi_entropy(np.diag(p), a) == pytest.approx(expected, abs=near**2 + 1e-13)


@pytest.mark.parametrize("gap", [1e-3, 1e-8, 1e-12])
def test_bures_distances_of_close_states(gap):
    """Of commuting states sum (sqrt p - sqrt q)^2, of kets 2 sin(angle / 2) with 2 - 2 cos."""
    p = np.array([0.6, 0.3, 0.1])
    q = p + gap * np.array([1.0, 0.5, -1.5])
    frame = unitary(3, np.random.default_rng(0))
    one, two = (frame @ np.diag(x) @ frame.conj().T for x in (p, q))
    known = np.sqrt(((q - p) ** 2 / (np.sqrt(p) + np.sqrt(q)) ** 2).sum())
    assert bures(one, two) == pytest.approx(known, rel=1e-6 if gap > 1e-10 else 1e-2)
    assert bures([1, 0], [np.cos(gap), np.sin(gap)]) == pytest.approx(2 * np.sin(gap / 2), rel=1e-3)
    # C. Helstrom (1967): F of two qubit states is tr(rho sigma) + 2 sqrt(det rho det sigma)
    r, d = np.array([0.3, 0.2, 0.4]), np.array([gap, -gap, 0])
    sx, sy, sz = (np.array(m) for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]))
    state, moved = ((np.eye(2) + x * sx + y * sy + z * sz) / 2 for x, y, z in (r, r + d))
    metric = (d @ d + (r @ d) ** 2 / (1 - r @ r)) / 4
    tolerance = max(5 * gap, 1e-6 if gap > 1e-10 else 1e-2)
    assert bures(state, moved) == pytest.approx(np.sqrt(metric), rel=tolerance)


def test_single_precision_and_rounded_states_are_states():
    psi = haar_kets(3, (5,), rng=np.random.default_rng(2))
    exact = von_neumann_entropy(reduced_state(psi, 0))
    for rough in (psi.astype(np.complex64), np.round(psi, 8)):
        assert np.abs(von_neumann_entropy(reduced_state(rough, 0)) - exact).max() < 1e-6
    rho = np.round(outer(psi), 8)
    assert np.abs(von_neumann_entropy(partial_trace(rho, (2, 4), 0)) - exact).max() < 1e-6
    assert abs(np.trace(partial_trace(rho, (2, 4), 0)[0]) - 1) < ROUNDING


@checked
@given(psi=kets(8))
def test_kets_are_taken_where_density_matrices_are(psi):
    rho = outer(psi)
    assert np.abs(partial_trace(psi, (2, 4), 1) - partial_trace(rho, (2, 4), 1)).max() < ROUNDING
    assert np.abs(von_neumann_entropy(psi)).max() < ROUNDING
    assert fidelity(psi[0], rho[0]) == pytest.approx(1.0, abs=ROUNDING)


@pytest.mark.parametrize("p", [0.0, 0.2, 1 / 3, 0.5, 0.9, 1.0])
def test_werner_states_have_their_known_entanglement(p):
    """R. Werner, Phys. Rev. A 40 (1989) 4277; concurrence max(0, (3 p - 1) / 2)."""
    singlet = np.array([0, 1, -1, 0]) / np.sqrt(2)
    rho = p * np.outer(singlet, singlet) + (1 - p) * np.eye(4) / 4
    c = max(0.0, (3 * p - 1) / 2)
    assert concurrence(rho) == pytest.approx(c, abs=ROOTED)
    levels = np.array([(1 + 3 * p) / 4, *[(1 - p) / 4] * 3])
    entropy = -sum(x * np.log2(x) for x in levels if x > 0)
    assert von_neumann_entropy(rho) == pytest.approx(entropy, abs=ROUNDING)
    assert mutual_information(rho, (2, 2), 0, 1) == pytest.approx(2 - entropy, abs=ROUNDING)


def test_random_states_have_pages_entropy():
    """D. Page, Phys. Rev. Lett. 71 (1993) 1291: sum_(k=n+1)^(mn) 1/k - (m - 1) / 2n nats."""
    psi = haar_kets(7, (4000,), rng=np.random.default_rng(5))
    m, n = 4, 32
    page = (1 / np.arange(n + 1, m * n + 1)).sum() - (m - 1) / (2 * n)
    found = von_neumann_entropy(reduced_state(psi, (0, 1)))
    # the spread of one state is about 1 / (m n) and 4000 are averaged
    assert found.mean() == pytest.approx(page / np.log(2), abs=5e-4)


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
        (lambda: von_neumann_entropy(np.ones(3)), "norm is 1.7320"),
        (lambda: von_neumann_entropy(np.eye(2)), "trace 1, but its trace is 2"),
        (lambda: von_neumann_entropy(1.0), "shape"),
        (lambda: reduced_state([1, 0], 0.9), r"list of integers, but it is \[0.9\]"),
        (lambda: reduced_state([1, 0, 0, 0], [True, False]), "list of integers"),
        (lambda: partial_trace(np.eye(4) / 4, [2.9, 2], 0), r"integers, but it is \[2.9, 2.0\]"),
        (lambda: mutual_information(np.eye(4) / 4, (2, 2), 0, 0), r"they share \[0\]"),
        (lambda: shannon([2.0, 3.0]), "sum to 1, but its sum is 5"),
        (lambda: shannon([1.5, -0.5]), "negative, but it is -0.5"),
        (lambda: shannon(0.5), r"shape is \(\)"),
        (lambda: rotation("RX", np.nan), "`angle` must be finite"),
        (lambda: rotation("RX", [1.0, 2.0]), "`angle` must be one number"),
        (lambda: basis_ket(2, -1), "at least 0, but it is -1"),
        (lambda: basis_ket(2, 9), "below 4, but it is 9"),
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
