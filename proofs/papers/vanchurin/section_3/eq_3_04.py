"""(3.4): the entropy production of diffusion and of learning."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.learning.entropy import entropy
from numerics.learning.log_density import evolve_log_density
from proofs.papers.vanchurin.section_3 import eq_3_01, eq_3_03
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time
from proofs.papers.vanchurin.shared.notation import (
    D,
    F,
    T,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
    t,
)
from qmgr_sym.variation.divergence import total_divergence

K = 2
DURATION = 0.25
NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)


def production(K: int) -> Expr:
    """p (D sum_k (d_k log p)^2 + gamma sum_k d_k log p d_k F)."""
    diffusion = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) ** 2, K)
    learning = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) * sp.Derivative(F(K), x), K)
    return p(K) * (D * diffusion + gamma * learning)


def printed() -> list[ck.Link]:
    """Delta S_q = int int of the production."""
    return [ck.Link("production", ck.equal(eq_3_03.CHANGE, over_q_and_time(production(K), K)))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """(3.3) with (3.1) differs from this line by a total divergence in q."""
    form = given["production"]
    change = form.lhs.subs(eq_3_03.CHANGE, eq_3_03.by_rates(K))
    rate = eq_3_01.second_line(K).doit()
    left = integrand(change).subs(sp.Derivative(p(K), t), rate)
    gap = (left - integrand(form.rhs)).doit()
    outflow = [D * p(K).diff(x) + gamma * p(K) * F(K).diff(x) for x in q(K)]
    flux = [-(sp.log(p(K)) + 1) * j for j in outflow]
    return ck.Derivation(
        steps=(
            ck.Step("(3.3), under its integrals:", integrand(change)),
            ck.Step(
                "with the rate (3.1):", ck.equal(sp.Derivative(p(K), t), eq_3_01.second_line(K))
            ),
            ck.Step(
                "The boundary flux that is dropped, $-(\\log p+1)(D\\,\\partial_kp+\\gamma\\,p\\,"
                "\\partial_kF)$; its first component:",
                flux[0],
            ),
            ck.Step(
                "(3.3) minus this line is the divergence of that flux for every $p$ and $F$, "
                "normalised or not. " + every_dimension(K, integrand(form.rhs), left),
                ck.equal(
                    left - integrand(form.rhs),
                    sp.Add(*(sp.Derivative(j, x) for j, x in zip(flux, q(K), strict=True))),
                ),
            ),
        ),
        obligations=(ck.Vanishes("production", gap - total_divergence(flux, q(K))),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Entropies at both ends of a solution of (3.1), and the solution at Gauss points between."""
    grid = fields.GRIDS[K]
    energy, density = (fields.field(sample, name, K) for name in ("F", "p"))
    drift = -sample["gamma"][:, None, None] * grids.gradient(energy, grid)
    times = np.concatenate([[0.0], DURATION * (1 + NODES) / 2, [DURATION]])
    run = np.exp(evolve_log_density(np.log(density), drift, D=sample["D"], grid=grid, times=times))
    values = {
        eq_3_03.CHANGE: entropy(run[-1], grid) - entropy(run[0], grid),
        p(K): np.moveaxis(run[1:-1], 0, -1),
        F(K): energy[..., None],
        D: sample["D"],
        gamma: sample["gamma"],
        T: np.full_like(sample["D"], DURATION),
    }
    return ck.Measurement(values, _derivative, _integral)


def _axis(symbol: sp.Symbol) -> int:
    if symbol not in q(K):
        raise ck.NotMeasuredError(f"nothing was measured along {symbol}")
    return q(K).index(symbol)


def _derivative(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
    """Spectral derivative of an array (n, points, points, times) along a variable."""
    axis = _axis(symbol)
    if not np.isfinite(array).all():
        return np.full_like(array, np.nan)
    turned = grids.derivative(np.moveaxis(array, -1, 1), fields.GRIDS[K], axis)
    return np.moveaxis(turned, 1, -1)


def _integral(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
    """Trapezoid rule in q, Gauss-Legendre in t; the axis stays with length 1."""
    if symbol == t:
        weighted = np.broadcast_to(array, (*array.shape[:-1], NODES.size)) * WEIGHTS
        return np.asarray(weighted.sum(-1, keepdims=True) * DURATION / 2)
    axis, grid = _axis(symbol), fields.GRIDS[K]
    return np.asarray(array.sum(1 + axis, keepdims=True) * grid.spacing[axis])


CLAIM = ck.Claim(
    key="vanchurin:3.4",
    source=source("3", "3.4"),
    kind="result",
    title="Entropy production of diffusion and learning",
    latex=r"\Delta S_q = \int_0^T dt \, d^K q \, p \left(D \sum_k \left(\frac{\partial \log p}"
    r"{\partial q_k} \right)^2 + \gamma \sum_k \frac{\partial \log p}{\partial q_k} "
    r"\frac{\partial F}{\partial q_k} \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", -2.0, 2.0),
                ck.Integer("p", -2, 2, (fields.MODES[K], 2)),
                ck.Integer("F", -2, 2, (fields.MODES[K], 2)),
            )
        ),
        tolerance=1e-6,
        reason="20 points per axis and the Runge-Kutta steps leave less than 1e-7 here",
        method="entropy at both ends of a spectral solution of (3.1) for log p",
        samples=12,
    ),
    expected="proved",
    premises=("vanchurin:3.1", "vanchurin:3.3"),
    hypotheses=(
        "periodic or vanishing boundaries: the flux $-(\\log p+1)(D\\,\\partial_kp+\\gamma\\,p\\,"
        "\\partial_kF)$ drops out",
        "$p>0$ everywhere, so that $\\log p$ exists",
    ),
)
