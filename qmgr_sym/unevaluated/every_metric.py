"""Identities about every metric, decided on random jets when they are carried out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from sympy import Add, Derivative, Expr, Integer, Integral, Mul, Pow, S, Symbol, Tuple
from sympy.core.symbol import Str
from sympy.matrices import MatrixBase

from qmgr_sym.jets._einsum import Tensor
from qmgr_sym.jets._element import Element, Scalar
from qmgr_sym.jets._reading import Reading
from qmgr_sym.jets.divergence import jet_divergence
from qmgr_sym.jets.euler import euler_tensor
from qmgr_sym.jets.families import MetricFamily, diagonal, general, synchronous
from qmgr_sym.jets.identity import JetTest, jet_identity
from qmgr_sym.jets.letters import MetricLetters
from qmgr_sym.jets.metric_jet import MetricJet
from qmgr_sym.unevaluated._base import Unevaluated, matrix_of

_RANGE = 2**60
_FAMILIES = {"general": general, "synchronous": synchronous, "diagonal": diagonal}


class MetricVariation(Unevaluated):
    """sum_ab (delta S / delta g^ab) k^ab for S = int L: the change of L with delta g^ab = k^ab.

    It is meant as a part of a `ForEveryMetric`, which carries it out.

    Args:
        density: L, sqrt|g| included, in the letters of `MetricLetters(coords)`; or S, its integral
            over all coordinates.
        change: k^ab, a symmetric matrix of numbers or functions of the coordinates.
        coords: the coordinates.
    """

    def __new__(cls, density: Expr, change: Any, coords: Sequence[Symbol]) -> Self:
        """Check the change; see the class."""
        matrix = matrix_of("change", change, square=True)
        if matrix.shape[0] != len(coords) or not matrix.is_symmetric(simplify=False):
            raise ValueError(f"`change` must be symmetric with {len(coords)} rows, but is {matrix}")
        return super().__new__(cls, integrand(density, coords), matrix, Tuple(*coords))

    def value(self) -> Expr:
        """Itself: without a metric there is nothing to carry out."""
        return self

    def on_jet(
        self, letters: MetricLetters, jet: MetricJet, functions: Sequence[Expr]
    ) -> tuple[int, Scalar]:
        """The value for the metric of a jet, times sqrt|g|."""
        density, change, _ = self.args
        reading = Reading(letters, density, functions)

        def lagrangian(moved: MetricJet) -> Scalar:
            weight, value = reading(moved)
            if weight != 1:
                raise ValueError(f"`density` must hold sqrt|g| once, but has the power {weight}")
            return value

        by_metric = euler_tensor(lagrangian, jet)
        lowered = jet.einsum("ac,cd,bd->ab", jet.metric, by_metric, jet.metric)
        total: Scalar = 0
        for a in range(jet.n):
            for b in range(jet.n):
                _, part = letters.on_jet(change[a, b], jet, functions)
                total = total - part * lowered[a][b]
        return 1, total

    def _latex(self, printer: Any) -> str:
        density, change = map(printer.doprint, self.args[:2])
        return (
            rf"\frac{{\delta}}{{\delta g^{{\mu\nu}}}} \int \left({density}\right) "
            rf"\left({change}\right)^{{\mu\nu}}"
        )


class ForEveryMetric(Unevaluated):
    """An expression in the letters of a metric: 0 if it vanishes for every metric.

    Otherwise it is the value at one metric of the family, which `test` shows. Symbols other than
    the coordinates are constants of any value. A nonzero expression passes for zero with a
    probability below `CHANCE`.

    Args:
        expression: in the letters of `MetricLetters(coords)`, further functions of the coordinates
            and constants; see `MetricLetters.on_jet`.
        coords: distinct symbols, one for each dimension; the first is the time.
        family: "general", "synchronous" or "diagonal" metrics.

    Raises:
        ValueError: another family; TypeError, ValueError: as `MetricLetters.on_jet`.

    Source: `qmgr_sym.jets.identity.jet_identity`.

    Examples:
        >>> from sympy import symbols
        >>> x = symbols("t x", real=True)
        >>> g = MetricLetters(x)
        >>> ForEveryMetric(g.ricci[0][1] - g.scalar_curvature * g.metric[0][1] / 2, x).doit()
        0
    """

    CHANCE: ClassVar[float] = 1e-12

    def __new__(
        cls, expression: Expr, coords: Sequence[Symbol], family: str | Str = "general"
    ) -> Self:
        """Check the family; see the class."""
        if str(family) not in _FAMILIES:
            raise ValueError(f"`family` must be one of {list(_FAMILIES)}, but was {family!r}")
        MetricLetters(tuple(coords))
        return super().__new__(cls, expression, Tuple(*coords), Str(str(family)))

    def value(self) -> Expr:
        """0, or the value where it is not zero."""
        found = self.test()
        return S.Zero if found.witness is None else found.witness.value

    def test(self) -> JetTest:
        """How it is decided: at small whole numbers for the constants, then at random large ones.

        A polynomial of degree d in the constants that is not 0 vanishes at random numbers below
        2^60 with a probability of at most d / 2^60.
        """
        statement, coords = self.statement(), self.args[1]
        constants = sorted(statement.free_symbols - set(coords), key=str)
        rng = random.Random(1)
        small = {c: Integer(2 + k) for k, c in enumerate(constants)}
        found = self._put_to_the_test(statement.xreplace(small))
        if constants and found.witness is None:
            large = {c: Integer(rng.randrange(_RANGE)) for c in constants}
            found = self._put_to_the_test(statement.xreplace(large))
        chance = found.failure_probability + _degree(statement, frozenset(constants)) / _RANGE
        if found.witness is None and chance > self.CHANCE:
            raise ArithmeticError(
                f"the chance of an accident must be at most {self.CHANCE:g}, but is {chance:.1g}"
            )
        return found

    def _put_to_the_test(self, statement: Expr) -> JetTest:
        letters = MetricLetters(tuple(self.args[1]))
        functions = letters.functions(statement)
        reading = Reading(letters, statement, functions)

        def on_jet(jet: MetricJet) -> Tensor:
            weight, value = reading(jet)
            self.check(weight, value)
            return value

        return self.decided(on_jet, len(functions))

    def statement(self) -> Expr:
        """The expression that is put to the test, with what stands unevaluated carried out."""
        if self.args[0].has(Integral):
            raise TypeError(f"an identity must hold at every point, but {self} has an integral")
        return self.args[0].doit()

    def check(self, weight: int, value: Scalar) -> None:
        """Raise where the power of sqrt|g| is not as it must be; here any will do."""

    def decided(self, on_jet: Any, functions: int) -> JetTest:
        """Whether it vanishes for every metric."""
        return jet_identity(on_jet, self.family(), scalars=functions)

    def family(self) -> MetricFamily:
        """The metrics it speaks about."""
        return _FAMILIES[str(self.args[2])](len(self.args[1]))

    def _latex(self, printer: Any) -> str:
        return rf"\left[{printer.doprint(self.args[0])}\right]_{{\forall g}}"


class DivergenceForEveryMetric(ForEveryMetric):
    """A density in the letters of a metric: 0 if it is a total divergence for every metric.

    The density holds sqrt|g| once. Integrals over all coordinates count as their integrands, so
    that the difference of two actions vanishes that are equal up to a boundary term. Further
    functions of the coordinates are fields like the metric: it must be a divergence for each of
    them. So an integral with changes k^ab(x) of the metric that vanishes for all of them passes
    exactly if what stands before each k^ab is zero.

    Raises:
        ValueError: an integral is not over all coordinates, or sqrt|g| does not occur once.

    Source: `qmgr_sym.jets.divergence.jet_divergence`.

    Examples:
        >>> from sympy import symbols
        >>> x = symbols("t x", real=True)
        >>> g = MetricLetters(x)
        >>> DivergenceForEveryMetric(g.volume * g.scalar_curvature, x).doit()
        0
        >>> DivergenceForEveryMetric(g.volume, x).doit() == 0
        False
    """

    def statement(self) -> Expr:
        """What stands under the integrals."""
        return integrand(self.args[0], self.args[1]).doit()

    def check(self, weight: int, value: Scalar) -> None:
        """Raise unless sqrt|g| occurs once."""
        if weight != 1 and (isinstance(value, Element) or value):
            raise ValueError(f"a density must hold sqrt|g| once, but held its power {weight}")

    def decided(self, on_jet: Any, functions: int) -> JetTest:
        """Whether the Euler expressions vanish for every metric and all functions."""
        return jet_divergence(on_jet, self.family(), scalars=functions)

    def _latex(self, printer: Any) -> str:
        return rf"\left[{printer.doprint(self.args[0])}\right]_{{\forall g,\ \mathrm{{mod}}\ d}}"


def integrand(action: Expr, coords: Sequence[Symbol]) -> Expr:
    """The density under integrals over all coordinates, in a linear combination of them.

    Raises:
        ValueError: an integral is over other variables.
    """

    def opened(integral: Expr) -> Expr:
        if set(integral.variables) != set(coords):
            raise ValueError(
                f"an integral must be over {tuple(coords)}, but was over {integral.variables}"
            )
        return integral.function

    return action.replace(lambda node: isinstance(node, Integral), opened)


def _degree(node: Expr, constants: frozenset[Expr]) -> int:
    """A bound of the total degree in the constants.

    Raises:
        TypeError: a constant stands in a divisor or in a function.
    """
    if node in constants:
        return 1
    if not node.free_symbols & constants:
        return 0
    if isinstance(node, Mul | MetricVariation):
        return sum(_degree(part, constants) for part in node.args)
    if isinstance(node, Add | MatrixBase | Derivative | Tuple):
        return max(_degree(part, constants) for part in node.args)
    if isinstance(node, Pow) and node.exp.is_Integer and node.exp > 0:
        return int(node.exp) * _degree(node.base, constants)
    raise TypeError(f"an expression about every metric must be a polynomial in {set(constants)}")
