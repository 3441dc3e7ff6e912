"""Section 9: the free energy as the phase of the wave function."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.learning_action import density_rate, free_energy_action
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import residual

PHASE = sp.Function(r"\mathrm{Im}\log\Psi", real=True)(*n.spacetime(1))


def _slope(energy: sp.Expr) -> dict[str, sp.Eq]:
    (x,) = n.q(1)
    return {"slope": ck.equal(sp.Derivative(PHASE, x), sp.Derivative(energy, x) / n.hbar)}


def printed() -> dict[str, sp.Eq]:
    """Im log Psi = F / hbar, up to a constant."""
    return _slope(n.F(1))


def amended() -> dict[str, sp.Eq]:
    """Im log Psi = -(F + log(p) / 2 alpha) / hbar."""
    return _slope(-(n.F(1) + sp.log(n.p(1)) / (2 * n.alpha)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The phase of (4.4), with (3.7): half the logarithm of Psi over its conjugate."""
    wave = premises["4.4"].of(n.Psi(1)).xreplace({n.F_tilde(1): premises["3.7"].of(n.F_tilde(1))})
    yield ck.Step("(4.4) with (3.7):", wave)
    slope = sp.Derivative(wave, n.q(1)[0]) / wave
    turned = (slope - sp.conjugate(slope.doit())) / (2 * sp.I)
    letter = sp.Derivative(PHASE, n.q(1)[0])
    yield ck.shows("slope", turned, letter - residual(form, letter, "slope"))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The phase whose current is the one that the flow of the action has at a given F."""
    density, energy, potential = (fields.field(sample, name, 1) for name in ("p", "F", "V"))
    numbers = {name: sample[name] for name in ("D", "gamma", "alpha")}

    def action(p: ck.Array, F: ck.Array) -> ck.Array:
        return free_energy_action(p, F, potential, **numbers, grid=fields.GRIDS[1])

    rate = density_rate(action, density, energy, alpha=sample["alpha"], grid=fields.GRIDS[1])
    planck, mass = fields.planck(sample), 1 / (2 * sample["gamma"])
    speed = fields.speed_from_rate(rate, density)
    values = {
        sp.Derivative(PHASE, n.q(1)[0]): (mass / planck)[:, None] * speed,
        n.F(1): energy,
        n.p(1): density,
        n.hbar: planck,
        n.alpha: sample["alpha"],
    }
    return ck.Measurement(values, **fields.calculus(1))


CLAIM = ck.Claim(
    key="vanchurin:phase",
    source=n.source("9"),
    kind="result",
    title="Phase of the wave function",
    latex=r"\text{Im}(\log(\Psi(\mathbf{q}))) = F(\mathbf{q})/\hbar",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-8,
        reason="spectral accuracy on 48 points; the flow is exact to rounding",
        method="phase from the current of the flow of the discretised action, second line of (3.5)",
    ),
    words="formula",
    expected="corrected",
    fails_by="right side Derivative(F(q_1, t), q_1)/hbar for Derivative(-F(q_1, t) -"
    " log(p(q_1, t))/(2*alpha), q_1)/hbar",
    reading="Read with the free energy $F$ of (2.7) and (3.5) and the wave function (4.4), up to a "
    "constant that nothing observes; one trainable variable.",
    scope="one trainable variable",
    premises=("vanchurin:3.7", "vanchurin:4.4"),
    hypotheses=(beliefs.POSITIVE_DENSITY, beliefs.REAL_PLANCK),
    amended=ck.Amended(
        latex=r"\text{Im}(\log(\Psi(\mathbf{q}))) = -\frac{1}{\hbar}\left(F(\mathbf{q}) + "
        r"\frac{\log p(\mathbf q)}{2\alpha}\right)",
        links=amended,
        grade="wrong step",
        note="Two differences: the sign of (4.4), and the term of (3.7). The phase is not the free "
        "energy of the non-trainable variables alone: it contains the density of the trainable "
        "ones. The microscopic interpretation of the phase, the first of the two steps of section "
        "9, is that of the shifted free energy only.",
    ),
)
