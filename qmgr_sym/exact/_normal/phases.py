"""exp(i pi n / d) for integers n: powers of -1 and other roots of unity with a symbol above."""

from __future__ import annotations

from functools import partial
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly
from sympy import Expr, Mul, Rational, S

from qmgr_sym.exact._normal.fraction import Fraction
from qmgr_sym.exact._normal.ring import Ring

if TYPE_CHECKING:
    from qmgr_sym.exact._normal.reducer import Reducer

Row = dict[tuple[int, ...], fmpq]


def split_phases(reducer: Reducer, rows: list[Row]) -> tuple[list[Fraction], list[Row]]:
    """Take the terms i pi n c / d, n a product of integers, out of exponents.

    exp(i pi n c / d) = u^c with a generator u for each n, where u^(2d) = 1, or u^d = exp(i pi m)
    if the odd part of n is m: n^2 and n have the same parity, an even n makes u^d = 1.

    Returns the exponentials of what was taken out, and what is left of the rows.
    """
    ring = reducer.ring
    left: list[Row] = []
    taken: list[Row] = []
    for row in rows:
        phases = {m: c for m, c in row.items() if _is_phase(reducer, m)}
        taken.append(phases)
        left.append({m: c for m, c in row.items() if m not in phases})
    order = lcm(1, *(int(c.q) for row in taken for c in row.values()))
    results = []
    for row in taken:
        result = ring.constant(1)
        for monomial, coefficient in row.items():
            count = int(coefficient * order) % (2 * order)
            unit = _unit(reducer, _integers(reducer, monomial), order)
            result = ring.mul(result, reducer.poly(ring.reduce(unit**count)))
        results.append(result)
    return results, left


def _is_phase(reducer: Reducer, monomial: tuple[int, ...]) -> bool:
    ring = reducer.ring
    if ring.i is None or ring.pi is None or monomial[ring.i] != 1 or monomial[ring.pi] != 1:
        return False
    integers = _integers(reducer, monomial)
    return any(integers) and all(
        ring.info[k].parity is not None for k, power in enumerate(integers) if power
    )


def _integers(reducer: Reducer, monomial: tuple[int, ...]) -> tuple[int, ...]:
    """The powers of all generators but i and pi."""
    apart = (reducer.ring.i, reducer.ring.pi)
    return tuple(0 if k in apart else int(power) for k, power in enumerate(monomial))


def _unit(reducer: Reducer, integers: tuple[int, ...], order: int) -> fmpq_mpoly:
    """exp(i pi n / order) for the product n of these powers of integers."""
    ring = reducer.ring
    parities = [(k, ring.info[k].parity) for k, power in enumerate(integers) if power]
    odd = tuple(1 if (k, -1) in parities else 0 for k in range(len(integers)))
    if any(parity == 0 for _, parity in parities):
        sign = ring.one
    elif not any(odd):
        sign = -ring.one
    else:
        minus = partial(_turned, ring, odd, 1)
        sign = ring.generator(("parity", odd), 0, 2, ring.one, source=minus)
    if order == 1:
        return sign
    turn = partial(_turned, ring, integers, order)
    return ring.generator(("phase", order, integers), None, order, sign, source=turn)


def _turned(ring: Ring, integers: tuple[int, ...], order: int) -> Expr:
    """exp(i pi n / order) as an expression."""
    factors = [ring.source(k) ** power for k, power in enumerate(integers) if power]
    return S.NegativeOne ** Mul(Rational(1, order), *factors)
