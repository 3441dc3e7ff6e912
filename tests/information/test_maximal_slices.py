import numpy as np
import pytest
from scipy.integrate import quad

from numerics.information.slices import maximal_slices, tortoise

FINAL = 2**-0.25


@pytest.mark.parametrize("r", [1.2, 2.0, 5.0])
def test_the_tortoise_coordinate_outside(r):
    found = quad(lambda x: -(x**2) / (x**4 - 1), r, np.inf, epsabs=1e-13)[0]
    assert tortoise(r) == pytest.approx(found, abs=1e-12)


@pytest.mark.parametrize("r", [0.2, 0.5, 0.9])
def test_the_tortoise_coordinate_inside(r):
    """From the singularity, where it is -pi/4."""
    found = quad(lambda x: x**2 / (x**4 - 1), 0, r, epsabs=1e-13)[0] - np.pi / 4
    assert tortoise(r) == pytest.approx(found, abs=1e-12)


def test_the_rate_is_the_conserved_energy():
    """dV / dt = E(r_m) at every time, by the Hamilton-Jacobi equation."""
    middle = FINAL + np.array([0.9, 0.5, 0.1, 1e-3]) * (1 - FINAL)
    step = 1e-3 * (middle - FINAL)
    low, high = maximal_slices(middle - step), maximal_slices(middle + step)
    rate = (high.volume - low.volume) / (high.time - low.time)
    # second differences of relative step 1e-3, and volumes of 700 with relative error 1e-12
    assert np.abs(rate - np.sqrt(middle**4 - middle**8)).max() < 1e-5


def test_early_slices_are_symmetric_and_late_ones_approach_the_final_slice():
    found = maximal_slices([0.999999, 0.95, 0.9, FINAL + 1e-9])
    assert abs(found.time[0]) < 1e-2
    assert np.all(np.diff(found.time) > 0)
    assert np.all(np.diff(found.volume) > 0)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: maximal_slices([0.5]), "between 2\\^\\(-1/4\\) and 1, but it is 0.5"),
        (lambda: maximal_slices([0.9, 1.0]), "but it is 1"),
        (lambda: maximal_slices(0.9), "shape \\(n,\\)"),
        (lambda: maximal_slices([0.9], cutoff=0.5), "outside the horizon 1, but it is 0.5"),
        (lambda: tortoise(1.0), "not at the horizon"),
    ],
)
def test_slices_that_do_not_exist_are_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()
