"""Section 5: the matrix of the entropy destruction is positive definite."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.relational import Relational

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import LOSS, SPACE, VECTOR, g, spatial_square
from proofs.papers.vanchurin.shared.notation import source


def printed() -> Relational:
    """g_ab dx^a dx^b > 0 for every displacement but zero."""
    return ck.greater(spatial_square(), 0)


def amended() -> Relational:
    """Not negative; zero in directions in which only higher orders destroy entropy."""
    return ck.at_least(spatial_square(), 0)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Were the form negative, sigma_- would be positive a little off rest."""
    third, s = sp.Symbol("c", real=True), sp.Symbol("s", positive=True)
    second = premises["5.7"].of(LOSS)
    step = sp.Abs(second) / (2 * (1 + sp.Abs(third)))
    yield ck.Step("Along a displacement times $s$, with a third order $c$, $\\sigma_-$ is", second)
    yield ck.Step("taken at the distance", ck.equal(s, step))
    moving = sp.Or(*(sp.Ne(x, 0) for x in VECTOR[1:]))
    loss = step**2 * second + step**3 * third
    yield ck.Step("where it must not be positive:", ck.at_most(loss, 0))
    yield ck.Entails("equation", sp.And(moving, sp.Le(loss, 0)), form.statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Destruction -(a dx)^2 - (b dx)^2 - |dx|^4: never positive; second differences at rest."""
    rows = sample["rows"]

    def loss(x: np.ndarray) -> np.ndarray:
        return np.asarray(-((rows @ x) ** 2).sum(-1) - (x**2).sum() ** 2)

    h = 1e-3
    one, two = np.array([h, 0.0]), np.array([0.0, h])

    def second(x: np.ndarray) -> np.ndarray:
        """Second difference of order four."""
        return np.asarray((16 * loss(x) - loss(2 * x)) / 6 / h**2)

    first, last = second(one), second(two)
    mixed = (second(one + two) - second(one - two)) / 4
    values = {g(1, 1): -first / 2, g(2, 2): -last / 2, g(1, 2): -mixed / 2}
    values |= {VECTOR[a]: sample["v"][:, a - 1] for a in SPACE}
    return ck.Measurement(values)


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
    fails_by="g_{11}*{\\dot{x}^{1}}**2 + 2*g_{12}*{\\dot{x}^{1}}*{\\dot{x}^{2}} + "
    "g_{22}*{\\dot{x}^{2}}**2 > 0 for g_{11}*{\\dot{x}^{1}}**2 + "
    "2*g_{12}*{\\dot{x}^{1}}*{\\dot{x}^{2}} ... [998efe55]",
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
