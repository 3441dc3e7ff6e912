"""With the noise kept in the constraint: where the flow of the density is that of (3.1)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields, flows, noisy
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.flows import NOISE, RATIO, STEP
from qmgr_sym.unevaluated import VariationalDerivative


def printed() -> dict[str, Boolean]:
    """(3.1) with D + gamma/alpha and 2 gamma; one flow at alpha = gamma/D, twice as fast."""
    return {
        "diffusion": ck.equal(NOISE, n.D + n.gamma / n.alpha),
        "drift": ck.equal(STEP, 2 * n.gamma),
        "one flow": flows.one_flow(n.gamma / n.D),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary the action with the noise kept by F; compare with (3.1) for other coefficients."""
    density = noisy.density_of(premises["3.4"], premises["free-energy-average"], 2)
    yield ck.Step("Density of the action, with the noise in the constraint:", density)
    short = premises["3.1"].at(K=2)["second line"].rhs
    pairs = {n.D: form.of(NOISE, "diffusion"), n.gamma: form.of(STEP, "drift")}
    there = short.xreplace(pairs)

    def sides(K: int, action: Expr, flow: Expr) -> tuple[Expr, Expr]:
        by_F = VariationalDerivative(action, n.F(K), n.spacetime(K))
        return by_F, n.alpha * (sp.Derivative(n.p(K), n.t) - flow)

    yield ck.Step("(3.1) with the other coefficients:", there)
    for name in ("diffusion", "drift"):
        yield from every_K(name, sides, density, there)
    found = {NOISE: n.D + n.gamma / n.alpha, STEP: 2 * n.gamma}
    given = sp.And(n.D > 0, n.gamma > 0, RATIO > 0, *(ck.equal(a, b) for a, b in found.items()))
    yield ck.Entails("one flow", given, form["one flow"])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Coefficients of the stationary flow of the process at a given F, by complex step."""
    at = sample["gamma"] / sample["D"]
    sample = {**flows.apart(sample), "alpha": at * (1 + 0.3 * sample["off"])}
    density, energy = (fields.field(sample, name, 1) for name in ("p", "F"))
    zero = np.zeros_like(at)
    rate = noisy.rate_of_density(sample, zero, density, energy, 0 * density)
    values = dict(zip((NOISE, STEP), flows.coefficients(rate, density, energy), strict=True))
    values |= {letter: sample[letter.name] for letter in (n.D, n.gamma, n.alpha)}
    return ck.Measurement({**values, RATIO: 2 + 0.3 * sample["fast"]})


CLAIM = ck.Claim(
    key="vanchurin:noise-kept-flow",
    source=n.source("3"),
    kind="result",
    title="One flow of the density with the noise kept in the constraint",
    latex=r"\frac{\partial p}{\partial t} = \sum_k \frac{\partial}{\partial q_k}\left(\left(D + "
    r"\frac{\gamma}{\alpha}\right)\frac{\partial p}{\partial q_k} + 2\gamma\frac{\partial F}"
    r"{\partial q_k}p\right) = s\sum_k \frac{\partial}{\partial q_k}\left(D\frac{\partial p}"
    r"{\partial q_k} + \gamma\frac{\partial F}{\partial q_k}p\right) \iff s = 2,\; "
    r"\alpha = \frac{\gamma}{D}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        flows.domain(),
        tolerance=1e-8,
        reason="the flow is exact to rounding; least squares divides by ripples of size 0.1",
        method="least squares on the complex-step flow of the action of the process",
        samples=32,
    ),
    words="reading",
    expected="proved",
    reading="With the noise kept in the constraint of (3.5) the stationary density follows (3.1) "
    "for one $\\alpha$ only, twice as fast: where the Planck constant of that action vanishes.",
    premises=("vanchurin:3.1", "vanchurin:3.4", "vanchurin:free-energy-average"),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL, beliefs.STATIONARY_PRODUCTION),
)
