"""Tilings, codes of perfect tensors, minimal cuts and wedges."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.networks.cuts import code_network, cut_value, greedy_wedge, grid_network, minimal_cut
from numerics.networks.stabilisers import (
    StabiliserState,
    entropies,
    growing_entropies,
    interval_entropies,
    legs_needed,
    network_state,
    perfect_ket,
    perfect_tensor,
)
from numerics.networks.tiling import hyperbolic_tiling

CODES = {
    (sides, rings): hyperbolic_tiling(rings, sides)
    for sides in ((5, 5), (6, 6), (5, 6), (6, 5))
    for rings in (1, 2)
}
codes = st.sampled_from(sorted(CODES))


def drawn_region(network, seed, share, whole=False):
    mask = np.zeros(len(network.legs), dtype=bool)
    n = len(mask) if whole else network.rim
    mask[:n] = np.random.default_rng(seed).random(n) < share
    return mask


@pytest.mark.parametrize(
    ("sides", "counts"),
    [
        ((5, 5), [1, 5, 15, 40, 105]),  # three times the ring before, less the one before that
        ((6, 6), [1, 6, 24, 90, 336]),  # four times
    ],
)
def test_rings_grow_by_their_recurrence(sides, counts):
    tiling = hyperbolic_tiling(4, sides)
    assert np.bincount(tiling.rings).tolist() == counts
    assert 2 * len(tiling.bonds) + len(tiling.boundary) == tiling.sides.sum()


@pytest.mark.parametrize("code", CODES)
def test_a_tiling_is_a_disk_with_four_tiles_at_inner_vertices(code):
    tiling = CODES[code]
    points = np.concatenate(tiling.corners)
    labels = {tuple(np.round([p.real, p.imag], 7) + 0.0) for p in points}
    edges = len(tiling.bonds) + len(tiling.boundary)
    assert len(labels) - edges + len(tiling.rings) == 1
    for (t, leg), (u, other) in zip(
        tiling.boundary, np.roll(tiling.boundary, -1, axis=0), strict=True
    ):
        assert abs(tiling.corners[t][leg] - tiling.corners[u][other - 1]) < 1e-9
    for t, leg, u, other in tiling.bonds:
        assert abs(tiling.corners[t][leg] - tiling.corners[u][other - 1]) < 1e-9
        assert abs(tiling.rings[t] - tiling.rings[u]) == 1


@pytest.mark.parametrize("sides", [(4, 4), (3, 6), (5,)])
def test_flat_tilings_are_refused(sides):
    with pytest.raises(ValueError, match="must be two numbers with"):
        hyperbolic_tiling(1, sides)


@pytest.mark.parametrize("sides", [5, 6])
def test_the_tensors_are_perfect(sides):
    masks = np.array(list(itertools.product([False, True], repeat=6)))
    size = masks.sum(1)
    assert np.array_equal(entropies(perfect_tensor(sides), masks), np.minimum(size, 6 - size))


@pytest.mark.parametrize("sides", [5, 6])
def test_entropies_are_those_of_the_ket(sides):
    ket = perfect_ket(sides).reshape((2,) * 6)
    assert np.linalg.norm(ket) == pytest.approx(1, abs=1e-14)
    for keep in itertools.combinations(range(6), 2):
        matrix = np.moveaxis(ket, keep, (0, 1)).reshape(4, 16)
        spectrum = np.linalg.svd(matrix, compute_uv=False) ** 2
        found = entropies(perfect_tensor(sides), np.isin(np.arange(6), keep))
        assert -(spectrum @ np.log2(spectrum)) == pytest.approx(found, abs=1e-12)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(codes, st.integers(0, 2**31), st.floats(0.05, 0.95))
def test_entropy_is_pure_subadditive_and_below_the_cut(code, seed, share):
    state, network = network_state(CODES[code]), code_network(CODES[code])
    a = drawn_region(network, seed, share, whole=True)
    b = drawn_region(network, seed + 1, share, whole=True)
    s = {k: int(entropies(state, m)) for k, m in
         {"a": a, "not a": ~a, "b": b, "or": a | b, "and": a & b}.items()}  # fmt: skip
    assert s["a"] == s["not a"] <= minimal_cut(network, a).value
    assert s["or"] + s["and"] <= s["a"] + s["b"]


@settings(deadline=None, max_examples=40, derandomize=True)
@given(codes, st.integers(0, 2**31), st.floats(0.05, 0.95))
def test_minimal_cuts_against_another_algorithm(code, seed, share):
    network = code_network(CODES[code])
    region = drawn_region(network, seed, share)
    cut, wedge = minimal_cut(network, region), greedy_wedge(network, region)
    graph = nx.Graph(network.bonds.tolist(), capacity=1)
    graph.add_edges_from(graph.edges, capacity=1)
    for leg, tile in enumerate(network.legs):
        graph.add_edge(("leg", leg), int(tile), capacity=1)
        graph.add_edge(("leg", leg), "in" if region[leg] else "out", capacity=1)
    expected = nx.minimum_cut_value(graph, "in", "out") if region.any() else 0
    assert cut.value == expected == cut_value(network, region, cut.inside)
    assert wedge.value >= cut.value
    assert wedge.value <= region.sum()  # no absorbed tensor makes the cut longer


def kept_centre(sides, rings, erased, samples=300):
    """The share of erasures of the rim after which the greedy wedge still holds the centre."""
    network, rng = code_network(hyperbolic_tiling(rings, sides)), np.random.default_rng(0)
    kept = 0
    for _ in range(samples):
        region = np.zeros(len(network.legs), dtype=bool)
        region[: network.rim] = rng.random(network.rim) > erased
        kept += bool(greedy_wedge(network, region).inside[0])
    return kept / samples


def test_the_code_with_hexagons_has_an_erasure_threshold_and_that_of_pentagons_falls():
    # Pastawski, Yoshida, Harlow and Preskill 2015, the greedy algorithm on random erasures.
    # A standard error is at most 0.03; the gaps asked for are ten of them.
    assert min(kept_centre((5, 6), rings, 0.2) for rings in (2, 4)) > 0.95  # below the threshold
    assert kept_centre((5, 6), 4, 0.35) < kept_centre((5, 6), 2, 0.35) - 0.3  # above it
    assert kept_centre((5, 5), 4, 0.2) < kept_centre((5, 5), 2, 0.2) - 0.3  # pentagons alone


@settings(deadline=None, max_examples=30, derandomize=True)
@given(codes, st.integers(0, 2**31), st.floats(0.3, 0.9))
def test_operators_in_the_greedy_wedge_can_be_rebuilt(code, seed, share):
    """A bulk leg of the wedge is entangled with the region alone: S_{A and leg} = S_A - 1."""
    state, network = network_state(CODES[code]), code_network(CODES[code])
    region = drawn_region(network, seed, share)
    inside = greedy_wedge(network, region).inside
    for leg in range(network.rim, len(network.legs)):
        if inside[network.legs[leg]]:
            both = region | network.region([leg])
            assert entropies(state, both) == entropies(state, region) - 1


@settings(deadline=None, max_examples=30, derandomize=True)
@given(codes, st.integers(0, 2**31), st.integers(0, 5))
def test_legs_needed_are_the_first_that_suffice(code, seed, which):
    state, network = network_state(CODES[code]), code_network(CODES[code])
    if len(network.legs) == network.rim:
        return
    leg = network.rim + which % (len(network.legs) - network.rim)
    order = np.random.default_rng(seed).permutation(network.rim)
    needed = legs_needed(state, order, leg)
    for size, enough in ((needed, True), (needed - 1, False)):
        region = network.region(order[:size])
        both = region | network.region([leg])
        assert (entropies(state, both) == entropies(state, region) - 1) == enough
    assert legs_needed(state, order[: needed - 1], leg) == needed


def test_both_kinds_of_operators_are_needed():
    """One qubit of GHZ has Z of any other, but X of all others only."""
    words = np.array([list("XXX"), list("ZZI"), list("IZZ")])
    ghz = StabiliserState(words == "X", words == "Z")
    assert legs_needed(ghz, [1, 2], 0) == 2


def test_intervals_in_one_elimination():
    tiling = CODES[(5, 5), 1]
    state, network = network_state(tiling), code_network(tiling)
    table = interval_entropies(state, network.rim)
    for start, length in ((0, 1), (3, 7), (18, 19), (5, 20)):
        assert table[start, length - 1] == entropies(state, network.interval(start, length))
    assert growing_entropies(state, [4, 9]).tolist() == [1, 2]


def test_grids_have_their_straight_cuts():
    network = grid_network(3, 5)
    assert network.rim == 16
    assert (np.bincount(network.bonds.ravel()) + np.bincount(network.legs) == 4).all()
    assert minimal_cut(network, network.interval(0, 3)).value == 3
    assert minimal_cut(network, network.interval(3, 5)).value == 5


def test_bad_input_is_one_sentence():
    tiling = CODES[(5, 5), 1]
    with pytest.raises(ValueError, match="must be a mask of 26 legs"):
        minimal_cut(code_network(tiling), [1, 0])
    with pytest.raises(ValueError, match="must be masks"):
        entropies(perfect_tensor(), np.zeros(5, dtype=bool))
    with pytest.raises(ValueError, match="five or six sides"):
        network_state(hyperbolic_tiling(1, (7, 7)))
    with pytest.raises(MemoryError, match="bytes"):
        network_state(_many())


def _many():
    from dataclasses import replace

    tiling = CODES[(5, 5), 1]
    return replace(tiling, sides=np.broadcast_to(np.int64(5), 10**7))
