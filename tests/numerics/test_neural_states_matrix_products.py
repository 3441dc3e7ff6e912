import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neural_strategies import machine, normal, seeds, sites

from numerics.neural_states.matrix_products import (
    amplitudes,
    bond_ranks,
    decompose,
    from_restricted_boltzmann,
    operator_digits,
    operator_matrix,
)
from numerics.neural_states.states import restricted_boltzmann, spins


@settings(max_examples=40, deadline=None)
@given(n=sites, p=st.integers(2, 3), seed=seeds)
def test_an_open_chain_gives_its_amplitudes_back(n, p, seed):
    psi = normal(np.random.default_rng(seed), p ** min(n, 5))
    chain = decompose(psi, p)
    np.testing.assert_allclose(amplitudes(chain), psi, atol=1e-12)
    assert [a.shape[2] for a in chain[:-1]] == bond_ranks(psi, p)


@settings(max_examples=30, deadline=None)
@given(n=st.integers(3, 7), bond=st.integers(1, 3), seed=seeds)
def test_truncation_loses_at_most_the_dropped_singular_values(n, bond, seed):
    psi = normal(np.random.default_rng(seed), 2**n)
    lost = np.linalg.norm(amplitudes(decompose(psi, 2, bond)) - psi) ** 2
    tails = [
        (np.linalg.svd(psi.reshape(2**cut, -1), compute_uv=False)[bond:] ** 2).sum()
        for cut in range(1, n)
    ]
    assert max(tails) - 1e-9 <= lost <= sum(tails) + 1e-9


@settings(max_examples=30, deadline=None)
@given(n=sites, m=st.integers(1, 3), seed=seeds)
def test_a_boltzmann_machine_is_a_matrix_product_state(n, m, seed):
    a, b, w = machine(np.random.default_rng(seed), n, m)
    psi = restricted_boltzmann(spins(n), a, b, w)
    chain = from_restricted_boltzmann(a, b, w)
    np.testing.assert_allclose(amplitudes(chain), psi, atol=1e-12 * max(1, np.abs(psi).max()))
    assert max(bond_ranks(psi)) <= 2**m


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 4), seed=seeds)
def test_digits_of_an_operator_and_back(n, seed):
    matrix = normal(np.random.default_rng(seed), 2**n, 2**n)
    np.testing.assert_array_equal(operator_matrix(operator_digits(matrix)), matrix)


def test_products_of_one_site_operators_have_bond_one():
    x, z = np.array([[0.0, 1], [1, 0]]), np.diag([1.0, -1])
    assert bond_ranks(operator_digits(np.kron(np.kron(x, z), x)), 4) == [1, 1]
    assert operator_digits(np.kron(x, z)).reshape(4, 4)[1, 0] == 1  # x_01 z_00


def test_one_matrix_for_all_sites_is_cyclic():
    a = normal(np.random.default_rng(1), 3, 2, 3)
    psi = amplitudes([a] * 4).reshape(2, 2, 2, 2)
    np.testing.assert_allclose(psi, psi.transpose(1, 2, 3, 0), atol=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: amplitudes([]), "`chain` must be arrays"),
        (lambda: amplitudes([np.ones((1, 2, 2))]), "must end in the size 1"),
        (lambda: decompose(np.ones(3)), "`psi` must have shape"),
        (lambda: decompose(np.ones(4), 2, 0), "`bond` must be an integer"),
        (lambda: operator_digits(np.ones((2, 3))), "`matrix` must have shape"),
        (lambda: from_restricted_boltzmann([0], [0], [[0, 0]]), "`w` must have shape"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_too_many_hidden_units_are_refused():
    with pytest.raises(MemoryError, match="40 hidden units"):
        from_restricted_boltzmann(np.zeros(2), np.zeros(40), np.zeros((40, 2)))
