"""Letters of (8.7)-(8.13): scalars of a connection, and what they stand for in a metric.

Brackets name scalars that sum over all their indices. Fields depend on t and x, which is what the
numeric arms vary; `written_out` puts the index formulas of a metric of all coordinates in their
place, about which `ForEveryMetric` and `DivergenceForEveryMetric` decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Self

import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import t
from qmgr_sym.jets.letters import MetricLetters
from qmgr_sym.unevaluated import (
    DivergenceForEveryMetric,
    RicciScalar,
    RicciTensor,
    Unevaluated,
)

x = sp.Symbol("x", real=True)
Lambda = sp.Symbol("Lambda", real=True)
VARIED = sp.Symbol(r"\delta\mathcal{S}", real=True)


def scalar(latex: str, *, positive: bool = False) -> Expr:
    """A field of t and x, named by what it is."""
    name = latex.replace("[", r"\left[").replace("]", r"\right]")
    return sp.Function(name, real=True, positive=positive or None)(t, x)


ROOT = scalar(r"\sqrt{-g}", positive=True)
X = scalar(r"[g^{\alpha\beta}\Gamma^{\mu}_{\alpha\beta}\Gamma^{\gamma}_{\gamma\mu}]")
Y = scalar(r"[g^{\alpha\beta}\Gamma^{\mu}_{\alpha\gamma}\Gamma^{\gamma}_{\beta\mu}]")
Z = scalar(r"[\Gamma^{\mu}_{\alpha\beta}\partial_{\mu}(\sqrt{-g}g^{\alpha\beta})]")
W1 = scalar(r"[g^{\alpha\beta}\partial_{\mu}\Gamma^{\mu}_{\alpha\beta}]")
W2 = scalar(r"[g^{\alpha\beta}\partial_{\beta}\Gamma^{\mu}_{\alpha\mu}]")
R = scalar(r"[g^{\alpha\beta}R_{\alpha\beta}]")
RK = scalar(r"[R_{\mu\nu}\delta g^{\mu\nu}]")
GK = scalar(r"[g_{\mu\nu}\delta g^{\mu\nu}]")

# the letters of (8.13), with its two free indices
mu, nu = sp.symbols("mu nu", integer=True)
kappa = sp.Symbol("kappa", positive=True)
RICCI = sp.Function("R", real=True)(mu, nu)
METRIC = sp.Function("g", real=True)(mu, nu)
SOURCE = sp.Function("T", real=True)(mu, nu)
TRACE = sp.Symbol(r"g^{\alpha\beta}R_{\alpha\beta}", real=True)


def integral(density: Expr) -> Expr:
    """The integral over space and time."""
    return sp.Integral(density, (x, -sp.oo, sp.oo), (t, -sp.oo, sp.oo))


class FirstNonzero(Unevaluated):
    """0 if all its parts are zero, else the first that is not: wrong forms end early."""

    def value(self) -> Expr:
        """One part after the other."""
        return _first_nonzero(self.args)


@cache
def _first_nonzero(parts: tuple[Expr, ...]) -> Expr:
    return next((found for part in parts if (found := part.doit()) != 0), sp.S.Zero)


def coordinates(n: int) -> tuple[sp.Symbol, ...]:
    """The coordinates of n dimensions, time first."""
    return (t, x, *sp.symbols("y z", real=True))[:n]


def metric(n: int) -> MetricLetters:
    """A metric of n dimensions, in letters."""
    return MetricLetters(coordinates(n))


def change(n: int) -> sp.Matrix:
    """A change of the inverse metric, with ten (n = 4) functions as components."""

    def entry(a: int, b: int) -> Expr:
        name = f"k^{{{min(a, b)}{max(a, b)}}}"
        return sp.Function(name, real=True)(*coordinates(n))

    return sp.Matrix(n, n, entry)


@cache
def _meaning(n: int) -> dict[Expr, Expr]:
    g = metric(n)
    gamma, slopes = g.christoffel, g.gradient(g.christoffel)
    density = tuple(tuple(g.volume * entry for entry in row) for row in g.inverse)
    k = tuple(map(tuple, change(n).tolist()))
    return {
        ROOT: g.volume,
        X: g.einsum("ab,mab,ccm->", g.inverse, gamma, gamma),
        Y: g.einsum("ab,mac,cbm->", g.inverse, gamma, gamma),
        Z: g.einsum("mab,abm->", gamma, g.gradient(density)),
        W1: g.einsum("ab,mabm->", g.inverse, slopes),
        W2: g.einsum("ab,mamb->", g.inverse, slopes),
        R: g.scalar_curvature,
        RK: g.einsum("ab,ab->", g.ricci, k),
        GK: g.einsum("ab,ab->", g.metric, k),
    }


def written_out(expression: Expr, n: int) -> Expr:
    """`expression` with its scalars in the letters of a metric, integrals over all coordinates."""
    written = expression.xreplace(_meaning(n))
    return written.replace(sp.Integral, lambda density, *_: sp.Integral(density, *coordinates(n)))


class UpToDivergence(Unevaluated):
    """0 if a density in the scalars is a divergence for every metric, in each of the dimensions.

    Else its value at a metric of the first dimension in which it is not.
    """

    def __new__(cls, density: Expr, *dimensions: int) -> Self:
        """See the class."""
        return super().__new__(cls, density, *map(sp.Integer, dimensions))

    def value(self) -> Expr:
        """One dimension after the other."""
        density, *dimensions = self.args
        gaps = (_divergence_gap(density, int(n)) for n in dimensions)
        return next((gap for gap in gaps if gap != 0), sp.S.Zero)


@cache
def _divergence_gap(density: Expr, n: int) -> Expr:
    return DivergenceForEveryMetric(written_out(density, n), coordinates(n)).doit()


def number_density(definition: ck.Form) -> Expr:
    """{sqrt(g_i)} as (6.15) gives it, with one neuron per proper volume; a field of t and x."""
    below, root, proper = sp.symbols(r"\{\sqrt{g_i}\} \sqrt{-g} nu", positive=True)
    return definition.of(below).xreplace({root: ROOT, proper: sp.S.One})


def at_metric(
    density: Expr, matrix: sp.Matrix, coords: Sequence[sp.Symbol], i: int, j: int
) -> Expr:
    """What stands before delta g^ij in a `density` of RK, GK and R, for an explicit metric."""
    return density.xreplace(
        {
            ROOT: sp.S.One,
            R: RicciScalar(matrix, coords),
            RK: RicciTensor(matrix, coords)[i, j],
            GK: matrix[i, j],
        }
    )


def components(side: Expr, n: int, level: Expr = Lambda) -> tuple[tuple[Expr, ...], ...]:
    """All components of an expression with the indices mu and nu, in letters of a metric."""
    g = metric(n)
    fixed = {TRACE: g.einsum("ab,ab->", g.inverse, g.ricci), Lambda: level}

    def entry(a: int, b: int) -> Expr:
        return side.xreplace({RICCI: g.ricci[a][b], METRIC: g.metric[a][b], **fixed})

    return tuple(tuple(entry(a, b) for b in range(n)) for a in range(n))


def divergence(tensor: tuple[tuple[Expr, ...], ...], n: int, index: int) -> Expr:
    """nabla^m t_mb with b = `index`."""
    g = metric(n)
    return g.einsum("am,mba->b", g.inverse, g.covariant_d(tensor, "ll"))[index]
