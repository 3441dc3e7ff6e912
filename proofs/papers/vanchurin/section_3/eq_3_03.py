"""(3.3): the change of the entropy through the rate of change of the density."""

from collections.abc import Callable

import numpy as np
import sympy as sp
from numpy.polynomial import chebyshev
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from proofs.papers.vanchurin.section_3 import eq_3_02
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time
from proofs.papers.vanchurin.shared.notation import T, p, q, source, t

K = 1
CHANGE = sp.Symbol(r"\Delta{S}_q", real=True)
RATE = sp.Derivative(eq_3_02.ENTROPY, t)
NODES = 25  # Chebyshev points in time
STEP = 1e-30  # of the complex step


def by_rates(K: int) -> Expr:
    """-int int dp/dt log p - int int dp/dt."""
    rate = sp.Derivative(p(K), t)
    return -over_q_and_time(rate * sp.log(p(K)), K) - over_q_and_time(rate, K)


def printed() -> list[ck.Link]:
    """Delta S_q = int dt dS_q/dt = the two integrals of dp/dt."""
    over_time = sp.Integral(RATE, (t, 0, T))
    return [
        ck.Link("over time", ck.equal(CHANGE, over_time)),
        ck.Link("by rates", ck.equal(over_time, by_rates(K))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Differentiate by T: the fundamental theorem, then the product rule under the integral."""
    total = form["over time"].rhs
    here = eq_3_02.ENTROPY.subs(t, T)
    left, right = (integrand(side) for side in form["by rates"].args)
    rate_density = sp.Derivative(integrand(eq_3_02.entropy(K)), t)
    left = left.subs(RATE, rate_density)
    return ck.Derivation(
        steps=(
            ck.Step(
                "$\\Delta S_q=S_q(T)-S_q(0)$, differentiated by $T$; both sides vanish at $T=0$:",
                ck.equal(sp.Derivative(here, T), total.diff(T)),
            ),
            ck.Step(
                "Rate of the entropy (3.2) under the integral over $\\mathbf q$:",
                ck.equal(left, left.doit()),
            ),
            ck.Step(
                "Right side under the same integrals. The product rule alone gives it, at every "
                "point and for any number of variables; $\\int d^Kq\\,p=1$ then removes its "
                "second term:",
                right,
            ),
        ),
        obligations=(
            ck.Vanishes("over time", sp.Derivative(here, T) - total.diff(T)),
            ck.Vanishes("over time", total.subs(T, 0).doit()),
            ck.Vanishes("by rates", (left - right).doit()),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Positive fields exp(l) whose mass need not be conserved, on Chebyshev points in time.

    The entropy is minus the slope of the partition function int exp(b l) at b = 1, by a complex
    step in b; it and the density are differentiated in time as Chebyshev series.
    """
    grid = fields.GRIDS[1]
    clock = _clock(sample)
    base, swing = (fields.field(sample, name, 1) for name in ("E", "A"))
    wave = np.sin(2 * clock + sample["phase"][:, None])[:, None, :]
    log_p = base[:, :, None] + swing[:, :, None] * wave - np.log(grid.lengths[0])
    p_values = np.exp(log_p)
    slope = np.exp((1 + 1j * STEP) * log_p).sum(1).imag / STEP
    entropy = -slope * grid.cell_volume
    values = {
        p(1): p_values,
        sp.Derivative(p(1), t): _in_time(p_values, sample),
        RATE: _in_time(entropy[:, None, :], sample),
        CHANGE: entropy[:, -1] - entropy[:, 0],
        T: sample["T"],
    }
    return ck.Measurement(values, _along_q, _integrator(sample))


def _along_q(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
    """Spectral derivative of an array (n, points, times) along the variable."""
    if symbol != q(1)[0]:
        raise ck.NotMeasuredError(f"a derivative with respect to {symbol} was not measured")
    turned = grids.derivative(np.moveaxis(array, 1, -1), fields.GRIDS[1], 0)
    return np.asarray(np.moveaxis(turned, -1, 1))


def _clock(sample: ck.Sample) -> np.ndarray:
    """Chebyshev points of the second kind in 0 <= t <= T, (n, NODES)."""
    unit = (1 + chebyshev.chebpts2(NODES)) / 2
    return np.asarray(sample["T"][:, None] * unit)


def _in_time(array: np.ndarray, sample: ck.Sample) -> np.ndarray:
    """Time derivative on the Chebyshev points of the last axis."""
    points = chebyshev.chebpts2(NODES)
    matrix = chebyshev.chebvander(points, NODES - 1)
    slopes = chebyshev.chebval(points, chebyshev.chebder(np.eye(NODES))).T
    return np.asarray(
        array @ np.linalg.solve(matrix.T, slopes.T) * (2 / sample["T"])[:, None, None]
    )


def _integrator(sample: ck.Sample) -> Callable[[np.ndarray, sp.Symbol], np.ndarray]:
    """Trapezoid rule in q, Clenshaw-Curtis in t; the axis integrated over keeps length 1."""
    grid = fields.GRIDS[1]
    points = chebyshev.chebpts2(NODES)
    moments = np.array([0.0 if m % 2 else 2 / (1 - m**2) for m in range(NODES)])
    weights = np.linalg.solve(chebyshev.chebvander(points, NODES - 1).T, moments)

    def integral(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
        full = np.broadcast_to(array, (len(sample["T"]), *array.shape[1:]))
        if symbol == t:
            full = np.broadcast_to(full, (*full.shape[:2], NODES))
            scale = (sample["T"] / 2)[:, None, None]
            return np.asarray((full * weights).sum(-1, keepdims=True) * scale)
        if symbol == q(1)[0]:
            full = np.broadcast_to(full, (full.shape[0], *grid.points, full.shape[2]))
            return np.asarray(full.sum(1, keepdims=True) * grid.cell_volume)
        raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")

    return integral


CLAIM = ck.Claim(
    key="vanchurin:3.3",
    source=source("3", "3.3"),
    kind="result",
    title="Entropy change through the rate of change of the density",
    latex=r"\Delta S_q = \int_0^T dt \frac{dS_q(t)}{dt} = -\int_0^T dt \, d^K q \frac{dp}{dt} "
    r"\log p - \int_0^T dt \, d^K q \frac{dp}{dt}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.5, 2.0),
                ck.Real("phase", -3.0, 3.0),
                ck.Integer("E", -2, 2, (2, 2)),
                ck.Integer("A", -2, 2, (2, 2)),
            )
        ),
        tolerance=1e-9,
        reason="Chebyshev series of 25 terms in time and Fourier series in q leave below 1e-10",
        method="entropy from the slope of the partition function; Chebyshev series in time",
        samples=12,
    ),
    expected="proved",
    reading="$dp/dt$ is the partial derivative at fixed $\\mathbf q$, as in (3.1). The second "
    "integral vanishes for a normalised density; it is needed where the mass is not conserved, and "
    "the numeric arm tests it there.",
    premises=("vanchurin:3.2",),
    hypotheses=("$p$ is positive and smooth, so that differentiation and integration commute",),
)
