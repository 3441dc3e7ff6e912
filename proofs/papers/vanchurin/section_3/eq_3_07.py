"""(3.7): the shifted free energy, fixed by completing the square in (3.5)."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.learning_action import free_energy_action, shifted_action
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    F,
    F_tilde,
    alpha,
    every_dimension,
    p,
    source,
    spacetime,
    t,
)
from qmgr_sym.variation.euler import euler_operator

K = 1


def shifted(dimension: int) -> Expr:
    """F~ = F + log(p)/(2 alpha), as printed."""
    return F(dimension) + sp.log(p(dimension)) / (2 * alpha)


def printed() -> list[ck.Link]:
    """F~ = F + log(p)/(2 alpha)."""
    return [ck.Link("shift", ck.equal(F_tilde(K), shifted(K)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """With this shift the second and third line of (3.5) differ by a total derivative only."""
    shift = form["shift"].rhs
    second = lines.second_line(K).doit()
    third = lines.third_line(K).subs(F_tilde(K), shift).doit()
    gap = sp.expand(second - third)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Second line of (3.5) minus the third with this shift. "
                + every_dimension(K, lines.second_line, lines.third_line),
                gap,
            ),
            ck.Step("The dropped total derivative:", sp.Derivative(p(K) / 2, t)),
        ),
        obligations=(
            ck.Vanishes("shift", euler_operator(gap, p(K), spacetime(K))),
            ck.Vanishes("shift", euler_operator(gap, F(K), spacetime(K))),
            ck.Vanishes("shift", sp.diff(shift, F(K)) - 1),
            ck.Vanishes("shift", shift.subs(p(K), 1) - F(K)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Find c in F~ = F + c log p for which the discretised actions agree, by probing them.

    The third line minus the second is quadratic in c and has to vanish for F and for -F alike, so
    their difference, which is linear in c, has its root at c. The probe F = log p makes it sharp.
    """
    density, energy = fields.field(sample, "p", K), fields.field(sample, "F", K)
    potential = fields.field(sample, "V", K)
    constants = {name: sample[name] for name in ("D", "gamma", "alpha")}
    grid = fields.GRIDS[K]
    probe = np.log(density)

    def gap(c: float, free_energy: fields.Array) -> fields.Array:
        shift = free_energy + c * np.log(density)
        third = shifted_action(density, shift, potential, **constants, grid=grid)
        return third - free_energy_action(density, free_energy, potential, **constants, grid=grid)

    at_0, at_1 = (gap(c, probe) - gap(c, -probe) for c in (0.0, 1.0))
    c = (at_0 / (at_0 - at_1))[:, None]
    values = {F_tilde(K): energy + c * np.log(density), F(K): energy, p(K): density}
    return ck.Measurement({**values, alpha: sample["alpha"]})


CLAIM = ck.Claim(
    key="vanchurin:3.7",
    source=source("3", "3.7"),
    kind="definition",
    title="Shifted free energy",
    latex=r"\tilde{F}(\mathbf{q},t) \equiv F(\mathbf{q},t) + "
    r"\frac{\log p(\mathbf{q},t)}{2\alpha}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-10,
        reason="differences of actions of size 1, exact to rounding",
        method="root of the difference of the two discretised actions, found by probing",
    ),
    expected="well-posed",
    reading="Required: the second line of (3.5) is the third with this shift, up to a total "
    "derivative, the shift only adds to F, and it vanishes where $p=1$.",
    premises=("vanchurin:3.1", "vanchurin:3.4"),
    hypotheses=("$p>0$: the logarithm has no value at a node", "$\\alpha\\neq 0$"),
)
