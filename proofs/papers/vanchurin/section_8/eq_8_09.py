"""(8.9): the Ricci tensor; its free indices differ on the two sides."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step, slope
from numerics.integrators import runge_kutta
from numerics.spacetime.curvatures import christoffel
from proofs.papers.vanchurin.shared import beliefs, curved
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import ForEveryMetric

Array = ck.Array
mu, nu, alpha, beta = sp.symbols("mu nu alpha beta", integer=True)
RICCI = sp.Function("R", real=True)
TERMS = tuple(
    sp.Function(latex, real=True)
    for latex in (
        r"\left[\Gamma^{\mu}_{\alpha\beta}\Gamma^{\gamma}_{\gamma\mu}\right]",
        r"\left[\Gamma^{\mu}_{\alpha\gamma}\Gamma^{\gamma}_{\beta\mu}\right]",
        r"\left[\partial_{\mu}\Gamma^{\mu}_{\alpha\beta}\right]",
        r"\left[\partial_{\beta}\Gamma^{\mu}_{\alpha\mu}\right]",
    )
)
STEP = 0.02
DIMENSION = 3


def _link(a: sp.Symbol, b: sp.Symbol) -> list[ck.Link]:
    one, two, three, four = (term(alpha, beta) for term in TERMS)
    return [ck.Link("definition", ck.equal(RICCI(a, b), one - two + three - four))]


def printed() -> list[ck.Link]:
    """R_mn is given by a right side with the free indices alpha and beta."""
    return _link(mu, nu)


def amended() -> list[ck.Link]:
    """R_ab is given by it."""
    return _link(alpha, beta)


@cache
def terms(n: int) -> dict[Expr, Expr]:
    """The four terms of the right side in letters of a metric, for each pair of indices."""
    g = curved.metric(n)
    gamma, slopes = g.christoffel, g.gradient(g.christoffel)
    tables = (
        g.einsum("mab,ccm->ab", gamma, gamma),
        g.einsum("mac,cbm->ab", gamma, gamma),
        g.einsum("mabm->ab", slopes),
        g.einsum("mamb->ab", slopes),
    )
    pairs = list(product(range(n), repeat=2))
    return {f(a, b): table[a][b] for f, table in zip(TERMS, tables, strict=True) for a, b in pairs}


@cache
def _commutators(n: int) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """The components of V, and (nabla_m nabla_b - nabla_b nabla_m) V^m for each b."""
    g = curved.metric(n)
    field = tuple(sp.Function(f"V^{a}", real=True)(*g.coords) for a in range(n))
    twice = g.covariant_d(g.covariant_d(field, "u"), "ul")  # nabla_c nabla_b V^m at [m][b][c]
    turned = (sp.Add(*(twice[m][b][m] - twice[m][m][b] for m in range(n))) for b in range(n))
    return field, tuple(turned)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Nabla_m nabla_b V^m - nabla_b nabla_m V^m has to be R_ab V^a, for every V and metric."""
    left = next(iter(form["definition"].atoms(RICCI))).args
    free = tuple(dict.fromkeys((*left, alpha, beta)))
    yield ck.Step("Free indices of the two sides, each of which takes all values:", sp.Tuple(*free))
    side = form.of(RICCI(*left))
    for n in (2, 3) if len(free) == 2 else (2,):
        g = curved.metric(n)
        field, commutators = _commutators(n)
        for b, turned in enumerate(commutators):
            for others in product(range(n), repeat=len(free) - 2):
                total = -turned
                for a in range(n):
                    at = dict(zip(free, (a, b, *others), strict=True))
                    total += side.xreplace(at).xreplace(terms(n)) * field[a]
                gap = ForEveryMetric(total, g.coords)
                yield ck.Vanishes("definition", gap, gap.CHANCE)


def _metric(sample: ck.Sample, at: Array) -> Array:
    """eta + waves at points (n, ..., 3), complex ones too: (n, ..., 3, 3)."""
    lead = (slice(None), *(None,) * (at.ndim - 2))
    phase = np.einsum("n...c,ncab->n...ab", at, sample["k"])
    height = 0.1 * sample["h"][lead]
    waves = height * np.sin(phase + sample["s"][lead])
    return np.asarray(np.diag([-1.0, 1.0, 1.0]) + (waves + np.swapaxes(waves, -1, -2)) / 2)


def _connection(sample: ck.Sample, at: Array) -> Array:
    """Gamma^m_ab from complex steps, (n, ..., 3, 3, 3)."""
    slopes = complex_step(lambda x: _metric(sample, x), at[..., None, :], np.eye(DIMENSION))
    return christoffel(_metric(sample, at), np.moveaxis(slopes, -3, -1))


def _loop(sample: ck.Sample, size: float) -> Array:
    """Holonomy around squares of side `size` in all planes and quadrants, over the area."""
    unit = np.eye(DIMENSION)
    total = np.zeros((len(sample["h"]), DIMENSION, DIMENSION, DIMENSION, DIMENSION))
    one, two = unit[:, None, None, None], unit[None, :, None, None]
    signs = np.array([1.0, -1.0])
    first = signs[:, None, None] * one * size
    second = signs[None, :, None] * two * size
    first, second = np.broadcast_arrays(first, second)
    frame = np.broadcast_to(unit, (len(total), *first.shape[:-1], DIMENSION, DIMENSION)).copy()
    place = np.zeros((1, *first.shape))
    for side in (first, second, -first, -second):
        frame = _carry(sample, frame, place, side[None])
        place = place + side
    area = signs[:, None] * signs[None, :] * size**2
    total = -(frame - unit) / area[:, :, None, None]
    return np.asarray(total.mean(axis=(3, 4)))  # (n, c, d, m, a): R^m_acd


