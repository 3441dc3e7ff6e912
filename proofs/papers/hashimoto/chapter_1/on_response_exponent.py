"""Chapter 1: what the dictionary says of the response to a source: a power of the momentum."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

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
    wave_operator,
)  # fmt: skip
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient


def printed() -> list[ck.Link]:
    """d log G / d log k = 2 sqrt(d^2/4 + m^2)."""
    return [ck.Link("exponent", ck.equal(EXPONENT, 2 * sp.sqrt(d**2 / 4 + M2)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Responses of regular fields in closed form, normalised by the source of the dictionary."""
    for nu in HALF_INTEGERS:
        field = regular_field(nu)
        case = {"nu": nu}
        yield ck.Vanishes("exponent", wave_operator(field, nu**2 - d**2 / 4), case=case)
        source_term = premises["boundary-value"].of(PHI0).subs({PHI: field, DELTA: d / 2 + nu})
        unit = sp.powsimp(source_term)
        yield ck.Vanishes("exponent", SeriesCoefficient(unit - 1, Z, 0), case=case)
        response = SeriesCoefficient(unit, Z, int(2 * nu))
        yield ck.Step(f"Response for $\\nu={sp.latex(nu)}$:", response.doit())
        exponent = form.of(EXPONENT).subs(M2, nu**2 - d**2 / 4)
        yield ck.shows("exponent", exponent * response, K * sp.Derivative(response, K), case=case)


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
    hypotheses=(beliefs.CLASSICAL_ADS, beliefs.NO_LOGARITHM),
    words="reading",
)
