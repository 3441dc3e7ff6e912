"""Lie closures against algebras whose dimension and signature are known."""

from itertools import product

import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.lie_algebras import killing_signature, lie_closure, span_basis
from numerics.qubits.pauli import matrices, pauli_index


def two_body(qubits, range_=None):
    labels = ["".join(p) for p in product("IXYZ", repeat=qubits)]
    places = [[k for k, c in enumerate(x) if c != "I"] for x in labels]
    keep = [
        x for x, p in zip(labels, places, strict=True)
        if 0 < len(p) <= 2 and (range_ is None or p[-1] - p[0] <= range_)
    ]  # fmt: skip
    return 1j * matrices(pauli_index(keep), qubits)


@pytest.mark.parametrize("qubits", [2, 3, 4])
def test_two_qubit_gates_generate_all_of_su(qubits):
    assert len(lie_closure(two_body(qubits))) == 4**qubits - 1
    assert len(lie_closure(two_body(qubits, range_=1))) == 4**qubits - 1


@given(st.integers(2, 4), st.integers(0, 10**6))
@checked
def test_random_pairs_generate_classical_algebras(size, seed):
    rng = np.random.default_rng(seed)
    real = rng.normal(size=(2, size, size))
    turns = real - real.swapaxes(1, 2)
    traceless = real - np.trace(real, axis1=1, axis2=2)[:, None, None] * np.eye(size) / size
    assert len(lie_closure(turns)) == size * (size - 1) // 2 or size == 2
    basis = lie_closure(traceless)
    assert len(basis) == size**2 - 1
    half = size * (size - 1) // 2
    assert killing_signature(basis) == (size**2 - 1 - half, half)
    assert killing_signature(span_basis([*basis, np.eye(size)])) == killing_signature(basis)
    assert len(lie_closure(1j * traceless, field="C")) == size**2 - 1
    compact = 1j * (real + real.swapaxes(1, 2))
    compact -= np.trace(compact, axis1=1, axis2=2)[:, None, None] * np.eye(size) / size
    assert killing_signature(lie_closure(compact)) == (0, size**2 - 1)


@given(st.integers(1, 5), st.integers(1, 3), st.integers(0, 10**6))
@checked
def test_spans_have_the_rank_of_what_they_were_mixed_from(count, size, seed):
    rng = np.random.default_rng(seed)
    seeds = rng.normal(size=(count, size, size)) + 1j * rng.normal(size=(count, size, size))
    mixed = np.einsum("mc,cij->mij", rng.normal(size=(count + 3, count)), seeds)
    over_r, over_c = (len(span_basis(mixed, field=f)) for f in "RC")
    assert over_r == min(count, 2 * size**2)
    assert over_c == min(count, size**2)
    basis = span_basis(mixed)
    gram = np.einsum("aij,bij->ab", basis.conj(), basis).real
    np.testing.assert_allclose(gram, np.eye(over_r), atol=1e-12)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: lie_closure(np.zeros((2, 2))), r"\(m, N, N\)"),
        (lambda: lie_closure(np.full((1, 2, 2), np.nan)), "finite"),
        (lambda: span_basis(np.eye(2)[None], field="H"), "R, C"),
        (lambda: span_basis(np.eye(2)[None], tol=0.0), "`tol` must be positive"),
        (lambda: span_basis([np.eye(2), 1e-17 * np.eye(2)]), "matrix 1 is 1.0e-17 of it"),
        (lambda: span_basis([np.eye(2), np.diag([1, 1 + 1e-8])]), "share of 5.0e-09"),
        (
            lambda: span_basis([np.eye(2), np.diag([1, 1 + 1e-8])], tol=1e-10),
            "error of about 1.0e-10",
        ),
        (lambda: killing_signature(2 * np.eye(2)[None]), "orthonormal"),
        (lambda: killing_signature(span_basis(two_body(2)[:2])), "closed"),
    ],
)
def test_bad_input_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def strings(*words):
    return 1j * matrices(pauli_index(words), len(words[0]))


def chain(qubits, *letters):
    """Sums over the chain of a word of one or two letters, and the terms one by one."""
    n = qubits
    terms = [
        strings(*("I" * k + w + "I" * (n - k - len(w)) for k in range(n - len(w) + 1)))
        for w in letters
    ]
    return np.concatenate(terms), np.stack([t.sum(0) for t in terms])


