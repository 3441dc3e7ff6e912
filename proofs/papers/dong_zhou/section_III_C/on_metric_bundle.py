"""Section III.C: g = W eta W': 16 dimensions, the Lorentz group as the fibre, a base of 10."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.lie_algebras import killing_signature, span_basis
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank, SpanDimension

N = sp.Symbol("N", positive=True)
TOTAL, FIBRE, BASE = sp.symbols(r"d_W d_{fibre} d_{base}", positive=True)
TOTAL_4, FIBRE_4, BASE_4 = sp.symbols(r"D_W D_{fibre} D_{base}", positive=True)
TURNS, BOOSTS = sp.symbols("k_- k_+", positive=True)
MOST = 5


def printed() -> list[ck.Link]:
    """16 = 6 + 10 in four dimensions, its form in N, and a fibre of the Lorentz signature."""
    return [
        ck.Link("W", ck.equal(TOTAL_4, 16)),
        ck.Link("fibre", ck.equal(FIBRE_4, 6)),
        ck.Link("base", ck.equal(BASE_4, 10)),
        ck.Link("rotations of the fibre", ck.equal(TURNS, 3)),
        ck.Link("boosts of the fibre", ck.equal(BOOSTS, 3)),
        ck.Link("fibre in N dimensions", ck.equal(FIBRE, N * (N - 1) / 2)),
        ck.Link("base in N dimensions", ck.equal(BASE, N * (N + 1) / 2)),
        ck.Link("W in N dimensions", ck.equal(TOTAL, N**2)),
    ]


def _unit(size: int, i: int, j: int) -> sp.Matrix:
    return sp.Matrix(size, size, lambda a, b: int((a, b) == (i, j)))


@cache
def differential(size: int, negative: int) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Dimension of W, rank of X -> X eta + eta X' (dg at W for dW = W X), and of its kernel."""
    eta = sp.diag(*([-1] * negative + [1] * (size - negative)))
    units = [_unit(size, i, j) for i in range(size) for j in range(size)]
    table = sp.Matrix([list(x * eta + eta * x.T) for x in units]).T
    kernel = [sp.Matrix(size, size, list(v)) for v in table.nullspace()]
    fibre = SpanDimension(kernel) if kernel else sp.S.Zero
    return SpanDimension(units), Rank(table), fibre


def _rotations() -> dict[sp.Basic, sp.Expr]:
    """Of X = E_ij - E_ji in the kernel for the Lorentz eta: turns and boosts.

    X with X eta + eta X' = 0 is a sum of a skew and of a symmetric matrix, both in the kernel;
    e^X is bounded for the former and not for the latter.
    """
    eta = sp.diag(-1, 1, 1, 1)
    units = [_unit(4, i, j) for i in range(4) for j in range(4)]
    found = {}
    for letter, sign in ((TURNS, 1), (BOOSTS, -1)):
        rows = [list(x * eta + eta * x.T) + list(x + sign * x.T) for x in units]
        found[letter] = 16 - Rank(sp.Matrix(rows).T)
    return found


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """dg = W (X eta + eta X') W' for dW = W X: rank and kernel do not depend on W."""
    x, eta = sp.MatrixSymbol("X", 4, 4), sp.MatrixSymbol("eta", 4, 4)
    yield ck.Step("With $dW=WX$ the differential is $W(\\cdot)W'$ of", x * eta + eta * x.T)
    values = dict(zip((TOTAL_4, BASE_4, FIBRE_4), differential(4, 1), strict=True)) | _rotations()
    yield ck.Step(
        "In four dimensions:", sp.Tuple(*(ck.equal(s, v.doit()) for s, v in values.items()))
    )
    for name in form:
        if form.gap(name).free_symbols <= set(values):
            yield ck.Vanishes(name, form.gap(name).xreplace(values))
            continue
        for size in range(1, MOST + 1):
            for negative in range(size // 2 + 1):
                found = zip((TOTAL, BASE, FIBRE), differential(size, negative), strict=True)
                gap = form.gap(name).xreplace({N: sp.Integer(size), **dict(found)})
                yield ck.Vanishes(name, gap, case={"N": size})


def _rank_and_kernel(size: int, w: np.ndarray) -> tuple[int, np.ndarray]:
    """Jacobian of W -> W eta W' by complex steps: its rank, and kernel directions W^-1 dW."""
    eta = np.diag([-1.0] + [1.0] * (size - 1))
    steps = w + 1e-30j * np.eye(size * size).reshape(-1, size, size)
    jacobian = (steps @ eta @ steps.swapaxes(1, 2)).imag.reshape(size * size, -1).T / 1e-30
    _, values, rows = np.linalg.svd(jacobian)
    rank = int((values > 1e-9 * values[0]).sum())
    return rank, np.linalg.solve(w, rows[rank:].reshape(-1, size, size))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Ranks of Jacobians at random W."""
    values: dict[sp.Basic, list[int]] = {
        s: [] for s in (FIBRE, BASE, FIBRE_4, BASE_4, TURNS, BOOSTS)
    }
    sizes = sample["N"].astype(int)
    for size, shift in zip(sizes, sample["shift"], strict=True):
        for dimension, fibre, base in ((size, FIBRE, BASE), (4, FIBRE_4, BASE_4)):
            w = (2 + shift) * np.eye(dimension) + rng.uniform(-0.4, 0.4, (dimension, dimension))
            rank, kernel = _rank_and_kernel(dimension, w)
            values[fibre].append(len(kernel))
            values[base].append(rank)
        boosts, turns = killing_signature(span_basis(kernel))
        values[BOOSTS].append(boosts)
        values[TURNS].append(turns)
    found = {symbol: np.array(numbers, dtype=float) for symbol, numbers in values.items()}
    found |= {N: sizes.astype(float)}
    found |= {TOTAL: found[FIBRE] + found[BASE], TOTAL_4: found[FIBRE_4] + found[BASE_4]}
    return ck.Measurement(found)


CLAIM = ck.Claim(
    key="dong_zhou:metric-bundle",
    source=source("III.C"),
    kind="result",
    title="Metrics as a base of dimension 10 under a Lorentz fibre",
    latex=r"g = W \eta W', \qquad 16 = 6 + 10",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Integer("N", 2, 6), ck.Real("shift", 0.0, 2.0, meaning="distance of W from 0"))
        ),
        tolerance=1e-12,
        reason="ranks are whole numbers",
        method="complex-step Jacobian of W eta W' at random W, singular values of it",
        samples=24,
    ),
    expected="proved",
    words="formula",
    reading="$\\eta$ has the Lorentz signature; the prime is the transpose. The fibre over g is "
    "$W\\,SO(3,1)$, all of $O(3,1)$ with its four components; the base is the set of symmetric "
    "matrices of that signature. W is real and invertible.",
)
