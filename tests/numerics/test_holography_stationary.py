"""Fields that make a radial action stationary."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.calculus import chebyshev_nodes, gauss_nodes
from numerics.holography.stationary import stationary_field

LINE, GAUSS = chebyshev_nodes(0.0, 1.0, 16), gauss_nodes(0.0, 1.0, 32)
NUMBER = st.floats(-1, 1, allow_nan=False)


@settings(max_examples=25, deadline=None)
@given(NUMBER, NUMBER, st.floats(0.1, 3), st.floats(0.25, 2))
def test_a_free_field_on_a_flat_line_is_a_sum_of_exponentials(left, right, mass, kinetic):
    ends, push = np.array([[left, right]]), np.array([[mass, 0.0]])
    found = stationary_field(LINE, GAUSS.points, GAUSS.weights[None], push, ends, kinetic=kinetic)[
        0
    ]
    rate = np.sqrt(mass / (2 * kinetic))
    x = LINE.points
    known = (left * np.sinh(rate * (1 - x)) + right * np.sinh(rate * x)) / np.sinh(rate)
    assert np.abs(found - known).max() < 1e-10  # 16 points resolve these to 1e-12


def test_the_quartic_force_stands_in_the_equation_of_motion():
    push, ends = np.array([[0.5, 1.0]]), np.array([[0.3, 0.9]])
    field = stationary_field(LINE, GAUSS.points, GAUSS.weights[None], push, ends)[0]
    bend = LINE.matrix @ LINE.matrix @ field
    assert np.abs(bend - 0.5 * field - field**3)[2:-2].max() < 1e-8
