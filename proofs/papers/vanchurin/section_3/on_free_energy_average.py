"""Does the noisy process (3.1) obey (2.8) on average?"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_hermite
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import (
    D,
    F,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
    t,
)
from qmgr_sym.variation.euler import euler_lagrange

Array = np.ndarray
K = 1
RATE = sp.Symbol("R", real=True)
HALVINGS, STEP = 5, 0.05


def _with_noise(K: int) -> Expr:
    """The density of the corrected right side, all of its terms."""
    noise = over_k(lambda x: D * sp.Derivative(F(K), (x, 2)), K)
    force = over_k(lambda x: sp.Derivative(F(K), x) ** 2, K)
    return p(K) * (noise - gamma * force + sp.Derivative(F(K), t))


def _change(K: int) -> Expr:
    """The density of d<F>/dt with (3.1)."""

    def divergence(x: sp.Symbol) -> Expr:
        flux = D * sp.Derivative(p(K), x) + gamma * sp.Derivative(F(K), x) * p(K)
        return sp.Derivative(flux, x)

    return over_k(divergence, K) * F(K) + p(K) * sp.Derivative(F(K), t)


def _average(noise: Expr) -> Expr:
    force = over_k(lambda x: sp.Derivative(F(K), x) ** 2, K)
    return over_q(p(K) * (noise - gamma * force + sp.Derivative(F(K), t)), K)


def printed() -> list[ck.Link]:
    """d<F>/dt is the average of (2.8)."""
    return [ck.Link("average", ck.equal(RATE, _average(sp.S.Zero)))]


def amended() -> list[ck.Link]:
    """The noise adds D <laplacian F>."""
    noise = D * over_k(lambda x: sp.Derivative(F(K), (x, 2)), K)
    return [ck.Link("average", ck.equal(RATE, _average(noise)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Differentiate the integral of p F and insert (3.1); the rest has to be a divergence in q."""
    change = _change(K)
    rest = (change - integrand(form["average"].rhs)).doit()
    frozen = {
        p(K): sp.Function("p", positive=True)(*q(K)),
        F(K): sp.Function("F", real=True)(*q(K)),
    }
    drive = {sp.Derivative(F(K), t): sp.Function("G", real=True)(*q(K))}
    still = rest.subs(drive).subs(frozen).doit()
    euler = euler_lagrange(still, tuple(frozen.values()), q(K))
    return ck.Derivation(
        steps=(
            ck.Step("Density of $d\\langle F\\rangle/dt$ with (3.1):", change),
            ck.Step(
                "Variations of the rest by $p$ and by $F$ at one instant, with $G=\\partial_t F$; "
                "both vanish for a divergence. " + every_dimension(K, _change, _with_noise),
                sp.Matrix([sp.expand(e) for e in euler]),
            ),
        ),
        obligations=tuple(ck.Vanishes("average", e) for e in euler),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mean gain of F in short Euler steps of the process, extrapolated to steps of no length.

    From every point, with Gauss-Hermite nodes for the noise: E[F(q + dq, t + dt)] - F(q, t) over
    dt, no derivative of F by q except in the drift itself.
    """
    (x,) = q(K)
    line = fields.GRIDS[K].coordinates()[0]
    density = fields.field(sample, "p", K)
    g, d = sample["gamma"][:, None], sample["D"][:, None]
    noise, share = gauss_hermite(12)
    rates = []
    for halving in range(HALVINGS):
        dt = STEP / 2**halving
        moved = line - g * dt * _wave(sample["F"], line, slope=True)
        moved = moved[:, None, :] + np.sqrt(2 * d * dt)[:, None, :] * noise[:, 0][:, None]
        later = _wave(sample["F"], moved) + dt * _wave(sample["G"], moved)
        rates.append((np.einsum("j,nji->ni", share, later) - _wave(sample["F"], line)) / dt)
    for power in range(1, HALVINGS):
        rates = [b + (b - a) / (2**power - 1) for a, b in pairwise(rates)]
    values = {
        RATE: (density * rates[0]).sum(-1) * (line[1] - line[0]),
        p(K): density,
        F(K): _wave(sample["F"], line),
        sp.Derivative(F(K), t): _wave(sample["G"], line),
        gamma: sample["gamma"],
        D: sample["D"],
    }
    return ck.Measurement(values, fields.derivative(K, (x,)), fields.integral(K))


def _wave(pairs: Array, at: Array, *, slope: bool = False) -> Array:
    """sum_m (a_m cos(m x) + b_m sin(m x)) / 4 at points (n, ...) or (points,), or its slope."""
    wide = (slice(None),) + (None,) * (max(at.ndim, 2) - 1)
    total = np.zeros(1)
    for m in range(1, pairs.shape[1] + 1):
        a, b = pairs[:, m - 1, 0][wide], pairs[:, m - 1, 1][wide]
        waves: tuple[Callable[[Array], Array], Callable[[Array], Array]] = (np.cos, np.sin)
        if slope:
            a, b = m * b, -m * a
        total = total + (a * waves[0](m * at) + b * waves[1](m * at)) / 4
    return total


CLAIM = ck.Claim(
    key="vanchurin:free-energy-average",
    source=source("3"),
    kind="result",
    title="Average change of the free energy under noise",
    latex=r"\frac{d}{dt}\langle F\rangle = \left\langle -\gamma \sum_{k} \left(\frac{\partial F}"
    r"{\partial q_k}\right)^2 + \frac{\partial F}{\partial t}\right\rangle",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 1.0),
                ck.Real("gamma", 0.25, 1.0),
                *(ck.Integer(name, -2, 2, (fields.MODES[K], 2)) for name in ("p", "F", "G")),
            )
        ),
        tolerance=1e-5,
        reason="five Euler steps extrapolated to zero step: error of order 0.05^5",
        method="short steps of the noisy process with Gauss-Hermite noise, averaged over p",
        samples=16,
        examples=60,
    ),
    expected="corrected",
    reading="Read as: (2.8), which the constraint of (3.5) averages over the density of (3.1), is "
    "the rate $R$ of the average $\\langle F\\rangle=\\int p F$ of that process.",
    premises=("vanchurin:2.8", "vanchurin:3.1"),
    hypotheses=("boundary terms vanish: periodic or vanishing boundaries",),
    amended=ck.Amended(
        latex=r"\frac{d}{dt}\langle F\rangle = \left\langle D\sum_k\frac{\partial^2 F}"
        r"{\partial q_k^2} - \gamma \sum_{k} \left(\frac{\partial F}"
        r"{\partial q_k}\right)^2 + \frac{\partial F}{\partial t}\right\rangle",
        links=amended,
        note="The noise adds $D$ times the mean Laplacian of $F$ (Ito), which (2.8) does not "
        "contain because it is the change along one differentiable path.",
    ),
)
