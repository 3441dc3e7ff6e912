"""The network of a scalar field: the recursion, its batches, its adjoint."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.holography.network import backward, forward
from numerics.holography.recursion import layers
from tests.numerics.holography_strategies import networks

STEP = 1e-30  # of the complex step: exact to rounding


@given(networks())
@settings(deadline=None, max_examples=60)
def test_batches_agree_with_one_network_at_a_time(drawn):
    h, phi, pi, lam, step = drawn
    found = forward(h, phi, pi, mass_squared=-3, coupling=lam, step=step)
    for k in range(len(h)):
        start = np.stack([phi[k], pi[k]], axis=-1)
        alone = layers(h[k], lambda x, k=k: -3 * x + lam[k] * x**3, start, step)
        size = 1 + np.abs(alone).max()
        np.testing.assert_allclose(found.phi[:, k] / size, alone[..., 0] / size, atol=1e-13)
        np.testing.assert_allclose(found.pi[:, k] / size, alone[..., 1] / size, atol=1e-13)


@given(networks(), st.floats(0.1, 3))
@settings(deadline=None, max_examples=40)
def test_field_and_coupling_scale_together(drawn, s):
    h, phi, pi, lam, step = drawn
    one = forward(h, phi, pi, mass_squared=-1, coupling=lam, step=step)
    other = forward(h, s * phi, s * pi, mass_squared=-1, coupling=lam / s**2, step=step)
    np.testing.assert_allclose(other.pi, s * one.pi, rtol=1e-9, atol=1e-9 * np.abs(one.pi).max())


@given(networks())
@settings(deadline=None, max_examples=60)
def test_adjoint_is_the_complex_step(drawn):
    h, phi, pi, lam, step = drawn
    how = {"mass_squared": -3.0, "step": step}

    def readout(h, phi, pi, lam):
        end = forward(h, phi, pi, coupling=lam, **how)
        return end.phi[-1] ** 2 + 3 * end.pi[-1]

    fields = forward(h, phi, pi, coupling=lam, **how)
    two, three = 2 * fields.phi[-1], np.full_like(phi, 3.0)
    found = backward(fields, h, two, three, coupling=lam, **how)
    i = 1j * STEP
    by = {
        "phi": readout(h, phi + i, pi, lam).imag / STEP,
        "pi": readout(h, phi, pi + i, lam).imag / STEP,
        "coupling": readout(h, phi, pi, lam + i).imag / STEP,
    }
    for name, slope in by.items():
        size = 1 + np.abs(slope).max()
        np.testing.assert_allclose(getattr(found, name) / size, slope / size, atol=1e-11)
    for n in range(h.shape[1]):
        slope = readout(h + i * (np.arange(h.shape[1]) == n), phi, pi, lam).imag / STEP
        size = 1 + np.abs(slope).max()
        np.testing.assert_allclose(found.friction[..., n] / size, slope / size, atol=1e-11)


def test_a_field_that_overflows_is_named():
    with pytest.raises(ValueError, match="overflow in layer"):
        forward([0.0] * 12, [1e40], [1e60], mass_squared=-3, coupling=1.0, step=-0.1)


def test_networks_must_be_finite():
    with pytest.raises(ValueError, match="`friction` must be finite"):
        forward([np.nan], [1.0], [1.0], mass_squared=-3, coupling=1.0, step=-0.1)
