"""(3.1): the Fokker-Planck equation of noisy learning."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step
from numerics.waves.random_fields import mode_table
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K, residual
from qmgr_sym.stochastic.fokker_planck import generator
from qmgr_sym.unevaluated import Residual, VariationalDerivative


def printed(K: int = 2) -> dict[str, sp.Eq]:
    """dp/dt = sum_k d_k (D d_k p - qdot_k p) = sum_k d_k (D d_k p + gamma d_k F p)."""
    p, first, second = n.p(K), sp.S.Zero, sp.S.Zero
    for k, x in enumerate(n.q(K), 1):
        noise = n.D * sp.Derivative(p, x)
        first += sp.Derivative(noise - n.qdot(k, K) * p, x)
        second += sp.Derivative(noise + n.gamma * sp.Derivative(n.F(K), x) * p, x)
    rate = sp.Derivative(p, n.t)
    return {"first line": ck.equal(rate, first), "second line": ck.equal(first, second)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The right side has to be the adjoint of the generator of the noisy process."""
    rate = sp.Derivative(n.p(2), n.t)
    forward = rate - residual(form, rate, "first line")
    backward = generator(_test(2), [n.qdot(k, 2) for k in (1, 2)], n.D, n.q(2), ito=True)
    yield ck.Step(
        "Generator of $dq_k=\\dot q_k\\,dt+\\sqrt{2D}\\,dW_k$ by Ito's formula, "
        "$d\\langle\\varphi\\rangle/dt=\\langle L\\varphi\\rangle$:",
        backward,
    )

    def sides(K: int, rate: Expr, change: Expr) -> tuple[Expr, Expr]:
        return rate, VariationalDerivative(n.p(K) * change, _test(K), n.q(K))

    yield ck.Step("The adjoint of $L$ applied to $p$:", sides(2, forward, backward)[1])
    yield from every_K("first line", sides, forward, backward)

    def inserted(K: int, gap: Expr) -> tuple[Expr, Expr]:
        drift = premises["2.9"].at(K=K)
        descent = {n.qdot(k, K): drift.of(n.qdot(k, K)) for k in range(1, K + 1)}
        return Residual(gap, descent), sp.S.Zero

    gap = form.gap("second line")
    yield ck.Step("First line less second line, with the drift (2.9):", inserted(2, gap)[0])
    yield from every_K("second line", inserted, gap)


def _test(K: int) -> Expr:
    """A test function of q."""
    return sp.Function(r"\varphi", real=True)(*n.q(K))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Fourier coefficients of the density one infinitesimal noisy step later.

    Under q -> q + qdot dt + sqrt(2 D dt) xi the mean of exp(-i m q) is that of exp(-i m (q + qdot
    dt)) times the characteristic function exp(-m^2 D dt) of the noise; its derivative in dt is
    taken by a complex step. No derivative of the density is taken.
    """
    grid, calculus = fields.GRIDS[2], fields.calculus(2)
    points = grid.coordinates().reshape(2, -1).T
    density, energy = (fields.field(sample, name, 2) for name in ("p", "F"))
    slopes = [calculus["derivative"](energy, x) for x in n.q(2)]
    drift = -sample["gamma"][:, None, None, None] * np.stack(slopes, -1)
    speed = drift.reshape(len(density), -1, 2)
    weight = density.reshape(len(density), -1) * grid.cell_volume
    change = np.zeros_like(weight)
    for mode in mode_table(2, grid.points[0] // 2 - 1):
        for wave in (np.cos, np.sin):

            def coefficient(dt: ck.Array, mode: ck.Array = mode, wave: np.ufunc = wave) -> ck.Array:
                fade = np.exp(-dt * sample["D"] * (mode @ mode))
                return np.asarray((weight * wave((points + dt * speed) @ mode)).sum(-1) * fade)

            rate = complex_step(coefficient, 0.0)
            change += 2 * rate[:, None] * wave(points @ mode) / np.prod(grid.lengths)
    values = {
        sp.Derivative(n.p(2), n.t): change.reshape(density.shape),
        n.p(2): density,
        n.F(2): energy,
        **{n.qdot(k, 2): drift[..., k - 1] for k in (1, 2)},
        n.D: sample["D"],
        n.gamma: sample["gamma"],
    }
    return ck.Measurement(values, **calculus)


CLAIM = ck.Claim(
    key="vanchurin:3.1",
    source=n.source("3", "3.1"),
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
                ck.Integer("p", -2, 2, (4, 2)),
                ck.Integer("F", -2, 2, (4, 2)),
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
    hypotheses=(beliefs.WHITE_NOISE, beliefs.CONSTANT_DIFFUSION, beliefs.BOUNDARIES),
)
