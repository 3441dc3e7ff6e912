"""Families of metrics: which components are free functions, and what the others are."""

from __future__ import annotations

from dataclasses import dataclass

Component = tuple[int, int]


@dataclass(frozen=True)
class MetricFamily:
    """All metrics g_ab whose components in `free` (a <= b) are arbitrary functions.

    name : for reports; n : dimension; free : the free components;
    fixed : ((a, b), value) with a <= b for constant components that are not 0; value is 1 or -1.
    Raises ``ValueError`` where a component is out of range, below the diagonal, or given twice, or
    a value is neither 1 nor -1.
    """

    name: str
    n: int
    free: tuple[Component, ...]
    fixed: tuple[tuple[Component, int], ...] = ()

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        if self.n < 1:
            raise ValueError(f"`n` must be a positive dimension, but was {self.n}")
        listed = [*self.free, *(place for place, _ in self.fixed)]
        for a, b in listed:
            if not 0 <= a <= b < self.n:
                raise ValueError(
                    f"a component must be (a, b) with 0 <= a <= b < {self.n}, but was {(a, b)}"
                )
        if len(set(listed)) != len(listed):
            raise ValueError(f"components must be given once, but were {listed}")
        for place, value in self.fixed:
            if value not in (1, -1):
                raise ValueError(f"fixed component {place} must be 1 or -1, but was {value}")


def general(n: int) -> MetricFamily:
    """Every metric in n dimensions."""
    pairs = tuple((a, b) for a in range(n) for b in range(a, n))
    return MetricFamily("every metric", n, pairs)


def synchronous(n: int) -> MetricFamily:
    """Synchronous gauge, g_00 = -1 and g_0a = 0, Vanchurin (6.7)."""
    pairs = tuple((a, b) for a in range(1, n) for b in range(a, n))
    fixed = (((0, 0), -1),)
    return MetricFamily("every metric in synchronous gauge", n, pairs, fixed)


def diagonal(n: int) -> MetricFamily:
    """Every diagonal metric in n dimensions."""
    return MetricFamily("every diagonal metric", n, tuple((a, a) for a in range(n)))
