"""Section II.B: an excitation in the optimised path integral makes a cone, as gravity does."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.optimize import brentq

import proofs.checker as ck
from numerics.calculus import gradient
from numerics.information.liouville import relax_liouville
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient, VariationalDerivative

WEIGHT, LIGHT = sp.symbols("eta xi", positive=True)  # h / c, and h / c of a light excitation
Z = sp.Symbol("z", real=True)
MU, EPS = sp.symbols("mu epsilon", positive=True)
SHRINK = sp.Symbol(r"e^{-\phi}", positive=True)
DEFICIT, GRAVITY = sp.symbols("delta delta_gravity", real=True)
A = sp.Symbol("a", positive=True)
DEPTH, CELLS = 16.0, (256, 512, 1024)


def printed() -> list[ck.Link]:
    """Curvature -mu around a cone of deficit 24 pi h / c, as in gravity to first order."""
    a = 1 - 12 * WEIGHT
    cone = EPS * sp.cosh(a * Z) + sp.sqrt(MU + a**2 * EPS**2) * sp.sinh(a * Z) / a
    return [
        ck.Link("optimum", ck.equal(SHRINK, cone), order=2),
        ck.Link("deficit", ck.equal(DEFICIT, 24 * sp.pi * WEIGHT), order=2),
        ck.Link("gravity", ck.equal(GRAVITY, 24 * sp.pi * LIGHT), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Field equation with a source at the centre, the angle there, and the cone of gravity."""
    field, flux = sp.Function("phi", real=True), sp.Symbol("F", real=True)
    # (1 / 24 pi) int (phi'^2 + mu e^(2 phi)) dz 2 pi, and -2 (h / c) (phi - ln r) at the centre:
    # a stationary end has the slope that the flux of the source asks for, less that of ln r
    action = field(Z).diff(Z) ** 2 + MU * sp.exp(2 * field(Z))
    end = sp.solve(sp.Derivative(flux**2 / 12, flux).doit() - 2 * WEIGHT, flux)[0] - 1
    yield ck.Step("Least action with $e^{-2h\\phi}$ at the centre: slope of the field there", end)
    shrink = form.of(SHRINK, "optimum")
    least = VariationalDerivative(action, field(Z), (Z,)).doit()
    # in the exponent of the sinh, 1 - 12 h / c is positive
    small = {WEIGHT: (1 - A) / 12}
    yield ck.Vanishes("optimum", least.subs(field(Z), -sp.log(shrink)).subs(small))
    yield ck.shows("optimum", sp.Subs(shrink, Z, 0), EPS)
    deep = sp.Limit(sp.Derivative(shrink.subs(small), Z) / shrink.subs(small), Z, sp.oo)
    yield ck.shows("optimum", deep, -end.subs(small))
    # near the centre e^phi = e^(end z): circumference 2 pi e^phi over the integral of e^phi
    angle = 2 * sp.pi / sp.Integral(sp.exp(end.subs(small) * Z), (Z, 0, sp.oo))
    yield ck.shows("deficit", 2 * sp.pi - angle, form.of(DEFICIT, "deficit").subs(small))
    mass = sp.Symbol("alpha", positive=True)
    schwarz = schwarzian(Z**mass, Z) * Z**2 / 12
    yield ck.Step(
        "In gravity a particle makes a cone of angle $2\\pi\\alpha$; the map $w^\\alpha$ gives "
        "its weight over c:",
        schwarz,
    )
    alpha = sp.sqrt(1 - 24 * LIGHT)
    yield ck.Vanishes("gravity", sp.Subs(schwarz - LIGHT, mass, alpha))
    gap = form.gap("gravity").subs(GRAVITY, 2 * sp.pi * (1 - alpha))
    for k in (0, 1):
        yield ck.Vanishes("gravity", SeriesCoefficient(gap, LIGHT, k))


