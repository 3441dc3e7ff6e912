"""All linear relations with rational coefficients among expressions in a metric."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import gcd, isqrt, lcm

from flint import nmod, nmod_mat
from sympy import Rational

from qmgr_sym.jets._einsum import Tensor, flatten
from qmgr_sym.jets._element import TooFewDerivativesError, as_number
from qmgr_sym.jets._sample import random_jet, random_prime
from qmgr_sym.jets._taylor import Taylor
from qmgr_sym.jets.euler import Density, euler_expressions
from qmgr_sym.jets.families import MetricFamily, general
from qmgr_sym.jets.identity import Expression, JetTest, jet_identity
from qmgr_sym.jets.metric_jet import MetricJet

_ATTEMPTS = 4


@dataclass(frozen=True)
class JetRelations:
    """A basis of all rational vectors c with sum_k c_k T_k = 0 for every metric.

    basis : coprime integers, as SymPy numbers, empty where the expressions are independent; that
    there are no more is certain. failure_probability : bound for the relations in the basis.
    tests : the test of each.
    """

    basis: tuple[tuple[Rational, ...], ...]
    failure_probability: float
    tests: tuple[JetTest, ...]


def linear_relations(
    expressions: Sequence[Expression],
    family: MetricFamily | int,
    *,
    scalars: int = 0,
    seed: int = 0,
) -> JetRelations:
    """Find every rational combination of `expressions` that vanishes for every metric.

    The values of all components at random jets over a prime field are the rows of a matrix whose
    null space holds the relations; each is lifted to Q and put to `jet_identity`. Every relation
    over Q is in the null space, so the basis is complete once all of it has passed.

    Args:
        expressions: functions of a `MetricJet`, with results of the same shape.
        family, scalars, seed: as for `jet_identity`.

    Raises:
        ValueError: there are no expressions, or their shapes differ.
        ArithmeticError: no basis passed, as when the coefficients have ten digits or more.

    Examples:
        >>> found = linear_relations(
        ...     [lambda j: j.scalar_curvature * j.metric[0][0], lambda j: j.ricci[0][0]], 2
        ... )
        >>> found.basis
        ((1, -2),)
    """
    if not expressions:
        raise ValueError("`expressions` must not be empty, but there were none")
    chosen = general(family) if isinstance(family, int) else family
    rng = random.Random(seed)
    for attempt in range(_ATTEMPTS):
        prime = random_prime(rng)
        rows: list[list[int]] = []
        while len(rows) < (attempt + 1) * (len(expressions) + 2):
            rows += _rows(expressions, chosen, scalars, prime, rng)
        basis = _null_space(rows, prime)
        tests = []
        for vector in basis:
            answer = jet_identity(
                partial(_combined, expressions, vector),
                chosen,
                scalars=scalars,
                seed=rng.getrandbits(32),
            )
            tests.append(answer)
        if all(answer.outcome == "zero" for answer in tests):
            exact = tuple(tuple(Rational(c) for c in vector) for vector in basis)
            failure = min(1.0, sum(answer.failure_probability for answer in tests))
            return JetRelations(exact, failure, tuple(tests))
    raise ArithmeticError(
        f"the coefficients of a relation must be small fractions, but none fitted {_ATTEMPTS} times"
    )


def divergence_relations(
    densities: Sequence[Density],
    family: MetricFamily | int,
    *,
    scalars: int = 0,
    vary_scalars: bool = True,
    seed: int = 0,
) -> JetRelations:
    """Find every rational combination of densities sqrt|g| L_k that is a total divergence.

    Raises:
        ValueError, ArithmeticError: as `linear_relations`.

    Source: which combinations of the terms of Vanchurin (8.7) are equivalent to (8.8).
    """

    def euler(density: Density) -> Expression:
        def expression(jet: MetricJet) -> Tensor:
            by_metric, by_scalars = euler_expressions(density, jet)
            listed = tuple(by_metric[a][b] for a, b in jet.free)
            return (*listed, *(by_scalars if vary_scalars else ()))

        return expression

    return linear_relations(
        [euler(density) for density in densities], family, scalars=scalars, seed=seed
    )


def _rows(
    expressions: Sequence[Expression],
    family: MetricFamily,
    scalars: int,
    prime: int,
    rng: random.Random,
) -> list[list[int]]:
    """One row for each component, one column for each expression, at one random jet."""
    order = 2
    while True:
        jet = random_jet(family, order, prime, scalars, rng)
        try:
            found = [flatten(expression(jet)) for expression in expressions]
            break
        except TooFewDerivativesError:
            order += 1
    shape = [index for index, _ in found[0]]
    for column in found:
        if [index for index, _ in column] != shape:
            raise ValueError(
                f"`expressions` must have {len(shape)} components each, as the first one has, "
                f"but one has {len(column)}"
            )
    if not shape:
        raise ValueError("`expressions` must have components, but had none")
    return [[_residue(column[k][1], prime) for column in found] for k in range(len(shape))]


def _residue(value: object, prime: int) -> int:
    if isinstance(value, Taylor):
        return int(value.value)
    number = as_number(value)
    return number.numerator * pow(number.denominator, -1, prime) % prime


def _null_space(rows: list[list[int]], prime: int) -> list[tuple[int, ...]]:
    """The reduced basis of the null space, lifted to coprime integers."""
    width = len(rows[0])
    entries = [nmod(entry, prime) for row in rows for entry in row]
    reduced, rank = nmod_mat(len(rows), width, entries, prime).rref()
    pivots: list[int] = []
    for k in range(rank):
        pivots.append(next(j for j in range(width) if int(reduced[k, j])))
    basis = []
    for free in (j for j in range(width) if j not in pivots):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for k, pivot in enumerate(pivots):
            vector[pivot] = -_lifted(int(reduced[k, free]), prime)
        scale = lcm(*(c.denominator for c in vector))
        whole = [int(c * scale) for c in vector]
        sign = 1 if next(c for c in whole if c) > 0 else -1
        common = sign * gcd(*whole)
        basis.append(tuple(c // common for c in whole))
    return basis


def _lifted(residue: int, prime: int) -> Fraction:
    """The fraction a/b = residue with |a|, |b| below sqrt(prime / 2), if there is one."""
    bound = isqrt(prime // 2)
    old, new = (prime, 0), (residue, 1)
    while new[0] > bound:
        quotient = old[0] // new[0]
        old, new = new, (old[0] - quotient * new[0], old[1] - quotient * new[1])
    return Fraction(new[0], new[1])


def _combined(expressions: Sequence[Expression], vector: Sequence[int], jet: MetricJet) -> Tensor:
    columns = [flatten(expression(jet)) for expression in expressions]
    total = []
    for k in range(len(columns[0])):
        value = 0
        for c, column in zip(vector, columns, strict=True):
            value = value + c * column[k][1]
        total.append(value)
    return tuple(total)
