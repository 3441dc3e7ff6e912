"""Changes of coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Expr, ImmutableDenseMatrix, Symbol

from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry._variance import linear
from qmgr_sym.geometry._zero import zero_test
from qmgr_sym.geometry.calculus import metric_tensor
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor, exact_entry


def transform(
    metric: Metric, coordinates: Sequence[Symbol], old: Sequence[Expr], name: str = ""
) -> Metric:
    """The metric in new coordinates, g'_{ab} = (dx^mu/dy^a) (dx^nu/dy^b) g_{mu nu}(x(y)).

    Args:
        metric: the metric in the old coordinates x.
        coordinates: the new coordinates y, as many as the old ones.
        old: the old coordinates as expressions in the new ones, in the order of the old chart.
        name: a name for the result; by default that of the metric.

    Raises:
        TypeError: an entry of `old` is no SymPy expression.
        ValueError: the numbers differ, or the Jacobian is singular or not decided.

    Examples:
        >>> from sympy import cos, sin, symbols
        >>> x, y, r, phi = symbols("x y r phi", positive=True)
        >>> plane = Metric([[1, 0], [0, 1]], (x, y))
        >>> transform(plane, (r, phi), (r * cos(phi), r * sin(phi))).components
        Matrix([
        [1,    0],
        [0, r**2]])
    """
    found = transform_tensor(metric_tensor(metric), coordinates, old)
    n = metric.dimension
    rows = [[found[i, j] for j in range(n)] for i in range(n)]
    return Metric(rows, coordinates, name or metric.name)


def transform_tensor(tensor: Tensor, coordinates: Sequence[Symbol], old: Sequence[Expr]) -> Tensor:
    """A tensor in new coordinates: lower indices with dx^mu/dy^a, upper ones with its inverse.

    Not for connections, which are no tensors.

    Raises:
        TypeError, ValueError: as `transform`.
    """
    n = len(tensor.coordinates)
    if len(coordinates) != n or len(old) != n:
        raise ValueError(
            f"`coordinates` and `old` must have {n} entries, but had {len(coordinates)} and "
            f"{len(old)}"
        )
    point = [exact_entry(value, (k,)) for k, value in enumerate(old)]
    jacobian = ImmutableDenseMatrix(n, n, lambda mu, a: point[mu].diff(coordinates[a]))
    inward = _inverse(jacobian, coordinates) if "u" in tensor.variance else None
    if inward is None:
        _check(jacobian)
    keys = sorted(tensor.cells)
    swap = dict(zip(tensor.coordinates, point, strict=True))
    values = [tensor[key].subs(swap, simultaneous=True) for key in keys]
    flat = list(jacobian.flat()) + (list(inward.flat()) if inward is not None else [])

    def task(field: Any, held: list[Any]) -> tuple[Any, dict[tuple[int, ...], Any]]:
        cells = dict(zip(keys, held[: len(keys)], strict=True))
        down = _table(field, held[len(keys) : len(keys) + n * n], n, transpose=True)
        up = _table(field, held[len(keys) + n * n :], n, transpose=False)
        for slot, kind in enumerate(tensor.variance):
            cells = linear(field, cells, slot, up if kind == "u" else down)
        return field, cells

    home, cells = in_field([*values, *flat], tuple(coordinates), 0, task)
    return Tensor(tensor.variance, tuple(coordinates), tensor.symbol, cells, home)


def _table(field: Any, held: list[Any], n: int, transpose: bool) -> dict[tuple[int, int], Any]:
    """Nonzero entries (new index, old index)."""
    table = {}
    for position, value in enumerate(held):
        i, j = divmod(position, n)
        if not field.vanishes(value):
            table[(j, i) if transpose else (i, j)] = value
    return table


def _check(jacobian: ImmutableDenseMatrix) -> None:
    determinant = jacobian.det(method="berkowitz")
    outcome = zero_test(determinant).outcome
    if outcome != "nonzero":
        how = "vanishes identically" if outcome == "zero" else "could not be decided"
        raise ValueError(f"`old` must be invertible, but the Jacobian determinant {how}")


def _inverse(jacobian: ImmutableDenseMatrix, coordinates: Sequence[Symbol]) -> Any:
    _check(jacobian)
    determinant = jacobian.det(method="berkowitz")
    n = jacobian.shape[0]
    if n == 1:
        return ImmutableDenseMatrix([[1 / determinant]])
    return ImmutableDenseMatrix(jacobian.adjugate(method="berkowitz") / determinant)
