"""Discussion: the ground state as the limit of imaginary time from any state."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
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


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two levels, their components after the time tau, and the limits of these."""
    tau = sp.Symbol("tau", positive=True)
    c, r, gap, energy = sp.symbols("c r Delta_E E_0", positive=True)
    left, right = c**2, r**2 * sp.exp(-2 * gap * tau)
    yield ck.Step(
        "Components c on the ground state and r on an excited state with gap: squares "
        "after the time $\\tau$ and the factor $e^{2\\tau E_0}$",
        sp.Tuple(left, right),
    )
    turn, one, two = sp.symbols("t x y", positive=True)  # x and y: factors of both levels in a step
    basis = sp.Matrix([[1 - turn**2, -2 * turn], [2 * turn, 1 - turn**2]]) / (1 + turn**2)
    short = sp.ImmutableMatrix(basis * sp.diag(one, two) * basis.T)
    start = sp.ImmutableMatrix([c, r])
    yield ck.Step("One step on two levels, in any basis:", short)
    for count in (2, 3):
        for level in (0, 1):
            row = sp.ImmutableMatrix(basis[:, level].T)
            values = {
                AFTER: sp.Trace(sp.MatMul(row, *[short] * count, start)),
                FACTOR: sp.Trace(sp.MatMul(row, short, row.T)),
                BEFORE: sp.Trace(sp.MatMul(row, start)),
                STEPS: sp.Integer(count),
            }
            yield ck.Vanishes("steps", form.gap("steps").xreplace(values), case={"M": count})
    late = sp.Limit(left / (left + right), tau, sp.oo)
    yield ck.Step("For c > 0 the fidelity tends to", late)
    direction = form["direction"]
    if isinstance(direction, sp.Eq):  # the state with c = 0 never meets the ground state
        yield ck.Vanishes("direction", form.gap("direction").xreplace({FIDELITY: sp.S.Zero}))
    else:
        yield ck.shows("direction", late, sp.S.One)
        for reached in (1, 0):
            point = sp.And(ck.equal(FIDELITY, reached), ck.equal(OVERLAP, reached * c))
            yield ck.Entails("direction", sp.And(point, c > 0), direction)
    if form["norm"].has(NORM):  # an energy E_0 > 0 makes the norm vanish: it would have to be one
        vanishing = sp.Limit(sp.exp(-energy * tau) * c, tau, sp.oo)
        yield ck.Vanishes("norm", form.gap("norm").xreplace({NORM: vanishing}))
    else:
        late = sp.Limit(sp.sqrt(left + right), tau, sp.oo)
        yield ck.Vanishes("norm", form.gap("norm").xreplace({SHIFTED: late, OVERLAP: c}))


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
        floor=0.1,
        tolerance=1e-9,
        reason="excited states have decayed to e^-24 of the start, in the fidelity to its square; "
        "without overlap the fidelity is that of rounding, far from one",
        method="repeated squaring of a short step for random Hermitian matrices with a gap; "
        "exponentials of the whole time and of a step",
        samples=32,
        examples=60,
    ),
    expected="corrected",
    fails_by="direction: Eq(F_{\\infty}, 1) for Equivalent(Eq(F_{\\infty}, 1), |\\langle "
    "0|any\\rangle| > 0); norm: Eq(\\|\\psi_{\\infty}\\|, 1) for Eq(\\|e^{\\tau "
    "E_0}\\psi_{\\infty}\\|,... [a7cf35c3]",
    reading="Any state and the equality are taken literally. A start orthogonal to the ground "
    "state never reaches it, and the norm goes to zero or infinity unless $E_0=0$. For the "
    "transverse-field Ising ring the state with all amplitudes one has an overlap, by "
    "Perron and Frobenius.",
    hypotheses=(beliefs.GAPPED,),
    amended=ck.Amended(
        latex=r"\lim_{\tau\to\infty} \frac{e^{-\tau H} |\text{any}\rangle}{\|e^{-\tau H} "
        r"\text{any}\|} = |0\rangle \ \Longleftrightarrow\ \langle 0|\text{any}\rangle \neq 0, "
        r"\qquad \lim_{\tau\to\infty} e^{\tau E_0} e^{-\tau H} |\text{any}\rangle = "
        r"|0\rangle\langle 0|\text{any}\rangle",
        links=amended,
        note="The condition and the normalisation are left out on the slide, as is common.",
    ),
)
