"""One density under the wave (4.3), the fluid (3.8)-(3.9) and the noisy learner (3.1)."""

import numpy as np
from numpy.typing import NDArray

from numerics.density import fokker_planck
from numerics.grid import Grid, integral
from numerics.waves import madelung, schrodinger
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Panel

Array = NDArray[np.float64]
LINE = Grid((2 * np.pi,), (96,), (-np.pi,))
D, GAMMA, ALPHA = 1.0, 1.0, 1.0
HBAR = float(np.sqrt(4 * D * ALPHA / GAMMA - 1) / ALPHA)  # (3.12)
MASS = 1 / (2 * GAMMA)  # (3.11)
TIMES = np.linspace(0.0, 0.4, 41)
APART = 0.05  # share of the largest density at which two descriptions count as different


def run(rng: np.random.Generator, job: Job) -> Findings:
    """Start at rest from two bumps, the shifted free energy 0 everywhere, and no potential."""
    x = LINE.coordinates()[0]
    weight = np.exp(0.9 * np.cos(x) - 0.8 * np.cos(2 * x))
    start = weight / integral(weight, LINE)
    still = np.zeros_like(x)

    psi = np.sqrt(start).astype(complex)
    waves = [psi]
    for span in np.diff(TIMES):
        psi = schrodinger.evolve_wave(
            psi, still, grid=LINE, hbar=HBAR, mass=MASS, dt=float(span) / 4, steps=4, order=4
        )
        waves.append(psi)
    wave = np.stack([schrodinger.wave_density(w, LINE) for w in waves])
    fluid = madelung.evolve_fluid(
        start, still[None], still, grid=LINE, hbar=HBAR, mass=MASS, times=TIMES
    ).density
    frozen = -np.log(start) / (2 * ALPHA)  # F of (3.7) where the shifted F vanishes
    noise = fokker_planck.evolve_density(start, frozen, D=D, gamma=GAMMA, grid=LINE, times=TIMES)

    peak = wave.max(axis=1)
    same = np.abs(fluid - wave).max(axis=1) / peak
    apart = np.abs(noise.density - wave).max(axis=1) / peak
    parted = TIMES[np.argmax(apart > APART)]
    numbers = {
        "hbar": HBAR,
        "mass": MASS,
        "largest relative difference wave to fluid": float(same.max()),
        "largest relative difference wave to learner": float(apart.max()),
        "norm drift of the wave": float(np.abs(integral(wave, LINE) - 1).max()),
        "mass drift of the fluid": float(np.abs(integral(fluid, LINE) - 1).max()),
        "mass drift of the learner": float(np.abs(noise.mass - 1).max()),
        "time at which wave and learner part": float(parted),
    }
    summary = (
        f"Wave and fluid give the same density to {same.max():.0e} of its peak up to "
        f"t = {TIMES[-1]:g}. The noisy learner with the same D and gamma, and the free energy "
        f"frozen at its first value, differs by more than {100 * APART:.0f} % of the peak from "
        f"t = {parted:.2f} on, and by {100 * apart.max():.0f} % at most."
    )
    middle = int(np.argmax(TIMES[-1] / 2 <= TIMES))
    panels = (
        _densities(x, start, wave, fluid, noise.density, middle),
        _densities(x, start, wave, fluid, noise.density, len(TIMES) - 1),
        Panel(
            "Difference from the wave, over its peak",
            "$t$",
            "largest difference",
            (
                Curve("fluid", TIMES[1:], same[1:]),
                Curve("noisy learner", TIMES[1:], apart[1:], "dashed"),
            ),
            "log",
        ),
        Panel(
            "Width of the density",
            "$t$",
            "root mean square of $q$",
            (
                Curve("wave", TIMES, _width(wave, x)),
                Curve("fluid", TIMES[::4], _width(fluid, x)[::4], "points"),
                Curve("noisy learner", TIMES, _width(noise.density, x), "dashed"),
            ),
        ),
    )
    return Findings(summary, numbers, panels)


def _width(density: Array, x: Array) -> Array:
    return np.asarray(np.sqrt(integral(density * x**2, LINE)))


def _densities(x: Array, start: Array, wave: Array, fluid: Array, noise: Array, when: int) -> Panel:
    return Panel(
        f"Density at $t={TIMES[when]:g}$",
        "$q$",
        "$p$",
        (
            Curve("wave", x, wave[when]),
            Curve("fluid", x[::4], fluid[when][::4], "points"),
            Curve("noisy learner", x, noise[when], "dashed"),
            Curve("at $t=0$", x, start, "dotted"),
        ),
    )


EXPERIMENT = Experiment(
    "three-descriptions", "One density as wave, as fluid and as noisy learner", run
)
