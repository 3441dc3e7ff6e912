"""The entropy rate of noisy learning against formula (3.4)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import make_interp_spline

from numerics.density import fokker_planck
from numerics.grid import Grid, integral
from numerics.learning import ornstein_uhlenbeck
from numerics.learning.entropies import entropy_production
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Panel

Array = NDArray[np.float64]
D, GAMMA = 0.5, 1.0
RING = Grid((2 * np.pi,), (128,), (-np.pi,))
BOX = Grid((16.0,), (512,), (-7.984375,))  # centres of cells between -8 and 8
TIMES = np.concatenate([np.linspace(0.0, 0.3, 61), np.linspace(0.3, 2.5, 111)[1:]])


@dataclass(frozen=True)
class Budget:
    """Entropy and its rates over TIMES: measured, by (3.4), and the two parts of (3.4)."""

    entropy: Array
    measured: Array
    formula: Array
    diffusion: Array
    learning: Array


def run(rng: np.random.Generator, job: Job) -> Findings:
    """A double well on a ring, and a quadratic free energy with its exact solution."""
    x = RING.coordinates()[0]
    bump = np.exp(2.0 * np.cos(x - 0.6))
    ring = _budget(bump / integral(bump, RING), 0.8 * np.cos(2 * x), RING, "periodic")

    y = BOX.coordinates()[0]
    law = ornstein_uhlenbeck.evolve_gaussian(
        [1.0], [[0.16]], stiffness=[[1.0]], D=D, gamma=GAMMA, times=TIMES
    )
    first = law.density(y[:, None])[0]
    line = _budget(first / integral(first, BOX), y**2 / 2, BOX, "zero-flux")
    exact = ornstein_uhlenbeck.gaussian_entropy_production(law, stiffness=[[1.0]], D=D, gamma=GAMMA)

    inside = slice(2, -2)  # the ends of a spline are its worst places
    apart = np.abs(ring.measured - ring.formula)[inside] / np.abs(ring.diffusion[inside])
    to_exact = np.abs(line.measured - exact)[inside] / np.abs(line.diffusion[inside])
    formula_exact = np.abs(line.formula - exact)[inside] / np.abs(line.diffusion[inside])
    numbers = {
        "worst difference on the ring, over the diffusion part": float(apart.max()),
        "worst difference from the exact rate, over the diffusion part": float(to_exact.max()),
        "worst difference of (3.4) from the exact rate, over the diffusion part": float(
            formula_exact.max()
        ),
        "entropy gained on the ring": float(ring.entropy[-1] - ring.entropy[0]),
        "entropy gained by diffusion": _over_time(ring.diffusion),
        "entropy lost by learning": -_over_time(ring.learning),
        "last sum over last diffusion part": float(ring.formula[-1] / ring.diffusion[-1]),
    }
    summary = (
        f"The measured entropy rate of a density in a double well follows (3.4) to "
        f"{apart.max():.1e} of its diffusion part, and for a quadratic free energy the exact rate "
        f"to {to_exact.max():.1e}. Up to t = {TIMES[-1]:g} diffusion made "
        f"{numbers['entropy gained by diffusion']:.3f} of entropy and learning removed "
        f"{numbers['entropy lost by learning']:.3f}; the entropy grew by "
        f"{numbers['entropy gained on the ring']:.3f}. Towards the stationary density the two "
        f"parts do not become small: they cancel, at the end to "
        f"{100 * abs(numbers['last sum over last diffusion part']):.1f} %."
    )
    panels = (
        _rates("Double well on a ring", ring, (Curve("diffusion part", TIMES, ring.diffusion,
               "dashed"), Curve("minus the learning part", TIMES, -ring.learning, "dotted"))),
        _rates("Quadratic free energy", line, (Curve("exact", TIMES, exact, "dashed"),)),
        Panel(
            "Difference over the diffusion part",
            "$t$",
            "relative difference",
            (
                Curve("double well: measured to (3.4)", TIMES[inside], apart),
                Curve("quadratic: measured to exact", TIMES[inside], to_exact, "dashed"),
            ),
            "log",
        ),
        Panel(
            "Entropy",
            "$t$",
            "$S_q$",
            (
                Curve("double well", TIMES, ring.entropy),
                Curve("quadratic", TIMES, line.entropy, "dashed"),
                Curve("quadratic, exact", TIMES[::12], law.entropy()[::12], "points"),
            ),
        ),
    )  # fmt: skip
    return Findings(summary, numbers, panels)


def _budget(density: Array, energy: Array, grid: Grid, boundary: str) -> Budget:
    how: dict[str, Any] = {"D": D, "gamma": GAMMA, "grid": grid, "boundary": boundary}
    flow = fokker_planck.evolve_density(density, energy, times=TIMES, **how)
    rate = make_interp_spline(TIMES, flow.entropy, k=5).derivative()(TIMES)
    diffusion = entropy_production(flow.density, energy, **{**how, "gamma": 0.0})
    return Budget(
        flow.entropy, np.asarray(rate), flow.production, diffusion, flow.production - diffusion
    )


def _over_time(rate: Array) -> float:
    return float(make_interp_spline(TIMES, rate, k=5).integrate(TIMES[0], TIMES[-1]))


def _rates(title: str, budget: Budget, others: tuple[Curve, ...]) -> Panel:
    return Panel(
        title,
        "$t$",
        "entropy per time",
        (
            Curve("$(3.4)$", TIMES, budget.formula),
            Curve("measured $dS_q/dt$", TIMES[::8], budget.measured[::8], "points"),
            *others,
        ),
    )


EXPERIMENT = Experiment(
    "entropy-production", "Entropy production of diffusion and of learning", run
)
