import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from metrics import flat_frw, hyperbolic, painleve, schwarzschild, sphere, wobbly

from numerics.spacetime.averages import metric_field, metric_function
from numerics.spacetime.curvatures import (
    christoffel,
    christoffel_derivative,
    curvature,
    curvature_at,
    first_derivatives,
    inverse_metric,
    metric_jet,
)
from numerics.spacetime.neuron_clouds import (
    cloud_of,
    lattice_positions,
    random_metric,
    with_random_velocities,
)

RNG = np.random.default_rng(5)
EVENTS = np.stack([RNG.uniform(lo, hi, 6) for lo, hi in ((1, 2), (3, 9), (0.6, 2), (0, 6))], -1)
FLAT = np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2))


@st.composite
def jets(draw):
    """Random symmetric g, dg, ddg in dimensions 2 to 4: any jet belongs to some metric."""
    n = draw(st.integers(2, 4))
    numbers = st.integers(-4, 4)
    g = draw(hnp.arrays(np.int64, (n, n), elements=numbers)) / 16
    dg = draw(hnp.arrays(np.int64, (n, n, n), elements=numbers)) / 4
    ddg = draw(hnp.arrays(np.int64, (n, n, n, n), elements=numbers)) / 4
    eta = np.diag([-1.0] + [1.0] * (n - 1))
    ddg = ddg + np.swapaxes(ddg, 2, 3)
    return eta + (g + g.T) / 4, dg + np.swapaxes(dg, 0, 1), ddg + np.swapaxes(ddg, 0, 1)


@checked
@given(jets())
def test_riemann_has_its_symmetries_for_every_jet(jet):
    R = curvature(*jet).lowered
    bound = 1e-9  # entries up to 10^3, rounding amplified by one inversion
    np.testing.assert_allclose(R, -np.swapaxes(R, 0, 1), atol=bound)
    np.testing.assert_allclose(R, -np.swapaxes(R, 2, 3), atol=bound)
    np.testing.assert_allclose(R, np.transpose(R, (2, 3, 0, 1)), atol=bound)
    cycle = R + np.transpose(R, (0, 2, 3, 1)) + np.transpose(R, (0, 3, 1, 2))
    np.testing.assert_allclose(cycle, 0, atol=bound)


@checked
@given(jets())
def test_curvature_equals_loops_over_the_definition(jet):
    g, dg, ddg = jet
    n = len(g)
    inv = np.linalg.inv(g)
    gamma = np.zeros((n, n, n))
    for m, a, b, k in np.ndindex(n, n, n, n):
        gamma[m, a, b] += inv[m, k] * (dg[k, a, b] + dg[k, b, a] - dg[a, b, k]) / 2
    np.testing.assert_allclose(christoffel(g, dg), gamma, atol=1e-11)  # rounding
    step = 1e-30j
    slope = np.stack(
        [
            christoffel(g + step * dg[..., c], dg + step * ddg[..., c]).imag / step.imag
            for c in range(n)
        ],
        axis=-1,
    )
    np.testing.assert_allclose(christoffel_derivative(g, dg, ddg), slope, atol=1e-9)
    R = np.zeros((n, n, n, n))
    for r, s, m, k in np.ndindex(n, n, n, n):
        R[r, s, m, k] = slope[r, k, s, m] - slope[r, m, s, k]
        for q in range(n):
            R[r, s, m, k] += gamma[r, m, q] * gamma[q, k, s] - gamma[r, k, q] * gamma[q, m, s]
    found = curvature(g, dg, ddg)
    ricci = sum(R[q, :, q, :] for q in range(n))
    np.testing.assert_allclose(found.riemann, R, atol=1e-8)
    np.testing.assert_allclose(found.ricci, ricci, atol=1e-8)
    scalar = (inv * ricci).sum()
    np.testing.assert_allclose(found.einstein, ricci - scalar * g / 2, atol=1e-7)
    if n == 2:  # no Einstein tensor in two dimensions
        np.testing.assert_allclose(found.einstein, 0, atol=1e-7)


@pytest.mark.parametrize(("method", "bound"), [("complex", 1e-11), ("real", 1e-8)])
def test_analytic_curvatures(method, bound):
    # documented errors (1e-13 and 1e-11) times second derivatives and inverses up to 10^2
    def at(metric, points):
        return curvature_at(metric, points, method=method)

    ball = at(sphere, EVENTS[:, 2:])
    np.testing.assert_allclose(ball.scalar, 0.5, atol=bound)
    np.testing.assert_allclose(ball.kretschmann, 0.25, atol=bound)
    for n in (2, 3, 4):
        space = at(hyperbolic, EVENTS[:, 4 - n :] + 1)
        np.testing.assert_allclose(space.scalar, -n * (n - 1), atol=30 * bound)
        assert (np.abs(space.einstein) < 1e-6).all() == (n == 2)
    for vacuum in (schwarzschild, painleve):
        hole = at(vacuum, EVENTS)
        np.testing.assert_allclose(hole.ricci, 0, atol=bound)
        np.testing.assert_allclose(hole.kretschmann, 48 / EVENTS[:, 1] ** 6, atol=bound)
        # the mass shows in Riemann: R_trtr = -2 M / r^3 in both charts
        np.testing.assert_allclose(hole.lowered[:, 0, 1, 0, 1], -2 / EVENTS[:, 1] ** 3, atol=bound)
    for power in (1 / 2, 2 / 3):
        world = at(lambda x, p=power: flat_frw(x, p), EVENTS)
        t = EVENTS[:, 0]
        exact = 6 * (power * (power - 1) + power**2) / t**2
        np.testing.assert_allclose(world.scalar, exact, atol=10 * bound)
        np.testing.assert_allclose(world.einstein[:, 0, 0], 3 * power**2 / t**2, atol=10 * bound)


