"""Whether an expression vanishes for every metric of a family."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qmgr_sym.jets._bound import Bound
from qmgr_sym.jets._einsum import Tensor, flatten
from qmgr_sym.jets._element import TooFewDerivativesError, as_number
from qmgr_sym.jets._sample import (
    INTEGERS,
    PRIME_BITS,
    PRIMES,
    bound_jet,
    random_jet,
    random_prime,
)
from qmgr_sym.jets._taylor import Taylor
from qmgr_sym.jets._witness import JetWitness, find_witness
from qmgr_sym.jets.families import MetricFamily, general
from qmgr_sym.jets.metric_jet import MetricJet

Expression = Callable[[MetricJet], Tensor]
Field = Literal["prime", "rational"]


@dataclass(frozen=True)
class JetTest:
    """Whether an expression vanishes for every metric, and how that was decided.

    outcome : "zero" or "nonzero"; trials : random jets that were evaluated;
    failure_probability : bound of the probability that a nonzero expression is called "zero",
    0 where the outcome is certain; method : in words; witness : where the outcome is "nonzero";
    degree, height : bounds of the numerator's degree and of log2 of its coefficients' sum;
    order : the highest derivative of the metric in the expression.
    """

    outcome: Literal["zero", "nonzero"]
    trials: int
    failure_probability: float
    method: str
    witness: JetWitness | None
    degree: int
    height: float
    order: int


def jet_identity(
    expression: Expression,
    family: MetricFamily | int,
    *,
    scalars: int = 0,
    trials: int = 2,
    field: Field = "prime",
    seed: int = 0,
) -> JetTest:
    """Decide whether `expression` vanishes at every point of every metric of a family.

    The metric's components and their derivatives at a point are independent numbers: any values
    with det g not 0 belong to a smooth metric. In these numbers the expression is P / (c det(g)^k)
    with a polynomial P over Z, whose degree d and height h (log2 of the sum of its coefficients'
    absolute values) are bounded by following the evaluation once. If P is not 0, a trial misses
    this with probability at most

        (d / q) / (1 - n / q) + (h / 60) / 1e16            at random points of a random prime
                                                           field of q > 2^60 elements,
        (d / 2^32) / (1 - n / 2^32)                        at random integers,

    the first by Schwartz and Zippel, given det g not 0, the second because at most h / 60 of the
    more than 1e16 primes divide all coefficients of P. Trials are independent.

    Args:
        expression: a function of a `MetricJet` that returns a scalar or nested tuples of scalars;
            it may not branch on values.
        family: a `MetricFamily`, or the dimension for every metric of that dimension.
        scalars: how many further free functions of the coordinates the jet holds.
        trials: how many random jets to try.
        field: "prime", or "rational" for integers, which is slower and weaker per trial.
        seed: fixes the random jets.

    Returns:
        A `JetTest`. "nonzero" is a proof: the witness is a metric with rational polynomial
        components, and the exact value at the origin.

    Raises:
        TypeError: the expression mixes in something that is neither an element nor exact.
        ValueError: `trials` is not positive or `field` is unknown.

    Examples:
        >>> jet_identity(lambda jet: jet.einstein, 2).outcome
        'zero'
        >>> jet_identity(lambda jet: jet.einstein, 3).outcome
        'nonzero'
    """
    if trials < 1:
        raise ValueError(f"`trials` must be a positive number, but was {trials}")
    if field not in ("prime", "rational"):
        raise ValueError(f"`field` must be 'prime' or 'rational', but was {field!r}")
    chosen = general(family) if isinstance(family, int) else family
    bounds = [value for _, value in flatten(expression(bound_jet(chosen, scalars)))]
    jets = [value for value in bounds if isinstance(value, Bound)]
    degree = max((value.degree for value in jets), default=0)
    height = max((value.height for value in jets), default=0.0)
    order = max((value.order for value in jets), default=0)
    failure = _failure(field, chosen.n, degree, height) ** trials
    if not jets:
        method = "every component is a number by construction"
        if all(as_number(value) == 0 for value in bounds):
            return JetTest("zero", 0, 0.0, method, None, 0, 0.0, 0)
    rng = random.Random(seed)
    for trial in range(1, trials + 1):
        prime = random_prime(rng) if field == "prime" else 0
        while True:
            jet = random_jet(chosen, order, prime, scalars, rng)
            try:
                values = flatten(expression(jet))
                break
            except TooFewDerivativesError:  # derivatives of what cancels by construction
                order += 1
        if all(_vanishes(value) for _, value in values):
            continue
        witness = find_witness(expression, chosen, order, scalars, rng)
        method = "a metric with rational coefficients, evaluated exactly"
        return JetTest("nonzero", trial, 0.0, method, witness, degree, height, order)
    place = (
        f"random prime fields of {PRIME_BITS} bits"
        if field == "prime"
        else "random integers of 32 bits"
    )
    method = f"{trials} random jets of order {order} over {place}, numerator degree <= {degree}"
    return JetTest("zero", trials, failure, method, None, degree, height, order)


def _vanishes(value: object) -> bool:
    return value.value == 0 if isinstance(value, Taylor) else as_number(value) == 0


def _failure(field: Field, n: int, degree: int, height: float) -> float:
    """The bound for one trial."""
    values = 2.0 ** (PRIME_BITS - 1) if field == "prime" else float(INTEGERS)
    missed = degree / values / (1 - n / values)
    if field == "prime":
        missed += (height + 1) / (PRIME_BITS - 1) / PRIMES
    return min(1.0, missed)
