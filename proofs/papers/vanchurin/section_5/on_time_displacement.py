"""Section 5: the square of the displacement of x^0 over a period as the production by noise."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.section_5.eq_5_05 import CLOCK, GAIN
from proofs.papers.vanchurin.shared.displacements import coefficients, eps
from proofs.papers.vanchurin.shared.notation import source, t

MEAN = sp.Symbol(r"\bar{\sigma}_{+}", nonnegative=True)
_SQUARE = ((CLOCK(t + 3) - CLOCK(t)) / 3) ** 2
_HALVES = 0.5 ** np.arange(10)


def printed() -> list[ck.Link]:
    """sigma_+(t) = ((x^0(t+3) - x^0(t)) / 3)^2."""
    return [ck.Link("displacement", ck.equal(GAIN(t), _SQUARE))]


def amended() -> list[ck.Link]:
    """At most the mean over the period; equal as far as sigma_+ is constant."""
    return [
        ck.Link("at most the mean", ck.at_most(_SQUARE, MEAN)),
        ck.Link("slow", ck.equal(GAIN(t), _SQUARE), order=1),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """A rate with one jump within the period; a rate that changes by O(eps)."""
    one, two, share = sp.symbols("r_1 r_2 lambda", nonnegative=True)
    start, drift = sp.Symbol("X", real=True), sp.Symbol("k", real=True)
    mean_rate = share * one + (1 - share) * two
    jump = {
        CLOCK(t + 3): start + 3 * mean_rate,
        CLOCK(t): start,
        GAIN(t): one**2,
        MEAN: share * one**2 + (1 - share) * two**2,
    }
    s = sp.Symbol("s", nonnegative=True)
    change = sp.integrate(one + eps * drift * s, (s, 0, 3))
    slow = {CLOCK(t + 3): start + change, CLOCK(t): start, GAIN(t): one**2}
    obligations: list[ck.Vanishes | ck.Entails] = []
    for name, form in given.items():
        if name == "slow":
            gap = (form.lhs - form.rhs).subs(slow)
            obligations += [ck.Vanishes(name, c) for c in coefficients(gap, 1)]
        else:
            obligations.append(ck.Entails(name, sp.Le(share, 1), form.subs(jump)))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Let $\\sqrt{\\sigma_+}$ be $r_1$ for the part $\\lambda$ of the period and then "
                "$r_2$. The displacement squared is",
                sp.Pow(mean_rate, 2),
            ),
            ck.Step(
                "while $\\sigma_+$ is on average (Cauchy-Schwarz; any course is a limit of "
                "such steps)",
                jump[MEAN],
            ),
            ck.Step(
                "Where the rate changes slowly, by $\\epsilon k$ per unit of time, the "
                "displacement is",
                sp.expand(change / 3),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The clock over one period of a rate that grows in time, integrated; slower and slower."""
    nodes, weights = gauss_legendre(16, 1.5)
    growth = sample["growth"][:, None, None] * _HALVES[:, None]
    time = nodes[:, 0] + 1.5
    gain = sample["level"][:, None, None] * np.exp(growth * time)
    at = sample["level"][:, None] + 0 * _HALVES
    start = sample["start"][:, None] + 0 * _HALVES
    values = {
        GAIN(t): at,
        CLOCK(t): start,
        CLOCK(t + 3): start + (np.sqrt(gain) * weights).sum(-1),
        MEAN: (gain * weights).sum(-1) / 3,
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
    reading="(5.9) takes $\\dot x^0$ as the time component of a vector whose space components are "
    "the displacements (5.3); here its dot is read as (5.3) too. Read as a derivative, (5.5) "
    "holds as printed.",
    premises=("vanchurin:5.3", "vanchurin:5.6"),
    amended=ck.Amended(
        latex=r"\dot{x}_i^0(t)^2 \le \frac{1}{3}\int_t^{t+3} \sigma_{i,+}\,d\tau, \qquad "
        r"\sigma_{i,+}(t) = \dot{x}_i^0(t)^2 + O(\epsilon)\ \text{where}\ "
        r"\sigma_{i,+}\ \text{changes by}\ O(\epsilon)\ \text{in a period}",
        links=amended,
        note="Equality for constant $\\sigma_+$ only. With a derivative in place of the "
        "difference nothing needs to be changed.",
    ),
    known=({"level": 1.0, "growth": 0.25, "start": 1.0},),
)
