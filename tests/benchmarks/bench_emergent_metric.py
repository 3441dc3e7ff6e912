"""The emergent metric of very many neurons, side by side in one run; a table and JSON.

Run from the root: ``OMP_NUM_THREADS=1 python tests/benchmarks/bench_emergent_metric.py``.
One thread, double precision, less than a minute; needs 3 GB.  The 1e7 neurons share one precision
matrix, held once; as many different ones are 0.7 GB more.

Neurons: thrown uniformly, one in a unit of proper volume (``{sqrt(g_i)} = 1``), precision matrices
``delta + h_i`` with entries of h up to 0.05.  Summed are the seven columns of (6.9), at 8 sigma,
the cell list built before and timed in a row of its own.  The peer keeps the same cells and reach
and does with NumPy what one does with NumPy: for each cell of points one block of neurons within
reach, the exponents as a matrix product (1, x, x x) times (x g x, g x, g), ``np.exp``, a matrix
product with the columns.  It is timed on a sample of its cells of points, as is the exact sum; the
points are all those of a part of space.  The cost in N is that of a column of 10 x 10 x N / 100, so
that the share of the edge is the same for all N.  "Exponentials alone" are as many as there are
pairs, over an array that stays in cache: NumPy's, and the compiled 2^x that the sums use.
"""

import resource
import subprocess
import sys
import time

import numpy as np
from numba import njit
from table import Row, finish

from numerics.kernels.vector_exp import exp2
from numerics.spacetime.cell_list import UPPER, cell_list
from numerics.spacetime.emergence import metric_cells
from numerics.spacetime.gaussian_kernels import SCALE
from numerics.spacetime.gaussian_sums import gaussian_sums

N, M, SPREAD = 10**6, 10**5, 0.05
SAMPLE = 1500  # points of the peer
WIDTHS = (1, 2, 3)  # of the peer's cells of points, in cells; the best counts
LARGE = """
import resource, sys, time
import numpy as np
from numerics.spacetime.emergence import emergent_metric, metric_cells
rng = np.random.default_rng(0)
n = 10**7
x = rng.uniform(0, n ** (1 / 3), (n, 3))
g = np.broadcast_to(np.eye(3), (n, 3, 3))
start = time.perf_counter()
emergent_metric(metric_cells(x, g), x[:1000])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, time.perf_counter() - start)
"""


def neurons(count, rng, box=None):
    side = (count ** (1 / 3),) * 3 if box is None else box
    upper = np.triu(rng.uniform(-SPREAD, SPREAD, (count, 3, 3)))
    precisions = np.eye(3) + upper + np.swapaxes(np.triu(upper, 1), 1, 2)
    return rng.uniform(0, 1, (count, 3)) * side, precisions, np.array(side)


def seven(g):
    root = np.sqrt(np.linalg.det(g))
    return np.stack([root] + [root * g[:, a, b] for a, b in UPPER], axis=1)


