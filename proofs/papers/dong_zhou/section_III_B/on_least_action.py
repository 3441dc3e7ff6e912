"""Section III.B: whether the least action and the path integral are equivalent."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source

HBAR = sp.Symbol("hbar", positive=True)
RATIO, ACTION = sp.symbols("K(b)/K(0) S_{min}", positive=True)
B = sp.Symbol("b", real=True)
FREE_RATIO, FREE_ACTION = sp.symbols("K_{0}(b)/K_{0}(0) S_0", positive=True)
EVERY, SMALL, QUADRATIC = "every hbar", "small hbar", "quadratic"


def printed() -> list[ck.Link]:
    """The sum over all paths gives the least action, for every action."""
    return [ck.Link(EVERY, ck.equal(-HBAR * sp.log(RATIO), ACTION))]


def amended() -> list[ck.Link]:
    """To lowest order in hbar for every action, exactly for a quadratic one."""
    return [
        ck.Link(SMALL, ck.equal(-HBAR * sp.log(RATIO), ACTION), order=1),
        ck.Link(QUADRATIC, ck.equal(-HBAR * sp.log(FREE_RATIO), FREE_ACTION)),
    ]


@cache
def sums() -> tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr]:
    """Logarithm of the free sum, least free action, mean of x^4, best x: paths 0 - x - b."""
    x = sp.Symbol("x", real=True)
    plain = x**2 / 2 + (B - x) ** 2 / 2
    best = sp.solve(sp.diff(plain, x), x)[0]
    least = sp.expand(plain.subs(x, best))
    weight = sp.exp(-sp.expand(plain.subs(x, best + x) - least) / HBAR)  # around the best path
    kernel, moment = (
        sp.integrate(sp.expand(f) * weight, (x, -sp.oo, sp.oo)) for f in (sp.S.One, (best + x) ** 4)
    )
    mean = sp.expand(moment / kernel)
    total = sp.exp(-least / HBAR) * kernel
    log_free = sp.expand_log(sp.log(sp.powsimp(total / total.subs(B, 0))), force=True)
    return log_free, least, mean, best


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The action x^2/2 + (b - x)^2/2 + g x^4, to first order in g."""
    g = sp.Symbol("g", positive=True)
    log_free, least, mean, best = sums()
    values = {
        RATIO: sp.exp(log_free - g / HBAR * (mean - mean.subs(B, 0))),
        ACTION: least + g * best**4,
        FREE_RATIO: sp.exp(log_free),
        FREE_ACTION: least,
    }
    obligations = []
    for name, form in given.items():
        gap = (form.lhs - form.rhs).subs(values)
        obligations.append(ck.Vanishes(name, gap.subs(g, 0)))
        slope = sp.expand(sp.diff(gap, g).subs(g, 0))
        if name == EVERY:
            obligations.append(ck.Vanishes(name, slope))
        elif name == SMALL:  # all that does not fall with hbar, poles and logarithms included
            low = (t for t in sp.Add.make_args(slope) if t.as_coeff_exponent(HBAR)[1] < 1)
            obligations.append(ck.Vanishes(name, sp.Add(*low)))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Without the quartic term, the logarithm of the sum and the least action:",
                sp.Tuple(log_free, least),
            ),
            ck.Step("Mean of $x^4$ over all paths, which the quartic term adds:", mean),
            ck.Step("and $x^4$ on the path of least action:", best**4),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The sum over paths by quadrature, the least action by Newton steps; hbar halved."""
    x = np.linspace(-8, 8, 6001)
    hbar = 0.4 / 2.0 ** np.arange(6)
    b, g = sample["b"] / 2, sample["g"] / 4

    def least(end: np.ndarray, strength: np.ndarray) -> np.ndarray:
        place = end / 2
        for _ in range(60):
            slope = 2 * place - end + 4 * strength * place**3
            place = place - slope / (2 + 12 * strength * place**2)
        return np.asarray(place**2 / 2 + (end - place) ** 2 / 2 + strength * place**4)

    def log_sum(end: np.ndarray, strength: np.ndarray) -> np.ndarray:
        action = x**2 / 2 + (end[:, None] - x) ** 2 / 2 + strength[:, None] * x**4
        low = action.min(-1, keepdims=True)
        total = np.stack([np.exp(-(action - low) / h).sum(-1) for h in hbar], -1)
        return np.asarray(np.log(total) - low / hbar)

    found = {HBAR: np.tile(hbar, (len(b), 1))}
    for ratio, action, strength in ((RATIO, ACTION, g), (FREE_RATIO, FREE_ACTION, 0 * g)):
        found[ratio] = np.exp(log_sum(b, strength) - log_sum(0 * b, strength))
        found[action] = least(b, strength)
    return ck.Measurement(found)


CLAIM = ck.Claim(
    key="dong_zhou:least-action",
    source=source("III.B"),
    kind="result",
    title="Least action and path integral",
    latex=r"-\hbar\log\frac{\int e^{-S/\hbar}}{\int_0 e^{-S/\hbar}} = S_{min}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("b", 1, 4, meaning="twice the end point"),
                ck.Integer("g", 0, 4, meaning="four times the quartic strength"),
            )
        ),
        tolerance=1e-9,
        reason="the trapezoidal rule on smooth decaying functions is exact to rounding",
        method="quadrature over all paths, Newton steps for the least action",
        samples=16,
        examples=40,
    ),
    expected="corrected",
    reading="The equivalence is read as: the sum over all paths, each with the weight of its "
    "action, gives the action of the best one, in imaginary time; paths $0 - x - b$ with one point "
    "to sum over, divided by the sum for $b=0$. All paths are equal in that they all count.",
    hypotheses=("imaginary time; two steps; the action $x^2/2+(b-x)^2/2+g\\,x^4$",),
    amended=ck.Amended(
        latex=r"-\hbar\log\frac{K(b)}{K(0)} = S_{min} + O(\hbar), \qquad "
        r"-\hbar\log\frac{K_0(b)}{K_0(0)} = S_0",
        links=amended,
        note="The equivalence is exact for quadratic actions and else the limit of small hbar. A "
        "complexity that is no quadratic function of the circuit's parameters needs that limit.",
    ),
)
