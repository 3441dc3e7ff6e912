"""(2.1): the update of the neurons, one hyperbolic tangent and one rectifier."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.shared import neurons as net
from proofs.papers.vanchurin.shared.neurons import NUMBERS, N, b, measured, state, w
from proofs.papers.vanchurin.shared.notation import source, t

BEFORE = tuple(state(j, t - 1) for j in (1, 2))


def printed(activations: tuple[net.Activation, ...] = (sp.tanh, net.rectifier)) -> dict[str, sp.Eq]:
    """x_i(t) = f_i(w_ij x_j(t-1) + b_i), for tanh and the rectifier."""
    links = {}
    for i, f in enumerate(activations):
        drive = sp.Add(*(w[i][j] * BEFORE[j] for j in range(N)), b[i])
        links[f"neuron {i + 1}"] = ck.equal(state(i + 1), f(drive))
    return links


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Each activation acts on its own affine input, in which a signal w h counts as a bias."""
    plain = dict(zip(BEFORE, sp.symbols("x_1 x_2", real=True), strict=True))
    tanh, relu = (form.of(state(i)).xreplace(plain) for i in (1, 2))
    rest = (tuple(plain.values()), (0, 0))
    h = sp.Symbol("h", real=True)
    yield ck.Step("State of neuron 1, which has the activation $\\tanh$:", tanh)
    yield ck.shows("neuron 1", sp.Subs(tanh, *rest), sp.tanh(b[0]), case={"N": N})
    for j, x in enumerate(plain.values()):
        signal = tanh.subs(x, x + h), tanh.subs(b[0], b[0] + w[0][j] * h)
        yield ck.shows("neuron 1", *signal)
        signal = relu.subs(x, x + h), relu.subs(b[1], b[1] + w[1][j] * h)
        yield ck.Entails("neuron 2", sp.true, ck.equal(*signal))
    idle = relu.subs(dict.fromkeys(plain.values(), 0))
    yield ck.Step("With all neurons at rest neuron 2 has its bias, cut off at 0:", idle)
    yield ck.Entails("neuron 2", sp.Ge(b[1], 0), ck.equal(idle, b[1]))
    yield ck.Entails("neuron 2", sp.Le(b[1], 0), ck.equal(idle, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two steps of the network that has both activations, from a random state."""
    before = sample["x"]
    for _ in range(2):
        start = before
        parts = [
            update(start, sample["w"], sample["b"], activation=name)[:, i]
            for i, name in enumerate(("tanh", "relu"))
        ]
        before = np.stack(parts, axis=-1)
    values = {state(i + 1): before[:, i] for i in range(N)}
    return ck.Measurement(
        {**measured(sample), **values, **{BEFORE[i]: start[:, i] for i in range(N)}}
    )


CLAIM = ck.Claim(
    key="vanchurin:2.1",
    source=source("2", "2.1"),
    kind="definition",
    title="Update of the neurons",
    latex=r"\mathbf{x}(t) = \mathbf{f}\left(\hat{w}\mathbf{x}(t-1) + \mathbf{b}\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(NUMBERS),
        tolerance=1e-12,
        reason="a few roundings of double precision",
        method="two steps of a network of two neurons with different activations",
    ),
    expected="well-posed",
    reading="Two neurons, the first with the hyperbolic tangent, the second with the rectifier, "
    "both named in the text. Required: the activation acts on each component after the affine map, "
    "so that a signal $h$ from neuron $j$ counts as a bias $w_{ij}h$ and $f_i(b_i)$ remains at "
    "rest.",
)
