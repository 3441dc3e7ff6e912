"""Chapter 2: energies of restricted Boltzmann machines against the number of hidden units."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.boltzmann_energy import Machine, minimise, random_machine
from numerics.neural_states.heisenberg import Antiferromagnet, ring, square
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

FEW, MORE, GROUND = sp.symbols("E_M E_{M+1} E_0", real=True)
FOUR = sp.Symbol("E_{4,4}", real=True)  # ring of four, four hidden units
SITES = 4
BONDS = tuple((i, (i + 1) % SITES) for i in range(SITES))
STATES = tuple(s for s in product((1, -1), repeat=SITES) if sum(s) == 0)
SMALL = Antiferromagnet(ring(SITES))
MODELS = (Antiferromagnet(ring(8)), Antiferromagnet(square(4, 2)))
STEPS, NEW = 80, 0.05


def printed() -> list[ck.Link]:
    """One more hidden unit does not raise the least energy; none is below the ground state."""
    return [
        ck.Link("units", ck.at_most(MORE, FEW)),
        ck.Link("ground", ck.at_least(FEW, GROUND)),
        ck.Link("ring of four", ck.equal(FOUR, -2)),
    ]


def turned_exchange() -> sp.Matrix:
    """H of the ring of four with one sublattice turned, among states without magnetisation."""
    table = sp.zeros(len(STATES), len(STATES))
    for (row, s), (i, j) in product(enumerate(STATES), BONDS):
        table[row, row] += sp.Rational(s[i] * s[j], 4)
        if s[i] != s[j]:
            moved = list(s)
            moved[i], moved[j] = moved[j], moved[i]
            table[row, STATES.index(tuple(moved))] -= sp.S.Half
    return table


def energy(units: list[list[sp.Expr]], matrix: sp.Matrix) -> sp.Expr:
    """Mean of H, not worked out."""
    psi = wave(units)
    return (psi.T * matrix * psi)[0] / (psi.T * psi)[0]


def wave(units: list[list[sp.Expr]]) -> sp.Matrix:
    """Amplitudes: a factor x + 1/x for each unit, x the product of e^(W_j s_j)."""
    found = []
    for s in STATES:
        angles = [sp.Mul(*(w**k for w, k in zip(unit, s, strict=True))) for unit in units]
        found.append(sp.Mul(*(x + 1 / x for x in angles)))
    return sp.Matrix(found)


def shares(matrix: sp.Matrix, levels: list[sp.Expr], which: int) -> sp.Matrix:
    """Projector onto the states of one level, a product over the others."""
    found = sp.eye(len(STATES))
    for level in levels:
        if level != levels[which]:
            found = found * (matrix - level * sp.eye(len(STATES))) / (levels[which] - level)
    return found


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A unit with weights zero changes no energy; no energy is below the least eigenvalue."""
    matrix, case = turned_exchange(), {"N": SITES}
    weights = list(sp.symbols(f"w_1:{SITES + 1}", positive=True))
    energies = [energy(units, matrix) for units in ([weights], [weights, [sp.S.One] * SITES])]
    yield ck.Step(
        "The energy of one unit with $w_j=e^{W_j}$ on the ring of four is that of two, one of "
        "which has weights zero; the least energy of two is no larger:",
        energies[0],
    )
    yield ck.shows("units", energies[1], energies[0], case=case)
    extended = sp.Symbol("E", real=True)
    given = sp.And(ck.equal(extended, FEW), ck.at_most(MORE, extended))
    yield ck.Entails("units", given, form["units"], case)
    root = sp.sqrt(1 + sp.sqrt(2))
    feature = [root, 1 / root, sp.S.One, sp.S.One]
    shared = [feature[-k:] + feature[:-k] for k in range(SITES)]
    yield ck.Step("Weights of one feature, shared by translation:", sp.Tuple(*feature))
    yield ck.shows("ring of four", energy(shared, matrix), form.of(FOUR, "ring of four"), case=case)
    levels = sorted(matrix.eigenvals())
    psi = sp.Matrix(sp.symbols(f"psi_1:{len(STATES) + 1}", real=True))
    parts = [shares(matrix, levels, k) * psi for k in range(len(levels))]
    split = sp.Add(*(level * (v.T * v)[0] for level, v in zip(levels, parts, strict=True)))
    yield ck.Step("Energies of H:", sp.Tuple(*levels))
    yield ck.shows("ground", (psi.T * matrix * psi)[0], split, case=case)
    yield ck.shows("ground", (psi.T * psi)[0], sp.Add(*((v.T * v)[0] for v in parts)), case=case)
    weight = sp.symbols(f"p_1:{len(levels) + 1}", nonnegative=True)
    mean = sp.Add(*(level * p for level, p in zip(levels, weight, strict=True)))
    known = ck.equal(sp.Add(*weight), 1), ck.equal(FEW, mean), ck.equal(GROUND, levels[0])
    yield ck.Entails("ground", sp.And(*known), form["ground"], case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Descents with units shared by translations: one feature, then that one and a new one."""
    ground = [model.ground_energy() for model in MODELS]
    rows = []
    for which, seed in zip(sample["lattice"].astype(int), sample["seed"].astype(int), strict=True):
        model, own = MODELS[which], np.random.default_rng(seed)
        moves = model.lattice.translations
        few = minimise(random_machine(1, moves, rng=own, real=True), model, steps=STEPS)
        new = random_machine(1, moves, rng=own, real=True, size=NEW)
        both = Machine(
            np.concatenate([few.machine.biases, new.biases]),
            np.concatenate([few.machine.weights, new.weights]),
            moves,
        )
        more = minimise(both, model, steps=STEPS)
        four = random_machine(1, SMALL.lattice.translations, rng=own, real=True)
        small = minimise(four, SMALL, steps=STEPS).energies[-1]
        rows.append((few.energies[-1], more.energies[-1], ground[which], small))
    values = np.array(rows, dtype=float).T
    return ck.Measurement(dict(zip((FEW, MORE, GROUND, FOUR), values, strict=True)))


CLAIM = ck.Claim(
    key="hashimoto:more-hidden-units",
    source=source("2"),
    kind="result",
    title="Energies of Boltzmann machines fall with the number of hidden units",
    latex=r"E_{M+1} \le E_M, \qquad E_0 \le E_M, \qquad E_{N=4,M=4} = -2 = E_0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("lattice", 0, 1, (), "0: ring of 8, 1: periodic 4 by 2"),
                ck.Integer("seed", 0, 9999, (), "seed of the random start"),
            )
        ),
        tolerance=1e-9,
        reason="descents end within 1e-11; the errors compared are above 1e-9",
        method="stochastic reconfiguration by exact summation",
        samples=12,
        examples=6,
    ),
    expected="proved",
    words="reading",
    reading="The figure has energies of 10 x 10 sites that fall with the number of hidden units; "
    "its values are not in the transcription. Tested is the order of the energies on lattices that "
    "are summed exactly, and that four hidden units suffice for four spins. The experiment "
    "neural-state samples 10 x 10 sites, with the sampler's error.",
    hypotheses=(beliefs.MARSHALL_SIGN,),
)
