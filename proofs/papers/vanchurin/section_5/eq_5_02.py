"""(5.2): the succession of the components of one neuron, quasi-periodic with period d."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import source

d = 3
NOW, NEXT, LATER = sp.symbols("a(t) a(t+1) a(t+d)", integer=True, positive=True)


def printed() -> dict[str, Boolean]:
    """a -> a + 1 until d, then 1 again; after d steps the same component."""
    upward = sp.Implies(sp.Lt(NOW, d), sp.Eq(NEXT, NOW + 1), evaluate=False)
    restart = sp.Implies(sp.Eq(NOW, d), sp.Eq(NEXT, 1), evaluate=False)
    return {
        "succession": sp.And(upward, restart, evaluate=False),
        "period": ck.equal(LATER, NOW),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Follow the components for d steps from each of them."""
    places = sp.symbols("a_0 a_1 a_2 a_3", real=True)
    rule, period = form["succession"], form["period"]
    steps = [rule.xreplace({NOW: here, NEXT: there}) for here, there in pairwise(places)]
    inside = [sp.Or(*(sp.Eq(a, k) for k in range(1, d + 1))) for a in places]
    given = sp.And(inside[0], *steps)
    others = sp.And(*(sp.Ne(a, places[0]) for a in places[1:d]))
    back = sp.Eq(places[d], places[0])
    yield ck.Step("Start at any component and apply (5.2) three times:", given)
    yield ck.Step(
        "Required: every component is one of three, none returns early, and after three steps the "
        "first is back:",
        sp.And(others, back),
    )
    for conclusion in (sp.And(*inside), others, back):
        yield ck.Entails("succession", given, conclusion)
    cyclic = sp.And(inside[0], *(_cyclic(*pair) for pair in pairwise(places)))
    yield ck.Entails("period", cyclic, period.xreplace({NOW: places[0], LATER: places[d]}))


def _cyclic(here: sp.Symbol, there: sp.Symbol) -> sp.Basic:
    return sp.Or(*(sp.And(sp.Eq(here, k), sp.Eq(there, k % d + 1)) for k in range(1, d + 1)))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two tanh neurons that turn by about a third of a circle per step; thirds are counted.

    The component is the third of the circle in which the state lies.
    """
    turn = 2 * np.pi / d + sample["detuning"]
    cosine, sine = np.cos(turn), np.sin(turn)
    weights = 1.5 * np.stack([np.stack([cosine, -sine], -1), np.stack([sine, cosine], -1)], -2)
    angle = 2 * np.pi * sample["start"] / d + sample["offset"]
    states = [np.stack([np.cos(angle), np.sin(angle)], -1)]
    for _ in range(d):
        states.append(update(states[-1], weights, np.zeros(2)))
    third = [
        np.round(np.arctan2(x[:, 1], x[:, 0]) * d / (2 * np.pi)).astype(int) % d + 1 for x in states
    ]
    return ck.Measurement({NOW: third[0], NEXT: third[1], LATER: third[d]})


CLAIM = ck.Claim(
    key="vanchurin:5.2",
    source=source("5", "5.2"),
    kind="postulate",
    title="Quasi-periodic states of the neurons",
    latex=r"x_i^1(t) \to x_i^2(t+1) \to \dots \to x_i^d(t+d-1) \to x_i^1(t+d)\dots",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("detuning", -0.1, 0.1, (), "turn per step less a third"),
                ck.Real("offset", -0.3, 0.3, (), "start off the middle of its third"),
                ck.Integer("start", 0, 2, (), "third at the start"),
            ),
        ),
        tolerance=1e-12,
        reason="components are whole numbers",
        method="states of a turning network, counted by thirds of the circle",
    ),
    expected="consistent",
    reading="$a(t)$ is the number of the component that the state of the neuron is at time $t$; "
    "$d=3$ as in the text. Required: three components, taken in turn, of period three and no "
    "less. That a network does so is assumed, not derived: the simulated one does as long as its "
    "turn per step is within about 0.1 of a third of the circle.",
    hypotheses=(beliefs.PERIODIC_NETWORK,),
)
