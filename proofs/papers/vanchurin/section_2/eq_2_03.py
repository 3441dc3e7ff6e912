"""(2.3): the bulk loss."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.section_2 import eq_2_02
from proofs.papers.vanchurin.shared.neurons import (
    PARAMETERS,
    STATES,
    N,
    b,
    error,
    free_activation,
    w,
    x,
)
from proofs.papers.vanchurin.shared.notation import source

H = sp.Symbol("H", real=True)
V = sp.Symbol("V", real=True)


def loss() -> Expr:
    """(1/2) sum_i e_i^2 + V/2."""
    return sp.Add(*(error(i) ** 2 for i in (1, 2))) / 2 + V / 2


def printed() -> list[ck.Link]:
    """H = (1/2) (x - f)^T (x - f) + V/2."""
    return [ck.Link("loss", ck.equal(H, loss()))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The boundary loss with every neuron on the boundary, plus half the potential."""
    form = free_activation(given["loss"].rhs)
    everywhere = eq_2_02.with_projector(eq_2_02.loss(), sp.eye(N))
    errors = free_activation(everywhere)
    f = sp.symbols("f_1 f_2", real=True)
    consistent = form.subs({x[0]: f[0], x[1]: f[1]})
    return ck.Derivation(
        steps=(
            ck.Step(
                "(2.2) with $\\hat P=\\hat I$, the sum of local errors over all neurons:", errors
            ),
            ck.Step(
                "At a self-consistent state only half the potential is left:",
                ck.equal(H, consistent),
            ),
        ),
        obligations=(
            ck.Vanishes("loss", form - errors - V / 2),
            ck.Vanishes("loss", consistent - V / 2),
            ck.Entails("loss", sp.true, sp.Ge(form, V / 2)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Work done against one unit spring per neuron, from its update to its state, plus V/2."""
    nodes, weights = np.polynomial.legendre.leggauss(4)
    target = update(sample["x"], sample["w"], sample["b"])
    way = sample["x"] - target
    force = (target[..., None] + way[..., None] * (nodes + 1) / 2) - target[..., None]
    work = ((force * way[..., None]) @ weights / 2).sum(axis=-1)
    values = {H: work + sample["V"] / 2, V: sample["V"]}
    values |= {w[i][j]: sample["w"][:, i, j] for i in range(N) for j in range(N)}
    values |= {b[i]: sample["b"][:, i] for i in range(N)}
    values |= {x[i]: sample["x"][:, i] for i in range(N)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:2.3",
    source=source("2", "2.3"),
    kind="definition",
    title="Bulk loss",
    latex=r"H(\mathbf{x}, \mathbf{q}) = \frac{1}{2} (\mathbf{x} - \mathbf{f} (\hat{w}\mathbf{x} + "
    r"\mathbf{b}))^T (\mathbf{x} - \mathbf{f} (\hat{w}\mathbf{x} + \mathbf{b})) + \frac{1}{2} "
    r"V(\mathbf{x}, \mathbf{q})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((STATES, *PARAMETERS, ck.Real("V", -1.0, 1.0))),
        tolerance=1e-12,
        reason="a few roundings of double precision; the quadrature is exact for a linear force",
        method="work against one spring per neuron, by quadrature",
    ),
    expected="well-posed",
    reading="Two neurons; the exact arm leaves the values of the activation free. Required: the "
    "sum of local errors over all neurons, which is (2.2) with every neuron on the boundary, plus "
    "$V/2$; the loss is not below $V/2$ and reaches it exactly at a self-consistent state.",
    premises=("vanchurin:2.1", "vanchurin:2.2"),
)
