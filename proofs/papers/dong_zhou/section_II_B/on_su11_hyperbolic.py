"""Section II.B: Gaussian states made by su(1,1) form a product of hyperbolic planes."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import hessian
from numerics.information.squeezing import fubini_study_metric, squeezed_kets
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.geometry.metric import Metric

KAPPA = sp.Symbol("kappa", positive=True)
X = sp.symbols("x_1 y_1 x_2 y_2", real=True)
LENGTHS = sp.symbols("G_xx G_yy", real=True)
MIXED, CURVATURE = sp.symbols("G_x1x2 K", real=True)
LEVELS, STEP = 24, 2e-2


def printed() -> list[ck.Link]:
    """One plane: 2 kappa dz dz* / (1 - |z|^2)^2, of curvature -2 / kappa; no mixed lengths."""
    disc = 2 * KAPPA / (1 - X[0] ** 2 - X[1] ** 2) ** 2
    return [
        ck.Link("along x", ck.equal(LENGTHS[0], disc)),
        ck.Link("along y", ck.equal(LENGTHS[1], disc)),
        ck.Link("factorises", ck.equal(MIXED, 0)),
        ck.Link("curvature", ck.equal(CURVATURE, -2 / KAPPA)),
    ]


@cache
def two_planes() -> Metric:
    """The Fubini-Study metric of e^(z_1 K_+) e^(z_2 K_+) |0>, from the norm of the kets.

    The norm is a sum over Fock states, prod_k sum_n Gamma(n + 2 kappa) |z_k|^2n / (n! Gamma(2
    kappa)) = prod_k (1 - |z_k|^2)^(-2 kappa); the metric is d d* of its logarithm.
    """
    potential = -2 * KAPPA * sum(sp.log(1 - a**2 - b**2) for a, b in (X[:2], X[2:]))
    pairs = [(X[0], X[1]), (X[2], X[3])]

    def entry(i: int, j: int) -> sp.Expr:
        (a, b), (c, d) = pairs[i // 2], pairs[j // 2]
        same = potential.diff(a, c) + potential.diff(b, d)
        turned = potential.diff(a, d) - potential.diff(b, c)
        value = same if i % 2 == j % 2 else turned * (1 if i % 2 == 0 else -1)
        return sp.factor(value / 4)

    return Metric(sp.Matrix(4, 4, entry), X, name="Fubini-Study")


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Kaehler potential of two pairs of modes, its metric and its Riemann tensor."""
    g = two_planes()
    riemann = g.riemann("dddd")
    plane = riemann[0, 1, 0, 1] / (g[0, 0] * g[1, 1])
    values = {LENGTHS[0]: g[0, 0], LENGTHS[1]: g[1, 1], MIXED: g[0, 2], CURVATURE: plane}
    obligations = [
        ck.Vanishes(name, (form.lhs - form.rhs).subs(values)) for name, form in given.items()
    ]
    others = [(0, 2), (0, 3), (1, 2), (1, 3)]
    obligations += [ck.Vanishes("factorises", g[i, j]) for i, j in others]
    obligations += [ck.Vanishes("factorises", riemann[i, j, i, j]) for i, j in others]
    n = sp.Symbol("n", integer=True, nonnegative=True)
    weight = sp.rf(2 * KAPPA, n) / sp.factorial(n) * sp.Symbol("|z|") ** (2 * n)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Weights of the Fock states in $e^{zK_+}|0\\rangle$; they sum to "
                "$(1-|z|^2)^{-2\\kappa}$:",
                weight,
            ),
            ck.Step("Metric of two pairs of modes:", g.components),
            ck.Step(
                "Its scalar curvature, that of two planes of curvature $-2/\\kappa$:",
                sp.factor(g.scalar()),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Kets on Fock states by matrix exponentials; overlaps and differences, two pairs of modes."""
    planes = sample["planes"]
    lengths, mixed, curvature = [], [], []
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
        lengths.append([g[0, 0], g[1, 1]])
        mixed.append(np.abs(g[:2, 2:]).max())
        bend = np.trace(hessian(logarithm, x[:2], STEP))
        curvature.append(-bend / (2 * np.sqrt(g[0, 0] * g[1, 1])))
    along = np.array(lengths).T
    values: dict[sp.Basic, np.ndarray] = {
        KAPPA: (1 + sample["difference"]) / 2,
        MIXED: np.array(mixed),
        CURVATURE: np.array(curvature),
    }
    values |= dict(zip(LENGTHS, along, strict=True)) | dict(zip(X, planes.T, strict=True))
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
        floor=1.0,
    ),
    expected="proved",
    reading="Momentum-preserving quadratic generators are pairs $K_+=a^\\dagger_k "
    "a^\\dagger_{-k}$, one su(1,1) for each pair of modes; $\\kappa=1/2$ for the vacuum. The "
    "Fubini-Study metric of their coherent states is a product of planes of curvature "
    "$-2/\\kappa$, which is -4 for the vacuum.",
    hypotheses=("two pairs of modes are written out; the metric is normalised to angles of rays",),
)
