"""Fokker-Planck engines on problems whose answers are known in closed form."""

import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.density.first_passage import mean_first_passage_time
from numerics.density.fokker_planck import evolve_density
from numerics.density.implicit import evolve_density_implicit
from numerics.grid import Grid, integral
from numerics.learning.entropies import entropy_production, gibbs, total_entropy_production


def box(low, high, n):
    h = (high - low) / n
    return Grid((high - low,), (n,), (low + h / 2,))


def implicit(p, F, **options):
    return evolve_density_implicit(p, F, dt=options["times"][-1] / 50, **options)


ENGINES = pytest.mark.parametrize("engine", [evolve_density, implicit])


@ENGINES
def test_a_drift_carries_a_packet_around_the_ring(engine):
    """<exp(i x)> turns by b t and shrinks by exp(-D t)."""
    ring = Grid((2 * np.pi,), (96,))
    x = ring.coordinates()[0]
    p = np.exp(3 * np.cos(x))
    p /= integral(p, ring)
    run = engine(p, 0 * x, D=0.5, gamma=1.0, drift=[2.0], grid=ring, times=[0.0, 0.7])
    first = integral(run.density * np.exp(1j * x), ring)
    # second order in space: D grows by (b h / D)^2 / 12 of it, 0.6 %, and the phase lags likewise
    assert first[1] / first[0] == pytest.approx(np.exp(1.4j - 0.35), abs=4e-3)


@ENGINES
def test_diffusion_that_varies_spreads_evenly(engine):
    """The uniform density is stationary for d (D dp), whatever D is."""
    ring = Grid((1.0,), (32,))
    x = ring.coordinates()[0]
    D = 1 + 0.8 * np.sin(2 * np.pi * x)
    flat = np.ones(32)
    run = engine(flat, 0 * x, D=D, gamma=1.0, grid=ring, times=[0.0, 0.1])
    np.testing.assert_allclose(run.density[-1], 1, atol=1e-11)
    both = engine(np.stack([flat, flat]), 0 * x, D=D[None], gamma=1.0, grid=ring, times=[0.0, 0.1])
    np.testing.assert_array_equal(both.density[:, 0], run.density)


def test_the_flux_through_varying_diffusion_is_that_of_resistors_in_series():
    """Between absorbing ends T(x) solves (D T')' = -1: D = 1 + x on (0, 1) in closed form."""
    errors = []
    for n in (50, 100):
        grid = box(0, 1, n)
        x = grid.coordinates()[0]
        T = mean_first_passage_time(0 * x, D=1 + x, gamma=1.0, grid=grid)
        # D T' = c - x, T = (c + 1) log(1 + x) - x with T(1) = 0
        exact = np.log1p(x) / np.log(2) - x
        errors.append(np.abs(T - exact).max())
    assert errors[1] < 1e-5
    assert errors[0] / errors[1] > 3.5  # second order


def test_an_array_of_the_shape_of_the_grid_is_a_field_and_never_a_batch_in_silence():
    grid = Grid((1.0,), (16,))
    p, D = np.ones(16), np.linspace(1, 2, 16)
    run = evolve_density(p, 0 * p, D=D, gamma=1.0, grid=grid, times=[0, 0.01])
    assert run.density.shape == (2, 16)
    many = np.ones((16, 16))
    for name in ("D", "gamma"):
        options = {"D": 1.0, "gamma": 1.0, name: D}
        with pytest.raises(ValueError, match=f"`{name}` must be one field or a batch of numbers"):
            evolve_density(many, 0 * p, grid=grid, times=[0, 0.01], **options)
    with pytest.raises(ValueError, match="that of fields"):
        gibbs(p, D=D, gamma=1.0, grid=grid)


@pytest.mark.parametrize("shape", [0.0, 0.3, 5.0])
def test_a_tilt_on_a_ring_is_refused_and_told_about(shape):
    grid = Grid((1.0,), (48,))
    x, p = grid.coordinates()[0], np.ones(48)
    tilt = -2 * x + shape * np.cos(2 * np.pi * x)
    options = {"D": 1.0, "gamma": 1.0, "grid": grid}
    for call in (
        lambda: evolve_density(p, tilt, times=[0, 0.01], **options),
        lambda: implicit(p, tilt, times=[0, 0.01], **options),
        lambda: entropy_production(p, tilt, **options),
        lambda: total_entropy_production(p, tilt, **options),
    ):
        with pytest.raises(ValueError, match=r"a jump of 2 where the box closes .* as `drift`"):
            call()
    evolve_density(p, tilt, times=[0, 0.01], boundary="zero-flux", **options)


@checked
@given(st.lists(st.integers(-3, 3), min_size=16, max_size=16))
def test_rough_periodic_potentials_are_no_tilts(values):
    grid = Grid((1.0,), (16,))
    F = np.array(values) / 2
    evolve_density(np.ones(16), F, D=1.0, gamma=1.0, grid=grid, times=[0, 1e-4])


