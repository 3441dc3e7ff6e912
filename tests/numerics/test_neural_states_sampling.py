import numpy as np
import pytest
from hypothesis import given, settings
from neural_strategies import seeds

from numerics.neural_states.boltzmann_energy import (
    energy_and_step,
    log_amplitudes,
    random_machine,
)
from numerics.neural_states.boltzmann_sampling import neel, sample, sampled_step
from numerics.neural_states.heisenberg import Antiferromagnet, ring, square

MODEL = Antiferromagnet(square(4, 2))


def machine_of(rng, size=0.3):
    return random_machine(2, MODEL.lattice.translations, rng=rng, size=size, real=True)


@settings(deadline=None, max_examples=5)
@given(seed=seeds)
def test_local_energies_are_those_of_the_matrix(seed):
    rng = np.random.default_rng(seed)
    machine = machine_of(rng)
    found = sample(machine, MODEL.lattice, 50, rng=rng)
    psi = np.exp(log_amplitudes(machine, MODEL.configurations)[0])
    wanted = (MODEL.matrix @ psi) / psi
    place = {tuple(s): k for k, s in enumerate(MODEL.configurations.tolist())}
    index = [place[tuple(s)] for s in found.spins.tolist()]
    np.testing.assert_allclose(found.local, wanted[index], rtol=1e-10)


def test_samples_have_the_distribution_of_the_state():
    rng = np.random.default_rng(5)
    machine = machine_of(rng)
    found = sample(machine, MODEL.lattice, 40000, rng=rng, sweeps=2)
    psi = np.exp(log_amplitudes(machine, MODEL.configurations)[0])
    chance = psi**2 / (psi**2).sum()
    place = {tuple(s): k for k, s in enumerate(MODEL.configurations.tolist())}
    counts = np.bincount([place[tuple(s)] for s in found.spins.tolist()], minlength=len(psi))
    # counts of independent samples have this spread; neighbours in the walk correlate a little
    spread = np.sqrt(chance * (1 - chance) / 40000)
    assert (np.abs(counts / 40000 - chance) < 8 * spread + 1e-4).all()
    mean, error = found.energy()
    assert abs(mean - energy_and_step(machine, MODEL, 1e-3)[0]) < 6 * error


def test_the_sampled_step_is_the_summed_one():
    rng = np.random.default_rng(3)
    machine = machine_of(rng, size=0.1)
    found = sample(machine, MODEL.lattice, 60000, rng=rng, sweeps=2)
    step = sampled_step(machine, found, rate=1.0, shift=1.0, most=np.inf)
    s = MODEL.configurations
    value, slopes = log_amplitudes(machine, s)
    psi = np.exp(value)
    weight = psi**2 / (psi**2).sum()
    local = (MODEL.matrix @ psi) / psi
    centred = slopes - weight @ slopes
    overlap = (centred.T * weight) @ centred
    force = (centred.T * weight) @ (local - weight @ local)
    wanted = -np.linalg.solve(overlap + np.diag(np.diag(overlap) + 1e-6), force)
    assert np.linalg.norm(step - wanted) < 0.05 * np.linalg.norm(wanted)
    short = sampled_step(machine, found, rate=1.0, shift=1.0, most=1e-3)
    np.testing.assert_allclose(short / np.linalg.norm(short), step / np.linalg.norm(step))
    assert np.linalg.norm(short) < np.linalg.norm(step)


@pytest.mark.parametrize("lattice", [ring(6), square(4, 4), square(2, 2)])
def test_neighbours_are_antiparallel(lattice):
    s = neel(lattice)
    assert (s[lattice.bonds[:, 0]] == -s[lattice.bonds[:, 1]]).all()
    assert s.sum() == 0


def test_magnetisation_stays_and_seeds_repeat():
    machine = machine_of(np.random.default_rng(0))
    one, two = (sample(machine, MODEL.lattice, 20, rng=np.random.default_rng(9)) for _ in range(2))
    np.testing.assert_array_equal(one.spins, two.spins)
    assert (one.spins.sum(axis=1) == 0).all()
    assert 0 < one.accepted < 1


def test_complex_weights_and_large_requests_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="`machine` must have real weights"):
        sample(random_machine(1, MODEL.lattice.translations, rng=rng), MODEL.lattice, 10, rng=rng)
    with pytest.raises(MemoryError, match="samples of 8 spins"):
        sample(machine_of(rng), MODEL.lattice, 10**12, rng=rng)
