"""(6.3): the entropy production of a neuron as a root, against (5.9)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, lorentz
from proofs.papers.vanchurin.shared.displacements import PRODUCTION as TOTAL
from proofs.papers.vanchurin.shared.displacements import SPACE, VECTOR, g
from proofs.papers.vanchurin.shared.lorentz import chi
from proofs.papers.vanchurin.shared.notation import source

AXES = range(2)
PRODUCTION = sp.Symbol(r"\Delta S_{x,i}", positive=True)
V = [sp.Symbol(rf"\dot{{x}}_i^{{{m}}}", real=True) for m in AXES]
V_OLD = [sp.Symbol(rf"\dot{{x}}_i^{{{m}'}}", real=True) for m in AXES]
G_OLD = sp.Symbol("g_{i,1'1'}", positive=True)


def matrix_entry(m: int, n: int) -> sp.Symbol:
    """g_{i,mn} in one spatial dimension."""
    low, high = sorted((m, n))
    return sp.Symbol(f"g_{{i,{low}{high}}}", real=True)


def form() -> Expr:
    """-g_munu v^mu v^nu, the right side of (5.9)."""
    return sp.Add(*(-matrix_entry(m, n) * V[m] * V[n] for m in AXES for n in AXES))


def printed() -> list[ck.Link]:
    """Delta S = sqrt(-g_munu v^mu v^nu)."""
    return [ck.Link("production", ck.equal(PRODUCTION, sp.sqrt(form())))]


def amended() -> list[ck.Link]:
    """Delta S = -g_munu v^mu v^nu, as in (5.9)."""
    return [ck.Link("production", ck.equal(PRODUCTION, form()))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(5.9) in its frame; (6.1) and (6.2) for any other frame."""
    covariant = premises["5.9"]
    gauge = {g(0, 0): covariant.of(g(0, 0), "g_00")}
    gauge |= {g(0, a): covariant.of(g(0, a), f"g_0{a}") for a in SPACE}
    along = dict(zip(VECTOR, (*V_OLD, sp.S.Zero), strict=True)) | {g(1, 1): G_OLD}
    produced = covariant.of(TOTAL, "production").xreplace(gauge).xreplace(along)
    yield ck.Step("Entropy production (5.9) in its frame:", ck.equal(PRODUCTION, produced))
    moved = lorentz.moved(premises["6.1"], V_OLD)
    boost = lorentz.boost(chi, 1)
    entries = {lorentz.lam(m, n): boost[m, n] for m in AXES for n in AXES}
    before = sp.diag(gauge[g(0, 0)], G_OLD)
    matrix = lorentz.transformed(premises["6.2"], lorentz.boost(-chi, 1), before)
    yield ck.Step("The matrix in another frame, by (6.2):", matrix)
    at = {matrix_entry(m, n): matrix[m, n] for m in AXES for n in AXES}
    at |= {V[m]: moved[m].xreplace(entries) for m in AXES}
    yield ck.Vanishes("production", form.gap("production").xreplace({**at, PRODUCTION: produced}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Creation minus a squared length; matrix and displacement carried along a boost."""
    scale, speed, sigma = sample["scale"], sample["speed"], sample["sigma"]
    speeds = lorentz.generator(sample["boost"])
    basis = np.broadcast_to(np.eye(2), (len(sigma), 2, 2))
    axes = lorentz.carried(basis, -speeds)
    sums = axes[:, :, None, :] + axes[:, None, :, :]
    values_of_form = -(sums[..., 0] ** 2) + (scale[:, None, None] * sums[..., 1]) ** 2
    own = np.diagonal(values_of_form, axis1=1, axis2=2) / 4
    matrix = (values_of_form - own[:, :, None] - own[:, None, :]) / 2
    moved = lorentz.carried(np.stack([np.sqrt(sigma), speed], axis=-1), speeds)
    values: dict[Basic, NDArray[np.float64]] = {PRODUCTION: sigma - (scale * speed) ** 2}
    values |= {V[m]: moved[:, m] for m in AXES}
    values |= {matrix_entry(m, n): matrix[:, m, n] for m in AXES for n in AXES}
    return ck.Measurement(values)


_FORM = r"-g_{i,\mu\nu} \dot{x}_i^{\mu}(t)\dot{x}_i^{\nu}(t)"

CLAIM = ck.Claim(
    key="vanchurin:6.3",
    source=source("6", "6.3"),
    kind="result",
    title="Entropy production of a neuron as a root",
    latex=rf"\Delta S_{{x,i}} = \sqrt{{{_FORM}}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("sigma", 2.0, 4.0, (), "positive entropy production $\\sigma_{i,+}$"),
                ck.Real("scale", 0.5, 1.5, (), "root of $g_{i,1'1'}$"),
                ck.Real("speed", -0.8, 0.8, (), "displacement"),
                ck.Real("boost", -1.0, 1.0, (1,), "rapidity of the frame"),
            )
        ),
        tolerance=1e-8,
        reason="Runge-Kutta with 200 steps is good to 1e-10",
        method="entropy as creation minus destruction; matrix and displacement carried by a boost",
    ),
    expected="corrected",
    fails_by="drop the root of -\\dot{x}_i^{0}**2*g_{i,00} - 2*\\dot{x...",
    reading="The number (6.3) is lost in the transcription; the line above (6.4) is taken for it. "
    "(5.9) gives the entropy production without a root; both hold only where it is 0 or 1. What "
    "has the root is the proper time of (7.1). One spatial dimension, any boosted frame.",
    premises=("vanchurin:5.9", "vanchurin:6.1", "vanchurin:6.2"),
    hypotheses=(beliefs.THIRD_ORDER,),
    amended=ck.Amended(
        latex=rf"\Delta S_{{x,i}} = {_FORM}",
        links=amended,
        note="Without the root, as in (5.8), (5.9), (7.1) and (8.2). The invariance that (6.4) "
        "is about does not depend on it.",
    ),
    known=({"sigma": 2.0, "scale": 1.0, "speed": 0.0, "boost": [0.0]},),
)
