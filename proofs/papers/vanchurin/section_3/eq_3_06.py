"""(3.6): the potential, which turns the first line of the action (3.5) into the second."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import path
from proofs.papers.vanchurin.shared.notation import F, V, alpha, gamma, p, q, source, t

K = 1
f = sp.Symbol("f", real=True)


def production(K: int) -> Expr:
    """dF/dt, the total change of the free energy."""
    return sp.Function(r"\frac{dF}{dt}", real=True)(*q(K), t)


def mean_production(K: int) -> Expr:
    """<dF/dt>_t, its average over time, a function of q."""
    return sp.Function(r"\langle\frac{dF}{dt}\rangle_t", real=True)(*q(K))


def potential(K: int) -> Expr:
    """V = f + <dF/dt>_t, as printed."""
    return f + mean_production(K)


def printed() -> list[ck.Link]:
    """V = f + <dF/dt>_t."""
    return [ck.Link("potential", ck.equal(V(K), potential(K)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The constraint has to be the part of the second line with alpha; V must not know the time."""
    value = form["potential"].rhs
    total = sp.Derivative(F(K), t) - gamma * sp.Derivative(F(K), q(K)[0]) ** 2
    constraint = -alpha * p(K) * (total - mean_production(K) - f)
    second = p(K) * alpha * (-total + value)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Density of the constraint, with (2.8) and with f under the integral over time:",
                constraint,
            ),
            ck.Step(
                "The part of the second line of (3.5) that holds $\\alpha$, with this potential:",
                second,
            ),
        ),
        obligations=(
            ck.Vanishes("potential", sp.expand(constraint - second)),
            ck.Vanishes("potential", sp.diff(value, t)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The potential that makes both lines equal for a point mass at each place.

    The average is taken of F followed along the drift; the second line takes the slope of F and
    its rate of change at a fixed place.
    """
    history = path.history(sample)
    _, mean = path.free_energy_along_drift(sample, history)
    slope, rate = path.derivative(history.F, q(K)[0]), path.derivative(history.F, t)
    second = path.integral(sample["gamma"][:, None, None] * slope**2 - rate, t)
    constraint = (sample["f"] * path.DURATION)[:, None, None]
    values = {
        V(K): (constraint - second) / path.DURATION,
        mean_production(K): mean,
        f: sample["f"],
    }
    return ck.Measurement({key: np.asarray(value) for key, value in values.items()})


CLAIM = ck.Claim(
    key="vanchurin:3.6",
    source=source("3", "3.6"),
    kind="definition",
    title="Potential",
    latex=r"V(\mathbf{q}) \equiv f + \left\langle \frac{dF(\mathbf{q},t)}{dt} \right\rangle_t",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        path.DOMAIN,
        tolerance=1e-6,
        reason="central differences along the drift with step 1e-4, splines of degree 7 in time",
        method="averages of F followed along the drift against rates at fixed places",
        samples=24,
    ),
    expected="well-posed",
    reading="The average is over time at fixed q. Required: it turns the constraint of (3.5), with "
    "f under the integral over time, into the second line, and does not depend on time.",
    premises=("vanchurin:2.8",),
    hypotheses=("f is a constant with the dimension of $F/t$; see vanchurin:dimensions",),
)
