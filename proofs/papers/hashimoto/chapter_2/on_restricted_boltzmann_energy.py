"""Chapter 2: energies of restricted Boltzmann machines for the Heisenberg antiferromagnet."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import prod

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.boltzmann_energy import log_amplitudes, minimise, random_machine
from numerics.neural_states.heisenberg import Antiferromagnet, ring, square
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

ERROR = sp.Symbol(r"\frac{E_{RBM} - E_0}{|E_0|}", real=True)
MACHINE, GROUND = sp.symbols("E_{RBM} E_0", real=True)
SITES = 8
FACTORS = (1257, 1312, 1182, 1037, 961, 996, 1541, 409)  # e^W in thousandths, found by descent
LATTICES = (ring(8), square(4, 2))


def printed() -> list[ck.Link]:
    """With one hidden unit for each spin the energy is above E_0 by less than 1e-5 of it."""
    return [
        ck.Link("error", ck.equal(ERROR, 1 - MACHINE / GROUND)),
        ck.Link("close", ck.less(ERROR, sp.Rational(1, 10**5))),
    ]


def _exchanged(s: tuple[int, ...], i: int, j: int) -> tuple[int, ...]:
    moved = list(s)
    moved[i], moved[j] = moved[j], moved[i]
    return tuple(moved)


@cache
def _ring_of_eight() -> tuple[sp.Rational, sp.Poly, tuple[sp.Rational, sp.Rational]]:
    """Energy of the rational machine; characteristic polynomial of H; an interval around E_0."""
    places = [
        s
        for s in (
            tuple(1 - 2 * (index >> k & 1) for k in range(SITES)) for index in range(2**SITES)
        )
        if sum(s) == 0
    ]
    factors = [Fraction(f, 1000) for f in FACTORS]
    psi = {}
    for s in places:
        angles = [
            prod((factors[j] ** s[(j + t) % SITES] for j in range(SITES)), start=Fraction(1))
            for t in range(SITES)
        ]
        psi[s] = prod((x + 1 / x for x in angles), start=Fraction(1))
    bonds = [(i, (i + 1) % SITES) for i in range(SITES)]

    def applied(s: tuple[int, ...]) -> dict[tuple[int, ...], Fraction]:
        row = {s: Fraction(sum(s[i] * s[j] for i, j in bonds), 4)}
        for i, j in bonds:
            if s[i] != s[j]:
                r = _exchanged(s, i, j)
                row[r] = row.get(r, Fraction(0)) - Fraction(1, 2)
        return row

    rows = {s: applied(s) for s in places}
    zero = Fraction(0)
    above = sum((psi[s] * v * psi[r] for s in places for r, v in rows[s].items()), start=zero)
    energy = above / sum((p * p for p in psi.values()), start=zero)
    # orbits of the ring's symmetries and of the flip: the positive ground state lies among them
    orbit = {
        s: min(
            tuple(f * r[(j + t) % SITES] for j in range(SITES))
            for f in (1, -1)
            for r in (s, s[::-1])
            for t in range(SITES)
        )
        for s in places
    }
    names = sorted(set(orbit.values()))
    matrix = sp.zeros(len(names), len(names))
    for a, s in enumerate(names):
        for r, value in rows[s].items():
            matrix[a, names.index(orbit[r])] += sp.Rational(value.numerator, value.denominator)
    polynomial = matrix.charpoly()
    lowest = polynomial.intervals(eps=sp.Rational(1, 10**9))[0][0]
    return sp.Rational(energy.numerator, energy.denominator), polynomial, lowest


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A machine with eight units and rational e^W on the ring of eight, in rational numbers."""
    energy, polynomial, (low, high) = _ring_of_eight()
    yield ck.Step(
        "With Marshall's sign the ground state of the ring of eight is positive, so that "
        "it is invariant under all symmetries; $E_0$ is the lowest root of",
        polynomial.as_expr(),
    )
    yield ck.Step("It lies between", sp.Tuple(sp.N(low, 12), sp.N(high, 12)))
    yield ck.Step(
        "One feature, shared by the eight translations: eight hidden units with "
        "$e^{W_j}$ in thousandths",
        sp.Tuple(*FACTORS),
    )
    yield ck.Step(
        "have, by exact summation over 70 configurations, the energy (a rational number, "
        "here in digits)",
        sp.N(energy, 12),
    )
    excess = (energy - GROUND) / -GROUND
    inside = (ck.greater(GROUND, low), ck.less(GROUND, high))
    root = ck.equal(polynomial.as_expr().subs(polynomial.gen, GROUND), 0)
    given = sp.And(*inside, ck.equal(MACHINE, energy))
    case = {"N": SITES}
    yield ck.Satisfiable("close", sp.And(*inside, root), case=case)
    yield ck.Vanishes("error", form.gap("error").subs({ERROR: excess, MACHINE: energy}), case=case)
    yield ck.Entails("close", given, form["close"].subs(ERROR, excess), case=case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Stochastic reconfiguration of eight units of eight real weights each, from random starts."""
    models = [Antiferromagnet(lattice) for lattice in LATTICES]
    spectra = [np.linalg.eigh(model.matrix.toarray()) for model in models]
    found = []
    for which, seed in zip(sample["lattice"].astype(int), sample["seed"].astype(int), strict=True):
        lattice = LATTICES[which]
        own = np.random.default_rng(seed)
        start = random_machine(SITES, lattice.translations[:1], rng=own, real=True)
        descent = minimise(start, models[which], steps=100)
        levels, vectors = spectra[which]
        psi = np.exp(log_amplitudes(descent.machine, models[which].configurations)[0])
        share = (vectors.T @ psi) ** 2 / (psi @ psi)  # of each level
        error = share @ (levels - levels[0]) / np.abs(levels[0])
        found.append((error, descent.energies[-1], levels[0]))
    values = np.array(found, dtype=float).T
    return ck.Measurement(dict(zip((ERROR, MACHINE, GROUND), values, strict=True)))


CLAIM = ck.Claim(
    key="hashimoto:restricted-boltzmann-energy",
    source=source("2"),
    kind="result",
    title="Restricted Boltzmann energies of the Heisenberg antiferromagnet",
    latex=r"\frac{E_{RBM} - E_0}{|E_0|} = 1 - \frac{E_{RBM}}{E_0} < 10^{-5}, \qquad "
    r"E_{RBM} \ge E_0, \qquad M = N",
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
        tolerance=1e-10,
        reason="descents end within 1e-11 of the exact energy",
        method="stochastic reconfiguration by exact summation; the error from the shares of all "
        "levels in the final state",
        samples=16,
        examples=10,
    ),
    expected="proved",
    words="reading",
    reading="The slide shows a figure of energies against the number of hidden units; its values "
    "are not in the transcription. Tested is what it shows on lattices small enough to be exact. "
    "Energies of 4 by 4 and 10 by 10 sites are found by the experiment neural-state.",
    hypotheses=(beliefs.MARSHALL_SIGN,),
)
