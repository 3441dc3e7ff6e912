"""Fokker-Planck engine against py-pde at equal error, and its cost against the size of the grid.

Run from the root of the project: ``python tests/benchmarks/bench_fokker_planck.py [repeats]``.
Both solve (3.1) with a quadratic free energy between reflecting walls up to the same time; errors
are the largest differences to the exact Ornstein-Uhlenbeck density.  Our grid is the coarser one,
so that our error is not above the peer's.  The peer runs its compiled Euler steps at 0.8 of the
stability limit, at these errors the fastest of its solvers (Runge-Kutta, adaptive Runge-Kutta and
SciPy's LSODA, BDF and RK23 take 4 to 60 times as long in one dimension).  Compilation, half a
minute for the peer, is not timed, nor are its checks and copies: the bare stepper runs.  Ours is
the whole call.  Without py-pde only our own rows are printed.
"""

import warnings

import numpy as np
from table import Row, finish, parsed, seconds

from numerics.density.implicit import evolve_density_implicit
from numerics.grid import Grid, integral
from numerics.learning import ornstein_uhlenbeck as ou

D, END, BAR = 0.5, 1.0, 5.0
STIFFNESS = {1: np.eye(1), 2: np.diag([1.0, 0.7])}
MEAN = {1: [0.5], 2: [0.4, -0.3]}
SPREAD = {1: [[0.8]], 2: [[0.6, 0.0], [0.0, 0.5]]}
HALF = {1: 8.0, 2: 6.0}  # half the side of the box
CASES = [(1, 448, 1024, 0.1), (2, 48, 128, 0.2)]  # dimension, our points, the peer's, our step
CURVE = {1: [2**k for k in range(7, 16, 2)], 2: [32, 64, 128, 256]}


def problem(dimension, n):
    """The grid of cell centres, the free energy, and the exact density at both ends."""
    half = HALF[dimension]
    grid = Grid((2 * half,) * dimension, (n,) * dimension, (-half + half / n,) * dimension)
    q, S = grid.coordinates(), STIFFNESS[dimension]
    F = np.einsum("i...,ij,j...->...", q, S, q) / 2
    state = ou.evolve_gaussian(
        MEAN[dimension], SPREAD[dimension], stiffness=S, D=D, gamma=1.0, times=[0.0, END]
    )
    exact = state.density(q.reshape(dimension, -1).T).reshape(2, *grid.points)
    return grid, F, exact[0] / integral(exact[0], grid), exact[1]


def ours(dimension, n, dt):
    """Return a function that runs our engine, and the exact result."""
    grid, F, start, exact = problem(dimension, n)
    how = {"D": D, "gamma": 1.0, "grid": grid, "times": [0.0, END], "boundary": "zero-flux"}
    return lambda: evolve_density_implicit(start, F, dt=dt, **how).density[-1], exact


def theirs(dimension, n):
    """Return a function that runs py-pde, and the exact result; None where it is missing."""
    try:
        import pde
    except ImportError:
        return None
    grid, F, start, exact = problem(dimension, n)
    half = HALF[dimension]
    box = pde.CartesianGrid([[-half, half]] * dimension, [n] * dimension, periodic=False)
    rule = "D*laplace(p) + p*laplace(F) + dot(gradient(p), gradient(F))"
    consts = {"F": pde.ScalarField(box, F), "D": D}
    equation = pde.PDE({"p": rule}, consts=consts, bc={"derivative": 0})
    state = pde.ScalarField(box, start)
    step = 0.8 * grid.spacing[0] ** 2 / (2 * dimension * D)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stepper = pde.EulerSolver(equation).make_stepper(state, dt=step)

    def run():
        state.data[...] = start
        stepper(state, 0.0, END)
        return state.data

    return run, exact


def main():
    """Print the table and, on request, write the JSON."""
    words = parsed(__doc__).words
    repeats = int(words[0]) if words else 5
    rows = []
    for dimension, n, peer_n, dt in CASES:
        mine, exact = ours(dimension, n, dt)
        error, peer = float(np.abs(mine() - exact).max()), theirs(dimension, peer_n)
        name = f"{dimension}-D, {n}^{dimension} cells"
        if peer is None:
            rows.append(Row(name, *seconds(mine, repeats=repeats)))
            continue
        other = float(np.abs(peer[0]() - peer[1]).max())
        took, long = seconds(mine, peer[0], repeats=repeats)
        against = f"py-pde, {peer_n}^{dimension} cells"
        rows.append(Row(name, took, long, bar=BAR, against=against))
        rows.append(Row("  error", error, other, "", bar=1.0, against=against))
    for dimension, sizes in CURVE.items():
        for n in sizes:
            mine, _ = ours(dimension, n, 0.05)
            (took,) = seconds(mine, repeats=repeats)
            rows.append(Row(f"cost curve, 20 steps, {n}^{dimension} cells", took))
            rows.append(Row("  for each cell and step", 1e9 * took / 20 / n**dimension, unit="ns"))
    finish("fokker_planck", rows)


if __name__ == "__main__":
    main()
