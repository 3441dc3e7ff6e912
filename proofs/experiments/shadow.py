"""The shadow of a Kerr black hole before a sky, by light traced back from a pinhole camera."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from sympy import symbols

from numerics.generated import load_source
from numerics.orbits.camera import Camera, light_momenta, light_starts, screen
from numerics.orbits.integration import Orbits, System, box, integrate
from numerics.orbits.kerr import photon_orbit, shadow_edge
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel
from proofs.user_metric.compiled import Metric, metric_function
from qmgr_sym.geometry.metrics import kerr
from qmgr_sym.geometry.right_side import right_side

Array = NDArray[Any]
MASS, SPIN = symbols("M a", real=True)
HOLE = 1.001  # horizons; what comes closer has fallen in, back in time
SKY = 20.0  # distances of the camera
TILES = 12  # of the sky, around the axis


def run(
    rng: np.random.Generator,
    job: Job,
    spin: float = 0.9,
    inclination: float = 80.0,
    distance: float = 50.0,
    width: float = 20.0,
    pixels: int = 96,
) -> Findings:
    """One ray for each pixel; the shadow's edge on the middle row against Bardeen's formula."""
    metric, system = _metric(spin), _system()
    tilt = np.deg2rad(inclination)
    camera = Camera((0.0, distance, tilt, 0.0), width / distance, pixels, pixels)
    found = _traced(system, spin, light_starts(metric, camera), distance, job)
    fallen = (found.event == 0).reshape(pixels, pixels)
    lost = int((found.status > 2).sum())
    picture = np.where(fallen, 0.0, _sky(found.final).reshape(pixels, pixels))
    right, up = (side * distance for side in screen(camera))
    left_edge, right_edge = _edges(metric, system, spin, camera, job)
    numbers = {
        "rays": float(pixels**2),
        "share of the image in the shadow": float(fallen.mean()),
        "rays that could not be followed": float(lost),
        "drift of the norm, largest of all rays": float(found.drift[:, 0].max()),
        "edge on the middle row, left, in masses": left_edge,
        "edge on the middle row, right, in masses": right_edge,
    }
    summary = (
        f"The shadow of a hole of spin {spin:g}, seen from {distance:g} masses at "
        f"{inclination:g} degrees, reaches from {left_edge:.5f} to {right_edge:.5f} masses on the "
        "middle row"
    )
    if abs(inclination - 90) < 1e-9:
        wanted = [_bardeen(spin, metric, camera, prograde) for prograde in (True, False)]
        gap = max(abs(a - b) for a, b in zip(sorted(wanted), (left_edge, right_edge), strict=True))
        numbers["largest difference from the circular orbits of light"] = gap
        summary += f"; the circular orbits of light give the same within {gap:.1e}"
    step = (right[1] - right[0]) / 2
    extent = (right[0] - step, right[-1] + step, up[0] - step, up[-1] + step)
    panel = Panel(
        "Shadow before a sky in tiles", "right, in masses", "up, in masses",
        (Curve("edges on the middle row", [left_edge, right_edge], [0.0, 0.0], "points"),),
        image=Image(picture, extent, "brightness"),
    )  # fmt: skip
    return Findings(summary + ".", numbers, (panel,), {"picture": picture, "final": found.final})


@cache
def _system() -> System:
    code = right_side(kerr(MASS, SPIN), "hamiltonian", (MASS, SPIN))
    made = load_source("qmgr_geodesic", code.source)
    return System(
        made.right_side, made.monitors, code.active, code.passive, code.constant, code.monitors
    )


def _metric(spin: float) -> Metric:
    g = kerr(MASS, SPIN)
    rows = [[g[i, j] for j in range(4)] for i in range(4)]
    return metric_function(rows, g.coordinates, (MASS, SPIN), (1.0, spin))


def _traced(system: System, spin: float, starts: Array, distance: float, job: Job | None) -> Orbits:
    """Light back to the hole (event 0) or to the sky (event 1)."""
    inner = (1 + np.sqrt(1 - spin**2)) * HOLE
    return integrate(
        system, starts, 0.0, 4 * SKY * distance, parameters=(1.0, spin), rtol=1e-9,
        events=box(1, inner, SKY * distance), kind="null",
        progress=None if job is None else lambda done, of: job.progress(done, of, "rays"),
    )  # fmt: skip


def _sky(final: Array) -> Array:
    """Brightness of a sky in tiles, by the direction in which the light came."""
    theta, phi = np.mod(final[:, 2], 2 * np.pi), final[:, 3]
    over = theta > np.pi
    theta, phi = np.where(over, 2 * np.pi - theta, theta), np.where(over, phi + np.pi, phi)
    column = np.floor(np.mod(phi, 2 * np.pi) / (2 * np.pi) * TILES)
    row = np.floor(theta / np.pi * TILES / 2)
    values: Array = 0.35 + 0.3 * np.mod(column + row, 2) + 0.35 * np.cos(phi / 2) ** 2
    return values


def _edges(
    metric: Metric, system: System, spin: float, camera: Camera, job: Job
) -> tuple[float, float]:
    """Where light on the middle row is just caught, left and right, by bisection in rays."""
    distance = camera.position[1]

    def caught(at: Array) -> Array:
        momenta = light_momenta(metric, camera, at, np.zeros_like(at))
        events = np.broadcast_to(np.asarray(camera.position), momenta.shape)
        starts = np.concatenate([events, momenta], axis=1)
        return np.asarray(_traced(system, spin, starts, distance, None).event == 0)

    outer = np.array([-camera.width, camera.width]) / 2
    inner = np.full(2, _inside(caught, outer))
    for step in range(40):
        middle = (inner + outer) / 2
        fell = caught(middle)
        inner, outer = np.where(fell, middle, inner), np.where(fell, outer, middle)
        job.progress(step, 40, "edges")
    return float(inner[0] * distance), float(inner[1] * distance)


def _inside(caught: Any, outer: Array) -> float:
    """A place on the middle row from which light is caught."""
    places = np.linspace(float(outer[0]), float(outer[1]), 64)
    return float(places[caught(places)].mean())


def _bardeen(spin: float, metric: Metric, camera: Camera, prograde: bool) -> float:
    """The place on the middle row whose light has the L/E of a circular orbit, in masses."""
    if spin == 0:
        wanted = np.sqrt(27.0) * (1 if prograde else -1)
    else:
        wanted = shadow_edge(spin, photon_orbit(spin, prograde=prograde))[0]

    def gap(at: float) -> float:
        p = light_momenta(metric, camera, at, 0.0)
        return float(-p[3] / p[0] - wanted)

    half = camera.width / 2
    return float(brentq(gap, -half, half, xtol=1e-15)) * camera.position[1]


EXPERIMENT = Experiment(
    "shadow",
    "The shadow of a rotating black hole",
    run,
    (
        Option("spin", 0.9, "a/M of the hole", least=0, most=0.999),
        Option("inclination", 80.0, "of the camera from the axis, degrees", least=1, most=179),
        Option("distance", 50.0, "of the camera, in masses", least=5, most=1e4),
        Option("width", 20.0, "of the view at the hole, in masses", least=0.1, most=1e3),
        Option("pixels", 96, "rows and columns; 300 take 10 s and 100 MB", least=2, most=4000),
    ),
)
