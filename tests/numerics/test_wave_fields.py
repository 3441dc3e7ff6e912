import numpy as np
import pytest
from array_strategies import checked, coefficients, rationals
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, laplacian
from numerics.waves.circulation import box_circulation, loop_circulation
from numerics.waves.fields import wave_fields
from numerics.waves.madelung import fluid_from_wave
from numerics.waves.random_fields import density, trig_polynomial


@checked
@given(st.sampled_from([1, 2]), coefficients(2), coefficients(2), rationals(), rationals())
def test_away_from_nodes_they_are_the_fluid(dimension, c, e, hbar, mass):
    grid = Grid((2 * np.pi, 5.0)[:dimension], (48, 40)[:dimension])
    p, S = density(c, grid, scale=0.2), trig_polynomial(e, grid, scale=0.2)
    psi = np.sqrt(p) * np.exp(1j * S)
    fields = wave_fields(psi, grid=grid, hbar=hbar, mass=mass)
    assert not fields.node.any()
    q, u = fluid_from_wave(psi, grid=grid, hbar=hbar, mass=mass)
    np.testing.assert_allclose(fields.density, q, rtol=1e-12)
    np.testing.assert_allclose(fields.velocity, u, atol=1e-9 * hbar / mass)
    np.testing.assert_allclose(fields.current, u * q, atol=1e-9 * hbar / mass)
    Q = -(hbar**2) / (2 * mass) * laplacian(np.sqrt(p), grid) / np.sqrt(p)
    # the Fourier tails of exp(i S), about 1e-9 of it, times k^2 = 10^3
    np.testing.assert_allclose(fields.quantum_potential, Q, atol=1e-5 * hbar**2 / mass)


def test_an_eigenstate_balances_its_potential_and_its_node_is_marked():
    # first excited state of the oscillator: Q + V = 3/2 wherever there is no node
    grid = Grid((16.0,), (128,), (-8.0,))
    x = grid.coordinates()[0]
    psi = x * np.exp(-(x**2) / 2)
    fields = wave_fields(psi, grid=grid, hbar=1.0, mass=1.0)
    assert fields.node[64]
    assert fields.quantum_potential[64] == fields.velocity[0, 64] == 0
    near = (np.abs(x) < 4) & ~fields.node
    np.testing.assert_allclose((fields.quantum_potential + x**2 / 2)[near], 1.5, atol=1e-8)
    assert fields.density[64] == pytest.approx(0, abs=1e-30)
    np.testing.assert_allclose(fields.current, 0, atol=1e-14)


@pytest.mark.parametrize("charge", [1, -1, 2])
def test_circulation_around_a_vortex_is_quantised(charge):
    hbar, mass = 0.8, 1.5
    grid = Grid((20.0, 20.0), (80, 80), (-10.0, -10.0))
    x, y = grid.coordinates()
    arm = x + 1j * y if charge > 0 else x - 1j * y
    psi = arm ** abs(charge) * np.exp(-(x**2 + y**2) / 4)
    fields = wave_fields(psi, grid=grid, hbar=hbar, mass=mass)
    assert fields.node[40, 40]
    assert (fields.velocity[:, fields.node] == 0).all()
    found = loop_circulation(fields.velocity, grid, (0, 1), (32, 32), (16, 16))
    # trapezoids of 1/r on a square of half side 2: h^2/12 of second derivatives, 0.5 %
    assert found == pytest.approx(charge * 2 * np.pi * hbar / mass, rel=1e-2)


def test_velocity_at_a_node_is_zero_where_rounding_moves():
    # a standing wave carried along: the current at its nodes is rounding, but not 0
    grid = Grid((2 * np.pi,), (36,))
    x = grid.coordinates()[0]
    fields = wave_fields(np.sin(x) * np.exp(2j * x), grid=grid, hbar=1.0, mass=1.0)
    assert fields.node.sum() == 2
    assert fields.current[0, fields.node].any()
    assert not fields.velocity[0, fields.node].any()
    np.testing.assert_allclose(fields.velocity[0, ~fields.node], 2, atol=1e-11)


def test_circulation_around_the_box_counts_the_turns():
    grid = Grid((3.0, 2.0), (16, 8))
    x = grid.coordinates()[0]
    psi = np.exp(4j * np.pi * x / 3)
    u = wave_fields(psi, grid=grid, hbar=0.5, mass=2.0).velocity
    np.testing.assert_allclose(box_circulation(u, grid, 0), 2 * 2 * np.pi * 0.5 / 2.0)


def test_bad_input_is_one_sentence():
    line = Grid((1.0,), (4,))
    with pytest.raises(ValueError, match="`psi` must not vanish everywhere"):
        wave_fields(np.zeros(4), grid=line, hbar=1.0, mass=1.0)
    with pytest.raises(ValueError, match="`psi` must have shape"):
        wave_fields(np.ones(3), grid=line, hbar=1.0, mass=1.0)
    with pytest.raises(ValueError, match="`floor` must be positive, but it is 0"):
        wave_fields(np.ones(4), grid=line, hbar=1.0, mass=1.0, floor=0.0)
