"""Units and dimensions in (3.5)-(3.6): the action must not depend on the units of q, t and F."""

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.density.fokker_planck import evolve_density
from numerics.grid import Grid
from numerics.learning.entropies import entropy
from numerics.waves.random_fields import density
from proofs.papers.vanchurin.shared import beliefs, path
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.integrals import BOX, integrand, over_box, over_history
from qmgr_sym.exact.dimensions import dimension_system

UNITS = dict(zip("qtF", sp.symbols("lambda_q lambda_t lambda_F", positive=True), strict=True))
SCALES = {"q": 2.0, "t": 3.0, "F": 5.0}
OUTSIDE = sp.Symbol(r"\mathcal{S}^{\prime}", real=True)
INSIDE = sp.Symbol(r"\mathcal{S}_{amended}^{\prime}", real=True)
Exponents = Mapping[str, tuple[sp.Rational, ...]]


def printed() -> sp.Eq:
    """The first line of (3.5) as printed has one value in all units."""
    change = over_history(n.p(1) * (n.F_change(1) - n.mean_F_change(1)), 1)
    return ck.equal(OUTSIDE, n.S_change - n.alpha * (change - over_box(n.p(1) * n.f, 1)))


def amended() -> sp.Eq:
    """The first line of (3.5) as amended has one value in all units."""
    change = n.F_change(1) - n.mean_F_change(1)
    return ck.equal(INSIDE, n.S_change - n.alpha * over_history(n.p(1) * (change - n.f), 1))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Rescale every letter of the first line of (3.5) by its dimension: nothing may change."""
    inside = form.which == "amended"
    lines = premises["3.5"].at(f_inside=inside)["first = second line"]
    letters = _dimensions(lines.rhs, premises)
    table = {name: e for name, e in letters.items() if name in ("D", "f", "p", "V", "gamma")}
    yield ck.Step(
        "Dimensions that (3.1), (3.6), the second line of (3.5) and $\\int p=1$ require:",
        sp.Tuple(*(ck.equal(sp.Symbol(f"[{name}]"), _factor(e)) for name, e in table.items())),
    )
    lengths = {n.q(1)[0]: BOX, n.t: n.T}
    spread = {n.S_change: over_history(sp.Function(r"\dot{S}_q")(*n.spacetime(1)), 1)}
    line = form.of(INSIDE if inside else OUTSIDE).xreplace(spread)
    rescaled = _rescaled(lines.lhs, letters).xreplace(spread)
    there, here = (integrand(side, lengths) for side in (rescaled, line))
    yield ck.Step("Density of the first line in new units:", there)
    yield ck.shows("equation", there, here, case={"K": 1})


def _dimensions(second_line: Expr, premises: ck.Premises) -> Exponents:
    """Exponents of the units of q, t and F in every letter.

    Raises ValueError if the equations do not fix them, or contradict each other.
    """
    flow = premises["3.1"].at(K=1)["second line"].rhs
    report = dimension_system(
        [
            ck.equal(sp.Derivative(n.p(1), n.t), flow),
            ck.equal(sp.Integral(n.p(1), *n.q(1)), 1),
            ck.equal(n.F_change(1), sp.Derivative(n.F(1), n.t)),
            premises["3.6"].statement,
            second_line + 1,
        ],
        {n.q(1)[0]: (1, 0, 0), n.t: (0, 1, 0), n.F(1): (0, 0, 1)},
        tuple("qtF"),
        log_arguments=False,
    )
    if not report.consistent:
        raise ValueError(f"(3.1) and (3.6) must have dimensions, but clash: {report.clash}")
    return dict(report.exponents)


def _factor(exponents: tuple[sp.Rational, ...]) -> Expr:
    return sp.Mul(*(UNITS[b] ** e for b, e in zip("qtF", exponents, strict=True)))


def _rescaled(expr: Expr, letters: Exponents) -> Expr:
    """`expr` with every letter in the new units."""
    if isinstance(expr, sp.Integral):
        widths = (UNITS["t"] if limit[0] == n.t else UNITS["q"] for limit in expr.limits)
        return sp.Mul(*widths) * sp.Integral(_rescaled(expr.function, letters), *expr.limits)
    name = getattr(expr, "name", None)
    if name is not None:
        return expr * _factor(letters.get(name, (0, 0, 0)))
    return expr.func(*(_rescaled(a, letters) for a in expr.args)) if expr.args else expr


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Run the same history in two systems of units and evaluate the action in each."""
    history = path.history(sample)
    change, mean = path.free_energy_along_drift(sample, history)
    outside, inside = _action_in_new_units(sample)
    values = {
        OUTSIDE: outside,
        INSIDE: inside,
        n.S_change: history.entropy[:, -1] - history.entropy[:, 0],
        n.F_change(1): change,
        n.mean_F_change(1): mean,
        n.p(1): history.p,
        n.f: sample["f"],
        n.alpha: sample["alpha"],
    }
    return ck.Measurement(values, **path.calculus())


