import numpy as np
import pytest
import sympy as sp

from numerics.calculus import chebyshev_nodes, gauss_nodes, periodic_nodes, spline_nodes
from numerics.grid import Grid
from proofs.checker.evaluate import Measurement, NotMeasuredError, evaluate
from proofs.checker.measure import on_nodes, periodic

q, t, T, a = sp.symbols("q t T a", real=True)
p, f = sp.Function("p")(q, t), sp.Function("f")(t)
LINES = {q: periodic_nodes(2 * np.pi, 12), t: chebyshev_nodes(0.0, 0.5, 10)}


def measured(lines=LINES):
    """p = a (2 + sin q) exp(t) and f = exp(t) for two values of a."""
    x, time = lines[q].points[:, None], lines[t].points
    height = np.array([1.0, 3.0])
    field = height[:, None, None] * (2 + np.sin(x)) * np.exp(time)
    return Measurement({p: field, f: np.exp(time)[None, None], a: height}, **on_nodes(lines))


def test_derivatives_and_integrals_along_their_own_axes():
    run, x, time = measured(), LINES[q].points[:, None], LINES[t].points
    value, _ = evaluate(sp.Derivative(p, q, t), run)
    exact = np.array([1.0, 3.0])[:, None, None] * np.cos(x) * np.exp(time)
    np.testing.assert_allclose(value, exact, atol=1e-9)  # degree 9 in half a unit: 1e-11
    value, _ = evaluate(sp.Integral(p * f, q, t), run)
    exact = 4 * np.pi * (np.exp(1) - 1) / 2 * np.array([1.0, 3.0])
    assert value.shape == (2, 1, 1)
    np.testing.assert_allclose(value[:, 0, 0], exact, rtol=1e-11)


def test_what_does_not_depend_on_a_symbol():
    run = measured()
    assert not evaluate(sp.Derivative(f, q, evaluate=False), run)[0].any()
    value, _ = evaluate(sp.Integral(a, q), run)
    np.testing.assert_allclose(value.ravel(), 2 * np.pi * np.array([1.0, 3.0]), rtol=1e-14)
    inner, _ = evaluate(sp.Integral(sp.Integral(p, t), q), run)
    outer, _ = evaluate(sp.Integral(sp.Integral(p, q), t), run)
    np.testing.assert_allclose(inner, outer, rtol=1e-13)


def test_periodic_grid_in_two_dimensions():
    x, y = sp.symbols("x y", real=True)
    g = sp.Function("g")(x, y)
    box = Grid((2 * np.pi, np.pi), (8, 9), (1.0, -1.0))
    u, v = box.coordinates()
    run = Measurement({g: (np.sin(u) * np.cos(2 * v) + 1)[None]}, **periodic(box, (x, y)))
    value, _ = evaluate(sp.Derivative(g, y), run)
    np.testing.assert_allclose(value[0], -2 * np.sin(u) * np.sin(2 * v), atol=1e-12)
    value, _ = evaluate(sp.Integral(g, x, y), run)
    assert value.item() == pytest.approx(2 * np.pi**2, rel=1e-13)
    with pytest.raises(ValueError, match="`symbols` must be 2, one for each axis of the grid"):
        periodic(box, (x,))


def test_chebyshev_points_of_another_interval_in_every_sample():
    end = np.array([0.5, 2.0])
    line = chebyshev_nodes(0.0, end, 16)
    clock = line.points
    run = Measurement({f: np.exp(clock), T: end}, **on_nodes({t: line}))
    np.testing.assert_allclose(evaluate(sp.Derivative(f, t), run)[0], np.exp(clock), atol=1e-10)
    value, _ = evaluate(sp.Integral(f, t), run)
    np.testing.assert_allclose(value[:, 0], np.exp(end) - 1, rtol=1e-12)


def test_spline_through_the_times_of_a_run():
    times = np.linspace(0.0, 0.25, 17)
    run = Measurement({f: np.cos(times)[None]}, **on_nodes({t: spline_nodes(times)}))
    # spacing 1/64 to the power of 7, with a factor of about 100 at the ends
    np.testing.assert_allclose(evaluate(sp.Derivative(f, t), run)[0][0], -np.sin(times), atol=1e-9)
    assert evaluate(sp.Integral(f, t), run)[0].item() == pytest.approx(np.sin(0.25), rel=1e-12)


def test_gauss_points_as_an_axis():
    line = gauss_nodes(-6.0, 6.0, 8, panels=6)
    run = Measurement({f: np.exp(-(line.points**2) / 2)[None]}, **on_nodes({t: line}))
    value, _ = evaluate(sp.Integral(f, t), run)
    assert value.item() == pytest.approx(np.sqrt(2 * np.pi), rel=1e-8)  # the tails beyond 6


def test_a_symbol_without_a_line_is_refused():
    run = measured()
    with pytest.raises(NotMeasuredError, match="a derivative with respect to a was not measured"):
        evaluate(sp.Derivative(p, a, evaluate=False), run)
    with pytest.raises(NotMeasuredError, match="an integral over a was not measured"):
        evaluate(sp.Integral(p, a), run)
