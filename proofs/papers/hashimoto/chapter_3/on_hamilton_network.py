"""Chapter 3: one layer of the printed network beside Hamilton's equations of the printed H."""

from functools import partial

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_nodes, slope
from numerics.integrators import runge_kutta
from proofs.papers.hashimoto.shared.hamilton_network import primitive
from proofs.papers.hashimoto.shared.notation import source

q, p = sp.symbols("q p", real=True)
NEXT_Q, NEXT_P = (sp.Symbol(rf"{x}(t+\Delta t)", real=True) for x in "qp")
DT = sp.Symbol(r"{\Delta t}", positive=True)
u, v, w11, w12, w21, lambda1, lambda2 = sp.symbols(
    "u v w_11 w_12 w_21 lambda_1 lambda_2", real=True, nonzero=True
)
f, g, F, G = (sp.Function(name, real=True) for name in "fgFG")
ENERGY, z = sp.symbols("H z", real=True)
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


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Hamilton's equations of the printed H, entry by entry against the displacement per dt."""
    parts = sp.symbols("F_p G_q", real=True)
    energy = form["H"].rhs.xreplace({F(v * p): parts[0], G(u * q): parts[1]})
    to_f, to_g = form["F'"].rhs.subs(z, v * p), form["G'"].rhs.subs(z, u * q)
    flow = {
        "q": sp.expand(energy.diff(p) + energy.diff(parts[0]) * v * to_f),
        "p": -sp.expand(energy.diff(q) + energy.diff(parts[1]) * u * to_g),
    }
    obligations, steps = [], []
    for name, now, primitive_of in (("q", q, "F'"), ("p", p, "G'")):
        gap = sp.expand(form[name].rhs - now - DT * flow[name])
        steps.append(ck.Step(f"Hamilton's equation gives the rate of {name}:", flow[name]))
        steps.append(ck.Step("and the layer minus Euler's step with it is", gap))
        for link in (name, "H", primitive_of):
            obligations += [ck.Vanishes(link, gap.coeff(DT, k)) for k in (-1, 0, 1)]
    return ck.Derivation(tuple(steps), tuple(obligations))


def rate(state: ck.Array, w: ck.Array) -> ck.Array:
    """Velocity of states (..., n, k, 2): a motion without divergence, with weights (n, 7)."""
    x, y = state[..., 0], state[..., 1]
    a, b, c, first, second, one, two = w.T[..., None]
    push = a * x + b * y + one * np.tanh(second * y)
    pull = c * x - a * y + two * np.sin(first * x)
    return np.stack([push, pull], axis=-1)


def flow(state: ck.Array, w: ck.Array, times: ck.Array, steps: int = 8) -> ck.Array:
    """States (times, n, k, 2) reached from `state` (n, k, 2)."""
    starts = np.broadcast_to(state, (len(times), *state.shape))
    ends = np.stack([0 * times, times])
    return np.asarray(runge_kutta(lambda _, x: rate(x, w), starts, ends, steps=steps)[-1])


def work(state: ck.Array, w: ck.Array) -> ck.Array:
    """Integral of q' dp - p' dq along the ray from the origin to `state`: the energy there."""
    line = gauss_nodes(0.0, 1.0, 24)
    found = rate(line.points[:, None, None, None] * state, w)
    density = found[..., 0] * state[..., 1] - found[..., 1] * state[..., 0]
    return np.asarray(np.tensordot(line.weights, density, axes=1))


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
    reading="The units 1 to 4 hold nothing, q, p and nothing; $\\varphi$ acts on unit i as "
    "$\\Delta t f$, identity, identity, $\\Delta t g$, where a 1 is printed for the identity. A "
    "layer must agree with the motion that H generates up to $O(\\Delta t^2)$. Weights that vanish "
    "in the sample are set to 1/4.",
    hypotheses=(
        "$u$ and $v$ are not zero; $F(0)=G(0)=0$",
        "measured with $f=\\tanh$ and $g=\\sin$",
    ),
    amended=ck.Amended(
        latex=_LATEX % r"1-\Delta t\,w_{11}",
        links=amended,
        note="One entry of W changed: $1-\\Delta t\\,w_{11}$ in place of "
        "$1+\\Delta t\\,w_{12}$, which H requires through its term $w_{11}pq$. A general "
        "$w_{22}$ would need $w_{11}+w_{22}=0$; the index may be a slip of the print.",
    ),
)