def _action_in_new_units(sample: ck.Sample) -> tuple[ck.Array, ck.Array]:
    """First line with f outside and inside the time integral; every letter in the new units."""
    a, b, c = SCALES.values()
    line = Grid((a * path.LINE.lengths[0],), path.LINE.points)
    times, x, circle = b * path.TIMES, line.coordinates()[0], line.nodes(0)
    diffusion, step_size = sample["D"] * a**2 / b, sample["gamma"] * a**2 / (b * c)
    multiplier, constant = sample["alpha"] / c, sample["f"] * c / b

    def energy(time: float, place: ck.Array) -> ck.Array:
        return c * path.free_energy(sample, np.asarray(time / b), place / a)

    start = density(sample["p"], line, scale=0.1)
    history = evolve_density(
        start, lambda time: energy(time, x), D=diffusion, gamma=step_size, grid=line, times=times
    )
    run = history.density
    step, rates = 1e-4 * b, []
    for time in times:
        drift = -step_size[:, None] * circle.differentiate(energy(time, x))
        change = energy(time + step, x + step * drift) - energy(time - step, x - step * drift)
        rates.append(change / (2 * step))
    rate, weights, span = np.stack(rates), b * path.time_weights(), times[-1] - times[0]
    mean = np.tensordot(weights, rate, 1) / span
    produced = np.tensordot(weights, circle.integrate(run * (rate - mean)), 1)
    gained = entropy(run[-1], line) - entropy(run[0], line)
    outside = gained - multiplier * (produced - constant)
    return outside, gained - multiplier * (produced - constant * span)


CLAIM = ck.Claim(
    key="vanchurin:dimensions",
    source=n.source("3"),
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
    words="reading",
    expected="corrected",
    fails_by="Eq(\\mathcal{S}^{\\prime}, \\Delta{S}_q - alpha*(-Integral(f*p(q_1, t), "
    "(q_1, 0, L)) + Integral((\\frac{dF}{dt}(q_1, t) - "
    "\\langle\\frac{dF}{dt}\\rangle_t(q_1))*p(q_1,... [fa48063b]",
    reading="(3.6) adds f to a rate of F, the first line of (3.5) adds it to a change of F. Where "
    "time counts discrete steps both can hold in one system of units; a law should hold in all.",
    premises=("vanchurin:3.1", "vanchurin:3.5", "vanchurin:3.6"),
    hypotheses=(beliefs.INDEPENDENT_UNITS, beliefs.NORMALISED_START),
    amended=ck.Amended(
        latex=r"\mathcal{S}[p, F, \alpha] = \Delta S_q - \alpha \int d^K q \, p \int_0^T dt "
        r"\left(\frac{dF}{dt} - \left\langle \frac{dF}{dt} \right\rangle_t - f \right)",
        links=amended,
        grade="slip",
        note="One bracket is misplaced. With f under the integral over time, f has the dimension "
        "of F/t in both places.",
    ),
)