def matrix_products(cells, points, width):
    """Sums at points by one block of matrix products for each cell of points, in NumPy."""
    reach = cells.reach
    slots = cells.shapes.size // 9
    s = cells.shapes.reshape(9, slots) / np.array([1.0] * 3 + [SCALE] * 6)[:, None]
    columns = np.ascontiguousarray(cells.columns.reshape(-1, slots).T)
    index = np.floor((points - cells.lower) / width).astype(int)
    order = np.lexsort(index.T)
    bounds = np.flatnonzero(np.any(np.diff(index[order], axis=0), axis=1)) + 1
    out = np.empty((len(points), columns.shape[1]))
    ny, nz = int(cells.cells[1]), int(cells.cells[2])
    for group in np.split(order, bounds):
        some = points[group]
        middle = some.mean(axis=0)
        low, high = some.min(axis=0) - reach, some.max(axis=0) + reach
        first = np.maximum(((low - cells.lower) // cells.sides).astype(int), 0)
        last = np.minimum(((high - cells.lower) // cells.sides).astype(int) + 1, cells.cells)
        runs = []
        for iz in range(first[2], min(last[2], nz)):
            for iy in range(first[1], min(last[1], ny)):
                edge = cells.lower[1:] + np.array([iy, iz]) * cells.sides[1:]
                gap = np.maximum(0, np.maximum(
                    edge - some[:, 1:].max(axis=0), some[:, 1:].min(axis=0) - edge - cells.sides[1:]
                ))  # fmt: skip
                if (gap**2).sum() < reach**2:
                    row = cells.starts[iz * ny + iy]
                    runs.append(slice(row[first[0]], row[last[0]]))
        x, y, z, a, b, c, d, e, f = np.concatenate([s[:, run] for run in runs], axis=1)
        x, y, z = x - middle[0], y - middle[1], z - middle[2]
        p, q, r = a * x + b * y + c * z, b * x + d * y + e * z, c * x + e * y + f * z
        k = -(x * p + y * q + z * r) / 2
        form = np.stack([k, p, q, r, a / -2, -b, -c, d / -2, -e, f / -2])
        u, v, w = (some - middle).T
        at = np.stack([np.ones_like(u), u, v, w, u * u, u * v, u * w, v * v, v * w, w * w], axis=1)
        window = np.exp(at @ form)
        out[group] = window @ np.concatenate([columns[run] for run in runs])
    return out * (2 * np.pi) ** -1.5


def exact(x, g, points):
    """The sum over all neurons, written out."""
    columns = seven(g)
    found = []
    for point in points:
        u = point - x
        found.append(np.exp(-np.einsum("na,nab,nb->n", u, g, u, optimize=True) / 2) @ columns)
    return np.array(found) * (2 * np.pi) ** -1.5


def wrong(found, sums):
    """Largest error of any column, relative to the number density."""
    return float((np.abs(found - sums) / sums[:, :1]).max())


@njit(error_model="numpy", cache=True)
def exponentials(x, out, times):
    for k in range(times):
        for i in range(x.size):
            out[i] = exp2(x[i] + k)


def timed(*functions, repeats=2):
    """Least CPU times of this thread, taken in turn: a busy machine does not count."""
    best = [np.inf] * len(functions)
    for _ in range(repeats):
        for i, function in enumerate(functions):
            start = time.thread_time()
            function()
            best[i] = min(best[i], time.thread_time() - start)
    return best


def main():
    rng = np.random.default_rng(0)
    rows = []
    warm = cell_list(*neurons(2000, rng)[:2], seven)
    for order in (0, 1, 2):
        gaussian_sums(warm, np.ones((2, 3)), order=order)
    exponentials(np.zeros(8), np.zeros(8), 1)

    x, g, side = neurons(N, rng)
    (building,) = timed(lambda: cell_list(x, g, seven), repeats=1)
    cells = cell_list(x, g, seven)
    points = rng.uniform(0, 1, (M, 3)) * side
    # a slab of the points, so that its cells hold as many points as those of all do
    slab = points[np.argsort(points[:, 2])[M // 2 : M // 2 + 20 * SAMPLE]]
    slab = slab[np.argsort(slab[:, 1])[10 * SAMPLE : 11 * SAMPLE]]
    held = {}
    width = float(cells.sides[1])
    all_of_them, some, *peers = timed(
        lambda: held.update(all=gaussian_sums(cells, points).value),
        lambda: held.update(some=gaussian_sums(cells, slab).value),
        *(lambda k=k: held.update(peer=matrix_products(cells, slab, k * width)) for k in WIDTHS),
    )
    peer = min(peers)
    both, sums = held["some"], exact(x, g, slab[:40])
    rows += [
        Row("1e6 neurons, 1e5 points, value", all_of_them, unit="s"),
        Row("the same, 1500 of the points", some, peer, "s", 5.0, "NumPy matrix products per cell"),
        Row("error against the exact sum", wrong(both[:40], sums),
            unit="relative", bar=1e-12, at_most=True),
        Row("error of the peer", wrong(held["peer"], both), unit="relative"),
        Row("building the cell list", building, unit="s"),
    ]  # fmt: skip
    gradient, hessian = timed(
        lambda: gaussian_sums(cells, points[:30000], order=1),
        lambda: gaussian_sums(cells, points[:30000], order=2),
    )
    (value,) = timed(lambda: gaussian_sums(cells, points[:30000]))
    rows += [
        Row("value and gradient", gradient / value, unit="values"),
        Row("value, gradient and Hessian", hessian / value, unit="values", bar=6.0, at_most=True),
    ]
    single = cell_list(x, g, seven, dtype=np.float32)
    (fast,) = timed(lambda: held.update(single=gaussian_sums(single, slab).value))
    rows += [
        Row("float32, 1500 points", fast, some, "s", against="float64"),
        Row("error of float32", wrong(held["single"], both), unit="relative"),
    ]

    sizes, seconds = (10**4, 10**5, 10**6), []
    for count in sizes:
        y, h, side = neurons(count, rng, (10.0, 10.0, count / 100))
        cells = cell_list(y, h, seven)
        at = rng.uniform(0, 1, (count // 20, 3)) * side
        seconds.append(sum(timed(
            lambda y=y, h=h: cell_list(y, h, seven),
            lambda c=cells, p=at: gaussian_sums(c, p),
        )))  # fmt: skip
    slope = float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])
    rows += [
        Row(f"{n} neurons, {n // 20} points, built and summed", t)
        for n, t in zip(sizes, seconds, strict=True)
    ]
    rows.append(Row("exponent of the cost in N, less 1", abs(slope - 1), unit="", bar=0.1,
                    at_most=True))  # fmt: skip

    y, h, side = neurons(4096, rng)
    pairs, everything = 4096 * 10000, cell_list(y, h, seven, sigmas=np.inf)
    at, out = rng.uniform(0, 1, (10000, 3)) * side, np.empty(4096)
    exponents = rng.uniform(-80, -1, 4096)
    whole, alone, numpys = timed(
        lambda: gaussian_sums(everything, at),
        lambda: exponentials(exponents, out, 10000),
        lambda: [np.exp(exponents, out=out) for _ in range(10000)],
        repeats=5,
    )
    fourteen = metric_cells(y, h, sigmas=np.inf)
    (more,) = timed(lambda: gaussian_sums(fourteen, at), repeats=5)
    rows += [
        Row("all pairs, a pair", whole / pairs * 1e9, unit="ns"),
        Row("exponentials alone, a pair", alone / pairs * 1e9, unit="ns"),
        Row("NumPy's exponentials alone, a pair", numpys / pairs * 1e9, unit="ns"),
        Row("all pairs", whole / numpys, unit="of NumPy's exp", bar=2.5, at_most=True),
        Row("all pairs", whole / alone, unit="of our exp"),
        Row("all pairs, fourteen columns", more / numpys, unit="of NumPy's exp"),
    ]
    done = subprocess.run(
        [sys.executable, "-c", LARGE], capture_output=True, text=True, check=True, timeout=300
    )
    memory, wall = map(float, done.stdout.split())
    rows += [
        Row("1e7 neurons, peak memory", memory, unit="GiB", bar=8.0, at_most=True),
        Row("1e7 neurons, built, 1000 points", wall),
        Row("this process, peak memory",
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, unit="GiB"),
    ]  # fmt: skip
    finish("emergent_metric", rows)


if __name__ == "__main__":
    main()
