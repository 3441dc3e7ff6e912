"""Chapter 4: the equation of motion of the bulk field."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import (
    BEND,
    FORCE,
    SLOPE,
    d,
    h,
    nodes,
    phi,
    potential,
    scalar_wave,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source

COUNT, LOW, HIGH = 18, 0.4, 1.0
POINTS, MATRIX, _ = nodes(LOW, HIGH, COUNT)
GAUSS, _RULE = np.polynomial.legendre.leggauss(2 * COUNT)
WEIGHTS = _RULE * (HIGH - LOW) / 2
FINE = LOW + (HIGH - LOW) * (GAUSS + 1) / 2
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


def onto_gauss() -> ck.Array:
    """Values at the Gauss points of the polynomial through values at the Chebyshev points."""
    ends = 2 * (POINTS - LOW) / (HIGH - LOW) - 1
    through = np.polynomial.chebyshev.chebvander
    return np.linalg.solve(through(ends, COUNT - 1).T, through(GAUSS, COUNT - 1).T).T


def volume(sample: ck.Sample, at: ck.Array) -> ck.Array:
    """sqrt(f g^(d-1)) of a metric with a horizon at eta = 0."""
    return np.asarray(at * np.exp((sample["a"] + (D - 1) * sample["b"])[:, None] * at / 2))


def stationary(measure: ck.Array, push: ck.Array, ends: ck.Array) -> ck.Array:
    """The field with given end values at which the discretised action is stationary.

    Action sum_q m_q (phi'_q^2 / 2 + V(phi_q)) over Gauss points for the polynomial through the
    Chebyshev points, with V' = push_0 phi + push_1 phi^3; Newton's method from a straight line.
    """
    to = onto_gauss()
    tilt = to @ MATRIX
    field = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * (POINTS - LOW) / (HIGH - LOW)
    mass, quartic = push[:, :1], push[:, 1:]
    for _ in range(10):
        fine, slope = field @ to.T, field @ tilt.T
        gradient = (measure * slope) @ tilt + (measure * (mass * fine + quartic * fine**3)) @ to
        stiff = (measure * (mass + 3 * quartic * fine**2))[:, :, None] * to
        bend = to.T @ stiff + tilt.T @ (measure[:, :, None] * tilt)
        move = np.linalg.solve(bend[:, 1:-1, 1:-1], gradient[:, 1:-1, None])[..., 0]
        field[:, 1:-1] -= move
    return field


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Fields that make a discretised action stationary, differentiated on their grid."""
    push = np.stack([sample["mass"], sample["quartic"]], -1)
    field = stationary(volume(sample, FINE) * WEIGHTS, push, sample["ends"])
    middle = slice(2, -2)
    slope = field @ MATRIX.T
    friction = np.log(volume(sample, POINTS)) @ MATRIX.T
    values = {
        SLOPE: slope[:, middle],
        BEND: (slope @ MATRIX.T)[:, middle],
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
