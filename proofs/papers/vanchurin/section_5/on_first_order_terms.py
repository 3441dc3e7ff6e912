"""Section 5: a destruction that vanishes at rest has no zeroth and first order terms."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gradient
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import (
    LOSS,
    SLOPES,
    SPACE,
    VECTOR,
    ZEROTH,
    eps,
    small,
)
from proofs.papers.vanchurin.shared.neuron import small_steps
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

REST = sp.Symbol(r"\sigma_{-}(0)", real=True)
TOP = sp.Symbol(r"\sup\sigma_{-}", real=True)


def printed() -> list[ck.Link]:
    """No destruction at rest: c_0 = 0; and never a production: c_1 = c_2 = 0."""
    still = ck.equal(REST, 0)
    never = sp.And(still, ck.at_most(TOP, 0), evaluate=False)
    flat = sp.And(*(ck.equal(c, 0) for c in SLOPES), evaluate=False)
    slope = sp.Add(*(c * x for c, x in zip(SLOPES, VECTOR[1:], strict=True)))
    return [
        ck.Link("expansion", ck.equal(LOSS, ZEROTH + slope), order=2),
        ck.Link("zeroth order", sp.Implies(still, ck.equal(ZEROTH, 0), evaluate=False)),
        ck.Link("first order", sp.Implies(never, flat, evaluate=False)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Look at sigma_- a little off rest, up the slope; bounded second order terms do not help."""
    bend = sp.Symbol("k", real=True)
    steepness = sp.Add(*(c**2 for c in SLOPES))
    step = 1 / (1 + sp.Abs(bend))
    uphill = ZEROTH + step * steepness - bend * step**2 * steepness
    expanded = ck.equal(REST, ZEROTH)
    near = sp.And(expanded, sp.Ge(TOP, uphill), sp.Ge(TOP, REST))
    yield ck.Step("The expansion starts with the value at rest:", expanded)
    yield ck.Step(
        "With slopes $c_1$, $c_2$ and second order terms of at most $k$ times the square of the "
        "distance, the displacement $s(c_1,c_2)$ with",
        ck.equal(sp.Symbol("s"), step),
    )
    yield ck.Step(
        "leads to at least this value, which is positive unless the slopes vanish:", uphill
    )
    yield ck.Step(
        "Without $\\sigma_-\\le 0$ the slope is free: $\\sigma_-=\\dot x$ vanishes at rest. "
        "Without differentiability it is too: $\\sigma_-=-|\\dot x|$ is never positive. Examples:",
        sp.Tuple(sp.Symbol("x"), -sp.Abs(sp.Symbol("x"))),
    )
    taylor = ZEROTH + sp.Add(*(c * x for c, x in zip(SLOPES, VECTOR[1:], strict=True)))
    taylor += sp.Add(
        *(sp.Symbol(f"k_{a}{b}") * VECTOR[a] * VECTOR[b] for a in SPACE for b in SPACE)
    )
    gap = form.gap("expansion").xreplace({LOSS: taylor}).xreplace(small())
    for k in range(2):
        yield ck.Vanishes("expansion", SeriesCoefficient(gap, eps, k))
    yield ck.Entails("zeroth order", expanded, form["zeroth order"])
    yield ck.Entails("first order", near, form["first order"])
    yield ck.Satisfiable("first order", sp.And(near, form["first order"].args[0]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Smooth functions near rest: value, slopes by differences, supremum over a small square."""
    rest, bend, slopes = (sample[name][:, None] for name in ("rest", "bend", "slope"))

    def sigma(x: ck.Array) -> ck.Array:
        """At displacements (..., n, places, 2)."""
        return np.asarray(rest + (slopes * np.sin(x)).sum(-1) + bend * (x**2).sum(-1))

    line = np.linspace(-0.2, 0.2, 9)
    square = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    still = np.zeros((len(rest), 1, 2))
    (at_rest,), steps = sigma(still).T, small_steps(sample)
    values: dict[sp.Basic, ck.Array] = {REST: at_rest, ZEROTH: at_rest, TOP: sigma(square).max(-1)}
    values |= dict(zip(SLOPES, gradient(sigma, still, step=1e-2)[..., 0], strict=True))
    values |= {LOSS: sigma(steps), **{VECTOR[a]: steps[..., a - 1] for a in SPACE}}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:first-order-terms",
    source=source("5"),
    kind="result",
    title="No zeroth and first order terms",
    latex=r"\sigma_{i,-}(0) = 0,\; \sigma_{i,-} \le 0 \;\Rightarrow\; \sigma_{i,-} = "
    r"O(\dot{x}^2)",
    printed=printed,
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("rest", -1, 1, (), "value at rest"),
                ck.Integer("slope", -1, 1, (2,)),
                ck.Integer("bend", -1, 1, (), "second order"),
                ck.Real("v", 0.1, 0.5, (2,), "a displacement, which is halved"),
            )
        ),
        tolerance=1e-6,
        floor=1.0,
        reason="differences of order eight of functions of order one",
        method="smooth functions on a small square around rest",
        samples=256,
    ),
    expected="proved",
    reading="Both properties named in the sentence are used: vanishing at rest gives the zeroth "
    "order, $\\sigma_-\\le 0$ around rest the first. Vanishing alone does not: $\\sigma_-=\\dot "
    "x$. An expansion around the origin presupposes that $\\sigma_-$ is differentiable there: "
    "$\\sigma_-=-|\\dot x|$ meets the rest and has a term of first order.",
    hypotheses=(beliefs.SMOOTH_LOSS,),
)
