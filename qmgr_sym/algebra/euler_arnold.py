"""Exact Euler-Arnold equations and curvature of right-invariant metrics on SU(2^n).

A Hamiltonian is H = sum_s h_s P_s over Pauli strings, the metric <H, H> = sum_s c_s h_s^2, the
momentum L = sum_s c_s h_s P_s. With dU/dt = -i H U a geodesic obeys dL/dt = i [L, H].
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import sympy as sp
from sympy.core.expr import Expr

from qmgr_sym.algebra.pauli import multiply_strings

Cost = Mapping[str, Expr]


def strings(qubits: int) -> list[str]:
    """All Pauli strings on `qubits` qubits but the identity.

    >>> strings(1)
    ['X', 'Y', 'Z']
    """
    if qubits < 1:
        raise ValueError(f"`qubits` must be at least 1, but is {qubits}.")
    return ["".join(letters) for letters in product("IXYZ", repeat=qubits)][1:]


def support(string: str) -> tuple[int, ...]:
    """The qubits that a string acts on, counted from 0.

    >>> support("XIZ")
    (0, 2)
    """
    return tuple(k for k, letter in enumerate(string) if letter != "I")


def brackets_onto(string: str) -> list[tuple[str, str, int]]:
    """All (a, b, sign) with i [P_a, P_b] = 2 sign P_string and a < b.

    >>> brackets_onto("Z")
    [('X', 'Y', -1)]
    """
    found = []
    for a in strings(len(string)):
        b, power = multiply_strings(a, string)
        if power % 2 and a < b:
            _, power = multiply_strings(a, b)
            found.append((a, b, 1 if power == 3 else -1))
    return found


def momentum_rate(string: str, velocity: Mapping[str, Expr], cost: Cost) -> Expr:
    """d(c_s h_s)/dt = 2 sum sign (c_a - c_b) h_a h_b, over `brackets_onto` the string s.

    Strings that `velocity` leaves out have coefficient zero; `cost` must name all that it holds.

    Raises ValueError for a cost that is missing.

    >>> h = dict(zip("XYZ", sp.symbols("h_x h_y h_z")))
    >>> c = dict(zip("XYZ", sp.symbols("c_x c_y c_z")))
    >>> momentum_rate("Z", h, c)
    h_x*h_y*(-2*c_x + 2*c_y)
    """
    missing = sorted(set(velocity) - set(cost))
    if missing:
        raise ValueError(f"`cost` must name every string of `velocity`, but lacks {missing}.")
    terms = [
        2 * sign * (cost[a] - cost[b]) * velocity[a] * velocity[b]
        for a, b, sign in brackets_onto(string)
        if a in velocity and b in velocity
    ]
    return sp.Add(*terms)


def equal_cost_conditions(qubits: int) -> list[tuple[str, str]]:
    """The pairs a, b whose costs must agree for all one-body parts of geodesics to be constant.

    The one-body rates are sums of different monomials h_a h_b with factors c_a - c_b, so that the
    conditions are necessary and sufficient.

    >>> equal_cost_conditions(1)
    [('Y', 'Z'), ('X', 'Z'), ('X', 'Y')]
    """
    singles = [s for s in strings(qubits) if len(support(s)) == 1]
    return [(a, b) for s in singles for a, b, _ in brackets_onto(s)]


def free_costs(qubits: int) -> int:
    """The number of costs that `equal_cost_conditions` leave free: the rank decides it, exactly."""
    every = strings(qubits)
    place = {s: k for k, s in enumerate(every)}
    conditions = equal_cost_conditions(qubits)
    rows = sp.SparseMatrix(
        len(conditions),
        len(every),
        {
            (row, place[string]): sign
            for row, pair in enumerate(conditions)
            for string, sign in zip(pair, (1, -1), strict=True)
        },
    )
    return len(every) - int(sp.polys.matrices.DomainMatrix.from_Matrix(rows).to_field().rank())


def plane_curvature(a: Expr, b: Expr, d: Expr) -> Expr:
    """Sectional curvature of anticommuting strings with costs a, b, whose product costs d.

    Source: J. Milnor, Curvatures of left invariant metrics on Lie groups (1976), lemma 1.1, with
    structure constants 2 sqrt(d/(a b)) and their permutations.
    """
    return (2 * d * (a + b) - 3 * d**2 + (a - b) ** 2) / (a * b * d)


def plane_counts(cost: Mapping[str, Expr]) -> dict[tuple[Expr, Expr, Expr], int]:
    """How many planes of anticommuting strings have costs (a, b, d), a and b in either order."""
    counts: dict[tuple[Expr, Expr, Expr], int] = {}
    for d in cost:
        for a, b, _ in brackets_onto(d):
            one, other = sorted((cost[a], cost[b]), key=sp.default_sort_key)
            key = (one, other, cost[d])
            counts[key] = counts.get(key, 0) + 1
    return counts


def scalar_curvature(cost: Mapping[str, Expr]) -> Expr:
    """The sum of the sectional curvatures over ordered pairs of strings; commuting ones are flat.

    `cost` names every string but the identity.

    >>> scalar_curvature({s: sp.S.One for s in strings(1)})
    6
    """
    total = [2 * count * plane_curvature(*costs) for costs, count in plane_counts(cost).items()]
    return sp.together(sp.Add(*total))
