"""(8.3)-(8.7): what matrices g_i that are constant in time forbid for the averaged metric."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.clouds import ABOVE, AVERAGE, BELOW
from proofs.papers.vanchurin.shared.notation import source

LEAST, MOST = (sp.Symbol(rf"\{end}_i g_{{i,11}}", positive=True) for end in ("min", "max"))
EARLY, LATE = (sp.Symbol(f"g_{{11}}(t_{k})", positive=True) for k in (1, 2))


def printed() -> list[ck.Link]:
    """Some universe expands by more than the matrices of its neurons differ."""
    return [ck.Link("expansion", ck.greater(LATE / EARLY, MOST / LEAST), "some")]


def amended() -> list[ck.Link]:
    """None does."""
    return [ck.Link("expansion", ck.at_most(LATE / EARLY, MOST / LEAST))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The average (6.9) of two neurons with any windows at two times."""
    average = premises["6.9"].of(AVERAGE)
    windows = [sp.symbols(f"w_{k} v_{k}", positive=True) for k in (1, 2)]
    means = [average.xreplace({ABOVE: w * LEAST + v * MOST, BELOW: w + v}) for w, v in windows]
    known = sp.And(LEAST > 0, MOST >= LEAST, *(x > 0 for pair in windows for x in pair))
    yield ck.Step("Averages at two times, with the windows of both neurons:", sp.Tuple(*means))
    statement = form["expansion"].xreplace(dict(zip((EARLY, LATE), means, strict=True)))
    if form.which == "printed":
        yield ck.Satisfiable("expansion", sp.And(known, statement))
    else:
        yield ck.Entails("expansion", known, statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two neurons that approach and leave a place: windows of any height, decades apart."""
    scale = np.sort(np.exp(sample["logarithm"]), axis=-1)
    early, late = (
        (np.exp(sample[name]) * scale).sum(-1) / np.exp(sample[name]).sum(-1)
        for name in ("early", "late")
    )
    return ck.Measurement({EARLY: early, LATE: late, LEAST: scale[:, 0], MOST: scale[:, 1]})


CLAIM = ck.Claim(
    key="vanchurin:constant-matrices",
    source=source("8"),
    kind="result",
    title="Expansion of an averaged metric whose neurons have constant matrices",
    latex=r"\frac{g_{11}(t_2,x)}{g_{11}(t_1,x)} > \frac{\max_i g_{i,11}}{\min_i g_{i,11}} "
    r"\quad \text{for some neurons}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("logarithm", -1.0, 1.0, (2,), "of the matrices of two neurons"),
                ck.Real("early", -12.0, 0.0, (2,), "logarithms of their windows at first"),
                ck.Real("late", -12.0, 0.0, (2,), "and later"),
            )
        ),
        tolerance=1e-10,
        reason="averages of two numbers: rounding only",
        method="weighted averages over two neurons with windows of any height at two times",
    ),
    words="reading",
    expected="corrected",
    fails_by="g_{11}(t_2)/g_{11}(t_1) > \\max_i g_{i,11}/\\min_i g_{i,11} for g_{11}(t"
    "_2)/g_{11}(t_1) <= \\max_i g_{i,11}/\\min_i g_{i,11}",
    reading="(8.3) to (8.7) keep $g_{i,ab}$ constant in time, and the text goes on to cosmic "
    "inflation and dark energy, where the metric expands exponentially. Read as: the averaged "
    "metric of some neurons expands by more than their matrices differ. Every component in fixed "
    "axes; the exact arm has two neurons, which stand for the extremes of any number.",
    premises=("vanchurin:6.9",),
    hypotheses=(beliefs.CONSTANT_MATRICES, beliefs.POSITIVE_MATRICES),
    amended=ck.Amended(
        latex=r"\frac{g_{11}(t_2,x)}{g_{11}(t_1,x)} \le \frac{\max_i g_{i,11}}{\min_i g_{i,11}} "
        r"\quad \text{for all neurons}",
        links=amended,
        grade="contradiction",
        note="An average lies between its extremes, whatever moves. Where all matrices agree the "
        "metric does not expand at all. Near flat space, $g_i=1+\\mathcal O(\\epsilon)$, the scale "
        "factor changes by $\\mathcal O(\\epsilon)$ in all time: neither inflation nor the present "
        "expansion fits into the derivation of (8.8).",
    ),
)
