"""The path integral that costs least: the Liouville action relaxed, and the geometry it makes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.information.liouville import LiouvilleField, relax_liouville
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
COARSER = 3  # grids with half as many cells each, for the order of the scheme
LARGEST = 5.0  # of phi at the boundary: grids resolve no larger scale
ENOUGH = 10.0  # depth of them: what lies deeper changes the field by e^-20


def run(
    rng: np.random.Generator,
    job: Job,
    weight: float,
    ripple: float,
    waves: int,
    mu: float,
    depth: float,
    cells: int,
    columns: int,
    boundary: Array | None,
) -> Findings:
    """Relax one boundary, and a smooth one on several grids."""
    cone = 1 - 12 * weight
    x = 2 * np.pi * np.arange(columns) / columns
    edge = ripple * np.cos(waves * x) if boundary is None else _edge(boundary)
    x = 2 * np.pi * np.arange(edge.size) / edge.size
    job.progress(0, COARSER + 2, "smooth boundary")
    errors, sizes = [], []
    for k in range(COARSER, -1, -1):
        rows = max(8, cells >> k)
        smooth = relax_liouville([0.0], -cone, mu=mu, depth=ENOUGH / cone, cells=rows)
        errors.append(float(np.abs(_exact(smooth.depth, cone, mu) - smooth.field[:, 0]).max()))
        sizes.append(rows)
        job.progress(COARSER + 1 - k, COARSER + 2, f"{rows} cells")
    order = float(-np.polyfit(np.log2(sizes), np.log2(errors), 1)[0])
    found = relax_liouville(edge, -cone, mu=mu, depth=depth, cells=cells)
    bend = _curvature(found)
    inner = bend[: len(bend) // 4]
    numbers = {
        "measured order of the scheme": order,
        "error on the finest grid": errors[-1],
        "Newton steps": float(len(found.residuals) - 1),
        "deficit of the cone in units of 2 pi": 12 * weight,
        "curvature, mean": float(inner.mean()),
        "curvature, largest error": float(np.abs(inner + mu).max()),
        "ripple left at half the depth": float(np.ptp(found.field[len(found.depth) // 2])),
    }
    summary = (
        f"{len(found.residuals) - 1} Newton steps on {cells} by {edge.size} cells. The geometry "
        f"has curvature {inner.mean():.4f} (wanted {-mu:g}, off by at most "
        f"{numbers['curvature, largest error']:.1e} in its outer quarter); a boundary ripple of "
        f"{np.ptp(edge):.3g} is down to {numbers['ripple left at half the depth']:.1e} at half the "
        f"depth. The scheme is of order {order:.2f}."
    )
    return Findings(
        summary,
        numbers,
        _panels(found, bend, x, sizes, errors, cone, mu),
        {"depth": found.depth, "phi": found.field, "curvature": bend, "x": x},
    )


def _edge(boundary: Any) -> Array:
    if isinstance(boundary, dict) or boundary.dtype.kind not in "iuf":
        raise ValueError("boundary must be one array of real numbers")
    edge = np.asarray(boundary, dtype=float).ravel()
    if edge.size and not np.abs(edge).max() <= LARGEST:
        raise ValueError(
            f"boundary must lie between -{LARGEST:g} and {LARGEST:g}, but its largest size is "
            f"{np.abs(edge).max():.6g}"
        )
    return edge


def _exact(depth: Array, cone: float, mu: float) -> Array:
    """The cone of the smooth boundary phi = 0."""
    root = np.sqrt(mu + cone**2)
    return np.asarray(-np.log(np.cosh(cone * depth) + root * np.sinh(cone * depth) / cone))


def _curvature(found: LiouvilleField) -> Array:
    """K = -e^(-2 phi) lap phi inside the grid, differences of order 4 along z, exact along x."""
    phi, h = found.field, found.depth[1]
    stencil = np.array([-1, 16, -30, 16, -1]) / (12 * h**2)
    along = sum(w * phi[k : len(phi) - 4 + k] for k, w in enumerate(stencil))
    modes = np.fft.rfftfreq(phi.shape[1], 1 / phi.shape[1])
    across = np.fft.irfft(-(modes**2) * np.fft.rfft(phi, axis=1), phi.shape[1], axis=1)[2:-2]
    return np.asarray(-np.exp(-2 * phi[2:-2]) * (along + across))


def _panels(
    found: LiouvilleField,
    bend: Array,
    x: Array,
    sizes: list[int],
    errors: list[float],
    cone: float,
    mu: float,
) -> tuple[Panel, ...]:
    shown = found.field - found.field.mean(axis=1, keepdims=True)
    upper = len(shown) // 3
    cut = float(found.depth[upper])
    steps = np.arange(len(found.residuals), dtype=float)
    return (
        Panel(
            "Ripple of the optimal field",
            "position on the circle",
            "depth z",
            image=Image(shown[:upper], (0.0, 2 * np.pi, 0.0, cut), r"$\phi$ less its mean"),
        ),
        Panel(
            "Depth of the field",
            "depth z",
            r"$\phi$",
            (
                Curve("relaxed, first column", found.depth, found.field[:, 0]),
                Curve("boundary 0, exact", found.depth, _exact(found.depth, cone, mu), "dashed"),
            ),
        ),
        Panel(
            "Newton relaxation",
            "step",
            "largest residual",
            (Curve("residual", steps, np.maximum(found.residuals, 1e-16), "points"),),
            yscale="log",
        ),
        Panel(
            "Error of the scheme, smooth boundary",
            r"$\log_2$ of the cells",
            "error",
            (Curve("measured", np.log2(sizes), errors, "points"),
             Curve("order 2", np.log2(sizes),
                   errors[-1] * (sizes[-1] / np.array(sizes, dtype=float)) ** 2, "dashed")),
            yscale="log",
        ),
        Panel(
            "Curvature, outer half",
            "depth z",
            "largest error on a circle",
            (Curve("measured", found.depth[2 : 2 + len(bend) // 2],
                   np.abs(bend[: len(bend) // 2] + mu).max(axis=1)),),
            yscale="log",
        ),
    )  # fmt: skip


EXPERIMENT = Experiment(
    "path-integral",
    "Optimising a path integral by the Liouville action",
    run,
    (
        Option("weight", 0.0, "h / c of an excitation at the centre", least=0.0, most=0.08),
        Option("ripple", 0.5, "size of the boundary's ripple", least=0.0, most=2.0),
        Option("waves", 3, "periods of the ripple", least=1, most=32),
        Option("mu", 1.0, "curvature wanted, with a minus sign", least=0.01, most=100.0),
        Option("depth", 6.0, "where the regular centre is put", least=2.0, most=30.0),
        Option("cells", 256, "along the depth; 1024 by 256 take 5 s and 0.6 GB", least=64,
               most=4096),
        Option("columns", 128, "around the circle", least=8, most=1024),
        Option("boundary", None,
               "your own boundary: phi at equal steps of the circle (.npy, .csv)"),
    ),
)  # fmt: skip
