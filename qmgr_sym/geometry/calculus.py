"""Covariant and Lie derivatives, contractions, raising and lowering, Killing fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Expr, Symbol

from qmgr_sym.geometry._chain import Chain
from qmgr_sym.geometry._element import NotRepresentableError
from qmgr_sym.geometry._engine import in_field
from qmgr_sym.geometry._variance import moved
from qmgr_sym.geometry._zero import zero_test
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor, tensor_of

_Terms = dict[tuple[int, ...], list[tuple[int, Any, Any]]]


def covariant_derivative(metric: Metric, tensor: Tensor) -> Tensor:
    """The covariant derivative; its index is the last one, lower.

    Formula: nabla_k T^i_j = d_k T^i_j + Gamma^i_{k m} T^m_j - Gamma^m_{k j} T^i_m, and so on for
    every index. The Levi-Civita connection has no torsion, so the order in Gamma is immaterial.

    Raises:
        ValueError: the tensor lives in another chart.
    """

    def task(chain: Chain[Any], cells: dict[tuple[int, ...], Any]) -> dict[tuple[int, ...], Any]:
        terms: _Terms = {}
        field, n = chain.field, len(metric.coordinates)
        for key, value in cells.items():
            for k in range(n):
                terms.setdefault((*key, k), []).append((1, field.diff(value, k), field.one))
            for slot, kind in enumerate(tensor.variance):
                for (i, k, m), gamma in chain.christoffel.items():
                    old, new, sign = (m, i, 1) if kind == "u" else (i, m, -1)
                    if key[slot] == old:
                        target = (*key[:slot], new, *key[slot + 1 :], k)
                        terms.setdefault(target, []).append((sign, gamma, value))
        return _summed(field, terms)

    return _with_metric(metric, tensor, tensor.variance + "d", task)


def with_variance(metric: Metric, tensor: Tensor, variance: str) -> Tensor:
    """The tensor with its indices raised and lowered by the metric.

    Args:
        metric: the metric.
        tensor: the tensor.
        variance: the wanted position of each index, such as "ud".

    Raises:
        ValueError: `variance` does not fit, or the tensor lives in another chart.
    """
    if len(variance) != tensor.rank or set(variance) - {"u", "d"}:
        raise ValueError(
            f'`variance` must be {tensor.rank} letters "u" or "d", but was {variance!r}'
        )
    return _with_metric(
        metric,
        tensor,
        variance,
        lambda chain, cells: moved(chain, cells, tensor.variance, variance),
    )


def contracted(tensor: Tensor, first: int, second: int) -> Tensor:
    """The trace over an upper and a lower index, at positions `first` and `second`.

    Raises:
        ValueError: the positions are out of range or not one upper and one lower.
    """
    places = sorted((first, second))
    if places[0] < 0 or places[1] >= tensor.rank or places[0] == places[1]:
        raise ValueError(
            f"positions must be two different numbers below {tensor.rank}, but were "
            f"{first} and {second}"
        )
    if {tensor.variance[k] for k in places} != {"u", "d"}:
        raise ValueError(
            f"a trace must join an upper and a lower index, but positions {first} and {second} of "
            f"{tensor.variance!r} are alike"
        )
    low, high = places

    def kept(items: Any) -> Any:
        return (*items[:low], *items[low + 1 : high], *items[high + 1 :])

    def task(field: Any, held: list[Any]) -> tuple[Any, dict[tuple[int, ...], Any]]:
        terms: _Terms = {}
        for key, value in zip(keys, held, strict=True):
            terms.setdefault(kept(key), []).append((1, value, field.one))
        return field, _summed(field, terms)

    keys = [key for key in sorted(tensor.cells) if key[low] == key[high]]
    variance = "".join(kept(tensor.variance))
    home, cells = in_field([tensor[key] for key in keys], tensor.coordinates, 0, task)
    return Tensor(variance, tensor.coordinates, tensor.symbol, cells, home)


def lie_derivative(vector: Sequence[Expr], tensor: Tensor) -> Tensor:
    """The Lie derivative of a tensor along a vector field xi; needs no metric.

    Formula: (L_xi T)^i_j = xi^k d_k T^i_j - T^k_j d_k xi^i + T^i_k d_j xi^k, and so on.

    Args:
        vector: the components xi^k, upper.
        tensor: the tensor.

    Raises:
        ValueError: there are not as many components as coordinates.
    """
    chart = tensor.coordinates
    xi = tensor_of(list(vector), "u", chart, "xi")
    n, keys = len(chart), sorted(tensor.cells)

    def task(field: Any, held: list[Any]) -> tuple[Any, dict[tuple[int, ...], Any]]:
        flow, values = held[:n], held[n:]
        slopes = [[field.diff(part, k) for k in range(n)] for part in flow]
        terms: _Terms = {}
        for key, value in zip(keys, values, strict=True):
            for k in range(n):
                terms.setdefault(key, []).append((1, flow[k], field.diff(value, k)))
            for slot, kind in enumerate(tensor.variance):
                for new in range(n):
                    target = (*key[:slot], new, *key[slot + 1 :])
                    if kind == "u":
                        part, sign = slopes[new][key[slot]], -1
                    else:
                        part, sign = slopes[key[slot]][new], 1
                    terms.setdefault(target, []).append((sign, value, part))
        return field, _summed(field, terms)

    expressions = [xi[k] for k in range(n)] + [tensor[key] for key in keys]
    home, cells = in_field(expressions, chart, 1, task)
    return Tensor(tensor.variance, chart, tensor.symbol, cells, home)


def is_killing(metric: Metric, vector: Sequence[Expr]) -> bool:
    """Whether a vector field (upper components) generates isometries: L_xi g = 0.

    Raises:
        ValueError: there are not as many components as coordinates, or on the slower path
            whether a component vanishes could not be decided.
    """
    return decided(lie_derivative(vector, metric_tensor(metric))).is_zero()


def decided(tensor: Tensor) -> Tensor:
    """The tensor itself, if of each component it is known whether it vanishes.

    Raises:
        ValueError: a component could not be decided.
    """
    if tensor.home is not None and not tensor.home.fast:
        for key, value in tensor.nonzero().items():
            if zero_test(value).outcome == "undecided":
                raise ValueError(f"whether component {key} vanishes could not be decided: {value}")
    return tensor


def metric_tensor(metric: Metric) -> Tensor:
    """The metric g_{mu nu} as a tensor, with its components as they were given."""
    return tensor_of(metric.components, "dd", metric.coordinates, "g")


def same_chart(left: Sequence[Symbol], right: Sequence[Symbol]) -> None:
    """Raise unless two tensors live in one chart."""
    if tuple(left) != tuple(right):
        raise ValueError(
            f"the tensor must live in the chart {list(left)}, but lives in {list(right)}"
        )


def _with_metric(
    metric: Metric,
    tensor: Tensor,
    variance: str,
    task: Callable[[Chain[Any], dict[tuple[int, ...], Any]], dict[tuple[int, ...], Any]],
) -> Tensor:
    """Do `task` on the metric and the tensor read into one field."""
    same_chart(metric.coordinates, tensor.coordinates)
    n, keys = metric.dimension, sorted(tensor.cells)
    if tensor.home is not None and metric.owns(tensor):
        try:
            home, cells = metric.run(
                lambda chain: (chain.field, task(chain, dict(tensor.cells))), stay=True
            )
        except NotRepresentableError:
            pass
        else:
            if home is tensor.home:
                return Tensor(variance, metric.coordinates, tensor.symbol, cells, home)

    def work(field: Any, held: list[Any]) -> tuple[Any, dict[tuple[int, ...], Any]]:
        chain = Chain(field, [held[k * n : k * n + n] for k in range(n)])
        return field, task(chain, dict(zip(keys, held[n * n :], strict=True)))

    expressions = [*metric.components.flat(), *(tensor[key] for key in keys)]
    home, cells = in_field(expressions, metric.coordinates, 1, work, metric.domain)
    return Tensor(variance, metric.coordinates, tensor.symbol, cells, home)


def _summed(field: Any, terms: _Terms) -> dict[tuple[int, ...], Any]:
    found = {key: field.dot(parts) for key, parts in sorted(terms.items())}
    return {key: value for key, value in found.items() if not field.vanishes(value)}
