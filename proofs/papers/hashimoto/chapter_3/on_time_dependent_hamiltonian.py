"""Chapter 3: a Hamiltonian that depends on time, held by layers with different weights."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from numerics.integrators import runge_kutta
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared import hamilton_notation as network
from proofs.papers.hashimoto.shared.hamilton_network import primitive, rate, work
from proofs.papers.hashimoto.shared.hamilton_notation import DT, NEXT_P, NEXT_Q
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

q, p = sp.symbols("q p", real=True)
u, v = sp.symbols("u v", real=True, nonzero=True)
NAMES = ("w_11", "w_12", "w_21", r"lambda_1", r"lambda_2")
w11, w12, w21, lambda1, lambda2 = WEIGHTS = sp.symbols(" ".join(NAMES), real=True)
RATES = sp.symbols(
    r"{\dot{w}_{11}} {\dot{w}_{12}} {\dot{w}_{21}} {\dot{\lambda}_1} "
    r"{\dot{\lambda}_2}",
    real=True,
)
f, g, F, G = sp.symbols("f(vp) g(uq) F(vp) G(uq)", real=True)
POWER = sp.Symbol(r"{\dot{H}}", real=True)
PLACES = [0, 1, 2, 5, 6]  # of the weights that change, among w11, w12, w21, u, v and both lambda
SIZES = 2e-3 / 2.0 ** np.arange(5)
OFFSETS = np.array([[0.0, 0.0], [0.7, 0.3], [-0.4, 0.9]])  # a leading error may vanish at one
STEP = 1e-2  # of the differences in time


def printed() -> list[ck.Link]:
    """A layer has the weights of its time; the energy changes by their rates alone."""
    a, b, c, first, second = RATES
    power = a * p * q + b * p**2 / 2 - c * q**2 / 2 + first / v * F - second / u * G
    to_q = q + DT * w11 * q + DT * w12 * p + DT * lambda1 * f
    to_p = p - DT * w11 * p + DT * w21 * q + DT * lambda2 * g
    return [
        ck.Link("q", ck.equal(NEXT_Q, to_q), order=2),
        ck.Link("p", ck.equal(NEXT_P, to_p), order=2),
        ck.Link("energy", ck.equal(POWER, power)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Hamilton's equations at the time of the layer, and the energy along the layers' motion."""
    energy = premises["hamilton-network"].of(network.ENERGY, "H")
    letters = dict(
        zip(
            (
                network.F(network.v * network.p),
                network.G(network.u * network.q),
                network.q,
                network.p,
                network.u,
                network.v,
                network.w11,
                network.w12,
                network.w21,
                network.lambda1,
                network.lambda2,
            ),
            (F, G, q, p, u, v, *WEIGHTS),
            strict=True,
        )
    )
    total = energy.xreplace(letters)
    by_p = sp.Derivative(total, p) + sp.Derivative(total, F) * v * f
    by_q = sp.Derivative(total, q) + sp.Derivative(total, G) * u * g
    yield ck.Step(
        "Rates of q and p by Hamilton's equations at one time:", sp.Tuple(by_p.doit(), -by_q.doit())
    )
    for name, following, now, push in (("q", NEXT_Q, q, by_p), ("p", NEXT_P, p, -by_q)):
        gap = form.gap(name).subs(following, now + DT * push)
        for n in (0, 1):
            yield ck.Vanishes(name, SeriesCoefficient(gap.doit(), DT, n))
    moved = [
        SeriesCoefficient(form.of(x, name), DT, 1).doit()
        for x, name in ((NEXT_Q, "q"), (NEXT_P, "p"))
    ]
    explicit = sp.Add(*(sp.Derivative(total, w) * r for w, r in zip(WEIGHTS, RATES, strict=True)))
    yield ck.Step(
        "Weights that change do so at the second order of the step only; what they do "
        "to the energy:",
        explicit.doit(),
    )
    change = by_q * moved[0] + by_p * moved[1] + explicit
    yield ck.Vanishes("energy", form.gap("energy").xreplace({POWER: change}))


