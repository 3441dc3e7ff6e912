"""Units and dimensions in (3.5)-(3.6): the action must not depend on the units of q, t and F."""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.density.fokker_planck import evolve_density
from numerics.grid import Grid, derivative, integral
from numerics.learning.entropy import entropy
from numerics.waves.random_fields import density
from proofs.papers.vanchurin.section_3 import eq_3_05, eq_3_06
from proofs.papers.vanchurin.section_3.eq_3_06 import f, mean_production, production
from proofs.papers.vanchurin.shared import path
from proofs.papers.vanchurin.shared.lines import ENTROPY, second_line
from proofs.papers.vanchurin.shared.notation import D, F, T, V, alpha, gamma, p, q, source, t
from qmgr_sym.exact.dimensions import dimension_system

K = 1
UNITS = dict(zip("qtF", sp.symbols("lambda_q lambda_t lambda_F", positive=True), strict=True))
SCALES = {"q": 2.0, "t": 3.0, "F": 5.0}
PRINTED = sp.Symbol(r"\mathcal{S}^{\prime}", real=True)
AMENDED = sp.Symbol(r"\mathcal{S}_{amended}^{\prime}", real=True)


def first_line(form: sp.Symbol) -> Expr:
    """The first line of (3.5), as printed or amended."""
    links = eq_3_05.printed() if form == PRINTED else eq_3_05.amended()
    line: Expr = links[0].statement.args[0]
    return line


def printed() -> list[ck.Link]:
    """The first line of (3.5) as printed has one value in all units."""
    return [ck.Link("action", ck.equal(PRINTED, first_line(PRINTED)))]


def amended() -> list[ck.Link]:
    """The first line of (3.5) as amended has one value in all units."""
    return [ck.Link("action", ck.equal(AMENDED, first_line(AMENDED)))]


@cache
def dimensions() -> dict[str, tuple[sp.Rational, ...]]:
    """Exponents of the units of q, t and F in every letter, from (3.1), (3.6) and normalisation.

    Raises ValueError if these equations do not fix them, or contradict each other.
    """
    x = q(K)[0]
    current = D * sp.Derivative(p(K), x) + gamma * sp.Derivative(F(K), x) * p(K)
    report = dimension_system(
        [
            ck.equal(sp.Derivative(p(K), t), sp.Derivative(current, x)),
            ck.equal(sp.Integral(p(K), (x, 0, eq_3_05.BOX)), 1),
            ck.equal(production(K), sp.Derivative(F(K), t)),
            ck.equal(V(K), eq_3_06.potential(K)),
            sp.Integral(second_line(K), (x, 0, eq_3_05.BOX), (t, 0, T)) + 1,
        ],
        {x: (1, 0, 0), t: (0, 1, 0), F(K): (0, 0, 1)},
        tuple("qtF"),
        log_arguments=False,
    )
    if not report.consistent:
        raise ValueError(f"(3.1) and (3.6) must have dimensions, but clash: {report.clash}")
    return dict(report.exponents)


def rescaled(expr: Expr) -> Expr:
    """`expr` with every letter in the new units."""
    if isinstance(expr, sp.Integral):
        widths = (UNITS["t"] if limit[0] == t else UNITS["q"] for limit in expr.limits)
        return sp.Mul(*widths) * sp.Integral(rescaled(expr.function), *expr.limits)
    name = getattr(expr, "name", None)
    if name is not None:
        exponents = dimensions().get(name, (0, 0, 0))
        return expr * sp.Mul(*(UNITS[b] ** e for b, e in zip("qtF", exponents, strict=True)))
    return expr.func(*map(rescaled, expr.args)) if expr.args else expr


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Rescale every letter by its dimension: nothing may change."""
    form = given["action"]
    original = first_line(form.lhs)
    gap = eq_3_05.density_of(rescaled(original)) - eq_3_05.density_of(form.rhs)
    letters = sorted((name, e) for name, e in dimensions().items() if name in "DfpVgammaalpha")
    table = [ck.equal(sp.Symbol(f"[{n}]"), _unit(e)) for n, e in letters]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Dimensions that (3.1), (3.6), the second line of (3.5) and the normalisation of "
                "p require:",
                sp.Tuple(*table),
            ),
            ck.Step(
                "Density of the first line in new units minus that in the old ones:", sp.factor(gap)
            ),
        ),
        obligations=(ck.Vanishes("action", sp.expand(gap)),),
    )


def _unit(exponents: tuple[sp.Rational, ...]) -> Expr:
    names = (sp.Symbol(f"[{b}]", positive=True) for b in "qtF")
    return sp.Mul(*(name**e for name, e in zip(names, exponents, strict=True)))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Run the same history in two systems of units and evaluate the action in each."""
    history = path.history(sample)
    total, mean = path.free_energy_along_drift(sample, history)
    as_printed, as_amended = _action_in_new_units(sample)
    values = {
        PRINTED: as_printed,
        AMENDED: as_amended,
        ENTROPY: history.entropy[:, -1] - history.entropy[:, 0],
        production(K): total,
        mean_production(K): mean,
        p(K): history.p,
        f: sample["f"],
        alpha: sample["alpha"],
    }
    return ck.Measurement(values, path.derivative, path.integral)


