"""(8.2): the entropy production of one neuron in the synchronous gauge."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import road
from proofs.papers.vanchurin.shared.notation import source, t
from proofs.papers.vanchurin.shared.road import constant_matrix, indices, place, production

DIMENSION = 3
_CLOCK = sp.Function(r"x_{1}^{0}", real=True)(t)


def in_synchronous_gauge(i: int, dimension: int) -> Expr:
    """1 - g_{i,ab} dx_i^a/dt dx_i^b/dt."""
    return 1 - sp.Add(
        *(
            constant_matrix(i, a, b) * sp.Derivative(place(i, a), t) * sp.Derivative(place(i, b), t)
            for a in indices(dimension)
            for b in indices(dimension)
        )
    )


def printed() -> list[ck.Link]:
    """Delta S_{x,i} = 1 - g_{i,ab} dx_i^a/dt dx_i^b/dt."""
    form = in_synchronous_gauge(1, DIMENSION)
    return [ck.Link("production", ck.equal(production(1), form))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert the gauge (6.6)-(6.7) into (5.9)."""
    velocity = [sp.Derivative(_CLOCK, t)]
    velocity += [sp.Derivative(place(1, a), t) for a in indices(DIMENSION)]
    mixed = sp.symbols(f"g_{{1\\,01:{DIMENSION + 1}}}", real=True)
    corner = sp.Symbol("g_{1,00}", real=True)
    matrix = sp.zeros(DIMENSION + 1)
    matrix[0, 0] = corner
    for a in indices(DIMENSION):
        matrix[0, a] = matrix[a, 0] = mixed[a - 1]
        for b in indices(DIMENSION):
            matrix[a, b] = constant_matrix(1, a, b)
    covariant = -(sp.Matrix([velocity]) * matrix * sp.Matrix(velocity))[0]
    gauge = {corner: sp.S.NegativeOne, **dict.fromkeys(mixed, sp.S.Zero)}
    timed = covariant.subs(gauge)
    synchronous = timed.subs(_CLOCK, t).doit()
    gap = synchronous - form["production"].rhs
    return ck.Derivation(
        steps=(
            ck.Step("(5.9) with $g_{i,00}=-1$ and $g_{i,0a}=0$:", sp.expand(timed)),
            ck.Step("and with $x_i^0=t$, (6.6):", sp.expand(synchronous)),
            ck.Step("minus the printed form:", sp.expand(gap)),
        ),
        obligations=(ck.Vanishes("production", gap),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Displacements along a path by complex step, and their two light-cone components."""
    h = 1e-30
    moment = sample["t"] + 1j * h
    phase = moment[:, None, None] * np.arange(1, 3)
    path = (sample["a"] * np.sin(phase) + sample["b"] * np.cos(phase)).sum(-1)
    velocity, clock = path.imag / h, moment.imag / h
    factor = road.cholesky(sample["s"], sample["l"])
    matrix = factor @ np.swapaxes(factor, -1, -2)
    values = {production(1): road.light_cone_production(clock, factor, velocity)}
    for a in indices(DIMENSION):
        values[sp.Derivative(place(1, a), t)] = velocity[:, a - 1]
        for b in indices(DIMENSION):
            values[constant_matrix(1, a, b)] = matrix[:, a - 1, b - 1]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:8.2",
    source=source("8", "8.2"),
    kind="result",
    title="Entropy production in the synchronous gauge",
    latex=r"\Delta S_{x,i}\left(\dot{x}_i^{\mu}(t)\right) \approx 1 - g_{i,ab}\,"
    r"\dot{x}_i^a(t)\dot{x}_i^b(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("t", 0.0, 3.0),
                ck.Integer("a", -2, 2, (DIMENSION, 2), "sines of the path"),
                ck.Integer("b", -2, 2, (DIMENSION, 2), "cosines of the path"),
                ck.Real("s", 0.5, 1.5, (DIMENSION,), "diagonal of L, with $g=LL^T$"),
                ck.Real("l", -1.0, 1.0, (3,), "the rest of L"),
            )
        ),
        tolerance=1e-10,
        reason="complex steps and small sums: rounding only",
        method="light-cone components of a displacement along a path, by complex step",
    ),
    expected="proved",
    reading="An identity once (5.9) is taken: nothing is neglected beyond it. The expression is "
    "that of (5.9), without the square root that (6.4) has for the same letter; (7.1) calls the "
    "root of this expression the proper time.",
    premises=("vanchurin:5.9", "vanchurin:6.6", "vanchurin:6.7"),
    hypotheses=(
        "$dx_i^0/dt=1$: by (5.6) every neuron has $\\sigma_{i,+}=1$ per unit of the global time",
    ),
)
