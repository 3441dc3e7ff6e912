"""Spacetime emergent from data, 3/4: what shape of h the condensates ask for."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.balls import layer_of
from proofs.papers.hashimoto.shared.bulk import FORCE, eta, h, phi
from proofs.papers.hashimoto.shared.condensates import (
    CLOSE,
    ENDS,
    LATTICE,
    POINTS,
    VALUE,
    condensates,
    follows,
    line,
)
from proofs.papers.hashimoto.shared.families import calibrated
from proofs.papers.hashimoto.shared.lattice import lattice_points, trained_friction
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Residual

LEAST = sp.Symbol(r"{\min_\eta h}", real=True)


def printed() -> list[ck.Link]:
    """The h that meets the condensates is that of a black brane, 4 coth 4 eta, nowhere below 4."""
    return [ck.Link("h", ck.at_least(LEAST, 4))]


def amended() -> list[ck.Link]:
    """Metrics that meet them are somewhere below 2 sqrt 3."""
    return [
        ck.Link("h", ck.less(LEAST, 2 * sp.sqrt(3))),
        ck.Link("fit", ck.at_most(sp.Abs(VALUE - LATTICE), CLOSE)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The logarithmic slope s of the field cannot pass sqrt 3 inwards where h is 2 sqrt 3."""
    s = sp.Function("s", real=True)(eta)
    amplitude = sp.exp(-sp.Integral(s, eta))
    motion = premises["equation-of-motion"].gap().xreplace({FORCE: -3 * phi})
    rate = s**2 - h * s + 3  # d s / d eta
    left = Residual(motion, {phi: amplitude})
    yield ck.Step("Small fields: with $s=-\\phi'/\\phi$ the equation of motion is", rate)
    yield ck.Vanishes("h", left - amplitude * (rate - sp.Derivative(s, eta)))
    x, friction, inwards = sp.symbols("x h v", real=True)
    barrier = sp.And(
        ck.equal(x, sp.sqrt(3)),
        ck.equal(inwards, -rate.subs({s: x, h: friction})),
        ck.less(inwards, 0),
        ck.at_least(friction, LEAST),
    )
    yield ck.Step(
        "The data ask for a small source, $s>\\sqrt3$ at $\\eta=1$, and for rest, $s=0$. Going "
        "inwards s passes $\\sqrt3$ downwards:",
        barrier,
    )
    yield ck.Entails("h", barrier, form["h"])
    if "fit" in form:
        layer = layer_of(premises["recursion"])
        for metric in (line(end, 0) for end in ENDS):
            for (_, lattice), found in zip(POINTS, condensates(layer, metric), strict=True):
                yield from follows("fit", form, {VALUE: found, LATTICE: lattice}, metric.case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The least h of networks calibrated to the data."""
    data = lattice_points()
    network, found, _ = calibrated(sample["end"], sample["s"], sample["E"], data)
    least = network[:, :-2].min(axis=1)
    shown = min(map(float, trained_friction()))
    note = f"least h from {least.min():.2g} to {least.max():.2g}; of the published metric {shown}"
    meant = np.broadcast_to(data.condensate, found.shape)
    return ck.Measurement({LEAST: least[:, None], VALUE: found, LATTICE: meant}, note=note)


CLAIM = ck.Claim(
    key="hashimoto:learned-shape",
    source=source("4"),
    kind="result",
    title="The shape of the learned h",
    latex=r"h(\eta) = 4\coth4\eta \ge 4",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("E", 150.0, 500.0, meaning="1/L in MeV"),
                ck.Real("s", 0.5, 2.0, meaning="power of 1 - eta in h"),
                ck.Integer("end", 0, 1, meaning="pi = 0 at eta = 0 or at eta = 1/15"),
            )
        ),
        tolerance=1e-9,
        reason="calibration is exact to 1e-9",
        method="metrics calibrated by Gauss-Newton on the network",
        samples=48,
        examples=15,
        floor=1e-4,
    ),
    expected="corrected",
    fails_by="{\\min_\\eta h} >= 4 for {\\min_\\eta h} < 2*sqrt(3)",
    words="reading",
    reading="The picture of the slides has a black hole in the bulk. Read as: the learned h is "
    "that of the black brane of AdS$_5$, or at least nowhere below it.",
    premises=("hashimoto:equation-of-motion", "hashimoto:recursion"),
    hypotheses=(
        beliefs.TWO_LAYOUTS,
        beliefs.CONDENSATE_FIELD,
        beliefs.SMOOTH_LINES,
        ck.Belief(
            "small-source",
            "The source is small beside the response, $-\\phi'/\\phi>\\sqrt3$ at $\\eta=1$, as the "
            "data have it for 1/L from 150 to 500 MeV.",
        ),
    ),
    amended=ck.Amended(
        latex=r"\min_\eta h < 2\sqrt3, \qquad |C_i - \bar c_i| \le 0.002\,\mathrm{GeV}^3",
        links=amended,
        note="No black brane meets the data. Where $h\\ge2\\sqrt3$ everywhere the field keeps a "
        "logarithmic slope above $\\sqrt3$ all the way and never comes to rest. Calibrated metrics "
        "fall to zero and below; the published h is negative from $\\eta=0.69$ to $0.50$.",
    ),
)
