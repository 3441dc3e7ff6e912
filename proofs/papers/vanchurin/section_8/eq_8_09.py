"""(8.9): the Ricci tensor; its free indices differ on the two sides."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step, slope
from numerics.integrators import runge_kutta
from numerics.spacetime.curvature import christoffel as connection
from proofs.papers.vanchurin.shared import gravity
from proofs.papers.vanchurin.shared.gravity import Metric, christoffel
from proofs.papers.vanchurin.shared.notation import source

Array = NDArray[np.float64]
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
def _metrics() -> tuple[Metric, ...]:
    t, x = gravity.t, gravity.x
    u, v, s = (sp.Function(name, real=True)(t, x) for name in ("u", "v", "s"))
    plane = Metric("any metric in two dimensions", sp.ImmutableMatrix([[u, s], [s, v]]), (t, x))
    return plane, gravity.families()[0], gravity.families()[-1]


@cache
def _terms(g: Metric) -> dict[Expr, Expr]:
    """The four terms of the right side, for each pair of indices."""
    gam, xs, ran = christoffel(g), g.coords, g.size
    values: dict[Expr, Expr] = {}
    for a, b in product(ran, repeat=2):
        entries = (
            sp.Add(*(gam[m, a, b] * gam[c, c, m] for m, c in product(ran, repeat=2))),
            sp.Add(*(gam[m, a, c] * gam[c, b, m] for m, c in product(ran, repeat=2))),
            sp.Add(*(gam[m, a, b].diff(xs[m]) for m in ran)),
            sp.Add(*(gam[m, a, m].diff(xs[b]) for m in ran)),
        )
        values.update({f(a, b): entry for f, entry in zip(TERMS, entries, strict=True)})
    return values


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Both sides for all values of their free indices; the left one from the Riemann tensor."""
    form = given["definition"]
    left, right = form.lhs.args, (alpha, beta)
    free = tuple(dict.fromkeys((*left, *right)))
    plane = _metrics()[0]
    obligations = []
    for g in _metrics() if left == right else (plane,):
        table = _terms(g)
        for values in product(g.size, repeat=len(free)):
            at = dict(zip(free, values, strict=True))
            a, b = (at[i] for i in left)
            side = form.rhs.xreplace(at).xreplace(table)
            obligations.append(ck.Vanishes("definition", gravity.ricci(g)[a, b] - side))
    one, two = (_terms(plane)[TERMS[3](*pair)] for pair in ((0, 1), (1, 0)))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Free indices of the two sides, each of which takes all values:", sp.Tuple(*free)
            ),
            ck.Step(
                "Metrics for which the right side is compared with the contraction of the Riemann "
                "tensor:",
                sp.Tuple(*(g.matrix for g in _metrics())),
            ),
            ck.Step(
                "Only the last term might not be symmetric; its skew part for any metric in two "
                "dimensions:",
                sp.cancel(one - two),
            ),
        ),
        obligations=tuple(obligations),
    )


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
    return connection(_metric(sample, at), np.moveaxis(slopes, -3, -1))


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
    reading="$[\\,]$ names one term of the right side, which is a tensor with the indices "
    "$\\alpha$ and $\\beta$ and sums over $\\mu$ and $\\gamma$. Read literally: the left side has "
    "the free indices $\\mu,\\nu$, so the equation would have to hold for all values of all four. "
    "Required: the right side is the contraction $R^{\\mu}{}_{\\alpha\\mu\\beta}$ of the Riemann "
    "tensor for any metric in two dimensions and for families in three and four; it is then "
    "symmetric.",
    premises=("vanchurin:7.9",),
    hypotheses=("the sign convention is the one in which spheres have positive curvature",),
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
