"""Section 6: the synchronous gauge (6.6)-(6.7) under the transformations (6.1)-(6.2)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, lorentz
from proofs.papers.vanchurin.shared.lorentz import chi
from proofs.papers.vanchurin.shared.notation import source

D = 2
G_TIME = sp.Symbol("g_{i,00}", real=True)
G_ALONG = sp.Symbol("g_{i,01}", real=True)
LONG = sp.Symbol("g_{i,1'1'}", real=True)
CROSS = sp.Symbol("g_{i,1'2'}", real=True)
WIDE = sp.Symbol("g_{i,2'2'}", real=True)
G_ACROSS = sp.Symbol("g_{i,02}", real=True)


def printed() -> list[ck.Link]:
    """g_00 = -1 and g_0a = 0 after any boost."""
    return [
        ck.Link("g_00", ck.equal(G_TIME, -1)),
        ck.Link("g_01", ck.equal(G_ALONG, 0)),
        ck.Link("g_02", ck.equal(G_ACROSS, 0)),
    ]


def amended() -> list[ck.Link]:
    """What a boost along the first axis makes of them."""
    sinh, cosh = sp.sinh(chi), sp.cosh(chi)
    return [
        ck.Link("g_00", ck.equal(G_TIME, (LONG - 1) * sinh**2 - 1)),
        ck.Link("g_01", ck.equal(G_ALONG, -(LONG - 1) * sinh * cosh)),
        ck.Link("g_02", ck.equal(G_ACROSS, -CROSS * sinh)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(6.2) with a boost, and with a rotation, of a matrix in synchronous gauge."""
    before = sp.Matrix([[-1, 0, 0], [0, LONG, CROSS], [0, CROSS, WIDE]])
    matrices = premises["6.2"].at(dimension=D)
    boost = lorentz.boost(chi, D)
    boosted = lorentz.transformed(matrices, boost.adjugate() / boost.det(), before)
    yield ck.Step("A synchronous matrix, boosted along the first axis by (6.2):", boosted)
    turned = lorentz.transformed(matrices, lorentz.rotation(lorentz.phi), before)
    yield ck.Step("Rotated instead, its first row stays as it was:", turned[0, :])
    for place, (name, letter) in enumerate(zip(form, (G_TIME, G_ALONG, G_ACROSS), strict=True)):
        yield ck.Vanishes(name, form.gap(name).xreplace({letter: boosted[0, place]}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The form on displacements carried backwards along the flow of the boost."""
    old = np.zeros((len(sample["chi"]), D + 1, D + 1))
    old[:, 0, 0] = -1.0
    old[:, 1:, 1:] = sample["g"] + np.swapaxes(sample["g"], 1, 2) + 2 * np.eye(D)
    speeds = np.stack([sample["chi"], np.zeros_like(sample["chi"])], axis=-1)
    basis = np.broadcast_to(np.eye(D + 1), old.shape)
    axes = lorentz.carried(basis, -lorentz.generator(speeds))
    new = np.einsum("nma,nab,nkb->nmk", axes, old, axes)
    return ck.Measurement(
        {
            G_TIME: new[:, 0, 0],
            G_ALONG: new[:, 0, 1],
            G_ACROSS: new[:, 0, 2],
            LONG: old[:, 1, 1],
            CROSS: old[:, 1, 2],
            WIDE: old[:, 2, 2],
            chi: sample["chi"],
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:synchronous-gauge",
    source=source("6"),
    kind="result",
    title="Synchronous gauge under boosts",
    latex=r"g_{i,00} = -1, \quad g_{i,0a} = 0 \quad \text{after every boost (6.1)-(6.2)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("chi", -1.0, 1.0, (), "rapidity"),
                ck.Real("g", -0.4, 0.4, (D, D), "half of $g_{i,a'b'}-\\delta_{ab}$, symmetrised"),
            )
        ),
        tolerance=1e-9,
        reason="Runge-Kutta with 200 steps is good to 1e-11",
        method="the form on basis vectors carried backwards along the flow of the boost",
    ),
    words="reading",
    expected="corrected",
    fails_by="g_00: undo: drop the term (g_{i,1'1'} - 1)*sinh(chi)**2; g_01: undo: drop the "
    "factor g_{i,1'1'} in -g_{i,1'1'}; g_02: right side 0 for -g_{i,1'2'}*sinh(chi)",
    reading="All local space-times are assumed to be transformed into synchronous gauge while the "
    "freedom of (6.1) is used to flatten the average. Tested: does a matrix in synchronous gauge "
    "stay there under a boost? Two spatial dimensions, the boost along the first axis.",
    premises=("vanchurin:6.2",),
    hypotheses=(beliefs.SYNCHRONOUS,),
    amended=ck.Amended(
        latex=r"g_{i,00} = -1 + (g_{i,1'1'} - 1) \sinh^2\chi, \quad "
        r"g_{i,01} = -(g_{i,1'1'} - 1) \sinh\chi \cosh\chi, \quad "
        r"g_{i,02} = -g_{i,1'2'} \sinh\chi",
        links=amended,
        grade="wrong step",
        note="The gauge survives a boost only where $g_{i,1'1'}=1$ and $g_{i,1'2'}=0$, that is "
        "where the matrix is flat along the boost already. What is left of (6.1) in synchronous "
        "gauge are rotations and shifts.",
    ),
    known=({"chi": 1.0, "g": [[0, 0], [0, 0]]},),
)
