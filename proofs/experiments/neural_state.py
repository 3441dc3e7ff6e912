"""Energies of neural wave functions for the Heisenberg antiferromagnet, against their size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.neural_states.boltzmann_energy import Machine, minimise, random_machine
from numerics.neural_states.boltzmann_sampling import sample, sampled_step
from numerics.neural_states.chain_energy import lowest_chain
from numerics.neural_states.heisenberg import Antiferromagnet, Lattice, ring, square
from numerics.neural_states.matrix_products import amplitudes, decompose, operator_digits
from numerics.neural_states.netket_energy import NetKetMissingError, netket_energies
from proofs.checker.errors import UsageError
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
SUMMED, CHAINED = 16, 10  # sites up to which sums are exact, and chains are minimised beside
KNOWN = {(6, 6): -0.678872, (10, 10): -0.671549}  # per site: A. Sandvik (1997), Monte Carlo
ROUNDING = 1e-13
LAYER, WIDTH, BONDS = 64, 2, (1, 2, 3, 4, 6, 8, 16, 32, 64)
FINAL = 10  # times as many samples for the last energy


def run(
    rng: np.random.Generator,
    job: Job,
    columns: int,
    rows: int,
    features: int,
    starts: int,
    steps: int,
    samples: int,
    engine: str,
) -> Findings:
    """Exact sums on small lattices, Monte Carlo on large ones."""
    if columns % 2 or (rows % 2 and rows > 1):
        raise UsageError(f"sides must be even (or one row), but are {columns} and {rows}")
    lattice = ring(columns) if rows == 1 else square(columns, rows)
    shape = (rows, columns)
    if engine == "netket":
        return _by_netket(rng, lattice, shape, features, steps, samples)
    if lattice.sites > SUMMED:
        return _sampled(rng, job, lattice, shape, features, steps, samples)
    return _summed(rng, job, lattice, shape, features, starts, steps)


def _summed(
    rng: np.random.Generator,
    job: Job,
    lattice: Lattice,
    shape: tuple[int, int],
    features: int,
    starts: int,
    steps: int,
) -> Findings:
    model = Antiferromagnet(lattice)
    ground = model.ground_energy()
    n = lattice.sites
    families: dict[str, list[tuple[int, bool]]] = {
        "shared weights": [(k, True) for k in range(1, features + 1)],
    }
    if n <= CHAINED:
        families["own weights"] = [(k, False) for k in (1, 2, 3, 4, 6, 8) if k <= n]
    numbers = {"ground energy": ground, "ground energy per site": ground / n}
    curves, best, done = [], None, 0
    total = sum(map(len, families.values()))
    for name, members in families.items():
        sizes, errors = [], []
        for k, shared in members:
            moves = lattice.translations if shared else lattice.translations[:1]
            found = []
            for _ in range(starts):
                start = random_machine(k, moves, rng=rng, real=not shared)
                found.append(minimise(start, model, steps=steps))
                job.progress(done, total, f"{name}, {k * len(moves)} hidden units")
            done += 1
            found.sort(key=lambda descent: descent.energies[-1])
            relative = [max((d.energies[-1] - ground) / abs(ground), ROUNDING) for d in found]
            label = f"{name}, {k * len(moves)} hidden units"
            numbers[f"{label}, relative error of the best start"] = relative[0]
            numbers[f"{label}, relative error of the worst start"] = relative[-1]
            sizes.append(float(found[0].machine.parameters))
            errors.append(relative[0])
            if best is None or found[0].energies[-1] < best[1].energies[-1]:
                best = (label, found[0])
        curves.append(Curve(name, sizes, np.log10(errors), "points" if len(sizes) < 2 else "solid"))
    if n <= CHAINED:
        curves += _chains(lattice, ground, rng, numbers)
    assert best is not None
    label, descent = best
    excess = np.maximum((descent.energies - ground) / abs(ground), ROUNDING)
    panels = (
        Panel("Energies against size", "parameters", r"$\log_{10}$ of the relative error",
              tuple(curves)),
        Panel(f"Descent: {label}", "step", "relative error",
              (Curve("energy", np.arange(1.0, len(excess) + 1), excess),), "log"),
        _weights(descent.machine, shape),
        _compression(rng, numbers),
    )  # fmt: skip
    numbers["relative error of the best machine"] = float(excess[-1])
    summary = (
        f"{shape[0]} x {shape[1]} sites: E_0 = {ground / n:.7f} per site by diagonalisation. The "
        f"best machine ({label}) is above it by {excess[-1]:.1e} of it."
    )
    if "own weights" in families:
        units = families["own weights"][-1][0]
        error = numbers[f"own weights, {units} hidden units, relative error of the best start"]
        summary += (
            f" {units} hidden units with weights of their own: {error:.1e}; a chain of bond 4: "
            f"{numbers['chain of bond 4, relative error']:.1e}."
        )
    arrays = {"energies": descent.energies, "weights": descent.machine.weights}
    return Findings(summary, numbers, panels, arrays)


def _chains(
    lattice: Lattice, ground: float, rng: np.random.Generator, numbers: dict[str, float]
) -> list[Curve]:
    """Matrix product states, beside."""
    h = Antiferromagnet(lattice, balanced=False).matrix
    sizes, errors = [], []
    for bond in (1, 2, 3, 4, 6, 8):
        chain = lowest_chain(h, bond, rng=rng, starts=2)
        sizes.append(float(chain.parameters))
        errors.append(max((chain.energy - ground) / abs(ground), ROUNDING))
        numbers[f"chain of bond {bond}, parameters"] = sizes[-1]
        numbers[f"chain of bond {bond}, relative error"] = errors[-1]
    return [Curve("matrix products", sizes, np.log10(errors), "dashed")]


def _compression(rng: np.random.Generator, numbers: dict[str, float]) -> Panel:
    """Dense layers of 64 by 64 weights as matrix product operators (MPO-Net) of growing bond."""
    place = np.arange(LAYER)
    apart = np.abs(place[:, None] - place)
    ring_apart = np.minimum(apart, LAYER - apart)
    kernel = np.where(ring_apart <= WIDTH, rng.normal(size=WIDTH + 1)[ring_apart.clip(0, WIDTH)], 0)
    layers = {
        "convolution of width 5": kernel,
        "Gaussian kernel": np.exp(-((apart / (LAYER / 8)) ** 2)),
        "random": rng.normal(size=(LAYER, LAYER)),
    }
    curves = []
    for name, layer in layers.items():
        digits = operator_digits(layer)
        losses = []
        for bond in BONDS:
            kept = amplitudes(decompose(digits, 4, bond))
            loss = np.linalg.norm(kept - digits) / np.linalg.norm(digits)
            losses.append(max(float(loss), ROUNDING))
            if bond == 8:
                numbers[f"{name}, relative loss of a layer at bond 8"] = losses[-1]
        curves.append(Curve(name, BONDS, losses))
    return Panel(
        "Layers as matrix product operators", "bond", "relative loss", tuple(curves), "log"
    )


def _weights(machine: Machine, shape: tuple[int, int]) -> Panel:
    """The weights of the strongest feature over the lattice."""
    strongest = int(np.abs(machine.weights).max(axis=1).argmax())
    field = machine.weights[strongest].real.reshape(shape)
    edge = (-0.5, shape[1] - 0.5, -0.5, shape[0] - 0.5)
    return Panel("Strongest hidden unit", "column", "row", image=Image(field, edge, "weight"))


def _sampled(
    rng: np.random.Generator,
    job: Job,
    lattice: Lattice,
    shape: tuple[int, int],
    features: int,
    steps: int,
    samples: int,
) -> Findings:
    n = lattice.sites
    start = random_machine(features, lattice.translations, rng=rng, size=0.02, real=True)
    kept = job.checkpoint.load(rng)
    if kept is None:
        kept = {
            "biases": start.biases, "weights": start.weights, "energies": np.zeros(0),
            "errors": np.zeros(0), "spins": np.zeros(0),
        }  # fmt: skip
    machine = Machine(kept["biases"], kept["weights"], lattice.translations)
    energies, errors = list(kept["energies"]), list(kept["errors"])
    spins = kept["spins"] if kept["spins"].size else None
    for k in range(len(energies), steps):
        found = sample(machine, lattice, samples, rng=rng, start=spins)
        energy, error = found.energy()
        first = energies[0] if energies else energy / n
        if not energy / n <= first + 0.1 * abs(first):
            raise UsageError(
                f"energy must not rise above its start, {first:.4f} per site, but is "
                f"{energy / n:.4f} at step {k}: take more --samples or --features"
            )
        energies.append(energy / n)
        errors.append(error / n)
        spins = found.spins[-1]
        step = sampled_step(machine, found, rate=0.05, shift=max(1e-3, 0.95**k))
        machine = machine.moved(step)
        job.progress(k, steps, f"energy per site {energies[-1]:.5f}")
        job.checkpoint.save(
            {
                "biases": machine.biases, "weights": machine.weights, "spins": spins,
                "energies": np.array(energies), "errors": np.array(errors),
            },
            rng,
        )  # fmt: skip
    last = sample(machine, lattice, FINAL * samples, rng=rng, start=spins)
    energy, error = (x / n for x in last.energy())
    numbers = {
        "energy per site": energy, "standard error": error,
        "hidden units": float(machine.hidden), "parameters": float(machine.parameters),
        "accepted moves": last.accepted,
    }  # fmt: skip
    words = f"{machine.hidden} hidden units, {machine.parameters} parameters"
    descent = _against_known(shape, energies, words, steps, samples, numbers)
    arrays = {"energies": np.array(energies), "errors": np.array(errors)}
    panels = (descent[0], _weights(machine, shape))
    return Findings(descent[1], numbers, panels, arrays | {"weights": machine.weights})


def _by_netket(
    rng: np.random.Generator,
    lattice: Lattice,
    shape: tuple[int, int],
    features: int,
    steps: int,
    samples: int,
) -> Findings:
    """The same ansatz, trained by NetKet."""
    try:
        found = netket_energies(lattice, features, steps=steps, samples=samples, rng=rng)
    except NetKetMissingError as error:
        raise UsageError(str(error)) from error
    n = lattice.sites
    if not np.isfinite(found.energies).all():
        raise UsageError("training must stay finite, but diverged: take more --samples")
    last = max(1, steps // 10)
    numbers = {
        "energy per site": float(found.energies[-last:].mean()) / n,
        "standard error": float(found.errors[-last:].mean()) / np.sqrt(last) / n,
        "parameters": float(found.parameters),
    }
    words = f"{found.parameters} parameters, NetKet"
    descent = _against_known(shape, list(found.energies / n), words, steps, samples, numbers)
    arrays = {"energies": found.energies / n, "errors": found.errors / n}
    return Findings(descent[1], numbers, (descent[0],), arrays)


def _against_known(
    shape: tuple[int, int],
    energies: list[float],
    words: str,
    steps: int,
    samples: int,
    numbers: dict[str, float],
) -> tuple[Panel, str]:
    """The descent, beside the known energy where there is one, and the summary."""
    order = np.arange(1.0, len(energies) + 1)
    curves = [Curve("energy per site", order, energies)]
    energy, error = numbers["energy per site"], numbers["standard error"]
    summary = (
        f"{shape[0]} x {shape[1]} sites, {words}, {steps} steps of {samples} samples: "
        f"{energy:.6f} +- {error:.6f} per site."
    )
    known = KNOWN.get((shape[1], shape[0]))
    if known is not None:
        numbers["relative error"] = (energy - known) / abs(known)
        curves.append(Curve("quantum Monte Carlo", order[[0, -1]], [known, known], "dashed"))
        summary += f" Above {known} by {numbers['relative error']:.1e} of it."
    return Panel("Descent", "step", "energy per site", tuple(curves)), summary


EXPERIMENT = Experiment(
    "neural-state",
    "Energies of neural wave functions for the Heisenberg antiferromagnet",
    run,
    (
        Option("columns", 4, "of the periodic lattice; above 16 sites energies are sampled", 2, 32),
        Option("rows", 2, "of the periodic lattice, 1 for a ring", 1, 32),
        Option("features", 2, "of machines that share weights by translation; sites times as many "
               "hidden units; with one, 10 x 10 sites do not converge, with 4 they do", 1, 16),
        Option("starts", 2, "random starts of each machine, for exact sums", 1, 50),
        Option("steps", 100, "of stochastic reconfiguration; 4 x 4 sites: a minute, 10 x 10 with "
               "4 features and 300 steps: four minutes", 1, 1e5),
        Option("samples", 1000, "configurations a step, where they are sampled", 100, 1e6),
        Option("engine", "own", "who trains: netket (pip install 'qmgr[large]') samples at all "
               "sizes", choices=("own", "netket")),
    ),
)  # fmt: skip
