"""Discussion: the classical bulk as the limit of many degrees of freedom, and what corrects it."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

MEAN, CLASSICAL = sp.symbols(r"\langle\phi\rangle \phi_{cl}", real=True)
SECOND, THIRD = sp.symbols("S'' S'''", real=True)
EPS = sp.Symbol("epsilon", positive=True)
SIZES = 512 * 2 ** np.arange(5)


def printed() -> list[ck.Link]:
    """The mean is classical to first order in 1/N; then -S''' / (2 N S''^2)."""
    corrected = CLASSICAL - EPS * THIRD / (2 * SECOND**2)
    return [
        ck.Link("limit", ck.equal(MEAN, CLASSICAL), order=1),
        ck.Link("expansion", ck.equal(MEAN, corrected), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Expand the integral about the minimum of S; moments of a Gaussian do the rest."""
    x, root = sp.symbols("x r", positive=True)
    fourth = sp.Symbol("S''''", real=True)
    stiff = sp.Symbol("s_2", positive=True)
    shift = root * x  # phi - phi_cl, with r^2 = 1/N
    tail = THIRD * shift**3 / 6 + fourth * shift**4 / 24
    weight = sp.series(sp.exp(-sp.expand(tail / root**2)), root, 0, 3).removeO()
    yield ck.Step(
        "With $\\phi=\\phi_{cl}+x/\\sqrt N$ and $r=1/\\sqrt N$ the weight $e^{-NS}$ is a "
        "Gaussian in x times",
        weight,
    )
    one, other = (_gauss(sp.Poly(sp.expand(f), x), stiff) for f in (weight, weight * shift))
    mean = CLASSICAL + other / one
    yield ck.Step("Mean of the field:", mean)
    for name, orders in (("limit", 1), ("expansion", 2)):
        gap = form.gap(name).subs({MEAN: mean, SECOND: stiff, EPS: root**2})
        for n in range(2 * orders):
            yield ck.Vanishes(name, SeriesCoefficient(gap, root, n))


def _gauss(polynomial: sp.Poly, stiff: sp.Symbol) -> sp.Expr:
    """Integral of a polynomial in x with e^{-S'' x^2 / 2}, over that of one; odd powers vanish."""
    total = sp.S.Zero
    for (power,), factor in polynomial.terms():
        if power % 2 == 0:
            total += factor * sp.factorial2(power - 1) / stiff ** (power // 2)
    return total


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Means by quadrature over the field, for three sources and N from 512 to 8192."""
    mass, quartic, pull = (sample[name][:, None, None] for name in ("mass", "quartic", "source"))
    pull = pull * np.array([[1.0], [1.3], [1.7]])
    rest = pull / mass
    for _ in range(60):
        force = mass * rest + quartic * rest**3 - pull
        rest = rest - force / (mass + 3 * quartic * rest**2)
    second = mass + 3 * quartic * rest**2
    x = np.linspace(-9, 9, 601)
    width = 1 / np.sqrt(SIZES * second)
    away = width[..., None] * x
    field = rest[..., None] + away
    deep = (rest**2 * mass / 2 + quartic * rest**4 / 4 - pull * rest)[..., None]
    value = field**2 * mass[..., None] / 2 + quartic[..., None] * field**4 / 4
    weight = np.exp(-SIZES[:, None] * (value - pull[..., None] * field - deep))
    mean = rest + (weight * away).sum(-1) / weight.sum(-1)
    values = {
        MEAN: mean,
        CLASSICAL: rest,
        EPS: 1 / SIZES + 0 * mean,
        SECOND: second,
        THIRD: 6 * quartic * rest,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:large-dof",
    source=source("Discussion"),
    kind="postulate",
    title="Classical gravity side: the limit of many degrees of freedom",
    latex=r"\langle\phi\rangle_N = \frac{\int d\phi\, \phi\, e^{-N S(\phi)}}"
    r"{\int d\phi\, e^{-N S(\phi)}} = \phi_{cl} - \frac{1}{N}\frac{S'''}{2 S''^2} + O(N^{-2})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("mass", 0.5, 2.0, (), "second derivative of S at zero"),
                ck.Real("quartic", 0.2, 2.0, (), "four times the coefficient of phi^4"),
                ck.Real("source", 0.3, 2.0, (), "first of three sources"),
            )
        ),
        tolerance=1e-9,
        reason="orders measured on four doublings of N",
        method="quadrature over the field",
        samples=32,
        examples=40,
    ),
    expected="consistent",
    reading="The table of the slide sets the limit of many degrees of freedom beside a classical "
    "field in a classical metric and a feedforward network, their expansion beside a quantum "
    "field and a deep Boltzmann machine; its third row, a quantum metric, has a question mark "
    "and nothing to test. Tested is the first step on one hidden unit with a quartic action: the "
    "mean of the integrated unit is its classical value up to 1/N, with a correction that only a "
    "self-coupling gives.",
    hypotheses=(beliefs.LARGE_N_ACTION,),
)
