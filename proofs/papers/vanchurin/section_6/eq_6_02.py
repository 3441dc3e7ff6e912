"""(6.2): the matrix of a neuron under a change of its coordinates."""

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


def printed(dimension: int = D) -> dict[str, sp.Eq]:
    """g_munu = Lambda_mu^mu' Lambda_nu^nu' g_mu'nu'."""
    axes = range(dimension + 1)

    def right(m: int, n: int) -> Expr:
        return sp.Add(
            *(
                lorentz.inverse(m, a) * lorentz.inverse(n, b) * lorentz.g_old(a, b)
                for a in axes
                for b in axes
            )
        )

    pairs = [(m, n) for m in axes for n in axes if m <= n]
    return {f"component {m}{n}": ck.equal(lorentz.g(m, n), right(m, n)) for m, n in pairs}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """g(Lambda v, Lambda v) has to be g'(v, v) for every displacement v and invertible Lambda."""
    v = sp.symbols("v_0:2", real=True)
    moved = lorentz.moved(premises["6.1"], v)
    matrix = sp.Matrix(LAMBDA)
    back = matrix.adjugate() / matrix.det()
    yield ck.Step("The inverse matrix, for any invertible $\\Lambda$:", back)
    new = lorentz.transformed(form, back, sp.Matrix(G_OLD))
    after = sp.Add(*(new[m, n] * moved[m] * moved[n] for m in AXES for n in AXES))
    before = sp.Add(*(G_OLD[a][b] * v[a] * v[b] for a in AXES for b in AXES))
    yield ck.Step(
        "The form of a transformed displacement (6.1) has to be the form before; both are "
        "bilinear, so nothing depends on the dimension:",
        before,
    )
    for name in form:
        yield ck.shows(name, after, before)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The form measured on sums of basis vectors of the new coordinates."""
    generators = lorentz.generator(sample["boost"])
    old = (sample["g"] + np.swapaxes(sample["g"], 1, 2)) / 2
    new = lorentz.polarised_in(old, lorentz.matrices(generators))
    back = lorentz.matrices(-generators)
    values: dict[Basic, NDArray[np.float64]] = {}
    for m in AXES:
        for n in AXES:
            values |= {G[m][n]: new[:, m, n], G_OLD[m][n]: old[:, m, n]}
            values |= {INVERSE[m][n]: back[:, n, m]}
    return ck.Measurement(values)


DOMAIN = ck.Domain(
    (
        ck.Real("g", -2.0, 2.0, (D + 1, D + 1), "matrix before, symmetrised"),
        ck.Real("boost", -1.0, 1.0, (D,), "rapidity"),
    )
)

CLAIM = ck.Claim(
    key="vanchurin:6.2",
    source=source("6", "6.2"),
    kind="definition",
    title="Transformation of the matrix of a neuron",
    latex=r"g_{i,\mu\nu} = \Lambda_{i,\mu}^{\ \ \mu'} \Lambda_{i,\nu}^{\ \ \nu'} g_{i,\mu'\nu'}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-11,
        reason="2 by 2 systems of condition below 10, exact to rounding",
        method="values of the form on sums of basis vectors (polarisation)",
    ),
    expected="well-posed",
    reading="One neuron, one spatial dimension, any symmetric matrix. Required: "
    "$g_{\\mu\\nu}\\dot x^\\mu\\dot x^\\nu$ does not change. It holds for every invertible "
    "$\\Lambda$ together with its inverse, not for Lorentz matrices alone.",
    premises=("vanchurin:6.1",),
)
