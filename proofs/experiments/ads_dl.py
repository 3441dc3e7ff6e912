"""A black hole learned by classifying boundary data, and how far its metric is from it."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.holography.classification import (
    LAYOUT,
    TEMPERATURES,
    THRESHOLD,
    Labelled,
    accuracy,
    labelled,
    learn,
    schwarzschild_friction,
)
from numerics.holography.determined import classification_sensitivity
from numerics.memory import refuse_beyond
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel

Array = NDArray[Any]
SMOOTHNESS = (0.1, 0.01, 0.001)
FIRST_H = 2.0, 6.0  # h of the random starts
SHOWN = 400  # boundary points drawn
BYTES = 2 * 8 * 40  # per point of each label: fields, adjoints and gradients by ten layers


def run(
    rng: np.random.Generator, job: Job, points: int, starts: int, data: Array | None
) -> Findings:
    """Learn h from several starts under several smoothness priors; compare layer by layer."""
    true = schwarzschild_friction(LAYOUT.eta)
    if data is None:
        refuse_beyond(BYTES * points, what=f"training with {points} points of each label")
        taught = labelled(points, true, LAYOUT, rng=rng)
        held = labelled(points, true, LAYOUT, rng=rng)
    else:
        taught, held = _of_file(data, rng)
    first = rng.uniform(*FIRST_H, (starts, LAYOUT.layers))
    learned = _learn_all(rng, job, taught, first)
    table = np.array(
        [[accuracy(h, held, LAYOUT) for h in of_prior] for of_prior in learned]
    )  # (priors, starts)
    error = np.abs(learned - true)
    values = classification_sensitivity(learned[0, 0], taught)
    numbers: dict[str, float] = {}
    for k, weight in enumerate(SMOOTHNESS):
        name = f"smoothness {weight:g}"
        numbers[f"{name}, least held-out accuracy"] = table[k].min()
        numbers[f"{name}, largest spread of h over starts"] = np.ptp(learned[k], axis=0).max()
        if data is None:
            for eta, off in zip(LAYOUT.eta, error[k].max(axis=0), strict=True):
                numbers[f"{name}, largest error of h at eta {eta:.2f}"] = off
    numbers["singular values above a hundredth of the first"] = float(
        (values > 0.01 * values[0]).sum()
    )
    panels = (
        *_metrics(learned, true if data is None else None),
        _errors(error, true if data is None else None, learned),
        _boundary(taught),
        Panel(
            "Sensitivity of F to h",
            "number",
            "singular value",
            (Curve("over the positive points", np.arange(1, values.size + 1), values, "points"),),
            "log",
        ),
    )
    arrays = {"eta": LAYOUT.eta, "true h": true, "learned h": learned, "accuracy": table}
    return Findings(_summary(numbers, data is None), numbers, panels, arrays)


def _learn_all(rng: np.random.Generator, job: Job, taught: Labelled, first: Array) -> Array:
    """h of every prior and start, (priors, starts, layers), kept at every temperature."""
    learned = np.broadcast_to(first, (len(SMOOTHNESS), *first.shape)).copy()
    kept = job.checkpoint.load(rng)
    begin, warm = (0, 0) if kept is None else (int(v) for v in kept["done"])
    if kept is not None:
        learned = kept["learned"].copy()
    runs = list(product(range(len(SMOOTHNESS)), range(len(first))))
    total = len(runs) * len(TEMPERATURES)
    for count, (k, s) in enumerate(runs[begin:], begin):

        def told(done: int, h: Array, count: int = count, k: int = k, s: int = s) -> None:
            learned[k, s] = h
            job.progress(count * len(TEMPERATURES) + done, total, f"prior {k + 1}, start {s + 1}")
            job.checkpoint.save({"learned": learned, "done": np.array([count, done])}, rng)

        learn(learned[k, s], taught, LAYOUT, smoothness=SMOOTHNESS[k], first=warm, told=told)
        warm = 0
    return learned


def _of_file(data: Any, rng: np.random.Generator) -> tuple[Labelled, Labelled]:
    """Rows phi, pi, label (1 or 0), shuffled; every second one is held out."""
    if isinstance(data, dict) or data.ndim != 2 or data.shape[1] != 3 or len(data) < 20:
        shape = "several arrays" if isinstance(data, dict) else f"shape {data.shape}"
        raise ValueError(f"`data` must be at least 20 rows of phi, pi, label, but is {shape}")
    if not np.isfinite(data).all():
        row = int(np.argmin(np.isfinite(data).all(axis=1))) + 1
        raise ValueError(f"`data` must be finite numbers, but row {row} is {data[row - 1]}")
    labels = data[:, 2]
    if not np.isin(labels, (0, 1)).all() or not 0 < labels.sum() < len(labels):
        raise ValueError("`data` must have labels 0 and 1, both of them, in its third column")
    rows = data[rng.permutation(len(data))]
    halves = (rows[::2], rows[1::2])
    one, other = (Labelled(h[:, 0], h[:, 1], h[:, 2] == 1) for h in halves)
    return one, other


def _metrics(learned: Array, true: Array | None) -> list[Panel]:
    panels = []
    for weight, of_prior in zip(SMOOTHNESS, learned, strict=True):
        curves = [Curve(f"start {s + 1}", LAYOUT.eta, h, "dashed") for s, h in enumerate(of_prior)]
        if true is not None:
            curves.append(Curve(r"$3\coth 3\eta$", LAYOUT.eta, true))
        title = f"Learned h, smoothness {weight:g}"
        panels.append(Panel(title, r"$\eta$", r"$h(\eta)$", tuple(curves)))
    return panels


def _errors(error: Array, true: Array | None, learned: Array) -> Panel:
    """Largest error over the starts by layer, or the spread where there is no true metric."""
    shown = error.max(axis=1) if true is not None else np.ptp(learned, axis=1)
    curves = [
        Curve(f"smoothness {weight:g}", LAYOUT.eta, np.maximum(values, 1e-6))
        for weight, values in zip(SMOOTHNESS, shown, strict=True)
    ]
    what = "error" if true is not None else "spread"
    return Panel(f"Largest {what} of h over starts", r"$\eta$", what, tuple(curves), "log")


def _boundary(points: Labelled) -> Panel:
    curves = []
    for name, chosen in (("positive", points.positive), ("negative", ~points.positive)):
        phi, pi = points.phi[chosen][:SHOWN], points.pi[chosen][:SHOWN]
        curves.append(Curve(name, phi, pi, "points"))
    return Panel("Boundary data", r"$\phi$ at $\eta=1$", r"$\pi$ at $\eta=1$", tuple(curves))


def _summary(numbers: dict[str, float], built_in: bool) -> str:
    words = []
    for weight in SMOOTHNESS:
        name = f"smoothness {weight:g}"
        text = (
            f"{name}: held-out accuracy at least {numbers[f'{name}, least held-out accuracy']:.4f}"
        )
        text += f", h differs by up to {numbers[f'{name}, largest spread of h over starts']:.2g}"
        text += " between starts"
        if built_in:
            key = f"{name}, largest error of h at eta"
            near = numbers[f"{key} {LAYOUT.eta[-1]:.2f}"]
            far = numbers[f"{key} {LAYOUT.eta[0]:.2f}"]
            text += f" and from the true metric by {far:.2g} at the boundary, {near:.2g} inside"
        words.append(text)
    return ". ".join(word[0].upper() + word[1:] for word in words) + "."


EXPERIMENT = Experiment(
    "ads-dl",
    "A black hole learned by classifying boundary data",
    run,
    (
        Option(
            "points",
            500,
            "positive and as many negative points; the published 1000 take eight seconds",
            least=20,
            most=20_000,
        ),
        Option("starts", 3, "random metrics to start from; half a second each", 1, 100),
        Option(
            "data",
            None,
            "your own boundary data, rows phi, pi, label 1 (at rest inside, "
            f"|F| < {THRESHOLD:g}) or 0, as .csv",
        ),
    ),
)
