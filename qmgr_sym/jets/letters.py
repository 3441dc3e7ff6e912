"""A metric by letters: index formulas as SymPy expressions, and their values on a jet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import product

from sympy import Derivative, Expr, Function, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.jets._covariant import covariant_d
from qmgr_sym.jets._einsum import Tensor, build, component, einsum
from qmgr_sym.jets._element import Scalar
from qmgr_sym.jets._reading import Reading
from qmgr_sym.jets.metric_jet import MetricJet
from qmgr_sym.variation._fields import check_coords

_NAMES = {
    "metric": "g_{{{}{}}}",
    "inverse": "g^{{{}{}}}",
    "ricci": "R_{{{}{}}}",
    "christoffel": r"\Gamma^{{{}}}_{{{}{}}}",
}


@dataclass(frozen=True)
class MetricLetters:
    """g_ab, g^ab, Gamma^m_ab, R_ab, R and sqrt|g| as unknown functions of the coordinates.

    The parts are nested tuples with the names that they have in `MetricJet`, so that a formula
    written for one works for the other. They are letters of a formula, nothing relates them;
    `on_jet` reads a formula in them as one about a metric.

    Args:
        coords: distinct symbols, one for each dimension.

    Examples:
        >>> from sympy import symbols
        >>> g = MetricLetters(symbols("t x", real=True))
        >>> g.einsum("ab,ab->", g.inverse, g.ricci)
        R_{00}(t, x)*g^{00}(t, x) + 2*R_{01}(t, x)*g^{01}(t, x) + R_{11}(t, x)*g^{11}(t, x)
    """

    coords: tuple[Symbol, ...]

    def __post_init__(self) -> None:
        """Check the coordinates."""
        check_coords(self.coords)

    @property
    def n(self) -> int:
        """The dimension."""
        return len(self.coords)

    @cached_property
    def metric(self) -> Tensor:
        """g_ab."""
        return self._symmetric("metric", 2)

    @cached_property
    def inverse(self) -> Tensor:
        """g^ab."""
        return self._symmetric("inverse", 2)

    @cached_property
    def christoffel(self) -> Tensor:
        """Gamma^m_ab."""
        return self._symmetric("christoffel", 3)

    @cached_property
    def ricci(self) -> Tensor:
        """R_ab."""
        return self._symmetric("ricci", 2)

    @cached_property
    def scalar_curvature(self) -> Expr:
        """R."""
        return Function("R", real=True)(*self.coords)

    @cached_property
    def volume(self) -> Expr:
        """sqrt|g|."""
        return Function(r"\sqrt{-g}", positive=True)(*self.coords)

    def einsum(self, formula: str, *tensors: Tensor) -> Tensor:
        """Contract, as in `g.einsum("ab,mab->m", g.inverse, g.christoffel)`."""
        return einsum(formula, self.n, *tensors)

    def gradient(self, tensor: Tensor) -> Tensor:
        """All partial derivatives, not carried out; the new index comes last."""
        if isinstance(tensor, tuple):
            return tuple(self.gradient(part) for part in tensor)
        return tuple(Derivative(tensor, x) for x in self.coords)

    def covariant_d(self, tensor: Tensor, positions: str) -> Tensor:
        """The covariant derivative, as in `MetricJet.covariant_d`; derivatives stay as they are."""
        return covariant_d(
            tensor, positions, self.christoffel, lambda f, m: Derivative(f, self.coords[m])
        )

    def _symmetric(self, name: str, rank: int) -> Tensor:
        """Letters that do not change when the last two indices are exchanged."""
        letters = {}
        for *first, a, b in product(range(self.n), repeat=rank):
            indices = (*first, *sorted((a, b)))
            letters[(*first, a, b)] = Function(_NAMES[name].format(*indices), real=True)(
                *self.coords
            )
        return build(letters, self.n, rank)

    @cached_property
    def places(self) -> dict[Expr, Callable[[MetricJet], Scalar]]:
        """How each letter is read off a jet."""
        places: dict[Expr, Callable[[MetricJet], Scalar]] = {
            self.scalar_curvature: partial(_part, "scalar_curvature", ())
        }
        for name, rank in (("metric", 2), ("inverse", 2), ("christoffel", 3), ("ricci", 2)):
            for index in product(range(self.n), repeat=rank):
                places[component(getattr(self, name), index)] = partial(_part, name, index)
        return places

    def functions(self, expression: Expr) -> tuple[Expr, ...]:
        """The unknown functions in an expression that are no letters of the metric, in order.

        Raises:
            ValueError: one of them is taken at another point than the coordinates.
        """
        found = []
        for node in sorted(expression.atoms(AppliedUndef), key=str):
            if node.args != self.coords:
                raise ValueError(
                    f"every function must be taken at {self.coords}, but {node} is not"
                )
            if node != self.volume and node not in self.places:
                found.append(node)
        return tuple(found)

    def on_jet(
        self, expression: Expr, jet: MetricJet, functions: Sequence[Expr] = ()
    ) -> tuple[int, Scalar]:
        """The power w and the value v of an expression sqrt|g|^w v, for the metric of a jet.

        Args:
            expression: sums, products and whole powers of letters, `functions`, rational numbers
                and their derivatives.
            jet: the metric, with one free function (`jet.scalars`) for each of `functions`.
            functions: further unknown functions of the coordinates.

        An expression that is put to many jets is better read once, as `Reading`.

        Raises:
            ValueError: terms hold different powers of sqrt|g|; TypeError: the expression has
                something else in it.
        """
        return Reading(self, expression, functions)(jet)


def _part(name: str, index: tuple[int, ...], jet: MetricJet) -> Scalar:
    return component(getattr(jet, name), index)
