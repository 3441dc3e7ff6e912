"""One step of (2.1) with a noisy gradient: 512 replicas of 64 neurons, batch 8; and its normals.

Run from the root of the project: ``python tests/benchmarks/bench_ensemble.py [--json FILE]``, with
BLAS on one thread (``OMP_NUM_THREADS=1``).  The peer is the same step in plain NumPy, once on all
replicas and once in the chunks of the engine; the faster of both counts.  All runs on one thread,
16 steps a call, the checks and copies of a call included.
"""

import numpy as np
from table import Row, finish, seconds

from numerics.kernels.normal_stream import draw_key, normals
from numerics.learning.ensemble import CHUNK, Learners, learn

REPLICAS, NEURONS, BATCH, STEPS = 512, 64, 8, 16
RATE, D = 0.01, 1e-4


def start():
    """Networks with weights of size 1/sqrt(N)."""
    rng = np.random.default_rng(0)
    return Learners(
        rng.normal(size=(REPLICAS, BATCH, NEURONS)),
        rng.normal(size=(REPLICAS, NEURONS, NEURONS)) / np.sqrt(NEURONS),
        np.zeros((REPLICAS, NEURONS)),
    )


def plain(x, W, b, rng):
    """One step of some replicas, in place, with NumPy alone."""
    f = np.tanh(x @ W.transpose(0, 2, 1) + b[:, None, :])
    g = (f - x) * (1 - f * f) / BATCH
    W += np.sqrt(2 * D) * rng.standard_normal(W.shape) - RATE * (g.transpose(0, 2, 1) @ x)
    b += np.sqrt(2 * D) * rng.standard_normal(b.shape) - RATE * g.sum(axis=1)
    x[:] = f


def plain_run(learners, chunk):
    """All steps, chunk by chunk."""
    rng = np.random.default_rng(1)
    x, W, b = learners.x.copy(), learners.W.copy(), learners.b.copy()
    for begin in range(0, REPLICAS, chunk):
        part = slice(begin, begin + chunk)
        for _ in range(STEPS):
            plain(x[part], W[part], b[part], rng)


def main():
    """Print the table and, where asked, write the JSON."""
    learners = start()

    def ours(dtype=np.float64, steps=STEPS, replicas=learners, D=D):
        rng = np.random.default_rng(1)
        return learn(replicas, steps=steps, rate=RATE, D=D, rng=rng, dtype=dtype)

    key, rng = draw_key(np.random.default_rng(2)), np.random.default_rng(2)
    shape = (REPLICAS, NEURONS * (NEURONS + 1))
    times = seconds(
        ours,
        lambda: ours(np.float32),
        lambda: plain_run(learners, REPLICAS),
        lambda: plain_run(learners, CHUNK),
        lambda: normals(shape, key),
        lambda: rng.standard_normal(shape),
        repeats=5,
    )
    double, single, whole, chunked = (1e6 * t / REPLICAS / STEPS for t in times[:4])
    fast, slow = (1e9 * t / np.prod(shape) for t in times[4:])
    few = Learners(learners.x[:8], learners.W[:8] / 2, learners.b[:8])
    exact, rounded = (ours(dtype, 1000, few, 1e-8).W for dtype in (np.float64, np.float32))
    against = f"plain NumPy (all at once {whole:.3g}, in chunks {chunked:.3g})"
    finish(
        "ensemble",
        [
            Row("replica-step", double, unit="us", bar=40.0, at_most=True),
            Row("replica-step", double, min(whole, chunked), "us", bar=1.5, against=against),
            Row("replica-step in float32", single, double, "us", against="float64"),
            Row("float32: W after 1000 steps", float(abs(exact - rounded).max()), unit="largest"),
            Row("a normal", fast, slow, "ns", against="NumPy's standard_normal"),
        ],
    )


if __name__ == "__main__":
    main()
