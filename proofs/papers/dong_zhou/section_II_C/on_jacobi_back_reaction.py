"""Section II.C: back-reaction as the answer of a geodesic to a change of its start."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients, pauli_coefficients
from numerics.nielsen.euler_arnold import geodesic
from numerics.nielsen.jacobi import jacobi_field
from numerics.qubits.pauli import pauli_index
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import momentum_rate, strings

NAMES = ("ZI", "IX")
EVERY = strings(2)
COST = {s: sp.Symbol(f"c_{{{s}}}", positive=True) for s in EVERY}
H = {s: sp.Symbol(f"h_{{{s}}}", real=True) for s in EVERY}
J = {s: sp.Symbol(f"j_{{{s}}}", real=True) for s in EVERY}
RATE = {s: sp.Symbol(rf"\dot{{j}}_{{{s}}}", real=True) for s in NAMES}
_PRODUCTS = {
    "ZI": [("X" + p, "Y" + p) for p in "IXYZ"],
    "IX": [(p + "Y", p + "Z") for p in "IXYZ"],
}


def printed() -> list[ck.Link]:
    """c_s dj_s/dt = 2 sum (c_b - c_a)(j_a h_b + h_a j_b), (a, b) = (XP, YP) for ZI and so on."""
    return [
        ck.Link(
            s,
            ck.equal(
                RATE[s],
                sp.Add(
                    *(
                        2 * (COST[b] - COST[a]) * (J[a] * H[b] + H[a] * J[b]) / COST[s]
                        for a, b in _PRODUCTS[s]
                    )
                ),
            ),
        )
        for s in NAMES
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The derivative of the Euler-Arnold equation along a family of geodesics."""
    eps = sp.Symbol("epsilon", real=True)
    moved = {s: H[s] + eps * J[s] for s in EVERY}
    for s in NAMES:
        rate = momentum_rate(s, moved, COST) / COST[s]
        slope = sp.Subs(sp.Derivative(rate, eps), eps, 0)
        yield ck.Step(f"The Euler-Arnold equation for {s}:", momentum_rate(s, H, COST) / COST[s])
        yield ck.shows(s, form.of(RATE[s], s), slope)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Finite differences of neighbouring geodesics, and Jacobi fields beside them."""
    n, e, spacing = len(sample["h"]), 1e-3, 0.02
    cost = np.concatenate([np.ones((n, 1)), sample["c"]], axis=-1)
    first, change = (
        np.concatenate([np.zeros((n, 1)), sample[name]], axis=-1) / 4 for name in ("h", "j")
    )
    shifts = e * np.array([0.0, 1.0, -1.0, 2.0, -2.0])[:, None, None]
    family = from_coefficients(first + shifts * change)
    path = geodesic(
        family, np.broadcast_to(cost, (5, n, 16)), duration=26 * spacing, steps=260, every=10
    )
    base, up, down, far, back = pauli_coefficients(path.hamiltonians)
    answer = (8 * (up - down) - (far - back)) / (12 * e)
    stencil = np.array([-1, 9, -45, 0, 45, -9, 1]) / 60 / spacing
    rate = np.einsum("k,nks->ns", stencil, answer[:, 20:])
    fine = geodesic(family[0], cost, duration=26 * spacing, steps=260)
    field = jacobi_field(fine, from_coefficients(change)[:, None])
    gap = np.abs(pauli_coefficients(field.velocities[:, 0, -1]) - answer[:, -1]).max()
    place = {s: int(pauli_index([s])[0]) for s in EVERY}
    values = {RATE[s]: rate[:, place[s]] for s in NAMES}
    values |= {COST[s]: cost[:, k] for s, k in place.items()}
    values |= {H[s]: base[:, 23, k] for s, k in place.items()}
    values |= {J[s]: answer[:, 23, k] for s, k in place.items()}
    return ck.Measurement(values, note=f"Jacobi fields and differences agree to {gap:.1e}")


CLAIM = ck.Claim(
    key="dong_zhou:jacobi-back-reaction",
    source=source("II.C"),
    kind="result",
    title="A change of the start changes the geodesic: Jacobi fields",
    latex=r"\frac{d}{dt}\,\delta L = i[\delta L, H] + i[L, \delta H]",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("c", 1, 4, (15,), "costs of the Pauli strings"),
                ck.Real("h", -1.0, 1.0, (15,), "four times the initial coefficients"),
                ck.Real("j", -1.0, 1.0, (15,), "four times their change"),
            )
        ),
        tolerance=1e-7,
        reason="differences of order four at 0.001 and of order six at 0.02: 1e-9 of the terms",
        method="differences between neighbouring geodesics, then along them",
        samples=16,
    ),
    expected="proved",
    words="sentence",
    reading="Back-reaction is described in words: a small perturbation of the start changes the "
    "geodesic. To first order this is the linearised Euler-Arnold equation for two qubits and any "
    "cost; it determines the change. That gravity follows from it is not part of this claim.",
    hypotheses=(beliefs.INVARIANT_DIAGONAL_COST,),
)
