import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neural_strategies import normal, seeds

from numerics.neural_states.matrix_products import amplitudes
from numerics.neural_states.parity import deep_boltzmann_of_chain, parity_units
from numerics.neural_states.states import bits, deep_boltzmann


@settings(deadline=None)
@given(n=st.integers(1, 4), seed=seeds)
def test_units_multiply_to_the_tensor(n, seed):
    tensor = normal(np.random.default_rng(seed), *(2,) * n)
    sets, u, constant = parity_units(tensor)
    signs = 1 - 2 * ((bits(n) @ sets.T) % 2)
    made = constant * np.prod(1 + u * signs, axis=1)
    # a factor 1 + u close to zero beside a large constant loses digits
    scale = np.abs(constant) * np.prod(1 + np.abs(u))
    np.testing.assert_allclose(made, tensor.ravel(), rtol=0, atol=1e-13 * scale + 1e-12)


@settings(deadline=None, max_examples=15)
@given(seed=seeds)
def test_a_ring_of_tensors_is_a_deep_machine(seed):
    rng = np.random.default_rng(seed)
    chain = [1.0 + 0.5 * rng.random((2, 2, 2)) for _ in range(2)]
    weights, biases, constant = deep_boltzmann_of_chain(chain)
    made = constant * deep_boltzmann(weights, biases)
    np.testing.assert_allclose(made, amplitudes(chain), rtol=1e-10)


def test_sizes_of_the_layers():
    weights, biases, _ = deep_boltzmann_of_chain([np.ones((2, 2, 2))] * 4)
    assert [w.shape for w in weights] == [(4, 28), (28, 4)]
    assert [b.size for b in biases] == [4, 28, 4]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: parity_units(np.eye(2)), "nowhere zero"),
        (lambda: parity_units(np.ones((2, 3))), "`tensor` must have shape"),
        (lambda: deep_boltzmann_of_chain([np.ones((2, 2, 2))]), "two or more arrays"),
        (lambda: deep_boltzmann_of_chain([np.ones((1, 2, 1))] * 2), "two or more arrays"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
