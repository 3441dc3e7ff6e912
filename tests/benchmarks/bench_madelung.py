"""Madelung fluid against the Schrodinger equation for the same run.

Run from the root of the project: ``python tests/benchmarks/bench_madelung.py [repeats]``.
Both go from the same fields to the same time on the same grid, with the number of steps that the
fluid chooses; the wave takes Strang steps.  The bar is 64 times the cost of the wave.  The fluid's
steps are of order 4 and limited by stability, and those of the wave are not: the row below tells
what the wave needs for the difference that is left between the two, with steps of order 4.
"""

import numpy as np
from table import Row, finish, parsed, seconds

from numerics.grid import Grid, gradient
from numerics.waves import madelung, schrodinger
from numerics.waves.random_fields import density, trig_polynomial

BAR, END = 64.0, 0.2
SIZES = [(128,), (256,), (512,), (64, 64), (128, 128), (16, 16, 16)]
PHYSICS = {"hbar": 1.0, "mass": 1.0}


def start(points):
    """A smooth fluid far from nodes, the wave that carries it, and a potential."""
    grid = Grid((2 * np.pi,) * len(points), points)
    p = density([[1, 0], [1, 1]], grid, scale=0.3)
    S = trig_polynomial([[0, 1], [1, 0]], grid, scale=0.2)
    V = trig_polynomial([[1, 1]], grid, scale=0.5)
    return grid, p, gradient(S, grid), np.sqrt(p) * np.exp(1j * S), V


def main():
    """Print the table and, on request, write the JSON."""
    words = parsed(__doc__).words
    repeats = int(words[0]) if words else 3
    rows = []
    for points in SIZES:
        grid, p, u, psi, V = start(points)

        def fluid(p=p, u=u, V=V, grid=grid):
            return madelung.evolve_fluid(p, u, V, grid=grid, times=[0.0, END], **PHYSICS)

        def wave(steps, order, psi=psi, V=V, grid=grid):
            how = {"dt": END / steps, "steps": steps, "order": order, **PHYSICS}
            return schrodinger.evolve_wave(psi, V, grid=grid, **how)

        run = fluid()
        took, strang, few = seconds(
            fluid, lambda run=run, wave=wave: wave(run.steps, 2), lambda wave=wave: wave(10, 4),
            repeats=repeats,
        )  # fmt: skip
        name = " x ".join(map(str, points))
        cost = {"unit": "wave runs", "bar": BAR, "at_most": True}
        rows.append(Row(f"{name}, {run.steps} steps", took / strang, **cost))
        rows.append(Row("  seconds", took, strang, against="as many Strang steps"))
        q = np.abs(wave(10, 4)) ** 2
        gap = float(np.abs(run.density[-1] - q).max() / q.max())
        rows.append(Row("  seconds", took, few, against=f"10 steps of order 4, within {gap:.0e}"))
    finish("madelung", rows)


if __name__ == "__main__":
    main()
