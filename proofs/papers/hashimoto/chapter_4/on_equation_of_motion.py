"""Chapter 4: the equation of motion of the bulk field."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes, gauss_nodes
from numerics.holography.stationary import stationary_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import (
    BEND,
    FORCE,
    SLOPE,
    d,
    h,
    phi,
    potential,
    scalar_wave,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source

LINE, GAUSS = chebyshev_nodes(0.4, 1.0, 18), gauss_nodes(0.4, 1.0, 36)
D = 4


def printed() -> list[ck.Link]:
    """phi'' + h phi' - dV/dphi = 0."""
    return [ck.Link("equation", ck.equal(BEND + h * SLOPE - FORCE, 0))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The wave equation of the metric, with the printed friction, for any potential."""
    letter = sp.Symbol("x", real=True)
    push = sp.Subs(sp.Derivative(potential(letter), letter), letter, phi)
    inserted = {h: premises["friction"].of(h).subs(d, D), FORCE: push}
    wave = scalar_wave(D) - push
    yield ck.Step("Wave equation of the scalar in the metric of the slide, d = 4:", wave)
    bend = form.of(BEND).subs(inserted)
    yield ck.Step("The printed equation with h of the metric, solved for $\\phi''$:", bend)
    yield ck.shows("equation", bend, BEND - wave, case={"d": D})


def volume(sample: ck.Sample, at: ck.Array) -> ck.Array:
    """sqrt(f g^(d-1)) of a metric with a horizon at eta = 0."""
    return np.asarray(at * np.exp((sample["a"] + (D - 1) * sample["b"])[:, None] * at / 2))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Fields that make a discretised action stationary, differentiated on their grid."""
    push = np.stack([sample["mass"], sample["quartic"]], -1)
    measure = volume(sample, GAUSS.points) * GAUSS.weights
    field = stationary_field(LINE, GAUSS.points, measure, push, sample["ends"])
    middle = slice(2, -2)
    slope = field @ LINE.matrix.T
    friction = np.log(volume(sample, LINE.points)) @ LINE.matrix.T
    values = {
        SLOPE: slope[:, middle],
        BEND: (slope @ LINE.matrix.T)[:, middle],
        h: friction[:, middle],
        FORCE: (push[:, :1] * field + push[:, 1:] * field**3)[:, middle],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:equation-of-motion",
    source=source("4"),
    kind="result",
    title="Equation of motion of the bulk field",
    latex=r"\partial_\eta^2\phi + h(\eta)\, \partial_\eta\phi - \frac{\delta V[\phi]}{\delta\phi} "
    r"= 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("a", -2, 2, (), "growth of log f"),
                ck.Integer("b", -2, 2, (), "growth of log g"),
                ck.Integer("mass", -3, 3, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 2, (), "four times the coefficient of phi^4"),
                ck.Real("ends", -1.0, 1.0, (2,), "field at both ends"),
            )
        ),
        tolerance=1e-6,
        reason="18 Chebyshev points resolve the field to 1e-11, its second derivative to 1e-8",
        method="Newton's method on the gradient of the discretised action",
        samples=32,
    ),
    expected="proved",
    reading="Second glyph of the transcription read as the second derivative. $\\delta V/"
    "\\delta\\phi$ is the derivative of V by its argument, with a lost sign read as minus. The "
    "action of the slide before does not give this equation; it is derived from the wave equation "
    "of a scalar in the printed metric, for every f and g and every potential up to the fifth "
    "power.",
    premises=("hashimoto:friction",),
    hypotheses=(beliefs.CANONICAL_SCALAR, beliefs.RADIAL_FIELD),
)
