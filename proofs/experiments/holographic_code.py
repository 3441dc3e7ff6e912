"""Holographic codes: minimal cuts on their tiling, erasures that they correct, entropies."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from numerics.memory import refuse_beyond
from numerics.networks.cuts import Cut, Network, code_network, greedy_wedge, minimal_cut
from numerics.networks.disk import paths, tile_at
from numerics.networks.stabilisers import StabiliserState, entropies, legs_needed, network_state
from numerics.networks.tiling import Tiling, hyperbolic_tiling
from proofs.checker.experiment import Curve, Experiment, Findings, Image, Job, Option, Panel

Array = NDArray[Any]
CODES = {"pentagon": (5, 5), "alternate": (5, 6)}
PIXELS, LONGEST = 128, 400
SHARES = np.linspace(0.0, 0.8, 41)
REGIONS = 150


def run(
    rng: np.random.Generator, job: Job, code: str, rings: int, erased: float, samples: int
) -> Findings:
    """Pictures of one code, and the chance to rebuild its centre with fewer rings and with all."""
    tilings = [hyperbolic_tiling(r, CODES[code]) for r in range(rings + 1)]
    refuse_beyond((6 * len(tilings[-1].rings)) ** 2, what=f"code of {rings} rings")
    numbers: dict[str, float] = {}
    arrays: dict[str, Array] = {"erased share": SHARES}
    curves = []
    for r, tiling in enumerate(tilings):
        network, state = code_network(tiling), network_state(tiling)
        orders = [rng.permutation(network.rim).tolist() for _ in range(samples)]
        needed = np.zeros(samples, dtype=int)
        for i, order in enumerate(orders):
            if i % 20 == 0:
                job.progress(r * samples + i, (rings + 2) * samples, f"{r} rings")
            needed[i] = legs_needed(state, order, network.rim)
        chance = _chances(needed, network.rim)
        curves.append(Curve(f"{r} rings, {network.rim} legs", SHARES, chance))
        arrays |= {f"legs needed, {r} rings": needed, f"chance, {r} rings": chance}
        numbers |= {
            f"{r} rings, tensors": float(network.tensors),
            f"{r} rings, legs of the rim": float(network.rim),
            f"{r} rings, share erased where the centre is lost every other time": _half(chance),
        }
    job.progress((rings + 1) * samples, (rings + 2) * samples, "pictures")
    tiling = tilings[-1]
    greedy = [_greedy(network, order) for order in orders[: min(samples, 100)]]
    dashed = _chances(np.array(greedy), network.rim)
    curves.append(Curve(f"{rings} rings, greedy", SHARES, dashed, "dashed"))
    arrays["chance, greedy"] = dashed
    half = network.interval(0, network.rim * 2 // 5)
    kept = network.region(np.flatnonzero(rng.random(network.rim) >= erased))
    lost = np.flatnonzero(~kept[: network.rim])
    panels = [
        _picture(tiling, half, minimal_cut(network, half), "Interval and minimal cut",
                 _legs("interval", tiling, np.flatnonzero(half), "dotted")),
        _picture(tiling, kept, greedy_wedge(network, kept),
                 f"{erased:.0%} of the legs erased: greedy wedge",
                 _legs("legs erased", tiling, lost, "points")),
        Panel("The centre is rebuilt", "share of the legs erased", "chance", tuple(curves)),
        _entropies(network, state, rng, numbers, arrays),
    ]  # fmt: skip
    shares = [numbers[k] for k in numbers if "every other time" in k]
    summary = (
        f"The {code} code of {rings} rings has {network.tensors} tensors, {network.rim} legs on "
        f"the rim and {len(network.legs) - network.rim} in the bulk. The central qubit is lost "
        f"every other time when {', '.join(f'{s:.3f}' for s in shares)} of the legs are erased, "
        f"for 0 to {rings} rings. The entropy equals the minimal cut in "
        f"{numbers['intervals where entropy is the cut']:.1%} of the intervals and in "
        f"{numbers['random regions where entropy is the cut']:.1%} of the random regions; the "
        f"largest deficit is {numbers['largest deficit in bits']:.0f} bits."
    )
    return Findings(summary, numbers, tuple(panels), arrays)


def _chances(needed: Array, legs: int) -> Array:
    """Chance that the legs left suffice, when each is erased with the chances `SHARES`."""
    enough = np.array([(needed <= left).mean() for left in range(legs + 1)])
    weights = binom.pmf(np.arange(legs + 1), legs, 1 - SHARES[:, None])
    return np.asarray(weights @ enough)


def _half(chance: Array) -> float:
    return float(np.interp(-0.5, -chance, SHARES))


def _greedy(network: Network, order: Array) -> int:
    """How many legs in order the greedy wedge needs to reach the centre, by bisection."""
    low, high = 0, network.rim + 1
    while high - low > 1:
        middle = (low + high) // 2
        reached = greedy_wedge(network, network.region(order[:middle])).inside[0]
        low, high = (low, middle) if reached else (middle, high)
    return high


def _legs(
    label: str, tiling: Tiling, positions: Array, style: Literal["dotted", "points"]
) -> Curve:
    """Legs of the rim, marked on the circle around the tiling."""
    sides = [tiling.corners[t][[leg - 1, leg]].mean() for t, leg in tiling.boundary[positions]]
    places = np.exp(1j * np.angle(sides))[:LONGEST]
    return Curve(label, places.real, places.imag, style)


def _picture(tiling: Tiling, region: Array, cut: Cut, title: str, legs: Curve) -> Panel:
    """Tiles inside the cut and outside, chequered by ring, with the cut and some legs."""
    edges = (np.arange(PIXELS) + 0.5) / PIXELS * 2.1 - 1.05
    tile = tile_at(tiling, edges[None, :] + 1j * edges[:, None])
    shade = np.where(cut.inside, 0.65, 0.1) + 0.2 * (tiling.rings % 2)
    values = np.where(tile >= 0, shade[tile], np.nan)
    inside = cut.inside
    sides = [(int(t), int(leg)) for t, leg, u, _ in tiling.bonds if inside[t] != inside[u]]
    wrong = region[: len(tiling.boundary)] != inside[tiling.boundary[:, 0]]
    sides += [(int(t), int(leg)) for t, leg in tiling.boundary[wrong]]
    curves = []
    for number, path in enumerate(sorted(paths(tiling, sides), key=len, reverse=True)[:3]):
        label = "cut" if number == 0 else f"cut, part {number + 1}"
        curves.append(Curve(label, path.real[:LONGEST], path.imag[:LONGEST]))
    curves += [legs] if len(np.atleast_1d(legs.x)) else []
    image = Image(values, (-1.05, 1.05, -1.05, 1.05), "0.65 and more: inside the cut")
    return Panel(title, "x", "y", tuple(curves), image=image)


def _entropies(
    network: Network,
    state: StabiliserState,
    rng: np.random.Generator,
    numbers: dict[str, float],
    arrays: dict[str, Array],
) -> Panel:
    """Entropy against minimal cut for random intervals and random unions of five intervals."""
    curves, worst = [], 0
    for name, pieces in (("intervals", 1), ("random regions", 5)):
        found = []
        for _ in range(REGIONS):
            ends = np.sort(rng.choice(network.rim, 2 * pieces, replace=False))
            positions = [q for a, b in ends.reshape(-1, 2) for q in range(a, b)]
            region = network.region(positions)
            found.append((minimal_cut(network, region).value, int(entropies(state, region))))
        table = np.array(found, dtype=float)
        worst = max(worst, int((table[:, 0] - table[:, 1]).max()))
        numbers[f"{name} where entropy is the cut"] = float((table[:, 0] == table[:, 1]).mean())
        arrays[f"{name}: cut and entropy"] = table
        curves.append(Curve(name, table[:, 0], table[:, 1], "points"))
    numbers["largest deficit in bits"] = float(worst)
    top = max(float(np.max(c.x)) for c in curves)
    curves.append(Curve("entropy = cut", [0.0, top], [0.0, top], "dotted"))
    return Panel("Entropy against minimal cut", "cut", "bits", tuple(curves))


EXPERIMENT = Experiment(
    "holographic-code",
    "Holographic codes: minimal cuts, erasures and entropies",
    run,
    (
        Option("code", "pentagon", "tiles: pentagons, or pentagons and hexagons in turn",
               choices=tuple(CODES)),
        Option("rings", 3, "of tensors around the centre; 4 take seconds, 5 a minute and more",
               least=1, most=5),
        Option("erased", 0.2, "share of the legs erased in the second picture", least=0, most=1),
        Option("samples", 300, "random orders of erasure; 3 milliseconds each with 3 rings",
               least=10, most=1e5),
    ),
)  # fmt: skip
