"""Spacetime emergent from data, 3/4: the values of L and lambda that training finds."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import RESPONSE, SOURCE, condensate_of, mass_of
from proofs.papers.hashimoto.shared.condensates import (
    CLOSE,
    LAYOUT,
    METRICS,
    POINTS,
    SAME,
    alike,
    bounds,
    close,
)
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.series import response, source_series

L = sp.Symbol("L", positive=True)  # MeV^-1
LAMBDA = sp.Symbol("lambda", positive=True)  # of the dimension of L
MET, AGREED = sp.symbols("n_{met} n_{agreed}", integer=True)  # of the six condensates
COUPLING, INVERSE = sp.symbols(r"{\frac{\lambda}{L}} {\frac{1}{L}}", positive=True)  # 1, GeV
SLOPE, CUBIC = sp.symbols("b d", positive=True)  # mass over condensate and over its cube
FIRST, THIRD = sp.symbols("a_1 a_3", positive=True)  # of h alone
RING = np.exp(2j * np.pi * np.arange(16) / 16)


def printed() -> list[ck.Link]:
    """Every metric that the condensates allow has 1/L = 237(3) MeV and lambda/L = 0.0127(6)."""
    return [
        ck.Link("L", sp.And(1 / L - 237 <= 3, 237 - 1 / L <= 3)),
        ck.Link(
            "lambda",
            sp.And(
                LAMBDA / L - sp.Rational(127, 10000) <= sp.Rational(6, 10000),
                sp.Rational(127, 10000) - LAMBDA / L <= sp.Rational(6, 10000),
            ),
        ),
    ]


def amended() -> list[ck.Link]:
    """What the data fix, and two metrics that it leaves.

    m = b c + d c^3 + ... with b and d by L, lambda and two numbers of h; a metric with any L meets
    the six points, and metrics with two values of L agree on them.
    """
    first = 2 * sp.pi**2 * FIRST / (3 * sp.exp(2) * INVERSE**2)
    third = 2 * sp.pi**4 * COUPLING * THIRD / (9 * sp.exp(8) * INVERSE**8)
    return [
        ck.Link("b", ck.equal(SLOPE, first)),
        ck.Link("d", ck.equal(CUBIC, third)),
        ck.Link("fit", ck.equal(MET, len(POINTS))),
        ck.Link("two metrics", ck.equal(AGREED, len(POINTS))),
    ]


def _rational(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Two metrics in ball arithmetic: signs of pi at eta = 0 enclose their condensates."""
    first, second = (bounds(metric) for metric in METRICS)
    allowed = sp.Or(
        *(
            sp.And(
                ck.equal(L, _rational(1 / (1000 * inverse))),
                ck.equal(LAMBDA, _rational(coupling / (1000 * inverse))),
            )
            for inverse, _, coupling in METRICS
        )
    )
    counts = {
        MET: min(sum(close(first)), sum(close(second))),
        AGREED: sum(alike(first, second)),
    }
    obligations: list[ck.Obligation] = []
    numbers = []
    for metric in METRICS:
        b, d, _ = response(metric, LAYOUT.layers)
        unit = source_series(metric[1], Fraction(1), LAYOUT.layers)
        numbers.append(
            {
                SLOPE: b,
                CUBIC: d,
                FIRST: unit[1],
                THIRD: unit[3],
                INVERSE: _rational(metric[0]),
                COUPLING: _rational(metric[2]),
            }
        )
    for name, statement in form.items():
        if name in ("L", "lambda"):
            obligations.append(ck.Entails(name, allowed, statement))
        elif name in ("b", "d"):
            left = statement.lhs - statement.rhs
            obligations += [ck.Vanishes(name, left.subs(values)) for values in numbers]
        else:
            obligations.append(ck.Vanishes(name, (statement.lhs - statement.rhs).subs(counts)))
    table = [
        sp.Tuple(*(sp.Float(float(v), 5) for v in (value, *one, *two)))
        for (_, value), one, two in zip(POINTS, first, second, strict=True)
    ]
    return ck.Derivation(
        steps=(
            ck.Step(
                r"Both metrics are $h=4+x(1-\eta)$ with 15 layers; $1/L$ in MeV, $x$, $\lambda/L$:",
                sp.Tuple(
                    *(
                        sp.Tuple(_rational(1000 * e), _rational(x), _rational(g))
                        for e, x, g in METRICS
                    )
                ),
            ),
            ck.Step(
                r"Lattice point, and the bounds between which $\pi$ at $\eta=0$ changes its sign "
                "with the first and with the second metric, in GeV$^3$:",
                sp.Tuple(*table),
            ),
            ck.Step(
                r"Mass as a series in the condensate, for both: $b$, $d$ in powers of GeV; "
                r"$a_1$, $a_3$ of the series of $e^{-1}\alpha$ in $e^{-3}\beta$ for $\lambda/L=1$:",
                sp.Tuple(
                    *(sp.Tuple(*(v[k].n(6) for k in (SLOPE, CUBIC, FIRST, THIRD))) for v in numbers)
                ),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Metrics of two shapes and radii, calibrated to the lattice points; their condensates."""
    data = lattice_points()
    inside = 1 - LAYOUT.eta
    found = []
    for k in ("1", "2"):
        shape = inside ** sample[f"s{k}"][:, None]
        network = calibrate(shape, 1000 / sample[f"E{k}"], data, LAYOUT)
        found.append((network, condensate_of(network, data.mass, data.condensate, LAYOUT)[0]))
    (network, one), (_, two) = found
    radius = np.exp(network[:, -2]) / 1000
    slope, cubic = taylor(network, 0.05)
    bare = np.concatenate([network[:, :-2], np.zeros((len(network), 2))], axis=1)
    to_t = RESPONSE * np.exp(-3)
    first, third = taylor(bare, 0.005 / to_t)
    values = {
        SLOPE: slope,
        CUBIC: cubic,
        FIRST: first * SOURCE * np.exp(-1) / to_t,
        THIRD: third * SOURCE * np.exp(-1) / to_t**3,
        INVERSE: np.exp(-network[:, -2]),
        COUPLING: np.exp(network[:, -1]),
        L: radius,
        LAMBDA: np.exp(network[:, -1]) * radius,
        MET: (np.abs(one - data.condensate) <= float(CLOSE)).sum(axis=-1),
        AGREED: (np.abs(one - two) <= float(SAME)).sum(axis=-1),
    }
    couplings = np.exp(network[:, -1])
    worst, apart = np.abs(one - data.condensate).max(), np.abs(one - two).max()
    note = (
        f"largest distance from the data {worst:.2g} GeV^3, between two metrics {apart:.2g} GeV^3; "
        f"lambda/L from {couplings.min():.2g} to {couplings.max():.2g}"
    )
    return ck.Measurement(values, note=note)


def taylor(networks: ck.Array, radius: float) -> tuple[ck.Array, ck.Array]:
    """Coefficients of c and c^3 in the masses of networks, from a circle of condensates."""
    masses = mass_of(networks, radius * RING, LAYOUT)[0]
    terms = np.fft.fft(masses, axis=1).real / len(RING)
    return terms[:, 1] / radius, terms[:, 3] / radius**3


CLAIM = ck.Claim(
    key="hashimoto:condensate-values",
    source=source("4"),
    kind="result",
    title="Trained values of L and lambda",
    latex=r"1/L = 237(3)\,[\mathrm{MeV}], \qquad \lambda/L = 0.0127(6)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("E1", 150.0, 500.0, meaning="1/L of the first metric in MeV"),
                ck.Real("E2", 150.0, 500.0, meaning="1/L of the second metric in MeV"),
                ck.Real("s1", 0.5, 2.0, meaning="power of 1 - eta in the first h"),
                ck.Real("s2", 0.5, 2.0, meaning="power of 1 - eta in the second h"),
            )
        ),
        tolerance=1e-6,
        reason="condensates are found to 1e-11 of their size",
        method="metrics calibrated by Gauss-Newton on the network; Newton for the condensates; "
        "masses on a circle of condensates",
        samples=64,
        examples=15,
    ),
    expected="refuted",
    reading="The printed values are read as what the six lattice points say: whatever metric meets "
    "all of them within 0.002 GeV$^3$ has these $L$ and $\\lambda$, up to the printed errors. They "
    "may be meant as the spread over trainings with one regulariser, which says how well the "
    "training repeats itself, not what the data fix.",
    hypotheses=(
        "15 layers from $\\eta=1$ to $\\eta=1/15$, $\\pi=0$ behind the last one, at $\\eta=0$",
        "$\\phi''+h\\phi'+3\\phi-\\lambda\\phi^3=0$ in units of $L$, where $\\lambda$ is "
        "$\\lambda/L$ of the print; $\\alpha=\\sqrt3\\,m_qL/2\\pi$, "
        "$\\beta=\\pi\\langle\\bar qq\\rangle L^3/\\sqrt3$",
        "$h=4$ at $\\eta=1$ and smooth: $h=4+x(1-\\eta)^s$",
    ),
    amended=ck.Amended(
        latex=r"b = \frac{2\pi^2 L^2}{3e^2}\, a_1(h), \quad "
        r"d = \frac{2\pi^4 L^8}{9e^8}\, \frac{\lambda}{L}\, a_3(h), \quad "
        r"|C_i(h, L, \lambda) - \bar{c}_i| \le 0.002\,\mathrm{GeV}^3, \quad "
        r"|C_i(h, L, \lambda) - C_i(h', L', \lambda')| \le 0.0002\,\mathrm{GeV}^3 \quad "
        r"(150\,\mathrm{MeV} \le 1/L, 1/L' \le 500\,\mathrm{MeV})",
        links=amended,
        note="The data fix b and d of $m_q=b\\,c+d\\,c^3+\\ldots$, and these fix L and "
        "$\\lambda$ only with the two numbers of h beside them. For every $1/L$ "
        "from 150 to 500 MeV smooth metrics with $h(1)=4$ meet all six points within 0.002 "
        "GeV$^3$ and agree with each other ten times better; $\\lambda/L$ then runs over four "
        "orders of magnitude. What singles out one of them is the prior on h.",
    ),
)
