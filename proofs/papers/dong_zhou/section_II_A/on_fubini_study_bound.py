"""Section II.A: no two states are further apart than pi/2 in the Fubini-Study metric."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.dong_zhou.shared.notation import source

DISTANCE = sp.Symbol("d_{FS}", nonnegative=True)
RADIUS = sp.Symbol("R", positive=True)
OVERLAP = sp.Symbol("c", nonnegative=True)


def printed() -> list[ck.Link]:
    """The distance is at most pi/2, which is the radius: it is reached; sin^2 d = 1 - c^2."""
    return [
        ck.Link("distance", ck.equal(sp.sin(DISTANCE) ** 2, 1 - OVERLAP**2)),
        ck.Link("bound", ck.at_most(DISTANCE, sp.pi / 2)),
        ck.Link("radius", ck.equal(RADIUS, sp.pi / 2)),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The length of the segment of two kets, and its bound by the tangent of half the length."""
    half, s, slope = sp.symbols("t s q", nonnegative=True)  # q = sqrt(1 - c^2)
    ket = sp.Matrix([1 - s + s * OVERLAP, s * slope])
    rate = ket.diff(s)
    norm = ket.dot(ket)
    squared = rate.dot(rate) / norm - (ket.dot(rate) / norm) ** 2
    angle = sp.atan(ket[1] / ket[0])
    gap = (sp.diff(angle, s) ** 2 - squared).subs(slope**2, 1 - OVERLAP**2)
    reached = sp.acos(OVERLAP)
    furthest = reached.subs(OVERLAP, 0)
    cosine = ck.equal(OVERLAP * (1 + half**2), 1 - half**2)
    bound, form = given["bound"], given["distance"]
    by_half = {DISTANCE: half}
    tangents = [by_half.get(side, sp.tan(side / 2)) for side in bound.args]
    return ck.Derivation(
        steps=(
            ck.Step(
                "The segment of two kets with overlap $c=|\\langle\\psi|\\varphi\\rangle|$, "
                "$q=\\sqrt{1-c^2}$, in their plane:",
                ket.T,
            ),
            ck.Step(
                "The square of its Fubini-Study speed, that of an angle that grows from 0; any "
                "other path turns out of the plane, too, and is longer:",
                sp.factor(squared),
            ),
            ck.Step("The angle at the end:", ck.equal(DISTANCE, reached)),
            ck.Step("With $t=\\tan(d_{FS}/2)$, the cosine of the distance is the overlap:", cosine),
            ck.Step(
                "Two orthogonal kets, which every dimension above one has:",
                ck.equal(RADIUS, furthest),
            ),
        ),
        obligations=(
            ck.Vanishes("distance", sp.cancel(gap)),
            ck.Vanishes("distance", angle.subs(s, 0)),
            ck.Vanishes("distance", sp.expand_trig((form.lhs - form.rhs).subs(DISTANCE, reached))),
            ck.Entails("bound", cosine, bound.func(*tangents)),
            ck.Vanishes("radius", furthest - given["radius"].rhs),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Length of the shortest path between two kets, by quadrature of its speed."""
    parts = sample["amplitudes"]
    kets = parts[:, 0] + 1j * parts[:, 1]
    first, second = kets[:, 0], kets[:, 1]
    first = first / np.linalg.norm(first, axis=-1, keepdims=True)
    along = (first.conj() * second).sum(-1, keepdims=True)
    orthogonal = second - along * first
    size = np.abs(along[:, 0]) / np.linalg.norm(second, axis=-1)
    values = {DISTANCE: _length(first, second), RADIUS: _length(first, orthogonal), OVERLAP: size}
    return ck.Measurement(values)


def _length(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Fubini-Study length of the segment between two rays, phases aligned."""
    second = second / np.linalg.norm(second, axis=-1, keepdims=True)
    overlap = (second.conj() * first).sum(-1, keepdims=True)
    size = np.abs(overlap)
    aligned = second * np.where(size > 1e-12, overlap / np.maximum(size, 1e-300), 1.0)
    nodes, weights = gauss_legendre(60, 0.5)
    s = nodes[:, 0, None, None] + 0.5
    ket, rate = first + s * (aligned - first), aligned - first
    norm = (np.abs(ket) ** 2).sum(-1)
    speed = (np.abs(rate) ** 2).sum(-1) / norm - np.abs((ket.conj() * rate).sum(-1) / norm) ** 2
    return np.asarray((weights[:, None] * np.sqrt(np.maximum(speed, 0.0))).sum(0))


CLAIM = ck.Claim(
    key="dong_zhou:fubini-study-bound",
    source=source("II.A"),
    kind="result",
    title="The Fubini-Study distance is at most a right angle",
    latex=r"d_{FS}(\psi, \varphi) \le \pi/2, \qquad R = \max d_{FS} = \pi/2, \qquad "
    r"\sin^2 d_{FS} = 1 - |\langle\psi|\varphi\rangle|^2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Real("amplitudes", 0.05, 1.0, (2, 2, 5), "parts of two kets, five amplitudes"),)
        ),
        tolerance=1e-9,
        reason="Gauss quadrature of a smooth speed is exact to 1e-13; 1e-9 is the bar",
        method="length of the path between two kets by quadrature of its speed",
    ),
    expected="proved",
    reading="Distances are angles of rays, $\\arccos|\\langle\\psi|\\varphi\\rangle|$; the finite "
    "radius is that of the space of pure states. For operations the same follows with a length "
    "that counts what they do to the initial state; the group SU(N) has with its bi-invariant "
    "metric a finite, larger diameter that depends on N.",
    hypotheses=("the metric is normalised so that the distance is the angle of the rays",),
)
