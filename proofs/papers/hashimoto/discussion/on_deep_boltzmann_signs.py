"""Discussion: which ground states a deep Boltzmann machine with real weights can hold."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

RATIO = sp.Symbol(r"\psi(01)/\psi(10)", real=True)
TURNED = sp.Symbol(r"\psi'(01)/\psi'(10)", real=True)
J = sp.Symbol("J", real=True, nonzero=True)


def printed() -> list[ck.Link]:
    """A ground state has positive amplitudes, as real weights make them."""
    return [ck.Link("positive", ck.greater(RATIO, 0))]


def amended() -> list[ck.Link]:
    """They are positive for ferromagnetic exchange; else after a half turn of one sublattice."""
    return [
        ck.Link("ratio", ck.equal(RATIO, -J / sp.Abs(J))),
        ck.Link("ratio after the turn", ck.equal(TURNED, J / sp.Abs(J))),
        ck.Link("positive", sp.Equivalent(RATIO > 0, J < 0, evaluate=False)),
        ck.Link("after the turn", sp.Equivalent(TURNED > 0, J > 0, evaluate=False)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Lowest eigenvector of J (S1.S2) among the two states with one spin up."""
    block = sp.Matrix([[-J / 4, J / 2], [J / 2, -J / 4]])
    turned = sp.diag(1, -1) * block * sp.diag(1, -1)
    yield ck.Step("Exchange $J\\,S_1\\cdot S_2$ between the configurations 10 and 01:", block)
    yield ck.Step("After a half turn of the second spin about z:", turned)
    cases = []
    for sign in (1, -1):
        amount = sign * sp.Symbol("j", positive=True)
        level = -3 * amount / 4 if sign > 0 else amount / 4
        found = {}
        letters = {"ratio": (block, RATIO), "ratio after the turn": (turned, TURNED)}
        for name, (matrix, letter) in letters.items():
            here = matrix.subs(J, amount)
            found[letter] = -here[0, 1] / (here[0, 0] - level)
            if name in form:
                given = form.of(letter, name).subs(J, amount)
                moved = sp.ImmutableMatrix(here - level * sp.eye(2))
                yield ck.Vanishes(name, sp.Determinant(moved))
                top = sp.ImmutableMatrix([[moved[0, 0], moved[0, 1]], [-1, given]])
                yield ck.Vanishes(name, sp.Determinant(top))  # (ratio, 1) is the eigenvector
                other = here.trace() - level  # the sum of both levels is the trace
                yield ck.Entails(name, amount * sign > 0, ck.less(level, other))
        yield ck.Step(
            "Lowest level and its ratios, before and after the turn:",
            sp.Tuple(level, *found.values()),
        )
        cases.append(sp.And(J * sign > 0, *(ck.equal(k, v) for k, v in found.items())))
    given = sp.Or(*cases)
    for name, statement in form.items():
        if not isinstance(statement, sp.Eq):
            yield ck.Entails(name, given, statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
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
    return ck.Measurement({RATIO: ratios[0], TURNED: ratios[1], J: coupling})


CLAIM = ck.Claim(
    key="hashimoto:deep-boltzmann-signs",
    source=source("Discussion"),
    kind="result",
    title="Real weights and the signs of a ground state",
    latex=r"\text{ground state of a given } H = \sum_h e^{-\ldots} > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Integer("J", -4, 4, (), "exchange, antiferromagnetic above zero"),),
            sp.Ne(sp.Symbol("J", real=True), 0),
        ),
        tolerance=1e-9,
        reason="signs of numbers of size one",
        method="power iteration of the exchange between two spins",
        samples=24,
    ),
    expected="corrected",
    fails_by="\\psi(01)/\\psi(10) > 0 for Equivalent(\\psi(01)/\\psi(10) > 0, J < 0)",
    words="reading",
    reading="The slide identifies the ground state of a given Hamiltonian with the printed sum. "
    "It is read here with real weights, which the slide neither states nor excludes; then every "
    "amplitude is positive. The exchange of two spins is the smallest example without that.",
    hypotheses=(beliefs.REAL_WEIGHTS,),
    amended=ck.Amended(
        latex=r"\frac{\psi(01)}{\psi(10)} = -\frac{J}{|J|} > 0 \iff J < 0, \qquad "
        r"\frac{\psi'(01)}{\psi'(10)} = \frac{J}{|J|} > 0 \iff J > 0 \quad "
        r"(\text{one sublattice turned by half a turn})",
        links=amended,
        note="On a bipartite lattice the turn (Marshall's sign) makes the antiferromagnet "
        "positive; frustrated lattices need complex weights.",
    ),
)
