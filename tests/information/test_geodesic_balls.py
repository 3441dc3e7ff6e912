import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from information_strategies import checked

from numerics.information.balls import geodesic_balls


def sphere(x):
    return (4 / (1 + (x**2).sum(-1)) ** 2)[..., None, None] * np.eye(3)


@checked
@given(at=st.tuples(*[st.integers(-3, 3)] * 3), eighths=st.integers(1, 4))
def test_balls_of_the_three_sphere(at, eighths):
    radii, areas, volumes = geodesic_balls(sphere, np.array(at) / 5, eighths / 8, order=3)
    assert np.abs(areas - 4 * np.pi * np.sin(radii) ** 2).max() < 1e-7 * radii[-1] ** 2
    wanted = np.pi * (2 * radii - np.sin(2 * radii))
    assert np.abs(volumes - wanted).max() < 1e-7 * radii[-1] ** 3


@checked
@given(skew=st.integers(-3, 3), scale=st.integers(1, 5))
def test_flat_space_in_any_linear_coordinates(skew, scale):
    frame = np.array([[1.0, skew / 4, 0.0], [0.0, scale / 2, 0.1], [0.0, 0.0, 1.0]])
    radii, areas, volumes = geodesic_balls(
        lambda x: frame.T @ frame + 0 * x[..., None], np.zeros(3), 2.0, order=3
    )
    assert np.abs(areas - 4 * np.pi * radii**2).max() < 1e-9
    assert np.abs(volumes - 4 / 3 * np.pi * radii**3).max() < 1e-9


def test_a_cylinder_over_the_two_sphere_needs_its_directions():
    """S^2 x R has Ricci scalar 2: the area falls by r^4 R / 18 of the unit sphere's area."""

    def metric(x):
        g = np.zeros((*x.shape[:-1], 3, 3), dtype=x.dtype)
        g[..., 0, 0], g[..., 1, 1], g[..., 2, 2] = 1.0, np.sin(x[..., 0]) ** 2, 1.0
        return g

    radii, areas, _ = geodesic_balls(metric, [1.2, 0.0, 0.0], 0.1)
    missing = (1 - areas[-1] / (4 * np.pi * radii[-1] ** 2)) / radii[-1] ** 2
    assert missing == pytest.approx(2 / 18, rel=1e-2)  # the next order is r^2


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: geodesic_balls(sphere, [0.0, 0.0], 0.1), "shape \\(3,\\)"),
        (lambda: geodesic_balls(sphere, np.zeros(3), 0.0), "positive, but it is 0"),
        (lambda: geodesic_balls(sphere, np.zeros(3), 0.1, intervals=4), "at least 6"),
    ],
)
def test_bad_balls_are_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()
