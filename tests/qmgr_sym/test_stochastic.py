"""Fokker-Planck operators, entropy rates and the canonical distribution."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sym_strategies import densities, x, y
from sympy import Add, Function, Matrix, S, Symbol, log, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.stochastic.canonical import canonical, entropy_lagrangian, stationarity
from qmgr_sym.stochastic.entropy import entropy_rate_by_parts
from qmgr_sym.stochastic.fokker_planck import fokker_planck_rhs, generator, probability_current
from qmgr_sym.variation.divergence import is_total_divergence, total_divergence

t = Symbol("t", real=True)
p = Function("p", positive=True)(x, y)
f = Function("f", real=True)(x, y)
a = [Function(f"A{k}", real=True)(x, y) for k in (1, 2)]
d = [[Function(f"D{min(j, k)}{max(j, k)}", real=True)(x, y) for k in (1, 2)] for j in (1, 2)]


def _vanishes(expr):
    return zero_test(expr).outcome == "zero"


@pytest.mark.parametrize("ito", [False, True])
@pytest.mark.parametrize("diffusion", [Symbol("D"), d[0][0], Matrix(d)], ids=str)
def test_generator_and_right_hand_side_are_adjoint(ito, diffusion):
    backward = generator(f, a, diffusion, (x, y), ito=ito)
    forward = fokker_planck_rhs(p, a, diffusion, (x, y), ito=ito)
    assert is_total_divergence(p * backward - f * forward, (p, f), (x, y)).outcome == "yes"
    assert _vanishes(generator(S(7), a, diffusion, (x, y), ito=ito))
    assert is_total_divergence(forward, (p,), (x, y)).outcome == "yes"


@pytest.mark.parametrize("ito", [False, True])
def test_entropy_rate_by_parts_is_the_entropy_rate(ito):
    rate = fokker_planck_rhs(p, a, Matrix(d), (x, y), ito=ito)
    split = entropy_rate_by_parts(p, a, Matrix(d), (x, y), ito=ito)
    direct = (-p * log(p)).diff(p) * rate
    assert _vanishes(direct - split.bulk - total_divergence(split.flux, (x, y)))


@settings(max_examples=15, deadline=None)
@given(densities(2))
def test_conventions_agree_for_constant_diffusion(potential):
    drift = [-potential.diff(c) for c in (x, y)]
    D = Symbol("D", positive=True)
    one = probability_current(p, drift, D, (x, y))
    two = probability_current(p, drift, D, (x, y), ito=True)
    assert all(_vanishes(j - k) for j, k in zip(one, two, strict=True))


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 5))
def test_canonical_distribution_is_stationary(n):
    energies = symbols(f"H1:{n + 1}", real=True)
    prior = symbols(f"g1:{n + 1}", positive=True)
    beta = Symbol("beta", positive=True)
    mean, norm = symbols("U lambda", real=True)
    state = canonical(energies, beta, prior)
    assert _vanishes(Add(*state.probabilities) - 1)
    for left in stationarity(state.probabilities, energies, prior, beta, state.log_partition - 1):
        assert _vanishes(left)
    free = symbols(f"p1:{n + 1}", positive=True)
    lagrangian = entropy_lagrangian(free, energies, prior, beta, norm, mean)
    for one, q in zip(stationarity(free, energies, prior, beta, norm), free, strict=True):
        assert _vanishes(one - lagrangian.diff(q))
    assert _vanishes(state.internal_energy + state.log_partition.diff(beta))
    assert _vanishes(state.free_energy - state.internal_energy + state.entropy / beta)


def test_errors_name_the_thing():
    with pytest.raises(ValueError, match="`drift` must have 2 components"):
        fokker_planck_rhs(p, a[:1], S.One, (x, y))
    with pytest.raises(ValueError, match="`diffusion` must be 2 x 2"):
        generator(f, a, Matrix([[1]]), (x, y))
    with pytest.raises(ValueError, match="`diffusion` must be symmetric"):
        generator(f, a, Matrix([[1, x], [y, 1]]), (x, y))
    with pytest.raises(ValueError, match="at least one state"):
        canonical([], x, [])
    with pytest.raises(ValueError, match="`prior` must have one weight"):
        canonical([x], x, [])
