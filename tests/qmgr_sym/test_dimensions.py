"""Dimensional analysis: solvable systems, clashes and their minimality."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Derivative,
    Eq,
    Function,
    I,
    Integral,
    Piecewise,
    Rational,
    Symbol,
    exp,
    log,
    oo,
    pi,
    sqrt,
    symbols,
)

from qmgr_sym.exact.dimensions import dimension_system

q, t, hbar, m, V, D = symbols("q t hbar m V D")
psi = Function("psi")
p = Function("p")


def test_schrodinger_equation():
    wave = psi(q, t)
    equation = Eq(
        I * hbar * Derivative(wave, t), -(hbar**2) / 2 / m * Derivative(wave, q, 2) + V * wave
    )
    norm = Eq(Integral(wave**2, (q, -oo, oo)), 1)
    known = {q: (1, 0, 0), t: (0, 1, 0), m: (0, 0, 1)}
    report = dimension_system([equation, norm], known, ("L", "T", "M"))
    found = dict(report.exponents)
    assert report.consistent
    assert report.free == ()
    assert found["hbar"] == (2, -1, 1)
    assert found["V"] == (2, -2, 1)
    assert found["psi"] == (Rational(-1, 2), 0, 0)


def test_free_symbols_are_named():
    report = dimension_system([Eq(V, D * m)], {m: (1,)}, ("M",))
    assert report.consistent
    assert report.free == ("D", "V")


def test_a_clash_is_minimal_and_points_to_the_equations():
    good = Eq(D, q**2 / t)
    bad = Eq(D, q / t)
    report = dimension_system([Eq(V, m * q), good, bad], {q: (1, 0), t: (0, 1)}, ("L", "T"))
    assert not report.consistent
    assert {number for number, _ in report.clash} == {1, 2}
    assert report.mismatch[0] != 0
    assert report.mismatch[1] == 0


def test_arguments_must_be_pure_numbers():
    report = dimension_system([exp(q / t) + 1], {q: (1,), t: (0,)}, ("L",))
    assert not report.consistent
    assert "exp" in report.clash[0][1]
    density = Eq(V, log(p(q)))
    known = {q: (1,), p(q): (-1,)}
    assert not dimension_system([density], known, ("L",)).consistent
    assert dimension_system([density], known, ("L",), log_arguments=False).consistent


def test_quantum_potential_and_roots():
    potential = -(hbar**2) / (2 * m) * Derivative(sqrt(p(q, t)), q, 2) / sqrt(p(q, t))
    known = {q: (1, 0), hbar: (2, 1), m: (0, 1)}
    found = dict(dimension_system([Eq(V, potential)], known, ("L", "A")).exponents)
    assert found["V"] == (2, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=3, max_size=3), st.integers(1, 4))
def test_monomials_get_the_product_dimension(powers, root):
    a, b, c, y = symbols("a b c y", positive=True)
    known = {a: (1, 0), b: (0, 1), c: (1, 1)}
    expr = (a ** powers[0] * b ** powers[1] * c ** powers[2]) ** Rational(1, root)
    report = dimension_system([Eq(y, 2 * pi * expr)], known, ("A", "B"))
    expected = (Rational(powers[0] + powers[2], root), Rational(powers[1] + powers[2], root))
    assert dict(report.exponents)["y"] == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(-2, 2), min_size=3, max_size=3), min_size=1, max_size=5))
def test_clashes_are_minimal(rows):
    a, b, c = symbols("a b c", positive=True)
    known = {a: (1, 0), b: (0, 1)}
    equations = [Eq(a ** r[0] * b ** r[1] * c ** r[2], Symbol("k")) for r in rows]
    equations = [e for e in equations if e not in (True, False)]
    report = dimension_system([*equations, Eq(Symbol("k"), 1)], known, ("A", "B"))
    if report.consistent:
        return
    involved = {number for number, _ in report.clash}
    everything = [*equations, Eq(Symbol("k"), 1)]
    for dropped in involved:
        rest = [everything[j] for j in sorted(involved - {dropped})]
        assert dimension_system(rest, known, ("A", "B")).consistent


def test_errors_name_the_thing():
    with pytest.raises(ValueError, match="must have 2 exponents"):
        dimension_system([q], {q: (1,)}, ("L", "T"))
    with pytest.raises(ValueError, match="no dimensional rule"):
        dimension_system([Piecewise((q, q > 0), (t, True))], {}, ("L",))
