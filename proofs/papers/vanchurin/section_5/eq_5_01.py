"""(5.1): the entropy production as a sum over neurons; what is missing is the correlation."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import eps
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

TOTAL = sp.Symbol(r"\Delta{S_x}", real=True)
PARTS = tuple(sp.Symbol(rf"\Delta{{S_{{x,{i}}}}}", real=True) for i in (1, 2))
CORRELATION = sp.Symbol(r"\Delta{I_x}", real=True)
_POINTS = np.linspace(-5.0, 5.0, 41)
_HALVES = 0.5 ** np.arange(5)


def printed() -> list[ck.Link]:
    """Delta S_x = Delta S_1 + Delta S_2, two neurons."""
    return [ck.Link("sum", ck.equal(TOTAL, sp.Add(*PARTS)))]


def amended() -> list[ck.Link]:
    """Less the change of the total correlation; the sum alone for correlations of order eps."""
    exact_form = sp.Add(*PARTS) - CORRELATION
    return [
        ck.Link("with correlation", ck.equal(TOTAL, exact_form)),
        ck.Link("weak correlation", ck.equal(TOTAL, sp.Add(*PARTS)), order=2),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Compare what stands under the integral; then two Gaussian neurons with a correlation."""
    under = _under_the_integral()
    gauss = _gaussian_neurons()
    yield ck.Step(
        "Under the integral over both neurons, with marginal densities $p_i$ before and $P_i$ "
        "after, the whole stands for",
        under[TOTAL],
    )
    yield ck.Step("and the total correlation (mutual information) for", under[CORRELATION])
    yield ck.Step(
        "Two independent Gaussian neurons whose widths grow by $s_1$, $s_2$ and which become "
        "correlated:",
        ck.equal(TOTAL, gauss[TOTAL]),
    )
    for name in form:
        if name == "with correlation":
            yield ck.Vanishes(name, form.gap(name).xreplace(under))
        elif name == "weak correlation":
            gap = form.gap(name).xreplace(gauss)
            yield from (ck.Vanishes(name, SeriesCoefficient(gap, eps, k)) for k in range(2))
        else:
            yield ck.Vanishes(name, form.gap(name).xreplace(gauss))


def _under_the_integral() -> dict[Expr, Expr]:
    """Entropies and total correlation as averages with the joint density p, then P."""
    joint = sp.symbols("p P", positive=True)
    first, second = sp.symbols("p_1 P_1", positive=True), sp.symbols("p_2 P_2", positive=True)
    both = list(zip(joint, first, second, strict=True))
    averages = {
        TOTAL: [-p * sp.log(p) for p, _, _ in both],
        PARTS[0]: [-p * sp.log(a) for p, a, _ in both],
        PARTS[1]: [-p * sp.log(b) for p, _, b in both],
        CORRELATION: [p * (sp.log(p) - sp.log(a) - sp.log(b)) for p, a, b in both],
    }
    return {name: after - before for name, (before, after) in averages.items()}


def _gaussian_neurons() -> dict[Expr, Expr]:
    """Changes of log(det C)/2 from unit widths to widths a, b with the correlation eps r."""
    r, a, b = sp.symbols("r s_1 s_2", positive=True)
    after = sp.ImmutableMatrix([[a**2, eps * r * a * b], [eps * r * a * b, b**2]])
    blocks = {TOTAL: after, PARTS[0]: after[:1, :1], PARTS[1]: after[1:, 1:]}
    return {name: sp.log(sp.Determinant(block)) / 2 for name, block in blocks.items()}


def _entropies(width: np.ndarray, coupling: np.ndarray) -> tuple[np.ndarray, ...]:
    """Joint entropy, both marginal ones and the relative entropy to their product, on a grid."""
    x, y = _POINTS[:, None], _POINTS[None, :]
    w, k = width[..., None, None], coupling[..., None, None]
    weight = np.exp(-(x**2) * w[:, 0] / 2 - x**4 / 20 - y**2 * w[:, 1] / 2 - k * x * y)
    p = weight / weight.sum((-1, -2), keepdims=True)
    one, two = p.sum(-1), p.sum(-2)
    product = one[..., :, None] * two[..., None, :]
    information = (p * np.log(p / product)).sum((-1, -2))
    entropy = [-(d * np.log(d)).reshape(*d.shape[:2], -1).sum(-1) for d in (p, one, two)]
    return (*entropy, information)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two neurons that are not Gaussian, before and after they widen and become coupled."""
    coupling = sample["coupling"][:, None] * _HALVES
    shape = (len(coupling), 2, len(_HALVES))
    before = _entropies(np.ones(shape), 0 * coupling)
    widths = np.broadcast_to(sample["stiffness"][..., None], shape)
    after = _entropies(widths, coupling)
    change = [new - old for new, old in zip(after, before, strict=True)]
    return ck.Measurement(dict(zip((TOTAL, *PARTS, CORRELATION), change, strict=True)))


CLAIM = ck.Claim(
    key="vanchurin:5.1",
    source=source("5", "5.1"),
    kind="approximation",
    title="Entropy production of the neurons, one by one",
    latex=r"\Delta S_x(t) \approx \sum_i \Delta S_{x,i}(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("stiffness", 1.5, 2.5, (2,)), ck.Real("coupling", -0.4, 0.4))),
        tolerance=1e-9,
        floor=1e-2,
        reason="all entropies are sums over the same cells, so that only rounding is left",
        method="entropies of two coupled neurons on a grid",
        samples=12,
        examples=60,
    ),
    expected="corrected",
    fails_by="Eq(\\Delta{S_x}, \\Delta{S_{x,1}} + \\Delta{S_{x,2}}) fails",
    reading="Two neurons; more are added one at a time. The print states no small parameter and no "
    "independence, so that the two sides are compared as they stand.",
    hypotheses=(beliefs.JOINT_DENSITY,),
    amended=ck.Amended(
        latex=r"\Delta S_x(t) = \sum_i \Delta S_{x,i}(t) - \Delta I_x(t), \qquad I_x = "
        r"\left\langle \log \frac{p}{\prod_i p_i} \right\rangle \ge 0; \qquad "
        r"\Delta S_x = \sum_i \Delta S_{x,i} + O(\epsilon^2) \ \text{for correlations of order}\ "
        r"\epsilon",
        links=amended,
        grade="missing hypothesis",
        note="The sum is exact as long as the total correlation $I_x$ of the neurons does not "
        "change, for instance for independent neurons; it is wrong by the square of weak "
        "correlations. Neurons that learn from each other change it.",
    ),
    known=({"stiffness": [2.0, 2.0], "coupling": 0.375},),
)
