"""(3.8) against (3.1): for which alpha the density has one flow, and at what ratio of times."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields, flows
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.flows import NOISE, RATIO, STEP


def printed() -> dict[str, Boolean]:
    """(3.8) is (3.1) with gamma/alpha and 2 gamma; one flow at alpha = gamma/2D, twice as fast."""
    return {
        "diffusion": ck.equal(NOISE, n.gamma / n.alpha),
        "drift": ck.equal(STEP, 2 * n.gamma),
        "one flow": flows.one_flow(n.gamma / (2 * n.D)),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert velocity, mass and shift into (3.8); compare with (3.1) for other coefficients."""
    shift = {n.F_tilde(2): premises["3.7"].at(K=2).of(n.F_tilde(2))}
    mass, velocity = {n.M: premises["3.11"].of(n.M)}, premises["3.10"].at(K=2)
    speeds = {n.u(k, 2): velocity.of(n.u(k, 2)).xreplace(mass).xreplace(shift) for k in (1, 2)}
    rate = sp.Derivative(n.p(2), n.t)
    long = premises["3.8"].at(K=2).of(rate).xreplace(speeds)
    yield ck.Step("(3.8) in $p$ and $F$, with (3.7), (3.10), (3.11):", long)
    short = premises["3.1"].at(K=2)["second line"].rhs
    there = short.xreplace({n.D: form.of(NOISE, "diffusion"), n.gamma: form.of(STEP, "drift")})
    yield ck.Step("(3.1) with the other coefficients:", there)

    def sides(K: int, left: Expr, right: Expr) -> tuple[Expr, Expr]:
        return left, right

    for name in ("diffusion", "drift"):
        yield from every_K(name, sides, long, there)
    found = {NOISE: n.gamma / n.alpha, STEP: 2 * n.gamma}
    given = sp.And(n.D > 0, n.gamma > 0, RATIO > 0, *(ck.equal(a, b) for a, b in found.items()))
    yield ck.Entails("one flow", given, form["one flow"])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Coefficients of the stationary flow of the discretised action at a given F."""
    at = sample["gamma"] / (2 * sample["D"])
    sample = {**flows.apart(sample), "alpha": at * (1 + 0.3 * sample["off"]), "V": 0 * sample["p"]}
    density, shifted = (fields.field(sample, name, 1) for name in ("p", "F"))
    rate = fields.rate_of_density(sample, 1)
    energy = shifted - np.log(density) / (2 * sample["alpha"][:, None])
    values = dict(zip((NOISE, STEP), flows.coefficients(rate, density, energy), strict=True))
    values |= {letter: sample[letter.name] for letter in (n.D, n.gamma, n.alpha)}
    return ck.Measurement({**values, RATIO: 2 + 0.3 * sample["fast"]})


CLAIM = ck.Claim(
    key="vanchurin:one-flow",
    source=n.source("3"),
    kind="result",
    title="One flow of the density on short and on long time scales",
    latex=r"\frac{\partial p}{\partial t} = \sum_k \frac{\partial}{\partial q_k}\left("
    r"\frac{\gamma}{\alpha}\frac{\partial p}{\partial q_k} + 2\gamma\frac{\partial F}{\partial q_k}"
    r"p\right) = s\sum_k \frac{\partial}{\partial q_k}\left(D\frac{\partial p}{\partial q_k} + "
    r"\gamma\frac{\partial F}{\partial q_k}p\right) \iff s = 2,\; \alpha = \frac{\gamma}{2D}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        flows.domain(),
        tolerance=1e-8,
        reason="the flow is exact to rounding; least squares divides by ripples of size 0.1",
        method="least squares on the complex-step flow of the discretised action (3.5)",
        samples=32,
    ),
    words="reading",
    expected="proved",
    reading="(3.8) with (3.7), (3.10) as corrected and (3.11) is compared with (3.1) as a flow of "
    "the density at the same given free energy $F(\\mathbf q,t)$. They are one flow for one "
    "$\\alpha$ only, and then (3.8) runs twice as fast as (3.1): there is no $\\alpha$ at which "
    "both hold in the same time. What $F$ does in between is another claim.",
    premises=tuple(f"vanchurin:3.{i}" for i in (1, 7, 8, 10, 11)),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL, beliefs.POSITIVE_DENSITY),
)
