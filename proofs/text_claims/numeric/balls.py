"""Balls (Arb) and the accuracy that is asked of quadrature, sums and differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import acb, arb, ctx

Ball = Any  # flint.acb has no types
Environment = dict[Any, Ball]
Node = Callable[[Environment], Ball]

PRECISION = 128  # bits of the numbers
GOAL = 50  # bits to which integrals, sums and limits are worked out
NAN = acb(arb("nan"))


class NoValueError(ArithmeticError):
    """Something has no value here, or none that can be had to a useful accuracy."""


class DivergesError(NoValueError):
    """An integral grows without bound."""


class _Goal:
    bits = GOAL


@contextmanager
def precision(bits: int = PRECISION, goal: int = GOAL) -> Iterator[None]:
    """Work with so many bits, and towards that goal, inside the block."""
    before, aimed = ctx.prec, _Goal.bits
    ctx.prec, _Goal.bits = bits, goal
    try:
        yield
    finally:
        ctx.prec, _Goal.bits = before, aimed


def goal() -> int:
    """Bits that are aimed at now."""
    return _Goal.bits


def working_bits() -> int:
    """Bits of the numbers now."""
    return int(ctx.prec)


def widened(value: Ball, error: Any) -> Ball:
    """`value` with `error`, an arb or a float, added to its radius."""
    grown = arb(0, abs(arb(error)).upper())
    if value.imag.is_zero():
        return acb(value.real + grown)
    return acb(value.real + grown, value.imag + grown)


def whole(value: Ball) -> int | None:
    """The integer that a ball is, or None."""
    if not value.imag.is_zero():
        return None
    found = value.real.unique_fmpz()
    return int(found) if found is not None and value.real.rad() < 1e-6 else None


def size(value: Ball) -> float:
    """|value| at its centre."""
    return float(abs(value.mid()).mid())


def radius(value: Ball) -> float:
    """Half the width of a ball."""
    return float(value.rad())
