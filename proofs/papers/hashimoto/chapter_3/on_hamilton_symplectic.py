"""Chapter 3: whether a layer of the Hamiltonian network preserves area, as a motion of H does."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.hamilton_network import Kind, Weights, energy, layer
from proofs.papers.hashimoto.shared.hamilton_notation import (
    DT,
    NEXT_P,
    NEXT_Q,
    f,
    g,
    lambda1,
    lambda2,
    p,
    q,
    u,
    v,
    w11,
    w12,
    w21,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source

_NAMES: tuple[Kind, ...] = ("repaired", "symplectic")
AREA = {name: sp.Symbol(rf"{{\det J_{{{name}}}}}", real=True) for name in _NAMES}
SLOPE_F, SLOPE_G = sp.symbols("{f'} {g'}", real=True)


def printed() -> list[ck.Link]:
    """A layer has the determinant one, as the motion in time dt has."""
    return [ck.Link("area", ck.equal(AREA["repaired"], 1))]


def amended() -> list[ck.Link]:
    """The determinant of a layer to all orders; that of symplectic Euler, two layers, is one."""
    other = (w12 + lambda1 * v * SLOPE_F) * (w21 + lambda2 * u * SLOPE_G)
    return [
        ck.Link("area", ck.equal(AREA["repaired"], 1 - DT**2 * (w11**2 + other))),
        ck.Link("symplectic", ck.equal(AREA["symplectic"], 1)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Determinants of the Jacobians, by the product rule for two layers."""
    layer, new = premises["hamilton-network"], sp.Symbol("P", real=True)
    to_q, to_p = layer.of(NEXT_Q, "q"), layer.of(NEXT_P, "p")

    def area(images: tuple[sp.Expr, sp.Expr], start: tuple[sp.Expr, sp.Expr]) -> sp.Expr:
        marks = sp.symbols("f_p g_q", real=True)
        flat = {f(v * start[1]): marks[0], g(u * q): marks[1]}
        rows = [
            [
                sp.Derivative(image.xreplace(flat), x)
                + sp.Derivative(image.xreplace(flat), marks[0]) * v * SLOPE_F * int(x == start[1])
                + sp.Derivative(image.xreplace(flat), marks[1]) * u * SLOPE_G * int(x == q)
                for x in start
            ]
            for image in images
        ]
        return sp.Determinant(sp.ImmutableMatrix(rows))

    repaired = area((to_q, to_p), (q, p))
    yield ck.Step("Determinant of the repaired layer:", repaired.doit())
    gap = form.gap("area").xreplace({AREA["repaired"]: repaired})
    yield ck.Vanishes("area", gap)
    if "symplectic" in form:
        kick = p + (to_p - p).subs(p, new)
        solved = sp.solve(ck.equal(new, kick), new)[0]
        first, second = area((q, solved), (q, p)), area((to_q.subs(p, new), new), (q, new))
        yield ck.Step(
            "Symplectic Euler, p first, then q with the new p, is a layer that moves p "
            "alone and one that moves q alone; their determinants:",
            sp.Tuple(first.doit(), second.doit()),
        )
        gap = form.gap("symplectic").xreplace({AREA["symplectic"]: first * second})
        yield ck.Vanishes("symplectic", gap)


def weights(sample: ck.Sample) -> Weights:
    """The seven weights in units of 1/4; those that must not vanish are 1/4 then."""
    w = sample["w"] / 4
    w[:, 3:5] = np.where(w[:, 3:5] == 0, 0.25, w[:, 3:5])
    return Weights(*w.T)


def jacobian(state: ck.Array, w: Weights, dt: float, kind: Kind, step: float = 1e-3) -> ck.Array:
    """Jacobians (n, 2, 2) of one layer by differences of order four."""
    columns = []
    for k in range(2):
        shift = step * np.eye(2)[k]
        near = [layer(state + m * shift, w, dt, kind) for m in (-2, -1, 1, 2)]
        columns.append((near[0] - 8 * near[1] + 8 * near[2] - near[3]) / (12 * step))
    return np.stack(columns, axis=-1)


