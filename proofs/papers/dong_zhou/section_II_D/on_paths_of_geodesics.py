"""Section II.D: whether a path of states has a path of geodesic networks."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source

JUMP, INSIDE, CUT = sp.symbols(r"\Delta \Delta_{in} \Delta_{cut}", positive=True)
EPS = sp.Symbol(r"\epsilon", positive=True)


def printed() -> list[ck.Link]:
    """The geodesic changes by as much as the state, everywhere."""
    return [ck.Link("path", ck.equal(JUMP, 2 * EPS))]


def amended() -> list[ck.Link]:
    """It does within the radius pi/2 of the start, and turns round at that distance."""
    return [
        ck.Link("inside", ck.equal(INSIDE, 2 * EPS)),
        ck.Link("cut", ck.equal(CUT, sp.pi - 2 * EPS)),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """cos(tau) 0 + sin(tau) 1: all velocities that reach the state, and the shortest of them."""
    obligations = []

    def shortest(tau: sp.Expr) -> sp.Expr:
        few = [tau + k * sp.pi for k in (-1, 0, 1)]  # the same ray, up to a sign
        return min(few, key=lambda v: abs(float(v.subs(EPS, sp.Rational(1, 100)))))

    def jump(tau: sp.Expr) -> sp.Expr:
        gap = shortest(tau + EPS) - shortest(tau - EPS)
        return gap if float(gap.subs(EPS, sp.Rational(1, 100))) > 0 else -gap

    inside = [jump(k * sp.pi / 8) for k in (1, 2, 3)]
    cut = jump(sp.pi / 2)
    for name, form in given.items():
        cases = {
            "path": [{JUMP: v} for v in (*inside, cut)],
            "inside": [{INSIDE: v} for v in inside],
            "cut": [{CUT: cut}],
        }[name]
        obligations += [ck.Vanishes(name, sp.expand((form.lhs - form.rhs).subs(v))) for v in cases]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Change of the velocity of the shortest geodesic from the state 0, from "
                "$\\tau-\\epsilon$ to $\\tau+\\epsilon$, at $\\tau=\\pi/8,\\pi/4,3\\pi/8$ and "
                "$\\pi/2$:",
                sp.Tuple(*inside, cut),
            ),
        ),
        obligations=tuple(obligations),
    )


def velocity(ket: np.ndarray) -> np.ndarray:
    """Velocity at the state 0 of the shortest geodesic to the ray of a ket, by its overlap."""
    phase = ket[:, :1] / np.abs(ket[:, :1])
    side = (ket * phase.conj())[:, 1]
    return np.asarray(np.arctan2(np.abs(side), np.abs(ket[:, 0])) * side / np.abs(side))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Kets of one qubit on both sides of a point of the path, with random phases."""
    eps, turn = sample["e"] / 100, np.exp(1j * sample["phi"] / 2)

    def gap(tau: np.ndarray) -> np.ndarray:
        ends = []
        for t in (tau - eps, tau + eps):
            ket = np.stack([np.cos(t) + 0j, np.sin(t) * turn], -1)
            ends.append(velocity(ket * np.exp(2j * np.pi * rng.random((len(t), 1)))))
        return np.asarray(np.abs(ends[1] - ends[0]))

    inside = np.minimum(sample["k"], 3) * np.pi / 8
    return ck.Measurement(
        {
            EPS: eps,
            JUMP: gap(sample["k"] * np.pi / 8),
            INSIDE: gap(inside),
            CUT: gap(0 * eps + np.pi / 2),
        }
    )


CLAIM = ck.Claim(
    key="dong_zhou:paths-of-geodesics",
    source=source("II.D"),
    kind="postulate",
    title="A path of states and its path of geodesic networks",
    latex=r"\|v(\tau+\epsilon) - v(\tau-\epsilon)\| = 2\epsilon",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("k", 1, 4, meaning="tau in units of pi/8"),
                ck.Integer("e", 1, 10, meaning="eps in hundredths"),
                ck.Integer("phi", 0, 6, meaning="twice the phase of the path"),
            )
        ),
        tolerance=1e-9,
        reason="a handful of elementary functions: 1e-14",
        method="shortest geodesics to kets on both sides",
        samples=48,
    ),
    expected="inconsistent",
    reading="That any path of states has a corresponding path of geodesic networks is read as: the "
    "shortest geodesic from the initial state changes continuously along it. Tested on one qubit "
    "with the Fubini-Study metric, along "
    "$\\cos\\tau|0\\rangle + \\sin\\tau\\,e^{i\\phi}|1\\rangle$.",
    premises=("dong_zhou:fubini-study-bound",),
    hypotheses=("the shortest geodesic is meant, not just any",),
    amended=ck.Amended(
        latex=r"\Delta = 2\epsilon \;\; (\tau < \tfrac\pi2), \qquad "
        r"\Delta = \pi - 2\epsilon \;\; (\tau = \tfrac\pi2)",
        links=amended,
        note="At the greatest distance, $\\pi/2$, the shortest geodesic jumps to another side: the "
        "space made of the networks is torn there, although the states move smoothly. Up to that "
        "cut it follows the states.",
    ),
)
