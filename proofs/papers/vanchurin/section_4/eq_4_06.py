"""(4.6): the two solutions of the quadratic equation (4.5)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import quadratic_roots
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, mu, source

ROOTS = (sp.Symbol(r"\alpha_{+}", real=True), sp.Symbol(r"\alpha_{-}", real=True))
_LINKS = ("upper sign", "lower sign")


def printed() -> dict[str, sp.Eq]:
    """((2D/gamma) +- sqrt((2D/gamma)^2 - (mu/2 pi)^2)) / (mu/2 pi)^2, one link each."""
    ratio, planck = 2 * D / gamma, mu / (2 * sp.pi)
    root = sp.sqrt(ratio**2 - planck**2)
    return {
        link: ck.equal(letter, (ratio + sign * root) / planck**2)
        for link, letter, sign in zip(_LINKS, ROOTS, (1, -1), strict=True)
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Both solve (4.5), and the one with the upper sign is the larger."""
    equation = premises["4.5"].gap()
    a, b, c = sp.Poly(equation, alpha).all_coeffs()
    centre = -b / (2 * a)
    apart = sp.sqrt(centre**2 - c / a)
    yield ck.Step("Equation (4.5):", ck.equal(equation, 0))
    yield ck.Step("Its solutions lie on either side of their mean:", centre)
    yield ck.Step("at this distance from it, the larger one with the upper sign:", apart)
    for link, letter, sign in zip(_LINKS, ROOTS, (1, -1), strict=True):
        value = form.of(letter, link)
        yield ck.Vanishes(link, equation.xreplace({alpha: value}))
        yield ck.shows(link, value - centre, sign * apart)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Eigenvalues of the companion matrix of (4.5), for gamma and mu of either sign."""
    linear = -4 * sample["D"] / sample["gamma"]
    roots = quadratic_roots((sample["mu"] / (2 * np.pi)) ** 2, linear, 1.0).real
    values = dict(zip(ROOTS, (roots.max(-1), roots.min(-1)), strict=True))
    values |= {D: sample["D"], gamma: sample["gamma"], mu: sample["mu"]}
    return ck.Measurement(values)


_D, _gamma, _mu = sp.symbols("D gamma mu", real=True)

CLAIM = ck.Claim(
    key="vanchurin:4.6",
    source=source("4", "4.6"),
    kind="result",
    title="The two Lagrange multipliers",
    latex=r"\alpha_{\pm} = \frac{\left(\frac{2D}{\gamma}\right) \pm "
    r"\sqrt{\left(\frac{2D}{\gamma}\right)^2 - \left(\frac{\mu}{2\pi}\right)^2}}"
    r"{\left(\frac{\mu}{2\pi}\right)^2}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", -2.0, 2.0),
                ck.Real("mu", -20.0, 20.0),
            ),
            (sp.Abs(_gamma) > sp.Rational(1, 4))
            & (sp.Abs(_mu) > 1)
            & (sp.Abs(_gamma * _mu) < 11 * _D),  # real roots
        ),
        tolerance=1e-9,
        reason="eigenvalues of 2x2 matrices whose entries differ by at most 1e3",
        method="eigenvalues of the companion matrix of (4.5)",
    ),
    expected="proved",
    reading="Holds for either sign of $\\gamma$ as an algebraic statement. For $\\gamma<0$ both "
    "solutions are negative.",
    premises=("vanchurin:4.5",),
)