def test_the_current_of_a_tilted_ring():
    """Stratonovich: for F = -f x + A cos x the mean velocity is D (1 - e^(-L f / D)) over the
    double integral of exp((V(x) - V(y)) / D), y from x - L to x (Risken, chapter 11)."""
    A, f, D, L = 0.7, 0.9, 0.4, 2 * np.pi
    errors = []
    for n in (64, 128):
        ring = Grid((L,), (n,))
        x = ring.coordinates()[0]
        p = gibbs(A * np.cos(x), D=D, gamma=1.0, grid=ring)
        run = evolve_density_implicit(
            p, A * np.cos(x), D=D, gamma=1.0, drift=[f], grid=ring, times=[0, 60.0], dt=0.2
        )
        rest = run.density[-1]
        velocity = f + integral(rest * A * np.sin(x), ring)  # the mean of the force
        fine = np.arange(2000) * L / 2000
        V = lambda q: A * np.cos(q) - f * q  # noqa: E731
        u = fine[:, None] - fine[None, :] - L / 4000
        inner = np.exp((V(fine)[:, None] - V(u)) / D).mean() * L  # u runs over x - L .. x
        exact = D * (1 - np.exp(-L * f / D)) / inner
        errors.append(abs(velocity - exact))
        # what circulates: force times current over D
        heat = total_entropy_production(rest, A * np.cos(x), D=D, gamma=1.0, drift=[f], grid=ring)
        assert heat == pytest.approx(f * velocity / D, rel=1e-3)
        assert entropy_production(rest, A * np.cos(x), D=D, gamma=1.0, grid=ring) < heat
    assert errors[1] < 3e-3
    assert errors[0] / errors[1] > 3.5


@ENGINES
def test_survival_between_absorbing_ends(engine):
    """sum over odd k of 4 / (pi k) exp(-D (pi k / L)^2 t) from the uniform density."""
    D, L, t = 0.5, 2.0, 0.6
    grid = box(0, L, 100)
    run = engine(np.full(100, 1 / L), np.zeros(100), D=D, gamma=1.0, grid=grid,
                 times=[0.0, t], boundary="absorbing")  # fmt: skip
    k = np.arange(1, 400, 2)
    exact = (8 / (np.pi * k) ** 2 * np.exp(-D * (np.pi * k / L) ** 2 * t)).sum()
    assert run.mass[-1] == pytest.approx(exact, abs=2e-4)
    assert (run.density[-1] > 0).all()


@pytest.mark.parametrize("mu", [-1.0, 0.5, 3.0])
def test_mean_first_passage_times_with_a_drift(mu):
    """T = (L - x) / mu - D (e^(-mu x / D) - e^(-mu L / D)) / mu^2, reflecting at 0 (Gardiner)."""
    D, L = 0.5, 2.0
    grid = box(0, L, 400)
    x = grid.coordinates()[0]
    T = mean_first_passage_time(
        0 * x, D=D, gamma=1.0, drift=[mu], grid=grid, boundary=("zero-flux", "absorbing")
    )
    exact = (L - x) / mu - D / mu**2 * (np.exp(-mu * x / D) - np.exp(-mu * L / D))
    np.testing.assert_allclose(T, exact, rtol=2e-5, atol=1e-5)  # h^2 / 4 D
    same = mean_first_passage_time(
        -mu * x, D=D, gamma=1.0, grid=grid, boundary=("zero-flux", "absorbing")
    )
    np.testing.assert_allclose(same, T, rtol=1e-9)


def test_kramers_rate_of_a_double_well():
    """Rate sqrt(F''(a) |F''(b)|) / (2 pi) exp(-dF / D), corrections of order D (Kramers 1940)."""
    D = 0.05
    grid = box(-2.2, 0.0, 800)  # the barrier of x^4/4 - x^2/2 is at 0, its height 1/4
    x = grid.coordinates()[0]
    T = mean_first_passage_time(
        x**4 / 4 - x**2 / 2, D=D, gamma=1.0, grid=grid, boundary=("zero-flux", "absorbing")
    )
    well = np.abs(x + 1).argmin()
    half = np.pi / np.sqrt(2) * np.exp(0.25 / D)  # on top of the barrier half of them return
    assert T[well] == pytest.approx(half, rel=0.15)
    fine = np.linspace(-2.2, 0, 4001)
    F = fine**4 / 4 - fine**2 / 2
    weight = np.concatenate(
        [[0], np.cumsum(np.diff(fine) * (np.exp(-F / D)[1:] + np.exp(-F / D)[:-1]) / 2)]
    )
    outer = np.where(fine >= x[well], np.exp(F / D) * weight, 0) / D
    exact = (np.diff(fine) * (outer[1:] + outer[:-1]) / 2).sum()
    assert T[well] == pytest.approx(exact, rel=2e-3)


def test_densities_that_underflow_or_vanish_are_densities():
    grid = Grid((1.0,), (64,))
    x = grid.coordinates()[0]
    F = 200 * np.cos(2 * np.pi * x)
    rest = gibbs(F, D=0.01, gamma=1.0, grid=grid)
    assert (rest == 0).any()
    run = evolve_density(rest, F, D=0.01, gamma=1.0, grid=grid, times=[0.0, 1e-4])
    np.testing.assert_allclose(run.density[-1], rest, rtol=1e-9, atol=1e-290)
    assert abs(run.production[0]) < 1e-6  # (d log p)^2 of 10^9 cancels to rounding
    spot = np.zeros(64)
    spot[5] = 64.0
    later = evolve_density(spot, 0 * x, D=0.1, gamma=1.0, grid=grid, times=[0.0, 0.05])
    assert np.isfinite(later.production).all()
    assert later.production[0] > 1e3 * later.production[-1]
    assert (later.density[-1] > 0).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"boundary": "zero-flux"}, "`boundary` must be absorbing at an end"),
        ({"free_energy": np.zeros((2, 8))}, r"must have shape \(8,\), but a batch"),
        ({"D": 0.0}, "`D` must be positive"),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    good = {"free_energy": np.zeros(8), "D": 1.0, "gamma": 1.0, "grid": box(0, 1, 8)}
    with pytest.raises(ValueError, match=message):
        mean_first_passage_time(**{**good, **change})
