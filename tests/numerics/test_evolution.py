"""Kets under Hamiltonians that change in time, against closed forms."""

import numpy as np
import pytest

from numerics.qubits.circuits import haar_kets
from numerics.qubits.evolution import evolve_ket

X, Y, Z = (np.array(m) for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]))


def rotating(w0, w1, w):
    return lambda t: w0 / 2 * Z + w1 / 2 * (np.cos(w * t) * X + np.sin(w * t) * Y)


def test_rabi_oscillations_in_a_rotating_field_and_the_order_of_the_method():
    """w1^2 / W^2 sin^2(W t / 2), W^2 = (w0 - w)^2 + w1^2 (I. Rabi 1937)."""
    w0, w1, w, t = 2.0, 1.3, 1.1, 4.0
    W = np.hypot(w0 - w, w1)
    exact = (w1 / W * np.sin(W * t / 2)) ** 2
    errors = []
    for steps in (10, 20, 40):
        end = evolve_ket([1, 0], rotating(w0, w1, w), [0.0, t], steps=steps)[-1]
        assert np.linalg.norm(end) == pytest.approx(1, abs=1e-13)
        errors.append(abs(abs(end[1]) ** 2 - exact))
    assert errors[-1] < 1e-6
    assert np.log2(errors[0] / errors[1]) > 3.5


def test_landau_zener():
    """exp(-2 pi a^2 / v) stays in the crossing state for H = v t Z / 2 + a X (C. Zener 1932)."""
    v, a = 1.0, 0.4
    psi = evolve_ket([1, 0], lambda t: v * t / 2 * Z + a * X, [-80.0, 80.0], steps=8000)[-1]
    # the limit is approached as a / (v t)
    assert abs(psi[0]) ** 2 == pytest.approx(np.exp(-2 * np.pi * a**2 / v), abs=2 * a / 80)


def test_a_constant_hamiltonian_is_exact_and_kets_may_be_many():
    rng = np.random.default_rng(0)
    psi = haar_kets(2, (3,), rng=rng)
    h = rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4))
    h = h + h.conj().T
    path = evolve_ket(psi, h, [0.0, 0.4, 1.0])
    assert path.shape == (3, 3, 4)
    moving = evolve_ket(psi, lambda t: h, [0.0, 0.4, 1.0], steps=3)
    np.testing.assert_allclose(moving, path, atol=1e-12)
    energy = np.einsum("tni,ij,tnj->tn", path.conj(), h, path).real
    np.testing.assert_allclose(energy, energy[:1] + 0 * energy, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: evolve_ket([1, 1], X, [0, 1]), "norm is 1.414"),
        (lambda: evolve_ket([1, 0], 1j * X, [0, 1]), "`hamiltonian` must be Hermitian"),
        (lambda: evolve_ket([1, 0], lambda t: np.eye(3), [0, 1]), r"shape \(2, 2\)"),
        (lambda: evolve_ket([1, 0], X, [1, 0]), "must increase strictly"),
        (lambda: evolve_ket([1, 0], X, [0, 1], steps=0), "at least 1, but it is 0"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
