"""Chapter 4: what Einstein's equations add to h, so that f and g follow."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.curvatures import curvature_at
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import (
    bulk_metric,
    d,
    eta,
    exponential,
    f,
    g,
    nodes,
    weight,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import RicciTensor

DIFFERENCE = sp.Symbol("{R^t_t - R^x_x}", real=True)
POINTS, MATRIX, _ = nodes(0.0, 1.0, 20)


def printed() -> list[ck.Link]:
    """R^t_t - R^x_x = -(1/2W) d_eta (W d_eta log(f/g)), W = sqrt(f g^(d-1))."""
    ratio = sp.Derivative(sp.log(f / g), eta)
    flow = sp.Derivative(weight(d) * ratio, eta)
    return [ck.Link("split", ck.equal(DIFFERENCE, -flow / (2 * weight(d))))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ricci tensors for d = 2 to 5; what follows for matter without a direction."""
    for size in (2, 3, 4, 5):
        metric, chart = bulk_metric(size)
        ricci = RicciTensor(metric, chart)
        found = -ricci[0, 0] / f - ricci[2, 2] / g
        if size == 4:
            yield ck.Step("$R^t_t-R^x_x$ for d = 4:", sp.together(found.doit()))
        split = form.of(DIFFERENCE).subs(d, size)
        yield ck.shows("split", split, found, case={"d": size})
    conserved = ck.equal(weight(d) * sp.Derivative(sp.log(f / g), eta), sp.Symbol("C"))
    yield ck.Step(
        "A field of $\\eta$ alone has $T^t_t=T^x_x$. Then, with a constant C that a "
        "smooth horizon fixes,",
        conserved,
    )


def measured(dimension: int, shapes: ck.Array) -> ck.Array:
    """R^t_t - R^x_x at the points, from arrays alone: shape (n, points)."""
    count = dimension + 1

    def metric(points: ck.Array) -> ck.Array:
        at = points[..., 1]
        matrix = np.zeros((*at.shape, count, count), dtype=at.dtype)
        edges = [exponential(shapes[:, i], at) for i in (0, 1)]
        rest = np.arange(2, count)
        matrix[..., 0, 0], matrix[..., 1, 1] = -edges[0], 1
        matrix[..., rest, rest] = edges[1][..., None]
        return matrix

    places = np.zeros((len(shapes), len(POINTS), count))
    places[..., 1] = POINTS
    found = curvature_at(metric, places)
    mixed = np.einsum("...ab,...bc->...ac", found.inverse, found.ricci)
    return np.asarray(mixed[..., 0, 0] - mixed[..., 2, 2])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Ricci tensors of arrays; f and g on a grid for what is printed."""
    sizes = sample["d"].astype(int)
    found = np.empty((len(sizes), len(POINTS)))
    for size in np.unique(sizes):
        found[sizes == size] = measured(int(size), sample["shape"][sizes == size])
    values = {
        DIFFERENCE: found,
        f: exponential(sample["shape"][:, 0], POINTS),
        g: exponential(sample["shape"][:, 1], POINTS),
        d: sample["d"],
    }
    return ck.Measurement(values, lambda array, symbol: array @ MATRIX.T)


CLAIM = ck.Claim(
    key="hashimoto:isotropic-split",
    source=source("4"),
    kind="result",
    title="With Einstein's equations h fixes f and g",
    latex=r"R^t{}_t - R^x{}_x = -\frac{1}{2W}\,\partial_\eta\left(W\,\partial_\eta"
    r"\log\frac{f}{g}\right), \qquad W = \sqrt{f g^{d-1}} = e^{\int h\,d\eta}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("shape", -2, 2, (2, 2), "coefficients of log f and log g"),
            )
        ),
        tolerance=1e-6,
        reason="second differences of metrics are good to 1e-8",
        method="Ricci tensors of arrays by differences",
        samples=12,
    ),
    expected="proved",
    reading="The slide leads from $h(\\eta)$ to the potential between quarks, for which f and g "
    "are needed apart. This identity is not printed; it is the condition that Einstein's equations "
    "with the scalar field as matter add: $W\\,\\partial_\\eta\\log(f/g)$ is then constant, and "
    "a smooth horizon fixes the constant. The experiment wilson-loop calls this split isotropic.",
    words="reading",
    hypotheses=(beliefs.REGULAR_METRIC,),
)
