"""Geodesics of circuits: curvature against penalty, the one-body part, bounds on complexity."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.nielsen.cost import from_coefficients, pauli_coefficients, support_cost
from numerics.nielsen.curvature import (
    random_planes,
    scalar_curvature,
    sectional_curvature,
    sign_change,
)
from numerics.nielsen.euler_arnold import Geodesic, geodesic, transported_momentum
from numerics.nielsen.shooting import Circuit, Shot, circuit, shoot
from numerics.qubits.pauli import weight
from proofs.checker.experiment import Curve, Experiment, Findings, Job, Option, Panel

Array = NDArray[Any]
POINTS = 100  # recorded along a geodesic
STEPS = 8  # per recorded point
PLANES = 300
STARTS, SEGMENTS = 3, 10
CNOT = np.eye(4)[[0, 1, 3, 2]].astype(complex)
TABLE = {3: np.geomspace(1, 64, 40), 4: np.geomspace(1, 64, 40)}


def run(
    rng: np.random.Generator,
    job: Job,
    qubits: int,
    penalty: float,
    duration: float,
    velocity: Array | None,
    target: Array | None,
) -> Findings:
    """One random or given geodesic under two metrics, curvatures, and shooting to a target."""
    numbers: dict[str, float] = {}
    job.progress(0, 3, "curvature")
    curved = _curvatures(numbers, rng)
    job.progress(1, 3, "geodesic")
    fair = support_cost(qubits, (1.0, 1.0, penalty))
    if velocity is None:
        h = rng.standard_normal(4**qubits) / np.sqrt(fair * 4**qubits)
        h[0] = 0.0
        start = from_coefficients(h)
    else:
        start = np.asarray(velocity)
    unfair = fair.copy()
    unfair[1 : 2**qubits] = 1 + 0.5 * weight(np.arange(1, 2**qubits), qubits)  # strings of I and Z
    paths = {
        name: geodesic(start, cost, duration=duration, steps=POINTS * STEPS, every=STEPS)
        for name, cost in (("cost of support", fair), ("other cost of Z", unfair))
    }
    panels = [*curved, *_one_body(paths, numbers)]
    job.progress(2, 3, "shooting")
    goal = CNOT if target is None else np.asarray(target)
    size = int(goal.shape[-1]).bit_length() - 1 if goal.ndim else 0
    costs = (1.0, penalty) if size == 2 else (1.0, 1.0, penalty)
    shot = shoot(goal, support_cost(max(size, 1), costs), rng=rng, starts=STARTS)
    made = _target(shot, numbers)
    arrays = {
        "times": paths["cost of support"].times,
        "velocity": start,
        "unitaries": paths["cost of support"].unitaries,
        "coefficients": pauli_coefficients(paths["cost of support"].hamiltonians),
        "circuit": made.coefficients,
        "circuit durations": made.durations,
    }
    summary = _summary(qubits, penalty, numbers, target is None)
    return Findings(summary, numbers, tuple(panels), arrays)


def _curvatures(numbers: dict[str, float], rng: np.random.Generator) -> list[Panel]:
    """Mean sectional curvature and share of negative random planes against the penalty."""
    means, shares = [], []
    for n, penalties in TABLE.items():
        scalars = np.array([scalar_curvature(support_cost(n, (1, 1, q))) for q in penalties])
        close = np.linspace(5, 8.5, 71)
        near = [scalar_curvature(support_cost(n, (1, 1, q))) for q in close]
        numbers[f"{n} qubits, penalty where the scalar curvature is zero"] = sign_change(
            close, near
        )
        numbers[f"{n} qubits, scalar curvature at penalty 1"] = scalars[0]
        planes = (4**n - 1) * (4**n - 2)
        means.append(Curve(f"{n} qubits", np.log2(penalties), scalars / planes))
        share = []
        for q in penalties[::3]:
            cost = support_cost(n, (1, 1, q))
            x, y = random_planes(n, cost, PLANES, rng=rng)
            share.append(float((sectional_curvature(x, y, cost) < 0).mean()))
        numbers[f"{n} qubits, share of negative random planes at penalty 64"] = share[-1]
        shares.append(Curve(f"{n} qubits", np.log2(penalties[::3]), share, "points"))
    zero = Curve("flat", [0.0, 6.0], [0.0, 0.0], "dotted")
    axis = r"$\log_2$ of the penalty of three and more qubits"
    return [
        Panel("Mean sectional curvature", axis, "curvature", (*means, zero)),
        Panel("Random planes of negative curvature", axis, "share", tuple(shares)),
    ]


def _one_body(paths: dict[str, Geodesic], numbers: dict[str, float]) -> list[Panel]:
    """Coefficients of the first qubit's Z, X, Y along the geodesics, and the share by weight."""
    panels = []
    for name, path in paths.items():
        h = pauli_coefficients(path.hamiltonians)
        qubits = (h.shape[-1].bit_length() - 1) // 2
        body = weight(np.arange(4**qubits), qubits)
        single = h[:, body == 1]
        moved = transported_momentum(path)
        numbers |= {
            f"{name}, largest change of a one-body coefficient": np.abs(single - single[0]).max(),
            f"{name}, largest change of another coefficient": (
                np.abs(h - h[0])[:, body > 1].max() if qubits > 1 else 0.0
            ),
            f"{name}, relative drift of the energy": float(path.drift),
            f"{name}, change of the transported momentum": np.abs(moved - moved[0]).max(),
            f"{name}, length": float(path.length),
        }
        top = 2 ** (qubits - 1)
        letters = {"Z": top, "X": top * 2**qubits, "Y": top * 2**qubits + top}
        curves = [Curve(f"{s} of qubit 1", path.times, h[:, k]) for s, k in letters.items()]
        curves += [
            Curve(
                f"norm of weight {k}", path.times, np.linalg.norm(h[:, body == k], axis=1), "dashed"
            )
            for k in range(2, min(qubits, 3) + 1)
        ]
        panels.append(Panel(f"Geodesic, {name}", "time", "coefficient", tuple(curves)))
    return panels


