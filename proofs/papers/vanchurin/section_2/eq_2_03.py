"""(2.3): the bulk loss."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_nodes
from numerics.learning.network import update
from proofs.papers.vanchurin.shared import neurons as net
from proofs.papers.vanchurin.shared.notation import source

V = sp.Symbol("V", real=True)


def printed(activation: net.Activation = sp.tanh) -> sp.Eq:
    """H = (1/2) (x - f)^T (x - f) + V/2."""
    errors = (net.error(i, activation) for i in (1, 2))
    return ck.equal(net.H, sp.Add(*(e**2 for e in errors)) / 2 + V / 2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The boundary losses of two complementary subspaces, plus half the potential."""
    P = sp.Matrix(2, 2, sp.symbols("P_11 P_12 P_21 P_22", real=True))
    boundary, rest = (premises["2.2"].at(projector=m).of(net.H) for m in (P, sp.eye(2) - P))
    yield ck.Step("(2.2) with a boundary:", boundary)
    yield ck.Step("(2.2) for the neurons that are not on this boundary:", rest)
    yield ck.shows("equation", form.of(net.H), boundary + rest + V / 2, case={"N": 2})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Work done against one unit spring per neuron, from its update to its state, plus V/2."""
    target = update(sample["x"], sample["w"], sample["b"])
    path, way = gauss_nodes(0.0, 1.0, 4), (sample["x"] - target)[..., None]
    work = path.integrate(path.points * way * way).sum(-1)
    values = {net.H: work + sample["V"] / 2, V: sample["V"]}
    return ck.Measurement({**net.measured(sample), **values})


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
        ck.Domain((*net.NUMBERS, ck.Real("V", -1.0, 1.0))),
        tolerance=1e-12,
        reason="a few roundings of double precision; the quadrature is exact for a linear force",
        method="work against one spring per neuron, by quadrature",
    ),
    expected="well-posed",
    reading="Two neurons with the hyperbolic tangent. Required: the sum of the local errors of all "
    "neurons, on the boundary or not, plus $V/2$: (2.2) with $\\hat P$ and with $\\hat I-\\hat P$.",
    premises=("vanchurin:2.2",),
)
