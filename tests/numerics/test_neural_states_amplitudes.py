from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neural_strategies import machine, normal, seeds, sites

from numerics.neural_states.states import (
    bits,
    deep_boltzmann,
    feedforward,
    restricted_boltzmann,
    spins,
)

TIGHT = 1e-11  # sums of some hundred terms of order one, 1e-16 each


@given(n=sites)
def test_configurations_are_in_the_order_of_their_index(n):
    weights = 2 ** np.arange(n)[::-1]
    np.testing.assert_array_equal(bits(n) @ weights, np.arange(2**n))
    np.testing.assert_array_equal(spins(n), (-1) ** bits(n))


@settings(max_examples=30, deadline=None)
@given(n=st.integers(2, 4), m=st.integers(1, 4), seed=seeds)
def test_a_restricted_machine_is_the_sum_over_its_hidden_units(n, m, seed):
    a, b, w = machine(np.random.default_rng(seed), n, m)
    s = spins(n)
    total = sum(
        np.exp(s @ a + np.array(h) @ b + s @ w.T @ np.array(h)) for h in product((1, -1), repeat=m)
    )
    np.testing.assert_allclose(restricted_boltzmann(s, a, b, w), total, rtol=0, atol=TIGHT * 2**m)


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(1, 3), min_size=2, max_size=4), seed=seeds)
def test_a_deep_machine_is_the_sum_over_all_layers(sizes, seed):
    rng = np.random.default_rng(seed)
    weights = [normal(rng, a, b, size=0.3) for a, b in pairwise(sizes)]
    biases = [normal(rng, n, size=0.3) for n in sizes]
    total = np.zeros(2 ** sizes[0], dtype=complex)
    for i, x in enumerate(bits(sizes[0])):
        for hidden in product((0.0, 1.0), repeat=sum(sizes[1:])):
            layers = [x, *np.split(np.array(hidden), np.cumsum(sizes[1:])[:-1])]
            energy = sum(c @ h for c, h in zip(biases, layers, strict=True))
            energy += sum(h @ w @ k for h, w, k in zip(layers, weights, layers[1:], strict=False))
            total[i] += np.exp(-energy)
    scale = np.abs(total).max() + 2 ** sum(sizes[1:])
    np.testing.assert_allclose(deep_boltzmann(weights, biases), total, atol=TIGHT * scale)


def test_layers_without_biases_are_the_printed_form():
    w = [np.array([[0.3, -0.2]]), np.array([[0.5], [0.1]])]
    zero = [np.zeros(1), np.zeros(2), np.zeros(1)]
    np.testing.assert_array_equal(deep_boltzmann(w), deep_boltzmann(w, zero))


@given(seed=seeds, n=sites)
def test_one_rectifier_for_each_configuration_gives_any_amplitudes(seed, n):
    target = normal(np.random.default_rng(seed), 2**n)
    s = spins(n)
    found = feedforward(s, target, s, np.full(2**n, 1.0 - n), lambda x: np.maximum(x, 0))
    np.testing.assert_allclose(found, target, atol=1e-13)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: restricted_boltzmann(spins(2), [0.0], [0.0], [[0.0, 0.0]]), "`a` must have shape"),
        (lambda: restricted_boltzmann(spins(2), [0, 0], [0], [[0.0]]), "`w` must have shape"),
        (lambda: feedforward(spins(2), [1, 2], [[1, 1]], [0], np.abs), "`f` must have shape"),
        (lambda: deep_boltzmann([]), "`weights` must be matrices"),
        (lambda: deep_boltzmann([np.ones((1, 2)), np.ones((1, 1))]), "must have 2 rows, but has 1"),
        (lambda: deep_boltzmann([np.ones((1, 2))], [[0.0], [0.0]]), "vectors of sizes"),
        (lambda: bits(-1), "`n` must be an integer"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_layers_beyond_the_memory_are_refused():
    with pytest.raises(MemoryError, match="bytes"):
        deep_boltzmann([np.zeros((30, 30))])
