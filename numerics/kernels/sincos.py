"""Sine and cosine together, without table or branch, so that loops around them become vectors.

pi/2 in three parts; polynomials to the rounding on [-pi/4, pi/4], fdlibm's coefficients.
"""

from numba import njit

ROUND = 1.5 * 2.0**52  # adding and subtracting it rounds to an integer


@njit(error_model="numpy", fastmath={"contract"}, forceinline=True)
def sincos(x):  # type: ignore[no-untyped-def]
    """Sine and cosine of a float to 1e-16, for ``|x|`` below 1e5.

    >>> up, down = sincos(0.5)
    >>> round(up, 15), round(down, 15)
    (0.479425538604203, 0.877582561890373)
    """
    turn = (x * 0.6366197723675814 + ROUND) - ROUND
    y = x - turn * 1.57079632673412561417e00
    y = y - turn * 6.07710050630396597660e-11
    y = y - turn * 2.02226624879595063154e-21
    z = y * y
    a = 1.58969099521155010221e-10 * z - 2.50507602534068634195e-08
    a = a * z + 2.75573137070700676789e-06
    a = a * z - 1.98412698298579493134e-04
    a = a * z + 8.33333333332248946124e-03
    a = a * z - 1.66666666666666324348e-01
    up = y + y * (z * a)
    b = -1.13596475577881948265e-11 * z + 2.08757232129817482790e-09
    b = b * z - 2.75573143513906633035e-07
    b = b * z + 2.48015872894767294178e-05
    b = b * z - 1.38888888888741095749e-03
    b = b * z + 4.16666666666666019037e-02
    half = 0.5 * z
    one = 1.0 - half
    down = one + (((1.0 - one) - half) + z * (z * b))
    quarter = turn - 4.0 * ((((turn - 1.5) * 0.25) + ROUND) - ROUND)
    odd = quarter == 1.0 or quarter == 3.0
    high = down if odd else up
    low = up if odd else down
    return (-high if quarter >= 2.0 else high), (-low if 0.5 < quarter < 2.5 else low)
