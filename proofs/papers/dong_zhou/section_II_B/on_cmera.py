"""Section II.B: whether cMERA is a geodesic from a product state to the boundary state."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

PATH, STRAIGHT = sp.symbols(r"\ell_{cMERA} \ell_{min}", positive=True)
SUM, STRAIGHT_SUM = sp.symbols(r"\Sigma_{cMERA} \Sigma_{min}", positive=True)
MODES, RATE = sp.symbols("M g", positive=True)
LEVELS, CUT = 150, 200  # occupation numbers kept; steps per unit of scale


def printed() -> list[ck.Link]:
    """The Fubini-Study length of cMERA is the least one."""
    return [ck.Link("length", ck.equal(PATH, STRAIGHT))]


def amended() -> list[ck.Link]:
    """It is not less; what is least is the sum of the lengths of the modes."""
    squares = MODES * (MODES + 1) * (2 * MODES + 1) / 6
    return [
        ck.Link("length", ck.at_least(PATH, STRAIGHT)),
        ck.Link("sum", ck.equal(SUM, STRAIGHT_SUM)),
        ck.Link("sum of all modes", ck.equal(SUM, RATE * MODES * (MODES + 1) / 2)),
        ck.Link("least", ck.equal(STRAIGHT**2, RATE**2 * squares)),
    ]


def _element() -> sp.Expr:
    """(ds/dr)^2 of a squeezed pair sum_n tanh(r)^n |n n> / cosh(r), from its overlaps."""
    r, s = sp.symbols("r s", positive=True)
    ratio = sp.tanh(r) * sp.tanh(s)
    overlap = 1 / (sp.cosh(r) * sp.cosh(s) * (1 - ratio))  # a geometric series
    second = sp.Derivative(sp.log(overlap), (s, 2))
    return -sp.Subs(second, s, r)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Modes j = 1..M are squeezed at rate g from scale -j to 0; one flat direction for each."""
    g, u = RATE, sp.Symbol("u", real=True)
    element, worked_out = sp.Symbol("E", positive=True), _element()
    yield ck.Step(
        "Fubini-Study element of a squeezed pair of modes, over $dr^2$:",
        ck.equal(element, worked_out),
    )
    for modes in (1, 2, 3):
        case = {"M": modes}
        active = [modes - k + 1 for k in range(1, modes + 1)]  # of the scales -k to 1 - k
        pieces = [
            sp.Integral(g * sp.sqrt(count * element), (u, -k, 1 - k))
            for k, count in enumerate(active, 1)
        ]
        straight = g * sp.sqrt(sum(j**2 for j in range(1, modes + 1)) * element)
        alone = [sp.Integral(g * sp.sqrt(element), (u, -j, 0)) for j in range(1, modes + 1)]
        least = [sp.sqrt((j * g) ** 2 * element) for j in range(1, modes + 1)]
        values = {
            PATH: sp.Add(*pieces),
            STRAIGHT: straight,
            SUM: sp.Add(*alone),
            STRAIGHT_SUM: sp.Add(*least),
            MODES: sp.Integer(modes),
        }
        for name, statement in form.items():
            if isinstance(statement, sp.Eq):
                gap = sp.Subs(form.gap(name).xreplace(values), element, worked_out)
                yield ck.Vanishes(name, gap, case=case)
            else:
                ratio = sp.Rational(*_square_bounds(values[PATH], straight))
                given = sp.And(STRAIGHT > 0, sp.Ge(PATH**2, ratio * STRAIGHT**2))
                yield ck.Entails(name, given, statement, case=case)
    yield ck.Step(
        "Length of cMERA and least length of three modes, over $\\sqrt{E}$:",
        sp.Tuple(*(length / sp.sqrt(element) for length in (values[PATH].doit(), straight))),
    )


def _square_bounds(path: sp.Expr, straight: sp.Expr) -> tuple[int, int]:
    """A fraction below the squared ratio of the lengths, in hundredths."""
    ratio = sp.simplify((path / straight).doit() ** 2)
    return int(sp.floor(100 * ratio)), 100


def _angles(r: np.ndarray) -> tuple[float, float]:
    """Length of a path of squeezings (steps, modes): of the whole state, and summed over modes.

    States are columns of amplitudes tanh(r)^n / cosh(r) of n pairs.
    """
    n = np.arange(LEVELS)
    kets = np.tanh(r)[..., None] ** n / np.cosh(r)[..., None]
    gap = np.linalg.norm(kets[1:] - kets[:-1], axis=-1)  # chord 2 sin(angle / 2), no cancellation
    overlap = 1 - gap**2 / 2
    missing = -np.expm1(np.log(overlap).sum(-1))
    return float((2 * np.arcsin(np.sqrt(missing / 2))).sum()), float((2 * np.arcsin(gap / 2)).sum())


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Overlaps of neighbouring states along cMERA and along the straight path, in Fock space."""
    rows = []
    for modes, rate in zip(sample["M"].astype(int).tolist(), sample["g"].tolist(), strict=True):
        scale = np.linspace(-modes, 0, modes * CUT + 1)[:, None]
        starts = -np.arange(1, modes + 1)
        path = rate * np.maximum(scale - starts, 0.0)
        straight = np.linspace(0, 1, len(path))[:, None] * path[-1]
        rows.append((*_angles(path), *_angles(straight)))
    lengths = dict(zip((PATH, SUM, STRAIGHT, STRAIGHT_SUM), np.array(rows).T, strict=True))
    return ck.Measurement({**lengths, MODES: sample["M"], RATE: sample["g"]})


CLAIM = ck.Claim(
    key="dong_zhou:cmera",
    source=source("II.B"),
    kind="result",
    title="cMERA as a continuous geodesic",
    latex=r"\ell_{cMERA} = \ell_{min}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("M", 1, 3, meaning="modes"),
                ck.Real("g", 0.1, 0.5, meaning="the rate of squeezing"),
            )
        ),
        tolerance=1e-4,
        reason="steps of 0.0025 in the squeezing: relative error 1e-6; the printed form misses 3%",
        method="overlaps of states in Fock space along both paths",
        samples=16,
        examples=40,
    ),
    expected="corrected",
    fails_by="Eq(\\ell_{cMERA}, \\ell_{min}) for \\ell_{cMERA} >= \\ell_{min}",
    words="sentence",
    reading="cMERA of the massless free field: pairs of modes, mode j is squeezed at a constant "
    "rate from the scale $u=-j$, where it passes the cutoff, to $u=0$. Geodesic is read as "
    "shortest in the Fubini-Study metric among the states of these modes.",
    hypotheses=(beliefs.FREE_FIELD_CMERA,),
    amended=ck.Amended(
        latex=r"\ell_{cMERA} \ge \ell_{min}, \qquad "
        r"\sum_j \ell^{(j)}_{cMERA} = \sum_j \ell^{(j)}_{min} = \frac{g}{2} M (M + 1), \qquad "
        r"\ell_{min}^2 = \frac{g^2}{6} M (M + 1) (2 M + 1)",
        links=amended,
        note="With two modes the path has a corner where the second mode sets in and is longer, "
        "$1+\\sqrt2$ against $\\sqrt5$. With one mode it is a geodesic, and it is shortest for "
        "the cost that adds the modes' lengths.",
    ),
)
