"""(4.7): the condition under which (4.5) has real solutions."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.calculus import quadratic_roots
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source
from proofs.papers.vanchurin.shared.turns import EITHER_SIGN, MINUS, PLUS, measured_turn

REAL_PART = sp.Symbol(r"\mathrm{Re}\,\alpha", real=True)
IMAGINARY_PART = sp.Symbol(r"\mathrm{Im}\,\alpha", real=True)


def printed() -> dict[str, Boolean]:
    """Real solutions exist where |2D/gamma| >= |mu/2 pi|, which is hbar."""
    condition = ck.at_least(2 * D / sp.Abs(gamma), sp.Abs(mu) / (2 * sp.pi))
    real = ck.equal(IMAGINARY_PART, 0)
    return {
        "real solutions": sp.Equivalent(real, condition, evaluate=False),
        "Planck constant": ck.equal(hbar, sp.Abs(mu) / (2 * sp.pi)),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Every complex solution of (4.5) is real exactly under the condition; (4.2) for hbar."""
    half = sp.Symbol("m", real=True, nonzero=True)
    value = premises["4.5"].gap().xreplace({alpha: REAL_PART + sp.I * IMAGINARY_PART})
    parts = sp.expand(value.xreplace({mu: 2 * sp.pi * half})).as_real_imag()
    yield ck.Step("(4.5) for a complex $\\alpha$, with $\\mu=2\\pi m$:", sp.Tuple(*parts))
    solves = sp.And(*(ck.equal(part, 0) for part in parts))
    short = {mu: 2 * sp.pi * half}
    yield ck.Entails("real solutions", solves, form["real solutions"].xreplace(short))
    for letter in (PLUS, MINUS):
        given = ck.equal(half, premises["4.2"].of(letter) / (2 * sp.pi))
        yield ck.Step("(4.2):", given)
        yield ck.Entails("Planck constant", given, form["Planck constant"].xreplace(short))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """mu from the turning phase of a wave, then eigenvalues of the companion matrix of (4.5)."""
    potential = measured_turn(sample["hbar"], sample["sign"])
    linear = -4 * sample["D"] / sample["gamma"]
    roots = quadratic_roots((potential / (2 * np.pi)) ** 2, linear, 1.0)
    values = {
        IMAGINARY_PART: roots[..., 0].imag,
        D: sample["D"],
        gamma: sample["gamma"],
        mu: potential,
        hbar: sample["hbar"],
    }
    return ck.Measurement(values)


_D, _gamma, _hbar = sp.symbols("D gamma hbar", real=True)

CLAIM = ck.Claim(
    key="vanchurin:4.7",
    source=source("4", "4.7"),
    kind="result",
    title="Condition for real Lagrange multipliers",
    latex=r"\left|\frac{2D}{\gamma}\right| \ge \left|\frac{\mu}{2\pi}\right| = \hbar",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", -4.0, 4.0),
                ck.Real("hbar", 0.25, 2.0),
                ck.Integer("sign", -1, 1, (), "of mu"),
            ),
            EITHER_SIGN & (sp.Abs(2 * _D / sp.Abs(_gamma) - _hbar) > _hbar / 50),
        ),
        tolerance=1e-9,
        reason="mu is exact to rounding; points within 2 percent of equality are left out",
        method="turning phase of a wave, and eigenvalues of the companion matrix of (4.5)",
    ),
    expected="proved",
    reading="The condition is printed as necessary; it is read as necessary and sufficient, which "
    "it is. $\\gamma$ and $\\mu$ may have either sign.",
    premises=("vanchurin:4.2", "vanchurin:4.5"),
)
