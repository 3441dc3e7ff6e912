"""Section 2: whether the free energy is minimised where noise dominates."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.learning.functional import directional_derivative
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from qmgr_sym.unevaluated import VariationalDerivative

ENERGY = sp.Symbol(r"\frac{d}{dt}\langle{F}\rangle", real=True)
ENTROPY = sp.Symbol(r"\frac{dS_q}{dt}", real=True)


def printed(K: int = 1) -> dict[str, sp.Le]:
    """The mean free energy does not rise, for gamma > 0."""
    return {"decrease": ck.at_most(ENERGY, 0)}


def amended(K: int = 1) -> dict[str, sp.Eq]:
    """d<F> - (D/gamma) dS = -gamma <sum_k (d_k F + (D/gamma) d_k log p)^2>."""
    F, log_p = n.F(K), sp.log(n.p(K))
    force = n.over_k(
        lambda x: (sp.Derivative(F, x) + n.D / n.gamma * sp.Derivative(log_p, x)) ** 2, K
    )
    total = ENERGY - n.D / n.gamma * ENTROPY
    return {"decrease": ck.equal(total, -n.gamma * over_q(n.p(K) * force, K))}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Both rates with the density of (3.1) moving, for a free energy that stays."""
    rate, p, F = premises["3.1"].at(K=1)["second line"].rhs, n.p(1), n.F(1)
    energy, gain = rate * F, -rate * (sp.log(p) + 1)
    yield ck.Step("Densities of the rates of $\\langle F\\rangle$ and of the entropy:",
                  sp.Tuple(energy, gain))  # fmt: skip
    if isinstance(form["decrease"], sp.Eq):
        gap = form.gap("decrease").xreplace({ENERGY: over_q(energy, 1), ENTROPY: over_q(gain, 1)})

        def varied(K: int, density: Expr) -> tuple[Expr, Expr]:
            return VariationalDerivative(density, n.p(K), n.spacetime(K)), sp.S.Zero

        yield from every_K("decrease", varied, integrand(gap, {}), K=1)
        return
    (x,) = n.q(1)
    # a Gaussian of width w in the well F = q^2/2
    width = sp.Symbol("w", positive=True)
    bell = sp.exp(-(x**2) / (2 * width)) / sp.sqrt(2 * sp.pi * width)
    inside = energy.subs({p: bell, F: x**2 / 2}).doit()
    mean = sp.expand(sp.integrate(sp.expand(inside), (x, -sp.oo, sp.oo)))
    yield ck.Step("For a Gaussian of width $w$ in the well $q^2/2$:", mean)
    known = sp.And(n.D > 0, n.gamma > 0, width > 0)
    yield ck.Entails("decrease", known, form["decrease"].xreplace({ENERGY: mean}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Both rates as changes of the averages when the density moves by (3.1), by complex step."""
    line, (x,) = fields.GRIDS[1], n.q(1)
    density, energy = fields.field(sample, "p", 1), fields.field(sample, "F", 1) / 16
    slope = fields.calculus(1)["derivative"]
    noise, gamma = sample["D"][:, None], sample["gamma"][:, None]
    rate = slope(noise * slope(density, x) + gamma * density * slope(energy, x), x)

    def shannon(p: ck.Array) -> ck.Array:
        return -grids.integral(p * np.log(p), line)

    values = {
        ENERGY: grids.integral(rate * energy, line),
        ENTROPY: directional_derivative(shannon, {"p": density}, {"p": rate}, line),
        n.p(1): density,
        n.F(1): energy,
        n.D: sample["D"],
        n.gamma: sample["gamma"],
    }
    return ck.Measurement(values, **fields.calculus(1))


_EXACT = (
    r"\frac{d}{dt}\left(\langle F\rangle - \frac{D}{\gamma}S_q\right) = -\gamma\left\langle"
    r"\sum_k\left(\frac{\partial F}{\partial q_k} + \frac D\gamma\frac{\partial\log p}"
    r"{\partial q_k}\right)^2\right\rangle"
)

CLAIM = ck.Claim(
    key="vanchurin:noise-and-free-energy",
    source=n.source("2"),
    kind="result",
    title="The free energy is minimised where noise dominates",
    latex=r"\gamma > 0 \quad\Rightarrow\quad \frac{d}{dt}\langle F\rangle \le 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", 0.25, 2.0),
                ck.Integer("p", 1, 2, (2, 2), "of waves 1 and 2"),
                ck.Integer("F", -2, 2, (2, 2), "of waves 1 and 2"),
            )
        ),
        tolerance=1e-9,
        reason="spectral accuracy on 48 points, complex-step derivative",
        method="complex-step change of the averages as the density moves by (3.1)",
    ),
    words="sentence",
    expected="corrected",
    fails_by="\\frac{d}{dt}\\langle{F}\\rangle <= 0 for Eq(-D*\\frac{dS_q}{dt}/gamma + \\"
    "frac{d}{dt}\\langle{F}\\rangle, -gamma*Integral((D*Derivative(log(p(q_1,"
    " t)), q_1)/gamma + D... [2b7553d2]",
    reading='"If evolution is dominated by stochastic dynamics, then ... the entropy must increase '
    'and then the free energy is minimized". Noise that dominates makes (3.4) positive, since its '
    "first term is. That the free energy then falls is read as a statement on the mean of $F$ over "
    "the density of (3.1), for $\\gamma>0$ and data that do not change.",
    premises=("vanchurin:3.1",),
    hypotheses=(beliefs.BOUNDARIES, beliefs.POSITIVE_DENSITY, beliefs.STATIC_DATA),
    amended=ck.Amended(
        latex=_EXACT + r" \le 0 \quad (\gamma > 0)",
        links=amended,
        grade="missing hypothesis",
        note="Noise raises $\\langle F\\rangle$ by $D\\langle\\partial^2F\\rangle$: a density in "
        "the "
        "minimum of $F$ is driven out of it. What falls is $\\langle F\\rangle-(D/\\gamma)S_q$, "
        "the "
        "free energy of the trainable variables at the temperature $D/\\gamma$, which is another "
        "quantity than (2.7). For $\\gamma<0$ it rises.",
    ),
)
