"""Section II.B: geodesic distance in a Fisher metric and the Ryu-Takayanagi formula."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_hermite
from numerics.information.fisher import fisher_metric
from numerics.information.geodesic_distance import geodesic_segment
from numerics.qubits.free_fermions import gaussian_entropy, ising_correlations
from numerics.spacetime.curvatures import curvature_at
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.unevaluated import SeriesCoefficient

RATE, CHARGE = sp.symbols("S' c", positive=True)  # S' = L dS / dL
SLOPE, ISING = sp.symbols("S'_Ising c_Ising", positive=True)
NODES = 6
CUTS = 0.1 * 0.5 ** np.arange(3)


def printed() -> list[ck.Link]:
    """S = (c/3) ln(L/eps) from geodesics, and the same for the critical Ising chain."""
    return [
        ck.Link("geodesic", ck.equal(RATE, CHARGE / 3), order=2),
        ck.Link("chain", ck.equal(SLOPE, ISING / 3)),
    ]


def fisher() -> Metric:
    """The Fisher metric of normal distributions of mean x and width sigma, by integration."""
    x, y = sp.symbols("x y", real=True)
    sigma = sp.Symbol("sigma", positive=True)
    log_p = -((y - x) ** 2) / (2 * sigma**2) - sp.log(sigma * sp.sqrt(2 * sp.pi))
    chart = (x, sigma)

    def entry(a: int, b: int) -> sp.Expr:
        score = sp.expand(log_p.diff(chart[a]) * log_p.diff(chart[b])).subs(y, x + y)
        powers = sp.Poly(sp.expand(score), y)
        moments = (
            c * (sp.factorial2(m - 1) * sigma**m if m % 2 == 0 else 0) for (m,), c in powers.terms()
        )
        return sp.factor(sp.Add(*moments))

    return Metric(sp.Matrix(2, 2, entry), chart, name="Fisher")


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Distance by the eikonal equation; the charge of the chain from its Casimir energy."""
    metric = fisher()
    x, sigma = metric.coordinates
    eps, length, n = sp.symbols("epsilon L n", positive=True)
    yield ck.Step("Fisher metric of normal distributions:", metric.components)
    radius = sp.sqrt(-2 / metric.scalar())
    yield ck.Step("Its radius of curvature:", radius)
    ratio = 1 + (x**2 / 2 + (sigma - eps) ** 2) / (2 * sigma * eps)
    distance = radius * sp.acosh(ratio)
    yield ck.Step("Distance from (0, epsilon), by $g^{ab}\\partial_ad\\,\\partial_bd=1$:", distance)
    slopes = [radius * sp.diff(ratio, c) / sp.sqrt(ratio**2 - 1) for c in (x, sigma)]
    inverse = metric.inverse()
    eikonal = sum(inverse[a, b] * slopes[a] * slopes[b] for a in (0, 1) for b in (0, 1))
    yield ck.shows("geodesic", eikonal, 1)
    slope = sp.radsimp(sp.factor(slopes[0].subs({x: length, sigma: eps})))
    rate = CHARGE / (6 * radius) * length * slope
    yield ck.Step("With $c=3R/2G$ and $S=d/4G$, $L\\,dS/dL$ is", rate)
    for k in (0, 1):
        yield ck.Vanishes(
            "geodesic", SeriesCoefficient(form.gap("geodesic").subs(RATE, rate), eps, k)
        )
    energy = -2 / sp.sin(sp.pi / (2 * n))  # of n sites with H = -sum XX - sum Z
    casimir = sp.series(energy, n, sp.oo, 3).removeO().coeff(n, -1)
    charge = -6 * casimir / (sp.pi * 2)  # -pi c v / 6 with velocity v = 2
    yield ck.Step("Central charge of the critical chain, from $E_0=-2/\\sin(\\pi/2n)$:", charge)
    block = sp.Limit(rate.subs(CHARGE, charge), eps, 0)
    yield ck.Vanishes("chain", form.gap("chain").subs({SLOPE: block, ISING: charge}))


