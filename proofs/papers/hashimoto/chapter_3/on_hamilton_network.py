"""Chapter 3: one layer of the printed network beside Hamilton's equations of the printed H."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from numerics.integrators import runge_kutta
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.hamilton_network import primitive, rate, work
from proofs.papers.hashimoto.shared.hamilton_notation import (
    DT,
    ENERGY,
    NEXT_P,
    NEXT_Q,
    F,
    G,
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
    z,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

OFFSETS = np.array([[0.0, 0.0], [0.7, 0.3], [-0.4, 0.9]])  # a leading error may vanish at one
SIZES = 2e-3 / 2.0 ** np.arange(5)


def hamiltonian() -> sp.Expr:
    """H as printed."""
    quadratic = w11 * p * q + w12 * p**2 / 2 - w21 * q**2 / 2
    return quadratic + lambda1 / v * F(v * p) - lambda2 / u * G(u * q)


def _links(corner: sp.Expr) -> list[ck.Link]:
    """The rows of W~ phi(W x) for x = (0, q, p, 0); `corner` is the third entry on W's diagonal."""
    into = sp.Matrix(
        [[0, 0, v, 0], [0, 1 + DT * w11, DT * w12, 0], [0, DT * w21, corner, 0], [0, u, 0, 0]]
    )
    out = sp.Matrix([[0, 0, 0, 0], [lambda1, 1, 0, 0], [0, 0, 1, lambda2], [0, 0, 0, 0]])
    first, second, third, fourth = into * sp.Matrix([0, q, p, 0])
    _, to_q, to_p, _ = out * sp.Matrix([DT * f(first), second, third, DT * g(fourth)])
    return [
        ck.Link("q", ck.equal(NEXT_Q, to_q), order=2),
        ck.Link("p", ck.equal(NEXT_P, to_p), order=2),
        ck.Link("H", ck.equal(ENERGY, hamiltonian())),
        ck.Link("F'", ck.equal(sp.Derivative(F(z), z), f(z))),
        ck.Link("G'", ck.equal(sp.Derivative(G(z), z), g(z))),
    ]


def printed() -> list[ck.Link]:
    """W with 1 + dt w12 where the second diagonal entry belongs."""
    return _links(1 + DT * w12)


def amended() -> list[ck.Link]:
    """W with 1 - dt w11."""
    return _links(1 - DT * w11)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Hamilton's equations of the printed H, entry by entry against the displacement per dt."""
    energy = form.of(ENERGY, "H")
    by_argument = {
        F: form.of(sp.Derivative(F(z), z), "F'"),
        G: form.of(sp.Derivative(G(z), z), "G'"),
    }

    def slope_of(variable: sp.Symbol) -> sp.Expr:
        inner = {F: v * p, G: u * q}
        parts = {whole: sp.Dummy() for whole in inner}
        split = energy.xreplace({whole(at): parts[whole] for whole, at in inner.items()})
        chain = [
            sp.Derivative(split, parts[whole])
            * sp.Derivative(at, variable)
            * by_argument[whole].subs(z, at)
            for whole, at in inner.items()
        ]
        back = {part: whole(inner[whole]) for whole, part in parts.items()}
        return (sp.Derivative(split, variable) + sp.Add(*chain)).doit().xreplace(back)

    flow = {"q": (NEXT_Q, q, slope_of(p)), "p": (NEXT_P, p, -slope_of(q))}
    for name, other, (following, now, push) in (("q", "F'", flow["q"]), ("p", "G'", flow["p"])):
        yield ck.Step(f"Hamilton's equation gives the rate of {name}:", push)
        gap = form.of(following, name) - now - DT * push
        for n in (0, 1):
            yield ck.Vanishes(name, SeriesCoefficient(gap, DT, n))
        # what H and its primitives have to answer for: the terms without the other entries of W
        share = gap if name == "q" else gap.subs(p, 0)
        for link in ("H", other):
            yield ck.Vanishes(link, SeriesCoefficient(share, DT, 1))


