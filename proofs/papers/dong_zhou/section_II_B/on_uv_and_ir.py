"""Section II.B: ultraviolet and infrared freedoms separate along the radial direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import code_network
from numerics.networks.stabilisers import legs_needed, network_state
from numerics.networks.tiling import hyperbolic_tiling
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import entropy, entropy_rank, inflate

LENGTH, DEPTH = sp.symbols(r"\ell_d d", nonnegative=True)
GOLDEN = (1 + sp.sqrt(5)) / 2
LARGEST = 3
EXACT_RINGS = 2


def printed() -> list[ck.Link]:
    """The shortest interval of the rim that shows a bulk qubit d rings below it."""
    power = GOLDEN ** (2 * DEPTH + 3)
    return [ck.Link("length", ck.equal(LENGTH, power - 1 / power - 1))]


@cache
def shortest(rings: int, tile: int) -> tuple[int, ...]:
    """The shortest interval of the rim that shows a bulk leg, by bisection from every leg on."""
    n = len(inflate(rings, 5).rim)
    least = tuple(range(n))
    for start in range(n):
        low, high = 0, len(least)
        while high - low > 1:
            middle = (low + high) // 2
            region = [(start + k) % n for k in range(middle)]
            low, high = (low, middle) if _seen(rings, region, n + tile) else (middle, high)
        if high < len(least):
            least = tuple((start + k) % n for k in range(high))
    return least


def _seen(rings: int, region: Sequence[int], leg: int) -> bool:
    """Whether S with the leg is S without, less one."""
    return entropy(rings, 5, [*region, leg]) == entropy(rings, 5, region) - 1


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks over GF(2) for codes with up to two rings, one tensor of each ring."""
    for rings in range(EXACT_RINGS + 1):
        depth = inflate(rings, 5).rings
        n = len(inflate(rings, 5).rim)
        for ring in range(rings + 1):
            tile = depth.index(ring)
            region, case = shortest(rings, tile), {"rings": rings, "d": rings - ring}
            # the qubit is shared with the interval, and no longer with one leg fewer at either end
            joined = entropy_rank(rings, 5, [*region, n + tile])
            shared = entropy_rank(rings, 5, region) - joined
            yield ck.shows("length", shared, sp.S.One, case=case)
            for fewer in (region[1:], region[:-1]):
                if fewer:
                    lost = entropy_rank(rings, 5, fewer)
                    lost -= entropy_rank(rings, 5, [*fewer, n + tile])
                    longer = sp.Max(lost, 0, evaluate=False)  # ordering its arguments takes long
                    yield ck.shows("length", longer, sp.S.Zero, case=case)
            length = len(region) * shared
            gap = form.gap("length").subs(DEPTH, rings - ring).xreplace({LENGTH: length})
            yield ck.Vanishes("length", gap, case=case)
    yield ck.Step(
        "These are Lucas numbers less one, whatever the number of rings:",
        ck.equal(LENGTH, sp.lucas(2 * sp.Symbol("d", integer=True) + 3) - 1),
    )
    yield ck.Step("Each ring deeper multiplies the length by almost", sp.expand(GOLDEN**2))


@cache
def _measured(rings: int, ring: int) -> int:
    tiling = hyperbolic_tiling(rings)
    state, n = network_state(tiling), code_network(tiling).rim
    leg = n + int(np.flatnonzero(tiling.rings == ring)[0])
    starts = range(n // 5) if ring == 0 else range(n)  # around the centre five positions are alike
    least = n
    for start in starts:
        least = min(least, legs_needed(state, [(start + k) % n for k in range(least)], leg))
    return least


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Stabiliser tableaus of codes with up to three rings, intervals grown leg by leg."""
    rings, depth = sample["rings"].astype(int), sample["depth"].astype(int)
    found = [_measured(int(r), int(r - d)) for r, d in zip(rings, depth, strict=True)]
    return ck.Measurement({LENGTH: np.array(found, dtype=float), DEPTH: sample["depth"]})


_rings, _depth = sp.symbols("rings depth", integer=True)

CLAIM = ck.Claim(
    key="dong_zhou:uv-and-ir",
    source=source("II.B"),
    kind="result",
    title="Ultraviolet and infrared freedoms separate along the radial direction",
    latex=r"\ell_d = L_{2d+3} - 1 = \varphi^{2d+3} - \varphi^{-(2d+3)} - 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("rings", 0, LARGEST, (), "rings of the pentagon code"),
                ck.Integer("depth", 0, LARGEST, (), "rings between a bulk qubit and the rim"),
            ),
            _depth <= _rings,
        ),
        tolerance=1e-12,
        reason="whole numbers and powers of the golden ratio to rounding",
        method="intervals grown leg by leg in stabiliser tableaus",
        samples=40,
        examples=20,
    ),
    expected="proved",
    words="sentence",
    reading="The text names the separation without a formula. Tested on the pentagon code: a bulk "
    "qubit d rings below the rim is shown by no interval shorter than $\\ell_d$ legs, and by some "
    "of that length. Depth is the logarithm of the scale, and the length does not depend on the "
    "rings further in.",
    hypotheses=(beliefs.PENTAGON_CODE,),
)
