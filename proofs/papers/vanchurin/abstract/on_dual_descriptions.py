"""Abstract: whether both descriptions are descriptions of the same learning system."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.notation import F, source, t
from proofs.papers.vanchurin.shared.training import LINE, PRIOR, STATES

ENERGY = tuple(sp.Symbol(f"F_{k}", real=True) for k in (1, 2))
PLACE = tuple(sp.Symbol(rf"\langle x\rangle_{k}", real=True) for k in (1, 2))


def _links(sign: int) -> dict[str, sp.Eq]:
    return {
        "free energy": ck.equal(ENERGY[1], ENERGY[0]),
        "place": ck.equal(PLACE[1], sign * PLACE[0]),
    }


def printed() -> dict[str, sp.Eq]:
    """Networks with the same free energy, and so the same wave function, have the same places."""
    return _links(1)


def amended() -> dict[str, sp.Eq]:
    """The places of the neurons of the mirror image are those of the mirror image."""
    return _links(-1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A network on three data at -1, 0, 1 with any losses and weights, and its mirror image."""
    levels = dict(zip(training.losses(1), training.H, strict=True))
    data = {training.data(t): PRIOR, training.loss(1): tuple(levels)}
    energy = training.on_data(premises["2.7"].of(F(1)), data).xreplace(levels)
    shares = [premises["2.5"].at(i=i).of(training.P[i]) for i in STATES]
    place = shares[2] - shares[0]
    letters, mirrored = (*PRIOR, *training.H), (*PRIOR[::-1], *training.H[::-1])
    other = [sp.Dummy(letter.name, real=True) for letter in letters]
    renamed = dict(zip(letters, other, strict=True))
    energies, places = (
        (value, sp.Subs(value.xreplace(renamed), other, mirrored)) for value in (energy, place)
    )
    yield ck.Step("Free energy of both:", sp.Tuple(*energies))
    yield ck.Step("Mean place of the neuron in both:", sp.Tuple(*places))
    values = dict(zip((*ENERGY, *PLACE), (*energies, *places), strict=True))
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron that learns x = tanh(w x + b), and one with mirrored data and bias."""
    values: dict[sp.Basic, ck.Array] = {}
    for k, sign in enumerate((1, -1)):
        mirrored = {**sample, "b": sign * sample["b"], "mean": sign * sample["mean"]}
        at = training.start(mirrored)
        values[ENERGY[k]] = training.free_energy(at, mirrored)
        values[PLACE[k]] = training.mean_of(LINE.points, at, mirrored)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:dual-descriptions",
    source=source("Abstract"),
    kind="result",
    title="Two descriptions of the same learning system",
    latex=r"\Psi_1 = \Psi_2 \quad\Rightarrow\quad \langle x_i\rangle_1 = \langle x_i\rangle_2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *training.PARAMETERS[:3],
                ck.Real("mean", 0.3, 1.0, meaning="of the data"),
            )
        ),
        tolerance=1e-9,
        reason="Gauss quadrature of smooth functions",
        method="averages over the canonical distribution of one neuron and of its mirror image",
        samples=32,
    ),
    words="reading",
    expected="refuted",
    fails_by="place: flip the sign of the right side",
    reading='The descriptions are called dual "in the sense that they provide alternative '
    'macroscopic descriptions of the same learning system". For that each would have to determine '
    "what the other speaks of, or at least not leave it free. The quantum one knows the neurons by "
    "their free energy $F(\\mathbf q)$ alone, the gravitational one by their places and matrices. "
    "Read as: networks with one free energy, and so one wave function, have their neurons at the "
    "same places. What is true of it: one microscopic system stands behind both, and two actions, "
    "for $\\Delta S_q$ and $\\Delta S_x$, which share no variable and are varied one by one.",
    premises=("vanchurin:2.5", "vanchurin:2.7"),
    explained={
        "premise vanchurin:2.7": "any sum over all states of the neurons is the same for the "
        "mirror "
        "image, whatever it sums"
    },
    hypotheses=(beliefs.DATA_OVER_ALL, beliefs.NORMALISABLE),
    amended=ck.Amended(
        latex=r"\Psi_1 = \Psi_2, \qquad \langle x_i\rangle_2 = -\langle x_i\rangle_1",
        links=amended,
        grade="contradiction",
        note="$F$ integrates the neurons out: any rearrangement of their states that keeps the "
        "measure, such as the mirror image, leaves it as it is and moves the neurons. The wave "
        "function does not determine the metric, nor does the metric, which knows no "
        "$\\mathbf q$, determine the wave function. A duality would need a map between both, "
        "and the paper has none.",
    ),
)
