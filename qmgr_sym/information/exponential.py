"""Exponential families on finitely many states and their Fisher metric.

p_i = exp(theta . f_i - psi), psi = log sum_i exp(theta . f_i). Natural coordinates are theta,
expectation coordinates eta = d psi / d theta, the mean values of the statistics f.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Add, Expr, Integer, Symbol, exp, log
from sympy.matrices import ImmutableDenseMatrix

from qmgr_sym.geometry.metric import Metric


@dataclass(frozen=True)
class ExponentialFamily:
    """An exponential family in its natural coordinates.

    Attributes:
        natural: theta, one symbol for each statistic.
        statistics: f_i, one row of numbers for each state.
    """

    natural: tuple[Symbol, ...]
    statistics: tuple[tuple[Expr, ...], ...]

    def __post_init__(self) -> None:
        """Refuse rows of the wrong length."""
        if not self.statistics:
            raise ValueError("`statistics` must hold at least one state, but was empty")
        for i, row in enumerate(self.statistics):
            if len(row) != len(self.natural):
                raise ValueError(
                    f"`statistics` must have {len(self.natural)} numbers for each state, but row "
                    f"{i} has {len(row)}"
                )

    def exponents(self) -> tuple[Expr, ...]:
        """theta . f_i of each state."""
        return tuple(
            Add(*(t * f for t, f in zip(self.natural, row, strict=True))) for row in self.statistics
        )

    def potential(self) -> Expr:
        """psi = log sum_i exp(theta . f_i)."""
        return log(Add(*(exp(e) for e in self.exponents())))

    def probabilities(self) -> tuple[Expr, ...]:
        """p_i = exp(theta . f_i - psi)."""
        weights = [exp(e) for e in self.exponents()]
        total = Add(*weights)
        return tuple(w / total for w in weights)

    def expectation(self) -> tuple[Expr, ...]:
        """eta_k = d psi / d theta_k, the mean of the statistic k."""
        return tuple(self.potential().diff(t) for t in self.natural)

    def entropy(self) -> Expr:
        """S = -sum_i p_i log p_i = psi - theta . eta."""
        pairs = zip(self.natural, self.expectation(), strict=True)
        return self.potential() - Add(*(t * e for t, e in pairs))

    def metric(self) -> Metric:
        """The Fisher metric d^2 psi / d theta_a d theta_b in natural coordinates."""
        psi, n = self.potential(), len(self.natural)
        rows = ImmutableDenseMatrix(
            n, n, lambda a, b: psi.diff(self.natural[a], self.natural[b]).together()
        )
        return Metric(rows, self.natural, name="Fisher")


def categorical(natural: Sequence[Symbol]) -> ExponentialFamily:
    """All distributions on n + 1 states: theta_k = log(p_k / p_0), eta_k = p_k.

    Examples:
        >>> from sympy import symbols
        >>> categorical(symbols("a b", real=True)).metric().scalar()
        1/2
    """
    n = len(natural)
    rows = tuple(tuple(Integer(k == i) for k in range(n)) for i in range(-1, n))
    return ExponentialFamily(tuple(natural), rows)


def relative_entropy(first: Sequence[Expr], second: Sequence[Expr]) -> Expr:
    """D(p || q) = sum_i p_i log(p_i / q_i), in nats.

    Raises:
        ValueError: the numbers of states differ.
    """
    if len(first) != len(second):
        raise ValueError(f"`second` must have {len(first)} probabilities, but had {len(second)}")
    return Add(*(p * log(p / q) for p, q in zip(first, second, strict=True)))


def fisher_matrix(
    probabilities: Sequence[Expr], coordinates: Sequence[Symbol]
) -> ImmutableDenseMatrix:
    """F_ab = sum_i d_a p_i d_b p_i / p_i, in any coordinates of any family."""
    n = len(coordinates)
    return ImmutableDenseMatrix(
        n,
        n,
        lambda a, b: Add(
            *(p.diff(coordinates[a]) * p.diff(coordinates[b]) / p for p in probabilities)
        ),
    )
