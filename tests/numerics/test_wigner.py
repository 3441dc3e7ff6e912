import numpy as np
import pytest
from array_strategies import checked, grids, rationals
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from numerics.grid import Grid
from numerics.memory import BeyondMemoryError
from numerics.waves.phase_space import density_wigner, ring_wigner, wigner


def waves(grid):
    """Any values on the grid, Nyquist wave included."""
    parts = hnp.arrays(np.int64, (2, 2, *grid.points), elements=st.integers(-3, 3))
    return parts.map(lambda a: a[0] + 1j * a[1])


@checked
@given(grids((1,)), st.data(), rationals())
def test_marginals_are_exact_for_any_wave(grid, data, hbar):
    psi = data.draw(waves(grid))
    W = ring_wigner(psi, grid=grid, hbar=hbar)
    n, length = grid.points[0], grid.lengths[0]
    assert W.values.shape == (2, n, 2 * n)
    # rounding of sums of 24 products up to 18
    np.testing.assert_allclose(W.in_position(), np.abs(psi) ** 2, atol=1e-12)
    # the transform written out, at the momenta of the ring
    x, modes = W.position, np.arange(-(n // 2), (n + 1) // 2)
    waves_of_ring = np.exp(-2j * np.pi * np.multiply.outer(modes, x - x[0]) / length)
    amplitude = psi @ waves_of_ring.T * (length / n)
    found = W.in_momentum() * np.pi * hbar / length
    exact = np.zeros((2, 2 * n))
    exact[:, n + 2 * modes] = np.abs(amplitude) ** 2 / length
    np.testing.assert_allclose(found, exact, atol=1e-11)
    np.testing.assert_allclose(W.momentum[n + 2 * modes], 2 * np.pi * hbar * modes / length)


@checked
@given(grids((1,), most=9), st.data(), rationals())
def test_values_follow_the_definition_mode_by_mode(grid, data, hbar):
    psi = data.draw(waves(grid))[0]
    W = ring_wigner(psi, grid=grid, hbar=hbar)
    n, length = grid.points[0], grid.lengths[0]
    x, modes = W.position - W.position[0], np.arange(-(n // 2), (n + 1) // 2)
    c = np.exp(-2j * np.pi * np.multiply.outer(modes, x) / length) @ psi / n
    exact = np.zeros((n, 2 * n), dtype=complex)
    for a, left in zip(modes, c, strict=True):
        for b, right in zip(modes, c, strict=True):
            # int exp(i (p - (p_a + p_b)/2) s / hbar) ds over 2 L picks one momentum
            phase = np.exp(2j * np.pi * (a - b) * x / length)
            exact[:, n + a + b] += left * right.conjugate() * phase * length / (np.pi * hbar)
    np.testing.assert_allclose(W.values, exact, atol=1e-11)  # 81 terms in rounding


BOX = Grid((20.0,), (160,), (-10.0,))
X = BOX.coordinates()[0]
VACUUM = np.pi**-0.25 * np.exp(-(X**2) / 2)


def volume(W):
    return (
        np.abs(W.values).sum() * (W.position[1] - W.position[0]) * (W.momentum[1] - W.momentum[0])
    )


def test_a_coherent_state_is_a_gaussian_everywhere_on_a_line():
    hbar, x0, p0 = 0.7, 0.5, 1.0
    psi = (np.pi * hbar) ** -0.25 * np.exp(-((X - x0) ** 2) / (2 * hbar) + 1j * p0 * X / hbar)
    W = wigner(psi, grid=BOX, hbar=hbar)
    q, p = W.position[:, None], W.momentum[None, :]
    exact = np.exp(-((q - x0) ** 2 + (p - p0) ** 2) / hbar) / (np.pi * hbar)
    np.testing.assert_allclose(W.values, exact, atol=1e-11)
    density = np.exp(-((W.momentum - p0) ** 2) / hbar) / np.sqrt(np.pi * hbar)
    np.testing.assert_allclose(W.in_momentum(), density, atol=1e-11)
    np.testing.assert_allclose(W.in_position(), np.abs(psi) ** 2, atol=1e-12)


def test_negative_volumes_of_photon_states():
    """A. Kenfack, K. Zyczkowski, J. Opt. B 6 (2004) 396: 4 / sqrt(e) - 2 with one photon."""
    one = np.sqrt(2) * X * VACUUM
    assert volume(wigner(VACUUM, grid=BOX, hbar=1.0)) == pytest.approx(1, abs=1e-10)
    # |W| has a kink, which the sum resolves to the square of the spacing
    assert volume(wigner(one, grid=BOX, hbar=1.0)) - 1 == pytest.approx(
        4 / np.sqrt(np.e) - 2, abs=5e-3
    )
    assert wigner(one, grid=BOX, hbar=1.0).values.min() == pytest.approx(-1 / np.pi, abs=1e-10)


def test_on_a_ring_a_packet_meets_itself_half_a_ring_away():
    W = ring_wigner(VACUUM, grid=BOX, hbar=1.0)
    far = W.values[:3]
    assert np.abs(far).max() > 0.1
    mean = far[:, 1:-1] / 2 + (far[:, :-2] + far[:, 2:]) / 4
    assert np.abs(mean).max() < 0.1 * np.abs(far).max()  # second difference of a smooth envelope


def test_density_matrices_mix_wigner_functions():
    one = np.sqrt(2) * X * VACUUM * np.exp(0.3j * X)
    rho = 0.25 * np.outer(VACUUM, VACUUM) + 0.75 * np.outer(one, one.conj())
    mixed = density_wigner(rho, grid=BOX, hbar=1.0)
    parts = [wigner(psi, grid=BOX, hbar=1.0).values for psi in (VACUUM, one)]
    np.testing.assert_allclose(mixed.values, 0.25 * parts[0] + 0.75 * parts[1], atol=1e-12)


def test_a_superposition_is_negative_between_its_parts():
    grid = Grid((20.0,), (128,), (-10.0,))
    x = grid.coordinates()[0]
    psi = np.exp(-((x - 2) ** 2) / 2) + np.exp(-((x + 2) ** 2) / 2)
    assert wigner(psi, grid=grid, hbar=1.0).values[64].min() < -0.5


def test_bad_input_is_one_sentence():
    with pytest.raises(ValueError, match="`grid` must have 1 axis, but it has 2"):
        wigner(np.ones((4, 4)), grid=Grid((1.0, 1.0), (4, 4)), hbar=1.0)
    with pytest.raises(ValueError, match="`psi` must have shape"):
        wigner(np.ones(5), grid=Grid((1.0,), (4,)), hbar=1.0)
    with pytest.raises(ValueError, match=r"`psi` must vanish at both ends .* 1.0e\+00"):
        wigner(np.ones(4), grid=Grid((1.0,), (4,)), hbar=1.0)
    with pytest.raises(ValueError, match="`density_wigner` takes"):
        wigner(np.outer(VACUUM, VACUUM), grid=BOX, hbar=1.0)
    with pytest.raises(ValueError, match="`rho` must be Hermitian, but it differs by"):
        density_wigner(np.outer(VACUUM, X * VACUUM), grid=BOX, hbar=1.0)
    with pytest.raises(ValueError, match=r"`rho` must have shape \(160, 160\)"):
        density_wigner(VACUUM, grid=BOX, hbar=1.0)
    with pytest.raises(BeyondMemoryError, match=r"Wigner function of 4 points .* needs 2560 bytes"):
        ring_wigner(np.ones(4), grid=Grid((1.0,), (4,)), hbar=1.0, memory=2559)
