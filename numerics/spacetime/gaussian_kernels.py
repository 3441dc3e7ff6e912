"""Compiled loops over neurons: windows of many neurons at one point, and what they sum to.

Neurons lie in memory as structure of arrays, one flat array of ``9 * slots`` numbers: x, y, z, then
the precision matrix xx, xy, xz, yy, yz, zz times ``SCALE``, so that ``2^(u P u)`` is the window.
A point visits runs ``start:stop`` of slots; the features of a run (the window, its first and second
derivatives, up to factors of SCALE) go to a buffer that stays in the first-level cache, and from
there to the sums, seven columns at a time: what registers hold.
Indices are unsigned: a signed one may count from the end, and that test stops vectorisation.
"""

import numpy as np
from numba import njit

from numerics.kernels.vector_exp import LOG2E, exp2

SCALE = -LOG2E / 2
LANES = 8  # runs are rounded out to multiples of this
FEATURES = (1, 4, 10)  # numbers per window up to derivative order 0, 1, 2
BLOCK = np.uint64(256)  # slots at a time: 10 features are 20 KiB
SEVEN = 7
_SUM = {"reassoc", "contract", "nsz"}
_B = [np.uint64(256 * k) for k in range(10)]
B1, B2, B3, B4, B5, B6, B7, B8, B9 = _B[1:]
U0, U1, U2, U3, U4, U5, U6, U7, U8 = (np.uint64(k) for k in range(9))


@njit(fastmath=_SUM, error_model="numpy")
def _at(s, n, x, y, z, i):  # type: ignore[no-untyped-def]
    u, v, w = x - s[i], y - s[n + i], z - s[U2 * n + i]
    xx, xy, xz = s[U3 * n + i], s[U4 * n + i], s[U5 * n + i]
    yy, yz, zz = s[U6 * n + i], s[U7 * n + i], s[U8 * n + i]
    a, b, c = xx * u + xy * v + xz * w, xy * u + yy * v + yz * w, xz * u + yz * v + zz * w
    return exp2(a * u + b * v + c * w), a, b, c


@njit(fastmath=_SUM, error_model="numpy")
def _window(s, n, x, y, z, i0, i1, f):  # type: ignore[no-untyped-def]
    # as `_at`, the quadratic form with fewer products
    for i in range(i0, i1):
        u, v, w = x - s[i], y - s[n + i], z - s[U2 * n + i]
        v2, w2 = v + v, w + w
        a = s[U3 * n + i] * u + s[U4 * n + i] * v2 + s[U5 * n + i] * w2
        b = s[U6 * n + i] * v + s[U7 * n + i] * w2
        f[i - i0] = exp2(a * u + b * v + s[U8 * n + i] * w * w)


@njit(fastmath=_SUM, error_model="numpy")
def _slopes(s, n, x, y, z, i0, i1, f):  # type: ignore[no-untyped-def]
    for i in range(i0, i1):
        e, a, b, c = _at(s, n, x, y, z, i)
        j = i - i0
        f[j], f[B1 + j], f[B2 + j], f[B3 + j] = e, e * a, e * b, e * c


@njit(fastmath=_SUM, error_model="numpy")
def _bends(s, n, x, y, z, i0, i1, f, scale):  # type: ignore[no-untyped-def]
    for i in range(i0, i1):
        e, a, b, c = _at(s, n, x, y, z, i)
        j = i - i0
        f[j], f[B1 + j], f[B2 + j], f[B3 + j] = e, e * a, e * b, e * c
        f[B4 + j] = e * (a * a - scale * s[U3 * n + i])
        f[B5 + j] = e * (a * b - scale * s[U4 * n + i])
        f[B6 + j] = e * (a * c - scale * s[U5 * n + i])
        f[B7 + j] = e * (b * b - scale * s[U6 * n + i])
        f[B8 + j] = e * (b * c - scale * s[U7 * n + i])
        f[B9 + j] = e * (c * c - scale * s[U8 * n + i])


@njit(fastmath=_SUM, error_model="numpy")
def _seven(f, p, c, k, n, i0, i1):  # type: ignore[no-untyped-def]
    """Sum one feature times seven columns."""
    s0 = s1 = s2 = s3 = s4 = s5 = s6 = f.dtype.type(0)
    for i in range(i0, i1):
        h, j = f[p + i - i0], k + i
        s0 += h * c[j]
        s1 += h * c[j + n]
        s2 += h * c[j + U2 * n]
        s3 += h * c[j + U3 * n]
        s4 += h * c[j + U4 * n]
        s5 += h * c[j + U5 * n]
        s6 += h * c[j + U6 * n]
    return s0, s1, s2, s3, s4, s5, s6


@njit(fastmath=_SUM, error_model="numpy")
def _fourteen(f, p, q, c, k, n, i0, i1):  # type: ignore[no-untyped-def]
    """Sum two features times seven columns: every column is read once for both."""
    s0 = s1 = s2 = s3 = s4 = s5 = s6 = t0 = t1 = t2 = t3 = t4 = t5 = t6 = f.dtype.type(0)
    for i in range(i0, i1):
        g, h, j = f[p + i - i0], f[q + i - i0], k + i
        c0, c1, c2, c3 = c[j], c[j + n], c[j + U2 * n], c[j + U3 * n]
        c4, c5, c6 = c[j + U4 * n], c[j + U5 * n], c[j + U6 * n]
        s0 += g * c0
        s1 += g * c1
        s2 += g * c2
        s3 += g * c3
        s4 += g * c4
        s5 += g * c5
        s6 += g * c6
        t0 += h * c0
        t1 += h * c1
        t2 += h * c2
        t3 += h * c3
        t4 += h * c4
        t5 += h * c5
        t6 += h * c6
    return (s0, s1, s2, s3, s4, s5, s6), (t0, t1, t2, t3, t4, t5, t6)


