"""Where (3.12) and (4.2) can hold together: the window of quantum behaviour."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar

from proofs.checker.experiment import Curve, Experiment, Findings, Job, Panel

Array = NDArray[np.float64]
RATIOS = (0.5, 1.0, 1.5)  # D / gamma
STYLES: tuple[Literal["dashed", "solid", "dotted"], ...] = ("dashed", "solid", "dotted")
QUANTUM = 1.2  # |mu| / 2 pi


def run(rng: np.random.Generator, job: Job) -> Findings:
    """Maximise hbar(alpha), and search for the alpha at which it is |mu| / 2 pi."""
    curves: list[Curve] = []
    peaks = {}
    for ratio, style in zip(RATIOS, STYLES, strict=True):
        start = 1 / (4 * ratio)
        steep, tail = np.geomspace(1e-5, 0.2, 120), np.linspace(0.21, 6 - start, 200)
        alpha = start + np.concatenate([steep, tail])
        curves.append(Curve(f"$D/\\gamma={ratio:g}$", alpha, planck(alpha, ratio), style))
        peaks[ratio] = _peak(ratio)
    curves.append(Curve("largest, by search", [a for a, _ in peaks.values()],
                        [h for _, h in peaks.values()], "points"))  # fmt: skip
    curves.append(Curve(f"$|\\mu|/2\\pi={QUANTUM:g}$", [0.0, 6.0], [QUANTUM, QUANTUM]))
    at_one = solutions(1.0, QUANTUM)
    curves.append(Curve(r"$\alpha_\pm$ at $D/\gamma=1$", at_one, [QUANTUM] * len(at_one), "points"))

    window = np.concatenate([np.linspace(0.25, 0.98, 60), 1 - np.geomspace(0.02, 1e-4, 30)[1:]])
    found = np.array([solutions(1.0, 2.0 * w) for w in window])  # |gamma mu / D| = 4 pi w
    printed = np.stack([(2 - np.sqrt(4 - (2 * w) ** 2)) / (2 * w) ** 2 for w in window])
    outer = np.stack([(2 + np.sqrt(4 - (2 * w) ** 2)) / (2 * w) ** 2 for w in window])
    worst = float(max(np.abs(found[:, 0] / printed - 1).max(),
                      np.abs(found[:, 1] / outer - 1).max()))  # fmt: skip
    beyond = [len(solutions(1.0, 2.0 * w)) for w in np.linspace(1.001, 2.0, 50)]
    bound = max(np.finfo(float).eps, *(abs(h / (2 * r) - 1) for r, (_, h) in peaks.items()))
    numbers = {
        "largest hbar at D/gamma = 1": peaks[1.0][1],
        "alpha of the largest hbar at D/gamma = 1": peaks[1.0][0],
        "worst relative difference of the largest hbar from 2 D/gamma": bound,
        "worst relative difference of the solutions from (4.6)": worst,
        "solutions found beyond |gamma mu / D| = 4 pi": float(sum(beyond)),
    }
    summary = (
        f"The search finds the largest hbar at 2 D/gamma to {bound:.0e} for every ratio, at "
        f"alpha = gamma/(2 D). Below it hbar = |mu|/(2 pi) has two solutions alpha, equal to (4.6) "
        f"to {worst:.0e}, which merge at |gamma mu/D| = 4 pi; beyond, {sum(beyond)} solutions are "
        f"found in {len(beyond)} searches. All of this is for gamma > 0 and alpha > 0."
    )
    panels = (
        Panel("Planck's constant of (3.12)", r"$\alpha$", r"$\hbar(\alpha)$", tuple(curves)),
        Panel(
            "Solutions of (4.5) for $D/\\gamma=1$",
            r"$|\gamma\mu/D|\,/\,4\pi$",
            r"$\alpha_\pm$",
            (
                Curve(r"$\alpha_+$ of (4.6)", window, outer),
                Curve(r"$\alpha_-$ of (4.6)", window, printed, "dashed"),
                Curve("by search", np.tile(window[::6], 2), found[::6].T.ravel(), "points"),
                Curve("no solution beyond", [1.0, 1.0], [0.25, 1.0], "dotted"),
            ),
            "log",
        ),
    )
    return Findings(summary, numbers, panels)


def planck(alpha: Array, ratio: float) -> Array:
    """hbar = sqrt(4 (D/gamma) alpha - 1) / alpha, (3.12), 0 where it is not real."""
    return np.asarray(np.sqrt(np.maximum(4 * ratio * alpha - 1, 0.0)) / alpha)


def _peak(ratio: float) -> tuple[float, float]:
    """Place and height of the largest hbar, by search over alpha."""
    best = minimize_scalar(
        lambda a: -float(planck(np.asarray(a), ratio)),
        bounds=(1 / (4 * ratio), 10 / ratio),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return float(best.x), -float(best.fun)


def solutions(ratio: float, quantum: float) -> list[float]:
    """All alpha below 1000 with hbar(alpha) = quantum, by changes of sign and bisection."""
    scan = 1 / (4 * ratio) * (1 + np.concatenate([[0.0], np.geomspace(1e-6, 4000 * ratio, 20001)]))
    gap = planck(scan, ratio) - quantum
    at = np.flatnonzero(np.sign(gap[:-1]) * np.sign(gap[1:]) < 0)
    return [
        float(brentq(lambda a: float(planck(np.asarray(a), ratio)) - quantum, scan[i], scan[i + 1],
                     xtol=1e-14))
        for i in at
    ]  # fmt: skip


EXPERIMENT = Experiment("quantum-window", "Where a quantum description exists", run)
