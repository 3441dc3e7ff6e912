"""What kind of metric it is: flat, vacuum, Einstein space; each decided exactly."""

from __future__ import annotations

from proofs.user_metric.found import Answer
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor


def kinds(metric: Metric) -> tuple[Answer, ...]:
    """Answers to: flat? vacuum? Einstein space?

    Flat: R^r_{smn} = 0.  Vacuum: R_mn = 0, the Einstein equations without matter and Lambda.
    Einstein space: R_mn = k g_mn with a constant k, which is then R/n in n dimensions; in four
    dimensions this is a vacuum with the cosmological constant k.
    "no" is proved by a component and a point where it does not vanish. Where it vanishes at another
    point of the domain with other signs of the symbols, the answer says so.
    """
    flat = _vanish("flat", metric, [metric.riemann("dddd")], "the Riemann tensor")
    vacuum = _vanish("vacuum", metric, [metric.ricci()], "the Ricci tensor")
    parts = [metric.scalar_gradient(), metric.traceless_ricci()]
    space = _vanish("Einstein space", metric, parts, "R_mn - k g_mn")
    if space.outcome == "yes":
        k = metric.scalar() / metric.dimension
        space = Answer(space.question, "yes", f"R_mn = k g_mn with k = {k}")
    return flat, vacuum, space


def _vanish(question: str, metric: Metric, tensors: list[Tensor], what: str) -> Answer:
    """Whether all components of some tensors are zero."""
    if all(tensor.is_zero() for tensor in tensors):
        return Answer(question, "yes", f"{what} vanishes")
    if any(metric.known_nonzero(tensor) for tensor in tensors):
        where = metric.signs_where_zero(tensors)
        reason = f"{what} does not vanish"
        if where:
            reason += f" everywhere; it does near {where}: state a domain"
        return Answer(question, "no", reason)
    return Answer(
        question, "undecided", f"{what} does not reduce to 0, but is not shown to differ from it"
    )
