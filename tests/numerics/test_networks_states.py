"""Random tensors, MERA and the holographic mapping of fermions."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.networks.cuts import Network, cut_value, grid_network, minimal_cut
from numerics.networks.holographic_mapping import (
    bulk_correlations,
    bulk_distances,
    critical_row,
    mapped_rows,
)
from numerics.networks.mera import aligned_cuts, mera_ket, mera_network, random_mera
from numerics.networks.random_tensors import annealed_renyi, random_network_kets
from numerics.qubits.entanglement import reduced_state, von_neumann_entropy
from numerics.qubits.free_fermions import gaussian_entropy, ising_correlations


def ising_sum(network, region, bond):
    """Mean purity of Gaussian tensors: a sum over subsets of tensors, weight 1/D per cut bond."""

    def total(mask):
        sides = itertools.product([False, True], repeat=network.tensors)
        return sum(float(bond) ** -cut_value(network, mask, side) for side in sides)

    return total(region) / total(np.zeros(len(network.legs), dtype=bool))


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.integers(0, 2**16), st.lists(st.booleans(), min_size=6, max_size=6))
def test_random_tensors_follow_their_ising_model(seed, region):
    network = grid_network(1, 2)
    kets = random_network_kets(network, 3, 1500, rng=np.random.default_rng(seed))
    found = np.exp(-annealed_renyi(kets, np.array(region)))
    assert found == pytest.approx(ising_sum(network, np.array(region), 3), rel=0.05)


def test_kets_have_one_axis_for_each_leg():
    kets = random_network_kets(grid_network(2, 2), 2, 3, rng=np.random.default_rng(0))
    assert kets.shape == (3, *(2,) * 8)
    with pytest.raises(MemoryError, match="bytes"):
        random_network_kets(grid_network(9, 9), 8, 1, rng=np.random.default_rng(0))


def test_one_tensor_is_contracted_by_hand():
    network = Network(2, np.array([[0, 1]]), np.array([0, 1]), 2)
    rng = np.random.default_rng(5)
    kets = random_network_kets(network, 3, 4, rng=np.random.default_rng(5))
    a, b = (rng.normal(size=(4, 3, 3)) + 1j * rng.normal(size=(4, 3, 3)) for _ in range(2))
    assert np.abs(kets - np.einsum("sbi,sbj->sij", a, b)).max() < 1e-12


@settings(deadline=None, max_examples=15, derandomize=True)
@given(st.integers(0, 2**16), st.integers(0, 15), st.integers(1, 8))
def test_mera_is_normalised_and_below_its_cut(seed, start, length):
    mera = random_mera(16, rng=np.random.default_rng(seed))
    psi, network = mera_ket(mera), mera_network(mera)
    assert np.linalg.norm(psi) == pytest.approx(1, abs=1e-12)
    sites = np.sort((start + np.arange(length)) % 16)
    entropy = von_neumann_entropy(reduced_state(psi, sites))
    assert entropy <= minimal_cut(network, network.interval(start, length)).value + 1e-9


def test_a_mera_is_known_by_its_seed():
    kets = [mera_ket(random_mera(8, rng=np.random.default_rng(s))) for s in (1, 1, 2)]
    assert np.array_equal(kets[0], kets[1])
    assert np.abs(kets[0] - kets[2]).max() > 1e-3


def test_cuts_of_a_mera_grow_by_two_per_doubling():
    network = mera_network(random_mera(64, rng=np.random.default_rng(0)))
    assert (
        np.bincount(network.bonds.ravel()) + np.bincount(network.legs, minlength=126)
    ).max() == 4
    best = aligned_cuts(network, np.array([4, 8, 16, 32])).min(axis=1)
    assert best.tolist() == [3, 5, 7, 9]


@pytest.mark.parametrize("sites", [2, 12, 0])
def test_mera_needs_a_power_of_two(sites):
    with pytest.raises(ValueError, match="`sites` must be"):
        random_mera(sites, rng=np.random.default_rng(0))


def test_the_critical_row_is_that_of_the_ring():
    assert np.abs(critical_row(64) - ising_correlations(64, 1.0)[:, 0]).max() < 1e-13


def test_rows_and_matrices_agree():
    n, layers = 64, 4
    bulk, places = bulk_correlations(ising_correlations(n, 1.0))
    for layer, row in enumerate(mapped_rows(critical_row(n), layers), 1):
        at = np.flatnonzero(places[:, 0] == layer)
        assert np.abs(bulk[at, at[0]] - row).max() < 1e-12
        assert places[at[0], 1] == (2**layer - 1) / 2


@settings(deadline=None, max_examples=20, derandomize=True)
@given(st.floats(0.2, 3.0), st.integers(2, 6))
def test_the_mapping_loses_nothing(field, power):
    g = ising_correlations(2**power, field)
    bulk, places = bulk_correlations(g)
    assert np.abs(bulk @ bulk.T - np.eye(len(g))).max() < 1e-10
    half = len(g) // 2
    inner = np.r_[0 : half // 2, half : len(g) - 1]  # all wavelets are there: the rest has as much
    rest = np.setdiff1d(np.arange(len(g)), inner)
    a, b = (gaussian_entropy(bulk[np.ix_(k, k)]) for k in (inner, rest))
    assert a == pytest.approx(float(b), abs=1e-8)
    assert len(places) == len(g)


def test_distances_are_those_of_the_half_plane():
    d = bulk_distances([[0.0, 0.0], [3.0, 0.0], [0.0, 1.0]])
    assert d[0, 1] == pytest.approx(3 * np.log(2), abs=1e-12)
    assert d[0, 2] == pytest.approx(2 * np.arcsinh(0.5), abs=1e-12)
    assert np.array_equal(d, d.T)


def test_bad_chains_are_refused():
    with pytest.raises(ValueError, match="divisible by 2"):
        mapped_rows(np.ones(12), 3)
    with pytest.raises(ValueError, match="power of two"):
        bulk_correlations(np.eye(12))
