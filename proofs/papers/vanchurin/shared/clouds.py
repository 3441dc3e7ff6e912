"""Neurons with Gaussian windows (section 6): letters, exact Gaussian integrals, small engines."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.special import ndtr
from sympy.core.basic import Basic
from sympy.core.expr import Expr
from sympy.matrices.dense import Matrix

import proofs.checker as ck

Array = NDArray[Any]
N = 2
epsilon = sp.Symbol("epsilon", positive=True)
AVERAGE = sp.Symbol(r"g_{\mu\nu}", real=True)
ABOVE = sp.Symbol(r"\{g_{i,\mu\nu}\sqrt{g_i}\}", real=True)
BELOW = sp.Symbol(r"\{\sqrt{g_i}\}", positive=True)
BRACKET = sp.Symbol(r"\{A_i\}", real=True)
INVERSE = sp.Symbol(r"g^{\mu\nu}", real=True)
INVERSE_ABOVE = sp.Symbol(r"\{g_i^{\mu\nu}\sqrt{g_i}\}", real=True)
HALVES: Array = 0.01 * 0.5 ** np.arange(6)


def coordinates(D: int) -> tuple[sp.Symbol, ...]:
    """The point x^1 .. x^D at which an average is taken."""
    return tuple(sp.Symbol(f"x^{a}", real=True) for a in range(1, D + 1))


def position(i: int, D: int) -> tuple[sp.Symbol, ...]:
    """The position x_i^1 .. x_i^D of neuron i."""
    return tuple(sp.Symbol(f"x_{i}^{a}", real=True) for a in range(1, D + 1))


def metric(i: int, D: int) -> Matrix:
    """The spatial matrix g_{i,ab} of neuron i."""

    def entry(a: int, b: int) -> sp.Symbol:
        low, high = sorted((a + 1, b + 1))
        name = f"g_{{{i};{low}{high}}}"
        return sp.Symbol(name, positive=True) if low == high else sp.Symbol(name, real=True)

    return Matrix(D, D, entry)


def component(i: int) -> sp.Symbol:
    """Any one component g_{i,mu nu} of neuron i: the weights do not know which."""
    return sp.Symbol(rf"g_{{{i};\mu\nu}}", real=True)


def root(i: int, D: int) -> Expr:
    """sqrt(g_i), the root of the determinant of g_{i,ab}."""
    return sp.sqrt(metric(i, D).det())


def window(i: int, D: int) -> Expr:
    """exp(-(x^a - x_i^a) g_{i,ab} (x^b - x_i^b) / 2)."""
    offset = [x - y for x, y in zip(coordinates(D), position(i, D), strict=True)]
    g = metric(i, D)
    half = sp.Rational(-1, 2)
    return sp.exp(
        sp.Add(
            *(
                sp.Mul(half if a == b else -1, offset[a], g[a, b], offset[b])
                for a in range(D)
                for b in range(a, D)
            )
        )
    )


def diagonal(expression: Expr, D: int) -> Expr:
    """`expression` in axes in which both matrices are diagonal.

    One linear change of the coordinates x^a diagonalises two positive definite matrices at once.
    """
    corners = {
        metric(i, D)[a, b]: 0 for i in range(1, N + 1) for a in range(D) for b in range(a + 1, D)
    }
    return expression.subs(corners)


def filled(brackets: ck.Form, values: tuple[Expr, Expr], D: int) -> Expr:
    """The bracket (6.8) of one value per neuron, in axes in which both matrices are diagonal."""
    numbers = dict(zip((component(1), component(2)), values, strict=True))
    return brackets.at(dimension=D).of(BRACKET).xreplace(numbers)


def roots(D: int) -> tuple[Expr, Expr]:
    """sqrt(g_1) and sqrt(g_2) in axes in which both matrices are diagonal."""
    return diagonal(root(1, D), D), diagonal(root(2, D), D)


def coefficients(expression: Expr, order: int) -> list[Expr]:
    """Coefficients of epsilon^0 .. epsilon^(order - 1) of what is smooth at epsilon = 0."""
    found = []
    for k in range(order):
        found.append(expression.subs(epsilon, 0) / sp.factorial(k))
        expression = expression.diff(epsilon)
    return found


def gaussian_integral(
    expression: Expr, variables: tuple[sp.Symbol, ...], tilt: tuple[sp.Symbol, ...] = ()
) -> Expr:
    """Integral over all space of a sum of factors times exp(quadratic polynomial + tilt.x).

    Each term is c exp(-x.A.x/2 + b.x + s) and gives (2 pi)^(D/2) c exp(b.A^-1.b/2 + s)/sqrt(det A).
    Raises ValueError for a term of another shape.
    """
    total = sp.S.Zero
    for term in sp.Add.make_args(expression):
        factors = sp.Mul.make_args(term)
        bell = [f for f in factors if f.has(*variables)]
        if not all(isinstance(f, sp.exp) for f in bell) or not bell:
            raise ValueError(f"term must be a number times a Gaussian, but is {term}")
        tilting = (j * x for j, x in zip(tilt, variables, strict=False))
        exponent = sp.expand(sp.Add(*(f.args[0] for f in bell), *tilting))
        matrix = -sp.hessian(exponent, variables)
        origin = dict.fromkeys(variables, 0)
        slope = Matrix([exponent.diff(x).subs(origin) for x in variables])
        if matrix.has(*variables) or matrix.det() == 0:
            raise ValueError(f"exponent must be a regular quadratic form, but is {exponent}")
        peak = (slope.T * matrix.adjugate() * slope)[0] / (2 * matrix.det())
        size = (2 * sp.pi) ** sp.Rational(len(variables), 2) / sp.sqrt(matrix.det())
        rest = sp.Mul(*(f for f in factors if not f.has(*variables)))
        total += rest * size * sp.exp(sp.cancel(peak + exponent.subs(origin)))
    return total


@cache
def tilted(i: int, D: int, tilt: tuple[sp.Symbol, ...]) -> Expr:
    """Mean of exp(tilt . x) over the window of neuron i: position x_i, covariance g_i^-1."""
    J, g = Matrix(tilt), metric(i, D)
    spread = (J.T * g.adjugate() * J)[0] / (2 * g.det())
    return sp.exp(sp.cancel(J.dot(Matrix(position(i, D))) + spread))


def normal_window(i: int, D: int) -> Expr:
    """The window of neuron i divided by its integral over space: one neuron in all."""
    return window(i, D) / gaussian_integral(window(i, D), coordinates(D))


COMPONENT = ck.Real("component", -2.0, 2.0, (N,), "one component of each g_i")


def domain(D: int, *more: ck.Real, diagonal: bool = False) -> ck.Domain:
    """Logarithms of the matrices, or of their diagonals, positions and a point; and `more`."""
    matrices = (
        ck.Real("logarithm", -0.5, 0.5, (N, D), "of the diagonal of g_i")
        if diagonal
        else ck.Real("logarithm", -0.5, 0.5, (N, D, D), "of g_i, symmetrised")
    )
    return ck.Domain(
        (
            matrices,
            ck.Real("position", -1.0, 1.0, (N, D), "of the neurons"),
            ck.Real("point", -1.0, 1.0, (D,), "where the average is taken"),
            *more,
        )
    )


def diagonal_matrices(sample: ck.Sample, D: int) -> Array:
    """Diagonal matrices of the neurons, shape (n, N, D, D)."""
    return np.asarray(np.exp(sample["logarithm"])[..., None] * np.eye(D))


def exponential(logarithm: Array) -> Array:
    """exp of the symmetric part of matrices (..., D, D), by their eigenvectors."""
    values, vectors = np.linalg.eigh((logarithm + np.swapaxes(logarithm, -1, -2)) / 2)
    return np.asarray(np.einsum("...ik,...k,...jk->...ij", vectors, np.exp(values), vectors))


def normal_density(offset: Array, g: Array) -> Array:
    """Density of a normal law with precision matrix g, as a product of one-dimensional ones.

    offset : (..., D), g : (..., D, D); returns (...).
    """
    factor = np.linalg.cholesky(g)
    z = np.einsum("...ba,...b->...a", factor, offset)
    scale = np.diagonal(factor, axis1=-2, axis2=-1)
    return np.asarray((scale * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)).prod(-1))


def counted(sample: ck.Sample, D: int) -> Array:
    """Neurons per coordinate volume: counted in two small cubes, and extrapolated to none."""
    scale = np.exp(sample["logarithm"] / 2)
    offset = sample["point"][:, None, :] - sample["position"]

    def inside(half: float) -> Array:
        share = ndtr(scale * (offset + half)) - ndtr(scale * (offset - half))
        return np.asarray(share.prod(-1).sum(-1) / (2 * half) ** D)

    return np.asarray((4 * inside(0.01) - inside(0.02)) / 3)


def letters(sample: ck.Sample, g: Array, D: int) -> dict[Basic, Array]:
    """Values of the letters of both neurons and of the point."""
    values: dict[Basic, Array] = {}
    for i in range(N):
        for a in range(D):
            values[position(i + 1, D)[a]] = sample["position"][:, i, a]
            for b in range(a, D):
                values[metric(i + 1, D)[a, b]] = g[:, i, a, b]
        if "component" in sample:
            values[component(i + 1)] = sample["component"][:, i]
    for a in range(D):
        values[coordinates(D)[a]] = sample["point"][:, a]
    return values
