import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neural_strategies import seeds

from numerics.neural_states.boltzmann_energy import (
    energy_and_step,
    log_amplitudes,
    minimise,
    random_machine,
)
from numerics.neural_states.chain_energy import lowest_chain
from numerics.neural_states.heisenberg import Antiferromagnet, ring, square
from numerics.neural_states.matrix_products import amplitudes
from numerics.neural_states.states import restricted_boltzmann

LATTICES = {"ring": ring(6), "ladder": square(4, 2), "plaquette": square(2, 2)}


def test_the_shift_falls_geometrically_to_its_end(monkeypatch):
    used = []

    def spied(machine, model, shift):
        used.append(shift)
        return energy_and_step(machine, model, shift)

    monkeypatch.setattr("numerics.neural_states.boltzmann_energy.energy_and_step", spied)
    lattice = ring(4)
    start = random_machine(1, lattice.translations, rng=np.random.default_rng(0))
    minimise(start, Antiferromagnet(lattice), steps=5, shift=(1e-1, 1e-5))
    np.testing.assert_allclose(sorted(set(used)), 10.0 ** np.arange(-5, 0), rtol=1e-12)
    used.clear()
    minimise(start, Antiferromagnet(lattice), steps=1, shift=(1e-1, 1e-5))
    assert set(used) == {1e-1}


def spin_matrix(lattice):
    """H by Kronecker products of spin matrices."""
    x, y, z = (np.array(m) / 2 for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]))
    total = 0
    for i, j in lattice.bonds:
        for s in (x, y, z):
            parts = [s if k in (i, j) else np.eye(2) for k in range(lattice.sites)]
            product = np.eye(1)
            for part in parts:
                product = np.kron(product, part)
            total = total + product
    return total.real


@pytest.mark.parametrize("name", LATTICES)
def test_the_matrix_is_that_of_spins(name):
    lattice = LATTICES[name]
    wanted = spin_matrix(lattice)
    plain = Antiferromagnet(lattice, turned=False, balanced=False)
    np.testing.assert_array_equal(plain.matrix.toarray(), wanted)
    ground = np.linalg.eigvalsh(wanted)[0]
    for turned in (True, False):
        model = Antiferromagnet(lattice, turned=turned)
        assert model.ground_energy() == pytest.approx(ground, abs=1e-12)


def test_known_energies():
    assert Antiferromagnet(square(2, 2)).ground_energy() == pytest.approx(-2, abs=1e-12)
    # 4 by 4 (E. Dagotto, A. Moreo 1988): -0.701780 per site
    assert Antiferromagnet(square(4, 4)).ground_energy() / 16 == pytest.approx(-0.701780, abs=1e-6)


@pytest.mark.parametrize("name", LATTICES)
def test_translations_keep_the_bonds(name):
    lattice = LATTICES[name]
    bonds = {frozenset(b) for b in lattice.bonds.tolist()}
    assert len(bonds) == len(lattice.bonds)
    for move in lattice.translations:
        assert {frozenset(move[list(b)].tolist()) for b in bonds} == bonds


@settings(deadline=None, max_examples=20)
@given(seed=seeds, features=st.integers(1, 3), shared=st.booleans(), real=st.booleans())
def test_amplitudes_and_slopes(seed, features, shared, real):
    rng = np.random.default_rng(seed)
    lattice = LATTICES["ring"]
    moves = lattice.translations if shared else lattice.translations[:1]
    machine = random_machine(features, moves, rng=rng, size=0.4, real=real)
    s = Antiferromagnet(lattice).configurations
    value, slopes = log_amplitudes(machine, s)
    biases = np.repeat(machine.biases, len(moves))
    psi = restricted_boltzmann(s, np.zeros(6), biases, machine.units())
    np.testing.assert_allclose(np.exp(value) * 2**machine.hidden, psi, rtol=1e-11)
    for k in range(machine.parameters):
        change = np.zeros(machine.parameters)
        change[k] = 1e-6
        up, down = (log_amplitudes(machine.moved(f * change), s)[0] for f in (1, -1))
        np.testing.assert_allclose((up - down) / 2e-6, slopes[:, k], rtol=0, atol=1e-7)


@settings(deadline=None, max_examples=10)
@given(seed=seeds)
def test_the_step_goes_downhill_and_the_energy_is_a_quotient(seed):
    model = Antiferromagnet(LATTICES["ladder"])
    machine = random_machine(
        2, model.lattice.translations[:1], rng=np.random.default_rng(seed), size=0.3, real=True
    )
    energy, variance, step = energy_and_step(machine, model, 1e-3)
    psi = np.exp(log_amplitudes(machine, model.configurations)[0])
    h = model.matrix.toarray()
    assert energy == pytest.approx(psi @ h @ psi / (psi @ psi), abs=1e-12)
    assert variance == pytest.approx(psi @ h @ h @ psi / (psi @ psi) - energy**2, abs=1e-10)
    size = 1e-6 / np.linalg.norm(step)
    after = energy_and_step(machine.moved(size * step), model, 1e-3)[0]
    assert after < energy or np.linalg.norm(step) < 1e-4


@pytest.mark.parametrize("name", ["ring", "ladder"])
@pytest.mark.parametrize("real", [True, False])
def test_one_unit_for_each_spin_finds_the_ground_state(name, real):
    lattice = LATTICES[name]
    model = Antiferromagnet(lattice)
    ground = model.ground_energy()
    for seed in range(3):
        start = random_machine(
            lattice.sites, lattice.translations[:1], rng=np.random.default_rng(seed), real=real
        )
        found = minimise(start, model, steps=120)
        assert (found.energies[-1] - ground) / abs(ground) < 1e-5
        assert (np.diff(found.energies) <= 1e-9).all()


@settings(deadline=None, max_examples=6)
@given(seed=seeds, bond=st.integers(1, 3))
def test_chains_have_the_energy_they_are_said_to_have(seed, bond):
    h = Antiferromagnet(LATTICES["ring"], balanced=False).matrix
    found = lowest_chain(h, bond, rng=np.random.default_rng(seed), sweeps=5, starts=1)
    psi = amplitudes(found.chain)
    assert psi @ (h @ psi) / (psi @ psi) == pytest.approx(found.energy, abs=1e-10)
    assert max(a.shape[2] for a in found.chain) <= bond
    assert found.energy >= np.linalg.eigvalsh(h.toarray())[0] - 1e-10


def test_chains_of_full_bond_are_exact():
    h = Antiferromagnet(LATTICES["ring"], balanced=False).matrix
    found = lowest_chain(h, 8, rng=np.random.default_rng(0), sweeps=4, starts=1)
    assert found.energy == pytest.approx(np.linalg.eigvalsh(h.toarray())[0], abs=1e-11)
    assert found.parameters == 2**6  # all amplitudes
    product = lowest_chain(h, 1, rng=np.random.default_rng(0), sweeps=2, starts=1)
    assert product.parameters == 2 * 6 - 5


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ring(5), "`n` must be even"),
        (lambda: square(4, 3), "`rows` must be even"),
        (lambda: random_machine(0, ring(4).translations, rng=np.random.default_rng(0)), "`featu"),
        (lambda: lowest_chain(Antiferromagnet(ring(4)).matrix, 2, rng=None), "`hamiltonian` must"),
    ],
)
def test_bad_input_is_one_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_too_many_configurations_are_refused():
    with pytest.raises(MemoryError, match="64 spins"):
        _ = Antiferromagnet(ring(64)).configurations