def schwarzian(f: sp.Expr, w: sp.Symbol) -> sp.Expr:
    """f'''/f' - 3/2 (f''/f')^2."""
    bend = sp.powsimp(f.diff(w, 2) / f.diff(w))
    return sp.factor(bend.diff(w) - bend**2 / 2)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Relaxation with the flux of the source at the deep end; angle from a small circle."""
    shrink, deficit, gravity = [], [], []
    light = 2.0 ** -np.arange(6, 9)
    for mu, eps, x in zip(sample["mu"], sample["epsilon"], sample["eta"], strict=True):
        fields = [
            relax_liouville([-np.log(eps)], 12 * x - 1, mu=mu, depth=DEPTH, cells=n) for n in CELLS
        ]
        rows = [np.exp(-f.field[:: n // 32, 0][1:7]) for f, n in zip(fields, CELLS, strict=True)]
        shrink.append(np.stack(rows, axis=-1))
        deficit.append([_deficit(f.depth, f.field[:, 0], 1 - 12 * x) for f in fields])
        gravity.append([2 * np.pi * (1 - _opening(w)) for w in light * (1 + x)])
    depth = np.broadcast_to(DEPTH / 32 * np.arange(1, 7), (len(shrink), 6))
    values: dict[sp.Basic, np.ndarray] = {SHRINK: np.stack(shrink), Z: depth}
    values |= {MU: sample["mu"], EPS: sample["epsilon"], WEIGHT: sample["eta"]}
    values |= {DEFICIT: np.array(deficit)[:, None], GRAVITY: np.array(gravity)[:, None]}
    values[LIGHT] = (light * (1 + sample["eta"][:, None]))[:, None]
    return ck.Measurement(values)


def _deficit(depth: np.ndarray, phi: np.ndarray, flux: float) -> float:
    """2 pi - circumference / radius of the circle at three quarters of the depth."""
    h, start = depth[1], 3 * len(depth) // 4
    scale = np.exp(phi[start:])
    radius = h * (scale.sum() - (scale[0] + scale[-1]) / 2) + scale[-1] / flux
    return float(2 * np.pi * (1 - scale[0] / radius))


def _opening(weight: float) -> float:
    """The alpha whose map w^alpha has the Schwarzian derivative of a given weight over c."""

    def gap(alpha: float) -> float:
        def f(w: np.ndarray) -> np.ndarray:
            return np.asarray(w[..., 0] ** alpha)

        def slope(w: np.ndarray) -> np.ndarray:
            return np.asarray(np.log(gradient(f, w)[0]))

        first = gradient(slope, [1.0])[0]
        second = gradient(lambda w: gradient(slope, w)[0], [1.0])[0]
        return float((second - first**2 / 2) / 12 - weight)

    return float(brentq(gap, 0.1, 1.0, xtol=1e-14))


CLAIM = ck.Claim(
    key="dong_zhou:liouville-back-reaction",
    source=source("II.B"),
    kind="approximation",
    title="Back-reaction in the optimised path integral",
    latex=r"e^{-\phi} = \epsilon \cosh az + \tfrac{1}{a} \sqrt{\mu + a^2\epsilon^2} \sinh az, "
    r"\quad a = 1 - \frac{12h}{c}, \qquad \delta = \frac{24\pi h}{c} = "
    r"2\pi\left(1 - \sqrt{1 - \tfrac{24h}{c}}\right) + O(h^2/c^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("mu", 0.5, 2.0),
                ck.Real("epsilon", 0.5, 1.5, (), "boundary scale"),
                ck.Real("eta", 0.005, 0.03, (), "weight of the excitation over c"),
            )
        ),
        tolerance=1e-9,
        reason="no link is judged by it: all are orders, in the spacing of the grid or in h/c",
        method="Newton relaxation on three grids; Schwarzian derivatives by differences",
        samples=4,
    ),
    expected="proved",
    words="sentence",
    reading="An excitation is a primary operator of weights $h=\\bar h$ at the centre, which "
    "enters as $e^{-2h\\phi}$. It leaves the curvature as it is and cuts out a wedge; Einstein "
    "gravity with c = 3R/2G cuts out the same one to first order in h/c. Beyond it the two differ: "
    "at second order gravity has a deficit larger by $144\\pi(h/c)^2$.",
    hypotheses=(beliefs.RESTING_EXCITATION,),
)
