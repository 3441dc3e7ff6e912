"""Chapter 1: the source as the boundary value of the bulk field."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import (
    DELTA,
    FORCE,
    HALF_INTEGERS,
    PHI,
    PHI0,
    Z,
    d,
    eta,
    h,
    phi,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Residual


def printed() -> list[ck.Link]:
    """phi_0 = phi at z = 0: the field tends to the source."""
    return [ck.Link("source", ck.equal(PHI0, PHI), order=1)]


def amended() -> list[ck.Link]:
    """phi_0 = z^(Delta - d) phi at z = 0."""
    return [ck.Link("source", ck.equal(PHI0, Z ** (DELTA - d) * PHI), order=1)]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A source and a response in AdS; what is printed has to tend to the source for every d."""
    response = sp.Symbol("b", positive=True)
    for size in range(1, 5):
        for nu in HALF_INTEGERS:
            power = sp.Rational(size, 2) + nu
            field = PHI0 * sp.exp(-(size - power) * eta) + response * sp.exp(-power * eta)
            push = power * (power - size) * field
            motion = premises["equation-of-motion"].gap().xreplace({FORCE: push, h: size})
            case = {"d": size, "nu": nu}
            yield ck.Vanishes("source", Residual(motion, {phi: field}), case=case)
            near = field.xreplace({eta: -sp.log(Z)})
            gap = form.gap().subs({PHI: near, DELTA: power, d: size})
            yield ck.Vanishes("source", sp.Limit(gap, Z, 0), case=case)
    yield ck.Step(
        "A source and a response, which solve the equation of motion for $m^2="
        "\\Delta(\\Delta-d)$; here for the last d and exponent:",
        field,
    )
    yield ck.Step("What has to vanish at the boundary:", sp.Limit(gap, Z, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Prepare a source and a response far out in AdS and integrate inwards."""
    size, nu = sample["d"], sample["nu"]
    far, near, count = 5.0, 0.7, 5
    low, high = size / 2 - nu, size / 2 + nu
    tails = sample["phi_0"] * np.exp(-low * far), sample["beta"] * np.exp(-high * far)
    start = np.stack([sum(tails), -low * tails[0] - high * tails[1]], -1)
    scale = np.exp(low * far)[:, None]
    stations = [far, *(near + np.log(2) * np.arange(count)[::-1])]

    def push(x: ck.Array) -> ck.Array:
        return np.asarray((nu**2 - size**2 / 4) * x)

    path = radial_field(lambda at: size, push, start * scale, stations)[:0:-1, :, 0].T / scale
    values = {
        PHI0: sample["phi_0"],
        PHI: path,
        Z: np.exp(-np.array(stations[:0:-1]))[None] + 0 * path,
        DELTA: high,
        d: size,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:boundary-value",
    source=source("1"),
    kind="definition",
    title="Source as boundary value",
    latex=r"\phi_0(t) = \phi(t, z = 0)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 1, 4, (), "dimension of the boundary"),
                ck.Real("nu", 0.7, 2.2, (), "half the difference of the exponents"),
                ck.Real("phi_0", 0.5, 2.0, (), "source"),
                ck.Real("beta", 0.1, 1.0, (), "response"),
            )
        ),
        tolerance=1e-8,
        reason="order measured on four halvings of z, clear of rounding",
        method="radial equation from a prepared boundary inwards, five depths",
        samples=48,
        examples=60,
    ),
    expected="ill-posed",
    fails_by="undo: drop the factor z**(Delta - d) in phi*z**(Delta - d)",
    reading="Read as a limit: $\\phi$ tends to $\\phi_0$ at least like z. Required: a finite "
    "source that is not zero. As printed this holds for a field without mass; one with $m^2\\ne0$ "
    "vanishes or diverges at the boundary like $z^{d-\\Delta}$. The slide writes the rule for "
    "quantum mechanics, d = 1, and leaves the mass open; chapter 4 uses $m^2=-3$.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.LARGE_EXPONENT, beliefs.ADS_NEAR_BOUNDARY),
    amended=ck.Amended(
        latex=r"\phi_0(t) = \lim_{z\to0} z^{\Delta-d} \phi(t, z)",
        links=amended,
        note="The power of z is 0 exactly for a massless field, $\\Delta=d$.",
    ),
)
