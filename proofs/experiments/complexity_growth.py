"""How complexity grows in a black brane: volumes of maximal slices against time, and actions."""

from __future__ import annotations

import numpy as np

from numerics.information.slices import maximal_slices, tortoise
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel

FINAL = 2**-0.25
TENTH, DECADE = 2.02, 1.3694  # time of a tenth of the way to the horizon, and per decade
CHUNK = 20


def run(rng: np.random.Generator, job: Job, slices: int, latest: float, alpha: float) -> Findings:
    """Slices from the first time to the latest, their volumes, and the rates of both."""
    gaps = np.geomspace(0.97, 0.1 * 10 ** ((TENTH - latest) / DECADE), slices)
    turning = FINAL + gaps * (1 - FINAL)
    parts = []
    for start in range(0, slices, CHUNK):
        job.progress(start, slices, "slices")
        parts.append(maximal_slices(turning[start : start + CHUNK]))
    time = np.concatenate([p.time for p in parts])
    volume = np.concatenate([p.volume for p in parts])
    energy = np.sqrt(turning**4 - turning**8)
    rate = np.gradient(volume, time)
    corner = 1 - np.geomspace(0.6, 1e-9, slices)
    action_time = -2 * tortoise(corner)
    size = np.abs(corner**2 - 1 / corner**2)
    excess = (corner**4 - 1) * np.log(size / alpha**2)
    action_rate = 1 + excess / 2
    overshoot = float(action_rate.max() - 1)
    numbers = {
        "late rate of volume over its limit": float(2 * rate[-2]),
        "rate of volume at time 1 over its limit": float(2 * np.interp(1.0, time, rate)),
        "largest difference of rate and energy": float(np.abs(rate - energy)[2:-2].max()),
        "largest rate of action over 2M": 1 + overshoot,
        "critical time of the action": float(np.pi / 2),
    }
    summary = (
        f"The volume grows at {numbers['rate of volume at time 1 over its limit']:.3f} of its late "
        f"rate at time 1 and at {numbers['late rate of volume over its limit']:.6f} of it at time "
        f"{time[-2]:.1f}; the late rate is 2 pi T S. The action does not change before time pi/2 "
        f"and dips there; its rate then overshoots 2M by {overshoot:.1%} and falls back to it "
        "from above."
    )
    late = action_time < time[-1]
    panels = (
        Panel("Volume of the maximal slice", r"$t_L + t_R$, horizon and AdS radius 1",
              "volume less the first one", (Curve("both sides", time, volume - volume[0]),)),
        Panel("Rates over their late values", r"$t_L + t_R$", "rate",
              (Curve("volume, differences", time[1:-1], 2 * rate[1:-1], "points"),
               Curve("volume, conserved energy", time, 2 * energy),
               Curve("action", action_time[late], action_rate[late], "dashed"),
               Curve("Lloyd's bound", [0.0, float(time[-1])], [1.0, 1.0], "dotted"))),
        Panel("Where the slice turns", r"$t_L + t_R$", "radius over horizon",
              (Curve("turning radius", time, turning),
               Curve("final slice", [0.0, float(time[-1])], [FINAL, FINAL], "dotted"))),
    )  # fmt: skip
    arrays = {"time": time, "volume": volume, "turning": turning, "rate": rate,
              "action time": action_time, "action rate": action_rate}  # fmt: skip
    return Findings(summary, numbers, panels, arrays)


EXPERIMENT = Experiment(
    "complexity-growth",
    "Growth of complexity in the AdS5 black brane",
    run,
    (
        Option("slices", 80, "how many slices; 1000 take ten seconds", least=10, most=10_000),
        Option("latest", 10.0, "time up to which they reach", least=2.0, most=16.0),
        Option("alpha", 1.0, "normalisation of the null normals of the action", least=0.1,
               most=10.0),
    ),
)  # fmt: skip
