"""What SymPy's assumptions say about the values of a symbol or unknown function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sympy import Expr, IndexedBase, MatrixSymbol, Symbol
from sympy.core.function import AppliedUndef

# These hold of numbers drawn for their kind and sign; whatever else is declared is checked.
_USUAL = frozenset(
    (
        *("commutative", "complex", "finite", "real", "imaginary", "rational", "algebraic"),
        *("integer", "even", "odd"),
        *("positive", "negative", "nonnegative", "nonpositive"),
    )
)
_EXTENDED = (
    "extended_positive",
    "extended_negative",
    "extended_nonnegative",
    "extended_nonpositive",
    "extended_nonzero",
    "noninteger",
    "extended_real",
)
_OF_INTEGERS = ("even", "odd", "prime", "composite")
_RARE = ("integer", "rational", "irrational", "algebraic", "transcendental", "imaginary", "zero")

Facts = Mapping[str, bool | None]


@dataclass(frozen=True)
class Domain:
    """Where values lie: `kind` is "real", "integer", "imaginary", "nonreal" or "complex".

    `sign` is 1 or -1 where it is known, else 0; `step` is 2 for even, 1 for odd integers, else 0.
    Where `facts` are given, a value must be checked against them.
    """

    kind: str
    sign: int
    step: int
    facts: Facts | None


@lru_cache(maxsize=4096)
def domain_of(symbol: Symbol) -> Domain:
    """The domain of a symbol.

    Raises:
        ValueError: the symbol is declared infinite, possibly infinite, or zero.
    """
    facts = _facts(symbol)
    _refuse(symbol, facts)
    declared = getattr(symbol, "_assumptions_orig", None)
    usual = declared is not None and all(
        name in _USUAL and value for name, value in declared.items()
    )
    return Domain(_kind(facts), _sign(facts), _step(facts), None if usual else facts)


def refuse_values(expr: Expr) -> None:
    """Raise ValueError where the values of a symbol, unknown function or array are not numbers."""
    if isinstance(expr, Symbol):
        domain_of(expr)
    elif isinstance(expr, AppliedUndef | IndexedBase):
        _refuse(expr, _facts(expr))


def is_rare(unknown: object) -> bool:
    """Whether an unknown function (its class) or array has other values than the usual numbers."""
    if isinstance(unknown, MatrixSymbol):
        return False
    declared: Facts | None = getattr(unknown, "_kwargs", None)
    facts = _facts(unknown) if declared is None else declared
    return any(facts.get(name) for name in _RARE) or facts.get("real") is False


def fits(value: Expr, facts: Facts) -> bool:
    """Whether a number certainly has every property that is declared."""
    return all(want is None or _has(value, name) is want for name, want in facts.items())


def _has(value: Expr, name: str) -> bool | None:
    """Whether a number has a property; what only integers can be, others are not."""
    if name in _OF_INTEGERS and value.is_integer is False:
        return False
    known: bool | None = getattr(value, "is_" + name)
    return known


def _facts(expr: object) -> Facts:
    return getattr(expr, "_assumptions", {})


def _kind(facts: Facts) -> str:
    if facts.get("integer"):
        return "integer"
    if facts.get("real"):
        return "real"
    if facts.get("imaginary"):
        return "imaginary"
    return "nonreal" if facts.get("real") is False else "complex"


def _sign(facts: Facts) -> int:
    if facts.get("positive") or facts.get("nonnegative"):
        return 1
    return -1 if facts.get("negative") or facts.get("nonpositive") else 0


def _step(facts: Facts) -> int:
    return 2 if facts.get("even") else 1 if facts.get("odd") else 0


def _refuse(expr: Expr, facts: Facts) -> None:
    name = _unfit(facts, tuple(getattr(expr, "_assumptions_orig", ())))
    if name is not None:
        raise ValueError(
            f"`expr` must hold finite numbers that need not vanish, but {expr} is declared {name}"
        )


def _unfit(facts: Facts, declared: tuple[str, ...]) -> str | None:
    """The assumption that keeps the values from being finite numbers, or None."""
    if facts.get("finite") is False or facts.get("complex") is False:
        return "infinite"
    if facts.get("zero") or facts.get("polar"):
        return "zero" if facts.get("zero") else "polar"
    if facts.get("finite") is not True:
        for name in (*(name for name in declared if name in _EXTENDED), *_EXTENDED):
            if facts.get(name):
                return name
    if facts.get("hermitian") and not facts.get("real"):
        return "hermitian"
    if facts.get("antihermitian") and not facts.get("imaginary"):
        return "antihermitian"
    return None
