"""(6.4): the entropy production does not change under the transformations (6.1) and (6.2)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import lorentz
from proofs.papers.vanchurin.shared.notation import source

D = 1
AXES = range(D + 1)
G, G_OLD, INVERSE, LAMBDA = (
    [[letter(m, n) for n in AXES] for m in AXES]
    for letter in (lorentz.g, lorentz.g_old, lorentz.inverse, lorentz.lam)
)
V = [sp.Symbol(rf"\dot{{x}}^{{{m}}}", real=True) for m in AXES]
V_OLD = [sp.Symbol(rf"\dot{{x}}^{{{n}'}}", real=True) for n in AXES]


def production(g: list[list[sp.Symbol]], v: list[sp.Symbol]) -> Expr:
    """sqrt(-g_munu v^mu v^nu), the first line."""
    return sp.sqrt(sp.Add(*(-g[m][n] * v[m] * v[n] for m in AXES for n in AXES)))


def _second(row: int | None) -> Expr:
    """The second line; `row` says which index the second displacement carries."""

    def form(m: int, n: int) -> Expr:
        return sp.Add(*(INVERSE[m][a] * INVERSE[n][b] * G_OLD[a][b] for a in AXES for b in AXES))

    def moved(m: int) -> Expr:
        return sp.Add(*(LAMBDA[m][a] * V_OLD[a] for a in AXES))

    return sp.sqrt(
        sp.Add(*(-form(m, n) * moved(m) * moved(m if row == 0 else n) for m in AXES for n in AXES))
    )


def _links(second: Expr) -> list[ck.Link]:
    return [
        ck.Link("first = second line", ck.equal(production(G, V), second)),
        ck.Link("second = third line", ck.equal(second, production(G_OLD, V_OLD))),
    ]


def printed() -> list[ck.Link]:
    """As printed: both displacements of the second line carry the index mu."""
    return _links(_second(0))


def amended() -> list[ck.Link]:
    """The second displacement carries nu."""
    return _links(_second(None))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert (6.1) for displacements, (6.2) for the matrix and the inverse of Lambda."""
    matrix = sp.Matrix(LAMBDA)
    back = matrix.adjugate() / matrix.det()
    known = {INVERSE[m][a]: back[a, m] for m in AXES for a in AXES}
    after = lorentz.transformed(premises["6.2"], back, sp.Matrix(G_OLD))
    displacement = lorentz.moved(premises["6.1"], V_OLD)
    known |= {V[m]: displacement[m] for m in AXES}
    known |= {G[m][n]: after[m, n] for m in AXES for n in AXES}
    yield ck.Step("The displacement (6.1); the shift drops out of a difference:", displacement[0])
    yield ck.Step("The matrix (6.2), with any invertible $\\Lambda$:", after[0, 1])
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(known))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two positions carried along the flow of a boost; the form measured in new coordinates."""
    generators = lorentz.generator(sample["boost"])
    old = sample["skew"][:, None, None] * np.array([[0.0, 1.0], [1.0, 0.0]])
    old[:, 0, 0], old[:, 1, 1] = -1.0, sample["g"]
    step = np.stack([np.ones_like(sample["g"]), sample["speed"]], axis=-1)
    ends = np.stack([sample["x"], sample["x"] + step], axis=1)
    images = lorentz.carried(ends, generators)
    new = lorentz.polarised_in(old, lorentz.matrices(generators))
    moved = images[:, 1] - images[:, 0]
    there, back = lorentz.matrices(generators), lorentz.matrices(-generators)
    values: dict[Basic, NDArray[np.float64]] = {}
    for m in AXES:
        values |= {V[m]: moved[:, m], V_OLD[m]: step[:, m]}
        for n in AXES:
            values |= {G[m][n]: new[:, m, n], G_OLD[m][n]: old[:, m, n]}
            values |= {INVERSE[m][n]: back[:, n, m], LAMBDA[m][n]: there[:, m, n]}
    return ck.Measurement(values)


_LATEX = (
    r"\Delta S_{x,i} &= \sqrt{-g_{i,\mu\nu} \dot{x}_i^{\mu}(t)\dot{x}_i^{\nu}(t)} \\ "
    r"&= \sqrt{-\left(\Lambda_{i,\mu}^{\mu'}\Lambda_{i,\nu}^{\nu'}g_{i,\mu'\nu'}\right)"
    r"\left(\Lambda_{i,\alpha'}^{\mu}\dot{x}_i^{\alpha'}(t)\right)"
    r"\left(\Lambda_{i,\beta'}^{%s}\dot{x}_i^{\beta'}(t)\right)} \\ "
    r"&= \sqrt{-g_{i,\mu'\nu'}\dot{x}_i^{\mu'}(t)\dot{x}_i^{\nu'}(t)}"
)

CLAIM = ck.Claim(
    key="vanchurin:6.4",
    source=source("6", "6.4"),
    kind="result",
    title="Invariance of the entropy production",
    latex=_LATEX % r"\mu",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("boost", -1.0, 1.0, (D,), "rapidity"),
                ck.Real("g", 0.5, 1.5, (), "$g_{1'1'}$"),
                ck.Real("skew", -0.3, 0.3, (), "$g_{0'1'}$"),
                ck.Real("speed", -0.4, 0.4, (), "$\\dot x^{1'}$ with $\\dot x^{0'}=1$"),
                ck.Real("x", -2.0, 2.0, (D + 1,), "where the displacement starts"),
            )
        ),
        tolerance=1e-8,
        reason="Runge-Kutta with 200 steps is good to 1e-10",
        method="both ends of a displacement carried along the flow of a boost; polarised form",
    ),
    expected="corrected",
    fails_by="first = second line: right side sqrt((\\Lambda_{0'}^{0}*\\dot{x}^{0'} + "
    "\\Lambda_{1'}^{0}*\\dot{x}^{1'})**2*(-\\Lambda_{0}^{0'}**2*g_{0'0'} - "
    "2*\\Lambda_{0}^{0'}*\\Lam... [c4861076]",
    reading="The first line also carries the number (6.3), which the transcription has lost; its "
    "root is a separate claim, here only the invariance is tested. In the second line both "
    "displacements carry the upper index $\\mu$, so that $\\mu$ occurs three times and $\\nu$ "
    "once; read literally, both indices are summed. One neuron, one spatial dimension, time-like "
    "displacements.",
    premises=("vanchurin:6.1", "vanchurin:6.2"),
    amended=ck.Amended(
        latex=_LATEX % r"\nu",
        links=amended,
        grade="slip",
        note="The second displacement carries $\\nu$; a slip of one letter, perhaps of the "
        "transcription. The invariance then holds for every invertible $\\Lambda$ together with "
        "its inverse, Lorentz or not.",
    ),
    known=({"boost": [1.0], "g": 0.5, "skew": 0.0, "speed": 0.0, "x": [0.0, 0.0]},),
)
