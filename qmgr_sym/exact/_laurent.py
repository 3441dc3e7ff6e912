"""Truncated Laurent series in one parameter with SymPy coefficients."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Add, Expr, Integer, Mul, Pow, S

from qmgr_sym.exact.zero import zero_test


class NotAnalyticError(ValueError):
    """The expression has no power series at the point."""


class NeedsMoreTermsError(Exception):
    """All known terms of a divisor vanish."""


@dataclass(frozen=True)
class Laurent:
    """sum_k terms[k] eps^(low + k) + O(eps^end), end = low + len(terms); low may be negative."""

    low: int
    terms: tuple[Expr, ...]

    @property
    def end(self) -> int:
        """The first order that is not known."""
        return self.low + len(self.terms)

    def coefficient(self, order: int) -> Expr:
        """The coefficient of eps^order, below `end`."""
        return self.terms[order - self.low] if order >= self.low else S.Zero

    def stripped(self) -> Laurent:
        """The same series, beginning with a term that is proved not to vanish.

        Raises:
            NeedsMoreTermsError: all known terms vanish.
            NotAnalyticError: it is undecided whether a term vanishes.
        """
        for k, term in enumerate(self.terms):
            if not vanishes(term):
                return Laurent(self.low + k, self.terms[k:])
        raise NeedsMoreTermsError


def vanishes(term: Expr) -> bool:
    """Whether a coefficient is identically zero.

    Raises:
        NotAnalyticError: this is undecided.
    """
    if term.is_zero is not None:
        return bool(term.is_zero)
    outcome = zero_test(term).outcome
    if outcome == "undecided":
        raise NotAnalyticError(f"a coefficient must be decided to vanish or not, but was {term}")
    return outcome == "zero"


def plus(parts: list[Laurent]) -> Laurent:
    """The sum of series."""
    low = min(part.low for part in parts)
    end = min(part.end for part in parts)
    terms = [Add(*(part.coefficient(order) for part in parts)) for order in range(low, end)]
    return Laurent(low, tuple(terms))


def times(left: Laurent, right: Laurent) -> Laurent:
    """The product of two series."""
    count = min(len(left.terms), len(right.terms))
    terms = [
        Add(*(Mul(left.terms[j], right.terms[k - j]) for j in range(k + 1) if left.terms[j] != 0))
        for k in range(count)
    ]
    return Laurent(left.low + right.low, tuple(terms))


def power(base: Laurent, exponent: Expr) -> Laurent:
    """base^exponent for an exponent without the parameter.

    Formula: for b = b_0 (1 + u), p_k = sum_j (r j - (k - j)) u_j p_(k - j) / k, p_0 = 1.

    Raises:
        NotAnalyticError: a root of a series that begins with a power of the parameter.
    """
    whole = bool(exponent.is_Integer)
    if whole and int(exponent) == 0:
        return Laurent(0, (S.One, *[S.Zero] * (len(base.terms) - 1)))
    if whole and 0 < int(exponent) <= 4:
        result = base
        for _ in range(int(exponent) - 1):
            result = times(result, base)
        return result
    base = base.stripped()
    if base.low and not whole:
        raise NotAnalyticError(
            f"a base with exponent {exponent} must not vanish or diverge at the point, "
            f"but begins with order {base.low}"
        )
    first = base.terms[0]
    relative = [term / first for term in base.terms]
    found: list[Expr] = [S.One]
    for k in range(1, len(relative)):
        parts = [
            (exponent * j - (k - j)) * relative[j] * found[k - j]
            for j in range(1, k + 1)
            if relative[j] != 0
        ]
        found.append(Add(*parts) / k)
    head = Pow(first, exponent)
    low = base.low * int(exponent) if whole else 0
    return Laurent(low, tuple(head * term for term in found))


def exponential(argument: Laurent, head: Expr) -> Laurent:
    """exp of a series that begins at order 0; `head` is exp of its constant term."""
    found: list[Expr] = [S.One]
    for k in range(1, argument.end):
        parts = [
            j * argument.coefficient(j) * found[k - j]
            for j in range(1, k + 1)
            if argument.coefficient(j) != 0
        ]
        found.append(Add(*parts) / k)
    return Laurent(0, tuple(head * term for term in found))


def composed(argument: Laurent, derivatives: list[Expr]) -> Laurent:
    """f of a series that begins at order 0, given f and its derivatives at the constant term."""
    count = argument.end
    zeros = (S.Zero,) * (count - 1)
    moving = Laurent(0, (S.Zero, *(argument.coefficient(k) for k in range(1, count))))
    result = Laurent(0, (derivatives[-1], *zeros))
    for k in range(len(derivatives) - 2, -1, -1):
        scaled = Laurent(0, tuple(term / Integer(k + 1) for term in times(result, moving).terms))
        result = plus([scaled, Laurent(0, (derivatives[k], *zeros))])
    return result
