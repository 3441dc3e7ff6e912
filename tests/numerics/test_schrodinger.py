import numpy as np
import pytest
from array_strategies import checked, coefficients, grids, rationals
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, integral
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.schrodinger import (
    SPLITTINGS,
    Splitting,
    current,
    energy,
    evolve_wave,
    expectation,
    normalise,
    wave_density,
)

HBAR, MASS, OMEGA = 0.7, 1.3, 1.1


def coherent(grid, x0, t):
    """The coherent state of the oscillator, exact, along each axis (product state)."""
    psi = np.ones(grid.points, dtype=complex)
    for x, start in zip(grid.coordinates(), x0, strict=True):
        centre = start * np.cos(OMEGA * t)
        momentum = -MASS * OMEGA * start * np.sin(OMEGA * t)
        width = MASS * OMEGA / HBAR
        psi = psi * (width / np.pi) ** 0.25 * np.exp(
            -width * (x - centre) ** 2 / 2
            + 1j * momentum * (x - centre / 2) / HBAR
            - 0.5j * OMEGA * t
        )  # fmt: skip
    return psi


def oscillator(grid):
    return MASS * OMEGA**2 * (grid.coordinates() ** 2).sum(axis=0) / 2


@pytest.mark.parametrize("order", [2, 4])
@pytest.mark.parametrize("dimension", [1, 2])
def test_measured_order_against_the_coherent_state(order, dimension):
    n = 64 if dimension == 1 else 48
    grid = Grid((14.0,) * dimension, (n,) * dimension, (-7.0,) * dimension)
    x0, end = (1.0, -0.5)[:dimension], 2.0
    errors = []
    for steps in (10, 20, 40):
        psi = evolve_wave(
            coherent(grid, x0, 0), oscillator(grid), grid=grid, hbar=HBAR, mass=MASS,
            dt=end / steps, steps=steps, order=order,
        )  # fmt: skip
        errors.append(np.abs(psi - coherent(grid, x0, end)).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - order) < 0.25).all(), orders  # asymptotic on these steps
    assert errors[-1] < (2e-3 if order == 2 else 1e-6)


def test_order_four_converges_to_rounding_in_three_dimensions():
    grid = Grid((10.0,) * 3, (32,) * 3, (-5.0,) * 3)
    x0 = (0.4, -0.3, 0.2)
    psi = evolve_wave(
        coherent(grid, x0, 0), oscillator(grid), grid=grid, hbar=HBAR, mass=MASS,
        dt=0.02, steps=25, order=4,
    )  # fmt: skip
    # the coherent state is exp(-20) = 1e-9 at the walls of this box
    np.testing.assert_allclose(psi, coherent(grid, x0, 0.5), atol=1e-7)


@pytest.mark.parametrize("order", [2, 4])
def test_norm_and_energy_over_a_thousand_steps(order):
    grid = Grid((6.0, 5.0), (24, 20))
    V = trig_polynomial([[2, 1], [1, -1], [0, 1], [1, 1]], grid, scale=1.0)
    psi = normalise(1 + trig_polynomial([[1, 2], [0, 1]], grid, scale=0.3) * (1 + 1j), grid)
    end = evolve_wave(psi, V, grid=grid, hbar=HBAR, mass=MASS, dt=0.01, steps=1000, order=order)
    # rounding of unit factors: a random walk of 1e-16 a step
    assert integral(wave_density(end, grid), grid) == pytest.approx(1, abs=1e-12)
    before, after = (energy(w, V, grid=grid, hbar=HBAR, mass=MASS) for w in (psi, end))
    # a symplectic method keeps the energy to dt^order
    assert after == pytest.approx(before, abs=1e-3 if order == 2 else 1e-7)