def test_errors_of_second_derivatives_fall_with_the_eighth_power_of_the_step():
    # g = cos(x): ddg = -cos(x) exactly
    def metric(x):
        return np.eye(2) * (2 + np.cos(x[..., :1, None]))

    points = np.array([[0.4, 0.0]])
    errors = []
    for step in (0.4, 0.2):
        jet = metric_jet(metric, points, step=step)
        errors.append(np.abs(jet.ddg[0, 0, 0, 0, 0] + np.cos(0.4)))
        np.testing.assert_allclose(jet.dg[0, 0, 0, 0], -np.sin(0.4), atol=1e-15)
    assert np.log2(errors[0] / errors[1]) == pytest.approx(8, abs=0.2)
    real = [first_derivatives(metric, points, method="real", step=h)[1] for h in (0.4, 0.2)]
    errors = [np.abs(dg[0, 0, 0, 0] + np.sin(0.4)) for dg in real]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(8, abs=0.2)


def test_curvature_of_moving_neurons_by_two_routes():
    rng = np.random.default_rng(11)
    # derivatives of the brackets, exact, against differences of the metric function
    cloud = with_random_velocities(
        cloud_of(lattice_positions(2, 4.0), random_metric(2, 0.3, rng=rng, wavelength=6.0)),
        0.5,
        rng=rng,
    )
    events = rng.uniform(-1, 1, (5, 3))
    jet = metric_field(cloud, events, order=2)
    brackets = curvature(jet.value, jet.gradient, jet.hessian)
    function = curvature_at(metric_function(cloud), events)
    # documented 1e-13, windows of width 1
    np.testing.assert_allclose(brackets.riemann, function.riemann, atol=1e-11)
    np.testing.assert_allclose(brackets.einstein, function.einstein, atol=1e-11)
    assert np.abs(brackets.einstein).max() > 1e-3


@pytest.mark.parametrize("n", [2, 3, 4])
def test_contracted_bianchi_identity(n):
    # nabla^m G_mn = 0: one more derivative, taken by the same differences of G^m_n
    points = EVENTS[:3, :n] / 4

    def mixed(x):
        c = curvature_at(wobbly, x)
        return np.einsum("...am,...mn->...an", c.inverse, c.einstein)

    h = 1e-2
    here = curvature_at(wobbly, points)
    slope = np.zeros((len(points), n, n, n))
    for a in range(n):
        e = np.eye(n)[a] * h
        for k, w in ((1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280)):
            slope[..., a] += w * (mixed(points + k * e) - mixed(points - k * e)) / h
    G = mixed(points)
    divergence = np.einsum("...anA->...naA", slope)
    divergence = np.einsum("...naa->...n", divergence)
    divergence += np.einsum("...aab,...bn->...n", here.christoffel, G)
    divergence -= np.einsum("...ban,...ab->...n", here.christoffel, G)
    np.testing.assert_allclose(divergence, 0, atol=1e-8)  # 1e-12 over the step, times 10^2
    if n > 2:
        assert np.abs(G).max() > 0.01


def test_curvature_scalar_is_the_same_in_two_charts():
    # y = x + 0.1 sin(x) componentwise mixed: pull the metric back
    def pulled(x):
        y = x + 0.1 * np.sin(np.roll(x, 1, axis=-1))
        n = x.shape[-1]
        jac = np.eye(n) + 0.1 * np.cos(np.roll(x, 1, axis=-1))[..., :, None] * np.roll(
            np.eye(n), -1, axis=1
        )
        return np.einsum("...am,...ab,...bn->...mn", jac, wobbly(y), jac)

    x = EVENTS[:, :3] / 4
    y = x + 0.1 * np.sin(np.roll(x, 1, axis=-1))
    there, here = curvature_at(wobbly, y), curvature_at(pulled, x)
    np.testing.assert_allclose(here.scalar, there.scalar, atol=1e-10)  # 1e-13 times inverses
    np.testing.assert_allclose(here.kretschmann, there.kretschmann, atol=1e-9)
    assert np.abs(there.scalar).min() > 0.01


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: curvature(np.zeros((2, 2)), *FLAT), "must be invertible"),
        (lambda: curvature([[1, 1], [0, 1]], *FLAT), r"entries \(0, 1\) and \(1, 0\) differ by 1"),
        (lambda: curvature(np.eye(3), *FLAT), r"`dg` must have shape \(3, 3, 3\)"),
        (lambda: curvature(np.eye(2), FLAT[0], FLAT[0]), r"`ddg` must have shape"),
        (lambda: inverse_metric(np.ones(3)), r"`g` must have shape \(..., n, n\)"),
        (lambda: curvature_at(lambda x: x, EVENTS), "`metric` must return shape"),
        (lambda: curvature_at(lambda x: sphere(x.real), EVENTS[:, 2:]), "must return complex"),
        (lambda: curvature_at(sphere, EVENTS[:, 2:], method="magic"), "`method` must be one of"),
        (lambda: curvature_at(sphere, EVENTS[:, 2:], step=0.0), "`step` must be positive"),
        (lambda: curvature_at(sphere, 1.0), "`points` must have shape"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
