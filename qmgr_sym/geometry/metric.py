"""Metrics and their curvature.

Conventions: R^rho_{sigma mu nu} = d_mu Gamma^rho_{nu sigma} - d_nu Gamma^rho_{mu sigma} +
Gamma^rho_{mu lambda} Gamma^lambda_{nu sigma} - Gamma^rho_{nu lambda} Gamma^lambda_{mu sigma},
R_{mu nu} = R^lambda_{mu lambda nu}, Gamma[mu, alpha, beta] = Gamma^mu_{alpha beta}; any signature.
Moduli |u| and what is made of them are differentiated where u is not 0: no delta functions there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sympy
from sympy import Expr, ImmutableDenseMatrix, Symbol

from qmgr_sym.geometry._chain import Chain
from qmgr_sym.geometry._engine import Engine
from qmgr_sym.geometry._variance import moved
from qmgr_sym.geometry._zero import zero_test
from qmgr_sym.geometry.domain import EVERYWHERE, Domain
from qmgr_sym.geometry.tensor import Tensor, exact_entry


@dataclass(frozen=True)
class Metric:
    """A metric g_{mu nu} in one chart, of any dimension and signature.

    Results are exact and fully reduced: what vanishes identically is literally 0. They are
    computed when asked for and remembered.

    Args:
        components: n rows of n SymPy expressions (or integers), or a SymPy matrix; unknown
            functions are given as applied functions such as `Function("nu")(r)`.
        coordinates: n distinct symbols.
        name: for display.
        domain: where the metric lives, see `qmgr_sym.geometry.domain`; by default everywhere that
            the assumptions of the symbols allow. Roots split, sqrt(p q) = sqrt(p) sqrt(q), where p
            is positive there.

    Raises:
        TypeError: an entry is not a SymPy expression, or a coordinate not a symbol.
        ValueError: the metric is not square, not symmetric, degenerate, inexact, or its size
            differs from the number of coordinates.

    Examples:
        >>> from sympy import sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> sphere = Metric([[1, 0], [0, sin(theta) ** 2]], (theta, phi))
        >>> sphere.scalar()
        2
        >>> sphere.christoffel()[0, 1, 1]
        -sin(theta)*cos(theta)
    """

    components: ImmutableDenseMatrix
    coordinates: tuple[Symbol, ...]
    name: str = ""
    domain: Domain = EVERYWHERE
    _engine: Engine = field(init=False, repr=False, compare=False)
    _memo: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __init__(
        self,
        components: Any,
        coordinates: Sequence[Symbol],
        name: str = "",
        domain: Domain = EVERYWHERE,
    ) -> None:
        """Check the input; see the class."""
        chart = _checked_coordinates(coordinates)
        rows = _checked_rows(components, len(chart))
        object.__setattr__(self, "components", ImmutableDenseMatrix(rows))
        object.__setattr__(self, "coordinates", chart)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "domain", domain)
        object.__setattr__(self, "_engine", Engine(rows, chart, domain=domain))
        object.__setattr__(self, "_memo", {})
        _check_regular(self)

    @property
    def dimension(self) -> int:
        """The number of coordinates."""
        return len(self.coordinates)

    def __getitem__(self, index: tuple[int, int]) -> Expr:
        """g_{mu nu}, as it was given."""
        return self.components[index]

    def run(self, task: Callable[[Chain[Any]], Any], *, stay: bool = False) -> Any:
        """Do `task` on the chain of tensors behind this metric; `stay` as in `Engine.run`."""
        return self._engine.run(task, stay=stay)

    def owns(self, tensor: Tensor) -> bool:
        """Whether a tensor's components are held in the field of this metric."""
        return bool(self._engine.run(lambda chain: chain.field is tensor.home))

    def _tensor(self, name: str, variance: str, symbol: str) -> Tensor:
        """The tensor that the chain calls `name`, remembered."""
        return self._kept(
            f"{name} {variance}", lambda chain: getattr(chain, name), variance, symbol
        )

    def _kept(
        self, key: str, task: Callable[[Chain[Any]], Any], variance: str, symbol: str
    ) -> Tensor:
        if key not in self._memo:
            home, cells = self._engine.run(lambda chain: (chain.field, task(chain)))
            self._memo[key] = Tensor(variance, self.coordinates, symbol, cells, home)
        found: Tensor = self._memo[key]
        return found

    def _scalar(self, name: str, symbol: str) -> Tensor:
        def task(chain: Chain[Any]) -> dict[tuple[int, ...], Any]:
            value = getattr(chain, name)
            return {} if chain.field.vanishes(value) else {(): value}

        return self._kept(name, task, "", symbol)

    def _moved(self, name: str, given: str, variance: str, symbol: str) -> Tensor:
        if len(variance) != len(given) or set(variance) - {"u", "d"}:
            raise ValueError(
                f'`variance` must be {len(given)} letters "u" or "d", but was {variance!r}'
            )
        return self._kept(
            f"{name} {variance}",
            lambda chain: moved(chain, getattr(chain, name), given, variance),
            variance,
            symbol,
        )

    def inverse(self) -> ImmutableDenseMatrix:
        """The inverse metric g^{mu nu}."""
        if "inverse matrix" not in self._memo:
            n, held = self.dimension, self._tensor("inverse", "uu", "g")
            self._memo["inverse matrix"] = ImmutableDenseMatrix(n, n, lambda i, j: held[i, j])
        return self._memo["inverse matrix"]

    def determinant(self) -> Expr:
        """det g_{mu nu}."""
        return self._scalar("determinant", "g")[()]

    def determinant_sign(self) -> int:
        """-1 if det g_{mu nu} is negative at one of a few points of the domain, else 1.

        Raises:
            ValueError: no point was found where the determinant has a real value.
        """
        found = list(islice(self.signs([self.determinant()]), 8))
        if found:
            return min(sign for (sign,) in found)
        raise ValueError("the sign of the determinant must be known, but no point shows it")

    def signs(self, expressions: Sequence[Expr]) -> Iterator[tuple[int, ...]]:
        """The signs of expressions at random points of the domain where the metric is real."""
        from qmgr_sym.geometry._witness import signs_of

        rows = list(self.components.flat())
        return signs_of(expressions, rows, self.domain.positive, self.domain.ranges)

    def christoffel(self) -> Tensor:
        """Christoffel symbols of the second kind, Gamma^mu_{alpha beta}; Vanchurin (7.9)."""
        return self._tensor("christoffel", "udd", "Gamma")

    def christoffel_first(self) -> Tensor:
        """Christoffel symbols of the first kind, Gamma_{mu ab} = g_{mu nu} Gamma^nu_{ab}."""
        return self._tensor("christoffel_first", "ddd", "Gamma")

    def riemann(self, variance: str = "uddd") -> Tensor:
        """The Riemann tensor R^rho_{sigma mu nu}, or with its indices raised and lowered.

        Raises:
            ValueError: `variance` is not four letters "u" or "d".
        """
        if variance == "uddd":
            return self._tensor("riemann", "uddd", "R")
        return self._moved("riemann_lower", "dddd", variance, "R")

    def ricci(self, variance: str = "dd") -> Tensor:
        """The Ricci tensor R_{mu nu} = R^lambda_{mu lambda nu}; Vanchurin (8.9)."""
        return self._moved("ricci", "dd", variance, "R")

    def scalar(self) -> Expr:
        """The Ricci scalar R = g^{mu nu} R_{mu nu}."""
        return self._scalar("scalar", "R")[()]

    def einstein(self, variance: str = "dd") -> Tensor:
        """The Einstein tensor G_{mu nu} = R_{mu nu} - R g_{mu nu} / 2; Vanchurin (8.10)."""
        return self._moved("einstein", "dd", variance, "G")

    def traceless_ricci(self) -> Tensor:
        """The traceless Ricci tensor R_{mu nu} - R g_{mu nu} / n."""
        return self._tensor("traceless", "dd", "S")

    def scalar_gradient(self) -> Tensor:
        """The gradient d_mu R of the Ricci scalar."""
        return self._tensor("gradient", "d", "dR")

    def weyl(self, variance: str = "dddd") -> Tensor:
        """The Weyl tensor C_{rho sigma mu nu}; it vanishes in dimension 3 and less."""
        return self._moved("weyl_lower", "dddd", variance, "C")

    def kretschmann(self) -> Expr:
        """The Kretschmann scalar R_{rho sigma mu nu} R^{rho sigma mu nu}."""
        return self._scalar("kretschmann", "K")[()]

    def known_nonzero(self, tensor: Tensor) -> bool:
        """Whether one of the components of a result of this metric is shown not to vanish."""
        return any(tensor.home.apart(cell) for cell in tensor.cells.values())

    def signs_where_zero(self, tensors: Sequence[Tensor]) -> str:
        """A point near which tensors that do not vanish everywhere vanish, "" where none is met.

        Roots and moduli make a tensor vanish for some signs of the symbols only.
        """
        cells = [cell for tensor in tensors for cell in tensor.cells.values()]
        return str(self._engine.run(lambda chain: chain.field.vanishing_point(cells)))

    def assumed_nonzero(self) -> tuple[Expr, ...]:
        """What results so far take for different from 0 although it could not be shown.

        Only functions that the engine knows by their derivatives alone, and cannot evaluate, lead
        to this. 1 stands for an expression that is too large to be written.
        """
        return tuple(dict.fromkeys(self._engine.run(lambda chain: chain.field.doubtful)))

    def scalar_lazy(self) -> Tensor:
        """The Ricci scalar as a tensor of rank 0, computed but not yet written as SymPy."""
        return self._scalar("scalar", "R")

    def inverse_tensor(self) -> Tensor:
        """The inverse metric g^{mu nu} as a tensor."""
        return self._tensor("inverse", "uu", "g")

    def kretschmann_lazy(self) -> Tensor:
        """The Kretschmann scalar as a tensor of rank 0, computed but not yet written as SymPy."""
        return self._scalar("kretschmann", "K")


