"""Whether an identity about sums over Gaussian windows holds for every set of neurons.

The window of neuron i is w_i = exp(-y^a g_ab y^b / 2) with y = x - x_i(t), x_i in uniform motion
and g_i constant; the curly bracket (6.8) of Vanchurin is {A} = sum_i A_i w_i, up to a factor that
drops out of homogeneous identities.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, log2, prod
from typing import Any, Literal

from flint import fmpq

from qmgr_sym.jets._bound import Bound
from qmgr_sym.jets._einsum import Tensor, flatten
from qmgr_sym.jets._element import Element, Scalar, as_number, inner
from qmgr_sym.jets._indices import monomials
from qmgr_sym.jets._sample import random_prime
from qmgr_sym.jets._taylor import Taylor, inverse_matrix
from qmgr_sym.jets.identity import _failure


@dataclass(frozen=True)
class Neuron:
    """One neuron seen from the point: y^a, v^a, g_ab, g^ab, sqrt(det g) and its window."""

    displacement: tuple[Scalar, ...]
    velocity: tuple[Scalar, ...]
    precision: tuple[tuple[Scalar, ...], ...]
    inverse: tuple[tuple[Scalar, ...], ...]
    root: Scalar
    window: Element


@dataclass(frozen=True)
class Neurons:
    """A set of neurons around a point; direction 0 is the time, 1 to `dimension` are space."""

    dimension: int
    members: tuple[Neuron, ...]

    def curly(self, part: Callable[[Neuron], Scalar]) -> Scalar:
        """The bracket {part}: a function near the point, with derivatives `.d(direction)`."""
        return sum((part(neuron) * neuron.window for neuron in self.members), start=0)


@dataclass(frozen=True)
class WindowTest:
    """Whether an expression vanishes for every set of neurons; fields as in `JetTest`.

    witness : pairs (name, value) of a set of neurons where the outcome is "nonzero".
    """

    outcome: Literal["zero", "nonzero"]
    trials: int
    failure_probability: float
    method: str
    witness: tuple[tuple[str, str], ...]
    degree: int


def window_identity(
    expression: Callable[[Neurons], Tensor],
    dimension: int,
    *,
    neurons: int = 2,
    order: int = 2,
    trials: int = 2,
    seed: int = 0,
) -> WindowTest:
    """Decide whether `expression` vanishes for every set of neurons at every point.

    The exponentials of different neurons are linearly independent over the rational functions of
    positions and precisions, so that an identity holds exactly if it holds with each w_i, and the
    derivatives that its exponent gives, as an independent number. With g_i = L L^T the roots of
    the determinants are polynomials too. The expression is then a polynomial over a product of
    determinants, tested at random points of random 61-bit prime fields; the failure bound is that
    of `jet_identity`. A product of k brackets has terms of at most k neurons, so k neurons decide
    it for any number.

    Args:
        expression: a function of `Neurons` that returns a scalar or nested tuples of scalars,
            without division; it may not branch on values.
        dimension: the number d of space dimensions, at least 1.
        neurons: how many neurons; at least as many as brackets are multiplied.
        order: how many derivatives are available.
        trials: how many random sets to try.
        seed: fixes them.

    Raises:
        ValueError: a number is not positive.
        ArithmeticError: the expression takes more derivatives than `order`.

    Examples:
        >>> def gradient(n):
        ...     pull = lambda i: i.precision[0][0] * i.displacement[0] * i.root
        ...     return n.curly(lambda i: i.root).d(1) + n.curly(pull)
        >>> window_identity(gradient, 1).outcome
        'zero'
    """
    for name, number in (("dimension", dimension), ("neurons", neurons), ("trials", trials)):
        if number < 1:
            raise ValueError(f"`{name}` must be a positive number, but was {number}")
    bounds = [v for _, v in flatten(expression(_bounds(dimension, neurons, order)))]
    made = [value for value in bounds if isinstance(value, Bound)]
    degree = max((value.degree for value in made), default=0)
    height = max((value.height for value in made), default=0.0)
    failure = _failure("prime", 2 * dimension * neurons, degree, height) ** trials
    rng = random.Random(seed)
    for trial in range(1, trials + 1):
        prime = random_prime(rng)
        if _vanishes(expression(_drawn(dimension, neurons, order, prime, rng)[0])):
            continue
        while True:
            given, named = _drawn(dimension, neurons, order, 0, rng)
            if not _vanishes(expression(given)):
                method = "a set of neurons with rational numbers, window values free, exactly"
                return WindowTest("nonzero", trial, 0.0, method, named, degree)
    method = f"{trials} random sets of {neurons} neurons, numerator degree <= {degree}"
    return WindowTest("zero", trials, failure, method, (), degree)


def _vanishes(values: Tensor) -> bool:
    return all(
        (v.value if isinstance(v, Taylor) else as_number(v)) == 0 for _, v in flatten(values)
    )


def _bounds(d: int, count: int, order: int) -> Neurons:
    """Bounds of degree and height over one common determinant, of degree 2 d count."""
    n = 2 * d * count

    def bound(degree: int, height: float = 0.0, power: int = 0) -> Bound:
        return Bound(n, degree, power, height, 1, 0)

    steps = order * log2(2.0 * d**3) + log2(factorial(order + 1))
    cofactor = bound(n - 2, log2(factorial(d) * d**d), 1)
    one = Neuron(
        displacement=(bound(1),) * d,
        velocity=(bound(1),) * d,
        precision=((bound(2, log2(d)),) * d,) * d,
        inverse=((cofactor,) * d,) * d,
        root=bound(d),
        window=bound(1 + 4 * order, steps),
    )
    return Neurons(d, (one,) * count)


def _drawn(
    d: int, count: int, order: int, prime: int, rng: random.Random
) -> tuple[Neurons, tuple[tuple[str, str], ...]]:
    """Random neurons over a prime field, or over Q with small numbers and their names."""
    named: list[tuple[str, str]] = []
    size = len(monomials(1 + d, order))

    def draw(name: str) -> Any:
        small = fmpq(rng.randrange(1, 10), rng.randrange(1, 4))
        value = rng.randrange(1, prime) if prime else small
        named.append((name, str(value)))
        return value

    def series(value: Any, slopes: dict[int, Any]) -> Taylor:
        parts = [value, *(slopes.get(k, value * 0) for k in range(1, size))]
        return Taylor(1 + d, order, prime, [c % prime for c in parts] if prime else parts)

    def neuron(i: int) -> Neuron:
        lower = [[draw(f"L_{i},{a + 1}{b + 1}") for b in range(a + 1)] for a in range(d)]
        velocity = [draw(f"v_{i}^{a + 1}") for a in range(d)]
        y = [series(draw(f"y_{i}^{a + 1}"), _slopes(d, a, -velocity[a], order)) for a in range(d)]
        g = tuple(
            tuple(
                series(sum(lower[a][c] * lower[b][c] for c in range(min(a, b) + 1)), {})
                for b in range(d)
            )
            for a in range(d)
        )
        form = inner([y[a] * g[a][b] for a in range(d) for b in range(d)], y * d)
        return Neuron(
            displacement=tuple(y),
            velocity=tuple(series(v, {}) for v in velocity),
            precision=g,
            inverse=tuple(map(tuple, inverse_matrix(g))),
            root=series(prod(lower[a][a] for a in range(d)), {}),
            window=_exponential(form, series(draw(f"w_{i}"), {}), order),
        )

    return Neurons(d, tuple(neuron(i + 1) for i in range(count))), tuple(named)


def _slopes(d: int, a: int, against: Any, order: int) -> dict[int, Any]:
    """First-order coefficients of y^a: -v^a along the time, 1 along its own direction."""
    if order == 0:
        return {}
    places = {exponents: k for k, exponents in enumerate(monomials(1 + d, 1))}
    unit = [tuple(int(k == m) for k in range(1 + d)) for m in range(1 + d)]
    return {places[unit[0]]: against, places[unit[1 + a]]: against * 0 + 1}


def _exponential(form: Scalar, start: Taylor, order: int) -> Any:
    """start * exp(-(form - form at the point) / 2), as a truncated series."""
    change = Taylor(form.n, form.order, form.prime, [form.value * 0, *form.coefficients[1:]])
    total: Any = start
    power: Any = start
    for k in range(1, order + 1):
        power = power * change * Fraction(-1, 2 * k)
        total = total + power
    return total
