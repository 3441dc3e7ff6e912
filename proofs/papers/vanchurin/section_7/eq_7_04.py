"""(7.4): the line element."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared import worldlines
from proofs.papers.vanchurin.shared.displacements import (
    DX,
    ELEMENT,
    SPACE,
    TAU,
    VECTOR,
    eps,
    g,
    square,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

HALVES = 0.5 ** np.arange(5, 11)


def printed() -> list[ck.Link]:
    """dtau^2 = - g_mu_nu dx^mu dx^nu, up to third order in dx."""
    right = -square().subs(dict(zip(VECTOR, DX, strict=True)))
    return [ck.Link("line element", ck.equal(ELEMENT**2, right), order=3)]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Time and displacement of a short piece, from the rate (7.3) and the velocity."""
    rate = premises["7.3"].of(TAU, "metric")
    turn, change = sp.symbols("a_0:3", real=True), sp.Symbol("b", real=True)
    piece = {ELEMENT: eps * rate + eps**2 * change}
    piece |= {d: eps * v + eps**2 * a for d, v, a in zip(DX, VECTOR, turn, strict=True)}
    yield ck.Step(
        "A piece of the duration $\\epsilon$, with the rate (7.3), the velocity, and their "
        "changes $a$, $b$:",
        sp.Tuple(*(ck.equal(k, v) for k, v in piece.items())),
    )
    gap = form.gap("line element").xreplace(piece)
    for order in range(3):
        yield ck.Vanishes("line element", SeriesCoefficient(gap, eps, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Proper time of shorter and shorter pieces of a path by quadrature, and their chords.

    The path is run at the pace x^0 = 1.3 s + sin(s)^2 / 5 of its parameter s.
    """
    metric = worldlines.metric_of(sample)
    n = len(sample["speed"])

    def mixed(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        time = 1.3 * first + 0.2 * second
        space = sample["speed"][:, None, :] * first + sample["bend"][:, None, :] * second
        return np.concatenate([np.broadcast_to(time, (*space.shape[:-1], 1)), space], -1)

    nodes, weights = gauss_legendre(8, 0.5)
    elapsed = []
    for span in HALVES:
        s = (span * (nodes + 0.5))[None]
        velocity = mixed(np.ones_like(s), np.sin(2 * s))
        pace = worldlines.proper_time(metric)(mixed(s, np.sin(s) ** 2), velocity)
        elapsed.append(span * (pace * weights).sum(-1))
    ends = HALVES[None, :, None]
    chord = mixed(ends, np.sin(ends) ** 2)
    here = metric(np.zeros((n, 1, 3)))
    values: dict[Basic, np.ndarray] = {ELEMENT: np.stack(elapsed, -1)}
    every = (0, *SPACE)
    values |= {g(a, b): here[..., a, b] for a in every for b in every}
    values |= {DX[a]: chord[..., a] for a in every}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.4",
    source=source("7", "7.4"),
    kind="result",
    title="Line element",
    latex=r"d\tau^2 = -g_{\mu\nu}(x_i) dx_i^{\mu}(t) dx_i^{\nu}(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*worldlines.PARAMETERS, ck.Real("bend", 0.1, 0.4, (2,), "acceleration"))),
        tolerance=1e-10,
        reason="the order of the remainder is measured; quadrature to rounding",
        method="proper time of pieces of a path by quadrature, halved six times",
        samples=24,
    ),
    expected="proved",
    reading="An equality of the lowest order in the differentials: exact to second order for "
    "pieces of a path that become short.",
    premises=("vanchurin:7.3",),
)
