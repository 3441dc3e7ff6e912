"""Section 5: the matrix of the entropy destruction is positive definite."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared.displacements import SPACE, VECTOR, g, spatial_square
from proofs.papers.vanchurin.shared.notation import source


def printed() -> list[ck.Link]:
    """g_ab dx^a dx^b > 0 for every displacement but zero."""
    return [ck.Link("definite", ck.greater(spatial_square(), 0))]


def amended() -> list[ck.Link]:
    """Not negative; zero in directions in which only higher orders destroy entropy."""
    return [ck.Link("definite", ck.at_least(spatial_square(), 0))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Were the form negative, sigma_- would be positive a little off rest."""
    third = sp.Symbol("c", real=True)
    form = spatial_square()
    step = sp.Abs(form) / (2 * (1 + sp.Abs(third)))
    q, s = sp.Symbol("Q", real=True), sp.Symbol("s", nonnegative=True)
    loss = -(s**2) * q + s**3 * third
    moving = sp.Or(*(sp.Ne(x, 0) for x in VECTOR[1:]))
    at = loss.subs({s: step, q: form})
    return ck.Derivation(
        steps=(
            ck.Step(
                "Along a displacement times $s$, with the form $Q=g_{ab}\\dot x^a\\dot x^b$ and "
                "a third order $c$:",
                loss,
            ),
            ck.Step("At the distance", ck.equal(s, sp.Abs(q) / (2 * (1 + sp.Abs(third))))),
            ck.Step(
                "this is positive if $Q<0$, against $\\sigma_-\\le 0$; $Q=0$ is not excluded, for "
                "instance by",
                -(sp.Symbol("x", real=True) ** 4),
            ),
        ),
        obligations=(ck.Entails("definite", sp.And(moving, sp.Le(at, 0)), given["definite"]),),
    )


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
    reading="Read as a consequence of $\\sigma_-\\le 0$ and $\\sigma_-(0)=0$. As a further "
    "assumption on the neuron it is consistent, and the signature $(-,+,+,+)$, the inverse "
    "$g_i^{\\mu\\nu}$ and the weights $\\sqrt{g_i}$ of section 6 need it.",
    premises=("vanchurin:5.7",),
    amended=ck.Amended(
        latex=r"g_{i,ab}\, \dot{x}^a \dot{x}^b \ge 0",
        links=amended,
        note="Semidefinite is all that follows. A neuron whose entropy destruction starts at "
        "fourth order in some direction has $\\det g_i=0$.",
    ),
    known=({"rows": [[0, 0], [0, 0]], "v": [1, 1]}, {"rows": [[1, -1], [0, 0]], "v": [1, 1]}),
)
