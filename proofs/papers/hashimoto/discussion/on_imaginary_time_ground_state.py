"""Discussion: the ground state as the limit of imaginary time from any state."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.hashimoto.shared.notation import source

FIDELITY = sp.Symbol(r"F_{\infty}", nonnegative=True)
OVERLAP = sp.Symbol(r"|\langle 0|any\rangle|", nonnegative=True)
NORM = sp.Symbol(r"\|\psi_{\infty}\|", nonnegative=True)
SHIFTED = sp.Symbol(r"\|e^{\tau E_0}\psi_{\infty}\|", nonnegative=True)
AFTER, BEFORE = sp.symbols(r"\langle{n}|e^{-\tau{H}}|any\rangle \langle{n}|any\rangle")
FACTOR = sp.Symbol(r"\langle{n}|e^{-\Delta\tau{H}}|n\rangle", positive=True)
STEPS = sp.Symbol("M", integer=True, positive=True)
DIMENSION, LONG = 6, 24.0


def printed() -> list[ck.Link]:
    """Time is cut into steps; from any state the limit is the ground state, of norm one."""
    return [
        ck.Link("steps", ck.equal(AFTER, FACTOR**STEPS * BEFORE)),
        ck.Link("direction", ck.equal(FIDELITY, 1)),
        ck.Link("norm", ck.equal(NORM, 1)),
    ]


def amended() -> list[ck.Link]:
    """With an overlap; the factor e^{tau E_0} gives the limit the overlap as its norm."""
    return [
        ck.Link("steps", ck.equal(AFTER, FACTOR**STEPS * BEFORE)),
        ck.Link(
            "direction",
            sp.Equivalent(ck.equal(FIDELITY, 1), OVERLAP > 0, evaluate=False),
        ),
        ck.Link("norm", ck.equal(SHIFTED, OVERLAP)),
    ]


@cache
def _limits() -> tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr, list[sp.Expr]]:
    """c; the norm after e^{tau E_0}; the limits of the fidelity, of this norm, of the bare ones."""
    tau = sp.Symbol("tau", positive=True)
    c, r, gap, energy = sp.symbols("c r Delta E_0", positive=True)
    excited = sp.sqrt(c**2 + r**2 * sp.exp(-2 * gap * tau))
    fidelity = sp.limit(c**2 / excited**2, tau, sp.oo)
    shifted = sp.limit(excited, tau, sp.oo)
    norms = [sp.limit(sp.exp(-sign * energy * tau) * c, tau, sp.oo) for sign in (1, -1)]
    return c, excited, fidelity, shifted, norms


@cache
def cut(steps: int) -> list[dict[sp.Symbol, sp.Expr]]:
    """Entries of the exponential of a matrix of two levels, over a time and over its steps."""
    step, one, two, c, r = sp.symbols("Delta E_1 E_2 c r", positive=True)
    levels = sp.diag(one, two)
    whole, short = ((-t * levels).exp() for t in (steps * step, step))
    start = sp.Matrix([c, r])
    return [
        {AFTER: (whole * start)[n], FACTOR: short[n, n], BEFORE: start[n], STEPS: steps}
        for n in (0, 1)
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Two levels, their components after the time tau, and the limits of these."""
    c, excited, fidelity, shifted, norms = _limits()
    some = {FIDELITY: fidelity, SHIFTED: shifted, OVERLAP: c}
    none = {FIDELITY: sp.S.Zero, SHIFTED: sp.S.Zero, OVERLAP: sp.S.Zero}
    obligations: list[ck.Obligation] = []
    for name, form in given.items():
        if name == "steps":
            gap = form.lhs - form.rhs
            obligations += [ck.Vanishes(name, gap.subs(point)) for point in cut(2) + cut(3)]
        elif form.has(NORM):
            # an energy E_0 > 0 makes the norm vanish: it would have to be one
            obligations.append(ck.Entails(name, ck.equal(NORM, norms[0]), form))
        else:
            obligations += [ck.Entails(name, c > 0, form.subs(point)) for point in (some, none)]
            if name == "direction" and form.has(OVERLAP):
                obligations.append(ck.Satisfiable(name, sp.And(form, OVERLAP > 0)))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Components of two levels after two steps, and their factor for one:",
                sp.Tuple(*(sp.Tuple(point[AFTER], point[FACTOR]) for point in cut(2))),
            ),
            ck.Step(
                "Components c on the ground state and r on an excited state with gap $\\Delta$; "
                "the norm after the factor $e^{\\tau E_0}$ is",
                excited,
            ),
            ck.Step(
                "For c > 0 the limits of the fidelity and of this norm are",
                sp.Tuple(fidelity, shifted),
            ),
            ck.Step(
                "Without the factor, the limit of the norm for $E_0>0$ and for $E_0<0$ is",
                sp.Tuple(*norms),
            ),
            ck.Step(
                "For c = 0 the state stays orthogonal to the ground state at all times, so that "
                "the fidelity is",
                sp.S.Zero,
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random Hermitian matrices with a gap; many short steps of a Taylor series; random starts."""
    count = len(sample["E0"])
    found = np.zeros((count, 4))
    parted = np.zeros((count, 3), dtype=complex)
    for k in range(count):
        parts = rng.normal(size=(2, DIMENSION, DIMENSION))
        basis, _ = np.linalg.qr(parts[0] + 1j * parts[1])
        levels = np.concatenate([[0.0], rng.uniform(1.0, 2.0, DIMENSION - 1)])
        h = (basis * levels) @ basis.conj().T
        start = rng.normal(size=DIMENSION) + 1j * rng.normal(size=DIMENSION)
        ground = basis[:, 0]
        if sample["orthogonal"][k] > 0.5:
            start -= ground * (ground.conj() @ start)
        start /= np.linalg.norm(start)
        found[k] = _evolved(h, start, ground, float(sample["E0"][k]))
        excited, full = basis[:, 1], h + sample["E0"][k] * np.eye(DIMENSION)
        short = expm(-full / sample["M"][k])
        parted[k] = [excited.conj() @ x for x in (expm(-full) @ start, short @ excited, start)]
    values = dict(zip((OVERLAP, FIDELITY, NORM, SHIFTED), found.T, strict=True))
    values |= {AFTER: parted[:, 0], FACTOR: parted[:, 1].real, BEFORE: parted[:, 2]}
    return ck.Measurement({**values, STEPS: sample["M"]})


def _evolved(h: np.ndarray, start: np.ndarray, ground: np.ndarray, energy: float) -> list[float]:
    """Overlap before; fidelity and both norms after a long time, by repeated squaring."""
    step = np.eye(DIMENSION, dtype=complex)
    small = LONG / 2**14 * h
    for order in range(8, 0, -1):
        step = np.eye(DIMENSION) - small @ step / order
    for _ in range(14):
        step = step @ step
    before = abs(ground.conj() @ start)
    psi = step @ start
    size = float(np.linalg.norm(psi))
    fidelity = abs(ground.conj() @ psi) ** 2 / size**2
    return [
        before if before > 1e-12 else 0.0,
        float(fidelity),
        size * float(np.exp(-LONG * energy)),
        size,
    ]


CLAIM = ck.Claim(
    key="hashimoto:imaginary-time-ground-state",
    source=source("Discussion"),
    kind="result",
    title="The ground state by imaginary time from any state",
    latex=r"|\psi\rangle = \lim_{\tau\to\infty} e^{-\tau H} |\text{any}\rangle "
    r"= e^{-\Delta\tau H} e^{-\Delta\tau H} \cdots |\text{any}\rangle",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("E0", -1.0, 1.0, (), "energy of the ground state"),
                ck.Integer("orthogonal", 0, 1, (), "1: a start without overlap"),
                ck.Integer("M", 2, 5, (), "steps of one unit of time"),
            )
        ),
        tolerance=1e-9,
        reason="excited states have decayed to e^-24 of the start, in the fidelity to its square; "
        "without overlap the fidelity is that of rounding, far from one",
        method="repeated squaring of a short step for random Hermitian matrices with a gap; "
        "exponentials of the whole time and of a step",
        samples=32,
        examples=60,
        floor=1.0,
    ),
    expected="corrected",
    reading="Any state and the equality are taken literally. A start orthogonal to the ground "
    "state never reaches it, and the norm goes to zero or infinity unless $E_0=0$. For the "
    "transverse-field Ising ring the state with all amplitudes one has an overlap, by "
    "Perron and Frobenius.",
    hypotheses=("the ground state is not degenerate and there is a gap",),
    amended=ck.Amended(
        latex=r"\lim_{\tau\to\infty} \frac{e^{-\tau H} |\text{any}\rangle}{\|e^{-\tau H} "
        r"\text{any}\|} = |0\rangle \ \Longleftrightarrow\ \langle 0|\text{any}\rangle \neq 0, "
        r"\qquad \lim_{\tau\to\infty} e^{\tau E_0} e^{-\tau H} |\text{any}\rangle = "
        r"|0\rangle\langle 0|\text{any}\rangle",
        links=amended,
        note="The condition and the normalisation are left out on the slide, as is common.",
    ),
)
