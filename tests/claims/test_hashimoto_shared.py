"""Plain mathematics that the claims of Hashimoto's slides share."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.checker.form import form_of
from proofs.papers.hashimoto.chapter_4.on_recursion import CLAIM as RECURSION
from proofs.papers.hashimoto.shared import balls, bulk
from proofs.papers.hashimoto.shared.condensates import ENDS, POINTS, line

NUMBER = st.fractions(-3, 3, max_denominator=8)


@given(NUMBER)
def test_an_enclosure_holds_its_ball_and_little_more(value):
    x = sp.Symbol("x", real=True)
    low, high = (part.rhs for part in balls.enclosed(x, balls.ball(value)).args)
    assert min(low, high) <= balls.rational(value) <= max(low, high)
    assert abs(high - low) <= sp.Rational(2, balls.DIGITS)


def euler_layer():
    """phi + step pi, and pi - step (h pi - force) or so: any layer will do."""
    phi = (((1, 0, 0, 0, 0), Fraction(1)), ((0, 1, 0, 0, 1), Fraction(1)))
    pi = (
        ((0, 1, 0, 0, 0), Fraction(1)),
        ((0, 1, 1, 0, 1), Fraction(-1)),
        ((0, 0, 0, 1, 1), Fraction(1)),
    )
    return balls.Layer(phi, pi)


@given(st.lists(NUMBER, min_size=1, max_size=5), NUMBER, NUMBER)
@settings(max_examples=30)
def test_a_network_in_balls_is_the_recursion_in_fractions(friction, phi, pi):
    step, square, coupling = Fraction(-1, 15), -3, Fraction(1, 4)
    start = balls.ball(phi), balls.ball(pi)
    force = (square, balls.ball(coupling))
    found = balls.through(euler_layer(), list(map(balls.ball, friction)), start, force, step)
    for h in friction:
        pull = square * phi + coupling * phi**3
        phi, pi = phi + step * pi, pi - step * h * pi + step * pull
    for one, two in zip(found, (phi, pi), strict=True):
        assert one.overlaps(balls.ball(two))
        assert one.rad() < 1e-12


@pytest.mark.parametrize("end", ENDS)
def test_pi_changes_its_sign_between_the_bounds_of_a_condensate(end):
    recursion = form_of(RECURSION.key, "amended", RECURSION.amended.links)
    layer, (mass, near) = balls.layer_of(recursion), POINTS[0]
    found = balls.crossing(layer, line(end, 0), mass, near, Fraction(1, 10**6))
    assert found.ends[0] * found.ends[1] < 0
    assert found.low <= near + Fraction(1, 500)
    assert near - Fraction(1, 500) <= found.high


def test_the_wave_operator_of_the_bulk():
    f, g, phi, eta, d = bulk.f, bulk.g, bulk.phi, bulk.eta, 4
    friction = f.diff(eta) / (2 * f) + (d - 1) * g.diff(eta) / (2 * g)
    expected = phi.diff(eta, 2) + friction * phi.diff(eta)
    assert sp.simplify(bulk.scalar_wave(d).doit() - expected) == 0


@pytest.mark.parametrize("nu", bulk.HALF_INTEGERS)
def test_the_regular_field_solves_the_wave_equation(nu):
    mass = nu**2 - bulk.d**2 / 4
    assert sp.simplify(bulk.wave_operator(bulk.regular_field(nu), mass).doit()) == 0
    wrong = bulk.wave_operator(bulk.regular_field(nu), mass + 1).doit()
    assert sp.simplify(wrong) != 0


def test_the_force_is_the_derivative_of_the_potential():
    x = sp.Symbol("x")
    assert sp.expand(bulk.potential(x).diff(x) - bulk.force(x)) == 0
