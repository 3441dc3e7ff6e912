"""Section 5: the matrix of the entropy destruction is positive definite."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import (
    LOSS,
    SPACE,
    VECTOR,
    eps,
    g,
    small,
    spatial_square,
)
from proofs.papers.vanchurin.shared.neuron import small_steps
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

STEP = 1e-3
SECOND = ck.Link("second order", ck.equal(LOSS, -spatial_square()), order=3)


def printed() -> list[ck.Link]:
    """g_ab dx^a dx^b, the second order of the destruction, is positive but for no displacement."""
    moving = sp.Or(*(sp.Ne(x, 0) for x in VECTOR[1:]))
    positive = sp.Implies(moving, ck.greater(spatial_square(), 0), evaluate=False)
    return [SECOND, ck.Link("sign", positive)]


def amended() -> list[ck.Link]:
    """Not negative; zero in directions in which only higher orders destroy entropy."""
    return [SECOND, ck.Link("sign", ck.at_least(spatial_square(), 0))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Were the form negative, sigma_- would be positive a little off rest."""
    third, s = sp.symbols("c s", real=True)
    second = premises["5.7"].of(LOSS)
    step = second / (1 + sp.Abs(third))
    yield ck.Step("Along a displacement times $s$, with a third order $c$, $\\sigma_-$ is", second)
    yield ck.Step("taken at the distance", ck.equal(s, step))
    loss = s**2 * second + s**3 * third
    negative = ck.at_most(loss.xreplace({s: step}), 0)
    yield ck.Step("where it must not be positive:", negative)
    yield ck.Entails("sign", negative, form["sign"])
    gap = form.gap("second order").xreplace(small()).xreplace({LOSS: loss.xreplace({s: eps})})
    for k in range(3):
        yield ck.Vanishes("second order", SeriesCoefficient(gap, eps, k))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Destruction -|R dx|^2 - |dx|^4, never positive; second differences at rest."""
    steps = small_steps(sample)

    def loss(x: ck.Array) -> ck.Array:
        """At displacements (n, places, 2), or (1, places, 2)."""
        pulled = np.einsum("nab,nmb->nma", sample["rows"], np.broadcast_to(x, steps.shape))
        return np.asarray(-(pulled**2).sum(-1) - (x**2).sum(-1) ** 2)

    def second(x: ck.Array) -> ck.Array:
        """Second difference of order four along x: exact for a quartic."""
        return np.asarray((16 * loss(x) - loss(2 * x)) / 6 / STEP**2)[:, 0]

    one, two = STEP * np.eye(2)
    mixed = (second(one + two) - second(one - two)) / 4
    values: dict[sp.Basic, ck.Array] = {g(1, 1): -second(one) / 2, g(2, 2): -second(two) / 2}
    values |= {g(1, 2): -mixed / 2, LOSS: loss(steps)}
    return ck.Measurement(values | {VECTOR[a]: steps[..., a - 1] for a in SPACE})


CLAIM = ck.Claim(
    key="vanchurin:positive-definite",
    source=source("5"),
    kind="result",
    title="The matrix of a neuron is positive definite",
    latex=r"g_{i,ab}\, \dot{x}^a \dot{x}^b > 0 \quad (\dot{x} \neq 0)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("rows", -1, 1, (2, 2)), ck.Integer("v", 1, 2, (2,)))),
        tolerance=1e-6,
        floor=1.0,
        reason="second differences with step 1e-3 have rounding errors below 1e-9",
        method="second differences at rest of destructions that are never positive",
        samples=128,
    ),
    expected="corrected",
    fails_by="sign: Implies(Ne({\\dot{x}^{1}}, 0) | Ne({\\dot{x}^{2}}, 0), "
    "g_{11}*{\\dot{x}^{1}}**2 + 2*g_{12}*{\\dot{x}^{1}}*{\\dot{x}^{2}} + g_{22}*{\\dot{"
    "x}^{2}}**2 > 0) for g_{... [74de0167]",
    reading="Read as a consequence of $\\sigma_-\\le 0$ and $\\sigma_-(0)=0$. As a further "
    "assumption on the neuron it is consistent, and the signature $(-,+,+,+)$, the inverse "
    "$g_i^{\\mu\\nu}$ and the weights $\\sqrt{g_i}$ of section 6 need it.",
    premises=("vanchurin:5.7",),
    hypotheses=(beliefs.SMOOTH_LOSS,),
    words="sentence",
    amended=ck.Amended(
        latex=r"g_{i,ab}\, \dot{x}^a \dot{x}^b \ge 0",
        links=amended,
        grade="missing hypothesis",
        note="Semidefinite is all that follows. A neuron whose entropy destruction starts at "
        "fourth order in some direction has $\\det g_i=0$.",
    ),
    known=({"rows": [[0, 0], [0, 0]], "v": [1, 1]}, {"rows": [[1, -1], [0, 0]], "v": [1, 1]}),
)
