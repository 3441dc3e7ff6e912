"""Chapter 4: the third number of a datum, the slope at the horizon."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import BEND, FORCE, SLOPE, Z, eta, h, phi
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import RateAlong, Residual

PI, ETA, FLUX = sp.symbols(r"\partial_{\eta}\phi eta C", real=True)
FIELD, SLOPE_0, REGULAR, TILT = sp.symbols(r"phi pi r r'", real=True)
VOLUME = sp.Symbol("w", positive=True)


def printed() -> list[ck.Link]:
    """The slope has a value at the horizon: eta times it vanishes there."""
    return [ck.Link("label", ck.equal(ETA * PI, 0))]


def amended() -> list[ck.Link]:
    """eta d_eta phi tends to w (r pi - r' phi), the same at every eta."""
    flux = VOLUME * (REGULAR * SLOPE_0 - TILT * FIELD)
    return [
        ck.Link("label", ck.equal(ETA * PI, FLUX)),
        ck.Link("flux", ck.equal(FLUX, flux)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Abel's identity for any volume, and the two solutions next to a horizon."""
    mass, free = sp.symbols("m2 A", real=True)
    near = 1 + mass * Z**2 / 4
    other = FLUX * (near * sp.log(Z) - mass * Z**2 / 4) + free * near
    yield ck.Step(
        "With $w=\\eta$ and $V=\\frac12 m^2\\phi^2$ the two solutions next to the "
        "horizon are, up to the third power,",
        sp.Tuple(near, other),
    )
    motion = premises["equation-of-motion"]
    for one in (near, other):
        field = one.xreplace({Z: eta})
        left = Residual(motion.gap().xreplace({FORCE: mass * field, h: 1 / eta}), {phi: field})
        yield ck.Vanishes("label", sp.Limit(left.doit(), eta, 0))
    gap = form.gap("label").subs({PI: sp.diff(other, Z), ETA: Z})
    yield ck.Vanishes("label", sp.Limit(gap, Z, 0))
    if "flux" not in form:
        return
    volume = sp.Function("w", positive=True)(eta)
    fields = [sp.Function(name, real=True)(eta) for name in ("phi", "r")]
    slopes = [sp.Symbol(f"{name}'", real=True) for name in ("phi", "r")]
    friction = sp.Derivative(sp.log(volume), eta)
    bends = [
        motion.of(BEND).subs({SLOPE: slope, FORCE: mass * field, h: friction})
        for slope, field in zip(slopes, fields, strict=True)
    ]
    letters = [sp.Symbol(f"{name}_0", real=True) for name in ("phi", "r")]
    at = dict(zip((FIELD, REGULAR, SLOPE_0, TILT), (*letters, *slopes), strict=True))
    flux = form.of(FLUX, "flux").subs(at).subs(VOLUME, volume)
    rates = {
        eta: 1,
        **dict(zip(letters, slopes, strict=True)),
        **{
            s: b.subs(dict(zip(fields, letters, strict=True)))
            for s, b in zip(slopes, bends, strict=True)
        },
    }
    yield ck.Step("$w(r\\phi'-r'\\phi)$ for two solutions, which has to stay the same:", flux)
    yield ck.Vanishes("flux", RateAlong(flux, rates))
    end = {
        VOLUME: Z,
        FIELD: other,
        REGULAR: near,
        SLOPE_0: sp.diff(other, Z),
        TILT: sp.diff(near, Z),
    }
    yield ck.shows("flux", sp.Limit(form.of(FLUX, "flux").subs(end), Z, 0), FLUX)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Send data inwards through a black hole's bulk; the regular field outwards.

    C is the growth of the field per unit of log(eta) between two places next to the horizon.
    """
    size, mass = sample["d"], sample["mass"]
    outer, inner = 1e-4, 1e-5

    def bulk(start: ck.Array, stations: list[float]) -> ck.Array:
        return radial_field(
            lambda at: size / np.tanh(size * at), lambda x: mass * x, start, stations
        )

    start = np.stack([sample["phi"], sample["pi"]], -1)
    path = bulk(start, [1.0, outer, inner])
    near = np.stack([1 + mass * inner**2 / 4, mass * inner / 2], -1)
    regular = bulk(near, [inner, 1.0])[-1]
    values = {
        ETA: np.full(len(size), inner),
        PI: path[-1, :, 1],
        FLUX: (path[1, :, 0] - path[2, :, 0]) / np.log(outer / inner),
        FIELD: sample["phi"],
        SLOPE_0: sample["pi"],
        REGULAR: regular[:, 0],
        TILT: regular[:, 1],
        VOLUME: np.sinh(size) / size,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:label-at-horizon",
    source=source("4"),
    kind="definition",
    title="The slope at the horizon as a datum",
    latex=r"(\phi|_{\eta=1},\ \partial_\eta\phi|_{\eta=1},\ \partial_\eta\phi|_{\eta=0})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("mass", -2, 2, (), "m^2"),
                ck.Real("phi", -1.0, 1.0, (), "field at eta = 1"),
                ck.Real("pi", -1.0, 1.0, (), "slope at eta = 1"),
            )
        ),
        tolerance=1e-6,
        reason="taken at 1e-5 and 1e-4 from the horizon, where C is off by 1e-8",
        method="data integrated towards the horizon of a black hole",
        samples=32,
        examples=60,
    ),
    expected="ill-posed",
    fails_by="right side 0 for C",
    reading="Read as a limit. Required: every pair $(\\phi,\\phi')$ at $\\eta=1$ has such a third "
    "number. It is 0 for the pairs that reach the horizon without a logarithm and infinite for all "
    "others, like $C/\\eta$; a number between exists only where the last layer stands off the "
    "horizon. What can be given for every pair is C. For quadratic V it is linear in the pair, so "
    "that data of all sizes say no more of h than one ratio $\\phi'/\\phi$.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.HORIZON, beliefs.QUADRATIC_POTENTIAL),
    amended=ck.Amended(
        latex=r"\left(\phi|_{\eta=1},\ \partial_\eta\phi|_{\eta=1},\ C\right), \quad "
        r"C = \lim_{\eta\to0} \eta\, \partial_\eta\phi = w\,(r\,\partial_\eta\phi - "
        r"\phi\,\partial_\eta r)|_{\eta=1}",
        links=amended,
        note="The coefficient of the logarithm in place of the slope; it vanishes exactly for the "
        "data that the horizon condition accepts.",
    ),
)
