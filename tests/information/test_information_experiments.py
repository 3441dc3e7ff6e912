"""The two experiments of information geometry: exact limits, a user's boundary, bad data."""

import numpy as np
import pytest

from proofs.checker.experiment import Job
from proofs.experiments import complexity_growth, path_integral


def optimise(**changed):
    values = path_integral.EXPERIMENT.defaults() | {"cells": 96, "columns": 16} | changed
    return path_integral.run(np.random.default_rng(0), Job(), **values)


@pytest.mark.parametrize(("weight", "mu"), [(0.0, 1.0), (0.03, 2.0), (0.06, 0.5)])
def test_cones_have_the_curvature_wanted(weight, mu):
    numbers = optimise(weight=weight, mu=mu, ripple=0.2, waves=1, cells=256).numbers
    assert numbers["measured order of the scheme"] == pytest.approx(2, abs=0.25)
    assert numbers["curvature, largest error"] < 0.05 * mu  # second order in columns of 2 pi / 16
    assert numbers["deficit of the cone in units of 2 pi"] == pytest.approx(12 * weight)


def test_a_boundary_of_the_user_is_kept_at_the_edge():
    edge = np.sin(2 * np.pi * np.arange(20) / 20) / 3
    arrays = optimise(boundary=edge).arrays
    assert np.array_equal(arrays["phi"][0], edge)
    assert arrays["phi"].shape == (97, 20)


@pytest.mark.parametrize(
    "edge", [np.array(["a"]), {"x": np.zeros(3)}, np.zeros(2), np.full(9, 9.0)]
)
def test_what_is_no_boundary_is_refused(edge):
    with pytest.raises(ValueError, match="boundary"):
        optimise(boundary=edge)


def test_complexity_grows_at_its_late_rate_and_action_from_above():
    values = complexity_growth.EXPERIMENT.defaults() | {"slices": 40}
    found = complexity_growth.run(np.random.default_rng(0), Job(), **values)
    assert found.numbers["late rate of volume over its limit"] == pytest.approx(1, abs=1e-6)
    assert found.numbers["largest rate of action over 2M"] > 1.1
    assert np.all(np.diff(found.arrays["volume"]) > 0)
    assert found.arrays["time"][-1] == pytest.approx(values["latest"], abs=0.01)
    late = found.arrays["action time"] > 6
    assert np.all(found.arrays["action rate"][late] > 1)