def measured_metric(at: np.ndarray) -> np.ndarray:
    """The Fisher metric in mean and logarithm of the width, by quadrature of scores."""
    nodes, weights = gauss_hermite(NODES)
    width = np.exp(at[..., 1:])
    places = at[..., :1] + width * nodes[:, 0]
    rule = weights * np.exp(nodes[:, 0] ** 2 / 2) * np.sqrt(2 * np.pi) * width

    def log_density(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        z = (y - x[..., :1]) * np.exp(-x[..., 1:])
        return np.asarray(-(z**2) / 2 - x[..., 1:] - np.log(2 * np.pi) / 2)

    return np.asarray(fisher_metric(log_density, at, places, rule, step=1e-2))


@cache
def segment(length: float, cut: float) -> tuple[float, float]:
    """Slope at the end of a geodesic of the measured metric, and radius of curvature there."""
    start, end = np.array([0.0, np.log(cut)]), np.array([length, np.log(cut)])
    found = geodesic_segment(measured_metric, start, end, tolerance=1e-4)
    radius = np.sqrt(-2 / float(curvature_at(measured_metric, end).scalar))
    return float(found.slope[0]), float(radius)


@cache
def chain(ring: int) -> tuple[float, float]:
    """Slope of the entropy of blocks of a ring, and central charge from ground energies."""
    sizes = np.array([64, 96, 128])
    few, more = ring // 16, ring // 8
    g = ising_correlations(ring, 1.0)
    nats = [float(gaussian_entropy(g[:m, :m])) * np.log(2) for m in sizes]
    slope = np.polyfit(np.log(np.sin(np.pi * sizes / ring)), nats, 1)[0]
    energies, gap = [], 0.0
    for n in (few, more):
        hop = np.eye(n) - np.eye(n, k=1)
        hop[-1, 0] = 1.0  # antiperiodic
        levels = np.linalg.svd(hop, compute_uv=False)
        energies.append(-levels.sum() / n)
        gap = 2 * levels[-1]
    velocity = gap * more / np.pi
    casimir = (energies[1] - energies[0]) / (1 / few**2 - 1 / more**2)
    return float(slope), float(6 * casimir / (np.pi * velocity))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Geodesics of the measured metric with three cut-offs, and long critical chains."""
    rates = []
    for charge, length in zip(sample["c"], sample["L"], strict=True):
        row = []
        for cut in CUTS * length:
            slope, radius = segment(float(length), float(cut))
            row.append(charge / (6 * radius) * length * slope)
        rates.append(row)
    slope, charge = np.array([chain(2 ** int(k)) for k in sample["ring"]]).T
    values = {RATE: np.array(rates)[:, None], CHARGE: sample["c"]}
    return ck.Measurement(values | {SLOPE: slope, ISING: charge})


CLAIM = ck.Claim(
    key="dong_zhou:rt-fisher",
    source=source("II.B"),
    kind="approximation",
    title="Fisher geodesics and the Ryu-Takayanagi formula in two dimensions",
    latex=r"S = \frac{d_F(\epsilon, L)}{4G} = \frac{c}{3} \ln \frac{L}{\epsilon}, \qquad "
    r"L \frac{dS}{dL} = \frac{c}{3} + O(\epsilon^2/L^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("c", 0.5, 2.0, (), "central charge"),
                ck.Real("L", 0.5, 2.0, (), "interval"),
                ck.Integer("ring", 9, 10, (), "logarithm of the length of the chain"),
            )
        ),
        tolerance=1e-3,
        reason="blocks of 64 to 128 sites of 512 or 1024: corrections of the slope below 1e-3",
        method="geodesics by collocation in a Fisher metric by quadrature; free-fermion chains",
        samples=2,
        examples=4,
    ),
    expected="proved",
    words="sentence",
    reading="The Fisher metric of normal distributions, mean x and width $\\sigma$, is a "
    "hyperbolic plane of radius $R=\\sqrt2$; the distance between two points of width $\\epsilon$ "
    "at separation L is the length of the geodesic of the RT formula. That 4G is such that "
    "c = 3R/2G is put in; what is tested is the logarithm and its coefficient. The slope is taken "
    "to leave out the constant that a cut-off carries.",
    hypotheses=(beliefs.RADIUS_IS_CHARGE, beliefs.NORMAL_FAMILY),
)