def _target(shot: Shot, numbers: dict[str, float]) -> Circuit:
    made = circuit(shot.path, SEGMENTS)
    numbers |= {
        "target, shortest length found": float(shot.lengths[0]),
        "target, longest length found": float(shot.lengths[-1]),
        "target, starts that arrive": float(len(shot.lengths)),
        "target, gap": shot.residual,
        f"target, cost of the circuit of {SEGMENTS} segments": made.cost,
    }
    return made


def _summary(qubits: int, penalty: float, numbers: dict[str, float], built_in: bool) -> str:
    key = "largest change of a one-body coefficient"
    goal = "CNOT" if built_in else "the given unitary"
    return (
        f"The scalar curvature changes its sign at the penalty "
        f"{numbers['3 qubits, penalty where the scalar curvature is zero']:.3f} on three qubits "
        f"and {numbers['4 qubits, penalty where the scalar curvature is zero']:.3f} on four. On "
        f"{qubits} qubits with penalty {penalty:g} the one-body coefficients change by "
        f"{numbers[f'cost of support, {key}']:.1e} along a geodesic, by "
        f"{numbers[f'other cost of Z, {key}']:.2g} where strings of Z alone have a cost of their "
        f"own. The shortest geodesic found to {goal} has length "
        f"{numbers['target, shortest length found']:.4f}, an upper bound on its complexity."
    )


EXPERIMENT = Experiment(
    "nielsen-geodesic",
    "Geodesics of circuits: curvature, the one-body part, bounds on complexity",
    run,
    (
        Option("qubits", 3, "of the geodesic; 8^n operations a step, 6 take fifteen seconds", 1, 6),
        Option("penalty", 8.0, "cost of three and more qubits, of two for a target on two", 0.01),
        Option("duration", 4.0, "time along the geodesic, at 800 steps", 1e-6, 1e3),
        Option("velocity", None, "your own initial Hamiltonian, traceless, (2^n, 2^n) as .npy"),
        Option("target", None, "your own unitary to shoot at, (2^n, 2^n) as .npy, n up to 3"),
    ),
)
