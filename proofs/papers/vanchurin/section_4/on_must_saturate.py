"""(4.8): whether the learning system must saturate the inequality (4.7)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.calculus import quadratic_roots
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, mu, source

REAL_PART = sp.Symbol(r"\mathrm{Re}\,\alpha", real=True)
IMAGINARY_PART = sp.Symbol(r"\mathrm{Im}\,\alpha", real=True)


def _link(condition: Boolean) -> dict[str, Boolean]:
    real = ck.equal(IMAGINARY_PART, 0)
    return {"real alpha": sp.Equivalent(real, condition, evaluate=False)}


def printed() -> dict[str, Boolean]:
    """A real alpha exists exactly where (4.8) holds."""
    return _link(ck.equal(sp.Abs(gamma * mu) / D, 4 * sp.pi))


def amended() -> dict[str, Boolean]:
    """It exists wherever |gamma mu / D| is not larger."""
    return _link(ck.at_most(sp.Abs(gamma * mu) / D, 4 * sp.pi))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Every complex solution of (4.5)."""
    half = sp.Symbol("m", real=True, nonzero=True)
    value = premises["4.5"].gap().xreplace({alpha: REAL_PART + sp.I * IMAGINARY_PART})
    short = {mu: 2 * sp.pi * half}
    parts = sp.expand(value.xreplace(short)).as_real_imag()
    yield ck.Step("(4.5) for a complex $\\alpha$, with $\\mu=2\\pi m$:", sp.Tuple(*parts))
    solves = sp.And(D > 0, *(ck.equal(part, 0) for part in parts))
    any_pi = {sp.pi: sp.Symbol("p", positive=True)}
    statement = form["real alpha"].xreplace(short).xreplace(any_pi)
    yield ck.Entails("real alpha", solves, statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Eigenvalues of the companion matrix of (4.5) on either side of (4.8) and on it."""
    potential = 4 * np.pi * sample["D"] / sample["gamma"] * (1 + 0.2 * sample["over"])
    linear = -4 * sample["D"] / sample["gamma"]
    roots = quadratic_roots((potential / (2 * np.pi)) ** 2, linear, 1.0)
    values = {
        IMAGINARY_PART: roots[..., 0].imag,
        D: sample["D"],
        gamma: sample["gamma"],
        mu: potential,
    }
    return ck.Measurement(values)


_gamma, _over = sp.symbols("gamma over", real=True)

CLAIM = ck.Claim(
    key="vanchurin:must-saturate",
    source=source("4"),
    kind="result",
    title="Whether the inequality must be saturated",
    latex=r"\alpha \in \mathbb{R} \iff \left|\frac{\gamma\mu}{D}\right| = 4\pi",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", -4.0, 4.0),
                ck.Integer("over", -3, 2, (), "times 0.2: the excess over (4.8)"),
            ),
            sp.And(sp.Abs(_gamma) > sp.Rational(1, 4), sp.Ne(_over, 0)),
        ),
        tolerance=1e-9,
        reason="roots of a quadratic to rounding; (4.8) itself, where they meet, is left out",
        method="eigenvalues of the companion matrix of (4.5)",
    ),
    words="sentence",
    expected="corrected",
    fails_by="Equivalent(Eq(\\mathrm{Im}\\,\\alpha, 0), Eq(Abs(gamma*mu)/D, 4*pi)) for "
    "Equivalent(Eq(\\mathrm{Im}\\,\\alpha, 0), Abs(gamma*mu)/D <= 4*pi)",
    reading='"To restore the quantumness the learning system must readjust ... such that the '
    'inequality is saturated": read as: a real $\\alpha$ in (4.5), and with it the quantum '
    "description, exists exactly where (4.8) holds.",
    premises=("vanchurin:4.5",),
    amended=ck.Amended(
        latex=r"\alpha \in \mathbb{R} \iff \left|\frac{\gamma\mu}{D}\right| \le 4\pi",
        links=amended,
        grade="wrong step",
        note="Saturation is the edge of the region and nothing singles it out; a system that goes "
        "on decreasing $|\\gamma\\mu|$ stays quantum. A reason to stop there would be that short "
        "and "
        "long time scales agree at that point (vanchurin:saturated-flow).",
    ),
)
