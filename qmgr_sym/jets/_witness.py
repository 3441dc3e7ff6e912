"""A small metric with rational coefficients for which an expression does not vanish."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flint import fmpq
from sympy import Add, ImmutableDenseMatrix, Mul, Rational, Symbol

from qmgr_sym.jets._einsum import Tensor, flatten
from qmgr_sym.jets._element import as_number
from qmgr_sym.jets._indices import monomials, size
from qmgr_sym.jets._sample import given_jet, random_jet
from qmgr_sym.jets._taylor import Taylor
from qmgr_sym.jets.families import MetricFamily
from qmgr_sym.jets.metric_jet import MetricJet

_SPARSE_ATTEMPTS = 60


@dataclass(frozen=True)
class JetWitness:
    """A metric near the origin, and the exact value of one component of the expression there.

    metric : polynomial components in `coordinates`; functions : the further free functions;
    component : indices of the component that does not vanish; value : its value at the origin.
    """

    coordinates: tuple[Symbol, ...]
    metric: ImmutableDenseMatrix
    functions: tuple[Any, ...]
    component: tuple[int, ...]
    value: Rational


def find_witness(
    expression: Callable[[MetricJet], Tensor],
    family: MetricFamily,
    order: int,
    scalars: int,
    rng: random.Random,
) -> JetWitness:
    """Try flat metrics with a few added terms first, then more, then random integers.

    Raises:
        ArithmeticError: nothing was found, which for a nonzero expression is all but impossible.
    """
    for attempt in range(_SPARSE_ATTEMPTS + 2):
        try:
            if attempt < _SPARSE_ATTEMPTS:
                jet = _sparse(family, order, scalars, 1 + attempt // 6, rng)
            else:
                jet = random_jet(family, order, 0, scalars, rng)
        except ZeroDivisionError:
            continue
        for index, value in flatten(expression(jet)):
            number = _rational(value.value) if isinstance(value, Taylor) else value
            if number != 0:
                return _witness(jet, order, index, number)
    raise ArithmeticError("the expression must not vanish at a random metric, but it did")


def _sparse(
    family: MetricFamily, order: int, scalars: int, terms: int, rng: random.Random
) -> MetricJet:
    """diag(-1, 1, ..., 1) plus `terms` random monomials, in the free components."""
    count = size(family.n, order)
    values = {place: [fmpq(0)] * count for place in family.free}
    for a, b in family.free:
        if a == b:
            values[a, b][0] = fmpq(-1 if a == 0 else 1)
    extra = [[fmpq(0)] * count for _ in range(scalars)]
    for _ in range(terms):
        chosen = values[rng.choice(family.free)] if family.free else []
        for part in [chosen, *extra]:
            if part:
                part[rng.randrange(count)] += rng.choice((-2, -1, 1, 2))
    return given_jet(family, order, 0, values, extra)


def _witness(jet: MetricJet, order: int, index: tuple[int, ...], number: Any) -> JetWitness:
    n = jet.n
    coordinates = tuple(Symbol(f"x{k}", real=True) for k in range(n))

    def polynomial(value: Any) -> Any:
        if not isinstance(value, Taylor):
            exact = as_number(value)
            return Rational(exact.numerator, exact.denominator)
        terms = []
        for exponents, c in zip(monomials(n, order), value.coefficients, strict=True):
            powers = [x**k for x, k in zip(coordinates, exponents, strict=True)]
            terms.append(Mul(_rational(c), *powers))
        return Add(*terms)

    metric = ImmutableDenseMatrix(n, n, [polynomial(c) for row in jet.metric for c in row])
    functions = tuple(polynomial(part) for part in jet.scalars)
    exact = number if isinstance(number, Rational) else as_number(number)
    value = Rational(exact.numerator, exact.denominator)
    return JetWitness(coordinates, metric, functions, index, value)


def _rational(value: Any) -> Rational:
    return Rational(int(value.p), int(value.q))
