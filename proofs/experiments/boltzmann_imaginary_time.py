"""Imaginary time of the Ising ring as layers of a deep Boltzmann machine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, expm

from numerics.memory import refuse_beyond
from numerics.neural_states.imaginary_time import (
    ising_hamiltonian,
    ising_machine,
    trotter_step,
)
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
FLOOR = 1e-16
LAYERS = 40  # largest number of layers whose machine is summed beside the evolution
STEPS = (1.0, 0.5, 0.25, 0.125)  # parts of the step at which the error of Trotter is measured


def run(
    rng: np.random.Generator, job: Job, spins: int, field: float, duration: float, step: float
) -> Findings:
    """Evolution, machine, decay against the gap, starts without overlap, error of the step."""
    refuse_beyond(6 * 8.0 * 4.0**spins, what=f"matrices of {spins} spins")
    job.progress(0, 4, "eigenvalues")
    h = ising_hamiltonian(spins, 1.0, field)
    levels, vectors = eigh(h)
    count = max(2, round(duration / step))
    starts = _starts(spins, vectors, rng)
    times = step * np.arange(count + 1)
    propagator = expm(-step * (h - levels[0] * np.eye(2**spins)))
    curves = []
    numbers: dict[str, float] = {"ground energy per spin": float(levels[0]) / spins}
    kept: Array = np.zeros((count + 1, 2**spins))
    for name, start in starts.items():
        job.progress(1, 4, f"start: {name}")
        states = _evolution(start, propagator, count)
        loss = np.maximum(1 - (states @ vectors[:, 0]) ** 2, FLOOR)
        curves.append(Curve(name, times, loss))
        seen = np.abs(vectors.T @ start) > 1e-8
        gap = float(levels[seen & (levels > levels[0] + 1e-9)][0] - levels[0])
        numbers[f"{name}, gap to the first excited level it contains"] = gap
        rate = _rate(times, loss)
        if rate is not None:
            numbers[f"{name}, rate of decay over twice the gap"] = rate / (2 * gap)
        if name == "all amplitudes one":
            kept = states
            guide = loss[count // 4] * np.exp(-2 * gap * (times - times[count // 4]))
            curves.append(Curve("twice the gap", times, np.maximum(guide, FLOOR), "dotted"))
    job.progress(2, 4, "layers")
    layers, errors, hidden = _layers(spins, field, step, min(count, LAYERS))
    numbers |= {
        "layers of the machine": float(layers[-1]),
        "hidden units": float(hidden),
        "largest relative difference of machine and evolution": float(errors.max()),
    }
    job.progress(3, 4, "steps")
    sizes, gaps = _trotter(spins, field, step, vectors[:, 0])
    order = float(np.polyfit(np.log2(sizes[1:]), np.log2(gaps[1:]), 1)[0])
    numbers["order of the error of the limit in the step"] = order
    panels = (
        Panel("Distance to the ground state", "imaginary time", "1 - fidelity", tuple(curves),
              "log"),
        Panel("Machine and evolution", "layers", "largest relative difference",
              (Curve("difference", layers, np.maximum(errors, FLOOR), "points"),), "log"),
        Panel("Limit of finite steps", r"$\log_2$ of the step", r"$\log_2$ of the distance",
              (Curve("distance to the ground state", np.log2(sizes), np.log2(gaps), "points"),)),
        _history(kept, times, spins),
    )  # fmt: skip
    orthogonal = curves[-1]
    summary = (
        f"{spins} spins in the field {field:g}: a machine of {layers[-1]} layers and {hidden} "
        f"hidden units with real weights agrees with the evolution to {errors.max():.1e}. "
        f"{_words(numbers)} A start "
        f"without overlap stays at the distance {float(np.asarray(orthogonal.y)[-1]):.6f}. The "
        f"limit for a finite step is off in proportion to the step (order {order:.2f})."
    )
    return Findings(summary, numbers, panels, {"times": times, "states": kept})


def _words(numbers: dict[str, float]) -> str:
    found = numbers.get("all amplitudes one, rate of decay over twice the gap")
    if found is None:
        return "The time is too short to see the rate of decay."
    return f"The distance to the ground state falls at {found:.4f} of twice the gap."


def _starts(spins: int, vectors: Array, rng: np.random.Generator) -> dict[str, Array]:
    """Three starts of norm one; the last is odd under the flip of all spins, the ground state even.

    Rounding of an odd start has an overlap that imaginary time would let grow; `_evolution` keeps
    the parity of its start.
    """
    ones = np.ones(2**spins)
    noise = rng.random(2**spins)
    odd = rng.standard_normal(2**spins)
    odd -= odd[::-1]
    named = {"all amplitudes one": ones, "random positive": noise, "no overlap": odd}
    return {name: v / np.linalg.norm(v) for name, v in named.items()}


def _evolution(start: Array, propagator: Array, count: int) -> Array:
    """Normalised states ``(count + 1, 2^n)`` after each step, even or odd where the start is."""
    even, odd = (np.allclose(start, sign * start[::-1]) for sign in (1, -1))
    states = [start]
    for _ in range(count):
        psi = propagator @ states[-1]
        if even or odd:
            psi = psi + psi[::-1] if even else psi - psi[::-1]
        states.append(psi / np.linalg.norm(psi))
    return np.array(states)


def _rate(times: Array, loss: Array) -> float | None:
    """Slope of -log(loss) where it is small and clear of rounding; None for too few points."""
    clear = np.flatnonzero((loss < 1e-3) & (loss > 1e-12))
    if len(clear) < 3:
        return None
    return float(-np.polyfit(times[clear], np.log(loss[clear]), 1)[0])


def _layers(spins: int, field: float, step: float, most: int) -> tuple[Array, Array, int]:
    """Largest relative difference of the machine's sums and the evolution for some depths."""
    depths = np.unique(np.geomspace(1, most, 8).astype(int))
    errors, psi, done, hidden = [], np.ones(2**spins), 0, 0
    for depth in depths:
        for _ in range(done, depth):
            psi = trotter_step(psi, 1.0, field, step)
        done = depth
        machine = ising_machine(spins, 1.0, field, step, int(depth))
        errors.append(np.abs(machine.amplitudes() / psi - 1).max())
        hidden = machine.hidden
    return depths, np.array(errors), hidden


