"""What data determine: sensitivities by differences, families checked by another network code."""

import numpy as np
import pytest
from scipy.optimize import brentq

from numerics.holography.classification import (
    LAYOUT as BLACK_HOLE,
)
from numerics.holography.classification import (
    labelled,
    on_horizon,
    schwarzschild_friction,
)
from numerics.holography.condensate import Layout, condensate_of, mass_of, pack
from numerics.holography.determined import (
    classification_sensitivity,
    condensate_sensitivity,
    ensemble,
    family,
)
from numerics.holography.recursion import layers
from numerics.holography.training import Data, Prior, assess

LAYOUT = Layout()
NETWORK = pack(4 - 3.75 * np.sqrt(1 - LAYOUT.eta), 1 / 0.35, 0.03)
VALUES = np.array([0.005, 0.01, 0.02, 0.04, 0.07, 0.1])
DATA = Data(mass_of(NETWORK, VALUES, LAYOUT)[0], VALUES)


def condensate_alone(parameters: np.ndarray, mass: float, guess: float) -> float:
    """Root of pi at the end of the recursion as written for one network, by bracketing."""
    radius, lam = np.exp(parameters[-2:])
    a = np.sqrt(3) * mass * radius / (2 * np.pi)

    def end(value: float) -> float:
        b = np.pi * value * radius**3 / np.sqrt(3)
        e, log = np.exp(-1.0), 0.5 * lam * a**3 * np.exp(-3.0)
        start = [[a * e + b * e**3 - log, -a * e - 3 * b * e**3 + 2 * log]]
        path = layers(parameters[:-2], lambda x: -3 * x + lam * x**3, start, -1 / 15)
        return float(path[-1, 0, 1])

    return brentq(end, 0.9 * guess, 1.1 * guess, xtol=1e-14)


def test_sensitivity_is_that_of_differences():
    jacobian = np.empty((6, 17))
    for k in range(17):
        d = 1e-5 * (np.arange(17) == k)
        up, down = (condensate_of(NETWORK + s * d, DATA.mass, VALUES, LAYOUT)[0] for s in (1, -1))
        jacobian[:, k] = (up - down) / 2e-5 / DATA.error
    found = condensate_sensitivity(NETWORK, DATA, LAYOUT)
    wanted = np.linalg.svd(jacobian, compute_uv=False)
    np.testing.assert_allclose(found[:2], wanted[:2], rtol=1e-4)
    assert found[2] < 1e-3 * found[1]  # six data, two combinations seen


@pytest.mark.parametrize(("along", "to"), [(-2, np.log(1 / 0.2)), (-1, np.log(0.3))])
def test_members_of_a_family_have_the_same_condensates(along, to):
    members = family(NETWORK, DATA, LAYOUT, along=along, to=to, steps=10)
    assert members[-1, along] == pytest.approx(to)
    for mass, value in zip(DATA.mass, VALUES, strict=True):
        again = condensate_alone(members[-1], mass, value)
        assert abs(again - value) < 0.1 * DATA.error


def test_a_family_stops_where_it_ends():
    members = family(NETWORK, DATA, LAYOUT, along=-2, to=np.log(1 / 0.01), steps=5)
    assert 1 <= len(members) < 6


def test_members_of_an_ensemble_fit_and_differ():
    rng = np.random.default_rng(2)
    told = []
    found = ensemble(
        6, NETWORK, DATA, Prior(smoothness=10), LAYOUT, rng=rng, told=lambda *a: told.append(a)
    )
    assert [count for count, _ in told][-1] == 6
    np.testing.assert_array_equal(told[-1][1], found)
    for one in found:
        assert assess(one, DATA, Prior(), LAYOUT).worst < 5 * DATA.error
    assert np.std(found[:, -2]) > 0.05
    assert np.std(found[:, -1]) > 0.5


def test_a_wild_network_is_refused():
    with pytest.raises(ValueError, match="6 of 6 have none"):
        condensate_sensitivity(pack(np.full(15, -1e30), 4.0, 0.01), DATA, LAYOUT)


def test_sensitivity_of_the_labels_is_that_of_differences():
    true = schwarzschild_friction(BLACK_HOLE.eta)
    points = labelled(50, true, BLACK_HOLE, rng=np.random.default_rng(0))
    phi, pi = points.phi[points.positive], points.pi[points.positive]
    slope = np.empty((50, 10))
    for k in range(10):
        d = 1e-6 * (np.arange(10) == k)
        rise = on_horizon(true + d, phi, pi, BLACK_HOLE) - on_horizon(true - d, phi, pi, BLACK_HOLE)
        slope[:, k] = rise / 2e-6
    wanted = np.linalg.svd(slope / np.sqrt(50), compute_uv=False)
    np.testing.assert_allclose(classification_sensitivity(true, points)[:3], wanted[:3], rtol=1e-4)
