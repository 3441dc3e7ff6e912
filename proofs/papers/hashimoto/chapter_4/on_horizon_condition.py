"""Chapter 4: the condition at the horizon."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import FORCE, eta, force, h, phi
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Residual, SeriesCoefficient

PI, ETA, DRIVE = sp.symbols(r"\partial_{\eta}\phi eta {V'}", real=True)


def printed() -> list[ck.Link]:
    """d_eta phi = 0 at the horizon; near it d_eta phi = eta V' / 2."""
    return [
        ck.Link("horizon", ck.equal(PI, 0), order=1),
        ck.Link("near it", ck.equal(PI, ETA * DRIVE / 2), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The regular series, from the equation of motion; a field with a logarithm has no slope."""
    a, friction = sp.symbols("a_0:3", real=True), sp.symbols("h_0:2", real=True)
    field = a[0] + a[1] * eta + a[2] * eta**2
    inserted = {h: 1 / eta + friction[0] + friction[1] * eta, FORCE: force(field)}
    motion = Residual(premises["equation-of-motion"].gap().xreplace(inserted), {phi: field})
    near = sp.expand(motion.doit() * eta)
    orders = [near.coeff(eta, k) for k in (0, 1)]
    found = sp.solve(orders, a[1:], dict=True)[0]
    yield ck.Step(
        "Coefficients of $\\eta$ and $\\eta^2$ of a field without logarithm, from the "
        "value $a_0$ at the horizon:",
        sp.Tuple(*(found[x] for x in a[1:])),
    )
    yield ck.Step("The other solution behaves as", sp.Symbol("c", positive=True) * sp.log(eta))
    regular = field.subs(found)
    for order in (0, 1):
        left = SeriesCoefficient(eta * motion, eta, order)
        yield ck.Vanishes("near it", left.subs(found))
    values = {PI: sp.Derivative(regular, eta), DRIVE: force(regular), ETA: eta}
    for name, order in (("horizon", 1), ("near it", 2)):
        for n in range(order):
            yield ck.Vanishes(name, SeriesCoefficient(form.gap(name).subs(values), eta, n))


def regular(sample: ck.Sample, count: int = 24) -> tuple[ck.Array, ck.Array]:
    """Chebyshev collocation on [-R, R] of the radial equation times eta, by Newton's method.

    Smooth fields only exist on such a grid: regularity is built in, no condition at 0 is set; the
    value at 0 is given. Returns points (p,) and fields (n, p).
    """
    k = np.arange(count)
    points = -0.4 * np.cos(np.pi * (k + 0.5) / count)
    basis = np.polynomial.chebyshev.Chebyshev.basis
    rows = [basis(j, domain=[-0.4, 0.4]) for j in k]
    value, first, second = (
        np.stack([row.deriv(order)(points) if order else row(points) for row in rows], -1)
        for order in (0, 1, 2)
    )
    at_zero = np.array([row(0.0) for row in rows])
    middle = int(np.argmin(np.abs(points)))
    friction = 1 + points * (sample["h0"][:, None] + sample["h1"][:, None] * points)
    linear = points[:, None] * second + friction[..., None] * first
    linear[:, middle] = at_zero
    mass, quartic = sample["mass"][:, None], sample["quartic"][:, None]
    coefficients = np.zeros((len(mass), count))
    coefficients[:, 0] = sample["phi"]
    for _ in range(12):
        field = coefficients @ value.T
        pull = points * (mass * field + quartic * field**3)
        stiff = points * (mass + 3 * quartic * field**2)
        pull[:, middle], stiff[:, middle] = sample["phi"], 0.0
        gap = np.einsum("npj,nj->np", linear, coefficients) - pull
        bend = linear - stiff[..., None] * value
        coefficients -= np.linalg.solve(bend, gap[..., None])[..., 0]
    return points, coefficients


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Regular fields through the horizon; slopes at distances that are halved."""
    _, coefficients = regular(sample)
    at = 0.2 / 2.0 ** np.arange(6)
    basis = np.polynomial.chebyshev.Chebyshev.basis
    rows = [basis(j, domain=[-0.4, 0.4]) for j in range(coefficients.shape[1])]
    field = coefficients @ np.stack([row(at) for row in rows])
    slope = coefficients @ np.stack([row.deriv()(at) for row in rows])
    push = sample["mass"][:, None] * field + sample["quartic"][:, None] * field**3
    return ck.Measurement({PI: slope, ETA: at[None] + 0 * field, DRIVE: push})


CLAIM = ck.Claim(
    key="hashimoto:horizon-condition",
    source=source("4"),
    kind="result",
    title="Condition at the horizon",
    latex=r"\left.\partial_\eta\phi\right|_{\eta=0} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("h0", -2, 2, (), "constant term of h"),
                ck.Integer("h1", -2, 2, (), "linear term of h"),
                ck.Integer("mass", -3, 3, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 2, (), "four times the coefficient of phi^4"),
                ck.Real("phi", 0.2, 1.0, (), "field at the horizon"),
            )
        ),
        tolerance=1e-8,
        reason="orders measured on six halvings of the distance",
        method="collocation through the horizon: smooth fields, no condition on their slope",
        samples=32,
        examples=40,
    ),
    expected="proved",
    reading="A field that is finite at the horizon has no slope there. The second relation is "
    "what a network of finitely many layers needs, since its last layer stands at $\\eta>0$: the "
    "published test for d = 3 uses $2\\pi/\\eta=\\delta V/\\delta\\phi$, mass term included; "
    "$\\pi=0$ there is the same up to the first order in $\\eta$ only.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.HORIZON, beliefs.SMOOTH_AT_HORIZON),
)
