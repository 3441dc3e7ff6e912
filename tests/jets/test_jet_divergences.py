"""Total divergences for every metric: known answers, and agreement with the Euler operator."""

import random

import hypothesis.strategies as st
import pytest
import sympy
from hypothesis import given, settings
from jet_strategies import (
    densities,
    families,
    gamma_gamma,
    kinetic,
    numbers,
    ricci_squared,
    scalar_curvature,
    seeds,
)

from qmgr_sym.jets._indices import monomials
from qmgr_sym.jets._sample import random_jet
from qmgr_sym.jets.concrete import evaluate_at
from qmgr_sym.jets.divergence import jet_divergence, same_up_to_divergence
from qmgr_sym.jets.euler import euler_expressions, euler_tensor
from qmgr_sym.jets.families import diagonal, general, synchronous
from qmgr_sym.jets.identity import jet_identity
from qmgr_sym.variation.euler import euler_operator

few = settings(max_examples=12, deadline=None)


def tensor_sum(left, right):
    return tuple(
        tuple(a + b for a, b in zip(x, y, strict=True)) for x, y in zip(left, right, strict=True)
    )


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_einstein_hilbert_gives_minus_the_einstein_tensor(n):
    def gap(jet):
        return tensor_sum(euler_tensor(scalar_curvature, jet), jet.raised(jet.einstein))

    answer = jet_identity(gap, n, trials=1)
    assert answer.outcome == "zero"
    assert answer.failure_probability < 1e-12


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_gamma_gamma_lagrangian_is_equivalent_to_einstein_hilbert(n):
    assert same_up_to_divergence(scalar_curvature, gamma_gamma, n, trials=1).outcome == "zero"

    def negative(jet):
        return -gamma_gamma(jet)

    answer = same_up_to_divergence(scalar_curvature, negative, n, trials=1)
    assert answer.outcome == ("zero" if n == 2 else "nonzero")


@few
@given(families(2, 3), seeds())
def test_gauss_bonnet_only_in_two_dimensions(family, seed):
    answer = jet_divergence(scalar_curvature, family, seed=seed)
    assert answer.outcome == ("zero" if family.n == 2 else "nonzero")


@few
@given(densities(), numbers(), families(2, 3))
def test_divergences_of_any_vector_change_nothing(density, number, family):
    def moved(jet):
        extra = jet.einsum("ab,mab->m", jet.inverse, jet.christoffel)
        return density(jet) + number * jet.divergence(extra)

    assert same_up_to_divergence(moved, density, family, trials=1).outcome == "zero"


def test_four_dimensional_gauss_bonnet():
    def gauss_bonnet(jet):
        up = jet.einsum("rsmn,sa,mb,nc->rabc", jet.riemann, *[jet.inverse] * 3)
        low = jet.einsum("rsmn,ra->asmn", jet.riemann, jet.metric)
        kretschmann = jet.einsum("rabc,rabc->", up, low)
        r = jet.scalar_curvature
        return kretschmann - 4 * ricci_squared(jet) + r * r

    for family in (synchronous(3), diagonal(4)):
        assert jet_divergence(gauss_bonnet, family, trials=1).outcome == "zero"


@few
@given(densities(), families(2, 3))
def test_noether_identity_of_a_scalar(density, family):
    """nabla_a E^ab = 0 for R and what is equivalent to it; not for Gamma_a Gamma^a."""

    def divergence(jet):
        return _divergence(density, jet)

    answer = jet_identity(divergence, general(family.n), trials=1)
    assert answer.outcome == "zero"

    def not_a_scalar(jet):
        return jet.einsum("ab,a,b->", jet.inverse, jet.log_volume, jet.log_volume)

    spoiled = jet_identity(lambda jet: _divergence(not_a_scalar, jet), general(2), trials=1)
    assert spoiled.outcome == "nonzero"


def _divergence(density, jet):
    by_metric = jet.covariant_d(euler_tensor(density, jet), "uu")
    n = jet.n
    return tuple(sum((by_metric[a][b][a] for a in range(n)), 0) for b in range(n))


@settings(max_examples=8, deadline=None)
@given(seeds(), numbers())
def test_scalars_have_euler_expressions(seed, number):
    """For f R + g^ab d_a f d_b f / 2 they are R - box f."""

    def gap(jet):
        _, (by_f,) = euler_expressions(kinetic, jet)
        slope = tuple(jet.d(jet.scalars[0], m) for m in range(jet.n))
        box = jet.divergence(jet.einsum("ab,b->a", jet.inverse, slope))
        return by_f - jet.scalar_curvature + box

    assert jet_identity(gap, 3, scalars=1, seed=seed).outcome == "zero"
    spoiled = jet_identity(lambda jet: gap(jet) + number * jet.scalars[0], 2, scalars=1, seed=seed)
    assert spoiled.outcome == "nonzero"
    assert len(spoiled.witness.functions) == 1


def test_given_functions_are_not_varied():
    def density(jet):
        return jet.scalars[0]

    def flat(jet):
        return jet.divergence((jet.scalars[0], *[0] * (jet.n - 1)))

    assert jet_divergence(flat, 2, scalars=1).outcome == "zero"
    assert jet_divergence(density, 2, scalars=1, vary_scalars=False).outcome == "nonzero"


@settings(max_examples=2, deadline=None)
@given(seeds(), st.sampled_from([scalar_curvature, gamma_gamma]))
def test_agrees_with_the_symbolic_euler_operator(seed, density):
    """diag(-a(t, x), b(t, x)) over Q, against the Euler operator of the densities in SymPy."""
    family = diagonal(2)
    jet = random_jet(family, 4, 0, 0, random.Random(seed))
    t, x = sympy.symbols("t x", real=True)
    a, b = (sympy.Function(name)(t, x) for name in "ab")
    coordinates, metric = (t, x), (a, b)
    volume = sympy.sqrt(a * b)
    lagrangian = volume * evaluate_at(density, sympy.diag(*metric), coordinates)
    values = {}
    for k, field in enumerate(metric):
        element = jet.metric[k][k]
        values[field] = polynomial(element, coordinates)
    got = euler_tensor(density, jet)
    for k, field in enumerate(metric):
        expected = euler_operator(lagrangian, field, coordinates) / volume
        number = expected.subs(values).doit().subs({t: 0, x: 0})
        exact = got[k][k].value if not isinstance(got[k][k], int) else got[k][k]
        assert sympy.Rational(str(exact)) == sympy.cancel(number)


def polynomial(element, coordinates):
    return sympy.Add(
        *(
            sympy.Rational(str(c)) * sympy.prod([x**k for x, k in zip(coordinates, j, strict=True)])
            for j, c in zip(monomials(2, element.order), element.coefficients, strict=True)
        )
    )
