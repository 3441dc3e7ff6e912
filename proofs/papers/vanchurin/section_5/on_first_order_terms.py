"""Section 5: a destruction that vanishes at rest has no zeroth and first order terms."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.calculus import gradient
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import SLOPES, ZEROTH
from proofs.papers.vanchurin.shared.notation import source

REST = sp.Symbol(r"\sigma_{-}(0)", real=True)
TOP = sp.Symbol(r"\sup\sigma_{-}", real=True)


def printed() -> dict[str, Boolean]:
    """No destruction at rest: c_0 = 0; and never a production: c_1 = c_2 = 0."""
    still = ck.equal(REST, 0)
    never = sp.And(still, ck.at_most(TOP, 0), evaluate=False)
    flat = sp.And(*(ck.equal(c, 0) for c in SLOPES), evaluate=False)
    return {
        "zeroth order": sp.Implies(still, ck.equal(ZEROTH, 0), evaluate=False),
        "first order": sp.Implies(never, flat, evaluate=False),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Look at sigma_- a little off rest, up the slope; bounded second order terms do not help."""
    bend = sp.Symbol("k", real=True)
    steepness = sp.Add(*(c**2 for c in SLOPES))
    step = 1 / (2 * (1 + sp.Abs(bend)))
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
    yield ck.Entails("zeroth order", expanded, form["zeroth order"])
    yield ck.Entails("first order", near, form["first order"])
    yield ck.Satisfiable("first order", sp.And(near, form["first order"].args[0]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Smooth functions near rest: value, slopes by differences, supremum over a small disc."""
    rest, bend = sample["rest"][:, None, None], sample["bend"][:, None, None]
    slopes = sample["slope"]

    def sigma(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        tilt = slopes[:, 0, None, None] * np.sin(x) + slopes[:, 1, None, None] * np.sin(y)
        return np.asarray(rest + tilt + bend * (x**2 + y**2) * (1 + x / 3))

    radius, angle = np.linspace(0, 0.2, 9)[:, None], np.linspace(0, 2 * np.pi, 17)
    disc = sigma(radius * np.cos(angle), radius * np.sin(angle))
    rest_place = np.zeros((len(slopes), 1, 1, 2))
    rises = gradient(lambda v: sigma(v[..., 0], v[..., 1]), rest_place, step=1e-2)
    zero = np.zeros((1, 1))
    values = {REST: sigma(zero, zero)[:, 0, 0], TOP: disc.max((-1, -2))}
    values |= {ZEROTH: disc[:, 0].mean(-1)}
    values |= {c: rise[:, 0, 0] for c, rise in zip(SLOPES, rises, strict=True)}
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
            )
        ),
        tolerance=1e-6,
        floor=1.0,
        reason="differences of order eight of functions of order one",
        method="smooth functions on a small disc around rest",
        samples=256,
    ),
    expected="proved",
    reading="Both properties named in the sentence are used: vanishing at rest gives the zeroth "
    "order, $\\sigma_-\\le 0$ around rest the first. Vanishing alone does not: $\\sigma_-=\\dot "
    "x$. An expansion around the origin presupposes that $\\sigma_-$ is differentiable there: "
    "$\\sigma_-=-|\\dot x|$ meets the rest and has a term of first order.",
    hypotheses=(beliefs.SMOOTH_LOSS,),
)
