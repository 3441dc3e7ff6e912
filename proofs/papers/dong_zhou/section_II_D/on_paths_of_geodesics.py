"""Section II.D: whether a path of states has a path of geodesic networks."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
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


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """cos(tau) 0 + sin(tau) 1: the velocity of the shortest geodesic as an angle, on both sides."""
    letters = {"path": JUMP, "inside": INSIDE, "cut": CUT}
    half = sp.atan(sp.Symbol("e", positive=True))  # epsilon, by its tangent

    def shortest(tau: sp.Expr) -> sp.Expr:
        return sp.atan(sp.tan(tau))  # the ray at tau is that at tau + k pi, up to a sign

    for name in form:
        places = {"path": (1, 2, 3, 4), "inside": (1, 2, 3), "cut": (4,)}[name]
        for k in places:
            tau = k * sp.pi / 8
            sides = [
                sp.Limit(shortest(tau + way * sp.Symbol("x")), sp.Symbol("x"), 0, "+")
                for way in (1, -1)
            ]
            gap = form.gap(name).subs(EPS, 0).xreplace({letters[name]: sp.Abs(sides[0] - sides[1])})
            yield ck.Vanishes(name, gap, case={"tau/(pi/8)": k})
            slope = sp.Derivative(shortest(tau + EPS) - shortest(tau - EPS), EPS)
            sign = -1 if k == 4 else 1
            rate = sp.Subs(sp.Derivative(form.of(letters[name], name), EPS), EPS, half)
            yield ck.shows(name, rate, sign * sp.Subs(slope, EPS, half), case={"tau/(pi/8)": k})
    yield ck.Step(
        "Angle of the velocity of the shortest geodesic from the state 0:",
        shortest(sp.Symbol("tau")),
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
    fails_by="Eq(\\Delta, 2*\\epsilon) fails",
    words="sentence",
    reading="That any path of states has a corresponding path of geodesic networks is read as: the "
    "shortest geodesic from the initial state changes continuously along it. Tested on one qubit "
    "with the Fubini-Study metric, along "
    "$\\cos\\tau|0\\rangle + \\sin\\tau\\,e^{i\\phi}|1\\rangle$.",
    hypotheses=(beliefs.SHORTEST_MEANT,),
    amended=ck.Amended(
        latex=r"\Delta = 2\epsilon \;\; (\tau < \tfrac\pi2), \qquad "
        r"\Delta = \pi - 2\epsilon \;\; (\tau = \tfrac\pi2)",
        links=amended,
        note="At the greatest distance, $\\pi/2$, the shortest geodesic jumps to another side: the "
        "space made of the networks is torn there, although the states move smoothly. Up to that "
        "cut it follows the states.",
    ),
)
