"""Chapter 4: the potential between quarks from a string that hangs into the bulk."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.wilson_loop import Profile, hanging_strings
from proofs.papers.hashimoto.shared.notation import source

FORCE, TENSION, f, g = sp.symbols("{dE/dL} T f_a g_a", positive=True)
ENERGY, LENGTH, COUPLING = sp.symbols("E_{AdS} L_{AdS} lambda", real=True, nonzero=True)
QUARTER = sp.gamma(sp.Rational(1, 4))
STRING, LIMIT = sp.symbols(r"sigma {\min_\eta\sqrt{fg}}", positive=True)
_TURN = sp.Symbol("V_a", positive=True)
_STENCIL = np.array([-2, -1, 1, 2])
_WEIGHTS = np.array([1, -8, 8, -1])


def printed() -> list[ck.Link]:
    """dE/dL = T sqrt(f g) at the turning point; what it gives in AdS5 and where sqrt(f g) ends."""
    coulomb = -4 * sp.pi**2 * sp.sqrt(COUPLING) / (QUARTER**4 * LENGTH)
    return [
        ck.Link("force", ck.equal(FORCE, TENSION * sp.sqrt(f * g))),
        ck.Link("Coulomb", ck.equal(ENERGY, coulomb)),
        ck.Link("linear", ck.equal(STRING, TENSION * LIMIT)),
    ]


def _slopes() -> tuple[sp.Expr, sp.Expr]:
    """d/dc of the density of E/2T - c L/2, c = V(a), and minus half the density of L."""
    c, low, time = sp.symbols("c g f", positive=True)
    root = sp.sqrt(time * low - c**2)
    hanging, distance = time * sp.sqrt(low) / root, c / (sp.sqrt(low) * root)
    return sp.diff(hanging - c * distance, c), -distance


def _force() -> sp.Expr:
    """dE/dL from d(E / 2T - c L / 2) = -(L / 2) dc at the turning point, where V = c."""
    energy, length, change, distance = sp.symbols("dE dL dc L", real=True)
    balance = energy / (2 * TENSION) - (_TURN * length + distance * change) / 2
    return sp.cancel(sp.solve(balance + distance * change / 2, energy)[0] / length)


def _beta(power: int, gamma: sp.Symbol) -> sp.Expr:
    """B(power/4, 1/2) / 4, the integral of u^(power-1) / sqrt(1 - u^4) from 0 to 1.

    For a negative power its finite part. Gamma(3/4) = pi sqrt(2) / Gamma(1/4) by reflection.
    """
    one, half = sp.Rational(power, 4), sp.S.Half
    above = sp.gamma(one) if power > 0 else sp.gamma(one + 1) / one
    value = sp.expand_func(above * sp.gamma(half) / sp.gamma(one + half) / 4)
    three = sp.pi / sp.sin(sp.pi / 4) / gamma
    return sp.simplify(value.subs({sp.gamma(sp.Rational(3, 4)): three, QUARTER: gamma}))


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Legendre transform of the string; Beta integrals in AdS5."""
    slope, distance = _slopes()
    gap = sp.together(slope - distance)
    force = _force().subs(_TURN, sp.sqrt(f * g))
    gamma = sp.Symbol(r"\Gamma(1/4)", positive=True)
    integral, strings = (_beta(p, gamma) for p in (3, -1))
    tension = sp.sqrt(COUPLING) / (2 * sp.pi)
    found = {LENGTH: 2 * integral, ENERGY: 2 * tension * strings}
    coulomb, linear, slopes = (form[k] for k in ("Coulomb", "linear", "force"))
    value = (coulomb.lhs - coulomb.rhs).subs(QUARTER, gamma).subs(found)
    bottom = (linear.lhs - linear.rhs).subs(STRING, force).subs(LIMIT, sp.sqrt(f * g))
    return ck.Derivation(
        steps=(
            ck.Step(
                "The density of $E/2T-V_aL/2$ is $\\sqrt{(V^2-V_a^2)/g}$ and vanishes at the "
                "turning point. Its derivative by $V_a$, and minus half the density of L:",
                sp.Tuple(slope, distance),
            ),
            ck.Step("They are equal, so that $d(E-TV_aL)=-TL\\,dV_a$:", gap),
            ck.Step("The force, with $V_a=\\sqrt{f_ag_a}$:", force),
            ck.Step(
                "In AdS5 with $\\eta=0$ at the turning point L and E are",
                sp.Tuple(*found.values()),
            ),
            ck.Step(
                "Where $\\sqrt{fg}$ has a lowest value the string settles there as L grows; the "
                "force becomes",
                TENSION * LIMIT,
            ),
        ),
        obligations=(
            ck.Vanishes("force", gap),
            ck.Vanishes("force", (slopes.lhs - slopes.rhs).subs(FORCE, force)),
            ck.Vanishes("Coulomb", sp.expand(value)),
            ck.Vanishes("linear", bottom),
        ),
    )


def bent(one: float, two: float) -> Profile:
    """exp(2 eta), bent by terms that die out towards the boundary."""
    return lambda x: np.asarray(np.exp(2 * x + one * np.exp(-x) + two * np.exp(-2 * x)))


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
        FORCE: (_WEIGHTS @ near.energy) / (_WEIGHTS @ near.distance),
        f: float(time(at)),
        g: float(space(at)),
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
    reading="The slide refers to the procedures of other works and prints no formula. Tested is "
    "what they give: the force on the quarks in every metric of the ansatz, the Coulomb potential "
    "of AdS$_5$, $T=\\sqrt\\lambda/2\\pi$, and a linear one where $\\sqrt{fg}$ has a minimum.",
    hypotheses=(
        "the string is classical and its ends are held at the boundary; two straight strings are "
        "subtracted",
        "$\\sqrt{fg}$ grows from the turning point to the boundary",
        "the radius of AdS is one",
    ),
)
