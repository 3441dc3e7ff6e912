"""(6.3): the entropy production of a neuron as a root, against (5.9)."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import lorentz
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


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert (5.5)-(5.7) in the frame of (5.9), and (6.1), (6.2) for any other frame."""
    produced = V_OLD[0] ** 2 - G_OLD * V_OLD[1] ** 2
    back = lorentz.boost(-chi, 1)
    matrix = back.T * sp.diag(-1, G_OLD) * back
    moved = lorentz.boost(chi, 1) * sp.Matrix(V_OLD)
    entries = {matrix_entry(m, n): matrix[m, n] for m in AXES for n in AXES}
    entries |= {V[m]: moved[m] for m in AXES}
    right = form["production"].rhs.subs(entries)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Entropy production (5.5) with the destruction (5.7), in the frame of (5.9), "
                "where $g_{00}=-1$ and $g_{0a}=0$:",
                ck.equal(PRODUCTION, produced),
            ),
            ck.Step("The matrix in another frame, by (6.2):", matrix),
            ck.Step("The right side there:", right),
        ),
        obligations=(ck.Vanishes("production", produced - right),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Creation minus a squared length; matrix and displacement carried along a boost."""
    scale, speed, sigma = sample["scale"], sample["speed"], sample["sigma"]
    speeds = lorentz.generator(sample["boost"])
    basis = np.broadcast_to(np.eye(2), (len(sigma), 2, 2))
    axes = lorentz.carried(basis, -speeds)
    sums = axes[:, :, None, :] + axes[:, None, :, :]
    values_of_form = -(sums[..., 0] ** 2) + (scale[:, None, None] * sums[..., 1]) ** 2
    own = np.diagonal(values_of_form, axis1=1, axis2=2) / 4
    g = (values_of_form - own[:, :, None] - own[:, None, :]) / 2
    moved = lorentz.carried(np.stack([np.sqrt(sigma), speed], axis=-1), speeds)
    values: dict[Basic, NDArray[np.float64]] = {PRODUCTION: sigma - (scale * speed) ** 2}
    values |= {V[m]: moved[:, m] for m in AXES}
    values |= {matrix_entry(m, n): g[:, m, n] for m in AXES for n in AXES}
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
    reading="The number (6.3) is lost in the transcription; the line above (6.4) is taken for it. "
    "(5.9) gives the entropy production without a root; both hold only where it is 0 or 1. What "
    "has the root is the proper time of (7.1). One spatial dimension, any boosted frame.",
    premises=("vanchurin:5.9", "vanchurin:6.1", "vanchurin:6.2"),
    hypotheses=("third order terms of (5.7) are neglected, as in (5.8)",),
    amended=ck.Amended(
        latex=rf"\Delta S_{{x,i}} = {_FORM}",
        links=amended,
        note="Without the root, as in (5.8), (5.9), (7.1) and (8.2). The invariance that (6.4) "
        "is about does not depend on it.",
    ),
    known=({"sigma": 2.0, "scale": 1.0, "speed": 0.0, "boost": [0.0]},),
)
