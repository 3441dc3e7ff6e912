"""Time of a split step over the time of its FFT pairs; prints a table and one line of JSON.

Run from the root of the project: ``python tests/benchmarks/bench_schrodinger.py [repeats]``.
Step and FFT pair are timed in turn and the least of all repeats is kept, so that a busy machine
slows both alike.  The bare pair includes the usual scaling by 1/n, which the step hides in its
kinetic factor.  The target is a ratio of at most 1.5.
"""

import json
import sys
import time

import numpy as np
import scipy.fft

from numerics.grid import Grid
from numerics.schrodinger import SPLITTINGS, evolve

CASES = {
    "1-D 4096, batch 16": ((4096,), (16,)),
    "2-D 512 x 512": ((512, 512), ()),
    "3-D 64 x 64 x 64": ((64, 64, 64), ()),
    "3-D 96 x 96 x 96": ((96, 96, 96), ()),
}
STEPS = 4


def pairs(wave, dimension, count):
    """Do ``count`` bare FFT pairs in place."""
    axes = tuple(range(-dimension, 0))
    for _ in range(count):
        wave = scipy.fft.fftn(wave, axes=axes, overwrite_x=True)
        wave = scipy.fft.ifftn(wave, axes=axes, overwrite_x=True)


def stepping(wave, grid, order, V, steps):
    """Do ``steps`` split steps."""
    evolve(wave, V, grid=grid, hbar=1.0, mass=1.0, dt=1e-3, steps=steps, order=order)


def clock(function, *arguments):
    """Return the seconds of one call."""
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def measure(points, batch, order, repeats):
    """Return seconds per step and per FFT pairs of a step."""
    grid = Grid((1.0,) * len(points), points)
    rng = np.random.default_rng(0)
    wave = rng.normal(size=(*batch, *points)) + 1j * rng.normal(size=(*batch, *points))
    V = rng.normal(size=points)
    count = len(SPLITTINGS[order].kinetic)
    long, short, fft = [], [], []
    for _ in range(repeats):
        # the difference of two runs leaves the preparation of the phases out
        long.append(clock(stepping, wave, grid, order, V, 2 * STEPS))
        short.append(clock(stepping, wave, grid, order, V, STEPS))
        fft.append(clock(pairs, wave.copy(), len(points), STEPS * count))
    return (min(long) - min(short)) / STEPS, min(fft) / STEPS


def main():
    """Print the table and the JSON."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    ratios = {}
    print(f"{'case':24}{'order':>6}{'step ms':>10}{'FFT ms':>10}{'ratio':>8}")
    for name, (points, batch) in CASES.items():
        for order in SPLITTINGS:
            step, fft = measure(points, batch, order, repeats)
            ratios[f"{name}, order {order}"] = round(step / fft, 3)
            print(f"{name:24}{order:6d}{1e3 * step:10.2f}{1e3 * fft:10.2f}{step / fft:8.2f}")
    print(json.dumps({"benchmark": "schrodinger", "target": 1.5, "ratios": ratios}))


if __name__ == "__main__":
    main()
