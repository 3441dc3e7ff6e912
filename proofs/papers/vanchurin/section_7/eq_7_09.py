"""(7.9): the Christoffel symbols."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step
from proofs.papers.vanchurin.shared import worldlines
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import christoffel_symbol
from qmgr_sym.jets.letters import MetricLetters
from qmgr_sym.unevaluated import ForEveryMetric

PAIRS = ((0, 0), (0, 1), (1, 1))
METRIC = MetricLetters(worldlines.COORDS[:2])
UPPER, SLOPES = METRIC.inverse, METRIC.gradient(METRIC.metric)


def printed(dimension: int = 2) -> dict[str, sp.Eq]:
    """Gamma^mu_ab = (1/2) g^{mu nu} (d_b g_nu_a + d_a g_nu_b - d_nu g_ab)."""
    return {
        f"{mu}, {a}{b}": ck.equal(christoffel_symbol(mu, a, b), side)
        for (mu, a, b), side in _right_sides(dimension).items()
    }


@cache
def _right_sides(dimension: int) -> dict[tuple[int, int, int], Expr]:
    g = MetricLetters(worldlines.COORDS[:dimension])
    slopes = g.gradient(g.metric)
    sides = (("mn,nab->mab", 1), ("mn,nba->mab", 1), ("mn,abn->mab", -1))
    terms = [(g.einsum(formula, g.inverse, slopes), sign) for formula, sign in sides]
    found = {}
    for mu in range(dimension):
        for a in range(dimension):
            for b in range(a, dimension):
                found[mu, a, b] = sp.Add(*(sign * term[mu][a][b] for term, sign in terms)) / 2
    return found


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The metric has to be constant under the connection, which is symmetric."""
    g, indices = METRIC, range(METRIC.n)
    change = g.covariant_d(g.metric, "ll")
    yield ck.Step(
        "Required: symmetric in the lower indices, and a constant metric. These are as many linear "
        "equations as there are symbols, with one solution. First of them:",
        ck.equal(change[0][0][0], 0),
    )
    gamma = {
        g.christoffel[m][a][b]: form.of(christoffel_symbol(m, a, b), f"{m}, {a}{b}")
        for m in indices
        for a, b in PAIRS
    }
    for mu in indices:
        for a, b in PAIRS:
            for n in indices:
                lost = ForEveryMetric(change[a][n][b].xreplace(gamma), g.coords)
                yield ck.Vanishes(f"{mu}, {a}{b}", lost, chance=ForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Free fall by Hamilton's equations at three velocities: x'' = - Gamma(x', x'), polarised."""
    base, slope = sample["metric"], sample["slope"]

    def metric(x: np.ndarray) -> np.ndarray:
        part = base + (slope * np.sin(x)[..., None, :]).sum(-1)
        rows = [
            np.stack([part[..., 0] - 1, part[..., 1]], -1),
            np.stack([part[..., 1], part[..., 2] + 1], -1),
        ]
        return np.stack(rows, -2)

    def raised(x: np.ndarray, p: np.ndarray) -> np.ndarray:
        return np.asarray(np.linalg.solve(metric(x), p[..., None])[..., 0])

    x, axes = sample["x"], np.eye(2)

    def acceleration(u: np.ndarray) -> np.ndarray:
        p = np.einsum("nab,nb->na", metric(x), u)
        forces = [complex_step(lambda y: (raised(y, p + 0j) * p).sum(-1) / 2, x, e) for e in axes]
        push = -np.stack(forces, -1)
        return complex_step(lambda h: raised(x + h * u, p + h * push), 0.0)

    one = axes[:, None, :] + np.zeros((2, len(x), 2))
    first, second, both = (acceleration(u) for u in (one[0], one[1], one[0] + one[1]))
    found = {(0, 0): -first, (1, 1): -second, (0, 1): -(both - first - second) / 2}
    slopes = [complex_step(metric, x, e) for e in axes]
    inverse = np.linalg.inv(metric(x))
    values: dict[Basic, np.ndarray] = {}
    for a, b in PAIRS:
        values[UPPER[a][b]] = inverse[:, a, b]
        values |= {christoffel_symbol(m, a, b): found[a, b][:, m] for m in range(2)}
        for c in range(2):
            values[SLOPES[a][b][c]] = slopes[c][:, a, b]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.9",
    source=source("7", "7.9"),
    kind="definition",
    title="Christoffel symbols",
    latex=r"\Gamma^{\mu}_{\alpha\beta} \equiv \frac{1}{2} g^{\mu\nu} "
    r"\left(\frac{\partial g_{\nu\alpha}}{\partial x^{\beta}} + "
    r"\frac{\partial g_{\nu\beta}}{\partial x^{\alpha}} - "
    r"\frac{\partial g_{\alpha\beta}}{\partial x^{\nu}} \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("metric", -0.3, 0.3, (3,), "g less the flat metric"),
                ck.Real("slope", -0.5, 0.5, (3, 2)),
                ck.Real("x", -1.0, 1.0, (2,), "event"),
            )
        ),
        tolerance=1e-10,
        reason="complex steps and one linear solve of a well conditioned metric",
        method="free fall by Hamilton's equations, polarised in the velocity",
        samples=32,
        floor=1e-2,
    ),
    expected="well-posed",
    reading="Two dimensions, a general metric of two coordinates. Required: the one symmetric "
    "connection under which the metric is constant, and the one whose geodesics are those of "
    "free fall. The argument by six equations for six symbols is the same in any dimension.",
)
