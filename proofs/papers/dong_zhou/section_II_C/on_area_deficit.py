"""Section II.C: the area of a small ball of fixed volume falls with the Einstein tensor."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.small_balls import (
    DEFICIT,
    DOMAIN,
    G00,
    OMEGA,
    area_change,
    einstein_density,
    measure,
)
from qmgr_sym.unevaluated import SeriesCoefficient


def printed() -> list[ck.Link]:
    """delta_A / l^4 = -Omega G_00 / 15 at fixed volume, up to O(l^2)."""
    return [ck.Link("deficit", ck.equal(DEFICIT, -OMEGA * G00 / 15), order=2)]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Normal coordinates, with the sectional curvatures and the next order left open."""
    size = sp.Symbol("l", positive=True)
    change = area_change(size)
    yield ck.Step("$G_{00}$ at the centre, half the curvature scalar of space:", einstein_density())
    yield ck.Step("Area less that of a flat ball of the same volume, over $l^4$:", change)
    gap = form.gap("deficit").subs({DEFICIT: change, G00: einstein_density()})
    for k in (0, 1):
        yield ck.Vanishes("deficit", SeriesCoefficient(gap, size, k))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Geodesics of a curved space leave its centre; areas and volumes of three balls."""
    density, change = [], []
    for bend in sample["bend"]:
        g00, radii, areas = measure(bend)
        density.append(g00)
        change.append(areas / radii**4)
    sphere = np.full(len(change), 4 * np.pi)
    values = {DEFICIT: np.array(change)[:, None], G00: np.array(density), OMEGA: sphere}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:area-deficit",
    source=source("II.C"),
    kind="approximation",
    title="Area deficit of a small ball at fixed volume",
    latex=r"\delta A|_V = -\frac{\Omega_{d-2}\, \ell^d}{d^2 - 1}\, G_{00}, \qquad d = 4",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-9,
        reason="not used: the link is an order in the radius of the ball",
        method="geodesics, areas and volumes of balls of radius 0.4, 0.2 and 0.1",
        samples=4,
    ),
    expected="proved",
    words="sentence",
    reading="The volume-invariant perturbation of entanglement equilibrium, whose change of area "
    "is the ultraviolet part of the change of entropy. The next order in the radius carries "
    "derivatives and squares of the curvature.",
    hypotheses=(beliefs.SMALL_GEODESIC_BALL,),
)
