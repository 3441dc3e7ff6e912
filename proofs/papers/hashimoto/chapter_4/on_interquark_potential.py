"""Chapter 4: the potential between quarks from a string that hangs into the bulk."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.wilson_loop import hanging_strings
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.strings import F_TURN, G_TURN, PULL, TENSION, bent

ENERGY, LENGTH, COUPLING = sp.symbols("E_{AdS} L_{AdS} lambda", real=True, nonzero=True)
QUARTER = sp.gamma(sp.Rational(1, 4))
STRING, LIMIT = sp.symbols(r"sigma {\min_\eta\sqrt{fg}}", positive=True)
_STENCIL = np.array([-2, -1, 1, 2])
_WEIGHTS = np.array([1, -8, 8, -1])


def printed() -> list[ck.Link]:
    """dE/dL = T sqrt(f g) at the turning point; what it gives in AdS5 and where sqrt(f g) ends."""
    coulomb = -4 * sp.pi**2 * sp.sqrt(COUPLING) / (QUARTER**4 * LENGTH)
    return [
        ck.Link("force", ck.equal(PULL, TENSION * sp.sqrt(F_TURN * G_TURN))),
        ck.Link("Coulomb", ck.equal(ENERGY, coulomb)),
        ck.Link("linear", ck.equal(STRING, TENSION * LIMIT)),
    ]


def _beta(power: int) -> sp.Expr:
    """The integral of u^(power-1) / sqrt(1 - u^4) from 0 to 1, as B(power/4, 1/2) / 4.

    For a negative power its finite part, by continuation in the power.
    """
    one, half = sp.Rational(power, 4), sp.S.Half
    above = sp.gamma(one + 1) / one if power < 0 else sp.gamma(one)
    return above * sp.gamma(half) / sp.gamma(one + half) / 4


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Legendre transform of the string; Beta integrals in AdS5."""
    c, low, time = sp.symbols("c g f", positive=True)
    root = sp.sqrt(time * low - c**2)
    energy, distance = time * sp.sqrt(low) / root, c / (sp.sqrt(low) * root)
    yield ck.Step(
        "Densities of $E/2T$ and of $L/2$ for a turning point with $\\sqrt{fg}=c$:",
        sp.Tuple(energy, distance),
    )
    yield ck.Step(
        "The density of $E/2T-cL/2$ vanishes at the turning point, and its derivative by "
        "c is minus half that of L, so that $dE=T\\,c\\,dL$.",
        energy - c * distance,
    )
    yield ck.shows("force", sp.Derivative(energy - c * distance, c), -distance)
    turn = {c: sp.sqrt(F_TURN * G_TURN)}
    pull = TENSION * (c + sp.Derivative(energy - c * distance, c) / distance + 1).subs(turn)
    yield ck.shows("force", form.of(PULL, "force"), pull)
    tension = sp.sqrt(COUPLING) / (2 * sp.pi)
    found = {LENGTH: 2 * _beta(3), ENERGY: 2 * tension * _beta(-1)}
    yield ck.Step(
        "In AdS5 with $\\eta=0$ at the turning point L and E are", sp.Tuple(*found.values())
    )
    yield ck.Vanishes("Coulomb", form.gap("Coulomb").xreplace(found))
    yield ck.Step(
        "Where $\\sqrt{fg}$ has a lowest value the string settles there as L grows; the "
        "force becomes",
        TENSION * LIMIT,
    )
    settled = pull.subs({F_TURN: LIMIT**2 / G_TURN})
    yield ck.Vanishes("linear", form.gap("linear").subs(STRING, settled))


def one_point(bends: ck.Array, a: float, tension: float, warp: float) -> dict[sp.Basic, float]:
    """dE/dL in a bent metric and at the wall of a confining one, and a string in AdS."""
    time, space, ads = bent(*bends[:2]), bent(*bends[2:]), bent(0.0, 0.0)
    near = hanging_strings(time, space, a + 1e-2 * _STENCIL, -0.1, tension=tension)
    hung = hanging_strings(ads, ads, a, -40.0, tension=tension)

    def wall(x: ck.Array) -> ck.Array:
        return np.asarray(warp * np.cosh(2 * x))

    deep = hanging_strings(wall, wall, 2e-5 * np.array([1.0, 1.01]), 0.0, tension=tension)
    at = np.array(a)
    return {
        PULL: (_WEIGHTS @ near.energy) / (_WEIGHTS @ near.distance),
        F_TURN: float(time(at)),
        G_TURN: float(space(at)),
        TENSION: tension,
        ENERGY: hung.energy[0],
        LENGTH: hung.distance[0],
        COUPLING: (2 * np.pi * tension) ** 2,
        STRING: np.diff(deep.energy)[0] / np.diff(deep.distance)[0],
        LIMIT: warp,
    }


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Strings of several turning points: quadrature, and differences of what it gives."""
    points = zip(
        sample["bend"] / 10, 0.3 + sample["a"] / 5, sample["T"], 1 + sample["warp"], strict=True
    )
    found = [one_point(bends, *map(float, rest)) for bends, *rest in points]
    return ck.Measurement({symbol: np.array([row[symbol] for row in found]) for symbol in found[0]})


CLAIM = ck.Claim(
    key="hashimoto:interquark-potential",
    source=source("4"),
    kind="result",
    title="The potential between quarks from a string in the bulk",
    latex=r"\frac{dE}{dL} = T\sqrt{f(a)\,g(a)}, \qquad "
    r"E_{\mathrm{AdS}_5} = -\frac{4\pi^2\sqrt{\lambda}}{\Gamma(1/4)^4}\,\frac1L, \qquad "
    r"\sigma = T\min_\eta\sqrt{fg}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("bend", -4, 4, (4,), "ten times the bends of log f and log g"),
                ck.Integer("a", 0, 4, (), "turning point 0.3 + a/5"),
                ck.Integer("T", 1, 3, (), "tension of the string"),
                ck.Integer("warp", 0, 3, (), "size of the confining metric"),
            )
        ),
        tolerance=1e-6,
        reason="differences of order four at 0.01 are off by 1e-8; strings near the wall by 4e-10",
        method="strings by quadrature with the singular end removed, differences of E and L",
        samples=8,
    ),
    expected="proved",
    words="reading",
    reading="The slide refers to the procedures of other works and prints no formula. Tested is "
    "what they give: the force on the quarks in every metric of the ansatz, the Coulomb potential "
    "of AdS$_5$, $T=\\sqrt\\lambda/2\\pi$, and a linear one where $\\sqrt{fg}$ has a minimum.",
    hypotheses=(beliefs.CLASSICAL_STRING, beliefs.GROWING_WARP),
)
