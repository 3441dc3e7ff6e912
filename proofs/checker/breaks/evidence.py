"""What an arm says of a form, and a fingerprint of what it says it from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np
import sympy as sp

from proofs.checker.arms import Numeric, derive, run_numeric, tightness
from proofs.checker.claim import Claim
from proofs.checker.decide import Decision, decide, together
from proofs.checker.evaluate import NotMeasuredError, relative_error
from proofs.checker.form import Form, Link, Premises
from proofs.checker.obligations import Entails, Induction, Obligation, Satisfiable, Vanishes
from proofs.checker.options import Options
from qmgr_sym.unevaluated import Unevaluated

FINEST = 1e-6  # a change of measured values below this, relative to their size, is no error


class Evidence(NamedTuple):
    """Outcomes by link, with fingerprints of what they were found from.

    `form` has for each link that of its obligations, or of what was measured for it; `other` is
    that of what was measured for the claim's other form. Fingerprints can be compared between
    forks of one process. `sizes` has for each link a weighted sum of every measured array, real
    and imaginary part, and its norm. What moves them by less than `fine` times the norm is no
    error that could be seen: another number of nodes, another step.
    """

    outcomes: dict[str, str]
    form: dict[str, int]
    other: int = 0
    sizes: dict[str, list[list[float]]] | None = None
    fine: float = 0.0

    def as_before(self, before: Evidence, name: str) -> bool:
        """Whether a link was found from what it was found from before, up to `fine`."""
        if self.form[name] == before.form[name]:
            return True
        here, there = (e.sizes[name] if e.sizes else [] for e in (self, before))
        return len(here) == len(there) > 0 and all(
            abs(one - two) <= self.fine * numbers[-1]
            for mine, numbers in zip(here, there, strict=True)
            for one, two in zip(mine, numbers, strict=True)
        )


def of_exact(claim: Claim, form: Form, premises: Premises, known: Mapping[str, str]) -> Evidence:
    """Evidence of the exact arm; raises what the arm raises.

    known : outcomes that it has had.  The first failure of a link that held ends the work: there
    are no fingerprints then, for the outcomes differ.
    """
    fresh = Premises(claim.key, (premises[key] for key in premises))
    _, obligations = derive(claim, form, fresh)
    decided: list[tuple[Obligation, Decision]] = []
    for obligation in (*obligations, *tightness(form, obligations)):
        decided.append((obligation, decide(obligation)))
        if decided[-1][1].outcome == "fails" and known.get(obligation.link) == "holds":
            return Evidence({**known, obligation.link: "fails"}, {})
    decisions = together(decided, form)
    outcomes = {n: str(decisions[n].outcome) if n in decisions else "absent" for n in form}
    parts: dict[str, list[object]] = {name: [] for name in form}
    for obligation in obligations:
        parts[obligation.link].append(_parts(obligation))
    return Evidence(outcomes, {name: hash(tuple(made)) for name, made in parts.items()})


def of_numeric(claim: Claim, form: Form, other: Iterable[Link], options: Options) -> Evidence:
    """Evidence of the numeric arm on `form`; `other` are links that it measures for as well."""
    found = run_numeric(claim, list(form.links.values()), options)
    outcomes = {name: str(outcome) for name, outcome in found.outcomes.items()}
    prints, sizes = {}, {}
    for name, link in form.links.items():
        error = _error(claim, link, found)
        prints[name] = hash((_bytes(found, [link]), error.tobytes()))
        sizes[name] = [*_sizes(link, found), [float(error.sum()), 0.0, 1.0]]
    assert claim.numeric is not None
    fine = min(FINEST, claim.numeric.tolerance)
    return Evidence(outcomes, prints, hash(_bytes(found, other)), sizes, fine)


def _parts(obligation: Obligation) -> tuple[object, ...]:
    match obligation:
        case Vanishes(link, expression):
            return link, _known(
                sp.ImmutableMatrix(expression) if _matrix(expression) else expression
            )
        case Entails(link, assumptions, conclusion):
            return link, assumptions, conclusion
        case Satisfiable(link, conditions):
            return link, conditions
        case Induction(variable, step):
            return variable, *_parts(step)


def _known(expression: Any) -> Any:
    """`expression` with whole numbers such as ranks and dimensions carried out."""
    return expression.replace(
        lambda part: isinstance(part, Unevaluated) and part.is_integer and not part.free_symbols,
        lambda part: part.doit(),
    )


def _matrix(expression: object) -> bool:
    return isinstance(expression, sp.MatrixBase)


def _bytes(found: Numeric, links: Iterable[Link]) -> tuple[object, ...]:
    """What was measured of the atoms of `links`."""
    return tuple(
        (atom, np.ascontiguousarray(value).tobytes())
        for atom, value in found.measured.values.items()
        if any(link.statement.has(atom) for link in links)
    )


def _sizes(link: Link, found: Numeric) -> list[list[float]]:
    """Weighted sum and norm of every array that was measured for `link`."""
    sizes = []
    for atom, value in found.measured.values.items():
        if link.statement.has(atom):
            flat = np.ravel(np.asarray(value, dtype=complex))
            weighted = complex(np.cos(np.arange(len(flat))) @ flat)
            sizes.append([weighted.real, weighted.imag, float(np.linalg.norm(flat))])
    return sizes


def _error(claim: Claim, link: Link, found: Numeric) -> np.ndarray:
    """The error of an equality: it sees derivatives and integrals of what was measured."""
    assert claim.numeric is not None
    if isinstance(link.statement, sp.Eq) and link.order is None:
        with suppress(NotMeasuredError):
            return relative_error(link.statement, found.measured, found.n, claim.numeric.floor)
    return np.zeros(0)
