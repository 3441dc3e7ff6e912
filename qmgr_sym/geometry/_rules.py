"""Derivatives of unknown functions that are given by equations."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Symbol

from qmgr_sym.exact._jets import jet_of
from qmgr_sym.geometry._element import NotRepresentableError

Counts = tuple[int, ...]
JetKey = tuple[Expr, tuple[Expr, ...]]


class Rules:
    """Which derivatives are replaced, and by what."""

    def __init__(self, rules: Sequence[tuple[Expr, Expr]]) -> None:
        self._rules: dict[JetKey, list[tuple[Counts, Expr]]] = {}
        for left, right in rules:
            jet = jet_of(left)
            if jet is None or not any(jet.counts):
                raise ValueError(
                    f"a rule must be for a derivative of a function, but is for {left}"
                )
            if not all(isinstance(arg, Symbol) for arg in jet.args):
                raise NotRepresentableError(f"a rule for a function of {jet.args}")
            self._rules.setdefault((jet.func, jet.args), []).append((jet.counts, right))

    def find(self, key: JetKey, counts: Counts) -> tuple[Counts, Expr] | None:
        """The rule for a derivative, or for one that it is a derivative of."""
        for leading, right in self._rules.get(key, ()):
            if all(n >= least for n, least in zip(counts, leading, strict=True)):
                return leading, right
        return None
