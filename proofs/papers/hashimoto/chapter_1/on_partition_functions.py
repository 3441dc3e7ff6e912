"""Chapter 1: equal partition functions, tested on the two-point function that they give."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.response import boundary_response
from proofs.papers.hashimoto.chapter_1.on_boundary_value import K, Z, solutions
from proofs.papers.hashimoto.shared.notation import source

NEAR, FAR = sp.symbols("G(t) G(2t)", real=True)
DELTA = sp.Symbol("Delta", positive=True)


def printed() -> list[ck.Link]:
    """G is positive and falls like t^(-2 Delta)."""
    return [
        ck.Link("power", ck.equal(FAR, NEAR / 4**DELTA)),
        ck.Link("positive", ck.greater(NEAR, 0)),
    ]


@cache
def kernel(nu: sp.Expr) -> sp.Expr:
    """d^2 log Z / d phi_0^2 at momentum k, without contact terms.

    log Z = -S and S = -z^(1-d) phi phi' / 2 at the cut-off; what is odd in k survives there.
    """
    field = solutions()[nu]
    ratio = sp.simplify(sp.diff(field, Z) / field)
    action = -ratio * Z ** (1 - 2 * nu) / 2  # phi = phi_0 z^(d/2 - nu), and z^(1-d) phi^2
    expansion = sp.series(sp.simplify(action * Z ** (2 * nu)), Z, 0, int(2 * nu) + 1).removeO()
    return -2 * sp.expand(expansion).coeff(Z, int(2 * nu))


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Fourier transforms of odd powers of k: Re n! / (-i t)^(n+1)."""
    t = sp.Symbol("t", positive=True)
    obligations: list[ck.Obligation] = []
    steps = []
    for nu in solutions():
        power = int(2 * nu)
        momentum = kernel(nu)
        space = momentum.coeff(K, power) * sp.factorial(power) * sp.re(1 / (-sp.I) ** (power + 1))
        space = space / sp.pi / t ** (power + 1)
        steps.append(
            ck.Step(
                f"For $\\nu={sp.latex(nu)}$ in momentum and in time:", sp.Tuple(momentum, space)
            )
        )
        statement = form["power"]
        inserted = {NEAR: space, FAR: space.subs(t, 2 * t), DELTA: sp.S.Half + nu}
        obligations.append(ck.Vanishes("power", (statement.lhs - statement.rhs).subs(inserted)))
        given = ck.equal(NEAR, space)
        obligations.append(ck.Entails("positive", given, form["positive"]))
    return ck.Derivation(steps=tuple(steps), obligations=tuple(obligations))


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
    hypotheses=(
        "the metric is AdS$_2$ and does not answer to the field",
        "contact terms, analytic in $k^2$, are dropped",
        "the numeric arm smears sources over a seventh of t",
    ),
)
