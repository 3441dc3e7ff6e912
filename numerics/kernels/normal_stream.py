"""Normal numbers by counter: any of them, in any order, from any thread, the same bits.

Word w of a stream is SplitMix64's output for the state ``key + (w + 1) * GAMMA``: two
multiplications and three xor-shifts scramble a Weyl sequence (G. Steele, D. Lea, C. Flood, Fast
splittable pseudorandom number generators, 2014).  Two words make a pair of normals by Box and
Muller's method, ``sqrt(-2 log u) (cos a, sin a)``: u in (0, 1] has 53 bits, so that no normal
exceeds 8.58, the angle 51 bits and two more for its quadrant.  Logarithm, sine and cosine are
polynomials without branches, so that the compiler computes as many pairs at once as a vector has
lanes.

With n normals per row and h = ceil(n/2), row k takes the words from 2 h k on; its words 2 j and
2 j + 1 make its normals j and h + j.  Words repeat after 2^64; streams of different keys overlap
with a probability of about their length in words over 2^63.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from numerics._checks import FloatArray, whole

GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ONE, _TWO = np.uint64(1), np.uint64(2)
_S11, _S13, _S27, _S30, _S31 = (np.uint64(k) for k in (11, 13, 27, 30, 31))
_SQRT_HALF = 0x3FE6A09E00000000  # high bits of sqrt(1/2): mantissas are put in [it, 2 it)
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
# log((1 + s) / (1 - s)) = 2 s + s^3 L(s^2), from fdlibm's e_log.c
_L = (
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
)
# sin(pi x / 2) = x S(x^2) and cos(pi x / 2) = C(x^2): Taylor's coefficients, |x| <= 1/2
_S = (
    1.5707963267948966,
    -0.6459640975062463,
    0.07969262624616705,
    -0.004681754135318688,
    0.00016044118478735983,
    -3.598843235212085e-06,
    5.692172921967927e-08,
    -6.688035109811468e-10,
    6.0669357311061955e-12,
)
_C = (
    1.0,
    -1.2337005501361697,
    0.25366950790104803,
    -0.02086348076335296,
    0.0009192602748394266,
    -2.5202042373060607e-05,
    4.710874778818172e-07,
    -6.386603083791852e-09,
    6.565963114979473e-11,
)


@njit(inline="always", error_model="numpy")
def word(key, index):  # type: ignore[no-untyped-def]
    """Word ``index`` of stream ``key``; all are uint64."""
    z = key + (index + _ONE) * GAMMA
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    return z ^ (z >> _S31)


@njit(inline="always", error_model="numpy")
def pair(first, second):  # type: ignore[no-untyped-def]
    """Two independent normals from two words."""
    u = np.float64((np.float64(np.int64(first >> _S11)) + 1.0) * 2.0**-53)
    bits = u.view(np.int64) - _SQRT_HALF
    exponent = bits >> 52
    mantissa = np.int64((bits & 0xFFFFFFFFFFFFF) + _SQRT_HALF).view(np.float64)
    f = mantissa - 1.0
    s = f / (2.0 + f)
    t = s * s
    L = _L[5] + t * _L[6]
    L = _L[4] + t * L
    L = _L[3] + t * L
    L = _L[2] + t * L
    L = _L[1] + t * L
    L = _L[0] + t * L
    k = np.float64(exponent)
    half = 0.5 * f * f
    log = k * _LN2_HIGH - ((half - (s * (half + t * L) + k * _LN2_LOW)) - f)
    r = np.sqrt(-2.0 * log)
    x = np.float64(np.int64(second >> _S13)) * 2.0**-51 - 0.5
    t = x * x
    S = _S[7] + t * _S[8]
    S = _S[6] + t * S
    S = _S[5] + t * S
    S = _S[4] + t * S
    S = _S[3] + t * S
    S = _S[2] + t * S
    S = _S[1] + t * S
    sine = x * (_S[0] + t * S)
    C = _C[7] + t * _C[8]
    C = _C[6] + t * C
    C = _C[5] + t * C
    C = _C[4] + t * C
    C = _C[3] + t * C
    C = _C[2] + t * C
    C = _C[1] + t * C
    cosine = _C[0] + t * C
    r = -r if second & _ONE else r
    swap = second & _TWO
    return r * (sine if swap else cosine), r * (cosine if swap else sine)


@njit(nogil=True, error_model="numpy", cache=True)
def _fill(out, key, first_row):  # type: ignore[no-untyped-def]
    n = out.shape[1]
    half = (n + 1) // 2
    for row in range(out.shape[0]):
        low, high = out[row, :half], out[row, half:]
        begin = (first_row + np.uint64(row)) * np.uint64(2 * half)
        for j in range(n - half):
            index = begin + np.uint64(j) * _TWO
            low[j], high[j] = pair(word(key, index), word(key, index + _ONE))
        if n % 2:
            index = begin + np.uint64(half - 1) * _TWO
            low[half - 1] = pair(word(key, index), word(key, index + _ONE))[0]


def draw_key(rng: np.random.Generator) -> np.uint64:
    """The key of a new stream.

    >>> bool(draw_key(np.random.default_rng(1)) == draw_key(np.random.default_rng(1)))
    True
    """
    return np.uint64(rng.integers(2**64, dtype=np.uint64))


def normals(shape: tuple[int, int], key: np.uint64, first_row: int = 0) -> FloatArray:
    """Independent standard normals ``(rows, n)``; row k is row ``first_row + k`` of the stream.

    >>> key = draw_key(np.random.default_rng(1))
    >>> bool((normals((3, 4), key)[2] == normals((1, 4), key, first_row=2)[0]).all())
    True
    """
    whole("first_row", first_row, 0)
    out: NDArray[np.float64] = np.empty(shape)
    _fill(out, key, np.uint64(first_row))
    return out
