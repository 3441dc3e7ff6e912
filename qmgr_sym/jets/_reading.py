"""Expressions in the letters of a metric, read once and evaluated on many jets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import Add, Derivative, Expr, Mul, Pow, Rational

from qmgr_sym.jets._element import Element, Scalar, as_number
from qmgr_sym.jets._element import partial as derivative
from qmgr_sym.jets.metric_jet import MetricJet

if TYPE_CHECKING:
    from qmgr_sym.jets.letters import MetricLetters

Weighted = tuple[int, Scalar]
Step = Callable[[MetricJet, Sequence[Weighted]], Weighted]


class Reading:
    """Called with a jet, the power w and the value v of an expression sqrt|g|^w v.

    Each different part of the expression is one step, which takes the results of earlier ones.

    Args and errors: as `MetricLetters.on_jet`.
    """

    def __init__(
        self, letters: MetricLetters, expression: Expr, functions: Sequence[Expr] = ()
    ) -> None:
        self._letters = letters
        self._functions = tuple(functions)
        self._steps: list[Step] = []
        self._numbers: dict[Expr, int] = {}
        self._read(expression)

    def __call__(self, jet: MetricJet) -> Weighted:
        """Carry out all steps; the whole expression is the last one."""
        if len(jet.scalars) != len(self._functions):
            raise ValueError(
                f"`jet` must hold {len(self._functions)} functions, but holds {len(jet.scalars)}"
            )
        found: list[Weighted] = []
        for step in self._steps:
            found.append(step(jet, found))
        return found[-1]

    def _read(self, node: Expr) -> int:
        """The number of the step that gives the value of a part."""
        number = self._numbers.get(node)
        if number is None:
            step = self._step(node)
            number = self._numbers[node] = len(self._steps)
            self._steps.append(step)
        return number

    def _step(self, node: Expr) -> Step:
        letters = self._letters
        if isinstance(node, Rational):
            value = as_number(node)
            return lambda jet, found: (0, value)
        if node == letters.volume:
            return lambda jet, found: (1, Fraction(1))
        if node in self._functions:
            place = self._functions.index(node)
            return lambda jet, found: (0, jet.scalars[place])
        if node in letters.places:
            part = letters.places[node]
            return lambda jet, found: (0, part(jet))
        if isinstance(node, Add):
            return self._sum(node)
        if isinstance(node, Mul):
            return self._product(node)
        if isinstance(node, Pow) and node.exp.is_Integer:
            return self._power(node)
        if isinstance(node, Derivative):
            return self._derivative(node)
        if hasattr(node, "on_jet"):
            return lambda jet, found: node.on_jet(letters, jet, self._functions)
        raise TypeError(
            "an expression about every metric must be built from its letters, functions of the "
            f"coordinates and rational numbers, but holds {node}"
        )

    def _sum(self, node: Expr) -> Step:
        parts = [self._read(part) for part in node.args]

        def step(jet: MetricJet, found: Sequence[Weighted]) -> Weighted:
            weights: set[int] = set()
            total: Scalar = Fraction(0)
            for part in parts:
                weight, value = found[part]
                if isinstance(value, Element) or value:
                    weights.add(weight)
                    total = total + value
            if len(weights) > 1:
                raise ValueError(f"every term must hold one power of sqrt|g|, but not so in {node}")
            return (weights.pop() if weights else 0), total

        return step

    def _product(self, node: Expr) -> Step:
        first, *rest = [self._read(part) for part in node.args]

        def step(jet: MetricJet, found: Sequence[Weighted]) -> Weighted:
            weight, value = found[first]
            for part in rest:
                power, factor = found[part]
                weight, value = weight + power, factor * value
            return weight, value

        return step

    def _power(self, node: Expr) -> Step:
        base, exponent = self._read(node.base), int(node.exp)

        def step(jet: MetricJet, found: Sequence[Weighted]) -> Weighted:
            weight, value = found[base]
            if exponent < 0 and (isinstance(value, Element) or value != 1):
                raise TypeError(f"a divisor must be a power of sqrt|g|, but was {node.base}")
            return weight * exponent, value if exponent < 0 else value**exponent

        return step

    def _derivative(self, node: Expr) -> Step:
        inner, coords = self._read(node.expr), self._letters.coords
        directions = [coords.index(x) for x in node.variables]

        def step(jet: MetricJet, found: Sequence[Weighted]) -> Weighted:
            weight, value = found[inner]
            for direction in directions:
                change = derivative(value, direction)
                if weight:
                    change = change + weight * (jet.log_volume[direction] * value)
                value = change
            return weight, value

        return step
