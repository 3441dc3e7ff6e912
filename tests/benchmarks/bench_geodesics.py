"""Geodesics in vector lanes beside scalar numba, EinsteinPy and SciPy, one thread.

Run from the root of the project: ``OMP_NUM_THREADS=1 python tests/benchmarks/bench_geodesics.py``.
Bound time-like orbits of Kerr, a = 0.9, over 1000 M of proper time, the same starts for all; CPU
seconds, times per orbit.  The scalar peer is the same right side and the same step control, one
orbit at a time, the tableau as arrays.  EinsteinPy runs one orbit with its default order, steps of
0.5.  Errors are those of r, theta, phi against kerrgeopy's analytic orbits at equal coordinate
time.  The share of the core's limit counts every operation of right side and tableau as one and
the limit is the measured rate of fused multiply-adds, each counted once.
"""

import importlib.util
import resource
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from numba import njit
from scipy.integrate import solve_ivp
from scipy.integrate._ivp import dop853_coefficients as table
from scipy.optimize import brentq
from table import Row, finish

sys.path.insert(0, str(Path(__file__).parent.parent))
from orbit_systems import kerr_code, kerr_starts, kerr_system

SPIN, LENGTH, COUNT = 0.9, 1000.0, 10_000
A, B, C = table.A[:12, :12].copy(), table.B.copy(), table.C[:12].copy()
E3, E5 = table.E3[:12].copy(), table.E5[:12].copy()


def scalar_peer(right_side):
    """One orbit after the other in plain numba."""

    @njit(error_model="numpy", fastmath={"contract", "nsz", "arcp"})
    def run(starts, constants, last, tolerance, mass, spin, out):
        k = np.zeros((12, 6))
        x, new = np.zeros(6), np.zeros(6)
        for orbit in range(len(starts)):
            y = starts[orbit].copy()
            e, j = constants[orbit, 0], constants[orbit, 1]
            s, h, failed = 0.0, 0.1, False
            while s < last:
                h = min(h, last - s)
                for stage in range(12):
                    for i in range(4):
                        total = 0.0
                        for m in range(stage):
                            total += A[stage, m] * k[m, i]
                        x[i] = y[i] + h * total
                    f = right_side(s + C[stage] * h, x[0], x[1], x[2], x[3], e, j, mass, spin)
                    for i in range(6):
                        k[stage, i] = f[i]
                fifth = third = 0.0
                for i in range(6):
                    total = five = three = 0.0
                    for m in range(12):
                        total += B[m] * k[m, i]
                        five += E5[m] * k[m, i]
                        three += E3[m] * k[m, i]
                    new[i] = y[i] + h * total
                    scale = tolerance + tolerance * max(abs(y[i]), abs(new[i]))
                    fifth += (five / scale) ** 2
                    third += (three / scale) ** 2
                error = h * fifth / np.sqrt(6 * (fifth + 0.01 * third) + 1e-300)
                factor = min(10.0, max(0.2, 0.8 * error**-0.125))
                if error < 1:
                    s += h
                    y[:] = new
                    h *= min(factor, 1.0) if failed else factor
                    failed = False
                else:
                    h *= factor
                    failed = True
            out[orbit] = y

    return run


def cpu(*functions, repeats=3):
    """Least CPU seconds of each, called in turn, after one call that compiles."""
    for function in functions:
        function()
    best = [np.inf] * len(functions)
    for _ in range(repeats):
        for i, function in enumerate(functions):
            begun = time.process_time()
            function()
            best[i] = min(best[i], time.process_time() - begun)
    return best


def einsteinpy_seconds(start, steps=2000):
    """CPU seconds of one orbit."""
    warnings.simplefilter("ignore")
    from einsteinpy.geodesic.utils import _kerr
    from einsteinpy.integrators import GeodesicIntegrator

    begun = time.process_time()
    made = GeodesicIntegrator(
        metric=_kerr, metric_params=(SPIN,), q0=start[:4], p0=start[4:], time_like=True,
        steps=steps, delta=LENGTH / steps, rtol=1e-2, atol=1e-2, suppress_warnings=True,
    )  # fmt: skip
    for _ in range(steps):
        made.step()
    return time.process_time() - begun


def analytic_error(system, tolerance, count=8):
    """Largest error of r, theta, phi against kerrgeopy at the end, at equal coordinate time."""
    import kerrgeopy

    from numerics.orbits.integration import integrate

    rng, starts, orbits = np.random.default_rng(5), [], []
    for _ in range(count):
        p, e, x = rng.uniform(7, 14), rng.uniform(0.05, 0.4), rng.uniform(0.6, 0.98)
        orbit = kerrgeopy.StableOrbit(SPIN, p, e, x)
        energy, momentum, _ = orbit.constants_of_motion()
        path = orbit.trajectory()
        starts.append([*(float(f(0.0)) for f in path), -energy, 0, 0, momentum])
        orbits.append(path)
    found = integrate(
        system, starts, 0, LENGTH, parameters=(1.0, SPIN), rtol=tolerance, atol=tolerance
    )
    worst = 0.0
    for (t, *place), y in zip(orbits, found.final, strict=True):
        mino = brentq(lambda m, t=t, y=y: float(t(m)) - y[0], 0, 100, xtol=1e-15, rtol=1e-15)
        worst = max(worst, *(abs(float(f(mino)) - y[i + 1]) for i, f in enumerate(place)))
    return worst


