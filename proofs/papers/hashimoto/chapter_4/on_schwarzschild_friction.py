"""Chapter 4: the black hole's friction, d coth(d eta), and its Einstein equations."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.curvatures import curvature, metric_jet
from proofs.papers.hashimoto.shared import beliefs, bulk
from proofs.papers.hashimoto.shared.bulk import d
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import RicciTensor

ETA = sp.Symbol("eta", positive=True)
F, G, H = sp.symbols("f g h", real=True)


def printed() -> list[ck.Link]:
    """h = d coth(d eta), from f = sinh^2 cosh^(4/d - 2) and g = cosh^(4/d) of d eta / 2."""
    half = d * ETA / 2
    time = sp.sinh(half) ** 2 * sp.cosh(half) ** (4 / d - 2)
    return [
        ck.Link("f", ck.equal(F, time)),
        ck.Link("g", ck.equal(G, sp.cosh(half) ** (4 / d))),
        ck.Link("h", ck.equal(H, d * sp.cosh(d * ETA) / sp.sinh(d * ETA))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Einstein's equations for d = 3 and 4; horizon radius and temperature fix the constants."""
    friction = premises["friction"].of(bulk.h).xreplace({bulk.eta: ETA})
    for size in (3, 4):
        time, space = (form.of(letter, name).subs(d, size) for letter, name in ((F, "f"), (G, "g")))
        yield ck.Step(f"$f$ and $g$ for d = {size}:", sp.Tuple(time, space))
        case = {"d": size}
        given = {bulk.f: time.xreplace({ETA: bulk.eta}), bulk.g: space.xreplace({ETA: bulk.eta})}
        metric, chart = bulk.bulk_metric(size)
        ricci = RicciTensor(metric.subs(given), chart)
        for i in range(3):
            for name in "fg":
                entry = ricci[i, i] + size * metric.subs(given)[i, i]
                yield ck.Vanishes(name, entry.xreplace({bulk.eta: ETA}), case=case)
        here = friction.subs(d, size).subs(
            {bulk.f.subs(bulk.eta, ETA): time, bulk.g.subs(bulk.eta, ETA): space}
        )
        gap = form.of(H, "h").subs(d, size) - here
        yield ck.Vanishes("h", gap.rewrite(sp.exp), case=case)
        surface = sp.Subs(sp.Derivative(time, (ETA, 2)), ETA, 0) / 2
        yield ck.shows("f", surface, sp.Rational(size**2, 4), case=case)
        yield ck.shows("g", sp.Subs(space, ETA, 0), sp.S.One, case=case)


def distance(radius: ck.Array, size: ck.Array) -> ck.Array:
    """Proper distance from the horizon r = 1: the integral of 1 / (r sqrt(1 - r^-d))."""
    x, rule = np.polynomial.legendre.leggauss(40)
    top = np.sqrt(radius - 1)[:, None]
    y = top * (x + 1) / 2
    r = 1 + y**2
    shrink = -np.expm1(-size[:, None] * np.log1p(y**2))
    return np.asarray((2 * y / (r * np.sqrt(shrink)) * rule * top / 2).sum(axis=1))


def einstein_residual(radius: float, size: int) -> float:
    """Largest entry of R_ab + d g_ab of the black hole in the radius r, in a unit frame."""

    def metric(points: ck.Array) -> ck.Array:
        r = points[..., 1]
        matrix = np.zeros((*r.shape, size + 1, size + 1), dtype=r.dtype)
        rest = np.arange(2, size + 1)
        matrix[..., 0, 0] = -(r**2) + r ** (2 - size)
        matrix[..., 1, 1] = 1 / (r**2 - r ** (2 - size))
        matrix[..., rest, rest] = (r**2)[..., None]
        return matrix

    place = np.zeros(size + 1)
    place[1] = radius
    jet = metric_jet(metric, place, step=2e-2 * (radius - 1))
    mixed = np.linalg.solve(jet.g, curvature(jet.g, jet.dg, jet.ddg).ricci)
    return float(np.abs(mixed + size * np.eye(size + 1)).max())


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """From the radius r: distances by quadrature, derivatives along them by complex steps."""
    size, radius = sample["d"], 1 + sample["x"] ** 2
    r = radius + 1e-30j
    f = r**2 * (1 - r**-size)
    volume = np.log(f * r ** (2 * size - 2)) / 2
    speed = np.sqrt(f.real)
    worst = max(einstein_residual(a, int(n)) for a, n in list(zip(radius, size, strict=True))[:4])
    values = {
        ETA: distance(radius, size),
        d: size,
        F: f.real,
        G: radius**2,
        H: speed * volume.imag / 1e-30,
    }
    return ck.Measurement(values, note=f"Einstein's equations to {worst:.1e} at four points")


CLAIM = ck.Claim(
    key="hashimoto:schwarzschild-friction",
    source=source("4"),
    kind="result",
    title="Friction of the AdS black hole",
    latex=r"f = \sinh^2\frac{d\eta}{2} \left(\cosh\frac{d\eta}{2}\right)^{4/d-2}, \quad "
    r"g = \left(\cosh\frac{d\eta}{2}\right)^{4/d}, \quad h(\eta) = d \coth(d\,\eta)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 5, (), "dimension of the boundary"),
                ck.Real("x", 0.3, 1.5, (), "root of the distance of r from the horizon"),
            )
        ),
        tolerance=1e-9,
        reason="40 Gauss points resolve the distance to 1e-12, its inverse to 1e-11",
        method="black hole in the radius r: quadrature and complex steps",
        samples=64,
        examples=40,
    ),
    expected="proved",
    words="reading",
    reading="The slide draws a black hole at $\\eta=0$ and prints no metric for it; this is the "
    "planar one of AdS radius and horizon radius 1, which the published test learns for d = 3, "
    "$h=3\\coth3\\eta$. The exact arm takes d = 3 and 4.",
    premises=("hashimoto:friction",),
    hypotheses=(beliefs.VACUUM_EINSTEIN, beliefs.BOUNDARY_TIME),
)
