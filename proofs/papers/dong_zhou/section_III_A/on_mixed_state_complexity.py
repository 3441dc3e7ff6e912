"""Sections II.A and III.A: two definitions of the complexity of a mixed state, compared."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import golden_maximum
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

THETA = sp.Symbol("theta", positive=True)
CHI = sp.Symbol("chi", real=True)
STATE = sp.Symbol(r"C(\rho)", nonnegative=True)
OPERATOR = sp.Symbol("C(U)", nonnegative=True)
GRID = 721


def printed() -> list[ck.Link]:
    """C(rho) = C(U) for a U with rho = U Lambda U^+."""
    return [ck.Link("complexity", ck.equal(STATE, OPERATOR))]


def amended() -> list[ck.Link]:
    """The least C(U) over the orderings of the spectrum and the phases that leave it unchanged."""
    least = sp.pi / 2 - sp.Abs(THETA - sp.pi / 2)
    return [ck.Link("complexity", ck.equal(STATE, least))]


def operator_complexity() -> sp.Expr:
    """C(U) of U = exp(-i theta Y/2) exp(-i chi Z/2): twice the angle of its trace."""
    half = sp.Rational(1, 2)
    y, z = sp.Matrix([[0, -sp.I], [sp.I, 0]]), sp.diag(1, -1)
    turn = sp.cos(THETA * half) * sp.eye(2) - sp.I * sp.sin(THETA * half) * y
    phase = sp.cos(CHI * half) * sp.eye(2) - sp.I * sp.sin(CHI * half) * z
    return 2 * sp.acos(sp.expand((turn * phase).trace()) / 2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """C(U) depends on the phase chi, rho does not: least at chi = 0; the other ordering is a flip.

    A definition has to give one number for one state, the distance to the nearest diagonal state
    of the same spectrum.
    """
    whole = operator_complexity()
    below = sp.Symbol("s", positive=True)
    claimed = form.of(STATE).xreplace({OPERATOR: whole})
    yield ck.Step(
        "Distance of $U=e^{-i\\theta Y/2}e^{-i\\chi Z/2}$ from 1, in the metric in which "
        "a turn by an angle has that length:",
        ck.equal(OPERATOR, whole),
    )
    yield ck.Step("All these U give the same state. The least value is stationary in", CHI)
    cosine = sp.cos(whole / 2)
    yield ck.Vanishes("complexity", sp.Subs(sp.Derivative(cosine, CHI), CHI, 0))
    yield ck.Step(
        "With the two eigenvalues in the other order, U is followed by X and the least value is",
        sp.pi - THETA,
    )
    # cos(C/2) at the least phase, in the order of the spectrum that is nearer; C = pi/2 - s in both
    for angle, other in ((sp.pi / 2 - below, 0), (sp.pi / 2 + below, sp.pi)):
        nearest = sp.Subs(cosine, (CHI, THETA), (0, angle - other))
        yield ck.shows("complexity", sp.Subs(sp.cos(claimed / 2), THETA, angle), nearest)
        yield ck.shows("complexity", sp.Subs(claimed, THETA, angle), sp.pi / 2 - below)


def _unitary(theta: np.ndarray, chi: np.ndarray) -> np.ndarray:
    c, s = np.cos(theta / 2), np.sin(theta / 2)
    phase = np.exp(-0.5j * chi)
    return np.stack(
        [np.stack([c * phase, -s / phase], -1), np.stack([s * phase, c / phase], -1)], -2
    )


def _length(unitary: np.ndarray) -> np.ndarray:
    """Distance from 1 up to a phase: the gap between the two phases of the eigenvalues."""
    phases = np.angle(np.linalg.eigvals(unitary))
    gap: np.ndarray = np.abs(phases[..., 0] - phases[..., 1])
    return np.where(gap > np.pi, 2 * np.pi - gap, gap)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Eigenphases of U, and their gap minimised over phases and orderings of the spectrum."""
    theta, chi, large = sample["theta"], sample["chi"], sample["spectrum"]
    unitary = _unitary(theta, chi)
    state = np.einsum("nij,nj,nkj->nik", unitary, np.stack([large, 1 - large], -1), unitary.conj())
    _, axes = np.linalg.eigh(state)
    values = []
    for order in ((0, 1), (1, 0)):
        frame = axes[:, :, order]
        frame = frame / np.sqrt(np.linalg.det(frame))[:, None, None]

        def length(x: np.ndarray, frame: np.ndarray = frame) -> np.ndarray:
            turned = np.stack([np.exp(-0.5j * x), np.exp(0.5j * x)], -1)
            return -_length(frame[:, None] * turned[..., None, :])

        grid = np.broadcast_to(np.linspace(0, 2 * np.pi, GRID), (len(theta), GRID))
        start = grid[0][np.argmax(length(grid), axis=1)][:, None]
        step = 2 * np.pi / (GRID - 1)
        _, best = golden_maximum(length, start - step, start + step, iterations=45)
        values.append(-best[:, 0])
    return ck.Measurement({STATE: np.minimum(*values), OPERATOR: _length(unitary), THETA: theta})


CLAIM = ck.Claim(
    key="dong_zhou:mixed-state-complexity",
    source=source("III.A"),
    kind="definition",
    title="Complexity of a mixed state",
    latex=r"\rho = U \Lambda U^+, \qquad C(\rho) = C(U)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real(
                    "theta", 0.05, 3.0, meaning="angle between the Bloch vector and the z axis"
                ),
                ck.Real("chi", -3.0, 3.0, meaning="phase in U that leaves the state unchanged"),
                ck.Real("spectrum", 0.6, 1.0, meaning="larger eigenvalue"),
            )
        ),
        tolerance=1e-6,
        reason="golden sections find the least gap of a smooth valley to 1e-8",
        method="least gap of eigenphases over phases and orderings, from the eigenvectors of rho",
        samples=32,
        examples=20,
    ),
    expected="ill-posed",
    fails_by="right side C(U) for -Abs(theta - pi/2) + pi/2",
    reading="Section III.A takes the complexity of U, section II.A the distance to a diagonal "
    "state of the same spectrum. U is fixed by the state only up to the order of the spectrum and "
    "what commutes with it, so the first gives no single number; the second is the least of them. "
    "Shown for one qubit, where both are elementary. For the completely mixed state every U will "
    "do and the least is 0.",
    hypotheses=(beliefs.BI_INVARIANT,),
    amended=ck.Amended(
        latex=r"C(\rho) = \min_{P, V:\, V \Lambda = \Lambda V} C(U V P) = \frac{\pi}{2} - "
        r"\left|\theta - \frac{\pi}{2}\right|",
        links=amended,
        note="The least over all U that diagonalise the state, in every order P of the spectrum "
        "and with every V that leaves it unchanged: then the two sections agree.",
    ),
)
