"""Section 5: displacements connected by Lorentz transformations produce the same entropy."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, neuron
from proofs.papers.vanchurin.shared.displacements import SPACE, VECTOR, g, square
from proofs.papers.vanchurin.shared.notation import source

MOVED = tuple(sp.Symbol(rf"{{\dot{{y}}^{{{mu}}}}}", real=True) for mu in (0, *SPACE))
FRAME, MOVED_FRAME = (
    tuple(sp.Symbol(f"{letter}^{{{mu}}}", real=True) for mu in (0, *SPACE)) for letter in "zw"
)

_a, _b, _c, _d, _p, _q, _u = sp.symbols("a b c d p q u", positive=True)


def _flat(vector: tuple[sp.Symbol, ...]) -> sp.Expr:
    return -(vector[0] ** 2) + vector[1] ** 2 + vector[2] ** 2


def printed() -> list[ck.Link]:
    """g(y, y) = g(x, x), and in the frame of the neuron the Lorentz square is the same."""
    moved = square().subs(dict(zip(VECTOR, MOVED, strict=True)))
    return [
        ck.Link("same production", ck.equal(-moved, -square())),
        ck.Link("Lorentz", ck.equal(_flat(MOVED_FRAME), _flat(FRAME))),
    ]


_FRAME = sp.ImmutableMatrix([[_d, _p, _q], [0, _a, _b], [0, 0, _c]])


@cache
def transformed() -> tuple[dict[sp.Expr, sp.Expr], ...]:
    """g = E^T eta E and y = E^-1 L E x, for a boost and for a turn L."""
    metric = _FRAME.T * sp.diag(-1, 1, 1) * _FRAME
    old = _FRAME * sp.Matrix(VECTOR)
    made = []
    for lorentz in (_boost(_u), _turn(_u)):
        new = lorentz * old
        at = {g(m, n): metric[m, n] for m in range(3) for n in range(3)}
        at |= dict(zip(MOVED, _FRAME.inv() * new, strict=True))
        at |= dict(zip((*FRAME, *MOVED_FRAME), (*old, *new), strict=True))
        made.append(at)
    return tuple(made)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """y = E^-1 L E x with g = E^T eta E, for the boosts and the turns that generate the group."""
    simple = _FRAME.subs({_d: 1, _p: 0, _q: 0})
    yield ck.Step("Frame $E$ of the neuron, in any coordinates; (5.9) has $d=1$, $p=q=0$:", _FRAME)
    yield ck.Step(
        "A boost with $\\cosh=(1+u^2)/(1-u^2)$; with the turns of space it generates the group:",
        _boost(_u),
    )
    yield ck.Step(
        "The transformation that leaves $g_i$ unchanged is conjugate to it:", _conjugate(simple, _u)
    )
    yield ck.Step(
        "A boost of the coordinates themselves does not leave $g_i$ unchanged: where "
        "$g_{i,ab}=k\\,\\delta_{ab}$ it changes $-\\Delta S$ by",
        _by_plain_boost(_u),
    )
    for at in transformed():
        for name in form:
            yield ck.Vanishes(name, form.gap(name).xreplace(at))


@cache
def _conjugate(frame: sp.ImmutableMatrix, u: sp.Symbol) -> sp.Matrix:
    """The boost seen from coordinates with this frame."""
    return (frame.inv() * _boost(u) * frame).applyfunc(sp.cancel)


@cache
def _by_plain_boost(u: sp.Symbol) -> sp.Expr:
    """Change of g(x, x) under a boost of the coordinates, for g = diag(-1, k, k)."""
    metric = sp.diag(-1, sp.Symbol("k", positive=True), sp.Symbol("k", positive=True))
    old = sp.Matrix(VECTOR)
    new = _boost(u) * old
    return sp.factor((new.T * metric * new - old.T * metric * old)[0])


def _boost(u: sp.Symbol) -> sp.Matrix:
    cosh, sinh = (1 + u**2) / (1 - u**2), 2 * u / (1 - u**2)
    return sp.Matrix([[cosh, sinh, 0], [sinh, cosh, 0], [0, 0, 1]])


def _turn(v: sp.Symbol) -> sp.Matrix:
    cos, sin = (1 - v**2) / (1 + v**2), 2 * v / (1 + v**2)
    return sp.Matrix([[1, 0, 0], [0, cos, -sin], [0, sin, cos]])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Exponentials of the generators that leave g unchanged: g^-1 times an antisymmetric matrix."""
    metric = neuron.lorentzian(neuron.matrix(sample))
    generator = np.zeros_like(metric)
    for k, (i, j) in enumerate(((0, 1), (0, 2), (1, 2))):
        generator[:, i, j] = sample["angle"][:, k]
        generator[:, j, i] = -sample["angle"][:, k]
    change = np.stack([expm(m) for m in np.linalg.solve(metric, generator)])
    old = np.concatenate([sample["clock"][:, None], sample["v"]], -1)
    new = np.einsum("nij,nj->ni", change, old)
    values, axes = np.linalg.eigh(metric)
    frames = np.sqrt(np.abs(values))[:, :, None] * np.swapaxes(axes, -1, -2)
    measured = {g(m, n): metric[:, m, n] for m in range(3) for n in range(3)}
    for names, vector in ((VECTOR, old), (MOVED, new)):
        measured |= {name: vector[:, k] for k, name in enumerate(names)}
    for names, vector in ((FRAME, old), (MOVED_FRAME, new)):
        seen = np.einsum("nij,nj->ni", frames, vector)
        measured |= {name: seen[:, k] for k, name in enumerate(names)}
    return ck.Measurement(measured)


CLAIM = ck.Claim(
    key="vanchurin:lorentz-invariance",
    source=source("5"),
    kind="result",
    title="Lorentz invariance of the entropy production",
    latex=r"-g_{i,\mu\nu} \Lambda^\mu_{\;\alpha}\dot{x}_i^\alpha "
    r"\Lambda^\nu_{\;\beta}\dot{x}_i^\beta = -g_{i,\mu\nu}\dot{x}_i^\mu\dot{x}_i^\nu",
    printed=printed,
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*neuron.MATRIX, *neuron.STEPS, ck.Real("angle", -1.0, 1.0, (3,)))),
        tolerance=1e-10,
        reason="matrix exponentials of order one are good to 1e-13",
        method="exponentials of the Lie algebra that preserves g, frames by eigenvectors",
        samples=32,
    ),
    expected="proved",
    reading="$\\Lambda$ leaves $g_i$ unchanged; in the frame $E$ of the neuron, "
    "$g_i=E^T\\eta E$, it is a Lorentz matrix $E\\Lambda E^{-1}$. A Lorentz matrix taken in the "
    "coordinates themselves leaves $\\Delta S$ unchanged only where $g_i=\\eta$. The group mixes "
    "the clock with the positions, which (5.6) defines apart.",
    hypotheses=(beliefs.DEFINITE_MATRIX, beliefs.NO_THIRD_ORDER),
)
