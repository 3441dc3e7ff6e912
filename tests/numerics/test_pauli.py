"""Pauli strings against Kronecker products of the three matrices."""

from functools import reduce

import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.memory import BeyondMemoryError
from numerics.qubits import pauli

ONE = {
    "I": np.eye(2),
    "X": np.array([[0, 1], [1, 0]]),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]),
}
PAIRS = st.integers(1, 4).flatmap(
    lambda n: st.tuples(*(st.text("IXYZ", min_size=n, max_size=n) for _ in range(2)))
)


def dense(label):
    return reduce(np.kron, (ONE[letter] for letter in label))


@given(PAIRS)
@checked
def test_a_string_is_the_kronecker_product_of_its_letters(labels):
    n = len(labels[0])
    index = pauli.pauli_index(labels)
    assert [pauli.pauli_label(int(i), n) for i in index] == list(labels)
    for label, matrix in zip(labels, pauli.matrices(index, n), strict=True):
        np.testing.assert_array_equal(matrix, dense(label))


@given(PAIRS)
@checked
def test_products_and_commutation_follow_the_matrices(labels):
    n = len(labels[0])
    a, b = pauli.pauli_index(labels)
    c, power = pauli.product(a, b, n)
    one, two = map(dense, labels)
    np.testing.assert_array_equal(one @ two, 1j**power * pauli.matrices(c, n))
    assert pauli.anticommute(a, b, n) == bool((one @ two + two @ one == 0).all())


@given(PAIRS)
@checked
def test_weight_and_extent_count_letters(labels):
    n = len(labels[0])
    index = pauli.pauli_index(labels)
    for label, weight, extent in zip(
        labels, pauli.weight(index, n), pauli.extent(index, n), strict=True
    ):
        places = [k for k, letter in enumerate(label) if letter != "I"]
        assert weight == len(places)
        assert extent == (places[-1] - places[0] + 1 if places else 0)


def test_all_strings_form_an_orthogonal_basis():
    every = pauli.matrices(np.arange(64).reshape(8, 8), 3).reshape(64, 64)
    np.testing.assert_array_equal(every @ every.conj().T, 8 * np.eye(64))


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: pauli.pauli_index(["AB"]), "letters I, X, Y, Z"),
        (lambda: pauli.pauli_index(["X", "XX"]), "one length"),
        (lambda: pauli.pauli_index([]), "one length"),
        (lambda: pauli.weight(16, 2), r"0\.\.15"),
        (lambda: pauli.weight(0.5, 2), "integers"),
        (lambda: pauli.weight(0, 13), "at most 12"),
    ],
)
def test_bad_input_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_more_matrices_than_memory_are_refused_with_their_bytes():
    every = np.arange(4**10)
    with pytest.raises(BeyondMemoryError, match=f"{16 * 4**20} bytes"):
        pauli.matrices(every, 10)


@pytest.mark.parametrize(("n", "energy"), [(4, -2.0), (6, -2.8027756), (8, -3.6510934)])
def test_rings_of_heisenberg_have_their_known_energies(n, energy):
    """Of sum S S: J. Bonner, M. Fisher, Phys. Rev. 135 (1964) A640; six: -1 - sqrt(13) / 2."""
    words = [
        "".join(p if k in (i, (i + 1) % n) else "I" for k in range(n))
        for i in range(n)
        for p in "XYZ"
    ]
    h = sum(pauli.matrices(s, n) for s in pauli.pauli_index(words)) / 4
    assert np.linalg.eigvalsh(h)[0] == pytest.approx(energy, abs=1e-6)
