"""Section III.C: whether single-qubit Hamiltonians stay constant when weights are changed."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients, pauli_coefficients
from numerics.nielsen.euler_arnold import geodesic
from numerics.qubits.pauli import pauli_index
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import equal_cost_conditions, free_costs, strings
from qmgr_sym.algebra.pauli import string_matrix
from qmgr_sym.unevaluated import Commutator

NAME = "Z of the first qubit"
RATE = sp.Symbol(r"\dot{h}_{ZI}", real=True)
COST = {s: sp.Symbol(f"c_{{{s}}}", positive=True) for s in strings(2)}
VELOCITY = {s: sp.Symbol(f"h_{{{s}}}", real=True) for s in strings(2)}
SECOND = "IXYZ"


def printed() -> list[ck.Link]:
    """The rate of h_ZI is zero for every cost."""
    return [ck.Link(NAME, ck.equal(COST["ZI"] * RATE, sp.S.Zero))]


def amended() -> list[ck.Link]:
    """c_ZI dh_ZI/dt = 2 sum_P (c_YP - c_XP) h_XP h_YP over the letters P of the second qubit."""
    total = [
        2 * (COST["Y" + p] - COST["X" + p]) * VELOCITY["X" + p] * VELOCITY["Y" + p] for p in SECOND
    ]
    return [ck.Link(NAME, ck.equal(COST["ZI"] * RATE, sp.Add(*total)))]


@cache
def _conditions() -> tuple[ck.Step, ...]:
    free = sp.Tuple(*(sp.Integer(free_costs(n)) for n in (1, 2, 3)))
    return (
        ck.Step(
            f"The {len(equal_cost_conditions(2))} one-body products of two qubits are different "
            "monomials, so that all rates vanish for every H exactly where the costs agree in each "
            "pair; the costs left free, by exact rank, on 1, 2 and 3 qubits are",
            free,
        ),
    )


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The equation dL/dt = i [L, H] for the string ZI with any cost per Pauli string."""
    terms = [VELOCITY[s] * string_matrix(s) for s in COST]
    hamiltonian = sp.ImmutableMatrix(sum(terms, sp.zeros(4)))
    weighted = [COST[s] * VELOCITY[s] * string_matrix(s) for s in COST]
    momentum = sp.ImmutableMatrix(sum(weighted, sp.zeros(4)))
    bracket = Commutator(momentum, hamiltonian)
    rate = sp.I * sp.Trace(sp.MatMul(string_matrix("ZI"), bracket)) / 4
    yield from _conditions()
    yield ck.Vanishes(NAME, form.gap().xreplace({RATE: rate / COST["ZI"]}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The rate at the start of a geodesic, by a difference of order six to both sides.

    Backwards in time runs the geodesic of the opposite velocity, with opposite coefficients.
    """
    n = len(sample["h"])
    cost = np.ones((n, 16))
    indices = pauli_index(["XI", "XX", "XY", "XZ", "YI", "YX", "YY", "YZ", "ZI"])
    cost[:, indices] = sample["c"]
    h = np.zeros((n, 16))
    h[:, indices] = sample["h"] / 4
    both = np.concatenate([h, -h])
    path = geodesic(
        from_coefficients(both), np.tile(cost, (2, 1)), duration=0.015, steps=6, every=2
    )
    onward, backward = np.split(pauli_coefficients(path.hamiltonians), 2)
    weights = np.array([45, -9, 1]) / 60 / (path.times[1] - path.times[0])
    rate = np.einsum("k,nks->ns", weights, (onward + backward)[:, 1:])
    place = {s: int(pauli_index([s])[0]) for s in COST}
    values = {RATE: rate[:, place["ZI"]]}
    values |= {VELOCITY[s]: h[:, k] for s, k in place.items()}
    values |= {COST[s]: cost[:, k] for s, k in place.items()}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:changed-weights",
    source=source("III.C"),
    kind="result",
    title="Single-qubit Hamiltonians when the weights of generators are changed",
    latex=r"c_{ZI}\,\dot h_{ZI} = 0 \quad\text{for all } c_s > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Integer("c", 1, 4, (9,), "costs"), ck.Integer("h", 0, 2, (9,), "four times H"))
        ),
        tolerance=1e-7,
        reason="differences of order six at spacing 0.005: 1e-9 of the terms",
        method="rate measured along integrated geodesics on two qubits",
        samples=32,
        examples=60,
    ),
    expected="corrected",
    fails_by="right side 0 for h_{XI}*h_{YI}*(-2*c_{XI} + 2*c_{YI}) + h_{XX}*h_{YX}*(-2*c_{XX} + "
    "2*c_{YX}) + h_{XY}*h_{YY}*(-2*c_{XY} + 2*c_{YY}) + h_{XZ}*h_{YZ}*(-2*c_{XZ} +... [a85e8efc]",
    words="sentence",
    reading="The same section changes the weights of single generators in the complexity metric. "
    "Read together, single-qubit Hamiltonians would be constant for any cost per Pauli string.",
    hypotheses=(beliefs.INVARIANT_DIAGONAL_COST,),
    amended=ck.Amended(
        latex=r"c_{ZI}\,\dot h_{ZI} = 2\sum_{P\in\{I,X,Y,Z\}} (c_{YP}-c_{XP})\,h_{XP}\,h_{YP}",
        links=amended,
        note="The one-body part is constant in every geodesic exactly where strings with the same "
        "support have the same cost; that leaves $2^n-1$ free costs of $4^n-1$. The weights of XX, "
        "YY, ZZ cannot be changed one by one. XX, YX and ZI alone are a free rigid body with the "
        "three costs as moments of inertia.",
    ),
)
