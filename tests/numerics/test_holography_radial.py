"""Fields along the radial direction: exact solutions, conserved quantities, gradients, errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gamma

from numerics.holography.neural_ode import adjoint_gradient
from numerics.holography.radial import radial_field
from numerics.holography.recursion import layers
from numerics.holography.response import boundary_response
from tests.numerics.array_strategies import checked

QUARTERS = st.integers(-8, 8).map(lambda n: n / 4)


@checked
@given(a=QUARTERS, b=st.integers(1, 8), mix=QUARTERS, end=st.sampled_from([-0.5, 0.25, 1.0]))
def test_constant_friction_gives_two_exponentials(a, b, mix, end):
    """e^(a eta) + mix e^(c eta), c = a - b/4, solves phi'' - (a + c) phi' + a c phi = 0."""
    c = a - b / 4
    exact = [
        np.exp(a * end) + mix * np.exp(c * end),
        a * np.exp(a * end) + c * mix * np.exp(c * end),
    ]
    found = radial_field(
        lambda eta: -(a + c) + 0 * eta,
        lambda phi: -a * c * phi,
        [[1 + mix, a + c * mix]],
        [0.0, end],
    )[-1, 0]
    np.testing.assert_allclose(found, exact, rtol=1e-9, atol=1e-10)


@checked
@given(d=st.integers(2, 4), mass=st.integers(-3, 3), one=QUARTERS, two=QUARTERS, high=QUARTERS)
def test_wronskian_times_volume_is_kept(d, mass, one, two, high):
    """Abel: (phi_1 pi_2 - phi_2 pi_1) sinh(d eta) is constant, with ends that differ by field."""
    start = np.array([[1.0, one], [two, 1.0]])
    end = 0.9 + high / 10
    path = radial_field(
        lambda eta: d / np.tanh(d * eta), lambda phi: mass * phi, start, [0.3, 0.5, end]
    )
    area = path[:, 0, 0] * path[:, 1, 1] - path[:, 0, 1] * path[:, 1, 0]
    kept = area * np.sinh(d * np.array([0.3, 0.5, end]))
    scale = np.abs(path).max() ** 2 * np.sinh(d * end)
    assert np.ptp(kept) < 1e-9 * scale


@checked
@given(start=st.tuples(QUARTERS, QUARTERS), quartic=st.integers(0, 2), low=st.integers(2, 6))
def test_the_way_back_ends_where_it_began(start, quartic, low):
    """Each field has its own stations."""
    state = np.array([start, start[::-1]]) / 4
    near, far = np.array([low, low + 1]) / 10, np.array([1.0, 1.1])
    path = radial_field(
        lambda eta: 3 / np.tanh(3 * eta),
        lambda phi: -phi + quartic * phi**3,
        state,
        [far, near, far],
    )
    np.testing.assert_allclose(path[-1], state, atol=1e-9)
    assert path.shape == (3, 2, 2)


@checked
@given(d=st.integers(1, 5), nu=st.floats(0.1, 2.9), k=st.floats(0.3, 3.0))
def test_response_in_ads_is_that_of_the_bessel_function(d, nu, k):
    """Response over source is Gamma(-nu)/Gamma(nu) (k/2)^(2 nu) for z^(d/2) K_nu(k z)."""
    if abs(nu - round(nu)) < 0.03:
        return
    found = boundary_response(d, nu**2 - d**2 / 4, [k])
    exact = gamma(-nu) / gamma(nu) * (k / 2) ** (2 * nu)
    np.testing.assert_allclose(found.response / found.source, exact, rtol=1e-7)
    np.testing.assert_allclose([found.low, found.high], [[d / 2 - nu], [d / 2 + nu]], atol=1e-9)


@checked
@given(
    shape=st.tuples(QUARTERS, QUARTERS),
    start=st.tuples(QUARTERS, QUARTERS),
    weights=st.tuples(QUARTERS, QUARTERS),
    way=st.sampled_from([(1.0, 0.2), (0.2, 1.0)]),
)
def test_adjoint_gradient_is_the_difference_of_solutions(shape, start, weights, way):
    """Central differences of order four with steps of 0.001 are good to about 1e-11."""
    state = np.array([start, (0.5, -0.25)]) / 4

    def basis(eta):
        return np.array([np.sin(3 * eta), eta**2])

    def end(coefficients):
        def friction(eta):
            return 2 + basis(eta)[0] * coefficients[0] + basis(eta)[1] * coefficients[1]

        path = radial_field(friction, lambda x: -2 * x + x**3, state, list(way))
        return path[-1] @ np.array(weights), friction

    readout, friction = end(np.array(shape))
    value, gradient = adjoint_gradient(
        friction, lambda x: -2 * x + x**3, lambda x: -2 + 3 * x**2, state, way, weights, basis
    )
    np.testing.assert_allclose(value, readout, atol=1e-9)
    for j, unit in enumerate(1e-3 * np.eye(2)):
        near, far = (end(shape + s * unit)[0] - end(shape - s * unit)[0] for s in (1, 2))
        np.testing.assert_allclose(gradient[:, j], (8 * near - far) / 12e-3, atol=1e-7)


@checked
@given(d=st.integers(2, 4), quartic=st.integers(0, 2), start=st.tuples(QUARTERS, QUARTERS))
def test_layers_come_closer_at_first_order(d, quartic, start):
    """Twice the layers, half the error; Richardson's combination leaves the square of the step."""
    state = np.array([start]) / 4

    def force(x):
        return -x + quartic * x**3

    def friction(eta):
        return d / np.tanh(d * eta)

    exact = radial_field(friction, force, state, [1.0, 0.4])[-1]
    coarse, fine = (
        layers(friction(1 - 0.6 * np.arange(n) / n), force, state, -0.6 / n)[-1] for n in (200, 400)
    )
    scale = np.abs(state).max() + 1e-9
    assert np.abs(2 * fine - coarse - exact).max() < 2e-3 * scale
    if np.abs(coarse - exact).max() > 1e-2 * scale:
        ratio = np.abs(coarse - exact).max() / np.abs(fine - exact).max()
        assert 1.8 < ratio < 2.2


def test_bad_input_is_one_sentence():
    """Shapes, stations, divergence, masses below the bound and whole differences."""

    def still(x):
        return 0 * x

    with pytest.raises(ValueError, match=r"`start` must have shape \(n, 2\)"):
        radial_field(still, still, [1.0, 2.0], [0, 1])
    with pytest.raises(ValueError, match="`stations` must be at least two"):
        radial_field(still, still, [[1.0, 2.0]], [0])
    with pytest.raises(ValueError, match="stays finite"):
        radial_field(still, lambda x: x**3, [[3.0, 3.0]], [0, 5])
    with pytest.raises(ValueError, match="overflows"):
        layers(np.zeros(40), lambda x: x**3, [[3.0, 3.0]], 1.0)
    with pytest.raises(ValueError, match="`mass` must lie above"):
        boundary_response(4, -4.5, 1.0)
    with pytest.raises(ValueError, match="even number"):
        boundary_response(4, -3, 1.0)
    with pytest.raises(ValueError, match="`weights`"):
        adjoint_gradient(
            lambda eta: 0.0, still, still, [[1, 1]], (0, 1), [1, 2, 3], lambda eta: np.ones(1)
        )
    with pytest.raises(ValueError, match="stays finite"):
        adjoint_gradient(
            lambda eta: 0.0, lambda x: x**3, still, [[3, 3]], (0, 5), [1, 2], lambda eta: np.ones(1)
        )
