"""The Madelung map and the Schrodinger operator against each other."""

import pytest
from sympy import Function, I, S, Symbol, pi, symbols

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.quantum.madelung import (
    hamilton_jacobi_residual,
    madelung_residuals,
    wave_pair,
)
from qmgr_sym.quantum.schrodinger import (
    gradient_lagrangian_density,
    lagrangian_density,
    probability_current,
    schrodinger_residual,
)
from qmgr_sym.variation.divergence import is_total_divergence, total_divergence
from qmgr_sym.variation.euler import euler_operator

hbar, mass = symbols("hbar M", positive=True)
t = Symbol("t", real=True)


def _setting(size):
    q = symbols(f"q1:{size + 1}", real=True)
    p = Function("p", positive=True)(*q, t)
    F = Function("F", real=True)(*q, t)
    V = Function("V", real=True)(*q)
    return q, p, F, V


def _vanishes(expr):
    return zero_test(expr).outcome == "zero"


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("sign", [1, -1])
def test_wave_equation_is_the_fluid(size, sign):
    q, p, F, V = _setting(size)
    psi = wave_pair(p, F, hbar, sign).psi
    residual = schrodinger_residual(psi, V, q, t, hbar, mass, sign=sign)
    energy = hamilton_jacobi_residual(p, F, V, q, t, hbar, mass)
    u = [F.diff(x) / mass for x in q]
    fluid = madelung_residuals(p, u, V, q, t, hbar, mass)
    split = -energy + sign * I * hbar / (2 * p) * fluid.continuity
    assert _vanishes(residual / psi - split)
    assert zero_test(residual / psi - split - F.diff(t)).outcome == "nonzero"
    for momentum, x in zip(fluid.momentum, q, strict=True):
        assert _vanishes(momentum - energy.diff(x) / mass)


def test_current_is_density_times_velocity():
    q, p, F, _ = _setting(2)
    for sign in (1, -1):
        pair = wave_pair(p, F, hbar, sign)
        current = probability_current(pair.psi, pair.conjugate, q, hbar, mass)
        for j, x in zip(current, q, strict=True):
            assert _vanishes(j - sign * p * F.diff(x) / mass)


def test_action_densities_differ_by_a_divergence():
    q, *_, V = _setting(2)
    psi, bar = Function("psi")(*q, t), Function("chi")(*q, t)
    args = (psi, bar, V, q, t, hbar, mass)
    gap = gradient_lagrangian_density(*args) - lagrangian_density(*args)
    assert is_total_divergence(gap, (psi, bar), (*q, t)).outcome == "yes"
    flux = [hbar**2 / (2 * mass) * bar * psi.diff(x) for x in q]
    assert _vanishes(gap - total_divergence(flux, q))
    varied = euler_operator(gradient_lagrangian_density(*args), bar, (*q, t))
    assert _vanishes(varied + schrodinger_residual(psi, V, q, t, hbar, mass))


def test_conservation_of_probability():
    q, *_, V = _setting(2)
    psi, bar = Function("psi")(*q, t), Function("chi")(*q, t)
    current = probability_current(psi, bar, q, hbar, mass)
    law = (psi * bar).diff(t) + total_divergence(current, q)
    one = bar * schrodinger_residual(psi, V, q, t, hbar, mass)
    two = psi * schrodinger_residual(bar, V, q, t, hbar, mass, sign=-1)
    assert _vanishes(law - (one - two) / (I * hbar))


def test_whole_turns_leave_the_wave_function_unchanged():
    _, p, F, _ = _setting(1)
    psi = wave_pair(p, F, hbar, -1).psi
    for turns, outcome in ((3, "zero"), (-1, "zero"), (S.Half, "nonzero")):
        moved = wave_pair(p, F + 2 * pi * hbar * turns, hbar, -1).psi
        assert zero_test(moved - psi).outcome == outcome


def test_errors_name_the_thing():
    q, p, F, V = _setting(2)
    with pytest.raises(ValueError, match="`sign` must be 1 or -1"):
        wave_pair(p, F, hbar, 2)
    with pytest.raises(ValueError, match="`velocity` must have 2 components"):
        madelung_residuals(p, (F,), V, q, t, hbar, mass)
