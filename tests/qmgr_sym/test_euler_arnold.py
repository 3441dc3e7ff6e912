import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from qmgr_sym.algebra.euler_arnold import (
    brackets_onto,
    equal_cost_conditions,
    free_costs,
    momentum_rate,
    plane_counts,
    scalar_curvature,
    strings,
    support,
)
from qmgr_sym.algebra.pauli import commutator, string_matrix

checked = settings(max_examples=15, deadline=None, derandomize=True)
numbers = st.integers(-3, 3)
TWO = strings(2)


@checked
@given(
    st.lists(numbers, min_size=15, max_size=15),
    st.lists(st.integers(1, 5), min_size=15, max_size=15),
)
def test_the_rate_is_the_commutator_of_matrices(h, c):
    velocity, cost = (
        dict(zip(TWO, map(sp.Integer, h), strict=True)),
        dict(zip(TWO, map(sp.Integer, c), strict=True)),
    )
    H = sum((velocity[s] * string_matrix(s) for s in TWO), sp.zeros(4))
    L = sum((cost[s] * velocity[s] * string_matrix(s) for s in TWO), sp.zeros(4))
    rate = sp.I * (L * H - H * L)
    for s in TWO:
        assert sp.expand((rate * string_matrix(s)).trace() / 4) == momentum_rate(s, velocity, cost)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_brackets_are_commutators(n):
    for s in strings(n)[:: 4**n // 4]:
        for a, b, sign in brackets_onto(s):
            assert commutator({a: sp.I}, {b: sp.S.One}) == {s: 2 * sign}


@pytest.mark.parametrize("n", [1, 2, 3])
def test_one_free_cost_for_each_support(n):
    """Equal costs for equal support, and nothing else."""
    assert all(support(a) == support(b) for a, b in equal_cost_conditions(n))
    assert free_costs(n) == len({support(s) for s in strings(n)}) == 2**n - 1


@pytest.mark.parametrize("n", [1, 2, 3])
def test_curvature_of_equal_costs(n):
    cost = dict.fromkeys(strings(n), sp.S.One)
    assert scalar_curvature(cost) == sp.Rational((4**n - 1) * 4**n, 2)
    assert 2 * sum(plane_counts(cost).values()) == (4**n - 1) * 4**n // 2


def test_the_berger_sphere():
    c = sp.Symbol("c", positive=True)
    scalar = scalar_curvature({"X": sp.S.One, "Y": sp.S.One, "Z": c})
    assert sp.expand(scalar - (8 - 2 * c)) == 0


def test_a_missing_cost_is_named():
    with pytest.raises(ValueError, match="XX"):
        momentum_rate("ZI", {"XX": sp.S.One}, {})
    with pytest.raises(ValueError, match="qubits"):
        strings(0)
