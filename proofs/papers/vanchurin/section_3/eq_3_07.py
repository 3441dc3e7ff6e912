"""(3.7): the shifted free energy, fixed by completing the square in (3.5)."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.learning_action import free_energy_action
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import component
from proofs.papers.vanchurin.shared.integrals import integrand


def printed(K: int = 1) -> sp.Eq:
    """F~ = F + log(p)/(2 alpha)."""
    return ck.equal(n.F_tilde(K), n.F(K) + sp.log(n.p(K)) / (2 * n.alpha))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """In F~ no term of the action may mix its slope with that of p; where p = 1 it is F."""
    shifted = form.of(n.F_tilde(1))
    F = {n.F(2): component(form.of(n.F(1)), 1)}
    production = integrand(premises["3.4"].at(K=2).of(n.S_change))
    change = premises["2.8"].at(K=2)["insertion"].rhs
    density = production - n.alpha * n.p(2) * change
    yield ck.Step("Entropy production less the constraint on (2.8):", density)
    for x, y in product(n.q(2), n.q(2)):
        slopes = sp.Derivative(n.p(2), x), sp.Derivative(n.F_tilde(2), y)
        mixed = sp.Derivative(density.xreplace(F), *slopes)
        unmixed = ck.Vanishes("equation", mixed, case={"K": 1} if x in n.q(1) else {})
        yield ck.Induction("K", unmixed) if x == y != n.q(1)[0] else unmixed
    yield ck.Step("The last of its terms that mix slopes of $p$ and $\\tilde F$:", mixed)
    yield ck.shows("equation", sp.Subs(shifted, n.p(1), 1), n.F(1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Find c in F~ = F + c log p for which the discretised action has no mixed term.

    In F~ the second line of (3.5) must not change with the sign of F~; the difference is linear in
    c and has its root there. The probe F~ = log p makes it sharp.
    """
    density, energy, potential = (fields.field(sample, name, 1) for name in ("p", "F", "V"))
    numbers = {name: sample[name] for name in ("D", "gamma", "alpha")}
    log_p = np.log(density)

    def odd(c: float) -> ck.Array:
        up, down = (
            free_energy_action(density, s * log_p - c * log_p, potential, **numbers,
                               grid=fields.GRIDS[1])
            for s in (1, -1)
        )  # fmt: skip
        return np.asarray(up - down)

    c = (odd(0.0) / (odd(0.0) - odd(1.0)))[:, None]
    values = {n.F_tilde(1): energy + c * log_p, n.F(1): energy, n.p(1): density}
    return ck.Measurement({**values, n.alpha: sample["alpha"]})


CLAIM = ck.Claim(
    key="vanchurin:3.7",
    source=n.source("3", "3.7"),
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
        method="root of the odd part of the discretised action, found by probing",
    ),
    expected="well-posed",
    reading="Required: in terms of it the action, entropy production (3.4) less the constraint on "
    "(2.8), is a sum of squares, which the third line of (3.5) uses; and it is F where $p=1$.",
    premises=("vanchurin:2.8", "vanchurin:3.4"),
    hypotheses=(beliefs.POSITIVE_DENSITY,),
)
