"""Beliefs: unprinted hypotheses with a name, one sentence, and a formal condition where it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import sympy as sp
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact.reals import satisfiable


@dataclass(frozen=True)
class Belief:
    """Something one has to believe that the source does not print.

    `name` is stable and unique in its paper; `text` is one sentence, with inline LaTeX. `formal`
    is a condition on the paper's real symbols, `sp.Eq(D, 0)`; `excludes` names beliefs that cannot
    be held together with this one where no formula shows it.
    """

    name: str
    text: str
    formal: Boolean | None = None
    excludes: tuple[str, ...] = ()


def incompatible(beliefs: Iterable[Belief]) -> set[frozenset[str]]:
    """Pairs of names that cannot be believed together: declared, or decided by their formulas.

    >>> D = sp.Symbol("D", real=True)
    >>> still = Belief("no-noise", "no diffusion", sp.Eq(D, 0, evaluate=False))
    >>> noisy = Belief("noise", "diffusion", D > 0)
    >>> incompatible([still, noisy]) == {frozenset({"noise", "no-noise"})}
    True
    """
    known = {belief.name: belief for belief in beliefs}
    pairs = {
        frozenset((name, other))
        for name, belief in known.items()
        for other in belief.excludes
        if other in known
    }
    formal = [belief for belief in known.values() if belief.formal is not None]
    for one, other in combinations(formal, 2):
        assert one.formal is not None
        assert other.formal is not None
        shared = {s.name for s in one.formal.free_symbols} & {
            s.name for s in other.formal.free_symbols
        }
        if shared and _impossible(one.formal, other.formal):
            pairs.add(frozenset((one.name, other.name)))
    return pairs


def _impossible(one: Boolean, other: Boolean) -> bool:
    """Whether no real values fulfil both; symbols are read by name, as real numbers."""
    plain = [c.xreplace({s: sp.Symbol(s.name, real=True) for s in c.free_symbols})
             for c in (one, other)]  # fmt: skip
    return satisfiable(plain).outcome == "unsatisfiable"
