"""Stabiliser states: what is refused, what is measured, and rates known from print."""

import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.networks.cuts import Network, cut_value, minimal_cut
from numerics.networks.stabilisers import (
    StabiliserState,
    entropies,
    growing_entropies,
    interval_entropies,
    legs_needed,
    measure,
    network_state,
    perfect_tensor,
)
from numerics.networks.tiling import hyperbolic_tiling


def state(*words):
    letters = np.array([list(w) for w in words])
    return StabiliserState(np.isin(letters, ["X", "Y"]), np.isin(letters, ["Z", "Y"]))


GHZ = state("XXX", "ZZI", "IZZ")


def test_a_ghz_state_falls_apart_when_it_is_measured():
    outcomes = set()
    for seed in range(12):
        rng = np.random.default_rng(seed)
        first, left = measure(GHZ, "ZII", rng=rng)
        outcomes.add(first)
        assert entropies(left, np.eye(3, dtype=bool)).tolist() == [0, 0, 0]
        assert measure(left, "IIZ", rng=rng)[0] == first
        assert measure(left, "ZII", rng=rng)[0] == first
    assert outcomes == {1, -1}
    # the four products of Mermin: XXX = 1, XYY = YXY = YYX = -1
    rng = np.random.default_rng(0)
    for word, value in (("XXX", 1), ("XYY", -1), ("YXY", -1), ("YYX", -1)):
        outcome, same = measure(GHZ, word, rng=rng)
        assert outcome == value
        assert entropies(same, np.eye(3, dtype=bool)).tolist() == [1, 1, 1]


@checked
@given(st.integers(0, 10**6))
def test_a_second_measurement_repeats_the_first(seed):
    rng = np.random.default_rng(seed)
    now = perfect_tensor(6)
    for _ in range(8):
        word = "".join(rng.choice(list("IXYZ"), 6))
        outcome, now = measure(now, word, rng=rng)
        again, after = measure(now, word, rng=rng)
        assert again == outcome
        masks = rng.random((5, 6)) < 0.5
        assert (entropies(after, masks) == entropies(now, masks)).all()


def test_rates_of_the_pentagon_code():
    """F. Pastawski et al., JHEP 06 (2015) 149, section 5: the pentagon code has rate 1 / sqrt 5.

    Bulk legs over legs of the rim approach it as the rings grow by 2 + sqrt 3 each.
    """
    rates = []
    for rings in (2, 3, 4):
        tiling = hyperbolic_tiling(rings, (5, 5))
        rates.append(len(tiling.rings) / len(tiling.boundary))
    assert abs(rates[-1] - 1 / np.sqrt(5)) < 0.03
    assert abs(rates[-1] - 1 / np.sqrt(5)) < abs(rates[0] - 1 / np.sqrt(5))


def test_ryu_takayanagi_in_the_hexagon_state():
    """Pastawski et al. (2015), theorem 2: the entropy of a connected region is its minimal cut."""
    tiling = hyperbolic_tiling(1, (6, 6))
    from numerics.networks.cuts import code_network

    network, made = code_network(tiling), network_state(tiling)
    table = interval_entropies(made, network.rim)
    for start in range(0, network.rim, 5):
        for length in range(1, network.rim // 2, 3):
            cut = minimal_cut(network, network.interval(start, length)).value
            assert table[start, length - 1] == cut


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: state("XI", "ZI"), "must commute, but 0 and 1 anticommute"),
        (lambda: state("XX", "ZZ", "YY"), r"mask \(n, n\), but has shape \(3, 2\)"),
        (lambda: state("XXI", "ZZI", "YYI"), "2 is a product of those before it"),
        (lambda: state("II", "ZZ"), "0 is a product"),
        (lambda: StabiliserState(np.eye(2), np.eye(2)), "dtype float64"),
        (lambda: StabiliserState(GHZ.x, GHZ.z, np.zeros(2, bool)), r"mask \(3,\)"),
        (lambda: measure(GHZ, "XX", rng=None), "3 letters I, X, Y, Z, but it is 'XX'"),
        (lambda: measure(GHZ, "XXA", rng=None), "but it is 'XXA'"),
        (lambda: entropies(GHZ, [True, False]), r"masks \(..., 3\)"),
        (lambda: growing_entropies(GHZ, [0, 0]), "distinct subsystems"),
        (lambda: growing_entropies(GHZ, [0.5]), "list of integers"),
        (lambda: legs_needed(GHZ, [0, 1], 3), r"out of 0..2, but it is \(3,\)"),
        (lambda: interval_entropies(GHZ, 4), "at most 3, but it is 4"),
        (lambda: Network(1, np.array([[0, 1]]), np.array([0]), 1), "reaches from 0 to 1"),
        (lambda: Network(2, np.array([[0, 1]]), np.array([0]), 2), "`rim` must be at most 1"),
        (lambda: PAIR.region([0.7]), "list of integers"),
        (lambda: PAIR.interval(0, 5), "at most 4, but it is 5"),
        (lambda: cut_value(PAIR, PAIR.region([0]), [1, 0]), "mask of 2 tensors"),
    ],
)
def test_what_is_no_state_or_network_is_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()


PAIR = Network(2, np.array([[0, 1]]), np.array([0, 0, 1, 1]), 4)
