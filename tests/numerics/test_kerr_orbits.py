"""Closed forms of Kerr orbits against limits, each other, and integrated geodesics."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.orbits.kerr import (
    constants_of,
    elements_of,
    frequencies_of,
    isco,
    photon_orbit,
    radial_roots,
    separatrix,
    shadow_edge,
)

SPINS = st.floats(0.0, 0.98)


@settings(max_examples=30)
@given(SPINS, st.floats(12, 60), st.floats(0.01, 0.8), st.floats(0.1, 0.99), st.booleans())
def test_constants_and_elements_are_inverse(a, p, e, x, prograde):
    x = x if prograde else -x
    held = constants_of(a, p, e, x)
    assert elements_of(a, held) == pytest.approx((p, e, x), rel=1e-7)
    high, low = radial_roots(a, held)[:2]
    assert (high, low) == pytest.approx((p / (1 - e), p / (1 + e)), rel=1e-7)


@given(SPINS, st.booleans())
def test_the_innermost_stable_orbit_ends_the_separatrix(a, prograde):
    x = 1.0 if prograde else -1.0
    assert separatrix(a, 0.0, x) == pytest.approx(isco(a, prograde=prograde), rel=1e-9)


def test_known_radii():
    assert isco(0.0) == 6
    assert isco(1 - 1e-12) == pytest.approx(1, abs=1e-3)
    assert isco(0.9) == isco(-0.9, prograde=False)
    assert separatrix(0.0, 0.3, 0.7) == pytest.approx(6.6, rel=1e-12)
    assert photon_orbit(0.0) == pytest.approx(3, rel=1e-12)
    assert photon_orbit(0.7) == photon_orbit(-0.7, prograde=False)


@given(st.floats(0.05, 0.98), st.booleans())
def test_light_on_the_equator_is_the_end_of_the_shadow(a, prograde):
    xi, eta = shadow_edge(a, photon_orbit(a, prograde=prograde))
    assert eta == pytest.approx(0, abs=1e-6)
    assert (xi > 0) == prograde


@given(SPINS, st.floats(10, 60))
def test_small_oscillations(a, r):
    """Epicyclic frequencies of circular orbits, Perez et al., Astrophys. J. 476, 589 (1997)."""
    found = frequencies_of(a, r, 0.0, 1.0)
    turn = 1 / (r**1.5 + a)
    radial = turn * np.sqrt(1 - 6 / r + 8 * a / r**1.5 - 3 * a * a / r**2)
    polar = turn * np.sqrt(1 - 4 * a / r**1.5 + 3 * a * a / r**2)
    wanted = (radial, polar, turn)
    assert (found.radial, found.polar, found.azimuthal) == pytest.approx(wanted, rel=1e-9)


def test_without_spin_polar_and_azimuthal_motion_agree():
    found = frequencies_of(0.0, 10.0, 0.4, 0.3)
    assert found.polar == pytest.approx(found.azimuthal, rel=1e-12)


@pytest.mark.parametrize(
    "values", [(1.0, 10, 0, 1), (0.5, 10, 1, 1), (0.5, 10, 0, 0), (0.5, 3, 0.5, 1)]
)
def test_what_is_no_bound_orbit(values):
    with pytest.raises(ValueError, match="must be"):
        constants_of(*values)
