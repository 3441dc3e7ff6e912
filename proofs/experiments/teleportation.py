"""Teleportation: which qubits share information at every stage, with and without a reference."""

from __future__ import annotations

from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from numerics.qubits.entanglement import mutual_information_matrix
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel
from proofs.papers.dong_zhou.shared import teleportation as circuit

Array = NDArray[Any]
NAMES = "TABR"
STAGES = ("product", "link", "before", "after", "corrected")
STYLES: tuple[Literal["solid", "dashed", "dotted", "points"], ...] = (
    "solid", "points", "dashed", "solid", "dotted", "dashed",
)  # fmt: skip
MEASURED = {"alice": circuit.ALICE, "bob": circuit.BOB}


def run(rng: np.random.Generator, job: Job, weight: float, measured: str) -> Findings:
    """Follow the mutual information of all pairs through the five stages."""
    other = MEASURED[measured]
    receiver = circuit.BOB if other == circuit.ALICE else circuit.ALICE
    numbers: dict[str, float] = {}
    arrays: dict[str, Array] = {}
    panels = []
    outcomes = np.array([(i, j) for i in (0, 1) for j in (0, 1)])
    for reference in (False, True):
        kind = "with a reference" if reference else "pure input"
        table, spread = _stages(weight, reference, (circuit.TOD, other), receiver, outcomes)
        arrays[kind] = table
        pairs = list(combinations(range(4 if reference else 3), 2))
        for k, stage in enumerate(STAGES):
            for i, j in pairs:
                numbers[f"{kind}, {stage}, I_{NAMES[i]}{NAMES[j]}"] = float(table[k, i, j])
        numbers[f"{kind}, spread between the four outcomes"] = spread
        order = np.arange(float(len(STAGES)))
        curves = tuple(
            Curve(f"{NAMES[i]}{NAMES[j]}", order, table[:, i, j], style)
            for (i, j), style in zip(pairs, STYLES, strict=False)
        )
        stages = f"stages: {', '.join(STAGES)}"
        panels.append(Panel(f"Stages, {kind}", stages, "mutual information in bits", curves))
    weights = np.linspace(0.0, 1.0, 41)
    before = mutual_information_matrix(
        circuit.stages(circuit.start(np.sqrt(weights), np.sqrt(1 - weights).astype(complex)))[2]
    )
    arrays["before the measurement, by weight"] = before
    panels.append(
        Panel(
            "Before the measurement",
            r"weight of $|0\rangle$ in Tod's state",
            "mutual information in bits",
            (
                Curve("TA", weights, before[:, 0, 1]),
                Curve("TB", weights, before[:, 0, 2], "points"),
                Curve("AB", weights, before[:, 1, 2], "dashed"),
            ),
        )
    )
    name = NAMES[receiver]
    summary = (
        f"T Tod, A Alice, B Bob, R reference; stages 0 to 4 are {', '.join(STAGES)}. Before the "
        f"measurement Tod shares {numbers['pure input, before, I_TA']:.4f} bits with Alice and "
        f"{numbers['pure input, before, I_TB']:.4f} with Bob, who share "
        f"{numbers['pure input, before, I_AB']:.4f}. After it, whatever the outcome, nobody "
        f"shares anything. A reference shares {numbers['with a reference, product, I_TR']:.4f} "
        f"bits with Tod at the beginning and "
        f"{numbers[f'with a reference, corrected, I_{name}R']:.4f} with {name} at the end: the "
        "table is the same up to a permutation of the qubits."
    )
    return Findings(summary, numbers, tuple(panels), arrays)


def _stages(
    weight: float, reference: bool, measured: tuple[int, int], receiver: int, outcomes: Array
) -> tuple[Array, float]:
    """Tables (5, n, n), means over the outcomes after the measurement, and their spread."""
    a, b = np.array([np.sqrt(weight)]), np.array([np.sqrt(1 - weight)], dtype=complex)
    kets = circuit.stages(circuit.start(a, b, reference=reference))
    left = circuit.outcome(np.repeat(kets[2], len(outcomes), axis=0), measured, outcomes)
    fixed = circuit.corrected(left, outcomes, receiver)
    after = [mutual_information_matrix(ket) for ket in (left, fixed)]
    spread = max(float(np.ptp(table, axis=0).max()) for table in after)
    tables = [mutual_information_matrix(ket)[0] for ket in kets]
    means = np.stack([*tables, *(table.mean(0) for table in after)])
    return np.maximum(means, 0.0), spread


EXPERIMENT = Experiment(
    "teleportation",
    "Mutual information at every stage of teleportation",
    run,
    (
        Option("weight", 0.3, "weight of |0> in the state of Tod; 0 and 1 are basis states", 0, 1),
        Option("measured", "alice", "whose qubit is measured with Tod's", choices=("alice", "bob")),
    ),
)
