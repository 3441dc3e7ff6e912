"""What kind of metric it is: flat, vacuum, Einstein space; each decided exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sympy import Expr, diff

from proofs.user_metric.sections import Answer
from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor


def kinds(metric: Metric) -> tuple[Answer, ...]:
    """Answers to: flat? vacuum? Einstein space?

    Flat: R^r_{smn} = 0.  Vacuum: R_mn = 0, the Einstein equations without matter and Lambda.
    Einstein space: R_mn = k g_mn with a constant k, which is then R/n in n dimensions; in four
    dimensions this is a vacuum with the cosmological constant k.
    "no" is proved by a component and a point where it does not vanish.
    """
    flat = _vanish("flat", _entries(metric.riemann("dddd")), "the Riemann tensor")
    vacuum = _vanish("vacuum", _entries(metric.ricci()), "the Ricci tensor")
    space = _vanish("Einstein space", _traceless(metric), "R_mn - k g_mn")
    if space.outcome == "yes":
        k = metric.scalar() / metric.dimension
        space = Answer(space.question, "yes", f"R_mn = k g_mn with k = {k}")
    return flat, vacuum, space


def _entries(tensor: Tensor) -> Iterator[Expr]:
    return (tensor[index] for index in sorted(tensor.cells))


def _traceless(metric: Metric) -> Iterator[Expr]:
    """d_a R and R_mn - R g_mn / n."""
    ricci, scalar, n = metric.ricci(), metric.scalar(), metric.dimension
    yield from (diff(scalar, x) for x in metric.coordinates)
    for i in range(n):
        yield from (ricci[i, j] - scalar * metric[i, j] / n for j in range(i, n))


def _vanish(question: str, entries: Iterable[Expr], what: str) -> Answer:
    """Whether all entries are zero; the first that is not settles it."""
    undecided = ""
    for entry in entries:
        if entry == 0:
            continue
        test = zero_test(entry)
        if test.outcome == "nonzero":
            return Answer(question, "no", f"{what} does not vanish")
        if test.outcome == "undecided":
            undecided = test.detail
    if undecided:
        return Answer(question, "undecided", undecided)
    return Answer(question, "yes", f"{what} vanishes")
