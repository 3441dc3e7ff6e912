"""Section III.C: geodesics of different complexity metrics that lead to the same end."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients
from numerics.nielsen.euler_arnold import geodesic
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Commutator

angle, c = sp.symbols("theta c", positive=True)
reached, wanted = sp.symbols("u_c u_1", real=True)
length, plain = sp.symbols(r"\ell_c \ell_1", positive=True)


def printed() -> list[ck.Link]:
    """Half the traces of both ends are those of exp(-i theta Z); l_c = sqrt(c) l_1."""
    return [
        ck.Link("end of one", ck.equal(reached, sp.cos(angle))),
        ck.Link("end of the other", ck.equal(wanted, sp.cos(angle))),
        ck.Link("other length", ck.equal(length, sp.sqrt(c) * plain)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """H = theta Z is stationary for every cost of Z, so that both geodesics are known."""
    t = sp.Symbol("t", real=True)
    hamiltonian = angle * sp.ImmutableMatrix([[1, 0], [0, -1]])
    path = [sp.exp(-sp.I * angle * t), sp.exp(sp.I * angle * t)]
    values: dict[sp.Basic, sp.Expr] = {}
    for name, end, size, cost in (
        ("end of one", reached, length, c),
        ("end of the other", wanted, plain, sp.S.One),
    ):
        momentum = cost * hamiltonian
        yield ck.Step("Momentum of $H=\\theta Z$, which commutes with H:", momentum)
        yield ck.Vanishes(name, Commutator(momentum, hamiltonian))
        for k, entry in enumerate(path):
            yield ck.Vanishes(name, sp.Derivative(entry, t) + sp.I * hamiltonian[k, k] * entry)
        values[end] = sp.Trace(sp.ImmutableMatrix(sp.diag(*path)).subs(t, 1)) / 2
        values[size] = sp.sqrt(sp.Trace(sp.MatMul(momentum, hamiltonian)) / 2)
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Geodesics of both metrics integrated from the velocity theta Z; traces of their ends."""
    theta, cost = sample["theta"], sample["c"]
    start = from_coefficients(np.stack([0 * theta, 0 * theta, 0 * theta, theta], axis=-1))
    ones = np.ones_like(theta)
    values: dict[sp.Basic, np.ndarray] = {angle: theta, c: cost}
    for weight, end, size in ((cost, reached, length), (ones, wanted, plain)):
        table = np.stack([ones, ones, ones, weight], axis=-1)
        path = geodesic(start, table, steps=40)
        values[end] = np.trace(path.unitaries[:, -1], axis1=-2, axis2=-1).real / 2
        values[size] = np.asarray(path.length)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:change-of-cost",
    source=source("III.C"),
    kind="postulate",
    title="Different complexity metrics, the same end",
    latex=r"U_c(1) = U_{1}(1), \qquad \ell_c \neq \ell_{1}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("theta", 0.3, 1.0, meaning="the end is exp(-i theta Z)"),
                ck.Real("c", 1.2, 3.0, meaning="cost of Z"),
            )
        ),
        tolerance=1e-8,
        reason="geodesics of order four at 40 steps",
        method="Lie group integration of the geodesics of both costs",
        samples=8,
    ),
    expected="consistent",
    words="reading",
    reading="That diffeomorphism invariance is the freedom to choose the complexity metric is an "
    "analogy. Tested is what it needs: both metrics have geodesics to the same end, and they "
    "differ, here in length on one qubit. Whether the geometries agree is another claim.",
    hypotheses=(beliefs.ONE_QUBIT_COSTS,),
)
