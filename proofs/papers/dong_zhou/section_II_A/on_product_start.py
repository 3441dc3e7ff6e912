"""Section II.A: complexity as the distance from the nearest product state."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import concurrence
from proofs.papers.dong_zhou.shared.notation import source

NAME = "complexity"
C, TANGLE = sp.Symbol(r"\mathcal{C}", positive=True), sp.Symbol("K", positive=True)


def printed() -> list[ck.Link]:
    """sin^2 of twice the complexity is the squared concurrence."""
    return [ck.Link(NAME, ck.equal(sp.sin(2 * C) ** 2, TANGLE**2))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """A state cos(a) 00 + sin(a) 11 and the product states nearest to it."""
    a, u, v = sp.symbols("a u v", positive=True)
    overlap = sp.cos(a) * sp.cos(u) * sp.cos(v) + sp.sin(a) * sp.sin(u) * sp.sin(v)
    stationary = [overlap.diff(s).subs({u: 0, v: 0}) for s in (u, v)]
    identity = (
        sp.cos(a)
        - overlap
        - (sp.cos(a) * (1 - sp.cos(u - v)) + (sp.cos(a) - sp.sin(a)) * sp.sin(u) * sp.sin(v))
    )
    form = given[NAME]
    values = {C: a, TANGLE: 2 * sp.cos(a) * sp.sin(a)}
    gap = (form.lhs - form.rhs).subs(values)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Overlap with the product state of two qubits at the angles u and v, and its "
                "slopes at $u=v=0$:",
                sp.Tuple(overlap, *stationary),
            ),
            ck.Step(
                "For $a\\le\\pi/4$ and angles up to $\\pi/2$ it is never above $\\cos a$, by "
                "$\\cos a$ minus it, so that a is the complexity:",
                sp.cos(a) - overlap - identity,
            ),
        ),
        obligations=(
            *(ck.Vanishes(NAME, slope) for slope in stationary),
            ck.Vanishes(NAME, sp.expand(sp.expand_trig(identity))),
            ck.Vanishes(NAME, gap),
        ),
    )


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
    reading="The definition asks for the least complexity of all computations from a product "
    "state. Tested for two qubits and the metric of all sizes and ranges, where the minimum can be "
    "found: it is a function of the entanglement alone, zero exactly for product states, and at "
    "most $\\pi/4$, half the bound for arbitrary states. K is the concurrence.",
    premises=("dong_zhou:fubini-study-bound",),
    hypotheses=("two qubits; the metric is that of Fubini and Study",),
)
