"""Chapter 3: a residual network is a dynamical system in discretised time."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.integrators import runge_kutta
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import RateAlong, SeriesCoefficient

DT = sp.Symbol(r"{\Delta t}", positive=True)
NOW, NEXT, LAYER, RATE, ACTIVATION, END, OUTPUT = (
    sp.Symbol(name, real=True)
    for name in (
        r"{x_{i}(t_{n})}",
        r"{x_{i}(t_{n+1})}",
        r"{x_{i}^{(n+1)}}",
        r"{f_{i}(x(t_{n}))}",
        r"{f(W_{ij}x_{j}^{(n)})}",
        r"{x_{i}(T)}",
        r"{x_{i}^{(T/\Delta t)}}",
    )
)
LAYERS = 8 * 2 ** np.arange(5)


def printed() -> list[ck.Link]:
    """One step of Euler, one layer with its skip connection, and the network as a whole."""
    return [
        ck.Link("Euler", ck.equal(NEXT, NOW + DT * RATE), order=2),
        ck.Link("layer", ck.equal(LAYER, ACTIVATION + NOW)),
        ck.Link("network", ck.equal(END, OUTPUT), order=1),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Taylor's series of the solution; Euler's step; the depth limit of a linear network."""
    now = sp.Symbol("x", real=True)
    field = sp.Function("f", real=True)
    second = RateAlong(field(now), {now: field(now)})
    series = now + DT * field(now) + DT**2 * second / 2
    yield ck.Step("The solution of $\\dot x=f(x)$ after $\\Delta t$:", series.doit())
    gap = form.gap("Euler").subs({NEXT: series, NOW: now, RATE: field(now)})
    for n in (0, 1):
        yield ck.Vanishes("Euler", SeriesCoefficient(gap, DT, n))
    layer = form.of(LAYER, "layer").subs({ACTIVATION: DT * field(now), NOW: now})
    for n in (0, 1):
        yield ck.Vanishes("layer", SeriesCoefficient(layer - series, DT, n))
    a, duration, start = sp.symbols("a T x_0", real=True)
    one = form.of(LAYER, "layer").subs({ACTIVATION: DT * a * NOW}) / NOW
    depth = start * sp.exp(duration / DT * sp.log(one))
    yield ck.Step("For $\\dot x=ax$ the product of $T/\\Delta t$ layers is", depth)
    solution = start * sp.exp(a * duration)
    yield ck.Step("while the solution is", solution)
    flow = sp.Derivative(solution, duration) - a * solution
    yield ck.Vanishes("network", flow)
    left = form.gap("network").subs({END: solution, OUTPUT: depth})
    yield ck.Vanishes("network", SeriesCoefficient(left, DT, 0))


def weights(sample: ck.Sample) -> ck.Array:
    """W of the three units, shape (n, 3, 3)."""
    return np.asarray(sample["W"]) / 2


def solve(start: ck.Array, matrix: ck.Array, times: ck.Array, steps: int = 64) -> ck.Array:
    """Solution of dx/dt = tanh(W x) at each of `times`, shape (n, times, 3)."""

    def rate(_: ck.Array, y: ck.Array) -> ck.Array:
        return np.asarray(np.tanh(np.einsum("nij,knj->kni", matrix, y)))

    starts = np.broadcast_to(start, (len(times), *start.shape))
    ends = runge_kutta(rate, starts, np.stack([0 * times, times]), steps=steps)[-1]
    return np.swapaxes(ends, 0, 1)


def network(start: ck.Array, matrix: ck.Array, dt: float, layers: int) -> ck.Array:
    """A residual network of `layers` equal layers with the activation dt tanh."""
    x = start
    for _ in range(layers):
        x = x + dt * np.tanh(np.einsum("nij,nj->ni", matrix, x))
    return x


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Three units: solutions by Runge-Kutta beside networks of growing depth."""
    matrix, start = weights(sample), sample["x"] / 2
    sizes = 1.0 / LAYERS
    one = np.stack([network(start, matrix, dt, 1) for dt in sizes], axis=-1)
    end = np.stack([network(start, matrix, 1 / k, k) for k in LAYERS.tolist()], axis=-1)
    now = start[..., None]
    rate = (network(start, matrix, 1e3, 1)[..., None] - now) / 1e3
    values = {
        NOW: now,
        NEXT: np.swapaxes(solve(start, matrix, sizes), 1, 2),
        DT: sizes[None, None],
        RATE: rate,
        ACTIVATION: sizes * np.tanh(np.einsum("nij,nj->ni", matrix, start))[..., None],
        LAYER: one,
        END: np.repeat(solve(start, matrix, np.array([1.0]))[:, 0, :, None], len(sizes), axis=-1),
        OUTPUT: end,
    }
    return ck.Measurement(values, note=_without_step(matrix, start))


def _without_step(matrix: ck.Array, start: ck.Array) -> str:
    """What becomes of a network whose activation does not shrink with its depth."""
    sizes = [np.abs(network(start, matrix, 1.0, k)).max() for k in (8, 128)]
    return (
        f"activations that keep their size give outputs up to {sizes[0]:.2g} at depth 8 and "
        f"{sizes[1]:.2g} at depth 128: no limit"
    )


CLAIM = ck.Claim(
    key="hashimoto:euler-step",
    source=source("3"),
    kind="approximation",
    title="A residual network is Euler's method",
    latex=r"x_i(t_{n+1}) = x_i(t_n) + \Delta t \cdot f_i(x(t_n)), \qquad "
    r"x_i^{(n+1)} = f(W_{ij}x_j^{(n)}) + x_i^{(n)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("W", -3, 3, (3, 3), "twice the weights"),
                ck.Integer("x", -3, 3, (3,), "twice the start"),
            )
        ),
        tolerance=1e-11,
        reason="one layer is compared with itself up to rounding; the other links are orders",
        method="Runge-Kutta solutions beside networks of depth 8 to 128",
    ),
    expected="proved",
    reading="The step $\\Delta t$ stands in the first form and not in the second; the two are one "
    "where the activation carries it, $f(W_{ij}x_j)=\\Delta t\\,f_i(x)$. One step misses the "
    "solution by $O(\\Delta t^2)$, a network of $T/\\Delta t$ layers by $O(\\Delta t)$.",
    hypotheses=(beliefs.SCALED_ACTIVATION, beliefs.SMOOTH_WEIGHTS),
)
