"""What an arm says of a form, and a fingerprint of what it says it from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    forks of one process. `rough` has for each link that of its obligations up to a factor, with
    ranks and dimensions carried out, or a weighted sum of every measured array, real and imaginary
    part, and its norm. What leaves it as it is, or moves the sums by less than `fine` times the
    norm, is no error that could be seen: another sign of an equation, another number of nodes.
    """

    outcomes: dict[str, str]
    form: dict[str, int]
    other: int = 0
    rough: dict[str, list[list[float]]] | None = None
    fine: float = 0.0

    def as_before(self, before: Evidence, name: str) -> bool:
        """Whether a link was found from what it was found from before, up to `fine`."""
        if self.form[name] == before.form[name]:
            return True
        here, there = (e.rough[name] if e.rough else [] for e in (self, before))
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
    whole: dict[str, list[object]] = {name: [] for name in form}
    rough: dict[str, list[object]] = {name: [] for name in form}
    for obligation in obligations:
        whole[obligation.link].append(_parts(obligation))
        rough[obligation.link].append(_parts(obligation, _up_to_a_factor))
    marks, roughly = (
        {name: hash(tuple(made)) for name, made in parts.items()} for parts in (whole, rough)
    )
    return Evidence(outcomes, marks, 0, {name: _halves(mark) for name, mark in roughly.items()})


def of_numeric(claim: Claim, form: Form, other: Iterable[Link], options: Options) -> Evidence:
    """Evidence of the numeric arm on `form`; `other` are links that it measures for as well."""
    found = run_numeric(claim, list(form.links.values()), options)
    outcomes = {name: str(outcome) for name, outcome in found.outcomes.items()}
    prints, rough = {}, {}
    for name, link in form.links.items():
        error = _error(claim, link, found)
        prints[name] = hash((_bytes(found, [link]), error.tobytes()))
        rough[name] = [*_sizes(link, found), [float(error.sum()), 0.0, 1.0]]
    assert claim.numeric is not None
    fine = min(FINEST, claim.numeric.tolerance)
    return Evidence(outcomes, prints, hash(_bytes(found, other)), rough, fine)


def _parts(
    obligation: Obligation, of: Callable[[Any], Any] = lambda entry: entry
) -> tuple[object, ...]:
    match obligation:
        case Vanishes(link, expression):
            entries = list(expression) if isinstance(expression, sp.MatrixBase) else [expression]
            return link, *map(of, entries)
        case Entails(link, assumptions, conclusion):
            return link, assumptions, conclusion
        case Satisfiable(link, conditions):
            return link, conditions
        case Induction(variable, step):
            return variable, *_parts(step, of)


def _up_to_a_factor(expression: Any) -> Any:
    """What an expression says where it vanishes, with ranks and dimensions carried out."""
    known = expression.replace(
        lambda part: isinstance(part, Unevaluated) and part.is_integer and not part.free_symbols,
        lambda part: part.doit(),
    )
    if not isinstance(known, sp.Expr) or known.is_Matrix:
        return known
    terms = (sp.Mul(*term.args) if term.is_Mul else term for term in sp.Add.make_args(known))
    total = sp.Add(*terms)  # a difference is handed over unevaluated
    _, primitive = total.primitive() if isinstance(total, sp.Add) else total.as_coeff_Mul()
    return -primitive if primitive.could_extract_minus_sign() else primitive


def _halves(mark: int) -> list[list[float]]:
    """A fingerprint as numbers that have to agree exactly."""
    return [[float(mark >> 32), 0.0], [float(mark % 2**32), 0.0]]


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
