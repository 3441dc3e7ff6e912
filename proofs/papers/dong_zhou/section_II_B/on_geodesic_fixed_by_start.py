"""Sections II.B, III.D: a start fixes the geodesic, segments are geodesics, and so is reversal."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import dagger, from_coefficients, pauli_coefficients
from numerics.nielsen.euler_arnold import geodesic
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import momentum_rate, strings

QUBITS = 2
SEGMENT, REVERSED = "segment", "reversal"
t, s, T = sp.symbols("t s T", positive=True)
h, later, back = (sp.Function(name, real=True) for name in ("h_a", "k_a", "r_a"))


def printed() -> list[ck.Link]:
    """k(t) = h(s + t) starts with h(s); r(t) = -h(T - t) starts with -h(T); for each string a."""
    return [
        ck.Link(SEGMENT, ck.equal(later(t), h(s + t))),
        ck.Link(REVERSED, ck.equal(back(t), -h(T - t))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Both curves have to solve the Euler-Arnold equation, for any cost of any Pauli string."""
    every = strings(QUBITS)
    cost = {a: sp.Symbol(f"c_{{{a}}}", positive=True) for a in every}
    now = {a: sp.Symbol(f"h_{{{a}}}", real=True) for a in every}
    rate = {a: momentum_rate(a, now, cost) / cost[a] for a in every}
    yield ck.Step(
        "The Euler-Arnold equation, here for the string ZI; it is of first order and polynomial, "
        "and the energy is constant and positive, so that a start H(0) fixes H(t) for all times, "
        "and H fixes U. Its right side is even in h and does not depend on time: shifted and "
        "reversed curves solve it, with $W(t)=U(s+t)U(s)^\\dagger$ and "
        "$W(t)=U(T-t)U(T)^\\dagger$.",
        momentum_rate("ZI", now, cost),
    )
    for name, moment, sign in ((SEGMENT, s + t, 1), (REVERSED, T - t, -1)):
        given = form.of(later(t) if name == SEGMENT else back(t), name)
        point = {a: given.subs(h(moment), now[a]) for a in every}
        for a in every:
            slope = sign * sp.Derivative(point[a], now[a]) * rate[a]
            yield ck.Vanishes(name, cost[a] * slope - momentum_rate(a, point, cost))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Three geodesics, integrated apart: the whole, one from its middle, one back from its end."""
    n = len(sample["h"])
    cost = np.concatenate([np.ones((n, 1)), sample["c"]], axis=-1)
    first = np.concatenate([np.zeros((n, 1)), sample["h"]], axis=-1) / 4
    steps, cut = 600, 200
    whole = geodesic(from_coefficients(first), cost, steps=steps, every=50)
    velocity, mark = whole.hamiltonians, cut // 50
    rest = geodesic(velocity[:, mark], cost, duration=1 - cut / steps, steps=steps - cut, every=50)
    reverse = geodesic(-velocity[:, -1], cost, steps=steps, every=50)
    u = whole.unitaries
    gaps = (
        rest.unitaries - u[:, mark:] @ dagger(u[:, mark : mark + 1]),
        reverse.unitaries - u[:, ::-1] @ dagger(u[:, -1:]),
    )
    one, part, other = (
        pauli_coefficients(path.hamiltonians)[..., 1:] for path in (whole, rest, reverse)
    )
    # the grid of times and strings is one axis; the segment is repeated to its length
    pad = np.arange(steps // 50 + 1) % part.shape[1]
    values = {
        later(t): part[:, pad].reshape(n, -1),
        h(s + t): one[:, mark + pad].reshape(n, -1),
        back(t): other.reshape(n, -1),
        h(T - t): one[:, ::-1].reshape(n, -1),
    }
    worst = max(float(np.abs(gap).max()) for gap in gaps)
    return ck.Measurement(values, note=f"the unitaries differ by at most {worst:.1e}")


CLAIM = ck.Claim(
    key="dong_zhou:geodesic-fixed-by-start",
    source=source("II.B"),
    kind="result",
    title="A geodesic is fixed by its start; segments and the way back are geodesics",
    latex=r"H(0),\,I \;\mapsto\; H(t): \quad k(t) = h(s+t) \text{ for } k(0)=h(s), \qquad "
    r"r(t) = -h(T-t) \text{ for } r(0)=-h(T)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("c", 1, 4, (4**QUBITS - 1,), "costs of the Pauli strings"),
                ck.Real("h", -1.0, 1.0, (4**QUBITS - 1,), "four times the initial coefficients"),
            )
        ),
        tolerance=1e-9,
        reason="both ways take the same steps of order four, which leaves 1e-11 at most",
        method="three geodesics on two qubits integrated apart, any costs",
        samples=16,
    ),
    expected="proved",
    words="sentence",
    reading="Section II.B says that the initial velocity and the metric determine the geodesic and "
    "that it is bidirectional, section III.D speaks of segments. A segment of a geodesic and the "
    "way back are read as geodesics from the identity, by right translation to it.",
    hypotheses=(beliefs.INVARIANT_DIAGONAL_COST,),
)
