"""Section II.A: complexity as the distance from the nearest product state."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import concurrence
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import DISTANCE, OVERLAP, source

NAME = "complexity"
C, TANGLE = sp.Symbol(r"\mathcal{C}", positive=True), sp.Symbol("K", positive=True)


def printed() -> list[ck.Link]:
    """sin^2 of twice the complexity is the squared concurrence."""
    return [ck.Link(NAME, ck.equal(sp.sin(2 * C) ** 2, TANGLE**2))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A state cos(a) 00 + sin(a) 11 and the product states nearest to it."""
    a, u, v = sp.symbols("a u v", positive=True)
    overlap = sp.cos(a) * sp.cos(u) * sp.cos(v) + sp.sin(a) * sp.sin(u) * sp.sin(v)
    yield ck.Step("Overlap with the product state of two qubits at the angles u and v:", overlap)
    for angle in (u, v):
        yield ck.Vanishes(NAME, sp.Subs(sp.Derivative(overlap, angle), (u, v), (0, 0)))
    gap = sp.cos(a) * (1 - sp.cos(u - v)) + (sp.cos(a) - sp.sin(a)) * sp.sin(u) * sp.sin(v)
    yield ck.Step(
        "For $a\\le\\pi/4$ and angles up to $\\pi/2$ it is never above $\\cos a$, by", gap
    )
    yield ck.shows(NAME, sp.cos(a) - overlap, gap)
    cosine = sp.Subs(overlap, (u, v), (0, 0)).doit()
    sine = (
        premises["fubini-study-bound"].of(sp.sin(DISTANCE) ** 2, "distance").subs(OVERLAP, cosine)
    )
    state = sp.ImmutableMatrix([[sp.cos(a), 0], [0, sp.sin(a)]])
    tangle = 4 * sp.Determinant(state) ** 2  # the squared concurrence
    yield ck.shows(NAME, form.of(TANGLE**2).subs(C, a), tangle)
    yield ck.shows(NAME, sine, sp.sin(a) ** 2)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Product states improved in turn from random starts; Wootters' concurrence."""
    kets = (sample["re"] + 1j * sample["im"]).reshape(-1, 2, 2)
    kets = kets / np.linalg.norm(kets, axis=(1, 2), keepdims=True)
    best = np.zeros(len(kets))
    for _ in range(4):
        other = rng.normal(size=(len(kets), 2)) + 1j * rng.normal(size=(len(kets), 2))
        for _ in range(400):
            one = np.einsum("nab,nb->na", kets, other.conj())
            one /= np.linalg.norm(one, axis=1, keepdims=True)
            other = np.einsum("nab,na->nb", kets, one.conj())
            size = np.linalg.norm(other, axis=1)
            other /= size[:, None]
        best = np.maximum(best, size)
    flat = kets.reshape(-1, 4)
    return ck.Measurement(
        {
            C: np.arccos(np.minimum(best, 1.0)),
            TANGLE: concurrence(flat[:, :, None] * flat[:, None].conj()),
        }
    )


CLAIM = ck.Claim(
    key="dong_zhou:product-start",
    source=source("II.A"),
    kind="definition",
    title="Complexity of a state, from the nearest product state",
    latex=r"\mathcal{C}(\psi) = \min_{U,\,\phi\text{ product}} \{\ell(U) : U\phi = \psi\}, \qquad "
    r"\sin^2 2\mathcal{C} = K^2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Real("re", -1, 1, (4,), "amplitudes"), ck.Real("im", -1, 1, (4,), "amplitudes"))
        ),
        tolerance=1e-6,
        reason="power iteration of 400 steps; the square root at equal Schmidt values 1e-8",
        method="nearest product state by alternating steps, Wootters' formula",
        samples=32,
        examples=20,
    ),
    expected="well-posed",
    words="reading",
    reading="The definition asks for the least complexity of all computations from a product "
    "state. Tested for two qubits and the metric of all sizes and ranges, where the minimum can be "
    "found: it is a function of the entanglement alone, zero exactly for product states, and at "
    "most $\\pi/4$, half the bound for arbitrary states. K is the concurrence.",
    premises=("dong_zhou:fubini-study-bound",),
    hypotheses=(beliefs.TWO_QUBITS,),
)
