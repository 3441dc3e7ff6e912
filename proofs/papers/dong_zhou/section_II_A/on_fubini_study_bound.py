"""Section II.A: no two states are further apart than pi/2 in the Fubini-Study metric."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import DISTANCE, OVERLAP, source

RADIUS = sp.Symbol("R", positive=True)


def printed() -> list[ck.Link]:
    """The distance is at most pi/2, which is the radius: it is reached; sin^2 d = 1 - c^2."""
    return [
        ck.Link("distance", ck.equal(sp.sin(DISTANCE) ** 2, 1 - OVERLAP**2)),
        ck.Link("bound", ck.at_most(DISTANCE, sp.pi / 2)),
        ck.Link("radius", ck.equal(RADIUS, sp.pi / 2)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The length of the segment of two kets, and its bound by the tangent of half the length."""
    half, s = sp.symbols("t s", nonnegative=True)
    slope = sp.sqrt(1 - OVERLAP**2)
    ket = sp.Matrix([1 - s + s * OVERLAP, s * slope])
    yield ck.Step(
        "The segment of two kets with overlap $c=|\\langle\\psi|\\varphi\\rangle|$ in their plane:",
        ket.T,
    )
    rate = ket.diff(s)
    norm = ket.dot(ket)
    squared = rate.dot(rate) / norm - (ket.dot(rate) / norm) ** 2
    angle = sp.atan(ket[1] / ket[0])
    yield ck.Step(
        "The square of its Fubini-Study speed, that of an angle that grows from 0; any "
        "other path turns out of the plane, too, and is longer:",
        squared,
    )
    yield ck.shows("distance", sp.Derivative(angle, s) ** 2, squared)
    yield ck.Vanishes("distance", sp.Subs(angle, s, 0))
    sine = sp.sin(sp.Subs(angle, s, 1).doit())  # the angle at the end
    yield ck.Vanishes("distance", form.gap("distance").subs(sp.sin(DISTANCE), sine))
    cosine = ck.equal(OVERLAP * (1 + half**2), 1 - half**2)
    yield ck.Step("With $t=\\tan(d_{FS}/2)$, the cosine of the distance is the overlap:", cosine)
    bound = form["bound"]
    gap = sp.expand(bound.lts - bound.gts)  # not positive
    slope_of = gap.coeff(DISTANCE)
    edge = sp.tan(-gap.subs(DISTANCE, 0) / slope_of / 2)
    side = ck.at_most(half, edge) if slope_of > 0 else ck.at_least(half, edge)
    yield ck.Entails("bound", cosine, side)
    furthest = sp.Limit(sp.acos(OVERLAP), OVERLAP, 0)
    yield ck.Step(
        "Two orthogonal kets, which every dimension above one has, are furthest:", furthest
    )
    yield ck.shows("radius", form.of(RADIUS, "radius"), furthest)


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
    words="sentence",
    reading="Distances are angles of rays, $\\arccos|\\langle\\psi|\\varphi\\rangle|$; the finite "
    "radius is that of the space of pure states. For operations the same follows with a length "
    "that counts what they do to the initial state; the group SU(N) has with its bi-invariant "
    "metric a finite, larger diameter that depends on N.",
    hypotheses=(beliefs.ANGLE_OF_RAYS,),
)
