"""Section 1: whether hidden variables behind quantum mechanics have to be non-local."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.shared.notation import source

SETTINGS = tuple(product((0, 1), repeat=2))
MEAN = {s: sp.Symbol(f"E_{{{s[0]}{s[1]}}}", real=True) for s in SETTINGS}


def printed() -> list[ck.Link]:
    """Without a connection |E_00 + E_01 + E_10 - E_11| <= 2, both signs."""
    total = MEAN[0, 0] + MEAN[0, 1] + MEAN[1, 0] - MEAN[1, 1]
    return [ck.Link("above", ck.at_most(total, 2)), ck.Link("below", ck.at_least(total, -2))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Outcomes in [-1, 1] of both sides for each setting, averaged over two hidden states."""
    share = sp.Symbol("w", real=True)
    sides = [sp.symbols(f"{k}_0:2", real=True) for k in ("a", "b", "c", "d")]
    first, second, third, fourth = sides
    means = {
        MEAN[i, j]: share * first[i] * second[j] + (1 - share) * third[i] * fourth[j]
        for i, j in SETTINGS
    }
    yield ck.Step("Mean products of the outcomes:", sp.Tuple(*means.values()))
    inside = [sp.Or(ck.equal(x, 1), ck.equal(x, -1)) for side in sides for x in side]
    known = sp.And(share >= 0, share <= 1, *inside)
    for name in form:
        yield ck.Entails(name, known, form[name].xreplace(means))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Networks of two neurons without a weight between them, over many common hidden states.

    Each neuron sees its own setting as a bias and the hidden state as its earlier state.
    """
    hidden = rng.standard_normal((200, 1)).repeat(2, axis=1)
    weights = np.zeros((len(sample["w"]), 1, 2, 2))
    weights[:, 0, 0, 0], weights[:, 0, 1, 1] = sample["w"].T
    values: dict[sp.Basic, ck.Array] = {}
    for i, j in SETTINGS:
        bias = np.stack([sample["a"][:, i], sample["b"][:, j]], -1)[:, None]
        states = np.broadcast_to(hidden, (len(bias), *hidden.shape))
        after = update(states, weights, bias, activation="tanh")
        values[MEAN[i, j]] = np.sign(after).prod(-1).mean(-1)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:hidden-variables",
    source=source("1"),
    kind="result",
    title="Hidden variables behind quantum mechanics have to be non-local",
    latex=r"\left|E_{00} + E_{01} + E_{10} - E_{11}\right| \le 2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("w", 0.5, 2.0, (2,), "weights of both neurons to themselves"),
                ck.Real("a", -2.0, 2.0, (2,), "biases of the first neuron, one for each setting"),
                ck.Real("b", -2.0, 2.0, (2,), "of the second"),
            )
        ),
        tolerance=1e-9,
        reason="means of signs",
        method="networks of two neurons without a weight between them, over common hidden states",
        samples=32,
    ),
    words="sentence",
    expected="proved",
    reading='"Then the hidden variables must be non-local", after Bell: read as the inequality of '
    "Clauser, Horne, Shimony and Holt for networks whose two measured parts share a hidden state "
    "and have no weight between them, which quantum mechanics exceeds ($2\\sqrt2$). That the "
    "network of the paper exceeds it is not shown there; weights between all neurons permit it, "
    "and permit signals too.",
)
