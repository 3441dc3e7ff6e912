"""Sections 3 and 4: whether the Madelung description is always appropriate."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.ripples import frequency_squared
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    D,
    F_tilde,
    V,
    alpha,
    gamma,
    over_k,
    p,
    q,
    source,
    spacetime,
    t,
)
from qmgr_sym.variation.euler import euler_operator

K = 1
SQUARE = sp.Symbol(r"{\hbar^{2}}", real=True)
FREQUENCY = sp.Symbol(r"{\omega^{2}}", real=True)
WAVENUMBER = sp.Symbol("k", integer=True, positive=True)


def _madelung_form() -> ck.Link:
    """d_t F~ = gamma sum (d_k F~)^2 + V - hbar^2 gamma sum (d_k^2 sqrt p)/sqrt p."""
    root = sp.sqrt(p(K))
    bohm = over_k(lambda x: sp.Derivative(root, (x, 2)), K) / root
    speed = over_k(lambda x: sp.Derivative(F_tilde(K), x) ** 2, K)
    energy = gamma * speed + V(K) - SQUARE * gamma * bohm
    return ck.Link("form", ck.equal(sp.Derivative(F_tilde(K), t), energy))


def printed() -> list[ck.Link]:
    """The equations keep their form and no ripple grows, for all D, alpha, gamma > 0."""
    return [_madelung_form(), ck.Link("well posed", ck.at_least(FREQUENCY, 0))]


def amended() -> list[ck.Link]:
    """No ripple grows where 4 D alpha >= gamma; elsewhere all do, at a rate that grows as k^2."""
    steady = ck.at_least(4 * D * alpha, gamma)
    squared = (gamma * WAVENUMBER**2) ** 2 * SQUARE
    return [
        _madelung_form(),
        ck.Link("well posed", sp.Equivalent(FREQUENCY >= 0, steady, evaluate=False)),
        ck.Link("ripples", ck.equal(FREQUENCY, squared)),
    ]


@cache
def dispersion() -> Expr:
    """omega^2 of small ripples on a uniform density at rest: the equations of (3.5) linearised."""
    size, a, b = sp.symbols("epsilon a b", real=True)
    x = q(K)[0]
    wave, density = sp.cos(WAVENUMBER * x), sp.Symbol("p_0", positive=True)
    small = {p(K): density + size * a * wave, F_tilde(K): size * b * wave}
    rates = []
    for field, sign in ((F_tilde(K), -1), (p(K), 1)):
        action = lines.third_line(K).subs(sp.Derivative(F_tilde(K), t), 0).subs(V(K), 0)
        varied = sign * euler_operator(action, field, spacetime(K)) / alpha
        linear = varied.subs(small).doit().diff(size).subs(size, 0)
        rates.append(sp.cancel(linear / wave))
    growth_of_a, growth_of_b = rates
    return sp.cancel(-growth_of_a / b * growth_of_b / a)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary (3.5) by the density; linearise both equations around the uniform state."""
    constant = sp.expand(eq_3_12.planck() ** 2)
    euler = euler_operator(lines.third_line(K), p(K), spacetime(K)).doit() / alpha
    form = given["form"]
    residual = (form.rhs - form.lhs).subs(SQUARE, constant).doit()
    squared = dispersion()
    positive = sp.And(D > 0, alpha > 0, gamma > 0, WAVENUMBER > 0)
    measured = sp.And(positive, ck.equal(FREQUENCY, squared))
    obligations: list[ck.Obligation] = [
        ck.Vanishes("form", residual - euler),
        ck.Entails("well posed", measured, given["well posed"]),
    ]
    if "ripples" in given:
        ripples = given["ripples"]
        gap = (ripples.rhs - ripples.lhs).subs({FREQUENCY: squared, SQUARE: constant})
        obligations.append(ck.Vanishes("ripples", gap))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (3.5), third line, by the density, over $\\alpha$:",
                ck.equal(sp.expand(euler), 0),
            ),
            ck.Step("$\\hbar^2$ of (3.12), of either sign:", constant),
            ck.Step(
                "Ripples $\\cos kq$ of density and free energy on the uniform state at rest have",
                ck.equal(FREQUENCY, squared),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rate of F~, weight of its quantum potential, and frequency of ripples, from the action."""
    d, strength, multiplier = sample["D"], sample["gamma"], sample["alpha"]
    _, rate = fields.flow(sample, K)
    first = frequency_squared(d, strength, multiplier)
    ripple = np.choose(
        sample["k"].astype(int) - 1,
        [frequency_squared(d, strength, multiplier, mode=mode) for mode in (1, 2, 3)],
    )
    values = {
        p(K): fields.field(sample, "p", K),
        F_tilde(K): fields.field(sample, "F", K),
        V(K): fields.field(sample, "V", K),
        sp.Derivative(F_tilde(K), t): rate,
        SQUARE: first / strength**2,
        FREQUENCY: ripple,
        WAVENUMBER: sample["k"],
        D: d,
        gamma: strength,
        alpha: multiplier,
    }
    return ck.Measurement(values, fields.derivative(K, q(K)))


_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)

CLAIM = ck.Claim(
    key="vanchurin:madelung-always",
    source=source("4"),
    kind="result",
    title="Whether the Madelung description is always appropriate",
    latex=r"\frac{\hbar^2}{2M} = \frac{\gamma}{\alpha^2}\left(\frac{4D}{\gamma}\alpha - 1\right) "
    r"\ge 0 \qquad \forall D, \alpha, \gamma > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", 0.25, 8.0),
                ck.Real("alpha", 0.25, 2.0),
                ck.Integer("k", 1, 3),
                *(ck.Integer(name, -2, 2, (2, 2)) for name in ("p", "F", "V")),
            ),
            sp.Abs(4 * _D * _alpha - _gamma) > _gamma / 20,
        ),
        tolerance=1e-7,
        reason="smooth fields on 48 points, ripples measured to 1e-10; points near equality are "
        "left out",
        method="complex-step flow of the discretised action (3.5) and its ripples",
        samples=32,
        examples=40,
    ),
    expected="corrected",
    reading="Two parts. The equations keep the Madelung form, with $\\hbar^2$ of (3.12) of either "
    "sign: this holds. That they describe the learning system for all positive $D$, $\\alpha$ and "
    "$\\gamma$ is read as: small ripples on the uniform state do not grow.",
    premises=("vanchurin:3.5", "vanchurin:3.8", "vanchurin:3.9", "vanchurin:3.12"),
    hypotheses=(
        "$D$, $\\alpha$ and $\\gamma$ are positive; $V$ is held fixed in the variation",
        "a description is appropriate if it is well posed as an initial value problem",
    ),
    amended=ck.Amended(
        latex=r"\frac{\hbar^2}{2M} \ge 0 \quad\Longleftrightarrow\quad 4D\alpha \ge \gamma > 0",
        links=amended,
        note="The form of the equations is kept always; $\\hbar$ is real only for "
        "$4D\\alpha\\ge\\gamma$. Beyond that ripples grow at the rate $|\\hbar|k^2/2M$, without "
        "bound in $k$, and the fluid is not well posed as an initial value problem.",
    ),
    known=(
        {
            "D": 1.0,
            "gamma": 5.0,
            "alpha": 1.0,
            "k": 1,
            **{name: [[0, 0], [0, 0]] for name in ("p", "F", "V")},
        },
    ),
)