@checked
@given(grids(), st.data(), st.sampled_from([2, 4]), rationals(), rationals())
def test_plane_waves_in_a_constant_potential_are_exact(grid, data, order, hbar, mass):
    degree = np.array([data.draw(st.integers(-3, 3)) for _ in range(grid.dimension)])
    k = 2 * np.pi * degree / np.array(grid.lengths)
    wave = np.exp(1j * np.tensordot(k, grid.coordinates(), 1))
    V = np.full((2, *grid.points), 0.3)
    V[1] = -1.2
    end = evolve_wave(wave, V, grid=grid, hbar=hbar, mass=mass, dt=0.1, steps=3, order=order)
    frequency = hbar * (k**2).sum() / (2 * mass) + np.array([0.3, -1.2]) / hbar
    exact = np.multiply.outer(np.exp(-0.3j * frequency), wave)
    # phases up to 10^4 rounded at 1e-16
    np.testing.assert_allclose(end, exact, atol=1e-10)
    flux = current(wave, grid=grid, hbar=hbar, mass=mass)
    for axis in range(grid.dimension):
        np.testing.assert_allclose(flux[axis], hbar * k[axis] / mass, atol=1e-10)
    p = energy(wave, V, grid=grid, hbar=hbar, mass=mass)
    np.testing.assert_allclose(p, hbar * frequency, rtol=1e-10, atol=1e-10)


@checked
@given(grids(dimensions=(1, 2)), coefficients(2), coefficients(2, ()))
def test_input_is_not_overwritten_and_steps_compose(grid, c, e):
    psi = 1 + trig_polynomial(c, grid) + 1j * trig_polynomial(c[::-1], grid)
    V, kept = trig_polynomial(e, grid), psi.copy()
    how = {"grid": grid, "hbar": 1.0, "mass": 2.0, "dt": 0.05, "order": 4}
    whole = evolve_wave(psi, V, steps=5, **how)
    parts = evolve_wave(evolve_wave(psi, V, steps=2, **how), V, steps=3, **how)
    np.testing.assert_array_equal(psi, kept)
    # merging the potential steps changes rounding only
    np.testing.assert_allclose(whole, parts, atol=1e-13)
    np.testing.assert_array_equal(evolve_wave(psi, V, steps=0, **how), kept)


def test_ehrenfest_centre_of_the_packet():
    grid = Grid((14.0,), (64,), (-7.0,))
    psi = coherent(grid, (1.0,), 0.0)
    end = evolve_wave(
        psi, oscillator(grid), grid=grid, hbar=HBAR, mass=MASS, dt=0.01, steps=100, order=4
    )
    centre = expectation(end, grid.coordinates()[0], grid)
    assert centre == pytest.approx(np.cos(OMEGA), abs=1e-8)  # dt^4


def test_a_real_wave_carries_no_current():
    grid = Grid((2.0, 1.0), (8, 7))
    # white noise holds the Nyquist wave, whose direction is undefined
    psi = np.random.default_rng(0).normal(size=(8, 7))
    np.testing.assert_allclose(current(psi, grid=grid, hbar=1.0, mass=1.0), 0, atol=1e-13)


LINE = Grid((1.0,), (4,))
GOOD = {"psi": np.ones(4), "V": np.ones(4), "hbar": 1.0, "mass": 1.0, "dt": 0.1, "steps": 1}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dt": 0.0}, "`dt` must be positive, but it is 0."),
        ({"mass": -1.0}, "`mass` must be positive, but it is -1."),
        ({"hbar": np.nan}, "`hbar` must be finite"),
        ({"order": 3}, "`order` must be 2 or 4, but it is 3."),
        ({"steps": -1}, "`steps` must be an integer of at least 0, but it is -1."),
        ({"V": 1j * np.ones(4)}, "`V` must be real"),
        ({"psi": np.ones(3)}, "`psi` must have shape"),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    with pytest.raises(ValueError, match=message):
        evolve_wave(grid=LINE, **{**GOOD, **change})


def test_bad_tables_and_waves():
    assert sorted(SPLITTINGS) == [2, 4]
    with pytest.raises(ValueError, match="`kinetic` must add up to 1, but it adds"):
        Splitting(2, (0.5, 0.5), (0.9,))
    with pytest.raises(ValueError, match="`potential` must be symmetric"):
        Splitting(2, (0.4, 0.6), (1.0,))
    with pytest.raises(ValueError, match="`psi` must not vanish everywhere"):
        normalise(np.zeros(4), LINE)
