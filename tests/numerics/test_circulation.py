import numpy as np
import pytest
from array_strategies import checked, coefficients, grids
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, gradient
from numerics.waves.circulation import (
    box_circulation,
    loop_circulation,
    phase_winding,
    plaquette_circulation,
)
from numerics.waves.madelung import fluid_from_wave
from numerics.waves.random_fields import trig_polynomial


def vortices(n=32, shift=0.0):
    """A periodic wave with single zeros of charge +1 and -1: sin x + i sin y, moved."""
    grid = Grid((2 * np.pi, 2 * np.pi), (n, n), (0.01, 0.02))
    x, y = grid.coordinates()
    return grid, np.sin(x - 1) + 1j * (np.sin(y - 2) + shift)


@checked
@given(grids(dimensions=(2, 3)), st.data())
def test_rectangle_is_the_sum_of_its_plaquettes(grid, data):
    u = np.stack([trig_polynomial(data.draw(coefficients(3)), grid) for _ in range(grid.dimension)])
    pair = data.draw(st.permutations(range(grid.dimension)))
    plane = (pair[0], pair[1])
    corner = tuple(data.draw(st.integers(0, n - 1)) for n in grid.points)
    size = tuple(data.draw(st.integers(1, grid.points[axis])) for axis in plane)
    squares = plaquette_circulation(u, grid, plane)
    index = [np.array([c]) for c in corner]
    for axis, length in zip(plane, size, strict=True):
        index[axis] = (corner[axis] + np.arange(length)) % grid.points[axis]
    inside = squares[(slice(None), *np.ix_(*index))].reshape(2, -1).sum(axis=1)
    rim = loop_circulation(u, grid, plane, corner, size)
    np.testing.assert_allclose(rim, inside, atol=1e-12)  # the same numbers added differently
    mirrored = plaquette_circulation(u, grid, plane[::-1])
    np.testing.assert_allclose(mirrored, -squares, atol=1e-12)


def test_rigid_rotation_has_circulation_twice_the_area():
    grid = Grid((2.0, 3.0), (20, 30), (-1.0, -1.5))
    x, y = grid.coordinates()
    u = np.stack([-y, x])  # not periodic: loops away from the seam only
    assert loop_circulation(u, grid, (0, 1), (2, 3), (5, 7)) == pytest.approx(2 * 0.5 * 0.7)
    assert loop_circulation(u, grid, (1, 0), (2, 3), (7, 5)) == pytest.approx(-2 * 0.5 * 0.7)


def test_winding_finds_each_vortex_with_its_sign():
    grid, psi = vortices()
    charge = phase_winding(np.stack([psi, psi.conj()]), grid, (0, 1))
    assert charge.sum() == 0
    assert (np.abs(charge[0]) == 1).sum() == 4
    np.testing.assert_array_equal(charge[1], -charge[0])
    x = grid.coordinates()
    found = x[:, charge[0] == 1].T + np.array(grid.spacing) / 2
    exact = np.array([[1, 2], [1 + np.pi, 2 + np.pi]])  # where cos x cos y > 0
    np.testing.assert_allclose(found, exact, atol=max(grid.spacing))


def test_no_winding_once_the_zeros_are_gone():
    grid, psi = vortices(shift=1.5)
    assert not phase_winding(psi, grid, (0, 1)).any()


def test_circulation_of_the_velocity_is_a_quantum_per_vortex():
    hbar, mass = 0.6, 1.5
    grid, psi = vortices(64)
    u = fluid_from_wave(psi, grid=grid, hbar=hbar, mass=mass)[1]
    charge = phase_winding(psi, grid, (0, 1))
    i, j = np.argwhere(charge == 1)[0]
    loop = loop_circulation(u, grid, (0, 1), (int(i) - 8, int(j) - 8), (16, 16))
    # trapezoid rule on 16 edges a side, second order
    assert loop == pytest.approx(2 * np.pi * hbar / mass, rel=1e-2)


@pytest.mark.parametrize("winding", [-2, 0, 1])
def test_winding_around_the_box_is_quantised(winding):
    hbar, mass = 0.6, 1.5
    grid = Grid((3.0, 2.0), (16, 12))
    S = trig_polynomial([[1, 2], [1, 0], [0, 1]], grid)
    psi = np.exp(1j * (S + 2 * np.pi * winding * grid.coordinates()[0] / 3))
    u = fluid_from_wave(psi, grid=grid, hbar=hbar, mass=mass)[1]
    around = box_circulation(u, grid, 0)
    assert around.shape == (1, 12)
    # exp of coefficients up to 0.4 on 16 points: tail below 1e-7
    np.testing.assert_allclose(around, 2 * np.pi * hbar / mass * winding, atol=1e-6)
    flat = gradient(S, grid)
    np.testing.assert_allclose(box_circulation(flat, grid, 1), 0, atol=1e-12)


def test_bad_input_is_one_sentence():
    grid = Grid((1.0, 1.0), (4, 4))
    with pytest.raises(ValueError, match="`plane` must be two different axes, but it is"):
        phase_winding(np.ones((4, 4)), grid, (1, 1))
    with pytest.raises(ValueError, match="`psi` must not be 0 at a grid point"):
        phase_winding(np.zeros((4, 4)), grid, (0, 1))
    with pytest.raises(ValueError, match="`velocity` must have first axis 2"):
        plaquette_circulation(np.zeros((4, 4)), grid, (0, 1))
    with pytest.raises(ValueError, match="`corner` must have 2 entries"):
        loop_circulation(np.zeros((2, 4, 4)), grid, (0, 1), (0,), (1, 1))
