"""Chapter 2: neural states may beat conventional ones of as many parameters."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.boltzmann_energy import minimise, random_machine
from numerics.neural_states.chain_energy import lowest_chain
from numerics.neural_states.heisenberg import Antiferromagnet, ring, square
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Rank

NEURAL, CHAIN = sp.symbols("E_{RBM} E_{MPS}", real=True)
NEURAL_SIZE, CHAIN_SIZE = sp.symbols("P_{RBM} P_{MPS}", positive=True)
N, M = sp.symbols("N M", positive=True)
BOND, SEED = 2, 20170607
LATTICES = (ring(8), square(4, 2))


def printed() -> list[ck.Link]:
    """Parameters of M units and of a chain of bond two; somewhere fewer have a lower energy."""
    beats = sp.And(
        ck.at_most(NEURAL_SIZE, CHAIN_SIZE),
        ck.less(NEURAL, CHAIN),
        evaluate=False,
    )
    return [
        ck.Link("machine", ck.equal(NEURAL_SIZE, M * (N + 1))),
        ck.Link("chain", ck.equal(CHAIN_SIZE, 4 * (N - 1))),
        ck.Link("beats", beats, "some"),
    ]


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


@cache
def chain_directions(n: int) -> sp.Matrix:
    """Derivatives of the state of an open chain by the entries of its matrices, as rows."""
    rng = np.random.default_rng(SEED + n)
    bonds = [1, *[BOND] * (n - 1), 1]
    sites = [
        [sp.Matrix(a, b, [int(x) for x in rng.integers(-50, 51, a * b)]) for _ in range(2)]
        for a, b in pairwise(bonds)
    ]
    rows = []
    for k, (a, b) in enumerate(pairwise(bonds)):
        for spin, i, j in product(range(2), range(a), range(b)):
            unit = sp.zeros(a, b)
            unit[i, j] = 1
            moved = [*sites[:k], [unit * int(s == spin) for s in range(2)], *sites[k + 1 :]]
            rows.append([_contracted(moved, places) for places in product(range(2), repeat=n)])
    return sp.Matrix(rows)


def _contracted(sites: list[list[sp.Matrix]], places: tuple[int, ...]) -> sp.Expr:
    total = sp.eye(1)
    for site, place in zip(sites, places, strict=True):
        total = total * site[place]
    return total[0]


@cache
def machine_directions(n: int, units: int) -> sp.Matrix:
    """The same for a machine whose weights and biases are logarithms of rational numbers."""
    rng = np.random.default_rng(SEED)
    shape = units * (n + 1)
    powers = [sp.Rational(*map(int, pair)) for pair in rng.integers(2, 9, (shape, 2))]
    rows = []
    for s in product((1, -1), repeat=n):
        ahead = (1, *s)  # the bias goes with a spin that is always up
        angles = [
            sp.prod(powers[k * (n + 1) + j] ** x for j, x in enumerate(ahead)) for k in range(units)
        ]
        slopes = [(a - 1 / a) / (a + 1 / a) for a in angles]  # of log psi by the angle
        whole = sp.prod(a + 1 / a for a in angles)
        rows.append([whole * slope * x for slope in slopes for x in ahead])
    return sp.Matrix(rows)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Four spins: one unit is exact, a chain of bond two cannot be; parameters as ranks."""
    residual, energy, (ground, excited), schmidt = _ring_of_four()
    yield ck.Step(
        "Ring of four with Marshall's sign, one hidden unit with weights "
        "$w(1,-1,1,-1)$, $\\cosh 4w=2$: $H\\psi-E_0\\psi$ vanishes, with the energy",
        sp.Tuple(sp.Integer(sum(abs(x) for x in residual)), energy),
    )
    yield ck.Step(
        "Two lowest levels, and squared Schmidt coefficients across the middle:",
        sp.Tuple(ground, excited, sp.Tuple(*schmidt)),
    )
    most = sum(schmidt[:BOND], sp.S.Zero)
    bound = ground * most + excited * (1 - most)
    yield ck.Step(
        "A chain of bond two overlaps with the ground state by at most the two largest, "
        "so that its energy is at least",
        bound,
    )
    for n, m in ((4, 1), (3, 2), (4, 2)):
        size = Rank(machine_directions(n, m))
        gap = form.gap("machine").xreplace({NEURAL_SIZE: size})
        yield ck.Vanishes(
            "machine", gap.xreplace({N: sp.Integer(n), M: sp.Integer(m)}), case={"N": n, "M": m}
        )
    for n in (3, 4, 5):
        gap = form.gap("chain").xreplace({CHAIN_SIZE: Rank(chain_directions(n))})
        yield ck.Vanishes("chain", gap.xreplace({N: sp.Integer(n)}), case={"N": n})
    sizes = {
        NEURAL_SIZE: Rank(machine_directions(4, 1)).doit(),
        CHAIN_SIZE: Rank(chain_directions(4)).doit(),
    }
    beats = form["beats"].subs(sizes | {NEURAL: energy})
    yield ck.Entails("beats", ck.at_least(CHAIN, bound), beats, case={"N": 4})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Machines of real units and chains of bond two, both minimised, on eight spins."""
    models = [Antiferromagnet(lattice) for lattice in LATTICES]
    chains = [
        lowest_chain(Antiferromagnet(lattice, balanced=False).matrix, BOND, rng=rng)
        for lattice in LATTICES
    ]
    found = []
    for which, seed, units in zip(
        *(sample[name].astype(int) for name in ("lattice", "seed", "M")), strict=True
    ):
        own = np.random.default_rng(seed)
        start = random_machine(units, LATTICES[which].translations[:1], rng=own, real=True)
        machine = minimise(start, models[which], steps=150)
        chain = chains[which]
        energies = machine.energies[-1], chain.energy
        sizes = machine.machine.parameters, chain.parameters, LATTICES[which].sites, units
        found.append((*energies, *sizes))
    values = np.array(found, dtype=float).T
    atoms = (NEURAL, CHAIN, NEURAL_SIZE, CHAIN_SIZE, N, M)
    return ck.Measurement(dict(zip(atoms, values, strict=True)))


CLAIM = ck.Claim(
    key="hashimoto:neural-may-beat",
    source=source("2"),
    kind="result",
    title="Neural states may beat conventional ones",
    latex=r"\exists:\quad P_{RBM} = M(N+1) \le P_{MPS} = 4(N-1), \qquad E_{RBM} < E_{MPS}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("lattice", 0, 1, (), "0: ring of 8, 1: periodic 4 by 2"),
                ck.Integer("seed", 0, 9999, (), "seed of the random start of the machine"),
                ck.Integer("M", 2, 3, (), "hidden units"),
            )
        ),
        tolerance=1e-9,
        reason="energies differ in the second digit; parameters are whole numbers",
        method="stochastic reconfiguration of 18 or 27 parameters, site-by-site chains of 28",
        samples=8,
    ),
    expected="proved",
    words="sentence",
    reading="The word may is read as: for some lattice and some number of parameters. Conventional "
    "is a matrix product state of bond two, open, its sites in rows; the slide's figure compares "
    "with other tensor networks on 10 by 10 sites. Nothing follows for other Hamiltonians: a state "
    "of Schmidt rank two is exact as a chain of bond two.",
    hypotheses=(beliefs.MARSHALL_SIGN, beliefs.BOND_TWO),
)
