"""Section 8: the constant N T that (8.4) drops, once N is an integral of the metric."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, root
from proofs.papers.vanchurin.shared import beliefs, curved, road
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.jets.letters import MetricLetters
from qmgr_sym.unevaluated import ForEveryMetric, MetricVariation

Array = ck.Array
SIZE = 2
PAIRS = [(m, n) for m in range(SIZE) for n in range(m, SIZE)]
ROOT = sp.Symbol(r"\sqrt{-g}", positive=True)
LAMBDA, EFFECTIVE = sp.symbols(r"\Lambda \Lambda'", real=True)
NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)


def variation(m: int, n: int) -> sp.Symbol:
    """The variation of N T by the inverse metric, component m n, per volume of coordinates."""
    return sp.Symbol(rf"\frac{{\delta(NT)}}{{\delta{{g}}^{{{m}{n}}}}}", real=True)


def metric(m: int, n: int) -> sp.Symbol:
    """Component g_{mn} of the metric."""
    return sp.Symbol(f"g_{{{min(m, n)}{max(m, n)}}}", real=True)


def printed() -> list[ck.Link]:
    """N T has no variation."""
    return [ck.Link(f"component {m}{n}", ck.equal(variation(m, n), sp.S.Zero)) for m, n in PAIRS]


def amended() -> list[ck.Link]:
    """It is that of the volume, which shifts the cosmological constant by -1/2."""
    links = [
        ck.Link(f"component {m}{n}", ck.equal(variation(m, n), -ROOT * metric(m, n) / 2))
        for m, n in PAIRS
    ]
    shifted = LAMBDA - sp.Rational(1, 2)
    return [*links, ck.Link("shift", ck.equal(EFFECTIVE, shifted))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary N T, the integral of sqrt(-g) by (6.15), and add it to (8.11)."""
    g = MetricLetters(sp.symbols("t x", real=True))
    counted = curved.number_density(premises["6.15"]).xreplace({curved.ROOT: ROOT})
    yield ck.Step("Neurons per volume of coordinates, the integrand of $NT$:", counted)
    letters = {metric(m, n): g.metric[m][n] for m, n in PAIRS} | {ROOT: g.volume}
    for m, n in PAIRS:
        name, change = f"component {m}{n}", sp.zeros(SIZE)
        change[m, n] += sp.Rational(1, 2)
        change[n, m] += sp.Rational(1, 2)
        varied = MetricVariation(counted.xreplace(letters), change, g.coords)
        gap = ForEveryMetric(varied - form.of(variation(m, n), name).xreplace(letters), g.coords)
        yield ck.Vanishes(name, gap, gap.CHANCE)
    if "shift" not in form:
        return
    line = premises["8.11"]["second line"].rhs
    term = next(e for e in sp.Add.make_args(line) if e.has(curved.ROOT))
    density = term.function.xreplace({curved.ROOT: ROOT})
    yield ck.Step("Density of (8.11), to which it is added:", density)
    shifted = density.xreplace({curved.Lambda: form.of(EFFECTIVE, "shift")})
    yield ck.shows("shift", density.xreplace({curved.Lambda: LAMBDA}) + counted, shifted)


def _expansion_rate(constant: Array) -> Array:
    """The rate H at which flat space expands: a root of the action's variation by the lapse.

    The action is the integral of sqrt(-g) (R - 2 Lambda) + sqrt(-g) for a metric with lapse
    n(t) = 1 + eps bump(t) and scale factor exp(H t), at Gauss points.
    """
    h = 1e-30
    bump = (1 - NODES**2) ** 3 * (1 + 0j)
    slope = -6 * NODES * (1 - NODES**2) ** 2
    lapse, change = 1 + 1j * h * bump, 1j * h * slope

    def slope_of_action(rate: Array) -> Array:
        scale = np.exp(rate[:, None] * NODES)
        first, second = rate[:, None] * scale, rate[:, None] ** 2 * scale
        bent = (second - first * change / lapse) / lapse
        curvature = 6 * (scale**2 * bent + scale * first**2 / lapse)
        volume = lapse * scale**3
        density = curvature - 2 * constant[:, None] * volume + volume
        return np.asarray((density.imag / h * WEIGHTS).sum(-1))

    return root(slope_of_action, np.zeros_like(constant), 3.0)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Volumes from a frame; their change by complex steps; an expanding space with the constant."""
    frame = road.cholesky(sample["s"], sample["l"])
    signs = np.diag([-1.0, *([1.0] * (SIZE - 1))])
    low = frame @ signs @ np.swapaxes(frame, -1, -2)
    up = np.linalg.inv(low)

    def volume(raised: Array) -> Array:
        return np.asarray(np.sqrt(-np.linalg.det(np.linalg.inv(raised))))

    values: dict[sp.Basic, Array] = {
        ROOT: sample["s"].prod(-1),
        LAMBDA: sample["Lambda"],
        EFFECTIVE: 3 * _expansion_rate(sample["Lambda"]) ** 2,
    }
    for m, n in PAIRS:
        step = np.zeros((SIZE, SIZE))
        step[m, n] = step[n, m] = 1.0 if m == n else 0.5
        values[variation(m, n)] = complex_step(volume, up, step)
        values[metric(m, n)] = low[:, m, n]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:dropped-constant",
    source=source("8"),
    kind="result",
    title="The dropped constant is irrelevant for variational problems",
    latex=r"\frac{\delta(NT)}{\delta g^{\mu\nu}} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("s", 0.6, 1.5, (SIZE,), "diagonal of a frame of the metric"),
                ck.Real("l", -0.5, 0.5, (1,), "the rest of the frame"),
                ck.Real("Lambda", 0.6, 4.0, meaning="the constant of (8.11)"),
            )
        ),
        tolerance=1e-9,
        reason="complex steps, 40 Gauss points and a root: rounding only",
        method="volumes by complex step; expansion of flat space from the action with the constant",
        samples=32,
        examples=60,
    ),
    words="sentence",
    expected="corrected",
    fails_by="component 00: right side 0 for -\\sqrt{-g}*g_{00}/2; component 01: right side 0 for "
    "-\\sqrt{-g}*g_{01}/2; component 11: right side 0 for -\\sqrt{-g}*g_{11}/2",
    reading='The text drops the constant $NT$, "which is irrelevant for variational problems". '
    "While $N$ is a given number, $NT$ has no variation. Section 8 goes on to let $N$ vary, with "
    "$N=\\int d^3x\\,\\sqrt{-g}$ from (6.14) and (6.15) put into (8.11). Read that way, with the "
    "same $N$ in (8.3), the dropped term is a cosmological constant. Two dimensions of space-time "
    "are shown.",
    known=({"s": [1, 1], "l": [0], "Lambda": 1},),
    premises=("vanchurin:6.15", "vanchurin:8.11"),
    hypotheses=(beliefs.NUMBER_VARIES, beliefs.DENSITY_IS_VOLUME),
    amended=ck.Amended(
        latex=r"\frac{\delta(NT)}{\delta g^{\mu\nu}} = -\frac{1}{2}\sqrt{-g}\,g_{\mu\nu}, \quad "
        r"\Lambda' = \Lambda - \frac{1}{2}",
        links=amended,
        grade="missing hypothesis",
        note="Kept, the constant shifts $\\Lambda$ in (8.11)-(8.12) by $-1/2$. Since $\\Lambda$ is "
        "a multiplier that the paper does not fix, the shift can be absorbed in it; without (8.11) "
        "the dropped term by itself would act as $\\Lambda=-1/2$.",
    ),
)
