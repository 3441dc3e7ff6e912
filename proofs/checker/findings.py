"""What an experiment finds: a summary, numbers, panels to draw, arrays to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

LARGEST_IMAGE = 128  # rows or columns of an image in the record; larger ones are averaged down


@dataclass(frozen=True)
class Curve:
    """One curve of a panel; `x` and `y` are one-dimensional and equally long."""

    label: str
    x: ArrayLike
    y: ArrayLike
    style: Literal["solid", "dashed", "dotted", "points"] = "solid"


@dataclass(frozen=True)
class Image:
    """A field over the plane, drawn under the curves of its panel.

    values : `(rows, columns)`, `values[i, j]` belongs to the i-th y from below and the j-th x from
    the left; NaN where there is nothing to draw.  extent : (left, right, bottom, top), the outer
    edges of the outer cells.  label : of the colour bar.  In the record an axis of more than
    `LARGEST_IMAGE` cells becomes that many means over neighbours; `Findings.arrays` keeps all.
    """

    values: ArrayLike
    extent: tuple[float, float, float, float]
    label: str
    scale: Literal["linear", "log"] = "linear"


@dataclass(frozen=True)
class Panel:
    """One pair of axes."""

    title: str
    xlabel: str
    ylabel: str
    curves: tuple[Curve, ...] = ()
    yscale: Literal["linear", "log"] = "linear"
    image: Image | None = None


@dataclass(frozen=True)
class Findings:
    """What an experiment returns: a computed summary, numbers, panels to draw, arrays to keep.

    `arrays` are written beside the figures as one .npz file; they are no part of the record.
    """

    summary: str
    numbers: dict[str, float] = field(default_factory=dict)
    panels: tuple[Panel, ...] = ()
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def panel_record(panel: Panel) -> dict[str, Any]:
    """A panel as the record holds it; raises ValueError for curves or images of a wrong shape."""
    shown: dict[str, Any] = {
        "title": panel.title,
        "xlabel": panel.xlabel,
        "ylabel": panel.ylabel,
        "yscale": panel.yscale,
        "curves": [
            {
                "label": curve.label,
                "x": _numbers(curve.x),
                "y": _numbers(curve.y),
                "style": curve.style,
            }
            for curve in panel.curves
        ],
    }
    if panel.image is not None:
        shown["image"] = _image_record(panel.image)
    return shown


def _image_record(image: Image) -> dict[str, Any]:
    values = np.asarray(image.values, dtype=float)
    if values.ndim != 2 or values.size == 0 or np.isinf(values).any():
        raise ValueError(
            "image must be a two-dimensional array without infinities, "
            f"but has shape {values.shape} and {np.isinf(values).sum()} infinities"
        )
    there = ~np.isnan(values)
    total, count = np.where(there, values, 0), there.astype(float)
    for axis, size in enumerate(values.shape):
        parts = min(size, LARGEST_IMAGE)
        starts = np.arange(parts) * size // parts
        total = np.add.reduceat(total, starts, axis=axis)
        count = np.add.reduceat(count, starts, axis=axis)
    means = total / np.maximum(count, 1)
    return {
        "label": image.label,
        "scale": image.scale,
        "extent": _numbers(image.extent),
        "values": [
            [float(f"{v:.5g}") if n else None for v, n in zip(*row, strict=True)]
            for row in zip(means, count, strict=True)
        ],
    }


def _numbers(values: ArrayLike) -> list[float]:
    array = np.asarray(values, dtype=float)
    if array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError(
            f"curve must be a finite one-dimensional array, but has shape {array.shape}"
        )
    return [float(f"{v:.7g}") for v in array]
