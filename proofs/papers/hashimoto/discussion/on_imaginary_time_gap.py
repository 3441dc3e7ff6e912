"""Discussion: the rate at which imaginary time reaches the ground state is the gap."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.imaginary_time import ising_hamiltonian
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source

RATE, ENERGY_RATE = sp.symbols(r"\gamma_{1-F} \gamma_{E-E_0}", positive=True)
GAP = sp.Symbol("Delta", positive=True)


def printed() -> list[ck.Link]:
    """Infidelity and excess energy decay with twice the gap above the start's symmetry sector."""
    return [
        ck.Link("infidelity", ck.equal(RATE, 2 * GAP)),
        ck.Link("energy", ck.equal(ENERGY_RATE, 2 * GAP)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Logarithmic derivatives at long times, for two excited states."""
    tau, c, r, q, more = sp.symbols("tau c r q Delta'", positive=True)
    first = r**2 * sp.exp(-2 * GAP * tau)
    second = q**2 * sp.exp(-2 * (GAP + more) * tau)
    total = c**2 + first + second
    infidelity = (first + second) / total
    excess = (GAP * first + (GAP + more) * second) / total
    yield ck.Step(
        "Infidelity after the time $\\tau$, two excited states at $\\Delta$ and "
        "$\\Delta+\\Delta'$:",
        infidelity,
    )
    # x = e^{-2 Delta tau} and y = e^{-2 (Delta + Delta') tau} vanish at long times, y before x
    x, y = sp.symbols("x y", positive=True)
    letters = {"infidelity": (RATE, infidelity), "energy": (ENERGY_RATE, excess)}
    for name, (letter, decaying) in letters.items():
        rate = -sp.diff(decaying, tau) / decaying
        inserted = {sp.exp(-2 * GAP * tau): x, sp.exp(-2 * (GAP + more) * tau): x * y}
        near = sp.cancel(rate.subs(inserted))
        late = sp.Subs(sp.Subs(near, y, 0), x, 0)
        yield ck.Step(f"Rate of decay of the {name}:", near)
        yield ck.Vanishes(name, form.gap(name).xreplace({letter: late}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Ising rings by Runge-Kutta in imaginary time; the gap from eigenvalues of the even sector."""
    rows = []
    for n, field in zip(sample["N"].astype(int), sample["g"], strict=True):
        h = ising_hamiltonian(n, 1.0, float(field))
        levels, vectors = np.linalg.eigh(h)
        seen = np.abs(vectors.sum(axis=0)) > 1e-8  # those that the state of ones contains
        gap = levels[seen][1] - levels[0]
        rows.append((gap, *_rates(h, levels[0], vectors[:, 0], gap)))
    gap, rate, energy = np.array(rows).T
    return ck.Measurement({GAP: gap, RATE: rate, ENERGY_RATE: energy})


def _rates(h: np.ndarray, ground: float, lowest: np.ndarray, gap: float) -> tuple[float, float]:
    """Slopes of the logarithms of infidelity and excess energy late in the evolution."""
    psi = np.ones(len(h)) / np.sqrt(len(h))
    dt = 0.5 / float(np.abs(h).sum(axis=1).max())
    every = max(1, round(0.5 / gap / dt))
    shifted = h - ground * np.eye(len(h))
    values = []
    step = np.eye(len(h))
    for order in (4, 3, 2, 1):
        step = np.eye(len(h)) - dt / order * shifted @ step
    step = np.linalg.matrix_power(step, every)
    for _ in range(20):
        psi = step @ psi
        psi /= np.linalg.norm(psi)
        rest = psi - lowest * (lowest @ psi)
        values.append((rest @ rest, psi @ shifted @ psi))
    infidelity, energy = np.log(np.array(values[-2:])).T
    time = every * dt
    return float(-np.diff(infidelity)[0] / time), float(-np.diff(energy)[0] / time)


CLAIM = ck.Claim(
    key="hashimoto:imaginary-time-gap",
    source=source("Discussion"),
    kind="result",
    title="Rate of imaginary time and the gap",
    latex=r"1 - F(\tau) \sim e^{-2\Delta\tau}, \qquad E(\tau) - E_0 \sim e^{-2\Delta\tau}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 3, 6, (), "spins on the ring"),
                ck.Real("g", 1.2, 3.0, (), "transverse field in units of J"),
            )
        ),
        tolerance=2e-3,
        reason="higher levels remain with a share of 1e-3 or less, Taylor steps are off by 1e-4",
        method="Taylor steps of the Ising ring in imaginary time; eigenvalues",
        samples=16,
        examples=30,
    ),
    expected="proved",
    words="reading",
    reading="The slide says that the limit is reached, not how fast. The gap is that between the "
    "ground state and the lowest excited state that the start contains: the state with all "
    "amplitudes one has the parity of the ground state, and half of the levels do not count.",
    hypotheses=(beliefs.GAPPED,),
)