@njit(error_model="numpy", fastmath={"contract"})
def peak(work, turns):
    """Sixteen fused multiply-adds for each number of an array that stays in the first cache."""
    for _ in range(turns):
        for i in range(len(work)):
            x = work[i]
            x = ((x * 0.9 + 0.1) * 0.9 + 0.2) * 0.9 + 0.3
            x = ((x * 0.9 + 0.1) * 0.9 + 0.2) * 0.9 + 0.3
            x = ((x * 0.9 + 0.1) * 0.9 + 0.2) * 0.9 + 0.3
            x = ((x * 0.9 + 0.1) * 0.9 + 0.2) * 0.9 + 0.3
            x = ((x * 0.9 + 0.1) * 0.9 + 0.2) * 0.9 + 0.3
            work[i] = x * 0.9 + 0.1


def main():
    """Measure and print."""
    from numerics.orbits.integration import integrate

    folder = Path(sys.argv[0]).parent / "__pycache__"
    system, code = kerr_system(folder), kerr_code()
    starts = kerr_starts(np.random.default_rng(0), COUNT, SPIN)
    moving, constants = starts[:, [1, 2, 5, 6, 0, 3]], starts[:, [4, 7]]
    few = slice(0, 1000)
    out = np.zeros((1000, 6))
    scalar = scalar_peer(system.right_side)
    kept = {}

    def ours(tolerance):
        kept[tolerance] = integrate(
            system, starts, 0, LENGTH, parameters=(1.0, SPIN), rtol=tolerance,
            kind="timelike",
        )  # fmt: skip

    rows = []
    fast, fine, slow = cpu(
        lambda: ours(1e-12),
        lambda: ours(1e-14),
        lambda: scalar(moving[few], constants[few], LENGTH, 1e-12, 1.0, SPIN, out),
        repeats=5,
    )
    mine, plain = {1e-12: fast / COUNT, 1e-14: fine / COUNT}, slow / few.stop
    gap = np.abs(out[:, :2] - kept[1e-12].final[few][:, [1, 2]]).max()
    book = einsteinpy_seconds(starts[0])
    rows.append(Row("per orbit, 1e-12, scalar numba", mine[1e-12], plain, bar=5.0, against="loop"))
    rows.append(Row("per orbit, EinsteinPy", mine[1e-12], book, bar=1e4, against="0.5 M steps"))
    rows.append(Row("per orbit, 1e-14", mine[1e-14]))
    rows.append(
        Row("scalar numba against lanes, r and theta", gap, unit="M", bar=1e-7, at_most=True)
    )
    for tolerance, bar in ((1e-12, 1e-10), (1e-14, 1e-12)):
        drift = kept[tolerance].drift.max(axis=0)
        for name, value in zip(system.names, drift, strict=True):
            label = f"drift of {name} at {tolerance:g}"
            rows.append(Row(label, value, unit="", bar=bar, at_most=True))
    rows.append(_peer_scipy(system, starts, mine[1e-12]))
    if importlib.util.find_spec("kerrgeopy"):
        error = analytic_error(system, 1e-12)
        rows.append(Row("error at 1e-12", error, unit="M", bar=1e-8, at_most=True,
                        against="kerrgeopy"))  # fmt: skip
    rows.append(_limit(code, kept[1e-12], mine[1e-12]))
    wide = np.tile(starts, (10, 1))
    integrate(system, wide, 0, 50.0, parameters=(1.0, SPIN))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    rows.append(Row("memory with 100 000 orbits", used, unit="GiB", bar=2.0, at_most=True))
    finish("geodesics", rows)


def _peer_scipy(system, starts, mine):
    """Vectorised SciPy: 100 orbits as one system with common steps, its right side compiled."""
    y = starts[:100]
    start = y[:, [1, 2, 5, 6, 0, 3]].T.copy()
    right_side = system.right_side

    @njit(error_model="numpy")
    def rate(s, flat, constants):
        now = flat.reshape(6, -1)
        d = np.empty_like(now)
        for k in range(now.shape[1]):
            f = right_side(
                s, now[0, k], now[1, k], now[2, k], now[3, k],
                constants[k, 0], constants[k, 1], 1.0, SPIN,
            )  # fmt: skip
            for i in range(6):
                d[i, k] = f[i]
        return d.ravel()

    held = np.ascontiguousarray(y[:, [4, 7]])

    def run():
        solve_ivp(rate, (0, LENGTH), start.ravel(), "DOP853", rtol=1e-12, atol=1e-12, args=(held,))

    return Row(
        "per orbit, vectorised SciPy",
        mine,
        cpu(run, repeats=1)[0] / 100,
        against="DOP853, 100 orbits",
    )


def _limit(code, found, mine):
    """Share of the core's measured rate of fused multiply-adds, each operation counted once."""
    work, turns = np.ones(512), 20_000
    rate = 512 * 16 * turns / cpu(lambda: peak(work, turns))[0]
    stages = 12 * code.operations + 4 * (np.count_nonzero(A) + 12)
    sums = 6 * sum(map(np.count_nonzero, (B, E3, E5))) + 6 * 12
    count = (stages + sums) * found.steps.sum(axis=1).mean()
    return Row("share of the core's limit", count / mine / rate, unit="")


if __name__ == "__main__":
    main()
