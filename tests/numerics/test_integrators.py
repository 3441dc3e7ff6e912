import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.integrators import (
    EULER,
    HEUN,
    RK4,
    Tableau,
    dormand_prince_8,
    runge_kutta,
    solve_ode,
    step,
)

METHODS = {"Euler": EULER, "Heun": HEUN, "RK4": RK4, "Dormand-Prince": dormand_prince_8()}
KUTTA_38 = Tableau(
    ((), (1 / 3,), (-1 / 3, 1.0), (1.0, -1.0, 1.0)), (1 / 8, 3 / 8, 3 / 8, 1 / 8), order=4
)


def swing(t, y):
    """Solved by sin(t) + cos(t) y_0 turned: nonlinear in time, so that every node matters."""
    return np.stack([y[..., 1], -y[..., 0] + np.sin(2 * t)], axis=-1)


def swung(t):
    """The solution of `swing` that starts at (1, 0)."""
    place = np.cos(t) + 2 / 3 * np.sin(t) - np.sin(2 * t) / 3
    speed = -np.sin(t) + 2 / 3 * np.cos(t) - 2 / 3 * np.cos(2 * t)
    return np.stack([place, speed], axis=-1)


@pytest.mark.parametrize("method", [*METHODS.values(), KUTTA_38], ids=[*METHODS, "3/8"])
def test_error_falls_with_the_order_of_the_method(method):
    # coarse enough that the error of order 8 stands 1e3 above rounding
    counts = (4, 8) if method.order == 8 else (32, 64)
    errors = [
        np.abs(
            runge_kutta(swing, [1.0, 0.0], [0.0, 3.0], steps=n, method=method)[-1] - swung(3.0)
        ).max()
        for n in counts
    ]
    slope = np.log2(errors[0] / errors[1])
    # the next term of the error is a twentieth of the leading one, or less
    assert slope == pytest.approx(method.order, abs=0.5)


@given(st.integers(1, 3), st.floats(-2.0, 2.0))
def test_states_are_those_at_the_given_times(steps, end):
    times = np.array([0.0, end / 3, end])
    path = runge_kutta(swing, [1.0, 0.0], times, steps=steps, method=dormand_prince_8())
    assert path.shape == (3, 2)
    # order 8 over |h| <= 4/3: h^9 / 9! times a constant of order one
    np.testing.assert_allclose(path, swung(times), atol=1e-4)
    np.testing.assert_allclose(path[0], [1.0, 0.0], atol=0)


@pytest.mark.parametrize("engine", [runge_kutta, solve_ode])
def test_every_sample_runs_through_its_own_times(engine):
    ends = np.array([0.5, -1.0, 2.0])
    times = np.stack([np.zeros(3), ends / 2, ends])
    start = np.tile([1.0, 0.0], (3, 1))

    def rate(t, y):
        assert t.shape == (3,)
        return swing(t, y)

    more = {"steps": 64} if engine is runge_kutta else {}
    path = engine(rate, start, times, **more)
    # RK4 with h = 1/64: h^4 / 120 = 5e-10; the adaptive one is at 1e-12
    np.testing.assert_allclose(path, swung(times), atol=1e-8 if more else 1e-10)


@pytest.mark.parametrize("method", ["DOP853", "Radau", "LSODA"])
def test_adaptive_integration_keeps_its_tolerance(method):
    rtol = 1e-11 if method == "DOP853" else 1e-8
    path = solve_ode(swing, [1.0, 0.0], [0.0, 1.0, 3.0], rtol=rtol, method=method)
    np.testing.assert_allclose(path, swung(np.array([0.0, 1.0, 3.0])), atol=100 * rtol)


def test_adaptive_integration_stops_where_it_starts_when_no_time_passes():
    path = solve_ode(swing, [1.0, 0.0], [0.0, 0.0, 1.0])
    assert path[1].tolist() == [1.0, 0.0]


