import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nielsen_strategies import checked, coefficients, costs

from numerics.memory import BeyondMemoryError
from numerics.nielsen.cost import from_coefficients, support_cost
from numerics.nielsen.curvature import (
    coordinate_curvatures,
    random_planes,
    ricci_curvatures,
    scalar_curvature,
    sectional_curvature,
    sign_change,
)
from numerics.nielsen.euler_arnold import geodesic
from numerics.nielsen.jacobi import jacobi_field


@checked
@given(st.integers(1, 2).flatmap(lambda n: st.tuples(st.just(n), costs(n))))
def test_milnors_formula_agrees_with_arnolds(drawn):
    n, cost = drawn
    strings = from_coefficients(np.eye(4**n))
    a, b = np.triu_indices(4**n - 1, 1)
    arnold = sectional_curvature(strings[a + 1], strings[b + 1], cost)
    np.testing.assert_allclose(arnold, coordinate_curvatures(cost)[a + 1, b + 1], atol=1e-9)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_equal_costs_give_the_bi_invariant_curvature(n):
    assert scalar_curvature(np.ones(4**n)) == (4**n - 1) * 4**n / 2
    np.testing.assert_allclose(ricci_curvatures(np.ones(4**n))[1:], 4**n / 2)


@checked
@given(costs(2), coefficients(2, (4,)))
def test_the_quadratic_form_of_curvature(cost, four):
    """The plane counts, not its basis."""
    x, y = from_coefficients(four[0]), from_coefficients(four[1])
    norm = [(cost * v * w).sum() for v, w in ((four[0],) * 2, (four[1],) * 2, four[:2])]
    if norm[0] * norm[1] - norm[2] ** 2 < 1e-3:
        return
    K = sectional_curvature(x, y, cost)
    other = sectional_curvature(2 * x + y, x - 3 * y, cost)
    np.testing.assert_allclose(other, K, rtol=1e-8, atol=1e-8)


@checked
@given(st.integers(0, 10**6))
def test_geodesics_diverge_as_the_curvature_says(seed):
    """|J(t)|^2 = t^2 - K t^4 / 3 + O(t^5) for a Jacobi field with orthonormal J'(0)."""
    rng = np.random.default_rng(seed)
    cost = rng.uniform(0.5, 2.0, 16)
    h = rng.normal(size=(2, 16))
    h[:, 0] = 0.0
    h[0] /= np.sqrt((cost * h[0] ** 2).sum())
    h[1] -= h[0] * (cost * h[0] * h[1]).sum()
    h[1] /= np.sqrt((cost * h[1] ** 2).sum())
    x, y = from_coefficients(h)
    K = sectional_curvature(x, y, cost)
    found = []
    for t in (0.04, 0.02):
        path = geodesic(x, cost, duration=t, steps=20)
        Y = jacobi_field(path, y[None]).displacements[0, -1]
        strings = from_coefficients(np.eye(16))
        part = np.einsum("sij,ji->s", strings, Y).real / 4
        found.append(3 * (1 - (cost * part**2).sum() / t**2) / t**2)
    # what is left after removing the term linear in t is of order t^2, times about 10
    assert abs(2 * found[1] - found[0] - K) < 3e-2 * max(1, abs(K))


def test_the_scalar_curvature_becomes_negative():
    q = np.linspace(4, 10, 61)
    for n in (3, 4):
        values = [scalar_curvature(support_cost(n, (1, 1, p))) for p in q]
        change = sign_change(q, values)
        below, above = (support_cost(n, (1, 1, change + step)) for step in (-0.01, 0.01))
        assert scalar_curvature(below) > 0 > scalar_curvature(above)
    with pytest.raises(ValueError, match="sign"):
        sign_change(q, np.ones_like(q))


def test_random_planes_average_to_the_scalar_curvature():
    cost = support_cost(2, (1, 4))
    x, y = random_planes(2, cost, 20000, rng=np.random.default_rng(5))
    K = sectional_curvature(x, y, cost)
    error = K.std() / np.sqrt(K.size)
    assert abs(K.mean() - scalar_curvature(cost) / (15 * 14)) < 5 * error
    with pytest.raises(ValueError, match="qubits"):
        random_planes(3, cost, 2, rng=np.random.default_rng(5))


def test_parallel_directions_are_refused():
    z = np.diag([1.0, -1.0])
    with pytest.raises(ValueError, match="parallel"):
        sectional_curvature(z, 2 * z, np.ones(4))
    with pytest.raises(BeyondMemoryError, match=str(64 * 16**8)):
        coordinate_curvatures(np.ones(4**8))
    with pytest.raises(ValueError, match="shape"):
        scalar_curvature(np.ones((2, 4)))
