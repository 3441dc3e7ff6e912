"""Encodings of fermions: canonical anticommutation, spectra, and strings known from print."""

import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.fermion_encodings import (
    ENCODINGS,
    encoding_matrix,
    fermion_hamiltonian,
    majorana_strings,
)
from numerics.qubits.pauli import anticommute, matrices, pauli_label, weight


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_ladder_operators_anticommute_as_fermions_do(encoding, n):
    strings, signs = majorana_strings(n, encoding)
    c = signs[..., None, None] * matrices(strings, n)
    a = (c[:, 0] + 1j * c[:, 1]) / 2
    for i in range(n):
        for j in range(n):
            both = a[i] @ a[j] + a[j] @ a[i]
            mixed = a[i] @ a[j].conj().T + a[j].conj().T @ a[i]
            np.testing.assert_allclose(both, 0, atol=1e-14)
            np.testing.assert_allclose(mixed, (i == j) * np.eye(2**n), atol=1e-14)
    # a_j empties mode j of the state whose bits are M f
    vacuum = np.eye(2**n)[0]
    assert all(np.abs(x @ vacuum).max() == 0 for x in a)
    places = 1 << np.arange(n - 1, -1, -1)
    for f in np.ndindex(*(2,) * n):
        bits = int(encoding_matrix(n, encoding) @ f % 2 @ places)
        state = vacuum
        for j in reversed(np.flatnonzero(f)):
            state = a[j].conj().T @ state
        np.testing.assert_allclose(state, np.eye(2**n)[bits], atol=1e-14)


def test_strings_of_bravyi_and_kitaev_on_four_qubits():
    """J. Seeley, M. Richard, P. Love, J. Chem. Phys. 137 (2012) 224109, table II."""
    strings, signs = majorana_strings(4, "bravyi-kitaev")
    labels = [[pauli_label(int(s), 4) for s in row] for row in strings]
    assert labels == [["XXIX", "YXIX"], ["ZXIX", "IYIX"], ["IZXX", "IZYX"], ["IZZX", "IIIY"]]
    assert (signs == 1).all()


@checked
@given(n=st.integers(1, 4), seed=st.integers(0, 10**6), encoding=st.sampled_from(ENCODINGS))
def test_hopping_has_the_levels_of_its_matrix(n, seed, encoding):
    rng = np.random.default_rng(seed)
    t = rng.normal(size=(n, n)) + 1j * rng.normal(size=(n, n))
    t = t + t.conj().T
    index, c = fermion_hamiltonian(t, encoding=encoding)
    h = np.tensordot(c, matrices(index, n), 1)
    levels = np.linalg.eigvalsh(t)
    filled = sorted(levels @ np.array(f) for f in np.ndindex(*(2,) * n))
    np.testing.assert_allclose(np.linalg.eigvalsh(h), filled, atol=1e-10)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_two_sites_of_hubbard(encoding):
    """The lowest level, half filled, is U / 2 - sqrt(U^2 / 4 + 4 t^2)."""
    t, U = 1.0, 3.0
    hop = np.zeros((4, 4))  # modes: up 0, down 0, up 1, down 1
    for spin in (0, 1):
        hop[spin, 2 + spin] = hop[2 + spin, spin] = -t
    u = np.zeros((4,) * 4)
    for site in (0, 2):
        u[site, site + 1, site + 1, site] = u[site + 1, site, site, site + 1] = U
    index, c = fermion_hamiltonian(hop, u, encoding=encoding)
    h = np.tensordot(c, matrices(index, 4), 1)
    assert np.linalg.eigvalsh(h)[0] == pytest.approx(U / 2 - np.sqrt(U**2 / 4 + 4 * t**2))


def test_weights_grow_with_the_logarithm():
    n = 12
    strings = {name: majorana_strings(n, name)[0].ravel() for name in ENCODINGS}
    most = {name: int(weight(s, n).max()) for name, s in strings.items()}
    assert most["jordan-wigner"] == n
    assert most["bravyi-kitaev"] <= np.ceil(np.log2(n)) + 1
    for s in strings.values():
        assert (anticommute(s[:, None], s, n) == ~np.eye(2 * n, dtype=bool)).all()


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: majorana_strings(3, "verstraete"), "but it is 'verstraete'"),
        (lambda: encoding_matrix(13), "at most 12, but it is 13"),
        (lambda: fermion_hamiltonian([[0, 1], [0, 0]]), "`one_body` must be Hermitian"),
        (lambda: fermion_hamiltonian(np.eye(2), np.ones(2)), r"shape \(2, 2, 2, 2\)"),
        (lambda: fermion_hamiltonian(np.zeros((2, 2)), 1j * np.eye(4).reshape((2,) * 4)), "Hermi"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