def test_interpolated_states_are_close_and_cost_less():
    calls = []

    def counted(t, y):
        calls.append(t)
        return swing(t, y)

    times = np.linspace(0.0, 3.0, 61)
    exact = solve_ode(counted, [1.0, 0.0], times, rtol=1e-10)
    whole = len(calls)
    read = solve_ode(counted, [1.0, 0.0], times, rtol=1e-10, interpolate=True)
    assert len(calls) < 1.5 * whole
    np.testing.assert_allclose(exact, swung(times), atol=1e-9)
    # the interpolant of order 7 on steps of about 0.3
    np.testing.assert_allclose(read, swung(times), atol=1e-8)


def test_absolute_tolerance_counts():
    exact = 1e-6 * np.exp(-1.0)
    loose, tight = (
        abs(solve_ode(lambda t, y: -y, [1e-6], [0.0, 1.0], rtol=1e-3, atol=a)[-1][0] - exact)
        for a in (1.0, 1e-14)
    )
    assert tight < loose / 3


def test_complex_steps_pass_through():
    # d/da of a exp(-t) is exp(-t)
    start = np.array([2.0 + 1e-30j])
    path = runge_kutta(lambda t, y: -y, start, [0.0, 1.0], steps=64)
    assert path[-1].imag[0] / 1e-30 == pytest.approx(np.exp(-1), abs=1e-8)
    path = solve_ode(lambda t, y: -1j * y, [1.0 + 0j], [0.0, 1.0])
    assert abs(path[-1][0] - np.exp(-1j)) < 1e-11


def test_one_step_takes_arrays_of_times_and_steps():
    y, h = np.ones((3, 1)), np.array([[0.1], [0.2], [0.0]])
    moved = step(lambda t, x: t * x, h * 0 + 1.0, y, h)
    # y' = t y from t = 1: exp(h + h^2 / 2); one RK4 step leaves h^5 / 60
    np.testing.assert_allclose(moved, np.exp(h + h**2 / 2), atol=2e-5)
    assert moved[2, 0] == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Tableau((), (), 1), "`coefficients` must have rows of lengths 0 to -1"),
        (lambda: Tableau(((), ()), (0.5, 0.5), 2), "lengths 0 to 1, but they are [0, 0]."),
        (lambda: Tableau(((), (0.5,)), (0.5, 0.5), 2), "but one of order 2 is -0.25 off."),
        (lambda: Tableau(((), (1.0,)), (0.5, 0.5), 3), "conditions of order 3, but one of order 3"),
        (lambda: Tableau(((),), (1.0,), 0), "`order` must be an integer of at least 1"),
        (lambda: runge_kutta(swing, [1.0, 0.0], [0.0]), "`times` must have shape (T,) or (T, n)"),
        (lambda: runge_kutta(swing, [1.0, 0.0], np.zeros((2, 3))), "one column for each of the"),
        (lambda: runge_kutta(swing, [1.0, 0.0], [0.0, 1.0], steps=0), "`steps` must be an integer"),
        (lambda: runge_kutta(lambda t, y: np.ones((1, 2)), [1.0, 0.0], [0.0, 1.0]),
         "`rate` must return shape (2,), but the state became (1, 2)."),
        (lambda: runge_kutta(lambda t, y: y**9, [9.0], [0.0, 9.0], steps=9), "stays finite"),
        (lambda: solve_ode(lambda t, y: y**2, [1.0], [0.0, 2.0]), "finite up to the time 2, but"),
        (lambda: solve_ode(lambda t, y: y**2, [1.0], [[0.0], [2.0]]), "share of the way 1"),
        (lambda: solve_ode(swing, [1.0, 0.0], [0.0, 1.0], method="Euler"), "`method` must be one"),
        (lambda: solve_ode(swing, [1.0, 0.0], [0.0, 1.0], rtol=0.0), "`rtol` must be positive"),
        (lambda: solve_ode(lambda t, y: y[:1], [1.0, 0.0], [0.0, 1.0]),
         "`rate` must return shape (2,), but it returned (1,)."),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)
