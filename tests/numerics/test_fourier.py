import sys
import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest
from array_strategies import checked, coefficients, grids, rationals
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import dft, expm

from numerics.grid import Grid
from numerics.memory import BeyondMemoryError
from numerics.waves.fourier import in_place
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.schrodinger import evolve_wave

HOW = {"hbar": 0.9, "mass": 1.2}


class Plan:
    """What pyFFTW's plans do, by NumPy: in place, and both ways without a factor."""

    def __init__(self, array, output, *, axes, direction, threads):
        assert output is array
        self.array, self.axes, self.backward = array, axes, direction == "FFTW_BACKWARD"

    def execute(self):
        array, axes = self.array, self.axes
        if self.backward:
            array[...] = np.fft.ifftn(array, axes=axes, norm="forward")
        else:
            array[...] = np.fft.fftn(array, axes=axes)


def transform(library, monkeypatch):
    """Options for one library; "stand-in" is pyfftw where it is not installed."""
    if library == "pyfftw":
        pytest.importorskip("pyfftw")
    if library == "stand-in":
        module = SimpleNamespace(empty_aligned=np.empty, FFTW=Plan)
        monkeypatch.setitem(sys.modules, "pyfftw", module)
    return {"library": "scipy" if library == "scipy" else "pyfftw"}


@pytest.mark.parametrize("library", ["scipy", "pyfftw", "stand-in"])
@pytest.mark.parametrize("kind", [np.complex128, np.complex64])
def test_transforms_are_those_of_the_definition(library, kind, monkeypatch):
    options = transform(library, monkeypatch)
    rng = np.random.default_rng(3)
    values = rng.normal(size=(2, 5, 6)) + 1j * rng.normal(size=(2, 5, 6))
    pair = in_place((2, 5, 6), (-2, -1), kind, workers=2, **options)
    assert pair.array.dtype == kind
    pair.array[...] = values
    spectrum = pair.forward(pair.array).copy()
    exact = np.einsum("ax,by,ixy->iab", dft(5), dft(6), values)
    tolerance = 1e-13 if kind is np.complex128 else 1e-4  # 30 terms of order 1, in rounding
    np.testing.assert_allclose(spectrum, exact, atol=tolerance)
    back = pair.backward(spectrum)
    np.testing.assert_allclose(back, 30 * values, atol=100 * tolerance)


def dense_hamiltonian(V, grid, hbar, mass):
    """The kinetic matrix through dense Fourier matrices of each axis, and V on the diagonal."""
    total = np.diag(V.ravel()).astype(complex)
    for axis in range(grid.dimension):
        n = grid.points[axis]
        F = dft(n, scale="sqrtn")
        one = F.conj().T @ np.diag(hbar**2 * grid.wavenumbers(axis) ** 2 / (2 * mass)) @ F
        before, after = np.prod(grid.points[:axis], dtype=int), np.prod(grid.points[axis + 1 :], dtype=int)  # fmt: skip  # noqa: E501
        total += np.kron(np.kron(np.eye(before), one), np.eye(after))
    return total


@checked
@given(grids((1, 2), most=8), coefficients(2, ()), coefficients(2), st.sampled_from([2, 4]))
def test_steps_follow_the_exponential_of_the_dense_hamiltonian(grid, v, c, order):
    V = trig_polynomial(v, grid, scale=0.5)
    psi = 1 + trig_polynomial(c, grid)[0] + 1j * trig_polynomial(c, grid)[1]
    H, end = dense_hamiltonian(V, grid, **HOW), 0.02
    exact = (expm(-1j * end / HOW["hbar"] * H) @ psi.ravel()).reshape(grid.points)
    errors = [
        np.abs(
            evolve_wave(psi, V, grid=grid, dt=end / n, steps=n, order=order, **HOW) - exact
        ).max()
        for n in (32, 64)
    ]
    # commutators reach (k^2)^order: only the rate is known
    assert errors[1] < errors[0] * (0.3 if order == 2 else 0.12) + 1e-11
    assert errors[1] < 1e-3 * np.abs(psi).max()


@checked
@given(grids(), coefficients(2), coefficients(2), rationals(), st.sampled_from([2, 4]))
def test_threads_leave_every_bit_and_single_precision_its_seven_digits(grid, c, v, hbar, order):
    psi = 1 + trig_polynomial(c, grid) + 1j * trig_polynomial(c[::-1], grid)
    how = {"grid": grid, "hbar": hbar, "mass": 1.5, "dt": 0.01, "steps": 20, "order": order}
    V = trig_polynomial(v, grid)
    exact = evolve_wave(psi, V, **how)
    np.testing.assert_array_equal(exact, evolve_wave(psi, V, workers=2, **how))
    short = evolve_wave(psi, V, precision="single", **how)
    assert short.dtype == np.complex64
    size = np.abs(exact).max()
    # rounded phases, 4e-8 a pair: 5e-6 after 120 pairs
    assert 1e-10 * size < np.abs(short - exact).max() < 2e-5 * size


@pytest.mark.parametrize("library", ["pyfftw", "stand-in"])
def test_pyfftw_agrees(library, monkeypatch):
    options = transform(library, monkeypatch)
    grid = Grid((2.0, 3.0), (16, 18))
    psi, V = 1 + trig_polynomial([[2, 1], [1, 1]], grid), trig_polynomial([[1, 2]], grid)
    how = {"grid": grid, "dt": 0.01, "steps": 30, **HOW}
    np.testing.assert_allclose(
        evolve_wave(psi, V, **options, **how), evolve_wave(psi, V, **how), atol=1e-12
    )


def test_the_run_stays_within_the_bytes_it_asks_for():
    grid = Grid((1.0, 1.0), (128, 128))
    psi, V = np.ones(grid.points, dtype=complex), np.zeros(grid.points)
    how = {"grid": grid, "dt": 0.01, "steps": 2, "order": 4, **HOW}
    with pytest.raises(BeyondMemoryError, match=r"shape \(128, 128\) must fit .* needs \d+ bytes"):
        evolve_wave(psi, V, memory=1000, **how)
    evolve_wave(psi, V, **how)
    tracemalloc.start()
    evolve_wave(psi, V, **how)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with pytest.raises(BeyondMemoryError):
        evolve_wave(psi, V, memory=0.99 * peak, **how)


def test_bad_input_is_one_sentence():
    line = {"psi": np.ones(4), "V": np.ones(4), "grid": Grid((1.0,), (4,)), "dt": 1, "steps": 1}
    with pytest.raises(ValueError, match="`precision` must be one of double, single, but it is"):
        evolve_wave(precision="half", **line, **HOW)
    with pytest.raises(ValueError, match="`library` must be one of scipy, pyfftw, but it is 'mkl'"):
        evolve_wave(library="mkl", **line, **HOW)
