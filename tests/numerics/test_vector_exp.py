import numpy as np
import pytest
from numba import njit

from numerics.kernels.vector_exp import exp2


@njit(error_model="numpy")
def powers(x, out):
    for i in range(x.size):
        out[i] = exp2(x[i])


# two roundings and a polynomial cut at 2e-16; in single precision 6e-8
@pytest.mark.parametrize(("kind", "lowest", "error"), [("f8", -990, 1e-15), ("f4", -119, 3e-7)])
def test_powers_of_two(kind, lowest, error):
    x = np.linspace(lowest, 0, 20001).astype(kind)
    out = np.empty_like(x)
    powers(x, out)
    assert out.dtype == x.dtype
    assert np.abs(out / np.exp2(x.astype("f8")) - 1).max() < error


def test_far_below_stays_tiny_and_positive():
    x, out = np.array([-1e4, -1e300, -np.inf]), np.empty(3)
    powers(x, out)
    assert (out == 2.0**-1000).all()


def test_whole_powers_are_exact():
    x = -np.arange(64.0)
    out = np.empty_like(x)
    powers(x, out)
    assert (out == 2.0**x).all()


def test_outside_compiled_code_it_is_the_plain_function():
    assert exp2(-1.5) == 2.0**-1.5
