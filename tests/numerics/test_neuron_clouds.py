import numpy as np
import pytest
from array_strategies import checked, clouds
from hypothesis import given
from hypothesis import strategies as st

from numerics.spacetime.averages import Cloud, metric_field, metric_function, number_density
from numerics.spacetime.curvatures import christoffel, first_derivatives
from numerics.spacetime.neuron_clouds import (
    MARGIN,
    cloud_of,
    geodesic_accelerations,
    lattice_positions,
    middle_points,
    random_metric,
    random_perturbations,
    random_positions,
    tuned_density,
    tuned_lattice,
    with_geodesic_accelerations,
    with_matched_velocities,
    with_random_velocities,
)


def rng(seed=0):
    return np.random.default_rng(seed)


@checked
@given(st.integers(1, 3), st.integers(1, 4), st.sampled_from((0.5, 1.0, 1.5)))
def test_lattice_is_what_it_says(d, reach, spacing):
    x = lattice_positions(d, reach * spacing, spacing=spacing)
    assert x.shape == ((2 * reach + 1) ** d, d)
    np.testing.assert_allclose(np.abs(x).max(), reach * spacing)
    gaps = np.linalg.norm(x[:, None] - x[None], axis=-1) + 9 * np.eye(len(x))
    assert gaps.min() == pytest.approx(spacing)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-12)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_unit_lattice_has_density_one_in_the_middle(d):
    size = MARGIN + 1
    cloud = cloud_of(
        lattice_positions(d, size), lambda x: np.broadcast_to(np.eye(d), (len(x), d, d))
    )
    points = middle_points(d, size, 5, rng=rng())
    values = number_density(cloud, points).value
    ripple = 2 * d * np.exp(-2 * np.pi**2)
    # the bound that the module states, and the edge
    np.testing.assert_allclose(values, 1, atol=ripple + 1e-14)
    assert np.abs(values - 1).max() > ripple / 100


@checked
@given(clouds(dimensions=(2,), most=1))
def test_tuned_lattice_reproduces_the_determinant(one):
    g = one.precisions[0]
    cloud = tuned_lattice(g, 10.0)
    values = number_density(cloud, [[0.0, 0.0], [0.3, -0.2]]).value
    # ripples of 1e-8 in the cloud's own lengths
    np.testing.assert_allclose(values, np.sqrt(np.linalg.det(g)), rtol=1e-7)
    flat = metric_field(cloud, [0.1, 0.1], order=1)
    np.testing.assert_allclose(flat.value[1:, 1:], g, rtol=1e-12)
    np.testing.assert_allclose(flat.gradient, 0, atol=1e-12)


def test_tuned_density_follows_the_metric_up_to_smoothing():
    # {sqrt g_i} - sqrt det g is of first order in epsilon and falls as 1 / wavelength^2;
    # at the origin the phases of the waves do not depend on the wavelength
    def misses(epsilon, wavelength):
        found = []
        for seed in range(6):
            metric = random_metric(2, epsilon, rng=rng(seed), wavelength=wavelength)
            exact = np.sqrt(np.linalg.det(metric(np.zeros(2)))).item()
            clouds = (
                tuned_density(metric, 2, MARGIN),
                cloud_of(lattice_positions(2, MARGIN), metric),
            )
            found.append([number_density(c, [0.0, 0.0]).value.item() - exact for c in clouds])
        return np.abs(found).mean(axis=0)

    reference = misses(0.04, 50.0)
    # next orders: epsilon = 4%, and k^2 = (2 pi / 50)^2 = 1.6%, several times
    assert misses(0.02, 50.0)[0] / reference[0] == pytest.approx(1 / 2, rel=0.15)
    assert misses(0.04, 25.0)[0] / reference[0] == pytest.approx(4, rel=0.3)
    assert reference[1] > 10 * reference[0]  # the plain lattice misses sqrt det g at order epsilon


def test_tuned_density_counts_neurons_exactly():
    metric = random_metric(1, 0.3, rng=rng(1), wavelength=5.0)
    cloud = tuned_density(metric, 1, 10.0)
    x = cloud.positions[:, 0]
    # between neighbours the integral of sqrt g is 1
    nodes, weights = np.polynomial.legendre.leggauss(12)
    middle, half = (x[1:] + x[:-1]) / 2, np.diff(x) / 2
    at = middle[:, None] + half[:, None] * nodes
    inside = (np.sqrt(metric(at[..., None])[..., 0, 0]) @ weights) * half
    np.testing.assert_allclose(inside, 1, atol=1e-11)


