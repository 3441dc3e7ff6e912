import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neural_strategies import normal, seeds
from scipy.linalg import expm

from numerics.neural_states.imaginary_time import (
    ising_energies,
    ising_hamiltonian,
    ising_machine,
    ring_bonds,
    trotter_step,
)
from numerics.neural_states.states import deep_boltzmann

couplings = st.floats(-1.5, 1.5)
fields = st.floats(0.2, 2.0)
steps = st.floats(0.05, 0.5)


@settings(deadline=None, max_examples=30)
@given(n=st.integers(2, 5), j=couplings, g=fields, dt=steps, seed=seeds)
def test_a_step_is_the_product_of_two_exponentials(n, j, g, dt, seed):
    psi = normal(np.random.default_rng(seed), 2**n)
    diagonal = np.diag(ising_energies(n, j))
    flips = ising_hamiltonian(n, j, g) - diagonal
    wanted = expm(-dt * diagonal) @ expm(-dt * flips) @ psi
    found = trotter_step(psi, j, g, dt)
    np.testing.assert_allclose(found, wanted, atol=1e-11 * np.abs(wanted).max())


@settings(deadline=None, max_examples=30)
@given(n=st.integers(2, 5), j=couplings, g=fields, dt=steps, count=st.integers(1, 4))
def test_the_machine_is_the_evolution(n, j, g, dt, count):
    psi = np.ones(2**n)
    for _ in range(count):
        psi = trotter_step(psi, j, g, dt)
    machine = ising_machine(n, j, g, dt, count)
    np.testing.assert_allclose(machine.amplitudes(), psi, rtol=1e-11)
    assert machine.hidden == count * (n + len(ring_bonds(n)))
    assert all(np.isrealobj(w) for w in machine.weights)


@settings(deadline=None, max_examples=10)
@given(j=couplings, g=fields, dt=steps)
def test_summing_unit_by_unit_gives_the_same(j, g, dt):
    machine = ising_machine(3, j, g, dt, 2)
    plain = machine.constant * deep_boltzmann(machine.weights, machine.biases)
    np.testing.assert_allclose(machine.amplitudes(), plain, rtol=1e-11)


def test_hamiltonian_of_two_spins():
    wanted = [[-2, -3, -3, 0], [-3, 2, 0, -3], [-3, 0, 2, -3], [0, -3, -3, -2]]
    np.testing.assert_array_equal(ising_hamiltonian(2, 2.0, 3.0), wanted)
    assert ring_bonds(3) == [(0, 1), (1, 2), (2, 0)]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ising_machine(3, 1.0, 0.0, 0.1, 2), "`field \\* dt` must be positive"),
        (lambda: ising_machine(3, 1.0, 1.0, 0.1, 0), "`steps` must be an integer"),
        (lambda: ising_machine(1, 1.0, 1.0, 0.1, 1), "`n` must be an integer"),
        (lambda: trotter_step(np.ones(3), 1.0, 1.0, 0.1), "`psi` must have shape"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_matrices_beyond_the_memory_are_refused():
    with pytest.raises(MemoryError, match="40 spins"):
        ising_hamiltonian(40, 1.0, 1.0)
