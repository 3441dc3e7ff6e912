"""Spacetime emergent from data, 3/4: the h(eta) that training with the condensates finds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.balls import layer_of, rational
from proofs.papers.hashimoto.shared.condensates import (
    CLOSE,
    ENDS,
    LATTICE,
    OTHER,
    POINTS,
    SAME,
    VALUE,
    bow,
    condensates,
    follows,
    line,
)
from proofs.papers.hashimoto.shared.families import calibrated
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source

FIRST, SECOND = sp.symbols("h h'", real=True)
LAST = sp.symbols("h_{15} h'_{15}", real=True)


def printed() -> list[ck.Link]:
    """Two metrics with the same L that meet the six points have the same h at each layer."""
    return [ck.Link("h", ck.equal(FIRST, SECOND))]


def amended() -> list[ck.Link]:
    """Two bends of h meet the six points and agree there ten times better; h differs by one."""
    return [
        ck.Link("fit", ck.at_most(sp.Abs(VALUE - LATTICE), CLOSE)),
        ck.Link("two metrics", ck.at_most(sp.Abs(VALUE - OTHER), SAME)),
        ck.Link("last layer", ck.at_least(LAST[0] - LAST[1], 1)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two rational metrics with the same L for each layout, their condensates enclosed by balls."""
    layer = layer_of(premises["recursion"])
    for end in ENDS:
        metrics = line(end, 1), bow(end)
        first, second = ([rational(h) for h in metric.friction] for metric in metrics)
        yield ck.Step(
            rf"$1/L=400$ MeV, $\pi=0$ at $\eta={end}$: h of two metrics, layer by layer,",
            sp.Tuple(*(sp.Tuple(a.n(4), b.n(4)) for a, b in zip(first, second, strict=True))),
        )
        case = line(end, 1).case
        if "h" in form:
            for a, b in zip(first, second, strict=True):
                known = sp.And(ck.equal(FIRST, a), ck.equal(SECOND, b))
                yield ck.Entails("h", known, form["h"], case)
            continue
        known = sp.And(ck.equal(LAST[0], first[-1]), ck.equal(LAST[1], second[-1]))
        yield ck.Entails("last layer", known, form["last layer"], case)
        one, two = (condensates(layer, metric) for metric in metrics)
        for (_, lattice), a, b in zip(POINTS, one, two, strict=True):
            yield from follows("fit", form, {VALUE: a, LATTICE: lattice}, case)
            yield from follows("two metrics", form, {VALUE: a, OTHER: b}, case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Metrics of two shapes calibrated to the data with the same L."""
    data = lattice_points()
    (one, first, _), (two, second, _) = (
        calibrated(sample["end"], sample[f"s{k}"], sample["E"], data) for k in "12"
    )
    values = {
        FIRST: one[:, :-2],
        SECOND: two[:, :-2],
        VALUE: first,
        OTHER: second,
        LATTICE: np.broadcast_to(data.condensate, first.shape),
        LAST[0]: one[:, 14:15],
        LAST[1]: two[:, 14:15],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:condensate-metric",
    source=source("4"),
    kind="result",
    title="The metric that training with condensates finds",
    latex=r"\{(m_q, \langle\bar qq\rangle)_i\}_{i=1}^{6} \;\mapsto\; h(\eta)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("E", 150.0, 500.0, meaning="1/L of both metrics in MeV"),
                ck.Real("s1", 0.5, 0.8, meaning="power of 1 - eta in the first h"),
                ck.Real("s2", 1.5, 2.0, meaning="power of 1 - eta in the second h"),
                ck.Integer("end", 0, 1, meaning="pi = 0 at eta = 0 or at eta = 1/15"),
            )
        ),
        tolerance=1e-6,
        reason="calibration is exact to 1e-9",
        method="metrics of two shapes calibrated on the network, with their condensates",
        samples=40,
        examples=12,
        floor=1e-4,
    ),
    expected="corrected",
    words="reading",
    fails_by="Eq(h, h') fails",
    reading="The slide shows one $h(\\eta)$ beside the trained L and $\\lambda$. That training "
    "finds the metric is read as: two metrics with the same L that meet all six points have the "
    "same h.",
    premises=("hashimoto:recursion",),
    hypotheses=(beliefs.TWO_LAYOUTS, beliefs.CONDENSATE_FIELD, beliefs.SMOOTH_LINES),
    amended=ck.Amended(
        latex=r"|C_i(h) - \bar c_i| \le 0.002\,\mathrm{GeV}^3, \quad |C_i(h) - C_i(h')| "
        r"\le 0.0002\,\mathrm{GeV}^3, \quad h_{15} - h'_{15} \ge 1",
        links=amended,
        note="Smooth metrics of different shapes, equal at $\\eta=1$ and with the same L, meet the "
        "six points equally well; which one a training shows is decided by its regulariser.",
    ),
)
