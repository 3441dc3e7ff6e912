"""(8.5)-(8.7): at which position the connection and the inverse metric are taken."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_hermite
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.road import (
    away,
    constant_matrix,
    place,
    space,
    window,
)
from qmgr_sym.unevaluated import GaussianIntegral

X = space(1)[0]
HERE = place(1, 1)
VARIANTS = {"both": "x,x", "connection": "x,x_i", "inverse metric": "x_i,x"}
FORCE = {k: sp.Symbol(f"I_{{{name}}}", real=True) for k, name in VARIANTS.items()}
MEAN = {
    name: sp.Symbol(rf"\langle {latex}\rangle", real=True)
    for name, latex in {"G": r"\Gamma'g", "U": r"\Gamma{g}'"}.items()
}
OWN = {
    name: sp.Symbol(rf"\langle {latex}\rangle_i", real=True)
    for name, latex in {"G": r"\Gamma'g", "U": r"\Gamma{g}'"}.items()
}


def printed() -> dict[str, sp.Eq]:
    """It makes no difference: all variants give what the print gives."""
    whole = MEAN["G"] + MEAN["U"]
    return {name: ck.equal(force, whole) for name, force in FORCE.items()}


def amended() -> dict[str, sp.Eq]:
    """Only what is taken at x is differentiated."""
    values = (MEAN["G"] + MEAN["U"], OWN["G"], OWN["U"])
    return {n: ck.equal(f, v) for (n, f), v in zip(FORCE.items(), values, strict=True)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Integrals over x of pull times fields that are exponentials with any rates."""
    rates = sp.symbols("r s", real=True)

    def G(at: sp.Expr) -> sp.Expr:
        return sp.exp(rates[0] * at)

    def U(at: sp.Expr) -> sp.Expr:
        return sp.exp(rates[1] * at)

    bell = window(1, 1)
    pull = constant_matrix(1, 1, 1) * away(1, 1, 1) * bell
    there = {
        "both": G(X) * U(X),
        "connection": G(X) * U(HERE),
        "inverse metric": G(HERE) * U(X),
    }
    means = {
        MEAN["G"]: sp.diff(G(X), X) * U(X),
        MEAN["U"]: G(X) * sp.diff(U(X), X),
        OWN["G"]: sp.diff(G(X), X) * U(HERE),
        OWN["U"]: G(HERE) * sp.diff(U(X), X),
    }
    found = {letter: GaussianIntegral(value * bell, (X,)) for letter, value in means.items()}
    for name, force in FORCE.items():
        total = GaussianIntegral(there[name] * pull, (X,))
        yield ck.Step(f"{name} at $x$:", total)
        yield ck.Vanishes(name, form.gap(name).xreplace({force: total, **found}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Nodes in the window of one neuron: fields of waves there and at its place."""
    nodes, weights = gauss_hermite(40)
    scale, at = sample["s"][:, None], sample["x"][:, None]
    points = at + nodes[:, 0] / scale

    def field(name: str, x: ck.Array) -> ck.Array:
        a, b = sample[name].T[..., None]
        return np.asarray(1 + (a * np.sin(x) + b * np.cos(2 * x)) / 4)

    pull, zero = scale * nodes[:, 0], np.zeros_like(points)
    slope = {}
    for k in ("G", "U"):

        def moved(h: ck.Array, k: str = k) -> ck.Array:
            return field(k, points + h)

        slope[k] = complex_step(moved, zero)
    G, U, G0, U0 = field("G", points), field("U", points), field("G", at), field("U", at)
    values = {
        FORCE["both"]: (G * U * pull) @ weights,
        FORCE["connection"]: (G * U0 * pull) @ weights,
        FORCE["inverse metric"]: (G0 * U * pull) @ weights,
        MEAN["G"]: (slope["G"] * U) @ weights,
        MEAN["U"]: (G * slope["U"]) @ weights,
        OWN["G"]: (slope["G"] * U0) @ weights,
        OWN["U"]: (G0 * slope["U"]) @ weights,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:positions",
    source=source("8"),
    kind="result",
    title="Positions at which connection and inverse metric are taken",
    latex=r"\int dx\,\Gamma g\,\{g_{i,11}(x-x_i)\sqrt{g_i}\} = \langle(\Gamma g)'\rangle_i "
    r"\quad \text{for } \Gamma, g \text{ at } x \text{ or at } x_i",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("s", 0.8, 1.6, meaning="root of $g_{i,11}$"),
                ck.Real("x", -1.0, 1.0, meaning="place of the neuron"),
                *(ck.Integer(name, 1, 2, (2,), "waves of the field") for name in ("G", "U")),
            )
        ),
        tolerance=1e-9,
        reason="waves of order two on 40 Hermite nodes: rounding only",
        method="Gauss-Hermite nodes in the window of one neuron",
        samples=32,
    ),
    words="reading",
    expected="corrected",
    fails_by="connection: right side \\langle \\Gamma'g\\rangle + \\langle \\Gamma{g}'\\ra"
    "ngle for \\langle \\Gamma'g\\rangle_i; inverse metric: right side \\langle"
    " \\Gamma'g\\rangle + \\... [7564ad6a]",
    reading="(7.7) has the connection at the neuron and (8.6) the inverse metric at the neuron; "
    "(8.5) and (8.7) have both at the point $x$ of the field, outside of the brackets. Neither "
    "step is printed. Read as: it makes no difference. One component $\\Gamma$ and one "
    "component $g$ in one dimension, $\\langle\\cdot\\rangle_i$ the mean over the window of the "
    "neuron. With both "
    "at the neuron the integral is zero (vanchurin:8.5).",
    hypotheses=(beliefs.CONSTANT_MATRICES,),
    amended=ck.Amended(
        latex=r"I_{x,x} = \langle\Gamma' g + \Gamma g'\rangle_i, \quad I_{x,x_i} = "
        r"\langle\Gamma'\rangle_i\,g(x_i), \quad I_{x_i,x} = \Gamma(x_i)\langle g'\rangle_i, \quad "
        r"I_{x_i,x_i} = 0",
        links=amended,
        grade="missing hypothesis",
        note="The value of the action is what is differentiated because it was moved out of the "
        "brackets: four variants, four actions, of which the printed one leads to (8.8). That both "
        "may be taken at $x$ is a hypothesis, and it is the source of the curvature.",
    ),
)
