"""Discussion: which ground states a deep Boltzmann machine with real weights can hold."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from proofs.checker import (
    Amended,
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

RATIO = sp.Symbol(r"\psi(01)/\psi(10)", real=True)
TURNED = sp.Symbol(r"\psi'(01)/\psi'(10)", real=True)
J = sp.Symbol("J", real=True, nonzero=True)


def printed() -> list[Link]:
    """A ground state has positive amplitudes, as real weights make them."""
    return [Link("positive", sp.StrictGreaterThan(RATIO, 0, evaluate=False))]


def amended() -> list[Link]:
    """They are positive for ferromagnetic exchange; else after a half turn of one sublattice."""
    return [
        Link("positive", sp.Equivalent(RATIO > 0, J < 0, evaluate=False)),
        Link("after the turn", sp.Equivalent(TURNED > 0, J > 0, evaluate=False)),
    ]


def exact(statements: Statements) -> Derivation:
    """Lowest eigenvector of J (S1.S2) among the two states with one spin up."""
    block = sp.Matrix([[-J / 4, J / 2], [J / 2, -J / 4]])
    turned = sp.diag(1, -1) * block * sp.diag(1, -1)
    size = sp.Symbol("r", real=True)
    conditions = []
    for matrix, symbol in ((block, RATIO), (turned, TURNED)):
        # (1, r) is an eigenvector with the lower eigenvalue -J/4 - |J|/2
        lowest = -J / 4 - sp.Abs(J) / 2
        rows = (matrix - lowest * sp.eye(2)) * sp.Matrix([symbol, 1])
        conditions += [sp.Eq(rows[0], 0, evaluate=False), sp.Eq(rows[1], 0, evaluate=False)]
    given = sp.And(*conditions, sp.Ne(J, 0))
    return Derivation(
        steps=(
            Step("Exchange $J\\,S_1\\cdot S_2$ between the configurations 10 and 01:", block),
            Step("After a half turn of the second spin about z:", turned),
            Step("A sum of exponentials of real numbers is positive, so that real weights reach "
                 "only", sp.StrictGreaterThan(sp.exp(size), 0, evaluate=False)),
        ),
        obligations=tuple(Entails(name, given, form) for name, form in statements.items()),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Imaginary time of two spins from a random start with one spin up."""
    coupling = sample["J"]
    x, y, z = (np.array(m) / 2 for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]))
    bond = sum(np.kron(s, s) for s in (x, y, z)).real
    half = np.kron(np.eye(2), 2 * z).real
    ratios = []
    for h in (bond, half @ bond @ half):
        step = np.eye(4) - coupling[:, None, None] * h / (1 + 2 * np.abs(coupling[:, None, None]))
        psi = np.broadcast_to([0.0, 1.0, 0.5, 0.0], (len(coupling), 4))[..., None]
        psi = np.linalg.matrix_power(step, 256) @ psi
        ratios.append(psi[:, 1, 0] / psi[:, 2, 0])
    return Measurement({RATIO: ratios[0], TURNED: ratios[1], J: coupling})


CLAIM = Claim(
    key="hashimoto:deep-boltzmann-signs",
    source=source("Discussion"),
    kind="result",
    title="Real weights and the signs of a ground state",
    latex=r"\text{ground state of a given } H = \sum_h e^{-\ldots} > 0",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (Integer("J", -4, 4, (), "exchange, antiferromagnetic above zero"),),
            sp.Ne(sp.Symbol("J", real=True), 0),
        ),
        tolerance=1e-9,
        reason="signs of numbers of size one",
        method="power iteration of the exchange between two spins",
        samples=24,
    ),
    expected="corrected",
    reading="The slide identifies the ground state of a given Hamiltonian with the printed sum. "
    "It is read here with real weights, which the slide neither states nor excludes; then every "
    "amplitude is positive. The exchange of two spins is the smallest example without that.",
    premises=("hashimoto:deep-boltzmann-form",),
    hypotheses=("the weights are real; complex weights reach every state without zeros",),
    amended=Amended(
        latex=r"\psi > 0 \text{ for } J < 0, \qquad \psi' > 0 \text{ after a half turn of one "
        r"sublattice for } J > 0",
        links=amended,
        note="On a bipartite lattice the turn (Marshall's sign) makes the antiferromagnet "
        "positive; frustrated lattices need complex weights.",
    ),
)
