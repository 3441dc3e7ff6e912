"""Levi-Civita tensor, wedge product, exterior derivative, Hodge dual, d'Alembertian."""

from __future__ import annotations

from itertools import permutations
from math import factorial
from typing import Any

from sympy import Expr, S, sqrt
from sympy.combinatorics import Permutation

from qmgr_sym.geometry.calculus import contracted, covariant_derivative, with_variance
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor, tensor_of
from qmgr_sym.geometry.tensors.algebra import (
    Cells,
    Terms,
    antisymmetrised,
    combined,
    product,
    summed,
)


def volume_density(metric: Metric) -> Expr:
    """sqrt(|det g|), squares taken out of the root: det g = c prod f^e gives prod f^(e/2).

    Its sign, an orientation, is that of the product; the sign of det g is taken at a point.
    """
    return _root(metric)


def _root(metric: Metric) -> Expr:
    from sympy import factor_list, fraction, together

    top, bottom = fraction(together(metric.determinant()))
    outside: Expr = S.One
    inside: Expr = S.One
    for part, sign in ((top, 1), (bottom, -1)):
        number, factors = factor_list(part)
        inside *= number**sign
        for factor, exponent in factors:
            outside *= factor ** (sign * (exponent // 2))
            if exponent % 2:
                inside *= factor**sign
    return outside * sqrt(metric.determinant_sign() * inside)


def levi_civita(metric: Metric, variance: str = "") -> Tensor:
    """The Levi-Civita tensor epsilon_{ab...} = sqrt(|det g|) [ab...], with [01...] = +1.

    Args:
        metric: the metric.
        variance: positions of its indices; by default all lower.
    """
    n = metric.dimension
    root = volume_density(metric)
    cells = {order: root * Permutation(list(order)).signature() for order in permutations(range(n))}
    lower = Tensor("d" * n, metric.coordinates, "epsilon", cells)
    return lower if not variance else with_variance(metric, lower, variance)


def wedge(left: Tensor, right: Tensor) -> Tensor:
    """The wedge product of forms, (p + q)!/(p! q!) times the antisymmetrised product.

    Raises:
        ValueError: one of them is no form (all indices lower, antisymmetric).
    """
    for form in (left, right):
        _check_form(form)
    p, q = left.rank, right.rank
    number = factorial(p + q) // (factorial(p) * factorial(q))
    return number * antisymmetrised(product(left, right))


def exterior_derivative(form: Tensor) -> Tensor:
    """(d w)_{a b1 ... bp} = (p + 1) d_[a w_{b1 ... bp]}; needs no metric.

    Raises:
        ValueError: the tensor is no form.
    """
    _check_form(form)
    n, p = len(form.coordinates), form.rank

    def task(field: Any, held: list[Cells], _: list[Any]) -> Cells:
        terms: Terms = {}
        for key, value in held[0].items():
            for axis in range(n):
                if axis in key:
                    continue
                slope = field.diff(value, axis)
                for place in range(p + 1):
                    target = (*key[:place], axis, *key[place:])
                    if target[place] == axis:
                        terms.setdefault(target, []).append(((-1) ** place, slope, field.one))
        return summed(field, terms)

    return combined([form], [], "d" * (p + 1), task, f"d{form.symbol}")


def hodge_dual(metric: Metric, form: Tensor) -> Tensor:
    """(*w)_{b...} = w^{a...} epsilon_{a... b...} / p!.

    Raises:
        ValueError: the tensor is no form.
    """
    _check_form(form)
    p, n = form.rank, metric.dimension
    joined = product(with_variance(metric, form, "u" * p), levi_civita(metric))
    for k in range(p):
        joined = contracted(joined, 0, p - k)
    symbol = "*" + form.symbol
    dual = Tensor("d" * (n - p), form.coordinates, symbol, joined.cells, joined.home)
    return dual / factorial(p)


def dalembertian(metric: Metric, tensor: Tensor | Expr) -> Tensor:
    """g^{ab} nabla_a nabla_b T; for an expression, of a scalar, as a tensor of rank 0."""
    field = (
        tensor if isinstance(tensor, Tensor) else tensor_of(tensor, "", metric.coordinates, "phi")
    )
    twice = covariant_derivative(metric, covariant_derivative(metric, field))
    rank = field.rank
    raised = with_variance(metric, twice, field.variance + "du")
    return contracted(raised, rank, rank + 1)


def trace(metric: Metric, tensor: Tensor, first: int = 0, second: int = 1) -> Tensor:
    """The trace over two indices of any kind."""
    wanted = list(tensor.variance)
    wanted[first], wanted[second] = "u", "d"
    return contracted(with_variance(metric, tensor, "".join(wanted)), first, second)


def norm(metric: Metric, tensor: Tensor) -> Expr:
    """T_{ab...} T^{ab...}."""
    up = with_variance(metric, tensor, "u" * tensor.rank)
    down = with_variance(metric, tensor, "d" * tensor.rank)

    def task(field: Any, held: list[Cells], _: list[Any]) -> Cells:
        both = held[0].keys() & held[1].keys()
        terms = [(1, held[0][key], held[1][key]) for key in sorted(both)]
        return summed(field, {(): terms})

    return combined([up, down], [], "", task)[()]


def _check_form(form: Tensor) -> None:
    alternates = form.rank < 2 or (form - antisymmetrised(form)).is_zero()
    if set(form.variance) - {"d"} or not alternates:
        raise ValueError(
            f"`{form.symbol}` must be a form, antisymmetric with lower indices, but is not"
        )
