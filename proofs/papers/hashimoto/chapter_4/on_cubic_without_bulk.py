"""Spacetime emergent from data, 3/4: the six points fitted by a cubic, without any bulk."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import cubic_response
from numerics.holography.training import Data
from proofs.papers.hashimoto.shared.balls import rational
from proofs.papers.hashimoto.shared.condensates import CLOSE, LATTICE, POINTS, VALUE
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source

SLOPE, CUBIC = Fraction("0.1248"), Fraction("7.95")  # GeV^-2, GeV^-8
MASS = sp.Symbol("m_q", positive=True)


def printed() -> list[ck.Link]:
    """A curve without a bulk, m = b c + d c^3, misses some point by more than 0.002 GeV^3."""
    off = sp.Abs(VALUE - LATTICE)
    return [ck.Link("needs a bulk", ck.greater(off, CLOSE), quantifier="some")]


def amended() -> list[ck.Link]:
    """It meets all of them as closely as the metrics do."""
    return [ck.Link("cubic", ck.at_most(sp.Abs(VALUE - LATTICE), CLOSE))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Real roots of one rational cubic for the six masses."""
    b, d = rational(SLOPE), rational(CUBIC)
    yield ck.Step("The curve:", ck.equal(MASS, b * VALUE + d * VALUE**3))
    roots = []
    for mass, lattice in POINTS:
        root = ck.equal(b * VALUE + d * VALUE**3, rational(mass))
        roots.append(sp.And(root, ck.equal(LATTICE, rational(lattice))))
    for name, link in form.links.items():
        if link.quantifier == "some":
            yield ck.Satisfiable(name, sp.And(sp.Or(*roots), form[name]))
        else:
            for given in roots:
                yield ck.Entails(name, given, form[name])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The cubic fitted to the lattice points, moved a little; its roots by companion matrices."""
    lattice = lattice_points()
    found, meant = [], []
    for moves in sample["moved"]:
        data = Data(lattice.mass, lattice.condensate * (1 + moves / 1000), lattice.error)
        b, d = cubic_response(data)
        roots = [np.roots([d, 0.0, b, -mass]) for mass in data.mass]
        found.append([z[np.abs(z.imag).argmin()].real for z in roots])
        meant.append(data.condensate)
    worst = np.abs(np.array(found) - np.array(meant)).max()
    return ck.Measurement(
        {VALUE: np.array(found), LATTICE: np.array(meant)},
        note=f"largest distance {worst:.2g} GeV^3, as of the calibrated metrics",
    )


CLAIM = ck.Claim(
    key="hashimoto:cubic-without-bulk",
    source=source("4"),
    kind="result",
    title="What meeting the six condensates shows of a bulk",
    latex=r"m_q = b\,c + d\,c^3 \;\Rightarrow\; \max_i |c_i - \bar c_i| > 0.002\,\mathrm{GeV}^3",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Real("moved", -1.0, 1.0, (6,), "what the points are moved by, in thousandths"),)
        ),
        tolerance=1e-9,
        reason="roots of a cubic are good to rounding",
        method="weighted least squares, roots of the cubic",
        samples=24,
        examples=20,
        floor=1e-3,
    ),
    expected="corrected",
    fails_by="Abs(C - \\bar{c}) > 1/500 for Abs(C - \\bar{c}) <= 1/500",
    words="reading",
    reading="Meeting the data is taken for a sign of a bulk. It would be one if curves without a "
    "bulk did not meet them: tested is the simplest, with two numbers.",
    hypotheses=(ck.Belief("met-within", "A condensate within 0.002 GeV$^3$ counts as met."),),
    amended=ck.Amended(
        latex=r"m_q = b\,c + d\,c^3: \qquad |c_i - \bar c_i| \le 0.002\,\mathrm{GeV}^3",
        links=amended,
        note="Two numbers and no bulk meet the six points within 0.0014 GeV$^3$, as closely as the "
        "smooth metrics do, which are this cubic up to terms that the data do not see. Six "
        "condensates test that the response is odd with two numbers, and no more. What could "
        "tell a bulk is a second observable of the same metric.",
    ),
)
