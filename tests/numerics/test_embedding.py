import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from numerics.qubits.embedding import classical_mds, distances_from_information

places = hnp.arrays(np.int64, (2, 6, 2), elements=st.integers(-5, 5))


def between(points):
    return np.linalg.norm(points[..., :, None, :] - points[..., None, :, :], axis=-1)


@checked
@given(points=places)
def test_points_of_a_plane_come_back_up_to_a_motion(points):
    d = between(points.astype(float))
    found = classical_mds(d, 2)
    # eigenvalues that are zero appear as 1e-14 of the largest, points as their roots
    assert np.abs(between(found.points) - d).max() < 1e-6
    assert np.abs(found.eigenvalues[..., 2:]).max() < 1e-10
    assert (found.negative_share < 1e-9).all() or (points == points[..., :1, :]).all()


def test_a_star_has_no_place_in_any_space():
    d = 2.0 * (np.ones((4, 4)) - np.eye(4))
    d[0, 1:] = d[1:, 0] = 1.0  # three points two apart, all at distance one from a fourth
    found = classical_mds(d, 2)
    assert found.eigenvalues[-1] < -0.1
    assert 0.01 < found.negative_share < 0.5


@checked
@given(d=st.floats(0.0, 20.0))
def test_distance_inverts_the_exponential(d):
    table = np.array([[7.0, 2 * np.exp(-d)], [2 * np.exp(-d), -1.0]])
    assert distances_from_information(table)[0, 1] == pytest.approx(d, abs=1e-12)
    assert distances_from_information(table)[0, 0] == 0


def test_unrelated_pairs_are_at_the_floor():
    d = distances_from_information(np.zeros((3, 3)), floor=2e-6)
    assert d[0, 1] == pytest.approx(6 * np.log(10), abs=1e-12)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: distances_from_information([[0, 1], [0.5, 0]]), r"\(0, 1\).*5.0e-01"),
        (lambda: distances_from_information([[0, 3], [3, 0]]), "exceed 2, but it is 3"),
        (lambda: distances_from_information([1, 2]), r"it is \(2,\)"),
        (lambda: classical_mds([[0, -1, 1], [-1, 0, 1], [1, 1, 0]]), "least is -1"),
        (lambda: classical_mds([[0, 1, 1], [2, 0, 1], [1, 1, 0]]), "differ by 1.0e.00"),
        (lambda: classical_mds([[0, 1], [1, 0]]), r"n > 2, but it is \(2, 2\)"),
    ],
)
def test_bad_tables_are_refused_with_their_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
