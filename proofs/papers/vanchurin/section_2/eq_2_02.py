"""(2.2): the boundary loss."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.network import update
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared import neurons as net
from proofs.papers.vanchurin.shared.notation import source

P = sp.Matrix(2, 2, lambda i, j: sp.Symbol(f"P_{i + 1}{j + 1}", real=True))
DOMAIN = ck.Domain((*net.NUMBERS, ck.Real("angle", 0.0, 3.0), ck.Integer("rank", 0, 2)))


def printed(projector: sp.Matrix = P, activation: net.Activation = sp.tanh) -> sp.Eq:
    """H = (1/2) (x - f)^T P (x - f)."""
    e = sp.Matrix([net.error(i, activation) for i in (1, 2)])
    return ck.equal(net.H, (e.T * projector * e)[0] / 2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Half the squared error seen by the boundary, for projectors on every subspace."""
    e = sp.Matrix([net.local_error(premises["2.1"], i) for i in (1, 2)])
    directions = [sp.Matrix(sp.symbols(f"{name}_1 {name}_2", real=True)) for name in "uv"]
    projector = sum((v * v.T for v in directions), sp.zeros(2))
    loss = form.of(net.H).xreplace(dict(zip(P, projector, strict=True)))
    seen = sp.Add(*(v.dot(e) ** 2 for v in directions)) / 2
    yield ck.Step("Half the squared error along two directions $u$, $v$, which may vanish:", seen)
    yield ck.shows("equation", loss, seen, case={"N": 2})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Squared mismatch of a state and its update along the boundary.

    The first `rank` vectors of an orthonormal basis span the boundary; P takes the others away.
    """
    c, s = np.cos(sample["angle"]), np.sin(sample["angle"])
    basis = np.stack([np.stack([c, s], -1), np.stack([-s, c], -1)], axis=-2)
    kept = np.arange(2) < sample["rank"][:, None]
    mismatch = sample["x"] - update(sample["x"], sample["w"], sample["b"])
    seen = np.where(kept, np.einsum("nki,ni->nk", basis, mismatch), 0.0)
    projector = np.eye(2) - np.einsum("nki,nk,nkj->nij", basis, ~kept, basis)
    values = {P[i, j]: projector[:, i, j] for i in (0, 1) for j in (0, 1)}
    return ck.Measurement({net.H: (seen**2).sum(-1) / 2, **values, **net.measured(sample)})


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
        DOMAIN,
        tolerance=1e-12,
        reason="a few roundings of double precision",
        method="squared mismatch of a state and its update along an orthonormal basis",
    ),
    expected="well-posed",
    reading="Two neurons with the hyperbolic tangent. Required: half the squared difference of the "
    "state and its update (2.1) on the subspace of the boundary neurons, so not negative, and zero "
    "exactly where that difference vanishes.",
    premises=("vanchurin:2.1",),
    hypotheses=(beliefs.ORTHOGONAL_PROJECTOR,),
)
