"""Normals by counter: bit by bit against a slow reference, and as statistics."""

import math
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from numerics.kernels import normal_stream
from numerics.kernels.normal_stream import draw_key, normals

MASK = 2**64 - 1
SQRT_HALF = struct.unpack("<d", struct.pack("<q", 0x3FE6A09E00000000))[0]
keys = st.integers(0, MASK)


def word(key, index):
    """SplitMix64 with Python's whole numbers."""
    z = (key + (index + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def logarithm(u):
    """The logarithm of u in (0, 1] by fdlibm's polynomial, in Python's floats."""
    m, e = math.frexp(u)
    if m < SQRT_HALF:
        m, e = 2 * m, e - 1
    f = m - 1.0
    s = f / (2.0 + f)
    t = s * s
    poly = horner(normal_stream._L, t)
    half = 0.5 * f * f
    return e * normal_stream._LN2_HIGH - (
        (half - (s * (half + t * poly) + e * normal_stream._LN2_LOW)) - f
    )


def horner(coefficients, t):
    value = coefficients[-1]
    for c in coefficients[-2::-1]:
        value = c + t * value
    return value


def pair(first, second):
    """Box and Muller's method in Python's floats."""
    r = math.sqrt(-2.0 * logarithm(((first >> 11) + 1) * 2.0**-53))
    x = (second >> 13) * 2.0**-51 - 0.5
    sine, cosine = x * horner(normal_stream._S, x * x), horner(normal_stream._C, x * x)
    if second & 1:
        r = -r
    return (r * sine, r * cosine) if second & 2 else (r * cosine, r * sine)


def row(key, number, n):
    half = (n + 1) // 2
    made = [
        pair(word(key, 2 * half * number + 2 * j), word(key, 2 * half * number + 2 * j + 1))
        for j in range(half)
    ]
    return [p[0] for p in made] + [p[1] for p in made][: n - half]


def test_words_are_the_published_ones():
    # the first outputs of SplitMix64 seeded with 0
    assert [word(0, k) for k in range(2)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4]


@given(keys, st.integers(0, 2**50), st.integers(1, 40), st.integers(1, 3))
def test_every_bit_is_that_of_the_slow_reference(key, first, n, rows):
    found = normals((rows, n), np.uint64(key), first)
    expected = [row(key, first + k, n) for k in range(rows)]
    assert found.tobytes() == np.array(expected).tobytes()


@given(keys, st.integers(0, MASK), st.integers(0, MASK))
def test_a_pair_is_box_and_mullers(key, first, second):
    x, y = pair(first, second)
    u = ((first >> 11) + 1) * 2.0**-53
    r = math.sqrt(-2 * math.log(u))
    # each polynomial and each step rounds by an ulp or so of r
    assert math.hypot(x, y) == pytest.approx(r, rel=2e-15, abs=1e-300)
    quarter = math.pi / 2 * ((second >> 13) * 2.0**-51 - 0.5)
    angle = (math.pi / 2 - quarter if second & 2 else quarter) + math.pi * (second & 1)
    assert x == pytest.approx(r * math.cos(angle), abs=4e-15 * r)
    assert y == pytest.approx(r * math.sin(angle), abs=4e-15 * r)


@pytest.mark.parametrize("top", [1.0, 0.5, 2.0**-40])
def test_the_logarithm_is_accurate_over_an_octave(top):
    for u in top * np.linspace(0.5, 1, 200, endpoint=False):
        u = math.ceil(u * 2**53) * 2.0**-53
        assert logarithm(u) == pytest.approx(math.log(u), rel=1e-15, abs=0)


@given(st.integers(1, 9), st.integers(0, 6), st.integers(1, 20))
def test_any_row_can_be_had_alone(rows, cut, n):
    key = draw_key(np.random.default_rng(n))
    whole = normals((rows, n), key)
    for k in range(rows):
        assert normals((1, n), key, k).tobytes() == whole[k].tobytes()
    assert whole[cut:].tobytes() == normals((max(rows - cut, 0), n), key, cut).tobytes()


@pytest.fixture(scope="module")
def many():
    return normals((1000, 1000), draw_key(np.random.default_rng(5)))


def test_moments(many):
    flat, n = many.ravel(), many.size
    # five standard errors of each; the variances of z, z^2, z^3, z^4 are 1, 2, 15 and 96
    for power, mean, variance in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        assert abs((flat**power).mean() - mean) < 5 * math.sqrt(variance / n)


@pytest.mark.parametrize("half", [0, 1])
def test_kolmogorov_smirnov(many, half):
    part = many[:, 500 * half : 500 * (half + 1)]
    assert stats.kstest(part.ravel(), "norm").pvalue > 1e-3
    # each row by itself: the p-values of 1000 rows are uniform
    rows = [stats.kstest(r, "norm").pvalue for r in part[:200]]
    assert stats.kstest(rows, "uniform").pvalue > 1e-3


@pytest.mark.parametrize("threshold", [2.0, 3.0, 4.0])
@pytest.mark.parametrize("sign", [-1, 1])
def test_tails(many, threshold, sign):
    expected = many.size * stats.norm.sf(threshold)
    count = (sign * many > threshold).sum()
    assert abs(count - expected) < 5 * math.sqrt(expected) + 1


@pytest.mark.parametrize("shift", [(0, 1), (0, 2), (0, 8), (0, 500), (1, 0), (1, 1), (512, 0)])
def test_lanes_are_independent(many, shift):
    a = many[shift[0] :, shift[1] :]
    b = many[: many.shape[0] - shift[0], : many.shape[1] - shift[1]]
    for f, g in ((a, b), (a**2 - 1, b**2 - 1), (a, b**2 - 1), (np.abs(a) > 2, np.abs(b) > 2)):
        assert abs(np.corrcoef(np.ravel(f), np.ravel(g))[0, 1]) < 5 / math.sqrt(a.size)


def test_keys_are_drawn_from_a_generator():
    one, two = (draw_key(np.random.default_rng(3)) for _ in range(2))
    rng = np.random.default_rng(3)
    assert one == two == draw_key(rng) != draw_key(rng)
    other = normals((100, 100), draw_key(rng))
    assert abs(np.corrcoef(normals((100, 100), one).ravel(), other.ravel())[0, 1]) < 0.05


def test_rows_are_counted_from_zero():
    with pytest.raises(ValueError, match="`first_row` must be an integer of at least 0"):
        normals((1, 1), np.uint64(1), -1)