def flow(state: ck.Array, w: ck.Array, times: ck.Array, steps: int = 8) -> ck.Array:
    """States (times, n, k, 2) reached from `state` (n, k, 2)."""
    starts = np.broadcast_to(state, (len(times), *state.shape))
    ends = np.stack([0 * times, times])
    return np.asarray(runge_kutta(lambda _, x: rate(x, w), starts, ends, steps=steps)[-1])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Solutions by Runge-Kutta, the energy as work, primitives by Gauss's rule."""
    w = np.where(sample["w"] == 0, 1.0, sample["w"]) / 4
    state = sample["x"][:, None] / 2 + OFFSETS
    after = np.moveaxis(flow(state, w, SIZES), 0, -2)
    x, y = state[..., :1], state[..., 1:]
    values: dict[sp.Basic, ck.Array] = {
        symbol: w[:, k, None, None]
        for k, symbol in enumerate((w11, w12, w21, u, v, lambda1, lambda2))
    }
    at_v, at_u = w[:, 4, None, None] * y, w[:, 3, None, None] * x
    for whole, part, function, argument in (
        (F, f, np.tanh, at_v),
        (G, g, np.sin, at_u),
    ):
        inner = v * p if whole is F else u * q
        values |= {
            whole(inner): primitive(function, argument),
            part(inner): function(argument),
            part(z): function(argument),
            sp.Derivative(whole(z), z): slope(partial(primitive, function), argument, 1e-2),
            sp.Derivative(whole(z), (z, 2)): slope(function, argument, 1e-2),
        }
    values |= {
        q: x,
        p: y,
        NEXT_Q: after[..., 0],
        NEXT_P: after[..., 1],
        DT: SIZES[None, None],
        ENERGY: work(state, w)[..., None],
    }
    return ck.Measurement(values)


_LATEX = (
    r"W = \begin{pmatrix} 0&0&v&0\\ 0&1+\Delta t\,w_{11}&\Delta t\,w_{12}&0\\ "
    r"0&\Delta t\,w_{21}&%s&0\\ 0&u&0&0 \end{pmatrix}, \quad "
    r"\tilde W = \begin{pmatrix} 0&0&0&0\\ \lambda_1&1&0&0\\ 0&0&1&\lambda_2\\ 0&0&0&0 "
    r"\end{pmatrix}, \quad \varphi = (\Delta t f(x), 1, 1, \Delta t g(x)) \\ "
    r"H = w_{11}pq+\frac12 w_{12}p^2-\frac12 w_{21}q^2+\frac{\lambda_1}{v}F(vp)"
    r"-\frac{\lambda_2}{u}G(uq), \qquad F'=f,\; G'=g"
)

CLAIM = ck.Claim(
    key="hashimoto:hamilton-network",
    source=source("3"),
    kind="result",
    title="Hamilton's equations as a network",
    latex=_LATEX % r"1+\Delta t\,w_{12}",
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
        reason="differences of order four at 0.001, quadrature of 24 points: 1e-11",
        method="Runge-Kutta solutions, energy as work along a ray",
        floor=1e-2,
    ),
    expected="corrected",
    fails_by="p: right side lambda_2*{\\Delta t}*g(q*u) + p*(w_12*{\\Delta t} + 1) + "
    "q*w_21*{\\Delta t} for lambda_2*{\\Delta t}*g(q*u) + p*(-w_11*{\\Delta t} + 1) + "
    "q*w_21*{\\Delt... [69575da7]",
    reading="The units 1 to 4 hold nothing, q, p and nothing; $\\varphi$ acts on unit i as "
    "$\\Delta t f$, identity, identity, $\\Delta t g$, where a 1 is printed for the identity. A "
    "layer must agree with the motion that H generates up to $O(\\Delta t^2)$. Weights that vanish "
    "in the sample are set to 1/4.",
    hypotheses=(beliefs.TANH_AND_SINE, beliefs.SMOOTH_WEIGHTS),
    amended=ck.Amended(
        latex=_LATEX % r"1-\Delta t\,w_{11}",
        links=amended,
        note="One entry of W changed: $1-\\Delta t\\,w_{11}$ in place of "
        "$1+\\Delta t\\,w_{12}$, which H requires through its term $w_{11}pq$. A general "
        "$w_{22}$ would need $w_{11}+w_{22}=0$; the index may be a slip of the print.",
    ),
)
