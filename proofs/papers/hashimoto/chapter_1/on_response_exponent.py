"""Chapter 1: what the dictionary says of the response to a source: a power of the momentum."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.response import boundary_response
from proofs.papers.hashimoto.chapter_1.on_boundary_value import K, Z, solutions, wave
from proofs.papers.hashimoto.shared.bulk import d
from proofs.papers.hashimoto.shared.notation import source

EXPONENT, M2 = sp.symbols(r"\partial_{\log{k}}\log{G} {m^{2}}", real=True)


def printed() -> list[ck.Link]:
    """d log G / d log k = 2 sqrt(d^2/4 + m^2)."""
    return [ck.Link("exponent", ck.equal(EXPONENT, 2 * sp.sqrt(d**2 / 4 + M2)))]


@cache
def response(nu: sp.Expr) -> sp.Expr:
    """Coefficient of z^(d/2 + nu) in the regular field over its source."""
    relative = sp.expand(sp.powsimp(solutions()[nu] / Z ** (d / 2 - nu)))
    return sp.series(relative, Z, 0, int(2 * nu) + 1).removeO().coeff(Z, int(2 * nu))


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The radial equation knows k and z in the product kz alone; responses in closed form."""
    form = given["exponent"].rhs
    low = sp.Symbol("Delta")
    roots = sp.solve(low * (low - d) - M2, low)
    difference = sp.Abs(sp.simplify(roots[1] - roots[0]))
    steps = [
        ck.Step("Exponents at the boundary, where $k^2z^2$ is nothing:", sp.FiniteSet(*roots)),
        ck.Step(
            "A solution with momentum k is that of momentum 1 at kz, so that the response over "
            "the source scales with the difference of the exponents:",
            difference,
        ),
    ]
    obligations = [ck.Vanishes("exponent", form**2 - sp.expand((roots[1] - roots[0]) ** 2))]
    for value in solutions():
        answer = response(value)
        slope = sp.simplify(K * sp.diff(answer, K) / answer)
        steps.append(ck.Step(f"Response for $\\nu={sp.latex(value)}$:", answer))
        obligations.append(ck.Vanishes("exponent", wave(value)))
        inserted = form.subs(M2, value**2 - d**2 / 4)
        obligations.append(ck.Vanishes("exponent", inserted - slope))
    return ck.Derivation(steps=tuple(steps), obligations=tuple(obligations))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Integrate the radial equation at two momenta and compare the responses."""
    size, nu, k = sample["d"], sample["nu"], sample["k"]
    ratio = 1.5
    found = [boundary_response(size, nu**2 - size**2 / 4, p) for p in (k, ratio * k)]
    answers = [one.response / one.source for one in found]
    slope = np.log(answers[1] / answers[0]) / np.log(ratio)
    return ck.Measurement({EXPONENT: slope, d: size, M2: nu**2 - size**2 / 4})


_nu = sp.Symbol("nu", real=True)

CLAIM = ck.Claim(
    key="hashimoto:response-exponent",
    source=source("1"),
    kind="result",
    title="Response to a source: exponent 2 nu",
    latex=r"\frac{\delta^2 \log Z}{\delta\phi_0\, \delta\phi_0} \propto k^{2\nu}, \quad "
    r"2\nu = 2\sqrt{\frac{d^2}{4} + m^2}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 1, 5, (), "dimension of the boundary"),
                ck.Real("nu", 0.1, 2.9, (), "half the difference of the exponents, sets the mass"),
                ck.Real("k", 0.5, 2.0, (), "momentum"),
            ),
            sp.And(*(sp.Abs(_nu - n) > sp.Rational(1, 20) for n in (1, 2))),
        ),
        tolerance=1e-9,
        reason="responses are good to 1e-11, near whole numbers to 1e-10",
        method="radial equation from deep inside, resolved into two boundary series",
        samples=48,
        examples=60,
    ),
    expected="proved",
    reading="The slide prints the equality of the partition functions; this is what it says for a "
    "free scalar of mass m in AdS of radius 1: a two-point function of an operator of dimension "
    "$\\frac d2+\\nu$.",
    premises=("hashimoto:boundary-value",),
    hypotheses=("the bulk is AdS and classical", "$\\nu$ is no whole number: no logarithm"),
)
