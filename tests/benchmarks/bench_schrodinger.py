"""Time of a split step over the time of its FFT pairs, and the error that its time buys.

Run from the root of the project: ``python tests/benchmarks/bench_schrodinger.py [repeats]``.
Step and FFT pair are timed in turn and the least of all repeats is kept, so that a busy machine
slows both alike.  The bare pair works in place and includes the usual scaling by 1/n, which the
step hides in its kinetic factor.  A step is the difference of two runs, which leaves the
preparation of the phases out; the oscillator's time is that of the whole call.
"""

import resource
import time

import numpy as np
import scipy.fft
from table import Row, finish, parsed

from numerics.grid import Grid
from numerics.waves.schrodinger import SPLITTINGS, evolve_wave

BAR = 1.3
CASES = [  # points, order, steps, precision
    ((512, 512), 2, 40, "double"),
    ((512, 512), 4, 10, "double"),
    ((512, 512), 2, 40, "single"),
    ((128, 128, 128), 2, 20, "double"),
    ((128, 128, 128), 4, 6, "double"),
    ((256, 256, 256), 2, 6, "double"),
]
CURVE = [(2**k,) for k in (8, 10, 12, 14, 16, 18)] + [(2**k, 2**k) for k in (6, 7, 8, 10)]


def pairs(wave, count):
    """Do ``count`` bare FFT pairs in place."""
    for _ in range(count):
        wave = scipy.fft.fftn(wave, overwrite_x=True)
        wave = scipy.fft.ifftn(wave, overwrite_x=True)


def clock(function, *arguments, **options):
    """Return the user seconds of one call; there is one thread.

    The system's seconds make fresh memory, which belongs to the preparation and scatters by more
    than a step on large grids.
    """
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    function(*arguments, **options)
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - start


def measure(points, order, steps, precision, repeats, library="scipy"):
    """Return seconds per step and per FFT pairs of a step."""
    grid = Grid((1.0,) * len(points), points)
    rng = np.random.default_rng(0)
    wave = rng.normal(size=points) + 1j * rng.normal(size=points)
    V = rng.normal(size=points)
    how = {"grid": grid, "hbar": 1.0, "mass": 1.0, "dt": 1e-3, "order": order,
           "precision": precision, "library": library}  # fmt: skip
    count = len(SPLITTINGS[order].kinetic)
    long, short, fft = [], [], []
    bare = wave.astype(np.complex64 if precision == "single" else np.complex128)
    for _ in range(repeats):
        long.append(clock(evolve_wave, wave, V, steps=3 * steps, **how))
        short.append(clock(evolve_wave, wave, V, steps=steps, **how))
        fft.append(clock(pairs, bare.copy(), 2 * steps * count))
    return (min(long) - min(short)) / (2 * steps), min(fft) / (2 * steps)


def oscillator(steps, precision="double"):
    """Return the error and the seconds of one period of a coherent state on 512 points."""
    grid = Grid((20.0,), (512,), (-10.0,))
    x, end = grid.coordinates()[0], 2 * np.pi
    start = np.pi**-0.25 * np.exp(-((x - 1) ** 2) / 2)
    exact = -start  # the phase of half a quantum
    how = {"grid": grid, "hbar": 1.0, "mass": 1.0, "dt": end / steps, "steps": steps}
    best, psi = float("inf"), None
    for _ in range(5):
        begin = time.perf_counter()
        psi = evolve_wave(start, x**2 / 2, order=4, precision=precision, **how)
        best = min(best, time.perf_counter() - begin)
    return float(np.abs(psi - exact).max()), best


def main():
    """Print the table and, on request, write the JSON."""
    words = parsed(__doc__).words
    repeats = int(words[0]) if words else 3
    rows = []
    for points, order, steps, precision in CASES:
        name = f"{' x '.join(map(str, points))}, order {order}, {precision}"
        step, fft = measure(points, order, steps, precision, repeats)
        rows.append(Row(f"step, {name}", step / fft, unit="FFT pairs", bar=BAR, at_most=True))
        rows.append(Row(f"  seconds, {name}", step, fft, against="bare SciPy FFT pairs"))
    try:
        import pyfftw  # noqa: F401
    except ImportError:
        pass
    else:
        step, fft = measure((512, 512), 2, 40, "double", repeats, "pyfftw")
        rows.append(Row("  seconds, 512 x 512, order 2, pyFFTW", step, fft, against="SciPy pairs"))
    for steps in (76, 96, 192):
        error, took = oscillator(steps)
        rows.append(Row(f"oscillator 512, order 4, {steps} steps: error", error, unit=""))
        rows.append(Row(f"  seconds, {steps} steps", took))
    rows.append(
        Row("oscillator 512, single precision: error", oscillator(96, "single")[0], unit="")
    )
    for points in CURVE:
        step, fft = measure(points, 2, max(1, 2**21 // np.prod(points)), "double", repeats)
        rows.append(Row(f"cost curve, {' x '.join(map(str, points))}", step, fft, against="FFT"))
    finish("schrodinger", rows)


if __name__ == "__main__":
    main()