def weights(sample: ck.Sample, time: float | ck.Array) -> ck.Array:
    """w11, w12, w21, u, v, lambda1, lambda2 at a time: shape (n, 7), or (times, n, 7)."""
    swing = np.sin(np.asarray(time)[..., None, None] + np.arange(7))
    drift = np.zeros((len(sample["w"]), 7))
    drift[:, PLACES] = sample["drift"]
    level = np.where(sample["w"] == 0, 1.0, sample["w"])
    return np.asarray((level + drift * swing) / 4)


def flow(sample: ck.Sample, state: ck.Array, time: float | ck.Array, steps: int = 8) -> ck.Array:
    """State (n, k, 2) after `time` from the time zero."""

    def moved(now: float, x: ck.Array) -> ck.Array:
        return rate(x, weights(sample, now))

    return np.asarray(runge_kutta(moved, state, [0.0, float(time)], steps=steps)[-1])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Solutions with weights that swing; the energy as work along a ray, at several times."""
    state = sample["x"][:, None] / 2 + OFFSETS
    after = np.stack([flow(sample, state, dt) for dt in SIZES], axis=-2)
    now, change = weights(sample, 0.0), slope(lambda t: weights(sample, t), 0.0, STEP)
    power = slope(lambda t: work(flow(sample, state, t), weights(sample, t)), 0.0, STEP)
    x, y = state[..., :1], state[..., 1:]
    values = {
        symbol: array[:, k, None, None]
        for symbols, array in ((WEIGHTS, now), (RATES, change))
        for symbol, k in zip(symbols, PLACES, strict=True)
    }
    at_u, at_v = now[:, 3, None, None] * x, now[:, 4, None, None] * y
    values |= {
        u: now[:, 3, None, None],
        v: now[:, 4, None, None],
        f: np.tanh(at_v),
        g: np.sin(at_u),
        F: primitive(np.tanh, at_v),
        G: primitive(np.sin, at_u),
        q: x,
        p: y,
        NEXT_Q: after[..., 0],
        NEXT_P: after[..., 1],
        DT: SIZES[None, None],
        POWER: power[..., None],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:time-dependent-hamiltonian",
    source=source("3"),
    kind="result",
    title="A Hamiltonian that depends on time is a network whose layers differ",
    latex=r"H(t) = w_{11}(t)\,pq + \frac12 w_{12}(t)\,p^2 - \frac12 w_{21}(t)\,q^2 + "
    r"\frac{\lambda_1(t)}{v} F(vp) - \frac{\lambda_2(t)}{u} G(uq) \\ "
    r"q(t+\Delta t) = q + \Delta t\,(w_{11}(t)\,q + w_{12}(t)\,p + \lambda_1(t)\,f(vp)), \quad "
    r"\dot H = \partial_t H",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("w", -6, 6, (7,), "four times w11, w12, w21, u, v, lambda1, lambda2"),
                ck.Integer("drift", -3, 3, (5,), "four times how far w and lambda swing in time"),
                ck.Integer("x", -3, 3, (2,), "twice q and p"),
            )
        ),
        tolerance=1e-6,
        reason="differences of order four at 0.005: 2e-11 of fifth derivatives, up to 1000",
        method="Runge-Kutta with swinging weights, energy as work along a ray",
        floor=1e-1,
    ),
    expected="proved",
    reading="The slide equates a Hamiltonian that depends on time with weights and activation. "
    "Read as: layer n has the weights of H at $t_n$; it must follow the motion of H(t) up to "
    "$O(\\Delta t^2)$. The layer is the one with the corrected entry $1-\\Delta t\\,w_{11}$. "
    "Beside it stands the law by which the energy then changes.",
    premises=("hashimoto:hamilton-network",),
    hypotheses=(beliefs.SMOOTH_WEIGHTS, beliefs.TANH_AND_SINE),
)