def _checked_coordinates(coordinates: Sequence[Symbol]) -> tuple[Symbol, ...]:
    chart = tuple(coordinates)
    for coordinate in chart:
        if not isinstance(coordinate, Symbol):
            raise TypeError(
                f"`coordinates` must be symbols, but {coordinate} is a {type(coordinate).__name__}"
            )
    if len(set(chart)) != len(chart):
        raise ValueError(f"`coordinates` must be distinct, but were {list(chart)}")
    if not chart:
        raise ValueError("`coordinates` must hold at least one symbol, but was empty")
    return chart


def _checked_rows(components: Any, n: int) -> list[list[Expr]]:
    if isinstance(components, sympy.MatrixBase | sympy.NDimArray):
        components = components.tolist()
    if not isinstance(components, list | tuple) or not all(
        isinstance(row, list | tuple) for row in components
    ):
        raise TypeError(
            f"`components` must be rows of expressions, but was a {type(components).__name__}"
        )
    sizes = [len(row) for row in components]
    if any(size != len(sizes) for size in sizes):
        raise ValueError(
            f"`components` must be square, but had {len(sizes)} rows of lengths {sizes}"
        )
    if len(sizes) != n:
        raise ValueError(
            f"`components` must be {n} by {n} for {n} coordinates, but was {len(sizes)} by "
            f"{len(sizes)}"
        )
    rows = [[exact_entry(v, (i, j)) for j, v in enumerate(row)] for i, row in enumerate(components)]
    for i in range(n):
        for j in range(i):
            if rows[i][j] != rows[j][i]:
                outcome = zero_test(rows[i][j] - rows[j][i]).outcome
                if outcome != "zero":
                    how = "differ" if outcome == "nonzero" else "could not be shown to agree"
                    raise ValueError(
                        f"`components` must be symmetric, but entries {(j, i)} and {(i, j)} {how}: "
                        f"{rows[j][i]} and {rows[i][j]}"
                    )
    return rows


def _check_regular(metric: Metric) -> None:
    """Raise unless the determinant is known to differ from zero somewhere."""
    try:
        metric._engine.run(lambda chain: (chain.inverse, None)[1])
    except ZeroDivisionError:
        raise ValueError(
            "`components` must be non-degenerate, but the determinant vanishes identically"
        ) from None
    except ArithmeticError:
        raise ValueError(
            "`components` must be non-degenerate, but whether the determinant vanishes could not "
            "be decided"
        ) from None
