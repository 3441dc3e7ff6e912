"""Chapter 4: the condensate as a derivative of the partition function by its source."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared.notation import source

MEAN = sp.Symbol(r"{\langle\bar{q}q\rangle}", real=True)
SLOPE = sp.Symbol(r"\partial{Z}/\partial\phi_0", real=True)
Z, EXTENT = sp.symbols("Z T", positive=True)


def printed() -> list[ck.Link]:
    """The condensate is dZ / d phi_0."""
    return [ck.Link("condensate", ck.equal(MEAN, SLOPE))]


def amended() -> list[ck.Link]:
    """The condensate is -(1 / T) d log Z / d phi_0."""
    return [ck.Link("condensate", ck.equal(MEAN, -SLOPE / (EXTENT * Z)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """One spin, H = a sigma_x and O = sigma_z, with the weight of the printed path integral."""
    a, phi, half = sp.symbols("a phi_0 r", positive=True)
    radius = sp.sqrt(a**2 + phi**2)
    matrix = sp.Matrix([[phi, a], [a, -phi]])
    weight = sp.cosh(EXTENT * half) * sp.eye(2) - sp.sinh(EXTENT * half) / half * matrix
    total = weight.trace()
    mean = (sp.diag(1, -1) * weight).trace() / total
    slope = sp.diff(total.subs(half, radius), phi)
    statement = form["condensate"]
    gap = (statement.lhs - statement.rhs).subs({MEAN: mean.subs(half, radius), SLOPE: slope})
    gap = gap.subs(Z, total.subs(half, radius))
    return ck.Derivation(
        steps=(
            ck.Step(
                "$e^{-T(H+\\phi_0 O)}$ for $H=a\\sigma_x$, $O=\\sigma_z$, with "
                "$r=\\sqrt{a^2+\\phi_0^2}$:",
                weight,
            ),
            ck.Step("Its trace Z and the mean of O:", sp.Tuple(total, sp.simplify(mean))),
            ck.Step("The derivative of Z by the source:", slope),
        ),
        obligations=(ck.Vanishes("condensate", gap.rewrite(sp.exp)),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Thermal means in systems of four levels; differences of Z by the source."""
    hamiltonian = sample["H"] + np.swapaxes(sample["H"], -1, -2)
    operator = sample["O"] + np.swapaxes(sample["O"], -1, -2)
    extent = sample["T"]

    def levels(shift: float) -> tuple[np.ndarray, np.ndarray]:
        at = (sample["phi_0"] + shift)[:, None, None]
        values, vectors = np.linalg.eigh(hamiltonian + at * operator)
        return np.exp(-extent[:, None] * values), vectors

    weight, vectors = levels(0.0)
    total = weight.sum(axis=1)
    means = np.einsum("nik,nij,njk->nk", vectors, operator, vectors)
    step = 1e-3
    near, far = (levels(s)[0].sum(axis=1) - levels(-s)[0].sum(axis=1) for s in (step, 2 * step))
    values = {
        MEAN: (weight * means).sum(axis=1) / total,
        SLOPE: (8 * near - far) / (12 * step),
        Z: total,
        EXTENT: extent,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:source-derivative",
    source=source("4"),
    kind="definition",
    title="Quark condensate as a derivative by the source",
    latex=r"\langle\bar{q}q\rangle = \frac{\partial}{\partial\phi_0} Z[\phi_0]",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("H", -1, 1, (4, 4), "half of a Hamiltonian, transposed and added"),
                ck.Integer("O", -1, 1, (4, 4), "half of the operator, transposed and added"),
                ck.Real("T", 0.5, 1.5, (), "Euclidean extent"),
                ck.Real("phi_0", -1.0, 1.0, (), "source"),
            )
        ),
        tolerance=1e-7,
        reason="differences of order four with a step of 0.001: 1e-9 of the terms",
        method="thermal means of four-level systems; differences of Z",
        samples=48,
        examples=100,
    ),
    expected="ill-posed",
    reading="Required: the mean of the operator in the state whose weight is "
    "$e^{-\\int dt(L+\\phi_0 O)}$, as printed in chapter 1. A constant in the action changes Z and "
    "no mean, so that Z itself cannot be meant; the slide may abbreviate the logarithm. Tested on "
    "systems of finite dimension.",
    hypotheses=("the source does not depend on time", "T is the Euclidean extent (times volume)"),
    amended=ck.Amended(
        latex=r"\langle\bar{q}q\rangle = -\frac{1}{T} \frac{\partial}{\partial\phi_0} "
        r"\log Z[\phi_0]",
        links=amended,
        note="The logarithm, the extent and the sign of the printed weight; with the opposite "
        "sign of the source the minus disappears.",
    ),
)
