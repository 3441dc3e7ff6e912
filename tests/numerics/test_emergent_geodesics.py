import numpy as np
import pytest

from numerics.orbits.geodesics import coordinate_geodesics
from numerics.spacetime.averages import metric_function
from numerics.spacetime.emergence import emergent_metric, metric_cells
from numerics.spacetime.emergent_paths import emergent_geodesics, light_velocities
from numerics.spacetime.neuron_clouds import cloud_of, lattice_positions, random_metric

TIMES = np.linspace(0, 2, 5)


def test_they_are_those_of_the_small_engine():
    rng = np.random.default_rng(1)
    cloud = cloud_of(lattice_positions(3, 4), random_metric(3, 0.3, rng=rng))
    cells = metric_cells(cloud.positions, cloud.precisions, sigmas=12)
    x, v = rng.uniform(-1, 1, (3, 3)), rng.uniform(-0.5, 0.5, (3, 3))
    ours = emergent_geodesics(cells, x, v, TIMES)
    peer = coordinate_geodesics(metric_function(cloud), x, v, TIMES)
    # both to 1e-10 or better, a few steps
    assert np.abs(ours.positions - peer.positions[..., 1:]).max() < 1e-8
    assert np.abs(ours.velocities - peer.velocities[..., 1:]).max() < 1e-8
    assert np.abs(ours.velocities - v).max() > 1e-3
    assert ours.drift < 1e-8


def test_light_has_unit_speed_and_keeps_it():
    rng = np.random.default_rng(1)
    x = rng.uniform(-6, 6, (1500, 3))
    cells = metric_cells(x, np.eye(3) * rng.uniform(0.5, 2, (1500, 1, 1)))
    start = np.zeros((4, 3))
    v = light_velocities(cells, start, rng.normal(size=(4, 3)))
    g = emergent_metric(cells, start).metric.value
    assert np.abs(np.einsum("ba,bac,bc->b", v, g, v) - 1).max() < 1e-14
    assert emergent_geodesics(cells, start, v, TIMES).drift < 1e-8


def test_equal_neurons_let_it_go_straight():
    x = lattice_positions(3, 8)
    cells = metric_cells(x, np.broadcast_to(2 * np.eye(3), (len(x), 3, 3)))
    v = light_velocities(cells, np.zeros((1, 3)), [[3.0, 0, 4]])
    path = emergent_geodesics(cells, np.zeros((1, 3)), v, TIMES)
    assert np.abs(path.positions - TIMES[:, None, None] * v).max() < 1e-10


def test_bad_arguments():
    cells = metric_cells(np.zeros((1, 3)), np.eye(3)[None])
    x = np.zeros((1, 3))
    with pytest.raises(ValueError, match="`directions` must not vanish, but number 0 is zero"):
        light_velocities(cells, x, x)
    with pytest.raises(ValueError, match=r"must have shape \(B, 3\)"):
        emergent_geodesics(cells, x, np.zeros((2, 3)), TIMES)
    with pytest.raises(ValueError, match="`times` must have at least two"):
        emergent_geodesics(cells, x, x, [0.0])
    with pytest.raises(ValueError, match="`points` must be near neurons"):
        emergent_geodesics(cells, x, [[50.0, 0, 0]], TIMES)
