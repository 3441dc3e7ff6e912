import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.linalg import expm

from numerics.density.line_solver import SDIRK2, SDIRK4, Diagonal, advance, factor

EULER = Diagonal(1, 1.0, ((),))


def generators(right, left):
    """Dense matrices of hopping around a ring, written cell by cell."""
    lines, n = right.shape
    G = np.zeros((lines, n, n))
    for j in range(n):
        G[:, (j + 1) % n, j] += right[:, j]
        G[:, (j - 1) % n, j] += left[:, j]
        G[:, j, j] -= right[:, j] + left[:, j]
    return G


@st.composite
def hoppings(draw):
    """Rates of up to three lines, many of them 0, on a ring or between walls; a state >= 0."""
    shape = draw(st.integers(1, 3)), draw(st.integers(3, 9))
    quarters = hnp.arrays(np.int64, shape, elements=st.integers(0, 40))
    right, left, state = (draw(quarters) / 4 for _ in range(3))
    if draw(st.booleans()):
        right[:, -1] = left[:, 0] = 0
    return right, left, state


def run(method, right, left, state, dt=1.0, steps=1):
    scale = method.gamma * dt
    end = state.copy()
    advance(
        end, factor(scale * right, scale * left, 0 * left), method.matrix(), method.gamma, steps
    )
    return end


@checked
@given(hoppings())
def test_one_stage_solves_the_dense_system(hopping):
    right, left, state = hopping
    G = generators(right, left)
    exact = np.linalg.solve(np.eye(G.shape[-1]) - G, state[..., None])[..., 0]
    # condition number at most 1 + 40, in rounding
    found = run(EULER, right, left, state)
    np.testing.assert_allclose(found, exact, atol=1e-12)
    assert (found >= 0).all()


@checked
@given(hoppings(), st.sampled_from([SDIRK2, SDIRK4]))
def test_a_step_keeps_mass_and_sign_and_approaches_the_exponential(hopping, method):
    right, left, state = hopping
    exact = np.einsum("lij,lj->li", expm(generators(right, left)), state)
    coarse, fine = (run(method, right, left, state, 1 / n, n) for n in (2, 32))
    for end in (coarse, fine):
        np.testing.assert_allclose(end.sum(axis=1), state.sum(axis=1), rtol=1e-12)
        assert (end >= 0).all()
    # local error below (dt * rate)^3 / 6 a step, for dt * rate = 20/32, damped; states up to 10
    np.testing.assert_allclose(fine, exact, atol=0.05 if method.order == 2 else 2e-3)


@pytest.mark.parametrize("method", [SDIRK2, SDIRK4])
@pytest.mark.parametrize("wall", [True, False])
def test_measured_order(method, wall):
    rng = np.random.default_rng(5)
    right, left, state = rng.uniform(0.5, 4, (3, 2, 7))
    if wall:
        right[:, -1] = left[:, 0] = 0
    exact = np.einsum("lij,lj->li", expm(generators(right, left)), state)
    errors = [np.abs(run(method, right, left, state, 1 / n, n) - exact).max() for n in (8, 16, 32)]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (np.abs(orders - method.order) < 0.15).all(), orders  # asymptotic on these steps


def test_relative_accuracy_over_hundreds_of_orders_of_magnitude():
    # a chain that only hops to the right: (I - G)^-1 is a product of small factors
    n = 60
    right, left = np.full((1, n), 1e-6), np.zeros((1, n))
    right[0, -1] = 0
    state = np.zeros((1, n))
    state[0, 0] = 1
    step = 1e-6 / (1 + 1e-6)
    exact = step ** np.arange(n) / (1 + 1e-6)
    exact[-1] *= 1 + 1e-6
    # the last is 1e-354, below the smallest number; 60 factors in rounding
    np.testing.assert_allclose(run(EULER, right, left, state)[0, :50], exact[:50], rtol=1e-12)


def test_a_step_that_would_empty_cells_is_paid_by_their_neighbours():
    # one full cell, nearly empty ones far away: the fourth-order method alone goes negative
    n = 21
    right = left = np.full((1, n), 1.0)
    state = np.full((1, n), 1e-12)
    state[0, 10] = 1.0
    dense = generators(right, left)[0]
    raw, slopes = state[0], []
    for row in SDIRK4.rows:
        rhs = state[0] + sum(a * k for a, k in zip(row, slopes, strict=True))
        raw = np.linalg.solve(np.eye(n) - SDIRK4.gamma * dense, rhs)
        slopes.append((raw - rhs) / SDIRK4.gamma)
    end = run(SDIRK4, right, left, state)[0]
    assert raw.min() < 0 < end.min()
    assert end.sum() == pytest.approx(state.sum(), rel=1e-13)
    # filling moves what was missing once in and once out; the floors are a ten-thousandth of it
    missing = -raw[raw < 0].sum()
    assert np.abs(end - raw).sum() == pytest.approx(2 * missing, rel=1e-2)


def test_tables_are_checked():
    with pytest.raises(ValueError, match="`rows` must grow by one entry each"):
        Diagonal(2, 0.5, ((0.5,),))
    with pytest.raises(ValueError, match=r"`rows` must end at 1, but it ends at 0\.9"):
        Diagonal(2, 0.5, ((), (0.4,)))
