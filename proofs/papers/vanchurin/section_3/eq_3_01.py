"""(3.1): the Fokker-Planck equation of noisy learning."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.waves.random_fields import mode_table
from proofs.papers.vanchurin.shared import fields
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
from qmgr_sym.stochastic.fokker_planck import generator
from qmgr_sym.variation.divergence import total_divergence
from qmgr_sym.variation.euler import euler_operator

K = 2
PHI = sp.Function(r"\varphi", real=True)(*q(K))
STEP = 1e-30  # of the complex step in time


def drift(x: sp.Symbol, K: int) -> Expr:
    """The drift dq_k/dt of the trainable variable x = q_k, a field."""
    return sp.Function(rf"\dot{{q}}_{x.name.removeprefix('q_')}", real=True)(*q(K), t)


def first_line(K: int) -> Expr:
    """sum_k d_k (D d_k p - qdot_k p)."""
    return over_k(lambda x: sp.Derivative(D * sp.Derivative(p(K), x) - drift(x, K) * p(K), x), K)


def second_line(K: int) -> Expr:
    """sum_k d_k (D d_k p + gamma d_k F p)."""
    return over_k(
        lambda x: sp.Derivative(
            D * sp.Derivative(p(K), x) + gamma * sp.Derivative(F(K), x) * p(K), x
        ),
        K,
    )


def printed() -> list[ck.Link]:
    """dp/dt = first line = second line."""
    return [
        ck.Link("first line", ck.equal(sp.Derivative(p(K), t), first_line(K))),
        ck.Link("second line", ck.equal(first_line(K), second_line(K))),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The right side has to be the adjoint of the generator of the noisy process."""
    form, chain = given["first line"], given["second line"]
    drifts = [drift(x, K) for x in q(K)]
    backward = generator(PHI, drifts, D, q(K), ito=True)
    forward = sp.Derivative(p(K), t) - (form.lhs - form.rhs).doit()
    gap = PHI * forward - p(K) * backward
    flux = [PHI * (D * p(K).diff(x) - drift(x, K) * p(K)) - D * p(K) * PHI.diff(x) for x in q(K)]
    descent = {drift(x, K): -gamma * F(K).diff(x) for x in q(K)}
    lines = (chain.lhs - chain.rhs).subs(descent).doit()
    return ck.Derivation(
        steps=(
            ck.Step(
                "Generator of $dq_k=\\dot q_k\\,dt+\\sqrt{2D}\\,dW_k$ by Ito's formula, "
                "$d\\langle\\varphi\\rangle/dt=\\langle L\\varphi\\rangle$:",
                backward,
            ),
            ck.Step(
                "Flux whose divergence is $\\varphi$ times the right side minus "
                "$p\\,L\\varphi$; first component:",
                flux[0],
            ),
            ck.Step(
                "So the right side, carried out, is the adjoint of $L$ applied to $p$. "
                + every_dimension(K, forward, backward),
                ck.equal(sp.Derivative(p(K), t), forward),
            ),
            ck.Step(
                "Drift (2.9), put into the first line for the second:",
                ck.equal(drifts[0], descent[drifts[0]]),
            ),
        ),
        obligations=(
            ck.Vanishes("first line", euler_operator(gap, PHI, q(K))),
            ck.Vanishes("first line", gap - total_divergence(flux, q(K))),
            ck.Vanishes("second line", lines),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Fourier coefficients of the density one infinitesimal noisy step later.

    Under q -> q + qdot dt + sqrt(2 D dt) xi the mean of exp(-i m q) is that of exp(-i m (q + qdot
    dt)) times the characteristic function exp(-m^2 D dt) of the noise; its derivative in dt is
    taken by a complex step. No derivative of the density is taken.
    """
    grid = fields.GRIDS[K]
    points = grid.coordinates().reshape(K, -1).T
    rates = _descent(sample["F"], points) * -sample["gamma"][:, None, None]
    density = fields.field(sample, "p", K)
    weight = density.reshape(len(density), -1) * grid.cell_volume
    change = np.zeros_like(weight)
    for mode in mode_table(K, grid.points[0] // 2 - 1):
        moved = points @ mode + 1j * STEP * (rates @ mode)
        fade = np.exp(-1j * STEP * sample["D"] * (mode @ mode))[:, None]
        for wave in (np.cos, np.sin):
            coefficient = (weight * wave(moved) * fade).sum(-1).imag / STEP
            change += 2 * coefficient[:, None] * wave(points @ mode) / np.prod(grid.lengths)
    shape = (len(density), *grid.points)
    values = {
        sp.Derivative(p(K), t): change.reshape(shape),
        p(K): density,
        F(K): fields.field(sample, "F", K),
        **{drift(x, K): rates[..., k].reshape(shape) for k, x in enumerate(q(K))},
        D: sample["D"],
        gamma: sample["gamma"],
    }
    return ck.Measurement(values, fields.derivative(K, q(K)))


def _descent(coefficients: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Gradient (n, points, K) of the random free energy, by complex steps at its formula."""
    modes = mode_table(K, 1)
    shares = 4 * fields.SCALE * coefficients / (modes**2).sum(-1)[:, None]
    slopes = []
    for axis in range(K):
        angle = (points + 1j * STEP * np.eye(K)[axis]) @ modes.T
        wave = np.stack([np.cos(angle), np.sin(angle)], axis=-1).imag / STEP
        slopes.append(np.einsum("nmc,pmc->np", shares, wave))
    return np.stack(slopes, axis=-1)


CLAIM = ck.Claim(
    key="vanchurin:3.1",
    source=source("3", "3.1"),
    kind="result",
    title="Fokker-Planck equation of the trainable variables",
    latex=r"""\frac{\partial p(\mathbf{q},t)}{\partial t} &= \sum_{k} \frac{\partial}{\partial q_k} \left(D \frac{\partial p(\mathbf{q},t)}{\partial q_k} - \frac{dq_k}{dt} p(\mathbf{q},t) \right) \\
&= \sum_{k} \frac{\partial}{\partial q_k} \left(D \frac{\partial p(\mathbf{q},t)}{\partial q_k} + \gamma \frac{\partial F(\mathbf{q},t)}{\partial q_k} p(\mathbf{q},t) \right)""",  # noqa: E501
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
        tolerance=1e-9,
        reason="the density is cut off at 9 waves per axis, which leaves about 1e-11 of its rate",
        method="change of all Fourier moments over one noisy step, by complex step in time",
        samples=12,
    ),
    expected="proved",
    reading="$dq_k/dt$ is the mean drift (2.9) at $\\mathbf q$, not the rate of change along a "
    "noisy path, which does not exist.",
    premises=("vanchurin:2.9",),
    hypotheses=(
        "the trainable variables follow $dq_k=\\dot q_k\\,dt+\\sqrt{2D}\\,dW_k$ with independent "
        "Gaussian white noises",
        "$D$ does not depend on $\\mathbf q$, so that the Ito and Stratonovich readings agree",
        "boundary terms of the adjoint vanish: periodic or vanishing boundaries",
    ),
)
