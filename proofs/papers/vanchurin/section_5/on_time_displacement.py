"""Section 5: the square of the displacement of x^0 over a period as the production by noise."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_nodes
from proofs.papers.vanchurin.shared.displacements import clock, eps, gain, tau
from proofs.papers.vanchurin.shared.notation import source, t
from qmgr_sym.unevaluated import SeriesCoefficient

MEAN = sp.Symbol(r"\bar{\sigma}_{+}", nonnegative=True)
_SQUARE = ((clock(t + 3) - clock(t)) / 3) ** 2
_HALVES = 0.5 ** np.arange(10)


def printed() -> list[ck.Link]:
    """sigma_+(t) = ((x^0(t+3) - x^0(t)) / 3)^2."""
    return [ck.Link("displacement", ck.equal(gain(t), _SQUARE))]


def amended() -> list[ck.Link]:
    """At most the mean over the period; equal as far as sigma_+ is constant."""
    return [
        ck.Link("at most the mean", ck.at_most(_SQUARE, MEAN)),
        ck.Link("slow", ck.equal(gain(t), _SQUARE), order=1),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A rate with one jump within the period; a rate that changes by O(eps)."""
    one, two, share = sp.symbols("r_1 r_2 lambda", nonnegative=True)
    start = sp.Symbol("X", real=True)
    mean_rate = share * one + (1 - share) * two
    jump = {
        clock(t + 3): start + 3 * mean_rate,
        clock(t): start,
        gain(t): one**2,
        MEAN: share * one**2 + (1 - share) * two**2,
    }
    yield ck.Step(
        "Let $\\sqrt{\\sigma_+}$ be $r_1$ for the part $\\lambda$ of the period and then $r_2$. "
        "The displacement squared is",
        sp.Pow(mean_rate, 2),
    )
    yield ck.Step(
        "while $\\sigma_+$ is on average (Cauchy-Schwarz; any course is a limit of such steps)",
        jump[MEAN],
    )
    level, growth = sp.Symbol("r", positive=True), sp.Symbol("k", real=True, nonzero=True)
    reading = premises["5.6"].of(clock(t), "clock")
    reading = reading.xreplace({gain(tau): level**2 * sp.exp(2 * eps * growth * tau)})
    yield ck.Step("A rate that changes slowly moves the clock (5.6) by", reading)
    slow = {clock(at): reading.xreplace({t: at}) for at in (t, t + 3)}
    slow[gain(t)] = level**2 * sp.exp(2 * eps * growth * t)
    for name, statement in form.items():
        if name == "slow":
            yield ck.Vanishes(name, SeriesCoefficient(form.gap(name).xreplace(slow), eps, 0))
        else:
            yield ck.Entails(name, sp.Le(share, 1), statement.xreplace(jump))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The clock over one period of a rate that grows in time, integrated; slower and slower."""
    period = gauss_nodes(0.0, 3.0, 16)
    growth = sample["growth"][:, None, None] * _HALVES[:, None]
    noise = sample["level"][:, None, None] * np.exp(growth * period.points)
    at = sample["level"][:, None] + 0 * _HALVES
    start = sample["start"][:, None] + 0 * _HALVES
    values = {
        gain(t): at,
        clock(t): start,
        clock(t + 3): start + period.integrate(np.sqrt(noise)),
        MEAN: period.integrate(noise) / 3,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:time-displacement",
    source=source("5"),
    kind="result",
    title="Displacement of the clock over a period",
    latex=r"\sigma_{i,+}(t) = \dot{x}_i^0(t)^2, \qquad "
    r"\dot{x}_i^0(t) \equiv \frac{1}{3}\left(x_i^0(t+3) - x_i^0(t)\right)",
    printed=printed,
    words="reading",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Real("level", 0.5, 2.0), ck.Real("growth", -0.4, 0.4), ck.Real("start", 0.5, 2.0))
        ),
        tolerance=1e-10,
        reason="Gauss quadrature of smooth functions with 16 points",
        method="the clock (5.6) over one period by quadrature",
        samples=24,
        examples=80,
    ),
    expected="corrected",
    fails_by="Eq(\\sigma_{+}(t), (-x^{0}(t)/3 + x^{0}(t + 3)/3)**2) fails",
    reading="(5.9) takes $\\dot x^0$ as the time component of a vector whose space components are "
    "the displacements (5.3); here its dot is read as (5.3) too. Read as a derivative, (5.5) "
    "holds as printed.",
    premises=("vanchurin:5.6",),
    amended=ck.Amended(
        latex=r"\dot{x}_i^0(t)^2 \le \frac{1}{3}\int_t^{t+3} \sigma_{i,+}\,d\tau, \qquad "
        r"\sigma_{i,+}(t) = \dot{x}_i^0(t)^2 + O(\epsilon)\ \text{where}\ "
        r"\sigma_{i,+}\ \text{changes by}\ O(\epsilon)\ \text{in a period}",
        links=amended,
        grade="missing hypothesis",
        note="Equality for constant $\\sigma_+$ only. With a derivative in place of the "
        "difference nothing needs to be changed.",
    ),
    known=({"level": 1.0, "growth": 0.25, "start": 1.0},),
)
