"""Chapter 1: the source as the boundary value of the bulk field."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared.bulk import d
from proofs.papers.hashimoto.shared.notation import source

PHI0 = sp.Symbol("phi_0", real=True)
PHI, DELTA = sp.symbols("phi Delta", real=True)
Z, K = sp.symbols("z k", positive=True)


def printed() -> list[ck.Link]:
    """phi_0 = phi at z = 0: the field tends to the source."""
    return [ck.Link("source", ck.equal(PHI0, PHI), order=1)]


def amended() -> list[ck.Link]:
    """phi_0 = z^(Delta - d) phi at z = 0."""
    return [ck.Link("source", ck.equal(PHI0, Z ** (DELTA - d) * PHI), order=1)]


def solutions() -> dict[sp.Expr, sp.Expr]:
    """Regular fields over their source in AdS, by half the difference of the exponents."""
    half = sp.S.Half
    decay = sp.exp(-K * Z)
    return {
        half: Z ** (d / 2 - half) * decay,
        3 * half: Z ** (d / 2 - 3 * half) * (1 + K * Z) * decay,
        5 * half: Z ** (d / 2 - 5 * half) * (1 + K * Z + K**2 * Z**2 / 3) * decay,
    }


@cache
def wave(nu: sp.Expr) -> sp.Expr:
    """z^2 phi'' - (d - 1) z phi' - (k^2 z^2 + m^2) phi over phi, with m^2 = nu^2 - d^2 / 4."""
    field, mass = solutions()[nu], nu**2 - d**2 / 4
    slope = sp.diff(field, Z)
    whole = Z**2 * sp.diff(slope, Z) - (d - 1) * Z * slope - (K**2 * Z**2 + mass) * field
    return sp.simplify(whole / field)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Solutions in closed form; what is printed has to tend to their source for every d.

    It is a power of z times a series that starts with 1, so that the power has to be 0.
    """
    given = form["source"].rhs
    steps, obligations = [], []
    for nu, field in solutions().items():
        steps.append(
            ck.Step(f"For $\\nu={sp.latex(nu)}$ the regular field over its source:", field)
        )
        obligations.append(ck.Vanishes("source", wave(nu)))
        for size in (2, 3, 4):
            at = {d: size, DELTA: sp.Rational(size, 2) + nu}
            value = given.subs(PHI, field * PHI0).subs(at)
            regular = sp.powsimp(field / Z ** (d / 2 - nu)).subs(at)
            obligations.append(ck.Vanishes("source", regular.subs(Z, 0) - 1))
            obligations.append(ck.Vanishes("source", value / (PHI0 * regular) - 1))
    return ck.Derivation(steps=tuple(steps), obligations=tuple(obligations))


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
    reading="Read as a limit: $\\phi$ tends to $\\phi_0$ at least like z. Required: a finite "
    "source that is not zero. As printed this holds for a field without mass; one with $m^2\\ne0$ "
    "vanishes or diverges at the boundary like $z^{d-\\Delta}$. The slide writes the rule for "
    "quantum mechanics, d = 1, and leaves the mass open; chapter 4 uses $m^2=-3$.",
    premises=("hashimoto:equation-of-motion", "hashimoto:breitenlohner-freedman"),
    hypotheses=(
        "$\\Delta=\\frac d2+\\nu$ with $\\nu\\ge\\frac12$, $\\nu^2=\\frac{d^2}{4}+m^2$, "
        "AdS radius 1",
        "near the boundary the metric is AdS with $z=e^{-\\eta}$",
    ),
    amended=ck.Amended(
        latex=r"\phi_0(t) = \lim_{z\to0} z^{\Delta-d} \phi(t, z)",
        links=amended,
        note="The power of z is 0 exactly for a massless field, $\\Delta=d$.",
    ),
)
