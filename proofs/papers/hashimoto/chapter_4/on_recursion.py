"""Chapter 4: one layer of the network against the equation of motion."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import BEND, FORCE, SLOPE, h
from proofs.papers.hashimoto.shared.layer import NEXT_PHI, NEXT_PI, PHI, PI, STEP, H
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient


def _links(sign: int) -> list[ck.Link]:
    kick = PI + sign * STEP * (H * PI - FORCE)
    return [
        ck.Link("phi", ck.equal(NEXT_PHI, PHI + STEP * PI), order=2),
        ck.Link("pi", ck.equal(NEXT_PI, kick), order=2),
    ]


def printed() -> list[ck.Link]:
    """phi + step pi; pi + step (h pi - dV/dphi)."""
    return _links(1)


def amended() -> list[ck.Link]:
    """phi + step pi; pi - step (h pi - dV/dphi)."""
    return _links(-1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Taylor's expansion of a solution over one layer, by the equation of motion."""
    bend = premises["equation-of-motion"].of(BEND)
    yield ck.Step("The equation of motion, solved for the second derivative:", ck.equal(BEND, bend))
    second = bend.xreplace({SLOPE: PI, h: H})
    after = {NEXT_PHI: PHI + STEP * PI + STEP**2 * second / 2, NEXT_PI: PI + STEP * second}
    yield ck.Step(
        "A solution after one layer, up to the square of the step, with $\\pi=\\phi'$:",
        sp.Tuple(*after.values()),
    )
    for name in form:
        for order in (0, 1):
            gap = form.gap(name).xreplace(after)
            yield ck.Vanishes(name, SeriesCoefficient(gap, STEP, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Solutions of the equation of motion, integrated over steps that are halved."""
    mass, quartic, speed = sample["mass"], sample["quartic"], sample["d"]

    def friction(at: ck.Array) -> ck.Array:
        return np.asarray(speed / np.tanh(speed * at))

    def push(x: ck.Array) -> ck.Array:
        return np.asarray(mass * x + quartic * x**3)

    start = np.stack([sample["phi"], sample["pi"]], -1)
    steps = sample["way"][:, None] * 0.02 / 2.0 ** np.arange(6)
    stations = [sample["eta"] + steps[:, j] for j in range(steps.shape[1])]
    shots = [radial_field(friction, push, start, [sample["eta"], end])[-1] for end in stations]
    values = {
        NEXT_PHI: np.stack([shot[:, 0] for shot in shots], -1),
        NEXT_PI: np.stack([shot[:, 1] for shot in shots], -1),
        STEP: steps,
        PHI: sample["phi"],
        PI: sample["pi"],
        H: friction(sample["eta"]),
        FORCE: push(sample["phi"]),
    }
    return ck.Measurement(values)


_way = sp.Symbol("way", real=True)

CLAIM = ck.Claim(
    key="hashimoto:recursion",
    source=source("4"),
    kind="result",
    title="One layer of the network is one step of the equation of motion",
    latex=r"\phi(\eta+\Delta\eta) &= \phi(\eta) + \Delta\eta\, \pi(\eta) \\ "
    r"\pi(\eta+\Delta\eta) &= \pi(\eta) + \Delta\eta \left(h(\eta)\pi(\eta) - "
    r"\frac{\delta V(\phi(\eta))}{\delta\phi(\eta)}\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("mass", -3, 3, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 2, (), "four times the coefficient of phi^4"),
                ck.Integer("way", -1, 1, (), "1 outwards, -1 inwards"),
                ck.Real("eta", 0.3, 1.0, (), "where the layer stands"),
                ck.Real("phi", -1.0, 1.0, (), "field"),
                ck.Real("pi", -1.0, 1.0, (), "slope"),
            ),
            sp.Ne(_way, 0),
        ),
        tolerance=1e-8,
        reason="orders measured on six halvings of the step",
        method="adaptive integration of the equation of motion over steps that are halved",
        samples=32,
        examples=60,
    ),
    expected="corrected",
    fails_by="pi: flip the sign of \\Delta\\eta*(h*pi - {\\delta V/\\delta\\p...",
    reading="Both lines hold for one and the same step, of either sign, and $\\pi=\\phi'$ from the "
    "first line. The bracket of the second line is minus what the equation of motion asks for. A "
    "step counted from the boundary inwards does not repair it, since it changes both lines; nor "
    "does $\\pi\\to-\\pi$. The transcription keeps plus signs and drops minus signs, so that the "
    "plus before the bracket is taken as printed.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.SMOOTH_LAYER,),
    amended=ck.Amended(
        latex=r"\phi(\eta+\Delta\eta) &= \phi(\eta) + \Delta\eta\, \pi(\eta) \\ "
        r"\pi(\eta+\Delta\eta) &= \pi(\eta) - \Delta\eta \left(h(\eta)\pi(\eta) - "
        r"\frac{\delta V(\phi(\eta))}{\delta\phi(\eta)}\right)",
        links=amended,
        note="One sign changed, that of the bracket.",
    ),
)
