"""The geometry of a state: mutual information, distances, and the points they embed as."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.memory import refuse_beyond
from numerics.qubits.circuits import (
    GATES,
    ROTATIONS,
    apply_gate,
    basis_ket,
    ghz_ket,
    haar_kets,
    ising_ket,
    rotation,
    w_ket,
)
from numerics.qubits.embedding import Embedding, classical_mds, distances_from_information
from numerics.qubits.entanglement import mutual_information, mutual_information_matrix
from numerics.qubits.free_fermions import gaussian_entropy, ising_correlations
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
STATES = ("ghz", "w", "gapped", "critical", "haar")
FIELDS = {"gapped": 2.0, "critical": 1.0}
SITES, BLOCKS = 1024, (1, 2, 4, 8, 16, 32, 64, 128)
BYTES = 16 * 6  # six copies of a ket while pairs are traced
LANCZOS = 20  # largest number of spins whose ground state is found


def run(
    rng: np.random.Generator, job: Job, state: str, qubits: int, file: Array | None
) -> Findings:
    """Embed one state, or all that are built in: then with entropies of long chains beside."""
    numbers: dict[str, float] = {}
    panels: list[Panel] = []
    spectra: list[Curve] = []
    arrays: dict[str, Array] = {}
    words: list[str] = []
    names = STATES if state == "all" else (state,)
    if file is not None:
        names = ("file",)
    for count, name in enumerate(names):
        job.progress(count, len(names), name)
        table = _of_file(file) if file is not None else _built_in(name, qubits, rng)
        distances = distances_from_information(table)
        found = classical_mds(distances)
        words.append(_describe(name, table, found, numbers))
        panels.append(_embedded(name, found))
        if len(names) == 1:
            panels.append(_shared(name, table))
        order = np.arange(1.0, len(table) + 1)
        spectra.append(Curve(name, order, found.eigenvalues, "points"))
        arrays |= {
            f"{name} mutual information": table,
            f"{name} distances": distances,
            f"{name} points": found.points,
            f"{name} eigenvalues": found.eigenvalues,
        }
    if len(names) == 1:
        panels.append(Panel("Eigenvalues of the embedding", "number", "eigenvalue", tuple(spectra)))
    else:
        panels.append(_entropies(numbers))
        words.append(
            f"Blocks of {BLOCKS[-2]} and {BLOCKS[-1]} sites of a ring of {SITES} have "
            f"{numbers['critical, entropy of 64 sites']:.3f} and "
            f"{numbers['critical, entropy of 128 sites']:.3f} bits at the critical point, and "
            f"{numbers['gapped, entropy of 64 sites']:.3f} and "
            f"{numbers['gapped, entropy of 128 sites']:.3f} with a gap."
        )
    return Findings(" ".join(words), numbers, tuple(panels), arrays)


def _built_in(name: str, qubits: int, rng: np.random.Generator) -> Array:
    refuse_beyond(BYTES * 2.0**qubits, what=f"state of {qubits} qubits")
    if name in FIELDS:
        if qubits > LANCZOS:
            raise MemoryError(
                f"--qubits must be at most {LANCZOS} for the ground state of a chain, but is "
                f"{qubits}"
            )
        return mutual_information_matrix(ising_ket(qubits, FIELDS[name]))
    if name == "haar":
        return mutual_information_matrix(haar_kets(qubits, rng=rng))
    return mutual_information_matrix(ghz_ket(qubits) if name == "ghz" else w_ket(qubits))


def _of_file(file: Any) -> Array:
    """The table of a ket (2^n,), of a density matrix (2^n, 2^n), or of the lines of a circuit."""
    if isinstance(file, dict):
        raise ValueError(f"file must hold one array, but holds {', '.join(sorted(file))}")
    if file.dtype.kind == "U":
        return mutual_information_matrix(run_lines(list(file)))
    if file.ndim == 1:
        return _three(mutual_information_matrix(file))
    n = max(1, int(file.shape[0]).bit_length() - 1)
    table = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            table[i, j] = table[j, i] = mutual_information(file, (2,) * n, i, j)
    return _three(table)


def _three(table: Array) -> Array:
    if len(table) < 3:
        raise ValueError(f"state must be one of at least 3 qubits, but it has {len(table)}")
    return table


def run_lines(lines: list[str]) -> Array:
    """The ket that lines such as `H 0`, `CNOT 0 1` or `RX 2 0.25` make of |0...0>.

    Angles are in radians; empty lines and what follows `#` are left out. Raises ValueError naming
    the line that is no gate.
    """
    steps = []
    for number, line in enumerate(lines, 1):
        parts = line.partition("#")[0].split()
        if parts:
            steps.append(_step(number, line.strip(), parts))
    n = 1 + max((q for _, places in steps for q in places), default=0)
    if n < 3:
        raise ValueError(f"circuit must act on at least 3 qubits, but it acts on {n}")
    refuse_beyond(BYTES * 2.0**n, what=f"circuit of {n} qubits")
    psi = basis_ket(n)
    for gate, places in steps:
        psi = apply_gate(psi, gate, places)
    return psi


def _step(number: int, line: str, parts: list[str]) -> tuple[Array, tuple[int, ...]]:
    name, turns = parts[0].upper(), parts[0].upper() in ROTATIONS
    if not turns and name not in GATES:
        known = ", ".join([*GATES, *ROTATIONS])
        raise ValueError(f"line {number} must begin with one of {known}, but is {line!r}")
    count = 1 if turns else len(GATES[name]).bit_length() - 1
    fields = parts[1:]
    try:
        places = tuple(int(word) for word in fields[:count])
        angle = float(fields[count]) if turns else 0.0
        fits = len(fields) == count + turns and len(set(places)) == count
        fits = fits and min(places) >= 0 and np.isfinite(angle)
    except (ValueError, IndexError):
        fits = False
    if not fits:
        wanted = f"{count} different qubits" if count > 1 else "one qubit"
        wanted += " and an angle" if turns else ""
        raise ValueError(f"line {number} must give {name} {wanted}, but is {line!r}")
    return (rotation(name, angle) if turns else GATES[name]), places


def _describe(name: str, table: Array, found: Embedding, numbers: dict[str, float]) -> str:
    off = table[~np.eye(len(table), dtype=bool)]
    positive = np.clip(found.eigenvalues, 0.0, None)
    total = float(positive.sum())
    level = len(positive) > 2 and positive[2] > (1 - 1e-6) * positive[1] > 0
    plane = " (the plane is arbitrary: a third one is as large)" if level else ""
    share = float(positive[:2].sum()) / total if total > 0 else 0.0
    numbers |= {
        f"{name}, qubits": float(len(table)),
        f"{name}, least mutual information in bits": float(off.min()),
        f"{name}, largest mutual information in bits": float(off.max()),
        f"{name}, share of the first two eigenvalues": share,
        f"{name}, share of the negative eigenvalues": float(found.negative_share),
    }
    return (
        f"{name}: pairs share {off.min():.3g} to {off.max():.3g} bits; two dimensions hold "
        f"{share:.0%} of the positive eigenvalues{plane}, negative ones are "
        f"{float(found.negative_share):.0%} of all."
    )


def _embedded(name: str, found: Embedding) -> Panel:
    x, y = found.points.T
    ring = Curve("in order", np.append(x, x[0]), np.append(y, y[0]), "dotted")
    return Panel(
        f"{name}: embedded qubits",
        "first axis",
        "second axis",
        (ring, Curve("qubits", x, y, "points")),
    )


def _shared(name: str, table: Array) -> Panel:
    n = len(table)
    shown = table.copy()
    np.fill_diagonal(shown, np.nan)
    edge = (-0.5, n - 0.5, -0.5, n - 0.5)
    image = Image(shown, edge, "bits")
    return Panel(f"{name}: mutual information", "qubit", "qubit", image=image)


def _entropies(numbers: dict[str, float]) -> Panel:
    """Blocks of long Ising rings by free fermions: area law with a gap, logarithm without."""
    curves = []
    for name, field in FIELDS.items():
        g = ising_correlations(SITES, field)
        values = [float(gaussian_entropy(g[:m, :m])) for m in BLOCKS]
        numbers |= {f"{name}, entropy of {m} sites": v for m, v in zip(BLOCKS, values, strict=True)}
        curves.append(Curve(name, np.log2(BLOCKS), values, "points"))
    title = f"Blocks of an Ising ring of {SITES} sites"
    return Panel(title, r"$\log_2$ of the size of the block", "entropy in bits", tuple(curves))


EXPERIMENT = Experiment(
    "state-geometry",
    "The geometry that mutual information gives to a state",
    run,
    (
        Option("state", "all", "which state is embedded", choices=("all", *STATES)),
        Option(
            "qubits",
            8,
            "size of the state; n^2 2^n operations and 96 bytes times 2^n, chains up to 20",
            least=3,
            most=60,
        ),
        Option(
            "file",
            None,
            "your own state: a ket (2^n,) or density matrix as .npy, or a circuit as .txt with "
            "lines such as 'H 0', 'CNOT 0 1', 'RX 2 0.25'",
        ),
    ),
)
