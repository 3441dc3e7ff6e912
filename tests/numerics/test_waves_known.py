"""Waves on problems whose answers are known in closed form."""

import numpy as np
import pytest

from numerics.grid import Grid, integral
from numerics.waves.schrodinger import (
    absorbing_layer,
    energy,
    evolve_wave,
    expectation,
    normalise,
    relax_wave,
    wave_density,
)

UNITS = {"hbar": 1.0, "mass": 1.0}


def line(half, n):
    grid = Grid((2 * half,), (n,), (-half,))
    return grid, grid.coordinates()[0]


def test_a_coherent_state_returns_after_a_hundred_periods():
    grid, x = line(9.0, 72)
    psi = np.pi**-0.25 * np.exp(-((x - 2) ** 2) / 2)
    steps = 100 * 100
    end = evolve_wave(
        psi, x**2 / 2, grid=grid, dt=200 * np.pi / steps, steps=steps, order=4, **UNITS
    )
    # the phase of the ground state after 100 periods is exp(-i 100 pi) = 1
    assert np.abs(end - psi).max() < 2e-6
    assert integral(wave_density(end, grid), grid) == pytest.approx(1, abs=1e-10)


def test_a_packet_in_a_box_revives():
    """On a ring of length L at t = M L^2 / (pi hbar), all phases being multiples of 2 pi."""
    grid = Grid((3.0,), (128,))
    x = grid.coordinates()[0]
    psi = normalise(np.exp(-20 * (x - 1) ** 2 + 8j * np.pi / 3 * x), grid)
    end = evolve_wave(psi, 0 * x, grid=grid, dt=9 / np.pi, steps=1, **UNITS)
    np.testing.assert_allclose(end, psi, atol=1e-11)
    half = evolve_wave(psi, 0 * x, grid=grid, dt=9 / (2 * np.pi), steps=1, **UNITS)
    np.testing.assert_allclose(np.roll(half, 64), psi, atol=1e-11)


def test_transmission_through_an_eckart_barrier():
    """sinh^2(pi k a) / (sinh^2 + cosh^2(pi/2 sqrt(8 V a^2 - 1))) for V / cosh^2(x / a) (C. Eckart).

    Landau and Lifshitz, Quantum Mechanics, section 25, problem 4; averaged over the momenta of the
    packet.
    """
    grid, x = line(160.0, 2048)
    V, a, k0, width = 1.0, 1.0, 1.4, 12.0
    psi = normalise(np.exp(-((x + 60) ** 2) / (4 * width**2) + 1j * k0 * x), grid)
    steps = 4000
    end = evolve_wave(
        psi, V / np.cosh(x / a) ** 2, grid=grid, dt=90.0 / steps, steps=steps, order=2, **UNITS
    )
    passed = (wave_density(end, grid) * (x > 0)).sum() * grid.cell_volume
    k = grid.wavenumbers(0)
    weight = np.abs(np.fft.fft(psi)) ** 2
    up = np.sinh(np.pi * np.minimum(np.abs(k), 100 / np.pi) * a) ** 2
    T = up / (up + np.cosh(np.pi / 2 * np.sqrt(8 * V * a**2 - 1)) ** 2)
    assert passed == pytest.approx((weight * T * (k > 0)).sum() / weight.sum(), abs=2e-4)


@pytest.mark.parametrize("order", [2, 4])
def test_a_driven_oscillator_follows_newton_and_keeps_its_order(order):
    """<x> = (F / (1 - w^2)) (cos w t - cos t) under the force F cos w t, from rest."""
    grid, x = line(12.0, 128)
    F, w, t = 0.7, 0.6, 5.0
    exact = F / (1 - w**2) * (np.cos(w * t) - np.cos(t))
    psi = np.pi**-0.25 * np.exp(-(x**2) / 2)
    errors = []
    for steps in (50, 100):
        end = evolve_wave(
            psi, lambda s: x**2 / 2 - F * np.cos(w * (s - 1.0)) * x, grid=grid,
            dt=t / steps, steps=steps, start=1.0, order=order, **UNITS,
        )  # fmt: skip
        errors.append(abs(expectation(end, x, grid) - exact))
    assert errors[1] < {2: 2e-3, 4: 1e-6}[order]
    assert np.log2(errors[0] / errors[1]) > order - 0.5


