"""Chapter 4: the friction h as the divergence of the normals of the slices."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.curvatures import christoffel, first_derivatives
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import (
    BEND,
    SLOPE,
    d,
    eta,
    exponential,
    f,
    g,
    h,
    nodes,
    scalar_wave,
    weight,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source

POINTS, MATRIX, _ = nodes(0.0, 1.0, 20)


def printed() -> list[ck.Link]:
    """h = d_eta log sqrt(f g^(d-1))."""
    return [ck.Link("h", ck.equal(h, sp.Derivative(sp.log(weight(d)), eta)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The wave operator of the metric on a field that depends on eta alone, for d = 2 to 5."""
    for size in (2, 3, 4, 5):
        wave = scalar_wave(size)
        yield ck.Step(f"Wave operator on $\\phi(\\eta)$ for d = {size}:", wave.doit())
        friction = form.of(h).subs(d, size)
        yield ck.shows("h", wave, BEND + friction * SLOPE, case={"d": size})


def traced(dimension: int, shapes: ck.Array) -> ck.Array:
    """-g^{ab} Gamma^eta_{ab} at the grid points, from arrays alone: shape (n, points)."""
    count = dimension + 1

    def metric(points: ck.Array) -> ck.Array:
        at = points[..., 1]
        matrix = np.zeros((*at.shape, count, count), dtype=at.dtype)
        matrix[..., 0, 0] = -exponential(shapes[:, 0], at)
        matrix[..., 1, 1] = 1
        rest = np.arange(2, count)
        matrix[..., rest, rest] = exponential(shapes[:, 1], at)[..., None]
        return matrix

    places = np.zeros((len(shapes), len(POINTS), count))
    places[..., 1] = POINTS
    value, slope = first_derivatives(metric, places)
    gamma = christoffel(value, slope)[..., 1, :, :]
    return np.asarray(-np.einsum("...ab,...ab->...", np.linalg.inv(value), gamma))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Christoffel symbols of arrays; f and g on a grid for what is printed."""
    sizes = sample["d"].astype(int)
    found = np.empty((len(sizes), len(POINTS)))
    for size in np.unique(sizes):
        found[sizes == size] = traced(int(size), sample["shape"][sizes == size])
    values = {
        h: found,
        f: exponential(sample["shape"][:, 0], POINTS),
        g: exponential(sample["shape"][:, 1], POINTS),
        d: sample["d"],
    }
    return ck.Measurement(values, lambda array, symbol: array @ MATRIX.T)


CLAIM = ck.Claim(
    key="hashimoto:friction",
    source=source("4"),
    kind="definition",
    title="Friction of the metric",
    latex=r"h(\eta) \equiv \partial_\eta\left[\log\sqrt{f(\eta) g(\eta)^{d-1}}\right], \quad "
    r"ds^2 = -f(\eta) dt^2 + d\eta^2 + g(\eta)(dx_1^2 + \cdots + dx_{d-1}^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 1, 4, (), "dimension of the boundary"),
                ck.Integer("shape", -2, 2, (2, 2), "coefficients of log f and log g"),
            )
        ),
        tolerance=1e-10,
        reason="20 Chebyshev points differentiate quadratic polynomials to 1e-12",
        method="Christoffel symbols by complex steps, traced",
        samples=32,
    ),
    expected="well-posed",
    reading="Required: $\\phi''+h\\phi'$ is the wave operator of the printed metric on a field "
    "that depends on $\\eta$ alone. The exact arm takes d = 2 to 5 with f and g unknown functions. "
    "Only the product $f g^{d-1}$ enters, up to a constant.",
    hypotheses=(beliefs.REGULAR_METRIC, beliefs.RADIAL_FIELD),
)
