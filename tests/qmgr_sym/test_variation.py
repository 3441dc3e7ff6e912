"""Euler operator, divergences and first variation on random densities."""

import pytest
import sympy
from hypothesis import given, settings
from sym_strategies import coords, densities, fields, t, u, v, x, y
from sympy import Function, Symbol, conjugate, log

from qmgr_sym.exact.zero import ZeroTest, zero_test
from qmgr_sym.variation import divergence
from qmgr_sym.variation.divergence import (
    divergence_potential,
    is_total_divergence,
    total_divergence,
)
from qmgr_sym.variation.euler import euler_lagrange, euler_operator
from qmgr_sym.variation.first_variation import first_variation

fast = settings(max_examples=25, deadline=None)


@fast
@given(densities(), densities())
def test_every_divergence_is_in_the_kernel(j1, j2):
    div = total_divergence((j1, j2), coords)
    assert is_total_divergence(div, fields, coords).outcome == "yes"


@fast
@given(densities())
def test_a_square_is_no_divergence(density):
    div = total_divergence((density, 0 * x), coords)
    assert is_total_divergence(div + u**2, fields, coords).outcome == "no"
    assert divergence_potential(div + u**2, fields, coords) is None


@settings(fast, max_examples=12)
@given(densities(2), densities(2))
def test_a_flux_is_found_and_is_right(j1, j2):
    div = total_divergence((j1, j2), coords)
    flux = divergence_potential(div, fields, coords)
    assert flux is not None
    assert zero_test(div - total_divergence(flux, coords)).outcome == "zero"


@fast
@given(densities())
def test_first_variation_is_complete(density):
    eta = [Function(f"eta{k}", real=True)(*coords) for k in (1, 2)]
    s = Symbol("s", real=True)
    moved = density.subs({f: f + s * e for f, e in zip(fields, eta, strict=True)}).doit()
    delta = moved.diff(s).subs(s, 0).doit()
    split = first_variation(density, fields, coords, eta)
    euler = sum(e * n for e, n in zip(split.euler, eta, strict=True))
    gap = delta - euler - total_divergence(split.flux, coords)
    assert zero_test(gap).outcome == "zero"
    for one, two in zip(split.euler, euler_lagrange(density, fields, coords), strict=True):
        assert zero_test(one - two).outcome == "zero"


def test_agrees_with_sympy():
    density = u.diff(x) ** 2 * v + sympy.sin(u) * v.diff(y) ** 2 + u.diff(x, 2) * v
    known = sympy.calculus.euler.euler_equations(density, fields, coords)
    for ours, theirs in zip(euler_lagrange(density, fields, coords), known, strict=True):
        assert zero_test(ours - theirs.lhs).outcome == "zero"


def test_logarithmic_density():
    p = Function("p", positive=True)(x, t)
    density = p * log(p).diff(x) ** 2
    flux = divergence_potential((p * log(p)).diff(x, 2), (p,), (x, t))
    assert flux is not None
    expected = p.diff(x) ** 2 / p**2 - 2 * p.diff(x, 2) / p
    assert zero_test(euler_operator(density, p, (x, t)) - expected).outcome == "zero"


def test_conjugate_is_held_fixed():
    psi = Function("psi")(x, t)
    density = conjugate(psi) * psi.diff(x, 2)
    expected = conjugate(psi).diff(x, 2)
    assert zero_test(euler_operator(density, psi, (x, t)) - expected).outcome == "zero"


def test_errors_name_the_thing():
    with pytest.raises(TypeError, match="applied unknown function"):
        euler_operator(u**2, x, coords)
    with pytest.raises(ValueError, match="`coords` must be distinct"):
        euler_operator(u**2, u, (x, x))
    with pytest.raises(ValueError, match="`coords` must hold every variable"):
        euler_operator(u.diff(y) ** 2, u, (x,))
    with pytest.raises(ValueError, match="one component per coordinate"):
        total_divergence((u,), coords)


@pytest.mark.parametrize(
    "flux",
    [
        log(u**2 + 1),  # not polynomial along a ray of fields: integration by parts has to find it
        sympy.atan(u),
        u.diff(x) ** 3 / (1 + u**2),
        v * sympy.exp(u),
    ],
)
def test_a_flux_that_only_integration_by_parts_finds(flux):
    density = total_divergence((flux, 0 * x), coords)
    found = divergence_potential(density, fields, coords)
    assert found is not None
    assert zero_test(density - total_divergence(found, coords)).outcome == "zero"


def test_a_flux_of_the_coordinates_alone():
    density = x**2 * y + u * u.diff(y)
    found = divergence_potential(density, fields, coords)
    assert found is not None
    assert zero_test(density - total_divergence(found, coords)).outcome == "zero"
    assert found[0].subs(dict.fromkeys(fields, 0)) == x**3 * y / 3


def test_what_is_not_decided_is_said_so(monkeypatch):
    outcomes = {"zero": "yes", "nonzero": "no", "undecided": "undecided"}
    for outcome, expected in outcomes.items():
        answer = ZeroTest(outcome, "test", "too hard")
        monkeypatch.setattr(divergence, "zero_test", lambda _, answer=answer: answer)
        found = is_total_divergence(u * v, (u, v), coords)
        assert found.outcome == expected
        assert found.euler == (v, u)
        assert ("too hard" in found.detail) == (outcome == "undecided")
        assert (divergence_potential(u * v, (u, v), coords) is None) == (outcome != "zero")