def test_a_static_potential_may_be_a_function_of_the_time():
    grid, x = line(8.0, 64)
    psi = normalise(np.exp(-((x - 1) ** 2)), grid)
    run = {"grid": grid, "dt": 0.02, "steps": 30, "order": 4, **UNITS}
    one, two = (evolve_wave(psi, V, **run) for V in (x**2 / 2, lambda t: x**2 / 2))
    np.testing.assert_allclose(one, two, atol=1e-12)


@pytest.mark.parametrize("order", [2, 4])
def test_a_bright_soliton_keeps_its_shape(order):
    """sech(x - v t) exp(i v x + i (1 - v^2) t / 2) for g = -1 (V. Zakharov, A. Shabat 1972)."""
    grid, x = line(20.0, 256)
    v, t = 0.8, 3.0
    errors = []
    for steps in (200, 400):
        end = evolve_wave(
            np.exp(1j * v * x) / np.cosh(x), 0 * x, grid=grid, dt=t / steps, steps=steps,
            nonlinearity=-1.0, order=order, **UNITS,
        )  # fmt: skip
        exact = np.exp(1j * v * x + 0.5j * (1 - v**2) * t) / np.cosh(x - v * t)
        # the seam at |x| = 20 adds 2e-8, and v is no momentum of the ring
        errors.append(np.abs(end - exact)[np.abs(x) < 12].max())
    assert errors[1] < {2: 1e-4, 4: 1e-5}[order]
    if order == 2:
        assert np.log2(errors[0] / errors[1]) > 1.9


def test_a_layer_absorbs_what_reaches_it():
    grid, x = line(40.0, 512)
    k = 3.0
    psi = normalise(np.exp(-(x**2) / 8 + 1j * k * x), grid)
    V = absorbing_layer(grid, 15.0, 3.0)
    left = []
    for steps in (400, 4000):
        end = evolve_wave(psi, V, grid=grid, dt=0.01, steps=steps, **UNITS)
        left.append(integral(wave_density(end, grid), grid))
    assert left[0] == pytest.approx(1, abs=1e-6)  # not yet there
    assert left[1] < 1e-6  # neither reflected nor sent around the ring
    with pytest.raises(ValueError, match="`V` must be real, or absorb"):
        evolve_wave(psi, -V, grid=grid, dt=0.01, steps=1, **UNITS)


def test_imaginary_time_finds_the_lowest_state_of_each_parity():
    grid, x = line(8.0, 96)
    V = x**2 / 2
    run = {"grid": grid, "dt": 0.01, "steps": 1200, **UNITS}
    for start, level in ((np.exp(-((x - 1) ** 2)), 0.5), (x * np.exp(-(x**2)), 1.5)):
        psi = relax_wave(start, V, **run)
        assert energy(psi, V, grid=grid, **UNITS) == pytest.approx(level, abs=1e-6)
        assert integral(wave_density(psi, grid), grid) == pytest.approx(1, abs=1e-12)


def test_a_condensate_has_the_density_of_thomas_and_fermi():
    """mu = (9 g^2 / 32)^(1/3) and the density (mu - V) / g for large g (L. Pitaevskii 1961)."""
    grid, x = line(16.0, 256)
    V, g = x**2 / 2, 200.0
    psi = relax_wave(np.exp(-(x**2) / 20), V, grid=grid, dt=0.002, steps=4000, nonlinearity=g,
                     **UNITS)  # fmt: skip
    p = wave_density(psi, grid)
    mu = energy(psi, V, grid=grid, **UNITS) + g * integral(p * p, grid)
    assert mu == pytest.approx((9 * g**2 / 32) ** (1 / 3), rel=5e-3)
    inside = np.abs(x) < 4
    thomas_fermi = ((9 * g**2 / 32) ** (1 / 3) - V) / g
    np.testing.assert_allclose(p[inside], thomas_fermi[inside], rtol=1e-2)
