"""(4.7) where hbar is that of (3.12), for either sign of gamma."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.ripples import planck_squared
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, source

SQUARE = sp.Symbol(r"{\hbar^{2}}", real=True)


def printed() -> list[ck.Link]:
    """hbar^2 <= (2 D / gamma)^2 for all parameters, for what is missing is a square."""
    largest = (2 * D / gamma) ** 2
    missing = ck.equal(largest - SQUARE, (2 * D / gamma - 1 / alpha) ** 2)
    return [ck.Link("missing", missing), ck.Link("bound", ck.at_most(SQUARE, largest))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(3.12) squared."""
    square = sp.expand(premises["3.12"].of(hbar) ** 2)
    yield ck.Step("(3.12) squared:", ck.equal(SQUARE, square))
    known = sp.And(D > 0, ck.differ(gamma, 0), ck.differ(alpha, 0))
    yield ck.Vanishes("missing", form.gap("missing").xreplace({SQUARE: square}))
    yield ck.Entails("bound", known, form["bound"].xreplace({SQUARE: square}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """hbar^2 from ripples on the fluid, of either sign."""
    values = {letter: sample[letter.name] for letter in (D, gamma, alpha)}
    return ck.Measurement({**values, SQUARE: planck_squared(*values.values())})


_gamma, _alpha = sp.symbols("gamma alpha", real=True)

CLAIM = ck.Claim(
    key="vanchurin:bound-always-kept",
    source=source("4"),
    kind="result",
    title="The bound on the Planck constant where it is that of the fluid",
    latex=r"\frac{4D^2}{\gamma^2} - \hbar^2 = \left(\frac{2D}{\gamma} - \frac{1}{\alpha}\right)^2 "
    r"\ge 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", -2.0, 2.0),
                ck.Real("alpha", -3.0, 3.0),
            ),
            sp.And(sp.Abs(_gamma) > sp.Rational(1, 4), sp.Abs(_alpha) > sp.Rational(1, 5)),
        ),
        tolerance=1e-6,
        reason="hbar^2 is measured to 1e-8 of its terms",
        method="ripples of the fluid",
    ),
    words="reading",
    expected="proved",
    reading="(4.7) is a condition on a given $\\mu$. Where $\\hbar$ is the constant (3.12) of the "
    "fluid and $\\mu$ follows from (4.2), it is no condition: it holds for all $D$, $\\gamma$ and "
    "$\\alpha$, and for $\\gamma<0$ too, where a real $\\hbar$ needs $\\alpha<0$. So no change of "
    "$\\gamma$ or $D$ leads into a breakdown; what breaks down is a $\\mu$ that is fixed by "
    "something "
    "else.",
    premises=("vanchurin:3.12",),
)
