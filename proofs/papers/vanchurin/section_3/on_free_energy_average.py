"""Does the noisy process (3.1) obey (2.8) on average?"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_hermite
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from qmgr_sym.unevaluated import VariationalDerivative

RATE = sp.Symbol("R", real=True)
HALVINGS, STEP = 5, 0.05


def _average(noise: int, K: int) -> sp.Eq:
    F = n.F(K)
    spread = noise * n.D * n.over_k(lambda x: sp.Derivative(F, (x, 2)), K)
    force = n.over_k(lambda x: sp.Derivative(F, x) ** 2, K)
    change = spread - n.gamma * force + sp.Derivative(F, n.t)
    return ck.equal(RATE, over_q(n.p(K) * change, K))


def printed(K: int = 1) -> sp.Eq:
    """d<F>/dt is the average of (2.8)."""
    return _average(0, K)


def amended(K: int = 1) -> sp.Eq:
    """The noise adds D <laplacian F>."""
    return _average(1, K)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Differentiate the integral of p F and insert (3.1); the rest has to be a divergence in q."""
    p, F = n.p(1), n.F(1)
    flow = premises["3.1"].at(K=1)["second line"].rhs
    change, stated = flow * F + p * sp.Derivative(F, n.t), integrand(form.of(RATE), {})
    yield ck.Step("Density of $d\\langle F\\rangle/dt$ with (3.1):", change)

    def varied(K: int, *densities: Expr) -> tuple[Expr, Expr]:
        here, there = (VariationalDerivative(d, n.p(K), n.spacetime(K)) for d in densities)
        return here, there

    yield ck.Step("which has to have the variation by $p$ of the form:", stated)
    yield from every_K("equation", varied, change, stated, K=1)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mean gain of F in short Euler steps of the process, extrapolated to steps of no length.

    From every point, with Gauss-Hermite nodes for the noise: E[F(q + dq, t + dt)] - F(q, t) over
    dt, no derivative of F by q except in the drift itself.
    """
    line, density = fields.GRIDS[1], fields.field(sample, "p", 1)
    x, d, gamma = line.coordinates()[0], sample["D"][:, None], sample["gamma"][:, None]
    here, drift = _wave(sample["F"], x), -gamma * _wave(_turned(sample["F"]), x)
    noise, share = gauss_hermite(12)
    rates = []
    for dt in STEP / 2.0 ** np.arange(HALVINGS):
        step = np.sqrt(2 * d * dt)[:, None, :] * noise[:, 0][:, None]
        moved = (x + dt * drift)[:, None, :] + step
        later = _wave(sample["F"], moved) + dt * _wave(sample["G"], moved)
        rates.append((np.einsum("j,nji->ni", share, later) - here) / dt)
    for power in range(1, HALVINGS):
        rates = [b + (b - a) / (2**power - 1) for a, b in pairwise(rates)]
    values = {
        RATE: line.nodes(0).integrate(density * rates[0]),
        n.p(1): density,
        n.F(1): here,
        sp.Derivative(n.F(1), n.t): _wave(sample["G"], x),
        n.gamma: sample["gamma"],
        n.D: sample["D"],
    }
    return ck.Measurement(values, **fields.calculus(1))


def _wave(pairs: ck.Array, at: ck.Array) -> ck.Array:
    """sum_m (a_m cos(m x) + b_m sin(m x)) / 4 at points (n, ...) or (points,)."""
    m = np.arange(1, pairs.shape[1] + 1)
    angle = m * at[..., None]
    wide = (slice(None),) + (None,) * (max(at.ndim, 2) - 1)
    cosine, sine = pairs[..., 0][wide], pairs[..., 1][wide]
    return np.asarray((cosine * np.cos(angle) + sine * np.sin(angle)).sum(-1) / 4)


def _expansion(name: str) -> ck.Expansion:
    """What `_wave` makes of two pairs."""
    return ck.Expansion((name,), (r"\cos q", r"\sin q", r"\cos 2q", r"\sin 2q"), 0.25)


def _turned(pairs: ck.Array) -> ck.Array:
    """The coefficients of the derivative, m b_m and -m a_m."""
    m = np.arange(1, pairs.shape[1] + 1)
    return np.stack([m * pairs[..., 1], -m * pairs[..., 0]], axis=-1)


CLAIM = ck.Claim(
    key="vanchurin:free-energy-average",
    source=n.source("3"),
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
                fields.coefficients("p", 1),
                ck.Integer("F", -2, 2, (2, 2), stands=_expansion("F")),
                ck.Integer("G", -2, 2, (2, 2), stands=_expansion(r"\partial F/\partial t")),
            )
        ),
        tolerance=1e-5,
        reason="five Euler steps extrapolated to zero step: error of order 0.05^5",
        method="short steps of the noisy process with Gauss-Hermite noise, averaged over p",
        samples=16,
        examples=60,
    ),
    words="reading",
    expected="corrected",
    fails_by="undo: drop the term D*Derivative(F(q_1, t), (q_1, 2))",
    reading="Read as: (2.8), which the constraint of (3.5) averages over the density of (3.1), is "
    "the rate $R$ of the average $\\langle F\\rangle=\\int p F$ of that process.",
    premises=("vanchurin:3.1",),
    hypotheses=(beliefs.BOUNDARIES,),
    amended=ck.Amended(
        latex=r"\frac{d}{dt}\langle F\rangle = \left\langle D\sum_k\frac{\partial^2 F}"
        r"{\partial q_k^2} - \gamma \sum_{k} \left(\frac{\partial F}"
        r"{\partial q_k}\right)^2 + \frac{\partial F}{\partial t}\right\rangle",
        links=amended,
        note="The noise adds $D$ times the mean Laplacian of $F$ (Ito), which (2.8) does not "
        "contain because it is the change along one differentiable path.",
    ),
)
