"""A wave that runs through a node, where the Madelung fluid has to stop."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.grid import Grid
from numerics.waves import madelung, schrodinger
from numerics.waves.circulation import box_circulation
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Panel

Array = NDArray[np.float64]
RING = Grid((2 * np.pi,), (128,), (-np.pi,))
HBAR, MASS = 1.0, 1.0
OMEGA = HBAR / (2 * MASS)  # frequency of the first wave
AMPLITUDES = (1.0, 1.2, 0.5)  # of exp(i m q), m = 0, 1, 2: a triangle, so that nodes exist
FLOOR = 2e-3  # 128 points resolve the velocity down to this share of the mean density
QUANTUM = 2 * np.pi * HBAR / MASS  # unit of the circulation


def run(rng: np.random.Generator, job: Job) -> Findings:
    """Follow wave and fluid from the middle between two nodes to the middle between the next."""
    x = RING.coordinates()[0]
    node, place, gap = _next_node()
    psi = _wave(x, node - gap / 2)
    end = np.pi / OMEGA / 2  # half a period: nodes are gap and pi/omega - gap apart, in turn
    times = np.linspace(0.0, end, 160)

    waves = [psi]
    for span in np.diff(times):
        waves.append(
            schrodinger.evolve_wave(
                waves[-1], 0 * x, grid=RING, hbar=HBAR, mass=MASS, dt=float(span), steps=1
            )
        )
    density = np.stack([schrodinger.wave_density(w, RING) for w in waves])
    winding = np.array([_winding(w) for w in waves])
    speed = np.array([
        np.abs(schrodinger.current(w, grid=RING, hbar=HBAR, mass=MASS)[0] / d).max()
        for w, d in zip(waves, density, strict=True)
    ])  # fmt: skip

    stop, where, fluid, velocity = _fluid(psi, times)
    circulation = np.array([box_circulation(u[None], RING, 0)[0] for u in velocity]) / QUANTUM
    least = density.min(axis=1) / density.mean(axis=1)
    fluid_least = fluid.min(axis=1) / fluid.mean(axis=1)
    kept = len(fluid)
    numbers = {
        "time of the node": gap / 2,
        "place of the node": place,
        "time at which the fluid stops": stop,
        "place at which the fluid stops": where,
        "least density of the wave, over its mean": float(least.min()),
        "largest difference of the densities before the stop":
            float(np.abs(fluid - density[:kept]).max()),
        "turns of the phase before the node": float(winding[0]),
        "turns of the phase after the node": float(winding[-1]),
        "largest change of the circulation of the fluid":
            float(np.abs(circulation - circulation[0]).max()),
    }  # fmt: skip
    summary = (
        f"The wave has a node at t = {gap / 2:.3f} and q = {place:.3f} and goes on; its phase "
        f"turns {winding[0]:.0f} time(s) around the ring before and {abs(winding[-1]):.0f} after. "
        f"The fluid agrees with it to {np.abs(fluid - density[:kept]).max():.0e} and stops at "
        f"t = {stop:.3f} and q = {where:.3f}, where its density falls below "
        f"{FLOOR:g} of the mean. Its circulation has changed by "
        f"{np.abs(circulation - circulation[0]).max():.0e} quanta by then: a smooth solution of "
        "(3.9) keeps its circulation, so none follows the wave through the node."
    )
    marks = [0, int(np.argmin(np.abs(times - 0.8 * gap / 2))), int(np.argmin(least)), -1]
    panels = (
        Panel(
            "Density of the wave",
            "$q$",
            r"$|\Psi|^2$",
            tuple(
                Curve(f"$t={times[i]:.2f}$", x, density[i], style)  # type: ignore[arg-type]
                for i, style in zip(marks, ("solid", "dashed", "solid", "dotted"), strict=True)
            ),
        ),
        Panel(
            "Least density over its mean",
            "$t$",
            r"$\min p\,/\,\langle p\rangle$",
            (
                Curve("wave", times, least),
                Curve("fluid", times[:kept:6], fluid_least[::6], "points"),
                Curve("fluid stops", [stop, stop], [float(least.min()), 1.0], "dotted"),
            ),
            "log",
        ),
        Panel(
            "Circulation around the ring",
            "$t$",
            r"circulation over $2\pi\hbar/M$",
            (
                Curve("wave: turns of the phase", times, winding),
                Curve("fluid", times[:kept:6], circulation[::6], "points"),
            ),
        ),
        Panel(
            "Largest velocity",
            "$t$",
            r"$\max|u|$",
            (
                Curve("wave", times, speed),
                Curve("fluid", times[:kept:6], np.abs(velocity[::6]).max(axis=1), "points"),
            ),
            "log",
        ),
    )
    return Findings(summary, numbers, panels)


def _wave(x: Array, time: float) -> NDArray[np.complex128]:
    waves = (a * np.exp(1j * (m * x - m**2 * OMEGA * time)) for m, a in enumerate(AMPLITUDES))
    return schrodinger.normalise(np.asarray(sum(waves)), RING)


def _next_node() -> tuple[float, float, float]:
    """Time and place of a node, and the time since the node before it.

    a + b exp(i s) + c exp(i r) = 0 fixes the angles s = q - omega t and r = 2 q - 4 omega t of the
    triangle up to a reflection; r - 2 s = -2 omega t then fixes the time.
    """
    a, b, c = AMPLITUDES
    found = []
    for sign in (1, -1):
        s = sign * float(np.arccos((c**2 - a**2 - b**2) / (2 * a * b)))
        r = float(np.angle(-(a + b * np.exp(1j * s)) / c))
        time = float((2 * s - r) / (2 * OMEGA) % (np.pi / OMEGA))
        found.append((time, float((s + OMEGA * time + np.pi) % (2 * np.pi) - np.pi)))
    (early, _), (late, place) = sorted(found)
    return late, place, late - early


def _winding(psi: NDArray[np.complex128]) -> float:
    """Turns of the phase around the ring."""
    return float(np.angle(np.roll(psi, -1) * psi.conj()).sum() / (2 * np.pi))


def _fluid(psi: NDArray[np.complex128], times: Array) -> tuple[float, float, Array, Array]:
    """Time and place at which the fluid stops, and its density and velocity up to there."""
    p, u = madelung.fluid_from_wave(psi, grid=RING, hbar=HBAR, mass=MASS)
    still = np.zeros_like(p)
    how: dict[str, Any] = {"grid": RING, "hbar": HBAR, "mass": MASS}
    densities, velocities = [p], [u[0]]
    for begin, end in pairwise(times):
        try:
            flow = madelung.evolve_fluid(
                densities[-1], velocities[-1][None], still, times=[begin, end], floor=FLOOR, **how
            )
        except madelung.NodeError as stop:
            return stop.time, stop.place[0], np.stack(densities), np.stack(velocities)
        densities.append(flow.density[-1])
        velocities.append(flow.velocity[-1, 0])
    raise ArithmeticError("the fluid must stop before the node, but it ran through it")


EXPERIMENT = Experiment("node", "A node of the wave, where the fluid stops", run)
