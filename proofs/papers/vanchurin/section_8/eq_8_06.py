"""(8.6): the displacements of a neuron on average, and what the gauge and time-likeness say."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import road
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.road import indices

DIMENSION = 3
SHARE = sp.Symbol("c", positive=True)
_PAIRS = [(a, b) for a in indices(DIMENSION) for b in indices(DIMENSION) if a <= b]
_FRAME = sp.symbols(f"lambda_1:{DIMENSION + 1}", positive=True)


def moment(alpha: int, beta: int) -> sp.Symbol:
    """The average of (dx_i^alpha/dt)(dx_i^beta/dt)."""
    return sp.Symbol(rf"\overline{{\dot{{x}}_i^{{{alpha}}}\dot{{x}}_i^{{{beta}}}}}", real=True)


def own(alpha: int, beta: int) -> sp.Symbol:
    """Component of the inverse matrix of neuron i."""
    return sp.Symbol(f"g_{{i}}^{{{alpha}{beta}}}", real=True)


def averaged(alpha: int, beta: int) -> sp.Symbol:
    """Component of the averaged inverse metric (6.10) at x_i."""
    return sp.Symbol(f"g^{{{alpha}{beta}}}", real=True)


def drift(alpha: int) -> Expr:
    """The average of dx_i^alpha/dt; the clock runs at the rate 1."""
    return (
        sp.S.One if alpha == 0 else sp.Symbol(rf"\overline{{\dot{{x}}_i^{{{alpha}}}}}", real=True)
    )


def _equal(alpha: int, beta: int, corrected: bool) -> Boolean:
    matrices = (own(alpha, beta) + averaged(alpha, beta)) / 2
    if corrected:
        matrices = drift(alpha) * drift(beta) + (SHARE * matrices if alpha and beta else 0)
    return ck.equal(moment(alpha, beta), matrices)


def _links(corrected: bool) -> list[ck.Link]:
    mixed = sp.And(*(_equal(0, a, corrected) for a in indices(DIMENSION)))
    spatial = sp.And(*(_equal(a, b, corrected) for a, b in _PAIRS))
    return [
        ck.Link("alpha = beta = 0", _equal(0, 0, corrected)),
        ck.Link("alpha = 0, beta = a", mixed),
        ck.Link("alpha = a, beta = b", spatial),
    ]


def printed() -> list[ck.Link]:
    """Every component of the printed relation."""
    return _links(corrected=False)


def amended() -> list[ck.Link]:
    """Drift of the neuron, plus a share of the matrices in the spatial components."""
    return _links(corrected=True)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The gauge fixes the components with a 0; a real proper time bounds the spatial ones."""
    time, mixed, spatial = (
        form[name] for name in ("alpha = beta = 0", "alpha = 0, beta = a", "alpha = a, beta = b")
    )
    gauge: dict[sp.Symbol, Expr] = {own(0, 0): sp.S.NegativeOne, averaged(0, 0): sp.S.NegativeOne}
    gauge |= {f(0, a): sp.S.Zero for f in (own, averaged) for a in indices(DIMENSION)}
    clock = (drift(0) ** 2, time.rhs.subs(gauge))
    obligations: list[ck.Obligation] = [ck.Vanishes("alpha = beta = 0", clock[0] - clock[1])]
    for a, part in zip(indices(DIMENSION), _parts(mixed, DIMENSION), strict=True):
        gap = drift(0) * drift(a) - part.rhs.subs(gauge)
        obligations.append(ck.Vanishes("alpha = 0, beta = a", gap))
    # coordinates at x_i in which the averaged metric is the unit matrix and g_i is diagonal
    frame = {averaged(a, b): sp.Integer(a == b) for a, b in _PAIRS}
    frame |= {own(a, b): _FRAME[a - 1] if a == b else sp.S.Zero for a, b in _PAIRS}
    here = spatial.subs(frame)
    speed = sp.Add(*(moment(a, a) for a in indices(DIMENSION)))
    spread = sp.And(*(moment(a, a) - drift(a) ** 2 > 0 for a in indices(DIMENSION)))
    free = sp.And(*(ck.equal(moment(a, b), drift(a) * drift(b)) for a, b in _PAIRS if a < b))
    obligations += [
        ck.Satisfiable("alpha = a, beta = b", sp.And(here, speed <= 1)),
        ck.Entails("alpha = a, beta = b", here, sp.And(spread, free)),
    ]
    return ck.Derivation(
        steps=(
            ck.Step(
                "For $\\alpha=\\beta=0$ the gauge (6.6)-(6.7) gives for the two sides",
                sp.Tuple(*clock),
            ),
            ck.Step(
                "For $\\alpha=0$, $\\beta=a$ it gives the mean velocity and",
                sp.Tuple(*(part.rhs.subs(gauge) for part in _parts(mixed, DIMENSION))),
            ),
            ck.Step(
                "A real proper time (7.3) needs $g_{ab}\\dot x_i^a\\dot x_i^b\\leq1$. In "
                "coordinates in which $g^{ab}(x_i)$ is the unit matrix and $g_i^{ab}$ diagonal "
                "with entries $\\lambda_a>0$, the right side gives for this trace",
                sp.Add(*(part.rhs for part in _parts(here, len(_PAIRS)) if part.lhs in speed.args)),
            ),
            ck.Step(
                "The trace over all four components is $-1$ plus that on the left; on the right "
                "of the printed form it is",
                2 + (1 + sp.Add(*_FRAME)) / 2,
            ),
        ),
        obligations=tuple(obligations),
    )


