import numpy as np
import pytest
from array_strategies import checked
from cell_strategies import neurons
from hypothesis import given
from hypothesis import strategies as st

from numerics.spacetime.averages import (
    Cloud,
    curly,
    inverse_metric_field,
    metric_field,
    number_density,
)
from numerics.spacetime.cell_list import cell_list
from numerics.spacetime.curvatures import curvature
from numerics.spacetime.emergence import emergent_metric, emergent_metrics, metric_cells
from numerics.spacetime.neuron_clouds import (
    cloud_of,
    lattice_positions,
    random_metric,
    random_perturbations,
)

ORIGIN = np.zeros((1, 3))


def spatial(part, rank):
    return part[(..., *(slice(1, None),) * (2 + rank))]


@checked
@given(neurons(near=True), st.sampled_from((0, 1, 2)))
def test_every_field_agrees_with_the_small_engine(case, order):
    cells = metric_cells(case.positions, case.precisions, sigmas=12)
    field = emergent_metric(cells, case.points, order=order)
    cloud = Cloud(case.positions, case.precisions)
    peer = (metric_field(cloud, case.points, order=order).parts, field.metric.parts)
    raised = (inverse_metric_field(cloud, case.points, order=order).parts, field.inverse_average)
    for k in range(order + 1):
        for exact, found in ((peer[0][k], peer[1][k]), (raised[0][k], raised[1].parts[k])):
            exact = spatial(exact, k)
            # rounding in brackets whose derivatives grow with the square root of the precision
            scale = np.abs(exact).max() + 10 * cells.greatest ** (1 + k / 2)
            assert np.abs(found - exact).max() < 1e-11 * scale
    density = number_density(cloud, case.points).value
    assert np.abs(field.density.value - density).max() < 1e-12 * density.max()
    ones = curly(np.ones(cloud.count), cloud, case.points).value
    assert np.abs(field.ones.value - ones).max() < 1e-12 * ones.max()


@checked
@given(neurons(near=True))
def test_average_of_inverses_is_never_below_the_inverse_of_the_average(case):
    field = emergent_metric(metric_cells(case.positions, case.precisions), case.points)
    product = field.inverse @ field.metric.value
    scale = np.abs(field.inverse).max() * np.abs(field.metric.value).max()
    assert np.abs(product - np.eye(3)).max() < 1e-13 * scale
    assert (np.linalg.eigvalsh(field.difference) > -1e-12 * scale).all()
    assert np.allclose(field.determinant, np.linalg.det(field.metric.value), rtol=1e-13)


def test_equal_neurons_on_a_lattice_make_a_flat_space_of_unit_density():
    x = lattice_positions(3, 10)
    cells = metric_cells(x, np.broadcast_to(np.eye(3), (len(x), 3, 3)))
    field = emergent_metric(cells, ORIGIN, order=2)
    assert np.abs(field.metric.value - np.eye(3)).max() < 1e-14
    assert np.abs(field.difference).max() < 1e-14
    # ripples of the lattice: 6 exp(-2 pi^2) = 1.6e-8
    assert abs(field.density.value[0] - 1) < 2e-8
    assert abs(field.ones.value[0] - 1) < 2e-8
    assert np.abs(field.curvature().scalar).max() < 1e-12
    assert np.abs(field.christoffel()).max() < 1e-13


def test_christoffel_and_curvature_belong_to_the_field():
    rng = np.random.default_rng(2)
    cloud = cloud_of(lattice_positions(3, 9), random_metric(3, 0.2, rng=rng))
    cells = metric_cells(cloud.positions, cloud.precisions)
    points, h = rng.uniform(-1, 1, (4, 3)), 1e-4
    field = emergent_metric(cells, points, order=2)

    def gamma(at):
        return emergent_metric(cells, at, order=1).christoffel()

    ends = [(points + h * e, points - h * e) for e in np.eye(3)]
    slope = np.stack([(gamma(a) - gamma(b)) / (2 * h) for a, b in ends], axis=-1)
    gam = field.christoffel()
    ricci = np.einsum("...mabm->...ab", slope) - np.einsum("...mamb->...ab", slope)
    ricci += np.einsum("...mml,...lab->...ab", gam, gam) - np.einsum(
        "...mbl,...lma->...ab", gam, gam
    )
    # differences of order h^2 of a field that varies over lengths of 2
    assert np.abs(field.curvature().ricci - ricci).max() < 1e-8
    jet = field.spacetime()
    four = curvature(jet.g, jet.dg, jet.ddg)
    assert np.abs(four.scalar - field.curvature().scalar).max() < 1e-14
    assert np.abs(four.christoffel[:, 0]).max() == 0
    assert np.abs(field.curvature().scalar).max() > 1e-3


def test_a_point_without_neurons_is_named():
    cells = metric_cells(np.zeros((1, 3)), np.eye(3)[None])
    with pytest.raises(ValueError, match="at point 2 the number density is"):
        emergent_metric(cells, [[0.0, 0, 0], [1, 1, 1], [60, 0, 0]])
    other = cell_list(np.zeros((1, 3)), np.eye(3)[None], np.ones((1, 2)))
    with pytest.raises(ValueError, match="`cells` must have 14 columns"):
        emergent_metric(other, ORIGIN)


def test_frames_are_streamed_one_by_one():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(60, 3))
    g = random_perturbations(x, 0.2, rng=rng)
    v = rng.normal(size=(60, 3)) / 4
    drawn = []

    def frames():
        for time in (0.0, 0.5, 1.0):
            drawn.append(time)
            yield x + v * time, g

    points = x[:4]
    cloud = Cloud(x, g, v)
    for number, field in enumerate(emergent_metrics(frames(), points)):
        assert len(drawn) == number + 1
        events = np.concatenate([np.full((4, 1), drawn[-1]), points], axis=1)
        exact = metric_field(cloud, events).value[..., 1:, 1:]
        assert np.abs(field.metric.value - exact).max() < 1e-12


def test_a_bad_frame_is_named():
    good = (np.zeros((1, 3)), np.eye(3)[None])
    bad = (np.full((1, 3), np.nan), np.eye(3)[None])
    with pytest.raises(ValueError, match=r"Frame 1: `positions` must be finite, but neuron 0"):
        list(emergent_metrics([good, bad], ORIGIN))
