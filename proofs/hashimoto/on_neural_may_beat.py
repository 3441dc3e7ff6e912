"""Chapter 2: neural states may beat conventional ones of as many parameters."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.neural_states.boltzmann_energy import minimise, random_machine
from numerics.neural_states.chain_energy import lowest_chain
from numerics.neural_states.heisenberg import Antiferromagnet, ring, square
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Entails,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
)
from proofs.hashimoto.notation import source

NEURAL, CHAIN = sp.symbols("E_{RBM} E_{MPS}", real=True)
NEURAL_SIZE, CHAIN_SIZE = sp.symbols("P_{RBM} P_{MPS}", positive=True)
BOND, UNITS = 2, 3
LATTICES = (ring(8), square(4, 2))


def printed() -> list[Link]:
    """Somewhere a machine with no more parameters than a chain has a lower energy."""
    beats = sp.And(
        sp.LessThan(NEURAL_SIZE, CHAIN_SIZE, evaluate=False),
        sp.StrictLessThan(NEURAL, CHAIN, evaluate=False),
        evaluate=False,
    )
    return [Link("beats", beats, "some")]


@cache
def _ring_of_four() -> tuple[sp.Matrix, sp.Expr, tuple[sp.Expr, sp.Expr], list[sp.Expr]]:
    """Ground state and amplitudes of one hidden unit; its energy; two lowest levels; Schmidt."""
    places = [tuple(1 - 2 * (i >> k & 1) for k in (3, 2, 1, 0)) for i in range(16)]
    h = sp.zeros(16, 16)
    for a, s in enumerate(places):
        for i in range(4):
            j = (i + 1) % 4
            h[a, a] += sp.Rational(s[i] * s[j], 4)
            if s[i] != s[j]:
                moved = list(s)
                moved[i], moved[j] = moved[j], moved[i]
                h[a, places.index(tuple(moved))] -= sp.S.Half
    # cosh(w (s1 - s2 + s3 - s4)) with cosh 4 w = 2, among the states without magnetisation
    unit = sp.Matrix(
        [int(sum(s) == 0) * (2 if abs(s[0] - s[1] + s[2] - s[3]) == 4 else 1) for s in places]
    )
    energy = (unit.T * h * unit)[0] / (unit.T * unit)[0]
    levels = sorted(h.eigenvals())
    table = sp.Matrix(4, 4, list(unit))
    weights = (table * table.T / (unit.T * unit)[0]).eigenvals()
    schmidt = sorted((w for w, m in weights.items() for _ in range(m)), reverse=True)
    return h * unit - levels[0] * unit, energy, (levels[0], levels[1]), schmidt


def exact(statements: Statements) -> Derivation:
    """Four spins: one unit is exact, a chain of bond two cannot be."""
    residual, energy, (ground, excited), schmidt = _ring_of_four()
    most = sum(schmidt[:BOND], sp.S.Zero)
    bound = ground * most + excited * (1 - most)
    chain = 2 * (1 * 2 + 2 * 2 + 2 * 2 + 2 * 1) - 3 * BOND**2
    values = {NEURAL: energy, NEURAL_SIZE: sp.Integer(5), CHAIN_SIZE: sp.Integer(chain)}
    return Derivation(
        steps=(
            Step("Ring of four with Marshall's sign, one hidden unit with weights "
                 "$w(1,-1,1,-1)$, $\\cosh 4w=2$: $H\\psi-E_0\\psi$ vanishes, with the energy",
                 sp.Tuple(sp.Integer(sum(abs(x) for x in residual)), energy)),
            Step("Two lowest levels, and squared Schmidt coefficients across the middle:",
                 sp.Tuple(ground, excited, sp.Tuple(*schmidt))),
            Step("A chain of bond two overlaps with the ground state by at most the two largest, "
                 "so that its energy is at least", bound),
            Step("Parameters: weights and bias of the unit; entries of the chain less its gauge:",
                 sp.Tuple(5, chain)),
        ),
        obligations=tuple(
            Entails(name, sp.GreaterThan(CHAIN, bound), form.subs(values))
            for name, form in statements.items()
        ),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Machines of three real units and chains of bond two, both minimised, on eight spins."""
    models = [Antiferromagnet(lattice) for lattice in LATTICES]
    chains = [
        lowest_chain(Antiferromagnet(lattice, balanced=False).matrix, BOND, rng=rng)
        for lattice in LATTICES
    ]
    found = []
    for which, seed in zip(sample["lattice"].astype(int), sample["seed"].astype(int), strict=True):
        own = np.random.default_rng(seed)
        start = random_machine(UNITS, LATTICES[which].translations[:1], rng=own, real=True)
        machine = minimise(start, models[which], steps=150)
        chain = chains[which]
        energies = machine.energies[-1], chain.energy
        found.append((*energies, machine.machine.parameters, chain.parameters))
    values = np.array(found, dtype=float).T
    return Measurement(dict(zip((NEURAL, CHAIN, NEURAL_SIZE, CHAIN_SIZE), values, strict=True)))


CLAIM = Claim(
    key="hashimoto:neural-may-beat",
    source=source("2"),
    kind="result",
    title="Neural states may beat conventional ones",
    latex=r"\exists:\quad P_{RBM} \le P_{MPS}, \qquad E_{RBM} < E_{MPS}",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (
                Integer("lattice", 0, 1, (), "0: ring of 8, 1: periodic 4 by 2"),
                Integer("seed", 0, 9999, (), "seed of the random start of the machine"),
            )
        ),
        tolerance=1e-9,
        reason="energies differ in the second digit",
        method="stochastic reconfiguration of 27 parameters, site-by-site chains of 28",
        samples=8,
    ),
    expected="proved",
    reading="The word may is read as: for some lattice and some number of parameters. Conventional "
    "is a matrix product state of bond two, open, its sites in rows; the slide's figure compares "
    "with other tensor networks on 10 by 10 sites. Nothing follows for other Hamiltonians: a state "
    "of Schmidt rank two is exact as a chain of bond two.",
    premises=("hashimoto:restricted-boltzmann-energy",),
    hypotheses=(
        "the machine is given Marshall's sign and zero magnetisation; a chain gains nothing by "
        "the sign",
        "chains are counted without their gauge freedom",
    ),
)