def _action_in_new_units(sample: ck.Sample) -> tuple[path.Array, path.Array]:
    """First line with f outside and inside the time integral; every letter in the new units."""
    a, b, c = SCALES["q"], SCALES["t"], SCALES["F"]
    line = Grid((a * path.LINE.lengths[0],), path.LINE.points)
    times, x = b * path.TIMES, line.coordinates()[0]
    diffusion, step_size = sample["D"] * a**2 / b, sample["gamma"] * a**2 / (b * c)
    multiplier, constant = sample["alpha"] / c, sample["f"] * c / b

    def energy(time: float, place: path.Array) -> path.Array:
        return c * path.free_energy(sample, np.asarray(time / b), place / a)

    run = evolve_density(
        density(sample["p"], line, scale=0.1),
        lambda time: energy(time, x),
        D=diffusion,
        gamma=step_size,
        grid=line,
        times=times,
    )
    step = 1e-4 * b
    rates = []
    for time in times:
        drift = -step_size[:, None] * derivative(energy(time, x), line, 0)
        change = energy(time + step, x + step * drift) - energy(time - step, x - step * drift)
        rates.append(change / (2 * step))
    rate = np.stack(rates)
    weights = b * path.time_weights()
    mean = np.tensordot(weights, rate, 1) / (times[-1] - times[0])
    produced = np.tensordot(weights, integral(run.density * (rate - mean), line), 1)
    gained = entropy(run.density[-1], line) - entropy(run.density[0], line)
    outside = gained - multiplier * (produced - constant)
    inside = gained - multiplier * (produced - constant * (times[-1] - times[0]))
    return outside, inside


CLAIM = ck.Claim(
    key="vanchurin:dimensions",
    source=source("3"),
    kind="result",
    title="Units and dimensions in (3.5) and (3.6)",
    latex=r"\mathcal{S}[p, F, \alpha] = \Delta S_q - \alpha \int d^K q \, p \left(\int_0^T dt "
    r"\left(\frac{dF}{dt} - \left\langle \frac{dF}{dt} \right\rangle_t \right) - f \right), "
    r"\qquad V \equiv f + \left\langle \frac{dF}{dt} \right\rangle_t",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        path.DOMAIN,
        tolerance=1e-6,
        reason="both runs discretise alike; central differences along the drift with step 1e-4",
        method="one Fokker-Planck history run in two systems of units",
        samples=24,
        examples=30,
    ),
    expected="corrected",
    reading="(3.6) adds f to a rate of F, the first line of (3.5) adds it to a change of F. Where "
    "time counts discrete steps both can hold in one system of units; a law should hold in all.",
    premises=("vanchurin:3.1", "vanchurin:3.5", "vanchurin:3.6"),
    hypotheses=("q, t and F have independent units; densities enter logarithms up to a constant",),
    amended=ck.Amended(
        latex=r"\mathcal{S}[p, F, \alpha] = \Delta S_q - \alpha \int d^K q \, p \int_0^T dt "
        r"\left(\frac{dF}{dt} - \left\langle \frac{dF}{dt} \right\rangle_t - f \right)",
        links=amended,
        note="With f under the integral over time, f has the dimension of F/t in both places.",
    ),
)
