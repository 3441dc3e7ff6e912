"""Section 6: can Lorentz transformations of the neurons bring the average close to flat?"""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.matrices.dense import Matrix

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds, lorentz
from proofs.papers.vanchurin.shared.notation import source

D = 2
DETERMINANT = sp.Symbol(r"{\det(\Lambda^T g_i \Lambda)}", real=True)
TRACE = sp.Symbol(r"\mathrm{tr}(\eta^{-1} \Lambda^T g_i \Lambda)", real=True)
LINEAR = sp.Symbol(r"{\det(A^T g_i A)}", real=True)
LINEAR_TRACE = sp.Symbol(r"\mathrm{tr}(\eta^{-1} A^T g_i A)", real=True)
G = clouds.metric(1, D)


def printed() -> list[ck.Link]:
    """The invariants of the transformed matrix are those of eta: det = -1, trace = 3."""
    return [
        ck.Link("determinant", ck.equal(DETERMINANT, -1)),
        ck.Link("trace", ck.equal(TRACE, D + 1)),
    ]


def amended() -> list[ck.Link]:
    """No Lorentz matrix moves them; general linear maps bring them to those of eta."""
    det, trace = G[0, 0] * G[1, 1] - G[0, 1] ** 2, G[0, 0] + G[1, 1] + 1
    return [
        ck.Link("determinant", ck.equal(DETERMINANT, -det)),
        ck.Link("trace", ck.equal(TRACE, trace)),
        ck.Link("determinant by linear maps", ck.equal(LINEAR, -1)),
        ck.Link("trace by linear maps", ck.equal(LINEAR_TRACE, D + 1)),
    ]


def _synchronous() -> Matrix:
    return sp.diag(-1, G)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Invariants of g_i after any Lorentz matrix, and after the inverse of a Cholesky factor."""
    matrix, old = lorentz.general(), _synchronous()
    yield ck.Step("Every rotation and boost in two dimensions:", matrix)
    matrices = premises["6.2"].at(dimension=D)
    new = lorentz.transformed(matrices, matrix, old)
    long = sp.sqrt(G[0, 0])
    rest = sp.sqrt(G[1, 1] - G[0, 1] ** 2 / G[0, 0])
    linear = Matrix([[1, 0, 0], [0, 1 / long, -G[0, 1] / (G[0, 0] * rest)], [0, 0, 1 / rest]])
    yield ck.Step("A linear map that is no Lorentz matrix, and makes the neuron flat:", linear)
    flattened = lorentz.transformed(matrices, linear, old)
    found = {
        DETERMINANT: sp.Determinant(_fixed(matrix)) ** 2 * sp.Determinant(_fixed(old)),
        TRACE: sp.Trace(_fixed(lorentz.flat(D) * new)),
        LINEAR: sp.Determinant(_fixed(flattened)),
        LINEAR_TRACE: sp.Trace(_fixed(lorentz.flat(D) * flattened)),
    }
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(found))


def _fixed(matrix: Matrix) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(matrix)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The closest that many random boosts and turns bring the matrix to eta; and its own root."""
    g = clouds.exponential(sample["logarithm"])
    n = len(g)
    old = np.zeros((n, D + 1, D + 1))
    old[:, 0, 0], old[:, 1:, 1:] = -1.0, g
    tries = 8
    speeds = rng.uniform(-0.5, 0.5, (tries, D))
    speeds[0] = 0.0
    maps = lorentz.matrices(lorentz.generator(speeds, rng.uniform(-1.0, 1.0, tries)))
    eta = np.diag([-1.0, *np.ones(D)])
    images = np.einsum("kba,nbc,kcd->nkad", maps, old, maps)
    best = np.abs(images - eta).sum((-1, -2)).argmin(axis=1)
    new = images[np.arange(n), best]
    linear = np.zeros_like(old)
    linear[:, 0, 0] = 1.0
    linear[:, 1:, 1:] = clouds.exponential(-sample["logarithm"] / 2)
    flattened = np.swapaxes(linear, 1, 2) @ old @ linear
    return ck.Measurement(
        {
            DETERMINANT: np.linalg.det(new),
            TRACE: np.trace(eta @ new, axis1=-2, axis2=-1),
            LINEAR: np.linalg.det(flattened),
            LINEAR_TRACE: np.trace(eta @ flattened, axis1=-2, axis2=-1),
            **{G[a, b]: g[:, a, b] for a in range(D) for b in range(a, D)},
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:flatness",
    source=source("6"),
    kind="result",
    title="Bringing the averaged metric close to flat",
    latex=r"\Lambda_i^T g_i \Lambda_i \sim \eta: \quad \det(\Lambda_i^T g_i \Lambda_i) = -1, "
    r"\quad \mathrm{tr}(\eta^{-1} \Lambda_i^T g_i \Lambda_i) = 3",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("logarithm", -1.0, 1.0, (D, D), "of $g_{i,ab}$, symmetrised"),)),
        tolerance=1e-10,
        reason="3 by 3 determinants of matrices near one, exact to rounding",
        method="the best of many random boosts and turns; inverse root of the matrix",
    ),
    words="sentence",
    expected="corrected",
    fails_by="determinant: right side -1 for -g_{1;11}*g_{1;22} + g_{1;12}**2; trace: right side "
    "3 for g_{1;11} + g_{1;22} + 1",
    reading="Two spatial dimensions and one neuron, whose matrix is then the average. Closeness to "
    "$\\eta$ is tested by determinant and trace, which are those of $\\eta$ for a flat matrix.",
    premises=("vanchurin:6.2",),
    hypotheses=(beliefs.POSITIVE_MATRICES,),
    amended=ck.Amended(
        latex=r"\det(\Lambda_i^T g_i \Lambda_i) = -\det g_{i,ab}, \quad "
        r"\mathrm{tr}(\eta^{-1} \Lambda_i^T g_i \Lambda_i) = 1 + \mathrm{tr}\, g_{i,ab}; \quad "
        r"A_i^T g_i A_i = \eta \text{ for a linear } A_i",
        links=amended,
        note="Shifts, rotations and boosts leave the eigenvalues of $\\eta^{-1}g_i$ as they are, "
        "so that $g_{i,ab}=2\\delta_{ab}$ cannot be brought to flat. General linear maps of the "
        "local coordinates can; (6.4) allows them, (6.1) does not. With several neurons rotations "
        "can average out unequal eigenvalues, but the weighted mean of the traces stays. With "
        "Lorentz matrices alone near flatness is a hypothesis on the neurons themselves.",
    ),
    known=({"logarithm": [[0, 0], [0, 1]]},),
)
