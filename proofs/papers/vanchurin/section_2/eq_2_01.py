"""(2.1): the update of the neurons, one hyperbolic tangent and one rectifier."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.shared.neurons import PARAMETERS, STATES, N, b, input_of, w
from proofs.papers.vanchurin.shared.notation import source, t

_STATE = tuple(sp.Function(f"x_{i}", real=True) for i in (1, 2))
NOW = tuple(state(t) for state in _STATE)
BEFORE = tuple(state(t - 1) for state in _STATE)


def printed() -> list[ck.Link]:
    """x_1(t) = tanh(w_1j x_j(t-1) + b_1) and x_2(t) = max(0, w_2j x_j(t-1) + b_2)."""
    return [
        ck.Link("tanh", ck.equal(NOW[0], sp.tanh(input_of(1, BEFORE)))),
        ck.Link("rectifier", ck.equal(NOW[1], sp.Max(0, input_of(2, BEFORE)))),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """A signal h from neuron j has to count exactly as a bias w_ij h; at rest f_i(b_i) remains."""
    states = sp.symbols("x_1 x_2", real=True)
    h = sp.Symbol("h", real=True)
    plain = dict(zip(BEFORE, states, strict=True))
    tanh, rectifier = (given[name].rhs.subs(plain) for name in ("tanh", "rectifier"))
    rest = dict.fromkeys(states, 0)

    def signal(form: Expr, i: int, j: int) -> tuple[Expr, Expr]:
        return (
            form.subs(states[j], states[j] + h),
            form.subs(b[i], b[i] + w[i][j] * h),
        )

    sent = [signal(tanh, 0, j) for j in range(N)]
    bent = [signal(rectifier, 1, j) for j in range(N)]
    idle = rectifier.subs(rest)
    return ck.Derivation(
        steps=(
            ck.Step(
                "A signal $h$ on $x_2$ and a bias $w_{12}h$ have to move neuron 1 alike:",
                ck.equal(*sent[1]),
            ),
            ck.Step(
                "With all neurons at rest only the activation of the bias is left:",
                ck.equal(NOW[0], tanh.subs(rest)),
            ),
            ck.Step(
                "The Jacobian is then $\\mathrm{diag}(f')\\,\\hat w$; its first entry:",
                sp.diff(tanh, states[0]),
            ),
        ),
        obligations=(
            *(ck.Vanishes("tanh", left - right) for left, right in sent),
            ck.Vanishes("tanh", tanh.subs(rest) - sp.tanh(b[0])),
            ck.Entails("rectifier", sp.Ge(b[1], 0), sp.Eq(idle, b[1])),
            ck.Entails("rectifier", sp.Le(b[1], 0), sp.Eq(idle, 0)),
            *(ck.Entails("rectifier", sp.true, sp.Eq(*pair)) for pair in bent),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two steps of the network that has both activations, from a random state."""
    before = sample["x"]
    for _ in range(2):
        start = before
        parts = [
            update(start, sample["w"], sample["b"], activation=name)[:, i]
            for i, name in enumerate(("tanh", "relu"))
        ]
        before = np.stack(parts, axis=-1)
    values = {NOW[i]: before[:, i] for i in range(N)}
    values |= {BEFORE[i]: start[:, i] for i in range(N)}
    values |= {b[i]: sample["b"][:, i] for i in range(N)}
    values |= {w[i][j]: sample["w"][:, i, j] for i in range(N) for j in range(N)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:2.1",
    source=source("2", "2.1"),
    kind="definition",
    title="Update of the neurons",
    latex=r"\mathbf{x}(t) = \mathbf{f}\left(\hat{w}\mathbf{x}(t-1) + \mathbf{b}\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((STATES, *PARAMETERS)),
        tolerance=1e-12,
        reason="a few roundings of double precision",
        method="two steps of a network of two neurons with different activations",
    ),
    expected="well-posed",
    reading="Two neurons, the first with the hyperbolic tangent, the second with the rectifier, "
    "both named in the text. Required: the activation acts on each component after the affine map, "
    "so that a signal $h$ from neuron $j$ counts as a bias $w_{ij}h$ and $f_i(b_i)$ remains at "
    "rest.",
)
