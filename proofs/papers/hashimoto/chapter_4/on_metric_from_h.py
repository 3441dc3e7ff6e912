"""Chapter 4: whether the learned h fixes the potential between quarks."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.wilson_loop import Profile, hanging_strings
from proofs.papers.hashimoto.shared import beliefs, bulk
from proofs.papers.hashimoto.shared.bulk import d, eta
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.strings import F_TURN, G_TURN, PULL, bent

SPLIT = sp.Symbol("s_a", real=True)
H = sp.symbols("h_1 h_2", real=True)
FORCE = sp.symbols("{(dE/dL)_1} {(dE/dL)_2}", positive=True)
_STENCIL = np.array([-2, -1, 1, 2])
_WEIGHTS = np.array([1, -8, 8, -1])


def _links(ratio: sp.Expr) -> list[ck.Link]:
    return [
        ck.Link("h", ck.equal(H[1], H[0])),
        ck.Link("potential", ck.equal(FORCE[1], FORCE[0] * ratio)),
    ]


def printed() -> list[ck.Link]:
    """Equal h, equal force on the quarks at equal turning points."""
    return _links(sp.S.One)


def amended() -> list[ck.Link]:
    """With g_2 = g_1 e^s and f_2 = f_1 e^(-(d-1) s): equal h, other forces."""
    return _links(sp.exp(-(d - 2) * SPLIT / 2))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """h and the force of both metrics, with an arbitrary function s that splits f g^(d-1)."""
    s = sp.Function("s", real=True)(eta)
    split = {bulk.f: bulk.f * sp.exp(-(d - 1) * s), bulk.g: bulk.g * sp.exp(s)}
    yield ck.Step("The second metric:", sp.Tuple(*split.values()))
    first = premises["friction"].of(bulk.h)
    second = first.subs(split, simultaneous=True)
    yield ck.Vanishes("h", form.gap("h").subs(dict(zip(H, (first, second), strict=True))))
    pull = premises["interquark-potential"].of(PULL, "force").subs({F_TURN: bulk.f, G_TURN: bulk.g})
    forces = [pull, pull.subs(split, simultaneous=True)]
    yield ck.Step("Their forces $T\\sqrt{fg}$ at a turning point:", sp.Tuple(*forces))
    left = form.gap("potential").subs({**dict(zip(FORCE, forces, strict=True)), SPLIT: s})
    yield ck.Vanishes("potential", left.subs(s, sp.Symbol("s", real=True)))


def split(profile: Profile, power: float, amount: float) -> Profile:
    """The profile times exp(power s), s = amount exp(-2 eta)."""
    return lambda x: np.asarray(profile(x) * np.exp(power * amount * np.exp(-2 * x)))


def friction(time: Profile, space: Profile, dimension: int, at: float) -> float:
    """d_eta log sqrt(f g^(d-1)) by differences of order four."""
    x = at + 1e-2 * _STENCIL
    volume = (np.log(time(x)) + (dimension - 1) * np.log(space(x))) / 2
    return float(_WEIGHTS @ volume / 12e-2)


def force(time: Profile, space: Profile, at: float) -> float:
    """dE/dL of a string that turns at `at`, by differences of order four."""
    found = hanging_strings(time, space, at + 1e-2 * _STENCIL, -0.1)
    return float((_WEIGHTS @ found.energy) / (_WEIGHTS @ found.distance))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Strings in two metrics of the same h."""
    columns: dict[sp.Basic, list[float]] = {k: [] for k in (*H, *FORCE, SPLIT, d)}
    for dimension, amount, bends in zip(
        sample["d"].astype(int), sample["s"] / 10, sample["bend"] / 10, strict=True
    ):
        at = 0.5
        one = bent(*bends[:2]), bent(*bends[2:])
        two = split(one[0], 1 - dimension, amount), split(one[1], 1, amount)
        for k, metric in enumerate((one, two)):
            columns[H[k]].append(friction(*metric, dimension, at))
            columns[FORCE[k]].append(force(*metric, at))
        columns[SPLIT].append(amount * np.exp(-2 * at))
        columns[d].append(dimension)
    values: dict[sp.Basic, ck.Array] = {k: np.array(v) for k, v in columns.items()}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:metric-from-h",
    source=source("4"),
    kind="result",
    title="The learned h predicts the potential between quarks",
    latex=r"h(\eta) = \partial_\eta\log\sqrt{f(\eta)g(\eta)^{d-1}} "
    r"\;\longrightarrow\; \frac{dE}{dL} = T\sqrt{f(a)g(a)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 3, 5, (), "dimension of the boundary"),
                ck.Integer("s", -2, 2, (), "ten times the split of f and g"),
                ck.Integer("bend", -3, 3, (4,), "ten times the bends of log f and log g"),
            )
        ),
        tolerance=1e-5,
        reason="differences of order four at 0.01 of strings: 1e-7",
        method="strings by quadrature in pairs of metrics, h and the force by differences",
        samples=16,
        examples=60,
    ),
    expected="corrected",
    fails_by="potential: undo: drop the factor exp(s_a*(2 - d)/2) in {(dE/dL)_1}*exp(s_a*(2 - "
    "d)/2)",
    reading="The picture leads from $h(\\eta)$ to the potential. Read as: metrics with the same h "
    "exert the same force at the same turning point. The text says nothing of how f and g follow "
    "from h.",
    premises=("hashimoto:friction", "hashimoto:interquark-potential"),
    words="reading",
    hypotheses=(beliefs.ONLY_H,),
    amended=ck.Amended(
        latex=r"g_2 = g_1 e^{s},\; f_2 = f_1 e^{-(d-1)s}: \qquad h_2 = h_1, \qquad "
        r"\left(\frac{dE}{dL}\right)_2 = e^{-(d-2)s(a)/2}\left(\frac{dE}{dL}\right)_1",
        links=amended,
        note="h fixes $fg^{d-1}$ up to a constant and leaves a function of $\\eta$ free, on which "
        "the potential depends for $d\\neq2$. A second condition on the metric is needed, such as "
        "$f=g$ or one of Einstein's equations; the potential then depends on that choice.",
    ),
)
