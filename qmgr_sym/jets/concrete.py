"""The same expressions at a concrete metric, given as a SymPy matrix."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sympy import Add, Expr, ImmutableDenseMatrix, Matrix, Rational, S, Symbol

from qmgr_sym.geometry.metric import Metric
from qmgr_sym.jets._einsum import Tensor
from qmgr_sym.jets._element import Element, Scalar
from qmgr_sym.jets.euler import Density, euler_tensor
from qmgr_sym.jets.identity import Expression
from qmgr_sym.jets.metric_jet import MetricJet


class Formula(Element):
    """A SymPy expression in the coordinates."""

    __slots__ = ("coords", "expression")

    def __init__(self, expression: Expr, coords: tuple[Symbol, ...]) -> None:
        """Take an expression as it is; `concrete_jet` makes jets."""
        self.expression = expression
        self.coords = coords

    def plus(self, other: Formula) -> Formula:
        """The sum."""
        return Formula(self.expression + other.expression, self.coords)

    def scaled(self, factor: Fraction) -> Formula:
        """The product with a number."""
        number = Rational(factor.numerator, factor.denominator)
        return Formula(number * self.expression, self.coords)

    def constant(self, value: Fraction) -> Formula:
        """A constant."""
        return Formula(Rational(value.numerator, value.denominator), self.coords)

    def inner(self, left: Sequence[Formula], right: Sequence[Formula]) -> Formula:
        """The sum of products."""
        pairs = zip(left, right, strict=True)
        return Formula(Add(*(a.expression * b.expression for a, b in pairs)), self.coords)

    def d(self, direction: int) -> Formula:
        """The partial derivative."""
        return Formula(self.expression.diff(self.coords[direction]), self.coords)


def concrete_jet(
    metric: Matrix, coords: Sequence[Symbol], *, scalars: Sequence[Expr] = ()
) -> MetricJet:
    """A `MetricJet` whose elements are SymPy expressions, for a metric with unknown functions.

    All components count as free, so that `euler_tensor` varies all of them.

    Raises:
        TypeError, ValueError: as `Metric`.
    """
    curved = Metric(metric, coords)
    n, place = curved.dimension, curved.coordinates

    def symmetric(matrix: ImmutableDenseMatrix) -> Tensor:
        parts = {(a, b): Formula(matrix[a, b], place) for a in range(n) for b in range(a, n)}
        return tuple(tuple(parts[min(a, b), max(a, b)] for b in range(n)) for a in range(n))

    extra = [Formula(scalar, place) for scalar in scalars]
    free = [(a, b) for a in range(n) for b in range(a, n)]
    return MetricJet(symmetric(curved.components), symmetric(curved.inverse()), extra, free)


def evaluate_at(
    expression: Expression,
    metric: Matrix,
    coords: Sequence[Symbol],
    *,
    scalars: Sequence[Expr] = (),
) -> Tensor:
    """The value of an expression of `jet_identity` at a concrete metric, as SymPy expressions.

    Results are not simplified; `zero_test` decides them.

    Raises:
        TypeError, ValueError: as `Metric`.

    Examples:
        >>> from sympy import cancel, diag, symbols
        >>> x, y = symbols("x y", positive=True)
        >>> cancel(evaluate_at(lambda jet: jet.scalar_curvature, diag(1, 1) / y**2, (x, y)))
        -2
    """
    return _opened(expression(concrete_jet(metric, coords, scalars=scalars)))


def euler_at(
    density: Density,
    metric: Matrix,
    coords: Sequence[Symbol],
    *,
    scalars: Sequence[Expr] = (),
) -> ImmutableDenseMatrix:
    """E^ab of `euler_tensor` at a concrete metric, all components varied, without sqrt|g|.

    Components that are constant at the given metric are varied too: the equations that fixing a
    gauge loses are among the results.

    Raises:
        TypeError, ValueError: as `Metric`.
    """
    jet = concrete_jet(metric, coords, scalars=scalars)
    return ImmutableDenseMatrix(_opened(euler_tensor(density, jet)))


def _opened(value: Scalar) -> Tensor:
    if isinstance(value, tuple | list):
        return tuple(_opened(part) for part in value)
    return value.expression if isinstance(value, Formula) else S(Rational(value))