@checked
@given(st.integers(1, 3), st.integers(0, 5))
def test_random_metrics_are_positive_and_perturbations_bounded(d, seed):
    epsilon = 0.9 / d
    metric = random_metric(d, epsilon, rng=rng(seed))
    x = random_positions(d, 3.0, density=0.5, rng=rng(seed))
    assert len(x) == round(0.5 * 6**d)
    assert np.abs(x).max() <= 3
    for g in (metric(x), random_perturbations(x, epsilon, rng=rng(seed))):
        cloud = Cloud(x, g)  # checks symmetry and positivity
        assert np.abs(cloud.precisions - np.eye(d)).max() <= epsilon
        assert cloud.precisions.std() > 0
    np.testing.assert_array_equal(metric(x), random_metric(d, epsilon, rng=rng(seed))(x))


def test_a_small_cube_holds_one_neuron():
    assert random_positions(2, 0.1, density=0.1, rng=rng(0)).shape == (1, 2)


def test_random_density_fluctuates_as_stated():
    values = []
    for seed in range(60):
        x = random_positions(2, 10.0, density=2.0, rng=rng(seed))
        cloud = Cloud(x, np.broadcast_to(np.eye(2), (len(x), 2, 2)))
        values.append(number_density(cloud, [[-3.0, 3.0], [3.0, 3.0], [0.0, -3.0]]).value / 2)
    values = np.ravel(values)
    exact = 1 / (4 * np.pi) / 2
    # 180 samples: 10% standard error of a variance
    assert values.var() == pytest.approx(exact, rel=0.4)
    assert values.mean() == pytest.approx(1, abs=0.06)


@checked
@given(clouds(dimensions=(2, 3)))
def test_random_velocities_are_time_like(cloud):
    v = with_random_velocities(cloud, 0.9, rng=rng()).velocities
    squares = np.einsum("na,nab,nb->n", v, cloud.precisions, v)
    assert (squares < 0.81).all()
    assert (squares > 0).all()


def test_matched_velocities_have_the_covariance_of_8_6():
    x = np.zeros((20000, 2))
    g = np.array([[2.0, 0.5], [0.5, 1.0]])
    cloud = with_matched_velocities(Cloud(x[:2], np.stack([g, np.eye(2)])), rng=rng())
    assert cloud.velocities.shape == (2, 2)
    # many copies of both neurons: draw by draw
    draws = np.stack([with_matched_velocities(cloud, rng=rng(s)).velocities for s in range(2000)])
    own = np.linalg.inv(cloud.precisions)
    roots = cloud.root_determinants[:, None, None]
    mean = (own * roots).sum(axis=0) / roots.sum()
    found = np.einsum("sna,snb->nab", draws, draws) / len(draws)
    np.testing.assert_allclose(found, (own + mean) / 2, atol=0.1)  # 3 sigma of 2000 samples


def test_geodesic_accelerations_equal_7_7_by_another_route():
    # Gamma from the complex step of the metric function instead of the bracket's derivatives
    metric = random_metric(2, 0.3, rng=rng(7), wavelength=6.0)
    cloud = with_random_velocities(cloud_of(lattice_positions(2, 3.0), metric), 0.5, rng=rng(8))
    found = with_geodesic_accelerations(cloud).accelerations
    at = np.concatenate([np.zeros((cloud.count, 1)), cloud.positions], axis=1)
    gamma = christoffel(*first_derivatives(metric_function(cloud), at))
    exact = np.zeros_like(found)
    for i in range(cloud.count):
        u = np.array([1.0, *cloud.velocities[i]])
        for a in range(2):
            for m in range(3):
                for n in range(3):
                    exact[i, a] += (gamma[i, 0, m, n] * u[1 + a] - gamma[i, 1 + a, m, n]) * (
                        u[m] * u[n]
                    )
    np.testing.assert_allclose(found, exact, atol=1e-12)  # rounding
    assert np.abs(found).max() > 1e-3
    np.testing.assert_allclose(
        geodesic_accelerations(cloud, 0 * cloud.velocities), 0, atol=1e-15
    )  # synchronous: Gamma^m_00 = 0, who rests stays at rest


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lattice_positions(0, 1.0), "`dimension` must be an integer"),
        (lambda: lattice_positions(2, 1.0, spacing=0.0), "`spacing` must be positive"),
        (lambda: random_metric(2, 0.5, rng=rng()), r"`epsilon` must be in \[0, 1/2\), .* is 0.5"),
        (lambda: random_perturbations(np.zeros((1, 3)), 1.0, rng=rng()), "`epsilon` must be in"),
        (lambda: tuned_lattice(np.eye(2)[0], 3.0), r"`matrix` must have shape \(d, d\)"),
        (lambda: tuned_lattice(-np.eye(2), 3.0), "must be positive definite"),
        (lambda: tuned_density(lambda x: x[..., None] - 5, 1, 3.0), "a determinant is -"),
        (lambda: middle_points(2, 5.0, 3, rng=rng()), "`half_width` must be larger than 9.0"),
        (
            lambda: geodesic_accelerations(Cloud(np.zeros((1, 2)), np.eye(2)[None]), [1.0]),
            "`velocities` must have shape",
        ),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
