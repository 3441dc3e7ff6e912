"""Linear relations among expressions and among Lagrangians."""

import pytest
import sympy
from hypothesis import given, settings
from jet_strategies import families, gamma_gamma, numbers, ricci_squared, scalar_curvature, seeds

from qmgr_sym.jets.divergence import jet_divergence
from qmgr_sym.jets.families import general, synchronous
from qmgr_sym.jets.relations import divergence_relations, linear_relations

few = settings(max_examples=8, deadline=None)


def first(jet):
    """g^ab Gamma^m_an Gamma^n_bm."""
    return jet.einsum("ab,man,nbm->", jet.inverse, jet.christoffel, jet.christoffel)


def second(jet):
    """g^ab Gamma^m_ab Gamma^n_nm."""
    return jet.einsum("ab,mab,m->", jet.inverse, jet.christoffel, jet.log_volume)


def trace(jet):
    return jet.einsum("ab,a,b->", jet.inverse, jet.log_volume, jet.log_volume)


@few
@given(families(2, 3), numbers(), numbers(), seeds())
def test_a_planted_relation_is_found(family, p, q, seed):
    def planted(jet):
        return p * first(jet) - q * trace(jet)

    found = linear_relations([first, trace, planted], family, seed=seed).basis
    assert len(found) >= 1
    ratios = sympy.Matrix(found)
    expected = sympy.Matrix([[sympy.Rational(c.numerator, c.denominator) for c in (p, -q)] + [-1]])
    assert sympy.Matrix.vstack(ratios, expected).rank() == ratios.rank()


@pytest.mark.parametrize("n", [3, 4])
def test_the_combination_of_gamma_terms_that_is_the_einstein_hilbert_action(n):
    found = divergence_relations([first, second, scalar_curvature], n)
    assert found.basis == ((1, -1, -1),)
    assert found.failure_probability < 1e-25
    assert divergence_relations([first, scalar_curvature], n).basis == ()


def upper_slope(jet):
    """Gamma^m_ab d_m (sqrt|g| g^ab) / sqrt|g|, the second term in the last line of (8.7)."""
    n = jet.n
    terms = [
        jet.christoffel[m][a][b] * jet.density_d(jet.inverse[a][b], m)
        for m in range(n)
        for a in range(n)
        for b in range(n)
    ]
    return sum(terms, 0)


@pytest.mark.parametrize("make", [general, synchronous])
def test_terms_of_the_paper_give_the_action_with_one_sign_only(make):
    """Vanchurin (8.7) has -(first - second) / 2; sqrt|g| R is -(first + second) / 2 up to div."""
    found = divergence_relations([second, upper_slope, scalar_curvature], make(3))
    assert found.basis == ((1, 1, 2),)


@few
@given(families(2, 3))
def test_every_relation_holds_and_independent_terms_have_none(family):
    densities = [first, second, trace, scalar_curvature]
    found = divergence_relations(densities, family)
    for vector in found.basis:

        def combined(jet, vector=vector):
            return sum(c * density(jet) for c, density in zip(vector, densities, strict=True))

        assert jet_divergence(combined, family, trials=1).outcome == "zero"
    assert divergence_relations([gamma_gamma, ricci_squared], general(3)).basis == ()


def test_third_derivatives_are_allowed():
    def box(jet):
        slope = tuple(jet.d(jet.scalar_curvature, m) for m in range(jet.n))
        return jet.divergence(jet.einsum("ab,b->a", jet.inverse, slope))

    assert divergence_relations([box, scalar_curvature], synchronous(3)).basis == ((1, 0),)


def test_wrong_input_is_named():
    with pytest.raises(ValueError, match="must not be empty"):
        linear_relations([], 2)
    with pytest.raises(ValueError, match="components each"):
        linear_relations([first, lambda jet: jet.log_volume], 2)