@njit(fastmath=_SUM, error_model="numpy")
def _dot(f, p, c, k, i0, i1):  # type: ignore[no-untyped-def]
    total = f.dtype.type(0)
    for i in range(i0, i1):
        total += f[p + i - i0] * c[k + i]
    return total


@njit(error_model="numpy")
def _add_run(s, c, n, columns, features, x, y, z, i0, i1, scale, f, out, o):  # type: ignore[no-untyped-def]
    """Add a run to ``out[o + feature * columns + column]``; with derivatives, of BLOCK at most."""
    if features == 1:
        _window(s, n, x, y, z, i0, i1, f)
    elif features == 4:
        _slopes(s, n, x, y, z, i0, i1, f)
    else:
        _bends(s, n, x, y, z, i0, i1, f, scale)
    whole = columns - columns % SEVEN
    for k in range(0, whole, SEVEN):
        base = np.uint64(k) * n
        if features == 1:
            one = _seven(f, U0, c, base, n, i0, i1)
            for j in range(SEVEN):
                out[o + k + j] += one[j]
        else:
            for p in range(0, features, 2):
                at = np.uint64(p) * BLOCK
                one, two = _fourteen(f, at, at + BLOCK, c, base, n, i0, i1)
                for j in range(SEVEN):
                    out[o + p * columns + k + j] += one[j]
                    out[o + (p + 1) * columns + k + j] += two[j]
    for k in range(whole, columns):
        for p in range(features):
            at = np.uint64(p) * BLOCK
            out[o + p * columns + k] += _dot(f, at, c, np.uint64(k) * n, i0, i1)


@njit(nogil=True, error_model="numpy", cache=True)
def sum_windows(s, c, starts, lower, sides, cells, reach, points, out):  # type: ignore[no-untyped-def]
    """Add the windows within reach of every point to ``out``, ``(M, features, columns)``.

    s : shapes, flat ``(9 n,)``; c : columns, flat ``(columns n,)``; starts : slots of
    the cells of each row along x, ``(rows, cells_x + 1)``, rows over (z, y); lower, sides, cells :
    the box of cells.
    points : ``(M, 3)`` and out must be contiguous.  Each point is summed in an order of its own.
    """
    n = np.uint64(s.size // 9)
    features, columns = out.shape[1], out.shape[2]
    scale = s.dtype.type(SCALE)
    buffer = np.empty(10 * 256, s.dtype)
    total = out.reshape(out.size)
    step = 10 * 256 if features == 1 else 256
    for m in range(points.shape[0]):
        px, py, pz, o = points[m, 0], points[m, 1], points[m, 2], m * features * columns
        x, y, z = s.dtype.type(px), s.dtype.type(py), s.dtype.type(pz)
        for iz in range(*_span(pz, reach, lower[2], sides[2], cells[2])):
            left_z = reach * reach - _gap(pz, iz, lower[2], sides[2]) ** 2
            for iy in range(*_span(py, reach, lower[1], sides[1], cells[1])):
                left = left_z - _gap(py, iy, lower[1], sides[1]) ** 2
                if left < 0:
                    continue
                row = iz * cells[1] + iy
                first, last = _span(px, np.sqrt(left), lower[0], sides[0], cells[0])
                if last <= first:
                    continue
                i0 = starts[row, first] // LANES * LANES
                i1 = (starts[row, last] + LANES - 1) // LANES * LANES
                for i in range(i0, i1, step):
                    _add_run(
                        s, c, n, columns, features, x, y, z,
                        np.uint64(i), np.uint64(min(i + step, i1)), scale, buffer, total, o,
                    )  # fmt: skip


@njit(nogil=True, error_model="numpy", cache=True)
def sum_all(s, c, points, out):  # type: ignore[no-untyped-def]
    """Add all windows to ``out``, as ``sum_windows`` with one cell.

    A block of neurons stays in the first-level cache while all points pass.
    """
    n = np.uint64(s.size // 9)
    features, columns = out.shape[1], out.shape[2]
    scale = s.dtype.type(SCALE)
    buffer, total = np.empty(10 * 256, s.dtype), out.reshape(out.size)
    step = 768 if features == 1 else 256
    for i in range(0, s.size // 9, step):
        i0, i1 = np.uint64(i), np.uint64(min(i + step, s.size // 9))
        for m in range(points.shape[0]):
            x, y, z = points[m, 0], points[m, 1], points[m, 2]
            _add_run(
                s, c, n, columns, features, s.dtype.type(x), s.dtype.type(y), s.dtype.type(z),
                i0, i1, scale, buffer, total, m * features * columns,
            )  # fmt: skip


@njit(error_model="numpy")
def _span(x, reach, lower, side, cells):  # type: ignore[no-untyped-def]
    """First cell within reach along one axis, and the one after the last."""
    first = np.floor(max((x - reach - lower) / side, 0.0))
    last = np.floor(min((x + reach - lower) / side, cells - 1.0))
    return int(min(first, float(cells))), int(max(last, -1.0)) + 1


@njit(error_model="numpy")
def _gap(x, cell, lower, side):  # type: ignore[no-untyped-def]
    """Distance from a coordinate to a cell."""
    edge = lower + cell * side
    return max(edge - x, x - edge - side, 0.0)
