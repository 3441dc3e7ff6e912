"""Discussion: the classical bulk as the limit of many degrees of freedom, and what corrects it."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared.notation import source

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


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Expand the integral about the minimum of S; moments of a Gaussian do the rest."""
    x, root = sp.symbols("x r", positive=True)
    fourth = sp.Symbol("S''''", real=True)
    shift = root * x  # phi - phi_cl, with r^2 = 1/N
    tail = THIRD * shift**3 / 6 + fourth * shift**4 / 24
    weight = sp.series(sp.exp(-sp.expand(tail / root**2)), root, 0, 3).removeO()
    one = sp.Poly(sp.expand(weight), x, root)
    other = sp.Poly(sp.expand(weight * shift), x, root)
    ratio = sp.series(_gauss(other, root) / _gauss(one, root), root, 0, 4).removeO()
    found = sp.expand(CLASSICAL + ratio.subs(root, sp.sqrt(EPS)))
    obligations = []
    for name, orders in (("limit", 1), ("expansion", 2)):
        statement = form[name]
        gap = (statement.lhs - statement.rhs).subs(MEAN, found)
        obligations += [ck.Vanishes(name, sp.diff(gap, EPS, n).subs(EPS, 0)) for n in range(orders)]
    return ck.Derivation(
        steps=(
            ck.Step(
                "With $\\phi=\\phi_{cl}+x/\\sqrt N$ and $r=1/\\sqrt N$ the weight $e^{-NS}$ is a "
                "Gaussian in x times",
                weight,
            ),
            ck.Step("Mean of the field to the first order in $\\epsilon=1/N$:", found),
        ),
        obligations=tuple(obligations),
    )


def _gauss(polynomial: sp.Poly, root: sp.Symbol) -> sp.Expr:
    """Mean of a polynomial in x under a Gaussian of variance 1/S''."""
    total = sp.S.Zero
    for (power, order), factor in polynomial.terms():
        moment = sp.factorial2(power - 1) / SECOND ** (power // 2) if power % 2 == 0 else 0
        total += factor * root**order * moment
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
    premises=("hashimoto:gaussian-boltzmann",),
    hypotheses=("the action is N times one that does not depend on N and has one minimum",),
)
