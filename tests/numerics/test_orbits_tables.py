"""Orbits of metrics given as tables, against the compiled ones and SciPy."""

import numpy as np
import pytest
from metrics import schwarzschild, wobbly

from numerics.orbits.field_table import field_table, flow
from numerics.orbits.geodesics import affine_geodesics
from numerics.orbits.integration import integrate
from numerics.orbits.start import orbit_starts


def _field(metric, count, dimension=3, reach=2.0):
    axes = [np.zeros(1), *[np.linspace(-reach, reach, count)] * (dimension - 1)]
    mesh = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    return field_table(axes, metric(mesh))


def _still(x):
    """A metric of three coordinates that does not depend on the first."""
    return wobbly(np.concatenate([0 * x[..., :1], x[..., 1:]], axis=-1))


def _starts(form, metric, count, dimension, seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-0.6, 0.6, (count, dimension))
    x[:, 0] = 0
    return x, orbit_starts(form, metric, x, rng.uniform(-0.6, 0.6, (count, dimension - 1)))


def test_the_table_converges_with_order_six_and_says_its_error():
    point, p = np.array([0.0, 0.3, -0.4, 0.0]), np.array([-1.2, 0.4, 0.3, 0.0])
    exact = np.linalg.inv(_still(point[:3])) @ p[:3]
    gaps, errors = [], []
    for count in (21, 41, 81):
        field = _field(_still, count)
        errors.append(field.error)
        gaps.append(np.abs(np.array(flow(*point, *p, *field.parameters))[:3] - exact).max())
    assert 5 < np.log2(errors[1] / errors[2]) < 7
    assert gaps[2] < 1e-3 * gaps[0]
    assert all(gap < error for gap, error in zip(gaps, errors, strict=True))


def test_slopes_of_the_table_are_those_of_its_values():
    rng = np.random.default_rng(2)
    field, step = _field(_still, 21), 1e-5
    for _ in range(5):
        x, p = np.append(rng.uniform(-1.9, 1.9, 3), 0.0), rng.normal(size=4)
        p[3] = 0
        slopes = np.array(flow(*x, *p, *field.parameters))[4:]
        for c in range(4):
            shift = step * np.eye(4)[c]
            two = [
                np.dot(flow(*(x + sign * shift), *p, *field.parameters)[:4], p) for sign in (1, -1)
            ]
            # second differences of size 1 in 1e-10, rounding 1e-16 / 1e-5
            assert (two[0] - two[1]) / (2 * step) == pytest.approx(slopes[c], abs=1e-8)


def test_orbits_through_a_table_follow_the_metric_and_end_at_its_edge():
    field = _field(_still, 61)
    x, y = _starts("hamiltonian", _still, 9, 3, 3)
    inside = field.starts(x, y[:, 3:])
    options = {"parameters": field.parameters, "events": field.edges(), "kind": "timelike"}
    found = integrate(field.system(), inside, 0, 1.0, **options)
    exact = affine_geodesics(_still, x, _starts("affine", _still, 9, 3, 3)[1][:, 3:], [0.0, 1.0])
    done = found.status == 1
    assert done.any()
    gap = np.abs(found.final[done, :3] - exact.positions[-1, done]).max()
    assert gap < 10 * field.error  # one derivative less, times the length
    assert gap < 1e-7
    assert found.drift.max() < 1e-9
    far = integrate(field.system(), inside, 0, 60.0, **options)
    left = far.status == 2  # the others are bound
    assert left.any()
    np.testing.assert_allclose(np.abs(far.final[left, 1:3]).max(axis=1), 2.0, atol=1e-12)
    assert (np.abs(far.final[~left, 1:3]) < 2).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: field_table([np.arange(9.0)], np.ones((9, 1, 1))), "at least 11 points, but axis"),
        (lambda: field_table([np.arange(12.0) ** 2], np.ones((12, 1, 1))), "equally spaced"),
        (lambda: field_table([np.zeros(1)] * 2, np.ones((1, 1, 2))), r"\(1, 1, 2, 2\)"),
        (lambda: field_table([np.zeros(1)] * 2, np.ones((1, 1, 2, 2))), r"regular matrices.*0, 0"),
        (
            lambda: orbit_starts(
                "affine", schwarzschild, [[0, 5, 1, 0], [0, 2, 1, 0]], [[0] * 3] * 2
            ),
            "not at orbit 1",
        ),
    ],
)
def test_bad_input_is_refused(call, message):
    with np.errstate(all="ignore"), pytest.raises(ValueError, match=message):
        call()
