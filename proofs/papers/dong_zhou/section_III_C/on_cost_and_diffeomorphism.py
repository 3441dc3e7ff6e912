"""Section III.C: whether a change of the complexity metric is a diffeomorphism."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients
from numerics.nielsen.curvature import sectional_curvature
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import scalar_curvature, strings

NAME = "scalar curvature"
c = sp.Symbol("c", positive=True)
curved, plain = sp.symbols("R_c R_1", real=True)


def printed() -> list[ck.Link]:
    """R_c = R_1: a diffeomorphism keeps the scalar curvature, which is constant on a group."""
    return [ck.Link(NAME, ck.equal(curved, plain))]


def amended() -> list[ck.Link]:
    """R_c = 8 - 2 c, which is 6 for equal costs."""
    return [ck.Link(NAME, ck.equal(curved, 8 - 2 * c)), ck.Link("equal costs", ck.equal(plain, 6))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Curvature of SU(2) with costs 1, 1, c."""
    general = scalar_curvature(dict.fromkeys(strings(1), sp.S.One) | {"Z": c})
    values = {curved: general, plain: sp.Subs(general, c, 1)}
    yield ck.Step(
        "Scalar curvature of SU(2) with costs 1, 1 and c, and with equal costs:",
        sp.Tuple(*values.values()),
    )
    yield ck.Step(
        "The volume is $\\sqrt{c}$ times that of equal costs. Free of the unit of length, "
        "the cube of the curvature times the square of the volume is, in units of that of "
        "equal costs, not constant either:",
        sp.factor(c * (general / general.subs(c, 1)) ** 3),
    )
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Sums of sectional curvatures over three random orthogonal planes, from matrices."""
    found = []
    for cost in sample["c"]:
        row = []
        for table in (np.array([1.0, cost, 1.0, 1.0]), np.ones(4)):
            frame, _ = np.linalg.qr(rng.standard_normal((3, 3)))
            h = np.concatenate([np.zeros((3, 1)), frame], axis=1) / np.sqrt(table)
            axes = from_coefficients(h)
            row.append(2 * sectional_curvature(axes, np.roll(axes, 1, axis=0), table).sum())
        found.append(row)
    r_c, r_1 = np.array(found).T
    return ck.Measurement({curved: r_c, plain: r_1, c: sample["c"]})


CLAIM = ck.Claim(
    key="dong_zhou:cost-and-diffeomorphism",
    source=source("III.C"),
    kind="postulate",
    title="Whether a change of the complexity metric is a diffeomorphism",
    latex=r"g_c = \phi^* g_1 \;\Longrightarrow\; R_c = R_1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("c", 1.25, 4.0, meaning="cost of Z"),)),
        tolerance=1e-10,
        reason="nine products of two by two matrices",
        method="sectional curvatures in random orthonormal frames",
        samples=20,
    ),
    expected="inconsistent",
    fails_by="right side R_1 for 8 - 2*c",
    words="reading",
    reading="Read strictly: geometries of different complexity metrics are related by "
    "diffeomorphisms, as those of different coordinates are, and so agree in all invariants. Read "
    "as having the same end only, see the claim on the change of cost, it is consistent.",
    hypotheses=(beliefs.ONE_QUBIT_COSTS,),
    amended=ck.Amended(
        latex=r"R_c = 8 - 2c, \qquad R_1 = 6",
        links=amended,
        note="Two metrics on the same group with different scalar curvature are not isometric: the "
        "change of cost is a change of geometry, and even of the sign of its curvature at c = 4.",
    ),
)
