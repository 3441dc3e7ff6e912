"""Section II.B: how far an early local deformation is felt in template matching."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.landmarks.geodesic import landmark_geodesic
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

NAME = "influence"
RATIO = sp.Symbol(r"\delta q_{2}/\delta q_{1}", positive=True)
R, S = sp.symbols("r s", positive=True)


def printed() -> list[ck.Link]:
    """A landmark at distance r moves by exp(-r^2 / 2 s^2) of the one that is pushed."""
    return [ck.Link(NAME, ck.equal(RATIO, sp.exp(-(R**2) / (2 * S**2))), order=1)]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Hamilton's equations of two landmarks on a line, as a series in time for a small push."""
    q, p, t = sp.symbols("q_1:3", real=True), sp.symbols("p_1:3", real=True), sp.Symbol("t")
    push = sp.Symbol("p", positive=True)
    kernel = sp.exp(-((q[0] - q[1]) ** 2) / (2 * S**2))
    energy = (p[0] ** 2 + p[1] ** 2) / 2 + p[0] * p[1] * kernel
    start = {q[0]: 0, q[1]: R, p[0]: push, p[1]: 0}

    def rate(f: sp.Expr) -> sp.Expr:
        return sp.Add(
            *(
                f.diff(a) * energy.diff(b) - f.diff(b) * energy.diff(a)
                for a, b in zip(q, p, strict=True)
            )
        )

    moved = []
    for place in q:
        first, second = rate(place), rate(rate(place))
        moved.append((first * t + second * t**2 / 2).subs(start))
    yield ck.Step(
        "Displacements up to $t^2$ after a push p of the first landmark:", sp.Tuple(*moved)
    )
    yield ck.Step(
        "The change of the energy along the motion, which friction would make negative:",
        sp.expand(rate(energy)),
    )
    yield ck.shows(NAME, sp.Limit(moved[1] / moved[0], push, 0), form.of(RATIO))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Landmark geodesics of duration one with pushes that are halved."""
    ratios = []
    for r, s in zip(sample["r"] / 4, sample["s"] / 4, strict=True):
        pushes = 0.1 / 2.0 ** np.arange(6)
        q = np.tile([[0.0], [float(r)]], (6, 1, 1))
        p = np.zeros((6, 2, 1))
        p[:, 0, 0] = pushes
        path = landmark_geodesic(q, p, float(s), steps=20, every=20)
        moved = path.positions[:, 1] - path.positions[:, 0]
        ratios.append(moved[:, 1, 0] / moved[:, 0, 0])
    return ck.Measurement({RATIO: np.array(ratios), R: sample["r"] / 4, S: sample["s"] / 4})


CLAIM = ck.Claim(
    key="dong_zhou:early-deformation",
    source=source("II.B"),
    kind="result",
    title="An early local deformation has a limited influence",
    latex=r"\frac{\delta q_2}{\delta q_1} = e^{-r^2/2s^2} + O(p)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("r", 1, 8, meaning="four times the distance"),
                ck.Integer("s", 3, 6, meaning="four times the width of the kernel"),
            )
        ),
        tolerance=1e-9,
        reason="orders are measured slopes; geodesics of order four at 20 steps",
        method="landmark geodesics after a push of one landmark",
        samples=16,
    ),
    expected="proved",
    words="sentence",
    reading="The influence of a local deformation in the early phase is the motion of a landmark "
    "at distance r after one landmark was pushed. It is limited by the range of the kernel. The "
    "reason the text gives, friction, is not there: the energy is constant.",
    hypotheses=(beliefs.TWO_LANDMARKS, beliefs.SMALL_PUSH),
)