@pytest.mark.parametrize("qubits", [2, 3, 4])
def test_algebras_of_hamiltonians_have_their_known_dimensions(qubits):
    """From the classification of spin chains: R. Wiersema et al., npj Quantum Inf. 10 (2024) 110.

    Open chains, term by term: XX and Z give so(2n), adding X gives su(2^n).  The two sums of the
    transverse Ising chain give n^2 dimensions (M. Larocca et al., Quantum 6 (2022) 824).
    """
    n = qubits
    one_by_one, sums = chain(n, "XX", "Z")
    assert len(lie_closure(one_by_one)) == n * (2 * n - 1)
    assert len(lie_closure(sums)) == n**2
    assert len(lie_closure(chain(n, "XX")[0])) == n - 1
    assert len(lie_closure(chain(n, "XX", "X", "Z")[0])) == 4**n - 1
    heisenberg = {2: 3, 3: 15, 4: 60}  # su(2^n) reduced by SU(2) and exchange; exact elimination
    assert len(lie_closure(chain(n, "XX", "YY", "ZZ")[0])) == heisenberg[n]


@pytest.mark.parametrize("small", [1e-3, 1e-5, 1e-7])
def test_a_small_difference_of_generators_is_a_direction(small):
    X, Z = strings("X", "Z")
    assert len(lie_closure([X, X + small * Z])) == 3
    ZZ, XI, IX = strings("ZZ", "XI", "IX")
    assert len(lie_closure([ZZ + small * XI, ZZ, IX])) == 6
    assert len(lie_closure([X, X + small * Z], tol=2 * small)) == 1


@given(st.integers(0, 10**6), st.lists(st.integers(-5, 5), min_size=3, max_size=3))
@checked
def test_frames_mixtures_and_scales_change_no_dimension(seed, powers):
    rng = np.random.default_rng(seed)
    frame = np.linalg.qr(rng.normal(size=(8, 8)) + 1j * rng.normal(size=(8, 8)))[0]
    plain = strings("XII", "ZZI", "IXI")
    turned = frame @ plain @ frame.conj().T
    assert len(lie_closure(turned * 10.0 ** np.array(powers)[:, None, None])) == 6
    mixed = np.einsum("am,mij->aij", rng.normal(size=(5, 3)), turned)
    assert len(lie_closure(mixed)) == 6
    assert len(lie_closure(turned.astype(np.complex64))) == 6


@given(st.integers(0, 10**6), st.integers(6, 10))
@checked
def test_rounded_generators_are_refused_or_read_with_their_error(seed, digits):
    rng = np.random.default_rng(seed)
    frame = np.linalg.qr(rng.normal(size=(8, 8)) + 1j * rng.normal(size=(8, 8)))[0]
    rounded = np.round(frame @ strings("XII", "ZZI", "IXI") @ frame.conj().T, digits)
    with pytest.raises(ValueError, match="give as `tol`"):
        lie_closure(rounded)
    assert len(lie_closure(rounded, tol=10.0**-digits)) == 6


@given(st.integers(1, 4), st.integers(0, 10**6))
@checked
def test_strings_and_matrices_give_one_algebra(qubits, seed):
    """In another frame the same generators are no strings any more."""
    rng = np.random.default_rng(seed)
    plain = 1j * matrices(rng.integers(0, 4**qubits, 3), qubits) * rng.normal(size=(3, 1, 1))
    size = 2**qubits
    frame = np.linalg.qr(rng.normal(size=(size, size)) + 1j * rng.normal(size=(size, size)))[0]
    basis, turned = lie_closure(plain), lie_closure(frame @ plain @ frame.conj().T)
    back = frame.conj().T @ turned @ frame
    assert len(basis) == len(turned)
    gram = np.einsum("aij,bij->ab", basis.conj(), back).real
    np.testing.assert_allclose(gram @ gram.T, np.eye(len(basis)), atol=1e-9)
    mixed_phases = plain * np.array([1, 1j, np.exp(0.3j)])[:, None, None]
    assert len(lie_closure(mixed_phases, field="C")) == len(basis)
    assert len(lie_closure(mixed_phases)) >= len(basis)


def test_a_deep_closure_keeps_its_dimension():
    rng = np.random.default_rng(0)
    real = rng.normal(size=(2, 16, 16))
    assert len(lie_closure(real - real.swapaxes(1, 2))) == 120
    compact = 1j * (real + real.swapaxes(1, 2))
    compact -= np.trace(compact, axis1=1, axis2=2)[:, None, None] * np.eye(16) / 16
    assert len(lie_closure(compact)) == 255


def test_nothing_generates_nothing():
    assert lie_closure(np.zeros((1, 2, 2))).shape == (0, 2, 2)


def test_abelian_algebras_have_no_killing_form():
    rng = np.random.default_rng(0)
    frame = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    commuting = frame @ (rng.normal(size=(3, 3))[:, :, None] * np.eye(3)) @ frame.T
    assert killing_signature(lie_closure(commuting)) == (0, 0)
