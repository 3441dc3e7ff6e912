"""(6.2): the matrix of a neuron under a change of its coordinates."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared import lorentz
from proofs.papers.vanchurin.shared.notation import source

D = 1
AXES = range(D + 1)


def _symmetric(prime: str) -> list[list[sp.Symbol]]:
    def name(m: int, n: int) -> str:
        low, high = sorted((m, n))
        return f"g_{{{low}{prime}{high}{prime}}}"

    return [[sp.Symbol(name(m, n), real=True) for n in AXES] for m in AXES]


G, G_OLD = _symmetric(""), _symmetric("'")
INVERSE = [[sp.Symbol(rf"\Lambda_{{{m}}}^{{{n}'}}", real=True) for n in AXES] for m in AXES]
LAMBDA = [[sp.Symbol(rf"\Lambda_{{{n}'}}^{{{m}}}", real=True) for n in AXES] for m in AXES]
V_OLD = [sp.Symbol(rf"\dot{{x}}^{{{n}'}}", real=True) for n in AXES]


def printed() -> list[ck.Link]:
    """g_munu = Lambda_mu^mu' Lambda_nu^nu' g_mu'nu'."""
    return [
        ck.Link(
            f"component {m}{n}",
            ck.equal(
                G[m][n],
                sp.Add(
                    *(sp.Mul(INVERSE[m][a], INVERSE[n][b], G_OLD[a][b]) for a in AXES for b in AXES)
                ),
            ),
        )
        for m in AXES
        for n in range(m, D + 1)
    ]


def inverse_entries() -> dict[Basic, sp.Expr]:
    """Lambda_mu^mu' as the inverse of any invertible Lambda^mu_mu'."""
    matrix = sp.Matrix(LAMBDA)
    inverse = matrix.adjugate() / matrix.det()
    return {INVERSE[m][a]: inverse[a, m] for m in AXES for a in AXES}


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """g(Lambda v, Lambda v) has to be g'(v, v) for every displacement v and invertible Lambda."""
    entries = inverse_entries()
    moved = [sp.Add(*(LAMBDA[m][a] * V_OLD[a] for a in AXES)) for m in AXES]
    form = {name: statement.rhs.subs(entries) for name, statement in given.items()}
    after = sp.Add(
        *(
            form[f"component {min(m, n)}{max(m, n)}"] * moved[m] * moved[n]
            for m in AXES
            for n in AXES
        )
    )
    before = sp.Add(*(G_OLD[a][b] * V_OLD[a] * V_OLD[b] for a in AXES for b in AXES))
    return ck.Derivation(
        steps=(
            ck.Step(
                "The inverse matrix, for any invertible $\\Lambda$:",
                sp.Matrix([[entries[INVERSE[m][a]] for a in AXES] for m in AXES]),
            ),
            ck.Step(
                "The form of a transformed displacement has to be the form before, for every "
                "displacement; both are bilinear, so nothing depends on the dimension:",
                before,
            ),
        ),
        obligations=tuple(ck.Vanishes(name, after - before) for name in given),
    )


def polarised(form: NDArray[np.float64]) -> NDArray[np.float64]:
    """The symmetric matrix of a quadratic form from its values at e_m + e_n: (n, D+1, D+1)."""
    own = np.diagonal(form, axis1=1, axis2=2) / 4
    return np.asarray((form - own[:, :, None] - own[:, None, :]) / 2)


def transformed(old: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """g in new coordinates, from the values of the form at points solved for in the old ones."""
    basis = np.eye(D + 1)
    points = (basis[:, None, :] + basis[None, :, :]).reshape(-1, D + 1).T
    before = np.linalg.solve(matrix, np.broadcast_to(points, (len(old), *points.shape)))
    values = np.einsum("nap,nab,nbp->np", before, old, before)
    return polarised(values.reshape(-1, D + 1, D + 1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The form measured on sums of basis vectors of the new coordinates."""
    generators = lorentz.generator(sample["boost"])
    old = (sample["g"] + np.swapaxes(sample["g"], 1, 2)) / 2
    new = transformed(old, lorentz.matrices(generators))
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
