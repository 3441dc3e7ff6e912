"""Sections 3 and 4: whether the Madelung description is always appropriate."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.ripples import frequency_squared
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K, residual
from qmgr_sym.unevaluated import VariationalDerivative

SQUARE = sp.Symbol(r"{\hbar^{2}}", real=True)
FREQUENCY = sp.Symbol(r"{\omega^{2}}", real=True)
WAVENUMBER = sp.Symbol("k", integer=True, positive=True)


def _madelung_form(K: int) -> ck.Link:
    """d_t F~ = gamma sum (d_k F~)^2 + V - hbar^2 gamma sum (d_k^2 sqrt p)/sqrt p."""
    root = sp.sqrt(n.p(K))
    bohm = n.over_k(lambda x: sp.Derivative(root, (x, 2)), K) / root
    speed = n.over_k(lambda x: sp.Derivative(n.F_tilde(K), x) ** 2, K)
    energy = n.gamma * speed + n.V(K) - SQUARE * n.gamma * bohm
    return ck.Link("form", ck.equal(sp.Derivative(n.F_tilde(K), n.t), energy))


def printed(K: int = 2) -> list[ck.Link]:
    """The equations keep their form and no ripple grows, for all D, alpha, gamma > 0."""
    return [_madelung_form(K), ck.Link("well posed", ck.at_least(FREQUENCY, 0))]


def amended(K: int = 2) -> list[ck.Link]:
    """No ripple grows where 4 D alpha >= gamma; elsewhere all do, at a rate that grows as k^2."""
    steady = ck.at_least(4 * n.D * n.alpha, n.gamma)
    squared = (n.gamma * WAVENUMBER**2) ** 2 * SQUARE
    return [
        _madelung_form(K),
        ck.Link("well posed", sp.Equivalent(FREQUENCY >= 0, steady, evaluate=False)),
        ck.Link("ripples", ck.equal(FREQUENCY, squared)),
    ]


@cache
def dispersion(action: Expr) -> Expr:
    """omega^2 of small ripples on a uniform density at rest: both variations, linearised."""
    size, a, b = sp.symbols("epsilon a b", real=True)
    x, p, F = n.q(1)[0], n.p(1), n.F_tilde(1)
    wave, density = sp.cos(WAVENUMBER * x), sp.Symbol("p_0", positive=True)
    small = {p: density + size * a * wave, F: size * b * wave}
    still = action.xreplace({sp.Derivative(F, n.t): sp.S.Zero, n.V(1): sp.S.Zero})
    rates = []
    for field, sign in ((F, -1), (p, 1)):
        varied = sign * VariationalDerivative(still, field, (x, n.t)).doit() / n.alpha
        rates.append(varied.subs(small).doit().diff(size).subs(size, 0) / wave)
    return sp.cancel(-rates[0] / b * rates[1] / a)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary (3.5) by the density; linearise both equations around the uniform state."""
    line, constant = "second = third line", sp.expand(premises["3.12"].of(n.hbar) ** 2)
    density = premises["3.5"].at(K=2)[line].rhs.function
    rate = residual(form, sp.Derivative(n.F_tilde(2), n.t), "form").xreplace({SQUARE: constant})

    def sides(K: int, density: Expr, rate: Expr) -> tuple[Expr, Expr]:
        return VariationalDerivative(density, n.p(K), n.spacetime(K)), -n.alpha * rate

    yield ck.Step("Variation of (3.5), third line, by the density:", sides(2, density, rate)[0])
    yield ck.Step("$\\hbar^2$ of (3.12), of either sign:", constant)
    yield from every_K("form", sides, density, rate)
    squared = dispersion(premises["3.5"].at(K=1)[line].rhs.function)
    measured = ck.equal(FREQUENCY, squared)
    yield ck.Step("Ripples $\\cos kq$ on the uniform state at rest have", measured)
    positive = sp.And(n.D > 0, n.alpha > 0, n.gamma > 0, WAVENUMBER > 0)
    yield ck.Entails("well posed", sp.And(positive, measured), form["well posed"])
    if "ripples" in form:
        value = form.of(FREQUENCY, "ripples").xreplace({SQUARE: constant})
        yield ck.shows("ripples", squared, value)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rate of F~, weight of its quantum potential, and frequency of ripples, from the action."""
    d, strength, multiplier = sample["D"], sample["gamma"], sample["alpha"]
    rate = fields.rate_of_energy(sample, 2)
    first = frequency_squared(d, strength, multiplier)
    ripple = np.choose(
        sample["k"].astype(int) - 1,
        [frequency_squared(d, strength, multiplier, mode=mode) for mode in (1, 2, 3)],
    )
    values = {
        n.p(2): fields.field(sample, "p", 2),
        n.F_tilde(2): fields.field(sample, "F", 2),
        n.V(2): fields.field(sample, "V", 2),
        sp.Derivative(n.F_tilde(2), n.t): rate,
        SQUARE: first / strength**2,
        FREQUENCY: ripple,
        WAVENUMBER: sample["k"],
        n.D: d,
        n.gamma: strength,
        n.alpha: multiplier,
    }
    return ck.Measurement(values, **fields.calculus(2))


_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)

CLAIM = ck.Claim(
    key="vanchurin:madelung-always",
    source=n.source("4"),
    kind="result",
    title="Whether the Madelung description is always appropriate",
    latex=r"\frac{\hbar^2}{2M} = \frac{\gamma}{\alpha^2}\left(\frac{4D}{\gamma}\alpha - 1\right) "
    r"\ge 0 \qquad \forall D, \alpha, \gamma > 0",
    printed=printed,
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", 0.25, 8.0),
                ck.Real("alpha", 0.25, 2.0),
                ck.Integer("k", 1, 3),
                *(fields.coefficients(name, 2) for name in ("p", "F", "V")),
            ),
            sp.Abs(4 * _D * _alpha - _gamma) > _gamma / 20,
        ),
        tolerance=1e-7,
        reason="smooth fields on 20 points per axis, ripples measured to 1e-10; points near "
        "equality are left out",
        method="complex-step flow of the discretised action (3.5) and its ripples",
        samples=24,
        examples=40,
    ),
    expected="corrected",
    fails_by="well posed: {\\omega^{2}} >= 0 for Equivalent({\\omega^{2}} >= 0, 4*D*alpha >= "
    "gamma)",
    reading="Two parts. The equations keep the Madelung form, with $\\hbar^2$ of (3.12) of either "
    "sign: this holds. That they describe the learning system for all positive $D$, $\\alpha$ and "
    "$\\gamma$ is read as: small ripples on the uniform state do not grow.",
    premises=("vanchurin:3.5", "vanchurin:3.12"),
    hypotheses=(
        beliefs.POSITIVE_PARAMETERS,
        beliefs.FIXED_POTENTIAL,
        beliefs.WELL_POSED_IS_APPROPRIATE,
    ),
    amended=ck.Amended(
        latex=r"\frac{\hbar^2}{2M} \ge 0 \quad\Longleftrightarrow\quad 4D\alpha \ge \gamma > 0",
        links=amended,
        grade="missing hypothesis",
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
            **{name: [[0, 0]] * 4 for name in ("p", "F", "V")},
        },
    ),
)
