"""Chapter 1: equal partition functions, tested on the two-point function that they give."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.holography.response import boundary_response
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import (
    DELTA,
    EXPONENT,
    HALF_INTEGERS,
    M2,
    PHI,
    PHI0,
    K,
    Z,
    d,
    regular_field,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

NEAR, FAR = sp.symbols("G(t) G(2t)", real=True)


def printed() -> list[ck.Link]:
    """G is positive and falls like t^(-2 Delta)."""
    return [
        ck.Link("power", ck.equal(FAR, NEAR / 4**DELTA)),
        ck.Link("positive", ck.greater(NEAR, 0)),
    ]


def kernel(field: Expr, nu: Expr) -> Expr:
    """d^2 log Z / d phi_0^2 at momentum k, without contact terms: what is odd in k at the cut-off.

    log Z = -S with S = -z^(1-d) phi phi' / 2 at the cut-off, for a field of unit source.
    """
    density = -(Z ** (1 - d)) * field * sp.diff(field, Z) / 2
    return -2 * SeriesCoefficient(sp.powsimp(sp.expand(density * Z ** (2 * nu))), Z, int(2 * nu))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The response sent to time, smeared by e^(-eps k), which scales as time does."""
    t, eps, inverse_pi = sp.symbols("t epsilon c", positive=True)  # of 1/pi only its sign counts
    for nu in HALF_INTEGERS:
        case = {"nu": nu}
        relative = {PHI: regular_field(nu), DELTA: d / 2 + nu}
        unit = sp.powsimp(premises["boundary-value"].of(PHI0).subs(relative))
        field = unit * Z ** (d / 2 - nu)  # the field whose source is 1
        exponent = premises["response-exponent"].of(EXPONENT).subs(M2, nu**2 - d**2 / 4)
        momentum = kernel(field, nu).doit()
        yield ck.shows("power", K * sp.Derivative(momentum, K), exponent * momentum, case=case)
        strength, order = (momentum / K ** int(2 * nu), int(2 * nu) + 1)

        def in_time(width: Expr, time: Expr, strength: Expr = strength, n: int = order) -> Expr:
            waves = (width - sp.I * time) ** -n + (width + sp.I * time) ** -n
            return strength * sp.factorial(n - 1) * waves / (2 * sp.pi)

        near, far = in_time(eps, t), in_time(2 * eps, 2 * t)
        yield ck.Step(
            f"For $\\nu={sp.latex(nu)}$ in momentum, and in time by "
            "$\\int_0^\\infty k^n e^{-(\\epsilon - it)k} dk = n!/(\\epsilon-it)^{n+1}$:",
            sp.Tuple(momentum, near),
        )
        values = {NEAR: near, FAR: far, DELTA: sp.S.Half + nu}
        yield ck.Vanishes("power", form.gap("power").xreplace(values), case=case)
        sharp = inverse_pi * sp.pi * in_time(sp.S.Zero, t)
        yield ck.Entails("positive", ck.equal(NEAR, sharp), form["positive"], case=case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Responses of AdS at many momenta, sent to time by quadrature, smeared over a width.

    Smearing by a Gaussian of width s scales as time does: G(t; s) and G(2t; 2s) are compared. The
    response of the action is 2 nu times the coefficient of the second series.
    """
    nu, time, dimension = sample["nu"], sample["t"], 1
    n, width = len(nu), sample["t"] / 7
    x, rule = np.polynomial.legendre.leggauss(120)
    x, rule = (x + 1) / 2, rule / 2
    k = 8.5 / width[:, None] * x**3
    weight = 8.5 / width[:, None] * 3 * x**2 * rule / np.pi
    mass = np.repeat(nu**2 - dimension**2 / 4, len(x))
    values = []
    for at, momenta in ((time, k), (2 * time, k / 2)):
        one = boundary_response(dimension, mass, momenta.ravel())
        answer = (one.high - one.low) * one.response / one.source
        smear = np.exp(-((k * width[:, None]) ** 2) / 2) * np.cos(momenta * at[:, None])
        values.append((answer.reshape(n, -1) * smear * weight).sum(axis=1))
    return ck.Measurement({NEAR: values[0], FAR: values[1] / 2, DELTA: nu + 0.5})


_nu = sp.Symbol("nu", real=True)

CLAIM = ck.Claim(
    key="hashimoto:partition-functions",
    source=source("1"),
    kind="postulate",
    title="Dictionary: equal partition functions",
    latex=r"\int [\mathcal{D}q(t)] e^{-\int dt (L[q, \dot{q}] + \phi_0(t) O[q])} = "
    r"\left. e^{-\int dt dz \sqrt{-g} (R[g] + L[\phi] + \cdots)} \right|_{\text{classical}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("nu", 0.2, 1.8, (), "half the difference of the exponents, sets the mass"),
                ck.Real("t", 0.5, 2.0, (), "time between source and response"),
            ),
            sp.Abs(_nu - 1) > sp.Rational(1, 10),
        ),
        tolerance=1e-9,
        reason="responses to 1e-12; the transform cancels to a hundredth of its terms",
        method="radial equation at 120 momenta, transformed to time",
        samples=12,
        examples=10,
    ),
    expected="consistent",
    reading="The equality is postulated. Tested is what a quantum mechanics on the left side "
    "requires of the right side, for a free scalar in AdS$_2$: the mean of $O(t)O(0)$ is positive "
    "and that of an operator of dimension $\\Delta=\\frac12+\\nu$. With the opposite sign in the "
    "exponent on the right it would be negative. The square root of $-g$ goes with a Lorentzian "
    "metric, the weight $e^{-S}$ with a Euclidean one; the test is Euclidean. The relative sign "
    "of R and L depends on conventions that the slide does not give.",
    premises=("hashimoto:boundary-value", "hashimoto:response-exponent"),
    hypotheses=(beliefs.CLASSICAL_ADS, beliefs.NO_CONTACT_TERMS),
    words="formula",
)
