"""Channels, negativity and distances of matrices against closed forms."""

import numpy as np
import pytest
from array_strategies import checked, densities, kets
from hypothesis import given
from hypothesis import strategies as st

from numerics.qubits.channels import (
    amplitude_damping,
    apply_channel,
    choi_matrix,
    dephasing,
    depolarising,
)
from numerics.qubits.distances import bures, fidelity, relative_entropy, trace_distance
from numerics.qubits.entanglement import (
    concurrence,
    logarithmic_negativity,
    negativity,
    partial_trace,
    partial_transpose,
)

ROUNDING = 1e-12
BELL = np.array([1, 0, 0, 1]) / np.sqrt(2)


def outer(psi):
    return psi[..., :, None] * psi[..., None, :].conj()


@checked
@given(rho=densities(4), sigma=densities(4))
def test_partial_transposes_of_all_and_of_none(rho, sigma):
    np.testing.assert_allclose(
        partial_transpose(rho, (2, 2), (0, 1)), np.swapaxes(rho, -1, -2), atol=ROUNDING
    )
    twice = np.einsum("nij->nij", partial_transpose(rho, (2, 2), 0))
    split = twice.reshape(-1, 2, 2, 2, 2).swapaxes(1, 3).reshape(twice.shape)
    np.testing.assert_allclose(split, rho, atol=ROUNDING)
    mixed = negativity((rho + sigma) / 2, (2, 2), 0)
    parts = (negativity(rho, (2, 2), 0) + negativity(sigma, (2, 2), 0)) / 2
    assert (mixed <= parts + ROUNDING).all()  # convex
    assert (negativity(rho, (2, 2), 0) <= concurrence(rho) / 2 + 1e-7).all()


@checked
@given(psi=kets(4))
def test_negativity_of_pure_pairs_is_half_the_concurrence(psi):
    assert np.abs(negativity(psi, (2, 2), 0) - concurrence(psi) / 2).max() < 1e-7


@pytest.mark.parametrize("p", [0.0, 1 / 3, 0.5, 1.0])
def test_negativity_of_werner_states(p):
    """(3 p - 1) / 4 where it is positive: one eigenvalue (1 - 3 p) / 4 (Peres 1996)."""
    singlet = np.array([0, 1, -1, 0]) / np.sqrt(2)
    rho = p * outer(singlet) + (1 - p) * np.eye(4) / 4
    n = max(0.0, (3 * p - 1) / 4)
    assert negativity(rho, (2, 2), 1) == pytest.approx(n, abs=ROUNDING)
    assert logarithmic_negativity(rho, (2, 2), 1) == pytest.approx(np.log2(1 + 2 * n), abs=ROUNDING)


@checked
@given(rho=densities(3), sigma=densities(3), psi=kets(3, (2,)))
def test_fuchs_and_van_de_graaf(rho, sigma, psi):
    t, f = trace_distance(rho, sigma), fidelity(rho, sigma)
    assert (1 - np.sqrt(f) <= t + ROUNDING).all()
    assert (t <= np.sqrt(np.clip(1 - f, 0, None)) + 1e-7).all()
    a, b = psi
    pure = np.sqrt(max(0.0, 1 - abs(np.vdot(a, b)) ** 2))
    assert trace_distance(a, b) == pytest.approx(pure, abs=1e-7)
    # Pinsker, in bits
    assert (relative_entropy(rho, sigma) >= 2 / np.log(2) * t**2 - 1e-9).all()


def test_relative_entropies_in_closed_form():
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.2, 0.6])
    known = (p * np.log2(p / q)).sum()
    assert relative_entropy(np.diag(p), np.diag(q)) == pytest.approx(known, abs=ROUNDING)
    assert relative_entropy(np.diag([0.5, 0.5, 0]), np.diag(q)) < np.inf
    assert relative_entropy(np.diag(q), np.diag([0.5, 0.5, 0])) == np.inf
    product = np.eye(4) / 4
    assert relative_entropy(BELL, product) == pytest.approx(2, abs=ROUNDING)  # mutual information


@checked
@given(rho=densities(4), sigma=densities(4), p=st.floats(0, 1))
def test_channels_keep_states_and_bring_them_closer(rho, sigma, p):
    for kraus in (depolarising(p), dephasing(p), amplitude_damping(p)):
        one, two = (apply_channel(s, kraus, (2, 2), 1) for s in (rho, sigma))
        np.testing.assert_allclose(np.trace(one, axis1=-2, axis2=-1), 1, atol=ROUNDING)
        assert (trace_distance(one, two) <= trace_distance(rho, sigma) + ROUNDING).all()
        assert (bures(one, two) <= bures(rho, sigma) + 1e-7).all()
        np.testing.assert_allclose(
            partial_trace(one, (2, 2), 0), partial_trace(rho, (2, 2), 0), atol=ROUNDING
        )


def test_channels_of_one_qubit_in_closed_form():
    rho = np.array([[0.7, 0.2 - 0.1j], [0.2 + 0.1j, 0.3]])
    p = 0.36
    made = apply_channel(rho, depolarising(p))
    np.testing.assert_allclose(made, (1 - p) * rho + p * np.eye(2) / 2, atol=ROUNDING)
    fallen = apply_channel(rho, amplitude_damping(p))
    np.testing.assert_allclose(
        fallen, [[0.7 + 0.3 * p, 0.8 * rho[0, 1]], [0.8 * rho[1, 0], 0.3 * (1 - p)]], atol=ROUNDING
    )
    np.testing.assert_allclose(
        apply_channel(rho, dephasing(p))[0, 1], (1 - 2 * p) * rho[0, 1], atol=ROUNDING
    )
    # the state of the depolarising channel is a Werner state, entangled below p = 2/3
    assert negativity(choi_matrix(depolarising(p)), (2, 2), 0) == pytest.approx(
        (2 - 3 * p) / 4, abs=ROUNDING
    )
    np.testing.assert_allclose(
        choi_matrix(amplitude_damping(p)),
        apply_channel(BELL, amplitude_damping(p), (2, 2), 1),
        atol=ROUNDING,
    )


def test_an_isometry_is_a_channel_to_a_larger_space():
    up = np.eye(4)[:, :2][None]
    assert apply_channel(np.eye(2) / 2, up).shape == (4, 4)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: apply_channel([1, 0], [np.eye(2), np.eye(2)]),
            r"sum K\^\+ K = 1, .* 1.0e\+00 off",
        ),
        (lambda: apply_channel([1, 0, 0], [np.eye(2)]), "dimension 2 like `kraus`, but it has 3"),
        (lambda: apply_channel([1, 0], np.eye(2)), "must have shape"),
        (lambda: apply_channel(BELL, [np.eye(2)], systems=0), "`dimensions` must be given"),
        (lambda: apply_channel(BELL, [np.eye(2)], (2, 2), (0, 1)), r"shape \(m, 4, 4\)"),
        (lambda: depolarising(1.5), "between 0 and 1.33333, but it is 1.5"),
        (lambda: trace_distance([1, 0], [1, 0, 0]), "but it has 3"),
        (lambda: partial_transpose(BELL, (2, 3), 0), "2 x 3 = 6, but it has 4"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
