"""Claims up to an order: the coefficients of the difference below it, as a column that vanishes."""

from __future__ import annotations

from typing import Any, Self

import sympy as sp

from proofs.checker.limits import within
from proofs.checker.obligations import CannotCarryOutError
from qmgr_sym.unevaluated import UnevaluatedMatrix

_SECONDS = 6.0
_POLES = 4


class Coefficients(UnevaluatedMatrix):
    """Coefficients of eps^-m ... eps^(n-1) of an expression, the poles first."""

    def __new__(cls, expr: Any, small: Any, order: Any) -> Self:
        """Of `expr` in `small` below `order`."""
        return super().__new__(cls, expr, small, sp.Integer(order))

    @property
    def shape(self) -> tuple[int, int]:
        """One column."""
        return int(self.args[2]) + _POLES, 1

    def value(self) -> Any:
        """By derivatives at 0 where the expression is smooth there, else by SymPy's series."""
        expr, small, order = self.args
        try:
            with within(_SECONDS):
                found = _by_derivatives(expr, small, int(order))
                if found is None:
                    found = _by_series(expr, small, int(order))
        except Exception as error:  # SymPy gives up in many ways
            raise CannotCarryOutError(
                f"no expansion in {small} is found ({type(error).__name__})"
            ) from None
        padded = [*found, *([sp.S.Zero] * (int(self.shape[0]) - len(found)))]
        return sp.ImmutableDenseMatrix(padded)

    def doit(self, **_: Any) -> Any:
        """See `value`."""
        return self.value()


def coefficients(relation: Any, order: int) -> Coefficients:
    """Of left side minus right side; the small parameter is the positive one marked in the link."""
    left, right = relation.args
    gap = sp.Add(left, sp.Mul(-1, right, evaluate=False), evaluate=False)
    return Coefficients(gap, small_of(relation), order)


def small_of(relation: Any) -> Any:
    """The symbol that carries the mark of a small parameter."""
    return next(s for s in relation.free_symbols if is_small(s))


def is_small(symbol: Any) -> bool:
    """Whether a symbol is the small parameter of a series."""
    return isinstance(symbol, Small)


class Small(sp.Symbol):  # type: ignore[misc]
    """The small parameter of a series: positive, and to be expanded in."""

    def __new__(cls, name: str) -> Self:
        """A positive symbol."""
        made: Self = sp.Symbol.__new__(cls, name, positive=True)
        return made


def _by_derivatives(expr: Any, small: Any, order: int) -> list[Any] | None:
    """Taylor coefficients of eps^m times the expression, for the first m that makes it smooth."""
    plain = expr.doit(integrals=False)
    for poles in range(_POLES + 1):
        slope = sp.expand_mul(plain * small**poles) if poles else plain
        found: list[Any] = []
        for k in range(order + poles):
            value = slope.subs(small, 0).doit()
            if value.has(sp.nan, sp.zoo, sp.oo, -sp.oo) or value.has(small):
                break
            found.append(value / sp.factorial(k))
            slope = sp.diff(slope, small)
        else:
            return found
        if k == 0 and poles == _POLES:
            return None
    return None


def _by_series(expr: Any, small: Any, order: int) -> list[Any]:
    total = sp.series(_asymptotic(expr.doit()), small, 0, order).removeO()
    total = sp.expand(sp.expand_log(total))
    by_power = sp.collect(total, small, evaluate=False)
    found = []
    for power, coefficient in by_power.items():
        exponent = sp.degree(power, small) if power.is_polynomial(small) else None
        if exponent is None or exponent < order:
            found.append(coefficient)
    return found[: order + _POLES]


def _asymptotic(expr: Any) -> Any:
    """Logarithms of Gamma functions as such, which have an expansion at infinity."""
    return expr.replace(
        lambda e: isinstance(e, sp.log) and isinstance(e.args[0], sp.gamma),
        lambda e: sp.loggamma(e.args[0].args[0]),
    )
