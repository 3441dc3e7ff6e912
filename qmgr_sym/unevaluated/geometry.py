"""Connection and curvature of an explicit metric, not carried out.

Conventions are those of `qmgr_sym.geometry.metric`: R^r_smn = d_m Gamma^r_ns - ..., spheres have
R > 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

from sympy import Basic, Expr, ImmutableDenseMatrix, Integer, Symbol, Tuple
from sympy.core.symbol import Str

from qmgr_sym.geometry.calculus import contracted, covariant_derivative, with_variance
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import tensor_of
from qmgr_sym.unevaluated._base import Unevaluated, UnevaluatedMatrix, explicit, matrix_of
from qmgr_sym.variation._fields import check_coords


@lru_cache(maxsize=64)
def _metric(matrix: ImmutableDenseMatrix, coords: Tuple) -> Metric:
    return Metric(matrix, tuple(coords))


def _checked(given: Any, coords: Sequence[Symbol], name: str = "metric") -> tuple[Basic, Tuple]:
    check_coords(tuple(coords))
    matrix = matrix_of(name, given, square=True)
    if matrix.shape[0] != len(coords):
        raise ValueError(
            f"`{name}` must have {len(coords)} rows, one for each coordinate, "
            f"but had {matrix.shape[0]}"
        )
    return matrix, Tuple(*coords)


class Christoffel(Unevaluated):
    """Gamma^m_ab = g^mk (d_a g_kb + d_b g_ka - d_k g_ab) / 2 of an explicit metric.

    Args:
        metric: the matrix g_ab; coords: the coordinates; upper, a, b: m, a and b, counted from 0.

    Raises:
        TypeError, ValueError: the metric is not square, of another size than the coordinates, or
            an index is out of range; when carried out, as `Metric`.

    Examples:
        >>> from sympy import diag, sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> Christoffel(diag(1, sin(theta) ** 2), (theta, phi), 0, 1, 1).doit()
        -sin(theta)*cos(theta)
    """

    def __new__(cls, metric: Any, coords: Sequence[Symbol], upper: int, a: int, b: int) -> Self:
        """Check the indices; see the class."""
        matrix, chart = _checked(metric, coords)
        for k in (upper, a, b):
            if not 0 <= int(k) < len(chart):
                raise ValueError(f"an index must be 0..{len(chart) - 1}, but was {k}")
        low, high = sorted((int(a), int(b)))
        return super().__new__(cls, matrix, chart, *map(Integer, (upper, low, high)))

    def value(self) -> Expr:
        """The component, from `qmgr_sym.geometry`."""
        m, a, b = map(int, self.args[2:])
        return _metric(explicit(self.args[0]), self.args[1]).christoffel()[m, a, b]

    def bound(self) -> frozenset[Basic]:
        """The coordinates."""
        return frozenset(self.args[1])

    def _latex(self, printer: Any) -> str:
        m, a, b = (printer.doprint(self.args[1][int(k)]) for k in self.args[2:])
        return rf"\Gamma^{{{m}}}_{{{a} {b}}}"


class _Curvature(UnevaluatedMatrix):
    """A tensor with two lower indices that belongs to a metric."""

    symbol = ""

    def __new__(cls, metric: Any, coords: Sequence[Symbol]) -> Self:
        """Check the sizes; see the class."""
        return super().__new__(cls, *_checked(metric, coords))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.args[0].shape
        return rows, columns

    def metric(self) -> Metric:
        """The metric as `qmgr_sym.geometry` has it."""
        return _metric(explicit(self.args[0]), self.args[1])

    def _latex(self, printer: Any) -> str:
        return rf"{self.symbol}_{{\mu\nu}}\left[{printer.doprint(self.args[0])}\right]"


class RicciTensor(_Curvature):
    """R_mn = R^l_mln of an explicit metric; `RicciTensor(g, x)[m, n]` is a component.

    Examples:
        >>> from sympy import diag, sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> RicciTensor(diag(1, sin(theta) ** 2), (theta, phi))[0, 0].doit()
        1
    """

    symbol = "R"

    def value(self) -> ImmutableDenseMatrix:
        """The components, from `qmgr_sym.geometry`."""
        tensor = self.metric().ricci()
        return ImmutableDenseMatrix(*map(int, self.shape), lambda a, b: tensor[a, b])


class EinsteinTensor(_Curvature):
    """G_mn = R_mn - R g_mn / 2 of an explicit metric; Vanchurin (8.10).

    Examples:
        >>> from sympy import diag, sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> EinsteinTensor(diag(1, sin(theta) ** 2), (theta, phi)).doit()
        Matrix([
        [0, 0],
        [0, 0]])
    """

    symbol = "G"

    def value(self) -> ImmutableDenseMatrix:
        """The components, from `qmgr_sym.geometry`."""
        tensor = self.metric().einstein()
        return ImmutableDenseMatrix(*map(int, self.shape), lambda a, b: tensor[a, b])


class RicciScalar(Unevaluated):
    """R = g^mn R_mn of an explicit metric.

    Examples:
        >>> from sympy import diag, sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> RicciScalar(diag(1, sin(theta) ** 2), (theta, phi)).doit()
        2
    """

    def __new__(cls, metric: Any, coords: Sequence[Symbol]) -> Self:
        """Check the sizes; see the class."""
        return super().__new__(cls, *_checked(metric, coords))

    def value(self) -> Expr:
        """The scalar, from `qmgr_sym.geometry`."""
        return _metric(explicit(self.args[0]), self.args[1]).scalar()

    def bound(self) -> frozenset[Basic]:
        """The coordinates."""
        return frozenset(self.args[1])

    def _latex(self, printer: Any) -> str:
        return rf"R\left[{printer.doprint(self.args[0])}\right]"


class CurvatureComponent(Unevaluated):
    """One component of what belongs to an explicit metric, by the name of the tensor.

    Args:
        metric: the matrix g_ab; coords: the coordinates.
        tensor: "christoffel" or "riemann" (first index up), "ricci", "einstein", "scalar" or
            "kretschmann".
        indices: 3, 4, 2, 2, 0 and 0 places, counted from 0.

    Raises:
        TypeError, ValueError: the metric is not square, of another size than the coordinates, an
            index is out of range, or their number is another.

    Examples:
        >>> from sympy import diag, sin, symbols
        >>> theta, phi = symbols("theta phi", real=True)
        >>> sphere = diag(1, sin(theta) ** 2)
        >>> CurvatureComponent(sphere, (theta, phi), "riemann", (0, 1, 0, 1)).doit()
        sin(theta)**2
    """

    ranks = MappingProxyType({"christoffel": 3, "riemann": 4, "ricci": 2, "einstein": 2,
                              "scalar": 0, "kretschmann": 0})  # fmt: skip

    def __new__(
        cls, metric: Any, coords: Sequence[Symbol], tensor: Any, indices: Sequence[int] = ()
    ) -> Self:
        """Check the indices; see the class."""
        matrix, chart = _checked(metric, coords)
        rank = cls.ranks.get(str(tensor))
        if rank is None or len(tuple(indices)) != rank:
            raise ValueError(f"`indices` of {tensor} must be {rank}, but were {tuple(indices)}")
        if not all(0 <= int(k) < len(chart) for k in indices):
            raise ValueError(f"an index must be 0..{len(chart) - 1}, but one of {indices} was not")
        places = Tuple(*map(Integer, indices))
        return super().__new__(cls, matrix, chart, Str(str(tensor)), places)

    def value(self) -> Expr:
        """The component, from `qmgr_sym.geometry`."""
        metric = _metric(explicit(self.args[0]), self.args[1])
        tensor, places = str(self.args[2]), tuple(map(int, self.args[3]))
        found = getattr(metric, tensor)()
        return found[places] if places else found

    def bound(self) -> frozenset[Basic]:
        """The coordinates."""
        return frozenset(self.args[1])

    def _latex(self, printer: Any) -> str:
        names = " ".join(printer.doprint(self.args[1][int(k)]) for k in self.args[3])
        return rf"\mathrm{{{self.args[2]}}}_{{{names}}}"


class CovariantDivergence(UnevaluatedMatrix):
    """nabla^m T_mn of a tensor with two lower indices, as a column over n.

    Args:
        tensor: the matrix T_mn; metric: the matrix g_mn; coords: the coordinates.

    Raises:
        TypeError, ValueError: the matrices are not square, or of another size than the coordinates.

    Examples:
        >>> from sympy import diag, eye, symbols
        >>> r, phi = symbols("r phi", positive=True)
        >>> CovariantDivergence(diag(r, 0), diag(1, r**2), (r, phi)).doit()
        Matrix([
        [2],
        [0]])
    """

    def __new__(cls, tensor: Any, metric: Any, coords: Sequence[Symbol]) -> Self:
        """Check the sizes; see the class."""
        matrix, _ = _checked(tensor, coords, "tensor")
        return super().__new__(cls, matrix, *_checked(metric, coords))

    @property
    def shape(self) -> tuple[int, int]:
        """One column."""
        return self.args[0].shape[0], Integer(1)

    def value(self) -> ImmutableDenseMatrix:
        """The contraction of the covariant derivative, from `qmgr_sym.geometry`."""
        tensor, metric, coords = self.args
        curved = _metric(explicit(metric), coords)
        change = covariant_derivative(curved, tensor_of(explicit(tensor), "dd", tuple(coords)))
        found = contracted(with_variance(curved, change, "udd"), 0, 2)
        return ImmutableDenseMatrix([found[n] for n in range(len(coords))])

    def _latex(self, printer: Any) -> str:
        return rf"\nabla^{{\mu}} \left[{printer.doprint(self.args[0])}\right]_{{\mu\nu}}"
