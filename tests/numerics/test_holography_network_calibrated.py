"""Calibrated metrics: two numbers make any shape and radius meet the data."""

import numpy as np
import pytest

from numerics.holography.calibrated import calibrate, cubic_response
from numerics.holography.condensate import Layout, condensate_of, mass_of, pack
from numerics.holography.training import Data

LAYOUT = Layout()
VALUES = np.array([0.005, 0.01, 0.02, 0.04, 0.07, 0.1])


def test_cubic_response_of_a_cubic():
    b, d = cubic_response(Data(0.1 * VALUES + 7 * VALUES**3, VALUES))
    assert b == pytest.approx(0.1)
    assert d == pytest.approx(7.0)


@pytest.mark.parametrize("layout", [LAYOUT, Layout(stop=1 / 15), Layout(10)])
def test_a_calibrated_network_is_found_again(layout):
    shape = np.sqrt(1 - layout.eta)
    found = calibrate(shape, 1 / 0.3, Data(0.12 * VALUES + 8 * VALUES**3, VALUES), layout)
    masses, _ = mass_of(found, VALUES, layout)
    again = calibrate(shape, 1 / 0.3, Data(masses, VALUES), layout)
    np.testing.assert_allclose(again, found, rtol=1e-6)


def test_shapes_and_radii_agree_on_the_data():
    data = Data(0.12 * VALUES + 8 * VALUES**3, VALUES)
    inside = 1 - LAYOUT.eta
    shapes = np.stack([inside**0.5, inside, inside**2])
    found = calibrate(shapes, 1 / np.array([0.15, 0.3, 0.5]), data, LAYOUT)
    assert found.shape == (3, 17)
    np.testing.assert_allclose(found[:, 0], 4.0)
    np.testing.assert_allclose(np.exp(-found[:, -2]), [0.15, 0.3, 0.5])
    condensates, _ = condensate_of(found, data.mass, VALUES, LAYOUT)
    # a cubic response up to the fifth order, which is 1e-3 of it at 500 MeV
    np.testing.assert_allclose(condensates, np.broadcast_to(VALUES, (3, 6)), rtol=3e-3)


def test_a_shape_without_effect_is_refused():
    data = Data(0.12 * VALUES + 8 * VALUES**3, VALUES)
    with pytest.raises(ValueError, match="`shape` must allow"):
        calibrate(np.zeros(15), 4.0, data, LAYOUT)


def test_packing_broadcasts():
    assert pack(np.zeros((2, 3)), 1.0, np.ones(2)).shape == (2, 5)


def test_metrics_with_a_horizon_meet_the_data_from_another_base():
    data, layout = Data(0.12 * VALUES + 8 * VALUES**3, VALUES), Layout(15, 1.0, 1 / 15)
    base = 1 / layout.eta + 3 * layout.eta
    shape = layout.eta * (1 - layout.eta**2)
    found = calibrate(shape, 1 / 0.237, data, layout, base=base)
    bend = (found[:-2] - base)[1:] / shape[1:]
    assert np.ptp(bend) < 1e-9 * np.abs(bend).max()
    values, _ = condensate_of(found, data.mass, data.condensate, layout)
    assert np.abs(values - data.condensate).max() < 0.002
