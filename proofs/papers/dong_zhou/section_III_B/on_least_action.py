"""Section III.B: whether the least action and the path integral are equivalent."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral, SeriesCoefficient

HBAR = sp.Symbol("hbar", positive=True)
LOG, FREE_LOG = sp.symbols(r"\ln\frac{K(b)}{K(0)} \ln\frac{K_{0}(b)}{K_{0}(0)}", real=True)
ACTION, FREE_ACTION = sp.symbols("S_{min} S_0", positive=True)
B = sp.Symbol("b", real=True)
EVERY, SMALL, QUADRATIC = "every hbar", "small hbar", "quadratic"


def printed() -> list[ck.Link]:
    """The sum over all paths gives the least action, for every action."""
    return [ck.Link(EVERY, ck.equal(-HBAR * LOG, ACTION))]


def amended() -> list[ck.Link]:
    """To lowest order in hbar for every action, exactly for a quadratic one."""
    return [
        ck.Link(SMALL, ck.equal(-HBAR * LOG, ACTION), order=1),
        ck.Link(QUADRATIC, ck.equal(-HBAR * FREE_LOG, FREE_ACTION)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The action x^2/2 + (b - x)^2/2 + g x^4 of paths 0 - x - b, to first order in g."""
    x, g = sp.Symbol("x", real=True), sp.Symbol("g", positive=True)
    plain = x**2 / 2 + (B - x) ** 2 / 2
    best = sp.solve(sp.diff(plain, x), x)[0]

    def over_paths(factor: sp.Expr, end: sp.Expr) -> sp.Expr:
        return GaussianIntegral(factor * sp.exp(-plain.subs(B, end) / HBAR), [x])

    def mean(end: sp.Expr) -> sp.Expr:
        return over_paths(x**4, end) / over_paths(sp.S.One, end)

    log_free = sp.log(over_paths(sp.S.One, B) / over_paths(sp.S.One, sp.S.Zero))
    values = {
        LOG: log_free - g / HBAR * (mean(B) - mean(sp.S.Zero)),
        ACTION: plain.subs(x, best) + g * best**4,
        FREE_LOG: log_free,
        FREE_ACTION: plain.subs(x, best),
    }
    yield ck.Step("Without the quartic term the path of least action goes through", best)
    yield ck.Step("Mean of $x^4$ over all paths, which the quartic term adds:", mean(B).doit())
    yield ck.Step("and $x^4$ on the path of least action:", best**4)
    for name in form:
        gap = form.gap(name).xreplace(values)
        yield ck.Vanishes(name, gap.subs(g, 0))
        slope = sp.Subs(sp.Derivative(gap, g), g, 0)
        if name == EVERY:
            yield ck.Vanishes(name, slope)
        elif name == SMALL:
            yield ck.Vanishes(name, SeriesCoefficient(slope, HBAR, 0))


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
    for ratio, action, strength in ((LOG, ACTION, g), (FREE_LOG, FREE_ACTION, 0 * g)):
        found[ratio] = log_sum(b, strength) - log_sum(0 * b, strength)
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
    fails_by="Eq(-\\ln\\frac{K(b)}{K(0)}*hbar, S_{min}) fails",
    words="sentence",
    reading="The equivalence is read as: the sum over all paths, each with the weight of its "
    "action, gives the action of the best one, in imaginary time; paths $0 - x - b$ with one point "
    "to sum over, divided by the sum for $b=0$. All paths are equal in that they all count.",
    hypotheses=(beliefs.IMAGINARY_TIME,),
    amended=ck.Amended(
        latex=r"-\hbar\log\frac{K(b)}{K(0)} = S_{min} + O(\hbar), \qquad "
        r"-\hbar\log\frac{K_0(b)}{K_0(0)} = S_0",
        links=amended,
        note="The equivalence is exact for quadratic actions and else the limit of small hbar. A "
        "complexity that is no quadratic function of the circuit's parameters needs that limit.",
    ),
)
