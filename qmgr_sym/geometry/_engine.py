"""The chain of one metric, in the ring where it fits, else over SymPy expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sympy import Expr, Symbol

from qmgr_sym.geometry._chain import Chain
from qmgr_sym.geometry._element import NotRepresentableError
from qmgr_sym.geometry._fields import ExprField, RingField
from qmgr_sym.geometry.domain import EVERYWHERE, Domain

R = TypeVar("R")


class RulesError(ValueError):
    """Rules for derivatives were given, and the slower path would leave them out."""


class Engine:
    """Computes with the chain of a metric; changes to the slower path where the ring gives up."""

    def __init__(
        self,
        rows: Sequence[Sequence[Expr]],
        coordinates: Sequence[Symbol],
        slow: bool = False,
        domain: Domain = EVERYWHERE,
    ) -> None:
        self._rows = rows
        self._coordinates = coordinates
        self._chain: Chain[Any] | None = None
        self._slow = slow
        self.domain = domain

    @property
    def fast(self) -> bool:
        """Whether the ring holds everything that was asked for so far."""
        return not self._slow

    def run(self, task: Callable[[Chain[Any]], R], *, stay: bool = False) -> R:
        """Do `task` on the chain, again from the start where the ring cannot hold it.

        With `stay` it is not done again, for it works with elements of the ring: it raises
        NotRepresentableError then.
        """
        if not self._slow:
            try:
                if self._chain is None:
                    self._chain = self._build()
                return task(self._chain)
            except NotRepresentableError:
                if stay:
                    raise
                self._slow, self._chain = True, None
        if self._chain is None:
            self._chain = self._build()
        return task(self._chain)

    def _build(self) -> Chain[Any]:
        entries = [entry for row in self._rows for entry in row]
        return with_field(entries, self._coordinates, 2, self._slow, self.domain)


def with_field(
    entries: Sequence[Expr],
    coordinates: Sequence[Symbol],
    order: int,
    slow: bool,
    domain: Domain = EVERYWHERE,
) -> Chain[Any]:
    """The chain of the metric whose rows are `entries`."""
    n = len(coordinates)
    field: Any
    field = _slow(coordinates, domain) if slow else RingField(entries, coordinates, order, domain)
    held = [field.read(entry) for entry in entries]
    return Chain(field, [held[k * n : k * n + n] for k in range(n)])


def _slow(coordinates: Sequence[Symbol], domain: Domain) -> ExprField:
    """SymPy expressions as the field; they know no rules, and would leave them out unasked."""
    if domain.rules:
        raise RulesError(
            "rules for derivatives must go with functions that the ring of the metric holds, "
            "but it cannot hold what was asked for"
        )
    return ExprField(coordinates)


def in_field(
    expressions: Sequence[Expr],
    coordinates: Sequence[Symbol],
    order: int,
    task: Callable[[Any, list[Any]], R],
    domain: Domain = EVERYWHERE,
) -> R:
    """Do `task` on the field and the expressions read into it, in the ring if possible."""
    try:
        field = RingField(expressions, coordinates, order, domain)
        return task(field, [field.read(expr) for expr in expressions])
    except NotRepresentableError:
        slow = _slow(coordinates, domain)
        return task(slow, [slow.read(expr) for expr in expressions])
