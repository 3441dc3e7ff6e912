"""Chapter 3: which unit is close to which, in a fully connected and in a convolutional layer."""

from collections.abc import Iterator
from itertools import permutations, product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Automorphisms, Rank

UNITS, REACH, DEPTH = sp.symbols("N r D", integer=True, positive=True)
FULL, RING = sp.symbols(r"{|\mathrm{Aut}_{full}|} {|\mathrm{Aut}_{conv}|}", real=True)
FREE, CONE = sp.symbols(r"{\dim_{conv}} {|\mathrm{cone}|}", real=True)
LONG = 24  # units of the ring on which cones are measured


def printed() -> list[ck.Link]:
    """Symmetries of either layer, free weights of a convolution, and how far signals get."""
    return [
        ck.Link("fully connected", ck.equal(FULL, sp.factorial(UNITS))),
        ck.Link("convolution", ck.equal(RING, 2 * UNITS)),
        ck.Link("weights", ck.equal(FREE, 2 * REACH + 1)),
        ck.Link("light cone", ck.equal(CONE, 2 * REACH * DEPTH + 1)),
    ]


def adjacency(units: int, reach: int) -> sp.Matrix:
    """Which output of a ring depends on which input: ones and zeros."""
    near = {k % units for k in range(-reach, reach + 1)}
    return sp.Matrix(units, units, lambda i, j: int((i - j) % units in near))


def shift_invariance(units: int, reach: int) -> sp.Matrix:
    """Equations for a layer that commutes with the shift and vanishes beyond the reach."""
    near = adjacency(units, reach)
    rows = []
    for i, j in product(range(units), repeat=2):
        row = [0] * units**2
        row[i * units + j] += 1
        row[(i + 1) % units * units + (j + 1) % units] -= 1
        rows.append(row)
        if not near[i, j]:
            rows.append([int(k == i * units + j) for k in range(units**2)])
    return sp.Matrix(rows)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Permutations counted, a linear system solved, a polynomial raised to a power."""
    z = sp.Symbol("z")
    for units, reach, depth in ((5, 1, 1), (5, 1, 2), (6, 2, 3)):
        case = {"N": units, "r": reach, "D": depth}
        near = adjacency(units, 1)
        full, ring = sp.ones(units), near
        groups = {"fully connected": (FULL, full), "convolution": (RING, ring)}
        for name, (letter, pattern) in groups.items():
            gap = form.gap(name).xreplace({letter: Automorphisms(pattern)})
            yield ck.Vanishes(name, gap.xreplace({UNITS: sp.Integer(units)}), case=case)
        unknown = units**2 - Rank(shift_invariance(units, reach))
        gap = form.gap("weights").xreplace({REACH: sp.Integer(reach), FREE: unknown})
        yield ck.Vanishes("weights", gap, case=case)
        layer = sp.Add(*(z ** (k + reach) for k in range(-reach, reach + 1)))
        signal = layer**depth
        top = sp.Limit(z * sp.Derivative(signal, z) / signal, z, sp.oo)  # its degree
        values = {REACH: sp.Integer(reach), DEPTH: sp.Integer(depth)}
        gap = form.gap("light cone").xreplace(values).xreplace({CONE: top + 1})
        yield ck.Step("A signal after the layers, a power of z for each place it reaches:", signal)
        yield ck.Vanishes("light cone", gap, case=case)


def responses(kernel: ck.Array, units: int, depth: int, state: ck.Array) -> ck.Array:
    """Change of each output of `depth` convolutions (with tanh) by each input: (units, units)."""
    reach = len(kernel) // 2
    inputs = np.concatenate([state[None], state + 1e-2 * np.eye(units)])
    for _ in range(depth):
        shifted = [np.roll(inputs, k, axis=-1) for k in range(-reach, reach + 1)]
        inputs = np.tanh(np.tensordot(kernel, np.array(shifted), axes=1))
    return np.asarray((inputs[1:] - inputs[0]).T)


def same(seen: ck.Array) -> int:
    """How many permutations of rows and columns leave the pattern of nonzero responses."""
    orders = np.array(list(permutations(range(len(seen)))))
    moved = seen[orders[:, :, None], orders[:, None, :]]
    return int((moved == seen).all(axis=(1, 2)).sum())


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Perturb every input of random networks and see which outputs answer."""
    rows: dict[sp.Basic, list[float]] = {
        k: [] for k in (FULL, RING, FREE, CONE, UNITS, REACH, DEPTH)
    }
    shift = 0.0
    for units, reach, depth in zip(
        *(sample[name].astype(int) for name in ("N", "r", "D")), strict=True
    ):
        weights = rng.uniform(0.3, 0.9, (units, units))
        full = np.tanh((0.1 * np.eye(units) + 0.2) @ weights.T) - np.tanh(0.2 * weights.sum(1))
        ring = responses(rng.uniform(0.3, 0.9, 3), units, 1, rng.uniform(-0.2, 0.2, units))
        kernel = rng.uniform(0.3, 0.9, 2 * reach + 1)
        state = rng.uniform(-0.2, 0.2, LONG)
        cone = responses(kernel, LONG, depth, state)
        shift = max(
            shift,
            float(
                np.abs(
                    responses(kernel, LONG, depth, np.roll(state, 1))
                    - np.roll(cone, (1, 1), (0, 1))
                ).max()
            ),
        )
        layers = rng.normal(size=(4 * LONG, 2 * reach + 1))
        matrices = [responses(k / 50, LONG, 1, np.zeros(LONG)).ravel() for k in layers]
        rows[FULL].append(same(np.abs(full.T) > 1e-12))
        rows[RING].append(same(np.abs(ring) > 1e-12))
        rows[FREE].append(float(np.linalg.matrix_rank(np.array(matrices), tol=1e-4)))
        rows[CONE].append(float((np.abs(cone[LONG // 2]) > 1e-14).sum()))
        rows[UNITS].append(units)
        rows[REACH].append(reach)
        rows[DEPTH].append(depth)
    note = f"shifted inputs give shifted outputs up to {shift:.1e}"
    return ck.Measurement({k: np.array(v, dtype=float) for k, v in rows.items()}, note=note)


CLAIM = ck.Claim(
    key="hashimoto:convolution-is-space",
    source=source("3"),
    kind="result",
    title="A general network is not a space, a convolutional one is",
    latex=r"|\mathrm{Aut}_{\mathrm{full}}| = N!, \qquad |\mathrm{Aut}_{\mathrm{conv}}| = 2N, "
    r"\qquad \dim_{\mathrm{conv}} = 2r+1, \qquad |\mathrm{cone}| = 2rD+1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 5, 6, (), "units of a layer"),
                ck.Integer("r", 1, 2, (), "reach of the kernel"),
                ck.Integer("D", 1, 3, (), "depth"),
            )
        ),
        tolerance=1e-9,
        reason="all quantities are whole numbers",
        method="inputs of random networks perturbed one by one, permutations counted",
        samples=12,
        examples=20,
    ),
    expected="proved",
    words="reading",
    reading="The slides print no formula here. No notion of which unit is close to which: every "
    "permutation of the units maps fully connected layers to such layers. A space: connections of "
    "a convolution with neighbours allow the motions of a ring only, N shifts and N reflections; "
    "weights are shared; a signal reaches r units further with every layer.",
    hypotheses=(beliefs.LONG_RING,),
)
