"""(3.5): the action: entropy production with the free-energy constraint, in three lines."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.section_3.eq_3_06 import f, mean_production, potential, production
from proofs.papers.vanchurin.section_3.eq_3_07 import shifted
from proofs.papers.vanchurin.shared import path
from proofs.papers.vanchurin.shared.lines import (
    ENTROPY,
    entropy_production,
    second_line,
    third_line,
)
from proofs.papers.vanchurin.shared.notation import (
    D,
    F,
    F_tilde,
    T,
    V,
    alpha,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
    t,
)

K = 1
BOX = sp.Symbol("L", positive=True)


def _over_box(density: Expr) -> Expr:
    return sp.Integral(density, *((x, 0, BOX) for x in q(K)))


def _over_history(density: Expr) -> Expr:
    return sp.Integral(density, *((x, 0, BOX) for x in q(K)), (t, 0, T))


def _links(constraint: Expr) -> list[ck.Link]:
    first = ENTROPY - alpha * constraint
    second, third = _over_history(second_line(K)), _over_history(third_line(K))
    return [
        ck.Link("first = second line", ck.equal(first, second)),
        ck.Link("second = third line", ck.equal(second, third)),
    ]


def printed() -> list[ck.Link]:
    """As printed: f stands outside the integral over time."""
    deviation = production(K) - mean_production(K)
    return _links(_over_history(p(K) * deviation) - _over_box(p(K) * f))


def amended() -> list[ck.Link]:
    """With f inside the integral over time."""
    return _links(_over_history(p(K) * (production(K) - mean_production(K) - f)))


def density_of(expression: Expr) -> Expr:
    """The density in q and t whose integral over the history is `expression`.

    An integral over the box alone, of something conserved, is the history of it over T; Delta S_q
    stands for its density (3.4).
    """
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(expression)):
        whole = term.subs(ENTROPY, _over_history(entropy_production(K)))
        integrals = sorted(whole.atoms(sp.Integral), key=sp.default_sort_key)
        if len(integrals) != 1:
            raise ValueError(f"term must hold one integral, but is {term}")
        inner = integrals[0]
        variables = [limit[0] for limit in inner.limits]
        share = sp.S.One if t in variables else 1 / T
        total += whole.subs(inner, 1) * inner.function * share
    return total


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Compare the densities of the lines; what is left has to be a total derivative."""
    first, second = form["first = second line"].args
    left, right = form["second = third line"].args
    slope_squared = over_k(lambda x: sp.Derivative(F(K), x) ** 2, K)
    insert = {
        production(K): sp.Derivative(F(K), t) - gamma * slope_squared,
        mean_production(K): V(K) - (potential(K) - mean_production(K)),
    }
    opening = sp.expand(density_of(first).subs(insert).doit() - density_of(second).doit())
    square = (density_of(left) - density_of(right).subs(F_tilde(K), shifted(K))).doit()
    dropped = sp.Derivative(p(K) / 2, t)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Total change of the free energy (2.8):",
                ck.equal(production(K), insert[production(K)]),
            ),
            ck.Step("Potential (3.6):", ck.equal(mean_production(K), V(K) - f)),
            ck.Step(
                "Density of the first line minus that of the second. "
                + every_dimension(K, second_line, third_line),
                opening,
            ),
            ck.Step(
                "Density of the second line minus that of the third, with (3.7):", sp.expand(square)
            ),
            ck.Step(
                "The total derivative dropped between them; it integrates to a constant because "
                "probability is conserved:",
                dropped,
            ),
        ),
        obligations=(
            ck.Vanishes("first = second line", opening),
            ck.Vanishes("second = third line", square - dropped.doit()),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A Fokker-Planck history, the entropy at its ends, and F followed along the drift."""
    history = path.history(sample)
    deviation, mean = path.free_energy_along_drift(sample, history)
    shift = history.F + history.log_p / (2 * sample["alpha"][:, None, None])
    values = {
        ENTROPY: history.entropy[:, -1] - history.entropy[:, 0],
        production(K): deviation,
        mean_production(K): mean,
        f: sample["f"],
        V(K): mean + sample["f"][:, None, None],
        p(K): history.p,
        F(K): history.F,
        F_tilde(K): shift,
        D: sample["D"],
        gamma: sample["gamma"],
        alpha: sample["alpha"],
        T: np.full_like(sample["D"], path.DURATION),
    }
    return ck.Measurement(values, path.derivative, path.integral)


_SECOND = (
    r"\int_0^T dt \, d^K q \, p \left("
    r"D \sum_k \left(\frac{\partial \log p}{\partial q_k} \right)^2 "
    r"+ \gamma \sum_k \frac{\partial \log p}{\partial q_k} \frac{\partial F}{\partial q_k} "
    r"+ \alpha \gamma \sum_k \left(\frac{\partial F}{\partial q_k} \right)^2 "
    r"- \alpha \frac{\partial F}{\partial t} + \alpha V \right)"
)
_THIRD = (
    r"\int_0^T dt \, d^K q \, p \left(\left(D - \frac{\gamma}{4\alpha} \right) "
    r"\sum_k \left(\frac{\partial \log p}{\partial q_k} \right)^2 "
    r"+ \alpha \gamma \sum_k \left(\frac{\partial \tilde{F}}{\partial q_k} \right)^2 "
    r"- \alpha \frac{\partial \tilde{F}}{\partial t} + \alpha V \right)"
)
_FIRST = (
    r"\mathcal{S}[p, F, \alpha] &= \Delta S_q - \alpha \int d^K q \, p \left(\int_0^T dt "
    r"\left(\frac{dF}{dt} - \left\langle \frac{dF}{dt} \right\rangle_t %s\right)%s \right)"
)

CLAIM = ck.Claim(
    key="vanchurin:3.5",
    source=source("3", "3.5"),
    kind="result",
    title="Action: entropy production under the free-energy constraint",
    latex=_FIRST % ("", " - f") + rf" \\ &= {_SECOND} \\ &= {_THIRD}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        path.DOMAIN,
        tolerance=2e-4,
        reason="finite volumes of width 0.1 are off by up to 1e-4 for these smooth fields",
        method="Fokker-Planck history by finite volumes; F followed along its drift",
        samples=24,
        examples=30,
    ),
    expected="corrected",
    reading="The density p stands outside the time integral in print but depends on time; it is "
    "read as a factor of the integrand. Then f is not integrated over time in the first line, "
    "while the second line integrates it; the two agree only for T = 1 in the units of t.",
    premises=("vanchurin:2.8", "vanchurin:3.4", "vanchurin:3.6", "vanchurin:3.7"),
    hypotheses=(
        "the action is postulated: entropy production is stationary under the constraint (2.8)",
        "$\\Delta S_q$ is given by (3.4) also for histories that do not solve (3.1)",
        "$\\int d^Kq\\,p=1$ at both ends, so that the dropped total derivative is constant",
    ),
    amended=ck.Amended(
        latex=_FIRST % ("- f", "") + rf" \\ &= {_SECOND} \\ &= {_THIRD}",
        links=amended,
        note="f moved inside the integral over time, where (3.6) and the second line have it. "
        "The misplaced bracket may be a slip of the print.",
    ),
)
