"""Section II.B: whether an optimal deformation goes from coarse to fine."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.landmarks.geodesic import LandmarkPath, landmark_geodesic
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

NAME = "rate"
RATE, BACK = sp.symbols(r"\dot\kappa \dot\kappa_{back}", real=True)
APART = sp.Symbol("x", positive=True)
MOMENTA = sp.symbols("p_1 p_2", real=True)
WIDTH = 1.0


def printed() -> list[ck.Link]:
    """The mean square wave number of the velocity field does not fall along a geodesic."""
    return [ck.Link(NAME, ck.at_least(RATE, 0))]


def amended() -> list[ck.Link]:
    """On the way back, a geodesic too, it has the opposite rate."""
    (one, two), kernel = MOMENTA, sp.exp(-(APART**2) / 2)
    energy = (one**2 + two**2) / 2 + one * two * kernel
    rate = one * two * (two - one) * APART * kernel * (APART**2 - 2 + 2 * kernel) / energy
    return [ck.Link(NAME, ck.equal(BACK, -RATE)), ck.Link("way there", ck.equal(RATE, rate))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two landmarks on a line; the way back has the opposite momenta at the same places."""
    q, p = sp.symbols("q_1:3", real=True), MOMENTA
    kernel = sp.exp(-((q[0] - q[1]) ** 2) / 2)
    energy = (p[0] ** 2 + p[1] ** 2) / 2 + p[0] * p[1] * kernel
    bend = (p[0] ** 2 + p[1] ** 2) / 2 - p[0] * p[1] * sp.Derivative(kernel, (q[0], 2))
    scale = bend / energy
    yield ck.Step(
        "Mean square wave number of the field of two landmarks, kernel of width one:", scale
    )
    rate = sp.Add(
        *(
            sp.Derivative(scale, a) * sp.Derivative(energy, b)
            - sp.Derivative(scale, b) * sp.Derivative(energy, a)
            for a, b in zip(q, p, strict=True)
        )
    )
    here = {q[0]: 0, q[1]: 1, p[0]: 1, p[1]: 0}
    ways = {RATE: rate, BACK: rate.doit().xreplace({p[0]: -p[0], p[1]: -p[1]})}
    values = {k: v.doit().subs(here) for k, v in ways.items()}
    yield ck.Step(
        "Its rate for $q=(0,1)$ and $p=(1,0)$, and for $p=(-1,0)$:", sp.Tuple(*values.values())
    )
    if isinstance(form[NAME], sp.Eq):
        yield ck.Vanishes(NAME, form.gap(NAME).subs(ways))
        gap = form.gap("way there").xreplace({RATE: rate})
        yield ck.Vanishes("way there", gap.subs(APART, q[1] - q[0]))
    else:
        for sign in (1, -1):
            there = {k: sign * v for k, v in values.items()}
            yield ck.Entails(NAME, sp.true, form[NAME].subs(there))


def fineness(path: LandmarkPath) -> np.ndarray:
    """Mean square wave number of the velocity field, by its Fourier modes: (n, times).

    Weighted as the energy is: the integral of |k|^2 |v_k|^2 / K_k over that of |v_k|^2 / K_k.
    """
    k = np.linspace(-9, 9, 181)
    waves = (path.momenta[..., 0, None] * np.exp(-1j * path.positions[..., 0, None] * k)).sum(-2)
    weight = np.abs(waves) ** 2 * np.exp(-(WIDTH**2) * k**2 / 2)
    return np.asarray((weight * k**2).sum(-1) / weight.sum(-1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A geodesic, and the one that runs back from its middle; Fourier modes of their fields."""
    q = np.stack([np.zeros_like(sample["x"]), sample["x"]], -1)[..., None]
    p = np.stack([sample["p1"], sample["p2"]], -1)[..., None]
    step = 0.01
    to = landmark_geodesic(q, p, WIDTH, duration=6 * step, steps=12, every=2)
    back = landmark_geodesic(
        to.positions[:, -1], -to.momenta[:, -1], WIDTH, duration=6 * step, steps=12, every=2
    )
    weights = np.array([-1, 9, -45, 0, 45, -9, 1]) / 60 / step
    middle = len(weights) // 2
    apart = to.positions[:, middle, 1, 0] - to.positions[:, middle, 0, 0]
    values = {RATE: fineness(to) @ weights, BACK: fineness(back) @ weights, APART: apart}
    return ck.Measurement(values | dict(zip(MOMENTA, to.momenta[:, middle, :, 0].T, strict=True)))


CLAIM = ck.Claim(
    key="dong_zhou:coarse-to-fine",
    source=source("II.B"),
    kind="result",
    title="An optimal deformation goes from coarse to fine",
    latex=r"\frac{d}{dt}\langle k^2\rangle \ge 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("x", 1.0, 2.0, meaning="distance of two landmarks"),
                ck.Real("p1", 0.5, 2.0, meaning="momentum of the first"),
                ck.Real("p2", 0.5, 2.0, meaning="momentum of the second"),
            ),
            sp.Abs(sp.Symbol("p1", real=True) - sp.Symbol("p2", real=True)) > sp.Rational(1, 10),
        ),
        tolerance=1e-7,
        reason="slopes of order six at spacing 0.01 and geodesics of order four: 1e-10",
        method="landmark geodesics and their way back; Fourier modes of the velocity fields",
        samples=32,
        examples=60,
    ),
    expected="corrected",
    fails_by="\\dot\\kappa >= 0 for Eq(\\dot\\kappa_{back}, -\\dot\\kappa)",
    words="sentence",
    reading="The text derives from the likeness to MERA that the optimal deformation should be "
    "coarse first and fine later, and grants that this is not typical of template matching. Scale "
    "is read as the mean square wave number of the velocity field, weighted as the energy is.",
    hypotheses=(beliefs.TWO_LANDMARKS,),
    amended=ck.Amended(
        latex=r"\frac{d}{dt}\langle k^2\rangle_{back} = -\frac{d}{dt}\langle k^2\rangle, \qquad "
        r"\frac{d}{dt}\langle k^2\rangle = \frac{p_1 p_2 (p_2 - p_1)\, x K "
        r"\left(x^2 - 2 + 2 K\right)}{E}, \quad K = e^{-x^2/2}",
        links=amended,
        note="The way back of an optimal deformation is optimal too, and its order of scales is "
        "the opposite: no metric that measures both directions alike prefers coarse to fine.",
    ),
)
