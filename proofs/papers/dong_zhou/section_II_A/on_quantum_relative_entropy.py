"""Section II.A: whether relative entropy of states that do not commute bounds inference."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gradient, hessian
from numerics.qubits.circuits import GATES
from numerics.qubits.fisher_information import quantum_fisher_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

R, R0 = sp.symbols("r r_0", positive=True)
PHI, PHI0 = sp.symbols("varphi varphi_0", real=True)
D = sp.Function("D", real=True)(R, PHI)
F = {R: sp.Symbol("F_{r r}", real=True), PHI: sp.Symbol(r"F_{\varphi \varphi}", real=True)}
SECOND = {x: sp.Derivative(D, x, x) for x in F}
GAP = sp.Symbol("kappa", positive=True)  # between the levels of -ln rho
STEP = 5e-3


def printed() -> list[ck.Link]:
    """The information about the length and about the angle of a Bloch vector is dd D."""
    return [
        ck.Link("length", ck.equal(F[R], SECOND[R])),
        ck.Link("angle", ck.equal(F[PHI], SECOND[PHI])),
    ]


def amended() -> list[ck.Link]:
    """So it is for the length; for the angle dd D is larger by artanh(r) / r = kappa / 2r."""
    turning = GAP / (2 * R) * F[PHI]
    return [
        ck.Link("length", ck.equal(F[R], SECOND[R])),
        ck.Link("angle", ck.equal(SECOND[PHI], turning)),
    ]


def _turned(first: sp.Expr, second: sp.Expr, phi: sp.Expr) -> sp.Matrix:
    """Eigenvalues `first` and `second` along an axis at the angle phi in a plane."""
    c, s = sp.cos(phi), sp.sin(phi)
    mean, half = (first + second) / 2, (first - second) / 2
    return sp.Matrix([[mean + half * c, half * s], [half * s, mean - half * c]])


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Umegaki's relative entropy and the symmetric logarithmic derivative of a qubit."""
    p, q = (1 + R) / 2, (1 - R) / 2
    rho = _turned(p, q, PHI)
    yield ck.Step("State of a qubit:", rho)
    logarithm = _turned(sp.log(p), sp.log(q), PHI)
    there = {R: R0, PHI: PHI0}
    distance = (rho.subs(there) * (logarithm.subs(there) - logarithm)).trace()
    size = sp.Symbol("s", positive=True)  # all lengths below 1
    length = size / (1 + size)
    values: dict[sp.Basic, sp.Expr] = {GAP: sp.log(p / q)}
    for x, symbol in F.items():
        slope = rho.diff(x).subs(PHI, 0)  # at angle 0 the state is diagonal
        weights = sp.Matrix(2, 2, lambda i, j: 2 / ([p, q][i] + [p, q][j]))
        terms = (weights[i, j] * slope[i, j] ** 2 for i in (0, 1) for j in (0, 1))
        values[symbol] = sp.Add(*terms)
        second = sp.Derivative(distance, (x, 2))
        values[SECOND[x]] = sp.Subs(second, (R0, PHI0, PHI), (R, 0, 0))
    yield ck.Step(
        "Quantum Fisher information about length and angle:",
        sp.Tuple(*(values[s] for s in F.values())),
    )
    for name in form:
        gap = form.gap(name).xreplace(values).doit().subs(R, length)
        yield ck.Vanishes(name, gap.replace(sp.log, lambda x: sp.log(sp.factor(x))))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Spectral sums for states along turned axes, and second differences of Tr rho log."""
    x = np.stack([sample["r"], sample["varphi"]], axis=-1)

    def state(y: np.ndarray) -> np.ndarray:
        along = y[..., 0] * np.stack([np.cos(y[..., 1]), np.sin(y[..., 1])])
        pauli = along[0][..., None, None] * GATES["X"] + along[1][..., None, None] * GATES["Y"]
        return np.asarray((np.eye(2) + pauli) / 2)

    home = state(x)

    def distance(y: np.ndarray) -> np.ndarray:
        levels, basis = np.linalg.eigh(state(y))
        inside = np.einsum("...ji,...jk,...ki->...i", basis.conj(), home, basis).real
        return np.asarray(-(inside * np.log(levels)).sum(-1))

    slopes = np.moveaxis(gradient(state, x, STEP), 0, 1)
    information = quantum_fisher_matrix(home, (slopes + np.swapaxes(slopes, -1, -2).conj()) / 2)
    second = hessian(distance, x, STEP)
    values: dict[sp.Basic, np.ndarray] = {R: sample["r"]}
    levels = np.linalg.eigvalsh(home)
    values[GAP] = np.log(levels[:, 1] / levels[:, 0])
    for k, coordinate in enumerate(F):
        values[F[coordinate]] = information[:, k, k]
        values[SECOND[coordinate]] = second[k, k]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:quantum-relative-entropy",
    source=source("II.A"),
    kind="result",
    title="The metric of relative entropy and the bound of inference",
    latex=r"\mathcal F_{xx} = \left.\frac{\partial^2 D(\rho_0 \| \rho_x)}{\partial x^2}"
    r"\right|_{\rho_x = \rho_0}, \qquad x = r, \varphi",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Real("r", 0.2, 0.8, (), "length"), ck.Real("varphi", -1.5, 1.5, (), "angle"))
        ),
        tolerance=1e-7,
        reason="differences of order 8 with step 5e-3, up to 0.84 where the logarithm is at 1",
        method="quantum Fisher information by spectral sums; differences of relative entropies",
        samples=32,
    ),
    expected="corrected",
    fails_by="angle: Eq(F_{\\varphi \\varphi}, Derivative(D(r, varphi), (varphi, 2))) for "
    "Eq(Derivative(D(r, varphi), (varphi, 2)), F_{\\varphi \\varphi}*kappa/(2*r))",
    words="reading",
    reading="The text takes the metric from second derivatives of entanglement and the precision "
    "of inference from the same metric; relative entropy is ours. The precision is bounded by the "
    "quantum Fisher information $\\mathcal F$ of the symmetric logarithmic derivative; the tensor "
    "of second derivatives is that of Umegaki's relative entropy. One qubit is put to the test.",
    hypotheses=(beliefs.FAMILY_OF_QUBIT_STATES,),
    amended=ck.Amended(
        latex=r"\mathcal F_{rr} = \partial_r^2 D, \qquad "
        r"\partial_\varphi^2 D = \frac{\kappa}{2r} \mathcal F_{\varphi\varphi}",
        links=amended,
        note="The two metrics agree along states that commute. Where the eigenvectors turn, "
        "relative entropy gives the Bogoliubov-Kubo-Mori metric. Its factor "
        "$\\kappa/2r=\\operatorname{artanh}(r)/r\\ge 1$, with the gap $\\kappa$ of $-\\ln\\rho$, "
        "tends to 1 near the completely mixed state and has no bound near pure ones.",
    ),
)