def _parts(statement: Boolean, count: int) -> list[Boolean]:
    """The `count` equalities of a conjunction, in the order of their left sides."""
    parts = sorted(statement.args, key=lambda part: str(part.args[0]))
    if len(parts) != count:
        raise ValueError(f"statement must hold {count} equalities, but holds {len(parts)}")
    return parts


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Second moments of an ensemble of displacements, and (6.10) at x_i from three neurons.

    The spread of the ensemble is the share c of the mean of the two inverse matrices.
    """
    factor = road.cholesky(sample["s"], sample["l"])
    matrix = factor @ np.swapaxes(factor, -1, -2)
    inverse = np.linalg.inv(matrix)
    away = sample["x"][:, :1] - sample["x"]
    exponent = np.einsum("nia,niab,nib->ni", away, matrix, away)
    weight = sample["s"].prod(-1) * np.exp(-exponent / 2)
    mean = np.einsum("ni,niab->nab", weight / weight.sum(-1, keepdims=True), inverse)
    width = np.linalg.cholesky(sample["c"][:, None, None] * (inverse[:, 0] + mean) / 2)
    tips = np.sqrt(DIMENSION) * np.swapaxes(width, -1, -2)
    velocity = sample["u"][:, None] + np.concatenate([tips, -tips], axis=1)
    four = np.concatenate([np.ones((*velocity.shape[:-1], 1)), velocity], axis=-1)
    moments = np.einsum("nka,nkb->nab", four, four) / four.shape[1]
    values: dict[sp.Basic, np.ndarray] = {SHARE: sample["c"]}
    one = np.ones_like(sample["c"])
    for a in range(DIMENSION + 1):
        if a:
            values[drift(a)] = four[..., a].mean(1)
        for b in range(a, DIMENSION + 1):
            values[moment(a, b)] = moments[:, a, b]
            values[own(a, b)] = inverse[:, 0, a - 1, b - 1] if a else -one * (b == 0)
            values[averaged(a, b)] = mean[:, a - 1, b - 1] if a else -one * (b == 0)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:8.6",
    source=source("8", "8.6"),
    kind="postulate",
    title="Displacements depend equally on both covariance matrices",
    latex=r"\frac{dx_i^{\alpha}(t)}{dt}\frac{dx_i^{\beta}(t)}{dt} \approx "
    r"\frac{1}{2}\left(g_i^{\alpha\beta} + g^{\alpha\beta}(x_i)\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("c", 0.02, 0.15, meaning="share of the matrices"),
                ck.Real("u", -0.3, 0.3, (DIMENSION,), "mean velocity"),
                ck.Integer("x", -1, 1, (3, DIMENSION), "places of three neurons"),
                ck.Real("s", 0.7, 1.4, (3, DIMENSION), "diagonal of L, with $g_i=LL^T$"),
                ck.Real("l", -0.5, 0.5, (3, 3), "the rest of L"),
            )
        ),
        tolerance=1e-10,
        reason="sums over an ensemble with exact mean and covariance: rounding only",
        method="second moments of an ensemble of displacements; (6.10) from three neurons",
    ),
    expected="inconsistent",
    reading="All index combinations are read, as the sums over $\\alpha$ and $\\beta$ in (8.7) "
    "need them, and the left side as an average over displacements of the neuron with $dx^0/dt=1$. "
    "The time component has the sign of the signature on the right: 1 against -1. The mixed ones "
    "say that no neuron has a mean velocity. The spatial ones make the average displacement "
    "space-like, for every choice of the matrices, so that its proper time (7.3) is not real.",
    known=(
        {
            "c": 0.125,
            "u": [0, 0, 0],
            "x": np.zeros((3, 3)),
            "s": np.ones((3, 3)),
            "l": np.zeros((3, 3)),
        },
    ),
    premises=("vanchurin:6.6", "vanchurin:6.7", "vanchurin:6.10", "vanchurin:7.3"),
    hypotheses=(
        "the average is over an ensemble of displacements of one neuron",
        "$g^{ab}(x_i)$ is the inverse of the metric that (7.3) measures proper time with",
    ),
    amended=ck.Amended(
        latex=r"\overline{\dot{x}_i^0\dot{x}_i^0} = 1, \quad "
        r"\overline{\dot{x}_i^0\dot{x}_i^a} = \overline{\dot{x}_i^a}, \quad "
        r"\overline{\dot{x}_i^a\dot{x}_i^b} = \overline{\dot{x}_i^a}\,\overline{\dot{x}_i^b} "
        r"+ \frac{c}{2}\left(g_i^{ab} + g^{ab}(x_i)\right)",
        links=amended,
        note="A form that the other equations admit: the matrices set the spread of the spatial "
        "displacements, with a share c small enough for a real proper time, beside the drift of "
        "the neuron. It does not lead to (8.7): clock and drift add terms with "
        "$\\Gamma^{\\mu}_{00}$, $\\Gamma^{\\mu}_{0a}$ and $\\Gamma^{\\mu}_{ab}$ that (8.7) does "
        "not have.",
    ),
)
