"""Section 1: how the trainable variables evolve while the system adjusts its parameters."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from numerics.learning.functional import functional_derivative
from numerics.waves.random_fields import density, trig_polynomial
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared import notation as n
from qmgr_sym.unevaluated import VariationalDerivative

VARIED = sp.Function(r"\delta\mathcal{S}/\delta F", real=True)(*n.spacetime(1))
WEIGHT = sp.Function("alpha", positive=True)(n.t)
BOX = Grid((2 * np.pi,) * 2, (20, 20))


def _equation(adjusting: int) -> dict[str, sp.Eq]:
    (x,) = n.q(1)
    p, F = n.p(1), n.F(1)
    flux = n.gamma / WEIGHT * sp.Derivative(p, x) + 2 * n.gamma * p * sp.Derivative(F, x)
    flow = sp.Derivative(p, n.t) - sp.Derivative(flux, x)
    lost = adjusting * sp.Derivative(WEIGHT, n.t) * p
    return {"equation": ck.equal(VARIED, WEIGHT * flow + lost)}


def printed() -> dict[str, sp.Eq]:
    """The action is stationary where p is conserved by (3.8)."""
    return _equation(0)


def amended() -> dict[str, sp.Eq]:
    """It is stationary where alpha p is conserved."""
    return _equation(1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary the second line of (3.5) by F, with an alpha that depends on time."""
    second = premises["3.5"].at(K=1)["second = third line"].lhs.function
    moving = second.xreplace({n.alpha: WEIGHT})
    yield ck.Step("Density of (3.5), second line, with $\\alpha(t)$:", moving)
    varied = VariationalDerivative(moving, n.F(1), n.spacetime(1))
    yield ck.shows("equation", form.of(VARIED), varied)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The discretised action of random histories, differentiated by F at every point and time."""
    p = density(sample["p"], BOX, scale=0.1)
    energy = trig_polynomial(sample["F"], BOX, scale=0.3)
    time = BOX.coordinates()[0]
    weight = sample["alpha"][:, None, None] * (1 + sample["swing"][:, None, None] * np.sin(time))
    d, gamma = (sample[name][:, None, None] for name in ("D", "gamma"))

    def action(F: ck.Array) -> ck.Array:
        slope, force = (grids.derivative(f, BOX, 1) for f in (np.log(p), F))
        total = d * slope**2 + gamma * slope * force + weight * gamma * force**2
        return grids.integral(p * (total - weight * grids.derivative(F, BOX, 0)), BOX)

    values = {
        VARIED: functional_derivative(action, {"F": energy}, "F", BOX),
        WEIGHT: weight,
        n.p(1): p,
        n.F(1): energy,
        n.gamma: sample["gamma"],
    }
    return ck.Measurement(values, **ck.periodic(BOX, (n.t, n.q(1)[0])))


_FORM = (
    r"\frac{\delta\mathcal S}{\delta F} = 0 \quad\Rightarrow\quad \frac{\partial p}{\partial t} = "
    r"\sum_k\frac{\partial}{\partial q_k}\left(\frac\gamma\alpha\frac{\partial p}{\partial q_k} + "
    r"2\gamma p\frac{\partial F}{\partial q_k}\right)%s"
)

CLAIM = ck.Claim(
    key="vanchurin:adjusting-parameters",
    source=n.source("1"),
    kind="result",
    title="Conservation of probability while the system adjusts its parameters",
    latex=_FORM % "",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", 0.25, 2.0),
                ck.Real("alpha", 0.5, 2.0),
                ck.Real("swing", 0.1, 0.5, meaning="of alpha in time, relative"),
                *(ck.Integer(name, -2, 2, (4, 2), "waves in time and q") for name in ("p", "F")),
            )
        ),
        tolerance=1e-7,
        reason="spectral derivatives of smooth fields on 20 points per axis",
        method="complex-step variation of the action of random histories, alpha swinging in time",
        samples=6,
        examples=20,
    ),
    words="reading",
    expected="corrected",
    fails_by="undo: drop the term p(q_1, t)*Derivative(alpha(t), t)",
    reading='"If the learning system is capable of adjusting its own parameters ..., then the '
    'trainable variables must evolve according to the Schrodinger equation": by (4.6) $\\alpha$ '
    "follows the ratio of step size and noise (vanchurin:constant-planck), so that it depends on "
    "time while they are adjusted. Read as: the action still gives the continuity equation (3.8), "
    "the imaginary part of the Schrödinger equation. One trainable variable.",
    scope="one trainable variable",
    premises=("vanchurin:3.5",),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL, beliefs.STATIONARY_PRODUCTION),
    amended=ck.Amended(
        latex=_FORM % r" - \frac{1}{\alpha}\frac{d\alpha}{dt}\,p",
        links=amended,
        grade="missing hypothesis",
        note="What is conserved is $\\int\\alpha p$, not $\\int p$: while the parameters move, the "
        "stationary path does not keep a probability, and the evolution is not unitary. The "
        "Schrödinger equation holds between the adjustments and not because of them. That "
        "its solutions need whole circulations is a condition on the fluid that no adjustment of "
        "$\\gamma$, $D$ or $\\mu$ brings about (vanchurin:madelung-schrodinger).",
    ),
)
