"""To and from the objects of EinsteinPy, which is imported only when one is made."""

from __future__ import annotations

from typing import Any

from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor, tensor_of


def to_einsteinpy(metric: Metric) -> Any:
    """The metric as an `einsteinpy.symbolic.MetricTensor` with two lower indices."""
    from einsteinpy.symbolic import MetricTensor

    return MetricTensor(
        metric.components.tolist(), metric.coordinates, config="ll", name=metric.name or "g"
    )


def from_einsteinpy(tensor: Any) -> Metric:
    """An `einsteinpy.symbolic.MetricTensor` as a metric; with two upper indices it is inverted.

    Raises:
        TypeError: it is no EinsteinPy tensor.
        ValueError: its indices are one upper and one lower.
    """
    held = tensor_from_einsteinpy(tensor)
    if held.variance not in ("dd", "uu"):
        raise ValueError(
            f"a metric must have two indices of one kind, but had the configuration {tensor.config}"
        )
    found = Metric(held.array(), held.coordinates, str(tensor.name or ""))
    if held.variance == "uu":
        return Metric(found.inverse(), held.coordinates, found.name)
    return found


def tensor_to_einsteinpy(tensor: Tensor) -> Any:
    """A tensor as an `einsteinpy.symbolic.BaseRelativityTensor`."""
    from einsteinpy.symbolic import BaseRelativityTensor

    config = tensor.variance.replace("d", "l")
    return BaseRelativityTensor(
        tensor.array(), tensor.coordinates, config=config, name=tensor.symbol
    )


def tensor_from_einsteinpy(tensor: Any) -> Tensor:
    """An EinsteinPy tensor (curvature, Christoffel symbols, ...) as a tensor.

    Raises:
        TypeError: it is no EinsteinPy tensor.
    """
    from einsteinpy.symbolic import BaseRelativityTensor

    if not isinstance(tensor, BaseRelativityTensor):
        raise TypeError(f"`tensor` must be an EinsteinPy tensor, but was a {type(tensor).__name__}")
    variance = tensor.config.replace("l", "d")
    return tensor_of(tensor.tensor(), variance, tensor.symbols(), str(tensor.name or "T"))