def drift(w: Weights, state: ck.Array, kind: Kind, dt: float, layers: int) -> ck.Array:
    """Largest change of the energy along `layers` layers, shape (n,)."""
    start, worst = energy(state, w), np.zeros(len(state))
    for _ in range(layers):
        state = layer(state, w, dt, kind)
        worst = np.maximum(worst, np.abs(energy(state, w) - start))
    return worst


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Run the networks themselves, as matrices, from neighbouring states."""
    w, state = weights(sample), sample["x"] / 2
    dt = 0.25
    values: dict[sp.Basic, ck.Array] = {
        AREA[name]: np.linalg.det(jacobian(state, w, dt, name)) for name in _NAMES
    }
    step = 1e-3
    for symbol, function, at in (
        (SLOPE_F, w.f, w.v * state[:, 1]),
        (SLOPE_G, w.g, w.u * state[:, 0]),
    ):
        near = [function(at + m * step) for m in (-2, -1, 1, 2)]
        values[symbol] = (near[0] - 8 * near[1] + 8 * near[2] - near[3]) / (12 * step)
    names = {w11: w.w11, w12: w.w12, w21: w.w21, u: w.u, v: w.v}
    values |= {**names, lambda1: w.lambda1, lambda2: w.lambda2, DT: np.full(len(state), dt)}
    return ck.Measurement(values, note=_drifts() if len(state) > 1 else "")


def _drifts() -> str:
    """Energy of a pendulum of H = p^2/2 + 1 - cos q against depth."""
    one = np.ones(1)
    pendulum = Weights(0 * one, one, 0 * one, one, one, 0 * one, -one)
    start = np.array([[1.0, 0.0]])
    found = [
        f"{kind} {drift(pendulum, start, kind, 0.05, depth)[0]:.2g} after {depth} layers"
        for kind in _NAMES
        for depth in (100, 400)
    ]
    return "change of the energy of a pendulum, dt = 0.05: " + ", ".join(found)


CLAIM = ck.Claim(
    key="hashimoto:hamilton-symplectic",
    source=source("3"),
    kind="result",
    title="Whether the Hamiltonian network preserves area",
    latex=r"\det\frac{\partial(q(t+\Delta t),\,p(t+\Delta t))}{\partial(q(t),\,p(t))} = 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("w", -6, 6, (7,), "four times w11, w12, w21, u, v, lambda1, lambda2"),
                ck.Integer("x", -3, 3, (2,), "twice q and p"),
            )
        ),
        tolerance=1e-9,
        reason="differences of order four at 0.001 of smooth activations: 1e-11",
        method="Jacobians of the running networks by differences",
    ),
    expected="corrected",
    fails_by="undo: drop the term -{\\Delta t}**2*(w_11**2 + (lambda_1*v...",
    words="reading",
    reading="The slide prints no such formula; it says that Hamilton dynamics is a network. A "
    "motion of H preserves area at every step. Tested on the layer with the repaired entry "
    "$1-\\Delta t\\,w_{11}$; with the printed entry the determinant differs from one already at "
    "first order.",
    premises=("hashimoto:hamilton-network",),
    hypotheses=(beliefs.TANH_AND_SINE,),
    amended=ck.Amended(
        latex=r"\det J = 1-\Delta t^2\left(w_{11}^2+(w_{12}+\lambda_1vf')(w_{21}+\lambda_2ug')"
        r"\right), \qquad \det J_{\mathrm{symplectic}} = 1",
        links=amended,
        note="Area is preserved up to $O(\\Delta t^2)$ only, so that the energy grows with depth. "
        "The symplectic Euler method for the same H preserves it exactly: "
        "$(1+\\Delta t\\,w_{11})\\,p'=p+\\Delta t(w_{21}q+\\lambda_2g(uq))$, then "
        "$q'=(1+\\Delta t\\,w_{11})\\,q+\\Delta t(w_{12}p'+\\lambda_1f(vp'))$, two layers.",
    ),
)
