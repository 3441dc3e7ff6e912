"""Chapter 4: the condensate as a derivative of the partition function by its source."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
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


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """One spin, H = a sigma_x and O = sigma_z, with the weight of the printed path integral."""
    a, phi, time = sp.symbols("a phi_0 tau", positive=True)
    radius = sp.sqrt(a**2 + phi**2)
    matrix = sp.Matrix([[phi, a], [a, -phi]])
    weight = sp.cosh(time * radius) * sp.eye(2) - sp.sinh(time * radius) / radius * matrix
    yield ck.Step(
        "$e^{-T(H+\\phi_0 O)}$ for $H=a\\sigma_x$, $O=\\sigma_z$:", weight.subs(time, EXTENT)
    )
    waves = weight.applyfunc(lambda x: x.rewrite(sp.exp))
    slope = waves.applyfunc(lambda x: sp.Derivative(x, time))
    yield ck.Vanishes("condensate", slope + matrix * waves)
    yield ck.shows("condensate", sp.Subs(waves[0, 0], time, 0), sp.S.One)
    total = weight.trace().subs(time, EXTENT)
    mean = (sp.diag(1, -1) * weight).trace().subs(time, EXTENT) / total
    values = {MEAN: mean, SLOPE: sp.Derivative(total, phi), Z: total}
    yield ck.Step("Its trace Z and the mean of O:", sp.Tuple(total, mean))
    yield ck.Vanishes("condensate", form.gap().xreplace(values).rewrite(sp.exp))


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
    fails_by="right side \\partial{Z}/\\partial\\phi_0 for -\\partial{Z}/\\partial\\phi_0/(T*Z)",
    reading="Required: the mean of the operator in the state whose weight is "
    "$e^{-\\int dt(L+\\phi_0 O)}$, as printed in chapter 1. A constant in the action changes Z and "
    "no mean, so that Z itself cannot be meant; the slide may abbreviate the logarithm. Tested on "
    "systems of finite dimension.",
    hypotheses=(beliefs.STATIC_SOURCE,),
    amended=ck.Amended(
        latex=r"\langle\bar{q}q\rangle = -\frac{1}{T} \frac{\partial}{\partial\phi_0} "
        r"\log Z[\phi_0]",
        links=amended,
        note="The logarithm, the extent and the sign of the printed weight; with the opposite "
        "sign of the source the minus disappears.",
    ),
)
