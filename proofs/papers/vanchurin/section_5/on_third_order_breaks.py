"""Section 5: whether terms of third order in (5.7) break the Lorentz symmetry."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared.displacements import PRODUCTION, VECTOR, g
from proofs.papers.vanchurin.shared.notation import source

CHANGE = sp.Symbol(r"\delta\Delta{S}", real=True)
CLOCK, SHIFT, CUBIC, SPEED = sp.symbols(r"\dot{x}^0 \dot{x}^1 k v", real=True)
STRETCH = sp.Symbol("c", positive=True)


def printed() -> list[ck.Link]:
    """A boost with speed v and stretch c changes the production by the cubic term alone."""
    boosted = STRETCH * (SHIFT + SPEED * CLOCK)
    change = ck.equal(CHANGE, -CUBIC * (boosted**3 - SHIFT**3))
    return [ck.Link("change", change), ck.Link("broken", ck.differ(CHANGE, 0), "some")]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(5.8) in one direction, in units in which its matrix is one, with a cubic term."""
    rapid = sp.Symbol("eta", real=True)
    quadratic = premises["5.8"].of(PRODUCTION, "production")
    flat = {VECTOR[2]: sp.S.Zero, g(1, 1): sp.S.One}

    def produced(clock: sp.Expr, shift: sp.Expr) -> sp.Expr:
        at = {**flat, VECTOR[0]: clock, VECTOR[1]: shift}
        return quadratic.xreplace(at) - CUBIC * shift**3

    cosh, sinh = sp.cosh(rapid), sp.sinh(rapid)
    boosted = cosh * CLOCK + sinh * SHIFT, cosh * SHIFT + sinh * CLOCK
    change = produced(*boosted) - produced(CLOCK, SHIFT)
    yield ck.Step("Production after a boost less that before:", change)
    hyperbolic = {STRETCH: cosh, SPEED: sinh / cosh}
    yield ck.Vanishes("change", form.gap("change").xreplace({CHANGE: change, **hyperbolic}))
    # a boost with cosh = 5/4
    twice = {cosh: sp.Rational(5, 4), sinh: sp.Rational(3, 4), CLOCK: sp.S.Zero, SHIFT: sp.S.One}
    here = ck.equal(CHANGE, sp.expand(change.xreplace(twice).xreplace({CUBIC: sp.S.One})))
    yield ck.Satisfiable("broken", sp.And(here, form["broken"]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Productions from light-cone components, which a boost stretches and shrinks."""
    clock, shift, cubic = (sample[name] for name in ("clock", "shift", "k"))
    factor = np.exp(sample["rapidity"])
    up, down = factor * (clock + shift), (clock - shift) / factor
    moved = (up - down) / 2
    change = (up * down - cubic * moved**3) - ((clock + shift) * (clock - shift) - cubic * shift**3)
    values = {
        CHANGE: change,
        CLOCK: clock,
        SHIFT: shift,
        CUBIC: cubic,
        STRETCH: (factor + 1 / factor) / 2,
        SPEED: (factor**2 - 1) / (factor**2 + 1),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:third-order-breaks",
    source=source("5"),
    kind="result",
    title="Terms of third order break the Lorentz symmetry",
    latex=r"\delta\Delta S = -k\left(c^3(\dot x^1 + v\dot x^0)^3 - (\dot x^1)^3\right) \ne 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("clock", 0.5, 2.0),
                ck.Real("shift", -1.0, 1.0),
                ck.Real("k", 0.1, 1.0, meaning="coefficient of the cubic term"),
                ck.Real("rapidity", -1.0, 1.0),
            )
        ),
        tolerance=1e-11,
        reason="sums of a few numbers: rounding only",
        method="light-cone components of a displacement, stretched and shrunk by a boost",
        samples=32,
    ),
    words="sentence",
    expected="proved",
    reading="That the Lorentz symmetry would be broken by the third order terms of (5.7): a boost "
    "that leaves (5.8) as it is changes a term $-k(\\dot x^1)^3$ beside it, at every size of the "
    "displacement and for every $k\\ne0$, and not only where displacements are very large: the "
    "relative change is of first order in them. One direction of space, in units in which "
    "$g_{i,11}=1$.",
    premises=("vanchurin:5.8",),
)