def _trotter(spins: int, field: float, step: float, ground: Array) -> tuple[Array, Array]:
    """Distance of the limit of many first-order steps to the ground state, by their size."""
    sizes, gaps = step * np.array(STEPS), []
    for dt in sizes:
        psi, last = np.ones(2**spins) / 2 ** (spins / 2), np.inf
        while True:
            psi = trotter_step(psi, 1.0, field, float(dt))
            psi /= np.linalg.norm(psi)
            gap = float(np.linalg.norm(psi - ground * np.sign(ground @ psi)))
            if abs(last - gap) < 1e-9:
                break
            last = gap
        gaps.append(gap)
    return sizes, np.array(gaps)


def _history(states: Array, times: Array, spins: int) -> Panel:
    """Probabilities by the number of spins down against imaginary time."""
    down = np.bitwise_count(np.arange(2**spins))
    weights = states**2
    shares = np.stack([weights[:, down == k].sum(axis=1) for k in range(spins + 1)])
    edge = (0.0, float(times[-1]), -0.5, spins + 0.5)
    return Panel("From all amplitudes one", "imaginary time", "spins down",
                 image=Image(shares, edge, "probability"))  # fmt: skip


EXPERIMENT = Experiment(
    "boltzmann-imaginary-time",
    "Imaginary time of the Ising ring as a deep Boltzmann machine",
    run,
    (
        Option("spins", 6, "on the ring; 8^n operations, 10 take ten seconds", 3, 12),
        Option("field", 1.5, "transverse field in units of the coupling", 0.05, 20.0),
        Option("duration", 6.0, "imaginary time", 0.1, 1e3),
        Option("step", 0.1, "imaginary time of a layer", 1e-3, 1.0),
    ),
)