def _carry(sample: ck.Sample, frame: Array, start: Array, side: Array, steps: int = 2) -> Array:
    """Parallel transport of a frame along a straight side."""
    n = len(sample["h"])

    def rate(fraction: float, vectors: Array) -> Array:
        at = np.broadcast_to(start + fraction * side, (n, *side.shape[1:]))
        gam = _connection(sample, at)
        along = np.einsum("...mab,...b->...ma", gam, np.broadcast_to(side, at.shape))
        return np.asarray(-along @ vectors)

    return np.asarray(runge_kutta(rate, frame, [0.0, 1.0], steps=steps)[-1])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Carry frames around small squares for the left side; difference the connection for the right.

    The components of the two sides are drawn independently.
    """
    n = len(sample["h"])
    every = np.arange(n)
    riemann = (4 * _loop(sample, STEP / 2) - _loop(sample, STEP)) / 3
    curvature = np.einsum("nmbma->nab", riemann)
    origin = np.zeros((n, DIMENSION))
    gam = _connection(sample, origin)
    steps = np.eye(DIMENSION)
    gradient = slope(lambda s: _connection(sample, origin[:, None] + s * steps), 0.0, STEP / 4)
    right = (
        np.einsum("nmab,nccm->nab", gam, gam),
        np.einsum("nmac,ncbm->nab", gam, gam),
        np.einsum("nmmab->nab", gradient),
        np.einsum("nbmam->nab", gradient),
    )
    i, j, a, b = (sample[name].astype(int) for name in ("mu", "nu", "alpha", "beta"))
    values = {RICCI(mu, nu): curvature[every, i, j], RICCI(alpha, beta): curvature[every, a, b]}
    values.update({f(alpha, beta): r[every, a, b] for f, r in zip(TERMS, right, strict=True)})
    return ck.Measurement(values)


_RIGHT = (
    r"\Gamma^{\mu}_{\alpha\beta} \Gamma^{\gamma}_{\gamma\mu} - \Gamma^{\mu}_{\alpha\gamma} "
    r"\Gamma^{\gamma}_{\beta\mu} + \frac{\partial}{\partial x^{\mu}} \Gamma^{\mu}_{\alpha\beta} "
    r"- \frac{\partial}{\partial x^{\beta}} \Gamma^{\mu}_{\alpha\mu}"
)

CLAIM = ck.Claim(
    key="vanchurin:8.9",
    source=source("8", "8.9"),
    kind="definition",
    title="Ricci tensor",
    latex=r"R_{\mu\nu} \equiv " + _RIGHT,
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("h", -2, 2, (3, 3), "heights of waves in the components of the metric"),
                ck.Integer("k", -2, 2, (3, 3, 3), "their wave vectors"),
                ck.Integer("s", -1, 1, (3, 3), "their phases"),
                *(ck.Integer(i, 0, 2, meaning="index") for i in ("mu", "nu", "alpha", "beta")),
            )
        ),
        tolerance=1e-5,
        reason="squares of side 0.02 and 0.01 extrapolated leave terms of the fourth power of "
        "side times wave number, below 1e-6",
        method="frames carried around small squares; differences of the connection of order 8",
        samples=24,
        examples=60,
    ),
    expected="ill-posed",
    fails_by="Eq(R(mu, nu), \\left[\\Gamma^{\\mu}_{\\alpha\\beta}\\Gamma^{\\gamma}_{\\gamma\\mu}"
    "\\right](alpha, beta) - \\left[\\Gamma^{\\mu}_{\\alpha\\gamma}\\Gamma^{\\gamma}_{\\beta\\mu}\\"
    "righ... [39095fdd]",
    reading="$[\\,]$ names one term of the right side, which is a tensor with the indices "
    "$\\alpha$ and $\\beta$ and sums over $\\mu$ and $\\gamma$. Read literally: the left side has "
    "the free indices $\\mu,\\nu$, so the equation would have to hold for all values of all four. "
    "Required: the right side is what the commutator of two covariant derivatives "
    "makes of a vector, $\\nabla_\\mu\\nabla_\\beta V^\\mu-\\nabla_\\beta\\nabla_\\mu V^\\mu="
    "R_{\\alpha\\beta}V^\\alpha$, for every metric and vector field in two and three dimensions.",
    hypotheses=(beliefs.METRIC_CONNECTION, beliefs.SPHERES_ARE_POSITIVE),
    amended=ck.Amended(
        latex=r"R_{\alpha\beta} \equiv " + _RIGHT,
        links=amended,
        note="Only the indices of the left side are changed. (8.8) and (8.10) use the tensor with "
        "these indices, so the print is a slip of notation.",
    ),
    known=(
        {
            **{"mu": 1, "nu": 1, "alpha": 0, "beta": 0},
            "h": [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
            "k": [[[0, 0, 0], [0, 0, 1], [0, 0, 0]], *([[0, 0, 0]] * 3,) * 2],
            "s": [[0, 0, 0]] * 3,
        },
    ),
)
