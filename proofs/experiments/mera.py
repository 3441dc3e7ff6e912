"""MERA: growth of entropy and cut, and a bulk of critical fermions by wavelets."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.memory import refuse_beyond
from numerics.networks.holographic_mapping import (
    bulk_correlations,
    bulk_distances,
    critical_row,
    mapped_rows,
)
from numerics.networks.mera import aligned_cuts, mera_ket, mera_network, random_mera
from numerics.qubits.entanglement import reduced_state, von_neumann_entropy
from numerics.qubits.free_fermions import (
    gaussian_entropy,
    gaussian_mutual_information,
    ising_correlations,
)
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
FIELDS = {"gapped": 2.0, "critical": 1.0}
LAYERS, RING = 6, 2**20
CLEAR = 1e-13  # mutual information below this is rounding


def run(rng: np.random.Generator, job: Job, layers: int, networks: int, power: int) -> Findings:
    """Entropies and cuts against the logarithm of the interval, then the bulk of a chain."""
    n, sites = 2**power, 2**layers
    refuse_beyond(6 * 8.0 * n**2, what=f"chain of {n} sites")
    numbers: dict[str, float] = {}
    arrays: dict[str, Array] = {}
    panels = [_growth(rng, job, sites, networks, n, numbers, arrays)]
    job.progress(networks, networks + 3, "layers")
    panels.append(_layers(numbers, arrays))
    job.progress(networks + 1, networks + 3, "bulk")
    panels += _bulk(n, numbers, arrays)
    summary = (
        f"The smallest cut of a MERA grows by {numbers['cut, bonds per doubling']:.3g} bonds with "
        f"each doubling of the interval, the entropy of random MERA of {sites} sites by "
        f"{numbers['random MERA, bits per doubling']:.3g} bits, that of the critical chain of {n} "
        f"sites by {numbers['critical, bits per doubling']:.4f} bits (one sixth), that of the "
        f"gapped one by {numbers['gapped, bits per doubling']:.1g}. In the holographic mapping of "
        f"the critical chain correlations within a layer decay with the exponent "
        f"{numbers['layer 1, exponent']:.4f}, in all layers alike, and the mutual information in "
        f"the bulk by exp({numbers['critical, slope of ln I']:.2f} d) with the distance d of the "
        f"half plane; exp(-3 d) is expected along a layer."
    )
    return Findings(summary, numbers, tuple(panels), arrays)


def _growth(
    rng: np.random.Generator,
    job: Job,
    sites: int,
    networks: int,
    n: int,
    numbers: dict[str, float],
    arrays: dict[str, Array],
) -> Panel:
    lengths = 2 ** np.arange(0, n.bit_length() - 2)
    short = lengths[lengths <= sites // 2]
    found = []
    for k in range(networks):
        job.progress(k, networks + 3, f"network {k + 1}")
        psi = mera_ket(random_mera(sites, rng=rng))
        found.append([_mean_entropy(psi, sites, int(length)) for length in short])
    mean = np.mean(found, axis=0)
    graph = mera_network(random_mera(128, rng=rng))
    wide = 2 ** np.arange(0, 7)
    best = aligned_cuts(graph, wide).min(axis=1)
    curves = [
        Curve("cut of a MERA, 128 sites", np.log2(wide), best, "points"),
        Curve(f"random MERA, {sites} sites", np.log2(short), mean, "points"),
    ]
    numbers |= {
        "cut, bonds per doubling": float(np.diff(best)[2:].mean()),
        "random MERA, bits per doubling": _slope(np.log2(short), mean),
    }
    arrays |= {"random MERA: entropies": np.array(found), "MERA: cuts": best, "lengths": lengths}
    for name, field in FIELDS.items():
        g = ising_correlations(n, field)
        bits = np.array([float(gaussian_entropy(g[:m, :m])) for m in lengths])
        far = (lengths >= 4) & (lengths <= n // 8)
        numbers[f"{name}, bits per doubling"] = _slope(np.log2(lengths[far]), bits[far])
        arrays[f"{name}: entropies"] = bits
        curves.append(Curve(f"{name} Ising ring, {n} sites", np.log2(lengths), bits))
    title = "Entropy and cut of an interval"
    return Panel(title, r"$\log_2$ of its length", "bits, bonds", tuple(curves))


def _mean_entropy(psi: Array, sites: int, length: int) -> float:
    starts = range(0, sites, max(1, sites // 8))
    places = [np.sort((a + np.arange(length)) % sites) for a in starts]
    return float(np.mean([von_neumann_entropy(reduced_state(psi, p)) for p in places]))


def _layers(numbers: dict[str, float], arrays: dict[str, Array]) -> Panel:
    """Correlations within the layers of the bulk of a critical ring of a million sites."""
    distances = 2 ** np.arange(1, 9)
    curves = []
    for layer, row in enumerate(mapped_rows(critical_row(RING), LAYERS), 1):
        values = np.abs(row[distances])
        numbers[f"layer {layer}, exponent"] = _slope(np.log2(distances[3:]), np.log2(values[3:]))
        arrays[f"layer {layer}: correlations"] = values
        if layer in (1, 2, LAYERS):
            curves.append(Curve(f"layer {layer}", np.log2(distances), values, "points"))
    line = 1 / (8 * np.pi * distances**3.0)
    curves.append(Curve(r"$1/8\pi R^3$", np.log2(distances), line, "dotted"))
    title = "Holographic mapping: within a layer"
    return Panel(title, r"$\log_2 R$", "correlation", tuple(curves), yscale="log")


def _bulk(n: int, numbers: dict[str, float], arrays: dict[str, Array]) -> list[Panel]:
    """Mutual information of bulk sites: against distance, and with one site of the middle."""
    curves, panels = [], []
    for name, field in FIELDS.items():
        bulk, places = bulk_correlations(ising_correlations(n, field))
        shared, distance = gaussian_mutual_information(bulk), bulk_distances(places)
        inner = places[:, 0] <= np.log2(n) - 3  # the last layers feel that the ring is closed
        near = np.abs(places[:, None, 1] - places[None, :, 1]) <= n / 8
        pairs = np.triu(inner[:, None] & inner[None, :] & near, 1)
        bins = np.floor(distance[pairs] * 2).astype(int)
        count = np.bincount(bins)
        mean = np.bincount(bins, np.log(np.maximum(shared[pairs], CLEAR))) / np.maximum(count, 1)
        kept = (count > 10) & (np.exp(mean) > 10 * CLEAR)
        d = (np.flatnonzero(kept) + 0.5) / 2
        numbers[f"{name}, slope of ln I"] = _slope(d[d > 2], mean[kept][d > 2])
        arrays |= {f"{name}: mutual information": shared, "places": places}
        curves.append(Curve(name, d, np.exp(mean[kept]), "points"))
        if name == "critical":
            panels.append(_picture(shared, places, n))
    decay = np.linspace(0.5, float(np.max(curves[1].x)), 20)
    curves.append(Curve(r"$e^{-3d}$", decay, np.exp(-3 * decay), "dotted"))
    title = "Geometric mean of mutual information"
    panels.append(Panel(title, "distance in the bulk", "bits", tuple(curves), yscale="log"))
    return panels


def _picture(shared: Array, places: Array, n: int) -> Panel:
    """Mutual information of all bulk sites with the middle one of the third layer."""
    third = np.flatnonzero(places[:, 0] == 3)
    here = third[len(third) // 2]
    depth = int(places[:, 0].max()) - 1
    table = np.full((depth, min(n, 128)), np.nan)
    for layer in range(1, depth + 1):
        row = np.flatnonzero(places[:, 0] == layer)
        values = np.maximum(shared[here, row], CLEAR)
        values[row == here] = np.nan
        columns = np.arange(table.shape[1]) * len(row) // table.shape[1]
        table[layer - 1] = values[columns]
    image = Image(table, (0.0, float(n), 0.5, depth + 0.5), "bits", "log")
    mark = Curve("the site", [float(places[here, 1])], [3.0], "points")
    return Panel("Shared with one bulk site", "place", "layer", (mark,), image=image)


def _slope(x: Array, y: Array) -> float:
    return float(np.polyfit(x, y, 1)[0])


EXPERIMENT = Experiment(
    "mera",
    "MERA and the holographic mapping: growth of entropy, correlations in the bulk",
    run,
    (
        Option("layers", 4, "of the random MERA, 2^layers sites; 48 bytes times 2^sites",
               least=3, most=6),
        Option("networks", 8, "random MERA that are averaged", least=1, most=1000),
        Option("power", 9, "logarithm of the length of the chains; time grows by eight with each",
               least=7, most=13),
    ),
)  # fmt: skip
