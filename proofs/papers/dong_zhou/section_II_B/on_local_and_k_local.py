"""Section II.B: local and k-local circuits differ by a polynomial in the number of qubits."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise, permutations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

N, M = sp.symbols("n m", positive=True)
LINE, GRID = sp.symbols(r"r_{line} r_{grid}", positive=True)
NEAR, FAR = sp.symbols(r"C_{local} C_{k-local}", positive=True)
MOST = 8

Gate = tuple[int, int]


def printed() -> list[ck.Link]:
    """Local is longer; a gate costs at most 2n - 3 on a line and 4m - 5 on an m x m grid."""
    return [
        ck.Link("longer", ck.at_least(NEAR, FAR)),
        ck.Link("line", ck.equal(LINE, 2 * N - 3)),
        ck.Link("grid", ck.equal(GRID, 4 * M - 5)),
    ]


def path(a: int, b: int, width: int) -> list[int]:
    """Sites from a to b, along the row of a and then the column of b, in rows of `width`."""
    (row_a, column_a), (row_b, column_b) = divmod(a, width), divmod(b, width)
    along = range(column_a, column_b, 1 if column_b > column_a else -1)
    down = range(row_a, row_b, 1 if row_b > row_a else -1)
    return [row_a * width + c for c in along] + [r * width + column_b for r in down] + [b]


def routed(a: int, b: int, width: int) -> tuple[list[Gate], Gate]:
    """Swaps of neighbours that carry a next to b, and where the gate then acts.

    The same swaps in reverse order undo them, so that 2 len(swaps) + 1 gates replace one.
    """
    sites = path(a, b, width)
    swaps = list(pairwise(sites[:-1]))
    return swaps, (sites[-2], sites[-1])


def costs(sites: int, width: int) -> set[int]:
    """Numbers of neighbour gates for one gate, each route checked as a permutation."""
    found = set()
    for a, b in permutations(range(sites), 2):
        swaps, place = routed(a, b, width)
        where = list(range(sites))
        for one, other in swaps:
            where[one], where[other] = where[other], where[one]
        (row_a, column_a), (row_b, column_b) = (divmod(s, width) for s in place)
        if (where[place[0]], where[place[1]]) != (a, b):
            raise ValueError(f"route of {a} and {b} must bring them to {place}, but does not")
        if abs(row_a - row_b) + abs(column_a - column_b) != 1:
            raise ValueError(f"gate must act on neighbours, but acts on {place}")
        found.add(2 * len(swaps) + 1)
    return found


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Routes on lines up to 8 sites and grids up to 5 x 5, counted and checked."""
    distance, gates = sp.symbols("d g", positive=True)
    yield ck.Step("A gate at distance d costs, with swaps there and back:", 2 * distance - 1)
    given = sp.And(
        distance >= 1,
        gates >= 1,
        ck.equal(FAR, gates),
        ck.equal(NEAR, gates * (2 * distance - 1)),
    )
    yield ck.Entails("longer", given, form["longer"])
    for name, side, greatest, places in (
        ("line", N, LINE, {n: costs(n, n) for n in range(2, MOST + 1)}),
        ("grid", M, GRID, {m: costs(m * m, m) for m in range(2, 6)}),
    ):
        yield ck.Step(
            f"Sites along a {name}, and what its gates cost:",
            sp.Dict({k: sp.Tuple(*sorted(v)) for k, v in places.items()}),
        )
        for k, found in places.items():
            most = sp.And(
                sp.Or(*(ck.equal(greatest, c) for c in found)), *(greatest >= c for c in found)
            )
            yield ck.Entails(name, most, form[name].subs(side, k), case={str(side): k})


def _apply(state: np.ndarray, gate: np.ndarray, place: Gate) -> np.ndarray:
    moved = np.tensordot(gate.reshape(2, 2, 2, 2), state, ((2, 3), place))
    return np.moveaxis(moved, (0, 1), place)


def _haar(rng: Generator) -> np.ndarray:
    q, r = np.linalg.qr(rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4)))
    return q * (np.diag(r) / np.abs(np.diag(r)))


def _neighbours(site: int, width: int, sites: int) -> list[int]:
    row = site // width
    beside = [s for s in (site - 1, site + 1) if s // width == row]
    return beside + [s for s in (site - width, site + width) if 0 <= s < sites]


def _way(a: int, b: int, width: int, sites: int) -> list[int]:
    """Sites on a shortest way from a to a neighbour of b, by breadth-first search."""
    ways, queue = {a: [a]}, deque([a])
    while queue:
        here = queue.popleft()
        if b in _neighbours(here, width, sites):
            return ways[here]
        for site in _neighbours(here, width, sites):
            if site != b and site not in ways:
                ways[site] = [*ways[here], site]
                queue.append(site)
    raise ArithmeticError(f"sites {a} and {b} must be connected, but are not")


_SWAP = np.eye(4)[[0, 2, 1, 3]]


def _simulated(sites: int, width: int, places: list[Gate], rng: Generator) -> list[int]:
    """Neighbour gates used for each gate, if both circuits act alike on a random state."""
    state = rng.normal(size=(2,) * sites) + 1j * rng.normal(size=(2,) * sites)
    far = near = state / np.linalg.norm(state)
    counts = []
    for a, b in places:
        gate = _haar(rng)
        far = _apply(far, gate, (a, b))
        way = _way(a, b, width, sites)
        swaps = list(pairwise(way))
        for swap in swaps:
            near = _apply(near, _SWAP, swap)
        near = _apply(near, gate, (way[-1], b))
        for swap in reversed(swaps):
            near = _apply(near, _SWAP, swap)
        counts.append(2 * len(swaps) + 1)
    if abs(np.vdot(far, near)) < 1 - 1e-10:
        return [0] * len(places)
    return counts


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random circuits simulated with far gates and with gates carried along shortest ways."""
    rows = []
    for n, m in zip(sample["n"].astype(int), sample["m"].astype(int), strict=True):
        pairs = [(int(a), int(b)) for a, b in (rng.permutation(n)[:2] for _ in range(4))]
        line = _simulated(n, n, [(0, n - 1), (n - 1, 0), *pairs], rng)
        grid = _simulated(m * m, m, [(0, m * m - 1), (m * m - m, m - 1)], rng)
        rows.append((max(line), max(grid), sum(line), len(line)))
    table = np.array(rows, dtype=float).T
    values = dict(zip((LINE, GRID, NEAR, FAR), table, strict=True))
    return ck.Measurement({**values, N: sample["n"], M: sample["m"]})


CLAIM = ck.Claim(
    key="dong_zhou:local-and-k-local",
    source=source("II.B"),
    kind="result",
    title="Geometrically local circuits cost polynomially more",
    latex=r"C_{k\text{-local}} \le C_{\text{local}} \le (2n - 3)\, C_{k\text{-local}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("n", 3, 7, meaning="qubits of a line"),
                ck.Integer("m", 2, 3, meaning="side of a grid"),
            )
        ),
        tolerance=1e-12,
        reason="counts are whole numbers; the circuits agree to 1e-14",
        method="shortest ways by breadth-first search, simulated on random states",
        samples=24,
    ),
    expected="proved",
    words="sentence",
    reading="Complexity is read as the number of two-qubit gates. A swap is one of them. A "
    "circuit of far gates becomes one of neighbour gates, each at most $2n-3$ times, so that the "
    "best circuits differ by no more; every local circuit is also k-local.",
    hypotheses=(beliefs.GATES_NOT_WEIGHTS,),
)
