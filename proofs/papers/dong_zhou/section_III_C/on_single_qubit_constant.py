"""Section III.C: single-qubit Hamiltonians are constant along a geodesic."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients, pauli_coefficients, support_cost
from numerics.nielsen.euler_arnold import geodesic
from numerics.qubits.pauli import pauli_index
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import (
    brackets_onto,
    free_costs,
    momentum_rate,
    strings,
    support,
)

QUBITS = 3
AXES = ("X", "Y", "Z")
T, XI = sp.symbols("T xi", positive=True)


def coefficient(string: str, time: sp.Expr) -> sp.Expr:
    """h_s at a time, an unknown function of it."""
    return sp.Function(f"h_{{{string}}}", real=True)(time)


def printed() -> list[ck.Link]:
    """h_s(T) = h_s(0) for the three strings that act on the first qubit alone."""
    return [
        ck.Link(s, ck.equal(coefficient(s, T), coefficient(s, sp.S.Zero)))
        for s in (axis + "I" * (QUBITS - 1) for axis in AXES)
    ]


@cache
def _shown() -> tuple[ck.Step, ...]:
    general = {s: sp.Symbol(f"c_{{{s}}}", positive=True) for s in strings(2)}
    short = {s: coefficient(s, XI) for s in strings(2)}
    first = AXES[0] + "I" * (QUBITS - 1)
    return (
        ck.Step(
            "The rate of $c_s h_s$ for $s=XI$ on two qubits under any cost per Pauli string, from "
            r"$\dot L=i[L,H]$:",
            momentum_rate("XI", short, general),
        ),
        ck.Step(
            f"On {QUBITS} qubits there are as many products, each of strings that act on the same "
            "qubits:",
            sp.Integer(len(brackets_onto(first))),
        ),
        ck.Step(
            r"By the mean value theorem $h_s(T)=h_s(0)+T\,\dot h_s(\xi)$. The number of costs "
            f"that stay free on 2 and {QUBITS} qubits where all one-body rates vanish for "
            "every H is $2^n-1$, one for each set of qubits: the class is exact.",
            sp.Tuple(sp.Integer(free_costs(2)), sp.Integer(free_costs(QUBITS))),
        ),
    )


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The mean value theorem on the Euler-Arnold equation, for every cost of the support."""
    yield from _shown()
    every = {s: sp.Symbol(f"c_{{{s}}}", positive=True) for s in strings(QUBITS)}
    velocity = {s: coefficient(s, XI) for s in strings(QUBITS)}
    for name in form:
        rate = momentum_rate(name, velocity, every) / every[name]
        there = {
            every[s]: sp.Symbol("c_" + "".join(str(k + 1) for k in support(s)), positive=True)
            for s in strings(QUBITS)
            if rate.has(every[s])
        }
        of_support = sp.Subs(rate, tuple(there), tuple(there.values()))
        start = coefficient(name, sp.S.Zero)
        gap = form.gap(name).xreplace({coefficient(name, T): start + T * of_support})
        yield ck.Vanishes(name, gap, case={"n": QUBITS})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Geodesics on three qubits from random velocities, with costs of weight and range."""
    by_weight = np.stack([sample["c1"], sample["c2"], sample["c3"]], axis=-1)
    cost = np.stack([support_cost(QUBITS, w, (1.0, 1.5, 2.0)) for w in by_weight])
    h = np.concatenate([np.zeros((len(cost), 1)), sample["h"]], axis=-1) / 20
    path = geodesic(from_coefficients(h), cost, steps=600, every=600)
    found = pauli_coefficients(path.hamiltonians)
    values = {}
    for string in (axis + "I" * (QUBITS - 1) for axis in AXES):
        k = int(pauli_index([string])[0])
        values[coefficient(string, T)] = found[:, 1, k]
        values[coefficient(string, sp.S.Zero)] = found[:, 0, k]
    moved = np.abs(found[:, 1] - found[:, 0]).max()
    return ck.Measurement(values, note=f"other coefficients change by up to {moved:.2g}")


CLAIM = ck.Claim(
    key="dong_zhou:single-qubit-constant",
    source=source("III.C"),
    kind="result",
    title="Single-qubit Hamiltonians are constant in a geodesic",
    latex=r"h_{\sigma_k}(t) = h_{\sigma_k}(0), \qquad \sigma_k \in \{X_k, Y_k, Z_k\}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("c1", 1, 4, meaning="cost of one qubit"),
                ck.Integer("c2", 1, 8, meaning="cost of two qubits"),
                ck.Integer("c3", 1, 8, meaning="cost of three qubits"),
                ck.Real("h", -1.0, 1.0, (4**QUBITS - 1,), "twenty times the initial coefficients"),
            )
        ),
        tolerance=1e-10,
        reason="the one-body momentum drifts by 1e-12 over 600 steps of order four",
        method="commutator-free Lie group integration of random geodesics on three qubits",
        samples=24,
        floor=0.02,
    ),
    expected="proved",
    words="sentence",
    reading="The metric is of the kind that section II.A describes: the cost of a Pauli string "
    "depends on how many and which qubits it acts on, which includes Nielsen's penalty of three "
    "and more qubits. For other costs see the claim on changed weights.",
    hypotheses=(beliefs.INVARIANT_DIAGONAL_COST, beliefs.SUPPORT_COST),
)
