"""Plain mathematics that the claims of Vanchurin's sections 2 and 3 share."""

import pytest
import sympy as sp

import proofs.checker as ck
from proofs.checker.beliefs import incompatible
from proofs.checker.decide import decide
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.directions import (
    along,
    component,
    every_K,
    for_one,
    residual,
)
from proofs.papers.vanchurin.shared.integrals import BOX, integrand
from proofs.papers.vanchurin.shared.notation import F, T, gamma, over_k, p, q, t


def slopes(K):
    return over_k(lambda x: sp.Derivative(F(K), x) ** 2, K)


def difference(_, one, other):
    return one, other


def outcomes(obligations):
    return [decide(obligation).outcome for obligation in obligations]


def test_a_sum_over_directions_is_shown_for_one_and_for_one_more():
    found = list(every_K("link", difference, 2 * p(2) * slopes(2), p(2) * (slopes(2) + slopes(2))))
    assert [type(o) for o in found[:2]] == [ck.Vanishes, ck.Induction]
    assert set(outcomes(found)) == {"holds"}


def test_a_square_of_a_sum_over_directions_is_no_induction():
    total = over_k(lambda x: sp.Derivative(F(2), x), 2) ** 2
    found = list(every_K("link", difference, total, total))
    assert "fails" in outcomes(found[2:]), "the term with both directions has to be noticed"


def test_a_form_for_one_variable_is_read_as_a_sum():
    found = list(every_K("link", difference, p(1) * slopes(1), slopes(1) * p(1), K=1))
    (step,) = [o.step for o in found if isinstance(o, ck.Induction)]
    assert step.expression == 0
    wrong = list(every_K("link", difference, slopes(1), 2 * slopes(1), K=1))
    assert outcomes(wrong) == ["fails", "fails"]


def test_component_turns_nested_derivatives():
    (x,), (_, new) = q(1), q(2)
    flux = sp.Derivative(gamma * p(1) * sp.Derivative(F(1), x), x)
    turned = sp.Derivative(gamma * p(2) * sp.Derivative(F(2), new), new)
    assert component(flux, 2) == turned
    assert not component(sp.Derivative(p(1), t), 2).has(sp.Derivative(p(2), new))


def test_fields_of_one_variable_lose_the_derivatives_along_the_other():
    assert for_one(slopes(2)) == slopes(1)
    assert along(slopes(2), q(2)[1]) == sp.Derivative(F(2), q(2)[1]) ** 2


def test_residual_is_the_gap_where_the_atom_is_missing():
    one, other = sp.symbols("one other")
    form = ck.Form("paper:1", "printed", [ck.Link("link", ck.equal(2 * one, 6 * other))])
    assert residual(form, one) == one - 3 * other
    assert residual(form, sp.Symbol("absent")) == form.gap()


def test_integrals_count_by_the_length_of_their_range():
    (x,), lengths = q(1), {q(1)[0]: BOX, t: T}
    box, time = (x, 0, BOX), (t, 0, T)
    assert integrand(sp.Integral(p(1), box, time), lengths) == p(1)
    assert integrand(sp.Integral(p(1), box, (t, T, 0)), lengths) == -p(1)
    assert integrand(sp.Integral(p(1), box, (t, 0, 2 * T)), lengths) == 2 * p(1)
    assert integrand(gamma * sp.Integral(p(1), box), lengths) == gamma * p(1) / T
    assert integrand(-sp.Integral(p(1), x), {}) == -p(1)
    with pytest.raises(ValueError, match="term must hold one integral"):
        integrand(sp.Integral(p(1), x) + 1, {})


def test_beliefs_have_one_name_each_and_noise_excludes_none():
    known = [b for b in vars(beliefs).values() if isinstance(b, ck.Belief)]
    names = [belief.name for belief in known]
    assert len(set(names)) == len(names)
    pairs = incompatible([beliefs.NOISELESS, beliefs.WHITE_NOISE])
    assert pairs == {frozenset({"no-diffusion", "white-noise"})}
