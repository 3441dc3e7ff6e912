"""(2.2): the boundary loss."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.shared.neurons import (
    PARAMETERS,
    STATES,
    N,
    b,
    error,
    free_activation,
    w,
    x,
)
from proofs.papers.vanchurin.shared.notation import source

H = sp.Symbol("H", real=True)
P = tuple(tuple(sp.Symbol(f"P_{i}{j}", real=True) for j in (1, 2)) for i in (1, 2))


def loss() -> Expr:
    """(1/2) sum_ij e_i P_ij e_j."""
    pairs = (error(i) * P[i - 1][j - 1] * error(j) for i in (1, 2) for j in (1, 2))
    return sp.Add(*pairs) / 2


def with_projector(form: Expr, matrix: sp.Matrix) -> Expr:
    """`form` with the entries of P inserted."""
    return form.subs({P[i][j]: matrix[i, j] for i in range(N) for j in range(N)})


def printed() -> list[ck.Link]:
    """H = (1/2) (x - f)^T P (x - f)."""
    return [ck.Link("loss", ck.equal(H, loss()))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Half the squared error seen by the boundary, for projectors on every subspace."""
    form = free_activation(given["loss"].rhs)
    e1, e2 = (free_activation(error(i)) for i in (1, 2))
    errors = {x[0]: sp.Symbol("f_1", real=True) + x[0], x[1]: sp.Symbol("f_2", real=True) + x[1]}
    s = sp.Symbol("s", real=True)
    line = sp.Matrix([[1, s], [s, s**2]]) / (1 + s**2)
    oblique = sp.Matrix([[1, s], [0, 0]])
    on_line = with_projector(form, line)
    return ck.Derivation(
        steps=(
            ck.Step("The projector on the line along $(1, s)$:", line),
            ck.Step(
                "The loss on that line has to be half the squared error along it:",
                ck.equal(H, (e1 + s * e2) ** 2 / (2 * (1 + s**2))),
            ),
            ck.Step(
                "An oblique projector, $\\hat P^2=\\hat P\\neq\\hat P^T$, lets the loss be "
                "negative:",
                with_projector(form, oblique),
            ),
        ),
        obligations=(
            ck.Vanishes("loss", on_line - (e1 + s * e2) ** 2 / (2 * (1 + s**2))),
            ck.Vanishes("loss", with_projector(form, sp.eye(2)) - (e1**2 + e2**2) / 2),
            ck.Vanishes("loss", with_projector(form, sp.zeros(2))),
            ck.Vanishes("loss", with_projector(form, sp.diag(1, 0)) - e1**2 / 2),
            ck.Entails(
                "loss", sp.true, sp.Ge(sp.expand(on_line.subs(errors, simultaneous=True)), 0)
            ),
            ck.Satisfiable("loss", sp.Lt(with_projector(form, oblique), 0)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Squared length of the projected mismatch between a state and its update.

    The mismatch is expressed in an orthonormal basis whose first `rank` vectors span the boundary;
    P is recovered entry by entry from what it does to the unit vectors.
    """
    c, s = np.cos(sample["angle"]), np.sin(sample["angle"])
    basis = np.stack([np.stack([c, s], -1), np.stack([-s, c], -1)], axis=-2)
    kept = np.arange(N) < sample["rank"][:, None]
    mismatch = sample["x"] - update(sample["x"], sample["w"], sample["b"])
    seen = np.where(kept, np.einsum("nki,ni->nk", basis, mismatch), 0.0)
    projector = np.einsum("nki,nk,nkj->nij", basis, kept.astype(float), basis)
    values = {H: np.linalg.norm(seen, axis=-1) ** 2 / 2}
    values |= {P[i][j]: projector[:, i, j] for i in range(N) for j in range(N)}
    values |= {w[i][j]: sample["w"][:, i, j] for i in range(N) for j in range(N)}
    values |= {b[i]: sample["b"][:, i] for i in range(N)}
    values |= {x[i]: sample["x"][:, i] for i in range(N)}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:2.2",
    source=source("2", "2.2"),
    kind="definition",
    title="Boundary loss",
    latex=r"H(\mathbf{x}, \mathbf{q}) = \frac{1}{2} (\mathbf{x} - \mathbf{f} (\hat{w}\mathbf{x} + "
    r"\mathbf{b}))^T \hat{P} (\mathbf{x} - \mathbf{f} (\hat{w}\mathbf{x} + \mathbf{b}))",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((STATES, *PARAMETERS, ck.Real("angle", 0.0, 3.0), ck.Integer("rank", 0, 2))),
        tolerance=1e-12,
        reason="a few roundings of double precision",
        method="squared length of the projected mismatch of a state and its update",
    ),
    expected="well-posed",
    reading="Two neurons; the exact arm leaves the values of the activation free, the numeric arm "
    "uses the hyperbolic tangent. Required: half the squared local error on the subspace of the "
    "boundary neurons, so not negative, and zero exactly where that error vanishes.",
    premises=("vanchurin:2.1",),
    hypotheses=(
        r"$\hat P$ is an orthogonal projector, $\hat P^2=\hat P=\hat P^T$: for an oblique one the "
        "loss takes negative values",
    ),
)
