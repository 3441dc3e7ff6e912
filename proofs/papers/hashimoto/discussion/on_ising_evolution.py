"""Discussion: the Trotterised imaginary time of the Ising ring is exactly a deep machine."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from math import prod

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from numerics.neural_states.imaginary_time import ising_energies, ising_hamiltonian, ising_machine
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

EVOLVED, MACHINE = sp.symbols(r"\psi_{\tau}(x) \psi_{DBM}(x)", real=True)
UNITS, N, M = sp.symbols("N_h N M", positive=True)
CONSTANT = sp.Symbol("C", positive=True)
SIZE, STEPS = 3, 2


def printed() -> list[ck.Link]:
    """M Trotter steps of N spins are a machine with 2 N M hidden units, up to a constant."""
    return [
        ck.Link("amplitude", ck.equal(EVOLVED, CONSTANT * MACHINE)),
        ck.Link("units", ck.equal(UNITS, 2 * N * M)),
    ]


@cache
def _exact_amplitudes() -> tuple[list[Fraction], int]:
    """Amplitudes of a ring of three summed over the hidden units, for rational weights; units.

    e^{2a} = 2, so that e^{2K} = cosh 2a = 5/4, and tanh(dt g) = 2/7. Constants are left out.
    """
    z, turn = Fraction(2), Fraction(2, 7)
    places = list(product((1, -1), repeat=SIZE))
    bonds = [(i, (i + 1) % SIZE) for i in range(SIZE)]
    hidden = 0
    total = []
    for s in places:
        amount = Fraction(0)
        for layers in product(places, repeat=STEPS):
            onward = prod(
                turn if a != b else 1
                for here, there in zip((s, *layers), layers, strict=False)
                for a, b in zip(here, there, strict=True)
            )
            for units in product((1, -1), repeat=SIZE * STEPS):
                exponent = [
                    h * (layer[i] + layer[j])
                    for layer, k in zip((s, *layers), range(STEPS), strict=False)
                    for (i, j), h in zip(bonds, units[SIZE * k :], strict=False)
                ]
                amount += onward * z ** (sum(exponent) // 2)
            hidden = sum(map(len, layers)) + len(units)
        total.append(amount)
    return total, hidden


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All 2^12 terms of the machine of two steps on three spins, in rational numbers."""
    summed, hidden = _exact_amplitudes()
    a, k, s, r = sp.symbols("a K s s'", real=True)
    yield ck.Step(
        "The transverse field couples a spin with its next value, "
        "$e^{-2L}=\\tanh(\\Delta\\tau g)$:",
        sp.exp(sp.Symbol("L") * s * r),
    )
    yield ck.Step(
        "Neighbours couple through a hidden unit, $\\cosh 2a=e^{2K}$, $K=\\Delta\\tau J$:",
        ck.equal(sp.exp(k * s * r), sp.exp(-k) * sp.cosh(a * (s + r))),
    )
    z = sp.Symbol("z", positive=True)  # e^{2a}
    for bond in (1, -1):
        unit = sum((z ** (h * (1 + bond) // 2) for h in (1, -1)), sp.S.Zero) / 2
        strength = (z + 1 / z) / 2  # e^{2K}
        yield ck.shows("amplitude", unit**2, strength ** (bond + 1))
    constant = sp.Rational(1, 2 ** (SIZE * STEPS))
    case = {"N": SIZE, "M": STEPS}
    gap = form.gap("amplitude").subs(CONSTANT, constant)
    places = list(product((1, -1), repeat=SIZE))
    turn, pair = sp.Rational(2, 7), {1: sp.Rational(5, 4), -1: sp.S.One}
    bonds = [(i, (i + 1) % SIZE) for i in range(SIZE)]
    kick = sp.diag(*(sp.prod(pair[s[i] * s[j]] for i, j in bonds) for s in places))
    flip = sp.Matrix(
        8, 8, lambda a, b: turn ** sum(x != y for x, y in zip(places[a], places[b], strict=True))
    )
    step = sp.ImmutableMatrix(kick * flip)
    yield ck.Step(
        "One step on the eight configurations of three spins, with $e^{2a}=2$ and "
        "$\\tanh(\\Delta\\tau g)=2/7$:",
        step,
    )
    for row, amount in enumerate(summed):
        one = sp.ImmutableMatrix(8, 8, lambda a, b, row=row: int(b == row))
        evolved = sp.Trace(sp.MatMul(step, step, one))
        yield ck.Vanishes(
            "amplitude", gap.xreplace({EVOLVED: evolved, MACHINE: _rational(amount)}), case=case
        )
    yield ck.Step(
        "Amplitudes summed over all twelve hidden units:", sp.Tuple(*map(_rational, summed))
    )
    for share in (1, 3):
        layers = sp.Matrix(hidden * share, 1, lambda i, _: 1)
        units = sp.Trace(sp.ImmutableMatrix(layers * layers.T))
        values = {UNITS: units, N: sp.Integer(SIZE), M: sp.Integer(STEPS * share)}
        yield ck.Vanishes(
            "units", form.gap("units").xreplace(values), case={"N": SIZE, "M": STEPS * share}
        )


def _rational(x: Fraction) -> sp.Rational:
    return sp.Rational(x.numerator, x.denominator)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Dense matrix exponentials of both parts of H, beside the sum over the hidden units."""
    count = len(sample["N"])
    values = {symbol: np.zeros(count) for symbol in (EVOLVED, MACHINE, CONSTANT, UNITS)}
    for p in range(count):
        n, steps = int(sample["N"][p]), int(sample["M"][p])
        coupling, field, dt = (float(sample[name][p]) for name in ("J", "g", "dt"))
        diagonal = np.diag(ising_energies(n, coupling))
        rest = ising_hamiltonian(n, coupling, field) - diagonal
        step = expm(-dt * diagonal) @ expm(-dt * rest)
        psi = np.ones(2**n)
        for _ in range(steps):
            psi = step @ psi
        machine = ising_machine(n, coupling, field, dt, steps)
        place = int(rng.integers(2**n))
        values[EVOLVED][p], values[CONSTANT][p] = psi[place], machine.constant
        values[MACHINE][p] = machine.amplitudes()[place] / machine.constant
        values[UNITS][p] = machine.hidden
    return ck.Measurement({**values, N: sample["N"], M: sample["M"]})


CLAIM = ck.Claim(
    key="hashimoto:ising-evolution",
    source=source("Discussion"),
    kind="result",
    title="Imaginary time of the Ising ring is a deep Boltzmann machine",
    latex=r"\big(e^{-\Delta\tau H_{ZZ}} e^{-\Delta\tau H_X}\big)^M |\text{any}\rangle = "
    r"C\, \psi_{DBM}, \qquad N_h = 2 N M",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 3, 5, (), "spins"),
                ck.Integer("M", 1, 4, (), "Trotter steps"),
                ck.Real("J", -1.0, 1.0),
                ck.Real("g", 0.25, 2.0),
                ck.Real("dt", 0.05, 0.5),
            )
        ),
        tolerance=1e-12,
        reason="products of at most 20 exponentials, each to rounding",
        method="products of dense matrix exponentials; sums over all hidden units",
        samples=24,
        floor=1e-6,
    ),
    expected="proved",
    words="sentence",
    reading="The state any is the one with all amplitudes one. Layers are times, as the slide's "
    "picture has it; all weights are real. The machine is exact for the Trotterised evolution at "
    "any step; the evolution itself is reached as the step goes to zero, with the number of layers "
    "growing in proportion to the time over the step.",
    hypotheses=(beliefs.TRANSVERSE_RING,),
)
