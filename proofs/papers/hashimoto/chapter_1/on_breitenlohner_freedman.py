"""Chapters 1 and 4: exponents at the boundary of AdS, and the bound on the mass."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.polys.subresultants_qq_zz import sylvester

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import FORCE, d, eta, h, phi
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Residual

M2, SPLIT = sp.symbols(r"{m^{2}} {(\Delta_{+}-\Delta_{-})^{2}}", real=True)


def printed() -> list[ck.Link]:
    """(Delta_+ - Delta_-)^2 = d^2 + 4 m^2; it is not negative exactly for m^2 >= -d^2/4."""
    bound = sp.Equivalent(SPLIT >= 0, ck.at_least(M2, -(d**2) / 4), evaluate=False)
    return [
        ck.Link("difference", ck.equal(SPLIT, d**2 + 4 * M2)),
        ck.Link("bound", bound),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert e^(-Delta eta) into the equation of motion and take the discriminant."""
    power = sp.Symbol("Delta", real=True)
    field = sp.exp(-power * eta)
    motion = premises["equation-of-motion"].gap().xreplace({FORCE: M2 * field, h: d})
    quadratic = sp.Poly(sp.expand(Residual(motion, {phi: field}).doit() / field), power)
    yield ck.Step(
        "With $\\phi=e^{-\\Delta\\eta}$ and $h=d$ the equation of motion becomes",
        ck.equal(quadratic.as_expr(), 0),
    )
    rows = sylvester(quadratic, quadratic.diff(power), power)
    discriminant = -sp.Determinant(sp.ImmutableMatrix(rows)) / quadratic.LC()
    yield ck.Step("Squared difference of its roots, its discriminant:", discriminant)
    yield ck.shows("difference", form.of(SPLIT, "difference"), discriminant)
    yield ck.Entails("bound", ck.equal(SPLIT, discriminant.doit()), form["bound"])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Eigenvalues of the propagator over one unit of eta, from two integrated fields each.

    Over a length of 1/2 the phase of an oscillating pair stays below pi.
    """
    n, length = len(sample["d"]), 0.5
    dimension, mass = (np.tile(sample[name], 2) for name in ("d", "m2"))
    start = np.repeat(np.eye(2), n, axis=0)
    ends = radial_field(lambda at: dimension, lambda x: mass * x, start, [0.0, length])[-1]
    propagator = np.moveaxis(ends.reshape(2, n, 2), 0, -1)
    rates = np.log(np.linalg.eigvals(propagator).astype(complex)) / length
    split = ((rates[:, 0] - rates[:, 1]) ** 2).real
    return ck.Measurement({SPLIT: split, d: sample["d"], M2: sample["m2"]})


_d, _m2 = sp.symbols("d m2", real=True)

CLAIM = ck.Claim(
    key="hashimoto:breitenlohner-freedman",
    source=source("1"),
    kind="result",
    title="Exponents at the boundary and the bound on the mass",
    latex=r"(\Delta_+ - \Delta_-)^2 = d^2 + 4m^2 \ge 0 \iff m^2 \ge -\frac{d^2}{4}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 1, 6, (), "dimension of the boundary"),
                ck.Real("m2", -8.0, 8.0, (), "mass squared, AdS radius 1"),
            ),
            sp.Abs(_d**2 + 4 * _m2) > 0.1,
        ),
        tolerance=1e-9,
        reason="propagators to 1e-12; near the bound their eigenvalues lose a digit or two",
        method="eigenvalues of integrated propagators",
        samples=64,
    ),
    expected="proved",
    reading="The slides print the dictionary and, later, the action; that a source and a response "
    "exist at all needs two real exponents $\\Delta_\\pm$. AdS has radius 1.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.ADS_NEAR_BOUNDARY,),
    words="reading",
)
