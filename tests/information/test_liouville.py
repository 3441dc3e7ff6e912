import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from information_strategies import checked

from numerics.information.liouville import relax_liouville
from numerics.memory import BeyondMemoryError


@checked
@given(mu=st.integers(1, 8), eps=st.integers(2, 6), cone=st.integers(5, 10))
def test_cones_are_met_to_second_order(mu, eps, cone):
    mu, eps, a = mu / 4, eps / 4, cone / 10
    errors = []
    for cells in (128, 256):
        found = relax_liouville([-np.log(eps)], -a, mu=mu, depth=16.0, cells=cells)
        z = found.depth
        wanted = eps * np.cosh(a * z) + np.sqrt(mu + (a * eps) ** 2) * np.sinh(a * z) / a
        errors.append(np.abs(np.exp(-found.field[:, 0]) / wanted - 1).max())
        assert np.all(np.diff(found.residuals[1:]) < 0)
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2, abs=0.2)


def test_columns_alike_are_one_column():
    one = relax_liouville([0.3], -1.0, depth=4.0, cells=32)
    many = relax_liouville(np.full(5, 0.3), -1.0, depth=4.0, cells=32)
    assert np.abs(many.field - one.field).max() < 1e-8  # ten times the residual allowed


def test_the_optimum_has_the_least_action():
    rng = np.random.default_rng(5)
    x = np.arange(16) * np.pi / 8
    found = relax_liouville(0.4 * np.cos(x), -1.0, depth=3.0, cells=48)
    h, dx = found.depth[1], x[1]

    def action(phi):
        along = (np.diff(phi, axis=0) ** 2).sum() / h * dx
        across = (np.roll(phi, -1, 1) - phi) ** 2 / dx * h
        weights = np.r_[0.5, np.ones(47), 0.5][:, None]
        source = 2 * phi[-1].sum() * dx  # the slope -1 at the deep end
        return along + (weights * (across + h * dx * np.exp(2 * phi))).sum() + source

    least = action(found.field)
    for _ in range(5):
        bump = rng.normal(size=found.field.shape)
        bump[0] = 0.0
        up, down = (action(found.field + s * 1e-3 * bump) for s in (1, -1))
        assert min(up, down) > least
        assert abs(up - down) < 1e-6 * (up + down - 2 * least)


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: relax_liouville([], -1.0), ValueError, "its shape is \\(0,\\)"),
        (lambda: relax_liouville([1.0, 2.0], -1.0), ValueError, "its shape is \\(2,\\)"),
        (lambda: relax_liouville([1.0], -1.0, mu=0.0), ValueError, "positive, but it is 0"),
        (lambda: relax_liouville([1.0], -1.0, cells=1), ValueError, "at least 2, but it is 1"),
        (lambda: relax_liouville([np.nan], -1.0), ValueError, "finite, but it contains nan"),
        (lambda: relax_liouville([1.0], -1.0, cells=10**12), BeyondMemoryError, "bytes"),
        (lambda: relax_liouville([1.0], -1.0, tolerance=1e-30), ArithmeticError, "50 steps"),
    ],
)
def test_what_cannot_be_relaxed_is_refused(call, error, text):
    with pytest.raises(error, match=text):
        call()
