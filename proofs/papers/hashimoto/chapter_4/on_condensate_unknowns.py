"""Spacetime emergent from data, 3/4: how many numbers the condensates determine."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import Layout, mass_of
from numerics.holography.determined import condensate_sensitivity
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.balls import enclosed, layer_of, sensitivity
from proofs.papers.hashimoto.shared.bulk import FORCE
from proofs.papers.hashimoto.shared.condensates import ENDS, POINTS, line
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.layer import NEXT_PHI, NEXT_PI, PHI, PI
from proofs.papers.hashimoto.shared.notation import source

SEEN = {k: sp.Symbol(f"sigma_{k}", nonnegative=True) for k in (2, 3)}
LEAST = sp.Symbol("sigma_{N+2}", nonnegative=True)
M, B, D, VALUE, EPS = sp.symbols(r"m_q b d c epsilon", positive=True)
ERROR = Fraction(1, 1000)  # GeV^3
SCALES = 0.5 ** np.arange(4)
CIRCLE = 16  # points for the Taylor coefficients
ORDER = 5


def printed() -> list[ck.Link]:
    """All combinations of h at N layers, L and lambda move a condensate by its error."""
    return [ck.Link("all", ck.greater(LEAST, 1))]


def amended() -> list[ck.Link]:
    """Two do, a third does not; the mass is a cubic in the condensate up to the fifth order."""
    cubic = B * EPS * VALUE + D * EPS**3 * VALUE**3
    return [
        ck.Link("two", ck.greater(SEEN[2], 1)),
        ck.Link("no third", ck.less(SEEN[3], 1)),
        ck.Link("response", ck.equal(M, cubic), order=ORDER),
    ]


def odd(layer: sp.Expr) -> sp.Expr:
    """A layer plus the same layer with the signs of phi and pi exchanged."""
    full = layer.subs(FORCE, sp.Symbol("lambda", positive=True) * PHI**3 - 3 * PHI)
    return sp.Add(full, full.subs({PHI: -PHI, PI: -PI}, simultaneous=True), evaluate=False)


def exact(given: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Singular values of rational metrics enclosed in balls; the layers are odd."""
    recursion = premises["recursion"]
    layer = layer_of(recursion)
    for end in ENDS:
        for which in (0, 1):
            metric = line(end, which)
            found = sensitivity(layer, metric, POINTS, ERROR)
            yield ck.Step(
                rf"$\pi=0$ at $\eta={end}$, $1/L={1000 * metric.inverse}$ MeV: singular values",
                sp.Tuple(*(sp.Float(float(s.mid()), 4) for s in found)),
            )
            case = metric.case | {"N": len(metric.friction)}
            for k, name in ((2, "two"), (3, "no third")):
                if name in given:
                    yield ck.Entails(name, enclosed(SEEN[k], found[k - 1]), given[name], case)
            if "all" in given:
                least = found[-1] if len(found) > len(metric.friction) + 1 else sp.S.Zero
                yield ck.Entails("all", ck.equal(LEAST, least), given["all"], case)
    if "response" not in given:
        return
    for atom in (NEXT_PHI, NEXT_PI):
        yield ck.Vanishes("response", odd(recursion.of(atom)))
    free = sp.Function("m", real=True)
    mass = (free(EPS * VALUE) - free(-EPS * VALUE)) / 2
    yield ck.Step("The layers are odd, so that the mass is an odd function of c:", mass)
    x = sp.Symbol("x", real=True)
    for power in range(ORDER):
        slopes = {
            letter: sp.Subs(sp.Derivative((free(x) - free(-x)) / 2, (x, k)), x, 0) / sp.factorial(k)
            for letter, k in ((B, 1), (D, 3))
        }
        gap = given.gap("response").xreplace({M: mass, **slopes})
        yield ck.Vanishes("response", sp.Subs(sp.Derivative(gap, (EPS, power)), EPS, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of calibrated networks; their masses at shrinking condensates."""
    data = lattice_points()
    count = sample["N"].size
    seen, masses = np.empty((count, 3)), np.empty((count, SCALES.size))
    taylor = np.empty((count, 2))
    for k in range(count):
        layout = Layout(int(sample["N"][k]), 1.0, sample["end"][k] / 15)
        shape = (1 - layout.eta) ** sample["s"][k]
        network = calibrate(shape, 1000 / sample["E"][k], data, layout)
        found = np.zeros(layout.layers + 2)
        visible = condensate_sensitivity(network, data, layout)
        found[: visible.size] = visible
        seen[k] = found[[1, 2, -1]]
        masses[k] = mass_of(network, sample["c"][k] * SCALES, layout)[0]
        ring = 0.05 * np.exp(2j * np.pi * np.arange(CIRCLE) / CIRCLE)
        terms = np.fft.fft(mass_of(network, ring, layout)[0]).real / CIRCLE
        taylor[k] = terms[1] / 0.05, terms[3] / 0.05**3
    values = {
        SEEN[2]: seen[:, :1],
        SEEN[3]: seen[:, 1:2],
        LEAST: seen[:, 2:],
        M: masses,
        B: taylor[:, :1],
        D: taylor[:, 1:],
        VALUE: sample["c"][:, None],
        EPS: np.broadcast_to(SCALES, (count, SCALES.size)),
    }
    note = (
        f"b from {taylor[:, 0].min():.4g} to {taylor[:, 0].max():.4g} GeV^-2; second singular "
        f"value from {seen[:, 0].min():.3g}, third up to {seen[:, 1].max():.2g}"
    )
    return ck.Measurement(values, note=note)


CLAIM = ck.Claim(
    key="hashimoto:condensate-unknowns",
    source=source("4"),
    kind="result",
    title="What is trained and what the condensates determine",
    latex=r"\{(m_q, \langle\bar qq\rangle)_i\}_{i=1}^{6} \;\mapsto\; (h_1, \dots, h_N, L, \lambda),"
    r"\qquad \sigma_{N+2} > 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 8, 20, meaning="layers"),
                ck.Integer("end", 0, 1, meaning="pi = 0 at eta = 0 or at eta = 1/15"),
                ck.Real("E", 200.0, 500.0, meaning="1/L in MeV"),
                ck.Real("s", 0.5, 2.0, meaning="power of 1 - eta in h"),
                ck.Real("c", 0.2, 0.4, meaning="largest condensate in GeV^3"),
            )
        ),
        tolerance=1e-9,
        reason="orders and signs are read off; singular values are good to 1e-10",
        method="singular values of the adjoint Jacobian; Taylor coefficients on a circle",
        samples=10,
        examples=6,
    ),
    expected="corrected",
    fails_by="sigma_{N+2} > 1 fails",
    words="reading",
    reading="The slide trains h, L and $\\lambda$ with the data. That the data determine what is "
    "trained is our statement: that each of the N + 2 combinations of h, log L and log "
    "$\\lambda$, changed by one, moves some condensate by its error. $\\sigma_k$ are the singular "
    "values of the condensates in errors, zero beyond the number of data.",
    premises=("hashimoto:recursion",),
    hypotheses=(
        ck.Belief("condensate-error", "An error of 0.001 GeV$^3$ per condensate; none is given."),
        beliefs.TWO_LAYOUTS,
        beliefs.CONDENSATE_FIELD,
        beliefs.SMOOTH_LINES,
    ),
    amended=ck.Amended(
        latex=r"\sigma_2 > 1 > \sigma_3, \qquad m_q = b\,c + d\,c^3 + O(c^5)",
        links=amended,
        note="The source of such a metric is small beside its response, so that the condition at "
        "the horizon is a cubic in the condensate: two numbers, b and d, whatever N is. Six points "
        "can never determine more than six of N + 2 parameters, and these determine two: the "
        "second singular value is above 100, the third below 0.03.",
    ),
)
