"""Lie closures against algebras whose dimension and signature are known."""

from itertools import product

import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.lie_closure import killing_signature, lie_closure, span_basis
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
        (lambda: killing_signature(2 * np.eye(2)[None]), "orthonormal"),
        (lambda: killing_signature(span_basis(two_body(2)[:2])), "closed"),
    ],
)
def test_bad_input_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_nothing_generates_nothing():
    assert lie_closure(np.zeros((1, 2, 2))).shape == (0, 2, 2)


def test_abelian_algebras_have_no_killing_form():
    rng = np.random.default_rng(0)
    frame = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    commuting = frame @ (rng.normal(size=(3, 3))[:, :, None] * np.eye(3)) @ frame.T
    assert killing_signature(lie_closure(commuting)) == (0, 0)
