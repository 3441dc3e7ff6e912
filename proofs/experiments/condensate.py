"""A metric learned from the quark condensate, and what six lattice points say of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.holography.calibrated import cubic_response
from numerics.holography.condensate import Layout, condensate_of, mass_of, pack
from numerics.holography.determined import condensate_sensitivity, ensemble, family
from numerics.holography.training import (
    Data,
    Prior,
    Trained,
    TrainingDivergedError,
    assess,
    starts,
    train,
)
from proofs.checker.errors import UsageError
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel
from proofs.papers.hashimoto.shared.lattice import (
    TRAINED_COUPLING,
    TRAINED_RADIUS,
    lattice_points,
    trained_friction,
)

Array = NDArray[Any]
LAYERS = 15
STOPS = {"behind": 0.0, "last": 1 / LAYERS}
SMOOTHNESS = (1.0, 10.0, 100.0)
PUBLISHED = 237.0, 0.0127  # 1/L in MeV and lambda/L
REACH = (100.0, 1000.0), 24  # 1/L in MeV that the family is followed to, in so many steps
BAND = (5, 50, 95)  # percent
ROUNDING = 1e-9
PUBLISHED_OFF = "published metric, largest distance from a datum in GeV^3"
CUBIC_OFF = "cubic without a bulk, largest distance from a datum in GeV^3"


def run(
    rng: np.random.Generator,
    job: Job,
    starts: int,
    members: int,
    smoothness: float,
    width: float,
    error: float,
    rest: str,
    data: Array | None,
) -> Findings:
    """Train from several starts under several priors, follow a family, sample an ensemble."""
    points = lattice_points() if data is None else _of_file(data)
    points = Data(points.mass, points.condensate, error)
    layout = Layout(LAYERS, 1.0, STOPS[rest])
    priors = [Prior(smoothness=weight, radius_width=width) for weight in SMOOTHNESS]
    chosen = Prior(smoothness=smoothness, radius_width=width)
    kept = job.checkpoint.load(rng) or {}
    trained = _train_all(rng, job, starts, members, points, priors, layout, kept)
    best = min(trained, key=lambda one: one.worst)
    tried = int(kept.get("tried", 0))
    total = len(trained) + members

    def told(count: int, found: Array) -> None:
        job.progress(len(trained) + tried + count, total, "ensemble")
        job.checkpoint.save(
            {
                "trained": np.stack([one.parameters for one in trained]),
                "tried": np.array(tried + count),
                "members": found,
            },
            rng,
        )

    begun = kept.get("members")
    left = members - tried
    try:
        samples = (
            ensemble(left, best.parameters, points, chosen, layout, rng=rng, told=told, kept=begun)
            if left
            else np.asarray(begun)
        )
    except ValueError as none:
        raise UsageError(
            f"ensemble must fit the data to five times --error {error:g} GeV^3, but no member of "
            f"{members} does; the best training is {best.worst:.2g} GeV^3 off."
        ) from none
    ends = [
        family(
            best.parameters, points, layout,
            along=-2, to=float(np.log(1000 / to)), steps=REACH[1],
        )
        for to in REACH[0]
    ]  # fmt: skip
    equal = np.concatenate([ends[0][::-1], ends[1][1:]])
    values = condensate_sensitivity(best.parameters, points, layout)
    numbers = _numbers(trained, samples, equal, values, starts)
    if data is None:
        numbers |= _beside(points)
    panels = (
        _metric(samples, trained, layout),
        _families(equal, layout),
        _curve(points, best, equal, layout),
        _plane(samples, trained, equal),
        Panel(
            "Sensitivity of the condensates",
            "number",
            "singular value",
            (
                Curve(
                    "in errors", np.arange(1, values.size + 1), np.maximum(values, 1e-16), "points"
                ),
                Curve("one error", [1.0, float(values.size)], [1.0, 1.0], "dotted"),
            ),
            "log",
        ),
    )
    arrays = {
        "eta": layout.eta,
        "trained": np.stack([one.parameters for one in trained]),
        "ensemble": samples,
        "family": equal,
        "singular values": values,
    }
    return Findings(_summary(numbers), numbers, panels, arrays)


def _train_all(
    rng: np.random.Generator,
    job: Job,
    count: int,
    members: int,
    points: Data,
    priors: list[Prior],
    layout: Layout,
    kept: dict[str, Array],
) -> list[Trained]:
    """Networks of every prior and start; those that a stopped run trained are not trained again."""
    total = len(priors) * count
    found = list(kept.get("trained", ()))
    for k in range(len(found), total):
        prior = priors[k // count]
        first = starts(1, points, prior, layout, rng=rng)[0]
        try:
            found.append(train(first, points, prior, layout).parameters)
        except TrainingDivergedError as lost:
            raise UsageError(
                f"start {k % count + 1} of the prior with smoothness {prior.smoothness:g} "
                f"diverged: {lost} What was trained before it is kept."
            ) from lost
        job.progress(k + 1, total + members, "training")
        job.checkpoint.save({"trained": np.stack(found)}, rng)
    return [assess(x, points, priors[k // count], layout) for k, x in enumerate(found)]


def _of_file(data: Any) -> Data:
    """Rows of mass (GeV) and condensate (GeV^3), in any order."""
    if isinstance(data, dict) or data.ndim != 2 or data.shape[1] != 2 or len(data) < 2:
        shape = "several arrays" if isinstance(data, dict) else f"shape {data.shape}"
        raise ValueError(f"`data` must be at least 2 rows of mass, condensate, but is {shape}")
    if not np.isfinite(data).all():
        row = int(np.argmin(np.isfinite(data).all(axis=1))) + 1
        raise ValueError(f"`data` must be finite numbers, but row {row} is {data[row - 1]}")
    mass, condensate = data[np.argsort(data[:, 0])].T
    return Data(mass, condensate)


def _inverse(parameters: Array) -> Array:
    """1/L in MeV."""
    return np.asarray(1000 * np.exp(-parameters[..., -2]))


def _numbers(
    trained: list[Trained], samples: Array, equal: Array, values: Array, count: int
) -> dict[str, float]:
    numbers: dict[str, float] = {
        "largest distance from a datum in GeV^3, all trainings": max(t.worst for t in trained)
    }
    for k, weight in enumerate(SMOOTHNESS):
        some = trained[k * count : (k + 1) * count]
        inverse = np.array([1000 / t.radius for t in some])
        name = f"smoothness {weight:g}"
        numbers |= {
            f"{name}, least 1/L in MeV": inverse.min(),
            f"{name}, largest 1/L in MeV": inverse.max(),
            f"{name}, least lambda/L": min(t.coupling for t in some),
            f"{name}, largest lambda/L": max(t.coupling for t in some),
            f"{name}, spread of h over starts": float(
                np.ptp([t.friction for t in some], axis=0).max()
            ),
        }
    low, middle, high = np.percentile(_inverse(samples), BAND)
    weak, coupling, strong = np.percentile(np.exp(samples[:, -1]), BAND)
    numbers |= {
        "ensemble, members that fit": float(len(samples)),
        "ensemble, 5 % of 1/L in MeV": low,
        "ensemble, median of 1/L in MeV": middle,
        "ensemble, 95 % of 1/L in MeV": high,
        "ensemble, 5 % of lambda/L": weak,
        "ensemble, median of lambda/L": coupling,
        "ensemble, 95 % of lambda/L": strong,
        "family, least 1/L in MeV": float(_inverse(equal).min()),
        "family, largest 1/L in MeV": float(_inverse(equal).max()),
        "family, least lambda/L": float(np.exp(equal[:, -1]).min()),
        "family, largest lambda/L": float(np.exp(equal[:, -1]).max()),
        "combinations known better than one unit": float((values > 1).sum()),
        "parameters": float(samples.shape[1]),
    }
    return numbers


def _beside(points: Data) -> dict[str, float]:
    """How near the published metric comes, with its layers, and a cubic without any bulk."""
    friction = np.array(trained_friction(), dtype=float)
    network = pack(friction, float(TRAINED_RADIUS), float(TRAINED_COUPLING))
    layout = Layout(LAYERS, 1.0, STOPS["last"])
    found, _ = condensate_of(network, points.mass, points.condensate, layout)
    linear, cubic = cubic_response(points)
    curve = [
        next(z.real for z in np.roots([cubic, 0.0, linear, -m]) if abs(z.imag) < ROUNDING)
        for m in points.mass
    ]
    return {
        PUBLISHED_OFF: float(np.abs(found - points.condensate).max()),
        CUBIC_OFF: float(np.abs(np.array(curve) - points.condensate).max()),
    }


def _metric(samples: Array, trained: list[Trained], layout: Layout) -> Panel:
    low, middle, high = np.percentile(samples[:, :-2], BAND, axis=0)
    count = len(trained) // len(SMOOTHNESS)
    curves = [
        Curve("5 % of the ensemble", layout.eta, low, "dotted"),
        Curve("50 %", layout.eta, middle),
        Curve("95 %", layout.eta, high, "dotted"),
    ]
    curves += [
        Curve(f"smoothness {weight:g}", layout.eta, trained[k * count].friction, "dashed")
        for k, weight in enumerate(SMOOTHNESS)
    ]
    return Panel("Learned h", r"$\eta$", r"$h(\eta)$", tuple(curves))


def _families(equal: Array, layout: Layout) -> Panel:
    places = np.unique(np.linspace(0, len(equal) - 1, 4).astype(int))
    curves = [
        Curve(f"1/L = {_inverse(equal[k]):.0f} MeV", layout.eta, equal[k, :-2]) for k in places
    ]
    return Panel("Metrics with the same condensates", r"$\eta$", r"$h(\eta)$", tuple(curves))


def _curve(points: Data, best: Trained, equal: Array, layout: Layout) -> Panel:
    values = np.linspace(0, 1.05 * points.condensate.max(), 60)
    curves = [
        Curve(
            "lattice" if points.mass.size == 6 else "data", points.mass, points.condensate, "points"
        )
    ]
    for name, parameters in (
        ("trained", best.parameters),
        (f"1/L = {_inverse(equal[0]):.0f} MeV", equal[0]),
        (f"1/L = {_inverse(equal[-1]):.0f} MeV", equal[-1]),
    ):
        masses, _ = mass_of(parameters, values, layout)
        shown = np.isfinite(masses) & (masses < 1.2 * points.mass.max())
        curves.append(
            Curve(name, masses[shown], values[shown], "solid" if name == "trained" else "dashed")
        )
    return Panel(
        "Condensate", r"$m_q$ in GeV", r"$\langle\bar qq\rangle$ in GeV$^3$", tuple(curves)
    )


def _plane(samples: Array, trained: list[Trained], equal: Array) -> Panel:
    log = np.log10(np.e)
    return Panel(
        "What is known of L and lambda",
        "1/L in MeV",
        r"$\log_{10}\,\lambda/L$",
        (
            Curve("ensemble", _inverse(samples), log * samples[:, -1], "points"),
            Curve(
                "trained",
                [1000 / t.radius for t in trained],
                [np.log10(t.coupling) for t in trained],
                "points",
            ),
            Curve("same condensates", _inverse(equal), log * equal[:, -1]),
            Curve(
                "published 237(3), 0.0127(6)", [PUBLISHED[0]], [np.log10(PUBLISHED[1])], "points"
            ),
        ),
    )


def _summary(numbers: dict[str, float]) -> str:
    key = "largest distance from a datum in GeV^3, all trainings"
    low = min(numbers[f"smoothness {w:g}, least 1/L in MeV"] for w in SMOOTHNESS)
    high = max(numbers[f"smoothness {w:g}, largest 1/L in MeV"] for w in SMOOTHNESS)
    beside = ""
    if PUBLISHED_OFF in numbers:
        beside = (
            f" The published metric is {numbers[PUBLISHED_OFF]:.4f} GeV^3 off, a cubic with two "
            f"numbers and no bulk {numbers[CUBIC_OFF]:.4f}."
        )
    return (
        f"All trainings pass within {numbers[key]:.4f} GeV^3 of the data. Under three smoothness "
        f"priors they end between 1/L = {low:.0f} and {high:.0f} MeV. Metrics with the "
        f"same condensates run from 1/L = {numbers['family, least 1/L in MeV']:.0f} to "
        f"{numbers['family, largest 1/L in MeV']:.0f} MeV and from lambda/L = "
        f"{numbers['family, least lambda/L']:.1e} to {numbers['family, largest lambda/L']:.1e}: of "
        f"{numbers['parameters']:.0f} parameters the data see "
        f"{numbers['combinations known better than one unit']:.0f} combinations. In the ensemble "
        f"1/L is {numbers['ensemble, 5 % of 1/L in MeV']:.0f} to "
        f"{numbers['ensemble, 95 % of 1/L in MeV']:.0f} MeV and lambda/L "
        f"{numbers['ensemble, 5 % of lambda/L']:.1e} to "
        f"{numbers['ensemble, 95 % of lambda/L']:.1e} (90 %); published are 237(3) MeV "
        "and 0.0127(6)." + beside
    )


EXPERIMENT = Experiment(
    "condensate",
    "A metric learned from the quark condensate, and what is known of it",
    run,
    (
        Option("starts", 2, "random starts for each of three priors; 0.2 s each", 1, 1000),
        Option("members", 16, "of the ensemble; 0.2 s each", 2, 100_000),
        Option("smoothness", 10.0, "weight of the prior of the ensemble", 1e-6, 1e6),
        Option("width", 0.5, "of the prior of log L about 1/L = 237 MeV", 1e-3, 2.0),
        Option("error", 0.001, "of a condensate, in GeV^3", 1e-5, 1.0),
        Option(
            "rest", "behind", "where pi = 0: behind the last layer, at eta = 0, or at it, at 1/15",
            choices=tuple(STOPS),
        ),
        Option("data", None, "your own rows of quark mass (GeV) and condensate (GeV^3), as .csv"),
    ),
)  # fmt: skip
