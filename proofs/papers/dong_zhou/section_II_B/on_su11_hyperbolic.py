"""Section II.B: Gaussian states made by su(1,1) form a product of hyperbolic planes."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import hessian
from numerics.information.squeezing import fubini_study_metric, squeezed_kets
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import RicciScalar

KAPPA = sp.Symbol("kappa", positive=True)
X = sp.symbols("x_1 y_1 x_2 y_2", real=True)
LENGTHS = sp.symbols("G_xx G_yy", positive=True)
ACROSS = sp.symbols("G_{x_1+x_2} G_{x_1+y_2}", positive=True)
CURVATURE = sp.Symbol("K", real=True)
LEVELS, STEP = 24, 2e-2


def disc(x: sp.Symbol, y: sp.Symbol) -> sp.Expr:
    """Squared length of a coordinate direction in the disc of Poincare."""
    return 2 * KAPPA / (1 - x**2 - y**2) ** 2


def printed() -> list[ck.Link]:
    """One plane: 2 kappa dz dz* / (1 - |z|^2)^2, of curvature -2 / kappa; lengths add up."""
    one, both = disc(*X[:2]), disc(*X[:2]) + disc(*X[2:])
    return [
        ck.Link("along x", ck.equal(LENGTHS[0], one)),
        ck.Link("along y", ck.equal(LENGTHS[1], one)),
        ck.Link("across x", ck.equal(ACROSS[0], both)),
        ck.Link("across y", ck.equal(ACROSS[1], both)),
        ck.Link("curvature", ck.equal(CURVATURE, -2 / KAPPA)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Kaehler potential of two pairs of modes, its metric and the curvature of one plane.

    The norm of e^(z_1 K_+) e^(z_2 K_+) |0> is a sum over Fock states, prod_k sum_n Gamma(n + 2
    kappa) |z_k|^2n / (n! Gamma(2 kappa)); the metric is d d* of its logarithm.
    """
    n, r = sp.Symbol("n", integer=True, nonnegative=True), sp.Symbol("r", positive=True)
    weight = sp.rf(2 * KAPPA, n) / sp.factorial(n) * r**n
    yield ck.Step("Weights of the Fock states in $e^{zK_+}|0\\rangle$, with $r=|z|^2$:", weight)
    norm = (1 - r) ** (-2 * KAPPA)
    yield ck.Step("They sum to", norm)
    # the sum satisfies the recurrence (n + 1) w_{n+1} = (n + 2 kappa) w_n, that is
    yield ck.shows("along x", (1 - r) * sp.Derivative(norm, r), 2 * KAPPA * norm)
    logarithm = sp.Add(
        *(sp.log(norm.subs(r, a**2 + b**2), evaluate=False) for a, b in (X[:2], X[2:]))
    )

    def entry(i: int, j: int) -> sp.Expr:
        pairs = ((0, 1), (2, 3))
        (a, b), (c, d) = pairs[i // 2], pairs[j // 2]
        second = {(p, q): sp.Derivative(logarithm, X[p], X[q]) for p in (a, b) for q in (c, d)}
        if i % 2 == j % 2:
            return (second[a, c] + second[b, d]) / 4
        return (second[a, d] - second[b, c]) * (1 if i % 2 == 0 else -1) / 4

    plane = sp.Matrix(2, 2, lambda i, j: sp.factor(entry(i, j).doit()))
    yield ck.Step("Metric of one pair of modes:", plane)
    values = {
        LENGTHS[0]: entry(0, 0),
        LENGTHS[1]: entry(1, 1),
        ACROSS[0]: entry(0, 0) + 2 * entry(0, 2) + entry(2, 2),
        ACROSS[1]: entry(0, 0) + 2 * entry(0, 3) + entry(3, 3),
        CURVATURE: RicciScalar(plane, X[:2]) / 2,
    }
    for name in form:
        yield ck.Vanishes(name, form.gap(name).subs(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Kets on Fock states by matrix exponentials; overlaps and differences, two pairs of modes."""
    planes = sample["planes"]
    lengths, curvature = [], []
    for d, x in zip(sample["difference"].astype(int), planes, strict=True):

        def one(y: np.ndarray, d: int = d) -> np.ndarray:
            return squeezed_kets(y[..., 0] + 1j * y[..., 1], d, LEVELS)

        def both(y: np.ndarray, d: int = d) -> np.ndarray:
            first, second = one(y[..., :2], d), one(y[..., 2:], d)
            pairs = np.einsum("...i,...j->...ij", first, second)
            return np.asarray(pairs.reshape(*y.shape[:-1], -1))

        def logarithm(y: np.ndarray, d: int = d) -> np.ndarray:
            g = fubini_study_metric(lambda w: one(w, d), y, STEP)
            return np.asarray(np.log(np.linalg.det(g)) / 2)

        g = fubini_study_metric(both, x, STEP)
        first, second = np.array([1, 0, 1, 0]), np.array([1, 0, 0, 1])
        lengths.append([g[0, 0], g[1, 1], first @ g @ first, second @ g @ second])
        bend = np.trace(hessian(logarithm, x[:2], STEP))
        curvature.append(-bend / (2 * np.sqrt(g[0, 0] * g[1, 1])))
    along = np.array(lengths).T
    values: dict[sp.Basic, np.ndarray] = {
        KAPPA: (1 + sample["difference"]) / 2,
        CURVATURE: np.array(curvature),
    }
    values |= dict(zip((*LENGTHS, *ACROSS), along, strict=True)) | dict(
        zip(X, planes.T, strict=True)
    )
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:su11-hyperbolic",
    source=source("II.B"),
    kind="result",
    title="Gaussian states of su(1,1) form hyperbolic planes",
    latex=r"ds^2_{FS} = \sum_k \frac{2\kappa\, |dz_k|^2}{(1 - |z_k|^2)^2}, \qquad "
    r"K = -\frac{2}{\kappa}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer(
                    "difference", 0, 3, (), "particles that one mode has more than the other"
                ),
                ck.Real("planes", -0.25, 0.25, (4,), "coordinates on two discs"),
            )
        ),
        tolerance=1e-7,
        reason="differences of order 8 with step 0.02 err by 1e-9 in second derivatives",
        method="squeezed kets on Fock states by exponentials of K_+ - K_-, differentiated",
        samples=12,
        examples=20,
    ),
    expected="proved",
    words="sentence",
    reading="Momentum-preserving quadratic generators are pairs $K_+=a^\\dagger_k "
    "a^\\dagger_{-k}$, one su(1,1) for each pair of modes; $\\kappa=1/2$ for the vacuum. The "
    "Fubini-Study metric of their coherent states is a product of planes of curvature "
    "$-2/\\kappa$, which is -4 for the vacuum.",
    hypotheses=(beliefs.TWO_MODE_PAIRS, beliefs.ANGLE_OF_RAYS),
)
