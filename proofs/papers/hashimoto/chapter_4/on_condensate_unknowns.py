"""Spacetime emergent from data, 3/4: how many numbers the condensates determine."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import Layout, mass_of
from numerics.holography.determined import condensate_sensitivity
from proofs.papers.hashimoto.shared.condensates import METRICS, POINTS
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.series import ORDER, response

K, N = sp.symbols("K N", positive=True)
M, B, D, VALUE, EPS = sp.symbols(r"m_q b d c epsilon", positive=True)
ERROR = sp.Rational(1, 1000)  # GeV^3
SCALES = 0.5 ** np.arange(4)
CIRCLE = 16  # points for the Taylor coefficients


def printed() -> list[ck.Link]:
    """As many numbers are determined as are trained: h at N layers, L and lambda."""
    return [ck.Link("number", ck.equal(K, N + 2))]


def amended() -> list[ck.Link]:
    """The mass is a cubic in the condensate up to the fifth order; the data see its two numbers."""
    cubic = B * EPS * VALUE + D * EPS**3 * VALUE**3
    return [
        ck.Link("number", ck.equal(K, 2)),
        ck.Link("response", ck.equal(M, cubic), order=ORDER),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Terms of the response that reach the error of a condensate, for two rational metrics."""
    layers = Layout().layers
    obligations: list[ck.Obligation] = []
    rows = []
    largest = sp.Rational(POINTS[-1][1].numerator, POINTS[-1][1].denominator)
    for metric in METRICS:
        b, d, e = response(metric, layers)
        steepness = 1 / (b + 3 * d * largest**2)
        sizes = [(abs(k) * largest**p * steepness).n(12) for p, k in ((1, b), (3, d), (5, e))]
        rows.append(sp.Tuple(*(v.n(6) for v in (b, d, e, *sizes))))
        found = sum(bool(size > ERROR) for size in sizes)
        number = given["number"]
        obligations.append(
            ck.Vanishes("number", (number.lhs - number.rhs).subs({K: found, N: layers}))
        )
        if "response" in given:
            form = given["response"]
            x = EPS * VALUE
            left = (form.lhs - form.rhs).subs({M: b * x + d * x**3, B: b, D: d})
            terms = sp.expand(left.subs(VALUE, 2))
            obligations.extend(
                ck.Vanishes("response", terms.coeff(EPS, k)) for k in range(-3, ORDER)
            )
    return ck.Derivation(
        steps=(
            ck.Step(
                r"With $a=e^{-1}\alpha$ and $t=e^{-3}\beta$ the field starts at $\phi=a+t-"
                r"\lambda a^3/2$, $\pi=-a-3t+\lambda a^3$ and the layers are polynomials with "
                r"rational coefficients, odd in $(a,t)$; $\pi=0$ makes $a$ an odd series in $t$. "
                r"Its coefficients as those of $c$, $c^3$, $c^5$ in $m_q$, and what these terms "
                "move the largest condensate by, in GeV$^3$, for two metrics:",
                sp.Tuple(*rows),
            ),
            ck.Step("A condensate is known to, in GeV$^3$:", ERROR),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of calibrated networks; their masses at shrinking condensates."""
    data = lattice_points()
    count = sample["N"].size
    seen, masses = np.empty(count), np.empty((count, SCALES.size))
    taylor = np.empty((count, 2))
    for k in range(count):
        layout = Layout(int(sample["N"][k]))
        shape = (1 - layout.eta) ** sample["s"][k]
        network = calibrate(shape, 1000 / sample["E"][k], data, layout)
        seen[k] = (condensate_sensitivity(network, data, layout) > 1).sum()
        masses[k] = mass_of(network, sample["c"][k] * SCALES, layout)[0]
        ring = 0.05 * np.exp(2j * np.pi * np.arange(CIRCLE) / CIRCLE)
        terms = np.fft.fft(mass_of(network, ring, layout)[0]).real / CIRCLE
        taylor[k] = terms[1] / 0.05, terms[3] / 0.05**3
    values = {
        K: seen[:, None],
        N: sample["N"][:, None],
        M: masses,
        B: taylor[:, :1],
        D: taylor[:, 1:],
        VALUE: sample["c"][:, None],
        EPS: np.broadcast_to(SCALES, (count, SCALES.size)),
    }
    note = f"b from {taylor[:, 0].min():.4g} to {taylor[:, 0].max():.4g} GeV^-2"
    return ck.Measurement(values, note=note)


CLAIM = ck.Claim(
    key="hashimoto:condensate-unknowns",
    source=source("4"),
    kind="result",
    title="What is trained and what the condensates determine",
    latex=r"\{(m_q, \langle\bar qq\rangle)_i\}_{i=1}^{6} \;\mapsto\; (h_1, \dots, h_N, L, \lambda),"
    r"\qquad K = N + 2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 8, 20, meaning="layers"),
                ck.Real("E", 200.0, 500.0, meaning="1/L in MeV"),
                ck.Real("s", 0.5, 2.0, meaning="power of 1 - eta in h"),
                ck.Real("c", 0.2, 0.4, meaning="largest condensate in GeV^3"),
            )
        ),
        tolerance=1e-9,
        reason="numbers of singular values are whole numbers",
        method="singular values of the adjoint Jacobian; Taylor coefficients on a circle",
        samples=10,
        examples=6,
    ),
    expected="refuted",
    reading="The slide trains h, L and $\\lambda$ with the data. That the data determine what is "
    "trained is stated as: the number K of combinations of the N + 2 parameters that change some "
    "condensate by its error, 0.001 GeV$^3$, when h, log L or log $\\lambda$ change by one.",
    premises=("hashimoto:condensate-values",),
    hypotheses=(
        "an error of 0.001 GeV$^3$ per condensate; the data file has none",
        "metrics $h=4+x(1-\\eta)^s$ with 1/L between 200 and 500 MeV that meet the data",
    ),
    amended=ck.Amended(
        latex=r"m_q = b\,c + d\,c^3 + O(c^5), \qquad K = 2",
        links=amended,
        note="The source of such a metric is small beside its response, so that the condition at "
        "the horizon is a cubic in the condensate: two numbers, b and d, whatever N is. Six points "
        "can never determine more than six of N + 2 parameters, and these determine two.",
    ),
)
